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
                           0.940 0.8706 0.8664 -1.56 0.725 4.5e-05 0.0707 0.105""")


def test_nine_zeros_and_a_hundred():
    golden = GOLDEN["09.sig_vs_softmax"]
    exactly(last("09", "sigmoid_outputs"), golden["sigmoid"])
    np.testing.assert_allclose(last("09", "softmax_outputs"), golden["softmax"], rtol=1e-12, atol=0)
    exactly((last("09", "sigmoid_outputs") - last("09", "right_answer")) ** 2, golden["sigmoid_mse"])


def test_e09_1_double_division():
    once, printed = last("09", "once_records"), last("09", "run_d")
    np.testing.assert_allclose(once, [record.train_accuracy for record in printed], atol=0.002)


def test_e09_2_softmax_row_is_a_delta():
    error, scores, right = (last("09", name) for name in ("one_error", "one_scores", "right"))
    assert networks.gradient_check(error, scores, right).difference < 1e-6
    for wrong in (right / 3, right * right):
        assert networks.gradient_check(error, scores, wrong).difference > 0.5


def test_e09_3_relu_row_gives_the_output_again():
    loud = last("09", "loud")
    np.testing.assert_array_equal((loud > 0) * loud, loud)
    np.testing.assert_array_equal(last("09", "relu_slope")(loud), [0, 1, 1])


def test_e09_4_name_never_set():
    space = {"np": np, "scores": np.array([1.0, 2.0, 4.0])}
    with pytest.raises(NameError):
        exec(last("09", "printed_softmax"), dict(space))
    exec(last("09", "mended_softmax"), space)
    np.testing.assert_allclose(space["result"], networks.softmax(space["scores"]))


def test_e09_5_slope_after_doubling():
    output = np.array([0.4, 0.6, 0.8])
    np.testing.assert_array_equal(1 - (2 * output) ** 2 < 0, [False, True, True])
    assert (networks.tanh_slope(output) > 0).all()
    assert 0.135 < np.mean(last("09", "negative_slopes")) < 0.145


@pytest.mark.nightly
def test_noise_holds_a_sigmoid_back_and_a_larger_alpha_helps_it():
    images, labels = last("09", "images"), last("09", "labels")
    for seed in range(1, 6):
        slow, quiet, bold = (
            networks.dense.train(replace(last("09", "softmax_settings"), activation="sigmoid", seed=seed, alpha=alpha,
                                         dropout=dropout), images, labels).finish().records[-1].train_accuracy
            for alpha, dropout in [(0.02, 0.5), (0.02, 0.0), (0.5, 0.5)])
        assert slow + 0.2 < quiet < bold
