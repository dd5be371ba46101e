"""Run E of the book: the network of `networks.convolution`, with the mistakes that the book prints."""
import dataclasses

import numpy as np

from helpers.arguments import takes
from helpers.networks import convolution
from helpers.networks.images import FOR_TRAINING
from helpers.networks.layers import softmax, tanh_slope
from helpers.networks.settings import made_by

__all__ = ["RUNS", "Settings", "train"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(convolution.Settings):
    """The settings of `networks.convolution`, and a switch for each mistake.

    Attributes
    ----------
    wrong_sign : bool
        The kernels go up the slope of the error instead of down.
    slope_after_dropout, divide_twice : bool
        As in run D.
    one_short : bool
        The kernels stop one place short of the last row and column, at 25 x 25 places instead of 26 x 26.
    whole_batches_only : bool
        The images that do not fill a last batch are not learned from, but they count as wrong answers.
    """

    wrong_sign: bool = False
    slope_after_dropout: bool = False
    divide_twice: bool = False
    one_short: bool = False
    whole_batches_only: bool = False


E = Settings(alpha=2.0, wrong_sign=True, slope_after_dropout=True, divide_twice=True, one_short=True,
             whole_batches_only=True)
# What concerns the slopes is corrected, what concerns the data is as the book has it.
RUNS = {"E": E, "E mended": dataclasses.replace(E, wrong_sign=False, slope_after_dropout=False, divide_twice=False,
                                                alpha=2 / 128)}


@takes(settings=made_by(Settings), **FOR_TRAINING)
def train(settings, images, labels, test_images=None, test_labels=None, test_every=1):
    """Train as `networks.convolution.train` does, with the mistakes that are switched on."""
    test_images = None if test_images is None else _seen(settings, test_images)
    learned = len(images)
    if settings.whole_batches_only:
        learned -= learned % settings.batch_size if learned >= settings.batch_size else 0
    return convolution.train_by(update, settings, _seen(settings, images)[:learned], labels[:learned],
                                test_images, test_labels, test_every, counted=len(images))


def _seen(settings, images):
    """Return what the kernels see of square images (n, inputs): all, or all but the last row and column."""
    if not settings.one_short:
        return images
    side = convolution.places_along(images.shape[1]) + convolution.SIDE - 1
    return images.reshape(-1, side, side)[:, :-1, :-1].reshape(len(images), -1)


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges says so by its error, not by warnings
def update(weights, cut_outs, target, mask, settings):
    """Learn from one batch as `networks.convolution.update` does, with the mistakes that are switched on."""
    kernels, weights_1_2 = weights
    values = cut_outs.rows.dot(kernels)
    np.tanh(values, out=values)
    slope = tanh_slope(values)
    if mask is not None:
        values *= mask * 2
        slope = mask * (tanh_slope(values) if settings.slope_after_dropout else slope)
    layer_1 = cut_outs.spread(values, weights_1_2)
    layer_2 = softmax(layer_1.dot(weights_1_2))

    layer_2_delta = (layer_2 - target) / len(target) ** (2 if settings.divide_twice else 1)
    layer_2_delta = layer_2_delta.astype(values.dtype)
    values_delta = cut_outs.of(layer_2_delta.dot(weights_1_2.T), kernels) * slope
    weights_1_2 -= settings.alpha * layer_1.T.dot(layer_2_delta)
    if not settings.frozen_kernels:
        weight_delta = cut_outs.rows.T.dot(values_delta)
        kernels -= settings.alpha * (-weight_delta if settings.wrong_sign else weight_delta)
    return layer_2
