"""What networks that read digits share: what they take, one-hot labels, and how good predictions are."""
import numpy as np

from helpers import quick
from helpers.arguments import Array, CourseError, Whole, takes, whole
from helpers.networks.layers import finite
from helpers.networks.training import Scores

CLASSES = 10
LABELS = {"low": 0, "high": CLASSES - 1, "whole": True}
DIGITS = {"images": Array(("n", "inputs")), "labels": Array(("n",), **LABELS)}
FOR_TRAINING = {**DIGITS, "test_images": Array(("m", "inputs")), "test_labels": Array(("m",), **LABELS),
                "test_every": Whole(1)}


@takes(labels=DIGITS["labels"])
def one_hot(labels):
    """Return an array (n, 10) for `labels` (n,) from 0 to 9: in each row 1 in the place of the label, else 0."""
    return np.eye(CLASSES)[labels]


def prepared(settings, images, labels, test_images, test_labels):
    """Return images, one-hot labels and the same two of the test, or None for these; or say what does not fit."""
    whole("batch_size", settings.batch_size, 1, len(images))
    if (test_images is None) != (test_labels is None):
        raise CourseError("Give both test_images and test_labels, or neither of them.")
    test = None if test_images is None else (test_images.astype(float, copy=False), one_hot(test_labels))
    images, labels = quick.learned(images, labels, fewest=settings.batch_size)
    return images.astype(float, copy=False), one_hot(labels), test


@np.errstate(over="ignore", invalid="ignore")  # of a run that diverges; its error says so
def scores(predictions, target, counted=None):
    """Return the `Scores` of a list of predictions (n, 10) for the targets (all n, 10).

    The right answers are divided by the number of targets, or by `counted`.
    """
    predictions = np.concatenate(predictions)
    if predictions.shape != target.shape:
        raise CourseError(f"Digits need {CLASSES} outputs; the network has {predictions.shape[1]}.")
    correct = int(np.count_nonzero(predictions.argmax(axis=1) == target.argmax(axis=1)))
    return Scores(float(((predictions - target) ** 2).sum() / len(target)), correct / (counted or len(target)))


def evaluated(predictions, labels):
    """Return the finite `Scores` of a list of predictions (n, 10) for the `labels` of all of them."""
    found = scores(predictions, one_hot(labels))
    finite(found.error)
    return found
