"""The fast training against plain loops, the figures of print and mended, the gradient check, and what is refused."""
import dataclasses
import doctest
import re
import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers import data, networks
from helpers.arguments import CourseError
from helpers.networks import RUNS, Settings, Weights, training
from helpers.networks.layers import ACTIVATIONS, OUTPUTS
from benchmarks.networks import plain_evaluation, plain_pass
from tests.lesson_values import need

# What print and our own measurements tell: errors as they are cut, accuracies whole, None where nothing is said.
PRINTED = {
    "A": {0: ("0.601", 0.6488, "0.722", 0.537), 20: (None, 0.8111, None, None), 100: (None, 0.7706, None, None),
          349: ("0.653", 0.7073, "0.108", 1.0)},
    "B": {0: (None, 0.6333, None, None), 60: (None, 0.8236, None, None), 290: ("0.399", 0.8181, "0.301", 0.908)},
    "C": {0: (None, 0.3832, None, None), 10: (None, 0.7173, None, None), 290: ("0.428", 0.7975, "0.383", 0.851)},
    "D": {0: (None, 0.394, None, 0.156), 50: (None, 0.7913, None, 0.819), 150: (None, 0.8555, None, 0.914),
          290: (None, 0.8701, None, 0.94)},
    "A mended": {349: (None, 0.829, None, 0.999)},
    "D mended": {299: (None, 0.8664, None, None)},
}
PEAKS = {"A": (16, 0.8137), "A mended": (23, 0.8643)}
BAD = [("alpha", float("nan")), ("alpha", 1e6), ("alpha", 0), ("alpha", -0.1), ("alpha", "much"), ("alpha", None),
       ("hidden_size", 0), ("hidden_size", 2.5), ("epochs", 0), ("batch_size", 0), ("dropout", 1.0), ("dropout", -0.1),
       ("seed", -1), ("l2", -1), ("l1", float("inf")), ("activation", "step"), ("activation", ["relu"]),
       ("output", "relu"), ("slope_at_zero", "no"), ("range_0_1", np.array([1, 2]))]


def one_sentence(problem):
    message = str(problem.value)
    assert "\n" not in message and message.endswith(".") and len(re.findall(r"[.!?](?=\s|$)", message)) == 1, message
    return message


def few(count=30, pixels=20, seed=7):
    """Return images (count, pixels), four of five pixels 0 as in the digits, and labels."""
    random = np.random.RandomState(seed)
    images = random.random_sample((count, pixels)) * (random.random_sample((count, pixels)) < 0.2)
    images[:, 0] = 0
    return images, random.randint(10, size=count)


def small(name, **changes):
    """Return a run with small layers and batches, and an alpha that shows in few passes."""
    run = RUNS[name]
    changes = {"hidden_size": 6, "epochs": 3, "batch_size": min(run.batch_size, 10), **changes}
    return dataclasses.replace(run, **changes)


@pytest.fixture(scope="module")
def full():
    """The full digits, train and test; without them the test is skipped, but not where CI says that it has them."""
    need(data.digits_are_full(), "digits")
    return data.load_digits("train"), data.load_digits("test")


def run(name, full, epochs=None, test_every=1):
    train, test = full
    chosen = dataclasses.replace(RUNS[name], epochs=epochs or RUNS[name].epochs)
    return list(networks.train(chosen, train.images, train.labels, test.images, test.labels, test_every=test_every))


def assert_printed(name, records):
    """Assert every figure of print that falls within these records; return how many rows were compared."""
    rows = {epoch: row for epoch, row in PRINTED[name].items() if epoch < len(records)}
    for epoch, wanted in rows.items():
        got = records[epoch]
        assert got.epoch == epoch
        shown = (str(got.test_error)[:5], got.test_accuracy, str(got.train_error)[:5], got.train_accuracy)
        assert tuple(None if w is None else g for w, g in zip(wanted, shown, strict=True)) == wanted, (name, epoch)
    return len(rows)


