"""Assignments for nbgrader: what they hold, and, at night, the whole way from handing out to feedback."""
import csv
import os
import subprocess
import sys

import nbformat
import pytest

from helpers import exercises
from teaching import assignment, lessons

NBGRADER = lessons.ROOT / "build" / "nbgrader"
ANSWERS = {"right": exercises.relu.solution, "wrong": "def my_relu(x):\n    return -1", "empty": None,
           "partly": "def my_relu(x):\n    return x if x.ndim == 1 else (x > 0) * x"}


@pytest.mark.parametrize("lesson", lessons.PATHS)
def test_every_exercise_is_solved_and_then_tested_by_points(lesson):
    cells = {cell.metadata.nbgrader.grade_id: cell.source for cell in assignment.source(lesson).cells
             if "nbgrader" in cell.metadata}
    mine = [one.name for one in exercises.ALL.values() if one.lesson == int(lesson)]
    assert set(cells) == {f"{name}-{part}" for name in mine for part in ("answer", "test")}
    for name in mine:
        names = {"exercises": exercises}
        exec("import numpy as np\n" + cells[f"{name}-answer"], names)
        assert eval(cells[f"{name}-test"].splitlines()[2], names) == assignment.POINTS


@pytest.fixture(scope="module")
def nbgrader():
    """Return a function that runs nbgrader, from an environment of its own that is made once."""
    if not (NBGRADER / "bin" / "nbgrader").exists():
        subprocess.run([sys.executable, "-m", "venv", NBGRADER], check=True)
        pins = (lessons.ROOT / "requirements.txt").read_text(encoding="utf-8")
        # nbgrader has no digest there, and pip wants all or none.
        (NBGRADER / "pins.txt").write_text("\n".join(
            line.split(" --hash")[0].rstrip(" \\") for line in pins.splitlines() if not line.startswith("    --hash")))
        subprocess.run([NBGRADER / "bin" / "python", "-m", "pip", "install", "-q", "-r", NBGRADER / "pins.txt",
                        "nbgrader==0.9.6"], check=True)
    # It calls alembic by its name.
    told = dict(os.environ, PATH=f"{NBGRADER / 'bin'}{os.pathsep}{os.environ['PATH']}", PYTHONPATH=str(lessons.ROOT),
                JUPYTER_PREFER_ENV_PATH="1", COURSE_PROGRESS="off")

    def run(folder, *words):
        done = subprocess.run([NBGRADER / "bin" / "nbgrader", *words], cwd=folder, env=told, capture_output=True,
                              text=True)
        assert done.returncode == 0, done.stderr[-3000:]
    return run


@pytest.mark.nightly
def test_the_whole_way(nbgrader, tmp_path):
    folder, name = tmp_path, lessons.PATHS["06"].name
    (folder / "source" / "06").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(assignment.CONFIG)
    nbformat.write(assignment.source("06"), folder / "source" / "06" / name)
    nbgrader(folder, "generate_assignment", "06")
    handed_out = (folder / "release" / "06" / name).read_text(encoding="utf-8")
    assert not any(words in handed_out for words in ("BEGIN SOLUTION", "HIDDEN", str(assignment.SEED)))
    for student, answer in ANSWERS.items():
        notebook = nbformat.reads(handed_out, as_version=4)
        cell, = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "relu-answer"]
        cell.source = answer or cell.source
        path = folder / "submitted" / student / "06" / name
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    nbgrader(folder, "autograde", "06")
    nbgrader(folder, "generate_feedback", "06")
    nbgrader(folder, "export")
    with open(folder / "grades.csv", encoding="utf-8", newline="") as file:
        grades = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert grades == {"right": 2, "partly": 1, "wrong": 0, "empty": 0}
    assert all((folder / "feedback" / student / "06" / f"{name[:-6]}.html").exists() for student in ANSWERS)
