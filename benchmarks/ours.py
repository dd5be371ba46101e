"""The course's own networks, those of its book as printed, and plain re-creations of the book's loops."""
import dataclasses
import itertools

from benchmarks import works
from benchmarks.harness import Contender
from helpers import as_printed, networks
from tests.networks import plain_loops


def _contender(work, training, judge):
    def pieces():
        steps, done = training.steps(), 0
        while True:
            done += 1
            next(share for share in steps if share > done / work.epochs / work.pieces - 1e-9)
            yield
    return Contender(pieces(), judge)


def _judge(network, settings, weights_now, judged):
    """Return a function that returns the evaluation as a reader would write it, for weights copied before."""
    options = {name: getattr(settings, name) for name in ("activation", "output") if hasattr(settings, name)}

    def judge():
        weights = weights_now()
        return lambda: network.evaluate(weights, *judged, **options).accuracy
    return judge


def clean(name, precision):
    """`helpers.networks`, as a reader uses it."""
    work = works.WORKS[name]
    network = getattr(networks, work.network)
    if work.network == "dense" and precision == "float32":
        return "it computes in float64 only"
    if name == "blanks" and precision == "float64":
        return "gensim computes in float32"
    settings = works.settings_of(name, precision, network.Settings)
    learned, judged = works.load(name)
    training = network.train(settings, *learned)
    if name == "blanks":
        return _contender(work, training, None)._replace(
            accuracy=lambda: works.answered(training.weights.weights_0_1, works.words()["words"]))
    return _contender(work, training, _judge(network, settings, lambda: training.weights, judged))


def printed(name, precision):
    """`helpers.as_printed`, with the mistakes of the book."""
    if name not in "ABCDEF" or precision == "float32":
        return "the book has no such run"
    work, (learned, judged) = works.WORKS[name], works.load(name)
    changes = {"epochs": work.epochs} | ({"vocabulary_size": len(works.words()["words"])} if name == "F" else {})
    settings = dataclasses.replace(as_printed.RUNS[name], **changes)
    training = as_printed.train(settings, *learned)
    if name == "E":  # its kernels see all but the last row and column
        judged = judged[0].reshape(-1, 28, 28)[:, :-1, :-1].reshape(-1, 27 * 27), judged[1]
    network = getattr(networks, work.network)
    return _contender(work, training, _judge(network, settings, lambda: training.weights, judged))


def book(name, precision):
    """The loops of the book, in our own words and without its mistakes."""
    if name == "block" or (precision == "float32") != (name == "blanks"):
        return "the book has no such run"
    work, settings = works.WORKS[name], works.settings_of(name, precision)
    learned, judged = works.load(name)
    network = getattr(networks, work.network)
    weights, random = network.start(settings)
    if name == "blanks":
        texts, share = [text.tolist() for text in learned[0]], 100
        parts = (texts[i::share * work.pieces] for i in itertools.count())
        return Contender((plain_loops.blanks(settings, weights, random, part) for part in parts), train_share=share)
    epoch, evaluation = (getattr(plain_loops, f"{work.network}_{what}") for what in ("epoch", "evaluation"))
    learned, some = ([[bag.tolist() for bag in examples], answers] if name == "F"
                     else [examples, networks.one_hot(answers)] for examples, answers in (learned, judged))
    train = (epoch(settings, weights, random, *(array[part] for array in learned))
             for part in works.pieces(name, len(learned[0])))
    share = 100 if name == "E" else 1
    some = [array[:len(array) // share] for array in some]
    return Contender(train, lambda: lambda: evaluation(settings, weights, *some)[1],
                     _judge(network, settings, lambda: weights, judged)(), judge_share=share)
