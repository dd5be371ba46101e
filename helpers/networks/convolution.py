"""The convolutional network of lesson 10: the same few weights at every place of the picture, fast and exact.

A kernel is a tiny network of 3 x 3 = 9 inputs. It looks at every place of an image, tanh bends what it says, and what
all kernels say at all places is the hidden layer. One layer of weights and softmax make ten probabilities of it.

The speed comes from the data again: where nine pixels are 0 every kernel says 0, and nothing is learned there. So
only the cut-outs with ink are multiplied, six of ten are not.
"""
import dataclasses
import math
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError, shown, whole
from helpers.networks.layers import CLASSES, PRECISIONS, as_data, one_of, scores, softmax, tanh_slope
from helpers.networks.settings import SEEDS, keep_checked
from helpers.networks.training import Record, check_error, check_fit, paused, tested

SIDE = 3
SLICE = 50  # images evaluated together; what belongs to them fits the cache of a processor
SWITCHES = ("frozen_kernels", "wrong_sign", "slope_after_dropout", "divide_twice", "one_short", "whole_batches_only")


@dataclasses.dataclass(frozen=True)
class ConvolutionSettings:
    """Everything that defines a run but the data, as `Settings` does for networks without kernels.

    Attributes
    ----------
    kernels, epochs, batch_size, seed : int
        Kernels of 3 x 3 weights, passes over the data, images per update, seed of the random numbers.
    alpha : float
        Learning rate.
    dropout : float
        0.5 switches half of the hidden values off at each update and doubles the others; 0 does not.
    range_0_1, range_1_2 : float
        The kernels and the weights above them start uniform between minus this and plus this.
    precision : {"float64", "float32"}
        float64 gives the printed digits; float32 is about twice as fast.
    frozen_kernels : bool
        The kernels stay as they start; only the weights above them learn.
    wrong_sign : bool
        Printed in E: the kernels go up the slope of the error instead of down.
    slope_after_dropout, divide_twice : bool
        Printed in E, and the same as in D; see `Settings`.
    one_short : bool
        Printed in E: the kernels stop one place short of the last row and column, at 25 x 25 places instead of 26 x 26.
    whole_batches_only : bool
        Printed in E: the images that do not fill a last batch are not learned from, but they count as wrong answers.

    Raises
    ------
    CourseError
        If a value is of the wrong kind or outside its range.
    """

    kernels: int = 16
    alpha: float = 2 / 128
    epochs: int = 300
    batch_size: int = 128
    dropout: float = 0.5
    range_0_1: float = 0.01
    range_1_2: float = 0.1
    seed: int = 1
    precision: str = "float64"
    frozen_kernels: bool = False
    wrong_sign: bool = False
    slope_after_dropout: bool = False
    divide_twice: bool = False
    one_short: bool = False
    whole_batches_only: bool = False

    def __post_init__(self):
        keep_checked(
            self, SWITCHES,
            wholes={"kernels": (1, 1000), "epochs": (1, 100_000), "batch_size": (1, 60_000), "seed": SEEDS},
            ranges={"alpha": (1e-9, 100), "range_0_1": (0, 100), "range_1_2": (0, 100)})
        one_of("precision", self.precision, PRECISIONS)
        if self.dropout not in (0, 0.5):
            raise CourseError(f"dropout must be 0 or 0.5 here; it is {shown(self.dropout)}.")


_E = ConvolutionSettings(alpha=2.0, wrong_sign=True, slope_after_dropout=True, divide_twice=True, one_short=True,
                         whole_batches_only=True)
CONVOLUTION_RUNS = {
    "E": _E,
    # What concerns the slopes is mended, what concerns the data is as printed.
    "E mended": dataclasses.replace(_E, wrong_sign=False, slope_after_dropout=False, divide_twice=False, alpha=2 / 128),
    "E own": ConvolutionSettings(),
}


class ConvolutionWeights(NamedTuple):
    """The weights: kernels of shape (9, k), a kernel a column, and weights_1_2 of shape (places * k, 10)."""

    kernels: np.ndarray
    weights_1_2: np.ndarray

    def copy(self):
        """Return weights that further training leaves alone."""
        return ConvolutionWeights(*(matrix.copy() for matrix in self))


class CutOuts(NamedTuple):
    """The cut-outs with ink of `count` images: `rows` (m, 9) holds their pixels.

    `lit` (m,) tells where they are, counted over all images and their `places`.
    """

    rows: np.ndarray
    lit: np.ndarray
    count: int
    places: int


