"""How fast lessons 10 and 11 train beside print's loops, PyTorch and gensim: `python benchmarks/libraries.py`.

Takes about a quarter of an hour on one core and needs the full data and two more packages: `pip install -r
benchmarks/requirements.txt`. Any build of PyTorch serves, for only its CPU side is used; the smallest is the CPU build
that PyTorch's start page offers. The plain loops are re-creations in our own words; the tests hold the fast ones
against them.
"""
import os

if __name__ == "__main__":  # one core, said before NumPy is loaded; not where the tests import the plain loops
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"

import dataclasses  # noqa: E402
import pathlib  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402

import numpy as np  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from benchmarks.networks import TIMES, seconds  # noqa: E402
from helpers import data, networks  # noqa: E402


def plain_cut_outs(images, one_short):
    """Cut every 3 x 3 section out of images (n, side, side), one place after another."""
    places = images.shape[1] - (3 if one_short else 2)
    sections = [images[:, row:row + 3, column:column + 3].reshape(-1, 1, 9)
                for row in range(places) for column in range(places)]
    return np.concatenate(sections, axis=1)


def plain_convolution_pass(settings, weights, random, images, one_hot_labels):
    """One training pass as print has it; returns the accuracy."""
    kernels, weights_1_2 = weights
    side, size, correct_count = int(np.sqrt(images.shape[1])), settings.batch_size, 0
    whole = len(images) // size
    for i in range(whole if settings.whole_batches_only else -(-len(images) // size)):
        batch = slice(i * size, (i + 1) * size)
        cut_outs = plain_cut_outs(images[batch].reshape(-1, side, side), settings.one_short)
        target = one_hot_labels[batch]
        count = len(target)
        flat = cut_outs.reshape(-1, 9)
        layer_1 = np.tanh(flat.dot(kernels).reshape(count, -1))
        mask = 1
        slope = 1 - layer_1 ** 2
        if settings.dropout:
            mask = random.randint(2, size=layer_1.shape)
            layer_1 *= mask * 2
        if settings.slope_after_dropout:
            slope = 1 - layer_1 ** 2
        powers = np.exp(np.dot(layer_1, weights_1_2))
        layer_2 = powers / np.sum(powers, axis=1, keepdims=True)
        for k in range(count):
            correct_count += int(np.argmax(layer_2[k:k + 1]) == np.argmax(target[k:k + 1]))
        layer_2_delta = (target - layer_2) / (count * count if settings.divide_twice else count)
        layer_1_delta = layer_2_delta.dot(weights_1_2.T) * slope
        layer_1_delta *= mask
        weights_1_2 += settings.alpha * layer_1.T.dot(layer_2_delta)
        change = settings.alpha * flat.T.dot(layer_1_delta.reshape(len(flat), -1))
        if not settings.frozen_kernels:
            kernels += -change if settings.wrong_sign else change
    return correct_count / float(len(images))


def plain_convolution_evaluation(settings, weights, images, one_hot_labels):
    """Error and accuracy, one image after another."""
    kernels, weights_1_2 = weights
    side, error, correct_count = int(np.sqrt(images.shape[1])), 0.0, 0
    for i in range(len(images)):
        cut_outs = plain_cut_outs(images[i:i + 1].reshape(-1, side, side), settings.one_short)
        layer_1 = np.tanh(cut_outs.reshape(-1, 9).dot(kernels).reshape(1, -1))
        powers = np.exp(np.dot(layer_1, weights_1_2))
        layer_2 = powers / np.sum(powers, axis=1, keepdims=True)
        error += np.sum((one_hot_labels[i:i + 1] - layer_2) ** 2)
        correct_count += int(np.argmax(layer_2) == np.argmax(one_hot_labels[i:i + 1]))
    return error / float(len(images)), correct_count / float(len(images))


def plain_sentiment_pass(settings, weights, bags, labels):
    """One training pass as print has it, with lists of places; returns the accuracy."""
    weights_0_1, weights_1_2 = weights.weights_0_1, weights.weights_1_2.reshape(-1, 1)
    correct_count = 0
    for i in range(len(bags)):
        x, y = bags[i], labels[i]
        layer_1 = 1 / (1 + np.exp(-np.sum(weights_0_1[x], axis=0)))
        layer_2 = 1 / (1 + np.exp(-np.dot(layer_1, weights_1_2)))
        layer_2_delta = layer_2 - y
        layer_1_delta = layer_2_delta.dot(weights_1_2.T)
        if not settings.slope_left_out:
            layer_1_delta *= layer_1 * (1 - layer_1)
        weights_0_1[x] -= layer_1_delta * settings.alpha
        weights_1_2 -= np.outer(layer_1, layer_2_delta) * settings.alpha
        correct_count += int(np.abs(layer_2_delta[0]) < 0.5)
    return correct_count / float(len(bags))


def compare(name, goals, times=TIMES, **functions):
    """Print the medians, measured turn by turn so that a busy machine slows all, and each one's ratio to the first."""
    for function in functions.values():  # the first call loads what it needs
        function()
    taken = {label: [] for label in functions}
    for _ in range(times):
        for label, function in functions.items():
            taken[label].append(seconds(function))
    medians = {label: statistics.median(values) for label, values in taken.items()}
    ours, *others = medians
    words = "   ".join(f"{label} {1e3 * median:.0f} ms" for label, median in medians.items())
    ratios = ", ".join(f"{label} / {ours} = {medians[label] / medians[ours]:.2f}" for label in others)
    print(f"{name}: {words}   {ratios}   goal: {goals}", flush=True)


def torch_convolution(settings, images, labels):
    """Return a function that trains one pass of run E's network in PyTorch, float32."""
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(1)
    convolution = torch.nn.Conv2d(1, settings.kernels, 3, bias=False)
    upper = torch.nn.Linear(settings.kernels * 25 * 25, 10, bias=False)
    optimizer = torch.optim.SGD([*convolution.parameters(), *upper.parameters()], lr=2 / settings.batch_size)
    pixels = torch.tensor(images.reshape(-1, 1, 28, 28)[:, :, :27, :27].copy(), dtype=torch.float32)
    answers, dropout = torch.tensor(labels), torch.nn.Dropout(settings.dropout)

    def one_pass():
        for i in range(len(pixels) // settings.batch_size):
            batch = slice(i * settings.batch_size, (i + 1) * settings.batch_size)
            optimizer.zero_grad()
            hidden = dropout(torch.tanh(convolution(pixels[batch]))).flatten(1)
            torch.nn.functional.cross_entropy(upper(hidden), answers[batch]).backward()
            optimizer.step()
    return one_pass


def torch_sentiment(settings, bags, labels, size):
    """Return a function that trains run F's network in PyTorch, one review at a time, with rows that are looked up."""
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rows = torch.nn.EmbeddingBag(size, settings.hidden_size, mode="sum", sparse=True)
    upper = torch.nn.Linear(settings.hidden_size, 1, bias=False)
    optimizer = torch.optim.SGD([*rows.parameters(), *upper.parameters()], lr=settings.alpha)
    texts = [torch.tensor(bag, dtype=torch.int64).unsqueeze(0) for bag in bags]
    answers = [torch.tensor([[float(label)]]) for label in labels]
    error = torch.nn.BCEWithLogitsLoss()

    def one_pass():
        for text, answer in zip(texts, answers, strict=True):
            optimizer.zero_grad()
            error(upper(torch.sigmoid(rows(text))), answer).backward()
            optimizer.step()
    return one_pass


def kernels(times):
    """Compare run E."""
    train, test = data.load_digits("train"), data.load_digits("test")
    settings = dataclasses.replace(networks.CONVOLUTION_RUNS["E"], epochs=100_000)
    quick = dataclasses.replace(settings, precision="float32")
    exact, single = (networks.train_convolution(chosen, *train[:2]) for chosen in (settings, quick))
    compare("E, one training pass", "PyTorch / ours 1 or more, PyTorch / float32 1.5 or more", times,
            ours=lambda: next(exact), float32=lambda: next(single),
            PyTorch=torch_convolution(settings, train.images, train.labels))
    weights, random = networks.start_convolution(settings)
    with_test = networks.train_convolution(settings, *train[:2], *test[:2])
    one_hot_labels, test_one_hot = networks.one_hot(train.labels), networks.one_hot(test.labels)

    def plain():
        plain_convolution_pass(settings, weights, random, train.images, one_hot_labels)
        plain_convolution_evaluation(settings, weights, test.images, test_one_hot)
    compare("E, one pass with its evaluation", "print / ours 8 or more", times,
            ours=lambda: next(with_test), print=plain)


def words(times):
    """Compare run F, then the blanks."""
    reviews = data.load_reviews()
    vocabulary, texts = networks.read(reviews.texts)
    bags, labels, size = [np.unique(text) for text in texts][:24_000], reviews.labels[:24_000], len(vocabulary.words)
    settings = networks.SENTIMENT_RUNS["F"]
    places = [bag.tolist() for bag in bags]

    def plain():
        weights = networks.start_sentiment(settings, size)
        for _ in range(settings.epochs):
            plain_sentiment_pass(settings, weights, places, labels)
    one_pass = torch_sentiment(settings, bags, labels, size)
    compare("F, two passes", "PyTorch / ours 5 or more, print / ours above 1", times,
            ours=lambda: list(networks.train_sentiment(settings, bags, labels, size)), print=plain,
            PyTorch=lambda: (one_pass(), one_pass()))
    sentences = [[vocabulary.words[place] for place in text] for text in texts]
    blanks = networks.BlankSettings()
    compare("blanks, two passes", "ours / gensim 1.5 or less", times, gensim=gensim_blanks(sentences),
            ours=lambda: list(networks.train_blanks(blanks, texts, size)))


def gensim_blanks(sentences):
    """Return a function that trains gensim's Word2Vec with the settings of `BlankSettings`, vocabulary apart."""
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
