"""Numbers as colored squares, bars and gray pictures."""
import numpy as np
from matplotlib import colormaps

from helpers.arguments import SWITCH, TEXT, Array, CourseError, Limits, Names, OneOf, Whole, takes, whole
from helpers.plots.base import AXES, COLORS, DIVERGING, SIZE, Panel, ink_on, with_digits


@takes(ax=AXES, a=Array(("n",)), b=Array(("n",)))
def draw_dot(ax, a, b):
    """Draw two vectors, their products and the sum of these, the dot product, as a table of colored squares on `ax`.

    `a` and `b` are arrays of shape (n,).
    """
    rows = np.array([a, b, a * b])
    panel = Panel(ax, bare=True, xlim=(-1.3, a.size + 1.6), ylim=(2.6, -0.6),
                  title="Multiply entry by entry, then add")
    _draw_squares(panel, rows, ["a", "b", "a * b"], -0.7, limit=3, fontsize=17)
    panel.text("sum", a.size - 0.35, 2, f"add up: {rows[2].sum():g}", ha="left", fontsize=17, weight="bold")


@takes(ax=AXES, values=Array(("r", "c"), row=True), rows=Names("r"), columns=Names("c"), limit=SIZE, title=TEXT)
def draw_table(ax, values, rows, columns, limit=None, title=""):
    """Draw a table of numbers as colored squares on `ax`: purple above zero, orange below, white at zero.

    `values` is an array of shape (r, c), `rows` and `columns` are lists of r and c names beside the rows and above the
    columns. The color is full at the size `limit`, or 1.5 times the largest size; `title` is that of the panel.
    """
    top = 1.5 * float(np.abs(values).max()) or 1.0 if limit is None else limit
    panel = Panel(ax, bare=True, xlim=(-1.6, len(columns) - 0.5), ylim=(len(rows) - 0.5, -1.1), title=title)
    _draw_squares(panel, values, rows, -0.65, top, fontsize=13)
    for j, name in enumerate(columns):
        panel.text(f"column {j}", j, -0.62, name, va="bottom", fontsize=13)


@takes(ax=AXES, values=Array(("n",)), names=Names(), highlight=Whole(0), limits=Limits(), xlabel=TEXT, title=TEXT,
       color=OneOf((*COLORS.values(),)))
def draw_bars(ax, values, names, highlight=None, limits=None, xlabel="score", title="", color=COLORS["prediction"]):
    """Draw on `ax` one horizontal bar of a `color` for each value, its number at the bar's end.

    `values` is an array of shape (n,), `names` a list of n str. The bar of the number `highlight` gets a black frame:
    the right answer, say. `limits` are the two ends of the horizontal axis, where those of the data will not do;
    `xlabel` and `title` are words of the panel.
    """
    if limits is None:
        limits = min(0.0, values.min() * 1.5), max(0.0, values.max() * 1.25) or 1.0
    if highlight is not None:
        whole("highlight", highlight, 0, len(values) - 1)
    low, high = limits
    panel = Panel(ax, xlim=(low, high), ylim=(len(values) - 0.4, -0.6), xlabel=xlabel, title=title)
    panel.name_rows(names, axis="y")
    panel.line("zero", [0, 0], [-0.6, len(values) - 0.4], color="black", linewidth=1)
    for i, value in enumerate(values):
        end = float(np.clip(value, low, high))
        panel.box(f"bar {i}", min(0, end), i - 0.36, abs(end), 0.72, facecolor=color,
                  edgecolor="black" if i == highlight else "none", linewidth=2.5)
        panel.text(f"value {i}", end, i, f" {with_digits(value, 2)} ", ha="left" if value >= 0 else "right",
                   fontsize=12)


@takes(ax=AXES, pictures=Array(("n", "pixels"), row=True), names=Names(), columns=Whole(1, 1000), signed=SWITCH,
       limit=SIZE, title=TEXT)
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
    side = round(pictures.shape[1] ** 0.5)
    if side * side != pictures.shape[1]:
        raise CourseError(f"A picture needs a square number of pixels, such as 784; this one has {pictures.shape[1]}.")
    top = float(np.abs(pictures).max()) or 1.0 if limit is None else limit
    rows, step = -(-len(pictures) // columns), side + 8
    canvas = np.full((rows * step, columns * step - 4), np.nan)
    panel = Panel(ax, bare=True, xlim=(-1, canvas.shape[1]), ylim=(canvas.shape[0], -1), title=title)
    for n, picture in enumerate(pictures):
        y, x = n // columns * step + 7, n % columns * step
        canvas[y:y + side, x:x + side] = picture.reshape(side, side)
        panel.text(f"name {n}", x + side / 2, y - 1.5, names[n], va="bottom", fontsize=12)
        panel.box(f"frame {n}", x - 0.5, y - 0.5, side, side, facecolor="none", edgecolor="#BBBBBB", linewidth=1)
    panel.image("grid", canvas, DIVERGING if signed else "gray_r", (-top if signed else 0, top), aspect="equal")


def _draw_squares(panel, values, rows, beside, limit, fontsize):
    """Draw the table `values` with its numbers, and the names of its `rows` at the place `beside`."""
    height, width = values.shape
    panel.image("squares", values, DIVERGING, (-limit, limit), extent=(-0.5, width - 0.5, height - 0.5, -0.5))
    colors = colormaps[DIVERGING](0.5 + values / (2 * limit))
    for (i, j), value in np.ndenumerate(values):
        panel.text(f"cell {i} {j}", j, i, f"{value + 0.0:g}", fontsize=fontsize, color=ink_on(colors[i, j]))
    for i, name in enumerate(rows):
        panel.text(f"row {i}", beside, i, name, ha="right", fontsize=fontsize)
