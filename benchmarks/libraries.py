"""scikit-learn and gensim, for what they can express."""
import numpy as np

from benchmarks import works
from benchmarks.harness import Contender
from helpers import networks

LAST_ALPHA = 0.0001  # gensim's own


def sklearn(name, precision):
    """Its networks have biases, which cannot be switched off, and no dropout, so that it does less in B, C and D."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    if name not in "ABCD":
        return "it has no kernels, and of 73,000 words it would change every row for every review"
    settings, (learned, judged) = works.settings_of(name, precision), works.load(name)
    options = {"hidden_layer_sizes": (settings.hidden_size,), "activation": settings.activation, "solver": "sgd",
               "alpha": 0, "batch_size": settings.batch_size, "learning_rate_init": settings.alpha, "momentum": 0,
               "shuffle": False, "random_state": 1}
    network = (MLPClassifier if settings.output == "softmax" else MLPRegressor)(**options)
    images, tests = (part[0].astype(precision) for part in (learned, judged))
    answers = learned[1] if settings.output == "softmax" else networks.one_hot(learned[1]).astype(precision)

    def evaluate():
        found = network.predict(tests)
        return float(((found.argmax(1) if found.ndim == 2 else found) == judged[1]).mean())
    first = {"classes": range(10)} if settings.output == "softmax" else {}  # wanted by a classifier, at its first piece
    return Contender(iter(lambda: network.partial_fit(images, answers, **first), None), lambda: evaluate)


def gensim(name, precision):
    """Word2Vec with the settings of `networks.blanks` and one worker; alpha falls during the epoch, as is usual there.

    At a steady alpha of 0.05 it answers fewer of the questions than ours.
    """
    if name != "blanks" or precision == "float64":
        return "it makes word vectors only, in float32"
    from gensim.models import Word2Vec
    vocabulary, settings, (learned, _) = works.words()["words"], works.settings_of(name, precision), works.load(name)
    texts = [vocabulary[text].tolist() for text in learned[0]]
    model = Word2Vec(vector_size=settings.hidden_size, window=settings.window, negative=settings.negatives, sg=0, hs=0,
                     cbow_mean=1, min_count=1, sample=0, workers=1, shrink_windows=False, seed=1)
    model.build_vocab(texts)
    pieces = works.WORKS[name].pieces
    alphas = np.linspace(settings.alpha, LAST_ALPHA, pieces + 1)

    def train():
        while True:
            for i in range(pieces):
                part = texts[i::pieces]
                yield model.train(part, total_examples=len(part), epochs=1, start_alpha=alphas[i],
                                  end_alpha=alphas[i + 1])
    return Contender(train(), None, lambda: works.answered(model.wv[vocabulary.tolist()], vocabulary))
