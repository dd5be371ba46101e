"""The command behind `make doctor`: `python -m helpers.doctor` says what this machine lacks, and how to mend it."""
import importlib.metadata
import os
import re
import shutil
import sys
import webbrowser
from pathlib import Path

from helpers import data
from helpers.data import sources

NEEDED, WISHED = "needed", "wished"
EXTENSIONS = {"@jupyter-widgets/jupyterlab-manager": "ipywidgets", "anywidget": "anywidget"}
DISK, MEMORY = 1.0, 1.5  # GB that the lessons need


def main():
    """Print a line for each thing that the course needs; return 1 when something needed is missing."""
    missing = 0
    for name, kind, mend in [*look()]:
        print(f"{name:<22} {'ok' if not mend else mend}")
        missing += bool(mend) and kind == NEEDED
    print("All that is needed is here." if not missing else f"{missing} of the lines above must be mended.")
    return int(missing > 0)


def look(root=sources.ROOT, prefix=sys.prefix):
    """Yield for each thing its name, whether it is needed or wished, and a sentence on the mend, empty if all is well.

    `root` is the folder of the course, `prefix` that of the environment.
    """
    yield "Python", NEEDED, "" if sys.version_info >= (3, 11) else (
        f"This is Python {sys.version.split()[0]}; install 3.11 or newer, delete .venv, and run `make lab` again.")
    yield from packages(Path(root) / "requirements.txt")
    for extension, package in EXTENSIONS.items():
        there = (Path(prefix) / "share" / "jupyter" / "labextensions" / extension).is_dir()
        yield f"sliders: {package}", NEEDED, "" if there else (
            f"JupyterLab lacks the part of {package} that runs in the browser: delete .venv and run `make lab` again.")
    for title, full in (("digits", data.digits_are_full), ("reviews", data.reviews_are_full)):
        yield f"data: {title}", WISHED, "" if full() else (
            "Not all here: `make data` fetches them; until then a lesson fetches or uses a smaller copy.")
    for folder in ("notebooks", "data"):
        yield f"folder {folder}", NEEDED, "" if os.access(Path(root) / folder, os.W_OK) else (
            f"The folder {Path(root) / folder} cannot be written: make it writable, or copy the course elsewhere.")
    free = shutil.disk_usage(root).free / 1e9
    yield "disk", NEEDED, "" if free > DISK else f"Only {free:.1f} GB are free; the course needs {DISK:g} GB."
    memory = available_memory()
    yield "memory", WISHED, "" if memory is None or memory > MEMORY else (
        f"Only {memory:.1f} GB are free; close other programs before you open lessons 10 to 12.")
    yield "browser", WISHED, "" if has_browser() else (
        "None was found: open the address that `make lab LAB_OPTIONS=--no-browser` prints in one.")


def packages(path):
    """Yield a line for the packages that the course names itself, compared with the pins in the file at `path`."""
    try:
        pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    except OSError:
        pins = {}
    for name in ("numpy", "matplotlib", "jupyterlab", "ipywidgets", "anywidget", "scipy", "scikit-learn", "pooch"):
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name, NEEDED, "It is not installed: run `make lab`, which installs it."
        else:
            other = name in pins and version != pins[name]
            yield name, WISHED, other and f"This is {version}, tested was {pins[name]}: `make lab` installs that one."


def available_memory():
    """Return the memory in GB that programs can still have, or None where psutil, which Jupyter brings, is missing."""
    try:
        import psutil
    except ImportError:
        return None
    return psutil.virtual_memory().available / 1e9


def has_browser():
    """Tell whether a browser can be opened from here."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
