"""What an exercise is: one object that holds its stub, solution, hints, cases, mistakes and praise, and checks answers.

Two kinds share one face: `exercise` turns a reference function into an exercise whose answer is a function; `words`,
`shapes`, `numbers`, `letter` and `question` make questions whose answer is a value. All of them have `stub`,
`solution` and `hints`, which the notebook shows, and `check`.
"""
import ast
import functools
import inspect

import numpy as np

from helpers.exercises import diagnosis, examples, judging, mutants, records
from helpers.exercises.outcome import Outcome, not_attempted
from helpers.exercises.running import SECONDS, outputs, run, where

# Each check draws its random cases several times, so that no mistake passes by luck.
ROUNDS = 3
# Where there would be more pairs of mistakes, those that no author wrote are left out; to make them takes a second.
PAIRS = 1000
POINTS = 2  # for a right answer
# What may stand around a word or a letter without changing the answer.
AROUND = " \t\n.:,;()[]'\"`"


class Exercise:
    """What all exercises share.

    Attributes
    ----------
    name, answer_name : str
        What the exercise is called, and what the notebook calls the answer: `exercises.NAME.check(ANSWER_NAME)`.
    lesson : int
    section : str
        The heading in the lesson that explains what the exercise trains.
    praise : str
        Said about a right answer.
    hints : tuple of two str
        In Markdown; the second one tells more.
    stub, solution : str
        Source code: what the reader begins with, and a right answer.
    """

    def __init__(self, name, answer_name, *, lesson, section, praise, hints):
        self.name, self.answer_name = name, answer_name
        self.lesson, self.section, self.praise, self.hints = lesson, section, praise, hints

    def check(self, answer, seed=None):
        """Return the Outcome of the reader's `answer`; `seed` fixes the numbers, None gives fresh ones."""
        found = not_attempted() if judging.untouched(answer) else self._judged(answer, seed)
        records.record(self.name, found.kind)
        return found

    def points(self, answer, seed):
        """Return the points of an `answer`: POINTS if right, 1 for a function right in half of the cases, else 0."""
        kind = self.check(answer, seed).kind
        return POINTS if kind == "right" else int(kind == "wrong" and self._half_right(answer, seed))

    def _half_right(self, answer, seed):
        return False

    def __repr__(self):
        return f"Exercise {self.name} of lesson {self.lesson}: give your answer to its check, as in {self._call()}."

    @property
    def cells(self):
        """dict of str : The source of the notebook's three cells, "stub", "check" and "help"."""
        hint, more = self.hints
        folded = {"Hint": hint, "Another hint": more, "Solution": f"```python\n{self.solution}\n```"}
        return {"stub": self.stub, "check": self._call(),
                "help": "\n\n".join(f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"
                                    for title, text in folded.items())}

    def _call(self):
        return f"exercises.{self.name}.check({self.answer_name})"


