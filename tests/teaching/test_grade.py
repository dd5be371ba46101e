"""Grading without a server: right, partly right, wrong and empty notebooks, and such as hang, die or are none."""
import csv
import re
import sys

import nbformat
import pytest

from helpers import exercises
from teaching import grade, lessons

RIGHT = exercises.relu.solution


def submission(answer, more=""):
    """Return a notebook with an answer to one exercise of lesson 06, and a cell of other code."""
    cells = [nbformat.v4.new_code_cell("import numpy as np"), nbformat.v4.new_code_cell(more),
             nbformat.v4.new_code_cell(answer, metadata={"tags": ["relu:stub"]}),
             nbformat.v4.new_code_cell("raise RuntimeError", metadata={"tags": ["relu:check"]})]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


SUBMISSIONS = {
    "right": submission(RIGHT), "partly": submission("def my_relu(x):\n    return x if x.ndim == 1 else (x > 0) * x"),
    "wrong": submission("def my_relu(x):\n    return -1"), "empty": submission(exercises.relu.stub),
    "deleted": submission(""), "broken": submission(RIGHT, "1 / 0\nx"), "none": "no notebook",
    "dead": submission(RIGHT, "import os; os._exit(3)"), "greedy": submission(RIGHT, "big = np.ones(2 ** 30)")}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("submissions")
    for name, text in SUBMISSIONS.items():
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    assert grade.main([str(folder), "--megabytes", "3000"]) == 0
    with open(folder / "grades.csv", encoding="utf-8", newline="") as file:
        return {row["notebook"].removesuffix(".ipynb"): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name, points, note", [
    ("right", "2", "^$"), ("partly", "1", "^$"), ("wrong", "0", "^$"), ("empty", "0", "^$"), ("deleted", "0", "^$"),
    ("broken", "2", "^cell 2 raised ZeroDivisionError$"), pytest.param(
        "greedy", "2", "^cell 2 raised .*MemoryError$", marks=pytest.mark.skipif(
            sys.platform != "linux", reason="only Linux limits the memory of a process")),
    ("dead", "", "ended before"), ("none", "", "no notebook")])
def test_points_and_notes(graded, name, points, note):
    row = graded[name]
    assert row["relu"] == points and re.search(note, row["note"])
    of_lesson = sum(one.lesson == 6 for one in exercises.ALL.values())
    assert (row["points"], row["of"]) == ((points, str(2 * of_lesson)) if points else ("0", "0"))


@pytest.mark.parametrize("one", exercises.ALL.values(), ids=lambda one: one.name)
def test_points_of_every_exercise(one):
    assert [one.points(answer, 5) for answer in one.right_answers()] == [2] * len(one.right_answers())
    assert one.points(..., 5) == 0 == one.points("words of no use", 5)


def test_a_notebook_that_hangs_is_stopped(tmp_path):
    (tmp_path / "hangs.ipynb").write_text(submission(RIGHT, "while True: pass"), encoding="utf-8")
    assert grade.grade(tmp_path / "hangs.ipynb", 1, 2, 3000) == ({}, "stopped after 2 seconds")


def test_half_right_is_one_point():
    assert [exercises.double.points(answer, 5) for answer in (lambda x: abs(2 * x), lambda x: 1)] == [1, 0]


def test_the_stub_that_is_to_be_repaired_earns_nothing():
    given = [one for one in exercises.ALL.values() if "..." not in one.stub]
    for one in given:
        names = {}
        exec("import numpy as np\n" + one.stub, names)
        assert one.points(names[one.answer_name], 5) == 0
    assert given


def test_a_folder_without_notebooks_is_said(tmp_path, capsys):
    assert grade.main([str(tmp_path)]) == 1
    assert "no notebook" in capsys.readouterr().err
    assert grade.main([str(tmp_path), "--seconds", "0"]) == 1


@pytest.mark.nightly
@pytest.mark.parametrize("lesson", lessons.PATHS)
def test_solutions_in_a_whole_lesson_get_all_points(tmp_path, lesson):
    notebook = lessons.read(lesson)
    for cell in notebook.cells:
        one, part = lessons.exercise_in(cell)
        if part == "stub":
            cell.source = one.solution
    path = tmp_path / "all.ipynb"
    nbformat.write(notebook, path)
    points, note = grade.grade(path, 7, 600, 8000)
    assert note == "" and set(points.values()) <= {2}
