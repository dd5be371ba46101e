"""What all drawings share: colors, panels, checks of what is given, and artists that move instead of doubling."""
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.arguments import CourseError, number, shown

# One color for each kind of quantity, through the whole course (Okabe and Ito 2008, safe for color-blind eyes).
COLORS = {"input": "#0072B2", "weight": "#805500", "prediction": "#009E73", "target": "#000000",
          "error": "#D55E00", "delta": "#B0508A", "quiet": "#8C8C8C"}
DIVERGING = "PuOr"


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


def as_numbers(name, values, finite=True, dimensions=(1,)):
    """Return `values` as an array of floats, `finite`, of these `dimensions`; else say what is wrong with `name`."""
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


def as_names(names, count):
    """Return `names` as a list of text, or say that there must be `count` of them."""
    if not isinstance(names, list | tuple) or len(names) != count:
        raise CourseError(f"Give {count} names, one for each; these are {shown(names)}.")
    return list(names)


def as_limits(limits):
    """Return the two ends of an axis as floats, or say what is wrong with these `limits`."""
    low, high = as_numbers("limits", limits) if np.shape(limits) == (2,) else (1, 0)
    if low >= high:
        raise CourseError(f"The limits must be two numbers, the lower one first; they are {shown(limits)}.")
    return float(low), float(high)


def set_frame(ax, **wanted):
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


def hide_axes(ax):
    """Hide the frame of a panel that shows no scale."""
    # Told again, the axes would take it for a change, and the background would be drawn on every move.
    if ax.axison:
        ax.set_axis_off()


def find(artists, gid):
    """Return the one of these `artists` that carries the name `gid`, or None."""
    return next((artist for artist in artists if artist.get_gid() == gid), None)


def put_line(ax, gid, x, y, **style):
    """Draw a line of `x` and `y` on `ax` under the name `gid`, or move the one that is there; `style` as in plot."""
    line = find(ax.lines, gid)
    if line is None:
        ax.plot(x, y, gid=gid, animated=True, **style)
    else:
        line.set(data=(x, y), visible=True, **style)


def put_text(ax, gid, x, y, words, **style):
    """Write `words` at `x` and `y` on `ax` under the name `gid`, or change those that are there; `style` as in text."""
    text = find(ax.texts, gid)
    if text is None:
        ax.text(x, y, words, gid=gid, animated=True, **style)
    else:
        style.pop("transform", None)
        text.set(position=(x, y), text=words, visible=True, **style)


def put_box(ax, gid, x, y, width, height, **style):
    """Draw a box on `ax` under the name `gid`, or move the one that is there: `x`, `y`, `width`, `height`, `style`."""
    box = find(ax.patches, gid)
    if box is None:
        ax.add_patch(Rectangle((x, y), width, height, gid=gid, animated=True, **style))
    else:
        box.set(x=x, y=y, width=width, height=height, visible=True, **style)


def with_digits(value, digits):
    """Return `value` as text with so many `digits` after the point, and never -0."""
    # Adding 0.0 turns -0.00 into 0.00.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def sweep(ax, drawn):
    """Hide what an earlier call drew and this one did not."""
    for artist in ax.get_children():
        if artist.get_gid() and artist.get_gid() not in drawn:
            # Taken away, it would count as a change of the panel, and the background would be drawn again.
            artist.set_visible(False)
