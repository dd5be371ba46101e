"""Reading texts, the network of praise and the blanks against plain loops, and what is refused."""
import dataclasses
import doctest
import sys

import numpy as np
import pytest

from helpers import networks
from helpers.arguments import CourseError
from helpers.networks import SENTIMENT_RUNS, BlankSettings, SentimentSettings, blanks
from benchmarks.libraries import plain_sentiment_pass
from tests.networks.test_networks import one_sentence

TEXTS = ["The cat sat on the mat.", "the DOG sat", "", "Ein Hund; 猫 кот", "the cat the cat the cat"]
BAGS = [np.array([0, 2, 5]), np.array([1, 2]), np.array([], dtype=int), np.array([3, 4, 5, 6]), np.array([6])]
LABELS = np.array([1, 0, 1, 1, 0])


# Texts -------------------------------------------------------------------------------------------------------------

def test_words_are_small_letters_and_signs_in_their_order():
    assert networks.words_of("Don't PANIC: 42 ways!") == ["don", "'", "t", "panic", ":", "42", "ways", "!"]
    assert networks.words_of("Ça va?") == ["ça", "va", "?"]
    assert networks.words_of(" \n\t") == []
    assert networks.words_of("这部电影 好") == ["这部电影", "好"]
    assert doctest.testmod(sys.modules["helpers.networks.words"]).failed == 0


def test_a_vocabulary_is_in_the_order_of_the_alphabet_and_texts_keep_theirs():
    vocabulary, places = networks.read(TEXTS)
    assert vocabulary.words == sorted({word for text in TEXTS for word in networks.words_of(text)})
    assert all(vocabulary.places[word] == place for place, word in enumerate(vocabulary.words))
    assert [[vocabulary.words[i] for i in text] for text in places] == [networks.words_of(text) for text in TEXTS]
    assert networks.read(TEXTS)[0] == vocabulary


def test_words_that_are_not_in_the_vocabulary_are_left_out():
    vocabulary, _ = networks.read(TEXTS)
    known = networks.in_vocabulary("the purple CAT, the", vocabulary)
    assert [vocabulary.words[i] for i in known] == ["the", "cat", "the"]
    assert networks.in_vocabulary("", vocabulary).size == 0


def test_a_text_of_100_000_words_is_read():
    vocabulary, places = networks.read(["good bad " * 50_000])
    assert len(vocabulary.words) == 2 and len(places[0]) == 100_000


@pytest.mark.parametrize("word, said", [("zebra", "does not occur"), ("catt", "try cat"), ("", "one word"),
                                        ("the cat", "one word"), (None, "string"), (7, "string")])
def test_a_word_that_has_no_place_gets_a_sentence(word, said):
    vocabulary, _ = networks.read(TEXTS)
    with pytest.raises(CourseError) as problem:
        networks.place(word, vocabulary)
    assert said in one_sentence(problem)


@pytest.mark.parametrize("texts", [[], [""], "the cat", ["a", 3]])
def test_texts_that_are_none_get_a_sentence(texts):
    with pytest.raises(CourseError) as problem:
        networks.read(texts)
    one_sentence(problem)


# Praise or blame ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", SENTIMENT_RUNS)
def test_training_equals_the_plain_loop(name):
    settings = dataclasses.replace(SENTIMENT_RUNS[name], hidden_size=6, epochs=3, alpha=0.5)
    weights = networks.start_sentiment(settings, 7)
    full_bags, labels = [bag for bag in BAGS if len(bag)], LABELS[[0, 1, 3, 4]]
    right = []
    for record in networks.train_sentiment(settings, full_bags, labels, 7):
        right.append(plain_sentiment_pass(settings, weights, full_bags, labels))
        assert record.train_accuracy == right[-1] and record.overall_accuracy == pytest.approx(np.mean(right))
        for ours, plain in zip(record.weights, weights, strict=True):
            np.testing.assert_allclose(ours, plain, rtol=1e-12)


@pytest.mark.parametrize("settings", [SentimentSettings(hidden_size=4, epochs=1, alpha=0.1),
                                      SentimentSettings(hidden_size=4, epochs=1, alpha=0.1, activation="linear")])
def test_backpropagation_follows_the_numerical_slope_unless_the_slope_is_left_out(settings):
    def error(weights):
        _, praise = networks.forward_sentiment(weights, BAGS[3], settings.activation)
        return -np.log(praise)

    before = networks.start_sentiment(settings, 7)
    for left_out in (False, True):
        chosen = dataclasses.replace(settings, slope_left_out=left_out)
        (record,) = networks.train_sentiment(chosen, [BAGS[3]], [1], 7)
        slopes = networks.Weights(*((start - end) / settings.alpha
                                             for start, end in zip(before, record.weights, strict=True)))
        found = networks.gradient_check(error, before, slopes).difference
        assert (found > 1e-4) is (left_out and settings.activation == "sigmoid")


def test_a_review_without_known_words_is_no_obstacle():
    *_, record = networks.train_sentiment(SentimentSettings(hidden_size=3), BAGS, LABELS, 7)
    assert np.isfinite(record.weights.weights_0_1).all()
    assert 0 <= networks.evaluate_sentiment(record.weights, BAGS, LABELS) <= 1


def test_a_pause_gives_chances_to_stop():
    live = list(networks.train_sentiment(SentimentSettings(hidden_size=3), BAGS, LABELS, 7, pause=0))
    assert [record is None for record in live] == [True, False, True, False]


