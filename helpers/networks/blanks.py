"""Filling in the blank, lesson 11: word vectors from the words around, trained in batches of positions.

The mean of the rows of the words around is compared with the row of the right word and with those of a few words drawn
at random (negative sampling). The plain loop of the lesson takes one position after another. Here a batch takes
thousands: rows are looked up, added and put back by products with sparse matrices, which say which word belongs where.

A batch adds up all that its positions ask of a word. For "the", which a batch holds hundreds of times, that sum
overshoots and the training diverges; so a word's sum is divided by count / 16 where its count is above 16.
"""
import dataclasses
from typing import ClassVar

import numpy as np

from helpers import quick
from helpers.arguments import Array, CourseError, ListOf, takes
from helpers.networks import settings as base
from helpers.networks.layers import Weights, sigmoid, small_rows
from helpers.networks.training import Scores, Training, Work

__all__ = ["Settings", "start", "train"]

DIVERGED = 1000  # mean error of a position
LARGEST_STEP = 16  # a batch moves a word at most so many times as far as one position does


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(base.Settings):
    """What defines a run, but for its data: besides what all settings hold (see `networks.settings`), the following.

    Attributes
    ----------
    vocabulary_size, hidden_size : int
        Words in the vocabulary, length of a word's row.
    window, negatives : int
        Words of context on each side; wrong words drawn for each right one.
    batch_size : int
        Positions per update; 1 is the plain loop.
    precision : {"float32", "float64"}
    """

    vocabulary_size: int
    hidden_size: int = 50
    window: int = 2
    negatives: int = 5
    alpha: float = 0.05
    epochs: int = 2
    batch_size: int = 4096
    precision: str = "float32"

    LIMITS: ClassVar = base.Settings.LIMITS | {"window": (1, 100), "negatives": (1, 100)}


@takes(settings=base.made_by(Settings))
def start(settings):
    """Return what a run with these `settings` starts from: the `Weights` and its random generator.

    Both weights have the shape (vocabulary_size, hidden_size), a row a word: around a blank, and in it.
    """
    random = np.random.default_rng(settings.seed)
    weights_0_1 = small_rows(random, (settings.vocabulary_size, settings.hidden_size), settings.precision)
    return Weights(weights_0_1, np.zeros_like(weights_0_1)), random


@takes(settings=base.made_by(Settings, exactly=True), texts=ListOf(Array(("n",), low=0, whole=True, empty=True)))
def train(settings, texts):
    """Return the `Training` of word vectors by filling in the blank, with the `Settings` given as `settings`.

    `texts` is a list of arrays: the words of each text in their order, as places in the vocabulary. The error of the
    records is the squared one, summed over the right word and the wrong ones.

    Notes
    -----
    T. Mikolov et al., *Distributed Representations of Words and Phrases and their Compositionality* (2013).
    """
    texts, = quick.learned(texts)
    if not any(len(text) > 1 for text in texts):
        raise CourseError("texts must hold a text of at least two words, so that one of them can be a blank.")
    # The weights first: making them gives freed memory back to the system, before the words take more.
    (weights, random), done = start(settings), 0
    words, before = np.concatenate(texts, dtype=np.int32), _before(texts, settings.window)
    if words.max() >= settings.vocabulary_size:
        raise CourseError(f"texts must hold places among the {settings.vocabulary_size} words of the vocabulary, "
                          f"from 0 on; one is {words.max()}.")

    def batches():
        order = np.arange(len(words), dtype=np.int32)
        random.shuffle(order)
        return [order[i:i + settings.batch_size] for i in range(0, len(order), settings.batch_size)]

    def learn(batch):
        nonlocal done
        drawn = random.integers(len(words), size=(len(batch), settings.negatives))
        targets = words[np.column_stack([batch, drawn])]
        error = _learn(weights, _contexts(words, before, batch, settings.window), targets, settings)
        done += len(batch)
        if not error < DIVERGED * len(batch):  # this way round, since NaN is neither less nor more
            raise CourseError(f"The training diverges after {done:,} positions: choose an alpha below "
                              f"{settings.alpha:g} and train again.")
        return error

    return Training(settings, weights, Work(batches, learn, lambda errors: Scores(sum(errors) / len(words))))


