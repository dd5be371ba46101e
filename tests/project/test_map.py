"""The map of lessons: the README, lesson 01 and the lessons themselves say the same."""
import re

import pytest

from tests import notebooks

ROW = re.compile(r"^\| \[(\d\d [^\]]+)\]\((?:notebooks/)?(\d\d_\w+\.ipynb)\) \| ([^|]+) \| (\d+) \|", re.MULTILINE)
NEXT = re.compile(r"^\*\*Next:\*\*[^\[\n]*\[([^\]]+)\]\(([^)]+)\)", re.MULTILINE)
README = ROW.findall((notebooks.ROOT / "README.md").read_text(encoding="utf-8"))
FILES = [file for _, file, *_ in README]


def test_the_readme_lists_all_lessons_in_order():
    assert FILES == [path.name for path in notebooks.PATHS]
    assert [title[:2] for title, *_ in README] == [f"{number:02d}" for number in range(1, len(FILES) + 1)]


def test_the_map_of_lesson_01_is_that_of_the_readme():
    in_01 = ROW.findall(notebooks.prose(notebooks.load("01")))
    assert in_01 == [(title, file, question[0].lower() + question[1:], minutes)
                     for title, file, question, minutes in README]


@pytest.mark.parametrize("place", range(len(FILES)), ids=FILES)
def test_a_lesson_has_the_title_and_minutes_of_the_map_and_leads_on(place):
    title, file, _, minutes = README[place]
    notebook = notebooks.load(file)
    text = notebooks.prose(notebook)
    assert re.match(rf"# {re.escape(title)}\b", notebook.cells[0].source)
    assert re.findall(r"\*\*Time:\*\* about (\d+) minutes", notebook.cells[0].source) == [minutes]
    (linked,) = NEXT.findall(text)
    # The last lesson leads back to the map.
    assert linked == README[place + 1][:2] if file != FILES[-1] else linked[1] == FILES[0]
    recap = text if file == FILES[0] else text.partition("## Recap")[2]
    assert "](../docs/glossary.md)" in recap and "](../docs/formulas.md)" in recap


@pytest.mark.parametrize("page, links", [
    ("README.md", ["docs/glossary.md", "docs/formulas.md", "docs/errata.md", "docs/hub.md", "CONTRIBUTING.md"]),
    ("CONTRIBUTING.md", ["docs/architecture.md"]), ("docs/architecture.md", []), ("docs/errata.md", []),
    ("docs/glossary.md", ["formulas.md"]), ("docs/formulas.md", ["glossary.md"]), ("docs/hub.md", [])])
def test_pages_lead_to_each_other_and_no_link_leads_nowhere(page, links):
    found = re.findall(r"\]\(([^)#]+)\)", (notebooks.ROOT / page).read_text(encoding="utf-8"))
    assert {*links} <= {*found}
    assert not [link for link in found if not link.startswith("https://")
                and not (notebooks.ROOT / page).parent.joinpath(link).exists()]


def test_every_path_on_the_page_of_architecture_exists():
    text = (notebooks.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = re.findall(r"`([\w.]+(?:/[\w.]*)+|\w+\.md)`", text)
    modules = [name.replace(".", "/") for name in re.findall(r"^    (helpers\.\w+)", text, re.MULTILINE)]
    assert len(paths) > 20 and len(modules) == 4
    assert not [path for path in paths + modules if not (notebooks.ROOT / path).exists()]
