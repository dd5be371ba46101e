"""The tables of the printed course: `python -m helpers.reproduce A B C D [--every N] [--mended]`."""
import argparse
import sys

from tqdm import tqdm

from helpers import data, networks
from helpers.errors import CourseError, whole

LETTERS = [name for name in networks.RUNS if len(name) == 1]


def row(record):
    """Return a record as print shows it: errors cut, not rounded, to five characters, accuracies whole."""
    return (f"I:{record.epoch} Test-Err:{str(record.test_error)[:5]} Test-Acc:{record.test_accuracy} "
            f"Train-Err:{str(record.train_error)[:5]} Train-Acc:{record.train_accuracy}")


def print_table(name, train, test, every):
    """Run `networks.RUNS[name]` and print one row every so many passes and for the last, below a heading.

    Parameters
    ----------
    name : str
        "A", "A mended" and so on.
    train, test : Digits
        The full data.
    every : int
    """
    settings = networks.RUNS[name]
    records = networks.train(settings, train.images, train.labels, test.images, test.labels, test_every=every)
    print(f"Run {name}", flush=True)
    for record in tqdm(records, total=settings.epochs, desc=f"run {name}", unit="pass", leave=False, file=sys.stderr):
        if record.epoch % every == 0 or record.epoch == settings.epochs - 1:
            # Not print, whose row would land in the middle of the bar.
            tqdm.write(row(record), file=sys.stdout)


def main(arguments=None):
    """Print the tables asked for, and return the exit code: 1 when a run is unknown or the full data are not here."""
    parser = argparse.ArgumentParser(prog="python -m helpers.reproduce", description="Print the tables of the course.")
    parser.add_argument("runs", nargs="+", metavar="RUN", help=f"one or more of {' '.join(LETTERS)}")
    parser.add_argument("--every", type=int, default=10, metavar="N", help="a row every N passes and the last (10)")
    parser.add_argument("--mended", action="store_true", help="the runs without the mistakes of print")
    options = parser.parse_args(arguments)
    try:
        every = whole("every", options.every, 1)
        for letter in options.runs:
            if letter not in LETTERS:
                raise CourseError(f"There is no run {letter!r}; there are {', '.join(LETTERS)}.")
        if not data.digits_are_full():
            raise CourseError("The tables need the full MNIST, which is not here: run `make data` when there is a "
                              "network, or set COURSE_DATA to a folder that holds the files named in data/README.md.")
        train, test = data.load_digits("train"), data.load_digits("test")
        for letter in options.runs:
            print_table(f"{letter} mended" if options.mended else letter, train, test, every)
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