# The figures of print ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name, epochs, rows", [("A", 21, 2), ("B", 11, 1), ("C", 11, 2), ("D", 51, 2)])
def test_the_first_passes_print_the_known_figures(full, name, epochs, rows):
    records = run(name, full, epochs, test_every=10)
    assert assert_printed(name, records) == rows


def test_one_character_decides_how_good_run_a_gets(full):
    """Only the mended peak and the passes beside it are looked at; all 350 passes are compared by `make nightly`."""
    records = run("A mended", full, 25)
    best = max(records, key=lambda record: record.test_accuracy)
    assert (best.epoch, best.test_accuracy) == PEAKS["A mended"]
    assert networks.differences(RUNS["A"], RUNS["A mended"]) == {"slope_at_zero": (True, False)}


@pytest.mark.nightly
@pytest.mark.parametrize("name", PRINTED)
def test_whole_runs_print_the_known_figures(full, name):
    records = run(name, full, test_every=1 if name in PEAKS else 10)
    assert assert_printed(name, records) == len(PRINTED[name])
    if name in PEAKS:
        best = max(records, key=lambda record: record.test_accuracy)
        assert (best.epoch, best.test_accuracy) == PEAKS[name]


@pytest.mark.nightly
def test_the_double_division_is_a_smaller_alpha_in_disguise(full):
    once = dataclasses.replace(RUNS["D"], divide_twice=False, alpha=RUNS["D"].alpha / RUNS["D"].batch_size)
    *_, last = networks.train(once, *full[0][:2], *full[1][:2], test_every=300)
    assert last.test_accuracy == pytest.approx(run("D", full, test_every=300)[-1].test_accuracy, abs=1e-3)


# The fast loops against the plain ones -----------------------------------------------------------------------------

@pytest.mark.parametrize("name", RUNS)
def test_training_equals_the_plain_loop(name):
    (images, labels), chosen = few(), small(name)
    weights, random = networks.start(chosen, images.shape[1])
    for record in networks.train(chosen, images, labels, images, labels):
        wanted = plain_pass(chosen, weights, random, images, networks.one_hot(labels))
        np.testing.assert_allclose([record.train_error, record.train_accuracy], wanted, rtol=1e-12)
        wanted = plain_evaluation(chosen, weights, images, networks.one_hot(labels))
        np.testing.assert_allclose([record.test_error, record.test_accuracy], wanted, rtol=1e-12)
        for ours, plain in zip(record.weights, weights, strict=True):
            np.testing.assert_allclose(ours, plain, rtol=1e-12, atol=1e-14)
    assert np.abs(weights[0] - networks.start(chosen, images.shape[1])[0][0]).max() > 0


@pytest.mark.parametrize("batch_size", [1, 2, 10, 30])
def test_the_closed_form_equals_updates_inside_the_counting_loop(batch_size):
    images, labels = few()
    chosen = small("C", batch_size=batch_size, alpha=0.05)
    weights, random = networks.start(chosen, images.shape[1])
    for record in networks.train(chosen, images, labels):
        plain_pass(chosen, weights, random, images, networks.one_hot(labels))
        for ours, plain in zip(record.weights, weights, strict=True):
            np.testing.assert_allclose(ours, plain, rtol=1e-11, atol=1e-13)


def test_weights_are_drawn_lower_first_from_the_legacy_generator():
    weights, random = networks.start(Settings(hidden_size=3, range_0_1=0.01, range_1_2=0.1, seed=5), inputs=4)
    wanted = np.random.RandomState(5)
    assert (weights.weights_0_1 == 0.02 * wanted.random_sample((4, 3)) - 0.01).all()
    assert (weights.weights_1_2 == 0.2 * wanted.random_sample((3, 10)) - 0.1).all()
    assert (random.random_sample(2) == wanted.random_sample(2)).all()


