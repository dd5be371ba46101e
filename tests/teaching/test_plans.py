"""The plans: docs/teaching.md and its map say what the notes in the notebooks say, and the minutes add up."""
import re

import pytest

from helpers.arguments import CourseError
from teaching import lessons, plans

PAGE = plans.PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_make_plans_writes():
    assert plans.written(PAGE) == PAGE


@pytest.mark.parametrize("lesson", plans.NOTED)
def test_minutes_add_up(lesson):
    plan = PAGE.partition(f"({'../notebooks/'}{lessons.PATHS[lesson].name})")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| (.*) \| \**([\d–]+)\** \| \**(\d+)\** \|$", plan, re.MULTILINE)
    for column in (1, 2):
        *parts, whole = [int(row[column].replace("–", "0")) for row in rows]
        assert len(parts) > 5 and sum(parts) == whole <= 45 * column
    (course,) = re.findall(rf"^\| Twelve weeks.* \| {lesson} \| 90 minutes \| (\d+) \|$", PAGE, re.MULTILINE)
    assert int(course) == whole


def test_the_map_names_every_concept():
    drawing = plans.MAP.read_text(encoding="utf-8")
    shown = set(re.findall(r">([^<>]+)</text>", drawing))
    for lesson in plans.NOTED:
        concepts = lessons.read(lesson).cells[0].metadata["concepts"]
        assert {*concepts, *sum(concepts.values(), [])} <= shown


def test_what_needs_more_stands_farther_right():
    concepts = {"c": ["b", "old"], "b": ["a"], "a": ["old"]}
    assert plans.columns(concepts) == [["old"], ["a"], ["b"], ["c"]]
    spots = plans.spots_of(concepts)
    assert all(spots[need][0] < spots[name][0] for name, needs in concepts.items() for need in needs)


def test_a_page_without_its_marks_is_said():
    with pytest.raises(CourseError, match="must hold the lines"):
        plans.written("no marks")
