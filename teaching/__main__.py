"""The commands for a teacher: `python -m teaching COMMAND [LESSON ...]`, or `make COMMAND LESSON=06`."""
import argparse
import sys

import nbformat

from helpers.arguments import CourseError
from teaching import lessons, plans, slides, variants

BUILD = lessons.ROOT / "build"


def write(folder, name, text):
    """Write a file below `build`, and say so."""
    path = BUILD / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(path.relative_to(lessons.ROOT), flush=True)


def variant(kind):
    """Return the command that writes a lesson as the function `kind` makes it."""
    def command(lesson):
        made = kind(lessons.read(lesson))
        write(kind.__name__, lessons.PATHS[lesson].name, nbformat.writes(made) + "\n")
    return command


def slides_of(lesson):
    """Write the slides of a lesson."""
    write("slides", f"{lessons.PATHS[lesson].stem}.html", slides.lesson(lesson))


def write_plans():
    """Write docs/teaching.md and its map anew."""
    plans.write()
    print(*(path.relative_to(lessons.ROOT) for path in (plans.PAGE, plans.MAP)))


# Of each lesson that is named; and of all together.
COMMANDS = {"student": variant(variants.student), "instructor": variant(variants.instructor), "slides": slides_of}
OF_ALL = {"plans": write_plans}


def main(arguments):
    """Run a command for each of the lessons named in `arguments`; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m teaching", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS, *OF_ALL])
    parser.add_argument("lessons", nargs="*")
    options = parser.parse_args(arguments)
    try:
        if options.command in OF_ALL:
            OF_ALL[options.command]()
            return 0
        for lesson in lessons.wanted(" ".join(options.lessons)):
            COMMANDS[options.command](lesson)
    except CourseError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