def start_convolution(settings, inputs=784):
    """Return the weights that a run starts from, and the random generator that will draw its dropout masks.

    Parameters
    ----------
    settings : ConvolutionSettings
    inputs : int
        Pixels of an image, a square number.

    Returns
    -------
    weights : ConvolutionWeights
    random : numpy.random.RandomState
    """
    random = np.random.RandomState(settings.seed)
    hidden_size = _places(inputs, settings.one_short) ** 2 * settings.kernels
    kernels = 2 * settings.range_0_1 * random.random_sample((SIDE * SIDE, settings.kernels)) - settings.range_0_1
    weights_1_2 = 2 * settings.range_1_2 * random.random_sample((hidden_size, CLASSES)) - settings.range_1_2
    return ConvolutionWeights(kernels.astype(settings.precision), weights_1_2.astype(settings.precision)), random


def forward_convolution(weights, images):
    """Predict, without dropout.

    Parameters
    ----------
    weights : ConvolutionWeights
    images : array, shape (n, inputs)

    Returns
    -------
    layer_1 : array, shape (n, places * k)
        What the k kernels say at each place, row by row.
    layer_2 : array, shape (n, 10)

    Raises
    ------
    CourseError
        If weights and images do not fit.
    """
    images = np.asarray(images)
    if images.ndim != 2:
        raise CourseError(f"The images must be a table, one row an image; their shape is {images.shape}.")
    layer_1 = _hidden(weights.kernels, _cut_outs(images, _side_of(weights, images), weights.kernels.dtype))
    return layer_1, softmax(layer_1.dot(weights.weights_1_2))


def train_convolution(settings, images, labels, test_images=None, test_labels=None, test_every=1, pause=None):
    """Train a convolutional network, one `Record` for each pass; its weights are `ConvolutionWeights`.

    Parameters
    ----------
    settings : ConvolutionSettings
        For example `RUNS["E"]`.
    images, labels, test_images, test_labels, test_every, pause
        As in `train`; the images are square.

    Returns
    -------
    generator of Record, or of Record and None where there is a `pause`

    Raises
    ------
    CourseError
        At once if the data or the settings do not fit; later, if the error grows beyond all bounds.

    Notes
    -----
    After A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapter 10.
    """
    if not isinstance(settings, ConvolutionSettings):
        raise CourseError(f'Training needs settings such as RUNS["E"]; it was given {shown(settings)}.')
    images, one_hot_labels, test = check_fit(settings, images, labels, test_images, test_labels)
    _places(images.shape[1], settings.one_short)
    test_every = whole("test_every", test_every, 1)
    return paused(_passes(settings, images, one_hot_labels, test, test_every), pause)


def evaluate_convolution(weights, images, labels):
    """Return the error and the accuracy on images that the network does not learn from.

    Parameters
    ----------
    weights : ConvolutionWeights
    images : array, shape (n, inputs)
    labels : array of int, shape (n,)

    Returns
    -------
    Scores

    Raises
    ------
    CourseError
        If there are no images, a label is wrong, or shapes do not fit.
    """
    images, one_hot_labels = as_data("test", images, labels)
    *_, found = _evaluation(weights, images, one_hot_labels)
    return found


