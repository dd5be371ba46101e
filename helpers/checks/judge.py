"""How an answer is judged: what every check of every lesson shares."""
import copy
import dataclasses
import dis
import html
import types

import numpy as np

COLORS = {"right": "#009E73", "wrong": "#D55E00", "not attempted": "#8C8C8C"}
WORDS = {"right": "Right.", "wrong": "Not yet.", "not attempted": "Not attempted yet."}
TO_ROUNDING = {"rtol": 1e-9, "atol": 1e-12}


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a check found; a notebook shows it as a box below the cell.

    Attributes
    ----------
    kind : str
        "right", "wrong" or "not attempted".
    message : str
        What to do next, or why it is right.
    """

    kind: str
    message: str

    def __repr__(self):
        return f"{WORDS[self.kind]} {self.message}"

    def _repr_html_(self):
        return (f'<div style="border-left: 6px solid {COLORS[self.kind]}; padding: 4px 12px">'
                f"<b>{WORDS[self.kind]}</b> {html.escape(self.message)}</div>")


def judge(answer, reference, cases, mistakes, praise):
    """Run `answer` and `reference` on the cases; return right, or the first of `mistakes` that fits, or the numbers.

    `cases` are pairs (label, arguments); `mistakes` are pairs (diagnosis, function that makes the mistake).
    """
    if untouched(answer):
        return not_attempted()
    if not callable(answer):
        return Outcome("wrong", "Give the check your function itself, by its name and without parentheses.")
    results, wanted = outputs(answer, cases), outputs(reference, cases)
    if same_outputs(results, wanted):
        changed = _changes_input(answer, cases)
        if changed:
            return Outcome("wrong", f"The result is right, but your function changed what it was given ({changed}). "
                           "Whoever calls it still needs those numbers; work on a copy.")
        return Outcome("right", praise)
    for sentence, mistake in mistakes:
        if same_outputs(results, outputs(mistake, cases)):
            return Outcome("wrong", sentence)
    return _explain(results, wanted, cases)


def _explain(results, wanted, cases):
    got, right, (label, arguments) = next(
        row for row in zip(results, wanted, cases, strict=True) if not _same(row[0], row[1]))
    given = ", ".join(short(argument) for argument in arguments)
    if got is None:
        return Outcome("wrong", f"For {label} your function returns nothing; end it with return.")
    if isinstance(got, BaseException):
        return Outcome("wrong", f"For {label} your function stops with {_told(got)}.")
    if right is None:
        return Outcome("wrong", f"For {label}, called with {given}, the right result is None; yours is {short(got)}.")
    array = _array(got)
    if array is None:
        return Outcome("wrong", f"For {label} your function returns {short(got)}, which is no number or array.")
    if array.shape != np.shape(right):
        wanted = f"have the shape {np.shape(right)}" if np.ndim(right) else "be one number"
        yours = f"has the shape {array.shape}" if array.ndim else "is one number"
        return Outcome("wrong", f"For {label} the result must {wanted}; yours {yours}.")
    theirs, yours = short(right), short(got)
    if theirs == yours:  # the first numbers agree, and the rest is cut off
        right = np.asarray(right, float)
        differ = ~np.isclose(array, right, **TO_ROUNDING)
        return Outcome("wrong", f"For {label} the first number that differs should be {right[differ][0]:.12g}; "
                       f"yours is {array[differ][0]:.12g}.")
    return Outcome("wrong", f"For {label}, called with {given}, the right result is {theirs}; yours is {yours}.")


def outputs(function, cases):
    """Return what `function` gives for each case; an exception counts as what it gave."""
    results = []
    for _, arguments in cases:
        try:
            results.append(function(*copy.deepcopy(arguments)))
        except (Exception, SystemExit) as mistake:
            results.append(mistake)
    return results


def same_outputs(results, wanted):
    """Tell whether two lists of outputs agree to rounding."""
    return all(_same(a, b) for a, b in zip(results, wanted, strict=True))


def _same(a, b):
    if isinstance(a, BaseException) or isinstance(b, BaseException):
        return type(a) is type(b)
    if a is None or b is None:
        return a is b
    a, b = _array(a), _array(b)
    return a is not None and b is not None and a.shape == b.shape and np.allclose(a, b, **TO_ROUNDING)


def _array(value):
    """Return `value` as an array of floats, or None if it holds anything but real numbers."""
    # An object from the reader's code may fail with any exception when NumPy asks it for numbers.
    try:
        kinds = np.asarray(value).dtype.kind
        return np.asarray(value, dtype=float) if kinds in "buifO" else None
    except Exception:
        return None


def _changes_input(function, cases):
    for _, arguments in cases:
        before, given = copy.deepcopy(arguments), copy.deepcopy(arguments)
        # A function that remembers its calls may answer the first time and stop the second.
        try:
            function(*given)
        except (Exception, SystemExit):
            pass
        for old, new in zip(before, given, strict=True):
            if not np.array_equal(old, new):
                return f"it was {short(old)} and is {short(new)} afterward"
    return ""


def items(answer, wanted, reasons, praise):
    """Judge a list of answers one by one; tell the reason of the first that is wrong."""
    unfinished = no_list_yet(answer, len(wanted), "answers, each a shape such as (4, 2) or the word 'error'")
    if unfinished:
        return unfinished
    for item, right, reason in zip(answer, wanted, reasons, strict=True):
        if isinstance(item, str) and "(" in item:
            return Outcome("wrong", f"Write the shape {item} without quotes; only a word stands in quotes.")
        if isinstance(item, int | list):
            return Outcome("wrong", f"{short(item)} is no shape: write (4, 2) for two sizes, and (2,) with a comma "
                           "for one.")
        if not _fits(item, right):
            return Outcome("wrong", f"Look again at {reason}")
    return Outcome("right", praise)


def words(answer, wanted, choices, reasons, praise, noun="words", forgiven=None):
    """Judge a list of words, each one of `choices`; tell the reason of the first that is wrong.

    The `forgiven` characters around a word do not count: blanks where nothing is given.
    """
    *most, last = (f'"{choice}"' for choice in choices)
    unfinished = no_list_yet(answer, len(wanted), f"{noun}, each of them {', '.join(most)} or {last}")
    if unfinished:
        return unfinished
    for item, right, reason in zip(answer, wanted, reasons, strict=True):
        given = item.strip(forgiven).lower() if isinstance(item, str) else ""
        if given not in {choice.lower() for choice in choices}:
            return Outcome("wrong", f"Each answer is one of {', '.join(most)} and {last}; look at {reason[0]}.")
        if given != right.lower():
            return Outcome("wrong", f"Look again at {reason}")
    return Outcome("right", praise)


def no_list_yet(answer, count, listed, one="an answer"):
    """Return the outcome of an answer that is no finished list of `count` items, described by `listed`, or None."""
    if untouched(answer) or (isinstance(answer, list) and all(item is ... for item in answer)):
        return not_attempted()
    if not isinstance(answer, list | tuple) or len(answer) != count:
        return Outcome("wrong", f"Give a list of {count} {listed}.")
    if any(item is ... for item in answer):
        return not_attempted(f"Some dots still stand; replace each of them with {one}.")
    return None


def _fits(item, right):
    if isinstance(right, str):
        return isinstance(item, str) and item.strip().lower() == right
    return isinstance(item, tuple) and all(isinstance(size, int | np.integer) for size in item) and item == right


def letter(answer, right, reasons, praise):
    """Judge the letter of a multiple-choice question; `reasons` tells for each wrong letter what to look at."""
    if untouched(answer):
        return not_attempted()
    given = answer.strip(" .:").lower() if isinstance(answer, str) else ""
    if given == right:
        return Outcome("right", praise)
    letters = sorted([right, *reasons])
    return Outcome("wrong", reasons.get(given, f"Answer with one of the letters {', '.join(letters)} in quotes."))


def untouched(answer):
    """Tell whether `answer` is still the stub: `...`, or a function whose body is `...` or `pass`."""
    if answer is None or answer is ...:
        return True
    code = answer.__code__ if isinstance(answer, types.FunctionType) else None
    if code is None:
        return False
    idle = {"RESUME", "NOP", "CACHE", "POP_TOP", "RETURN_VALUE"}
    return all(step.opname in idle or (step.opname in ("LOAD_CONST", "RETURN_CONST") and step.argval in (None, ...))
               for step in dis.get_instructions(code))


def not_attempted(message="Replace the three dots with your answer, then run both cells."):
    """Return the outcome of an exercise that was not begun."""
    return Outcome("not attempted", message)


def _told(mistake):
    try:
        words = str(mistake).partition("\n")[0].rstrip(". ")
    except Exception:
        words = ""
    return f"{type(mistake).__name__}: {words}" if words else type(mistake).__name__


def short(value):
    """Return `value` as words of at most 120 characters."""
    # Numbers are rounded and lose the `np.float64(...)` around them; the repr of anything else may fail.
    array = None if value is None or isinstance(value, bool | np.bool_) else _array(value)
    try:
        if array is None:
            text = " ".join(repr(value).split())
        else:
            # Times 1 makes 0 and 1 of False and True, which NumPy does not round; plus 0 makes 0.0 of -0.0.
            text = repr((np.round(np.asarray(value) * 1, 4) + 0).tolist()) if array.ndim else f"{array + 0:.6g}"
    except Exception:
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= 120 else text[:117] + "..."


def random_list(size):
    """Return a list of `size` fresh random numbers between 0.2 and 2, no two of them equal."""
    return (np.random.default_rng().choice(np.arange(200, 2001), size, replace=False) / 1000).tolist()


def normal(*shape):
    """Return an array of fresh random numbers around 0."""
    return np.random.default_rng().normal(size=shape)
