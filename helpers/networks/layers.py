"""What layers compute: activations with their slopes, and the weights between three layers."""
import contextlib
import ctypes
import functools
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError


class Weights(NamedTuple):
    """The weights of a network of three layers: weights_0_1 and weights_1_2, of the shapes that its `start` names."""

    weights_0_1: np.ndarray
    weights_1_2: np.ndarray


def small_rows(random, shape, precision):
    """Return weights of a `shape` and `precision`, uniform between -0.1 and 0.1, drawn from the generator `random`."""
    # Memory that is free, but in pieces between what is used, goes back to the system first, where its C library can.
    with contextlib.suppress(AttributeError, OSError, TypeError):  # macOS, a kernel in the browser, Windows
        ctypes.CDLL(None).malloc_trim(0)
    weights = np.empty(shape, precision)
    for part in np.array_split(weights, 100):  # all at once would fill twice the memory on the way to float32
        part[:] = random.uniform(-0.1, 0.1, part.shape)
    return weights


def relu(x):
    """Return `x` where it is positive, else 0."""
    return np.maximum(x, 0.0)


def relu_slope(output):
    """Return the slope of relu from its output: True where that is positive, else False."""
    return output > 0


def tanh_slope(output):
    """Return the slope of tanh from its output."""
    return 1 - output ** 2


def sigmoid(x):
    """Return 1 / (1 + exp(-x)), without the overflow of exp at large negative `x`."""
    # Here and not above: the import takes longer than NumPy's, and most lessons start without it.
    try:
        from scipy.special import expit
    except ImportError:  # A kernel in the browser would have to fetch 14 MB for this one function.
        return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))
    return expit(x)


def sigmoid_slope(output):
    """Return the slope of the sigmoid from its output."""
    return output * (1 - output)


def softmax(scores):
    """Return probabilities for `scores` (..., n), of the same shape: from 0 to 1, with sum 1 along the last axis."""
    scores = np.asarray(scores, dtype=float)
    # The largest score is taken off: it cancels in the ratio, and exp overflows above 709.
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def linear(x):
    """Return `x`: what a layer without an activation says."""
    return x


def finite(*layers):
    """Return `layers`, or say that their numbers are too large if the last one holds one that is not finite."""
    if not np.isfinite(layers[-1]).all():
        raise CourseError("The prediction is no finite number, since weights or inputs are too large.")
    return layers


# Of float64, as fast as they come: the 0 of relu is an array, which a number would have to become in each of thousands
# of calls, and its slope, the sign of what it returned, is a float already: floats are multiplied faster than bools.
ACTIVATIONS = {"relu": (functools.partial(np.maximum, np.zeros(())), np.sign), "tanh": (np.tanh, tanh_slope),
               "sigmoid": (sigmoid, sigmoid_slope)}
OUTPUTS = {"linear": linear, "softmax": softmax, "sigmoid": sigmoid}
