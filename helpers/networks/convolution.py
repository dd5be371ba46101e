"""The convolutional network of lesson 10: the same few weights at every place of the picture, fast and exact.

A kernel is a tiny network of 3 x 3 = 9 inputs. It looks at every place of an image, tanh bends what it says, and what
all kernels say at all places is the hidden layer. One layer of weights and softmax make ten probabilities of it.

The speed comes from the data again: where nine pixels are 0 every kernel says 0, and nothing is learned there. So
only the cut-outs with ink are multiplied, six of ten are not.
"""
import dataclasses
import math
from typing import ClassVar, NamedTuple

import numpy as np

from helpers.arguments import Array, CourseError, Parts, Whole, takes
from helpers.networks import images as digits
from helpers.networks import settings as base
from helpers.networks.layers import finite, softmax, tanh_slope
from helpers.networks.training import Training, Work

__all__ = ["Settings", "evaluate", "forward", "start", "train"]

SIDE = 3  # of a kernel
SLICE = 50  # images evaluated together; what belongs to them fits the cache of a processor


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(base.Settings):
    """What defines a run, but for its data: besides what all settings hold (see `networks.settings`), the following.

    Attributes
    ----------
    kernels, batch_size : int
        Kernels of 3 x 3 weights, images per update.
    dropout : float
        0.5 switches half of the hidden values off at each update and doubles the others; 0 does not.
    range_0_1, range_1_2 : float
        The kernels and the weights above them start uniform between minus this and plus this.
    precision : {"float64", "float32"}
        float64 gives the digits that the lessons print; float32 is about twice as fast.
    frozen_kernels : bool
        The kernels stay as they start; only the weights above them learn.
    """

    kernels: int = 16
    alpha: float = 2 / 128
    epochs: int = 300
    batch_size: int = 128
    dropout: float = 0.5
    range_0_1: float = 0.01
    range_1_2: float = 0.1
    precision: str = "float64"
    frozen_kernels: bool = False

    LIMITS: ClassVar = base.Settings.LIMITS | {"kernels": (1, 1000)}

    def __post_init__(self):
        super().__post_init__()
        if self.dropout not in (0, 0.5):
            raise CourseError(f"dropout must be 0 or 0.5 here; it is {self.dropout:g}.")


class Weights(NamedTuple):
    """The weights: kernels of shape (9, k), a kernel a column, and weights_1_2 of shape (places * k, 10)."""

    kernels: np.ndarray
    weights_1_2: np.ndarray


WEIGHTS = Parts("kernels and weights, such as start(settings) returns first",
                (Array((SIDE * SIDE, "kernels")), Array(("hidden_size", "outputs"))), Weights)


