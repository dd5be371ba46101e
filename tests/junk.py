"""Good and bad arguments for every public function of the course, found by walking the package.

What is good for an argument is read off the kind that its function declares for it.
"""
import dataclasses
import importlib
import inspect
import math
import pkgutil
import types

import numpy as np

import helpers
from helpers import arguments, live, networks, plots

# Sizes for which images are square and layers join; any other letter is 3.
SIZES = {"inputs": 16, "pixels": 16, "hidden_size": 12, "outputs": 10, "kernels_0_1": 1, "kernels_1_2": 12,
         "inputs of a kernel": 9, "rows": 4, "columns": 4}
# What no kind tells.
GIVEN = {"low": 0, "high": 2, "start": 1, "step": 1, "data": (np.eye(3, 16), [0, 1, 2]), "rows": ("a b", "c c"),
         "inputs": 16, "controls": {}, "options": {}, "made_from": "all", "stored": {"a": np.eye(28)}}
SETTINGS = {"vocabulary_size": 3, "hidden_size": 12, "epochs": 1, "alpha": 0.01, "batch_size": 1, "kernels": 3,
            "kernels_0_1": 1, "kernels_1_2": 12, "negatives": 1}


def functions():
    """Return by its full name every function that a room but the exercises offers, and every method that declares."""
    found = {}
    for room in pkgutil.iter_modules(helpers.__path__):
        if room.ispkg and room.name != "exercises":
            _look(importlib.import_module(f"helpers.{room.name}"), room.name, found)
    return found


def _look(module, path, found):
    for name in module.__all__:
        thing, where = getattr(module, name), f"{path}.{name}"
        if inspect.ismodule(thing):
            _look(thing, where, found)
        elif inspect.isclass(thing) and not dataclasses.is_dataclass(thing):
            found |= {f"{where}.{method}": function for method, function in vars(thing).items()
                      if hasattr(function, "kinds")}
        elif callable(thing) and inspect.signature(thing).parameters:
            found[where] = thing


def junk():
    """Return values of every sort that nobody meant, made anew."""
    numbers = [-1, 0, 1, 2.5, 10 ** 400, math.nan, math.inf, -math.inf, 1e300, 5e-324, 1j, True]
    arrays = [np.array([]), np.zeros((0, 3)), np.ones((2, 2, 2)), np.array(["1", "2"]), np.array([1, None], object),
              np.array([1.0, math.nan, 2.0]), np.full(3, 1e300), np.array(1.0), np.array([1j]), np.ma.masked,
              np.array(["2020"], "datetime64"), np.full((16, 16), -1e308), np.arange(3) - 1]
    return [None, ..., "", "tanh", "two\nlines", "x" * 10_000, b"x", [], {}, (), set(), [None], ["a"], [1, 2],
            [[1, 2], [3]], {"a": 1}, {1: 2}, {"a": ([1], [2])}, object(), range(3), iter([1]), slice(2),
            networks.blanks.Settings(vocabulary_size=3), types.SimpleNamespace(value=1), *numbers, *arrays]


def knows(name, kind):
    """Tell whether something good is known for an argument."""
    return kind is not None or name in GIVEN | SETTINGS


def good(name, kind, pick):
    """Return a value of a `kind` for the argument `name`; `pick(values)` chooses one of several."""
    match kind:
        case None:
            return (GIVEN | SETTINGS)[name]
        case arguments.ListOf(one):
            return [good(name, one, pick) for _ in range(pick([1, 2]))]
        case arguments.DictOf(one):
            return {key: good(name, one, pick) for key in ("a", "b")}
        case arguments.ListOrDict(one) | arguments.Arrays(one):
            return good(name, one, pick)
        case arguments.Limits():
            return pick([(0, 1), (-1.5, 2)])
        case arguments.Parts():
            return tuple(good(name, one, pick) for one in kind.kinds)
    return _single(name, kind, pick)


def _single(name, kind, pick):
    match kind:
        case arguments.Whole() if name == "inputs":
            return GIVEN[name]
        case arguments.Number(low, high):
            values = [value for value in (0, 1, 2, 0.5, low, high) if low <= value <= high and abs(value) < 1e6]
            values = [value for value in values if value == int(value) or not isinstance(kind, arguments.Whole)]
            return pick(values)
        case arguments.OneOf(choices):
            return pick(choices)
        case arguments.Array(shape):
            return _array(kind, [SIZES.get(size, size if isinstance(size, int) else 3) for size in shape or "n"
                                 if size != "..."])
        case arguments.Names(size):
            return [f"name {k}" for k in range(SIZES.get(size, 3))]
        case arguments.Function():
            return lambda *_, **__: {"error": 0.5, "contenders": (0.5, 0.5), "make": np.ones(2), "start": _training()
                                     }.get(name, "A sentence.")
        case arguments.Made():
            return _made(kind.kind, pick)


def _array(kind, shape):
    high = min(1.0, kind.high) if not kind.whole else min(2, kind.high)
    array = np.linspace(max(0.0, kind.low), high, math.prod(shape)).reshape(shape)
    return np.rint(array).astype(int) if kind.whole else array


def _made(wanted, pick):
    if isinstance(wanted, types.UnionType):
        wanted = wanted.__args__[0]
    if dataclasses.is_dataclass(wanted):
        names = {field.name for field in dataclasses.fields(wanted)}
        return wanted(**{name: value for name, value in SETTINGS.items() if name in names})
    makers = {str: lambda: pick(["a text", "", "good"]), bool: lambda: pick([True, False]),
              "Figure": lambda: plots.panels("a")[0], "Axes": lambda: plots.panels("a")[1]["a"],
              "str": lambda: "a", "HasTraits": lambda: live.knob("alpha", 0, 2, 1, 1), "Result": lambda: networks.race(
                  {"a": lambda alpha, seed: (0.5, 0.5)}, [0.1])[0]}
    make = makers.get(wanted) or makers.get(getattr(wanted, "__name__", ""), lambda: pick(["a", 1]))
    return make()


def _training():
    settings = _made(networks.dense.Settings, None)
    return networks.dense.train(settings, np.eye(3, 16), [0, 1, 2])
