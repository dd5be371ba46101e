"""What networks that read digits share: checked images, one-hot labels, and how good predictions are."""
import numpy as np

from helpers.arguments import CourseError, shown
from helpers.networks.training import Scores

CLASSES = 10


def one_hot(labels):
    """Return an array (n, 10) for `labels` (n,) from 0 to 9: in each row 1 in the place of the label, else 0."""
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.size == 0:
        raise CourseError(f"The labels must be a row of at least one digit; their shape is {labels.shape}.")
    wrong = labels[~np.isin(labels, np.arange(CLASSES))]
    if wrong.size:
        raise CourseError(f"Labels must be whole numbers from 0 to 9; one of them is {shown(wrong[0])}.")
    return np.eye(CLASSES)[labels.astype(int)]


def checked(name, images, labels):
    """Return the `name` images (n, inputs) as float64 and their one-hot labels, or say what does not fit."""
    try:
        images = np.asarray(images, dtype=np.float64)
    except (TypeError, ValueError):
        raise CourseError(f"The {name} images must be a table of numbers, one row an image.") from None
    if images.ndim != 2 or images.size == 0:
        raise CourseError(f"The {name} images must be a table, one row an image; their shape is {images.shape}.")
    if len(images) != np.size(labels):
        raise CourseError(f"Every image needs one label: there are {len(images)} {name} images and "
                          f"{np.size(labels)} labels.")
    return images, one_hot(labels)


def checked_for_training(settings, images, labels, test_images, test_labels):
    """Return images, one-hot labels and the same two of the test, or None for these; or say what does not fit."""
    images, one_hot_labels = checked("training", images, labels)
    if settings.batch_size > len(images):
        raise CourseError(f"A batch of {settings.batch_size} is larger than the data: there are {len(images)} images.")
    test = None if test_images is None else checked("test", test_images, test_labels)
    if test is not None and test[0].shape[1] != images.shape[1]:
        raise CourseError(f"Training images have {images.shape[1]} pixels and test images {test[0].shape[1]}.")
    if not all(np.isfinite(table).all() for table in (images, *(test or ()))):
        raise CourseError("The images hold values that are no finite numbers.")
    return images, one_hot_labels, test


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
