"""Pictures on the screen: still ones with alternative text, and live ones with sliders."""
import asyncio
import base64
import html
import io
import pathlib
import re
import time

import anywidget
import ipywidgets
import numpy as np
import traitlets
from IPython.display import HTML, display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from helpers.arguments import CourseError, number, shown, whole

FIELD = 140  # pixels along a side of the field to draw on, as in drawing.js


def show(figure, alt):
    """Show a still picture below the cell.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the picture shows, for readers who cannot see it.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    display(HTML(_img(buffer.getvalue(), alt)))


def knob(name, low, high, start, step):
    """Make a slider with a box beside it in which an exact number can be typed.

    Parameters
    ----------
    name : str
        The label.
    low, high : float
        Ends of the slider; nothing outside is taken.
    start : float
        First value.
    step : float
        What one press of an arrow key adds. If `low`, `start` and `step` are ints, the knob gives ints.

    Returns
    -------
    Knob
    """
    return Knob(name, low, high, start, step)


def choice(name, options):
    """Make a row of buttons labeled `name`, one pressed; its value is one of `options`, the first one at the start."""
    # No menu: in JupyterLab its arrow keys leave it without having chosen.
    return ipywidgets.ToggleButtons(description=name, options=options,
                                    style={"description_width": "initial", "button_width": "auto"})


def words(name, start, rows=1):
    """Make a box labeled `name` to type words into, at first `start`; it tells its text when Enter is pressed.

    With more than one of `rows`, Enter begins a line, and the text is told when the box is left.
    """
    look = {"description": name, "value": start, "continuous_update": False,
            "style": {"description_width": "initial"}}
    box = (ipywidgets.Text(**look, layout={"width": "340px"}) if rows == 1
           else ipywidgets.Textarea(**look, rows=rows, layout={"width": "700px"}))
    return box.add_class("course-words")


def switch(name, start=False):
    """Make a check box labeled `name`; its value is True or False, at first that of `start`."""
    return ipywidgets.Checkbox(description=name, value=start, indent=False, layout={"width": "auto"})


def explore(update, figure, alt, **controls):
    """Turn a function that draws into a live picture.

    Parameters
    ----------
    update : callable
        Called with the value of every control by name whenever one moves. It draws on the axes of `figure`
        and returns a sentence that goes below the picture.
    figure : matplotlib.figure.Figure
        The one figure that is drawn on again and again.
    alt : str
        What the picture shows, for readers who cannot see it; the sentence of `update` is added to it.
    **controls : widgets with a `value`
        What `knob`, `choice` and `switch` make.

    Returns
    -------
    LivePicture
    """
    return LivePicture(update, figure, alt, **controls)


def trainer(start, draw, figure, alt, passes, first=3, **controls):
    """Turn a training into a live picture with a Train and a Stop button.

    Parameters
    ----------
    start : callable
        Called with the value of every control by name; returns a generator that yields a record after each pass,
        and None now and then in between, at least every 0.1 s, so that the Stop button is heard.
    draw : callable
        Called with the list of records so far. It draws on the axes of `figure` and returns a sentence.
    figure : matplotlib.figure.Figure
        The one figure that is drawn on again and again.
    alt : str
        What the picture shows, for readers who cannot see it; the sentence of `draw` is added to it.
    passes : int
        How many records a full training yields; the length of the progress bar.
    first : int
        So many passes are trained at once, before any button is pressed, to have a picture.
    **controls : widgets with a `value`
        What `knob`, `choice` and `switch` make.

    Returns
    -------
    LiveTraining
    """
    return LiveTraining(start, draw, figure, alt, passes, first, **controls)


def drawing(update, figure, alt, stored):
    """Make a field to draw a digit on, with mouse, pen or finger, beside a live picture of what is said about it.

    Parameters
    ----------
    update : callable
        Called with the ink, an array of shape (140, 140) from 0 paper to 1 ink, while the reader draws. It draws on
        the axes of `figure` and returns a sentence.
    figure : matplotlib.figure.Figure
        The one figure that is drawn on again and again.
    alt : str
        What the picture shows, for readers who cannot see it; the sentence of `update` is added to it.
    stored : dict of str to array, shape (pixels,) or (side, side)
        Square images that can be chosen instead of drawn, from the keyboard too; the first one is shown at once.

    Returns
    -------
    LiveDrawing

    Raises
    ------
    CourseError
        If there is no stored image, or one that does not fit the field.
    """
    return LiveDrawing(update, figure, alt, stored)


class Knob(ipywidgets.HBox):
    """A slider and a text box that hold one number; `problem` is a sentence when the text is no such number."""

    value = traitlets.Any()
    problem = traitlets.Unicode()

    def __init__(self, name, low, high, start, step):
        self._check = whole if all(isinstance(v, int) for v in (low, start, step)) else number
        low, high = number(f"The low end of {name}", low), number(f"The high end of {name}", high, low)
        self._name, self._low, self._high = name, low, high
        start, step = self._check(name, start, low, high), self._check(f"The step of {name}", step, 0)
        if step == 0:
            raise CourseError(f"The step of {name} must be above 0; it is 0.")
        make = ipywidgets.IntSlider if self._check is whole else ipywidgets.FloatSlider
        self.slider = make(value=start, min=low, max=high, step=step, description=name, readout=False,
                           style={"description_width": "initial"}, layout={"width": "340px"})
        self.text = ipywidgets.Text(value=f"{start:g}", continuous_update=False, layout={"width": "90px"},
                                    placeholder="number", tooltip=f"{name}: type a number")
        super().__init__([self.slider, self.text])
        self.value = start
        self.slider.observe(self._slid, "value")
        self.text.observe(self._typed, "value")

    def _slid(self, change):
        self.problem = ""
        # The browser adds up steps and sends 0.30000000000000004. The picture first: it is what the reader waits for.
        self.value = type(change["new"])(f"{change['new']:.12g}")
        self.text.value = f"{change['new']:g}"

    def _typed(self, change):
        if change["new"] == f"{self.slider.value:g}":
            self.problem = ""
            return
        try:
            typed = change["new"].replace(",", ".")
            try:
                typed = float(typed)
            except ValueError:
                typed = change["new"]
            self.slider.value = self._check(self._name, typed, self._low, self._high)
            # 0.30 beside a slider at 0.3 does not move it, but it mends what was typed before.
            self.text.value = f"{self.slider.value:g}"
        except CourseError as mistake:
            self.problem = f"{mistake} The picture still shows {self._name} {self.value:g}."


class Picture(anywidget.AnyWidget):
    """A picture with alternative text: `png` holds the bytes, `alt` the words."""

    _esm = pathlib.Path(__file__).parent / "static" / "picture.js"
    # As text for a data address: the browser shows that about 15 ms sooner than bytes behind an address of its own.
    png = traitlets.Bytes().tag(sync=True, to_json=lambda png, _: _address(png))
    alt = traitlets.Unicode().tag(sync=True)


class Field(anywidget.AnyWidget):
    """A square to draw on: `ink` holds a byte for each of its pixels, 0 paper to 255 ink.

    It draws in the browser, where no line waits for the kernel, and takes no keys, so that Tab leads past it.
    """

    _esm = pathlib.Path(__file__).parent / "static" / "drawing.js"
    # An echo of older ink would wipe out what was drawn since.
    ink = traitlets.Bytes().tag(sync=True, echo_update=False, from_json=lambda ink, _: bytes(ink))
    alt = traitlets.Unicode("A field to draw on. Without a mouse, choose a stored digit.").tag(sync=True)


class LivePicture:
    """A figure that is drawn again whenever one of its controls moves.

    What carries a name (`gid`) is drawn on top of a stored background; the background (axes, labels, titles)
    is drawn again only after it changed. On a figure with two panels that is several times faster.
    """

    def __init__(self, update, figure, alt, **controls):
        self._update, self._alt, self.controls = update, alt, controls
        self._canvas, self._background = FigureCanvasAgg(figure), None
        self.picture, self._words = Picture(), ipywidgets.HTML()
        self._words.layout.min_height = "2.2em"
        self.refresh()
        for control in controls.values():
            control.observe(self._moved, "value")
            if isinstance(control, Knob):
                control.observe(self._complain, "problem")
        knobs = ipywidgets.Box([*controls.values()], layout={"flex_flow": "row wrap", "grid_gap": "0 24px"})
        self.box = ipywidgets.VBox([knobs, self.picture, self._words], layout={"align_items": "flex-start"})

    @property
    def sentence(self):
        """str : What stands below the picture."""
        return html.unescape(re.sub("</?b>", "", self._words.value))

    def refresh(self):
        """Draw the picture for the values that the controls have now."""
        sentence = self._update(**self._values()) or ""
        with self.picture.hold_sync():
            self.picture.png = self._render()
            self.picture.alt = f"{self._alt} {sentence}".strip()
        self._words.value = html.escape(sentence)

    def _values(self):
        return {name: control.value for name, control in self.controls.items()}

    def _moved(self, change):
        # Jupyter writes what a callback raises to a log that nobody reads, so it is told below the picture.
        try:
            self.refresh()
        except CourseError as mistake:
            self._say(str(mistake))
        except Exception as mistake:
            self._say(f"{type(mistake).__name__}: {mistake}")

    def _complain(self, change):
        if change["new"]:
            self._say(change["new"])
        else:
            self._moved(change)

    def _say(self, problem):
        self._words.value = f"<b>{html.escape(problem)}</b>"

    def _render(self):
        figure = self._canvas.figure
        moving = [artist for ax in figure.axes for artist in ax.get_children() if artist.get_gid()]
        for artist in moving:
            if not artist.get_animated():
                artist.set_animated(True)
                figure.stale = True
        if self._background is None or figure.stale:
            self._canvas.draw()
            # The places of the panels are settled once, so that they do not jump while a slider moves.
            figure.set_layout_engine("none")
            self._background = self._canvas.copy_from_bbox(figure.bbox)
        self._canvas.restore_region(self._background)
        for artist in sorted(moving, key=lambda artist: artist.get_zorder()):
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        pixels = Image.frombuffer("RGBA", self._canvas.get_width_height(), self._canvas.buffer_rgba())
        pixels.convert("RGB").save(buffer, "png", compress_level=1)
        return buffer.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Give the live view, and beside it the picture for places without a kernel."""
        bundle = dict(self.box._repr_mimebundle_())
        # The picture as it is shown: after a mistake the artists may stand half way to the next one.
        smaller = io.BytesIO()
        Image.open(io.BytesIO(self.picture.png)).save(smaller, "png", optimize=True)
        bundle["text/html"] = _img(smaller.getvalue(), self.picture.alt)
        bundle["text/plain"] = f"Live picture with {', '.join(self.controls)}. {self.picture.alt}"
        return bundle


