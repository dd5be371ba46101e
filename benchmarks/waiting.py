"""How long people wait, for benchmarks/results.md: `.venv/bin/python -m benchmarks.waiting` after `make check`.

An hour and a half; `--idle` or `--busy` measures half of it, and the other column stays. The clone holds what is
committed, and the caches of pip and uv are empty. Where COURSE_DATA is set the data are taken from there, else they are
fetched. Needs git, make and Chromium.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import sync_playwright

from benchmarks import report
from helpers.lab import ONE_THREAD
from tests import notebooks
from tests.live import test_browser as lab

OPTIONS = "LAB_OPTIONS=--no-browser --LabApp.expose_app_in_browser=True --ServerApp.port="
SLIDER = f"{lab.LIVE_OUTPUT} [role=slider]"
KEPT = notebooks.ROOT / "build" / "benchmarks" / "waiting.json"
LOADS = ("idle", "busy")
LATER = 5  # starts, of which the median is taken
WORDS = """From `make lab` in a fresh clone to the first slider moved, in a browser that is open already; the same in
that clone later on, the median of five; in a clone like it the commands of the tests, with the packages that they ask
for besides; and each notebook from the start of its kernel, in one thread as `make lab` starts it, to its last cell.
Busy is beside an endless loop on each core.
"""
HEADER = ("what", "idle, s", "busy, s", "largest part when idle, s")
# What newcomers have not set.
UNSET = ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "OPENBLAS_", *ONE_THREAD, "COURSE_PROGRESS", "CI")


@contextlib.contextmanager
def load(kind):
    """Keep every core busy where the `kind` of load is "busy"."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
             for _ in range(os.cpu_count() if kind == "busy" else 0)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()


def kept():
    """Return the variables that newcomers have too."""
    return {name: value for name, value in os.environ.items() if not name.startswith(UNSET)}


def environment(folder, installer):
    """Return the variables of a newcomer: an empty home, and uv only where it is the installer."""
    paths = [path for path in os.environ["PATH"].split(os.pathsep)
             if installer == "uv" or not pathlib.Path(path, "uv").exists()]
    return kept() | {"PATH": os.pathsep.join(paths), "HOME": str(folder), "PIP_CACHE_DIR": str(folder / "pip"),
                   "UV_CACHE_DIR": str(folder / "uv")}


