"""Drawing for the lessons: every `draw_*` function draws on the axes it is given and returns None.

Call a function again on the same axes and it moves what it drew before instead of drawing it twice.
That is why one function serves the still picture and the slider. What moves carries a name (its `gid`);
axis limits and labels are set when they change, not on every call.
"""
import itertools

import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from helpers.errors import CourseError, number, shown, whole

# One color for each kind of quantity, through the whole course (Okabe and Ito 2008, safe for color-blind eyes).
COLORS = {"input": "#0072B2", "weight": "#805500", "prediction": "#009E73", "target": "#000000",
          "error": "#D55E00", "delta": "#B0508A", "quiet": "#8C8C8C"}
DIVERGING = "PuOr"
WORD_SIZE = 13  # points
# Groups have no kind of their own, so each takes the color of one and a shape that tells it apart without color.
GROUP_LOOKS = [("o", "input"), ("s", "error"), ("^", "prediction"), ("D", "delta"), ("v", "weight"), ("P", "quiet")]


def panels(*rows, width=9.0, height=4.0, heights=None):
    """Make a figure with named panels.

    Parameters
    ----------
    *rows : str
        One string a row, the names of its panels with a blank between; a name given twice spans both places.
    width, height : float
        Size of the figure in inches; a screen shows 100 pixels an inch.
    heights : sequence of float, optional
        How high the rows are compared with each other.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : dict of str to matplotlib.axes.Axes

    Examples
    --------
    >>> figure, axes = panels("bowl curve", "alpha alpha", heights=(5, 1))
    >>> sorted(axes)
    ['alpha', 'bowl', 'curve']
    """
    figure = Figure(figsize=(number("The width", width, 0.1, 100), number("The height", height, 0.1, 100)))
    try:
        return figure, figure.subplot_mosaic([row.split() for row in rows], height_ratios=heights)
    except (AttributeError, IndexError, TypeError, ValueError):
        raise CourseError(f"These rows make no panels: {shown(rows)}; give names such as \"bowl curve\", as many in "
                          "every row, and one height for each row.") from None


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
    weights, errors = _pair("weights", weights, "errors", errors)
    top = float(errors.max()) or 1.0 if top is None else number("The top", top, 1e-300)
    path = None if path is None else _path(path)
    slope = None if slope is None else number("The slope", slope)
    _frame(ax, xlim=(weights[0], weights[-1]), ylim=(-0.06 * top, top), xlabel=label, ylabel="error", title=title)
    _line(ax, "bowl", weights, errors, color=COLORS["quiet"])
    if path is None:
        return
    visited, their_errors = path
    if slope is not None:
        _line(ax, "tangent", weights, their_errors[-1] + slope * (weights - visited[-1]),
              color=COLORS["delta"], linestyle="--", linewidth=1.8)
    _line(ax, "path", visited, their_errors, color=COLORS["weight"], marker="o", linewidth=1.2, markersize=5)
    _line(ax, "now", visited[-1:], their_errors[-1:], color=COLORS["error"], marker="o", markersize=12,
          linestyle="none")


