"""A lesson for students, without notes and solutions, and one for the teacher, with the notes as folded cells."""
import copy

import nbformat

from teaching import lessons

KEPT_BACK = ("teaching", "slide", "slideshow", "objectives", "needs", "concepts")
SOLUTION = "<details><summary>Solution</summary>"


def student(notebook):
    """Return a copy of `notebook` without what is for the teacher alone; hints stay."""
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        for key in KEPT_BACK:
            cell.metadata.pop(key, None)
        if lessons.exercise_in(cell)[1] == "help":
            cell.source = cell.source.partition(SOLUTION)[0].rstrip()
    return made


def instructor(notebook):
    """Return a copy of `notebook` with a folded cell of notes below each heading that has some."""
    made, cells = copy.deepcopy(notebook), []
    for cell in made.cells:
        cells.append(cell)
        notes = cell.metadata.get("teaching", {})
        if words(notes):
            text = f"<details><summary>For the teacher: {minutes(notes)}</summary>\n\n{words(notes)}\n\n</details>"
            cells.append(nbformat.v4.new_markdown_cell(text, id=f"{cell.id[:58]}-notes"))
    made.cells = cells
    return made


def minutes(notes):
    """Return the minutes of a section in words, from its `notes`."""
    return f"{notes['minutes']['long']} minutes, {notes['minutes']['short']} in the short plan"


def words(notes):
    """Return the `notes` on a section, without its minutes, as Markdown."""
    answers = " Or: ".join(f"“{answer}”" for answer in notes.get("answers", []))
    parts = [("Ask", notes.get("question")), ("They say", answers), ("You say", notes.get("reply")),
             ("The usual wrong idea", notes.get("wrong_idea")), ("On the board", notes.get("board")),
             ("What goes wrong", notes.get("trouble"))]
    return "\n\n".join(f"**{name}:** {text}" for name, text in parts if text)
