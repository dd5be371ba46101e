"""What `teaching.grade` starts for each notebook: run its code here, check its answers, write the points to a file."""
import contextlib
import json
import sys
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

from helpers import exercises


def limit(megabytes):
    """Let this process have so much memory and no more, where the system can."""
    with contextlib.suppress(ImportError, ValueError):
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2 ** 20,) * 2)


def run(cells):
    """Run the `cells`, pairs of a number and code; return the names they leave and notes on the cells that fail."""
    shell, notes = InteractiveShell.instance(), []
    for number, code in cells:
        done = shell.run_cell(code)
        problem = done.error_before_exec or done.error_in_exec
        if problem is not None:
            notes.append(f"cell {number} raised {type(problem).__name__}")
    return shell.user_ns, notes


def judge(task):
    """Return the points of a `task` by the names of its exercises, and a note on what went wrong."""
    limit(task["megabytes"])
    names, notes = run(task["cells"])
    wanted = [exercises.ALL[name] for name in task["exercises"]]
    return {one.name: one.points(names.get(one.answer_name), task["seed"]) for one in wanted}, "; ".join(notes)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(judge(json.load(sys.stdin))), encoding="utf-8")