class FunctionExercise(Exercise):
    """An exercise whose answer is a function; its docstring is the sentence of the stub, its body the solution."""

    def __init__(self, reference, answer_name, given=None, given_sentence="", **shared):
        super().__init__(reference.__name__, answer_name, **shared)
        self.__doc__ = reference.__doc__
        self._reference, self._given, self._given_sentence = reference, given, given_sentence
        self._cases, self._mistakes, self._right, self._accepted, self.equal_mistakes = None, [], [], [], []

    def cases(self, make):
        """Take the function that makes the cases from a random generator: `make(rng)` lists (label, *arguments)."""
        self._cases = make
        return make

    def cases_for(self, seed):
        """Return the cases of one check, (label, *arguments), with the random ones drawn from `seed`."""
        rng = np.random.default_rng(seed)
        return [case for _ in range(ROUNDS) for case in self._cases(rng)]

    def mistake(self, sentence, how=None, *, edit=None):
        """Add a typical mistake and the `sentence` that names it.

        `how` is a function that makes the mistake; `edit` makes it from the reference: a pair (old, new) of source,
        or several pairs after each other.
        """
        self._mistakes.append((sentence, how, edit))

    def wrong(self, *functions, edit=None):
        """Add wrong answers without a sentence of their own: the check makes one, or tells how many numbers differ."""
        self._mistakes += [("", how, None) for how in functions] + ([("", None, edit)] if edit else [])

    def right(self, *functions):
        """Add further forms of a right answer, for the tests."""
        self._right += functions

    def equal(self, *beginnings):
        """Name mistakes made from the reference, by how their sentences begin, that change no result at all."""
        self.equal_mistakes += beginnings

    def accept(self, *functions):
        """Add answers that differ from the reference and still count as right."""
        self._accepted += functions

    @property
    def stub(self):
        """str : The function without its body, or with the body that is to be repaired."""
        head, sentence, body = self._parts()
        return f"{head}\n{sentence}\n{edited(body, self._given) if self._given else '    ...'}"

    @property
    def solution(self):
        """str : The reference under the reader's name."""
        head, _, body = self._parts()
        return f"{head}\n{body}"

    def _judged(self, answer, seed):
        if not callable(answer):
            return Outcome("wrong", "Give the check your function itself, by its name and without parentheses.")
        cases = self.cases_for(seed)
        done = run(answer, cases)
        notes = {"printed": done.printed, "warning": done.warning}
        if done.stopped:
            return Outcome("wrong", f"Your function was still running after {SECONDS} seconds, in "
                           f"{where(done.stopped)}; does that loop ever end?", **notes)
        if self._given and judging.agree(done.results, outputs(self._edited(self._given), cases)):
            return not_attempted(self._given_sentence)
        rights, *others = self._accepted_outputs(cases)
        if any(judging.agree(done.results, good) for good in (rights, *others)):
            return Outcome("right", self.praise, **notes) if not done.changed else Outcome(
                "wrong", f"The result is right, but your function changed what it was given "
                f"({judging.in_short(*done.changed)}). Whoever calls it still needs those numbers; work on a copy.",
                **notes)
        sentence = self._named(answer, cases, done.results, rights)
        return Outcome("wrong", sentence or judging.explain(done.results, rights, cases), section=self.section,
                       example=self._example(answer, cases, done.results, rights), **notes)

    def _half_right(self, answer, seed):
        cases = self.cases_for(seed)
        results = run(answer, cases).results if callable(answer) else []
        # An endless loop ends the results early.
        return 2 * sum(map(judging.same, results, outputs(self._reference, cases))) >= len(cases)

    def accepts(self, answer, seed):
        """Tell whether the check calls the function `answer` right, without asking what is wrong with another one."""
        cases = self.cases_for(seed)
        done = run(answer, cases)
        return not (done.stopped or done.changed) and any(
            judging.agree(done.results, good) for good in self._accepted_outputs(cases))

    def _accepted_outputs(self, cases):
        """Return what counts as right for the `cases`: the outputs of the reference, then those of other answers."""
        return [outputs(good, cases) for good in (self._reference, *self._accepted)]

    def _named(self, answer, cases, results, rights):
        """Return the sentence on the mistake that gives these results, or "": an author's own, else a made one."""
        for sentence, how in self.mistakes():
            if sentence and judging.agree(results, outputs(how, cases)):
                return sentence
        sentence = diagnosis.sentence_on(answer, cases, results, rights, self.made_mistakes)
        if sentence or not diagnosis.speak_of_two(results):
            return sentence
        return diagnosis.sentence_on_two(answer, cases, results, self._double_mistakes)

    def _example(self, answer, cases, results, rights):
        """Return the rows of the smallest example found on which the answer fails in the same way."""
        case, given, right = next(row for row in zip(cases, results, rights, strict=True)
                                  if not judging.same(row[1], row[2]))
        raises = isinstance(given, BaseException)

        def tried(candidate):
            wanted, = outputs(self._reference, [candidate])
            if not judging.has_content(wanted):
                return None
            mine = run(answer, [candidate], 0.2)
            fails = not mine.stopped and not judging.same(mine.results[0], wanted)
            return (mine.results[0], wanted) if fails and isinstance(mine.results[0], BaseException) == raises else None
        small, (given, right) = examples.smallest(case, (given, right), tried)
        return examples.rows_of(inspect.signature(self._reference).parameters, small, given, right)

    @functools.cached_property
    def made_mistakes(self):
        """list of tuple : All mistakes made from the reference: sentence, source and function."""
        return diagnosis.mistakes_of(self._source, self.name, self._reference.__globals__)

    @functools.cached_property
    def _double_mistakes(self):
        """tuple of two lists : Two mistakes at once, two of the authors', and one of theirs with one that is made."""
        edits, known, made = [(sentence, edit) for sentence, _, edit in self._mistakes if sentence and edit], {}, {}
        few = len(edits) * len(self.made_mistakes) < PAIRS
        for first, edit in edits:
            source = edited(self._source, edit)
            known |= {wrong: (first, second) for second, other in edits if (wrong := valid(source, other))}
            made |= {wrong: (first, second) for second, wrong in mutants.of_source(source)} if few else {}
        return tuple([(pair, wrong, diagnosis.compiled(wrong, self.name, self._reference.__globals__))
                      for wrong, pair in pairs.items()] for pairs in (known, made))

    def right_answers(self):
        """Return the reference and the other right forms."""
        return [self._reference, *self._right, *self._accepted]

    def mistakes(self):
        """Yield pairs of a sentence, empty where the general words serve, and the wrong answer it belongs to."""
        for sentence, how, edit in self._mistakes:
            yield sentence, how or self._edited(edit)

    @functools.cached_property
    def _source(self):
        """str : The source of the reference, without its decorator; kept, since reading it takes long."""
        lines = inspect.getsource(self._reference).splitlines()
        return "\n".join(lines[next(i for i, line in enumerate(lines) if line.startswith("def ")):])

    def _parts(self):
        """Return three parts of the source: the head, under the reader's name, the docstring, and the body."""
        source = self._source.replace(f"def {self.name}(", f"def {self.answer_name}(", 1)
        lines, function = source.splitlines(), ast.parse(source).body[0]
        first, second = function.body[:2]
        return ["\n".join(lines[start - 1:end]) for start, end in (
            (1, first.lineno - 1), (first.lineno, first.end_lineno), (second.lineno, function.end_lineno))]

    def _edited(self, edit):
        return diagnosis.compiled(edited(self._source, edit), self.name, self._reference.__globals__)


