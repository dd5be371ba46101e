"""The variants of the lessons: what students must not see is not there, and what they see still runs."""
import json

import pytest

from helpers import exercises
from teaching import lessons, variants

NOTES = {"minutes": {"long": 9, "short": 5}, "question": "Which way?", "answers": ["Up.", "Down."],
         "reply": "Down it is.", "wrong_idea": "Up is always better.", "board": "A bowl.", "trouble": "The sign."}


def noted(lesson="04"):
    notebook = lessons.read(lesson)
    heading = lessons.sections(notebook)[0].cells[0]
    heading.metadata["teaching"] = NOTES
    heading.metadata["slideshow"], heading.metadata["slide"] = {"slide_type": "slide"}, "Short."
    return notebook


def test_a_section_may_begin_inside_of_a_cell():
    titles = [section.title for section in lessons.sections(lessons.read("04"))]
    assert titles[0].startswith("1.") and titles[2].startswith("3.") and titles[-2] == "Recap"


@pytest.mark.parametrize("lesson", lessons.PATHS)
def test_students_get_neither_notes_nor_solutions(lesson):
    made = variants.student(noted(lesson) if lesson == "04" else lessons.read(lesson))
    text = json.dumps(made)
    assert NOTES["reply"] not in text and "<summary>Solution" not in text
    assert not {*variants.KEPT_BACK} & {key for cell in made.cells for key in cell.metadata}
    mine = [one for one in exercises.ALL.values() if one.lesson == int(lesson)]
    sources = "\n".join(cell.source for cell in made.cells)
    assert all(one.hints[0] in sources and one.hints[1] in sources and f"\n{one.solution}\n" not in sources
               for one in mine)


def test_the_rule_on_solutions_sees():
    assert "<summary>Solution" in json.dumps(lessons.read("04"))


def test_the_teacher_gets_the_notes_below_the_heading_and_folded():
    notebook = noted()
    made = variants.instructor(notebook)
    place = next(i for i, cell in enumerate(made.cells) if "teaching" in cell.metadata)
    notes = made.cells[place + 1].source
    assert notes.startswith("<details>") and notes.endswith("</details>")
    assert "9 minutes, 5 in the short plan" in notes
    assert all(NOTES[key] in notes for key in NOTES if key not in ("minutes", "answers"))
    assert len(made.cells) == len(notebook.cells) + sum(
        bool(variants.words(section.notes)) for section in lessons.sections(notebook))


def test_the_lesson_itself_stays_as_it_was():
    notebook = noted()
    before = json.dumps(notebook)
    variants.student(notebook)
    variants.instructor(notebook)
    assert json.dumps(notebook) == before


@pytest.mark.parametrize("lesson", lessons.PATHS)
def test_both_hold_the_code_that_the_tests_of_the_lesson_run(lesson):
    notebook = lessons.read(lesson)
    code, *others = ([cell.source for cell in made.cells if cell.cell_type == "code"]
                     for made in (notebook, variants.student(notebook), variants.instructor(notebook)))
    assert others == [code, code]


@pytest.mark.nightly
@pytest.mark.parametrize("variant", [variants.student, variants.instructor])
def test_both_run(variant):
    made = variant(noted())
    lessons.execute(made, pages=False)
    assert all(cell.execution_count for cell in made.cells if cell.cell_type == "code")