@pytest.mark.parametrize("dropout, draw", [(0.5, lambda random, shape: random.randint(2, size=shape)),
                                           (0.2, lambda random, shape: random.random_sample(shape) >= 0.2)])
def test_masks_drawn_at_once_are_those_drawn_one_after_another(dropout, draw):
    one, other = np.random.RandomState(1), np.random.RandomState(1)
    counts = [1, 1, 3]
    masks = training._dropout_mask(one, Settings(hidden_size=7, dropout=dropout), sum(counts))
    assert (masks == np.concatenate([draw(other, (count, 7)) for count in counts])).all()
    assert one.random_sample() == other.random_sample()


@pytest.mark.parametrize("letter, batch_size", [("A", 1), ("B", 1), ("A mended", 3), ("D", 7)])
def test_the_size_of_a_block_changes_nothing(monkeypatch, letter, batch_size):
    chosen, found = small(letter, batch_size=batch_size), []
    for block in (1, 20, 50):
        monkeypatch.setattr(training, "BLOCK", block)
        *_, record = networks.train(chosen, *few(100))
        found.append(record)
    for record in found[1:]:
        assert record.train_error == pytest.approx(found[0].train_error, rel=1e-11)
        for matrix, wanted in zip(record.weights, found[0].weights, strict=True):
            np.testing.assert_allclose(matrix, wanted, rtol=1e-9, atol=1e-12)


def test_the_last_batch_may_be_smaller_and_no_image_is_left_out():
    images, labels = few(7)
    chosen = small("A", batch_size=4, epochs=1)
    (record,) = networks.train(chosen, images, labels)
    weights, random = networks.start(chosen, images.shape[1])
    for size, part in ((4, slice(0, 4)), (3, slice(4, 7))):
        part_settings = dataclasses.replace(chosen, batch_size=size)
        plain_pass(part_settings, weights, random, images[part], networks.one_hot(labels)[part])
    np.testing.assert_allclose(record.weights.weights_0_1, weights[0], rtol=1e-12)


def test_dropout_of_any_share_scales_what_it_keeps():
    """With nothing but the mask random, the mean of many predictions with dropout is the one without."""
    images, labels = few(1, 5)
    images[:] = 1
    chosen = Settings(hidden_size=3000, alpha=1e-9, epochs=1, dropout=0.2, range_0_1=1)
    (record,) = networks.train(chosen, images, labels)
    (without,) = networks.train(dataclasses.replace(chosen, dropout=0), images, labels)
    assert record.train_error == pytest.approx(without.train_error, rel=0.3)
    assert record.train_error != without.train_error


@pytest.mark.parametrize("l1, l2", [(0.5, 0), (0, 0.5), (0.2, 0.3)])
def test_penalties_pull_every_weight_toward_zero(l1, l2):
    images, labels = few(1)
    chosen = small("A", epochs=1, l1=l1, l2=l2, alpha=0.01)
    (record,) = networks.train(chosen, images, labels)
    (without,) = networks.train(dataclasses.replace(chosen, l1=0, l2=0), images, labels)
    before = networks.start(chosen, images.shape[1])[0]
    for ours, plain, start in zip(record.weights, without.weights, before, strict=True):
        np.testing.assert_allclose(ours, plain - 0.01 * (l2 * start + l1 * np.sign(start)), atol=1e-15)


def test_evaluation_in_slices_equals_one_image_after_another():
    images, labels = few(1003)
    chosen = small("D")
    weights, _ = networks.start(chosen, images.shape[1])
    wanted = plain_evaluation(chosen, weights, images, networks.one_hot(labels))
    np.testing.assert_allclose(networks.evaluate(weights, images, labels, "tanh", "softmax"), wanted, rtol=1e-12)


# Records, pauses, stopping -----------------------------------------------------------------------------------------

