"""The book's runs against the figures that it prints and against its loops, and what their mistakes do."""
import dataclasses

import numpy as np
import pytest

from helpers import as_printed, data, networks
from helpers.as_printed import RUNS
from tests.lesson_values import need
from tests.networks import plain_loops
from tests.networks.small import assert_close, few, refused, small, without_switches

# What the book and our own measurements say: errors as they are cut, accuracies whole, None where nothing is said.
PRINTED = {
    "A": {0: ("0.601", 0.6488, "0.722", 0.537), 20: (None, 0.8111, None, None), 100: (None, 0.7706, None, None),
          349: ("0.653", 0.7073, "0.108", 1.0)},
    "B": {0: (None, 0.6333, None, None), 60: (None, 0.8236, None, None), 290: ("0.399", 0.8181, "0.301", 0.908)},
    "C": {0: (None, 0.3832, None, None), 10: (None, 0.7173, None, None), 290: ("0.428", 0.7975, "0.383", 0.851)},
    "D": {0: (None, 0.394, None, 0.156), 50: (None, 0.7913, None, 0.819), 150: (None, 0.8555, None, 0.914),
          290: (None, 0.8701, None, 0.94)},
    "A mended": {349: (None, 0.829, None, 0.999)},
    "D mended": {299: (None, 0.8664, None, None)},
    "E": {epoch: (None, test, None, train) for epoch, test, train in [
        (0, 0.0288, 0.055), (4, 0.0339, 0.046), (8, 0.2137, 0.127), (42, 0.6487, 0.456), (103, 0.8528, 0.74),
        (155, 0.8758, 0.784), (199, 0.8771, 0.784), (233, 0.8795, 0.794), (270, 0.878, 0.813), (289, 0.8785, 0.807),
        (297, 0.8774, 0.816), (298, 0.8774, 0.804), (299, 0.8774, 0.814)]},
    "E mended": {299: (None, 0.8737, None, None)},
}
PEAKS = {"A": (16, 0.8137), "A mended": (23, 0.8643)}
BAGS, LABELS = [np.array([0, 2, 5]), np.array([1, 2]), np.array([3, 4, 5, 6]), np.array([6])], [1, 0, 1, 0]


@pytest.fixture(scope="session")
def full():
    """Training images and labels, test images and labels; without the full digits the test is skipped."""
    need(data.digits_are_full(), "digits")
    return *data.load_digits("train")[:2], *data.load_digits("test")[:2]


def run(name, full, epochs, test_every=1):
    return list(as_printed.train(dataclasses.replace(RUNS[name], epochs=epochs), *full, test_every=test_every))


def compared(name, records):
    """Assert every figure of the book that falls within these records; return of how many epochs there were some."""
    rows = {epoch: row for epoch, row in PRINTED[name].items()
            if epoch < len(records) and not np.isnan(records[epoch].test_error)}
    for epoch, wanted in rows.items():
        _, test_error, test_accuracy, train_error, train_accuracy = records[epoch]
        shown = str(test_error)[:5], test_accuracy, str(train_error)[:5], train_accuracy
        assert tuple(None if w is None else g for w, g in zip(wanted, shown, strict=True)) == wanted, (name, epoch)
    return len(rows)


def best(records):
    peak = max(records, key=lambda record: record.test_accuracy)
    return peak.epoch, peak.test_accuracy


@pytest.mark.parametrize("name, epochs, every, rows", [("A", 21, 10, 2), ("B", 11, 10, 1), ("C", 11, 10, 2),
                                                       ("D", 51, 10, 2), ("E", 9, 4, 3)])
def test_the_first_epochs_print_the_known_figures(full, name, epochs, every, rows):
    assert compared(name, run(name, full, epochs, every)) == rows


def test_one_character_decides_how_good_run_a_gets(full):
    """Only the corrected peak and the epochs beside it; all 350 epochs are compared by `make nightly`."""
    assert best(run("A mended", full, 25)) == PEAKS["A mended"]


@pytest.mark.nightly
@pytest.mark.parametrize("name", PRINTED)
def test_whole_runs_print_the_known_figures(full, name):
    every = 1 if name in (*PEAKS, "E") else 300 if name == "E mended" else 10
    records = run(name, full, RUNS[name].epochs, every)
    assert compared(name, records) == len(PRINTED[name])
    assert name not in PEAKS or best(records) == PEAKS[name]


# Against the plain loops -------------------------------------------------------------------------------------------

def trainings(network, settings):
    """Return how `as_printed` trains and with which settings, and the same of `networks` where no mistake is on."""
    healthy = without_switches(settings)
    switches = set(vars(settings)) - set(vars(healthy))
    own = [(network.train, healthy)] if not any(getattr(settings, switch) for switch in switches) else []
    return [(as_printed.train, settings), *own]


LOOPS = {
    networks.dense: (plain_loops.dense_epoch, plain_loops.dense_evaluation),
    networks.convolution: (plain_loops.convolution_epoch, plain_loops.convolution_evaluation),
    networks.sentiment: (plain_loops.sentiment_epoch, plain_loops.sentiment_evaluation)}
NO_MISTAKE = {"one_short": False, "whole_batches_only": False}


@pytest.mark.parametrize("name, changes", [
    *((name, {}) for name in RUNS), ("A mended", {"batch_size": 7}), ("C mended", {"batch_size": 7, "dropout": 0}),
    *(("C", {"batch_size": size, "alpha": 0.05}) for size in (1, 2, 7, 30)), ("D mended", {"batch_size": 15}),
    *((name, {**basic, **changes}) for name, basic in [("E", {}), ("E mended", {}), ("E mended", NO_MISTAKE)]
      for changes in ({"dropout": 0}, {"frozen_kernels": True}, {"one_short": False}))])
