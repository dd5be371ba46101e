"""Runs A to F exactly as the book prints them, errors and all; each is there once more without its mistakes.

`train(RUNS["A"], images, labels)` returns a `networks.Training`. Every mistake is a switch of the settings in `dense`
(A to D), `convolution` (E) and `sentiment` (F); `dataclasses.replace` turns one off. Where the book has target -
prediction and +=, both signs are turned here and every number stays the same to the last bit.
"""
from helpers.arguments import CourseError, Made, takes
from helpers.as_printed import convolution, dense, sentiment

__all__ = ["RUNS", "convolution", "dense", "differences", "sentiment", "train"]

RUNS = dense.RUNS | convolution.RUNS | sentiment.RUNS
SETTINGS = Made(dense.Settings | convolution.Settings | sentiment.Settings, 'settings, such as as_printed.RUNS["A"]')


@takes(settings=SETTINGS)
def train(settings, *data, **options):
    """Return the `networks.Training` of one of the `RUNS`, or of other `settings` with the same switches.

    `data` and `options` are as in the `train` of the network: images or bags, labels, and those of a test.
    """
    network = next(network for network in (dense, convolution, sentiment) if type(settings) is network.Settings)
    return network.train(settings, *data, **options)


@takes(one=SETTINGS, other=SETTINGS)
def differences(one, other):
    """Return what settings `one` and `other` do not share, as {name: (value in one, value in the other)}."""
    if type(one) is not type(other):
        raise CourseError("one and other must be settings of the same network.")
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in vars(one)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
