"""What is measured: runs A to F and the block of lesson 10 without the mistakes of the book, and fill-in-the-blank."""
import dataclasses
import json
import pathlib
import re
from typing import NamedTuple

import numpy as np

from helpers import as_printed, data, networks

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORDS = ROOT / "build" / "benchmarks" / "words.npz"
LEARNED = 24_000  # reviews, as in the book


class Work(NamedTuple):
    """A run: its network in `helpers.networks`, its settings, and how it is cut.

    `epochs` are as many as are measured, `pieces` those that an epoch is cut into, `whole` the epochs of the book,
    `turn` the pieces that are trained in a turn: where a piece is short, a process that begins with one would show what
    it costs to begin.
    """

    network: str
    settings: object
    epochs: int
    pieces: int = 1
    whole: int = 1
    turn: int = 1


WORKS = {letter: Work("dense", as_printed.RUNS[f"{letter} mended"], epochs, 1, as_printed.RUNS[letter].epochs, 4)
         for letter, epochs in {"A": 80, "B": 80, "C": 40, "D": 40}.items()}
WORKS |= {
    "E": Work("convolution", as_printed.convolution.Settings(), 24, 1, 300),
    "F": Work("sentiment", as_printed.RUNS["F mended"], 2, 16, 2),
    "block": Work("deep_convolution", networks.deep_convolution.Settings(alpha=0.3), 2, 16, 2),
    "blanks": Work("blanks", networks.blanks.Settings(vocabulary_size=1), 1, 12, 1),
}
TEST_DIGITS = {"E": 2500, "block": 2500}  # where all of them would take too long
NEIGHBORS = (("he", "she"), ("actor", "actress"), ("two", "three"))


def settings_of(name, precision, kind=None):
    """Return the settings of a work, of their own kind or of another one's fields, for the data of `load`."""
    work = WORKS[name]
    fields = {field.name: getattr(work.settings, field.name)
              for field in dataclasses.fields(kind or type(work.settings))}
    fields |= {"epochs": work.epochs} | ({"precision": precision} if "precision" in fields else {})
    if "vocabulary_size" in fields:
        fields["vocabulary_size"] = len(words()["words"])
    return (kind or type(work.settings))(**fields)


def load(name):
    """Return what a work learns from and what it is judged by, each as the arguments that `train` takes."""
    if name in ("F", "blanks"):
        held = words()
        texts = np.split(held["places"], held["ends"][:-1])
        if name == "blanks":
            return (texts,), ()
        bags = [np.unique(text) for text in texts]
        return (bags[:LEARNED], held["labels"][:LEARNED]), (bags[LEARNED:], held["labels"][LEARNED:])
    train, test = data.load_digits(), [part[:TEST_DIGITS.get(name)] for part in data.load_digits("test")[:2]]
    if name == "block":  # so many that all pieces are of whole batches
        more = data.load_digits("more")
        train = [np.concatenate(pair)[:10_240] for pair in zip(train[:2], more[:2], strict=True)]
    return (*train[:2],), test


def pieces(name, count):
    """Yield for ever which of so many examples the next piece learns from: a slice, or places where shuffled."""
    size, random = count // WORKS[name].pieces, np.random.default_rng(1)
    while True:
        order = random.permutation(count)
        for i in range(0, count, size):
            yield order[i:i + size] if name == "block" else slice(i, i + size)


def words():
    """Return the words of all reviews as places, made once and kept: `places`, `ends`, `labels` and `words`."""
    if not WORDS.exists():
        reviews = data.load_reviews()
        vocabulary = networks.build_vocabulary(reviews.texts)
        texts = [vocabulary.places_in(text) for text in reviews.texts]
        WORDS.parent.mkdir(parents=True, exist_ok=True)
        np.savez(WORDS, places=np.concatenate(texts), ends=np.cumsum([*map(len, texts)]), labels=reviews.labels,
                 words=np.array(vocabulary.words))
    return np.load(WORDS)


def answered(rows, vocabulary):
    """Return the share of the questions that rows of words answer: lesson 11's analogies and three named neighbors.

    An analogy is answered when the word is among the nearest ten, a neighbor when it is among the nearest three.
    """
    cells = json.loads((ROOT / "notebooks/11_word_embeddings.ipynb").read_text(encoding="utf-8"))["cells"]
    asked, = re.findall(r'questions = """(.+?)"""', "\n".join("".join(cell["source"]) for cell in cells), re.DOTALL)
    places, counts = {word: i for i, word in enumerate(vocabulary)}, np.bincount(words()["places"])
    directions = rows / np.sqrt((rows ** 2).sum(axis=1, keepdims=True))
    frequent = counts > 99

    def among(direction, asked, answer, count):
        nearness = np.where(frequent, directions.dot(direction), -np.inf)
        nearness[asked] = -np.inf
        return places[answer] in np.argsort(-nearness)[:count]

    right = [among(directions[places[one]], [places[one]], other, 3) for one, other in NEIGHBORS]
    for old, new, other, answer in (question.split() for question in re.split(r"[,|]", asked)):
        known = [places[word] for word in (new, old, other)]
        if frequent[[*known, places[answer]]].all():
            right.append(among(rows[known[0]] - rows[known[1]] + rows[known[2]], known, answer, 10))
    return np.mean(right)
