"""The smallest example on which an answer differs from the right one, and how it is shown."""
import itertools
import time

import numpy as np

from helpers.exercises import judging


def sizes_of(arguments):
    """Return all sizes above 1 that the arrays and lists among the `arguments` have, the largest first."""
    shapes = [shape_of(argument) for argument in arguments]
    return sorted({size for size in itertools.chain(*shapes) if size > 1}, reverse=True)


def shape_of(value):
    """Return the shape of an array, or the lengths of nested lists; () for anything else."""
    if isinstance(value, list):
        return (len(value), *(shape_of(value[0]) if value and isinstance(value[0], list) else ()))
    return value.shape if isinstance(value, np.ndarray) else ()


def shortened(value, size, to):
    """Return `value` with each of its sides that has the given `size` cut down to the first `to` entries."""
    if isinstance(value, list):
        inner = [shortened(item, size, to) for item in value]
        return inner[:to] if len(value) == size else inner
    if isinstance(value, np.ndarray):
        return value[tuple(slice(to if side == size else None) for side in value.shape)]
    return value


def rounded(value, digits):
    """Return `value` with all numbers rounded to so many `digits`; other things as they are."""
    if isinstance(value, list):
        return [rounded(item, digits) for item in value]
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.round(value, digits) + 0.0
    return round(value, digits) + 0.0 if isinstance(value, float) else value


def smaller(case):
    """Yield cases like `case`, (label, *arguments), with fewer entries, and with fewer digits."""
    label, *arguments = case
    for size in sizes_of(arguments):
        for to in (1, 2, size - 1):
            if to < size:
                yield label, *(shortened(argument, size, to) for argument in arguments)
    for digits in (0, 1):
        yield label, *(rounded(argument, digits) for argument in arguments)


def smallest(case, outcome, tried, seconds=0.4):
    """Return the smallest case found from `case` on which an answer fails, and its outcome there.

    `outcome` is that of `case`; `tried(candidate)` returns that of another one, or None if the answer does not fail
    there in the same way. The search takes at most so many `seconds`.
    """
    end, seen = time.monotonic() + seconds, {repr(case)}
    found = True
    while found:
        found = False
        for candidate in smaller(case):
            if time.monotonic() > end:
                return case, outcome
            if repr(candidate) in seen:
                continue
            seen.add(repr(candidate))
            found = tried(candidate)
            if found:
                case, outcome = candidate, found
                break
    return case, outcome


def rows_of(names, case, given, right):
    """Return the rows of the table of an example: pairs of what a row is called and a list of (text, marked).

    `names` are those of the arguments of `case`; `given` is what the answer returned, `right` what is right. An entry
    of what was returned is marked where it differs. Long arrays are cut, all together to 300 characters.
    """
    _, *arguments = case
    rows = [(name, [(judging.short(argument), False)]) for name, argument in zip(names, arguments, strict=True)
            if not callable(argument)]
    yours, wanted = (None, None) if isinstance(right, tuple) else map(judging.as_array, (given, right))
    if yours is not None and wanted is not None and yours.shape == wanted.shape and 0 < yours.size < 13:
        differ = ~judging.close(yours, wanted).ravel()
        for name, numbers in (("yours", yours), ("right", wanted)):
            rows.append((name, [(f"{number + 0:.4g}", bool(wrong) and name == "yours")
                                for number, wrong in zip(numbers.ravel(), differ, strict=True)]))
    else:
        rows += [("yours", [(judging.short(given), True)]), ("right", [(judging.short(right), False)])]
    left, kept = 300, []
    for name, entries in reversed(rows):  # what was returned matters most
        texts = [(judging.cut(text, max(left, 12)), marked) for text, marked in entries]
        left -= sum(len(text) for text, _ in texts)
        kept.append((name, texts))
    return kept[::-1]
