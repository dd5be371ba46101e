"""Checks of arguments: bad input is answered with one sentence that names it and says what is wanted.

A public function declares its arguments in one place, above its first line:

    @takes(labels=Array(("n",), low=0, high=9, whole=True), title=TEXT)

Every other module of the package may import this one; it imports none of them.
"""
import functools
import inspect
import math
import numbers
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np

KEYWORD_ONLY = inspect.Parameter.KEYWORD_ONLY


class CourseError(ValueError):
    """A mistake that the reader can correct; the message is one sentence that names the next step.

    Jupyter shows the sentence alone, without a traceback.
    """

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


def takes(**kinds):
    """Check the arguments of a function before it runs, each by the kind that is declared for its name.

    A kind is called as `kind(name, value, sizes)` and returns the value to go on with, a list as an array, say, or
    raises a CourseError. `sizes` are the sizes met so far in this call: a letter in the shapes of two arguments stands
    for one number. A value that is the default of its parameter is taken as it is.
    """
    def declare(function):
        parameters = inspect.signature(function).parameters
        places = {name: place for place, name in enumerate(parameters) if parameters[name].kind != KEYWORD_ONLY}
        plan = [(name, kind, places.get(name, math.inf), parameters[name].default) for name, kind in kinds.items()]

        @functools.wraps(function)
        def checked(*arguments, **options):
            # Not `Signature.bind`, which would make a call of relu ten times as long.
            arguments, sizes = [*arguments], {}
            for name, kind, place, default in plan:
                given, key = (arguments, place) if place < len(arguments) else (options, name)
                if (given is arguments or name in options) and given[key] is not default:
                    given[key] = kind(name, given[key], sizes)
            return function(*arguments, **options)

        checked.kinds = kinds
        return checked

    return declare


