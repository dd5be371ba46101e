"""The words of lesson 11: a vocabulary, bags of words, and the network that tells praise from blame.

To multiply a bag of words, a row of 70,000 zeros and some ones, with the first matrix of weights is to add up the rows
that belong to its words. So the rows are looked up. No zero is ever multiplied, and one review trains in microseconds.
"""
import collections
import dataclasses
import difflib
import re
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError, shown, whole
from helpers.networks.layers import Weights, one_of, sigmoid, sigmoid_slope
from helpers.networks.settings import SEEDS, keep_checked
from helpers.networks.training import paused

TOKEN = re.compile(r"\w+|[^\w\s]")
REST = 1000  # reviews between two chances to stop


class Vocabulary(NamedTuple):
    """All words in the order of the alphabet, and the place of each."""

    words: list
    places: dict


class SentimentRecord(NamedTuple):
    """One pass over the training reviews, its accuracy counted while the weights change.

    `overall_accuracy` counts all passes so far together, as print does. `weights` are those being trained.
    """

    epoch: int
    train_accuracy: float
    overall_accuracy: float
    weights: Weights


@dataclasses.dataclass(frozen=True)
class SentimentSettings:
    """Everything that defines a run but the data.

    Attributes
    ----------
    hidden_size, epochs, seed : int
        Length of a word's row, passes over the data, seed of the random numbers.
    alpha : float
        Learning rate.
    activation : {"sigmoid", "linear"}
        Of the hidden layer.
    slope_left_out : bool
        Printed in F: the slope of the hidden sigmoid is forgotten.

    Raises
    ------
    CourseError
        If a value is of the wrong kind or outside its range.
    """

    hidden_size: int = 100
    alpha: float = 0.01
    epochs: int = 2
    seed: int = 1
    activation: str = "sigmoid"
    slope_left_out: bool = False

    def __post_init__(self):
        keep_checked(self, ["slope_left_out"],
                     wholes={"hidden_size": (1, 10_000), "epochs": (1, 10_000), "seed": SEEDS},
                     ranges={"alpha": (1e-9, 100)})
        one_of("activation", self.activation, ("sigmoid", "linear"))


SENTIMENT_RUNS = {"F": SentimentSettings(slope_left_out=True), "F mended": SentimentSettings()}


def words_of(text):
    """Return the words of a text in small letters, in their order, every other sign a word of its own.

    Parameters
    ----------
    text : str
        In any script.

    Returns
    -------
    list of str

    Examples
    --------
    >>> words_of("Well, it's GOOD.")
    ['well', ',', 'it', "'", 's', 'good', '.']
    """
    if not isinstance(text, str):
        raise CourseError(f"A text must be a string in quotes; it is {shown(text)}.")
    return TOKEN.findall(text.lower())


def read(texts):
    """Return the vocabulary of texts, and each text as the places of its words.

    Parameters
    ----------
    texts : list of str

    Returns
    -------
    vocabulary : Vocabulary
    places : list of arrays of int, one a text
        The words in their order, and as often as they occur.

    Raises
    ------
    CourseError
        If there is not a single word.
    """
    if isinstance(texts, str):
        raise CourseError("Give a list of texts; put your one text in brackets: [text].")
    # A word that is met for the first time gets the next number; sorted are the words afterward.
    numbers = collections.defaultdict()
    numbers.default_factory = numbers.__len__
    texts = [np.array([numbers[word] for word in words_of(text)], dtype=np.int32) for text in texts]
    if not numbers:
        raise CourseError("There is not a single word in these texts.")
    words = sorted(numbers)
    vocabulary = Vocabulary(words, {word: place for place, word in enumerate(words)})
    place = np.array([vocabulary.places[word] for word in numbers], dtype=np.int32)
    return vocabulary, [place[text] for text in texts]


def in_vocabulary(text, vocabulary):
    """Return the places of the words of one `text`, without the words that are not in the `vocabulary`."""
    return np.array([vocabulary.places[word] for word in words_of(text) if word in vocabulary.places], dtype=np.int32)


def place(word, vocabulary):
    """Return the place of one word in the `vocabulary`, or say that it is not there and which words are near."""
    tokens = words_of(word)
    if len(tokens) != 1:
        raise CourseError(f"Give one word, such as 'good'; this is {shown(word)}.")
    if tokens[0] not in vocabulary.places:
        near = difflib.get_close_matches(tokens[0], [known for known in vocabulary.words if known[0] == tokens[0][0]])
        hint = f"; try {', '.join(near)}" if near else "; try another word"
        raise CourseError(f"{shown(tokens[0])} does not occur in these reviews, so nothing was learned about it{hint}.")
    return vocabulary.places[tokens[0]]


