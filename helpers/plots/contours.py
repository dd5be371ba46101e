"""Numbers that depend on two others, seen from above: contour lines, as hikers use them, and a shaded plane."""
import itertools

import numpy as np
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure

from helpers.arguments import Array, CourseError, DictOf, Names, Number, OneOf, takes
from helpers.plots.base import AXES, COLORS, WORDS, Panel

MARKERS = [("s", "full"), ("o", "none"), ("^", "full"), ("D", "none")]  # told apart without color


@takes(ax=AXES, x=Array(("c",)), y=Array(("r",)), heights=Array(("r", "c")), levels=Array(("k",)),
       path=Array(("n", 2)), points=DictOf(Array(("m", 2)), least=0), kind=OneOf((*COLORS,)), **WORDS)
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
    """
    _check_map(x, y)
    panel = Panel(ax, xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=xlabel, ylabel=ylabel, title=title)
    lines = _lines(x, y, heights, levels)
    for k, (level, line) in enumerate(lines):
        panel.line(f"level {k}", *line.T, color=COLORS[kind], linewidth=1.5)
        # Each further along its line than the one before, so that the numbers do not pile up.
        panel.text(f"height {k}", *_place(line, (k + 1) / (len(lines) + 1)), f"{level:.3g}", white=1,
                   color=COLORS[kind], fontsize=10, clip_on=True)
    for (name, places), (marker, fill) in zip((points or {}).items(), itertools.cycle(MARKERS), strict=False):
        panel.line(f"points {name}", *places.T, color=COLORS["target"], marker=marker, fillstyle=fill, markersize=9,
                   linestyle="none", zorder=5)
        for i, (left, low) in enumerate(places):
            panel.text(f"{name} {i}", left, low, f"  {name}", ha="left", va="bottom", fontsize=12, clip_on=True,
                       zorder=5)
    if path is not None:
        panel.line("path", *path.T, color=COLORS["weight"], marker="o", linewidth=1.2, markersize=5, zorder=4)
        panel.dot("now", *path[-1], color=COLORS["weight"], zorder=4)
    panel.sweep()


@takes(ax=AXES, x=Array(("n",)), y=Array(("m",)), values=Array(("m", "n")), points=Array(("k", 2), empty=True),
       names=Names("k"), level=Number(), **WORDS)
def draw_plane(ax, x, y, values, points=None, names=None, level=0.5, xlabel="", ylabel="", title=""):
    """Draw a number that depends on two others, seen from above: green from `level` on, gray below, darker farther off.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array, shapes (n,) and (m,)
        The two numbers, evenly spaced and rising.
    values : array, shape (m, n)
        What each pair gives, a row for each `y`; colors end 1.5 below and above the `level`.
    points : array, shape (k, 2), optional
        Points to mark.
    names : list of str, length k, optional
        Words at the points.
    level : float
        Where the color changes.
    xlabel, ylabel, title : str
    """
    _check_map(x, y)
    points = np.empty((0, 2)) if points is None else points
    names = [""] * len(points) if names is None else names
    panel = Panel(ax, xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=xlabel, ylabel=ylabel, title=title)
    # A value belongs to the middle of its pixel, so the image is half a pixel larger on each side.
    wide, high = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    panel.image("plane", values, _two_sides(), (level - 1.5, level + 1.5), origin="lower",
                extent=(x[0] - wide, x[-1] + wide, y[0] - high, y[-1] + high), zorder=0.5, interpolation="bilinear",
                interpolation_stage="data")
    panel.line("points", *points.T, color="black", marker="o", markersize=9, linestyle="none")
    for k, ((left, bottom), name) in enumerate(zip(points, names, strict=True)):
        panel.text(f"name {k}", left, bottom, f"  {name}", ha="left", va="bottom", fontsize=14, weight="bold")
    panel.sweep()


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


def _check_map(x, y):
    if min(len(x), len(y)) < 2 or not (np.diff(x) > 0).all() or not (np.diff(y) > 0).all():
        raise CourseError("A map needs at least two rising numbers for x and two for y.")


def _two_sides():
    """Return a color map that steps from gray to green at its middle and darkens in bands on both sides."""
    bands = np.linspace(0, 1, 6)[:, np.newaxis]
    gray, green = (1 - (low + (high - low) * bands) * (1 - np.array(to_rgb(COLORS[kind])))
                   for kind, low, high in [("quiet", 0.15, 0.55), ("prediction", 0.35, 0.75)])
    return ListedColormap(np.vstack([gray[::-1], green]))