def draw_errors(ax, errors, iterations=None, low=1e-16, high=1e4, title="The error, iteration by iteration"):
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
    title : str
    """
    low = number("The low end", low, 1e-300)
    high = number("The high end", high, low)
    errors = np.nan_to_num(_numbers("errors", errors, finite=False), nan=high, posinf=high)
    last = max(1, len(errors) - 1) if iterations is None else max(1, whole("The iterations", iterations, 0))
    if ax.get_yscale() != "log":
        ax.set_yscale("log")
    _frame(ax, xlim=(-0.02 * last, last * 1.02), ylim=(low, high), xlabel="iteration", ylabel="error", title=title)
    _line(ax, "errors", np.arange(len(errors)), np.clip(errors, low, high), color=COLORS["error"], marker="o",
          markersize=4)


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
    if not isinstance(curves, dict) or not curves:
        raise CourseError(f"The curves must be a dict of at least one name and its values; they are {shown(curves)}.")
    curves = {name: _numbers(f"values of {name}", values) for name, values in curves.items()}
    longest = max(len(values) for values in curves.values())
    if limits is None:
        low, high = (pick(np.concatenate([*curves.values()])) for pick in (np.min, np.max))
        limits = low - 0.05 * (high - low or 1), high + 0.05 * (high - low or 1)
    _frame(ax, xlim=(0.5, longest + 0.5), ylim=_limits(limits), xlabel=xlabel, ylabel=ylabel, title=title)
    for (name, values), style in zip(curves.items(), itertools.cycle(["-", "--", ":", "-."]), strict=False):
        _line(ax, name, np.arange(1, len(values) + 1), values, label=name, linestyle=style, marker="o")
    if ax.get_legend() is None:
        ax.legend()


def draw_scale(ax, value, limit, high, name="alpha", below="converges", above="diverges"):
    """Draw a number on a line that has a safe side and a dangerous side.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    value : float
        The number, drawn as a dot.
    limit : float
        Where danger starts.
    high : float
        Right end of the line; it starts at 0.
    name, below, above : str
        What the number is; words for the two sides.
    """
    high = number("The high end", high, 1e-300)
    value, limit = number(f"The {name}", value), number("The limit", limit, 0)
    _frame(ax, xlim=(0, high), ylim=(0, 1), xlabel=f"{name} (plain: {below}, hatched: {above})")
    if ax.get_yticks().size:
        ax.set_yticks([])
        ax.grid(False)
        ax.spines["left"].set_visible(False)
    edge = min(limit, high)
    _box(ax, "safe", 0, 0.1, edge, 0.8, facecolor="#BFE5D8")
    _box(ax, "danger", edge, 0.1, high - edge, 0.8, facecolor="#F6CDB2", hatch="//", edgecolor="white")
    _line(ax, "limit", [edge, edge], [0, 1], color="black", linewidth=2)
    _line(ax, "value", [min(max(value, 0), high)], [0.5], color=COLORS["weight"], marker="o", markersize=13,
          linestyle="none")


def draw_network(ax, layers, weights, names=None, digits=3, title="", reached=None):
    """Draw a network as nodes and lines, with the number of every node and every weight.

    A weight above zero is a solid purple line, one below zero a dashed orange line; the wider, the larger.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    layers : list of arrays, shapes (n_0,), (n_1,), ...
        The value of every node, from the inputs to the predictions.
    weights : list of arrays, shapes (n_0, n_1), (n_1, n_2), ...
        Row i, column j is the weight from node i to node j of the next layer.
    names : list of lists of str, optional
        A name for every node.
    digits : int
        Digits after the point.
    title : str
    reached : int, optional
        So many nodes, counted from the first input on, have their number; the others are empty. Then only the lines
        into the last of them have their color and number. All nodes and lines where it is not given.

    Raises
    ------
    CourseError
        If a weight matrix does not join its two layers, or a layer is no row of numbers.
    """
    layers, weights = _layers(layers, weights, names)
    digits = whole("The digits", digits, 0, 15)
    nodes = [(k, i) for k, layer in enumerate(layers) for i in range(len(layer))]
    known = nodes if reached is None else nodes[:whole("The nodes reached", reached, 1, len(nodes))]
    tallest = max(len(layer) for layer in layers)
    _frame(ax, xlim=(-0.55, len(layers) - 0.45), ylim=(-0.62, tallest - 0.38), title=title)
    _bare(ax)
    places = [(tallest - len(layer)) / 2 + np.arange(len(layer))[::-1] for layer in layers]
    drawn = set()
    for k, matrix in enumerate(weights):
        for i, j in np.ndindex(*matrix.shape):
            drawn |= _edge(ax, k, i, j, places, matrix, digits, reached is None or (k + 1, j) == known[-1])
    kinds = ["input"] + ["quiet"] * (len(layers) - 2) + ["prediction"]
    for k, i in nodes:
        drawn |= _node(ax, f"node {k} {i}", k, places[k][i], _fixed(layers[k][i], digits) if (k, i) in known else "",
                       COLORS[kinds[k]], names[k][i] if names else "")
    _sweep(ax, drawn)


def draw_dot(ax, a, b, title="Multiply entry by entry, then add"):
    """Draw two vectors, their products and the sum of these, the dot product, as a table of colored squares.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    a, b : array, shape (n,)
    title : str
    """
    a, b = _numbers("entries of a", a), _numbers("entries of b", b)
    if a.shape != b.shape:
        raise CourseError(f"A dot product needs two vectors of the same length; these have {a.size} and {b.size}.")
    rows = np.array([a, b, a * b])
    _frame(ax, xlim=(-1.3, a.size + 1.6), ylim=(2.6, -0.6), title=title)
    _bare(ax)
    _image(ax, "squares", rows, cmap=DIVERGING, vmin=-3, vmax=3, extent=(-0.5, a.size - 0.5, 2.5, -0.5))
    for (i, j), value in np.ndenumerate(rows):
        _text(ax, f"cell {i} {j}", j, i, f"{value:g}", ha="center", va="center", fontsize=17)
    for i, name in enumerate(["a", "b", "a * b"]):
        _text(ax, f"row {i}", -0.7, i, name, ha="right", va="center", fontsize=17)
    _text(ax, "sum", a.size - 0.35, 2, f"add up: {rows[2].sum():g}", ha="left", va="center", fontsize=17,
          weight="bold")


def draw_table(ax, values, rows, columns, limit=None, title=""):
    """Draw a table of numbers as colored squares: purple above zero, orange below, white at zero.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array, shape (r, c)
    rows, columns : list of str, lengths r and c
        Names beside the rows and above the columns.
    limit : float, optional
        The size at which the color is full; 1.5 times the largest size where it is not given.
    title : str

    Raises
    ------
    CourseError
        If there are not as many names as rows or columns.
    """
    values = np.atleast_2d(_numbers("values", values, dimensions=(1, 2)))
    rows, columns = _names(rows, values.shape[0]), _names(columns, values.shape[1])
    top = 1.5 * float(np.abs(values).max()) or 1.0 if limit is None else number("The limit", limit, 1e-300)
    _frame(ax, xlim=(-1.6, len(columns) - 0.5), ylim=(len(rows) - 0.5, -1.1), title=title)
    _bare(ax)
    _image(ax, "squares", values, cmap=DIVERGING, vmin=-top, vmax=top,
           extent=(-0.5, len(columns) - 0.5, len(rows) - 0.5, -0.5))
    for (i, j), value in np.ndenumerate(values):
        _text(ax, f"cell {i} {j}", j, i, f"{value + 0.0:g}", ha="center", va="center", fontsize=13)
    for i, name in enumerate(rows):
        _text(ax, f"row {i}", -0.65, i, name, ha="right", va="center", fontsize=13)
    for j, name in enumerate(columns):
        _text(ax, f"column {j}", j, -0.62, name, ha="center", va="bottom", fontsize=13)


def draw_bars(ax, values, names, highlight=None, limits=None, xlabel="score", title="", color=COLORS["prediction"]):
    """Draw one horizontal bar for each value, its number at the bar's end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array, shape (n,)
    names : list of str, length n
    highlight : int, optional
        The bar that gets a black frame: the right answer, say.
    limits : tuple of float, optional
        Ends of the horizontal axis.
    xlabel, title : str
    color : str
    """
    values = _numbers("values", values)
    names = _names(names, len(values))
    if limits is None:
        limits = min(0.0, values.min() * 1.5), max(0.0, values.max() * 1.25) or 1.0
    low, high = _limits(limits)
    _frame(ax, xlim=(low, high), ylim=(len(values) - 0.4, -0.6), xlabel=xlabel, title=title)
    # Not `get_yticklabels`, which counts as a change of the panel.
    if [tick.label1.get_text() for tick in ax.yaxis.majorTicks] != names:
        ax.set_yticks(range(len(values)), names)
        ax.grid(axis="y", visible=False)
    _line(ax, "zero", [0, 0], [-0.6, len(values) - 0.4], color="black", linewidth=1)
    for i, value in enumerate(values):
        end = float(np.clip(value, low, high))
        _box(ax, f"bar {i}", min(0, end), i - 0.36, abs(end), 0.72, facecolor=color,
             edgecolor="black" if i == highlight else "none", linewidth=2.5)
        _text(ax, f"value {i}", end, i, f" {_fixed(value, 2)} ", va="center",
              ha="left" if value >= 0 else "right", fontsize=12)


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
    x, values = _pair("x", x, "values", values)
    if limits is None:
        margin = 0.08 * (float(np.ptp(values)) or 1.0)
        limits = values.min() - margin, values.max() + margin
    slope = None if slope is None else number("The slope", slope)
    point = None if point is None else _numbers("two numbers of the point", point)
    if point is not None and len(point) != 2:
        raise CourseError(f"A point needs two numbers, its x and its value; this one has {len(point)}.")
    _frame(ax, xlim=(x[0], x[-1]), ylim=_limits(limits), xlabel=xlabel, ylabel=ylabel, title=title)
    _line(ax, "function", x, values, color=COLORS["prediction"])
    if point is None:
        return
    at, height = point
    if slope is not None:
        _line(ax, "tangent", x, height + slope * (x - at), color=COLORS["delta"], linestyle="--", linewidth=1.8)
    _line(ax, "point", [at], [height], color=COLORS["input"], marker="o", markersize=12, linestyle="none")


def draw_pictures(ax, pictures, names, columns=5, signed=False, limit=None, title=""):
    """Draw square pictures in a grid: digits in gray, or weights in two colors with white at zero.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    pictures : array, shape (n, pixels)
        One row a picture; `pixels` is a square number such as 784.
    names : list of str, length n
    columns : int
        Pictures in a row.
    signed : bool
        True for weights: a diverging map centered on zero. False for pixels between 0 and 1.
    limit : float, optional
        The size at which the color is full; the largest size in the pictures where it is not given.
    title : str
    """
    pictures = np.atleast_2d(_numbers("pictures", pictures, dimensions=(1, 2)))
    names, columns = _names(names, len(pictures)), whole("The columns", columns, 1)
    side = round(pictures.shape[1] ** 0.5)
    if side * side != pictures.shape[1]:
        raise CourseError(f"A picture needs a square number of pixels, such as 784; this one has {pictures.shape[1]}.")
    top = float(np.abs(pictures).max()) or 1.0 if limit is None else number("The limit", limit, 1e-300)
    rows, step = -(-len(pictures) // columns), side + 8
    canvas = np.full((rows * step, columns * step - 4), np.nan)
    for n, picture in enumerate(pictures):
        y, x = n // columns * step + 7, n % columns * step
        canvas[y:y + side, x:x + side] = picture.reshape(side, side)
        _text(ax, f"name {n}", x + side / 2, y - 1.5, names[n], ha="center", va="bottom", fontsize=12)
        _box(ax, f"frame {n}", x - 0.5, y - 0.5, side, side, facecolor="none", edgecolor="#BBBBBB", linewidth=1)
    _frame(ax, xlim=(-1, canvas.shape[1]), ylim=(canvas.shape[0], -1), title=title)
    _bare(ax)
    _image(ax, "grid", canvas, cmap=DIVERGING if signed else "gray_r", vmin=-top if signed else 0, vmax=top,
           aspect="equal")


def draw_lines(ax, lines, dots=(), mark=None, xlim=None, ylim=(0.0, 1.0), xlabel="pass", ylabel="accuracy", title="",
               colors=None):
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
        For some names, the kind of quantity whose color it has: "target", say.

    Raises
    ------
    CourseError
        If there is no line, if x and y of one are not equally many, or if a color belongs to no kind of quantity.
    """
    if not isinstance(lines, dict) or not lines:
        raise CourseError(f"The lines must be a dict of at least one name with its x and y; they are {shown(lines)}.")
    lines = {name: _pair(f"x of {name}", line[0], f"y of {name}", line[1]) for name, line in lines.items()}
    colors = _kinds(colors)
    if xlim is None:
        every = np.concatenate([x for x, _ in lines.values()])
        xlim = every.min(), every.max() + (every.min() == every.max())
    _frame(ax, xlim=_limits(xlim), ylim=_limits(ylim), xlabel=xlabel, ylabel=ylabel, title=title)
    styles = itertools.cycle(["-", "--", "-.", ":"])
    for (name, (x, y)), style in zip(lines.items(), styles, strict=False):
        look = {"linestyle": style}
        if name in dots:
            look = {"linestyle": "none", "marker": "o", "markersize": 3 if len(x) > 50 else 8}
        if name in colors:
            look["color"] = COLORS[colors[name]]
        _line(ax, name, x, y, label=name, **look)
    if mark is not None:
        _line(ax, "_mark", [mark[0]], [mark[1]], marker="o", markersize=13, markerfacecolor="none",
              markeredgecolor=COLORS["target"], markeredgewidth=2, linestyle="none", label="_mark")
    if ax.get_legend() is None:
        ax.legend()