def test_training_equals_the_plain_loop(name, changes):
    settings = small(name, **changes)
    network = {"E": networks.convolution, "F": networks.sentiment}.get(name[0], networks.dense)
    learned, inputs = few(20 if name[0] == "E" else 30, 49), [36 if getattr(settings, "one_short", False) else 49]
    target = networks.one_hot(learned[1])
    if name[0] == "F":
        learned, target, inputs = (BAGS, LABELS), LABELS, []
    for train, chosen in trainings(network, settings):
        training, (weights, random) = train(chosen, *learned, *learned), network.start(settings, *inputs)
        assert_close(training.weights, weights, 0, 0)
        for record in training:
            epoch, evaluation = LOOPS[network]
            wanted = epoch(settings, weights, random, learned[0], target)
            assert_close([record.train_error, record.train_accuracy], wanted)
            assert_close([record.test_error, record.test_accuracy], evaluation(settings, weights, learned[0], target))
            assert_close(training.weights, weights, rtol=1e-10)
        moved = [np.abs(now - before).max() > 0
                 for now, before in zip(weights, network.start(settings, *inputs)[0], strict=True)]
        assert moved == [not getattr(settings, "frozen_kernels", False), True]


# Mistakes ----------------------------------------------------------------------------------------------------------

def test_the_corrected_runs_differ_in_the_named_switches():
    switches = {"A": {"slope_at_zero"}, "B": {"slope_at_zero"}, "F": {"slope_left_out"},
                "C": {"slope_at_zero", "update_while_counting", "alpha"},
                "D": {"divide_twice", "slope_after_dropout", "alpha"},
                "E": {"wrong_sign", "divide_twice", "slope_after_dropout", "alpha"}}
    for letter, names in switches.items():
        assert set(as_printed.differences(RUNS[letter], RUNS[f"{letter} mended"])) == names


IMAGES, DIGITS = few(4, 49)[0] + 0.01, few(4, 49)[1]  # no pixel is 0, so that no value is without a slope
RIGHT = networks.one_hot(DIGITS) == 1
D = {"hidden_size": 8, "batch_size": 4, "range_0_1": 1, "divide_twice": False}
MASK = 2 * networks.dense.start(small("D", **D), 49)[1].randint(2, size=(4, 8))
MISTAKES = [
    ("A", {"batch_size": 4, "range_0_1": 1, "range_1_2": 1, "output": "softmax"}, "slope_at_zero",
     lambda weights: networks.dense.forward(weights, IMAGES, output="softmax")[1][RIGHT]),
    # With dropout the book does not double the lower slopes again: a factor that alpha can hold, no wrong way.
    ("D", D, "slope_after_dropout",
     lambda weights: networks.softmax((np.tanh(IMAGES.dot(weights[0])) * MASK).dot(weights[1]))[RIGHT]),
    ("E", {"dropout": 0, "batch_size": 4, "one_short": False, "divide_twice": False}, "wrong_sign",
     lambda weights: networks.convolution.forward(weights, IMAGES)[1][RIGHT]),
    ("F", {}, "slope_left_out", lambda weights: networks.sentiment.forward(weights, BAGS[2])[1]),
    ("F", {"activation": "linear"}, "slope_left_out",
     lambda weights: networks.sentiment.forward(weights, BAGS[2], "linear")[1])]


@pytest.mark.parametrize("is_on", [False, True])
@pytest.mark.parametrize("name, changes, switch, predict", MISTAKES)
def test_the_gradient_check_finds_the_mistakes_in_the_slopes(name, changes, switch, predict, is_on):
    settings = small(name, **{"alpha": 0.1, "epochs": 1, switch: is_on, **changes})
    training = as_printed.train(settings, *((BAGS[2:3], [1]) if name == "F" else (IMAGES, DIGITS)))
    before, after = training.weights, training.finish().weights
    lower, upper = ((a - b) / settings.alpha for a, b in zip(before, after, strict=True))
    found = networks.gradient_check(lambda weights: -np.log(predict(weights)).mean(), before,
                                    type(before)(2 * lower if name == "D" else lower, upper))
    finds = is_on and changes.get("activation") != "linear"
    assert (found.difference > 1e-3) is finds and (not finds or not found.where.startswith("weights_1_2"))


@pytest.mark.parametrize("attempt, word", [
    (lambda: as_printed.train("A", *few()), "as_printed.RUNS"),
    (lambda: networks.dense.train(RUNS["A"], *few()), "networks.dense.Settings"),
    (lambda: small("C", l2=0.1), "price"), (lambda: small("F", slope_left_out=1), "switch"),
    (lambda: as_printed.train(small("E"), *few(20, 50)), "square"),
    (lambda: as_printed.train(small("E", batch_size=21), *few(20, 49)), "batch_size must be between 1 and 20"),
    (lambda: as_printed.train(small("E"), few(20, 49)[0], few(18)[1]), "labels must have the shape (20,)"),
    (lambda: as_printed.train(small("F", vocabulary_size=6), BAGS, LABELS), "6 words"),
    (lambda: as_printed.train(small("A", alpha=10, epochs=1000), *few()).finish(), "diverges"),
])
def test_what_does_not_fit_is_refused_in_one_sentence(attempt, word):
    assert word in refused(attempt)
