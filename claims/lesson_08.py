"""The claims of lesson 08: nodes, slopes, dropout, prices on weights, batches, epochs, order, data."""
import functools

import numpy as np

from claims import claim
from helpers import as_printed, data, networks
from helpers.networks.fair import race

ALPHAS = (0.02, 0.05, 0.1, 0.2, 0.4)
SEEDS = (1, 2, 3, 4, 5)
COMMON = dict(hidden_size=100, batch_size=20, epochs=20)
load = functools.cache(data.load_digits)


def scores(weights):
    """Return the accuracy on validation digits and on test digits."""
    return tuple(networks.dense.evaluate(weights, *load(part)[:2]).accuracy for part in ("validation", "test"))


def contender(images=None, labels=None, **settings):
    """Return a contender that trains on the first 1,000 digits, or on those given."""
    chosen = COMMON | settings

    def train(alpha, seed):
        digits = load() if images is None else data.Digits(images, labels, "")
        run = networks.dense.Settings(**chosen, alpha=alpha, seed=seed)
        return scores(networks.dense.train(run, digits.images, digits.labels).finish().weights)
    return train


def best_epoch(**settings):
    """Return a contender that keeps the weights of the epoch, of every fifth, that does best on validation."""
    def train(alpha, seed):
        run = networks.dense.Settings(**COMMON | settings, alpha=alpha, seed=seed)
        training = networks.dense.train(run, *load()[:2])
        return max(scores(training.weights) for record in training if record.epoch % 5 == 4)
    return train


def book(**settings):
    """Return a contender with the slope of relu as the book takes it, `>=`, if `settings` do not say otherwise."""
    def train(alpha, seed):
        run = as_printed.dense.Settings(**dict(slope_at_zero=True) | COMMON | settings, alpha=alpha, seed=seed)
        return scores(as_printed.train(run, *load()[:2]).finish().weights)
    return train


def pool():
    """Return the 1,000 digits and then the further ones, in an order drawn once."""
    more = load("more")
    order = np.random.RandomState(1).permutation(len(more.labels))
    return (np.concatenate([load().images, more.images[order]]), np.concatenate([load().labels, more.labels[order]]))


def shifted(images):
    """Return the images (n, 784) and their copies moved by a pixel to the left, right, top and bottom, (5 n, 784)."""
    square = images.reshape(-1, 28, 28)
    moved = [np.roll(square, step, axis) for step in (-1, 1) for axis in (1, 2)]
    return np.concatenate([square, *moved]).reshape(-1, 784)