def start(clone, variables, port, browser):
    """Return {part: seconds} from `make lab` to the first slider moved in a new page of the `browser`."""
    page = browser.new_page()
    page.set_default_timeout(lab.LIMIT)
    begun, marks = time.time(), {}
    with subprocess.Popen(["make", "lab", f"{OPTIONS}{port}"], cwd=clone, env=variables, text=True,
                          start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            address = next(found[0] for line in server.stdout
                           if (found := re.search(r"http://127\.0\.0\.1:\d+/\S+token=\w+", line)))
            while server.poll() is None and not _listens(address):  # which it says a little too early
                time.sleep(0.01)
            marks["the server"] = time.time()
            page.goto(address)
            page.wait_for_function(lab.IDLE)
            marks["page and kernel"] = time.time()
            # Not waited for: a slider can be moved while the cells below it are running.
            page.evaluate("()=>void window.jupyterapp.commands.execute('notebook:run-all-cells')")
            lab.move(page.locator(SLIDER).first.locator("xpath=ancestor::*[.//img][1]//img").first,
                     lambda: page.locator(SLIDER).first.press("ArrowRight"))
            marks["cells and slider"] = time.time()
        finally:
            page.close()
            os.killpg(server.pid, signal.SIGTERM)
            server.stdout.read()  # until the last process has ended, so that its port is free
    installed = (clone / ".venv" / "requirements.txt.stamp").stat().st_mtime
    parts = {"packages": max(installed, begun), **marks}
    return dict(zip(parts, (after - before for before, after in zip([begun, *parts.values()], parts.values(),
                                                                    strict=False)), strict=True))


def _listens(address):
    url = urllib.parse.urlsplit(address)
    with contextlib.suppress(ConnectionRefusedError), socket.create_connection((url.hostname, url.port)):
        return True
    return False


def starts(installer, folder):
    """Yield what is waited for in a fresh clone below a `folder`, and its {part: seconds}."""
    clone, variables = folder / "course", environment(folder, installer)
    subprocess.run(["git", "clone", "--quiet", str(notebooks.ROOT), str(clone)], check=True)
    # One browser and one port: what it keeps of the first start it has at the later ones.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            folder / "browser", executable_path=lab.CHROMIUM, args=lab.FLAGS, viewport={"width": 1280, "height": 1000})
        yield f"first start, {installer}", start(clone, variables, port, browser)
        later = [start(clone, variables, port, browser) for _ in range(LATER)]
        yield f"a later start, {installer}", sorted(later, key=lambda parts: sum(parts.values()))[LATER // 2]
        browser.close()


def tests(command, clone, variables):
    """Return {part: seconds} of `make check` or `make test`, whose longest test is the largest part that is known."""
    begun = time.time()
    made = subprocess.run(["make", command, "TEST_OPTIONS=--durations=1 --durations-min=1"], cwd=clone, env=variables,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if made.returncode:
        raise SystemExit(f"make {command} failed:\n{made.stdout[-3000:]}")
    seconds, longest = re.search(r"^([\d.]+)s \w+ +(.+)$", made.stdout, re.MULTILINE).groups()
    return {"all": time.time() - begun, f"test `{longest.split('/')[-1]}`": float(seconds)}


def cells(path):
    """Return {cell: seconds} of a notebook that is run in a fresh kernel, such as `make lab` starts."""
    notebook, begun, taken = nbformat.read(path, as_version=4), [time.time()], {}

    def done(cell, **_):
        taken[f"cell `{cell.id}`"] = time.time() - begun[-1]
    client = NotebookClient(notebook, timeout=None, resources={"metadata": {"path": str(path.parent)}},
                            on_cell_execute=lambda **_: begun.append(time.time()), on_cell_executed=done)
    client.execute(env=ONE_THREAD | kept())
    total = time.time() - begun[0]
    return {"the kernel and the rest": total - sum(taken.values()), **taken}


def waits():
    """Yield all that is waited for, and its {part: seconds}; what takes longest comes last."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for installer in ["pip", "uv"] if shutil.which("uv") else ["pip"]:
            yield from starts(installer, folder / installer)
        for path in notebooks.PATHS:
            yield path.stem, cells(path)
        for command in ("check", "test"):
            yield f"`make {command}`", tests(command, folder / "pip" / "course", environment(folder / "pip", "pip"))


def rows(found):
    """Return the lines of the table from {load: {what: [seconds, largest part, its seconds]}}."""
    for what in dict.fromkeys(what for taken in found.values() for what in taken):
        times = [found.get(kind, {}).get(what) for kind in LOADS]
        _, part, seconds = times[0] or times[1]
        yield what, *(f"{time[0]:.1f}" if time else "" for time in times), f"{part}: {seconds:.1f}"


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waiting", description=__doc__)
    for kind in LOADS:
        parser.add_argument(f"--{kind}", action="store_const", const=[kind], dest="loads", default=LOADS)
    found = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for kind in parser.parse_args().loads:
        found[kind] = {}
        with load(kind):
            for what, parts in waits():
                total = parts.pop("all", 0) or sum(parts.values())
                largest = max(parts, key=parts.get)
                found[kind][what] = total, largest, parts[largest]
                print(kind, what, f"{total:.1f}", {part: round(taken, 1) for part, taken in parts.items()}, flush=True)
                KEPT.parent.mkdir(parents=True, exist_ok=True)
                KEPT.write_text(json.dumps(found))
                report.write({"Waiting times": f"{WORDS}\n{report.table(HEADER, rows(found))}"})


if __name__ == "__main__":
    main()
