"""The network with kernels beyond run E: what kernels say, float32, and what is refused."""
import numpy as np
import pytest

from helpers.networks import convolution
from helpers.networks.convolution import Settings
from tests.networks.small import few, refused

SMALL = {"kernels": 3, "epochs": 3, "batch_size": 8, "range_0_1": 0.5}


def start(inputs=49):
    return convolution.start(Settings(**SMALL), inputs)[0]


def test_float32_goes_the_same_way():
    quick, exact = (convolution.train(Settings(**SMALL, precision=precision), *few(20, 49)).finish().weights
                    for precision in ("float32", "float64"))
    assert quick.kernels.dtype == quick.weights_1_2.dtype == np.float32
    np.testing.assert_allclose(quick.kernels, exact.kernels, atol=1e-4)


@pytest.mark.parametrize("attempt, word", [
    (lambda: convolution.train(Settings(**SMALL), *few(20, 50)), "square"),
    (lambda: convolution.train(Settings(**SMALL), *few(20, 9)), "square"),
    (lambda: convolution.train(Settings(), *few(20, 49)), "batch_size"),
    (lambda: convolution.train(Settings(**SMALL), *few(20, 49), *few(20, 64)), "test_images"),
    (lambda: convolution.evaluate(start(), *few(20, 81)), "147 rows"),
    (lambda: convolution.forward(start(), np.ones(49)), "(n, inputs)"), (lambda: start(50), "square"),
])
def test_what_does_not_fit_is_refused_at_once_in_one_sentence(attempt, word):
    assert word in refused(attempt)


@pytest.mark.filterwarnings("error")
def test_an_alpha_too_large_ends_without_warnings():
    training = convolution.train(Settings(**{**SMALL, "epochs": 100}, alpha=100), *few(20, 49)).finish()
    assert all(np.isfinite(record.train_error) for record in training.records)
