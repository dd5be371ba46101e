"""Print the license of every package that a requirements file pins, as the installed package itself states it.

    python tools/licenses.py                        what the lessons need
    python tools/licenses.py requirements-test.txt  what the tests need too

The exit status is 1 if one of them states none.
"""
import importlib.metadata
import re
import sys
from pathlib import Path

UNKNOWN = "unknown"


def pinned(path):
    """Return the names of the packages that the file at `path` pins."""
    return re.findall(r"^([\w.-]+)(?:\[.+\])?==", Path(path).read_text(encoding="utf-8"), re.MULTILINE)


def license_of(metadata):
    """Return the license that a package's `metadata` states in the most exact of its three ways, or UNKNOWN."""
    text = (metadata.get("License") or UNKNOWN).strip()
    classes = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License :: ")]
    # The text of a whole license stands where others have its name.
    short = text if len(text) < 60 and "\n" not in text and text.upper() != UNKNOWN.upper() else ""
    return metadata.get("License-Expression") or short or ", ".join(classes) or text.splitlines()[0]


def main(path="requirements.txt"):
    """Print a line for each package; return the exit status."""
    rows = []
    for name in pinned(path):
        try:
            rows.append((name, license_of(importlib.metadata.metadata(name))))
        except importlib.metadata.PackageNotFoundError:
            print(f"{name:28} is not installed on this system")
    for name, words in rows:
        print(f"{name:28} {words}")
    return int(UNKNOWN in {words.lower() for _, words in rows} or not rows)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