def draw_bricks(ax, layer, matrices, notes=None, title=""):
    """Draw a network as bricks: layers as strips, weight matrices between them, and every shape below.

    The left side of a matrix is as tall as it has rows, the right side as tall as it has columns. Where the rows do
    not meet the strip before, the brick is hatched, and no layer can be computed from there on.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    layer : tuple of two ints
        Shape of layer_0: examples and inputs.
    matrices : list of tuples of two ints
        Shape of each weight matrix: rows and columns.
    notes : list of str, optional
        A word above each layer, such as its activation.
    title : str
    """
    (examples, width), *matrices = _shapes(layer, matrices)
    notes = [""] * (len(matrices) + 1) if notes is None else _names(notes, len(matrices) + 1)
    unit = 1 / max(5, width, *np.ravel(matrices))
    _frame(ax, xlim=(-0.55, len(matrices) + 0.55), ylim=(-1.35, 0.72), title=title)
    _bare(ax)
    drawn, joined = set(), True
    for k in range(len(matrices) + 1):
        shape = f"({examples}, {width})" if joined else "cannot be made"
        color = COLORS["input"] if k == 0 else COLORS["prediction"] if k == len(matrices) else COLORS["quiet"]
        drawn |= _strip(ax, k, width, unit, f"layer_{k}\n{shape}", notes[k], color if joined else "#CCCCCC")
        if k < len(matrices):
            rows, columns = matrices[k]
            fits = rows == width
            drawn |= _brick(ax, k, rows, columns, unit, fits, "" if fits else f"{width} is not {rows}")
            joined, width = joined and fits, columns
    _sweep(ax, drawn)


