"""The claims of lesson 09: outputs, activations, and run D against a healthy network."""
from dataclasses import replace

from claims import claim
from helpers import as_printed, data, networks

GRID = (0.05, 0.1, 0.2, 0.5, 1, 2, 5)
SETTING = ("100 hidden nodes, weights from -0.1 to 0.1, batches of 100, 40 epochs on the 1,000 training digits, delta "
           "prediction - target for both outputs.")


def contender(settings, train=networks.dense.train):
    """Return a contender of `networks.race`: the network of `settings`, judged on validation and on test digits."""
    digits, *judges = (data.load_digits(part) for part in ("train", "validation", "test"))

    def run(alpha, seed):
        trained = train(replace(settings, alpha=alpha, seed=seed), digits.images, digits.labels).finish()
        return tuple(networks.dense.evaluate(trained.weights, judge.images, judge.labels, settings.activation,
                                             settings.output).accuracy for judge in judges)
    return run


def ends(activation, dropout, outputs=("softmax", "sigmoid")):
    """Race networks that differ in their outputs alone."""
    return networks.race({f"{activation}, {output} outputs": contender(networks.dense.Settings(
        hidden_size=100, batch_size=100, epochs=40, activation=activation, output=output, dropout=dropout))
        for output in outputs}, GRID)


def ends_tanh():
    return ends("tanh", 0.0)


def ends_relu():
    return ends("relu", 0.0)


def ends_tanh_dropout():
    return ends("tanh", 0.5)


def ends_relu_dropout():
    return ends("relu", 0.5)


def middles(dropout):
    return [ends(activation, dropout, ("softmax",))[0] for activation in ("tanh", "sigmoid", "relu")]


def middles_plain():
    return middles(0.0)


def middles_dropout():
    return middles(0.5)


def run_d():
    plain = networks.dense.Settings(hidden_size=100, epochs=20)
    run, mended = as_printed.RUNS["D"], as_printed.RUNS["D mended"]
    return networks.race(
        {"relu, raw outputs, 20 epochs": contender(plain), "run D": contender(run, as_printed.train),
         "run D, own alpha": contender(run, as_printed.train), "run D mended": contender(mended)},
        {"relu, raw outputs, 20 epochs": (0.001, 0.002, 0.005, 0.01, 0.02), "run D": (2,),
         "run D, own alpha": (5, 10, 20, 50), "run D mended": (0.02, 0.05, 0.1, 0.2, 0.5)})