class CutOuts(NamedTuple):
    """The cut-outs with ink of `count` images: `rows` (m, 9) holds their pixels.

    `inked` (m,) says where they are, counted over all images and their places.
    """

    rows: np.ndarray
    inked: np.ndarray
    count: int

    def of(self, layer, kernels):
        """Return what a layer (n, places * k) holds at these cut-outs, shape (m, k)."""
        return layer.reshape(-1, kernels.shape[1]).take(self.inked, axis=0)

    def spread(self, values, weights_1_2):
        """Return layer_1 (n, places * k): the values (m, k) of these cut-outs in their places, else 0."""
        layer_1 = np.zeros((self.count * len(weights_1_2) // values.shape[1], values.shape[1]), values.dtype)
        layer_1[self.inked] = values
        return layer_1.reshape(self.count, -1)


def places_along(inputs):
    """Return at how many places along a side of a square image of so many `inputs` a kernel looks."""
    side = math.isqrt(inputs)
    if side * side != inputs or side <= SIDE:
        raise CourseError(f"Kernels need square images of more than {SIDE} x {SIDE} pixels; these have {inputs}.")
    return side - SIDE + 1


@takes(settings=base.made_by(Settings), inputs=Whole(1, 1_000_000))
def start(settings, inputs=784):
    """Return what a run with these `settings` starts from on square images of so many `inputs`.

    That is the `Weights` and the random generator that will draw the dropout masks.
    """
    random = np.random.RandomState(settings.seed)
    hidden_size = places_along(inputs) ** 2 * settings.kernels
    kernels = 2 * settings.range_0_1 * random.random_sample((SIDE * SIDE, settings.kernels)) - settings.range_0_1
    weights_1_2 = random.random_sample((hidden_size, digits.CLASSES))
    weights_1_2 = 2 * settings.range_1_2 * weights_1_2 - settings.range_1_2
    return Weights(kernels.astype(settings.precision), weights_1_2.astype(settings.precision)), random


@takes(weights=WEIGHTS, images=digits.DIGITS["images"])
def forward(weights, images):
    """Return what `weights` predict for `images` (n, inputs), without dropout.

    That is layer_1 (n, places * k), what the k kernels say at each place, row by row, and layer_2 (n, 10).
    """
    _check_places(weights, images.shape[1])
    return finite(*_forward(weights, images))


def _check_places(weights, inputs):
    wanted = places_along(inputs) ** 2 * weights.kernels.shape[1]
    if len(weights.weights_1_2) != wanted:
        raise CourseError(f"weights.weights_1_2 must have {wanted} rows, for {inputs} pixels and "
                          f"{weights.kernels.shape[1]} kernels; it has {len(weights.weights_1_2)}.")


@np.errstate(over="ignore", invalid="ignore")  # of weights that are too large; `finite` and `scores` say so
def _forward(weights, images):
    cut_outs = _cut_outs(images, weights.kernels.dtype)
    values = cut_outs.rows.dot(weights.kernels)
    layer_1 = cut_outs.spread(np.tanh(values, out=values), weights.weights_1_2)
    return layer_1, softmax(layer_1.dot(weights.weights_1_2))


@takes(weights=WEIGHTS, **digits.DIGITS)
def evaluate(weights, images, labels):
    """Return the `Scores` of `weights` on `images` (n, inputs) with `labels` (n,)."""
    _check_places(weights, images.shape[1])
    parts = (images[i:i + SLICE] for i in range(0, len(images), SLICE))
    return digits.evaluated([_forward(weights, part)[1] for part in parts], labels)


@takes(settings=base.made_by(Settings, exactly=True), **digits.FOR_TRAINING)
def train(settings, images, labels, test_images=None, test_labels=None, test_every=1):
    """Train a convolutional network; all parameters are those of `networks.dense.train`, and the images are square.

    Notes
    -----
    After A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapter 10.
    """
    return train_by(update, settings, images, labels, test_images, test_labels, test_every)


def train_by(update, settings, images, labels, test_images=None, test_labels=None, test_every=1, counted=None):
    """Train as `train` does, but each batch by the function `update`, of the form of the one in this module.

    The share of right answers is that of the images, or of so many as are `counted`.
    """
    given = len(images)
    images, target, test = digits.prepared(settings, images, labels, test_images, test_labels)
    counted = counted and counted * len(images) // given  # fewer where the training is short
    weights, random = start(settings, images.shape[1])
    pieces = [(_cut_outs(images[i:i + settings.batch_size], settings.precision), target[i:i + settings.batch_size])
              for i in range(0, len(images), settings.batch_size)]

    def learn(piece):
        return update(weights, *piece, _dropout_mask(random, weights, piece[0], settings), settings)

    learning = Work(lambda: pieces, learn, lambda predictions: digits.scores(predictions, target, counted))
    return Training(settings, weights, learning, test and testing(weights, *test), test_every)


def testing(weights, images, target):
    """Return the `Work` of evaluating `weights` on `images` (n, inputs) with the one-hot labels `target` (n, 10)."""
    slices = [images[i:i + SLICE] for i in range(0, len(images), SLICE)]
    return Work(lambda: slices, lambda part: _forward(weights, part)[1],
                lambda predictions: digits.scores(predictions, target))


def _dropout_mask(random, weights, cut_outs, settings):
    """Return 0 for the values switched off and 1 for the others, shape (m, k), or None."""
    if settings.dropout == 0:
        return None
    # Drawn for all places, as the book does, for the same random numbers.
    mask = random.randint(2, size=(cut_outs.count, len(weights.weights_1_2)))
    return cut_outs.of(mask, weights.kernels).astype(settings.precision)


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges says so by its error, not by warnings
def update(weights, cut_outs, target, mask, settings):
    """Learn from the m `cut_outs` with ink of n images, changing the `weights`; return layer_2 (n, 10).

    `target` is (n, 10), `mask` (m, k) is 0 for a value that dropout switches off and 1 for another, or None; `settings`
    are those of the run.
    """
    kernels, weights_1_2 = weights
    # What the kernels say where there is ink; elsewhere it is tanh(0) = 0.
    values = cut_outs.rows.dot(kernels)
    np.tanh(values, out=values)
    slope = tanh_slope(values)
    if mask is not None:
        values *= mask * 2
        slope *= mask
    layer_1 = cut_outs.spread(values, weights_1_2)
    layer_2 = softmax(layer_1.dot(weights_1_2))

    layer_2_delta = ((layer_2 - target) / len(target)).astype(values.dtype)
    values_delta = cut_outs.of(layer_2_delta.dot(weights_1_2.T), kernels) * slope
    weights_1_2 -= settings.alpha * layer_1.T.dot(layer_2_delta)
    if not settings.frozen_kernels:
        kernels -= settings.alpha * cut_outs.rows.T.dot(values_delta)
    return layer_2


def _cut_outs(images, precision):
    """Return the `CutOuts` of images (n, inputs)."""
    width, side = math.isqrt(images.shape[1]), places_along(images.shape[1])
    images = images.reshape(-1, width, width).astype(precision, copy=False)
    ink = images != 0
    ink = ink[:, :side] | ink[:, 1:side + 1] | ink[:, 2:side + 2]
    ink = ink[:, :, :side] | ink[:, :, 1:side + 1] | ink[:, :, 2:side + 2]
    image, row, column = np.nonzero(ink)
    corners = (image * width + row) * width + column
    steps = np.add.outer(np.arange(SIDE) * width, np.arange(SIDE)).ravel()
    return CutOuts(images.ravel().take(corners[:, np.newaxis] + steps), np.flatnonzero(ink), len(images))
