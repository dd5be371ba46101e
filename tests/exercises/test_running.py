"""How an answer is run: stopped in time, with what it prints and what Python warns of kept, and never changed."""
import sys
import time

import numpy as np
import pytest

from helpers import exercises
from helpers.exercises import examples, running

CASES = [("one", 1.0), ("two", 2.0)]
FUNCTIONS = [task for task in exercises.ALL.values() if hasattr(task, "made_mistakes")]


def endless(x):
    while True:
        x = x + 1


def stubborn(x):
    while True:
        try:
            x = x + 1
            x = x + 1
            x = x + 1
            x = x + 1
            x = x + 1
            x = x + 1
        except BaseException:
            pass


def guarded(x):
    try:
        while True:
            x = x + 1
    except BaseException:
        return x


@pytest.mark.parametrize("answer", [endless, stubborn])
def test_an_answer_that_never_ends_is_stopped_and_its_loop_is_named(answer):
    start, tracer = time.monotonic(), sys.gettrace()
    done = running.run(answer, CASES, 0.2)
    assert done.stopped and sys.gettrace() is tracer and time.monotonic() - start < 100
    assert running.where(done.stopped) == "line 2, `while True:`"


def test_a_loop_inside_a_try_ends_too():
    assert running.run(guarded, CASES, 0.2).results[0] > 0


def test_an_answer_that_is_late_at_its_end_is_stopped_and_nothing_else_is():
    """Copying the arguments of the next case may be late too, and is no line of the answer."""
    def slow(values):
        time.sleep(0.3)
    assert running.run(slow, [("a list", [[1.0], [2.0]])] * 2, 0.2).stopped is not None


def test_the_line_of_an_answer_without_a_source_is_counted_from_its_def():
    space = {}
    exec("def loop(x):\n    while True:\n        x = 1", space)
    assert running.where(running.run(space["loop"], CASES, 0.1).stopped) in ("line 2", "line 3")


def test_a_check_says_that_an_answer_still_runs(monkeypatch):
    found = exercises.double.check(endless)
    assert found.kind == "wrong" and "still running after 2 seconds, in line 2" in found.message


def test_what_an_answer_prints_and_python_warns_of_is_shown_once():
    def talks(x):
        print("x is", x)
        np.log(np.array([-1.0]))
        return 2 * x
    found = exercises.double.check(talks, seed=0)
    assert found.kind == "right" and found.printed.count("x is") == 1 and found.warning.count("invalid value") == 1
    assert "Your function printed: x is" in repr(found) and "Python warned:" in repr(found)
    assert "Your function printed:" in found._repr_html_()


def test_the_first_changed_argument_is_kept_before_and_after():
    done = running.run(lambda values: values.append(3), [("a list", [1, 2])])
    assert done.changed == ([1, 2], [1, 2, 3])


def test_an_example_is_made_small():
    case = ("a matrix", np.arange(12.0).reshape(3, 4) + 0.123, 0.25)
    (_, matrix, number), outcome = examples.smallest(
        case, "first", lambda candidate: candidate[1].size > 0 and candidate[1].max() > 0.5 and "smaller")
    assert outcome == "smaller"
    assert matrix.size == 1 or matrix.shape in ((1, 2), (2, 1)) or matrix.size < 12
    assert number == round(number, 1)


@pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.name)
def test_examples_show_less_than_300_characters_and_mark_what_differs(task):
    found = task.check(task.made_mistakes[0][-1], seed=1)
    if found.kind == "wrong" and found.example:
        assert sum(len(text) for _, entries in found.example for text, _ in entries) < 330
        assert [name for name, _ in found.example][-2:] == ["yours", "right"]
        assert any(marked for _, entries in found.example for _, marked in entries)


@pytest.mark.parametrize("answer", ["(b)", " B. ", np.str_("b"), "b)", "'b'"])
def test_a_letter_may_be_written_in_many_ways(answer):
    assert exercises.similar.check(answer).kind == "right"


@pytest.mark.parametrize("name", ["kinds", "output_layers", "count", "moves", "misconceptions"])
def test_arrays_and_tuples_serve_as_lists(name):
    task = exercises.ALL[name]
    answer = task.right_answers()[0]
    for form in (np.array(answer), tuple(answer), [np.str_(item) if isinstance(item, str) else float(item)
                                                   for item in answer]):
        assert task.check(form).kind == "right", form
