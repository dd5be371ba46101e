"""The comparisons of lesson 12. They train with the lesson's own loops: its cells are read and run here."""
import contextlib
import functools
import io
from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from claims import claim
from helpers import networks
from tests import notebooks

# The cells that load the digits and define the loops, by id.
CELLS = """
import-time digits-validation-test-data-load-digits patient-networks-settings-hidden-size-40
def-all-layers-weights-layer-0 decay-ends-decay-networks def-train-layers-weights-images-target-a
known-networks-settings-hidden-size-40-a def-with-one-pictures def-first-weights-kind-inputs-outputs-ra
decayed-history-history-0-record-weights def-prune-weights-share-by-chance-false
two-kernels-networks-convolutionsettings def-only-part-chosen-digits 12-steps
""".split()


@functools.cache
def lesson():
    """Return the names that those cells define."""
    sources, names = {cell.id: cell.source for cell in notebooks.load("12").cells}, {"__name__": "lesson"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in CELLS:
            exec(compile(sources[cell], cell, "exec"), names)
    return SimpleNamespace(**names)


def judged(weights, widen=lambda images: images):
    """Return the accuracy of `weights` on the validation and on the test digits."""
    here = lesson()
    parts = (part._replace(images=widen(part.images)) for part in (here.validation, here.test))
    return tuple(here.accuracy(weights, part) for part in parts)


def dense(settings, change=lambda weights: weights):
    """Return a contender: the network of these settings, with what `change` makes of its weights."""
    def contender(alpha, seed):
        here = lesson()
        training = networks.dense.train(replace(settings, alpha=alpha, seed=seed), here.images, here.labels)
        return judged(change(training.finish().weights))
    return contender


def plain_loop(start, epochs, step="plain", widen=lambda images: images):
    """Return a contender trained by the lesson's plain loop from `start(seed)`, a list of weights."""
    def contender(alpha, seed):
        here = lesson()
        weights, _ = here.train_layers(start(seed), widen(here.images), here.one_hot_labels, alpha, epochs,
                                       step=getattr(here, step))
        return judged(weights, widen)
    return contender


def known_start(seed):
    """Return the weights that the lesson's network with one hidden layer starts from."""
    return list(networks.dense.start(replace(lesson().known, seed=seed))[0])


def start_with_biases(seed):
    """Return the same weights with a row of biases, 0, for a pixel that is always 1."""
    lower, upper = known_start(seed)
    return [np.vstack([lower, np.zeros((1, lower.shape[1]))]), upper]


def deep_start(kind, seed):
    """Return the weights that a network with three hidden layers starts from."""
    sizes, random = [784, 60, 60, 60, 10], np.random.RandomState(seed)
    return [lesson().first_weights(kind, *pair, random) for pair in zip(sizes, sizes[1:], strict=False)]


@functools.cache
def starts():
    """Return the results of five starts of a network with three hidden layers, by name."""
    kinds = ["He", "Glorot", "LeCun", "uniform", "normal"]
    grids = {kind: (0.03, 0.1, 0.3, 1.0) for kind in kinds} | {"normal": (0.0001, 0.001, 0.002, 0.003, 0.01)}
    contenders = {kind: plain_loop(functools.partial(deep_start, kind), 20) for kind in kinds}
    with np.errstate(over="ignore", invalid="ignore"):
        return dict(zip(kinds, networks.race(contenders, grids), strict=True))


@functools.cache
def steps(epochs):
    """Return the results of three kinds of steps after so many epochs, by name."""
    grids = {"plain": (0.1, 0.3, 0.6, 1.0, 1.5), "momentum": (0.03, 0.06, 0.1, 0.15, 0.3),
             "adam": (0.001, 0.003, 0.006, 0.01, 0.03)}
    results = networks.race({name: plain_loop(known_start, epochs, name) for name in grids}, grids)
    return dict(zip(grids, results, strict=True))


@functools.cache
def pruned():
    """Return the results of networks without 60 % of their weights, by the way they were chosen."""
    here = lesson()
    ways = {"smallest first": (0.0, False), "at random": (0.0, True), "after decay": (0.01, False)}
    return dict(zip(ways, networks.race(
        {name: dense(replace(here.patient, epochs=15, l2=price),
                     functools.partial(here.prune, share=0.6, at_random=at_random))
         for name, (price, at_random) in ways.items()}, (0.05, 0.1, 0.2, 0.3, 0.4)), strict=True))


@functools.cache
def transferred():
    """Return the results of three ways to learn the digits 5 to 9, by name."""
    here = lesson()

    def kept(which):
        def contender(alpha, seed):
            schooled, begin = here.transfer(seed)
            weights = here.retrained((schooled, begin)[which][0], begin[1], alpha)
            return here.accuracy(weights, here.large_validation), here.accuracy(weights, here.large_test)
        return contender

    def afresh(alpha, seed):
        weights, _ = here.train_layers(here.transfer(seed)[1], here.large.images, here.large_target, alpha, 10, 10)
        return here.accuracy(weights, here.large_validation), here.accuracy(weights, here.large_test)

    grids = {"reused": (0.02, 0.05, 0.1, 0.2, 0.5), "never trained": (0.1, 0.2, 0.5, 1.0, 2.0),
             "all afresh": (0.1, 0.2, 0.5, 1.0, 2.0)}
    return dict(zip(grids, networks.race(
        {"reused": kept(0), "never trained": kept(1), "all afresh": afresh}, grids), strict=True))


def first(results, *names):
    """Return the results as a list, those named at its head."""
    return [*map(results.get, names), *(result for name, result in results.items() if name not in names)]


def decayed_or_not():
    """Return the results of the patient with a price of 0.01 on its weights and without one."""
    patient = replace(lesson().patient, epochs=15)
    return networks.race({"price 0.01": dense(replace(patient, l2=0.01)), "no price": dense(patient)},
                         (0.05, 0.1, 0.2, 0.3, 0.4))


def with_bias_or_without():
    """Return the results of a network whose hidden nodes have biases and of one without."""
    return networks.race({"with a bias": plain_loop(start_with_biases, 10, widen=lesson().with_one),
                          "without": plain_loop(known_start, 10)}, (0.1, 0.3, 0.6, 1.0, 1.5))


def narrow_or_wide():
    """Return the results of three uniform starts of a network with one hidden layer."""
    known = replace(lesson().known, epochs=20)
    return networks.race({f"between -{wide} and {wide}": dense(replace(known, range_0_1=wide, range_1_2=wide))
                          for wide in (0.1, 0.5, 1.0)}, (0.1, 0.3, 0.6, 1.0, 2.0))


def kernels_or_dense():
    """Return the results of a network of two kernels and of the patient."""
    here = lesson()

    def two_kernels(alpha, seed):
        settings = replace(here.two_kernels, alpha=alpha, seed=seed)
        weights = networks.convolution.train(settings, here.images, here.labels).finish().weights
        return tuple(networks.convolution.evaluate(weights, part.images, part.labels).accuracy
                     for part in (here.validation, here.test))
    return networks.race({"two kernels": two_kernels, "dense, 40 nodes": dense(replace(here.patient, epochs=15))},
                         (0.02, 0.05, 0.1, 0.2, 0.4))


DEEP = ("Three hidden layers of 60 relu nodes, softmax, 20 epochs in batches of 50; alphas 0.03 to 1, for normal "
        "0.0001 to 0.01.")
PRUNED = "The patient, 15 epochs, then without 60 % of its weights (after decay: l2 = 0.01); alphas 0.05 to 0.4."
DIGITS_5_TO_9 = ("Digits 5 to 9, ten epochs in batches of 10: all weights learn, or only the upper ones above a "
                 "hidden layer that was trained on 0 to 4 or only started; alphas 0.02 to 2.")
STEPS = ("40 relu nodes, softmax, batches of 50, the same draws for all; five alphas each, 0.001 to 0.03 for Adam, "
         "0.03 to 0.3 for momentum, 0.1 to 1.5 for the plain step.")
said = functools.partial(claim, "12")
HOLDS, OPEN = "holds", "too close to call"

PRICE = said("now-the-patient-at-three-prices-and-five", "whether a price of 0.01 helps is too close to call", OPEN,
              "The patient (40 relu nodes, bare sums, batches of 20), 15 epochs; alphas 0.05 to 0.4.")(decayed_or_not)
BIAS = said("def-with-one-pictures", "whether a bias helps these digits is too close to call", OPEN,
             "40 relu nodes, softmax, ten epochs in batches of 50, from the same draws; alphas 0.1 to 1.5."
             )(with_bias_or_without)
NORMAL = said("12-start-race", "He ends far ahead of normal", HOLDS, DEEP)(lambda: first(starts(), "He", "normal"))
UNIFORM = said("12-start-race", "He ends ahead of uniform", HOLDS, DEEP)(lambda: first(starts(), "He", "uniform"))
LECUN = said("12-start-race", "between He and LeCun it is too close to call", OPEN, DEEP)(
    lambda: first(starts(), "He", "LeCun"))
WIDE = said("12-start-means", "a start between -0.1 and 0.1 ends ahead of one between -0.5 and 0.5", HOLDS,
             "40 relu nodes, softmax, 20 epochs in batches of 50; alphas 0.1 to 2.")(narrow_or_wide)
SMALLEST = said("losses", "removing the smallest weights beats removing weights at random", HOLDS, PRUNED)(
    lambda: first(pruned(), "smallest first", "at random"))
AFTER_DECAY = said("losses", "a network pruned after decay ends ahead of both", HOLDS, PRUNED)(
    lambda: first(pruned(), "after decay", "smallest first"))
KERNELS = said("two-kernels-networks-convolutionsettings",
                "between two kernels and the dense patient it is too close to call", OPEN,
                "Two kernels with tanh and softmax, ten epochs, and the patient, 15 epochs; alphas 0.02 to 0.4."
               )(kernels_or_dense)
REUSED = said("print-alpha-of-the-upper-weights-join-f", "between reused and never trained it is too close to call",
               OPEN, DIGITS_5_TO_9)(lambda: first(transferred(), "reused", "never trained"))
AFRESH = said("print-alpha-of-the-upper-weights-join-f", "Training all weights afresh beats both by far", HOLDS,
               DIGITS_5_TO_9)(lambda: first(transferred(), "all afresh", "reused"))
MOMENTUM = said("12-digits-race", "After three epochs momentum is ahead of the plain step", HOLDS,
                 "Three epochs. " + STEPS)(lambda: first(steps(3), "momentum", "plain"))
ADAM = said("12-digits-race", "Adam is ahead of the plain step as well", HOLDS, "Three epochs. " + STEPS)(
    lambda: first(steps(3), "adam", "plain"))
BOTH = said("12-digits-race", "between momentum and Adam it is too close to call", OPEN, "Three epochs. " + STEPS)(
    lambda: first(steps(3), "adam", "momentum"))
MOMENTUM_LATE = said("12-steps-mean", "After twenty epochs momentum and the plain step are too close to call",
                     OPEN, "20 epochs. " + STEPS)(lambda: first(steps(20), "momentum", "plain"))
ADAM_LATE = said("12-steps-mean", "so are Adam and the plain step", OPEN, "20 epochs. " + STEPS)(
    lambda: first(steps(20), "adam", "plain"))
