"""Layers and what they predict: activations with their slopes, the forward pass, and how good it is on a test."""
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError, shown

CLASSES = 10
SLICE = 250


class Weights(NamedTuple):
    """The weights of a network: weights_0_1 of shape (inputs, hidden_size), weights_1_2 of shape (hidden_size, 10).

    Networks on words have other shapes; `start_sentiment` and `start_blanks` tell them.
    """

    weights_0_1: np.ndarray
    weights_1_2: np.ndarray

    def copy(self):
        """Return weights that further training leaves alone."""
        return Weights(*(matrix.copy() for matrix in self))


class Scores(NamedTuple):
    """The squared error, summed over the outputs and averaged over the images, and the share of right answers."""

    error: float
    accuracy: float


def relu(x):
    """Return `x` where it is positive, else 0."""
    return np.maximum(x, 0)


def relu_slope(output, at_zero=False):
    """Return the slope of relu from its output: 1 where that is positive, else 0; `at_zero` is the printed >=."""
    return output >= 0 if at_zero else output > 0


def tanh_slope(output):
    """Return the slope of tanh from its output."""
    return 1 - output ** 2


def sigmoid(x):
    """Return 1 / (1 + exp(-x)), without the overflow of exp at large negative `x`."""
    # Here and not above: the import takes longer than NumPy's, and most lessons start without it.
    from scipy.special import expit

    return expit(x)


def sigmoid_slope(output):
    """Return the slope of the sigmoid from its output."""
    return output * (1 - output)


def softmax(scores):
    """Return probabilities along the last axis.

    The largest score is taken off first: it cancels in the ratio, and exp overflows above 709.

    Parameters
    ----------
    scores : array, shape (..., n)

    Returns
    -------
    array, shape (..., n)
        Between 0 and 1, with sum 1.
    """
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _linear(x):
    return x


ACTIVATIONS = {"relu": (relu, relu_slope), "tanh": (np.tanh, tanh_slope), "sigmoid": (sigmoid, sigmoid_slope)}
PRECISIONS = ("float64", "float32")
OUTPUTS = {"linear": _linear, "softmax": softmax, "sigmoid": sigmoid}


