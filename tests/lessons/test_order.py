"""Cells out of order: an error that comes from their order is followed by one sentence on what to run first.

`make nightly` runs every lesson in odd ways, whose counts go to docs/trust.md.
"""
import collections
import concurrent.futures
import contextlib
import itertools
import json
import random
import time
from types import SimpleNamespace

import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbformat import v4

from helpers import order
from tests import notebooks

TEXT = ["markdown", "# 09 Title"], ["code", "import numpy as np"], ["markdown", "## 1. The start"]
START = ["code", "weight = 0.5\nprint(weight)"]
LOOP = ["markdown", "Text\n## 2. The loop\n### More"], ["code", "def step(x):\n    inner = x\n    return inner"]
END = ["markdown", "## Recap"], ["code", "weight = step(2)"], ["code", "%matplotlib"], ["code", "(weight, total)"]


SECONDS = 600  # a kernel that is silent for longer hangs: a cell takes seconds
LESSONS = [path.name for path in notebooks.PATHS]
# The time that is counted is that of the processor: so a busy machine does not change where an interrupt comes.
INTERRUPTED = """import signal
signal.signal(signal.SIGVTALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_VIRTUAL, {})
{}
signal.setitimer(signal.ITIMER_VIRTUAL, 0)"""


def cells_of(name):
    return notebooks.code_cells(notebooks.load(name))


@contextlib.contextmanager
def kernel():
    """Start a kernel where the lessons are; give run(source), which returns the name of the error and the text."""
    folder = str(notebooks.ROOT / "notebooks")
    manager, client = start_new_kernel(startup_timeout=300, kernel_name="python3", cwd=folder)

    def run(source):
        printed = []

        def listen(message):
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
                printed.append(message["content"]["text"])

        try:
            reply = client.execute_interactive(source, output_hook=listen, timeout=SECONDS, stop_on_error=False)
        except TimeoutError:
            return "hang", ""
        return reply["content"].get("ename", ""), "".join(printed)

    try:
        yield run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def write(path, *cells):
    listed = [{"cell_type": kind, "source": text.splitlines(keepends=True)} for kind, text in cells]
    path.write_text(json.dumps({"cells": listed}), encoding="utf-8")


def error_of(code, **values):
    """Return the error that code of a notebook raises."""
    with pytest.raises(Exception) as caught:
        exec(code, {"__name__": "__main__", **values})
    return caught.value


def sentence(folder, name, source, *ran):
    return order.sentence_on(error_of(name), source, [(text, True) for text in ran], folder)


@pytest.mark.parametrize("name, source, words", [
    ("weight", "weight = step(2)", '`weight` is made in section 1, "The start": run its cells first.'),
    ("weight", "(weight, total)", '`weight` is made in section "Recap": run its cells first.'),
    ("step", "weight = step(2)", '`step` is made in section 2, "The loop": run its cells first.'),
    ("np", START[1], "`np` is made before the first section: run its cells first."),
    ("step", START[1], '`step` is made in section 2, "The loop": run its cells first.'),
    ("wieght", START[1], ""), ("inner", START[1], ""), ("total", "(weight, total)", ""),
    ("raise NameError('weight')", START[1], ""), ("step", "the reader's own", "")])
def test_the_section_is_the_last_one_before_that_makes_the_name(tmp_path, name, source, words):
    write(tmp_path / "09_title.ipynb", *TEXT, START, *LOOP, *END)
    write(tmp_path / "08_other.ipynb", TEXT[1], ["code", "step = 1"])
    assert sentence(tmp_path, name, source) == words


@pytest.mark.parametrize("ran, ended, told", [
    ([START[1]], True, False), ([START[1]], False, True), ([START[1], END[1][1]], True, True),
    ([END[1][1], START[1]], True, False), ([START[1], "weight = 'mine'"], True, False), ([], True, False)])
def test_other_errors_are_told_where_a_name_has_its_value_from_elsewhere(tmp_path, ran, ended, told):
    write(tmp_path / "09_title.ipynb", *TEXT, START, ["code", "weight / 0"], *LOOP, *END)
    error, ran = error_of("weight / 0", weight=1), [(text, ended) for text in ran]
    words = '`weight` is made in section 1, "The start": run its cells first.' if told else ""
    assert order.sentence_on(error, "weight / 0", ran, tmp_path) == words
    assert order.sentence_on(error, "weight / 0  # the reader's own", ran, tmp_path) == ""


