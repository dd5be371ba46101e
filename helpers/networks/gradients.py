"""A tool that finds wrong slopes: the numerical slope of any error against the slopes that were worked out."""
from typing import NamedTuple

import numpy as np

from helpers.arguments import Array, Arrays, CourseError, Function, Number, shown, takes

STEP = 1e-5  # how far a weight is moved


class GradientCheck(NamedTuple):
    """The largest relative difference between two ways to a slope, at which weight it is, and both slopes there."""

    difference: float
    where: str
    numerical: float
    yours: float


@takes(error=Function(), weights=Arrays(Array()), slopes=Arrays(Array(finite=False)), factor=Number())
def gradient_check(error, weights, slopes, factor=1):
    """Compare slopes with what the error really does when each weight is moved a little up and down.

    Parameters
    ----------
    error : function
        Takes weights like those given here and returns a number.
    weights : array, or a list or tuple of arrays
        Where to check. They are copied, and `error` is called twice for every single weight: keep the network small.
    slopes : array, or as many arrays
        The slopes to check, of the same shapes.
    factor : float
        What the slopes leave out. The squared error's slope is 2 * input * (prediction - target); this course's
        weight_delta drops the 2, so give 2 with a squared error.

    Returns
    -------
    GradientCheck
        Below about 1e-5 the slopes are right. Differences are relative to the larger of the two slopes, or to a
        thousandth of the largest slope of all where both are smaller than that and rounding rules.
    """
    single = isinstance(weights, np.ndarray)
    matrices = [np.array(matrix, dtype=float) for matrix in ([weights] if single else weights)]
    yours = [factor * np.asarray(matrix, dtype=float) for matrix in ([slopes] if single else slopes)]
    shapes, your_shapes = [matrix.shape for matrix in matrices], [matrix.shape for matrix in yours]
    if shapes != your_shapes:
        raise CourseError(f"Each weight needs one slope: the weights have shapes {shapes}, the slopes {your_shapes}.")
    made = matrices[0] if single else type(weights)(*matrices) if hasattr(weights, "_fields") else matrices
    numerical = [_numerical_slopes(lambda: error(made), matrix) for matrix in matrices]
    names = ["weights"] if single else getattr(weights, "_fields", [f"weights[{i}]" for i in range(len(weights))])
    return _largest_difference(names, numerical, yours)


def _numerical_slopes(error, matrix):
    """Return (error a step up - error a step down) / (2 * step) for every entry of `matrix`, which is put back."""
    slopes = np.empty_like(matrix)
    for place in np.ndindex(matrix.shape):
        middle = matrix[place]
        matrix[place] = middle + STEP
        up = error()
        matrix[place] = middle - STEP
        down = error()
        matrix[place] = middle
        if not (_is_a_number(up) and _is_a_number(down)):
            raise CourseError(f"The error must be one finite number for all weights near these; it is {shown(up)}.")
        slopes[place] = (up - down) / (2 * STEP)
    return slopes


def _is_a_number(value):
    value = np.asarray(value)
    return value.ndim == 0 and value.dtype.kind in "iuf" and bool(np.isfinite(value))


def _largest_difference(names, numerical, yours):
    sizes = [np.maximum(np.abs(one), np.abs(other)) for one, other in zip(numerical, yours, strict=True)]
    least = max(1e-3 * max(size.max(initial=0) for size in sizes), np.finfo(float).tiny)
    found = []
    for name, one, other, size in zip(names, numerical, yours, sizes, strict=True):
        relative = np.nan_to_num(np.abs(one - other) / np.maximum(size, least), nan=np.inf)
        place = np.unravel_index(relative.argmax(), relative.shape)
        where = f"{name}[{', '.join(map(str, place))}]"
        found.append(GradientCheck(float(relative[place]), where, float(one[place]), float(other[place])))
    return max(found)
