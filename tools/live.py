"""Write docs/live.md: every live picture with its controls and their ranges, what a move costs, and its size in a page.

python -m tools.live [LESSON ...]      from the root of the course; lessons by number, all if none is given
"""
import argparse
import os
import statistics
import time
from pathlib import Path

from helpers.live import frames
from tests import notebooks

HEAD = ("lesson", "picture", "controls", "a move, ms", "in a page", "kB", "made in, s")
TABLE = Path(__file__).resolve().parent.parent / "docs" / "live.md"
WORDS = """# Live pictures

What every live picture takes: a move in the kernel (median of ten), and in a page without a kernel the number of its
pictures, their size, and the seconds to make them. `make live` writes this page; the times are those of its machine.

"""


def main(arguments=None):
    """Write the table of the lessons named in `arguments`, or of all; return the rows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON", default=[path.name[:2] for path in notebooks.PATHS])
    parser.add_argument("--to", type=Path, default=TABLE, help="the file to write")
    chosen = parser.parse_args(arguments)
    os.environ["COURSE_PAGES"] = "1"
    rows = []
    for lesson in chosen.lessons:
        rows += [(lesson, *row(picture)) for picture in notebooks.variables(lesson)["live pictures"]]
        print(f"lesson {lesson}: {sum(entry[5] for entry in rows if entry[0] == lesson):.0f} kB", flush=True)
    lines = [HEAD, ["---"] * len(HEAD), *([f"{entry:.1f}" if isinstance(entry, float) else str(entry) for entry in row]
                                          for row in rows)]
    chosen.to.write_text(WORDS + "".join(f"| {' | '.join(line)} |\n" for line in lines), encoding="utf-8")
    return rows


def row(picture):
    """Return what the table says of a picture after the number of its lesson."""
    # Those of a training are one deeper.
    controls = [inner for control in picture.controls.values()
                for inner in getattr(control, "controls", {"": control}).values()]
    times = [timed(picture.refresh)[0] for _ in range(10)]
    seconds, bundle = timed(picture._repr_mimebundle_)
    page = bundle["text/html"]
    return (picture.picture.alt.partition(".")[0], "; ".join(map(range_of, controls)),
            1000 * statistics.median(times), page.count("data:image"), len(page) / 1000, seconds)


def range_of(control):
    """Return the name of a control with its ends and its step, or with its number of values."""
    values = frames.values_of(control) if hasattr(control, "description") or hasattr(control, "slider") else None
    if values is None:
        return getattr(control, "description", None) or type(control).__name__.lower()
    if hasattr(control, "slider"):
        slider = control.slider
        return f"{slider.description} {slider.min:g} to {slider.max:g} by {slider.step:g}"
    return f"{control.description}, {len(values)} values"


def timed(act):
    """Return how many seconds a call took, and what it returned."""
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
