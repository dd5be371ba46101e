"""What the notebooks under nbval need to know: which cells print figures of the full data."""
import os

# Two notebooks run side by side, and two threads in each, of matrix products or of t-SNE, would fight for the cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from helpers import data  # noqa: E402


def pytest_collection_modifyitems(items):
    """Run cells tagged `full-data` without comparing their output where the full digits are missing."""
    cells = [item for item in items if "full-data" in tags(item)]
    if cells and not data.digits_are_full():
        for item in cells:
            item.options["check"] = False


def tags(item):
    """Return the tags of the notebook cell behind a test item; an ordinary test has none."""
    cell = getattr(item, "cell", None)
    return cell.metadata.get("tags", []) if cell is not None else []


def pytest_terminal_summary(terminalreporter):
    """Say in one line what the notebooks were compared with."""
    full = data.digits_are_full()
    terminalreporter.write_line("full MNIST: every printed digit is compared" if full else
                                "no full MNIST: cells tagged full-data are run, and held by their asserts only")
