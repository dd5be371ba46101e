"""The races of lesson 10: whether learned kernels pay, and what pooling gives."""
import functools

import numpy as np

from claims import claim
from helpers import data, networks

EDGES = np.array([[[-1, -1, -1], [0, 0, 0], [1, 1, 1]], [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
                  [[0, 1, 1], [-1, 0, 1], [-1, -1, 0]], [[1, 1, 0], [1, 0, -1], [0, -1, -1]]], float)
ALPHAS = {"learned kernels": [0.1, 0.3, 0.9], "random kernels": [0.03, 0.1, 0.3], "edges by hand": [0.03, 0.1, 0.3],
          "no pooling": [0.03, 0.1, 0.3], "dense": [0.1, 0.3, 0.9]}
SETTING = ("11,000 training digits (2,000 with the copy of the data). The blocks: 8 and 16 kernels, one epoch, batches "
           "of 32. The dense network: 100 hidden relu nodes, softmax, six epochs, batches of 32. Three alphas each, a "
           "factor of 3 apart, chosen on the first 2,000 validation digits; tested on every second test digit.")
MOVED = " These are moved by 2 pixels down and to the right."


@functools.cache
def digits():
    """Return training images and labels, and (images, labels) for validation, test, and test moved by 2 pixels."""
    first, more = data.load_digits(), data.load_digits("more")
    validation, test = data.load_digits("validation"), data.load_digits("test")
    some, their_labels = test.images[::2], test.labels[::2]
    moved = np.roll(some.reshape(-1, 28, 28), (2, 2), axis=(1, 2)).reshape(-1, 784)
    return (np.concatenate([first.images, more.images]), np.concatenate([first.labels, more.labels]),
            (validation.images[:2000], validation.labels[:2000]), (some, their_labels), (moved, their_labels))


def edges_by_hand(settings):
    """Return the start of `settings` with edges as kernels: eight below; above, a blur and a spot for each map."""
    begun, _ = networks.deep_convolution.start(settings)
    below = np.concatenate([EDGES, -EDGES]).reshape(8, 9)
    blur, spot = np.full(9, 1 / 9), np.array([-1, -1, -1, -1, 8, -1, -1, -1, -1]) / 8
    above = np.concatenate([np.kron(np.eye(8), blur), np.kron(np.eye(8), spot)])
    sizes = [np.sqrt((matrix.astype(float) ** 2).mean()) for matrix in begun[:2]]
    scaled = [matrix * size / np.sqrt((matrix ** 2).mean()) for matrix, size in zip((below, above), sizes, strict=True)]
    return begun._replace(kernels_0_1=scaled[0], kernels_1_2=scaled[1])


@functools.cache
def blocks(alpha, seed, pooling=True, frozen=False, by_hand=False):
    """Return the weights after one run of two convolution blocks."""
    images, labels, *_ = digits()
    settings = networks.deep_convolution.Settings(alpha=alpha, seed=seed, epochs=1, pooling=pooling,
                                                  frozen_kernels=frozen)
    return networks.deep_convolution.train(settings, images, labels,
                                           weights=edges_by_hand(settings) if by_hand else None).finish().weights


@functools.cache
def trained(alpha, seed, pooling=True, **kernels):
    """Return (validation, test, test moved) accuracies of such a run."""
    weights = blocks(alpha, seed, pooling, **kernels)
    return [networks.deep_convolution.evaluate(weights, *some, pooling).accuracy for some in digits()[2:]]


@functools.cache
def dense(alpha, seed):
    """Return (validation, test, test moved) accuracies of one run of the plain network."""
    images, labels, *asked = digits()
    settings = networks.dense.Settings(alpha=alpha, seed=seed, epochs=6, hidden_size=100, batch_size=32,
                                       output="softmax")
    weights = networks.dense.train(settings, images, labels).finish().weights
    return [networks.dense.evaluate(weights, *some, "relu", "softmax").accuracy for some in asked]


def race(*names, moved=False):
    """Race the contenders of these names, judged on the test digits, moved by 2 pixels if asked."""
    contenders = {"learned kernels": trained, "random kernels": functools.partial(trained, frozen=True),
                  "edges by hand": functools.partial(trained, frozen=True, by_hand=True),
                  "no pooling": functools.partial(trained, pooling=False), "dense": dense}

    def judged(run):
        def contender(alpha, seed):
            validation, test, moved_test = run(alpha, seed)
            return validation, moved_test if moved else test
        return contender
    return networks.race({name: judged(contenders[name]) for name in names}, ALPHAS)


@claim("10", "10-the-race", "Trained on 11,000 digits, learned kernels beat random ones.", "holds", SETTING)
def _learned_against_random():
    return race("learned kernels", "random kernels", "edges by hand", "dense")


@claim("10", "10-the-race", "Learned kernels beat edges made by hand.", "holds", SETTING)
def _learned_against_edges():
    return race("learned kernels", "edges by hand")


@claim("10", "10-the-race", "In one epoch they also beat the plain network in six, if only by a little.", "holds",
       SETTING)
def _learned_against_dense():
    return race("learned kernels", "dense")


@claim("10", "10-moved-said", "Moved by 2 pixels, the kernels with pooling stay ahead of the plain network.", "holds",
       SETTING + MOVED)
def _moved_blocks_against_dense():
    return race("learned kernels", "dense", moved=True)


@claim("10", "10-moved-said", "Without pooling the same kernels lose more.", "holds", SETTING + MOVED)
def _moved_with_and_without_pooling():
    return race("learned kernels", "no pooling", moved=True)


def softmax_over(way, alpha, seed):
    """Return (validation, test) accuracies of a softmax on the maps of the first block, put together by `way`."""
    images, labels, *asked = digits()
    weights, target = blocks(0.3, seed), networks.one_hot(labels[:1000])

    def inputs(images):
        parts = [networks.deep_convolution.forward(weights, images[i:i + 100])[0] for i in range(0, len(images), 100)]
        return np.concatenate([way(part.swapaxes(0, 1)).reshape(part.shape[1], -1) for part in parts])

    learned = inputs(images[:1000])
    weights_1_2 = np.zeros((learned.shape[1], 10), learned.dtype)
    for _ in range(50):
        delta = (networks.softmax(learned.dot(weights_1_2)) - target) / len(learned)
        weights_1_2 -= alpha * learned.T.dot(delta.astype(learned.dtype))
    return [(inputs(some).dot(weights_1_2).argmax(axis=1) == their_labels).mean() for some, their_labels in asked[:2]]


@claim("10", "10-over-the-kernels-measured", "All eight maps beat their max, and their sum as well", "holds",
       "The first block of the learned kernels, frozen; above it a softmax on what is left of its eight maps, 50 "
       "epochs of the 1,000 digits in one batch; alphas 0.01 to 3.")
def _all_maps_against_one():
    ways = {"all maps": lambda maps: maps, "max": lambda maps: maps.max(axis=1), "sum": lambda maps: maps.sum(axis=1)}
    return networks.race({name: functools.partial(softmax_over, way) for name, way in ways.items()},
                         [0.01, 0.03, 0.1, 0.3, 1, 3])