def test_a_pause_gives_the_caller_a_chance_after_every_few_images_and_changes_nothing():
    images, labels = few(100)
    test_images, test_labels = few(600)
    chosen = small("B", epochs=2)
    arguments = chosen, images, labels, test_images, test_labels
    plain = [record[:5] for record in networks.train(*arguments)]
    live = list(networks.train(*arguments, pause=0))
    assert [record[:5] for record in live if record is not None] == plain
    chances = [sum(record is None for record in live[:live.index(record)]) for record in live if record is not None]
    assert chances[0] >= 100 // training.BLOCK + 600 // 250 and chances[1] >= 2 * chances[0]


def test_without_a_pause_only_records_come():
    assert all(record is not None for record in networks.train(small("A"), *few()))
    assert [record.epoch for record in networks.train(small("A"), *few(), pause=600)] == [0, 1, 2]


def test_a_run_can_be_stopped_in_the_middle_of_a_pass():
    training_run = networks.train(small("A", epochs=100_000), *few(100), pause=0)
    assert next(training_run) is None
    training_run.close()
    assert next(training_run, "over") == "over"


def test_test_figures_are_taken_every_so_many_passes_and_after_the_last():
    records = list(networks.train(small("A", epochs=6), *few(), *few(), test_every=2))
    assert [record.epoch for record in records if not np.isnan(record.test_error)] == [0, 2, 4, 5]
    assert all(np.isnan(record.test_accuracy) for record in networks.train(small("A"), *few()))


def test_figures_are_plain_floats_that_print_as_in_print():
    record = next(networks.train(small("A"), *few(), *few()))
    assert [type(value) for value in record[:5]] == [int, float, float, float, float]


def test_weights_of_a_record_train_on_and_copies_do_not():
    training_run = networks.train(small("A", alpha=0.1), *few())
    weights = next(training_run).weights
    kept = weights.copy()
    next(training_run)
    assert (weights.weights_0_1 != kept.weights_0_1).any()


def test_training_leaves_the_data_alone():
    images, labels = few()
    before = images.copy(), labels.copy()
    list(networks.train(small("D"), images, labels, images, labels))
    assert (images == before[0]).all() and (labels == before[1]).all()


def test_the_example_in_the_documentation_works():
    assert doctest.testmod(training, extraglobs={"Settings": Settings}).failed == 0


def test_printed_and_mended_runs_differ_in_the_named_switches():
    switches = {"A": {"slope_at_zero"}, "B": {"slope_at_zero"},
                "C": {"slope_at_zero", "update_while_counting", "alpha"},
                "D": {"divide_twice", "slope_after_dropout", "alpha"}}
    for letter, names in switches.items():
        assert set(networks.differences(RUNS[letter], RUNS[f"{letter} mended"])) == names


# Activations -------------------------------------------------------------------------------------------------------

def test_softmax_does_not_overflow():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (networks.softmax([1e4, 0.0, -1e4]) == [1, 0, 0]).all()
        assert (networks.softmax(np.full((2, 4), 1e4)) == 0.25).all()
        assert (networks.softmax(np.full(4, -1e4)) == 0.25).all()


def test_softmax_equals_the_printed_one_where_that_works():
    scores = np.random.RandomState(1).uniform(-20, 20, size=(5, 10))
    np.testing.assert_allclose(networks.softmax(scores), np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))


def test_sigmoid_does_not_overflow():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (networks.sigmoid(np.array([-1e4, 0, 1e4])) == [0, 0.5, 1]).all()
    x = np.linspace(-30, 30, 61)
    np.testing.assert_allclose(networks.sigmoid(x), 1 / (1 + np.exp(-x)), rtol=1e-14)


@pytest.mark.parametrize("function, slope", [(np.tanh, networks.tanh_slope), (networks.sigmoid, networks.sigmoid_slope),
                                             (networks.relu, networks.relu_slope)])
def test_slopes_from_the_output_are_the_numerical_slopes(function, slope):
    x = np.linspace(-3, 3, 12)
    assert networks.gradient_check(lambda x: function(x).sum(), x, slope(function(x))).difference < 1e-7


