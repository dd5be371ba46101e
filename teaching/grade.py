"""Grade a folder of notebooks without any server: `python -m teaching.grade FOLDER` writes FOLDER/grades.csv.

Each notebook runs in a process of its own, in an empty folder, with limits of time and memory (of memory on Linux
alone). All its code cells run, and those that fail are noted; then the exercises of its lesson are checked with numbers
that nobody has seen. As with any grader that runs what it grades, a notebook written to deceive it can.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from helpers import exercises
from helpers.arguments import CourseError, whole
from helpers.exercises.exercise import POINTS
from teaching.lessons import ROOT, exercise_in


def grade(path, seed, seconds, megabytes):
    """Return the points of the notebook at `path` by the names of its exercises, and a note on what went wrong."""
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # whatever was handed in
        return {}, "this is no notebook"
    found = [one.lesson for one, _ in map(exercise_in, cells) if one]
    if not found:
        return {}, "no cell is tagged as an exercise of the course"
    # All of the lesson: who deletes an exercise has not solved it.
    names = [one.name for one in exercises.ALL.values() if one.lesson == max(found, key=found.count)]
    code = [(number, cell.source) for number, cell in enumerate(cells, 1)
            if cell.cell_type == "code" and exercise_in(cell)[1] != "check"]
    return judged({"cells": code, "exercises": names, "seed": seed, "megabytes": megabytes}, seconds)


def judged(task, seconds):
    """Return what `teaching.judge` finds on a `task` within so many `seconds`: the points and a note."""
    with tempfile.TemporaryDirectory() as folder:
        result, empty = Path(folder, "result.json"), Path(folder, "empty")
        empty.mkdir()
        told = dict(os.environ, PYTHONPATH=str(ROOT), COURSE_PROGRESS="off", IPYTHONDIR=folder)
        try:
            subprocess.run([sys.executable, "-m", "teaching.judge", result], cwd=empty, env=told, timeout=seconds,
                           input=json.dumps(task).encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return {}, f"stopped after {seconds} seconds"
        if not result.exists():
            return {}, "its process ended before the answers were checked"
        return json.loads(result.read_text(encoding="utf-8"))


def table(rows):
    """Return the head and the lines of the table of grades, from triples: a name, the points, a note."""
    names = list(dict.fromkeys(name for _, points, _ in rows for name in points))
    yield ["notebook", "points", "of", *names, "note"]
    for notebook, points, note in rows:
        yield [notebook, sum(points.values()), POINTS * len(points), *(points.get(name, "") for name in names), note]


def main(arguments):
    """Grade the notebooks of a folder; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m teaching.grade", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1, help="another one gives other numbers to all of them")
    parser.add_argument("--seconds", type=int, default=300, help="for each notebook")
    parser.add_argument("--megabytes", type=int, default=4000, help="of memory, for each notebook")
    options = parser.parse_args(arguments)
    try:
        limits = [whole(name, vars(options)[name], 1) for name in ("seconds", "megabytes")]
        paths = sorted(options.folder.rglob("*.ipynb"))
        if not paths:
            raise CourseError(f"There is no notebook in {options.folder}: name the folder of what was handed in.")
        rows = []
        for path in paths:
            rows.append((str(path.relative_to(options.folder)), *grade(path, options.seed, *limits)))
            print(f"{rows[-1][0]}: {sum(rows[-1][1].values())} points. {rows[-1][2]}", flush=True)
        with open(options.folder / "grades.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table(rows))
    except (CourseError, OSError) as mistake:
        print(mistake, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
