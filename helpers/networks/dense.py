"""The network of lessons 06, 08 and 09: two layers of weights that learn the digits, dropout and prices on weights.

The speed comes from the data: four pixels of five are 0. They add nothing to the hidden layer and their weights do not
change, so only the rows of weights_0_1 that belong to inked pixels are looked up and put back, once for a block of 50
images or for a batch. Within a block the images still learn one after another. Sums taken in another order may round
their last bit another way; no figure that a lesson prints shows it.
"""
import dataclasses
import functools
from typing import ClassVar, NamedTuple

import numpy as np

from helpers.arguments import Array, OneOf, Parts, Whole, number, takes
from helpers.networks import images as digits
from helpers.networks import settings as base
from helpers.networks.layers import ACTIVATIONS, OUTPUTS, Weights, finite
from helpers.networks.training import Training, Work

__all__ = ["Settings", "evaluate", "forward", "start", "train"]

BLOCK = 50  # images, or one batch if that is larger, that are looked up together
SLICE = 250  # images evaluated together


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(base.Settings):
    """What defines a run, but for its data: besides what all settings hold (see `networks.settings`), the following.

    Attributes
    ----------
    hidden_size, batch_size : int
        Nodes in the hidden layer, images per update.
    dropout : float
        Share of hidden nodes switched off at each update; the others are scaled by 1 / (1 - dropout).
    activation : {"relu", "tanh", "sigmoid"}
        Of the hidden layer.
    output : {"linear", "softmax", "sigmoid"}
        Of the last layer; its delta is prediction - target, whichever it is.
    range_0_1, range_1_2 : float
        The weights start uniform between minus this and plus this.
    l1, l2 : float
        Prices: every update also takes `alpha * (l2 * weights + l1 * np.sign(weights))` off the weights.
    """

    epochs: int = 350
    alpha: float = 0.005
    hidden_size: int = 40
    batch_size: int = 1
    dropout: float = 0.0
    activation: str = "relu"
    output: str = "linear"
    range_0_1: float = 0.1
    range_1_2: float = 0.1
    l1: float = 0.0
    l2: float = 0.0

    LIMITS: ClassVar = base.Settings.LIMITS | {
        "dropout": (0, 0.99), "activation": ACTIVATIONS, "output": OUTPUTS, "l1": (0, 1e9), "l2": (0, 1e9)}

    def __post_init__(self):
        super().__post_init__()
        for name in ("l1", "l2"):  # a larger price would take off more than there is
            number(name, getattr(self, name), 0, 0.5 / self.alpha)


SETTINGS = base.made_by(Settings)
WEIGHTS = Parts("two arrays of weights, such as start(settings) returns first",
                (Array(("inputs", "hidden_size")), Array(("hidden_size", "outputs"))), Weights)
LAYERS = {"activation": OneOf((*ACTIVATIONS,)), "output": OneOf((*OUTPUTS,))}


class Block(NamedTuple):
    """Some images that are looked up together.

    `inked` (k,) says which pixels are not 0 in all of them, `layer_0` (n, k) holds those pixels. `batches` are for
    learning, a pair for each: the rows (b, n) of the factors that `_learn` describes, or None where all n are one
    batch, and the one-hot labels (b, 10).
    """

    inked: np.ndarray
    layer_0: np.ndarray
    batches: list


@takes(settings=SETTINGS, inputs=Whole(1, 1_000_000))
def start(settings, inputs=784):
    """Return what a run with these `settings` starts from on images of so many `inputs`.

    That is the `Weights`, of shapes (inputs, hidden_size) and (hidden_size, 10), and the random generator that will
    draw the dropout masks.
    """
    random = np.random.RandomState(settings.seed)
    weights_0_1 = random.random_sample((inputs, settings.hidden_size))
    weights_1_2 = random.random_sample((settings.hidden_size, digits.CLASSES))
    return Weights(2 * settings.range_0_1 * weights_0_1 - settings.range_0_1,
                   2 * settings.range_1_2 * weights_1_2 - settings.range_1_2), random


