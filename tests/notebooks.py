"""Reading the notebooks, for the tests that look at them or run their cells."""
import contextlib
import functools
import io
import pathlib
import unittest.mock

import nbformat

from helpers import live

ROOT = pathlib.Path(__file__).resolve().parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@functools.cache
def load(name):
    """Return the notebook whose file name starts with `name`, to be looked at only."""
    path, = (path for path in PATHS if path.name.startswith(name))
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def printed(notebook):
    """Return everything that the code cells printed when the notebook was stored."""
    return "\n".join(output["text"] for cell in code_cells(notebook) for output in cell.outputs
                     if output.output_type == "stream")


def variables(name):
    """Run all code cells of a notebook in this process; return every value that each variable took, by name.

    Under "live pictures" are all that `live.explore`, `live.trainer` and `live.drawing` made.
    """
    namespace, history = {"__name__": "notebook"}, {"live pictures": []}

    def recording(make):
        def record(*arguments, **controls):
            history["live pictures"].append(make(*arguments, **controls))
            return history["live pictures"][-1]
        return record

    makers = {name: recording(getattr(live, name)) for name in ("explore", "trainer", "drawing")}
    with unittest.mock.patch.multiple(live, **makers):
        run(name, namespace, history)
    return history


def run(name, namespace, history):
    for cell in code_cells(load(name)):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, cell.id, "exec"), namespace)
        for key, value in namespace.items():
            if not key.startswith("_") and (key not in history or history[key][-1] is not value):
                history.setdefault(key, []).append(value)
