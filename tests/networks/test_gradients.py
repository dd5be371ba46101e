"""The activations, their slopes, and the tool that checks slopes."""
import sys

import numpy as np
import pytest

from helpers import networks
from tests.networks.small import refused


@pytest.fixture(params=["scipy", "no scipy"])
def _with_and_without_scipy(request, monkeypatch):
    if request.param == "no scipy":  # as in a kernel in the browser
        monkeypatch.setitem(sys.modules, "scipy.special", None)


@pytest.mark.filterwarnings("error")
@pytest.mark.usefixtures("_with_and_without_scipy")
def test_extreme_scores_do_not_overflow():
    assert (networks.softmax([1e4, 0.0, -1e4]) == [1, 0, 0]).all()
    assert (networks.softmax([[1e4] * 4, [-1e4] * 4]) == 0.25).all()
    assert (networks.sigmoid(np.array([-1e4, 0, 1e4])) == [0, 0.5, 1]).all()


@pytest.mark.usefixtures("_with_and_without_scipy")
def test_softmax_and_sigmoid_equal_their_formulas_where_these_work():
    scores = np.random.RandomState(1).uniform(-20, 20, size=(5, 10))
    np.testing.assert_allclose(networks.softmax(scores), np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(networks.sigmoid(scores), 1 / (1 + np.exp(-scores)), rtol=1e-14)


@pytest.mark.parametrize("function, slope", [(np.tanh, networks.tanh_slope), (networks.sigmoid, networks.sigmoid_slope),
                                             (networks.relu, networks.relu_slope)])
def test_slopes_from_the_output_are_the_numerical_slopes(function, slope):
    x = np.linspace(-3, 3, 12)
    assert networks.gradient_check(lambda x: function(x).sum(), x, slope(function(x))).difference < 1e-7


def test_one_hot():
    assert networks.one_hot([3, 0]).tolist() == [[0, 0, 0, 1, 0, 0, 0, 0, 0, 0], [1] + [0] * 9]


def test_the_check_takes_one_array_or_a_list_and_counts_the_dropped_factor_in():
    inputs, weights = np.array([8.5, 0.65, 1.2]), np.array([0.1, 0.2, -0.1])
    weight_delta = inputs * (inputs.dot(weights) - 1)

    def error(weights):
        return (inputs.dot(weights) - 1) ** 2

    assert networks.gradient_check(error, weights, weight_delta, factor=2).difference < 1e-7
    found = networks.gradient_check(error, weights, weight_delta)
    assert found.difference == pytest.approx(0.5) and found.numerical == pytest.approx(2 * found.yours)
    listed = networks.gradient_check(lambda weights: error(weights[0]), [weights], [weight_delta], factor=2)
    assert listed.where.startswith("weights[0][") and weights.tolist() == [0.1, 0.2, -0.1]


def test_the_check_says_that_dead_slopes_agree_and_that_nan_does_not():
    assert networks.gradient_check(lambda weights: 1.0, np.ones(2), np.zeros(2)).difference == 0
    assert networks.gradient_check(lambda weights: weights.sum(), np.ones(2), [1, np.nan]).difference > 1e300


@pytest.mark.parametrize("error, weights, slopes", [
    (lambda weights: weights.sum(), np.ones((2, 3)), np.ones((3, 2))), (lambda weights: 0.0, [np.ones(2)], []),
    (lambda weights: 0.0, [], []), (lambda weights: weights, np.ones(3), np.ones(3)),
    (lambda weights: float("nan"), np.ones(3), np.ones(3)), (lambda weights: None, np.ones(3), np.ones(3)),
])
def test_what_cannot_be_checked_is_refused_in_one_sentence(error, weights, slopes):
    refused(networks.gradient_check, error, weights, slopes)
