"""Every exercise: its stub is not attempted, right forms are right, mistakes are named, and its notebook has its cells.

No test names an exercise: each is asked of all that there are.
"""
import copy
import html
import importlib.util
import re

import nbformat
import numpy as np
import pytest

from helpers import exercises
from helpers.exercises import outcome
from helpers.exercises.exercise import FunctionExercise
from helpers.exercises.running import unchanged
from tests import notebooks

ALL = list(exercises.ALL.values())
FUNCTIONS = [task for task in ALL if isinstance(task, FunctionExercise)]
LESSONS = {task.lesson for task in ALL}
every_exercise = pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
every_function = pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.name)
seeds = pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.nightly)
                                                     for seed in range(3, 100))])


def answer_of(code, task):
    space = {"np": np}
    exec(code, space)
    return space[task.answer_name]


def assert_plain(found, kind=None):
    """Assert that an outcome is one or two plain sentences on one line, of the kind given."""
    assert isinstance(found, exercises.Outcome) and found.kind in outcome.WORDS
    assert kind is None or found.kind == kind, found
    assert found.message.endswith(".") and not found.message.endswith(". .") and "\n" not in found.message
    assert 1 <= len(re.split(r"(?<=[.!?])\s+(?=[A-Z])", found.message)) <= 2, found
    assert len(found.message) < 400 and not re.search(r"<function| at 0x", found.message), found


@every_exercise
@seeds
def test_right_forms_are_right_and_mistakes_get_their_sentence(task, seed):
    for answer in [answer_of(task.solution, task), *task.right_answers()]:
        assert_plain(task.check(answer, seed), "right")
    named = {sentence for sentence, _ in task.mistakes()} - {""}
    for sentence, answer in task.mistakes():
        found = task.check(answer, seed)
        assert_plain(found, "wrong")
        assert sentence in found.message, (sentence, found)
        assert sentence or found.message not in named, found


@every_function
def test_the_cases_tell_every_made_mistake_from_the_reference_but_the_equal_ones(task):
    """An author adds a case that tells them apart, or says that they are equal."""
    _, equal = module_at(notebooks.ROOT / "tools" / "exercises.py").wrong_answers(task, rounds=1)
    assert not equal
    made = [sentence for sentence, *_ in task.made_mistakes]
    assert all(any(sentence.startswith(beginning) for sentence in made) for beginning in task.equal_mistakes)


@pytest.mark.nightly
@every_exercise
def test_wrong_answers_are_rejected_in_every_round_and_at_least_nine_of_ten_are_named(task):
    _, right, rights, wrong, rejected, named, *_ = module_at(notebooks.ROOT / "tools" / "exercises.py").report(
        task, 20, listing=True)
    assert (right, rejected) == (rights, wrong) and named >= 0.9 * wrong


def test_a_slope_by_nudging_is_right_however_it_is_rounded():
    def rounded_otherwise(error, weights, i, j):
        step = np.zeros(weights.shape)
        step[i, j] = 0.00001
        return error(weights + step) / 0.00002 - error(weights - step) / 0.00002
    assert all(exercises.nudge.accepts(rounded_otherwise, seed) for seed in range(100))


@every_exercise
def test_stubs_are_not_attempted(task):
    for answer in (answer_of(task.stub, task), None, ...):
        assert_plain(task.check(answer), "not attempted")


@every_exercise
def test_some_dots_left_in_a_list_are_not_wrong(task):
    answer = answer_of(task.solution, task)
    if isinstance(answer, list):
        found = task.check([answer[0], *[...] * (len(answer) - 1)])
        assert_plain(found, "not attempted")
        assert "Some dots" in found.message


@every_exercise
def test_every_exercise_has_two_hints_three_mistakes_and_a_section_that_explains_it(task):
    assert len(task.hints) == 2 and all(hint.endswith((".", "?")) for hint in task.hints)
    assert len({sentence for sentence, _ in task.mistakes()}) >= 3
    prose = notebooks.prose(notebooks.load(f"{task.lesson:02}"))
    assert re.search(rf"^#+ {re.escape(task.section)}$", prose, re.MULTILINE), task.section
    assert task.praise.endswith(".") and task.name in repr(task)


# -- wrong answers that are made from a right one -----------------------------------------------------------------
SPOILED = [(lambda right: print(end=""), "returns nothing; end it with return"),
           (lambda right: {}["target"], "stops with KeyError: 'target'"),
           (lambda right: exit(1), "stops with SystemExit: 1"),
           (lambda right: str(right()), "no number or array|must return . results|result is None"),
           (lambda right: [right()],
            "into a list of its own|must have the shape|must be one number|must return . results")]


def meddles(right):
    """Return the right function, but one that changes what it is given, if that can be changed at all."""
    def function(*arguments):
        result = right(*copy.deepcopy(arguments))
        for argument in arguments:
            if isinstance(argument, np.ndarray) and argument.size:
                argument.flat[0] = not argument.flat[0]
            elif isinstance(argument, list | dict) and argument:
                argument.clear()
        return result
    return function


@every_function
@pytest.mark.parametrize("spoil, words", SPOILED, ids=["nothing", "error", "exit", "text", "list"])
def test_spoiled_answers_are_wrong(task, spoil, words):
    right = task.right_answers()[0]
    found = task.check(lambda *arguments: spoil(lambda: right(*arguments)))
    assert_plain(found, "wrong")
    assert re.search(words, found.message), found


