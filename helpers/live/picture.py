"""Pictures below a cell: still ones, and live ones that are drawn again whenever a control moves."""
import asyncio
import base64
import contextlib
import html
import io
import os
import struct
import zlib

import anywidget
import ipywidgets
import numpy as np
import traitlets
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from helpers.arguments import CourseError, takes
from helpers.live import frames
from helpers.live.controls import CONTROLS, PICTURE, in_rows, problems
from helpers.live.frames import STATIC
from helpers.live.home import Home

PAUSE = 0.002  # seconds between two pictures that are drawn ahead: a move of the reader comes first
AHEAD = 100  # so many pictures are kept


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

    `problem` says what is wrong, in words of its own; `key` is for which places of the `controls`, models by their
    ids, the picture was drawn; `sliders` are the models of all sliders beside it, which get their names in the page.
    """

    _esm, _css = STATIC / "picture.js", STATIC / "picture.css"
    # As text for a data address: the browser shows that about 15 ms sooner than bytes behind an address of its own.
    png = traitlets.Bytes().tag(sync=True, to_json=lambda png, _: _address(png))
    alt = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    guess = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    sliders = traitlets.List().tag(sync=True)


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
        self._home, self._task, self._ahead, self._moving, self._cell = Home(), None, {}, None, _cells_run()
        self._texts = self._typed()
        self.refresh()
        self.picture.controls = [frames.model_of(control).model_id for control in self._stepped]
        self.picture.on_msg(lambda *_: self._home.run(self._seen))
        for control in controls.values():
            control.observe(self._moved, "value")
            if control.has_trait("problem"):
                control.observe(self._said, "problem")
        self.box = ipywidgets.VBox(arrange([*controls.values(), self.guess], self.picture),
                                   layout={"align_items": "flex-start"})
        self.box.add_class("course-live")
        self.picture.sliders = [slider.model_id for slider in _sliders(self.box)]

    @property
    def sentence(self):
        """str : What is said of the picture, or what is wrong."""
        return self.picture.problem or self.picture.sentence

    def refresh(self):
        """Draw the picture for the values that the controls have now."""
        values = {name: control.value for name, control in self.controls.items()}
        self._show(self._key(values.values()), *self._drawn(values))

    def _key(self, values):
        return frames.key_of(self._stepped, values) if self._stepped else ""

    def _drawn(self, values):
        """Return the picture for these values, as bytes, and its sentence."""
        sentence = self._update(**values) or ""
        return _fast_png(self._canvas.image()), sentence

    def _show(self, key, png, sentence):
        if self._ahead.get(key, (png, sentence)) != (png, sentence):
            self._forget()
        with self.picture.hold_sync():
            self.picture.key, self.picture.png, self.picture.sentence = key, png, sentence
            self.picture.alt, self.picture.problem = f"{self._alt} {sentence}".strip(), self._problems()

    def _problems(self):
        return problems(self.controls.values())

    def _moved(self, change):
        self._moving = change["owner"]
        self._home.run(self._follow)

    def _follow(self):
        self._forget_old()
        key = self._key([control.value for control in self.controls.values()])
        if key in self._ahead:
            self._show(key, *self._ahead[key])
        else:
            self._refresh_or_say()
        self._look_ahead()

    def _refresh_or_say(self):
        # Jupyter writes what a callback raises to a log that nobody reads, so it is said beside the picture.
        try:
            self.refresh()
        except CourseError as mistake:
            self._say(str(mistake))
        except Exception as mistake:
            self._say(f"{type(mistake).__name__}: {mistake}")

    def _seen(self):
        self._forget_old()
        self._look_ahead()

    def _said(self, _change):
        self._home.run(self._say_problems)

    def _say_problems(self):
        if self._problems():
            self.picture.problem = self._problems()
        else:
            self._refresh_or_say()

    def _say(self, mistake):
        with self.picture.hold_sync():
            self.picture.sentence, self.picture.problem = "", mistake

    def _typed(self):
        return [control.value for control in self._stepped if frames.values_of(control) is None]

    def _forget_old(self):
        # Another text, or a cell that ran since, may have changed what is drawn.
        if (self._texts, self._cell) != (self._typed(), _cells_run()):
            self._forget()

    def _forget(self):
        self._texts, self._cell = self._typed(), _cells_run()
        if self._ahead:
            self._ahead.clear()
            self.picture.send({"clear": True})

    def _look_ahead(self):
        """Draw what the next moves would show, while the kernel has nothing else to do."""
        if self._task:
            self._task.cancel()
        with contextlib.suppress(RuntimeError):  # outside of a kernel there may be no loop, and then no reader
            self._task = asyncio.get_running_loop().create_task(self._draw_ahead()) if self._stepped else None

    async def _draw_ahead(self):
        for values in frames.neighbors(self._stepped, self._moving):
            await asyncio.sleep(PAUSE)
            key = self._key(values)
            if key and key not in self._ahead:
                with contextlib.suppress(Exception):  # what cannot be drawn is said when the reader goes there
                    self._keep(key, *self._drawn(dict(zip(self.controls, values, strict=True))))

    def _keep(self, key, png, sentence):
        while len(self._ahead) >= AHEAD:
            del self._ahead[next(iter(self._ahead))]
        self._ahead[key] = png, sentence
        self.picture.send({"key": key, "png": _address(png), "alt": f"{self._alt} {sentence}".strip(),
                           "sentence": sentence, "most": AHEAD})

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Give the live view, and beside it the picture for places without a kernel.

        With the variable COURSE_PAGES set it is a part of a page that moves without a kernel.
        """
        # The picture as it is shown: after a mistake the artists may stand half way to the next one.
        stored = _stored(Image.open(io.BytesIO(self.picture.png)), self.picture.alt)
        stored["text/plain"] = f"Live picture with {', '.join(self.controls)}. {self.picture.alt}"
        stored["text/html"] = frames.with_words(stored["text/html"], self.sentence, self._stepped)
        if not os.environ.get("COURSE_PAGES"):
            return {**self.box._repr_mimebundle_(), **stored}
        return {**stored, "text/html": self._page()} if self._stepped else stored

    def _page(self):
        with self._canvas.sharp() as canvas:
            def draw(values):
                sentence = self._update(**values) or ""
                return canvas.image(), sentence
            return frames.page(self.controls, draw, self._alt)


