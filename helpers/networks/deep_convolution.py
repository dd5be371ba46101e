"""A convolution network of two blocks: padding, channels, relu, the loudest of each 2 x 2 places, and once more.

All maps of a batch lie in one array of shape (channels, rows, columns, n), the same place of all images side by side.
So whatever picks places, such as a window or one of 2 x 2, copies runs of n numbers, and all kernels look at all places
of all images in one matrix product.
"""
import dataclasses
from typing import ClassVar, NamedTuple

import numpy as np

from helpers.arguments import SWITCH, Array, CourseError, Parts, Whole, takes
from helpers.networks import images as digits
from helpers.networks import settings as base
from helpers.networks.layers import finite, softmax
from helpers.networks.training import Training, Work

__all__ = ["Settings", "cut_outs", "evaluate", "forward", "start", "train"]

SIDE = 3
SLICE = 25  # images evaluated together; their windows fit the cache of a processor


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(base.Settings):
    """What defines a run, but for its data: besides what all settings hold (see `networks.settings`), the following.

    Attributes
    ----------
    kernels_0_1, kernels_1_2 : int
        Kernels of 3 x 3 in the first and in the second layer; the second one looks at all maps of the first.
    batch_size : int
        Images per update.
    pooling : bool
        Keep the largest of each 2 x 2 places after each of the two layers; without it all places go on.
    frozen_kernels : bool
        The kernels stay as they start; only the weights above them learn.
    precision : {"float32", "float64"}
    """

    epochs: int = 5
    alpha: float = 0.1
    kernels_0_1: int = 8
    kernels_1_2: int = 16
    batch_size: int = 32
    pooling: bool = True
    frozen_kernels: bool = False
    precision: str = "float32"

    LIMITS: ClassVar = base.Settings.LIMITS | {"kernels_0_1": (1, 1000), "kernels_1_2": (1, 1000)}


class DeepWeights(NamedTuple):
    """Kernels (k_1, 9) and (k_2, k_1 * 9), a kernel a row, and weights_2_3 of shape (k_2 * places, 10)."""

    kernels_0_1: np.ndarray
    kernels_1_2: np.ndarray
    weights_2_3: np.ndarray


WEIGHTS = Parts("two arrays of kernels and one of weights, such as start(settings) returns first", (
    Array(("kernels_0_1", SIDE * SIDE)), Array(("kernels_1_2", "inputs of a kernel")),
    Array(("hidden_size", digits.CLASSES))), DeepWeights)


class Layer(NamedTuple):
    """What a layer keeps for the way back.

    `rows` (channels * 9, places * n) are its cut-outs, `sums` (k, rows, columns, n) what its kernels make of them,
    `largest` the same after pooling, and `outputs` after relu.
    """

    rows: np.ndarray
    sums: np.ndarray
    largest: np.ndarray
    outputs: np.ndarray


@takes(settings=base.made_by(Settings), inputs=Whole(1, 1_000_000))
def start(settings, inputs=784):
    """Return the weights that a run starts from, and the random generator, which nothing else needs.

    All start normal, the kernels with the spread of He, (2 / inputs of a kernel) ** 0.5, the weights above with that
    of LeCun, (1 / inputs) ** 0.5.

    Parameters
    ----------
    settings : Settings
    inputs : int
        Pixels of an image, a square number; with pooling its root is divided by four.

    Returns
    -------
    weights : DeepWeights
    random : numpy.random.Generator
    """
    random, places = np.random.default_rng(settings.seed), _places(inputs, settings.pooling)
    shapes = [(settings.kernels_0_1, SIDE * SIDE), (settings.kernels_1_2, settings.kernels_0_1 * SIDE * SIDE)]
    kernels = [random.standard_normal(shape) * (2 / shape[1]) ** 0.5 for shape in shapes]
    hidden_size = settings.kernels_1_2 * places
    weights_2_3 = random.standard_normal((hidden_size, digits.CLASSES)) * (1 / hidden_size) ** 0.5
    return DeepWeights(*(matrix.astype(settings.precision) for matrix in (*kernels, weights_2_3))), random


