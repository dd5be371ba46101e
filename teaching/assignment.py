"""An assignment for nbgrader: a lesson whose exercises it hands out, collects and grades."""
import nbformat

from helpers.exercises.exercise import POINTS
from teaching import lessons, variants

SEED = 20_011  # nbgrader puts it back after a notebook was handed in
CONFIG = """# Written by `make assignment`: a folder of nbgrader with one course in it.
c = get_config()  # noqa
c.CourseDirectory.course_id = "one_weight_at_a_time"
c.ClearSolutions.code_stub = {"python": "# Your answer goes above this line."}
c.ExecutePreprocessor.timeout = 600
"""
SOLVED = "{one.stub}\n### BEGIN SOLUTION\n{one.solution}\n### END SOLUTION"
TEST = """# {points} points; half of the cases right gives 1. It is checked with numbers that you have not seen.
### BEGIN HIDDEN TESTS
exercises.{one.name}.points({one.answer_name}, {seed})
### END HIDDEN TESTS"""


def source(lesson):
    """Return the notebook of a `lesson` as nbgrader wants it of a teacher: solved, with a test for each exercise."""
    notebook, cells = variants.student(lessons.read(lesson)), []
    for cell in notebook.cells:
        one, part = lessons.exercise_in(cell)
        cells.append(cell)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if part == "stub":
            cell.source = SOLVED.format(one=one)
            cell.metadata["nbgrader"] = marks(f"{one.name}-answer", solution=True)
        elif part == "check":
            test = nbformat.v4.new_code_cell(TEST.format(one=one, points=POINTS, seed=SEED), id=f"{one.name}-test")
            test.metadata["nbgrader"] = marks(f"{one.name}-test", grade=True, locked=True, points=POINTS)
            cells.append(test)
    notebook.cells = cells
    return notebook


def marks(name, **more):
    """Return what nbgrader keeps with a cell, which it knows by `name`; `more` is what differs from a plain cell."""
    return {"grade_id": name, "schema_version": 3, "cell_type": "code", "task": False, "grade": False, "locked": False,
            "solution": False, **more}