@pytest.mark.parametrize("attempt, word", [
    (lambda: networks.train_sentiment("F", BAGS, LABELS, 7), "settings"),
    (lambda: networks.train_sentiment(SentimentSettings(), BAGS, LABELS[:2], 7), "one label"),
    (lambda: networks.train_sentiment(SentimentSettings(), [], [], 7), "at least one"),
    (lambda: networks.train_sentiment(SentimentSettings(), BAGS, LABELS + 1, 7), "1 for praise"),
    (lambda: networks.train_sentiment(SentimentSettings(), BAGS, LABELS, 6), "6 words"),
    (lambda: networks.train_sentiment(SentimentSettings(), BAGS, LABELS, 0), "size"),
    (lambda: networks.evaluate_sentiment(networks.start_sentiment(SentimentSettings(), 7), [], []), "at least one"),
    (lambda: SentimentSettings(alpha=float("nan")), "alpha"), (lambda: SentimentSettings(hidden_size=0), "hidden_size"),
    (lambda: SentimentSettings(activation="relu"), "activation"),
    (lambda: SentimentSettings(slope_left_out=1), "switch"),
])
def test_what_does_not_fit_is_told_in_one_sentence(attempt, word):
    with pytest.raises(CourseError) as problem:
        attempt()
    assert word in one_sentence(problem)


# Blanks ------------------------------------------------------------------------------------------------------------

def plain_blanks(settings, texts, size):
    """Fill in the blanks, one position after another."""
    (around, inside), random = networks.start_blanks(settings, size)
    positions = [(text, at) for text in texts for at in range(len(text))]
    words = np.concatenate(texts)
    for _ in range(settings.epochs):
        for number in random.permutation(len(positions)):
            text, at = positions[number]
            context = [text[i] for i in range(at - settings.window, at + settings.window + 1)
                       if i != at and 0 <= i < len(text)]
            asked = np.append(text[at], words[random.integers(len(words), size=settings.negatives)])
            layer_1 = around[context].mean(axis=0) if context else np.zeros(settings.hidden_size)
            delta = 1 / (1 + np.exp(-inside[asked].dot(layer_1))) - (np.arange(len(asked)) == 0)
            layer_1_delta = delta.dot(inside[asked])
            for word, change in zip(asked, np.outer(delta, layer_1), strict=True):
                inside[word] -= settings.alpha * change
            for word in context:
                around[word] -= settings.alpha * layer_1_delta
    return around, inside


@pytest.mark.parametrize("changes", [{}, {"window": 1}, {"negatives": 2, "window": 3}])
def test_batches_of_one_equal_the_plain_loop(changes):
    settings = BlankSettings(hidden_size=5, epochs=3, batch_size=1, precision="float64", alpha=0.3, **changes)
    _, texts = networks.read(TEXTS)
    *_, record = networks.train_blanks(settings, texts, 14)
    assert record.done == record.total == 3 * sum(map(len, texts))
    for ours, plain in zip(record.weights, plain_blanks(settings, texts, 14), strict=True):
        np.testing.assert_allclose(ours, plain, rtol=1e-11, atol=1e-14)


def test_a_batch_adds_up_what_its_positions_ask_with_the_weights_before_it():
    settings = BlankSettings(hidden_size=5, epochs=1, batch_size=100, precision="float64")
    _, texts = networks.read(TEXTS)
    *_, record = networks.train_blanks(settings, texts, 14)
    # The words inside start at 0, so in the first batch every delta is 0.5 - target and no context is blamed.
    before, random = networks.start_blanks(settings, 14)
    np.testing.assert_array_equal(record.weights.weights_0_1, before.weights_0_1)
    assert record.error == pytest.approx(6 * 0.25)
    assert np.abs(record.weights.weights_1_2).max() > 0


def test_a_word_that_stands_often_in_a_batch_is_calmed():
    changes = np.ones((2, 3))
    places = np.array([0] * 32 + [1] * 16)
    np.testing.assert_allclose(blanks._calmed(changes, places), [[0.5] * 3, [1.0] * 3])


def test_a_seed_makes_it_deterministic():
    _, texts = networks.read(TEXTS)
    one, other, third = ([*networks.train_blanks(BlankSettings(hidden_size=4, seed=seed), texts, 14)][-1].weights
                         for seed in (1, 1, 2))
    assert (one.weights_0_1 == other.weights_0_1).all() and (one.weights_0_1 != third.weights_0_1).any()
    assert one.weights_0_1.dtype == np.float32


@pytest.mark.parametrize("attempt, word", [
    (lambda: networks.train_blanks("now", [[0, 1]], 2), "BlankSettings"),
    (lambda: networks.train_blanks(BlankSettings(), [], 2), "two words"),
    (lambda: networks.train_blanks(BlankSettings(), [[1], []], 2), "two words"),
    (lambda: networks.train_blanks(BlankSettings(), [[0, 3]], 3), "3 words"),
    (lambda: networks.train_blanks(BlankSettings(), [[0, -1]], 3), "3 words"),
    (lambda: networks.train_blanks(BlankSettings(), [[0, 1]], 2.5), "size"),
    (lambda: list(networks.train_blanks(BlankSettings(alpha=90, epochs=1000), [[0, 1, 2] * 400], 3)), "diverges"),
    (lambda: BlankSettings(alpha=float("nan")), "alpha"), (lambda: BlankSettings(window=0), "window"),
    (lambda: BlankSettings(batch_size=0), "batch_size"), (lambda: BlankSettings(precision="float8"), "precision"),
])
def test_blanks_that_cannot_be_filled_are_told_in_one_sentence(attempt, word):
    with pytest.raises(CourseError) as problem:
        attempt()
    assert word in one_sentence(problem)
