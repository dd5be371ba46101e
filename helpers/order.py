"""Cells out of order: where a name of the lesson is missing, one sentence says which section makes it."""
import json
import os
import re
import sys
from pathlib import Path


def watch():
    """Let cells that end in a NameError say more, where this is a kernel with its notebook in the working folder."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and sys.platform != "emscripten":
        shell.events.register("post_run_cell", say)


def say(result):
    """Print the sentence if there is one, after a cell was run with this `result` of IPython's."""
    error = result.error_in_exec
    # An UnboundLocalError is a NameError too, and tells of a mistake inside a function.
    if type(error) is NameError and raised_in_a_cell(error):
        try:
            sentence = sentence_on(error.name, result.info.raw_cell, Path.cwd())
        except Exception:
            # Whatever the folder holds, the reader's own error is not to be followed by one of ours.
            return
        if sentence:
            print(sentence)


def raised_in_a_cell(error):
    """Tell whether the line that raised `error` is one of the notebook, not of a module."""
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return trace.tb_frame.f_globals.get("__name__") == "__main__"


def sentence_on(name, source, folder):
    """Return which section makes `name`, which the cell with this `source` lacks; "" where that is not certain.

    The notebook is the one in `folder` that JupyterLab says it is, else the only one that holds the cell.
    """
    named = folder / Path(os.environ.get("JPY_SESSION_NAME", "")).name
    notebooks = [named] if named.suffix == ".ipynb" and named.is_file() else folder.glob("*.ipynb")
    lessons = [json.loads(path.read_text(encoding="utf-8"))["cells"] for path in notebooks if path.is_file()]
    if len(lessons) > 1:
        lessons = [cells for cells in lessons if places_of(source, cells)]
    if len(lessons) != 1:
        return ""
    cells, = lessons
    here = (places_of(source, cells) or [0])[0]
    makers = [place for place in range(len(cells)) if place != here and name in made_by(cells[place])]
    before = [place for place in makers if place < here]
    return f"`{name}` is made {section_of((before[-1:] or makers)[0], cells)}: run its cells first." if makers else ""


def text_of(cell):
    """Return the text of a `cell` as a file holds it: one string, or a list of lines."""
    return "".join(cell["source"])


def places_of(source, cells):
    """Return the places of the code cells that hold exactly this `source` among all `cells`."""
    return [place for place, cell in enumerate(cells)
            if cell["cell_type"] == "code" and text_of(cell).strip() == source.strip()]


def made_by(cell):
    """Return the names that a `cell` gives a value to outside of functions; none for what is not Python."""
    # Only where a name is missing: the import cell is not to wait for it.
    import symtable
    try:
        table = symtable.symtable(text_of(cell) if cell["cell_type"] == "code" else "", "cell", "exec")
    except SyntaxError:
        return set()
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}


def section_of(place, cells):
    """Return words on the section that a `place` among the `cells` is in, such as: in section 3, "The loop"."""
    text = "\n".join(text_of(cell) for cell in cells[:place] if cell["cell_type"] == "markdown")
    *_, (number, title) = [("", ""), *re.findall(r"^## (?:(\d+)\. )?(.*)", text, re.MULTILINE)]
    return f'in section {number + ", " * bool(number)}"{title}"' if title else "before the first section"