@takes(weights=WEIGHTS, layer_0=Array(("n", "inputs")), **LAYERS)
def forward(weights, layer_0, activation="relu", output="linear"):
    """Return layer_1 (n, hidden_size) and layer_2 (n, outputs) for `layer_0` (n, inputs), without dropout.

    `weights` are two arrays (inputs, hidden_size) and (hidden_size, outputs); `activation` and `output` are those of
    `Settings`.
    """
    return finite(*_forward(weights, layer_0, activation, output))


@np.errstate(over="ignore", invalid="ignore")  # of weights that are too large; `finite` and `scores` say so
def _forward(weights, layer_0, activation, output):
    layer_1 = ACTIVATIONS[activation][0](np.dot(layer_0, weights[0]))
    return layer_1, OUTPUTS[output](np.dot(layer_1, weights[1]))


@takes(weights=WEIGHTS, **digits.DIGITS, **LAYERS)
def evaluate(weights, images, labels, activation="relu", output="linear"):
    """Return the `Scores` on `images` (n, inputs) with `labels` (n,); the error is summed over the outputs.

    `weights`, `activation` and `output` are those of `forward`.
    """
    parts = (images[i:i + SLICE] for i in range(0, len(images), SLICE))
    # All pixels and not the inked ones: to look them up once costs more than it saves.
    return digits.evaluated([_forward(weights, part, activation, output)[1] for part in parts], labels)


@takes(settings=base.made_by(Settings, exactly=True), **digits.FOR_TRAINING)
def train(settings, images, labels, test_images=None, test_labels=None, test_every=1):
    """Train a network.

    Parameters
    ----------
    settings : Settings
    images : array, shape (n, inputs)
        Pixels between 0 and 1. The order stays; the last batch may be smaller.
    labels : array of int, shape (n,)
    test_images, test_labels : arrays, shapes (m, inputs) and (m,), optional
        They are not learned from.
    test_every : int
        The test figures are taken every so many epochs, and after the last one.

    Returns
    -------
    Training

    Raises
    ------
    CourseError
        At once if the data or the settings do not fit; later, if the error grows beyond all bounds.

    Notes
    -----
    Two-layer network and dropout after A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapters 6, 8 and 9.
    """
    return train_by(update, settings, images, labels, test_images, test_labels, test_every)