def _before(texts, window):
    """Return for each word how many stand before it in its text, up to `window`, and behind the last word 0s."""
    counts = np.minimum(np.arange(max(map(len, texts))), window).astype(np.uint8)
    return np.concatenate([*(counts[:len(text)] for text in texts), np.zeros(window, np.uint8)])


def _contexts(words, before, positions, window):
    """Return the words `window` places around `positions` (n, 2 * window), -1 beyond either end of a text.

    `before` is that of `_before`.
    """
    around = np.concatenate([np.arange(-window, 0), np.arange(1, window + 1)])
    places = np.add.outer(positions, around)
    # The later one of two words tells whether its text reaches back to the other.
    inside = before[np.maximum(places, positions[:, np.newaxis])] >= np.abs(around)
    return np.where(inside, words.take(places, mode="clip"), -1)


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges says so by its error, not by warnings
def _learn(weights, contexts, targets, settings):
    """Learn from one batch, changing the weights; return the squared errors of its positions, added up.

    `contexts` (n, 2 * window) are the words around, or -1 where there is none, `targets` (n, 1 + negatives) the
    right word and the wrong ones.
    """
    weights_0_1, weights_1_2 = weights
    around = contexts >= 0
    counts = around.sum(axis=1)
    words, places = _short_list(contexts[around], settings.vocabulary_size)
    stands_around = _matrix(np.ones(len(places), weights_0_1.dtype), places, counts, len(words))
    rows = weights_0_1.take(words, axis=0)
    layer_1 = stands_around @ rows / np.maximum(counts, 1)[:, np.newaxis].astype(rows.dtype)

    target_words, target_places = _short_list(targets.ravel(), settings.vocabulary_size)
    target_rows = weights_1_2.take(target_words, axis=0)
    # One target of each position after another: the rows of all of them would not fit into the cache of a core.
    layer_2 = [np.einsum("ph,ph->p", layer_1, target_rows.take(column, axis=0))
               for column in target_places.reshape(targets.shape).T]
    layer_2_delta = sigmoid(np.stack(layer_2, axis=1))
    layer_2_delta[:, 0] -= 1  # the right word comes first; its target is 1, that of the others 0
    blames = _matrix(layer_2_delta.ravel(), target_places, np.full(*targets.shape), len(target_words))
    layer_1_delta = blames @ target_rows

    target_rows -= _steps(blames.T @ layer_1, target_places, settings.alpha)
    weights_1_2[target_words] = target_rows
    rows -= _steps(stands_around.T @ layer_1_delta, places, settings.alpha)
    weights_0_1[words] = rows
    return float((layer_2_delta ** 2).sum())


def _short_list(words, size):
    """Return the words that occur, each once and in order, and for each of `words` its place among these."""
    occurs = np.zeros(size, bool)
    occurs[words] = True
    short = np.flatnonzero(occurs)
    place = np.empty(size, np.int32)
    place[short] = np.arange(len(short))
    return short, place[words]


def _matrix(values, places, counts, width):
    """Return a sparse matrix (n, width): row i holds the next counts[i] of `values`, each in its column of `places`."""
    # Here and not above: most lessons fill in no blanks and should not wait for an import they do not use.
    from scipy import sparse

    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return sparse.csr_array((values, places, ends), shape=(len(counts), width))


def _steps(sums, places, alpha):
    """Turn summed changes (words, hidden_size) into steps: alpha times each, divided by count / 16 above a count of 16.

    The count is how often the word occurs among `places`.
    """
    counts = np.bincount(places, minlength=len(sums))
    sums /= np.maximum(1, counts / LARGEST_STEP).astype(sums.dtype)[:, np.newaxis]
    sums *= alpha
    return sums
