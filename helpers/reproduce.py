"""The tables of the book: `python -m helpers.reproduce A B C D E F [--every N] [--mended]`."""
import argparse
import dataclasses
import sys

import numpy as np
from tqdm import tqdm

from helpers import as_printed, data, networks
from helpers.arguments import CourseError, whole

LETTERS = [name for name in as_printed.RUNS if len(name) == 1]
EVERY = {"E": 1, "F": 1}
USUAL_EVERY = 10
REVIEWS_LEARNED = 24_000
ASKED = ("beautiful", "excellent", "terrible")


def row(record):
    """Return a record as the book prints it: errors cut, not rounded, to five characters, accuracies whole."""
    return (f"I:{record.epoch} Test-Err:{str(record.test_error)[:5]} Test-Acc:{record.test_accuracy} "
            f"Train-Err:{str(record.train_error)[:5]} Train-Acc:{record.train_accuracy}")


def row_without_errors(record):
    """Return a record as the book prints it in run E."""
    return f"I:{record.epoch} Test-Acc:{record.test_accuracy} Train-Acc:{record.train_accuracy}"


def print_rows(name, training, epochs, every, row):
    """Print what `row` makes of `every` so many records of a `training` of so many `epochs`, and of the last.

    The bar on stderr tells the `name` of the run.
    """
    for record in tqdm(training, total=epochs, desc=f"run {name}", unit="epoch", leave=False, file=sys.stderr):
        if record.epoch % every == 0 or record.epoch == epochs - 1:
            # Not the function print, whose row would land in the middle of the bar.
            tqdm.write(row(record), file=sys.stdout)


def print_digits(name, every):
    """Print a run on the digits, its `name` "A", "A mended" and so on, with a row for `every` so many epochs."""
    train, test = data.load_digits("train"), data.load_digits("test")
    settings = as_printed.RUNS[name]
    training = as_printed.train(settings, train.images, train.labels, test.images, test.labels, test_every=every)
    print_rows(name, training, settings.epochs, every, row_without_errors if name[0] == "E" else row)


def print_reviews(name, every):
    """Print a run on the reviews like `print_digits`, its `name` "F" or "F mended", then the test accuracy and words.

    The words are those whose rows lie nearest to the rows of a few; `every` is as there.
    """
    reviews = data.load_reviews()
    vocabulary = networks.build_vocabulary(reviews.texts)
    bags = [np.unique(vocabulary.places_in(text)) for text in reviews.texts]
    settings = dataclasses.replace(as_printed.RUNS[name], vocabulary_size=len(vocabulary.words))
    learned, held_out = slice(REVIEWS_LEARNED), slice(REVIEWS_LEARNED, None)
    training = as_printed.train(settings, bags[learned], reviews.labels[learned])

    def row_so_far(record):
        """Return a record with the share of right answers in all epochs so far, as the book counts them."""
        count = len(bags[learned])
        right = sum(round(count * one.train_accuracy) for one in training.records)
        return (f"I:{record.epoch} Train-Acc:{record.train_accuracy} "
                f"Train-Acc-So-Far:{right / count / len(training.records)}")

    print_rows(name, training, settings.epochs, every, row_so_far)
    weights = training.weights
    print(f"Test-Acc:{networks.sentiment.evaluate(weights, bags[held_out], reviews.labels[held_out]).accuracy}")
    rows = weights.weights_0_1
    for word in ASKED:
        here = vocabulary.place_of(word)
        nearness = {"distance": -((rows - rows[here]) ** 2).sum(axis=1), "dot product": rows.dot(rows[here])}
        for how, near in nearness.items():
            near[here] = -np.inf
            print(f"{word}, by {how}:", *(vocabulary.words[i] for i in np.argsort(-near)[:10]))


def main(arguments=None):
    """Print the tables asked for, and return the exit code: 1 when a run is unknown or the full data are not here."""
    parser = argparse.ArgumentParser(prog="python -m helpers.reproduce", description="Print the tables of the course.")
    parser.add_argument("runs", nargs="+", metavar="RUN", help=f"one or more of {' '.join(LETTERS)}")
    parser.add_argument("--every", type=int, metavar="N", help="a row every N epochs and the last (10; E and F: 1)")
    parser.add_argument("--mended", action="store_true", help="the runs without the mistakes of the book")
    options = parser.parse_args(arguments)
    try:
        every = None if options.every is None else whole("every", options.every, 1)
        for letter in options.runs:
            if letter not in LETTERS:
                raise CourseError(f"There is no run {letter!r}; there are {', '.join(LETTERS)}.")
        _check_data(options.runs)
        for letter in options.runs:
            name = f"{letter} mended" if options.mended else letter
            print(f"Run {name}", flush=True)
            show = print_reviews if letter == "F" else print_digits
            show(name, every or EVERY.get(letter, USUAL_EVERY))
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _check_data(letters):
    """Refuse runs whose full data are not here."""
    missing = []
    if {*letters} - {"F"} and not data.digits_are_full():
        missing.append("the full MNIST")
    if "F" in letters and not data.reviews_are_full():
        missing.append("the 25,000 reviews")
    if missing:
        raise CourseError(f"The tables need {' and '.join(missing)}, not here yet: run `make data` when there is a "
                          "network, or set COURSE_DATA to a folder that holds the files named in data/README.md.")


if __name__ == "__main__":
    sys.exit(main())
