"""Lesson 09: its figures and its errata."""
from dataclasses import replace

import numpy as np
import pytest

from helpers import networks
from tests.lesson_values import GOLDEN, check_live_pictures, check_printed, exactly, last


def test_live_pictures_still_work_when_the_whole_notebook_has_run():
    check_live_pictures("09")


def test_printed():
    check_printed("09", """0.88 0.042 0.114 0.844 0.25 2.688e+43 3.72e-44 0.3940 0.156 0.7913 0.819 0.8555 0.914 0.8701
                           0.940 0.8706 0.8664 0.886 0.871 -0.28 -0.17 4.5e-05 0.0707 0.105""")


def test_nine_zeros_and_a_hundred():
    golden = GOLDEN["09.sig_vs_softmax"]
    exactly(last("09", "sigmoid_outputs"), golden["sigmoid"])
    np.testing.assert_allclose(last("09", "softmax_outputs"), golden["softmax"], rtol=1e-12, atol=0)
    exactly((last("09", "sigmoid_outputs") - last("09", "right_answer")) ** 2, golden["sigmoid_mse"])


def test_e09_1_double_division():
    once, printed = last("09", "once_records"), last("09", "run_d")
    np.testing.assert_allclose(once, [record.train_accuracy for record in printed], atol=0.002)


def test_e09_2_softmax_row_is_a_delta():
    scores, target = np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, 0.0])
    right = networks.softmax(scores) - target

    def difference(line):
        return networks.gradient_check(lambda scores: -(target * np.log(networks.softmax(scores))).sum(), scores,
                                       line, factor=1).difference

    assert difference(right) < 1e-6
    assert difference(right / 3) > 0.5 and difference(right * right) > 0.5


def test_e09_3_relu_row_gives_the_output_again():
    loud = last("09", "relu")(np.array([-1.0, 0.5, 3.0]))
    np.testing.assert_array_equal((loud > 0) * loud, loud)
    np.testing.assert_array_equal(last("09", "relu_slope")(loud), [0, 1, 1])


def test_e09_4_name_never_set():
    space = {"np": np, "scores": np.array([1.0, 2.0, 4.0])}
    with pytest.raises(NameError):
        exec("powers = np.exp(scores)\nresult /= np.sum(powers)", dict(space))
    exec("powers = np.exp(scores)\nresult = powers / np.sum(powers)", space)
    np.testing.assert_allclose(space["result"], networks.softmax(space["scores"]))


def test_e09_5_slope_after_doubling():
    output = np.array([0.4, 0.6, 0.8])
    np.testing.assert_array_equal(1 - (2 * output) ** 2 < 0, [False, True, True])
    assert (networks.tanh_slope(output) > 0).all()
    assert 0.135 < np.mean(last("09", "negative_slopes")) < 0.145


def test_only_three_of_the_shapes_turn_round():
    x = np.linspace(-6, 6, 241)
    turning = {name for name, (_, slope) in last("09", "shapes").items() if (slope(x) < 0).any()}
    assert turning == {"x * x", "swish", "gelu"}


def test_the_parts_of_the_races_agree_with_their_tables():
    tanh_softmax, tanh_sigmoid, *_ = last("09", "ends_results")
    assert tanh_sigmoid.test.mean() > tanh_softmax.test.mean()
    assert last("09", "healthy_result").test.mean() > last("09", "run_d")[-1].test_accuracy


@pytest.mark.nightly
def test_a_larger_alpha_helps_the_sigmoid():
    images, labels = last("09", "images"), last("09", "labels")
    for seed in range(1, 6):
        slow, bold = (
            networks.dense.train(replace(last("09", "softmax_settings"), activation="sigmoid", seed=seed, alpha=alpha),
                                 images, labels).finish().records[-1].train_accuracy for alpha in (0.02, 0.5))
        assert slow + 0.4 < bold


@pytest.mark.nightly
def test_the_half_in_its_output_holds_the_sigmoid_back_more_than_its_slope():
    train = last("09", "train_sigmoid")
    for seed in range(2, 6):
        plain, steeper, centered = train(1, 0, seed), train(4, 0, seed), train(1, 0.5, seed)
        assert plain + 0.1 < steeper < centered - 0.1
