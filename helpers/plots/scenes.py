"""Pictures of what a lesson talks about: a dial, groups of points, lamps at a crossing, a map of words, a text."""
import numpy as np
from matplotlib import colormaps

from helpers.arguments import TEXT, Array, CourseError, Limits, Names, Number, Whole, takes, whole
from helpers.plots.base import AXES, COLORS, DIVERGING, SIZE, WORDS, Panel, ink_on

WORD_SIZE = 13  # points
# Groups have no kind of their own, so each takes the color of one and a shape that tells it apart without color.
GROUP_LOOKS = [("o", "input"), ("s", "error"), ("^", "prediction"), ("D", "delta"), ("v", "weight"), ("P", "quiet")]

# Where a name may stand, seen from its point: above first, then below, right and left, then the corners.
AROUND = [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)]


@takes(ax=AXES, prediction=Number(), target=Number(0, 1), title=TEXT)
def draw_dial(ax, prediction, target=None, title=""):
    """Draw a probability as the needle of a dial from 0 % to 100 %, on `ax` with a `title`.

    `prediction` is what was said, 1 for 100 %; the needle stops just beyond the ends, and the number below is never
    cut. `target`, between 0 and 1, is what was true: a black mark, with the miss as an arc.
    """
    panel = Panel(ax, bare=True, xlim=(-1.5, 1.5), ylim=(-0.42, 1.25), title=title)
    if ax.get_aspect() != 1:
        ax.set_aspect("equal")
    needle = min(max(prediction, -0.06), 1.06)
    panel.line("rim", *_arc(0, 1, 1.0), color=COLORS["quiet"], linewidth=4)
    for value in (0, 0.5, 1):
        panel.text(f"mark {value}", *np.ravel(_arc(value, value, 1.13, 1)), f"{value:.0%}",
                   ha={0: "right", 0.5: "center", 1: "left"}[value], va="bottom", fontsize=12)
    words = f"said {prediction:.0%}"
    if target is not None:
        panel.line("miss", *_arc(needle, target, 0.86), color=COLORS["error"], linewidth=9, solid_capstyle="butt")
        panel.line("truth", *_arc(target, target, np.array([0.78, 1.06])), color=COLORS["target"], linewidth=5)
        words += f", true {target:.0%}"
    panel.line("needle", *_arc(needle, needle, np.array([0.0, 0.78])), color=COLORS["prediction"], linewidth=4)
    panel.dot("hub", 0, 0, color=COLORS["prediction"])
    panel.text("words", 0, -0.2, words, va="top", fontsize=14)


@takes(ax=AXES, points=Array(("n", 2)), groups=Array(("n",), low=0, whole=True), centers=Array(("k", 2)),
       limits=Limits(), **WORDS)
def draw_groups(ax, points, groups=None, centers=None, limits=(0, 10), xlabel="", ylabel="", title=""):
    """Draw points in a plane, one shape and color for each group, and a numbered cross for the center of each group.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    points : array, shape (n, 2)
    groups : sequence of int, length n, optional
        The number of the group of each point, from 0.
    centers : array, shape (k, 2), optional
        At most six. Without groups and centers the points are drawn alone.
    limits : tuple of float
        Ends of both axes.
    xlabel, ylabel, title : str
    """
    if (groups is None) != (centers is None):
        raise CourseError("Give both groups and centers, or neither of them.")
    centers = np.empty((0, 2)) if centers is None else centers
    groups = np.zeros(len(points), int) if groups is None else groups
    whole("the number of centers", len(centers), 0, len(GROUP_LOOKS))
    whole("the largest of groups", groups.max(), 0, max(0, len(centers) - 1))
    panel = Panel(ax, xlim=limits, ylim=limits, xlabel=xlabel, ylabel=ylabel, title=title)
    for group, (marker, kind) in enumerate(GROUP_LOOKS):
        panel.line(f"group {group}", *points[groups == group].T, color=COLORS[kind], marker=marker, markersize=9,
                   linestyle="none")
        place = centers[group:group + 1]
        panel.line(f"center {group}", *place.T, color=COLORS[kind], marker="X", markersize=22, linestyle="none",
                   markeredgecolor="black", markeredgewidth=1.5, zorder=4)
        x, y = place[0] if len(place) else (0, 0)
        panel.text(f"number {group}", x, y, str(group) if len(place) else "", fontsize=12,
                   color=ink_on(COLORS[kind]), weight="bold", zorder=5, clip_on=True)


@takes(ax=AXES, lamps=Array(("n", "r")), walked=Array(("n",)), names=Names("rows"), counted=Whole(0))
def draw_looks(ax, lamps, walked, names, counted):
    """Draw what was seen at a crossing: a column for each look, a disc for each lamp that was on, a square for "walk".

    `ax` is the panel. `lamps` (n, r) holds a row for each look, 1 where a lamp was on and 0 where it was off, `walked`
    (n,) is 1 where people walked, and `names` are those of the r lamps and one for the last row. As many looks as are
    `counted` are drawn in full; the later ones are small dots.
    """
    rows = np.column_stack([lamps, walked]).T
    Names(len(rows))("names", names, {})
    whole("counted", counted, 0, len(walked))
    panel = Panel(ax, xlim=(0.2, len(walked) + 0.8), ylim=(len(rows) - 0.4, -0.6), xlabel="look")
    panel.name_rows(names, axis="both")
    look, seen = np.arange(1, len(walked) + 1), np.arange(1, len(walked) + 1) <= counted
    for row, values in enumerate(rows):
        marker, color = ("s", COLORS["target"]) if row == len(rows) - 1 else ("o", COLORS["input"])
        for kind, which, face in [("on", seen & (values != 0), color), ("off", seen & (values == 0), "white")]:
            panel.line(f"{kind} {row}", look[which], np.full(which.sum(), row), linestyle="none", marker=marker,
                       markersize=9, markerfacecolor=face, markeredgecolor=color)
        panel.line(f"later {row}", look[~seen], np.full((~seen).sum(), row), linestyle="none", marker=".",
                   markersize=3, color=COLORS["quiet"])


