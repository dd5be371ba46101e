"""Every exercise: its solution is right, its stub is not attempted, and typical mistakes are named."""
import collections
import copy
import html
import importlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from helpers import checks

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKS = {name: value for name, value in vars(checks).items() if name.startswith("check_")}
Exercise = collections.namedtuple("Exercise", "notebook name stub solution hint")
SOLUTION = re.compile(r"<details><summary>Solution</summary>\s*```python\n(.*?)```\s*</details>", re.DOTALL)
HINT = re.compile(r"<details><summary>Hint</summary>(.+?)</details>", re.DOTALL)
CALL = re.compile(r"^checks\.(check_\w+)\((\w+)\)$", re.MULTILINE)


def sources(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def exercises():
    """Return {name of the check: list of exercises}: the stub, the check, and the hint with the solution follow."""
    found = collections.defaultdict(list)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = sources(notebook)
        for place, (kind, source) in enumerate(cells):
            if kind == "code" and (call := CALL.search(source)):
                after = cells[place + 1][1]
                solution, hint = SOLUTION.search(after), HINT.search(after)
                found[call[1]].append(Exercise(notebook.name, call[2], cells[place - 1][1],
                                               solution and solution[1], hint and hint[1]))
    return found


EXERCISES = exercises()


def answer_of(code, name):
    space = {"np": np}
    exec(code, space)
    return space[name]


def solution(check):
    (exercise,) = EXERCISES[check]
    return answer_of(exercise.solution, exercise.name)


def sentences(text):
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", text) if part]


def assert_told(outcome, kind=None):
    """Assert that an outcome is one or two plain sentences on one line, of the kind given."""
    assert isinstance(outcome, checks.Outcome) and outcome.kind in checks.WORDS
    assert kind is None or outcome.kind == kind, outcome
    assert outcome.message.endswith(".") and not outcome.message.endswith(". .") and "\n" not in outcome.message
    assert 1 <= len(sentences(outcome.message)) <= 2, outcome.message
    assert len(outcome.message) < 400


# -- the wrong answers --------------------------------------------------------------------------------------------
# Loops and in-place changes need statements, so they stand here by name; the rest are lambdas in the table.

def prints(*arguments):
    print("")


def stops(*arguments):
    raise KeyError("target")


def exits(*arguments):
    raise SystemExit(1)


def as_text(check):
    return lambda *arguments: str(solution(check)(*arguments))


def plus_nothing(*arguments):
    return float("nan")


def sum_overwriting(inputs, weights):
    for i in range(len(inputs)):
        inputs[i] *= weights[i]
    return sum(inputs)


def sum_returned_early(inputs, weights):
    total = 0
    for i in range(len(inputs)):
        total += inputs[i] * weights[i]
        return total


def sum_overwritten(inputs, weights):
    for i in range(len(inputs)):
        total = inputs[i] * weights[i]
    return total


def stack_in_place(inputs, lower, upper):
    lower *= inputs[:, None]
    return lower.sum(axis=0).dot(upper)


def learn(update, before_loop=False, early=False):
    def trained(weight, inputs, target, alpha, iterations):
        first = weight
        for _ in range(iterations):
            weight = update(weight, inputs, inputs * (first if before_loop else weight) - target, alpha)
            if early:
                return weight
        return None if early else weight
    return trained


def down(weight, inputs, delta, alpha):
    return weight - alpha * inputs * delta


def learn_once(weight, inputs, target, alpha, iterations):
    return down(weight, inputs, inputs * weight - target, alpha)


def learn_too_long(weight, inputs, target, alpha, iterations):
    return learn(down)(weight, inputs, target, alpha, iterations + 1)


def learn_nothing_on_zero(weight, inputs, target, alpha, iterations):
    for _ in range(iterations):
        weight = down(weight, inputs, inputs * weight - target, alpha)
        last = weight
    return last


def returned_on_some(weight, inputs, target, alpha):
    if inputs != 0:
        return down(weight, inputs, inputs * weight - target, alpha)


def freeze_in_place(weights, weight_deltas, alpha, frozen):
    weight_deltas[frozen] = 0
    weights -= alpha * weight_deltas
    return weights


def freeze_deltas_in_place(weights, weight_deltas, alpha, frozen):
    weight_deltas[frozen] = 0
    return weights - alpha * weight_deltas


def frozen_zeroed(weights, weight_deltas, alpha, frozen):
    new = weights - alpha * weight_deltas
    new[frozen] = 0
    return new


def frozen_first(weights, weight_deltas, alpha, frozen):
    steps = alpha * weight_deltas
    steps[0] = 0
    return weights - steps


def frozen_right(factor):
    def freeze(weights, weight_deltas, alpha, frozen):
        steps = factor(alpha) * weight_deltas
        steps[frozen] = 0
        return weights - steps
    return freeze


def only_frozen_moves(weights, weight_deltas, alpha, frozen):
    new = weights.copy()
    new[frozen] -= alpha * weight_deltas[frozen]
    return new


def deltas_in_place(inputs, delta):
    for i in range(len(inputs)):
        inputs[i] *= delta
    return inputs


def outer_in_place(inputs, deltas):
    table = np.array([value * deltas for value in inputs])
    inputs *= 0
    return table


UPDATES = [
    (lambda w, i, t, a: w + a * i * (i * w - t), "sign is flipped: you climb"),
    (lambda w, i, t, a: w - i * (i * w - t), "Alpha is missing"),
    (lambda w, i, t, a: w - a * (i * w - t), "input is missing"),
    (lambda w, i, t, a: w - a * i * (i * w - t) ** 2, "the error where the delta belongs"),
    (lambda w, i, t, a: a * i * (i * w - t), "That is alpha * weight_delta"),
    (lambda w, i, t, a: i * (i * w - t), "That is weight_delta;"),
    (lambda w, i, t, a: w - 2 * a * i * (i * w - t), "factor 2"),
    (lambda w, i, t, a: [w - a * i * (i * w - t)], "must be one number; yours has the shape (1,)"),
    (lambda w, i, t: w, "stops with TypeError"),
    (returned_on_some, "For input 0 your function returns nothing"),
    (prints, "returns nothing; end it with return"),
    (stops, "stops with KeyError: 'target'"),
]

WRONG = {
    "check_double": [
        (lambda x: x ** 2, "squared it"),
        (lambda x: x + 2, "added 2"),
        (lambda x: x, "back unchanged"),
        (lambda x: 2 * abs(x), "a negative number, called with -3, the right result is -6; yours is 6"),
        (lambda x: [2 * x], "must be one number"),
        (prints, "returns nothing; end it with return"),
        (as_text("check_double"), "which is no number"),
        (stops, "KeyError"),
        (exits, "SystemExit: 1"),
        (6, "your function itself, by its name"),
    ],
    "check_weighted_sum": [
        (lambda inputs, weights: sum(i + w for i, w in zip(inputs, weights, strict=True)), "added each input"),
        (lambda inputs, weights: inputs[0] * weights[0] + inputs[1] * weights[1] + inputs[2] * weights[2],
         "three inputs only"),
        (lambda inputs, weights: sum(inputs) * sum(weights), "multiplied the two sums"),
        (lambda inputs, weights: [i * w for i, w in zip(inputs, weights, strict=True)], "These are the products"),
        (lambda inputs, weights: np.multiply(inputs, weights), "These are the products"),
        (lambda inputs, weights: inputs * weights, "TypeError: can't multiply sequence by non-int"),
        (sum_overwritten, "last product only"),
        (sum_returned_early, "inside the loop"),
        (sum_overwriting, "changed what it was given"),
        (as_text("check_weighted_sum"), "which is no number"),
        (prints, "returns nothing"),
        (plus_nothing, "yours is nan"),
    ],
    "check_shapes": [
        ([(3,), (4, 2), "error", "error"], "again at 1"),
        ([(2,), (3, 3), "error", "error"], "again at 2"),
        ([(2,), (2, 4), "error", "error"], "again at 2"),
        ([(2,), (4, 2), (4, 3), "error"], "again at 3"),
        ([(2,), (4, 2), "error", (2, 4)], "again at 4"),
        (["(2,)", (4, 2), "error", "error"], "(2,) without quotes"),
        ([2, (4, 2), "error", "error"], "(2,) with a comma"),
        ([(2,), [4, 2], "error", "error"], "[4, 2] is no shape"),
        ([(2,), (4, 2)], "a list of 4 answers"),
        ("error", "a list of 4 answers"),
        ([np.ones(2), (4, 2), "error", "error"], "again at 1"),
    ],
    "check_stack": [
        (lambda inputs, lower, upper: inputs.dot(lower), "That is layer_1"),
        (lambda inputs, lower, upper: inputs.dot(upper), "used the inputs twice"),
        (lambda inputs, lower, upper: upper.dot(lower.dot(inputs)), "transposed"),
        (lambda inputs, lower, upper: inputs * lower * upper, "entry by entry"),
        (lambda inputs, lower, upper: np.maximum(inputs.dot(lower), 0).dot(upper), "cut off what is below zero"),
        (lambda inputs, lower, upper: inputs.dot(lower).dot(upper) + 1, "the right result is"),
        (lambda inputs, lower, upper: inputs.dot(lower).dot(upper)[None], "must have the shape (2,); yours has"),
        (lambda inputs, lower, upper: inputs.dot(lower).dot(upper).sum(), "yours is one number"),
        (stack_in_place, "changed what it was given"),
        (prints, "returns nothing"),
    ],
    "check_read_weights": [("a", "middle weight is 0"), ("C", "negative"), ("d", "-2 counts twice"),
                           ("e", "letters a, b, c, d"), (3, "letters a, b, c, d"), ("", "letters a, b, c, d")],
    "check_error": [
        (lambda prediction, target: prediction - target, "That is the delta; square it"),
        (lambda prediction, target: target - prediction, "wrong sign"),
        (lambda prediction, target: abs(prediction - target), "size of the miss"),
        (lambda prediction, target: prediction ** 2 - target ** 2, "squared each"),
        (lambda prediction, target: (prediction - target) * 2, "doubled the delta"),
        (lambda prediction, target: (prediction - target) ** 3, "the right result is"),
        (lambda prediction: prediction ** 2, "TypeError"),
        (as_text("check_error"), "which is no number"),
        (prints, "returns nothing"),
    ],
    "check_update": UPDATES,
    # The function that is to be repaired has the flipped sign; that one is the stub.
    "check_repair": UPDATES[1:] + [(lambda w, i, t, a: w - a * i * (t + i * w), "the right result is")],
    "check_learn": [
        (learn_once, "update once"),
        (learn(down, early=True), "return stands inside the loop"),
        (learn(lambda w, i, delta, a: w + a * i * delta), "sign is flipped"),
        (learn(lambda w, i, delta, a: w - i * delta), "Alpha is missing"),
        (learn(lambda w, i, delta, a: w - a * delta), "input is missing"),
        (learn(down, before_loop=True), "made once, before the loop"),
        (learn_too_long, "the right result is"),
        (learn_nothing_on_zero, "For no iteration at all your function stops with UnboundLocalError"),
        (as_text("check_learn"), "which is no number"),
        (prints, "returns nothing"),
    ],
    "check_largest_alpha": [
        (0.23, "does not shrink"), (2 / 9, "does not shrink"), (10 ** 400, "does not shrink"),
        (0.2, "a larger one does too"), (0, "above 0"), (-0.1, "above 0"), (-10 ** 400, "above 0"),
        (float("nan"), "nan"), (float("inf"), "does not shrink"), ("0.22", "one number"), (True, "one number"),
        ([0.22], "one number"), (0.22j, "one number"), (np.complex128(1), "one number"),
    ],
    "check_weight_deltas": [
        (lambda inputs, delta: [inputs[0] * delta, inputs[1] * delta, inputs[2] * delta], "three inputs only"),
        (lambda inputs, delta: [abs(i * delta) for i in inputs], "sign is lost"),
        (lambda inputs, delta: [-i * delta for i in inputs], "sign is flipped"),
        (lambda inputs, delta: sum(i * delta for i in inputs), "added them up"),
        (lambda inputs, delta: [delta] * len(inputs), "bare delta"),
        (lambda inputs, delta: inputs * delta, "TypeError: can't multiply sequence"),
        (lambda inputs, delta: [[i * delta] for i in inputs], "must have the shape (3,); yours has the shape (3, 1)"),
        (lambda inputs, delta: [str(i * delta) for i in inputs], "which is no number"),
        (deltas_in_place, "changed what it was given"),
        (prints, "returns nothing"),
    ],
    "check_freeze": [
        (lambda weights, weight_deltas, alpha, frozen: weights - alpha * weight_deltas, "Every weight moved"),
        (frozen_zeroed, "set the frozen weight to 0"),
        (frozen_first, "always freeze weight 0"),
        (frozen_right(lambda alpha: 1), "Alpha is missing"),
        (frozen_right(lambda alpha: -alpha), "sign is flipped"),
        (only_frozen_moves, "Only the frozen weight moved"),
        (freeze_in_place, "changed what it was given"),
        (freeze_deltas_in_place, "changed what it was given"),
        (prints, "returns nothing"),
    ],
    "check_outer": [
        (lambda inputs, deltas: np.outer(deltas, inputs), "transposed"),
        (lambda inputs, deltas: inputs.dot(deltas), "dot product"),
        (lambda inputs, deltas: inputs * deltas, "entry by entry"),
        (lambda inputs, deltas: -np.outer(inputs, deltas), "sign is flipped"),
        (lambda inputs, deltas: np.outer(inputs, deltas).ravel(), "shape (3, 2); yours has the shape (6,)"),
        (outer_in_place, "changed what it was given"),
        (prints, "returns nothing"),
    ],
    "check_read_picture": [("a", "no pixel"), ("b", "other way round"), ("d", "empty pixel"), ("yes", "letters")],
}


# Each of the later lessons has a file of its own.
for path in sorted(Path(__file__).parent.glob("wrong_answers_*.py")):
    WRONG |= importlib.import_module(f"tests.exercises.{path.stem}").WRONG

# -- the notebooks and the checks belong together -----------------------------------------------------------------

def test_every_check_is_used_in_one_notebook_and_has_wrong_answers():
    assert set(CHECKS) == set(EXERCISES) == set(WRONG)
    assert {name: len(found) for name, found in EXERCISES.items() if len(found) != 1} == {}


def test_every_stub_has_a_check_a_hint_and_a_solution():
    stub_line = re.compile(r"^(?:    \.\.\.|\w+ = \[?\.\.\..*)$", re.MULTILINE)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = sources(notebook)
        stubs = [place for place, (kind, source) in enumerate(cells) if kind == "code" and stub_line.search(source)]
        assert all(CALL.search(cells[place + 1][1]) for place in stubs), notebook.name
    for (exercise,) in EXERCISES.values():
        assert exercise.hint and exercise.solution, exercise
        assert exercise.name in exercise.stub


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_solution_is_right_and_stub_is_not_attempted(check):
    (exercise,) = EXERCISES[check]
    for _ in range(5):
        assert_told(CHECKS[check](solution(check)), "right")
        assert_told(CHECKS[check](answer_of(exercise.stub, exercise.name)), "not attempted")


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_what_the_stubs_leave_open_is_not_attempted(check):
    for stub in (None, ...):
        assert CHECKS[check](stub).kind == "not attempted"


def test_some_dots_left_in_a_list_are_not_wrong():
    outcome = checks.check_shapes([(2,), ..., "error", "error"])
    assert outcome.kind == "not attempted" and "Some dots" in outcome.message


@pytest.mark.parametrize("check, number", [(check, n) for check, wrong in WRONG.items() for n in range(len(wrong))])
def test_wrong_answers_are_named(check, number, capsys):
    answer, fragment = WRONG[check][number]
    for _ in range(3):
        outcome = CHECKS[check](answer)
        assert_told(outcome, "wrong")
        assert fragment in outcome.message


def test_every_exercise_has_three_wrong_answers_and_every_diagnosis_is_reached():
    assert all(len(wrong) >= 3 for wrong in WRONG.values())
    # Every sentence written down for a typical mistake must be met by some answer of the table.
    told = " ".join(CHECKS[check](answer).message for check, wrong in WRONG.items() for answer, _ in wrong)
    source = "".join(path.read_text() for path in Path(checks.__file__).parent.glob("lesson*.py"))
    sentences_written = re.findall(r'^        (?:mistakes = \[|)\("([A-Z][^"]+[.;, ])"', source, re.MULTILINE)
    assert len(sentences_written) > 20
    assert [words for words in sentences_written if words not in told] == []


def test_right_answers_written_another_way_are_right():
    assert checks.check_double(np.vectorize(lambda x: 2 * x)).kind == "right"
    assert checks.check_weighted_sum(lambda inputs, weights: np.dot(inputs, weights)).kind == "right"
    assert checks.check_shapes([(2,), (np.int64(4), 2), "Error ", "error"]).kind == "right"
    assert checks.check_shapes(((2,), (4, 2), "error", "error")).kind == "right"
    assert checks.check_read_weights(" B. ").kind == "right"
    assert checks.check_largest_alpha(np.float32(0.22)).kind == "right"
    assert checks.check_weight_deltas(lambda inputs, delta: np.array(inputs) * delta).kind == "right"
    assert checks.check_outer(lambda inputs, deltas: inputs[:, None] * deltas).kind == "right"
    assert checks.check_update(lambda w, i, t, a: w + a * i * (t - i * w)).kind == "right"
    for _ in range(20):
        assert checks.check_turn(turn_as_in_the_lesson).kind == "right"


def turn_as_in_the_lesson(knob, inputs, target, click):
    prediction = round(inputs * knob, 2)
    return knob - click if prediction > target else knob + click if prediction < target else knob


# -- nothing the reader passes makes a check raise ----------------------------------------------------------------

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


def second_call_fails(reference):
    """Return a function that is right as often as it has cases, and stops from then on."""
    calls = []

    def function(*arguments):
        calls.append(arguments)
        if len(calls) > 3:
            raise RuntimeError("enough")
        return reference(*arguments)
    return function


ODD = [3, -1, 0, 1e308, 10 ** 400, "text", "", b"bytes", [], [[]], [None], [1, 2, 3, 4], [..., "a"], {}, {"a": 1},
       set(), object(), int, type, np, len, print, max, np.dot, np.nan, np.inf, np.float64(2), np.array(0.22),
       [np.nan] * 4, np.array([np.nan, 1]), np.full((2, 2), np.nan), [np.array([1, 2])] * 4, Spiteful(),
       [Spiteful()] * 4, Spiteful, lambda: 1, lambda *a, b: 1, lambda *a: object(), lambda *a: a,
       lambda *a: [1, [2]], lambda *a: np.array("x"),
       lambda *a: np.nan, lambda *a: np.full(3, np.nan), lambda *a: 1j, lambda *a: 10 ** 400, lambda *a: {},
       lambda *a: (i for i in a), lambda *a: print, lambda *a: [None], lambda *a: "x" * 10 ** 4, lambda *a: "a\n\nb",
       lambda *a: True, lambda *a: Spiteful(), exits, raising(SystemExit), raising(ValueError("one.\ntwo")),
       raising(Wordless()), raising(AssertionError), raising(StopIteration), raising(RecursionError("deep"))]


@pytest.mark.parametrize("check", sorted(CHECKS))
@pytest.mark.filterwarnings("ignore")
def test_checks_never_raise(check, capsys):
    for odd in ODD:
        outcome = CHECKS[check](odd)
        assert_told(outcome)
        if outcome.kind == "right":
            assert check == "check_double" or np.dot is odd, (check, odd)
    assert isinstance(CHECKS[check](second_call_fails(solution(check)) if callable(solution(check)) else print),
                      checks.Outcome)


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_checks_leave_the_readers_things_alone(check):
    answer = solution(check)
    before = copy.deepcopy(answer)
    seen = []

    def recording(*arguments):
        seen.append((arguments, copy.deepcopy(arguments)))
        return answer(*arguments)

    CHECKS[check](recording if callable(answer) else answer)
    if not callable(answer):
        assert answer == before and type(answer) is type(before)
        return
    # What a function was given once stays as it was, even when the check calls again.
    for arguments, copies in seen:
        assert all(np.array_equal(a, b) for a, b in zip(arguments, copies, strict=True))
    state = np.random.get_state()[1].copy()
    CHECKS[check](answer)
    assert np.array_equal(state, np.random.get_state()[1])


FUNCTIONS = [check for check in sorted(CHECKS) if callable(solution(check))]


@pytest.mark.parametrize("check", FUNCTIONS)
def test_numbers_are_fresh_each_time(check):
    answer, by_heart = solution(check), {}

    def recording(*arguments):
        question = repr(arguments)
        by_heart[question] = answer(*arguments)
        return by_heart[question]

    assert CHECKS[check](recording).kind == "right"
    assert CHECKS[check](lambda *arguments: by_heart.get(repr(arguments), 0.0)).kind == "wrong"


# -- how an outcome looks -----------------------------------------------------------------------------------------

def test_repr_and_html_say_the_same_and_html_is_escaped():
    outcomes = [CHECKS[check](answer) for check, wrong in WRONG.items() for answer, _ in wrong]
    outcomes += [checks.Outcome("wrong", "<b>bold</b> & \"quoted\"."), checks.check_double(lambda x: "<script>")]
    for outcome in outcomes:
        page = outcome._repr_html_()
        assert html.unescape(re.sub(r"<[^>]+>", "", page)) == repr(outcome)
        assert set(re.findall(r"</?(\w+)", page)) == {"div", "b"}
        assert checks.COLORS[outcome.kind] in page
    assert "&lt;script&gt;" in outcomes[-1]._repr_html_()


def test_outcomes_cannot_be_changed_and_differ_without_color():
    assert len(set(checks.WORDS.values())) == len(set(checks.COLORS.values())) == 3
    with pytest.raises(AttributeError):
        checks.Outcome("right", "Yes.").kind = "wrong"