def forward_sentiment(weights, bag, activation="sigmoid"):
    """Return layer_1 (hidden_size,) and layer_2, the probability of praise, for one `bag` of words.

    Parameters
    ----------
    weights : Weights
    bag : array of int, shape (n,)
    activation : {"sigmoid", "linear"}
        Of the hidden layer.
    """
    sums = weights.weights_0_1.take(bag, axis=0).sum(axis=0)
    layer_1 = sigmoid(sums) if activation == "sigmoid" else sums
    return layer_1, float(sigmoid(layer_1.dot(weights.weights_1_2)))


def evaluate_sentiment(weights, bags, labels, activation="sigmoid"):
    """Return the share of right answers on reviews that the network does not learn from.

    Parameters
    ----------
    weights : Weights
    bags : list of arrays of int
    labels : array of int, shape (n,)
        1 praise, 0 blame.
    activation : {"sigmoid", "linear"}

    Returns
    -------
    float

    Raises
    ------
    CourseError
        If there are no reviews, or not one label for each.
    """
    labels = _labels(bags, labels)
    predictions = np.array([forward_sentiment(weights, bag, activation)[1] for bag in bags])
    return float(np.mean(np.abs(predictions - labels) < 0.5))


def train_sentiment(settings, bags, labels, size, pause=None):
    """Train the network that tells praise from blame, one `SentimentRecord` for each pass.

    Parameters
    ----------
    settings : SentimentSettings
        For example `SENTIMENT_RUNS["F"]`.
    bags : list of arrays of int
        What `bag` makes of each review.
    labels : array of int, shape (n,)
        1 praise, 0 blame.
    size : int
        Words in the vocabulary.
    pause : float, optional
        As in `train`.

    Returns
    -------
    generator of SentimentRecord, or of that and None where there is a `pause`

    Raises
    ------
    CourseError
        At once, if the data or the settings do not fit.

    Notes
    -----
    After A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapter 11.
    """
    if not isinstance(settings, SentimentSettings):
        raise CourseError(f'Training needs settings such as SENTIMENT_RUNS["F"]; it was given {shown(settings)}.')
    labels, size = _labels(bags, labels), whole("size", size, 1)
    if any(len(bag) and not 0 <= bag.min() <= bag.max() < size for bag in bags):
        raise CourseError(f"A bag holds a word that is not among the {size} words of the vocabulary.")
    return paused(_passes(settings, bags, labels.tolist(), size), pause)


def start_sentiment(settings, size):
    """Return the weights that a run with these `settings` starts from, for a vocabulary of `size` words.

    weights_0_1 has the shape (size, hidden_size), a row a word, and weights_1_2 the shape (hidden_size,).
    """
    random = np.random.RandomState(settings.seed)
    weights_0_1 = 0.2 * random.random_sample((size, settings.hidden_size)) - 0.1
    return Weights(weights_0_1, 0.2 * random.random_sample(settings.hidden_size) - 0.1)


def _passes(settings, bags, labels, size):
    weights = start_sentiment(settings, size)
    overall = 0
    for epoch in range(settings.epochs):
        correct = 0
        for i in range(0, len(bags), REST):
            correct += _learn(weights, bags[i:i + REST], labels[i:i + REST], settings)
            yield None
        overall += correct
        yield SentimentRecord(epoch, correct / len(bags), overall / len(bags) / (epoch + 1), weights)


def _learn(weights, bags, labels, settings):
    """Learn from one review after another, changing the weights; return how many predictions were right."""
    weights_0_1, weights_1_2 = weights
    alpha, correct, bent = settings.alpha, 0, settings.activation == "sigmoid"
    for bag, label in zip(bags, labels, strict=True):
        rows = weights_0_1.take(bag, axis=0)
        sums = rows.sum(axis=0)
        layer_1 = sigmoid(sums) if bent else sums
        layer_2_delta = sigmoid(layer_1.dot(weights_1_2)) - label
        layer_1_delta = layer_2_delta * weights_1_2
        if bent and not settings.slope_left_out:
            layer_1_delta *= sigmoid_slope(layer_1)
        rows -= alpha * layer_1_delta
        weights_0_1[bag] = rows
        weights_1_2 -= alpha * layer_2_delta * layer_1
        correct += abs(layer_2_delta) < 0.5
    return int(correct)


def _labels(bags, labels):
    labels = np.asarray(labels)
    if len(bags) == 0 or labels.shape != (len(bags),):
        raise CourseError(f"Every review needs one label, and at least one review: there are {len(bags)} reviews and "
                          f"{labels.size} labels.")
    if not np.isin(labels, (0, 1)).all():
        raise CourseError("Labels must be 1 for praise or 0 for blame.")
    return labels