def draw_chain(ax, layers, steps, title=""):
    """Draw a row of words joined by arrows, with words on the arrows.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    layers : list of str
        The words, from left to right.
    steps : list of str
        What stands on the arrow from each word to the next: one less.
    title : str
    """
    layers = _names(layers, max(1, len(layers) if isinstance(layers, list | tuple) else 1))
    steps = _names(steps, len(layers) - 1)
    _frame(ax, xlim=(-0.55, len(layers) - 0.45), ylim=(-0.5, 0.5), title=title)
    _bare(ax)
    drawn = set()
    for k, word in enumerate(layers):
        drawn |= {f"layer {k}"}
        _text(ax, f"layer {k}", k, 0, word, ha="center", va="center", fontsize=17)
    for k, word in enumerate(steps):
        drawn |= {f"arrow {k}", f"step {k}"}
        _line(ax, f"arrow {k}", [k + 0.1, k + 0.88], [0, 0], color=COLORS["weight"], linewidth=1.5, marker=">",
              markevery=[1])
        _text(ax, f"step {k}", k + 0.47, 0, word, ha="center", va="center", fontsize=16, color=COLORS["weight"],
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 3.0})
    _sweep(ax, drawn)


def draw_words(ax, lines, typed=False, title=""):
    """Write lines of text into a panel.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lines : list of str
    typed : bool
        True for code: every letter is equally wide, and the lines begin at the left.
    title : str
    """
    count = len(lines) if isinstance(lines, list | tuple) else 0
    lines = _names(lines, max(1, count))
    _frame(ax, xlim=(0, 1), ylim=(count - 0.4, -0.6), title=title)
    _bare(ax)
    look = {"ha": "left", "fontfamily": "monospace", "fontsize": 12.5} if typed else {"ha": "center", "fontsize": 17}
    for i, line in enumerate(lines):
        _text(ax, f"line {i}", 0.01 if typed else 0.5, i, line, va="center", **look)
    _sweep(ax, {f"line {i}" for i in range(count)})


