"""Training on the digits, exact and fast, one record a pass."""
import math
import time
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError, number, shown, whole
from helpers.networks.layers import (
    ACTIVATIONS,
    CLASSES,
    OUTPUTS,
    Scores,
    Weights,
    as_data,
    blocks,
    evaluation,
    relu_slope,
    scores,
    slices_by_digit,
)
from helpers.networks.settings import Settings

DIVERGED = 1e6
BLOCK = 20  # images, or one batch if that is larger, that are looked up together; after each there is a chance to stop


class Record(NamedTuple):
    """One pass over the training data.

    The train figures are counted while the weights change, with dropout on; the test figures come after the pass, with
    dropout off, and are NaN where none were asked for. `weights` are those being trained: keep them with `.copy()`.
    """

    epoch: int
    test_error: float
    test_accuracy: float
    train_error: float
    train_accuracy: float
    weights: Weights


def start(settings, inputs=784):
    """Return the weights that a run starts from, and the random generator that will draw its dropout masks.

    Parameters
    ----------
    settings : Settings
    inputs : int
        Pixels of an image.

    Returns
    -------
    weights : Weights
    random : numpy.random.RandomState
    """
    random = np.random.RandomState(settings.seed)
    weights_0_1 = 2 * settings.range_0_1 * random.random_sample((inputs, settings.hidden_size)) - settings.range_0_1
    weights_1_2 = 2 * settings.range_1_2 * random.random_sample((settings.hidden_size, CLASSES)) - settings.range_1_2
    return Weights(weights_0_1, weights_1_2), random


def train(settings, images, labels, test_images=None, test_labels=None, test_every=1, pause=None):
    """Train a network, one `Record` for each pass.

    Parameters
    ----------
    settings : Settings
        For example `RUNS["A"]`.
    images : array, shape (n, inputs)
        Pixels between 0 and 1. The order stays; the last batch may be smaller.
    labels : array of int, shape (n,)
    test_images, test_labels : arrays, shapes (m, inputs) and (m,), optional
        Images not learned from.
    test_every : int
        The test figures are taken every so many passes, and after the last one.
    pause : float, optional
        Seconds after which the generator also yields None, in the middle of a pass, so that the caller can look
        whether Stop was pressed; to stop, iterate no further. 0.05 is a good choice.

    Returns
    -------
    generator of Record, or of Record and None where there is a `pause`

    Raises
    ------
    CourseError
        At once if the data or the settings do not fit; later, if the error grows beyond all bounds.

    Notes
    -----
    Two-layer network and dropout after A. W. Trask, *Grokking Deep Learning* (Manning, 2019), chapters 6, 8 and 9.

    Examples
    --------
    >>> records = train(Settings(epochs=2), np.eye(784)[:3], [0, 1, 2])
    >>> [record.epoch for record in records]
    [0, 1]
    """
    if not isinstance(settings, Settings):
        raise CourseError(f'Training needs settings such as RUNS["A"]; it was given {shown(settings)}.')
    images, one_hot_labels, test = check_fit(settings, images, labels, test_images, test_labels)
    test_every = whole("test_every", test_every, 1)
    return paused(_passes(settings, images, one_hot_labels, test, test_every), pause)


def check_fit(settings, images, labels, test_images, test_labels):
    """Return images, one-hot labels and the same two of the test, or None for these; or say what does not fit."""
    images, one_hot_labels = as_data("training", images, labels)
    if settings.batch_size > len(images):
        raise CourseError(f"A batch of {settings.batch_size} is larger than the data: there are {len(images)} images.")
    test = None if test_images is None else as_data("test", test_images, test_labels)
    if test is not None and test[0].shape[1] != images.shape[1]:
        raise CourseError(f"Training images have {images.shape[1]} pixels and test images {test[0].shape[1]}.")
    if not all(np.isfinite(table).all() for table in (images, *(test or ()))):
        raise CourseError("The images hold values that are no finite numbers.")
    return images, one_hot_labels, test


def paused(passes, pause):
    """Return a generator of the records, and of the Nones between them one every `pause` seconds, or none."""
    return _pausing(passes, math.inf if pause is None else number("pause", pause, 0))


def _pausing(passes, pause):
    rested = time.perf_counter()
    for record in passes:
        if record is not None or time.perf_counter() - rested >= pause:
            yield record
            rested = time.perf_counter()


