"""The commands for a teacher: `python -m teaching COMMAND [LESSON ...]`, or `make COMMAND LESSON=06`."""
import argparse
import sys
import webbrowser

import nbformat

from helpers.arguments import CourseError
from teaching import assignment, bank, handout, lessons, plans, projector, slides, variants

BUILD = lessons.ROOT / "build"


def write(folder, name, made):
    """Write text or bytes to a file below `build`, say so, and return its path."""
    path = BUILD / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    print(path.relative_to(lessons.ROOT), flush=True)
    return path


def variant(kind):
    """Return the command that writes a lesson as the function `kind` makes it."""
    def command(lesson):
        made = kind(lessons.read(lesson))
        write(kind.__name__, lessons.PATHS[lesson].name, nbformat.writes(made) + "\n")
    return command


def slides_of(lesson):
    """Write the slides of a lesson."""
    write("slides", f"{lessons.PATHS[lesson].stem}.html", slides.lesson(lesson))


def demo_of(lesson):
    """Write a page with the live pictures of a lesson alone, each with its question, and open it."""
    path = write("demo", f"{lessons.PATHS[lesson].stem}.html", slides.lesson(lesson, slides.pictures_of))
    webbrowser.open(path.as_uri())


def handout_of(lesson):
    """Write the handout of a lesson."""
    write("handout", f"{lessons.PATHS[lesson].stem}.pdf", handout.pdf(lesson))


def assignment_of(lesson):
    """Write an assignment on a lesson into a folder of nbgrader."""
    write("assignment", "nbgrader_config.py", assignment.CONFIG)
    write("assignment", f"source/{lesson}/{lessons.PATHS[lesson].name}", nbformat.writes(assignment.source(lesson)))


def questions_of(lesson):
    """Write the questions on a lesson: a page, slides, and a file for Moodle."""
    name = lessons.PATHS[lesson].stem
    for kind, made in {".html": bank.page, "_slides.html": bank.deck, ".xml": bank.moodle}.items():
        write("questions", name + kind, made(lesson))


def write_plans():
    """Write docs/teaching.md and its map anew."""
    plans.write()
    print(*(path.relative_to(lessons.ROOT) for path in (plans.PAGE, plans.MAP)))


# Each does one lesson.
COMMANDS = {"student": variant(variants.student), "instructor": variant(variants.instructor), "slides": slides_of,
            "questions": questions_of, "demo": demo_of, "handout": handout_of,
            "assignment": assignment_of}


def main(arguments):
    """Run a command for each of the lessons named in `arguments`; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m teaching", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS, "plans", "teach"])
    parser.add_argument("lessons", nargs="*")
    options, others = parser.parse_known_args(arguments)
    if others and options.command != "teach":
        parser.error(f"unknown options: {' '.join(others)}")
    try:
        chosen = lessons.wanted(" ".join(options.lessons))
        if options.command == "teach":
            return projector.teach(chosen[0], others).wait()
        if options.command == "plans":
            write_plans()
            return 0
        for lesson in chosen:
            COMMANDS[options.command](lesson)
    except CourseError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
