"""The tables of the printed course: `python -m helpers.reproduce A B C D E F [--every N] [--mended]`."""
import argparse
import sys

import numpy as np
from tqdm import tqdm

from helpers import data, networks
from helpers.arguments import CourseError, whole

LETTERS = [name for name in [*networks.RUNS, *networks.CONVOLUTION_RUNS, *networks.SENTIMENT_RUNS] if len(name) == 1]
EVERY = {"E": 1}
USUAL_EVERY = 10
REVIEWS_LEARNED = 24_000
ASKED = ("beautiful", "excellent", "terrible")


def row(record):
    """Return a record as print shows it: errors cut, not rounded, to five characters, accuracies whole."""
    return (f"I:{record.epoch} Test-Err:{str(record.test_error)[:5]} Test-Acc:{record.test_accuracy} "
            f"Train-Err:{str(record.train_error)[:5]} Train-Acc:{record.train_accuracy}")


def row_without_errors(record):
    """Return a record as print shows it in run E."""
    return f"I:{record.epoch} Test-Acc:{record.test_accuracy} Train-Acc:{record.train_accuracy}"


def print_digits(name, every):
    """Print a run on the digits: one row every so many passes and for the last.

    Parameters
    ----------
    name : str
        "A", "A mended" and so on.
    every : int
    """
    train, test = data.load_digits("train"), data.load_digits("test")
    is_dense = name in networks.RUNS
    settings = (networks.RUNS if is_dense else networks.CONVOLUTION_RUNS)[name]
    learn, show = (networks.train, row) if is_dense else (networks.train_convolution, row_without_errors)
    records = learn(settings, train.images, train.labels, test.images, test.labels, test_every=every)
    for record in tqdm(records, total=settings.epochs, desc=f"run {name}", unit="pass", leave=False, file=sys.stderr):
        if record.epoch % every == 0 or record.epoch == settings.epochs - 1:
            # Not print, whose row would land in the middle of the bar.
            tqdm.write(show(record), file=sys.stdout)


def print_reviews(name):
    """Print a run on the reviews, "F" or "F mended": accuracies, and the words whose rows lie nearest to a few."""
    reviews = data.load_reviews()
    vocabulary, texts = networks.read(reviews.texts)
    bags, settings = [np.unique(text) for text in texts], networks.SENTIMENT_RUNS[name]
    learned, size = slice(REVIEWS_LEARNED), len(vocabulary.words)
    records = networks.train_sentiment(settings, bags[learned], reviews.labels[learned], size, pause=0.1)
    for record in tqdm(records, desc=f"run {name}", unit="step", leave=False, file=sys.stderr):
        if record is not None:
            last = record
            tqdm.write(f"I:{last.epoch} Train-Acc:{last.train_accuracy} Train-Acc-So-Far:{last.overall_accuracy}",
                       file=sys.stdout)
    held_out = slice(REVIEWS_LEARNED, None)
    print(f"Test-Acc:{networks.evaluate_sentiment(last.weights, bags[held_out], reviews.labels[held_out])}")
    rows = last.weights.weights_0_1
    for word in ASKED:
        place = networks.place(word, vocabulary)
        nearness = {"distance": -((rows - rows[place]) ** 2).sum(axis=1), "dot product": rows.dot(rows[place])}
        for how, near in nearness.items():
            near[place] = -np.inf
            print(f"{word}, by {how}:", *(vocabulary.words[i] for i in np.argsort(-near)[:10]))


def main(arguments=None):
    """Print the tables asked for, and return the exit code: 1 when a run is unknown or the full data are not here."""
    parser = argparse.ArgumentParser(prog="python -m helpers.reproduce", description="Print the tables of the course.")
    parser.add_argument("runs", nargs="+", metavar="RUN", help=f"one or more of {' '.join(LETTERS)}")
    parser.add_argument("--every", type=int, metavar="N", help="a row every N passes and the last (10; E: 1)")
    parser.add_argument("--mended", action="store_true", help="the runs without the mistakes of print")
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
            if letter in networks.SENTIMENT_RUNS:
                print_reviews(name)
            else:
                print_digits(name, every or EVERY.get(letter, USUAL_EVERY))
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _check_data(letters):
    """Refuse runs whose full data are not here."""
    missing = []
    if not {*letters} <= {*networks.SENTIMENT_RUNS} and not data.digits_are_full():
        missing.append("the full MNIST")
    if {*letters} & {*networks.SENTIMENT_RUNS} and not data.reviews_are_full():
        missing.append("the 25,000 reviews")
    if missing:
        raise CourseError(f"The tables need {' and '.join(missing)}, not here yet: run `make data` when there is a "
                          "network, or set COURSE_DATA to a folder that holds the files named in data/README.md.")


if __name__ == "__main__":
    sys.exit(main())