def _passes(settings, images, one_hot_labels, test, test_every):
    """Yield None after every few images and every slice of the evaluation, and a `Record` after every pass."""
    weights, random = start(settings, images.shape[1])
    # A penalty moves all weights in every update, so there each block is one batch.
    batches_at_once = 1 if settings.l1 or settings.l2 else max(1, BLOCK // settings.batch_size)
    train_blocks = blocks(images, one_hot_labels, batches_at_once * settings.batch_size)
    overlaps = [block.layer_0.dot(block.layer_0.T) for block in train_blocks]
    slices = slices_by_digit(*test) if test else ()
    predictions = np.empty_like(one_hot_labels)
    for epoch in range(settings.epochs):
        for block, overlap in zip(train_blocks, overlaps, strict=True):
            predictions[block.place] = _learn(weights, block, overlap, settings, random)
            yield None
        train_scores = scores(predictions, one_hot_labels)
        check_error(train_scores.error, epoch, settings)
        evaluate = slices and (lambda: evaluation(weights, slices, settings.activation, settings.output))
        test_scores = yield from tested(evaluate, epoch, settings, test_every)
        yield Record(epoch, *test_scores, *train_scores, weights)


def tested(evaluate, epoch, settings, test_every):
    """Yield None while the test is taken, every so many passes and after the last; return its `Scores`, or NaNs."""
    found = Scores(math.nan, math.nan)
    if evaluate and (epoch % test_every == 0 or epoch == settings.epochs - 1):
        for found in evaluate():  # noqa: B007
            yield None
        check_error(found.error, epoch, settings)
    return found


def check_error(error, epoch, settings):
    """Say that a run diverges when its error is beyond all bounds, or no number."""
    if not error < DIVERGED:  # this way round, since NaN is neither less nor more
        reached = f"reaches {error:.3g}" if np.isfinite(error) else "is no finite number"
        raise CourseError(f"The training diverges in epoch {epoch}, where the error {reached}: "
                          f"choose an alpha below {settings.alpha:g} and train again.")


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges is told by its error, not by warnings
def _learn(weights, block, overlap, settings, random):
    """Learn from a block, batch after batch, changing the weights; return what was predicted, layer_2 (n, 10).

    weights_0_1 is looked up once and put back once, though every batch changes it: what one image changes in the
    layer_1 of another is its own alpha * layer_1_delta times their overlap, the product of the two images.
    """
    weights_0_1, weights_1_2 = weights
    count, size, alpha = len(block.target), settings.batch_size, settings.alpha
    penalties = [_penalty(matrix, settings) for matrix in weights] if settings.l1 or settings.l2 else ()
    mask = _dropout_mask(random, settings, count)

    lit_weights_0_1 = weights_0_1.take(block.lit, axis=0)
    sums = block.layer_0.dot(lit_weights_0_1)
    changes, predictions = np.empty_like(sums), np.empty_like(block.target)
    for i in range(0, count, size):
        batch, later = slice(i, i + size), slice(i + size, count)
        predictions[batch], layer_1_delta = _update(
            weights_1_2, sums[batch], block.target[batch], None if mask is None else mask[batch], settings)
        changes[batch] = alpha * layer_1_delta
        sums[later] -= overlap[later, batch].dot(changes[batch])
    lit_weights_0_1 -= block.layer_0.T.dot(changes)
    weights_0_1[block.lit] = lit_weights_0_1

    for matrix, penalty in zip(weights, penalties, strict=False):
        matrix -= alpha * penalty
    return predictions


def _dropout_mask(random, settings, count):
    """Return 0 for the nodes switched off and 1 for the others, a row for each of so many images, or None.

    Drawn at once they are the same numbers as drawn one after another, and cost a tenth.
    """
    if settings.dropout == 0:
        return None
    shape = count, settings.hidden_size
    # Half is drawn as in print, for the same random numbers.
    return (random.randint(2, size=shape) if settings.dropout == 0.5
            else random.random_sample(shape) >= settings.dropout).astype(float)


def _update(weights_1_2, sums, target, dropout_mask, settings):
    """Learn from one batch, changing weights_1_2; return layer_2 and layer_1_delta.

    `sums` (n, hidden_size) are those of the hidden layer, before its activation.
    """
    layer_1 = ACTIVATIONS[settings.activation][0](sums)
    slope = _slope(layer_1, settings)
    if dropout_mask is not None:
        layer_1 *= dropout_mask * (1 / (1 - settings.dropout))
        slope = dropout_mask * (_slope(layer_1, settings) if settings.slope_after_dropout else slope)
    layer_2 = OUTPUTS[settings.output](layer_1.dot(weights_1_2))

    layer_2_delta = layer_2 - target
    if settings.batch_size > 1:
        layer_2_delta /= len(target) ** (2 if settings.divide_twice else 1)
    weight_delta_1_2 = layer_1.T.dot(layer_2_delta)
    if settings.update_while_counting:
        change = settings.alpha * weight_delta_1_2
        layer_1_delta = layer_2_delta.dot(_summed(weights_1_2, change, len(target)).T) * slope
        weight_delta_1_2 *= len(target)
    else:
        layer_1_delta = layer_2_delta.dot(weights_1_2.T) * slope
    weights_1_2 -= settings.alpha * weight_delta_1_2
    return layer_2, layer_1_delta


def _summed(weights, change, updates):
    """Return the sum of what `weights` are before each of so many updates, all of which take the same `change` off.

    So the printed run C takes one step where its loop takes 100: before update k the upper weights are weights - k *
    change, and 0 + 1 + ... + 99 = 4950.
    """
    return updates * weights - updates * (updates - 1) / 2 * change


def _slope(layer_1, settings):
    if settings.activation == "relu":
        return relu_slope(layer_1, settings.slope_at_zero).astype(float)  # floats are multiplied faster than bools
    return ACTIVATIONS[settings.activation][1](layer_1)


def _penalty(weights, settings):
    return settings.l2 * weights + settings.l1 * np.sign(weights)