def draw_dial(ax, prediction, target=None, title=""):
    """Draw a probability as the needle of a dial from 0 % to 100 %, the truth as a black mark, the miss as an arc.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    prediction : float
        What was said, 1 for 100 %. The needle stops just beyond the ends; the number below is never cut.
    target : float, optional
        What was true, between 0 and 1.
    title : str
    """
    prediction = number("The prediction", prediction)
    target = None if target is None else number("The target", target, 0, 1)
    _frame(ax, xlim=(-1.5, 1.5), ylim=(-0.42, 1.25), title=title)
    _bare(ax)
    if ax.get_aspect() != 1:
        ax.set_aspect("equal")
    needle = min(max(prediction, -0.06), 1.06)
    _line(ax, "rim", *_arc(0, 1, 1.0), color=COLORS["quiet"], linewidth=4)
    for value in (0, 0.5, 1):
        _text(ax, f"mark {value}", *np.ravel(_arc(value, value, 1.13, 1)), f"{value:.0%}",
              ha={0: "right", 0.5: "center", 1: "left"}[value], va="bottom", fontsize=12)
    words = f"said {prediction:.0%}"
    if target is not None:
        _line(ax, "miss", *_arc(needle, target, 0.86), color=COLORS["error"], linewidth=9, solid_capstyle="butt")
        _line(ax, "truth", *_arc(target, target, np.array([0.78, 1.06])), color=COLORS["target"], linewidth=5)
        words += f", true {target:.0%}"
    _line(ax, "needle", *_arc(needle, needle, np.array([0.0, 0.78])), color=COLORS["prediction"], linewidth=4)
    _line(ax, "hub", [0], [0], color=COLORS["prediction"], marker="o", markersize=12)
    _text(ax, "words", 0, -0.2, words, ha="center", va="top", fontsize=14)


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

    Raises
    ------
    CourseError
        If there are more than six centers, or a point is in a group that has no center.
    """
    points, alone = _places("points", points), groups is None and centers is None
    centers = np.empty((0, 2)) if alone else _places("centers", centers)
    count = max(1, whole("The number of centers", len(centers), 0, len(GROUP_LOOKS)))
    groups = np.zeros(len(points)) if alone else _numbers("groups", groups)
    if len(groups) != len(points):
        raise CourseError(f"Give one group for each point; there are {len(groups)} groups and {len(points)} points.")
    groups = np.array([whole("A group", group, 0, count - 1) for group in groups])
    _frame(ax, xlim=_limits(limits), ylim=_limits(limits), xlabel=xlabel, ylabel=ylabel, title=title)
    for group, (marker, kind) in enumerate(GROUP_LOOKS):
        _line(ax, f"group {group}", *points[groups == group].T, color=COLORS[kind], marker=marker, markersize=9,
              linestyle="none")
        place = centers[group:group + 1]
        _line(ax, f"center {group}", *place.T, color=COLORS[kind], marker="X", markersize=22, linestyle="none",
              markeredgecolor="black", markeredgewidth=1.5, zorder=4)
        x, y = place[0] if len(place) else (0, 0)
        _text(ax, f"number {group}", x, y, str(group) if len(place) else "", ha="center", va="center", fontsize=12,
              color="white", weight="bold", zorder=5, clip_on=True)


def draw_looks(ax, lamps, walked, names, counted, title=""):
    """Draw what was seen at a crossing: a column for each look, a disc for each lamp that was on, a square for "walk".

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lamps : array, shape (n, r)
        1 where a lamp was on, 0 where it was off; one row for each look.
    walked : array, shape (n,)
        1 where people walked.
    names : list of str, length r + 1
        The names of the lamps, and one for the last row.
    counted : int
        How many looks are drawn in full; the later ones are small dots.
    title : str
    """
    lamps, walked = _numbers("lamps", lamps, dimensions=(2,)), _numbers("walked", walked)
    if len(lamps) != len(walked):
        raise CourseError(f"There must be one walk for each look; there are {len(walked)} and {len(lamps)}.")
    rows = np.column_stack([lamps, walked]).T
    names, counted = _names(names, len(rows)), whole("The counted looks", counted, 0, len(walked))
    _frame(ax, xlim=(0.2, len(walked) + 0.8), ylim=(len(rows) - 0.4, -0.6), xlabel="look", title=title)
    if [tick.label1.get_text() for tick in ax.yaxis.majorTicks] != names:
        ax.set_yticks(range(len(rows)), names)
        ax.grid(visible=False)
    look, seen = np.arange(1, len(walked) + 1), np.arange(1, len(walked) + 1) <= counted
    for row, values in enumerate(rows):
        marker, color = ("s", COLORS["target"]) if row == len(rows) - 1 else ("o", COLORS["input"])
        for kind, which, face in [("on", seen & (values != 0), color), ("off", seen & (values == 0), "white")]:
            _line(ax, f"{kind} {row}", look[which], np.full(which.sum(), row), linestyle="none", marker=marker,
                  markersize=9, markerfacecolor=face, markeredgecolor=color)
        _line(ax, f"later {row}", look[~seen], np.full((~seen).sum(), row), linestyle="none", marker=".",
              markersize=3, color=COLORS["quiet"])


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
        At most so many names are written, those nearest to the center first, and none across another.
    title : str

    Raises
    ------
    CourseError
        If there are not as many names and values as points, or no point of that number.
    """
    points, values = _places("points", points), _numbers("values", values)
    names, zoom = _names(names, len(points)), number("The zoom", zoom, 0.1, 1000)
    most = whole("The most", most, 0)
    if len(values) != len(points):
        raise CourseError(f"Every point needs one value: there are {len(points)} points and {len(values)} values.")
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2 if center is None else points[whole("The center", center, 0, len(points) - 1)]
    half = 0.55 * np.maximum(high - low, 1e-9) / zoom
    # The scale moves, not the panel, so that a zoom draws no axes anew.
    shown = (points - middle) / half
    _frame(ax, xlim=(-1, 1), ylim=(-1, 1), title=title)
    if ax.get_xticks().size:
        ax.set(xticks=[], yticks=[])
    for gid, chosen, look in (("above", values > 0, {"marker": "o", "color": COLORS["prediction"]}),
                              ("below", values <= 0, {"marker": "s", "color": COLORS["target"]})):
        _line(ax, gid, *shown[chosen].T, linestyle="none", markersize=4.5, **look)
    order = np.argsort(np.abs(shown).max(axis=1)) if center is None else np.argsort((shown ** 2).sum(axis=1))
    written = _free_names(ax, shown, names, [i for i in order if np.abs(shown[i]).max() < 0.97], most)
    for k, i in enumerate(written):
        _text(ax, f"name {k}", shown[i, 0], shown[i, 1] + 0.012, names[i], ha="center", va="bottom", fontsize=12,
              weight="bold" if i == center else "normal", clip_on=True,
              bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.8})
    _sweep(ax, {"above", "below"} | {f"name {k}" for k in range(len(written))})