class Question(Exercise):
    """An exercise whose answer is a value; its judge returns what is wrong with one, or nothing."""

    def __init__(self, name, answer_name, judge, solution, **shared):
        super().__init__(name, answer_name, **shared)
        self.__doc__ = judge.__doc__
        dots = f"[{', '.join('...' for _ in solution)}]" if isinstance(solution, list) else "..."
        self.stub, self.solution = f"{answer_name} = {dots}", f"{answer_name} = {literal(solution)}"
        self._judge, self._right, self._mistakes = judge, [solution], []

    def right(self, *answers):
        """Add further right answers, for the tests."""
        self._right += answers

    def mistake(self, words, *answers):
        """Add wrong `answers` on which the judge returns a sentence that contains these `words`, for the tests."""
        self._mistakes += [(words, answer) for answer in answers]

    def _judged(self, answer, seed):
        if isinstance(answer, np.ndarray):
            answer = answer.tolist()
        if isinstance(answer, list | tuple) and any(item is ... for item in answer):
            return not_attempted("Some dots are left; replace each of them with an answer.")
        sentence = self._judge(answer)
        return Outcome("wrong", sentence) if sentence else Outcome("right", self.praise)

    def right_answers(self):
        """Return the right answers."""
        return self._right

    def mistakes(self):
        """Return pairs of words that the sentence must contain and the wrong answer it belongs to."""
        return self._mistakes


def exercise(answer_name, **shared):
    """Turn a reference function into an exercise; `shared` is what `Exercise` takes.

    With `given`, an edit of the reference as in `mistake`, the stub is that function, which is to be repaired; as long
    as the answer behaves like it, the check says `given_sentence`.
    """
    return lambda reference: FunctionExercise(reference, answer_name, **shared)


def question(answer_name, solution, **shared):
    """Turn a function that returns what is wrong with an answer, or None, into an exercise solved by `solution`."""
    return lambda judge: Question(judge.__name__, answer_name, judge, solution, **shared)