def _sliders(widget):
    """Return all sliders in a box of boxes."""
    if isinstance(widget, ipywidgets.IntSlider | ipywidgets.FloatSlider):
        return [widget]
    return [slider for child in getattr(widget, "children", ()) for slider in _sliders(child)]


def _cells_run():
    shell = get_ipython()
    return shell.execution_count if shell else 0


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

    @contextlib.contextmanager
    def sharp(self):
        """Give a canvas for the same figure that has twice as many pixels along each side, for a while."""
        figure = self._canvas.figure
        dpi = figure.dpi
        figure.set_dpi(2 * dpi)
        try:
            yield Canvas(figure)
        finally:
            figure.set_dpi(dpi)
            figure.set_canvas(self._canvas)
            self._background = None


def _stored(picture, alt):
    """Return what a notebook keeps of a picture, by the type of its content.

    Browsers take the HTML, which alone can hold alternative text; a PDF is made of the PNG. In 256 colors, of which
    none is off by more than the eye can see, both together are smaller than one in full color.
    """
    few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    address = _address(_small_png(few))
    return {"text/html": f'<img style="max-width: 100%" alt="{html.escape(alt)}" src="{address}">',
            "image/png": address.partition(",")[2], "text/plain": alt}


def _small_png(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _fast_png(picture):
    """Return a picture in RGB as PNG, as small as Pillow makes it and in a third of the time.

    Pillow tries five filters on each row; here every row begins with the byte 0, which stands for no filter.
    """
    pixels = np.asarray(picture)
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, -1)
    chunks = [(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 1)),
              (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks)


def _address(png):
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
