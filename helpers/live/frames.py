"""What a live picture shows for other values: drawn ahead for the page, or all of them for a page without a kernel."""
import base64
import html
import io
import itertools
import json
import pathlib

import ipywidgets
import numpy as np
from PIL import Image

from helpers.arguments import CourseError
from helpers.live.controls import Knob

STATIC = pathlib.Path(__file__).parent / "static"
STEPS = 100  # so many values of one control are in a page, at most
MOST = 400  # so many pictures in all
LEAST = 4  # and no fewer are asked for: with fewer a control would not move
ROOM = 400_000  # letters of them in all, so that a lesson with eight live pictures stays below 4 MB
LEVELS = 16  # of brightness in a page: lines and their soft edges need no more, and half the bytes go


def values_of(control):
    """Return all values that a control can have by its steps, or None if it takes any text."""
    if isinstance(control, Knob):
        return control.values
    if isinstance(control, ipywidgets.ToggleButtons):
        return [value for _, value in _options(control)]
    return [False, True] if isinstance(control, ipywidgets.Checkbox) else None


def _options(control):
    return [option if isinstance(option, tuple) else (option, option) for option in control.options]


def model_of(control):
    """Return the widget whose value the page sees move."""
    return control.slider if isinstance(control, Knob) else control


def label_of(control):
    """Return the name that the reader sees beside a control."""
    return model_of(control).description


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


def neighbors(controls, moved=None, near=4, far=12):
    """Yield lists of values around the present ones, the nearest first: one control is moved, the others stay.

    Around `moved`, the control that the reader moves now, `far` steps come first; then `near` of each other one.
    """
    present = [control.value for control in controls]
    for control in sorted(controls, key=lambda control: control is not moved):
        steps, number = values_of(control), controls.index(control)
        if steps is None or present[number] not in steps:
            continue
        here = steps.index(present[number])
        for distance in range(1, (far if control is moved else near) + 1):
            for place in (here + distance, here - distance):
                if 0 <= place < len(steps):
                    yield [*present[:number], steps[place], *present[number + 1:]]


