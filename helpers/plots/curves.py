"""Curves: the bowl, errors, accuracies, functions and their slopes, a number on its scale."""
import itertools

import numpy as np

from helpers.arguments import SWITCH, Array, DictOf, Limits, ListOf, Number, OneOf, Parts, Whole, takes
from helpers.plots.base import AXES, COLORS, SIZE, TEXT, WORDS, Panel

POINT = Parts("two numbers, such as (1, 2)", (Number(), Number()))
LINE = Parts("two rows of numbers, x and y", (Array(("k",)), Array(("k",))))

# Of the digits a network is trained on, chosen by and judged on: the same color in every picture.
PARTS = {"train": "#0072B2", "validation": "#E69F00", "test": "#009E73"}


@takes(ax=AXES, weights=Array(("n",)), errors=Array(("n",)), path=LINE, slope=Number(), top=SIZE, title=TEXT,
       label=TEXT)
def draw_bowl(ax, weights, errors, path=None, slope=None, top=None, title="The error for every weight",
              label="weight"):
    """Draw the error as a function of one weight, and the way a weight went down.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weights, errors : array, shape (n,)
        The bowl: a row of weights and the error of each.
    path : tuple of two arrays, each of shape (k,), optional
        The weights that were visited and their errors; the last one is where the weight is now.
    slope : float, optional
        The slope of the bowl at the last weight of `path`; the tangent is drawn with it.
    top : float, optional
        Upper end of the error axis; the largest of `errors` where it is not given.
    title, label : str
        Title of the panel; what the horizontal axis shows.
    """
    top = float(errors.max()) or 1.0 if top is None else top
    panel = Panel(ax, xlim=(weights[0], weights[-1]), ylim=(-0.06 * top, top), xlabel=label, ylabel="error",
                  title=title)
    panel.line("bowl", weights, errors, color=COLORS["quiet"])
    if path is None:
        return
    visited, their_errors = path
    if slope is not None:
        _draw_tangent(panel, weights, visited[-1], their_errors[-1], slope)
    panel.line("path", visited, their_errors, color=COLORS["weight"], marker="o", linewidth=1.2, markersize=5)
    panel.dot("now", visited[-1], their_errors[-1], color=COLORS["error"])


@takes(ax=AXES, errors=Array(("k",), finite=False), iterations=Whole(0, 1e9), low=SIZE, high=SIZE, title=TEXT,
       xlabel=TEXT)
def draw_errors(ax, errors, iterations=None, low=1e-16, high=1e4, title="The error, iteration by iteration",
                xlabel="iteration"):
    """Draw an error curve on a log scale.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    errors : array, shape (k,)
        The error before each iteration and after the last one.
    iterations : int, optional
        Right end of the horizontal axis; the number of errors less one where it is not given.
    low, high : float
        Ends of the error axis. Errors outside are drawn at the edge, so that the curve never leaves the picture.
    title, xlabel : str
    """
    low, high = Limits()("low and high", (low, high), {})
    errors = np.nan_to_num(errors, nan=high, posinf=high)
    last = max(1, len(errors) - 1 if iterations is None else iterations)
    if ax.get_yscale() != "log":
        ax.set_yscale("log")
    panel = Panel(ax, xlim=(-0.02 * last, last * 1.02), ylim=(low, high), xlabel=xlabel, ylabel="error", title=title)
    panel.count_along(True)
    panel.line("errors", np.arange(len(errors)), np.clip(errors, low, high), color=COLORS["error"], marker="o",
               markersize=4)


@takes(ax=AXES, curves=DictOf(Array(("k",))), limits=Limits(), **WORDS)
def draw_curves(ax, curves, xlabel="epoch", ylabel="accuracy", title="", limits=None):
    """Draw several named curves over the same axis, each with its name in the legend.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curves : dict of str to array, shape (k,)
        One curve for each name; the first value belongs to 1.
    xlabel, ylabel, title : str
    limits : tuple of float, optional
        Ends of the vertical axis.
    """
    longest = max(len(values) for values in curves.values())
    if limits is None:
        low, high = (pick(np.concatenate([*curves.values()])) for pick in (np.min, np.max))
        limits = low - 0.05 * (high - low or 1), high + 0.05 * (high - low or 1)
    panel = Panel(ax, xlim=(0.5, longest + 0.5), ylim=limits, xlabel=xlabel, ylabel=ylabel, title=title)
    for (name, values), style in zip(curves.items(), itertools.cycle(["-", "--", ":", "-."]), strict=False):
        panel.line(name, np.arange(1, len(values) + 1), values, label=name, linestyle=style, marker="o",
                   **_color(name))
    panel.count_along(True)
    panel.name_lines()


