"""Numbers as colored squares, bars, gray pictures and shaded planes."""
import numpy as np
from matplotlib.colors import ListedColormap, to_rgb

from helpers.arguments import CourseError, number, whole
from helpers.plots.base import (
    COLORS,
    DIVERGING,
    as_limits,
    as_names,
    as_numbers,
    find,
    hide_axes,
    put_box,
    put_line,
    put_text,
    set_frame,
    with_digits,
)


def draw_dot(ax, a, b, title="Multiply entry by entry, then add"):
    """Draw two vectors, their products and the sum of these, the dot product, as a table of colored squares.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    a, b : array, shape (n,)
    title : str
    """
    a, b = as_numbers("entries of a", a), as_numbers("entries of b", b)
    if a.shape != b.shape:
        raise CourseError(f"A dot product needs two vectors of the same length; these have {a.size} and {b.size}.")
    rows = np.array([a, b, a * b])
    set_frame(ax, xlim=(-1.3, a.size + 1.6), ylim=(2.6, -0.6), title=title)
    hide_axes(ax)
    _image(ax, "squares", rows, cmap=DIVERGING, vmin=-3, vmax=3, extent=(-0.5, a.size - 0.5, 2.5, -0.5))
    for (i, j), value in np.ndenumerate(rows):
        put_text(ax, f"cell {i} {j}", j, i, f"{value:g}", ha="center", va="center", fontsize=17)
    for i, name in enumerate(["a", "b", "a * b"]):
        put_text(ax, f"row {i}", -0.7, i, name, ha="right", va="center", fontsize=17)
    put_text(ax, "sum", a.size - 0.35, 2, f"add up: {rows[2].sum():g}", ha="left", va="center", fontsize=17,
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
    values = np.atleast_2d(as_numbers("values", values, dimensions=(1, 2)))
    rows, columns = as_names(rows, values.shape[0]), as_names(columns, values.shape[1])
    top = 1.5 * float(np.abs(values).max()) or 1.0 if limit is None else number("The limit", limit, 1e-300)
    set_frame(ax, xlim=(-1.6, len(columns) - 0.5), ylim=(len(rows) - 0.5, -1.1), title=title)
    hide_axes(ax)
    _image(ax, "squares", values, cmap=DIVERGING, vmin=-top, vmax=top,
           extent=(-0.5, len(columns) - 0.5, len(rows) - 0.5, -0.5))
    for (i, j), value in np.ndenumerate(values):
        put_text(ax, f"cell {i} {j}", j, i, f"{value + 0.0:g}", ha="center", va="center", fontsize=13)
    for i, name in enumerate(rows):
        put_text(ax, f"row {i}", -0.65, i, name, ha="right", va="center", fontsize=13)
    for j, name in enumerate(columns):
        put_text(ax, f"column {j}", j, -0.62, name, ha="center", va="bottom", fontsize=13)


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
    values = as_numbers("values", values)
    names = as_names(names, len(values))
    if limits is None:
        limits = min(0.0, values.min() * 1.5), max(0.0, values.max() * 1.25) or 1.0
    low, high = as_limits(limits)
    set_frame(ax, xlim=(low, high), ylim=(len(values) - 0.4, -0.6), xlabel=xlabel, title=title)
    # Not `get_yticklabels`, which counts as a change of the panel.
    if [tick.label1.get_text() for tick in ax.yaxis.majorTicks] != names:
        ax.set_yticks(range(len(values)), names)
        ax.grid(axis="y", visible=False)
    put_line(ax, "zero", [0, 0], [-0.6, len(values) - 0.4], color="black", linewidth=1)
    for i, value in enumerate(values):
        end = float(np.clip(value, low, high))
        put_box(ax, f"bar {i}", min(0, end), i - 0.36, abs(end), 0.72, facecolor=color,
                edgecolor="black" if i == highlight else "none", linewidth=2.5)
        put_text(ax, f"value {i}", end, i, f" {with_digits(value, 2)} ", va="center",
                 ha="left" if value >= 0 else "right", fontsize=12)


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
    pictures = np.atleast_2d(as_numbers("pictures", pictures, dimensions=(1, 2)))
    names, columns = as_names(names, len(pictures)), whole("The columns", columns, 1)
    side = round(pictures.shape[1] ** 0.5)
    if side * side != pictures.shape[1]:
        raise CourseError(f"A picture needs a square number of pixels, such as 784; this one has {pictures.shape[1]}.")
    top = float(np.abs(pictures).max()) or 1.0 if limit is None else number("The limit", limit, 1e-300)
    rows, step = -(-len(pictures) // columns), side + 8
    canvas = np.full((rows * step, columns * step - 4), np.nan)
    for n, picture in enumerate(pictures):
        y, x = n // columns * step + 7, n % columns * step
        canvas[y:y + side, x:x + side] = picture.reshape(side, side)
        put_text(ax, f"name {n}", x + side / 2, y - 1.5, names[n], ha="center", va="bottom", fontsize=12)
        put_box(ax, f"frame {n}", x - 0.5, y - 0.5, side, side, facecolor="none", edgecolor="#BBBBBB", linewidth=1)
    set_frame(ax, xlim=(-1, canvas.shape[1]), ylim=(canvas.shape[0], -1), title=title)
    hide_axes(ax)
    _image(ax, "grid", canvas, cmap=DIVERGING if signed else "gray_r", vmin=-top if signed else 0, vmax=top,
           aspect="equal")


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

    Raises
    ------
    CourseError
        If the values do not have a row for each `y` and a column for each `x`, or points and names do not fit.
    """
    x, y, values = as_numbers("x", x), as_numbers("y", y), as_numbers("values", values, dimensions=(2,))
    level = number("The level", level)
    if values.shape != (len(y), len(x)):
        raise CourseError(f"The values need a row for each y and a column for each x, shape ({len(y)}, {len(x)}); "
                          f"theirs is {values.shape}.")
    points = np.empty((0, 2)) if points is None else as_numbers("points", points, dimensions=(2,))
    if points.shape[1] != 2:
        raise CourseError(f"The points need two numbers each, such as [0, 1]; these have {points.shape[1]}.")
    names = as_names([""] * len(points) if names is None else names, len(points))
    set_frame(ax, xlim=as_limits((x[0], x[-1])), ylim=as_limits((y[0], y[-1])), xlabel=xlabel, ylabel=ylabel,
              title=title)
    # A value belongs to the middle of its pixel, so the image is half a pixel larger on each side.
    wide, high = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    _image(ax, "plane", values, cmap=_two_sides(), vmin=level - 1.5, vmax=level + 1.5, origin="lower",
           extent=(x[0] - wide, x[-1] + wide, y[0] - high, y[-1] + high), zorder=0.5, interpolation="bilinear",
           interpolation_stage="data")
    put_line(ax, "points", *points.T, color="black", marker="o", markersize=9, linestyle="none")
    for k, ((left, bottom), name) in enumerate(zip(points, names, strict=True)):
        put_text(ax, f"name {k}", left, bottom, f"  {name}", ha="left", va="bottom", fontsize=14, weight="bold")


def _two_sides():
    """Return a color map that steps from gray to green at its middle and darkens in bands on both sides."""
    bands = np.linspace(0, 1, 6)[:, np.newaxis]
    gray, green = (1 - (low + (high - low) * bands) * (1 - np.array(to_rgb(COLORS[kind])))
                   for kind, low, high in [("quiet", 0.15, 0.55), ("prediction", 0.35, 0.75)])
    return ListedColormap(np.vstack([gray[::-1], green]))


def _image(ax, gid, values, **style):
    image = find(ax.images, gid)
    if image is None:
        limits = ax.get_xlim(), ax.get_ylim()
        ax.imshow(values, gid=gid, **{"aspect": "auto", **style})
        ax.set(xlim=limits[0], ylim=limits[1])
    else:
        image.set(data=values, clim=(style["vmin"], style["vmax"]))
