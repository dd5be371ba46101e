"""Words as numbers: the words of a text, a vocabulary, and the places of words in it."""
import difflib
import re
from typing import NamedTuple

import numpy as np

from helpers.arguments import TEXT, CourseError, ListOf, shown, takes

TOKEN = re.compile(r"\w+|[^\w\s]")


@takes(text=TEXT)
def words_of(text):
    """Return a list of the words of a `text` in small letters, in their order, every other sign a word of its own.

    >>> words_of("Well, it's GOOD.")
    ['well', ',', 'it', "'", 's', 'good', '.']
    """
    return TOKEN.findall(text.lower())


class Vocabulary(NamedTuple):
    """All words in the order of the alphabet, and the place of each."""

    words: list
    places: dict

    @takes(text=TEXT)
    def places_in(self, text):
        """Return the places of the words of one `text`, in their order, without the words that are not known here."""
        return np.array([self.places[word] for word in words_of(text) if word in self.places], dtype=np.int32)

    @takes(word=TEXT)
    def place_of(self, word):
        """Return the place of one word, or say that it is not there and which words are near."""
        tokens = words_of(word)
        if len(tokens) != 1:
            raise CourseError(f"Give one word, such as 'good'; this is {shown(word)}.")
        (token,) = tokens
        if token not in self.places:
            near = difflib.get_close_matches(token, [known for known in self.words if known[0] == token[0]])
            hint = f"; try {', '.join(near)}" if near else "; try another word"
            raise CourseError(f"{shown(token)} does not occur in these reviews, so nothing was learned about it{hint}.")
        return self.places[token]


@takes(texts=ListOf(TEXT))
def build_vocabulary(texts):
    """Return the `Vocabulary` of a list of `texts`, which must hold at least one word."""
    found = set()
    for text in texts:
        found.update(words_of(text))
    if not found:
        raise CourseError("There is not a single word in these texts.")
    words = sorted(found)
    return Vocabulary(words, {word: place for place, word in enumerate(words)})
