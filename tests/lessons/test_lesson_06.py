"""Lesson 06: its claims on pressure, on XOR, on starts, on hidden nodes and on batches."""
import numpy as np
import pytest

from tests.lesson_values import last

CORNERS = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
XOR = np.array([1, 1, 0, 0])


def relu(x):
    return np.maximum(x, 0)


def test_the_sign_of_a_push_belongs_to_the_delta():
    lamps, walk, pushes = last("06", "lamps"), last("06", "walk"), last("06", "pushes")
    weights, against = np.array([0.5, 0.48, -0.7]), 0
    for epoch in range(40):
        for k, (inputs, target) in enumerate(zip(lamps, walk, strict=True)):
            delta = inputs.dot(weights) - target
            np.testing.assert_allclose(pushes[epoch, k], -inputs * delta, atol=1e-12)
            against += (delta > 0) == (target == 1)
            weights = weights - 0.1 * inputs * delta
    assert against == 125 and (pushes[:, :, 1] < 0).sum() == 39
    assert (pushes[:, :, 1] < 0).any(axis=0).tolist() == [False, False, False, True, False, False]


def test_pushes_fade_at_the_first_crossing_and_cancel_at_the_second():
    first, second = last("06", "pushes")[39], last("06", "corner_pushes")[39]
    assert np.abs(first).max() < 0.03
    rows = np.abs(second).max(axis=1)
    assert ((0.45 < rows) & (rows < 0.65)).all() and np.abs(second.sum(axis=0)).max() < 0.05


@pytest.mark.parametrize("bright, dark, alpha", [(10, 0, 0.001), (1, -1, 0.1)])
def test_other_numbers_carry_the_same_pattern(bright, dark, alpha):
    rows, answers = (np.where(last("06", name) == 1, bright, dark) for name in ("lamps", "walk"))
    np.testing.assert_allclose(last("06", "one_layer")(rows, answers, alpha)[0], [0, 1, 0], atol=0.02)


def test_no_single_layer_gets_below_an_error_of_one():
    random = np.random.default_rng(0)
    errors = [((CORNERS.dot(weights) - XOR) ** 2).sum() for weights in random.normal(0, 1, (500, 3))]
    best = last("06", "best_predictions")
    assert ((best - XOR) ** 2).sum() == pytest.approx(1) and min(errors) > 1
    assert all(np.isclose(CORNERS[:2].dot(weights).sum(), CORNERS[2:].dot(weights).sum())
               for weights in random.normal(0, 1, (20, 3)))


def test_without_relu_a_smaller_alpha_comes_closer_to_one():
    ends = [last("06", "train_corner")(alpha=alpha, use_relu=False, epochs=1000)[0][-1] for alpha in (0.2, 0.1, 0.02)]
    assert ends == sorted(ends, reverse=True) and 1 < ends[2] < 1.06 < 1.3 < ends[0]


def test_xor_by_hand():
    np.testing.assert_array_equal(relu(CORNERS.dot(last("06", "hand_0_1"))).dot(last("06", "hand_1_2"))[:, 0], XOR)


def test_the_border_cuts_off_one_corner_after_one_epoch_and_two_after_sixteen():
    predictions = [relu(CORNERS.dot(lower)).dot(upper)[:, 0] for lower, upper in last("06", "history")]
    assert len(predictions) == 61 and (predictions[0] < 0.5).all()
    found = [(row > 0.5).astype(int).tolist() for row in predictions]
    assert found[1] == found[15] == [1, 0, 0, 0] and found[16] == found[60] == [1, 1, 0, 0]


def test_blame_is_summed_over_two_outputs():
    np.testing.assert_allclose(last("06", "two_deltas").dot(last("06", "two_weights").T)[0], last("06", "by_hand"))


@pytest.mark.parametrize("seed", range(5))
def test_zeros_and_equal_weights_do_not_learn(seed):
    train = last("06", "train_corner")
    assert set(train(seed=seed, spread=0)[0]) == {2.0}
    equal, alive = train(seed=seed, spread=0, middle=0.5)
    assert equal[-1] > 1.3 and alive[-1] in (0, 4)


@pytest.mark.parametrize("hidden, wins", [(1, 0), (2, 2), (3, 0), (4, 5), (8, 10), (16, 10)])
def test_how_many_of_ten_starts_win(hidden, wins):
    train = last("06", "train_corner")
    assert sum(train(hidden_size=hidden, seed=seed)[0][-1] < 0.1 for seed in range(1, 11)) == wins


def test_batches_compared_fairly_end_level():
    fair = last("06", "fair")
    assert max(fair.values()) - min(fair.values()) < 0.0005


@pytest.mark.parametrize("seed", range(5))
def test_a_full_batch_is_far_behind_with_alpha_a_tenth_and_level_with_one(seed):
    single, slow, full = (last("06", "batch_errors")(seed, size, alpha)[-1]
                          for size, alpha in [(1, 0.1), (256, 0.1), (256, 1.0)])
    assert slow > 5 * single and abs(full - single) < 0.0025


@pytest.mark.parametrize("batch_size, alpha, worse", [(1, 0.01, (0.003, 0.1)), (8, 0.1, (0.03, 0.3)),
                                                      (32, 0.3, (0.1, 1.0)), (256, 1.2, (1.0, 1.4))])
def test_the_best_alpha_of_a_batch_lies_between_two_worse_ones(batch_size, alpha, worse):
    def error(alpha):
        return np.mean([last("06", "batch_errors")(seed, batch_size, alpha)[-1] for seed in range(5)])
    assert error(alpha) < min(map(error, worse))