def thinned(steps, present, most):
    """Return at most about `most` of the `steps`, evenly spread, with the present one and both ends among them."""
    stride, here = -(-len(steps) // max(most, 2)), steps.index(present)
    return [value for place, value in enumerate(steps)
            if (place - here) % stride == 0 or place in (0, len(steps) - 1)]


def kept(controls, lists, present, most):
    """Return which values of each control go into a page of `most` pictures: all pairs if there are two controls.

    Of a slider some are enough; of a choice all are there, for each has a name that the lesson may speak of.
    """
    wholes = [not isinstance(control, Knob) for control in controls]
    shares = [min(STEPS, most // len(lists))] * len(lists)
    if len(lists) == 2:
        first = wholes.index(True) if any(wholes) else int(len(lists[0]) > len(lists[1]))
        few = len(lists[first]) if any(wholes) else min(len(lists[first]), int(most ** 0.5))
        shares[first], shares[1 - first] = few, most // few
    return [steps if whole else thinned(steps, value, share)
            for whole, steps, value, share in zip(wholes, lists, present, shares, strict=True)]


def page(controls, draw, alt):
    """Return a part of a page in which a live picture moves without a kernel, as HTML.

    Parameters
    ----------
    controls : dict of str to widget
    draw : callable
        Called with a dict from names to values; returns the picture, as `PIL.Image` of twice the size, and its
        sentence.
    alt : str
        What the picture shows.
    """
    now = {name: control.value for name, control in controls.items()}
    movable = {name: control for name, control in controls.items() if now[name] in (values_of(control) or ())}
    base, sentence = draw(now)
    still = (f'<img class="live-picture" width="{base.width // 2}" alt="{html.escape(f"{alt} {sentence}".strip())}" '
             f'src="{_webp(_few(base))}">{with_words("", sentence, list(controls.values()))}')
    if not movable:
        return still
    fixed = [label_of(control) for name, control in controls.items() if name not in movable]
    told = {"alt": alt, "fixed": fixed, **_frames(movable, lambda values: draw({**now, **values}), _few(base))}
    style, script = ((STATIC / name).read_text(encoding="utf-8") for name in ("picture.css", "picture.js"))
    data = json.dumps(told).replace("</", "<\\/")
    return (f'<div class="course-page"><style>{style}</style>{still}<script type="application/json">{data}</script>'
            f'</div><script type="module">{script}</script>')


def _frames(controls, draw, base):
    """Return the controls of a page and, by the places of their values, its pictures."""
    lists, present = [values_of(control) for control in controls.values()], [it.value for it in controls.values()]
    drawn = {}

    def frame(*values):
        """Draw the picture for these values once; later, give it again."""
        places = tuple(steps.index(value) for steps, value in zip(lists, values, strict=True))
        if places not in drawn:
            drawn[places] = _frame(draw, dict(zip(controls, values, strict=True)), base)
        return drawn[places]

    # What a picture takes is guessed from those at the ends, and then seen.
    ends = [(*present[:number], values[end], *present[number + 1:]) for number, values in enumerate(lists)
            for end in (0, -1)]
    most = min(MOST, int(ROOM * len(ends) / sum(len(str(frame(*values))) for values in ends)))
    while True:
        steps = kept(controls.values(), lists, present, most)
        start = [values.index(value) for values, value in zip(steps, present, strict=True)]
        frames = {",".join(map(str, places)): frame(*(values[place] for values, place in zip(
            steps, places, strict=True))) for places in _places(steps, start)}
        size = len(str(frames))
        if size <= ROOM or most <= LEAST:
            break
        most = min(most - 1, int(most * ROOM / size))
    return {"frames": frames, "controls": [
        {"name": label_of(control), "values": _written(control, values), "start": place, "kind": type(control).__name__}
        for control, values, place in zip(controls.values(), steps, start, strict=True)]}


def _places(steps, start):
    """Return the places on the controls for which a page has pictures: with two all pairs, else one control moves."""
    if len(steps) == 2:
        return list(itertools.product(*map(range, map(len, steps))))
    return sorted({(*start[:number], place, *start[number + 1:]) for number, values in enumerate(steps)
                   for place in range(len(values))})


def _written(control, values):
    """Return the values of a control as the reader sees them."""
    if isinstance(control, ipywidgets.ToggleButtons):
        return [str(name) for name, value in _options(control) if value in values]
    return [f"{value:g}" for value in values]


def _frame(draw, values, base):
    """Return what changed from `base`: its address, its left and top corner in pixels, the sentence, and if it is bad.

    What did not change is transparent.
    """
    try:
        drawn, sentence = draw(values)
    except CourseError as mistake:
        return ["", 0, 0, str(mistake), True]
    drawn = _few(drawn)
    changed = (drawn != base).any(axis=2)
    if not changed.any():
        return ["", 0, 0, sentence]
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    shown = np.dstack([drawn, np.full(changed.shape, 255, np.uint8)]) * changed[..., None]
    return [_webp(shown[box]), int(columns[0]), int(rows[0]), sentence]


def _few(picture):
    """Return the pixels of a picture in a few levels of brightness, white and black among them."""
    step = 255 / (LEVELS - 1)
    return (np.rint(np.asarray(picture) / step) * step).astype(np.uint8)


def _webp(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "webp", lossless=True, method=1, quality=20)
    return f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def with_words(still, sentence, controls):
    """Return a still picture as HTML with its sentence, and with what moves when its cell is run."""
    moves = (f"Run the cell to move {', '.join(map(label_of, controls))}." if controls else
             "It comes alive when its cell is run: it needs a running kernel.")
    return f"{still}<p>{html.escape(sentence)}</p><p><small>{html.escape(moves)}</small></p>"
