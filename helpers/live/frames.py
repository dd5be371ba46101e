"""What a live picture shows for other values: drawn ahead for the page, or all of them for a page without a kernel."""
import base64
import html
import io
import itertools
import json
import pathlib

import ipywidgets
from PIL import ImageChops

from helpers.live.controls import Knob

STATIC = pathlib.Path(__file__).parent / "static"
STEPS = 60  # so many values of one control are in a page, at most
PAIRS = 200  # so many combinations of two


def values_of(control):
    """Return all values that a control can have by its steps, or None if it takes any text."""
    if isinstance(control, Knob):
        return control.values
    if isinstance(control, ipywidgets.ToggleButtons):
        return list(control.options)
    return [False, True] if isinstance(control, ipywidgets.Checkbox) else None


def model_of(control):
    """Return the widget whose value the page sees move."""
    return control.slider if isinstance(control, Knob) else control


def key_of(controls, values):
    """Return the places of `values` on their controls as the page writes them, or "" for a value between two steps."""
    places = []
    for control, value in zip(controls, values, strict=True):
        steps = values_of(control)
        if steps is None:
            places.append(0)
        elif value in steps:
            places.append(steps.index(value))
        else:
            return ""
    return ",".join(map(str, places))


def neighbors(controls, reach=4):
    """Yield lists of values around the present ones, the nearest first: one control is moved, the others stay."""
    present = [control.value for control in controls]
    for distance in range(1, reach + 1):
        for number, control in enumerate(controls):
            steps = values_of(control)
            if steps is None or present[number] not in steps:
                continue
            here = steps.index(present[number])
            for place in (here + distance, here - distance):
                if 0 <= place < len(steps):
                    yield [*present[:number], steps[place], *present[number + 1:]]


def thinned(steps, present, most):
    """Return at most about `most` of the `steps`, evenly spread, with the present one among them."""
    stride = -(-len(steps) // most)
    return [value for place, value in enumerate(steps) if (place - steps.index(present)) % stride == 0]


def page(controls, draw, still, alt):
    """Return a part of a page in which a live picture moves without a kernel, as HTML.

    Parameters
    ----------
    controls : dict of str to widget
    draw : callable
        Called with a dict from names to values; returns the picture, as `PIL.Image`, and its sentence.
    still : str
        The still picture as HTML, which stays where no script runs.
    alt : str
        What the picture shows.
    """
    movable = {name: control for name, control in controls.items() if values_of(control) is not None}
    present = [control.value for control in movable.values()]
    if not movable or any(value not in values_of(control) for control, value in zip(
            movable.values(), present, strict=True)):
        return still
    two = len(movable) == 2
    kept = [thinned(values_of(control), value, int(PAIRS ** 0.5) if two else STEPS)
            for control, value in zip(movable.values(), present, strict=True)]
    start = [steps.index(value) for steps, value in zip(kept, present, strict=True)]
    wanted = set(itertools.product(*map(range, map(len, kept)))) if two else {
        (*start[:number], place, *start[number + 1:])
        for number, steps in enumerate(kept) for place in range(len(steps))}
    texts = {name: control.value for name, control in controls.items() if name not in movable}
    frames, base = {}, draw({**texts, **dict(zip(movable, present, strict=True))})[0]
    for places in sorted(wanted):
        values = {name: steps[place] for name, steps, place in zip(movable, kept, places, strict=True)}
        drawn, sentence = draw({**texts, **values})
        frames[",".join(map(str, places))] = [*difference(base, drawn), sentence]
    told = {"names": alt, "frames": frames, "controls": [
        {"name": name, "values": [f"{value:g}" if isinstance(value, float) else str(value) for value in steps],
         "start": place} for name, steps, place in zip(movable, kept, start, strict=True)]}
    data = json.dumps(told).replace("</", "<\\/")
    script = (STATIC / "picture.js").read_text(encoding="utf-8")
    return (f'<div class="course-live">{still}<script type="application/json">{data}</script></div>'
            f'<script type="module">{script}</script>')


def difference(base, drawn):
    """Return what changed from one picture to another: its address, and its left and top corner in pixels."""
    box = ImageChops.difference(base, drawn).getbbox()
    if box is None:
        return ["", 0, 0]
    buffer = io.BytesIO()
    drawn.crop(box).save(buffer, "webp", quality=55, method=2)
    return [f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}", *box[:2]]


def with_words(still, sentence, names):
    """Return a still picture as HTML with its sentence, and with what moves when its cell is run."""
    return (f"{still}<p>{html.escape(sentence)}</p>"
            f"<p><small>Run the cell to move {html.escape(', '.join(names))}.</small></p>")
