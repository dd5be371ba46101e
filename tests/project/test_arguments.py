"""Numbers are taken or refused in one sentence that names the value, and the sentence comes without a traceback."""
import contextlib
import decimal
import fractions
import io
import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.arguments import CourseError, number, one_of, shown, whole

LONG = np.arange(60).reshape(6, 10)
BAD = [
    ("text", "'text'"), ("0.5", "'0.5'"), ("two\nlines", r"'two\nlines'"), ("", "''"), (b"1", "b'1'"), (None, "None"),
    (True, "True"), (False, "False"), (np.bool_(True), "np.True_"), ([], "[]"), ([0.5], "[0.5]"), ({}, "{}"),
    (1j, "1j"), (np.array([1, 2]), "array([1, 2])"), (LONG, "array([[ 0,"), (np.array([1.0]), "array([1.])"),
    (..., "Ellipsis"),
    (np.complex128(1), "np.complex128(1+0j)"), (decimal.Decimal(1), "Decimal('1')"),
    (np.nan, "nan"), (np.float32("nan"), "nan"), (float("inf"), "inf"), (-np.inf, "-inf"), (10 ** 400, "inf"),
    (-10 ** 400, "-inf"),
    (-0.1, "-0.1"), (3.5, "3.5"), (1e9, "1e+09"), (np.float64(-1), "-1"), (np.int64(7), "7"),
]


def assert_one_sentence(mistake, start, value=""):
    text = str(mistake)
    assert text.startswith(start) and text.endswith(".") and "\n" not in text and len(text) < 300
    assert not re.search(r"[.!?] +[A-Z]", text), text
    assert value in text, text


@pytest.mark.parametrize("check", [number, whole])
@pytest.mark.parametrize("value, named", BAD, ids=[named for _, named in BAD])
def test_what_is_no_number_in_range_is_refused(check, value, named):
    with pytest.raises(CourseError) as caught:
        check("alpha", value, 0, 3)
    assert_one_sentence(caught.value, "alpha must be ", f"it is {named}")


@pytest.mark.parametrize("value", [2, 2.0, fractions.Fraction(2), np.float64(2), np.float32(2), np.uint8(2),
                                   np.array(2.0)])
def test_numbers_of_python_and_numpy_are_taken(value):
    for check, kind in ((number, float), (whole, int)):
        taken = check("alpha", value, 2, 2)
        assert taken == 2 and type(taken) is kind


def test_whole_refuses_a_fraction():
    assert number("iterations", 2.5) == 2.5
    with pytest.raises(CourseError) as caught:
        whole("iterations", 2.5, 0, 60)
    assert_one_sentence(caught.value, "iterations must be a whole number, such as 30", "it is 2.5")


@pytest.mark.parametrize("low, high, value, words", [
    (0, np.inf, -1, "0 or more"), (-np.inf, 5, 6, "5 or less"), (0.01, 3, 0, "between 0.01 and 3")])
def test_the_range_is_named(low, high, value, words):
    with pytest.raises(CourseError, match=words):
        number("alpha", value, low, high)


@pytest.mark.parametrize("low, high", [(-np.inf, np.inf), (0, np.inf), (5, np.inf), (-np.inf, -5), (0.01, 3), (-2, 2),
                                       (0.123, 0.124)])
def test_the_example_is_itself_allowed(low, high):
    with pytest.raises(CourseError) as caught:
        number("alpha", "text", low, high)
    example = float(re.search(r"such as (\S+);", str(caught.value))[1])
    assert low <= example <= high


@pytest.mark.parametrize("value", ["step", "", None, 3, ["relu"], LONG])
def test_one_of_lists_what_may_be_chosen(value):
    one_of("activation", "relu", {"relu": 1, "tanh": 2})
    with pytest.raises(CourseError) as caught:
        one_of("activation", value, ("relu", "tanh"))
    assert_one_sentence(caught.value, "activation must be one of relu, tanh; it is ", shown(value))


def test_shown_is_one_short_line():
    assert shown("a") == "'a'"
    assert len(shown(LONG)) == 80 and "\n" not in shown(LONG) and shown(LONG).endswith("...")


def test_the_notebook_shows_the_sentence_without_a_traceback():
    shell, words = InteractiveShell(), io.StringIO()
    code = "from helpers.arguments import number\nnumber('alpha', 'much', 0, 3)"
    with contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
        result = shell.run_cell(code)
    assert isinstance(result.error_in_exec, CourseError) and isinstance(result.error_in_exec, ValueError)
    assert words.getvalue().strip() == "CourseError: alpha must be a number, such as 1.5; it is 'much'."
