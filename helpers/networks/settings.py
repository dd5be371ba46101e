"""What the settings of all networks share, and the check that every setting passes."""
import dataclasses
from typing import ClassVar

from helpers.arguments import CourseError, Made, number, one_of, shown, whole


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """What defines a run, but for its data; the `Settings` of each network add their own.

    `dataclasses.replace(settings, alpha=0.01)` makes another one.

    Attributes
    ----------
    epochs : int
        Passes over the data.
    alpha : float
        Learning rate.
    seed : int
        Of the random numbers.

    Raises
    ------
    CourseError
        If a value is of the wrong kind or outside its limits.
    """

    epochs: int
    alpha: float
    seed: int = 1

    # The smallest and the largest number, or the words to choose from; a field that is True or False needs no limits.
    LIMITS: ClassVar = {"epochs": (1, 100_000), "alpha": (1e-9, 100), "seed": (0, 2**32 - 1),
                        "hidden_size": (1, 10_000), "batch_size": (1, 1_000_000), "vocabulary_size": (1, 100_000_000),
                        "range_0_1": (0, 100), "range_1_2": (0, 100), "precision": ("float64", "float32")}

    def __post_init__(self):
        for field in dataclasses.fields(self):
            value = checked(field.type, field.name, getattr(self, field.name), self.LIMITS.get(field.name, ()))
            object.__setattr__(self, field.name, value)  # the way to set a field of a frozen dataclass here


def checked(kind, name, value, limits):
    """Return `value` as the `kind` it must be, or say what is wrong with it."""
    if kind in (int, float):
        return (whole if kind is int else number)(name, value, *limits)
    if kind is bool and not isinstance(value, bool):
        raise CourseError(f"{name} is a switch and must be True or False; it is {shown(value)}.")
    if kind is str:
        one_of(name, value, limits)
    return value


def made_by(settings, exactly=False):
    """Return the kind of argument that a class of `settings` makes, or with `exactly` no class derived from it."""
    return Made(settings, f"made by {settings.__module__.removeprefix('helpers.')}.Settings", exactly)
