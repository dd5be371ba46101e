"""The claims of lesson 11: a network that reads bags of words against a count, with the slope of its layer and without.

They need the long reviews. The network learns from 22,000, validation is the next 2,000, the last 1,000 are the test.
"""
import functools

import numpy as np

from claims import claim
from helpers import as_printed, data, networks

LEARNED, VALIDATION, TEST = slice(22_000), slice(22_000, 24_000), slice(24_000, 25_000)
ALPHAS = {"network, slope left out": (0.00125, 0.0025, 0.005, 0.01), "network": (0.005, 0.01, 0.02, 0.04),
          "network, no bend": (0.00125, 0.0025, 0.005, 0.01), "counting": (0.3, 1, 3, 10, 30, 100)}
SETTING = ("100 hidden nodes, two epochs of 22,000 long reviews; validation is the next 2,000, test the last 1,000. "
           "Alphas 0.005 to 0.04 with the slope, 0.00125 to 0.01 without it or without the bend; smoothing 0.3 to 100.")


@functools.cache
def bags_and_labels():
    """Return the number of words, the bags of all reviews (places, each once) and their labels."""
    reviews = data.load_reviews()
    vocabulary = networks.build_vocabulary(reviews.texts)
    bags = [np.unique(vocabulary.places_in(text)) for text in reviews.texts]
    return len(vocabulary.words), bags, reviews.labels


def network(**changes):
    """Return a contender: run F with these settings changed, two epochs."""
    def contender(alpha, seed):
        size, bags, labels = bags_and_labels()
        settings = as_printed.sentiment.Settings(vocabulary_size=size, alpha=alpha, seed=seed, **changes)
        weights = as_printed.train(settings, bags[LEARNED], labels[LEARNED]).finish().weights
        return tuple(networks.sentiment.evaluate(weights, bags[part], labels[part], settings.activation).accuracy
                     for part in (VALIDATION, TEST))
    return contender


def counting(smoothing, seed):
    """Return the accuracies of summed logarithms of ratios; `smoothing` stands for alpha, and no seed plays a part."""
    size, bags, labels = bags_and_labels()
    praising, blaming = (np.bincount(np.concatenate([bag for bag, label in zip(bags[LEARNED], labels[LEARNED],
                                                                              strict=True) if label == wanted]),
                                     minlength=size) for wanted in (1, 0))
    ratio = np.log((praising + smoothing) / (blaming + smoothing))
    return tuple(np.mean([(ratio[bag].sum() > 0) == label for bag, label in zip(bags[part], labels[part], strict=True)])
                 for part in (VALIDATION, TEST))


@functools.cache
def everything():
    """Return the results of all contenders, by name."""
    contenders = {"network, slope left out": network(slope_left_out=True), "network": network(),
                  "network, no bend": network(activation="linear"), "counting": counting}
    return {result.name: result for result in networks.race(contenders, ALPHAS)}


@claim("11", "11-count", "In the race of section 6, too, the network beats the count", "holds", SETTING)
def network_and_count():
    """Race the network with its slope and the count, beside the others."""
    found = everything()
    return [found[name] for name in ("network", "counting", "network, slope left out", "network, no bend")]


@claim("11", "on-the-long-reviews-0-8325-in-the-first", "Whether the slope is left out or not is too close to call.",
       "too close to call", SETTING)
def slope():
    """Race the network with the slope of its hidden layer and without."""
    found = everything()
    return [found["network"], found["network, slope left out"]]


@claim("11", "straight-networks-sentimentsettings-epoc", "This job needs no bend.", "too close to call", SETTING)
def bend():
    """Race the network with a sigmoid in the middle and without."""
    found = everything()
    return [found["network"], found["network, no bend"]]
