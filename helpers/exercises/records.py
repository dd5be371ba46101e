"""What the reader has done: one line of JSON for each exercise that was tried or solved, in a file of this course.

Lines are only ever added, each in one piece, so that two notebooks at once lose nothing.
"""
import dataclasses
import html
import json
import os
import pathlib

FILE = pathlib.Path(__file__).parents[2] / "data" / "progress.jsonl"
WORDS = {"right": "done", "wrong": "tried", "": "open"}


def place():
    """Return the path of the file, or None if nothing is to be kept.

    The variable COURSE_PROGRESS names another file, or says "off".
    """
    named = os.environ.get("COURSE_PROGRESS", "")
    if named == "off" or not (named or FILE.parent.is_dir()):
        return None
    return pathlib.Path(named) if named else FILE


def record(name, kind):
    """Keep that the exercise `name` was found to be of this `kind`, "right" or "wrong".

    A file that cannot be written is passed over here: the verdict matters more. `Progress` says so.
    """
    path = place()
    if path is None or kind not in ("right", "wrong") or read(path)[0].get(name) in ("right", kind):
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"exercise": name, "found": kind}) + "\n")
    except OSError:
        pass


def read(path):
    """Return a dict from exercises to the best that was found, and the number of lines that cannot be read."""
    found, damaged = {}, 0
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in filter(str.strip, lines):
        try:
            entry = json.loads(line)
            name, kind = entry["exercise"], entry["found"]
        except (ValueError, TypeError, KeyError):
            damaged += 1
            continue
        if kind in ("right", "wrong") and found.get(name) != "right":
            found[str(name)] = kind
    return found, damaged


@dataclasses.dataclass(frozen=True)
class Progress:
    """How far the reader is; a notebook shows it as a table.

    Attributes
    ----------
    lessons : dict of int to dict of str to str
        For each lesson its exercises, each "right", "wrong", or "" if it was not tried.
    note : str
        What is to be said about the file, if anything.
    """

    lessons: dict
    note: str = ""

    def _rows(self):
        """Return triples of text: the lesson, how many of its exercises are done, and each with a word."""
        return [(f"{lesson:02}", f"{sum(kind == 'right' for kind in tasks.values())} of {len(tasks)}",
                 ", ".join(f"{name} ({WORDS[kind]})" for name, kind in tasks.items()))
                for lesson, tasks in self.lessons.items()]

    def __repr__(self):
        lines = [f"lesson {lesson}: {done} done" for lesson, done, _ in self._rows()]
        return "\n".join([*lines, self.note] if self.note else lines)

    def _repr_html_(self):
        left = 'style="text-align: left"'
        rows = "".join(f'<tr><th scope="row" {left}>{lesson}</th><td {left}>{done}</td><td {left}>{html.escape(names)}'
                       "</td></tr>" for lesson, done, names in self._rows())
        heads = "".join(f'<th scope="col" {left}>{head}</th>' for head in ("Lesson", "Done", "Exercises"))
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        return f"<table><caption>Your exercises</caption><tr>{heads}</tr>{rows}</table>{note}"


def progress(tasks):
    """Return the Progress on these exercises, as the file tells it."""
    path = place()
    found, damaged = read(path) if path else ({}, 0)
    lessons = {}
    for task in sorted(tasks, key=lambda task: task.lesson):
        lessons.setdefault(task.lesson, {})[task.name] = found.get(task.name, "")
    if path and not os.access(path if path.exists() else path.parent, os.W_OK):
        return Progress(lessons, f"What you do from now on cannot be kept: {path} cannot be written.")
    damage = f"{damaged} damaged line{'s' * (damaged > 1)} of {path} could not be read; all others count."
    return Progress(lessons, damage if damaged else "")
