"""How much faster `helpers` trains than the book's loops: `python benchmarks/networks.py`, about two minutes.

The plain loops are those of `tests/networks/plain_loops.py`, which the tests hold the fast training against.
"""
import os

if __name__ == "__main__":  # one core, said before NumPy is loaded; not where `libraries` imports this file
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import dataclasses  # noqa: E402
import pathlib  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from helpers import as_printed, data, networks  # noqa: E402
from tests.networks import plain_loops  # noqa: E402

TIMES = 5


def seconds(function):
    """Return how long a function takes."""
    before = time.perf_counter()
    function()
    return time.perf_counter() - before


def compare(name, goal, times=TIMES, **functions):
    """Print the medians, measured turn by turn so that a busy machine slows all, and each one's ratio to the first."""
    for function in functions.values():  # the first call loads what it needs
        function()
    taken = {label: [] for label in functions}
    for _ in range(times):
        for label, function in functions.items():
            taken[label].append(seconds(function))
    medians = {label: statistics.median(values) for label, values in taken.items()}
    ours, *others = medians
    words = "   ".join(f"{label} {1e3 * median:.1f} ms" for label, median in medians.items())
    ratios = ", ".join(f"{label} / {ours} = {medians[label] / medians[ours]:.2f}" for label in others)
    print(f"{name}: {words}   {ratios}   goal: {goal}", flush=True)


def compare_run(letter, train, test):
    """Compare one epoch and one evaluation of a run on the digits."""
    settings = as_printed.RUNS[letter]
    training = as_printed.train(dataclasses.replace(settings, epochs=TIMES + 1), *train[:2])
    (weights, random), target = networks.dense.start(settings), networks.one_hot(train.labels)
    compare(f"{letter}, one epoch", "2 or more" if letter in "AB" else "none", ours=lambda: next(training),
            book=lambda: plain_loops.dense_epoch(settings, weights, random, train.images, target))
    test_target = networks.one_hot(test.labels)
    work = networks.dense.testing(weights, test.images, test_target, settings)
    compare(f"{letter}, one evaluation", "8 or more",
            ours=lambda: work.score([work.do(piece) for piece in work.pieces()]),
            book=lambda: plain_loops.dense_evaluation(settings, weights, test.images, test_target),
            evaluate=lambda: networks.dense.evaluate(weights, *test[:2], settings.activation, settings.output))


def main():
    """Print the ratios, then how long A to D take together."""
    if not data.digits_are_full():
        sys.exit("The measurement needs the full MNIST: run `make data`.")
    train, test = data.load_digits("train"), data.load_digits("test")
    for letter in "ABCD":
        compare_run(letter, train, test)
    total = sum(seconds(as_printed.train(as_printed.RUNS[letter], *train[:2], *test[:2], test_every=10).finish)
                for letter in "ABCD")
    print(f"A to D, whole, test figures every 10 epochs: {total:.0f} s (goal: below 90 s)")


if __name__ == "__main__":
    main()