@every_function
def test_a_right_result_beside_a_changed_argument_is_wrong(task):
    arguments = [argument for _, *arguments in task._cases(np.random.default_rng()) for argument in arguments]
    found = task.check(meddles(task.right_answers()[0]))
    can_be_changed = any(isinstance(argument, np.ndarray | list | dict) for argument in arguments)
    assert_plain(found, "wrong" if can_be_changed else "right")
    assert ("changed what it was given" in found.message) == can_be_changed


@every_function
def test_answers_in_single_precision_are_right(task):
    def single(result):
        if isinstance(result, tuple):
            return tuple(map(single, result))
        return result if result is None else np.asarray(result, np.float32)
    assert_plain(task.check(lambda *arguments: single(task.right_answers()[0](*arguments))), "right")


@every_function
def test_numbers_are_fresh_each_time_and_the_same_for_a_seed(task):
    right, by_heart = task.right_answers()[0], {}

    def recording(*arguments):
        return by_heart.setdefault(repr(arguments), right(*arguments))

    def reciting(*arguments):
        return by_heart.get(repr(arguments), 0.0)

    assert task.check(recording).kind == "right" and task.check(reciting).kind == "wrong"
    one, other = (re.sub(r" at 0x\w+", "", repr(task._cases(np.random.default_rng(7)))) for _ in range(2))
    assert one == other


@every_exercise
def test_checks_leave_the_readers_things_alone(task):
    answer, seen = task.right_answers()[0], []
    before, state = copy.deepcopy(answer), np.random.get_state()[1].copy()

    def recording(*arguments):
        seen.append((arguments, copy.deepcopy(arguments)))
        return answer(*arguments)

    task.check(recording if callable(answer) else answer)
    # What a function was given once stays as it was, even when the check calls again.
    assert all(unchanged(old, new) for new, old in seen)
    assert (answer == before and type(answer) is type(before)) or callable(answer)
    assert np.array_equal(state, np.random.get_state()[1])


def test_repr_and_html_say_the_same_and_html_is_escaped():
    outcomes = [task.check(answer) for task in ALL for _, answer in [*task.mistakes()][::5]]
    outcomes += [exercises.Outcome("wrong", "<b>bold</b> & \"quoted\"."), FUNCTIONS[0].check(lambda *a: "<script>")]
    for found in outcomes:
        page = found._repr_html_()
        words = html.unescape(re.sub(r"<[^>]+>", "", page))
        assert words.startswith(repr(found).partition("\n")[0].replace("`", "")) and outcome.COLORS[found.kind] in page
        assert all(text in words for _, entries in found.example for text, _ in entries) and found.section in words
    assert "&lt;script&gt;" in outcomes[-1]._repr_html_()


def test_outcomes_cannot_be_changed_and_differ_without_color():
    assert len(set(outcome.WORDS.values())) == len(set(outcome.COLORS.values())) == 3
    with pytest.raises(AttributeError):
        exercises.Outcome("right", "Yes.").kind = "wrong"


@pytest.mark.parametrize("path", notebooks.PATHS, ids=lambda path: path.stem)
def test_each_notebook_has_the_cells_of_its_exercises_as_the_objects_give_them(path):
    cells, lesson = notebooks.load(path.name).cells, int(path.name[:2])
    tags = {place: tag for place, cell in enumerate(cells) for tag in cell.metadata.get("tags", []) if ":" in tag}
    places = [place for place, tag in tags.items() if tag.endswith(":stub")]
    names = [tags[place].partition(":")[0] for place in places]
    assert list(tags.values()) == [f"{name}:{part}" for name in names for part in ("stub", "check", "help")]
    assert all(tags.get(place + 1) and tags.get(place + 2) for place in places)
    stub = re.compile(r"^(    \.\.\.|\w+ = \[?\.\.\..*)$", re.MULTILINE)
    assert all(place in tags or cell.cell_type != "code" or not stub.search(cell.source)
               for place, cell in enumerate(cells))
    if lesson in LESSONS:
        assert sorted(names) == sorted(task.name for task in ALL if task.lesson == lesson)
        for place, tag in tags.items():
            name, _, part = tag.partition(":")
            assert cells[place].source == exercises.ALL[name].cells[part]
            assert (cells[place].cell_type == "markdown") == (part == "help")


def module_at(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_refresh_fills_tagged_cells_and_names_a_tag_of_no_exercise():
    refresh = module_at(notebooks.ROOT / "tools" / "refresh.py")
    cell = nbformat.v4.new_code_cell(metadata={"tags": [f"{ALL[0].name}:stub"]})
    refresh.write_exercises(nbformat.v4.new_notebook(cells=[cell]))
    assert cell.source == ALL[0].stub
    cell.metadata.tags = ["nonsense:stub"]
    with pytest.raises(refresh.RefreshError, match="no exercise is called 'nonsense'"):
        refresh.write_exercises(nbformat.v4.new_notebook(cells=[cell]))


def test_the_example_in_contributing_works(tmp_path):
    page = (notebooks.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    source, answers = re.findall(r"```python\n(.*?)```", page.partition("## Add an exercise")[2], re.DOTALL)[:2]
    (tmp_path / "example.py").write_text(source, encoding="utf-8")
    example = module_at(tmp_path / "example.py")
    task, = (thing for thing in vars(example).values() if isinstance(thing, FunctionExercise))
    test_right_forms_are_right_and_mistakes_get_their_sentence(task, seed=0)
    test_stubs_are_not_attempted(task)
    test_every_exercise_has_two_hints_three_mistakes_and_a_section_that_explains_it(task)
    lines = re.findall(r"^(exercises\..+?)  # (.+)$", answers, re.MULTILINE)
    assert len(lines) == 2
    for line, said in lines:
        assert repr(eval(line, {"exercises": example})).partition("\n")[0] == said
