"""How fast lessons 10 and 11 train beside the book's loops, PyTorch and gensim: `python benchmarks/libraries.py`.

Takes about a quarter of an hour on one core and needs the full data and two more packages: `pip install -r
benchmarks/requirements.txt`. Any build of PyTorch serves, for only its CPU side is used; the smallest is the CPU build
that PyTorch's start page offers.
"""
import os

if __name__ == "__main__":  # one core, said before NumPy is loaded
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"

import dataclasses  # noqa: E402
import pathlib  # noqa: E402
import sys  # noqa: E402

import numpy as np  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from benchmarks.networks import TIMES, compare  # noqa: E402
from helpers import as_printed, data, networks  # noqa: E402
from tests.networks import plain_loops  # noqa: E402


def torch_convolution(settings, images, labels):
    """Return a function that trains one epoch of run E's network in PyTorch, float32."""
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(1)
    convolution = torch.nn.Conv2d(1, settings.kernels, 3, bias=False)
    upper = torch.nn.Linear(settings.kernels * 25 * 25, 10, bias=False)
    optimizer = torch.optim.SGD([*convolution.parameters(), *upper.parameters()], lr=2 / settings.batch_size)
    pixels = torch.tensor(images.reshape(-1, 1, 28, 28)[:, :, :27, :27].copy(), dtype=torch.float32)
    answers, dropout = torch.tensor(labels), torch.nn.Dropout(settings.dropout)

    def one_epoch():
        for i in range(len(pixels) // settings.batch_size):
            batch = slice(i * settings.batch_size, (i + 1) * settings.batch_size)
            optimizer.zero_grad()
            hidden = dropout(torch.tanh(convolution(pixels[batch]))).flatten(1)
            torch.nn.functional.cross_entropy(upper(hidden), answers[batch]).backward()
            optimizer.step()
    return one_epoch


def torch_sentiment(settings, bags, labels):
    """Return a function that trains run F's network in PyTorch, one review at a time, with rows that are looked up."""
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rows = torch.nn.EmbeddingBag(settings.vocabulary_size, settings.hidden_size, mode="sum", sparse=True)
    upper = torch.nn.Linear(settings.hidden_size, 1, bias=False)
    optimizer = torch.optim.SGD([*rows.parameters(), *upper.parameters()], lr=settings.alpha)
    texts = [torch.tensor(bag, dtype=torch.int64).unsqueeze(0) for bag in bags]
    answers = [torch.tensor([[float(label)]]) for label in labels]
    error = torch.nn.BCEWithLogitsLoss()

    def one_epoch():
        for text, answer in zip(texts, answers, strict=True):
            optimizer.zero_grad()
            error(upper(torch.sigmoid(rows(text))), answer).backward()
            optimizer.step()
    return one_epoch


def kernels(times):
    """Compare run E."""
    train, test = data.load_digits("train"), data.load_digits("test")
    settings = dataclasses.replace(as_printed.RUNS["E"], epochs=100_000)
    quick = dataclasses.replace(settings, precision="float32")
    exact, single = (as_printed.train(chosen, *train[:2]) for chosen in (settings, quick))
    compare("E, one epoch", "PyTorch / ours 1 or more, PyTorch / float32 1.5 or more", times,
            ours=lambda: next(exact), float32=lambda: next(single),
            PyTorch=torch_convolution(settings, train.images, train.labels))
    weights, random = networks.convolution.start(settings, 27 * 27)
    with_test = as_printed.train(settings, *train[:2], *test[:2])
    target, test_target = networks.one_hot(train.labels), networks.one_hot(test.labels)

    def book():
        plain_loops.convolution_epoch(settings, weights, random, train.images, target)
        plain_loops.convolution_evaluation(settings, weights, test.images, test_target)
    compare("E, one epoch with its evaluation", "book / ours 8 or more", times, ours=lambda: next(with_test), book=book)


def words(times):
    """Compare run F, then the blanks."""
    reviews = data.load_reviews()
    vocabulary = networks.build_vocabulary(reviews.texts)
    texts, size = [vocabulary.places_in(text) for text in reviews.texts], len(vocabulary.words)
    bags, labels = [np.unique(text) for text in texts][:24_000], reviews.labels[:24_000]
    settings = dataclasses.replace(as_printed.RUNS["F"], vocabulary_size=size)
    places = [bag.tolist() for bag in bags]

    def book():
        weights, _ = networks.sentiment.start(settings)
        for _ in range(settings.epochs):
            plain_loops.sentiment_epoch(settings, weights, None, places, labels)
    one_epoch = torch_sentiment(settings, bags, labels)
    compare("F, two epochs", "PyTorch / ours 5 or more, book / ours above 1", times,
            ours=lambda: as_printed.train(settings, bags, labels).finish(), book=book,
            PyTorch=lambda: (one_epoch(), one_epoch()))
    sentences = [[vocabulary.words[place] for place in text] for text in texts]
    blanks = networks.blanks.Settings(vocabulary_size=size)
    compare("blanks, two epochs", "ours / gensim 1.5 or less", times, gensim=gensim_blanks(sentences),
            ours=lambda: networks.blanks.train(blanks, texts).finish())


def gensim_blanks(sentences):
    """Return a function that trains gensim's Word2Vec with the settings of `networks.blanks`, vocabulary apart."""
    from gensim.models import Word2Vec
    model = Word2Vec(vector_size=50, window=2, negative=5, sg=0, hs=0, cbow_mean=1, min_count=1, sample=0, workers=1,
                     alpha=0.05, min_alpha=0.05, shrink_windows=False)
    model.build_vocab(sentences)
    return lambda: model.train(sentences, total_examples=len(sentences), epochs=2)


def main():
    """Print the medians and ratios; `--times 1` for a quick look."""
    if not (data.digits_are_full() and data.reviews_are_full()):
        sys.exit("The measurement needs the full data: run `make data`.")
    times = int(sys.argv[2]) if sys.argv[1:2] == ["--times"] else TIMES
    kernels(times)
    words(times)


if __name__ == "__main__":
    main()