class LiveDrawing(LivePicture):
    """A picture that follows what is drawn on a field beside it, or which stored image is chosen."""

    def __init__(self, update, figure, alt, stored):
        if not isinstance(stored, dict) or not stored:
            raise CourseError("Each stored digit needs a name: give a dict of at least one name and its image, not "
                              f"{shown(stored)}.")
        self._names, self._inks = list(stored), [_enlarged(name, image) for name, image in stored.items()]
        self._answer, self.field = update, Field(ink=self._inks[0])
        # No menu: in JupyterLab its arrow keys lead to the next cell.
        choice_of_one = knob("stored digit", 0, len(stored) - 1, 0, 1)
        super().__init__(self._named, figure, alt, stored=choice_of_one)
        self.field.observe(super()._moved, "ink")
        clear = ipywidgets.Button(description="Clear", icon="eraser", layout={"width": "280px"})
        clear.on_click(self.clear)
        field = ipywidgets.VBox([self.field, clear], layout={"width": "300px"})
        side_by_side = ipywidgets.Box([field, self.picture], layout={"flex_flow": "row wrap", "grid_gap": "0 12px"})
        self.box.children = [choice_of_one, side_by_side, self._words]

    @property
    def ink(self):
        """array, shape (140, 140) : What is on the field, from 0 paper to 1 ink."""
        return np.frombuffer(self.field.ink, np.uint8).reshape(FIELD, FIELD) / 255

    def clear(self, _button=None):
        """Take all ink off the field."""
        self.field.ink = bytes(FIELD * FIELD)

    def _values(self):
        return {"ink": self.ink}

    def _moved(self, change):
        self.field.ink = self._inks[self.controls["stored"].value]

    def _named(self, ink):
        """Answer, with the name of what is on the field."""
        chosen = self.controls["stored"].value
        name = self._names[chosen] if self._inks[chosen] == self.field.ink else "your own"
        return f"{name}: {self._answer(ink) or ''}"