def in_order(arrange):
    """Return a contender whose every epoch takes the digits in the order `arrange(random, labels)` gives."""
    def train(alpha, seed):
        digits, random = load(), np.random.RandomState(seed)
        run = networks.dense.Settings(**COMMON, alpha=alpha, seed=seed)
        weights, _ = networks.dense.start(run)
        targets = networks.one_hot(digits.labels)
        for _ in range(run.epochs):
            order = arrange(random, digits.labels)
            for rows in np.split(order, len(order) // run.batch_size):
                layer_1 = networks.relu(digits.images[rows].dot(weights[0]))
                delta = (layer_1.dot(weights[1]) - targets[rows]) / len(rows)
                layer_1_delta = delta.dot(weights[1].T) * (layer_1 > 0)
                weights[1][:] -= alpha * layer_1.T.dot(delta)
                weights[0][:] -= alpha * digits.images[rows].T.dot(layer_1_delta)
        return scores(weights)
    return train


@claim("08", "08-more-nodes", "At their own best alphas 200 hidden nodes beat 40 at the end of 60 epochs, and just as "
       "clearly where both stop early.", "holds", "784-200-10 and 784-40-10 with relu, 60 epochs, batches of 20, 1,000 "
       "digits; \"stopped early\": of every fifth epoch the best on validation.")
def _more_nodes():
    return race({"200 nodes, at the end": contender(hidden_size=200, epochs=60),
                 "40 nodes, at the end": contender(hidden_size=40, epochs=60),
                 "200 nodes, stopped early": best_epoch(hidden_size=200, epochs=60),
                 "40 nodes, stopped early": best_epoch(hidden_size=40, epochs=60)}, ALPHAS[:-1], SEEDS)


@claim("08", "base-dict-hidden-size-100-alpha-0-2-batc", "Each slope at its own best alpha, `>` beats `>=` by far.",
       "holds", "784-100-10 with relu, 20 epochs, batches of 20, 1,000 digits.")
def _slope():
    return race({"slope >": contender(), "slope >=": book()}, ALPHAS, SEEDS)


def _dropout(epochs):
    return race({"no dropout": contender(epochs=epochs), "dropout 0.5": contender(epochs=epochs, dropout=0.5),
                 "dropout 0.2": contender(epochs=epochs, dropout=0.2)}, ALPHAS, SEEDS)


@claim("08", "gain-printed-gain-mended-ends-dropout-en", "After 20 epochs the network without dropout is ahead of the "
       "one with dropout 0.5.", "holds", "784-100-10 with relu, 20 epochs, batches of 20, 1,000 digits.")
def _dropout_short():
    return _dropout(20)


@claim("08", "gain-printed-gain-mended-ends-dropout-en", "After 60 epochs the two are too close to call.",
       "too close to call", "784-100-10 with relu, 60 epochs, batches of 20, 1,000 digits.")
def _dropout_long():
    return _dropout(60)


def _run_b(slope_at_zero):
    settings = dict(batch_size=1, epochs=61, slope_at_zero=slope_at_zero)
    return race({"dropout 0.5": book(**settings, dropout=0.5), "no dropout": book(**settings)}, (0.005,), SEEDS)


@claim("08", "dropout-gains-nothing-here-with-either-s", "With the slope of the book, dropout helps.", "holds",
       "784-100-10 with relu and its slope as >=, 61 epochs, one digit at a time, the alpha of the book.")
def _dropout_ill():
    return _run_b(slope_at_zero=True)


@claim("08", "dropout-gains-nothing-here-with-either-s", "With the right slope the two are too close to call.",
       "too close to call", "784-100-10 with relu, 61 epochs, one digit at a time, the alpha of the book.")
def _dropout_healthy():
    return _run_b(slope_at_zero=False)


@functools.cache
def prices():
    """Return the results of a network with an L2 price, without one, and with an L1 price."""
    return race({"L2": contender(epochs=40, l2=0.003), "no price": contender(epochs=40),
                 "L1": contender(epochs=40, l1=0.0003)}, (0.02, 0.05, 0.1, 0.2), SEEDS)


@claim("08", "gain-l2-ends-l2-ends-alone", "L2 helps.", "holds",
       "784-100-10 with relu, 40 epochs, batches of 20, 1,000 digits; L2 of 0.003.")
def _l2():
    return prices()


@claim("08", "gain-l2-ends-l2-ends-alone", "The gain of L1 is too close to call.", "too close to call",
       "784-100-10 with relu, 40 epochs, batches of 20, 1,000 digits; L1 of 0.0003.")
def _l1():
    squares, none, sizes = prices()
    return [sizes, none, squares]


@functools.cache
def batches():
    """Return the results of batches of 10, 100 and 1, each with alphas around its best."""
    sizes = {10: (0.02, 0.05, 0.1, 0.2), 100: (0.2, 0.35, 0.5, 0.7), 1: (0.002, 0.005, 0.01, 0.02)}
    return race({f"batches of {size}": contender(hidden_size=40, batch_size=size) for size in sizes},
                {f"batches of {size}": alphas for size, alphas in sizes.items()}, SEEDS)


@claim("08", "sizes-alphas-1-10-100-0-005-0-05-0-5-5-0", "Batches of 10 and single digits are too close to call.",
       "too close to call", "784-40-10 with relu, 20 epochs, 1,000 digits.")
def _single_digits():
    ten, hundred, one = batches()
    return [ten, one, hundred]


@claim("08", "sizes-alphas-1-10-100-0-005-0-05-0-5-5-0", "Batches of 100 stay behind batches of 10.", "holds",
       "784-40-10 with relu, 20 epochs, 1,000 digits.")
def _large_batches():
    return batches()


def _epochs(better, worse):
    return race({f"{epochs} epochs": contender(hidden_size=40, batch_size=100, epochs=epochs)
                 for epochs in (better, worse)}, (0.2,), SEEDS)


@claim("08", "long-networks-settings-hidden-size-40-al", "At alpha 0.2, 100 epochs beat 10.", "holds",
       "784-40-10 with relu, batches of 100, 1,000 digits, one alpha on purpose.")
def _few_epochs():
    return _epochs(100, 10)


@claim("08", "long-networks-settings-hidden-size-40-al", "They beat 1,000 as well.", "holds",
       "784-40-10 with relu, batches of 100, 1,000 digits, one alpha on purpose.")
def _many_epochs():
    return _epochs(100, 1000)


@functools.cache
def orders():
    """Return the results of three orders of the same digits."""
    return race({"the same order": in_order(lambda random, labels: np.arange(len(labels))),
                 "shuffled every epoch": in_order(lambda random, labels: random.permutation(len(labels))),
                 "sorted by label": in_order(lambda random, labels: labels.argsort(kind="stable"))},
                (0.01, *ALPHAS[:-1]), SEEDS)


@claim("08", "08-order", "Shuffled anew or always in the order of MNIST: too close to call.", "too close to call",
       "784-100-10 with relu, 20 epochs, batches of 20, 1,000 digits.")
def _shuffling():
    same, shuffled, by_label = orders()
    return [shuffled, same, by_label]


@claim("08", "08-order", "Sorted by label is much worse.", "holds",
       "784-100-10 with relu, 20 epochs, batches of 20, 1,000 digits.")
def _sorting():
    same, shuffled, by_label = orders()
    return [same, by_label, shuffled]


@claim("08", "08-learning-curve", "Nothing in this lesson helps as much as more digits.", "holds",
       "784-100-10 with relu, 20 epochs, batches of 20.")
def _more_digits():
    images, labels = pool()
    sizes = [size for size in (11_000, 1000, 250, 2000) if size <= len(labels)]
    found = race({f"{size} digits": contender(images[:size], labels[:size]) for size in sizes}, (0.05, 0.1, 0.2), SEEDS)
    return found if len(sizes) == 4 else [found[-1], *found[:-1]]


@claim("08", "08-shifted", "With equally many updates, the shifted copies win.", "holds",
       "784-100-10 with relu, batches of 20: 20 epochs of 5,000 images against 100 epochs of the 1,000.")
def _shifts():
    copies, labels = shifted(load().images), np.tile(load().labels, 5)
    order = np.random.RandomState(1).permutation(len(labels))
    return race({"5,000 shifted copies": contender(copies[order], labels[order]),
                 "1,000 digits": contender(epochs=100)}, (0.02, 0.05, 0.1, 0.2), SEEDS)