def _passes(settings, images, one_hot_labels, test, test_every):
    """Yield None after every batch and every slice of the evaluation, and a `Record` after every pass."""
    weights, random = start_convolution(settings, images.shape[1])
    side = _places(images.shape[1], settings.one_short)
    batches = [(_cut_outs(images[i:i + settings.batch_size], side, settings.precision),
                one_hot_labels[i:i + settings.batch_size]) for i in range(0, len(images), settings.batch_size)]
    if settings.whole_batches_only and batches[-1][0].count < settings.batch_size:
        batches.pop()
    target = np.concatenate([targets for _, targets in batches])
    for epoch in range(settings.epochs):
        predictions = []
        for cut_outs, targets in batches:
            predictions.append(_learn(weights, cut_outs, targets, settings, random))
            yield None
        train_scores = scores(np.concatenate(predictions), target)
        check_error(train_scores.error, epoch, settings)
        test_scores = yield from tested(test and (lambda: _evaluation(weights, *test)), epoch, settings, test_every)
        # Print divides by all images, also by those of which it makes no batch.
        right = round(train_scores.accuracy * len(target))
        yield Record(epoch, *test_scores, train_scores.error, right / len(images), weights)


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges is told by its error, not by warnings
def _learn(weights, cut_outs, target, settings, random):
    """Learn from one batch, changing the weights; return layer_2 (n, 10)."""
    kernels, weights_1_2 = weights
    # What the kernels say where there is ink, shape (m, k); elsewhere it is tanh(0) = 0.
    values = cut_outs.rows.dot(kernels)
    np.tanh(values, out=values)
    slope = tanh_slope(values)
    if settings.dropout:
        # Drawn for all places, as in print, for the same random numbers.
        mask = random.randint(2, size=(cut_outs.count, len(weights_1_2)))
        mask = _lit_rows(mask, cut_outs, kernels).astype(values.dtype)
        values *= mask * 2
        slope = mask * (tanh_slope(values) if settings.slope_after_dropout else slope)
    layer_1 = _spread(values, cut_outs)
    layer_2 = softmax(layer_1.dot(weights_1_2))

    layer_2_delta = (layer_2 - target) / cut_outs.count ** (2 if settings.divide_twice else 1)
    layer_2_delta = layer_2_delta.astype(values.dtype)
    values_delta = _lit_rows(layer_2_delta.dot(weights_1_2.T), cut_outs, kernels) * slope
    weights_1_2 -= settings.alpha * layer_1.T.dot(layer_2_delta)
    if not settings.frozen_kernels:
        weight_delta = cut_outs.rows.T.dot(values_delta)
        kernels -= settings.alpha * (-weight_delta if settings.wrong_sign else weight_delta)
    return layer_2


def _evaluation(weights, images, one_hot_labels):
    """Yield None after every slice, and the `Scores` at last."""
    side, predictions = _side_of(weights, images), []
    for i in range(0, len(images), SLICE):
        cut_outs = _cut_outs(images[i:i + SLICE], side, weights.kernels.dtype)
        predictions.append(softmax(_hidden(weights.kernels, cut_outs).dot(weights.weights_1_2)))
        yield None
    yield scores(np.concatenate(predictions), one_hot_labels)


def _hidden(kernels, cut_outs):
    """Return layer_1 (n, places * k)."""
    values = cut_outs.rows.dot(kernels)
    return _spread(np.tanh(values, out=values), cut_outs)


def _spread(values, cut_outs):
    """Return layer_1 (n, places * k): the values (m, k) of the cut-outs with ink in their places, else 0."""
    layer_1 = np.zeros((cut_outs.count * cut_outs.places, values.shape[1]), values.dtype)
    layer_1[cut_outs.lit] = values
    return layer_1.reshape(cut_outs.count, -1)


def _lit_rows(layer, cut_outs, kernels):
    """Return what stands at the cut-outs with ink, shape (m, k), of a layer (n, places * k)."""
    return layer.reshape(-1, kernels.shape[1]).take(cut_outs.lit, axis=0)


def _cut_outs(images, side, precision):
    """Return the `CutOuts` of images (n, inputs) at side * side places."""
    width = math.isqrt(images.shape[1])
    images = images.reshape(-1, width, width).astype(precision, copy=False)
    ink = images != 0
    ink = ink[:, :side] | ink[:, 1:side + 1] | ink[:, 2:side + 2]
    ink = ink[:, :, :side] | ink[:, :, 1:side + 1] | ink[:, :, 2:side + 2]
    image, row, column = np.nonzero(ink)
    corners = (image * width + row) * width + column
    steps = np.add.outer(np.arange(SIDE) * width, np.arange(SIDE)).ravel()
    return CutOuts(images.ravel().take(corners[:, np.newaxis] + steps), np.flatnonzero(ink), len(images), side * side)


def _places(inputs, one_short):
    """Return at how many places along a side of a square image a kernel looks."""
    side = math.isqrt(inputs)
    if side * side != inputs or side <= SIDE:
        raise CourseError(f"Kernels need square images of more than {SIDE} x {SIDE} pixels; these have {inputs}.")
    return side - SIDE + (0 if one_short else 1)


def _side_of(weights, images):
    """Return at how many places along a side these weights were trained to look."""
    places = len(weights.weights_1_2) // weights.kernels.shape[1]
    for one_short in (True, False):
        side = _places(images.shape[1], one_short)
        if side * side == places:
            return side
    raise CourseError(f"Weights for {places} places do not fit images of {images.shape[1]} pixels.")
