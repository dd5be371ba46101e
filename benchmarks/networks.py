"""How much faster `helpers.networks` is than the loops of print: `python benchmarks/networks.py`, about two minutes.

The plain loops below are re-creations in our own words: whole rows of pixels, one update after another, target -
prediction with +=, and an evaluation that takes one image after another. The tests hold the fast ones against them.
"""
import os

if __name__ == "__main__":  # one core, said before NumPy is loaded; not where the tests import the plain loops
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import dataclasses  # noqa: E402
import pathlib  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from helpers import data, networks  # noqa: E402
from helpers.networks import layers  # noqa: E402

TIMES = 5
GOALS = {"A, one training pass": 2, "B, one training pass": 2} | {f"{run}, one evaluation": 8 for run in "ABCD"}


def plain_activation(settings, x):
    return (x >= 0) * x if settings.activation == "relu" else np.tanh(x)


def plain_output(settings, x):
    if settings.output == "linear":
        return x
    powers = np.exp(x)
    return powers / np.sum(powers, axis=1, keepdims=True)


def plain_slope(settings, layer_1):
    if settings.activation == "tanh":
        return 1 - layer_1 ** 2
    return layer_1 >= 0 if settings.slope_at_zero else layer_1 > 0


def plain_pass(settings, weights, random, images, one_hot_labels):
    """One training pass as print has it; returns error and accuracy."""
    weights_0_1, weights_1_2 = weights
    error, correct_count = 0.0, 0
    size = settings.batch_size
    for i in range(len(images) // size):
        layer_0, target = images[i * size:(i + 1) * size], one_hot_labels[i * size:(i + 1) * size]
        layer_1 = plain_activation(settings, np.dot(layer_0, weights_0_1))
        slope = plain_slope(settings, layer_1)
        mask = 1
        if settings.dropout:
            mask = random.randint(2, size=layer_1.shape)
            layer_1 *= mask * 2
        if settings.slope_after_dropout:
            slope = plain_slope(settings, layer_1)
        layer_2 = plain_output(settings, np.dot(layer_1, weights_1_2))
        error += np.sum((target - layer_2) ** 2)
        for k in range(size):
            correct_count += int(np.argmax(layer_2[k:k + 1]) == np.argmax(target[k:k + 1]))
            if k == size - 1 or settings.update_while_counting:
                layer_2_delta = (target - layer_2) / (size * size if settings.divide_twice else size)
                layer_1_delta = layer_2_delta.dot(weights_1_2.T) * slope
                layer_1_delta *= mask
                weights_1_2 += settings.alpha * layer_1.T.dot(layer_2_delta)
                weights_0_1 += settings.alpha * layer_0.T.dot(layer_1_delta)
    return error / float(len(images)), correct_count / float(len(images))


def plain_evaluation(settings, weights, images, one_hot_labels):
    """Error and accuracy, one image after another."""
    error, correct_count = 0.0, 0
    for i in range(len(images)):
        layer_1 = plain_activation(settings, np.dot(images[i:i + 1], weights[0]))
        layer_2 = plain_output(settings, np.dot(layer_1, weights[1]))
        error += np.sum((one_hot_labels[i:i + 1] - layer_2) ** 2)
        correct_count += int(np.argmax(layer_2) == np.argmax(one_hot_labels[i:i + 1]))
    return error / float(len(images)), correct_count / float(len(images))


def seconds(function):
    before = time.perf_counter()
    function()
    return time.perf_counter() - before


def compare(name, slow, fast):
    """Print the medians of both, measured turn by turn so that a busy machine slows both, and their ratio."""
    slow_times, fast_times = zip(*((seconds(slow), seconds(fast)) for _ in range(TIMES)), strict=True)
    slow_median, fast_median = statistics.median(slow_times), statistics.median(fast_times)
    goal = f"goal {GOALS[name]}x" if name in GOALS else ""
    ratio = f"{slow_median / fast_median:6.1f}x"
    print(f"{name:<24} {1e3 * slow_median:8.1f} ms {1e3 * fast_median:8.1f} ms {ratio}  {goal}", flush=True)


def whole_run(letter, train, test):
    for _ in networks.train(networks.RUNS[letter], *train[:2], *test[:2], test_every=10):
        pass


def main():
    """Print the ratios, then how long A to D take together."""
    if not data.digits_are_full():
        sys.exit("The measurement needs the full MNIST: run `make data`.")
    train, test = data.load_digits("train"), data.load_digits("test")
    one_hot_labels, test_one_hot = networks.one_hot(train.labels), networks.one_hot(test.labels)
    print(f"{'':<24} {'print':>11} {'ours':>11}  ratio", flush=True)
    for letter in "ABCD":
        settings = dataclasses.replace(networks.RUNS[letter], epochs=TIMES + 1)
        weights, random = networks.start(settings)
        records = networks.train(settings, train.images, train.labels)
        next(records)
        compare(f"{letter}, one training pass",
                lambda: plain_pass(settings, weights, random, train.images, one_hot_labels),  # noqa: B023
                lambda: next(records))  # noqa: B023
        slices = layers.slices_by_digit(test.images, test_one_hot)  # as `train` does, once before the first pass
        compare(f"{letter}, one evaluation",
                lambda: plain_evaluation(settings, weights, test.images, test_one_hot),  # noqa: B023
                lambda: list(layers.evaluation(weights, slices, settings.activation, settings.output)))  # noqa: B023
        compare(f"{letter}, networks.evaluate",
                lambda: plain_evaluation(settings, weights, test.images, test_one_hot),  # noqa: B023
                lambda: networks.evaluate(weights, *test[:2], settings.activation, settings.output))  # noqa: B023
    total = 0
    for letter in "ABCD":
        total += seconds(lambda: whole_run(letter, train, test))  # noqa: B023
    print(f"A to D, whole, test figures every 10 passes: {total:.0f} s (goal: below 90 s)")


if __name__ == "__main__":
    main()
