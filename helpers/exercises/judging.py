"""How a function is judged: it is run on cases, and what it returns is compared with what is right."""
import dis
import types

import numpy as np

EXACT = {"rtol": 1e-9, "atol": 1e-12}
SINGLE = {"rtol": 1e-4, "atol": 1e-5}  # float32 holds seven digits, and sums lose some of them


def agree(results, wanted):
    """Tell whether two lists, `results` and `wanted`, agree to rounding; NaN agrees with NaN."""
    return all(same(given, right) for given, right in zip(results, wanted, strict=True))


def same(given, right):
    """Tell whether one output `given` agrees with the `right` one; several arrays are compared one by one."""
    if isinstance(given, BaseException) or isinstance(right, BaseException):
        return type(given) is type(right)
    if given is None or right is None:
        return given is right
    if isinstance(right, tuple):
        return isinstance(given, tuple | list) and len(given) == len(right) and agree(given, right)
    if are_texts(given) and are_texts(right):
        return given == right
    given, right = as_array(given), as_array(right)
    return (given is not None and right is not None and given.shape == right.shape
            and bool(close(given, right).all()))


def are_texts(value, depth=2):
    """Tell whether a `value` is a text, or lists or sets of texts; no right result is, but many a mistake.

    A list may hold itself, so no more than `depth` of them are looked into.
    """
    return isinstance(value, str) or (depth > 0 and isinstance(value, list | set)
                                      and all(are_texts(item, depth - 1) for item in value))


def close(given, right):
    """Return for each entry of two arrays, `given` and `right`, whether it agrees."""
    tolerance = SINGLE if np.float32 in (given.dtype, right.dtype) else EXACT
    return np.isclose(given.astype(float), right.astype(float), equal_nan=True, **tolerance)


def as_array(value):
    """Return `value` as an array of floats, or None if it contains anything but real numbers."""
    # An object from the reader's code may fail with any exception when NumPy asks it for numbers.
    try:
        array = np.asarray(value)
        if value is None or array.dtype.kind not in "buifO":
            return None
        return array if array.dtype == np.float32 else array.astype(float)
    except Exception:
        return None


def explain(results, wanted, cases):
    """Return a sentence on the first of the `cases` in which `results` and `wanted` differ, and on one where not."""
    rows = list(zip(results, wanted, cases, strict=True))
    given, right, (label, *_) = next(row for row in rows if not same(row[0], row[1]))
    fine = next((case[0] for result, good, case in rows if same(result, good)), None)
    if all(result is None for result in results):
        return "Your function returns nothing; end it with return."
    return f"{f'It is right for {fine}, but for' if fine else 'For'} {label} {what_differs(given, right)}"


def what_differs(given, right):
    """Return the rest of a sentence: how what an answer has `given` differs from what is `right`."""
    if isinstance(given, BaseException):
        return f"your function stops with {in_words(given)}."
    if not isinstance(right, tuple):
        return difference(given, right, "result")
    if not isinstance(given, tuple | list) or len(given) != len(right):
        return (f"the function must return {len(right)} results, as in `return one, other`; yours is "
                f"{short(given)}.")
    place = next(i for i in range(len(right)) if not same(given[i], right[i]))
    return difference(given[place], right[place], f"result number {place + 1}")


def difference(given, right, name):
    """Return the rest of a sentence: how `given`, called `name`, differs from `right`."""
    if right is None or given is None:
        return f"the right {name} is {short(right)}; yours is {short(given)}."
    array, right_array = as_array(given), as_array(right)
    if array is None:
        return f"the {name} must be a number or an array; yours is {short(given)}, which is no number or array."
    if array.shape != right_array.shape:
        must = f"have the shape {right_array.shape}" if right_array.ndim else "be one number"
        yours = f"has the shape {array.shape}" if array.ndim else "is one number"
        return f"the {name} must {must}; yours {yours}."
    wrong = int((~close(array, right_array)).sum())
    if array.size == 1:
        return f"the {name} should be {short(right)}; yours is {short(given)}."
    many = "all" if wrong == array.size else f"{wrong} of the {array.size}"
    return f"{many} numbers of the {name} are wrong."


def in_short(old, new):
    """Return words on an argument that was `old` and is `new`."""
    words, others = short(old), short(new)  # a small step may be lost in the rounding
    return f"it was {words} and is {others if others != words else 'a little different'} afterward"


def has_content(right):
    """Tell whether a right result can be shown: numbers that are finite, and at least one."""
    if isinstance(right, tuple):
        return all(map(has_content, right))
    array = as_array(right)
    return array is not None and array.size > 0 and bool(np.isfinite(array).all())


def untouched(answer):
    """Tell whether `answer` is still the stub: `...`, a list of them, or a function whose body is `...` or `pass`."""
    if answer is None or answer is ... or (isinstance(answer, list) and all(item is ... for item in answer)):
        return True
    if not isinstance(answer, types.FunctionType):
        return False
    idle = {"RESUME", "NOP", "CACHE", "POP_TOP", "RETURN_VALUE"}
    return all(step.opname in idle or (step.opname in ("LOAD_CONST", "RETURN_CONST") and step.argval in (None, ...))
               for step in dis.get_instructions(answer))


def in_words(mistake):
    """Return an exception, `mistake`, in words: its name and the first line of its message."""
    try:
        words = cut(str(mistake).partition("\n")[0], 200).rstrip(". ")
    except Exception:
        words = ""
    return f"{type(mistake).__name__}: {words}" if words else type(mistake).__name__


def short(value):
    """Return `value` as words of at most 100 characters."""
    if callable(value):
        return "a function"
    # Numbers are rounded and lose the `np.float64(...)` around them; the repr of anything else may fail.
    array = None if isinstance(value, bool | np.bool_) else as_array(value)
    try:
        if array is None:
            text = " ".join(repr(value).split())
        elif array.ndim:
            # As floats, unless all are whole by type; plus 0 makes 0.0 of -0.0.
            numbers = array.astype(float).round(4) + 0
            text = repr((numbers.astype(int) if np.asarray(value).dtype.kind in "bui" else numbers).tolist())
        else:
            text = f"{array + 0:.6g}"
    except Exception:
        text = " at 0x"
    return f"an object of type {type(value).__name__}" if " at 0x" in text else cut(text)


def cut(text, length=100):
    """Return `text` with at most `length` characters."""
    return text if len(text) <= length else text[:length - 3] + "..."
