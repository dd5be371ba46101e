"""How long people wait, for benchmarks/results.md: `.venv/bin/python -m benchmarks.waiting` after `make check`.

The clone holds what is committed, and the caches of pip and uv are empty. Where COURSE_DATA is set the data are taken
from there, else they are fetched. Needs git, make and Chromium.
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import sync_playwright

from benchmarks import report
from tests import notebooks
from tests.live import test_browser as lab

OPTIONS = "LAB_OPTIONS=--no-browser --LabApp.expose_app_in_browser=True --ServerApp.port="
SLIDER = f"{lab.LIVE_OUTPUT} [role=slider]"


def environment(folder, installer):
    """Return the variables of a newcomer: an empty home, and uv only where it is the installer."""
    paths = [path for path in os.environ["PATH"].split(os.pathsep)
             if installer == "uv" or not pathlib.Path(path, "uv").exists()]
    kept = {name: value for name, value in os.environ.items()
            if name not in ("PYTHONPATH", "VIRTUAL_ENV") and not name.startswith("JUPYTER")}
    return kept | {"PATH": os.pathsep.join(paths), "HOME": str(folder), "PIP_CACHE_DIR": str(folder / "pip"),
                   "UV_CACHE_DIR": str(folder / "uv")}


def start(clone, variables):
    """Return {part: seconds} from `make lab` to the first slider moved."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begun, marks = time.time(), {}
    with subprocess.Popen(["make", "lab", f"{OPTIONS}{port}"], cwd=clone, env=variables, text=True,
                          start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            address = next(found[0] for line in server.stdout
                           if (found := re.search(r"http://127\.0\.0\.1:\d+/\S+token=\w+", line)))
            marks["the server"] = time.time()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=lab.CHROMIUM, args=lab.FLAGS)
                page = browser.new_page(viewport={"width": 1280, "height": 1000})
                page.set_default_timeout(lab.LIMIT)
                page.goto(address)
                page.wait_for_function(lab.IDLE)
                marks["page and kernel"] = time.time()
                page.evaluate("()=>window.jupyterapp.commands.execute('notebook:run-all-cells')")
                lab.move(page.locator(SLIDER).first.locator("xpath=ancestor::*[.//img][1]//img").first,
                         lambda: page.locator(SLIDER).first.press("ArrowRight"))
                marks["cells and slider"] = time.time()
                browser.close()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
    installed = (clone / ".venv" / "requirements.txt.stamp").stat().st_mtime
    parts = {"packages": max(installed, begun), **marks}
    return dict(zip(parts, (after - before for before, after in zip([begun, *parts.values()], parts.values(),
                                                                    strict=False)), strict=True))


def starts(installers):
    """Yield the rows of the first and the second start, for each of the installers."""
    for installer in installers:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            clone, variables = folder / "course", environment(folder, installer)
            subprocess.run(["git", "clone", "--quiet", str(notebooks.ROOT), str(clone)], check=True)
            for which in ("first", "second"):
                yield row(f"{which} start, {installer}", start(clone, variables))


def cells(path):
    """Return {cell: seconds} of a notebook that is run in a fresh kernel."""
    notebook, begun, taken = nbformat.read(path, as_version=4), [time.time()], {}

    def done(cell, **_):
        taken[f"cell `{cell.id}`"] = time.time() - begun[-1]
    client = NotebookClient(notebook, timeout=None, resources={"metadata": {"path": str(path.parent)}},
                            on_cell_execute=lambda **_: begun.append(time.time()), on_cell_executed=done)
    client.execute()
    total = time.time() - begun[0]
    return {"the kernel and the rest": total - sum(taken.values()), **taken}


def row(name, parts):
    largest = max(parts, key=parts.get)
    return name, f"{sum(parts.values()):.1f}", f"{largest}: {parts[largest]:.1f}"


def main():
    installers = ["pip", "uv"] if shutil.which("uv") else ["pip"]
    rows = [*starts(installers), *(row(path.stem, cells(path)) for path in notebooks.PATHS)]
    words = ("From `make lab` in a fresh clone to the first slider moved in the browser, and each notebook from the "
             "start of its kernel to its last cell.")
    report.write({"Waiting times": f"{words}\n\n{report.table(('what', 's', 'largest part, s'), rows)}"})


if __name__ == "__main__":
    main()
