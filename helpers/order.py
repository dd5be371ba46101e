"""Cells out of order: where what a cell needs was not made, one sentence says which section makes it."""
import json
import os
import re
import sys
from pathlib import Path


def watch():
    """Let errors say more that come from the order of cells, where this is a kernel with a notebook beside it."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and sys.platform != "emscripten":
        shell.events.register("post_run_cell", Watcher().see)


class Watcher:
    """What sees each cell that was run; `ran` lists their sources, and whether each came to its end."""

    def __init__(self):
        self.ran = []

    def see(self, result):
        """Print the sentence if there is one, after a cell was run with this `result` of IPython's."""
        source, sentence = result.info.raw_cell, ""
        if isinstance(result.error_in_exec, Exception):
            try:
                sentence = sentence_on(result.error_in_exec, source, self.ran, Path.cwd())
            except Exception:
                # Whatever the folder holds, the reader's own error is not to be followed by one of ours.
                sentence = ""
        self.ran.append((source, result.success))
        if sentence:
            print(sentence)


def sentence_on(error, source, ran, folder):
    """Return which section to run before the cell with this `source` that raised `error`; "" where that is uncertain.

    That is the one that makes the name of a NameError. After another error of a cell that stands in the notebook, it is
    one that makes a name whose value is from another cell of the lesson, or from one that did not come to its end.
    `ran` is that of a `Watcher`; `folder` holds the notebook.
    """
    cells = lesson_of(source, folder)
    here = next(iter(places_of(source, cells)), None)
    made = [made_by(text) if kind == "code" else set() for kind, text in cells]
    makers = {name: maker_of(name, made, here) for name in names_in(error)}
    # An UnboundLocalError is a NameError too, but tells of a mistake inside a function.
    if type(error) is NameError:
        wanted = [(makers.get(error.name), error.name)]
    else:
        wanted = sorted((place, name) for name, place in makers.items() if place is not None and here is not None
                        and place < here and is_stale(name, place, cells, ran))
    place, name = (wanted or [(None, "")])[0]
    return f"`{name}` is made {section_of(place, cells)}: run its cells first." if place is not None else ""


def lesson_of(source, folder):
    """Return the code cells and texts, pairs of kind and source, of the notebook in `folder` that holds this `source`.

    It is the notebook that JupyterLab says it is, else the only one; no cells where there is not just one.
    """
    named = folder / Path(os.environ.get("JPY_SESSION_NAME", "")).name
    paths = [named] if named.suffix == ".ipynb" and named.is_file() else folder.glob("*.ipynb")
    lessons = [[(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(path.read_bytes())["cells"]]
               for path in paths if path.is_file()]
    if len(lessons) > 1:
        lessons = [cells for cells in lessons if places_of(source, cells)]
    return lessons[0] if len(lessons) == 1 else []


def places_of(source, cells):
    """Return the places of the code cells that hold exactly this `source` among all `cells`."""
    return [place for place, (kind, text) in enumerate(cells) if kind == "code" and text.strip() == source.strip()]


def names_in(error):
    """Return the global names that the notebook's code reads where the traceback of `error` leads through it."""
    import dis  # only now: the import cell is not to wait for it
    names, trace = set(), error.__traceback__
    while trace:
        if trace.tb_frame.f_globals.get("__name__") == "__main__":
            names |= {step.argval for step in dis.get_instructions(trace.tb_frame.f_code)
                      if step.opname in ("LOAD_NAME", "LOAD_GLOBAL")}
        trace = trace.tb_next
    return names


def maker_of(name, made, here):
    """Return the place of the cell that makes `name`, the last before `here` if there is one; else None.

    `made` are the names that each cell makes.
    """
    makers = [place for place, names in enumerate(made) if place != here and name in names]
    return next((place for place in reversed(makers) if here is not None and place < here), (*makers, None)[0])


def made_by(text):
    """Return the names to which code gives a value outside of functions; none if this `text` is no Python."""
    import symtable
    try:
        table = symtable.symtable(text, "cell", "exec")
    except SyntaxError:
        return set()
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}


def is_stale(name, maker, cells, ran):
    """Tell whether, of all that `ran`, another of the `cells` than `maker` gave `name` its value, or not to the end.

    A cell of the reader's own was meant to change it.
    """
    text, ended = next((run for run in reversed(ran) if name in made_by(run[0])), ("", True))
    places = places_of(text, cells)
    return not ended if maker in places else bool(text and places)


def section_of(place, cells):
    """Return words on the section that a `place` among the `cells` is in, such as: in section 3, "The loop"."""
    text = "\n".join(text for kind, text in cells[:place] if kind == "markdown")
    *_, (number, title) = [("", ""), *re.findall(r"^## (?:(\d+)\. )?(.*)", text, re.MULTILINE)]
    return f'in section {number + ", " * bool(number)}"{title}"' if title else "before the first section"
