"""Write the cells of the exercises, execute notebooks and store their outputs so that two runs give the same bytes.

    python tools/refresh.py                        every notebook
    python tools/refresh.py notebooks/04*.ipynb    some
    python tools/refresh.py --exercises-only ...   write the cells of the exercises, execute nothing

A notebook with a cell that fails is left as it was.
"""
import argparse
import os
import re
import sys
import time
from pathlib import Path

# Before Jupyter is imported, else a kernel of the same name in the user's home folder is taken.
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
os.environ["COURSE_PROGRESS"] = "off"  # stored outputs show a reader who has done nothing yet

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError  # noqa: E402

from helpers import exercises  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
WIDGET = "application/vnd.jupyter.widget-view+json"
TIMINGS = ("execution", "ExecuteTime")
# tests/nbval_sanitize.cfg replaces the same things by the same words.
NOISE = [
    (re.compile(r"0x[0-9a-fA-F]{6,}"), "0xADDRESS"),
    (re.compile(r"\S{0,200}ipykernel_\d+[/\\]\d+\.py"), "notebook/cell.py"),
]
# A picture in text is left alone: by chance it may hold the letters of an address.
PICTURE = re.compile(r"(data:image/png;base64,[A-Za-z0-9+/=]+)")


class RefreshError(Exception):
    """A notebook that could not be refreshed; the message is one sentence."""


def write_exercises(notebook):
    """Write into `notebook`, in place, the cells of its exercises: those tagged `NAME:stub`, `:check` and `:help`."""
    for cell in notebook.cells:
        for tag in cell.metadata.get("tags", []):
            name, _, part = tag.partition(":")
            if part and name not in exercises.ALL:
                raise RefreshError(f"no exercise is called {name!r}, as the tag of cell {cell.id} has it")
            if part:
                cell.source = exercises.ALL[name].cells[part]


def execute(notebook):
    """Run every cell of `notebook` in place, in a fresh kernel."""
    seen = []
    client = NotebookClient(
        notebook, kernel_name=KERNEL["name"], timeout=300, store_widget_state=False, record_timing=False,
        coalesce_streams=True, resources={"metadata": {"path": str(ROOT / "notebooks")}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        on_cell_start=lambda cell, cell_index: seen.append((cell_index + 1, cell)))
    try:
        client.execute()
    except CellExecutionError as error:
        raise RefreshError(f"{name_of(*seen[-1])} raised {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise RefreshError(f"{name_of(*seen[-1])} ran longer than {client.timeout} seconds") from error
    except DeadKernelError as error:
        raise RefreshError(f"the kernel died in {name_of(*seen[-1])}") from error


def name_of(position, cell):
    """Return words that let the reader find `cell`: its place, its id and its first line."""
    first_line = next(iter(cell.source.strip().splitlines()), "")
    return f"cell {position} (id {cell.id}, {first_line!r})"


def strip(notebook):
    """Remove from `notebook`, in place, what differs between two runs."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.pop("language_info", None)
    notebook.metadata["kernelspec"] = dict(KERNEL)
    for cell in notebook.cells:
        for key in TIMINGS:
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            strip_output(output)


def strip_output(output):
    """Remove the noise of one output, in place."""
    data = output.get("data", {})
    # The id of a widget is new in every run and means nothing without a kernel. Where nothing else stands
    # beside the widget it stays, without its id: an empty output would hide that the cell shows something.
    if "text/html" in data or "image/png" in data:
        data.pop(WIDGET, None)
    elif WIDGET in data:
        data[WIDGET]["model_id"] = ""
    for mime in data:
        if mime.startswith("text/"):
            data[mime] = quiet(data[mime])
    for key in ("text", "evalue"):
        if key in output:
            output[key] = quiet(output[key])
    if "traceback" in output:
        output["traceback"] = [quiet(line) for line in output["traceback"]]


def quiet(text):
    """Return `text` without addresses, temporary files, and the place of this folder on this machine."""
    if PICTURE.search(text):
        return "".join(part if PICTURE.match(part) else quiet(part) for part in PICTURE.split(text))
    for pattern, word in NOISE:
        text = pattern.sub(word, text)
    for place in (str(ROOT), str(ROOT).replace(str(Path.home()), "~", 1)):
        text = text.replace(place + os.sep, "")
    return text


def write(notebook, path):
    """Write `notebook` to `path` at one stroke: whoever reads it sees the old one or the new one."""
    draft = path.with_suffix(".tmp")
    draft.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    os.replace(draft, path)


def refresh(path, exercises_only=False):
    """Write the exercises of one notebook, execute, strip and store it; return the seconds that its cells took."""
    notebook = nbformat.read(path, as_version=4)
    write_exercises(notebook)
    start = time.perf_counter()
    if not exercises_only:
        execute(notebook)
    seconds = time.perf_counter() - start
    strip(notebook)
    write(notebook, path)
    return seconds


def main(arguments):
    """Refresh the notebooks named in `arguments`, or all; return the exit code."""
    parser = argparse.ArgumentParser(description="Execute notebooks and store their outputs.")
    parser.add_argument("--exercises-only", action="store_true")
    parser.add_argument("notebooks", nargs="*", type=Path, default=sorted((ROOT / "notebooks").glob("*.ipynb")))
    options = parser.parse_args(arguments)
    code = 0
    for path in options.notebooks:
        try:
            print(f"{path.name:32} {refresh(path, options.exercises_only):5.1f} s", flush=True)
        except (RefreshError, OSError, nbformat.reader.NotJSONError) as error:
            print(f"{path.name} is unchanged: {error}.", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