def one_hot(labels):
    """Return a row of ten for each label: 1 in the place of the label, else 0.

    Parameters
    ----------
    labels : array of int, shape (n,)
        From 0 to 9.

    Returns
    -------
    array, shape (n, 10)

    Raises
    ------
    CourseError
        If there are no labels, or if one of them is no whole number from 0 to 9.
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.size == 0:
        raise CourseError(f"The labels must be a row of at least one digit; their shape is {labels.shape}.")
    wrong = labels[~np.isin(labels, np.arange(CLASSES))]
    if wrong.size:
        raise CourseError(f"Labels must be whole numbers from 0 to 9; one of them is {shown(wrong[0])}.")
    return np.eye(CLASSES)[labels.astype(int)]


def forward(weights, layer_0, activation="relu", output="linear"):
    """Predict, without dropout.

    Parameters
    ----------
    weights : Weights, or a tuple of two arrays (inputs, hidden_size) and (hidden_size, outputs)
    layer_0 : array, shape (n, inputs)
    activation, output : str
        As in `Settings`.

    Returns
    -------
    layer_1 : array, shape (n, hidden_size)
    layer_2 : array, shape (n, outputs)

    Raises
    ------
    CourseError
        If the shapes do not fit each other, or if an activation is unknown.
    """
    one_of("activation", activation, ACTIVATIONS)
    one_of("output", output, OUTPUTS)
    shapes = [np.shape(layer_0), *map(np.shape, weights)]
    if len(shapes) != 3 or any(len(shape) != 2 for shape in shapes) or any(
            left[1] != right[0] for left, right in zip(shapes, shapes[1:], strict=False)):
        raise CourseError(f"The shapes {' '.join(map(str, shapes))} do not join: inner sizes must be equal in pairs.")
    layer_1 = ACTIVATIONS[activation][0](np.dot(layer_0, weights[0]))
    return layer_1, OUTPUTS[output](np.dot(layer_1, weights[1]))


def evaluate(weights, images, labels, activation="relu", output="linear"):
    """Return the error and the accuracy on images that the network does not learn from.

    Parameters
    ----------
    weights : Weights
    images : array, shape (n, inputs)
    labels : array of int, shape (n,)
    activation, output : str
        As in `Settings`.

    Returns
    -------
    Scores

    Raises
    ------
    CourseError
        If there are no images, a label is wrong, shapes do not fit, or something is not finite.
    """
    images, one_hot_labels = as_data("test", images, labels)
    # All pixels and not the lit ones: to look them up once costs more than it saves.
    *_, found = evaluation(weights, blocks(images, one_hot_labels, SLICE, lit=slice(None)), activation, output)
    if not np.isfinite(found.error):
        raise CourseError("The error is no finite number, because the images or the weights are not finite.")
    return found


def evaluation(weights, slices, activation, output):
    """Yield None after every slice, for a Stop button should not wait for 10,000 images, and the `Scores` at last."""
    predictions = []
    for images in slices:
        lit_weights = Weights(weights[0][images.lit], weights[1])
        predictions.append(forward(lit_weights, images.layer_0, activation, output)[1])
        yield None
    yield scores(np.concatenate(predictions), np.concatenate([images.target for images in slices]))


class Block(NamedTuple):
    """Some of the images, looked up together.

    `place` is a slice of all images, `lit` (k,) tells which pixels are not 0 in all of them, `layer_0` (n, k) holds
    those pixels, and `target` (n, 10) the one-hot labels.
    """

    place: slice
    lit: np.ndarray
    layer_0: np.ndarray
    target: np.ndarray


def blocks(images, one_hot_labels, size, lit=None):
    """Cut images and labels into a list of `Block`, each with the pixels `lit`, or with those it lights itself."""
    places = [slice(i, min(i + size, len(images))) for i in range(0, len(images), size)]
    pixels = [np.flatnonzero(images[place].any(axis=0)) if lit is None else lit for place in places]
    return [Block(place, lit, images[place][:, lit], one_hot_labels[place])
            for place, lit in zip(places, pixels, strict=True)]


def slices_by_digit(images, one_hot_labels):
    """Cut the test images into slices for many an `evaluation`, by digit, for equal digits light the same pixels."""
    order = one_hot_labels.argmax(axis=1).argsort(kind="stable")
    return blocks(images[order], one_hot_labels[order], SLICE)


@np.errstate(over="ignore", invalid="ignore")  # predictions of a run that diverges; its error tells it
def scores(predictions, target):
    """Return the `Scores` of predictions (n, 10) for the targets (n, 10)."""
    if predictions.shape != target.shape:
        raise CourseError(f"Digits need {CLASSES} outputs; the network has {predictions.shape[1]}.")
    correct = np.count_nonzero(predictions.argmax(axis=1) == target.argmax(axis=1))
    return Scores(float(((predictions - target) ** 2).sum() / len(target)), int(correct) / len(target))


def as_data(name, images, labels):
    """Return images (n, inputs) as float64 and their one-hot labels, or say what does not fit."""
    try:
        images = np.asarray(images, dtype=np.float64)
    except (TypeError, ValueError):
        raise CourseError(f"The {name} images must be a table of numbers, one row an image.") from None
    if images.ndim != 2 or images.size == 0:
        raise CourseError(f"The {name} images must be a table, one row an image; their shape is {images.shape}.")
    if len(images) != np.size(labels):
        raise CourseError(f"Every image needs one label: there are {len(images)} {name} images and "
                          f"{np.size(labels)} labels.")
    return images, one_hot(labels)


def one_of(name, value, choices):
    """Say what may be chosen if `value` is not among it."""
    if not isinstance(value, str) or value not in choices:
        raise CourseError(f"{name} must be one of {', '.join(choices)}; it is {shown(value)}.")
