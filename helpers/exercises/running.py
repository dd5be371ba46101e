"""How an answer is run: on copies of its arguments, with a limit of time, and with what it prints kept."""
import ast
import contextlib
import copy
import dataclasses
import dis
import inspect
import io
import sys
import textwrap
import time
import warnings

import numpy as np

SECONDS = 2
PATIENCE = 0.5  # seconds more for an answer that is inside a `try`


class StillRunning(BaseException):
    """Raised inside an answer that takes too long, in this `line` of the file that holds this `code`."""

    def __init__(self, code, line):
        super().__init__(code, line)
        self.code, self.line = code, line


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
    done, end = Run([]), time.monotonic() + seconds
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _, *arguments in cases:
            given, printed = copy.deepcopy(arguments), io.StringIO()
            try:
                with contextlib.redirect_stdout(printed):
                    done.results.append(limited(function, given, end))
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


def limited(function, arguments, end):
    """Return what `function` returns; raise StillRunning in the line that it has reached at the time `end`.

    The interpreter asks before each line, so this needs neither a thread nor a signal; one long call into NumPy is not
    stopped. Only what does not come from an installed package is asked, which costs the answer little.
    """
    before = sys.gettrace()

    def ask(frame, event, argument):
        late = time.monotonic() - end
        # Once it has raised, the interpreter asks no more: in a `try` that takes all, the loop would go on for ever. So
        # it waits for a line outside of one, but not for long, since the `try` may be around the loop.
        if late > PATIENCE or (late > 0 and not guarded(frame)):
            raise StillRunning(frame.f_code, frame.f_lineno)
        return ask

    def enter(frame, event, argument):
        return None if "site-packages" in frame.f_code.co_filename else ask
    sys.settrace(enter)
    try:
        return function(*arguments)
    finally:
        sys.settrace(before)


def guarded(frame):
    """Tell whether the line that a `frame` has reached is inside a `try`."""
    return any(entry.start <= frame.f_lasti < entry.end for entry in dis.Bytecode(frame.f_code).exception_entries)


def parsed(code):
    """Return the lines of a function or code object, and their tree; None without a source."""
    try:
        lines, _ = inspect.getsourcelines(code)
        return lines, ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):
        return None


def where(stopped):
    """Return words on the loop in which an answer was `stopped`: the line, counted from its `def`, and its text."""
    place, source = stopped.line - stopped.code.co_firstlineno + 1, parsed(stopped.code)
    if source is None:
        return f"line {place}"
    lines, tree = source
    loops = [node.lineno for node in ast.walk(tree)
             if isinstance(node, ast.While | ast.For) and node.lineno <= place <= node.end_lineno]
    place = max(loops, default=place)
    return f"line {place}, `{lines[place - 1].strip()}`"