def draw_pushes(ax, words, pushes, limit=1.0, title=""):
    """Draw a text with each word on its own color: purple for a push up, orange for one down, white for none.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    words : list of str, length n
    pushes : array, shape (n,)
    limit : float
        The push at which the color is full.
    title : str
        The panel must be the only one of its figure.

    Notes
    -----
    Words that find no place in the panel are left out; three dots tell it.
    """
    pushes, limit = _numbers("pushes", pushes), number("The limit", limit, 1e-300)
    words = _names(words, len(pushes))
    _frame(ax, xlim=(0, 1), ylim=(0, 1), title=title)
    _bare(ax)
    # Every letter of this type is 0.6 of its size wide; 72 points are an inch.
    width, height = 0.95 * ax.figure.get_size_inches()
    letter, line = 0.6 * WORD_SIZE / 72 / width, 2.1 * WORD_SIZE / 72 / height
    x, y, drawn = 0.01, 1 - line / 2, set()
    for k, (word, push) in enumerate(zip(words, pushes, strict=True)):
        word = word if len(word) <= 30 else word[:29] + "…"
        if x + len(word) * letter > 0.99:
            x, y = 0.01, y - line
        if y < line:
            _text(ax, "rest", x, y, "…", family="monospace", fontsize=WORD_SIZE, va="center")
            drawn.add("rest")
            break
        color = colormaps[DIVERGING](0.5 + 0.26 * float(np.clip(push / limit, -1, 1)))
        _text(ax, f"word {k}", x, y, word, family="monospace", fontsize=WORD_SIZE, va="center",
              bbox={"facecolor": color, "edgecolor": "none", "pad": 2.5})
        drawn.add(f"word {k}")
        x += (len(word) + 1) * letter
    _sweep(ax, drawn)


def _strip(ax, k, nodes, unit, words, note, color):
    height = nodes * unit
    _box(ax, f"strip {k}", k - 0.06, -height / 2, 0.12, height, facecolor="white", edgecolor=color, linewidth=2)
    _line(ax, f"nodes {k}", np.full(nodes, k), (np.arange(nodes) - (nodes - 1) / 2) * unit, color=color, marker="o",
          markersize=8, linestyle="none")
    _text(ax, f"strip {k} words", k, -0.72, words, ha="center", va="top", fontsize=12, linespacing=1.5)
    _text(ax, f"strip {k} note", k, height / 2 + 0.06, note, ha="center", va="bottom", fontsize=12)
    return {f"strip {k}", f"nodes {k}", f"strip {k} words", f"strip {k} note"}