@takes(ax=AXES, value=Number(), limit=Number(0), high=SIZE)
def draw_scale(ax, value, limit, high):
    """Draw alpha on a line that has a safe side, where it converges, and a dangerous side, where it diverges.

    `ax` is the panel, `value` the alpha, drawn as a dot; danger starts at `limit`, and the line goes from 0 to `high`.
    """
    panel = Panel(ax, xlim=(0, high), ylim=(0, 1), xlabel="alpha (plain: converges, hatched: diverges)")
    if ax.get_yticks().size:
        ax.set_yticks([])
        ax.grid(False)
        ax.spines["left"].set_visible(False)
    edge = min(limit, high)
    panel.box("safe", 0, 0.1, edge, 0.8, facecolor="#BFE5D8")
    panel.box("danger", edge, 0.1, high - edge, 0.8, facecolor="#F6CDB2", hatch="//", edgecolor="white")
    panel.line("limit", [edge, edge], [0, 1], color="black", linewidth=2)
    panel.dot("value", min(max(value, 0), high), 0.5, color=COLORS["weight"], markersize=13)


@takes(ax=AXES, x=Array(("n",)), values=Array(("n",)), point=POINT, slope=Number(), limits=Limits(), **WORDS)
def draw_function(ax, x, values, point=None, slope=None, limits=None, xlabel="x", ylabel="output", title=""):
    """Draw a function of one number, a point on it, and the tangent there.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, values : array, shape (n,)
        A row of numbers and what the function makes of each.
    point : tuple of two floats, optional
        An x and its value, drawn as a dot.
    slope : float, optional
        The slope at `point`; the tangent is drawn with it, dashed.
    limits : tuple of float, optional
        Ends of the vertical axis.
    xlabel, ylabel, title : str
    """
    if limits is None:
        margin = 0.08 * (float(np.ptp(values)) or 1.0)
        limits = values.min() - margin, values.max() + margin
    panel = Panel(ax, xlim=(x[0], x[-1]), ylim=limits, xlabel=xlabel, ylabel=ylabel, title=title)
    panel.line("function", x, values, color=COLORS["prediction"])
    if point is not None:
        if slope is not None:
            _draw_tangent(panel, x, *point, slope)
        panel.dot("point", *point, color=COLORS["input"])


@takes(ax=AXES, lines=DictOf(LINE), dots=ListOf(TEXT, least=0), mark=POINT, xlim=Limits(), ylim=Limits(),
       colors=DictOf(OneOf((*COLORS,)), least=0), bars=SWITCH, **WORDS)
def draw_lines(ax, lines, dots=(), mark=None, xlim=None, ylim=(0.0, 1.0), xlabel="pass", ylabel="accuracy", title="",
               colors=None, bars=False):
    """Draw several named lines, each over its own x, with their names in the legend.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lines : dict of str to tuple of two arrays, each of shape (k,)
        For each name its x and y, which may be of another length from name to name.
    dots : sequence of str
        The names that are drawn as dots and not joined.
    mark : tuple of float, optional
        The x and y of a point that gets a ring: the best pass, say.
    xlim, ylim : tuple of float, optional
        Ends of the axes; the horizontal ones are those of the data where they are not given.
    xlabel, ylabel, title : str
    colors : dict of str to str, optional
        For some names, the kind of quantity whose color it has: "target", say. Names that begin with train,
        validation or test have a color of their own.
    bars : bool
        True for shares of evenly spaced classes: the lines go in steps around each x, and what is below is shaded.
    """
    colors = colors or {}
    every = np.concatenate([x for x, _ in lines.values()])
    if xlim is None:
        xlim = every.min(), every.max() + (every.min() == every.max())
    panel = Panel(ax, xlim=xlim, ylim=ylim, xlabel=xlabel, ylabel=ylabel, title=title)
    panel.count_along((every == np.rint(every)).all())
    styles = itertools.cycle(["-", "--", "-.", ":"])
    for (name, (x, y)), style in zip(lines.items(), styles, strict=False):
        look = {"linestyle": style, "drawstyle": "steps-mid" if bars else "default"}
        if name in dots:
            look = {"linestyle": "none", "marker": "o", "markersize": 3 if len(x) > 50 else 8}
        line = panel.line(name, x, y, label=name, **look, **_color(name, colors))
        if bars:
            panel.shape(f"{name} shade", _steps(x, y), facecolor=line.get_color(), alpha=0.25, zorder=1)
    if mark is not None:
        panel.dot("_mark", *mark, markersize=13, markerfacecolor="none", markeredgecolor=COLORS["target"],
                  markeredgewidth=2, label="_mark")
    panel.name_lines()


def _color(name, kinds=()):
    """Return the color of a line by the kind that it is given, or by the part of the digits that it is named after."""
    part = str(name).partition(" ")[0]
    color = COLORS[kinds[name]] if name in kinds else PARTS.get(part)
    return {"color": color} if color else {}


def _steps(x, y):
    """Return the corners of the bars around each `x`, each as high as its `y`."""
    middles = (x[1:] + x[:-1]) / 2
    return [(x[0], 0), *zip(np.concatenate([x[:1], np.repeat(middles, 2), x[-1:]]), np.repeat(y, 2), strict=True),
            (x[-1], 0)]


def _draw_tangent(panel, x, at, height, slope):
    panel.line("tangent", x, height + slope * (x - at), color=COLORS["delta"], linestyle="--", linewidth=1.8)