@takes(ax=AXES, points=Array(("n", 2)), names=Names(), values=Array(("n",)), center=Whole(0),
       zoom=Number(0.1, 1000), most=Whole(0), title=TEXT)
def draw_map(ax, points, names, values, center=None, zoom=1.0, most=40, title=""):
    """Draw words as points of a plane, green discs for values above zero and black squares below, and name some.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    points : array, shape (n, 2)
    names : list of str, length n
    values : array, shape (n,)
    center : int, optional
        The point to look at, its name printed bold; the middle of all points where it is not given.
    zoom : float
        1 shows all points, 4 a quarter of the width and of the height.
    most : int
        At most so many names are written, those nearest to the center first, and none across another or a point.
    title : str
    """
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2 if center is None else points[whole("center", center, 0, len(points) - 1)]
    half = 0.55 * np.maximum(high - low, 1e-9) / zoom
    # The scale moves, not the panel, so that a zoom draws no axes anew.
    shown = (points - middle) / half
    panel = Panel(ax, xlim=(-1, 1), ylim=(-1, 1), title=title)
    if ax.get_xticks().size:
        ax.set(xticks=[], yticks=[])
    for gid, chosen, look in (("above", values > 0, {"marker": "o", "color": COLORS["prediction"]}),
                              ("below", values <= 0, {"marker": "s", "color": COLORS["target"]})):
        panel.line(gid, *shown[chosen].T, linestyle="none", markersize=4.5, **look)
    order = np.argsort(np.abs(shown).max(axis=1)) if center is None else np.argsort((shown ** 2).sum(axis=1))
    written = _free_names(ax, shown, names, [i for i in order if np.abs(shown[i]).max() < 0.97], most, center)
    for k, (i, place) in enumerate(written):
        panel.text(f"name {k}", *place, names[i], fontsize=12, weight="bold" if i == center else "normal", clip_on=True)
    panel.sweep()


@takes(ax=AXES, words=Names(), pushes=Array(("n",)), limit=SIZE)
def draw_pushes(ax, words, pushes, limit=1.0):
    """Draw a text with each word on its own color: purple for a push up, orange for one down, white for none.

    `ax` must be the only panel of its figure. `words` is a list of str of length n, `pushes` an array of shape (n,); at
    a push of `limit` the color is full. Words that find no place in the panel are left out; three dots tell it.
    """
    panel = Panel(ax, bare=True, xlim=(0, 1), ylim=(0, 1))
    # Every letter of this type is 0.6 of its size wide; 72 points are an inch.
    width, height = 0.95 * ax.figure.get_size_inches()
    letter, line = 0.6 * WORD_SIZE / 72 / width, 2.1 * WORD_SIZE / 72 / height
    x, y, look = 0.01, 1 - line / 2, {"ha": "left", "family": "monospace", "fontsize": WORD_SIZE}
    for k, (word, push) in enumerate(zip(words, pushes, strict=True)):
        word = word if len(word) <= 30 else word[:29] + "…"
        if x + len(word) * letter > 0.99:
            x, y = 0.01, y - line
        if y < line:
            panel.text("rest", x, y, "…", **look)
            break
        color = colormaps[DIVERGING](0.5 + 0.26 * float(np.clip(push / limit, -1, 1)))
        panel.text(f"word {k}", x, y, word, bbox={"facecolor": color, "edgecolor": "none", "pad": 2.5}, **look)
        x += (len(word) + 1) * letter
    panel.sweep()


def _arc(start, end, radius, points=40):
    """Return x and y on a half circle on which 0 is left, 1 right; a radius of several values makes a spoke."""
    angle = np.pi * (1 - np.linspace(start, end, points if np.ndim(radius) == 0 else len(radius)))
    return radius * np.cos(angle), radius * np.sin(angle)


def _free_names(ax, places, names, order, most, center):
    """Return pairs of a point and the middle of its name, so that no name lies across another or across a point.

    It goes through the points in the `order` given and tries eight places around each. The name of the `center` is
    always there.
    """
    unit = 2 / 72 / (0.95 * ax.figure.get_size_inches())  # a point of type, as a part of the panel
    boxes, written = np.empty((0, 2, 2)), []
    for i in order:
        if len(written) == most:
            break
        half = unit * (0.3 * 12 * len(names[i]), 7)
        tries = places[i] + np.array(AROUND) * (half + 3 * unit)
        free = (place for place in tries if (abs(place) + half < 1).all()
                and not (abs(np.delete(places, i, 0) - place) < half + 2.5 * unit).all(axis=1).any()
                and not (abs(boxes[:, 0] - place) < half + boxes[:, 1]).all(axis=1).any())
        place = next(free, tries[0] if i == center else None)
        if place is not None:
            boxes = np.append(boxes, [[place, half]], axis=0)
            written.append((i, place))
    return written
