"""The dense network beyond the runs of the book: blocks, masks, prices, any activation, and what is refused."""
import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers import networks
from helpers.arguments import CourseError
from helpers.networks import dense
from helpers.networks.dense import Settings
from helpers.networks.layers import ACTIVATIONS, OUTPUTS
from tests.networks.small import assert_close, few, refused

HEALTHY = Settings(hidden_size=6, epochs=3, batch_size=5, alpha=0.1)


def changed(**changes):
    return dataclasses.replace(HEALTHY, **changes)


def test_weights_are_drawn_lower_first_from_the_legacy_generator():
    weights, random = dense.start(Settings(hidden_size=3, range_0_1=0.01, range_1_2=0.1, seed=5), inputs=4)
    wanted = np.random.RandomState(5)
    assert (weights.weights_0_1 == 0.02 * wanted.random_sample((4, 3)) - 0.01).all()
    assert (weights.weights_1_2 == 0.2 * wanted.random_sample((3, 10)) - 0.1).all()
    assert (random.random_sample(2) == wanted.random_sample(2)).all()


@pytest.mark.parametrize("batch_size", [1, 3, 7])
@pytest.mark.parametrize("changes", [{}, {"dropout": 0.2}])
def test_the_size_of_a_block_changes_nothing(monkeypatch, batch_size, changes):
    found = []
    for block in (1, 20, 50):
        monkeypatch.setattr(dense, "BLOCK", block)
        training = dense.train(changed(batch_size=batch_size, alpha=0.01, **changes), *few(100)).finish()
        found.append((training.records[-1].train_error, *training.weights))
    for one in found[1:]:
        assert_close(one, found[0], rtol=1e-9, atol=1e-12)


def test_dropout_of_any_share_scales_what_it_keeps():
    """With nothing but the mask random, the mean of many predictions with dropout is the one without."""
    images, labels = np.ones((1, 5)), [3]
    chosen = Settings(hidden_size=3000, alpha=1e-9, epochs=1, dropout=0.2, range_0_1=1)
    (record,) = dense.train(chosen, images, labels)
    (without,) = dense.train(dataclasses.replace(chosen, dropout=0), images, labels)
    assert record.train_error == pytest.approx(without.train_error, rel=0.3)
    assert record.train_error != without.train_error


# Slopes ------------------------------------------------------------------------------------------------------------

def error_of(chosen, layer_0, target):
    """Return the function of the weights whose slope the training goes down: half the squared error, or the entropy."""
    def error(weights):
        layer_2 = dense.forward(weights, layer_0, chosen.activation, chosen.output)[1]
        errors = {"linear": lambda: ((layer_2 - target) ** 2).sum() / 2,
                  "softmax": lambda: -np.log(layer_2[target == 1]).sum(),
                  "sigmoid": lambda: -np.log(np.where(target == 1, layer_2, 1 - layer_2)).sum()}
        price = sum(chosen.l2 / 2 * (matrix ** 2).sum() + chosen.l1 * np.abs(matrix).sum() for matrix in weights)
        return errors[chosen.output]() / len(target) + price
    return error


networks_to_check = st.builds(
    Settings, hidden_size=st.integers(1, 6), batch_size=st.integers(1, 5), seed=st.integers(0, 2**32 - 1),
    activation=st.sampled_from(list(ACTIVATIONS)), output=st.sampled_from(list(OUTPUTS)), epochs=st.just(1),
    alpha=st.just(0.1), range_0_1=st.just(1.0), range_1_2=st.just(1.0),
    l1=st.sampled_from([0, 0.3]), l2=st.sampled_from([0, 0.3]))