def number(name, value, low=-math.inf, high=math.inf):
    """Return `value` as a float, or raise a CourseError in a sentence that starts with its `name`.

    Any real number of Python's or NumPy's will do, also as an array without dimensions, but no bool and no text,
    neither NaN nor infinity, and nothing outside `low` to `high`.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
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


@dataclass(frozen=True)
class Number:
    """A finite number from `low` to `high`."""

    low: float = -math.inf
    high: float = math.inf

    def __call__(self, name, value, sizes):
        return number(name, value, self.low, self.high)


@dataclass(frozen=True)
class Whole(Number):
    """A whole number from `low` to `high`."""

    def __call__(self, name, value, sizes):
        return whole(name, value, self.low, self.high)


@dataclass(frozen=True)
class OneOf:
    """One of some words."""

    choices: tuple

    def __call__(self, name, value, sizes):
        one_of(name, value, self.choices)
        return value


@dataclass(frozen=True)
class Made:
    """An object of a `kind`, or with `exactly` of no class derived from it; the `words` say what and where from."""

    kind: type
    words: str
    exactly: bool = False

    def __call__(self, name, value, sizes):
        if not (type(value) is self.kind if self.exactly else isinstance(value, self.kind)):
            raise CourseError(f"{name} must be {self.words}; it is {shown(value)}.")
        return value


TEXT = Made(str, "a text in quotes")
SWITCH = Made(bool, "True or False")


@dataclass(frozen=True)
class Function:
    """Anything that can be called."""

    def __call__(self, name, value, sizes):
        if not callable(value):
            raise CourseError(f"{name} must be a function, its name without brackets; it is {shown(value)}.")
        return value


@dataclass(frozen=True)
class Array:
    """Numbers in a shape of sizes and letters for sizes, such as ("n", 2) or ("...", "n"); in any where none is given.

    Whole numbers come back as integers, others as floats of the precision they have. A `row` may stand for a table of
    one row; `empty` and not `finite` allow what their names say.
    """

    shape: tuple | None = None
    _: KW_ONLY
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    finite: bool = True
    empty: bool = False
    row: bool = False

    def __call__(self, name, value, sizes):
        array = self._as_array(name, value)
        if self.row and array.ndim < len(self.shape):
            array = array.reshape((1,) * (len(self.shape) - array.ndim) + array.shape)
        if self.shape is not None:
            _fit(name, "shape", array.shape, self.shape, sizes)
        if array.size:
            self._check(name, array)
        elif not self.empty:
            raise CourseError(f"{name} must hold at least one number; it is empty.")
        return array.astype(np.int64) if self.whole and array.dtype.kind == "f" else array

    def _as_array(self, name, value):
        try:
            array = np.asarray(value)
            if array.dtype.kind == "O" and all(isinstance(one, numbers.Real) for one in array.flat):
                array = array.astype(float)
        except (TypeError, ValueError, OverflowError):
            array = np.array("no numbers")
        if array.dtype.kind not in "biuf":
            example = "[[1, 1], [1, 1]]" if self.shape and len(self.shape) == 2 else "[1, 1]"
            raise CourseError(f"{name} must be an array of numbers, such as {example}; it is {shown(value)}.")
        if array.dtype.kind == "f":
            return array if array.dtype.itemsize in (4, 8) else array.astype(float)
        if self.whole and array.dtype == np.int32:
            return array  # the words of all reviews take half the memory so
        return array.astype(np.int64 if self.whole else float, copy=False)

    def _check(self, name, array):
        is_float = array.dtype.kind == "f"
        if is_float and self.finite and not np.isfinite(array).all():
            wrong = array[~np.isfinite(array)][0]
            raise CourseError(f"{name} must hold finite numbers only; one of them is {wrong}.")
        if math.isfinite(self.low) and array.min() < self.low or math.isfinite(self.high) and array.max() > self.high:
            wrong = array.min() if array.min() < self.low else array.max()
            raise CourseError(f"{name} must hold numbers that are {_range(self.low, self.high)}; one is {wrong:g}.")
        if is_float and self.whole and (array != np.rint(array)).any():
            raise CourseError(f"{name} must hold whole numbers; one is {array[array != np.rint(array)][0]:g}.")


@dataclass(frozen=True)
class Names:
    """A list of `size` names, texts or numbers, which come back as texts."""

    size: int | str = "n"

    def __call__(self, name, value, sizes):
        if not isinstance(value, list | tuple) or not all(isinstance(one, str | numbers.Real) for one in value):
            raise CourseError(f'{name} must be a list of names, such as ["one", "two"]; it is {shown(value)}.')
        _fit(name, "length", (len(value),), (self.size,), sizes)
        return [str(one) for one in value]


@dataclass(frozen=True)
class ListOf:
    """A list of things of one `kind`, at least `least` of them."""

    kind: object
    least: int = 1

    def __call__(self, name, value, sizes):
        is_list = isinstance(value, Sequence) and not isinstance(value, str | bytes | memoryview)
        if not (is_list or isinstance(value, np.ndarray) and value.ndim):
            raise CourseError(f"{name} must be a list in square brackets; it is {shown(value)}.")
        if len(value) < self.least:
            raise CourseError(f"{name} must hold {self.least} or more; it holds {len(value)}.")
        return [self.kind(f"{name}[{place}]", one, {**sizes}) for place, one in enumerate(value)]


@dataclass(frozen=True)
class DictOf:
    """A dict of names and things of one `kind`, at least `least` of them."""

    kind: object
    least: int = 1

    def __call__(self, name, value, sizes):
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value) or len(value) < self.least:
            raise CourseError(f'{name} must be a dict with names in quotes; it is {shown(value)}.')
        return {key: self.kind(f"{name}[{key!r}]", one, {**sizes}) for key, one in value.items()}


@dataclass(frozen=True)
class ListOrDict:
    """A list, or a dict of names and lists, of the kind `lists`."""

    lists: ListOf

    def __call__(self, name, value, sizes):
        return (DictOf(self.lists) if isinstance(value, dict) else self.lists)(name, value, sizes)


@dataclass(frozen=True)
class Arrays:
    """An array, or a list or tuple of arrays, of one `kind`; a named tuple stays one."""

    kind: Array

    def __call__(self, name, value, sizes):
        if not isinstance(value, list | tuple) or all(isinstance(one, numbers.Real) for one in value):
            return self.kind(name, value, sizes)
        arrays = ListOf(self.kind)(name, value, sizes)
        return type(value)(*arrays) if hasattr(value, "_fields") else arrays


@dataclass(frozen=True)
class Parts:
    """A tuple of parts, each of its own kind, made `into` a named tuple where there is one; `words` say what it is."""

    words: str
    kinds: tuple
    into: type | None = None

    def __call__(self, name, value, sizes):
        if isinstance(value, np.ndarray) and value.ndim:
            value = list(value)
        if not isinstance(value, list | tuple) or len(value) != len(self.kinds):
            raise CourseError(f"{name} must be {self.words}; it is {shown(value)}.")
        fields = [f".{field}" for field in self.into._fields] if self.into else [f"[{k}]" for k in range(len(value))]
        parts = [kind(name + field, part, sizes)
                 for kind, field, part in zip(self.kinds, fields, value, strict=True)]
        return self.into(*parts) if self.into else tuple(parts)


@dataclass(frozen=True)
class Limits(Parts):
    """The two ends of an axis, the lower one first."""

    words: str = "two numbers, the lower one first"
    kinds: tuple = (Number(), Number())

    def __call__(self, name, value, sizes):
        low, high = super().__call__(name, value, sizes)
        if low >= high:
            raise CourseError(f"{name} must be {self.words}; it is {shown(value)}.")
        return low, high


def _fit(name, what, shape, wanted, sizes):
    """Note the sizes that a shape gives to letters, or say that it is not the one that is wanted."""
    if wanted[0] == "...":
        shape, wanted = shape[1 - len(wanted):], wanted[1:]
    if len(shape) == len(wanted):
        for have, size in zip(shape, wanted, strict=True):
            if have != (size if isinstance(size, int) else sizes.setdefault(size, (have, name))[0]):
                break
        else:
            return
    known = {size: noted for size, noted in sizes.items() if noted[1] != name}
    others = " and ".join(dict.fromkeys(known[size][1] for size in wanted if size in known))
    words = [str(known[size][0] if size in known else size) for size in wanted]
    fitting = f"({', '.join(words)}{',' * (len(words) == 1)})" if what == "shape" else words[0]
    found = f"its {what} is {shape if what == 'shape' else shape[0]}" if shape else "it is one number"
    raise CourseError(f"{name} must have the {what} {fitting}{', to go with ' * bool(others)}{others}; {found}.")


def _range(low, high):
    if math.isinf(high):
        return f"{low:g} or more"
    if math.isinf(low):
        return f"{high:g} or less"
    return f"between {low:g} and {high:g}"


def _example(low, high):
    if high - low > 1000:
        return 1 if low <= 1 <= high else low if math.isfinite(low) else high
    middle = (low + high) / 2
    rounded = float(f"{middle:.2g}")
    return rounded if low <= rounded <= high else middle
