"""Runs A to F exactly as the book prints them, errors and all; each is there once more without its mistakes.

`train(RUNS["A"], images, labels)` returns a `networks.Training`. Every mistake is a switch of the settings in `dense`
(A to D), `convolution` (E) and `sentiment` (F); `dataclasses.replace` turns one off. Where the book has target -
prediction and +=, both signs are turned here and every number stays the same to the last bit.
"""
from helpers.arguments import CourseError, shown
from helpers.as_printed import convolution, dense, sentiment

__all__ = ["RUNS", "convolution", "dense", "differences", "sentiment", "train"]

RUNS = dense.RUNS | convolution.RUNS | sentiment.RUNS


def train(settings, *data, **options):
    """Return the `networks.Training` of one of the `RUNS`, or of other `settings` with the same switches.

    `data` and `options` are as in the `train` of the network: images or bags, labels, and those of a test.
    """
    for network in (dense, convolution, sentiment):
        if type(settings) is network.Settings:
            return network.train(settings, *data, **options)
    raise CourseError(f'This training needs settings such as as_printed.RUNS["A"]; it was given {shown(settings)}.')


def differences(one, other):
    """Return what settings `one` and `other` do not share, as {name: (value in one, value in the other)}."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in vars(one)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
