"""The exercises of all lessons: `exercises.relu.check(my_relu)` says right, wrong and why, or not begun.

Each lesson has a module, and each exercise is one object in it: the stub, the solution, the hints, the cases, the
typical mistakes. Every exercise of every module is at hand here under its name.
"""
import importlib
import pkgutil

from helpers.exercises import records
from helpers.exercises.exercise import Exercise
from helpers.exercises.outcome import Outcome

ALL = {thing.name: thing for module in pkgutil.iter_modules(__path__) if module.name.startswith("lesson_")
       for thing in vars(importlib.import_module(f"{__name__}.{module.name}")).values()
       if isinstance(thing, Exercise)}
globals().update(ALL)


def progress():
    """Return a table of the exercises that you have done, tried, and not begun."""
    return records.progress(ALL.values())


__all__ = ["ALL", "Outcome", "progress", *ALL]
