"""Filling in the blank, lesson 11: word vectors from the words around, trained in batches of positions.

Which word stands between these four? The mean of the rows of the words around is compared with the row of the right
word and with those of a few words drawn at random (negative sampling, Mikolov et al. 2013). The plain loop of the
lesson takes one position after another. Here a batch takes thousands: rows are looked up, added and put back by
products with sparse matrices, which say which word stands where.

A batch adds up all that its positions ask of a word. For "the", which stands in a batch hundreds of times, that sum
overshoots and the training diverges; so a word's sum is divided by count / 16 where its count is above 16.
"""
import dataclasses
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError, shown, whole
from helpers.networks.layers import PRECISIONS, Weights, one_of, sigmoid
from helpers.networks.settings import SEEDS, keep_checked

MOST = 16  # a batch moves a word at most so many times as far as one position does


@dataclasses.dataclass(frozen=True)
class BlankSettings:
    """Everything that defines a run but the data.

    Attributes
    ----------
    hidden_size, epochs, seed : int
        Length of a word's row, passes over the data, seed of the random numbers.
    window, negatives : int
        Words of context on each side; wrong words drawn for each right one.
    alpha : float
        Learning rate.
    batch_size : int
        Positions per update; 1 is the plain loop.
    precision : {"float32", "float64"}

    Raises
    ------
    CourseError
        If a value is of the wrong kind or outside its range.
    """

    hidden_size: int = 50
    window: int = 2
    negatives: int = 5
    alpha: float = 0.05
    epochs: int = 2
    batch_size: int = 4096
    seed: int = 1
    precision: str = "float32"

    def __post_init__(self):
        keep_checked(self, [], wholes={
            "hidden_size": (1, 10_000), "window": (1, 100), "negatives": (1, 100), "epochs": (1, 10_000),
            "batch_size": (1, 1_000_000), "seed": SEEDS}, ranges={"alpha": (1e-9, 100)})
        one_of("precision", self.precision, PRECISIONS)


class BlankRecord(NamedTuple):
    """One batch: positions learned from so far, positions in all passes, the batch's mean error, the weights."""

    done: int
    total: int
    error: float
    weights: Weights


def train_blanks(settings, texts, size):
    """Train word vectors by filling in the blank, one `BlankRecord` for each batch.

    Parameters
    ----------
    settings : BlankSettings
    texts : list of arrays of int
        The words of each text in their order, as places in the vocabulary.
    size : int
        Words in the vocabulary.

    Returns
    -------
    generator of BlankRecord

    Raises
    ------
    CourseError
        At once, if the data or the settings do not fit; later, if the training diverges.

    Notes
    -----
    T. Mikolov et al., *Distributed Representations of Words and Phrases and their Compositionality* (2013).
    """
    if not isinstance(settings, BlankSettings):
        raise CourseError(f"Training needs BlankSettings; it was given {shown(settings)}.")
    size = whole("size", size, 1)
    if not any(len(text) > 1 for text in texts):
        raise CourseError("To fill in a blank, there must be a text of at least two words.")
    words = np.concatenate(texts)
    if words.min() < 0 or words.max() >= size:
        raise CourseError(f"A text holds a word that is not among the {size} words of the vocabulary.")
    return _batches(settings, *_padded(texts, settings.window), size)


def start_blanks(settings, size):
    """Return the weights that a run with these `settings` starts from, and its random generator.

    Both matrices have the shape (`size`, hidden_size), a row a word: around a blank, and in it.
    """
    random = np.random.default_rng(settings.seed)
    weights_0_1 = random.uniform(-0.1, 0.1, (size, settings.hidden_size)).astype(settings.precision)
    return Weights(weights_0_1, np.zeros_like(weights_0_1)), random


def _padded(texts, window):
    """Return the words of all texts, -1, which is no word, `window` times before each; and where words stand."""
    pad = np.full(window, -1, dtype=np.int32)
    words = np.concatenate([part for text in texts for part in (pad, np.asarray(text, dtype=np.int32))] + [pad])
    return words, np.flatnonzero(words >= 0)


def _batches(settings, words, positions, size):
    weights, random = start_blanks(settings, size)
    around = np.concatenate([np.arange(-settings.window, 0), np.arange(1, settings.window + 1)])
    done, total = 0, settings.epochs * len(positions)
    for _ in range(settings.epochs):
        order = random.permutation(positions)
        for i in range(0, len(order), settings.batch_size):
            batch = order[i:i + settings.batch_size]
            drawn = positions[random.integers(len(positions), size=(len(batch), settings.negatives))]
            targets = words[np.column_stack([batch, drawn])]
            error = _learn(weights, words[np.add.outer(batch, around)], targets, size, settings.alpha)
            done += len(batch)
            if not error < 1e3:  # this way round, since NaN is neither less nor more
                raise CourseError(f"The training diverges after {done:,} positions: choose an alpha below "
                                  f"{settings.alpha:g} and train again.")
            yield BlankRecord(done, total, error, weights)


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges is told by its error, not by warnings
def _learn(weights, contexts, targets, size, alpha):
    """Learn from one batch, changing the weights; return the mean squared error of a position.

    `contexts` (n, 2 * window) are the words around, or -1 where there is none, `targets` (n, 1 + negatives) the
    right word and the wrong ones.
    """
    weights_0_1, weights_1_2 = weights
    around = contexts >= 0
    counts = around.sum(axis=1)
    words, places = _short_list(contexts[around], size)
    stands_around = _matrix(np.ones(len(places), weights_0_1.dtype), places, counts, len(words))
    rows = weights_0_1.take(words, axis=0)
    layer_1 = stands_around @ rows / np.maximum(counts, 1)[:, np.newaxis].astype(rows.dtype)

    target_words, target_places = _short_list(targets.ravel(), size)
    target_rows = weights_1_2.take(target_words, axis=0)
    picked = target_rows.take(target_places, axis=0).reshape(*targets.shape, -1)
    layer_2_delta = sigmoid(np.einsum("ph,pnh->pn", layer_1, picked))
    layer_2_delta[:, 0] -= 1  # the right word comes first; its target is 1, that of the others 0
    blames = _matrix(layer_2_delta.ravel(), target_places, np.full(*targets.shape), len(target_words))
    layer_1_delta = blames @ target_rows

    weights_1_2[target_words] = target_rows - alpha * _calmed(blames.T @ layer_1, target_places)
    weights_0_1[words] = rows - alpha * _calmed(stands_around.T @ layer_1_delta, places)
    return float((layer_2_delta ** 2).sum() / len(targets))


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


def _calmed(changes, places):
    """Return the summed changes (words, hidden_size), each divided by count / MOST where its word occurs more often."""
    counts = np.bincount(places, minlength=len(changes))
    return changes / np.maximum(1, counts / MOST).astype(changes.dtype)[:, np.newaxis]
