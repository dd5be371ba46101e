"""Pictures below a cell: still ones, and live ones that are drawn again whenever a control moves."""
import asyncio
import base64
import contextlib
import html
import io
import os

import anywidget
import ipywidgets
import traitlets
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from helpers.arguments import CourseError, takes
from helpers.live import frames
from helpers.live.controls import CONTROLS, PICTURE, in_rows
from helpers.live.frames import STATIC

KEPT = 300  # so many pictures that were drawn ahead stay in the page
PAUSE = 0.002  # seconds between two pictures that are drawn ahead: a move of the reader comes first


@takes(figure=PICTURE["figure"], alt=PICTURE["alt"])
def show(figure, alt):
    """Show a still picture of a matplotlib `figure` below the cell; `alt` says it to readers who cannot see it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    display(_stored(Image.open(buffer), alt), raw=True)


@takes(**PICTURE)
def explore(update, figure, alt, **controls):
    """Turn a function that draws into a live picture.

    Parameters
    ----------
    update : callable
        Called with the value of every control by name whenever one moves. It draws on the axes of `figure`
        and returns a sentence that goes above the picture.
    figure : matplotlib.figure.Figure
        The one figure that is drawn on again and again.
    alt : str
        What the picture shows, for readers who cannot see it; the sentence of `update` is added to it.
    **controls : widgets with a `value`
        What `knob`, `choice`, `text_box` and `switch` make.

    Returns
    -------
    LivePicture
    """
    return LivePicture(update, figure, alt, CONTROLS("controls", controls, {}))


class Picture(anywidget.AnyWidget):
    """A picture with its sentence: `png` holds the bytes, `alt` the words for those who cannot see it.

    `problem` says that the sentence is about a mistake; `key` is for which places of the `controls`, models by their
    ids, the picture was drawn.
    """

    _esm = STATIC / "picture.js"
    # As text for a data address: the browser shows that about 15 ms sooner than bytes behind an address of its own.
    png = traitlets.Bytes().tag(sync=True, to_json=lambda png, _: _address(png))
    alt = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Bool().tag(sync=True)
    guess = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)


class LivePicture:
    """A figure that is drawn again whenever one of its controls moves, and a sentence above it.

    The arguments are those of `explore`; `arrange` is called with the controls and the picture and returns the widgets
    of the page. Of the attributes, `picture` holds the sentence too, `guess` is the box for what the reader expects,
    and `box` holds all widgets as the page shows them.
    """

    def __init__(self, update, figure, alt, controls, arrange=lambda controls, picture: [in_rows(controls), picture]):
        self._update, self._alt, self.controls = update, alt, controls
        self._canvas, self.picture = Canvas(figure), Picture()
        self.guess = ipywidgets.Text(description="your guess", placeholder="before you move", continuous_update=False,
                                     style={"description_width": "initial"}, layout={"width": "260px"})
        traitlets.dlink((self.guess, "value"), (self.picture, "guess"))
        # Only what has steps can be drawn ahead.
        self._stepped = list(controls.values()) if all(map(_is_widget, controls.values())) else []
        self._task, self._sent = None, set()
        self.refresh()
        self.picture.controls = [frames.model_of(control).model_id for control in self._stepped]
        self.picture.on_msg(lambda *_: self._look_ahead())
        for control in controls.values():
            control.observe(self._moved, "value")
            if control.has_trait("problem"):
                control.observe(self._said, "problem")
        self.box = ipywidgets.VBox(arrange([*controls.values(), self.guess], self.picture),
                                   layout={"align_items": "flex-start"})

    @property
    def sentence(self):
        """str : What is said of the picture."""
        return self.picture.sentence

    def refresh(self):
        """Draw the picture for the values that the controls have now."""
        image, sentence = self._drawn({name: control.value for name, control in self.controls.items()})
        with self.picture.hold_sync():
            self.picture.key = frames.key_of(self._stepped, [control.value for control in self._stepped])
            self.picture.png, self.picture.alt = _fast(image), f"{self._alt} {sentence}".strip()
            self.picture.sentence, self.picture.problem = sentence, False

    def _drawn(self, values):
        """Return the picture for these values, as `PIL.Image`, and its sentence."""
        sentence = self._update(**values) or ""
        return self._canvas.image(), sentence

    def _moved(self, change):
        # Jupyter writes what a callback raises to a log that nobody reads, so it is said beside the picture.
        try:
            self.refresh()
        except CourseError as mistake:
            self._say(str(mistake))
        except Exception as mistake:
            self._say(f"{type(mistake).__name__}: {mistake}")
        # Another text makes all that was drawn ahead wrong, and the page shall not fill up.
        if self._sent and (len(self._sent) > KEPT or frames.values_of(change["owner"]) is None):
            self._sent.clear()
            self.picture.send({"clear": True})
        self._look_ahead()

    def _said(self, change):
        if change["new"]:
            self._say(change["new"])
        else:
            self._moved(change)

    def _say(self, mistake):
        with self.picture.hold_sync():
            self.picture.sentence, self.picture.problem = mistake, True

    def _look_ahead(self):
        """Draw what the next moves would show, while the kernel has nothing else to do."""
        if self._task:
            self._task.cancel()
        with contextlib.suppress(RuntimeError):  # outside of a kernel there may be no loop, and then no reader
            self._task = asyncio.get_running_loop().create_task(self._draw_ahead()) if self._stepped else None

    async def _draw_ahead(self):
        for values in frames.neighbors(self._stepped):
            await asyncio.sleep(PAUSE)
            key = frames.key_of(self._stepped, values)
            if key and key not in self._sent:
                self._sent.add(key)
                with contextlib.suppress(Exception):  # what cannot be drawn is said when the reader goes there
                    image, sentence = self._drawn(dict(zip(self.controls, values, strict=True)))
                    self.picture.send({"key": key, "png": _address(_fast(image)), "sentence": sentence})

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Give the live view, and beside it the picture for places without a kernel.

        With the variable COURSE_PAGES set it is a part of a page that moves without a kernel.
        """
        # The picture as it is shown: after a mistake the artists may stand half way to the next one.
        stored = _stored(Image.open(io.BytesIO(self.picture.png)), self.picture.alt)
        stored["text/plain"] = f"Live picture with {', '.join(self.controls)}. {self.picture.alt}"
        if os.environ.get("COURSE_PAGES") and self._stepped:
            return {**stored, "text/html": frames.page(self.controls, self._drawn, stored["text/html"], self._alt)}
        stored["text/html"] = frames.with_words(stored["text/html"], self.sentence, self.controls)
        return {**self.box._repr_mimebundle_(), **stored}