def test_the_two_slopes_of_relu_differ_only_where_it_is_off():
    output = networks.relu(np.array([-2.0, 0.0, 3.0]))
    assert networks.relu_slope(output).tolist() == [False, False, True]
    assert networks.relu_slope(output, at_zero=True).all()


def test_one_hot():
    assert networks.one_hot([3, 0]).tolist() == [[0, 0, 0, 1, 0, 0, 0, 0, 0, 0], [1] + [0] * 9]


# Gradient check ----------------------------------------------------------------------------------------------------

def error_of(chosen, layer_0, target, mask=1.0):
    """Return the function of the weights whose slope the training goes down: half the squared error, or the entropy."""
    def error(weights):
        layer_1 = ACTIVATIONS[chosen.activation][0](layer_0.dot(weights[0])) * mask
        layer_2 = OUTPUTS[chosen.output](layer_1.dot(weights[1]))
        errors = {"linear": lambda: ((layer_2 - target) ** 2).sum() / 2,
                  "softmax": lambda: -np.log(layer_2[target == 1]).sum(),
                  "sigmoid": lambda: -np.log(np.where(target == 1, layer_2, 1 - layer_2)).sum()}
        penalty = sum(chosen.l2 / 2 * (matrix ** 2).sum() + chosen.l1 * np.abs(matrix).sum() for matrix in weights)
        return errors[chosen.output]() / len(target) + penalty
    return error


def trained_slopes(chosen, images, labels):
    """Return the starting weights, and the slopes that one update of `train` has followed."""
    before, _ = networks.start(chosen, images.shape[1])
    (record,) = networks.train(chosen, images, labels)
    slopes = [(start - end) / chosen.alpha for start, end in zip(before, record.weights, strict=True)]
    return before, Weights(*slopes)


def far_from_the_bend(chosen, images, weights):
    """Return whether no hidden node is so near 0 that moving a weight would switch it; a dark image counts as far."""
    sums = images.dot(weights[0])
    return chosen.activation != "relu" or (np.abs(sums[sums != 0]) > 1e-3).all()


networks_to_check = st.builds(
    Settings, hidden_size=st.integers(1, 6), batch_size=st.integers(1, 5), seed=st.integers(0, 2**32 - 1),
    activation=st.sampled_from(list(ACTIVATIONS)), output=st.sampled_from(list(OUTPUTS)), epochs=st.just(1),
    alpha=st.just(0.1), range_0_1=st.just(1.0), range_1_2=st.just(1.0),
    l1=st.sampled_from([0, 0.3]), l2=st.sampled_from([0, 0.3]))


@settings(max_examples=60, deadline=None)
@given(chosen=networks_to_check, pixels=st.integers(1, 8), bug=st.sampled_from([0.0, -1.0, 0.5, 1.01, 2.0]))
def test_back_propagation_follows_the_numerical_slope_and_a_planted_bug_is_found(chosen, pixels, bug):
    images, labels = few(chosen.batch_size, pixels, chosen.seed % 1000)
    weights, slopes = trained_slopes(chosen, images, labels)
    assume(far_from_the_bend(chosen, images, weights))
    # The slope of abs has a jump at 0, like relu's.
    assume(min(np.abs(matrix).min() for matrix in weights) > 1e-3)
    error = error_of(chosen, images, networks.one_hot(labels))
    assert networks.gradient_check(error, weights, slopes).difference < 1e-5

    sizes = [np.abs(matrix).max() for matrix in slopes]
    wrong = int(np.argmax(sizes))
    place = np.unravel_index(np.abs(slopes[wrong]).argmax(), slopes[wrong].shape)
    assume(sizes[wrong] > 1e-3)
    slopes[wrong][place] *= bug
    found = networks.gradient_check(error, weights, slopes)
    assert found.difference > 0.005
    assert found.where == f"{Weights._fields[wrong]}[{', '.join(map(str, place))}]"
    assert found.yours == slopes[wrong][place]


