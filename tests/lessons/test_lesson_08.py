"""Lesson 08: its figures and its errata."""
from dataclasses import replace

import numpy as np
import pytest

from helpers import as_printed, data, networks
from tests.lesson_values import check_live_pictures, check_printed, last


def test_live_pictures_still_work_when_the_whole_notebook_has_run():
    check_live_pictures("08")


def test_printed():
    check_printed("08", """0.722 0.537 0.601 0.6488 0.8111 0.7706 0.653 0.7073 0.108 1.000 0.8290 0.999 0.8643 0.8137
                           0.6333 0.8236 0.7921 0.3832 0.7173 0.7975 0.428 0.383 0.851 0.836 0.9317 2.40""")


def test_e08_1_update_while_counting():
    printed = as_printed.RUNS["C"]
    assert printed.update_while_counting and not as_printed.RUNS["C mended"].update_while_counting
    digits = data.load_digits("train")
    changed = {}
    for name, settings in (("printed", printed), ("once", replace(printed, update_while_counting=False))):
        training = as_printed.train(replace(settings, epochs=1), digits.images, digits.labels).finish()
        start, _ = networks.dense.start(settings)
        changed[name] = np.abs(training.weights.weights_1_2 - start.weights_1_2).mean()
    assert changed["printed"] > 2 * changed["once"]


def test_e08_2_slope_on_rectified_values():
    rectified = networks.relu(np.array([-2.0, 0.0, 2.0]))
    np.testing.assert_array_equal(rectified >= 0, [1, 1, 1])
    np.testing.assert_array_equal(networks.relu_slope(rectified), [0, 0, 1])


def test_e08_3_np_not_defined():
    with pytest.raises(NameError):
        exec("import numpy\nnp.zeros(3)", {})


def test_e08_4_e08_5_peak_and_choice():
    run, best, cheat = (last("08", name) for name in ("run_a", "best", "cheat"))
    peak = run[cheat, 0]
    # On the 2,000 digits of the copy the peak lies a little later.
    later = 20 if data.digits_are_full() else 60
    assert peak < later and run[cheat, 5] >= run[best, 5]
    assert run[run[:, 0] == later, 5] < run[run[:, 0] == peak, 5]


def test_signal_is_learned_before_noise():
    watched, (right, wrong, validation) = last("08", "watched"), last("08", "groups").T
    assert watched[right.argmax()] < 60 and wrong[:3].max() < 0.2 and wrong[-1] > 0.8
    assert watched[validation.argmax()] < 30 and validation[-1] < validation.max() - 0.1


@pytest.mark.nightly
def test_signal_is_learned_before_noise_with_other_seeds():
    digits = last("08", "digits")
    for seed in range(2, 6):
        labels = digits.labels.copy()
        labels[:300] = np.random.RandomState(seed).permutation(labels[:300])
        wrong, learned = labels != digits.labels, {}
        training = networks.dense.train(replace(last("08", "memory"), seed=seed), digits.images, labels)
        for record in training:
            if record.epoch in (9, 99):
                right = networks.dense.forward(training.weights, digits.images)[1].argmax(axis=1) == labels
                learned[record.epoch] = right[~wrong].mean(), right[wrong].mean()
        assert learned[9][0] > 0.9 and learned[9][1] < 0.2 and learned[99][1] > 0.8


def test_every_larger_amount_of_digits_is_better():
    amounts, accuracies = last("08", "amounts"), last("08", "learning_curve")
    assert accuracies == sorted(accuracies) and amounts[-1] == (8000 if data.digits_are_full() else 2000)


def test_shifted_copies_keep_their_labels_and_win():
    digits, copies = last("08", "digits"), last("08", "copies")
    assert copies.images.shape == (5000, 784)
    np.testing.assert_array_equal(np.bincount(copies.labels), 5 * np.bincount(digits.labels))
    np.testing.assert_allclose(copies.images.sum(), 5 * digits.images.sum())
    assert last("08", "with_copies") > last("08", "without") + 0.01


def test_the_confusion_matrix_counts_the_mistakes():
    confusion, validation = last("08", "confusion"), last("08", "validation")
    np.testing.assert_array_equal(confusion.sum(axis=1), np.bincount(validation.labels))
    assert (confusion.diagonal() >= 0.8 * confusion.sum(axis=1)).all()


def test_a_sorted_order_hurts():
    ordered = last("08", "ordered")
    assert ordered["sorted by label"] + 0.02 < min(ordered["always the same"], ordered["shuffled every epoch"])
