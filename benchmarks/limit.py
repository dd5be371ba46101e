"""How far from the limit of the core the training of ours is, and where the rest of the time goes."""
import collections
import cProfile
import pstats
import re
import statistics

import numpy as np

from benchmarks import ours, works
from benchmarks.harness import seconds

SIZE = 1000  # of the square matrices of the peak


def measure(name, epochs=4):  # two more are run besides
    """Return for an epoch of a work its seconds, products (all, and those not by 0), the peak per second, a profile.

    A product is a multiplication and an addition, 2 operations. The peak is the best of several products of matrices.
    The profile lists the three functions that take the largest shares themselves, without those that they call.
    """
    matrix = np.random.default_rng(1).normal(size=(SIZE, SIZE))
    train = ours.clean(name, "float64").train
    next(train)
    times, peaks = [], []
    for _ in range(epochs):
        peaks.append(SIZE ** 3 / min(seconds(lambda: matrix.dot(matrix)) for _ in range(3)))
        times.append(seconds(lambda: next(train)))
    profile = cProfile.Profile()
    profile.runcall(next, train)
    shares = collections.Counter()
    for (_, _, function), (_, _, own, *_) in pstats.Stats(profile).stats.items():
        shares[re.sub(r".*'(\w+)' of.*|<?built-in method ([\w.]+)>?", r"\1\2", function.strip("{}<>"))] += own
    top = [(function, own / shares.total()) for function, own in shares.most_common(3)]
    return statistics.median(times), *products(name), max(peaks), top


def products(name):
    """Return how many products an epoch takes by the formulas of the lesson, all of them and those of inked pixels."""
    settings, ((images, _), _) = works.settings_of(name, "float64"), works.load(name)
    if name == "E":
        inked = _ink(images)
        each, kernels = settings.kernels * np.array([26 * 26 * len(images), inked]), settings.kernels
        # Forward and the change of the kernels: 9 a place. Above: forward, delta and change, 10 a place.
        return tuple(float(count) for count in each * (2 * 9) + kernels * 26 * 26 * len(images) * 3 * 10)
    each = np.array([images.size, np.count_nonzero(images)]) * 2 + len(images) * 3 * 10
    return tuple(float(count) for count in settings.hidden_size * each)


def _ink(images):
    """Return at how many places a kernel sees ink."""
    ink = np.lib.stride_tricks.sliding_window_view(images.reshape(-1, 28, 28) != 0, (3, 3), axis=(1, 2))
    return np.count_nonzero(ink.any(axis=(3, 4)))
