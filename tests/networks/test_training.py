"""What the trainings of all networks have in common: epochs, pieces, weights that stay as they are, and refusals."""
import dataclasses
import math

import numpy as np
import pytest

from helpers.networks import blanks, convolution, dense, sentiment
from tests.networks.small import few, refused

BAGS, LABELS = [np.array([0, 2]), np.array([1]), np.array([2, 3])] * 400, np.array([1, 0, 1] * 400)
TEXT = np.arange(40) % 4
# Settings, the data to learn from, and those to be tested with.
NETWORKS = {
    dense: (dense.Settings(hidden_size=4, epochs=3, alpha=0.1), few(100), few(600)),
    convolution: (convolution.Settings(kernels=2, epochs=3, batch_size=8), few(20, 49), few(120, 49)),
    sentiment: (sentiment.Settings(vocabulary_size=4, hidden_size=3, epochs=3), (BAGS, LABELS), (BAGS, LABELS)),
    blanks: (blanks.Settings(vocabulary_size=4, hidden_size=3, epochs=3, batch_size=10), ([TEXT],), ()),
}
PIECES = {dense: 2 + 3, convolution: 3 + 3, sentiment: 3 + 3, blanks: 4}
each = pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.__name__.split(".")[-1])


def start(network, **options):
    settings, learned, tested = NETWORKS[network]
    return network.train(settings, *learned, *tested, **options)


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@each
def test_there_is_one_record_an_epoch_of_plain_figures(network):
    training = start(network)
    records = list(training)
    assert records == training.records and [record.epoch for record in records] == [0, 1, 2]
    assert [type(value) for value in records[0]] == [int, float, float, float, float]
    assert network is blanks or np.isfinite(records).all()
    assert not math.isnan(records[0].train_error) and next(training, "over") == "over"


@each
def test_steps_tell_the_share_that_is_done_and_change_nothing(network):
    training, shares, counts = start(network), [], []
    for share in training.steps():
        shares.append(share)
        counts.append(len(training.records))
    assert np.allclose(np.diff([0, *shares]), 1 / len(shares)) and shares[-1] == 1
    assert len(shares) == 3 * PIECES[network] and counts == [int(3 * share + 1e-9) for share in shares]
    whole = start(network).finish()
    assert repr(whole.records) == repr(training.records) and same(whole.weights, training.weights)


@each
def test_a_run_can_be_stopped_in_the_middle_of_an_epoch_and_go_on(network):
    training = start(network)
    next(training.steps())
    assert training.records == []
    assert repr([next(training), *training]) == repr(start(network).finish().records)


@each
def test_weights_are_a_copy(network):
    training = start(network)
    assert same(training.weights, network.start(NETWORKS[network][0], *(
        [data.shape[1] for data in NETWORKS[network][1][:1]] if network in (dense, convolution) else []))[0])
    next(training)
    kept = training.weights
    wanted = [matrix.copy() for matrix in kept]
    next(training)
    assert same(kept, wanted) and not same(training.weights, wanted)
    for matrix in training.weights:
        matrix[:] = 0
    assert same(training.finish().weights, start(network).finish().weights)


@pytest.mark.parametrize("network", [dense, convolution, sentiment])
def test_the_test_is_taken_every_so_many_epochs_and_after_the_last(network):
    settings, learned, tested = NETWORKS[network]
    training = network.train(dataclasses.replace(settings, epochs=6), *learned, *tested, test_every=2).finish()
    assert [record.epoch for record in training.records if record.test_accuracy >= 0] == [0, 2, 4, 5]
    last = training.records[-1]
    assert network.evaluate(training.weights, *tested) == pytest.approx((last.test_error, last.test_accuracy), 1e-12)
    assert all(np.isnan(record[1:3]).all() for record in network.train(settings, *learned))
    assert "test_every" in refused(start, network, test_every=0)


@each
def test_training_leaves_the_data_alone(network):
    before = repr(NETWORKS[network])
    start(network).finish()
    assert repr(NETWORKS[network]) == before


@each
def test_wrong_settings_are_refused(network):
    _, learned, _ = NETWORKS[network]
    assert "A" in refused(network.train, "A", *learned)
    other = dense if network is not dense else sentiment
    said = refused(network.train, NETWORKS[other][0], *learned)
    assert f"{network.__name__.removeprefix('helpers.')}.Settings" in said


@pytest.mark.parametrize("network, name, value", [
    *((dense, name, value) for name, value in [
        ("alpha", float("nan")), ("alpha", 1e6), ("alpha", 0), ("alpha", -0.1), ("alpha", "much"), ("alpha", None),
        ("hidden_size", 0), ("hidden_size", 2.5), ("epochs", 0), ("batch_size", 0), ("dropout", 1.0),
        ("dropout", -0.1), ("seed", -1), ("l2", -1), ("l2", 101), ("l1", float("inf")), ("activation", "step"),
        ("activation", ["relu"]), ("output", "relu"), ("range_0_1", np.array([1, 2]))]),
    *((convolution, name, value) for name, value in [
        ("kernels", 0), ("dropout", 0.3), ("dropout", float("nan")), ("dropout", None), ("precision", "float16"),
        ("frozen_kernels", "yes"), ("range_0_1", float("inf"))]),
    *((sentiment, name, value) for name, value in [("vocabulary_size", 0), ("activation", "relu")]),
    *((blanks, name, value) for name, value in [("window", 0), ("negatives", 0), ("precision", "float8")])])
def test_settings_refuse_bad_values_in_one_sentence(network, name, value):
    assert refused(dataclasses.replace, NETWORKS[network][0], **{name: value}).startswith(name)


def test_settings_take_whole_numbers_of_any_kind_and_stay():
    assert type(dense.Settings(hidden_size=np.int64(5), epochs=2.0).epochs) is int
    with pytest.raises(dataclasses.FrozenInstanceError):
        dense.Settings().alpha = 1