def _brick(ax, k, rows, columns, unit, fits, problem):
    left, right = rows * unit / 2, columns * unit / 2
    _shape(ax, f"brick {k}", [(k + 0.1, left), (k + 0.9, right), (k + 0.9, -right), (k + 0.1, -left)],
           facecolor="#E9DDC4" if fits else "#F6CDB2", edgecolor=COLORS["weight"] if fits else COLORS["error"],
           hatch="" if fits else "//", linewidth=2)
    _text(ax, f"brick {k} words", k + 0.5, -0.72, f"weights_{k}_{k + 1}\n({rows}, {columns})", ha="center", va="top",
          fontsize=12, linespacing=1.5, color=COLORS["weight"])
    _text(ax, f"brick {k} problem", k + 0.5, 0, problem, ha="center", va="center", fontsize=14, weight="bold",
          bbox={"facecolor": "white", "edgecolor": "none", "pad": 3.0})
    return {f"brick {k}", f"brick {k} words", f"brick {k} problem"}


def _edge(ax, layer, i, j, places, matrix, digits, heard):
    (x0, y0), (x1, y1) = (layer, places[layer][i]), (layer + 1, places[layer + 1][j])
    value = matrix[i, j]
    color, dashes = ("#5E3C99", "-") if value >= 0 else ("#B35806", "--")
    _line(ax, f"edge {layer} {i} {j}", [x0, x1], [y0, y1], color=color if heard else "#CCCCCC", linestyle=dashes,
          zorder=1, linewidth=0.6 + 4 * min(abs(value), 1.5) if heard else 0.8)
    share = _share(*matrix.shape)
    _text(ax, f"weight {layer} {i} {j}", x0 + share * (x1 - x0), y0 + share * (y1 - y0),
          f"{value:.{digits}g}" if heard else "", ha="center", va="center", fontsize=11, color=color, zorder=3,
          bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0})
    return {f"edge {layer} {i} {j}", f"weight {layer} {i} {j}"}


def _share(rows, columns):
    """Return how far along its line a weight stands, so that the numbers of all lines are evenly spaced."""
    if columns == 1:
        return 0.38
    # From the side with fewer nodes at the other end: there the numbers stand wider apart.
    return 1 - 1 / (rows + 1) if rows < columns else max(1 / (columns + 1), 0.25)


def _node(ax, gid, x, y, value, color, name):
    _line(ax, f"{gid} disc", [x], [y], marker="o", markersize=46, markerfacecolor="white", markeredgecolor=color,
          markeredgewidth=2.5, zorder=4)
    _text(ax, gid, x, y, value, ha="center", va="center", fontsize=12, zorder=5)
    if name:
        _text(ax, f"{gid} name", x, y - 0.42, name, ha="center", va="center", fontsize=12, zorder=5,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})
    return {gid, f"{gid} disc", *([f"{gid} name"] if name else [])}


def _numbers(name, values, finite=True, dimensions=(1,)):
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise CourseError(f"The {name} must be numbers, such as [0.1, 0.2]; they are {shown(values)}.") from None
    if array.ndim not in dimensions:
        wanted = "a row of numbers" if dimensions == (1,) else "rows of numbers"
        raise CourseError(f"The {name} must be {wanted}; they have the shape {array.shape}.")
    if array.size == 0:
        raise CourseError(f"The {name} are empty; give at least one number.")
    if finite and not np.isfinite(array).all():
        raise CourseError(f"The {name} hold a value that is not finite (nan or inf); try a smaller alpha.")
    return array


def _pair(name, values, other_name, other_values):
    values, other_values = _numbers(name, values), _numbers(other_name, other_values)
    if len(values) != len(other_values):
        raise CourseError(f"The {name} and the {other_name} must be equally many; they are {len(values)} and "
                          f"{len(other_values)}.")
    return values, other_values


def _path(path):
    if not isinstance(path, tuple | list) or len(path) != 2:
        raise CourseError(f"The path must be two arrays, the weights visited and their errors; it is {shown(path)}.")
    return _pair("path weights", path[0], "path errors", path[1])


def _layers(layers, weights, names):
    if not isinstance(layers, list | tuple) or not isinstance(weights, list | tuple):
        raise CourseError("Layers and weights must be lists: one array for each layer, one matrix between two.")
    layers = [np.atleast_1d(_numbers("layers", layer, dimensions=(0, 1))) for layer in layers]
    weights = [np.atleast_2d(_numbers("weights", matrix, dimensions=(0, 1, 2))) for matrix in weights]
    if len(layers) != len(weights) + 1:
        raise CourseError(f"Between {len(layers)} layers there must be one weight matrix less, not {len(weights)}.")
    for k, matrix in enumerate(weights):
        wanted = (len(layers[k]), len(layers[k + 1]))
        if matrix.shape != wanted:
            raise CourseError(f"Weights from layer {k} to layer {k + 1} must have the shape {wanted}, "
                              f"not {matrix.shape}: one row for each input, one column for each output.")
    if names is not None and not _one_each(names, layers):
        raise CourseError("Give one list of names for each layer and one name for each node; these are "
                          f"{shown(names)}.")
    return layers, weights


