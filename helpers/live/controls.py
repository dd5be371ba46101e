"""Controls of a live picture.

A control is whatever has a trait `value` that can be observed. One with a trait `problem` too may say a sentence,
which is shown above the picture until `value` or `problem` changes.
"""
import functools
import numbers

import ipywidgets
import traitlets
from matplotlib.figure import Figure

from helpers.arguments import (
    SWITCH,
    TEXT,
    CourseError,
    DictOf,
    Function,
    ListOf,
    Made,
    Whole,
    number,
    shown,
    takes,
    whole,
)

PICTURE = {"update": Function(), "figure": Made(Figure, "a figure, such as plots.panels returns first"), "alt": TEXT}


class Control(Made):
    """A control as an argument: what has a trait `value`."""

    def __call__(self, name, value, sizes):
        """Return `value`, or say that it is no control."""
        if not isinstance(value, self.kind) or not value.has_trait("value"):
            raise CourseError(f"{name} must be {self.words}; it is {shown(value)}.")
        return value


CONTROLS = DictOf(Control(traitlets.HasTraits, "a control, such as live.knob makes"), least=0)


@takes(name=TEXT)
def knob(name, low, high, start, step):
    """Make a slider labeled `name` with a box beside it in which an exact number can be typed.

    It goes from `low` to `high`, nothing outside is taken, and begins at `start`; `step` is what one press of an arrow
    key adds. If `low`, `start` and `step` are ints, the knob gives ints. A CourseError if one of these is no number,
    `start` is not between the ends, or `step` is not above 0.
    """
    return Knob(name, low, high, start, step)


@takes(name=TEXT, options=ListOf(Made(str | numbers.Real | tuple, "a text, a number, or a text and a value in round "
                                                                  "brackets")))
def choice(name, options):
    """Make a row of buttons labeled `name`, one pressed; its value is one of `options`, the first one at the start."""
    # No menu: in JupyterLab its arrow keys leave it without having chosen.
    return ipywidgets.ToggleButtons(description=name, options=options,
                                    style={"description_width": "initial", "button_width": "auto"})


@takes(name=TEXT, start=TEXT, rows=Whole(1, 100))
def text_box(name, start, rows=1):
    """Make a box labeled `name` for text, at first `start`; its value is the text when Enter was last pressed.

    With more than one of `rows`, Enter begins a line, and the value is the text when the box was last left.
    """
    look = {"description": name, "value": start, "continuous_update": False,
            "style": {"description_width": "initial"}}
    box = (ipywidgets.Text(**look, layout={"width": "340px"}) if rows == 1
           else ipywidgets.Textarea(**look, rows=rows, layout={"width": "700px"}))
    return box.add_class("course-text-box")


@takes(name=TEXT, start=SWITCH)
def switch(name, start=False):
    """Make a check box labeled `name`; its value is True or False, at first that of `start`."""
    return ipywidgets.Checkbox(description=name, value=start, indent=False, layout={"width": "auto"})


def in_rows(controls):
    """Return a box with these controls in two columns, or one where there is no room; all tracks are equally long."""
    sliders = [control.slider for control in controls if isinstance(control, Knob)]
    label = max((len(slider.description) for slider in sliders), default=0)
    for slider in sliders:
        slider.style.description_width = f"{0.6 + label * 0.6:.3g}em"
    return ipywidgets.Box([*controls], layout={"flex_flow": "row wrap", "grid_gap": "0 24px"})


def problems(controls):
    """Return what these controls say that is wrong, as one text, empty if nothing is."""
    return " ".join(control.problem for control in controls if control.has_trait("problem") and control.problem)


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
                           style={"description_width": "initial"}, layout={"width": "312px"})
        self.text = ipywidgets.Text(value=f"{start:g}", continuous_update=False, layout={"width": "84px"},
                                    placeholder="number", description=f"{name}, as a number")
        self.text.add_class("course-exact")
        super().__init__([self.slider, self.text])
        self.value = start
        self.slider.observe(self._slid, "value")
        self.text.observe(self._typed, "value")

    @functools.cached_property
    def values(self):
        """list : All values that the slider can reach by its steps."""
        slider = self.slider
        count = int((slider.max - slider.min) / slider.step + 1e-9) + 1
        return [self._stepped(slider.min + place * slider.step) for place in range(count)]

    def _stepped(self, value):
        # The browser adds up steps and sends 0.30000000000000004.
        return type(self.slider.value)(f"{value:.12g}")

    def _slid(self, change):
        self.problem = ""
        # The picture first: it is what the reader waits for.
        self.value = self._stepped(change["new"])
        self.text.value = f"{change['new']:g}"

    def _typed(self, change):
        if change["new"] == f"{self.slider.value:g}":
            self.problem = ""
            return
        try:
            self.slider.value = self._check(self._name, _as_float(change["new"]), self._low, self._high)
            # 0.30 beside a slider at 0.3 does not move it, but it replaces what was typed before.
            self.text.value = f"{self.slider.value:g}"
        except CourseError as mistake:
            self.problem = f"{mistake} The picture still shows {self._name} {self.value:g}."


def _as_float(typed):
    """Return what was typed as a float, with a decimal comma too, or as it is where it is no number."""
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        return typed