def train_by(update, settings, images, labels, test_images=None, test_labels=None, test_every=1):
    """Train as `train` does, but each batch by the function `update`, of the form of the one in this module."""
    images, one_hot_labels, test = digits.prepared(settings, images, labels, test_images, test_labels)
    weights, random = start(settings, images.shape[1])
    # A price moves all weights in every update, so there each block is one batch.
    batches_at_once = 1 if settings.l1 or settings.l2 else max(1, BLOCK // settings.batch_size)
    blocks = _blocks(images, batches_at_once * settings.batch_size, one_hot_labels, settings.batch_size)
    learn = Work(lambda: blocks, lambda block: _learn(weights, block, settings, random, update),
                 lambda predictions: digits.scores(predictions, one_hot_labels))
    return Training(settings, weights, learn, test and testing(weights, *test, settings), test_every)


def testing(weights, images, one_hot_labels, settings):
    """Return the `Work` of evaluating `weights` with a run's `settings` on `images` with their `one_hot_labels`.

    The images are sorted by digit, for equal digits have ink in the same pixels.
    """
    order = one_hot_labels.argmax(axis=1).argsort(kind="stable")
    images, target = images[order], one_hot_labels[order]
    slices = _blocks(images, SLICE)

    def predict(block):
        inked_weights = Weights(weights[0][block.inked], weights[1])
        return _forward(inked_weights, block.layer_0, settings.activation, settings.output)[1]

    return Work(lambda: slices, predict, lambda predictions: digits.scores(predictions, target))


def _blocks(images, size, one_hot_labels=None, batch_size=0):
    """Cut images into a list of `Block`, and where labels are given each of these into batches to learn from."""
    blocks = []
    for i in range(0, len(images), size):
        part = images[i:i + size]
        inked = np.flatnonzero(part.any(axis=0))
        layer_0 = part[:, inked]
        batches = [] if one_hot_labels is None else _batches(layer_0, one_hot_labels[i:i + size], batch_size)
        blocks.append(Block(inked, layer_0, batches))
    return blocks


def _batches(layer_0, target, size):
    """Return the `batches` of a block."""
    count = len(target)
    if count <= size:
        return [(None, target)]
    batch = np.arange(count) // size
    is_earlier = batch < batch[:, np.newaxis]
    factors = np.eye(count) - is_earlier * layer_0.dot(layer_0.T)
    return [(factors[i:i + size], target[i:i + size]) for i in range(0, count, size)]


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges says so by its error, not by warnings
def _learn(weights, block, settings, random, update):
    """Learn from a block, batch after batch, changing the weights; return what was predicted, layer_2 (n, 10).

    weights_0_1 is looked up once and put back once, though every batch changes it: what one image takes off the
    layer_1 of a later one is its own layer_1_step times the product of the two images. So `rows` hold the sums of
    layer_1, each until its image is learned and its step takes its place; for the image of row i, row i of the block's
    factors is 1 at i, minus those products at the images of earlier batches, and 0 at the rest.
    """
    (weights_0_1, weights_1_2), (inked, layer_0, batches), size = weights, block, settings.batch_size
    priced = weights if settings.l1 or settings.l2 else ()
    prices = [settings.l2 * matrix + settings.l1 * np.sign(matrix) for matrix in priced]
    mask = _dropout_mask(random, settings, len(layer_0))

    inked_weights_0_1 = weights_0_1.take(inked, axis=0)
    rows, predictions = layer_0.dot(inked_weights_0_1), []
    for i, (factors, target) in enumerate(batches):
        batch = slice(i * size, i * size + size)
        sums = rows if factors is None else factors.dot(rows)
        layer_2, rows[batch] = update(weights_1_2, sums, target, None if mask is None else mask[batch], settings)
        predictions.append(layer_2)
    inked_weights_0_1 -= layer_0.T.dot(rows)
    weights_0_1[inked] = inked_weights_0_1

    for matrix, price in zip(priced, prices, strict=True):
        matrix -= settings.alpha * price
    return np.concatenate(predictions)


def _dropout_mask(random, settings, count):
    """Return 0 for the nodes switched off and 1 for the others, a row for each of so many images, or None.

    Drawn at once they are the same numbers as drawn one after another, and cost a tenth.
    """
    if settings.dropout == 0:
        return None
    shape = count, settings.hidden_size
    # Half is drawn as the book does, for the same random numbers.
    return (random.randint(2, size=shape) if settings.dropout == 0.5
            else random.random_sample(shape) >= settings.dropout).astype(float)


def update(weights_1_2, sums, target, mask, settings):
    """Learn from one batch, changing `weights_1_2`; return layer_2 (n, 10) and layer_1_step (n, hidden_size).

    A step is alpha times a delta, divided by n. `sums` (n, hidden_size) are those of the hidden layer before its
    activation, `target` is (n, 10), `mask` is 0 for a node that dropout switches off and 1 for another, or None;
    `settings` are those of the run.
    """
    activation, slope_of = ACTIVATIONS[settings.activation]
    layer_1 = activation(sums)
    slope = slope_of(layer_1)
    if mask is not None:
        layer_1 *= mask * (1 / (1 - settings.dropout))
        slope *= mask
    layer_2 = OUTPUTS[settings.output](layer_1.dot(weights_1_2))
    # alpha and the mean are multiplied in here, where the array is smallest: all that follows is in proportion to it.
    layer_2_step = layer_2 - target
    layer_2_step *= _rate(settings.alpha, len(target))
    layer_1_step = layer_2_step.dot(weights_1_2.T)
    layer_1_step *= slope
    weights_1_2 -= layer_1.T.dot(layer_2_step)
    return layer_2, layer_1_step


@functools.lru_cache
def _rate(alpha, count):
    """Return alpha / count as an array, which a number would first have to become, in each of thousands of updates."""
    return np.array(alpha / count)