def _one_each(names, layers):
    rows = names if isinstance(names, list | tuple) else []
    return len(rows) == len(layers) and all(
        isinstance(row, list | tuple) and len(row) == len(layer) for row, layer in zip(rows, layers, strict=True))


def _names(names, count):
    if not isinstance(names, list | tuple) or len(names) != count:
        raise CourseError(f"Give {count} names, one for each; these are {shown(names)}.")
    return list(names)


def _shapes(layer, matrices):
    shapes = [layer, *matrices] if isinstance(matrices, list | tuple) and len(matrices) else [None]
    if not all(isinstance(shape, list | tuple) and len(shape) == 2 for shape in shapes):
        raise CourseError("Give the shape of layer_0 and a list of the shapes of the matrices, such as (1, 3) and "
                          f"[(3, 2), (2, 1)]; these are {shown(layer)} and {shown(matrices)}.")
    return [tuple(whole("A size", size, 1, 1000) for size in shape) for shape in shapes]


def _kinds(colors):
    colors = {} if colors is None else colors
    if not isinstance(colors, dict) or not all(kind in [*COLORS] for kind in colors.values()):
        raise CourseError(f"The colors must be a dict that gives names one of {', '.join(COLORS)}; they are "
                          f"{shown(colors)}.")
    return colors


def _arc(start, end, radius, points=40):
    """Return x and y on a half circle on which 0 is left, 1 right; a radius of several values makes a spoke."""
    angle = np.pi * (1 - np.linspace(start, end, points if np.ndim(radius) == 0 else len(radius)))
    return radius * np.cos(angle), radius * np.sin(angle)


def _places(name, values):
    places = _numbers(name, values, dimensions=(2,))
    if places.shape[1] != 2:
        raise CourseError(f"The {name} need two numbers each, such as [2, 8]; these have {places.shape[1]}.")
    return places


def _free_names(ax, places, names, order, most):
    """Return which of the points may be named so that no name lies across another, going through `order`."""
    width, height = 0.95 * ax.figure.get_size_inches()
    letter, line = 2 * 0.62 * 12 / 72 / width, 2 * 1.25 * 12 / 72 / height
    taken = []
    for i in order:
        if len(taken) == most:
            break
        free = all(abs(places[i][0] - places[j][0]) > letter * (len(names[i]) + len(names[j])) / 2
                   or abs(places[i][1] - places[j][1]) > line for j in taken)
        taken += [i] if free else []
    return taken


def _limits(limits):
    low, high = _numbers("limits", limits) if np.shape(limits) == (2,) else (1, 0)
    if low >= high:
        raise CourseError(f"The limits must be two numbers, the lower one first; they are {shown(limits)}.")
    return float(low), float(high)


def _frame(ax, **wanted):
    """Set what differs, so that a panel whose frame stays is not drawn again."""
    # Limits that are not set because they stand there already would go with the next artist.
    ax.set_autoscale_on(False)
    changed = {}
    for name, value in wanted.items():
        now = getattr(ax, f"get_{name}")()
        if tuple(np.ravel(now)) != tuple(np.ravel(value)):
            changed[name] = value
    if changed:
        ax.set(**changed)


def _bare(ax):
    # Told again, the axes would take it for a change, and the background would be drawn on every move.
    if ax.axison:
        ax.set_axis_off()


def _named(artists, gid):
    return next((artist for artist in artists if artist.get_gid() == gid), None)


def _line(ax, gid, x, y, **style):
    line = _named(ax.lines, gid)
    if line is None:
        ax.plot(x, y, gid=gid, **style)
    else:
        line.set(data=(x, y), visible=True, **style)


def _text(ax, gid, x, y, words, **style):
    text = _named(ax.texts, gid)
    if text is None:
        ax.text(x, y, words, gid=gid, **style)
    else:
        style.pop("transform", None)
        text.set(position=(x, y), text=words, visible=True, **style)


def _box(ax, gid, x, y, width, height, **style):
    box = _named(ax.patches, gid)
    if box is None:
        ax.add_patch(Rectangle((x, y), width, height, gid=gid, **style))
    else:
        box.set(x=x, y=y, width=width, height=height, visible=True, **style)


def _fixed(value, digits):
    # Adding 0.0 turns -0.00 into 0.00.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def _shape(ax, gid, corners, **style):
    shape = _named(ax.patches, gid)
    if shape is None:
        ax.add_patch(Polygon(corners, gid=gid, **style))
    else:
        shape.set(xy=corners, visible=True, **style)


def _sweep(ax, drawn):
    """Hide what an earlier call drew and this one did not."""
    for artist in ax.get_children():
        if artist.get_gid() and artist.get_gid() not in drawn:
            # Taken away, it would count as a change of the panel, and the background would be drawn again.
            artist.set_visible(False)


def _image(ax, gid, values, **style):
    image = _named(ax.images, gid)
    if image is None:
        limits = ax.get_xlim(), ax.get_ylim()
        ax.imshow(values, gid=gid, **{"aspect": "auto", **style})
        ax.set(xlim=limits[0], ylim=limits[1])
    else:
        image.set(data=values, clim=(style["vmin"], style["vmax"]))