def letter(name, answer_name, right_letter, reasons, **shared):
    """Make a question with lettered answers: the right one, and a sentence for each wrong one in `reasons`."""
    letters = ", ".join(sorted([right_letter, *reasons]))

    def judge(answer):
        given = answer.strip(AROUND).lower() if isinstance(answer, str) else ""
        return given != right_letter and reasons.get(given, f"Answer with one of the letters {letters} in quotes.")
    made = Question(name, answer_name, judge, right_letter, **shared)
    made.right(f" {right_letter.upper()}. ")
    for given, sentence in reasons.items():
        made.mistake(sentence, given)
    made.mistake("one of the letters", "", "yes", 3)
    return made


def words(name, answer_name, choices, items, noun="words", **shared):
    """Make a list of questions, each answered by one of the words in `choices`; `items` as in `listed`.

    `noun` is what the answers are called.
    """
    *most, last = (literal(choice) for choice in choices)
    known = {choice.lower(): choice for choice in choices}

    def read(item):
        word = known.get(item.strip(AROUND).lower()) if isinstance(item, str) else None
        return word, word is None and f"Each answer is one of {', '.join(most)} and {last}; look at ITEM."
    return listed(name, answer_name, items, read, f"{noun}, each of them {', '.join(most)} or {last}", **shared)


def shapes(name, answer_name, items, **shared):
    """Make a list of questions, each answered by a shape or by the word "error"; `items` as in `listed`."""
    def read(item):
        if isinstance(item, str) and "(" in item:
            return None, f"Write the shape {judging.short(item)} without quotes; only a word needs quotes."
        if isinstance(item, int | list):
            return None, (f"{judging.short(item)} is no shape: write (4, 2) for two sizes, and (2,) with a comma "
                          "for one.")
        if isinstance(item, tuple) and all(isinstance(size, int | np.integer) for size in item):
            return item, ""
        return item.strip().lower() if isinstance(item, str) else "no shape", ""
    return listed(name, answer_name, items, read, "answers, each a shape such as (4, 2) or the word 'error'", **shared)


def numbers(name, answer_name, items, **shared):
    """Make a list of questions, each answered by a whole number; `items` as in `listed`."""
    def read(item):
        number = isinstance(item, int | float | np.number) and not isinstance(item, bool)
        return item, not (number and item == item // 1) and "Each answer is a whole number; look at ITEM."
    return listed(name, answer_name, items, read, "whole numbers", **shared)


def listed(name, answer_name, items, read, what, **shared):
    """Make a question whose answer is a list.

    `items` are pairs of the right answer and what to look at where it is wrong: a sentence, or a dict from some wrong
    answers to their sentences and from None to that of all others. `read` returns the value of an item and what is
    wrong with its form, if anything; `what` names the items.
    """
    wanted = [item for item, _ in items]
    reasons = [reason if isinstance(reason, dict) else {None: reason} for _, reason in items]

    def judge(answer):
        if not isinstance(answer, list | tuple) or len(answer) != len(wanted):
            return f"Give a list of {len(wanted)} {what}."
        for given, fitting, reason in zip(answer, wanted, reasons, strict=True):
            value, complaint = read(given)
            if complaint:
                return complaint.replace("ITEM", reason[None][0])
            if value != fitting:
                return f"Look again at {reason.get(value, reason[None])}"
    made = Question(name, answer_name, judge, wanted, **shared)
    made.right(tuple(wanted))
    others = {value for reason in reasons for value in reason if value is not None} | set(wanted)
    for place, reason in enumerate(reasons):
        for value in sorted(others - {wanted[place]}, key=repr):
            made.mistake(reason.get(value, reason[None]), [*wanted[:place], value, *wanted[place + 1:]])
    made.mistake("Give a list of", wanted[:-1], "text")
    return made


def edited(source, edit):
    """Return `source` after an `edit`: a pair (old, new), or pairs after each other; each old text occurs once."""
    for old, new in ([edit] if isinstance(edit[0], str) else edit):
        if source.count(old) != 1:
            raise ValueError(f"{old!r} occurs {source.count(old)} times in the reference; it must occur once.")
        source = source.replace(old, new)
    return source


def valid(source, edit):
    """Return `source` after an `edit`, or "" if it cannot be made there or leaves no Python."""
    try:
        changed = edited(source, edit)
        ast.parse(changed)
        return changed
    except (ValueError, SyntaxError):
        return ""


def literal(value):
    """Return `value` as Python source, with text in double quotes."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return f'"{value}"' if isinstance(value, str) else repr(value)