class LiveTraining(LivePicture):
    """A picture that follows a training while it runs.

    The training runs in the kernel's own event loop, without a thread: after each step it lets the loop read what
    the reader pressed. A kernel does one thing at a time, so a new training stops the one before, whichever cell
    it came from.
    """

    _running = None
    _between_pictures = 0.15  # seconds

    def __init__(self, start, draw, figure, alt, passes, first, **controls):
        self.stop()
        self._start, self.controls, self.records = start, controls, []
        for record in start(**self._values()):
            self.records += [] if record is None else [record]
            if len(self.records) >= first:
                break
        super().__init__(lambda **_: draw(self.records), figure, alt, **controls)
        self._progress = ipywidgets.IntProgress(value=len(self.records), max=passes, layout={"width": "280px"})
        train, stop = (ipywidgets.Button(description=word, icon=icon)
                       for word, icon in [("Train", "play"), ("Stop", "stop")])
        train.on_click(self.train)
        stop.on_click(self.stop)
        knobs, *rest = self.box.children
        self.box.children = [knobs, ipywidgets.HBox([train, stop, self._progress]), *rest]

    def train(self, _button=None):
        """Start from the beginning with the values that the controls have now."""
        self.stop()
        LiveTraining._running = asyncio.get_running_loop().create_task(self._run())
        return LiveTraining._running

    def stop(self, _button=None):
        """Stop the training that runs in this kernel, if there is one."""
        if LiveTraining._running is not None:
            LiveTraining._running.cancel()

    async def _run(self):
        self.records, drawn, ending = [], 0.0, ""
        try:
            for record in self._start(**self._values()):
                await asyncio.sleep(0.002)  # a click comes in by several turns of the loop
                if record is None:
                    continue
                self.records.append(record)
                self._progress.value = len(self.records)
                if time.monotonic() - drawn > self._between_pictures:
                    self.refresh()
                    drawn = time.monotonic()
        except CourseError as mistake:
            ending = str(mistake)
        except asyncio.CancelledError:
            ending = f"Stopped after {len(self.records)} passes."
        except Exception as mistake:
            ending = f"{type(mistake).__name__}: {mistake}"
        if self.records:
            self.refresh()
        if ending:
            self._say(ending)

    def _moved(self, change):
        """Leave the picture alone: a control counts from the next Train on."""
        self._say("Press Train to use the new values.")


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


def _img(png, alt):
    return f'<img style="max-width: 100%" alt="{html.escape(alt)}" src="{_address(png)}">'


def _address(png):
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
