"""Networks as pictures: nodes and lines, bricks with shapes, letters, lines of text."""
import numpy as np
from matplotlib.transforms import offset_copy

from helpers.arguments import SWITCH, TEXT, Array, CourseError, ListOf, Names, Parts, Whole, takes, whole
from helpers.plots.base import AXES, COLORS, Panel, with_digits

SHAPE = Parts("a shape, such as (3, 2)", (Whole(1, 1000), Whole(1, 1000)))

NODE = 46  # points across a node


@takes(ax=AXES, layers=ListOf(Array(("nodes",), row=True)), weights=ListOf(Array(("n", "m"), row=True)),
       names=ListOf(Names()), digits=Whole(0, 15), title=TEXT, reached=Whole(1))
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
    """
    _check_layers(layers, weights, names)
    nodes = [(k, i) for k, layer in enumerate(layers) for i in range(len(layer))]
    known = nodes if reached is None else nodes[:whole("reached", reached, 1, len(nodes))]
    tallest = max(len(layer) for layer in layers)
    panel = Panel(ax, bare=True, xlim=(-0.55, len(layers) - 0.45), ylim=(-0.62, tallest - 0.38), title=title)
    places = [(tallest - len(layer)) / 2 + np.arange(len(layer))[::-1] for layer in layers]
    for k, matrix in enumerate(weights):
        for i, j in np.ndindex(*matrix.shape):
            heard = reached is None or (k + 1, j) == known[-1]
            _draw_edge(panel, k, i, j, places, matrix, digits, heard, 0 if reached is None else 1)
    kinds = ["input"] + ["quiet"] * (len(layers) - 2) + ["prediction"]
    for k, i in nodes:
        value = with_digits(layers[k][i], digits) if (k, i) in known else ""
        _draw_node(panel, f"node {k} {i}", k, places[k][i], value, COLORS[kinds[k]], names[k][i] if names else "")
    panel.sweep()


@takes(ax=AXES, layers=ListOf(Array(("nodes",), row=True)), weights=ListOf(Array(("n", "m"), row=True)),
       names=ListOf(Names()), holds=ListOf(TEXT), now=Whole(0), carried=SWITCH, backward=SWITCH, digits=Whole(0, 15))
def draw_pass(ax, layers, weights, names, holds, now, carried=False, backward=False, digits=2):
    """Draw one step of the way forward or backward through a network: what its nodes hold, and what goes where.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    layers, weights, names
        As in `draw_network`.
    holds : list of str
        What the nodes of each layer hold, such as "layer_1" or "layer_1_delta", written above them. Where it is "",
        they hold nothing, and what `layers` says of them is not shown.
    now : int
        The layer that this step makes. Its nodes are filled with a light color, but those that hold 0.
    carried : bool
        True if this step carries numbers over the weights into that layer. Then these lines have their color, number
        and an arrow; the other lines, and those from a node that holds 0, are gray.
    backward : bool
        True if the nodes hold deltas and the arrows lead to the inputs.
    digits : int
        Digits after the point.
    """
    _check_layers(layers, weights, names)
    whole("now", now, 0, len(layers) - 1)
    if len(holds) != len(layers):
        raise CourseError(f"holds must have a text for each of the {len(layers)} layers; it has {len(holds)}.")
    tallest = max(len(layer) for layer in layers)
    panel = Panel(ax, bare=True, xlim=(-0.55, len(layers) - 0.45), ylim=(-0.62, tallest + 0.3))
    places = [(tallest - len(layer)) / 2 + np.arange(len(layer))[::-1] for layer in layers]
    for k, matrix in enumerate(weights):
        into, source = (k, k + 1) if backward else (k + 1, k)
        for i, j in np.ndindex(*matrix.shape):
            heard = carried and into == now and layers[source][j if backward else i] != 0
            _draw_edge(panel, k, i, j, places, matrix, digits, heard, -1 if backward else 1)
    color, tint, word = (COLORS["delta"], "#EFD9E6", "← backward") if backward else (
        COLORS["prediction"], "#CDEBE1", "forward →")
    panel.text("way", (len(layers) - 1) / 2, tallest + 0.12, word, fontsize=15, weight="bold", color=color)
    for k, layer in enumerate(layers):
        panel.text(f"holds {k}", k, tallest - 0.3, holds[k], fontsize=13, color=color)
        for i, value in enumerate(layer):
            face = tint if k == now and value else "white"
            _draw_node(panel, f"node {k} {i}", k, places[k][i], with_digits(value, digits) if holds[k] else "",
                       color if holds[k] else "#CCCCCC", names[k][i], face)
    panel.sweep()


@takes(ax=AXES, layer=SHAPE, matrices=ListOf(SHAPE), notes=ListOf(TEXT), title=TEXT)
def draw_bricks(ax, layer, matrices, notes=None, title=""):
    """Draw a network as bricks: layers as strips, weight matrices between them, and every shape below.

    The left side of a matrix is as tall as it has rows, the right side as tall as it has columns. Where the rows do
    not meet the strip before, the brick is hatched, and no layer can be computed from there on.

    `ax` is the panel and `title` its title. `layer` is the shape of layer_0, examples and inputs, and `matrices` a list
    of the shapes of the weights, rows and columns. `notes` hold a word above each layer, such as its activation.
    """
    examples, width = layer
    notes = Names(len(matrices) + 1)("notes", notes or [""] * (len(matrices) + 1), {})
    unit = 1 / max(5, width, *np.ravel(matrices))
    panel = Panel(ax, bare=True, xlim=(-0.55, len(matrices) + 0.55), ylim=(-1.35, 0.72), title=title)
    joined = True
    for k in range(len(matrices) + 1):
        shape = f"({examples}, {width})" if joined else "cannot be made"
        color = COLORS["input"] if k == 0 else COLORS["prediction"] if k == len(matrices) else COLORS["quiet"]
        _draw_strip(panel, k, width, unit, f"layer_{k}\n{shape}", notes[k], color if joined else "#CCCCCC")
        if k < len(matrices):
            _draw_brick(panel, k, *matrices[k], unit, width)
            joined, width = joined and matrices[k][0] == width, matrices[k][1]
    panel.sweep()


@takes(ax=AXES, layers=ListOf(TEXT), steps=ListOf(TEXT, least=0), title=TEXT)
def draw_chain(ax, layers, steps, title=""):
    """Draw on `ax` a row of words joined by arrows, with words on the arrows and a `title`.

    `layers`, a list of str, are the words from left to right; `steps` stand on the arrows and are one less.
    """
    Names(len(layers) - 1)("steps", steps, {})
    panel = Panel(ax, bare=True, xlim=(-0.55, len(layers) - 0.45), ylim=(-0.5, 0.5), title=title)
    for k, word in enumerate(layers):
        panel.text(f"layer {k}", k, 0, word, fontsize=17)
    for k, word in enumerate(steps):
        panel.line(f"arrow {k}", [k + 0.1, k + 0.88], [0, 0], color=COLORS["weight"], linewidth=1.5, marker=">",
                   markevery=[1])
        panel.text(f"step {k}", k + 0.47, 0, word, white=3.0, fontsize=16, color=COLORS["weight"])
    panel.sweep()


@takes(ax=AXES, lines=ListOf(TEXT), typed=SWITCH, title=TEXT)
def draw_words(ax, lines, typed=False, title=""):
    """Write `lines`, a list of str, into the panel `ax`, with a `title`.

    Where they are `typed`, as code is, every letter is equally wide, and the lines begin at the left.
    """
    panel = Panel(ax, bare=True, xlim=(0, 1), ylim=(len(lines) - 0.4, -0.6), title=title)
    look = {"ha": "left", "fontfamily": "monospace", "fontsize": 12.5} if typed else {"ha": "center", "fontsize": 17}
    for i, line in enumerate(lines):
        panel.text(f"line {i}", 0.01 if typed else 0.5, i, line, **look)
    panel.sweep()


def _draw_strip(panel, k, nodes, unit, words, note, color):
    height = nodes * unit
    panel.box(f"strip {k}", k - 0.06, -height / 2, 0.12, height, facecolor="white", edgecolor=color, linewidth=2)
    panel.line(f"nodes {k}", np.full(nodes, k), (np.arange(nodes) - (nodes - 1) / 2) * unit, color=color, marker="o",
               markersize=8, linestyle="none")
    panel.text(f"strip {k} words", k, -0.72, words, va="top", fontsize=12, linespacing=1.5)
    panel.text(f"strip {k} note", k, height / 2 + 0.06, note, va="bottom", fontsize=12)


def _draw_brick(panel, k, rows, columns, unit, width):
    left, right, fits = rows * unit / 2, columns * unit / 2, rows == width
    panel.shape(f"brick {k}", [(k + 0.1, left), (k + 0.9, right), (k + 0.9, -right), (k + 0.1, -left)],
                facecolor="#E9DDC4" if fits else "#F6CDB2", edgecolor=COLORS["weight"] if fits else COLORS["error"],
                hatch="" if fits else "//", linewidth=2)
    panel.text(f"brick {k} words", k + 0.5, -0.72, f"weights_{k}_{k + 1}\n({rows}, {columns})", va="top", fontsize=12,
               linespacing=1.5, color=COLORS["weight"])
    panel.text(f"brick {k} problem", k + 0.5, 0, "" if fits else f"{width} is not {rows}", white=3.0, fontsize=14,
               weight="bold")


def _draw_edge(panel, layer, i, j, places, matrix, digits, heard, arrow):
    """Draw a line and its weight, gray and without it unless `heard`; an `arrow` leads on for 1 and back for -1."""
    (x0, y0), (x1, y1) = (layer, places[layer][i]), (layer + 1, places[layer + 1][j])
    value = matrix[i, j]
    color, dashes = ("#5E3C99", "-") if value >= 0 else ("#B35806", "--")
    panel.line(f"edge {layer} {i} {j}", [x0, x1], [y0, y1], color=color if heard else "#CCCCCC", linestyle=dashes,
               zorder=1, linewidth=0.6 + 4 * min(abs(value), 1.5) if heard else 0.8)
    if heard and arrow:
        ends = [(x0, y0), (x1, y1)][::arrow]
        panel.head(f"arrow {layer} {i} {j}", *ends, NODE / 2, color=color, zorder=2)
    share = _share(*matrix.shape)
    panel.text(f"weight {layer} {i} {j}", x0 + share * (x1 - x0), y0 + share * (y1 - y0),
               f"{value:.{digits}g}" if heard else "", white=1.0, fontsize=11, color=color, zorder=3)


def _share(rows, columns):
    """Return how far along its line a weight stands, so that the numbers of all lines are evenly spaced."""
    if columns == 1:
        return 0.38
    # From the side with fewer nodes at the other end: there the numbers stand wider apart.
    return 1 - 1 / (rows + 1) if rows < columns else max(1 / (columns + 1), 0.25)


def _draw_node(panel, gid, x, y, value, color, name, face="white"):
    panel.dot(f"{gid} disc", x, y, markersize=NODE, markerfacecolor=face, markeredgecolor=color, markeredgewidth=2.5,
              zorder=4)
    panel.text(gid, x, y, value, fontsize=12, zorder=5)
    if name:
        below = offset_copy(panel.ax.transData, panel.ax.figure, y=-NODE / 2 - 3, units="points")
        panel.text(f"{gid} name", x, y, name, white=0.5, fontsize=12, zorder=5, va="top", transform=below)


def _check_layers(layers, weights, names):
    if len(layers) != len(weights) + 1:
        raise CourseError(f"Between {len(layers)} layers there must be one weight matrix less, not {len(weights)}.")
    for k, matrix in enumerate(weights):
        wanted = (len(layers[k]), len(layers[k + 1]))
        if matrix.shape != wanted:
            raise CourseError(f"Weights from layer {k} to layer {k + 1} must have the shape {wanted}, "
                              f"not {matrix.shape}: one row for each input, one column for each output.")
    if names is not None and [*map(len, names)] != [*map(len, layers)]:
        raise CourseError("names must be one list of names for each layer, with one name for each node; their lengths "
                          f"are {[*map(len, names)]}, not {[*map(len, layers)]}.")
