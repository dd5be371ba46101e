"""What an exercise is: one object that holds its stub, solution, hints, cases, mistakes and praise, and checks answers.

Three kinds share one face. `exercise` turns a reference function into an exercise; `words`, `shapes`, `numbers` and
`letter` make questions with listed answers; `question` turns a function that judges an answer into one. All of them
have `stub` and `solution` (source code for the notebook), `hints`, and `check`.
"""
import ast
import inspect

import numpy as np

from helpers.exercises import judging
from helpers.exercises.outcome import not_attempted, right, wrong


class Exercise:
    """What all exercises share.

    Attributes
    ----------
    name : str
        What the exercise is called: `exercises.NAME.check(answer)`.
    answer_name : str
        What the notebook calls the reader's answer.
    lesson : int
    section : str
        The heading in the lesson that explains what the exercise trains.
    praise : str
        Said about a right answer.
    hints : tuple of two str
        In Markdown; the second one tells more.
    stub, solution : str
        Source code of two cells of the notebook.
    """

    def __init__(self, name, answer_name, *, lesson, section, praise, hints=()):
        self.name, self.answer_name = name, answer_name
        self.lesson, self.section, self.praise, self.hints = lesson, section, praise, hints

    def __repr__(self):
        return f"Exercise {self.name} of lesson {self.lesson}: hand your answer to its check, as in " \
               f"exercises.{self.name}.check({self.answer_name})."


class FunctionExercise(Exercise):
    """An exercise whose answer is a function; its docstring is the sentence of the stub, its body the solution."""

    def __init__(self, reference, answer_name, given=None, given_sentence="", **shared):
        super().__init__(reference.__name__, answer_name, **shared)
        self.__doc__ = reference.__doc__
        self._reference, self._given, self._given_sentence = reference, given, given_sentence
        self._cases, self._mistakes, self._right, self._accepted = None, [], [], []

    def cases(self, make):
        """Take the function that makes the cases from a random generator: `make(rng)` lists (label, *arguments)."""
        self._cases = make
        return make

    def mistake(self, sentence, how=None, *, edit=None):
        """Add a typical mistake and the `sentence` that names it.

        `how` is a function that makes the mistake; `edit` makes it from the reference: a pair (old, new) of source,
        or several pairs after each other.
        """
        self._mistakes.append((sentence, how, edit))

    def wrong(self, *functions, edit=None):
        """Add wrong answers that have no sentence of their own: the first numbers that differ speak."""
        self._mistakes += [("", how, None) for how in functions] + ([("", None, edit)] if edit else [])

    def right(self, *functions):
        """Add further forms of a right answer, for the tests."""
        self._right += functions

    def accept(self, *functions):
        """Add answers that differ from the reference and still count as right."""
        self._accepted += functions

    @property
    def stub(self):
        """str : The function without its body, or with the body that is to be repaired."""
        head, sentence, body = self._source()
        if self._given:
            body = edited(body, self._given)
        return "\n".join([head, *sentence, *(body.splitlines() if self._given else ["    ..."])])

    @property
    def solution(self):
        """str : The reference under the reader's name."""
        head, _, body = self._source()
        return f"{head}\n{body}"

    def check(self, answer, seed=None):
        """Judge the reader's function `answer`; another `seed` gives other numbers, None fresh ones.

        Returns
        -------
        Outcome
        """
        if judging.untouched(answer):
            return not_attempted()
        if not callable(answer):
            return wrong("Give the check your function itself, by its name and without parentheses.")
        cases = self._cases(np.random.default_rng(seed))
        results = judging.outputs(answer, cases)
        if self._given and judging.agree(results, judging.outputs(self._edited(self._given), cases)):
            return not_attempted(self._given_sentence)
        if any(judging.agree(results, judging.outputs(accepted, cases))
               for accepted in [self._reference, *self._accepted]):
            change = judging.changed_input(answer, cases)
            return right(self.praise) if not change else wrong(
                f"The result is right, but your function changed what it was given ({change}). "
                "Whoever calls it still needs those numbers; work on a copy.")
        for sentence, how in self.mistakes():
            if sentence and judging.agree(results, judging.outputs(how, cases)):
                return wrong(sentence)
        return judging.explain(results, judging.outputs(self._reference, cases), cases)

    def right_answers(self):
        """Return the reference and the other right forms."""
        return [self._reference, *self._right, *self._accepted]

    def mistakes(self):
        """Yield pairs of a sentence, empty where the general words serve, and a wrong answer that it is said of."""
        for sentence, how, edit in self._mistakes:
            yield sentence, how or self._edited(edit)

    def _source(self):
        """Return the head of the reference under the reader's name, the lines of its docstring, and its body."""
        source = _source_of(self._reference).replace(f"def {self.name}(", f"def {self.answer_name}(", 1)
        lines, (function,) = source.splitlines(), ast.parse(source).body
        first, second = function.body[0], function.body[1]
        return ("\n".join(lines[:first.lineno - 1]), lines[first.lineno - 1:first.end_lineno],
                "\n".join(lines[second.lineno - 1:function.end_lineno]))

    def _edited(self, edit):
        space = dict(self._reference.__globals__)
        exec(edited(_source_of(self._reference), edit), space)
        return space[self.name]


