"""The network of lesson 11 that tells praise from blame by the words that a review holds.

To multiply a bag of words, a row of 70,000 zeros and some ones, with the first matrix of weights is to add up the rows
that belong to its words. So the rows are looked up. No zero is ever multiplied, and one review trains in microseconds.
"""
import dataclasses
from typing import ClassVar

import numpy as np

from helpers import quick
from helpers.arguments import Array, CourseError, ListOf, OneOf, Parts, Whole, takes
from helpers.networks import settings as base
from helpers.networks.layers import OUTPUTS, Weights, finite, sigmoid, sigmoid_slope, small_rows
from helpers.networks.training import Scores, Training, Work

__all__ = ["Settings", "evaluate", "forward", "start", "train"]

PIECE = 500  # reviews that are learned or judged between two breakpoints


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(base.Settings):
    """What defines a run, but for its data: besides what all settings hold (see `networks.settings`), the following.

    Attributes
    ----------
    vocabulary_size, hidden_size : int
        Words in the vocabulary, length of a word's row.
    activation : {"sigmoid", "linear"}
        Of the hidden layer.
    precision : {"float64", "float32"}
        The second takes half the memory.
    """

    vocabulary_size: int
    hidden_size: int = 100
    alpha: float = 0.01
    epochs: int = 2
    activation: str = "sigmoid"
    precision: str = "float64"

    LIMITS: ClassVar = base.Settings.LIMITS | {"activation": ("sigmoid", "linear")}


BAG = Array(("words",), low=0, whole=True, empty=True)
LABELS = ListOf(Whole(0, 1))
# All 70,000 rows are not looked at for each review; what the network says of it is.
WEIGHTS = Parts("two arrays of weights, such as start(settings) returns first", (
    Array(("vocabulary_size", "hidden_size"), finite=False), Array(("hidden_size",), finite=False)), Weights)
ACTIVATION = OneOf(Settings.LIMITS["activation"])
REVIEWS = {"bags": ListOf(BAG), "labels": LABELS}
FOR_TRAINING = {**REVIEWS, "test_bags": ListOf(BAG), "test_labels": LABELS, "test_every": Whole(1)}


@takes(settings=base.made_by(Settings))
def start(settings):
    """Return what a run with these `settings` starts from: the `Weights` and a random generator.

    weights_0_1 has the shape (vocabulary_size, hidden_size), a row a word, and weights_1_2 the shape (hidden_size,).
    """
    random = np.random.RandomState(settings.seed)
    weights_0_1 = small_rows(random, (settings.vocabulary_size, settings.hidden_size), settings.precision)
    weights_1_2 = random.uniform(-0.1, 0.1, settings.hidden_size).astype(settings.precision)
    return Weights(weights_0_1, weights_1_2), random


@takes(weights=WEIGHTS, bag=BAG, activation=ACTIVATION)
def forward(weights, bag, activation="sigmoid"):
    """Return layer_1 (hidden_size,) and layer_2, the probability of praise, that `weights` predict for one review.

    `bag` (n,) holds the places of its words; `activation` is that of the hidden layer, "sigmoid" or "linear".
    """
    _check_places("bag", [bag], len(weights.weights_0_1))
    return finite(*_forward(weights, bag, activation))


def _forward(weights, bag, activation):
    layer_1 = OUTPUTS[activation](weights.weights_0_1.take(bag, axis=0).sum(axis=0))
    return layer_1, float(sigmoid(layer_1.dot(weights.weights_1_2)))


@takes(weights=WEIGHTS, **REVIEWS, activation=ACTIVATION)
def evaluate(weights, bags, labels, activation="sigmoid"):
    """Return the `Scores` on reviews: `bags` and `labels` as in `train`, `weights` and `activation` as in `forward`."""
    _check(bags, labels, len(weights.weights_0_1))
    return _scores([_forward(weights, bag, activation)[1] - label for bag, label in zip(bags, labels, strict=True)])


@takes(settings=base.made_by(Settings, exactly=True), **FOR_TRAINING)
def train(settings, bags, labels, test_bags=None, test_labels=None, test_every=1):
    """Return the `Training` of the network that tells praise from blame; `settings` are of the kind `Settings`.

    `bags` is a list of arrays, the places of the words of each review, each place once; `labels` (n,) are 1 for praise
    and 0 for blame. `test_bags`, `test_labels` and `test_every` are as in `networks.dense.train`.

    Notes
    -----
    After A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapter 11.
    """
    return train_by(update, settings, bags, labels, test_bags, test_labels, test_every)


def train_by(update, settings, bags, labels, test_bags=None, test_labels=None, test_every=1):
    """Train as `train` does, but each review by the function `update`, of the form of the one in this module."""
    weights, _ = start(settings)
    size = settings.vocabulary_size

    def learn(bag, label):
        return update(weights, bag, label, settings)

    def miss(bag, label):
        return _forward(weights, bag, settings.activation)[1] - label

    _check(bags, labels, size)
    if test_bags is not None:
        _check(test_bags, test_labels or [], size)
    test = None if test_bags is None else _work(miss, test_bags, test_labels)
    return Training(settings, weights, _work(learn, *quick.learned(bags, labels)), test, test_every)


def _work(do, bags, labels):
    """Return the `Work` of doing something with each review and its label that returns its layer_2_delta."""
    reviews = list(zip(bags, labels, strict=True))
    pieces = [reviews[i:i + PIECE] for i in range(0, len(reviews), PIECE)]
    return Work(lambda: pieces, lambda piece: [do(bag, label) for bag, label in piece],
                lambda deltas: _scores(np.concatenate(deltas)))


def update(weights, bag, label, settings):
    """Learn from a review's `bag` and `label` by the `settings` of a run, changing `weights`; return layer_2_delta."""
    weights_0_1, weights_1_2 = weights
    rows = weights_0_1.take(bag, axis=0)
    layer_1 = OUTPUTS[settings.activation](rows.sum(axis=0))
    layer_2_delta = sigmoid(layer_1.dot(weights_1_2)) - label
    layer_1_delta = layer_2_delta * weights_1_2
    if settings.activation == "sigmoid":
        layer_1_delta *= sigmoid_slope(layer_1)
    rows -= settings.alpha * layer_1_delta
    weights_0_1[bag] = rows
    weights_1_2 -= settings.alpha * layer_2_delta * layer_1
    return layer_2_delta


def _scores(deltas):
    deltas = np.abs(deltas)
    return Scores(float((deltas ** 2).mean()), int(np.count_nonzero(deltas < 0.5)) / len(deltas))


def _check(bags, labels, size):
    if len(bags) != len(labels):
        raise CourseError(f"bags and labels must be equally many; there are {len(bags)} and {len(labels)}.")
    _check_places("bags", bags, size)


def _check_places(name, bags, size):
    largest = max(map(np.max, filter(len, bags)), default=0)
    if largest >= size:
        raise CourseError(f"{name} must hold places among the {size} words of the vocabulary, from 0 on; one is "
                          f"{largest}.")
