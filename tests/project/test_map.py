"""The map of lessons: the README, lesson 01 and the lessons themselves say the same."""
import re

import pytest

from tests import notebooks

ROOT = notebooks.ROOT
ROW = re.compile(r"^\| \[(\d\d [^\]]+)\]\((?:notebooks/)?(\d\d_\w+\.ipynb)\) \| ([^|]+) \| (\d+) \|", re.MULTILINE)
NEXT = re.compile(r"^\*\*Next:\*\*[^\[\n]*\[([^\]]+)\]\(([^)]+)\)", re.MULTILINE)
README = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
FILES = [file for _, file, *_ in README]


def here(file):
    """Return the notebook of the map, or skip the test while the lesson is being written."""
    if not (ROOT / "notebooks" / file).exists():
        pytest.skip(f"{file} is not in this repository yet")
    return notebooks.load(file)


def test_lessons_are_counted_without_a_gap():
    assert [file[:2] for file in FILES] == [f"{number:02d}" for number in range(1, len(FILES) + 1)]
    assert all(title.startswith(file[:2]) for title, file, *_ in README)
    assert {path.name for path in notebooks.PATHS} <= set(FILES)


def test_the_map_of_lesson_01_is_that_of_the_readme():
    in_01 = ROW.findall(notebooks.prose(notebooks.load("01")))
    assert in_01 == [(title, file, question[0].lower() + question[1:], minutes)
                     for title, file, question, minutes in README]


@pytest.mark.parametrize("title, file, question, minutes", README, ids=FILES)
def test_a_lesson_has_the_title_and_the_minutes_of_the_map(title, file, question, minutes):
    first = here(file).cells[0].source
    assert re.match(rf"# {re.escape(title)}\b", first)
    assert re.findall(r"\*\*Time:\*\* about (\d+) minutes", first) == [minutes]


@pytest.mark.parametrize("place", range(len(FILES)), ids=FILES)
def test_next_leads_to_the_next_lesson_and_from_the_last_back_to_the_map(place):
    (title, file), = NEXT.findall(notebooks.prose(here(FILES[place])))
    if place + 1 < len(FILES):
        assert (title, file) == README[place + 1][:2]
    else:
        assert file == FILES[0]


@pytest.mark.parametrize("file", FILES)
def test_a_lesson_leads_to_the_glossary_and_the_formulas(file):
    text = notebooks.prose(here(file))
    recap = text if file.startswith("01") else text.partition("## Recap")[2]
    assert "](../docs/glossary.md)" in recap and "](../docs/formulas.md)" in recap


def test_the_readme_leads_to_both_pages_and_they_to_each_other():
    pages = {name: (ROOT / name).read_text(encoding="utf-8")
             for name in ("README.md", "docs/glossary.md", "docs/formulas.md")}
    assert "(docs/glossary.md)" in pages["README.md"] and "(docs/formulas.md)" in pages["README.md"]
    assert "(formulas.md)" in pages["docs/glossary.md"] and "(glossary.md)" in pages["docs/formulas.md"]
