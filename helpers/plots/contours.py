"""A map with contour lines, as hikers use it: the error over two weights, or a prediction over two inputs."""
import itertools

import numpy as np
from matplotlib.figure import Figure

from helpers.arguments import CourseError, shown
from helpers.plots.base import COLORS, as_numbers, put_line, put_text, set_frame, sweep

MARKERS = [("s", "full"), ("o", "none"), ("^", "full"), ("D", "none")]  # told apart without color


def draw_contours(ax, x, y, heights, levels, path=None, points=None, kind="error", xlabel="weight 0",
                  ylabel="weight 1", title=""):
    """Draw the lines along which `heights` has one of the `levels`, and the way that two weights went on this map.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array, shapes (c,) and (r,)
        Rising numbers, at least two of each: where the heights were taken.
    heights : array, shape (r, c)
        A row for each of `y`.
    levels : array, shape (k,)
        Each line that crosses the map carries its level; a level above or below all heights has no line.
    path : array, shape (n, 2), optional
        The places visited; the last one is drawn large.
    points : dict of str to array, shape (m, 2), optional
        Places to mark, with their name beside each.
    kind : str
        The kind of quantity whose color the lines have: "error", say.
    xlabel, ylabel, title : str

    Raises
    ------
    CourseError
        If sizes do not fit, if x or y does not rise, or if `kind` is no kind of quantity.
    """
    x, y, heights = _grid(x, y, heights)
    levels = as_numbers("levels", levels)
    path = None if path is None else _places("path", path)
    points = _points(points)
    if kind not in [*COLORS]:
        raise CourseError(f"The kind must be one of {', '.join(COLORS)}; it is {shown(kind)}.")
    set_frame(ax, xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=xlabel, ylabel=ylabel, title=title)
    drawn = _put_levels(ax, _lines(x, y, heights, levels), COLORS[kind]) | _put_points(ax, points)
    if path is not None:
        put_line(ax, "path", *path.T, color=COLORS["weight"], marker="o", linewidth=1.2, markersize=5, zorder=4)
        put_line(ax, "now", *path[-1:].T, color=COLORS["weight"], marker="o", markersize=12, linestyle="none",
                 zorder=4)
        drawn |= {"path", "now"}
    sweep(ax, drawn)


def _put_levels(ax, lines, color):
    """Draw each line with its level on it, each further along than the one before; return the names drawn."""
    for k, (level, line) in enumerate(lines):
        put_line(ax, f"level {k}", *line.T, color=color, linewidth=1.5)
        place = _place(line, (k + 1) / (len(lines) + 1))
        put_text(ax, f"height {k}", *place, f"{level:.3g}", color=color, fontsize=10, ha="center", va="center",
                 clip_on=True, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    return {f"{name} {k}" for name in ("level", "height") for k in range(len(lines))}


def _put_points(ax, points):
    """Draw each place with its name beside it; return the names drawn."""
    drawn = set()
    for (name, places), (marker, fill) in zip(points.items(), itertools.cycle(MARKERS), strict=False):
        put_line(ax, f"points {name}", *places.T, color=COLORS["target"], marker=marker, fillstyle=fill,
                 markersize=9, linestyle="none", zorder=5)
        for i, (left, low) in enumerate(places):
            put_text(ax, f"{name} {i}", left, low, f"  {name}", va="bottom", fontsize=12, clip_on=True, zorder=5)
        drawn |= {f"points {name}", *(f"{name} {i}" for i in range(len(places)))}
    return drawn


def _lines(x, y, heights, levels):
    """Return pairs of a level and its line, shape (n, 2); a row of NaN parts its pieces."""
    # Matplotlib warns of levels without a line, and of a map that is flat.
    levels = np.unique(levels[(levels > heights.min()) & (levels < heights.max())])
    if not levels.size:
        return []
    found = Figure().subplots().contour(x, y, heights, levels=levels)
    for path in found.get_paths():
        path.should_simplify = False  # for paper it would be the same line, but places along it would be lost
    pieces = [sorted(path.to_polygons(closed_only=False), key=len, reverse=True) for path in found.get_paths()]
    gap = np.full((1, 2), np.nan)
    return [(level, np.concatenate([part for piece in line for part in (piece, gap)]))
            for level, line in zip(levels, pieces, strict=True) if line]


def _place(line, share):
    """Return the place at a `share` of the way along the first and longest piece of a line."""
    longest = line[:np.isnan(line[:, 0]).argmax()]
    return longest[int(share * len(longest))]


def _grid(x, y, heights):
    x, y, heights = as_numbers("x", x), as_numbers("y", y), as_numbers("heights", heights, dimensions=(2,))
    if heights.shape != (len(y), len(x)):
        raise CourseError(f"The heights need a row for each y and a column for each x, the shape {(len(y), len(x))}; "
                          f"theirs is {heights.shape}.")
    if min(heights.shape) < 2 or not (np.diff(x) > 0).all() or not (np.diff(y) > 0).all():
        raise CourseError("A map needs at least two rising numbers for x and two for y.")
    return x, y, heights


def _places(name, places):
    places = as_numbers(name, places, dimensions=(2,))
    if places.shape[1] != 2:
        raise CourseError(f"The {name} must have two numbers for each place; the shape is {places.shape}.")
    return places


def _points(points):
    points = {} if points is None else points
    if not isinstance(points, dict):
        raise CourseError(f"The points must be a dict of names and their places; they are {shown(points)}.")
    return {name: _places(f"points of {name}", places) for name, places in points.items()}