def test_the_check_finds_the_printed_slope_of_relu():
    images, labels = few(4)
    chosen = Settings(hidden_size=5, batch_size=4, epochs=1, range_0_1=1, range_1_2=1)
    for at_zero, finds in ((False, False), (True, True)):
        weights, slopes = trained_slopes(dataclasses.replace(chosen, slope_at_zero=at_zero), images, labels)
        found = networks.gradient_check(error_of(chosen, images, networks.one_hot(labels)), weights, slopes)
        assert (found.difference > 0.1) == finds and (found.where.startswith("weights_0_1") or not finds)


@pytest.mark.parametrize("after, finds", [(False, False), (True, True)])
def test_the_check_finds_the_slope_taken_after_dropout(after, finds):
    """With dropout print does not double the lower slopes again; that is a factor alpha can hold, not a wrong way."""
    images, labels = few(4)
    chosen = Settings(hidden_size=8, batch_size=4, epochs=1, dropout=0.5, activation="tanh", output="softmax",
                      range_0_1=1, range_1_2=1, slope_after_dropout=after)
    mask = networks.start(chosen, images.shape[1])[1].randint(2, size=(4, 8)) * 2
    weights, slopes = trained_slopes(chosen, images, labels)
    slopes = Weights(2 * slopes.weights_0_1, slopes.weights_1_2)
    error = error_of(chosen, images, networks.one_hot(labels), mask)
    assert (networks.gradient_check(error, weights, slopes).difference > 0.1) == finds


def test_the_check_takes_one_array_or_a_list_and_counts_the_dropped_factor_in():
    inputs, target = np.array([8.5, 0.65, 1.2]), 1

    def error(weights):
        return (inputs.dot(weights) - target) ** 2

    def error_of_list(weights):
        return error(weights[0])

    weights = np.array([0.1, 0.2, -0.1])
    weight_delta = inputs * (inputs.dot(weights) - target)
    assert networks.gradient_check(error, weights, weight_delta, factor=2).difference < 1e-7
    found = networks.gradient_check(error, weights, weight_delta)
    assert found.difference == pytest.approx(0.5) and found.numerical == pytest.approx(2 * found.yours)
    assert networks.gradient_check(error_of_list, [weights], [weight_delta], factor=2).where.startswith("weights[0][")
    assert weights.tolist() == [0.1, 0.2, -0.1]
    assert re.fullmatch(r"largest relative difference 5.0e-01 at weights\[\d\]: numerical \S+, yours \S+", str(found))


def test_the_check_says_that_dead_slopes_agree_and_that_nan_does_not():
    assert networks.gradient_check(lambda weights: 1.0, np.ones(2), np.zeros(2)).difference == 0
    assert networks.gradient_check(lambda weights: weights.sum(), np.ones(2), [1, np.nan]).difference > 1e300


@pytest.mark.parametrize("error, weights, slopes", [
    (lambda weights: weights.sum(), np.ones((2, 3)), np.ones((3, 2))),
    (lambda weights: 0.0, [np.ones(2)], []),
    (lambda weights: 0.0, [], []),
    (lambda weights: weights, np.ones(3), np.ones(3)),
    (lambda weights: float("nan"), np.ones(3), np.ones(3)),
    (lambda weights: None, np.ones(3), np.ones(3)),
])
def test_what_cannot_be_checked_is_told_in_one_sentence(error, weights, slopes):
    with pytest.raises(CourseError) as problem:
        networks.gradient_check(error, weights, slopes)
    one_sentence(problem)


# Bad input ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name, value", BAD)
def test_settings_refuse_bad_values_in_one_sentence(name, value):
    with pytest.raises(CourseError) as problem:
        Settings(**{name: value})
    assert one_sentence(problem).startswith(name)


def test_settings_take_whole_numbers_of_any_kind():
    assert type(Settings(hidden_size=np.int64(5), epochs=2.0).epochs) is int
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().alpha = 1