class ListedAnswers(Exercise):
    """A question, or a list of them, whose answers are words, shapes or numbers; see `words`, `shapes`, `numbers`.

    `items` are pairs of the right answer and what to look at where it is wrong: a sentence, or a dict from some wrong
    answers to their sentences and from None to that of all others.
    """

    def __init__(self, name, answer_name, items, read, listed, placeholder, **shared):
        super().__init__(name, answer_name, **shared)
        self._items = [(item, reasons if isinstance(reasons, dict) else {None: reasons}) for item, reasons in items]
        self._read, self._listed, self._placeholder = read, listed, placeholder

    @property
    def stub(self):
        """str : A list of dots."""
        return f"{self.answer_name} = [{', '.join('...' for _ in self._items)}]"

    @property
    def solution(self):
        """str : The list of right answers."""
        return f"{self.answer_name} = [{', '.join(literal(item) for item, _ in self._items)}]"

    def check(self, answer, seed=None):
        """Judge the reader's list `answer` item by item; `seed` changes nothing here.

        Returns
        -------
        Outcome
        """
        if judging.untouched(answer) or isinstance(answer, list) and all(item is ... for item in answer):
            return not_attempted()
        if not isinstance(answer, list | tuple) or len(answer) != len(self._items):
            return wrong(f"Give a list of {len(self._items)} {self._listed}.")
        if any(item is ... for item in answer):
            return not_attempted(f"Some dots are left; replace each of them with {self._placeholder}.")
        for item, (wanted, reasons) in zip(answer, self._items, strict=True):
            value, complaint = self._read(item)
            if complaint:
                return wrong(complaint.replace("ITEM", reasons[None][0]))
            if value != wanted:
                return wrong(f"Look again at {reasons.get(value, reasons[None])}")
        return right(self.praise)

    def right_answers(self):
        """Return the right list, and the same as a tuple."""
        answer = [item for item, _ in self._items]
        return [answer, tuple(answer)]

    def mistakes(self):
        """Yield pairs of a sentence and a list with one wrong item that it is said of."""
        answer = [item for item, _ in self._items]
        others = {value for wanted, reasons in self._items for value in (wanted, *reasons)} - {None}
        for place, (wanted, reasons) in enumerate(self._items):
            for value in sorted(others - {wanted}, key=repr):
                yield reasons.get(value, reasons[None]), [*answer[:place], value, *answer[place + 1:]]


class LetterExercise(Exercise):
    """A question with lettered answers; `reasons` tells for each wrong letter what to look at."""

    def __init__(self, name, answer_name, right_letter, reasons, **shared):
        super().__init__(name, answer_name, **shared)
        self._right, self._reasons = right_letter, reasons
        self.stub, self.solution = f"{answer_name} = ...", f"{answer_name} = {literal(right_letter)}"

    def check(self, answer, seed=None):
        """Judge the letter `answer`; `seed` changes nothing here.

        Returns
        -------
        Outcome
        """
        if judging.untouched(answer):
            return not_attempted()
        given = answer.strip(" .:").lower() if isinstance(answer, str) else ""
        if given == self._right:
            return right(self.praise)
        letters = ", ".join(sorted([self._right, *self._reasons]))
        return wrong(self._reasons.get(given, f"Answer with one of the letters {letters} in quotes."))

    def right_answers(self):
        """Return the letter in some ways to write it."""
        return [self._right, f" {self._right.upper()}. "]

    def mistakes(self):
        """Yield pairs of a sentence and the letter that it is said of."""
        for given, sentence in self._reasons.items():
            yield sentence, given


