"""How an answer is run: on copies of its arguments, with a limit of time, and with what it prints kept."""
import ast
import contextlib
import copy
import dataclasses
import inspect
import io
import sys
import time
import warnings

import numpy as np

SECONDS = 2


class StillRunning(BaseException):
    """Raised inside an answer that takes too long; its `line` is the one that it had reached."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


@dataclasses.dataclass
class Run:
    """What an answer did with the cases: one of `results` for each, an exception if it raised one.

    `printed` is what it printed first, `warning` the first warning, `changed` the first pair of an argument before and
    after, if the answer changed one, and `stopped` the StillRunning that ended it, or None.
    """

    results: list
    printed: str = ""
    warning: str = ""
    changed: tuple = None
    stopped: StillRunning = None


def run(function, cases, seconds=SECONDS):
    """Run a reader's `function` on the `cases`, (label, *arguments), for at most `seconds`; return a Run."""
    done = Run([])
    with limited(seconds), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _, *arguments in cases:
            given, printed = copy.deepcopy(arguments), io.StringIO()
            try:
                with contextlib.redirect_stdout(printed):
                    done.results.append(function(*given))
            except StillRunning as stopped:
                done.stopped = stopped
            except (Exception, SystemExit) as mistake:
                done.results.append(mistake)
            done.printed = done.printed or printed.getvalue()
            if done.stopped:
                break
            for before, after in zip(arguments, given, strict=True):
                if done.changed is None and not unchanged(before, after):
                    done.changed = before, after
    done.warning = str(caught[0].message) if caught else ""
    return done


def outputs(function, cases):
    """Return what one of our own functions gives for each of the `cases`; an exception counts as given."""
    results = []
    for _, *arguments in cases:
        try:
            with np.errstate(all="ignore"):
                results.append(function(*copy.deepcopy(arguments)))
        except Exception as mistake:
            results.append(mistake)
    return results


def unchanged(old, new):
    """Tell whether the argument `new` still is what it was, `old`."""
    if isinstance(old, list | tuple):  # one by one, since lists of different lengths make no array
        return len(old) == len(new) and all(map(unchanged, old, new))
    return np.array_equal(old, new)


@contextlib.contextmanager
def limited(seconds):
    """Raise StillRunning in the lines of a function that is called inside and runs longer than `seconds`.

    The interpreter asks before each line, so this needs neither a thread nor a signal; one long call into NumPy is not
    stopped. Only what does not come from an installed package is asked, which costs the answer little.
    """
    end, before = time.monotonic() + seconds, sys.gettrace()

    def ask(frame, event, argument):
        if time.monotonic() > end:
            raise StillRunning((frame.f_code, frame.f_lineno))
        return ask

    def enter(frame, event, argument):
        return None if "site-packages" in frame.f_code.co_filename else ask(frame, event, argument)
    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(before)


def where(stopped):
    """Return words on the loop in which an answer was `stopped`: the line, counted from its `def`, and its text."""
    code, line = stopped.line
    try:
        lines, first = inspect.getsourcelines(code)
    except (OSError, TypeError):
        return f"line {line - code.co_firstlineno + 1}"
    place, tree = line - first + 1, ast.parse(inspect.cleandoc("\n" + "".join(lines)))
    loops = [node.lineno for node in ast.walk(tree)
             if isinstance(node, ast.While | ast.For) and node.lineno <= place <= node.end_lineno]
    place = max(loops, default=place)
    return f"line {place}, `{lines[place - 1].strip()}`"