def test_penalty_and_update_while_counting_do_not_go_together():
    with pytest.raises(CourseError) as problem:
        dataclasses.replace(RUNS["C"], l2=0.1)
    one_sentence(problem)


@pytest.mark.parametrize("images, labels, word", [
    ([], [], "table"), (np.ones((0, 4)), [], "table"), (np.ones((2, 2, 2)), [1, 2], "table"), ("no", [1], "table"),
    ([[1, 2], [3]], [1, 2], "table"), (np.ones((2, 4)), [1, 10], "0 to 9"), (np.ones((2, 4)), [-1, 0], "0 to 9"),
    (np.ones((2, 4)), [0.5, 1], "0 to 9"), (np.ones((2, 4)), ["1", "2"], "0 to 9"), (np.ones((2, 4)), [1], "one label"),
    (np.ones((2, 4)), np.eye(2), "label"), (np.full((2, 4), np.nan), [1, 2], "finite"),
])
def test_training_and_evaluation_refuse_bad_data_in_one_sentence(images, labels, word):
    weights, _ = networks.start(Settings(hidden_size=3), inputs=4)
    good = np.ones((2, 4)), [1, 2]
    for attempt in (lambda: networks.train(Settings(), images, labels),
                    lambda: networks.evaluate(weights, images, labels),
                    lambda: networks.train(Settings(), *good, images, labels)):
        with pytest.raises(CourseError) as problem:
            attempt()
        assert word in one_sentence(problem)


@pytest.mark.parametrize("attempt, word", [
    (lambda: networks.train(Settings(batch_size=31), *few()), "larger than the data"),
    (lambda: networks.train(Settings(), *few(pixels=20), *few(pixels=9)), "20 pixels"),
    (lambda: networks.train("A", *few()), "settings"),
    (lambda: networks.train(Settings(), *few(), test_every=0), "test_every"),
    (lambda: networks.train(Settings(), *few(), pause="long"), "pause"),
    (lambda: networks.forward((np.ones((3, 2)), np.ones((4, 10))), np.ones((1, 3))), "(3, 2) (4, 10)"),
    (lambda: networks.forward((np.ones((3, 2)),), np.ones((1, 3))), "join"),
    (lambda: networks.forward((np.ones((3, 2)), np.ones((2, 10))), np.ones(3)), "join"),
    (lambda: networks.forward((np.ones((3, 2)), np.ones((2, 10))), np.ones((1, 3)), "step"), "activation"),
    (lambda: networks.one_hot([]), "digit"),
    (lambda: networks.evaluate((np.ones((20, 2)), np.ones((2, 3))), *few()), "10 outputs"),
    (lambda: networks.evaluate((np.ones((9, 2)), np.ones((2, 10))), *few()), "join"),
])
def test_what_does_not_fit_is_told_at_once_in_one_sentence(attempt, word):
    with pytest.raises(CourseError) as problem:
        attempt()
    assert word in one_sentence(problem)


@pytest.mark.parametrize("changes", [{"alpha": 100}, {"alpha": 5}, {"alpha": 100, "activation": "sigmoid"},
                                     {"alpha": 50, "batch_size": 10, "slope_at_zero": True},
                                     {"alpha": 10, "slope_at_zero": True}])
def test_a_diverging_run_says_so_and_stops_without_warnings(changes):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(CourseError) as problem:
            list(networks.train(Settings(epochs=1000, **changes), *few(), *few()))
    assert "diverges in epoch " in one_sentence(problem) and f"below {changes['alpha']}" in str(problem.value)


def test_a_run_whose_weights_explode_behind_softmax_ends_without_warnings():
    chosen = Settings(epochs=300, alpha=100, output="softmax", range_0_1=100, range_1_2=100)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            records = list(networks.train(chosen, *few(), *few()))
            assert all(np.isfinite(record[:5]).all() for record in records)
        except CourseError as problem:
            assert "diverges" in str(problem)