def test_the_notebook_is_the_one_that_jupyter_names_or_nothing_is_said_where_two_could_be(tmp_path, monkeypatch):
    for title in ("First", "Second"):
        write(tmp_path / f"{title}.ipynb", ["markdown", f"## {title}"], START, ["code", "weight + 1"])
    assert sentence(tmp_path, "weight", "weight + 1") == ""
    monkeypatch.setenv("JPY_SESSION_NAME", "course/Second.ipynb")
    assert '"Second"' in sentence(tmp_path, "weight", "weight + 1")
    assert '"Second"' in sentence(tmp_path, "weight", "the reader's own")
    monkeypatch.setenv("JPY_SESSION_NAME", "course/Moved.ipynb")
    assert sentence(tmp_path, "weight", "weight + 1") == ""


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 3}', "\0", '{"cells": [{"cell_type": "code"}]}'])
def test_a_damaged_notebook_is_passed_over_in_silence(tmp_path, monkeypatch, capsys, content):
    (tmp_path / "01.ipynb").write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    order.Watcher().see(SimpleNamespace(error_in_exec=error_of("weight"), success=False,
                                        info=SimpleNamespace(raw_cell="weight")))
    assert capsys.readouterr().out == ""


def test_a_late_cell_that_is_run_first_says_which_section_it_needs_and_other_errors_stay_as_they_are():
    cells = cells_of("04")
    late, = (cell for cell in cells if cell.source.startswith("weights, errors_from_0 = descend("))
    own = [v4.new_code_cell(source) for source in
           ("descent_ = knob_ + 1", "1 / 0", "def f():\n    inputs += 1\nf()", "import json\njson.loads('descend')")]
    lesson = v4.new_notebook(cells=[cells[0], late, *own])
    NotebookClient(lesson, allow_errors=True, kernel_name="python3", startup_timeout=300, timeout=SECONDS,
                   resources={"metadata": {"path": str(notebooks.ROOT / "notebooks")}}).execute()
    assert lesson.cells[1].outputs[0].ename == "NameError"
    assert lesson.cells[1].outputs[1].text == '`descend` is made in section 4, "The loop": run its cells first.\n'
    assert [[output.ename for output in cell.outputs] for cell in lesson.cells[2:]] == [
        ["NameError"], ["ZeroDivisionError"], ["UnboundLocalError"], ["JSONDecodeError"]]


@pytest.mark.nightly
def test_cells_in_any_order_end_well_or_with_a_sentence(trust):
    ends = collections.Counter()
    for name, seed in itertools.product(LESSONS, range(2)):
        first, *cells = cells_of(name)
        random.Random(seed).shuffle(cells)
        with kernel() as run:
            for cell in (first, *cells):
                error, printed = run(cell.source)
                told = error and printed.endswith(": run its cells first.\n")
                ends["a sentence" if told else error] += 1
                if error and not told:
                    print(f"{error} in cell {cell.id} of {name} with seed {seed}")
    raw = ends.total() - ends[""] - ends["a sentence"] - ends["hang"]
    trust("cells of a lesson run in any order", ends.total(), raw_errors=raw, hangs=ends["hang"])


@pytest.mark.nightly
def test_lessons_are_run_again_after_interrupts_and_beside_each_other(trust):
    ends = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name in LESSONS:
            for found in pool.map(run_again, [name] * 2, range(2)):
                ends.update(found)
    for what in ("run in two kernels at once", "run a second time in the same kernel", "interrupted and run again"):
        errors = {end: number for (case, end), number in ends.items() if case == what}
        wrong, hangs, well = (errors.pop(end, 0) for end in ("other words", "hang", ""))
        trust(f"cells of a lesson {what}", wrong + hangs + well + sum(errors.values()), wrong_data=wrong,
              raw_errors=sum(errors.values()), hangs=hangs)


def run_again(name, seed):
    """Run a lesson twice in one kernel, the second time with interrupts; return how often what ended how."""
    rng, ends = random.Random(seed), collections.Counter()
    with kernel() as run:
        before = []
        for cell in cells_of(name):
            begin = time.monotonic()
            error, printed = run(cell.source)
            before.append((cell, printed, time.monotonic() - begin))
            ends["run in two kernels at once", error] += 1
        for cell, printed, seconds in before:
            what = "run a second time in the same kernel"
            if seconds > 0.5 and run(INTERRUPTED.format(rng.uniform(0, seconds), cell.source))[0]:
                what = "interrupted and run again"
            error, again = run(cell.source)
            if error and again.endswith(": run its cells first.\n"):
                error, again = "", printed  # the cell had freed what it needs, and it says so
            if error:
                print(f"{error} in cell {cell.id} of {name}, {what}")
            same = again == printed or "nbval-ignore-output" in cell.metadata.get("tags", [])
            ends[what, error or "" if same else "other words"] += 1
    return ends
