"""What the lesson notebooks hold for a teacher."""
import os
import re
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbclient import NotebookClient

from helpers import exercises
from helpers.arguments import CourseError

ROOT = Path(__file__).resolve().parent.parent
PATHS = {path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
AFTER = "After this lesson you can "


class Section(NamedTuple):
    """A section of a lesson: its heading, what `teaching` says about it (empty where nothing), and its cells."""

    title: str
    notes: dict
    cells: list


def wanted(words):
    """Return the two digits of the lessons that `words` name, such as "6 08"; none or "all" names all with notes."""
    if words.split() in ([], ["all"]):
        return [lesson for lesson in PATHS if lesson != "01"]
    lessons = [word.zfill(2) for word in words.split()]
    for lesson in lessons:
        if lesson not in PATHS:
            raise CourseError(f"LESSON must be the number of a lesson, such as 06, or all; it is {lesson!r}.")
    return lessons


def read(lesson):
    """Return the notebook of a `lesson`, such as "06"."""
    return nbformat.read(PATHS[lesson], as_version=4)


def title_of(notebook):
    """Return a lesson's title, as in "04 Gradient descent: how one weight learns"."""
    return notebook.cells[0].source.partition("\n")[0].removeprefix("# ")


def goals(first):
    """Return what the `first` cell of a lesson says that one can do after it, as a list in Markdown; "" if nothing."""
    return "\n".join(f"- {goal.removeprefix(AFTER)}" for goal in first.metadata.get("objectives", []))


def sections(notebook):
    """Return the Sections of a `notebook`; what comes before the first heading is none of them."""
    found = []
    for cell in notebook.cells:
        # A cell may end the section before and then begin the next one.
        heading = re.search(r"^## (.+)", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if heading:
            found.append(Section(heading[1], cell.metadata.get("teaching", {}), [cell]))
        elif found:
            found[-1].cells.append(cell)
    return found


def exercise_in(cell):
    """Return the exercise that a `cell` belongs to and its part of it, "stub", "check" or "help"; or two times None."""
    for tag in cell.metadata.get("tags", []):
        name, _, part = tag.partition(":")
        if name in exercises.ALL and part:
            return exercises.ALL[name], part
    return None, None


def execute(notebook, pages=True):
    """Run a `notebook` in place; with `pages`, its live pictures then move in a page without a kernel."""
    told = dict(os.environ, COURSE_PAGES="1" if pages else "", COURSE_PROGRESS="off", JUPYTER_PREFER_ENV_PATH="1")
    client = NotebookClient(notebook, kernel_name="python3", timeout=600, coalesce_streams=True,
                            resources={"metadata": {"path": str(ROOT / "notebooks")}},
                            extra_arguments=["--IPKernelApp.log_level=ERROR"])
    client.execute(env=told)
