"""The vocabulary, the network of praise beyond run F, and the blanks against a plain loop."""
import doctest
import sys

import numpy as np
import pytest

from helpers import networks
from helpers.networks import blanks, sentiment
from tests.networks import plain_loops
from tests.networks.small import assert_close, refused

TEXTS = ["The cat sat on the mat.", "the DOG sat", "", "Ein Hund; 猫 кот", "the cat the cat the cat"]
VOCABULARY = networks.build_vocabulary(TEXTS)
PLACES = [VOCABULARY.places_in(text) for text in TEXTS]
BAGS = [np.array([0, 2, 5]), np.array([1, 2]), np.array([], dtype=int), np.array([6])]
WEIGHTS, _ = sentiment.start(sentiment.Settings(vocabulary_size=7))


def test_words_are_small_letters_and_signs_in_their_order():
    assert networks.words_of("Don't PANIC: 42 ways!") == ["don", "'", "t", "panic", ":", "42", "ways", "!"]
    assert networks.words_of("Ça va?") == ["ça", "va", "?"]
    assert networks.words_of(" \n\t") == []
    assert networks.words_of("这部电影 好") == ["这部电影", "好"]
    assert doctest.testmod(sys.modules["helpers.networks.vocabulary"]).failed == 0


def test_a_vocabulary_is_in_the_order_of_the_alphabet_and_texts_keep_theirs():
    assert VOCABULARY.words == sorted({word for text in TEXTS for word in networks.words_of(text)})
    assert all(VOCABULARY.place_of(word) == place for place, word in enumerate(VOCABULARY.words))
    assert [[VOCABULARY.words[i] for i in text] for text in PLACES] == [networks.words_of(text) for text in TEXTS]


def test_words_that_are_not_in_the_vocabulary_are_left_out():
    assert [VOCABULARY.words[i] for i in VOCABULARY.places_in("the purple CAT, the")] == ["the", "cat", "the"]
    assert VOCABULARY.places_in("").size == 0 and VOCABULARY.places_in("the cat " * 50_000).size == 100_000


@pytest.mark.parametrize("word, said", [("zebra", "does not occur"), ("catt", "try cat"), ("", "one word"),
                                        ("the cat", "one word"), (None, "text in quotes"), (7, "text in quotes")])
def test_a_word_that_has_no_place_gets_a_sentence(word, said):
    assert said in refused(VOCABULARY.place_of, word)


@pytest.mark.parametrize("texts", [[], [""], "the cat", ["a", 3]])
def test_texts_without_words_get_a_sentence(texts):
    refused(networks.build_vocabulary, texts)


def test_a_review_without_known_words_is_no_obstacle():
    settings = sentiment.Settings(vocabulary_size=7, hidden_size=3)
    records = list(sentiment.train(settings, BAGS, [1, 0, 1, 0], BAGS, [1, 0, 1, 0]))
    assert np.isfinite(records).all()


def test_half_the_memory_takes_the_same_way():
    weights = [sentiment.train(sentiment.Settings(vocabulary_size=7, precision=precision), BAGS, [1, 0, 1, 0]).finish()
               .weights.weights_0_1 for precision in ("float32", "float64")]
    assert weights[0].dtype == np.float32
    assert_close(*weights, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("changes", [{}, {"window": 1}, {"negatives": 2, "window": 3}])
def test_batches_of_one_equal_the_plain_loop(changes):
    settings = blanks.Settings(vocabulary_size=14, hidden_size=5, epochs=3, batch_size=1, precision="float64",
                               alpha=0.3, **changes)
    weights, random = blanks.start(settings)
    plain_loops.blanks(settings, weights, random, PLACES)
    assert_close(blanks.train(settings, PLACES).finish().weights, weights)


def test_a_batch_adds_up_what_its_positions_ask_with_the_weights_before_it():
    settings = blanks.Settings(vocabulary_size=14, hidden_size=5, epochs=1, batch_size=100, precision="float64")
    training = blanks.train(settings, PLACES).finish()
    # The words inside start at 0, so in the first batch every delta is 0.5 - target and no context is blamed.
    np.testing.assert_array_equal(training.weights.weights_0_1, blanks.start(settings)[0].weights_0_1)
    assert training.records[0].train_error == pytest.approx(6 * 0.25)
    assert np.abs(training.weights.weights_1_2).max() > 0


def test_the_step_of_a_word_that_a_batch_holds_often_is_damped():
    places = np.array([0] * 32 + [1] * 16)
    np.testing.assert_allclose(blanks._steps(np.ones((2, 3)), places, 0.1), [[0.05] * 3, [0.1] * 3])


def test_a_seed_makes_it_deterministic():
    one, other, third = (blanks.train(blanks.Settings(vocabulary_size=14, hidden_size=4, seed=seed), PLACES)
                         .finish().weights.weights_0_1 for seed in (1, 1, 2))
    assert (one == other).all() and (one != third).any() and one.dtype == np.float32


@pytest.mark.parametrize("attempt, word", [
    (lambda small: sentiment.train(small, BAGS, [1, 0]), "equally many"),
    (lambda small: sentiment.train(small, [], []), "bags"),
    (lambda small: sentiment.train(small, BAGS, [1, 2, 0, 1]), "labels[1] must be between 0 and 1"),
    (lambda small: sentiment.train(small, BAGS, [1, 0, 1, 0]), "4 words"),
    (lambda small: sentiment.evaluate(WEIGHTS, [], []), "bags"),
    (lambda small: sentiment.evaluate(WEIGHTS, [np.array([7])], [1]), "7 words"),
    (lambda small: sentiment.forward(WEIGHTS, BAGS[0], "relu"), "activation"),
])
def test_reviews_that_do_not_fit_are_refused_in_one_sentence(attempt, word):
    assert word in refused(attempt, sentiment.Settings(vocabulary_size=4))


@pytest.mark.parametrize("texts, word", [([], "texts"), ([[1], []], "two words"), ([[0, 3]], "3 words"),
                                         ([[0, -1]], "0 or more"), ([[0, 1, 2] * 400], "diverges after")])
def test_blanks_that_cannot_be_filled_are_refused_in_one_sentence(texts, word):
    settings = blanks.Settings(vocabulary_size=3, alpha=90, epochs=1000)
    assert word in refused(lambda: blanks.train(settings, texts).finish())
