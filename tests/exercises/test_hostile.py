"""Whatever a check is given, it answers with a verdict: it never raises, and calls nothing right that is not."""
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import exercises
from helpers.exercises import judging
from tests.exercises.test_exercises import assert_plain, every_exercise


class Spiteful:
    """An object that fails at whatever is asked of it."""

    def __call__(self, *arguments):
        return self

    def __array__(self, *arguments, **named):
        raise ZeroDivisionError

    def __repr__(self):
        raise RuntimeError

    __str__ = __eq__ = __float__ = __len__ = __repr__
    __hash__ = None


class Wordless(Exception):
    def __str__(self):
        raise RuntimeError


def raising(mistake):
    def function(*arguments):
        raise mistake
    return function


ODD = [3, -1, 0, 1e308, 10 ** 400, "text", "", b"bytes", [], [[]], [None], [1, 2, 3, 4], [..., "a"], {}, {"a": 1},
       set(), object(), int, type, np, len, print, max, np.dot, np.nan, np.inf, np.float64(2), np.array(0.23),
       [np.nan] * 4, np.array([np.nan, 1]), np.full((2, 2), np.nan), [np.array([1, 2])] * 4, Spiteful(),
       [Spiteful()] * 4, Spiteful, lambda: 1, lambda *a, b: 1, lambda *a: object(), lambda *a: a,
       lambda *a: [1, [2]], lambda *a: np.array("x"), lambda *a: np.nan, lambda *a: np.full(3, np.nan),
       lambda *a: 1j, lambda *a: 10 ** 400, lambda *a: {}, lambda *a: (i for i in a), lambda *a: print,
       lambda *a: [None], lambda *a: [print], lambda *a: "x" * 10 ** 4, lambda *a: "a\n\nb", lambda *a: True,
       lambda *a: Spiteful(), lambda *a: (Spiteful(),) * 2, raising(SystemExit), raising(ValueError("one.\ntwo")),
       raising(ValueError("x" * 10 ** 4)), raising(Wordless()), raising(AssertionError), raising(StopIteration),
       raising(RecursionError("deep"))]


@every_exercise
@pytest.mark.filterwarnings("ignore")
def test_checks_never_raise(task, capsys):
    forms = task.right_answers()
    for odd in ODD:
        found = task.check(odd)
        assert_plain(found)
        assert found.kind != "right" or any(odd is form for form in forms), odd
    calls = []

    def tired(*arguments):
        calls.append(arguments)
        return forms[0](*arguments) if len(calls) <= 3 else {}["enough"]
    assert isinstance(task.check(tired), exercises.Outcome)


# What anybody might return or give, nested as they please.
SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.complex_numbers()
VALUES = st.recursive(SIMPLE, lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner)
                      | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=8)


def hostile(examples_tried):
    @settings(max_examples=examples_tried, deadline=None, suppress_health_check=list(HealthCheck))
    @given(name=st.sampled_from(sorted(exercises.ALL)), value=VALUES, called=st.booleans(), kept=st.integers(0, 3))
    def check(name, value, called, kept):
        """No check raises or calls a thing right that is not."""
        task, calls = exercises.ALL[name], []

        def answer(*arguments):
            calls.append(arguments)
            return task.right_answers()[0](*arguments) if len(calls) <= kept else value
        found = task.check(answer if called else value, seed=0)
        assert found.kind in ("right", "wrong", "not attempted") and len(found.message) < 500
        assert " at 0x" not in repr(found)
        if found.kind == "right" and called:
            assert judging.same(value, task.right_answers()[0](*calls[-1]))
    return check


test_hostile_answers_get_a_verdict = hostile(150)
test_many_hostile_answers_get_a_verdict = pytest.mark.nightly(hostile(10_000))
