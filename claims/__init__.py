"""The ledger of claims: every sentence of the lessons that says one thing is better than another, with its race.

A claim is declared once, beside its experiment, in the module of its lesson. The sentence must be in that lesson, word
for word; the experiment returns the results whose first two decide. `make claims` runs them all and writes
docs/claims.md; a nightly test compares the verdicts with those declared.
"""
import importlib
import pkgutil
from typing import NamedTuple


class Claim(NamedTuple):
    """A comparative sentence: its lesson, the cell that prints it, the verdict the prose rests on, the experiment.

    `experiment()` returns a list of `helpers.networks.fair.Result`: first the contender that the sentence calls
    better, second the one it is compared with, then others that give the picture. `setting` says in words what is
    trained, for how long, on what.
    """

    lesson: str
    cell: str
    sentence: str
    verdict: str
    setting: str
    experiment: object


def claim(lesson, cell, sentence, verdict, setting):
    """Declare a claim; decorates the function that runs its experiment and leaves a `Claim` in its place."""
    return lambda experiment: Claim(lesson, cell, sentence, verdict, setting, experiment)


def every_claim():
    """Return all claims of all lessons, in order."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("lesson_"))
    return [thing for name in modules for thing in vars(importlib.import_module(f"{__name__}.{name}")).values()
            if isinstance(thing, Claim)]
