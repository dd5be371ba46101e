"""The network with kernels against plain loops, the printed table of run E, and what is refused."""
import dataclasses
import warnings

import numpy as np
import pytest

from helpers import networks
from helpers.arguments import CourseError
from helpers.networks import CONVOLUTION_RUNS, ConvolutionSettings
from benchmarks.libraries import plain_convolution_evaluation, plain_convolution_pass
from tests.networks.test_networks import few, full, one_sentence  # noqa: F401

# Test and train accuracy of some passes, as print tells them or as our own plain loops do.
PRINTED = {
    "E": {0: (0.0288, 0.055), 4: (0.0339, 0.046), 8: (0.2137, 0.127), 42: (0.6487, 0.456), 103: (0.8528, 0.74),
          155: (0.8758, 0.784), 199: (0.8771, 0.784), 233: (0.8795, 0.794), 270: (0.878, 0.813), 289: (0.8785, 0.807),
          297: (0.8774, 0.816), 298: (0.8774, 0.804), 299: (0.8774, 0.814)},
    "E mended": {299: (0.8737, None)},
}
BAD = [("alpha", float("nan")), ("alpha", 1e6), ("alpha", "much"), ("kernels", 0), ("kernels", 2.5), ("epochs", 0),
       ("batch_size", 0), ("dropout", 0.3), ("dropout", float("nan")), ("dropout", None), ("seed", -1),
       ("precision", "float16"), ("wrong_sign", "yes"), ("range_0_1", float("inf"))]


def small(name="E", **changes):
    return dataclasses.replace(CONVOLUTION_RUNS[name], **{"kernels": 3, "epochs": 3, "batch_size": 8, "alpha": 0.5,
                                                          "range_0_1": 0.5, **changes})


def digits(count=20, side=7, seed=7):
    """Return square images, four of five pixels 0, and labels."""
    return few(count, side * side, seed)


def run(name, full, epochs=None, test_every=1):  # noqa: F811
    chosen = dataclasses.replace(CONVOLUTION_RUNS[name], epochs=epochs or CONVOLUTION_RUNS[name].epochs)
    (train, test) = full
    return list(networks.train_convolution(chosen, *train[:2], *test[:2], test_every=test_every))


def assert_printed(name, records):
    compared = 0
    for epoch, wanted in PRINTED[name].items():
        if epoch < len(records) and not np.isnan(records[epoch].test_accuracy):
            got = records[epoch].test_accuracy, records[epoch].train_accuracy
            assert all(w is None or g == w for g, w in zip(got, wanted, strict=True)), (name, epoch, got)
            compared += 1
    return compared


def test_the_first_passes_print_the_known_figures(full):  # noqa: F811
    assert assert_printed("E", run("E", full, epochs=9, test_every=4)) == 3


@pytest.mark.nightly
@pytest.mark.parametrize("name", PRINTED)
def test_whole_runs_print_the_known_figures(full, name):  # noqa: F811
    assert assert_printed(name, run(name, full, test_every=1 if name == "E" else 300)) == len(PRINTED[name])


@pytest.mark.parametrize("name", CONVOLUTION_RUNS)
@pytest.mark.parametrize("changes", [{}, {"dropout": 0}, {"frozen_kernels": True}, {"one_short": False}])
def test_training_equals_the_plain_loop(name, changes):
    (images, labels), chosen = digits(), small(name, **changes)
    weights, random = networks.start_convolution(chosen, images.shape[1])
    one_hot_labels = networks.one_hot(labels)
    for record in networks.train_convolution(chosen, images, labels, images, labels):
        wanted = plain_convolution_pass(chosen, weights, random, images, one_hot_labels)
        assert record.train_accuracy == pytest.approx(wanted, abs=1e-12)
        wanted = plain_convolution_evaluation(chosen, weights, images, one_hot_labels)
        np.testing.assert_allclose([record.test_error, record.test_accuracy], wanted, rtol=1e-12)
        for ours, plain in zip(record.weights, weights, strict=True):
            np.testing.assert_allclose(ours, plain, rtol=1e-10, atol=1e-13)
    before = networks.start_convolution(chosen, images.shape[1])[0]
    assert (np.abs(weights.kernels - before.kernels).max() > 0) is not chosen.frozen_kernels


