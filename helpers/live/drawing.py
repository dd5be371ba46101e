"""A live picture beside a field to draw on."""
import anywidget
import ipywidgets
import numpy as np
import traitlets

from helpers.arguments import CourseError, shown, takes
from helpers.live.controls import PICTURE, knob
from helpers.live.picture import STATIC, LivePicture

FIELD = 140  # pixels along a side of the field to draw on, as in drawing.js


@takes(**PICTURE)
def drawing(update, figure, alt, stored):
    """Make a field to draw a digit on, with mouse, pen or finger, beside a live picture of what is said about it.

    Parameters
    ----------
    update : callable
        Called with the ink, an array of shape (140, 140) from 0 paper to 1 ink, while the reader draws. It draws on
        the axes of `figure` and returns a sentence.
    figure, alt
        As in `explore`.
    stored : dict of str to array, shape (pixels,) or (side, side)
        Square images that can be chosen instead of drawn, from the keyboard too; the first one is shown at once.

    Returns
    -------
    LivePicture
        Its one control, `drawing`, is a `Drawing`.

    Raises
    ------
    CourseError
        If there is no stored image, or one that does not fit the field.
    """
    field = Drawing(stored)
    return LivePicture(lambda drawing: f"{field.name}: {update(drawing) or ''}", figure, alt, {"drawing": field},
                       field.beside)


class Field(anywidget.AnyWidget):
    """A square to draw on: `ink` holds a byte for each of its pixels, 0 paper to 255 ink.

    It draws in the browser, where no line waits for the kernel, and takes no keys, so that Tab leads past it.
    """

    _esm = STATIC / "drawing.js"
    # An echo of older ink would wipe out what was drawn since.
    ink = traitlets.Bytes().tag(sync=True, echo_update=False, from_json=lambda ink, _: bytes(ink))
    alt = traitlets.Unicode("A field to draw on. Without a mouse, choose a stored digit.").tag(sync=True)


class Drawing(traitlets.HasTraits):
    """The control of a drawing: a field, a Clear button, and a knob that puts a stored image on the field.

    Its value is the ink on the field, an array of shape (140, 140), from 0 paper to 1 ink.
    """

    value = traitlets.Any()
    problem = traitlets.Unicode()

    def __init__(self, stored):
        super().__init__()
        if not isinstance(stored, dict) or not stored:
            raise CourseError("Each stored digit needs a name: give a dict of at least one name and its image, not "
                              f"{shown(stored)}.")
        self._names, self._inks = list(stored), [_enlarged(name, image) for name, image in stored.items()]
        # No menu: in JupyterLab its arrow keys lead to the next cell.
        self.stored, self.field = knob("stored digit", 0, len(stored) - 1, 0, 1), Field()
        self.field.observe(self._drawn, "ink")
        self.field.ink = self._inks[0]
        self.stored.observe(self._chosen, "value")
        traitlets.dlink((self.stored, "problem"), (self, "problem"))

    @property
    def name(self):
        """str : The name of the stored image that is on the field, or "your own"."""
        chosen = self.stored.value
        return self._names[chosen] if self._inks[chosen] == self.field.ink else "your own"

    def clear(self, _button=None):
        """Take all ink off the field."""
        self.field.ink = bytes(FIELD * FIELD)

    def beside(self, _controls, picture):
        """Return the widgets in which the field stands beside a picture."""
        clear = ipywidgets.Button(description="Clear", icon="eraser", layout={"width": "280px"})
        clear.on_click(self.clear)
        field = ipywidgets.VBox([self.field, clear], layout={"width": "300px"})
        return [self.stored, ipywidgets.Box([field, picture], layout={"flex_flow": "row wrap", "grid_gap": "0 12px"})]

    def _chosen(self, change):
        self.field.ink = self._inks[change["new"]]

    def _drawn(self, change):
        self.value = np.frombuffer(change["new"], np.uint8).reshape(FIELD, FIELD) / 255


def _enlarged(name, image):
    """Return the ink of a stored image as the bytes of a field."""
    try:
        image = np.asarray(image, dtype=float)
    except (TypeError, ValueError):
        image = np.empty(0)
    side = round(image.size ** 0.5)
    if side * side != image.size or side == 0 or FIELD % side or not (0 <= image.min() <= image.max() <= 1):
        raise CourseError("A stored digit must be a square image of pixels between 0 and 1, such as 28 x 28; "
                          f"{shown(name)} is none.")
    wide = np.kron(image.reshape(side, side), np.ones((FIELD // side, FIELD // side)))
    return np.rint(255 * wide).astype(np.uint8).tobytes()