@takes(maps=Array(("channels", "rows", "columns", "n")), padding=Whole(0, 100), stride=Whole(1, 1000))
def cut_outs(maps, padding=1, stride=1):
    """Return every 3 x 3 window of maps, each as a column.

    Parameters
    ----------
    maps : array, shape (channels, rows, columns, n)
    padding : int
        Rings of zeros around each map; with 1, the windows are as many as the places.
    stride : int
        How far the window moves from place to place.

    Returns
    -------
    array, shape (channels * 9, places * n)
    """
    channels, rows, columns, count = maps.shape
    wide = np.zeros((channels, rows + 2 * padding, columns + 2 * padding, count), maps.dtype)
    wide[:, padding:padding + rows, padding:padding + columns] = maps
    rows, columns = wide.shape[1:3]
    if min(rows, columns) < SIDE:
        raise CourseError(f"A window of {SIDE} x {SIDE} does not fit padded maps of {rows} x {columns}.")
    down, across = (rows - SIDE) // stride + 1, (columns - SIDE) // stride + 1
    found = np.empty((channels, SIDE * SIDE, down, across, count), maps.dtype)
    for k, (row, column) in enumerate(np.ndindex(SIDE, SIDE)):
        found[:, k] = wide[:, row:row + stride * down:stride, column:column + stride * across:stride]
    return found.reshape(channels * SIDE * SIDE, -1)


@takes(weights=WEIGHTS, images=digits.DIGITS["images"], pooling=SWITCH)
def forward(weights, images, pooling=True):
    """Predict.

    Parameters
    ----------
    weights : DeepWeights
    images : array, shape (n, inputs)
    pooling : bool
        As in `Settings`.

    Returns
    -------
    layer_1, layer_2 : arrays, shapes (k_1, n, rows, columns) and (k_2, n, rows, columns)
        The maps of both layers, after relu and pooling.
    layer_3 : array, shape (n, 10)

    Raises
    ------
    CourseError
        If weights and images do not fit.
    """
    _check_weights(weights, images.shape[1], pooling)
    layers, layer_3 = _forward(weights, np.asarray(images, weights.kernels_0_1.dtype), pooling)
    return finite(*(np.moveaxis(layer.outputs, -1, 1) for layer in layers), layer_3)


@takes(weights=WEIGHTS, **digits.DIGITS, pooling=SWITCH)
def evaluate(weights, images, labels, pooling=True):
    """Return the error and the accuracy on images that the network does not learn from.

    Parameters
    ----------
    weights : DeepWeights
    images : array, shape (n, inputs)
    labels : array of int, shape (n,)
    pooling : bool
        As in `Settings`.

    Returns
    -------
    Scores

    Raises
    ------
    CourseError
        If there are no images, a label is wrong, or shapes do not fit.
    """
    _check_weights(weights, images.shape[1], pooling)
    images = images.astype(weights.kernels_0_1.dtype, copy=False)
    parts = (images[i:i + SLICE] for i in range(0, len(images), SLICE))
    return digits.evaluated([_forward(weights, part, pooling)[1] for part in parts], labels)


@takes(settings=base.made_by(Settings, exactly=True), **digits.FOR_TRAINING, weights=WEIGHTS)
def train(settings, images, labels, test_images=None, test_labels=None, test_every=1, weights=None):
    """Train a network of two convolution blocks.

    Parameters
    ----------
    settings : Settings
    images, labels, test_images, test_labels, test_every
        As in `dense.train`; the images are square. They are shuffled anew for each epoch.
    weights : DeepWeights, optional
        Where to start, as for kernels made by hand; those of `start` where they are not given.

    Returns
    -------
    Training

    Raises
    ------
    CourseError
        At once if the data or the settings do not fit; later, if the error grows beyond all bounds.

    Notes
    -----
    After Y. LeCun et al., *Gradient-Based Learning Applied to Document Recognition* (1998).
    """
    images, target, test = digits.prepared(settings, images, labels, test_images, test_labels)
    images, target = images.astype(settings.precision), target.astype(settings.precision)
    begun, random = start(settings, images.shape[1])
    _check_weights(weights or begun, images.shape[1], settings.pooling)
    weights = DeepWeights(*(np.array(matrix, settings.precision) for matrix in (weights or begun)))
    learned = []

    def batches():
        order = random.permutation(len(images))
        learned[:] = [order]
        return [order[i:i + settings.batch_size] for i in range(0, len(images), settings.batch_size)]

    learn = Work(batches, lambda batch: _learn(weights, images[batch], target[batch], settings),
                 lambda predictions: digits.scores(predictions, target[learned[0]]))
    return Training(settings, weights, learn, test and _tested(weights, *test, settings), test_every)


def _tested(weights, images, target, settings):
    slices = [images[i:i + SLICE] for i in range(0, len(images), SLICE)]
    return Work(lambda: slices, lambda part: _forward(weights, part.astype(settings.precision), settings.pooling)[1],
                lambda predictions: digits.scores(predictions, target))