class JudgedExercise(Exercise):
    """A question with a judge of its own: a function that returns what is wrong with an answer, or None."""

    def __init__(self, judge, answer_name, solution, **shared):
        super().__init__(judge.__name__, answer_name, **shared)
        self.__doc__ = judge.__doc__
        self._judge, self._right, self._mistakes = judge, [solution], []
        self.stub, self.solution = f"{answer_name} = ...", f"{answer_name} = {literal(solution)}"

    def right(self, *answers):
        """Add further right answers, for the tests."""
        self._right += answers

    def mistake(self, words, *answers):
        """Add wrong `answers` of which the judge says a sentence that holds these `words`, for the tests."""
        self._mistakes += [(words, answer) for answer in answers]

    def check(self, answer, seed=None):
        """Judge the reader's `answer`; `seed` changes nothing here.

        Returns
        -------
        Outcome
        """
        if judging.untouched(answer):
            return not_attempted()
        sentence = self._judge(answer)
        return wrong(sentence) if sentence else right(self.praise)

    def right_answers(self):
        """Return the right answers."""
        return self._right

    def mistakes(self):
        """Return pairs of words that the sentence must hold and the answer it is said of."""
        return self._mistakes


def exercise(answer_name, **shared):
    """Turn a reference function into an exercise; `shared` is what `Exercise` takes.

    With `given`, an edit of the reference as in `mistake`, the stub is that function, which is to be repaired; as long
    as the answer behaves like it, `given_sentence` is said.
    """
    return lambda reference: FunctionExercise(reference, answer_name, **shared)


def question(answer_name, solution, **shared):
    """Turn a function that says what is wrong with an answer, or None, into an exercise solved by `solution`."""
    return lambda judge: JudgedExercise(judge, answer_name, solution, **shared)


def letter(name, answer_name, right_letter, reasons, **shared):
    """Make a question with lettered answers: the right one, and a sentence for each wrong one in `reasons`."""
    return LetterExercise(name, answer_name, right_letter, reasons, **shared)


def words(name, answer_name, choices, items, noun="words", ignored=None, **shared):
    """Make a list of questions, each answered by one of the words in `choices`; `items` as in `ListedAnswers`.

    `noun` is what the answers are called, and `ignored` are characters around a word that do not count.
    """
    *most, last = (literal(choice) for choice in choices)
    known = {choice.lower(): choice for choice in choices}

    def read(item):
        word = known.get(item.strip(ignored).lower()) if isinstance(item, str) else None
        return word, "" if word else f"Each answer is one of {', '.join(most)} and {last}; look at ITEM."
    return ListedAnswers(name, answer_name, items, read, f"{noun}, each of them {', '.join(most)} or {last}",
                         "an answer", **shared)


def shapes(name, answer_name, items, **shared):
    """Make a list of questions, each answered by a shape or by the word "error"; `items` as in `ListedAnswers`."""
    def read(item):
        if isinstance(item, str) and "(" in item:
            return None, f"Write the shape {item} without quotes; only a word needs quotes."
        if isinstance(item, int | list):
            return None, (f"{judging.short(item)} is no shape: write (4, 2) for two sizes, and (2,) with a comma "
                          "for one.")
        if isinstance(item, tuple) and all(isinstance(size, int | np.integer) for size in item):
            return item, ""
        return item.strip().lower() if isinstance(item, str) else "no shape", ""
    return ListedAnswers(name, answer_name, items, read, "answers, each a shape such as (4, 2) or the word 'error'",
                         "an answer", **shared)


def numbers(name, answer_name, items, **shared):
    """Make a list of questions, each answered by a whole number; `items` as in `ListedAnswers`."""
    def read(item):
        is_whole = isinstance(item, int | np.integer) and not isinstance(item, bool)
        return (int(item), "") if is_whole else (None, "Each answer is a whole number; look at ITEM.")
    return ListedAnswers(name, answer_name, items, read, "whole numbers", "a number", **shared)


def edited(source, edit):
    """Return `source` after an `edit`: a pair (old, new), or pairs after each other; each old text occurs once."""
    for old, new in ([edit] if isinstance(edit[0], str) else edit):
        if source.count(old) != 1:
            raise ValueError(f"{old!r} occurs {source.count(old)} times in the reference; it must occur once.")
        source = source.replace(old, new)
    return source


def literal(value):
    """Return `value` as Python source, with text in double quotes."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _source_of(function):
    lines = inspect.getsource(function).splitlines()
    return "\n".join(lines[next(i for i, line in enumerate(lines) if line.startswith("def ")):])