def test_backpropagation_through_the_kernels_follows_the_numerical_slope_and_the_wrong_sign_does_not():
    images, labels = digits(4)
    images += 0.01  # so that no value sits where only cut-outs with ink are looked at
    target = networks.one_hot(labels)

    def error(weights):
        return -np.log(networks.forward_convolution(weights, images)[1][target == 1]).sum() / len(target)

    for wrong_sign in (False, True):
        chosen = small("E own", dropout=0, epochs=1, wrong_sign=wrong_sign, batch_size=4, alpha=0.1)
        before, _ = networks.start_convolution(chosen, images.shape[1])
        (record,) = networks.train_convolution(chosen, images, labels)
        slopes = [(start - end) / chosen.alpha for start, end in zip(before, record.weights, strict=True)]
        assert (networks.gradient_check(error, before, slopes).difference > 1e-5) is wrong_sign


def test_float32_goes_the_same_way():
    images, labels = digits()
    for record in networks.train_convolution(small(precision="float32"), images, labels, images, labels):
        last = record
    *_, exact = networks.train_convolution(small(), images, labels, images, labels)
    assert last.weights.kernels.dtype == np.float32
    np.testing.assert_allclose(last.weights.kernels, exact.weights.kernels, atol=1e-4)


def test_what_the_kernels_say_is_the_sliding_window_times_the_kernels():
    images, _ = digits(5)
    weights, _ = networks.start_convolution(small("E own"), images.shape[1])
    windows = np.lib.stride_tricks.sliding_window_view(images.reshape(-1, 7, 7), (3, 3), axis=(1, 2))
    wanted = np.tanh(windows.reshape(5, 25, 9).dot(weights.kernels)).reshape(5, -1)
    np.testing.assert_allclose(networks.forward_convolution(weights, images)[0], wanted, rtol=1e-12, atol=1e-15)


def test_a_pause_gives_chances_to_stop_and_changes_nothing():
    images, labels = digits()
    live = list(networks.train_convolution(small(), images, labels, images, labels, pause=0))
    plain = [record[:5] for record in networks.train_convolution(small(), images, labels, images, labels)]
    assert [record[:5] for record in live if record is not None] == plain and None in live


def test_evaluation_is_that_of_the_training():
    images, labels = digits(130)
    *_, record = networks.train_convolution(small(), images, labels, images, labels)
    assert networks.evaluate_convolution(record.weights, images, labels) == (record.test_error, record.test_accuracy)


@pytest.mark.parametrize("name, value", BAD)
def test_settings_refuse_bad_values_in_one_sentence(name, value):
    with pytest.raises(CourseError) as problem:
        ConvolutionSettings(**{name: value})
    assert one_sentence(problem).startswith(name)


@pytest.mark.parametrize("attempt, word", [
    (lambda: networks.train_convolution("E", *digits()), "settings"),
    (lambda: networks.train_convolution(small(), *few(20, 50)), "square"),
    (lambda: networks.train_convolution(small(), *few(20, 9)), "square"),
    (lambda: networks.train_convolution(small(batch_size=21), *digits()), "larger than the data"),
    (lambda: networks.train_convolution(small(), *digits(), *digits(side=8)), "pixels"),
    (lambda: networks.train_convolution(small(), *digits(), test_every=0), "test_every"),
    (lambda: networks.evaluate_convolution(networks.start_convolution(small(), 49)[0], *digits(side=9)), "fit"),
    (lambda: networks.forward_convolution(networks.start_convolution(small(), 49)[0], np.ones(49)), "table"),
    (lambda: networks.start_convolution(small(), 50), "square"),
])
def test_what_does_not_fit_is_told_at_once_in_one_sentence(attempt, word):
    with pytest.raises(CourseError) as problem:
        attempt()
    assert word in one_sentence(problem)


def test_an_alpha_too_large_ends_without_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for record in networks.train_convolution(small(alpha=100, epochs=100), *digits()):
            assert np.isfinite(record.train_error)
