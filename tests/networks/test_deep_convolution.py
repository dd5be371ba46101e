"""The network of two blocks against numerical slopes and plain loops, and what is refused."""
import dataclasses

import numpy as np
import pytest

from helpers import networks
from helpers.arguments import CourseError
from helpers.networks import deep_convolution
from helpers.networks.deep_convolution import Settings


def few(count=6, side=8, seed=1):
    random = np.random.default_rng(seed)
    return random.random((count, side * side)), random.integers(10, size=count)


def small(**changes):
    return Settings(**{"kernels_0_1": 2, "kernels_1_2": 3, "epochs": 1, "batch_size": 6, "precision": "float64",
                       **changes})


@pytest.mark.parametrize("pooling", [True, False])
def test_an_update_follows_the_numerical_slope_through_both_layers(pooling):
    (images, labels), settings = few(), small(pooling=pooling)
    target = networks.one_hot(labels)

    def error(weights):
        layer_3 = deep_convolution.forward(weights, images, pooling)[2]
        return -np.log(layer_3[target == 1]).sum() / len(target)

    before, _ = deep_convolution.start(settings, images.shape[1])
    after = deep_convolution.train(settings, images, labels).finish().weights
    slopes = [(old - new) / settings.alpha for old, new in zip(before, after, strict=True)]
    assert networks.gradient_check(error, before, slopes).difference < 1e-5
    slopes[0][1, 4] *= 1.1
    assert networks.gradient_check(error, before, slopes).where == "kernels_0_1[1, 4]"


def test_equal_largest_places_share_nothing():
    """Where several places of a window are equal and the largest, the first of them gets the delta."""
    sums = np.triu(np.ones((4, 4))).T.reshape(1, 2, 2, 4)  # in window k, places k to 3 are the largest
    layer = deep_convolution.Layer(None, sums, np.ones((1, 1, 1, 4)), None)
    found = deep_convolution._unpooled(np.full((1, 1, 1, 4), 0.5), layer)
    np.testing.assert_array_equal(found.reshape(4, 4), 0.5 * np.eye(4))


@pytest.mark.parametrize("padding, stride", [(0, 1), (1, 1), (1, 2), (0, 2)])
def test_cut_outs_are_the_windows(padding, stride):
    maps = np.random.default_rng(1).random((2, 6, 6, 3))
    wide = np.pad(maps, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(wide, (3, 3), axis=(1, 2))[:, ::stride, ::stride]
    wanted = windows.transpose(0, 4, 5, 1, 2, 3).reshape(18, -1)
    np.testing.assert_array_equal(deep_convolution.cut_outs(maps, padding, stride), wanted)


def test_forward_is_what_plain_loops_give():
    images, _ = few(2, 4)
    weights, _ = deep_convolution.start(small(), 16)
    maps = images.reshape(2, 1, 4, 4)
    for kernels in weights[:2]:
        wide, sums = np.pad(maps, ((0, 0), (0, 0), (1, 1), (1, 1))), np.empty((2, len(kernels), *maps.shape[2:]))
        for i, k, row, column in np.ndindex(*sums.shape):
            sums[i, k, row, column] = (wide[i, :, row:row + 3, column:column + 3].ravel() * kernels[k]).sum()
        half = sums.shape[2] // 2
        maps = np.maximum(sums.reshape(2, len(kernels), half, 2, half, 2).max(axis=(3, 5)), 0)
    wanted = networks.softmax(maps.reshape(2, -1).dot(weights.weights_2_3))
    layer_1, layer_2, layer_3 = deep_convolution.forward(weights, images)
    assert (layer_1.shape, layer_2.shape) == ((2, 2, 2, 2), (3, 2, 1, 1))
    np.testing.assert_allclose(layer_3, wanted, rtol=1e-12)


def test_frozen_kernels_stay_and_own_kernels_are_started_from():
    images, labels = few()
    begun = deep_convolution.DeepWeights(np.ones((2, 9)), np.ones((3, 18)), np.zeros((12, 10)))
    after = deep_convolution.train(small(frozen_kernels=True), images, labels, weights=begun).finish().weights
    assert (after.kernels_0_1 == 1).all() and (after.kernels_1_2 == 1).all() and np.abs(after.weights_2_3).max() > 0
    assert (begun.weights_2_3 == 0).all()


def test_it_learns_and_a_seed_makes_it_deterministic():
    images, labels = few(30)
    settings = Settings(epochs=80, alpha=0.1, batch_size=6)
    one, other = (deep_convolution.train(settings, images, labels, images, labels, test_every=80).finish()
                  for _ in range(2))
    assert one.records[-1].test_accuracy == 1 and one.weights.kernels_0_1.dtype == np.float32
    assert one.records[-1].train_error == other.records[-1].train_error
    third = deep_convolution.train(dataclasses.replace(settings, seed=2), images, labels).finish()
    assert third.records[-1].train_error != one.records[-1].train_error
    assert deep_convolution.evaluate(one.weights, images, labels).accuracy == 1


@pytest.mark.parametrize("attempt, word", [
    (lambda: Settings(kernels_0_1=0), "kernels_0_1"), (lambda: Settings(alpha=float("nan")), "alpha"),
    (lambda: Settings(pooling=1), "switch"), (lambda: Settings(precision="float16"), "precision"),
    (lambda: deep_convolution.train(small(), *few(6, 6)), "halved twice"),
    (lambda: deep_convolution.train(small(), np.ones((6, 60)), [1] * 6), "square"),
    (lambda: deep_convolution.train("E", *few()), "settings")])
def test_what_does_not_fit_gets_one_sentence(attempt, word):
    with pytest.raises(CourseError) as problem:
        attempt()
    assert word in str(problem.value) and str(problem.value).endswith(".")
