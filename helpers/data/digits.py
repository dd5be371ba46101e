"""Handwritten digits: the parts of MNIST, and the same from the smaller copy."""
import io
from typing import NamedTuple

import numpy as np

from helpers.arguments import OneOf, takes
from helpers.data import sources
from helpers.data.fetching import is_full, obtain
from helpers.data.files import shipped


class Digits(NamedTuple):
    """Images (n, 784), labels (n,) from 0 to 9, int64, and a line on where they came from.

    An image is its 28 rows of 28 pixels one after another, float64, from 0 paper to 1 ink.
    """

    images: np.ndarray
    labels: np.ndarray
    source: str


@takes(part=OneOf(("train", "validation", "more", "test")))
def load_digits(part="train"):
    """Return `Digits`, fetching them first when none are here.

    The `part` "train" is the first 1,000 training digits of MNIST, the same from the full data as from the copy.
    "validation" is the next 5,000, for choosing when to stop and with which alpha. "more" is the 10,000 after those,
    for experiments that need many. "test" is the 10,000 test digits. Without the full data there are 4,000 digits
    besides "train" in the copy, sorted by label as they are there: of each four, one is for validation, two for the
    test, and one is of "more". No digit is in two parts.

    Raises
    ------
    CourseError
        If there is no such part, or if the digits are neither here nor to be fetched.

    Notes
    -----
    MNIST was made by Y. LeCun, C. Cortes and C. J. C. Burges; see data/README.md.
    """
    files = sources.DIGITS.files[2:] if part == "test" else sources.DIGITS.files[:2]
    full, contents, where = obtain(sources.DIGITS._replace(files=files))
    pixels, labels, words = _from_idx(part, *contents) if full else _from_copy(part, *contents)
    return Digits(pixels / 255, labels.astype(np.int64), f"MNIST: {words} (from {where})")


def digits_are_full():
    """Return whether all of MNIST is here already and intact; takes about 0.3 s, for the digests are checked."""
    return is_full(sources.DIGITS)


def _from_idx(part, images, labels):
    """Return pixels, labels and what to call them, from two IDX files with headers of 16 and 8 bytes."""
    chosen, words = {
        "train": (slice(1000), "the first 1,000 of 60,000 training digits"),
        "validation": (slice(1000, 6000), "5,000 training digits after the first 1,000"),
        "more": (slice(6000, 16_000), "10,000 training digits after the first 6,000"),
        "test": (slice(None), "all 10,000 test digits"),
    }[part]
    pixels = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784)
    return pixels[chosen], np.frombuffer(labels, np.uint8, offset=8)[chosen], words


def _from_copy(part, content):
    """Return pixels, labels and what to call them, from lines of 784 pixels and a label that are sorted by label."""
    table = np.loadtxt(io.BytesIO(content), delimiter=",", dtype=np.uint8)
    # The copy keeps MNIST's order within each label: MNIST's k-th 7 is its k-th row of a 7.
    order = "".join(shipped(sources.LABEL_ORDER).split())
    starts = np.searchsorted(table[:, -1], np.arange(10))
    train = [starts[int(digit)] + order[:place].count(digit) for place, digit in enumerate(order)]
    held_out = np.setdiff1d(np.arange(len(table)), train)
    chosen, words = {
        "train": (train, "the first 1,000"),
        "validation": (held_out[::4], "for validation 1,000 held-out"),
        "more": (held_out[1::4], "1,000 more"),
        "test": (held_out[np.arange(len(held_out)) % 4 > 1], "in place of the 10,000 test digits 2,000 held-out"),
    }[part]
    return table[chosen, :-1], table[chosen, -1], f"{words} training digits, a copy inside {sources.DIGITS.package}"