@np.errstate(over="ignore", invalid="ignore")  # of weights that are too large; `finite` and `scores` say so
def _forward(weights, images, pooling):
    """Return both layers as `Layer`, and layer_3 (n, 10)."""
    side = round(images.shape[1] ** 0.5)
    maps, layers = images.T.reshape(1, side, side, len(images)), []
    for kernels in weights[:2]:
        rows = cut_outs.__wrapped__(maps)
        sums = kernels.dot(rows).reshape(len(kernels), *maps.shape[1:])
        largest = _pooled(sums) if pooling else sums
        maps = np.maximum(largest, 0)
        layers.append(Layer(rows, sums, largest, maps))
    return layers, softmax(_flat(maps).T.dot(weights.weights_2_3))


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges says so by its error, not by warnings
def _learn(weights, images, target, settings):
    """Learn from one batch, changing the weights; return layer_3 (n, 10)."""
    kernels_0_1, kernels_1_2, weights_2_3 = weights
    (lower, upper), layer_3 = _forward(weights, images, settings.pooling)
    layer_3_delta = ((layer_3 - target) / len(target)).astype(settings.precision)
    if not settings.frozen_kernels:
        sent_back = weights_2_3.dot(layer_3_delta.T).reshape(upper.outputs.shape)
        upper_delta = _through_the_bend(sent_back, upper, settings.pooling)
        sent_back = _put_back(kernels_1_2.T.dot(upper_delta), lower.outputs.shape)
        lower_delta = _through_the_bend(sent_back, lower, settings.pooling)
        kernels_1_2 -= settings.alpha * _changes(upper_delta, upper)
        kernels_0_1 -= settings.alpha * _changes(lower_delta, lower)
    weights_2_3 -= settings.alpha * _flat(upper.outputs).dot(layer_3_delta)
    return layer_3


def _changes(delta, layer):
    """Return delta.dot(layer.rows.T), shape (k, channels * 9), which each row of the maps adds its part to.

    A BLAS takes up to five times as long for the one product of matrices so wide.
    """
    parts = layer.sums.shape[1]
    rows, delta = (matrix.reshape(len(matrix), parts, -1).swapaxes(0, 1) for matrix in (layer.rows, delta))
    return np.matmul(rows, delta.swapaxes(1, 2)).sum(axis=0).T


def _through_the_bend(delta, layer, pooling):
    """Return the delta of a layer's sums, shape (k, places * n), from that of its outputs (k, rows, columns, n)."""
    delta = delta * (layer.largest > 0)
    return (_unpooled(delta, layer) if pooling else delta).reshape(len(delta), -1)


def _pooled(maps):
    """Return the largest of each 2 x 2 places: maps of half the rows and columns."""
    taller = np.maximum(maps[:, ::2], maps[:, 1::2])
    return np.maximum(taller[:, :, ::2], taller[:, :, 1::2])


def _unpooled(delta, layer):
    """Return a delta for all places: only the largest of each 2 x 2 gets it, the first of them where several are.

    It takes the place of the layer's sums, which are needed no longer; a new array would take a fifth more time.
    """
    found, left = layer.sums, delta
    for row, column in ((0, 0), (0, 1), (1, 0)):
        sums = found[:, row::2, column::2]
        part = left * (sums == layer.largest)
        sums[...] = part
        left = left - part
    found[:, 1::2, 1::2] = left  # where none of the others was the largest, the last one is
    return found


def _put_back(changes, shape):
    """Return maps of this `shape` to which every window adds its part of `changes` (channels * 9, places * n)."""
    channels, rows, columns, count = shape
    changes = changes.reshape(channels, SIDE * SIDE, rows, columns, count)
    wide = np.zeros((channels, rows + 2, columns + 2, count), changes.dtype)
    for k, (row, column) in enumerate(np.ndindex(SIDE, SIDE)):
        wide[:, row:row + rows, column:column + columns] += changes[:, k]
    return wide[:, 1:-1, 1:-1]


def _flat(maps):
    """Return maps (k, rows, columns, n) as one column an image, shape (k * rows * columns, n)."""
    return maps.reshape(-1, maps.shape[-1])


def _check_weights(weights, inputs, pooling):
    kernels_0_1, kernels_1_2, weights_2_3 = weights
    wanted = len(kernels_0_1) * SIDE * SIDE, len(kernels_1_2) * _places(inputs, pooling)
    if (kernels_1_2.shape[1], len(weights_2_3)) != wanted:
        raise CourseError(f"The kernels and {inputs} pixels need weights.kernels_1_2 of {wanted[0]} columns and "
                          f"weights.weights_2_3 of {wanted[1]} rows; these have {kernels_1_2.shape[1]} and "
                          f"{len(weights_2_3)}.")


def _places(inputs, pooling):
    """Return how many places are left for the last layer; pooling halves a side twice."""
    side = round(inputs ** 0.5)
    if side * side != inputs or side < 4 or pooling and side % 4:
        raise CourseError(f"This network needs square images, with pooling of a side that can be halved twice, such as "
                          f"28 x 28; these have {inputs} pixels.")
    return inputs // 16 if pooling else inputs
