"""The harness of the benchmarks, without the libraries that they measure, and what the README quotes of their page."""
import pathlib
import re
import time

import pytest

from benchmarks import harness, report

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "benchmarks" / "results.md").read_text(encoding="utf-8")
DRAWN = []


def counting(start):
    """Return a contender whose accuracy is the number of pieces trained, beyond `start`."""
    DRAWN[:] = [start]

    def pieces():
        while True:
            DRAWN[0] += 1
            yield time.sleep(0.001)
    return harness.Contender(pieces(), lambda: lambda: DRAWN[0], train_share=1000)


def refusing():
    return "it cannot"


def failing():
    raise ValueError("no such run")


def worker():
    return harness.Worker("tests.project.test_benchmarks")


def test_workers_take_turns_each_in_a_process_of_its_own():
    workers = {"one": worker(), "other": worker()}
    for start, each in enumerate(workers.values()):
        assert each.ask("prepare", "counting", 100 * start) is None
    found = harness.take_turns(workers, 8)
    assert DRAWN == [] and [accuracy for *_, accuracy in found.values()] == [8, 108]
    for train, judge, _ in found.values():
        assert (len(train.others), len(judge.others)) == (7, harness.JUDGED - 1)
        assert judge.median < 1 <= train.median <= max(train.others)
    for each in workers.values():
        each.stop()


def test_a_worker_says_what_it_cannot_do_and_what_went_wrong():
    each = worker()
    assert each.ask("prepare", "refusing") == "it cannot"
    with pytest.raises(RuntimeError, match="no such run"):
        each.ask("prepare", "failing")
    assert each.ask("refusing") == "it cannot"
    each.stop()


def test_a_section_is_written_in_the_place_of_the_older_one(tmp_path):
    page = tmp_path / "results.md"
    report.write({"One": "1\n\n### Deeper\n\n2", "Two": "3"}, page)
    report.write({"One": "4"}, page)
    assert re.findall(r"^#.*|\d", page.read_text(encoding="utf-8").partition("\n")[2], re.MULTILINE) == [
        "## One", "4", "## Two", "3"]


def test_the_readme_quotes_the_page_of_the_benchmarks():
    section = PAGE.partition("## In short")[2].partition("\n## ")[0]
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")]
                        for line in section.splitlines() if line.startswith("|")]
    short = {run: dict(zip(header[1:], figures, strict=True)) for run, *figures in rows}
    quoted = [(run, *figure) for row, run in re.findall(
        r"^(\|.*\[(\w+, float\d\d)\]\(benchmarks/results\.md\).*)$", README, re.MULTILINE)
        for figure in re.findall(r"([\w' -]+?) (\d+\.\d+)", row)]
    assert len(quoted) >= 6
    assert [short[run][contender.strip(" ,")] for run, contender, _ in quoted] == [figure for *_, figure in quoted]


def test_the_readme_quotes_the_waiting_times():
    idle = dict(re.findall(r"^\| (\w+ ?\w+ start, \w+) \| ([\d.]+) \|", PAGE, re.MULTILINE))
    first, later = re.findall(r"^\| `make lab` .*benchmarks/results\.md.*$", README, re.MULTILINE)
    quoted = {f"first start, {tool}": figure for figure, tool in re.findall(r"(\d+\.\d) s with (\w+)", first)}
    assert quoted.items() <= idle.items() and len(quoted) == 2
    assert re.findall(r"(\d+\.\d) s", later) == [max(idle["a later start, uv"], idle["a later start, pip"], key=float)]
    lessons = re.findall(r"^\| \[\d\d .*\(notebooks/(\w+)\.ipynb\).* \| (\d+) \|$", README, re.MULTILINE)
    assert lessons == [(name, f"{float(taken):.0f}") for name, taken in
                       re.findall(r"^\| (\d\d_\w+) \| ([\d.]+) \|", PAGE, re.MULTILINE)]
