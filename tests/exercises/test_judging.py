"""How two results are compared, what is said of the first difference, and how edits make mistakes."""
import numpy as np
import pytest

from helpers.exercises import judging, running
from helpers.exercises.exercise import edited

ONE, TWO = np.ones((2, 2)), np.arange(3.0)


@pytest.mark.parametrize("given, right, expected", [
    (0.1 + 0.2, 0.3, True), (1 + 1e-7, 1.0, False), (1e-3 + 1e-9, 1e-3, False),
    (np.float32(1 + 1e-7), 1.0, True), (np.float32(1.001), 1.0, False),
    (np.nan, np.nan, True), (np.nan, 1.0, False), (True, 1, True), (1j, 1, False), ("1", 1, False), (None, 0, False),
    ([1, 2], np.array([1.0, 2.0]), True), (np.ones(1), 1.0, False), (ValueError("a"), ValueError("b"), True),
    (ValueError(), TypeError(), False), (0.0, ValueError(), False), ((ONE, TWO), (ONE, TWO), True),
    ([ONE, TWO], (ONE, TWO), True), ((ONE.ravel(), TWO), (ONE, TWO), False), ((ONE,), (ONE, TWO), False)])
def test_same(given, right, expected):
    assert judging.same(given, right) == expected


@pytest.mark.parametrize("given, right, words", [
    (None, 1.0, "Your function returns nothing; end it with return."),
    ((TWO, TWO), (ONE, TWO), "For a case the result number 1 must have the shape (2, 2); yours has the shape (3,)."),
    ((ONE, None), (ONE, TWO), "the right result number 2 is [0.0, 1.0, 2.0]; yours is None."),
    ((ONE, -TWO), (ONE, TWO), "2 of the 3 numbers of the result number 2 are wrong."),
    (ONE, (ONE, TWO), "must return 2 results, as in `return one, other`; yours is [[1.0, 1.0], [1.0, 1.0]]."),
    (-ONE, ONE, "all numbers of the result are wrong."), (2.0, 1.0, "the result should be 1; yours is 2."),
    (ONE, 1.0, "the result must be one number; yours has the shape (2, 2).")])
def test_explain(given, right, words):
    assert words in judging.explain([given], [right], [("a case", 5)])


def test_what_is_right_already_is_said():
    assert judging.explain([1, 2], [1, 3], [("a case", 5), ("another", 6)]).startswith(
        "It is right for a case, but for another the result should be 3")


@pytest.mark.parametrize("value, words", [
    (np.float32(0.1), "0.1"), (np.array([0.1, -0.0], np.float32), "[0.1, 0.0]"), (np.array([True, False]), "[1, 0]"),
    (np.array([1, 2]), "[1, 2]"), (True, "True"), (print, "a function"), (object(), "an object of type object"),
    ("a\nb", "'a\\nb'"), ("x" * 200, "'" + "x" * 96 + "...")])
def test_short(value, words):
    assert judging.short(value) == words


@pytest.mark.parametrize("argument", [[[1, 2], [3]], np.zeros(2), {"a": 1}, print, "text"])
def test_what_is_left_alone_is_not_said_to_be_changed(argument):
    assert running.run(lambda given: None, [("a case", argument)]).changed is None


def test_an_edit_must_fit_in_one_place():
    assert edited("a + b", ("b", "c")) == "a + c" and edited("a + b", [("a", "x"), ("x +", "y +")]) == "y + b"
    for old in ("z", "a"):
        with pytest.raises(ValueError, match="must occur once"):
            edited("a + a", (old, "b"))
