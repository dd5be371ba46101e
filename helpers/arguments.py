"""Checks of arguments: bad input is answered with one sentence that names it and says what is wanted.

Every other module of the package may import this one; it imports none of them.
"""
import math
import numbers


class CourseError(ValueError):
    """A mistake that the reader can correct; the message is one sentence that names the next step.

    Jupyter shows the sentence alone, without a traceback.
    """

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


def number(name, value, low=-math.inf, high=math.inf):
    """Return `value` as a float, or raise a CourseError in a sentence that starts with its `name`.

    Any real number of Python's or NumPy's will do, but no bool and no text, neither NaN nor infinity, and nothing
    outside `low` to `high`.
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise CourseError(f"{name} must be a number, such as {_example(low, high)}; it is {shown(value)}.")
    try:
        value = float(value)
    except OverflowError:
        value = math.inf if value > 0 else -math.inf
    if not math.isfinite(value):
        raise CourseError(f"{name} must be a finite number, such as {_example(low, high)}; it is {value}.")
    if value < low or value > high:
        raise CourseError(f"{name} must be {_range(low, high)}; it is {value:g}.")
    return value


def whole(name, value, low=-math.inf, high=math.inf):
    """Return `value` as an int, or say what is wrong with it.

    Parameters and errors are those of `number`; besides, 2.5 is refused and 2.0 is taken as 2.
    """
    checked = number(name, value, low, high)
    if checked != int(checked):
        raise CourseError(f"{name} must be a whole number, such as {_example(low, high):.0f}; it is {checked:g}.")
    return int(checked)


def one_of(name, value, choices):
    """Raise a CourseError that lists `choices`, names that may be given for `name`, if `value` is not among them."""
    if not isinstance(value, str) or value not in choices:
        raise CourseError(f"{name} must be one of {', '.join(choices)}; it is {shown(value)}.")


def shown(value):
    """Return the repr of `value` on one line, cut where it would be longer than the sentence around it."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 80 else text[:77] + "..."


def _range(low, high):
    if math.isinf(high):
        return f"{low:g} or more"
    if math.isinf(low):
        return f"{high:g} or less"
    return f"between {low:g} and {high:g}"


def _example(low, high):
    if math.isinf(low) or math.isinf(high):
        return 1 if low <= 1 <= high else low if math.isfinite(low) else high
    middle = (low + high) / 2
    rounded = float(f"{middle:.2g}")
    return rounded if low <= rounded <= high else middle
