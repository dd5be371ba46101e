"""What all drawings share: colors, panels, what they take, and artists that move instead of being doubled."""
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Polygon
from matplotlib.ticker import MaxNLocator

from helpers.arguments import TEXT, Array, CourseError, ListOf, Made, Number, shown, takes

# One color for each kind of quantity, through the whole course (Okabe and Ito 2008, safe for color-blind eyes).
COLORS = {"input": "#0072B2", "weight": "#805500", "prediction": "#009E73", "target": "#000000",
          "error": "#D55E00", "delta": "#B0508A", "quiet": "#8C8C8C"}
DIVERGING = "PuOr"

AXES = Made(Axes, 'a panel, such as axes["curve"] of the axes that plots.panels("curve") returns')
SIZE = Number(1e-300)  # above 0
WORDS = {"xlabel": TEXT, "ylabel": TEXT, "title": TEXT}


@takes(width=Number(0.1, 100), height=Number(0.1, 100), heights=Array(("rows",), low=0.001))
def panels(*rows, width=9.0, height=4.0, heights=None):
    """Make a figure with named panels.

    Parameters
    ----------
    *rows : str
        One string a row, the names of its panels with a blank between; a name given twice spans both places, as alpha
        does in `panels("bowl curve", "alpha alpha", heights=(5, 1))`.
    width, height : float
        Size of the figure in inches; a screen shows 100 pixels an inch.
    heights : sequence of float, optional
        How high the rows are compared with each other.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : dict of str to matplotlib.axes.Axes
    """
    ListOf(TEXT)("rows", rows, {})
    figure = Figure(figsize=(width, height))
    try:
        return figure, figure.subplot_mosaic([row.split() for row in rows], height_ratios=heights)
    except (IndexError, ValueError):
        raise CourseError(f"These rows make no panels: {shown(rows)}; give names such as \"bowl curve\", as many in "
                          "every row, and one height for each row.") from None


def with_digits(value, digits):
    """Return `value` as text with so many `digits` after the point, and never -0."""
    # Adding 0.0 turns -0.00 into 0.00.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def ink_on(color):
    """Return black or white, whichever is read more easily on a `color`."""
    # The relative luminance of the guidelines for accessible pages (WCAG 2.2); at 0.18 both have the same contrast.
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return "black" if linear @ [0.2126, 0.7152, 0.0722] > 0.18 else "white"


class _Head(FancyArrowPatch):
    """The head of an arrow; its `ends` are the places from which and to which it points."""

    def set_ends(self, ends):
        self.set_positions(*ends)


class Panel:
    """Axes on which each artist has a name: drawn again under its name it moves, and the rest of the panel stays.

    The name is the artist's `gid`. Every artist is `animated`, matplotlib's own mark for what moves: a live picture
    draws such artists on top of a stored background, and a file holds them as any other.

    A `bare` panel shows no scale. The `frame` are limits, labels and title, as in `ax.set`; what is there already is
    not set again, for the background would be drawn again on every move.
    """

    def __init__(self, ax, bare=False, **frame):
        self.ax, self._drawn = ax, set()
        # Limits that are not set because they are there already would go with the next artist.
        ax.set_autoscale_on(False)
        changed = {name: value for name, value in frame.items()
                   if tuple(np.ravel(getattr(ax, f"get_{name}")())) != tuple(np.ravel(value))}
        if changed:
            ax.set(**changed)
        if bare and ax.axison:
            ax.set_axis_off()

    def line(self, name, x, y, **look):
        """Draw a line of `x` and `y`; `look` as in `ax.plot`. Return it."""
        return self._put(self.ax.lines, name, lambda: self.ax.plot([], [], **look)[0], data=(x, y), **look)

    def dot(self, name, x, y, **look):
        """Draw one dot at `x` and `y`; `look` as in `ax.plot`."""
        self.line(name, [x], [y], **{"marker": "o", "markersize": 12, "linestyle": "none", **look})

    def text(self, name, x, y, words, white=None, **look):
        """Write `words` around `x` and `y`, with so many points of white around them; `look` as in `ax.text`."""
        if white is not None:
            look["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": white}
        look = {"ha": "center", "va": "center", **look}
        self._put(self.ax.texts, name, lambda: self.ax.text(0, 0, ""), position=(x, y), text=words, **look)

    def shape(self, name, corners, **look):
        """Draw the shape with these `corners`; `look` as in `Polygon`."""
        self._put(self.ax.patches, name, lambda: self.ax.add_patch(Polygon([(0, 0)])), xy=corners, **look)

    def box(self, name, x, y, width, height, **look):
        """Draw a box from its corner at `x` and `y`; `look` as in `Polygon`."""
        self.shape(name, [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], **look)

    def head(self, name, start, end, short, **look):
        """Draw the head of an arrow from `start` to `end`, so many points `short` of it; `look` as in `Patch`."""
        def make():
            return self.ax.add_patch(_Head((0, 0), (1, 1), arrowstyle="-|>", mutation_scale=36, shrinkB=short,
                                           linewidth=0))
        self._put(self.ax.patches, name, make, ends=(start, end), **look)

    def image(self, name, values, cmap, limits, **look):
        """Draw a table of `values` as colors, the first at the lower of the `limits`; `look` as in `ax.imshow`."""
        def make():
            frame = self.ax.get_xlim(), self.ax.get_ylim()
            image = self.ax.imshow(values, cmap=cmap, **{"aspect": "auto", **look})
            self.ax.set(xlim=frame[0], ylim=frame[1])
            return image
        self._put(self.ax.images, name, make, data=values, clim=limits)

    def name_rows(self, names, axis):
        """Write `names` beside the rows 0, 1, 2 ..., without the lines of the grid along `axis`."""
        # Not `get_yticklabels`, which counts as a change of the panel.
        if [tick.label1.get_text() for tick in self.ax.yaxis.majorTicks] != names:
            self.ax.set_yticks(range(len(names)), names)
            self.ax.grid(axis=axis, visible=False)

    def name_lines(self):
        """Add a legend beside the panel, where no line can run into it, if there is none and it has several lines."""
        if self.ax.get_legend() is None and len(self.ax.get_legend_handles_labels()[1]) > 1:
            self.ax.legend(loc="upper left", bbox_to_anchor=(1, 1))

    def count_along(self, whole):
        """Write only whole numbers below the panel if they are a count, `whole`: there is no epoch 2.5."""
        locator = self.ax.xaxis.get_major_locator()
        if isinstance(locator, MaxNLocator):
            locator.set_params(integer=whole)

    def sweep(self):
        """Hide what an earlier call drew and this one did not."""
        for artist in self.ax.get_children():
            if artist.get_gid() and artist.get_gid() not in self._drawn:
                # Removed, it would count as a change of the panel, and the background would be drawn again.
                artist.set_visible(False)

    def _put(self, artists, name, make, **look):
        artist = next((artist for artist in artists if artist.get_gid() == name), None)
        if artist is None:
            artist = make()
            artist.set(gid=name, animated=True)
        # Not `set`, which would give a text its box before the size of its letters.
        artist.update({"visible": True, **look})
        self._drawn.add(name)
        return artist
