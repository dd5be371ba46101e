"""The network of lesson 11 that tells praise from blame by the words that a review holds.

To multiply a bag of words, a row of 70,000 zeros and some ones, with the first matrix of weights is to add up the rows
that belong to its words. So the rows are looked up. No zero is ever multiplied, and one review trains in microseconds.
"""
import dataclasses
from typing import ClassVar

import numpy as np

from helpers.arguments import CourseError, one_of
from helpers.networks import settings as base
from helpers.networks.layers import OUTPUTS, Weights, sigmoid, sigmoid_slope
from helpers.networks.training import Scores, Training, Work

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


def start(settings):
    """Return what a run with these `settings` starts from: the `Weights` and a random generator.

    weights_0_1 has the shape (vocabulary_size, hidden_size), a row a word, and weights_1_2 the shape (hidden_size,).
    """
    random = np.random.RandomState(settings.seed)
    weights_0_1 = random.uniform(-0.1, 0.1, (settings.vocabulary_size, settings.hidden_size))
    weights = Weights(weights_0_1, random.uniform(-0.1, 0.1, settings.hidden_size))
    return Weights(*(matrix.astype(settings.precision, copy=False) for matrix in weights)), random


def forward(weights, bag, activation="sigmoid"):
    """Return layer_1 (hidden_size,) and layer_2, the probability of praise, that `weights` predict for one review.

    `bag` (n,) holds the places of its words; `activation` is that of the hidden layer, "sigmoid" or "linear".
    """
    one_of("activation", activation, Settings.LIMITS["activation"])
    layer_1 = OUTPUTS[activation](weights.weights_0_1.take(bag, axis=0).sum(axis=0))
    return layer_1, float(sigmoid(layer_1.dot(weights.weights_1_2)))


def evaluate(weights, bags, labels, activation="sigmoid"):
    """Return the `Scores` on reviews: `bags` and `labels` as in `train`, `weights` and `activation` as in `forward`."""
    labels = _checked(bags, labels, len(weights.weights_0_1))
    return _scores([forward(weights, bag, activation)[1] - label for bag, label in zip(bags, labels, strict=True)])


def train(settings, bags, labels, test_bags=None, test_labels=None, test_every=1):
    """Return the `Training` of the network that tells praise from blame; `settings` are of the kind `Settings`.

    `bags` is a list of arrays, the places of the words of each review, each place once; `labels` (n,) are 1 for praise
    and 0 for blame. `test_bags`, `test_labels` and `test_every` are as in `networks.dense.train`.

    Notes
    -----
    After A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapter 11.
    """
    base.check_kind(settings, Settings)
    return train_by(update, settings, bags, labels, test_bags, test_labels, test_every)


def train_by(update, settings, bags, labels, test_bags=None, test_labels=None, test_every=1):
    """Train as `train` does, but each review by the function `update`, of the form of the one in this module."""
    weights, _ = start(settings)
    size = settings.vocabulary_size

    def learn(bag, label):
        return update(weights, bag, label, settings)

    def miss(bag, label):
        return forward(weights, bag, settings.activation)[1] - label

    test = None if test_bags is None else _work(miss, test_bags, _checked(test_bags, test_labels, size))
    return Training(settings, weights, _work(learn, bags, _checked(bags, labels, size)), test, test_every)


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


def _checked(bags, labels, size):
    """Return the labels as plain numbers, or say what does not fit."""
    labels = np.asarray(labels)
    if len(bags) == 0 or labels.shape != (len(bags),):
        raise CourseError(f"Every review needs one label, and at least one review: there are {len(bags)} reviews and "
                          f"{labels.size} labels.")
    if not np.isin(labels, (0, 1)).all():
        raise CourseError("Labels must be 1 for praise or 0 for blame.")
    if any(len(bag) and not 0 <= bag.min() <= bag.max() < size for bag in bags):
        raise CourseError(f"A review holds a word that is not among the {size} words of the vocabulary.")
    return labels.tolist()
