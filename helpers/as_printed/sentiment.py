"""Run F of the book: the network of `networks.sentiment`, without the slope of its hidden layer."""
import dataclasses

from helpers.arguments import takes
from helpers.networks import sentiment
from helpers.networks.layers import sigmoid
from helpers.networks.settings import made_by

__all__ = ["RUNS", "Settings", "train"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(sentiment.Settings):
    """The settings of `networks.sentiment`, and a switch for the mistake.

    Attributes
    ----------
    slope_left_out : bool
        The slope of the hidden sigmoid is forgotten.
    """

    vocabulary_size: int = 73_529  # words of the full reviews; other editions have a few more or fewer
    slope_left_out: bool = False


RUNS = {"F": Settings(slope_left_out=True), "F mended": Settings()}


@takes(settings=made_by(Settings), **sentiment.FOR_TRAINING)
def train(settings, bags, labels, test_bags=None, test_labels=None, test_every=1):
    """Train as `networks.sentiment.train` does, with the mistake if it is switched on."""
    return sentiment.train_by(update if settings.slope_left_out else sentiment.update, settings, bags, labels,
                              test_bags, test_labels, test_every)


def update(weights, bag, label, settings):
    """Learn from one review as `networks.sentiment.update` does, without the slope of the hidden layer."""
    weights_0_1, weights_1_2 = weights
    rows = weights_0_1.take(bag, axis=0)
    layer_1 = rows.sum(axis=0)
    if settings.activation == "sigmoid":
        layer_1 = sigmoid(layer_1)
    layer_2_delta = sigmoid(layer_1.dot(weights_1_2)) - label
    rows -= settings.alpha * layer_2_delta * weights_1_2
    weights_0_1[bag] = rows
    weights_1_2 -= settings.alpha * layer_2_delta * layer_1
    return layer_2_delta
