"""How a function is judged: it is run on cases, and what it returns is compared with what is right."""
import copy
import dis
import types

import numpy as np

EXACT = {"rtol": 1e-9, "atol": 1e-12}
SINGLE = {"rtol": 1e-4, "atol": 1e-5}  # float32 holds seven digits, and sums lose some of them


def outputs(function, cases):
    """Return what `function` gives for each of the `cases`, (label, *arguments); an exception counts as given."""
    results = []
    for _, *arguments in cases:
        try:
            with np.errstate(all="ignore"):
                results.append(function(*copy.deepcopy(arguments)))
        except (Exception, SystemExit) as mistake:
            results.append(mistake)
    return results


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
    given, right = as_array(given), as_array(right)
    return (given is not None and right is not None and given.shape == right.shape
            and bool(close(given, right).all()))


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
    """Return a sentence on the first of the `cases` in which `results` and `wanted` differ."""
    given, right, (label, *arguments) = next(
        row for row in zip(results, wanted, cases, strict=True) if not same(row[0], row[1]))
    if given is None:
        return f"For {label} your function returns nothing; end it with return."
    if isinstance(given, BaseException):
        return f"For {label} your function stops with {in_words(given)}."
    if not isinstance(right, tuple):
        return f"For {label}{difference(given, right, arguments, 'result')}"
    if not isinstance(given, tuple | list) or len(given) != len(right):
        return (f"For {label} the function must return {len(right)} results, as in `return one, other`; yours is "
                f"{short(given)}.")
    place = next(i for i in range(len(right)) if not same(given[i], right[i]))
    return f"For {label}{difference(given[place], right[place], arguments, f'result number {place + 1}')}"


def difference(given, right, arguments, name):
    """Return the rest of a sentence: how `given`, called `name`, differs from `right` for these `arguments`."""
    called = f", called with {cut(', '.join(short(argument) for argument in arguments))}, the right {name} is"
    if right is None:
        return f"{called} None; yours is {short(given)}."
    array, right_array = as_array(given), as_array(right)
    if array is None:
        return f" the {name} must be a number or an array; yours is {short(given)}, which is no number or array."
    if array.shape != right_array.shape:
        must = f"have the shape {right_array.shape}" if right_array.ndim else "be one number"
        yours = f"has the shape {array.shape}" if array.ndim else "is one number"
        return f" the {name} must {must}; yours {yours}."
    if short(right) == short(given):  # the first numbers agree, and the rest is cut off
        differ = ~close(array, right_array)
        return (f" the first number of the {name} that differs should be {right_array[differ][0]:.12g}; yours is "
                f"{array[differ][0]:.12g}.")
    return f"{called} {short(right)}; yours is {short(given)}."


def changed_input(function, cases):
    """Return words on the first argument that `function` changes in one of the `cases`, or an empty text."""
    for _, *arguments in cases:
        before, given = copy.deepcopy(arguments), copy.deepcopy(arguments)
        outputs(lambda function=function, given=given: function(*given), [("",)])
        for old, new in zip(before, given, strict=True):
            if not unchanged(old, new):
                words, others = short(old), short(new)  # a small step may be lost in the rounding
                return f"it was {words} and is {others if others != words else 'a little different'} afterward"
    return ""


def unchanged(old, new):
    """Tell whether the argument `new` still is what it was, `old`."""
    if isinstance(old, list | tuple):  # one by one, since lists of different lengths make no array
        return len(old) == len(new) and all(map(unchanged, old, new))
    return np.array_equal(old, new)


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