@settings(max_examples=60, deadline=None)
@given(chosen=networks_to_check, pixels=st.integers(1, 8), bug=st.sampled_from([0.0, -1.0, 0.5, 1.01, 2.0]))
def test_back_propagation_follows_the_numerical_slope_and_a_planted_bug_is_found(chosen, pixels, bug):
    images, labels = few(chosen.batch_size, pixels, chosen.seed % 1000)
    weights, _ = dense.start(chosen, pixels)
    sums = images.dot(weights[0])
    # No hidden node so near 0 that moving a weight would switch it; the slope of abs has a jump at 0, like relu's.
    assume(chosen.activation != "relu" or (np.abs(sums[sums != 0]) > 1e-3).all())
    assume(min(np.abs(matrix).min() for matrix in weights) > 1e-3)
    after = dense.train(chosen, images, labels).finish().weights
    slopes = networks.Weights(*((a - b) / chosen.alpha for a, b in zip(weights, after, strict=True)))
    error = error_of(chosen, images, networks.one_hot(labels))
    assert networks.gradient_check(error, weights, slopes).difference < 1e-5

    wrong = int(np.argmax([np.abs(matrix).max() for matrix in slopes]))
    place = np.unravel_index(np.abs(slopes[wrong]).argmax(), slopes[wrong].shape)
    assume(np.abs(slopes[wrong][place]) > 1e-3)
    slopes[wrong][place] *= bug
    found = networks.gradient_check(error, weights, slopes)
    assert found.difference > 0.005
    assert found.where == f"{weights._fields[wrong]}[{', '.join(map(str, place))}]"
    assert found.yours == slopes[wrong][place]


# Bad input ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("images, labels, word", [
    ([], [], "images must"), (np.ones((0, 4)), [], "images must"), (np.ones((2, 2, 2)), [1, 2], "images must"),
    ("no", [1], "images must"), ([[1, 2], [3]], [1, 2], "images must"), (np.ones((2, 4)), [1, 10], "labels must"),
    (np.ones((2, 4)), [-1, 0], "labels must"), (np.ones((2, 4)), [0.5, 1], "labels must"),
    (np.ones((2, 4)), ["1", "2"], "labels must"), (np.ones((2, 4)), [1], "labels must have the shape (2,)"),
    (np.ones((2, 4)), np.eye(2), "labels must"), (np.full((2, 4), np.nan), [1, 2], "finite"),
])
def test_training_and_evaluation_refuse_bad_data_in_one_sentence(images, labels, word):
    weights, _ = dense.start(HEALTHY, inputs=4)
    assert word in refused(dense.train, Settings(), images, labels)
    assert word in refused(dense.train, Settings(), np.ones((2, 4)), [1, 2], images, labels)
    assert word in refused(dense.evaluate, weights, images, labels)


@pytest.mark.parametrize("attempt, word", [
    (lambda: dense.train(Settings(batch_size=31), *few()), "batch_size"),
    (lambda: dense.train(Settings(), *few(pixels=20), *few(pixels=9)), "test_images must have the shape (m, 20)"),
    (lambda: dense.forward((np.ones((3, 2)), np.ones((4, 10))), np.ones((1, 3))), "the shape (2, outputs)"),
    (lambda: dense.forward((np.ones((3, 2)),), np.ones((1, 3))), "two arrays"),
    (lambda: dense.forward((np.ones((3, 2)), np.ones((2, 10))), np.ones(3)), "layer_0"),
    (lambda: dense.forward((np.ones((3, 2)), np.ones((2, 10))), np.ones((1, 3)), "step"), "activation"),
    (lambda: networks.one_hot([]), "empty"),
    (lambda: dense.evaluate((np.ones((20, 2)), np.ones((2, 3))), *few()), "10 outputs"),
    (lambda: dense.evaluate((np.ones((9, 2)), np.ones((2, 10))), *few()), "images must have the shape (n, 9)"),
])
def test_what_does_not_fit_is_refused_at_once_in_one_sentence(attempt, word):
    assert word in refused(attempt)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("changes", [{"alpha": 100}, {"alpha": 5}, {"alpha": 100, "activation": "sigmoid"}])
def test_a_diverging_run_says_so_and_stops_without_warnings(changes):
    said = refused(dense.train(Settings(epochs=1000, **changes), *few(), *few()).finish)
    assert "diverges in epoch " in said and f"below {changes['alpha']}" in said


@pytest.mark.filterwarnings("error")
def test_a_run_whose_weights_explode_behind_softmax_ends_without_warnings():
    chosen = Settings(epochs=300, alpha=100, output="softmax", range_0_1=100, range_1_2=100)
    try:
        assert np.isfinite(dense.train(chosen, *few(), *few()).finish().records).all()
    except CourseError as problem:
        assert "diverges" in str(problem)