def _is_widget(control):
    return isinstance(control, ipywidgets.Widget)


class Canvas:
    """A figure that becomes a picture again and again, fast.

    What moves is marked by matplotlib's own property: an artist with `animated=True` is drawn on top of a stored
    background. The background (axes, labels, titles, and artists without it) is drawn again only after it changed. On
    a figure with two panels that is several times faster. `helpers.plots` marks all that it draws.
    """

    def __init__(self, figure):
        self._canvas, self._background = FigureCanvasAgg(figure), None

    def image(self):
        """Return the figure as it is now, as a `PIL.Image`."""
        figure = self._canvas.figure
        if self._background is None or figure.stale:
            self._canvas.draw()
            # The places of the panels are settled once, so that they do not jump while a slider moves.
            figure.set_layout_engine("none")
            self._background = self._canvas.copy_from_bbox(figure.bbox)
        self._canvas.restore_region(self._background)
        moving = [artist for ax in figure.axes for artist in ax.get_children() if artist.get_animated()]
        for artist in sorted(moving, key=lambda artist: artist.get_zorder()):
            artist.axes.draw_artist(artist)
        pixels = Image.frombuffer("RGBA", self._canvas.get_width_height(), self._canvas.buffer_rgba())
        return pixels.convert("RGB")


def _stored(picture, alt):
    """Return what a notebook keeps of a picture, by the type of its content.

    Browsers take the HTML, which alone can hold alternative text; a PDF is made of the PNG. In 256 colors, of which
    none is off by more than the eye can see, both together are smaller than one in full color.
    """
    few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    address = _address(_png(few, optimize=True))
    return {"text/html": f'<img style="max-width: 100%" alt="{html.escape(alt)}" src="{address}">',
            "image/png": address.partition(",")[2], "text/plain": alt}


def _fast(picture):
    """Return a picture that is to be seen at once, as the bytes of a PNG."""
    return _png(picture, compress_level=1)


def _png(picture, **how):
    buffer = io.BytesIO()
    picture.save(buffer, "png", **how)
    return buffer.getvalue()


def _address(png):
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
