"""What is said of two known mistakes at once, and of results that hold too little or too much."""
import numpy as np
import pytest

from helpers.exercises.exercise import exercise

CLIMB, NO_ALPHA = "You climb the error; subtract.", "Alpha is missing; it scales the step."


@exercise("my_step", lesson=4, section="1. A step", praise="Down.", hints=("Subtract.", "Alpha times."))
def step(weight, alpha, weight_delta):
    """Return the weight after one update."""
    return weight - alpha * weight_delta


step.cases(lambda rng: [("three numbers", *rng.uniform(0.1, 2, 3)) for _ in range(2)])
step.mistake(CLIMB, edit=("weight - alpha", "weight + alpha"))
step.mistake(NO_ALPHA, edit=("alpha * weight_delta", "weight_delta"))


@exercise("my_side", lesson=4, section="2. A side", praise="Yes.", hints=("Compare.", "Use >."))
def side(weight, alpha):
    """Return 1 if the weight is above alpha, else 0."""
    return 1 if weight > alpha else 0


side.cases(lambda rng: [("two numbers", *rng.uniform(-1, 1, 2)) for _ in range(4)])
side.mistake("That is the other side.", edit=("weight > alpha", "weight < alpha"))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("answer, second", [
    (lambda weight, alpha, weight_delta: weight + weight_delta, NO_ALPHA),
    (lambda weight, alpha, weight_delta: weight + alpha ** 2 * weight_delta, "The factor `alpha` is there twice.")])
def test_two_mistakes_at_once_get_both_sentences(answer, second, seed):
    assert step.check(answer, seed).message == f"Two mistakes at once: (1) {CLIMB[:-1]}; (2) {second}"


@pytest.mark.parametrize("seed", range(5))
def test_no_two_mistakes_are_guessed_where_none_or_chance_would_fit(seed):
    assert step.check(lambda weight, alpha, weight_delta: 3 * weight + weight_delta, seed).message.startswith("For ")
    assert "Two mistakes" not in side.check(lambda weight, alpha: 1 - (weight >= 0), seed).message


@exercise("my_clip", lesson=6, section="4. The bend", praise="On or off.", hints=("Compare.", "Multiply."))
def clip(x):
    """Return x where it is above 0, and 0 elsewhere."""
    return (x > 0) * x


clip.cases(lambda rng: [("a row", np.append(rng.normal(size=5), [-1, 1])), ("a table", rng.normal(size=(2, 3)))])


@pytest.mark.parametrize("answer, words", [
    (lambda x: x[x > 0], "Entries are missing"), (lambda x: x[:0], "Entries are missing"),
    (lambda x: np.repeat(clip.right_answers()[0](x), 2, axis=0), "and others among them"),
    (lambda x: (x > 0, (x > 0) * x), "You return several results"),
    (lambda x: np.ones(2), "For a row the result must have the shape")])
def test_results_that_hold_too_little_or_too_much_are_told_so(answer, words):
    assert words in clip.check(answer, 0).message
