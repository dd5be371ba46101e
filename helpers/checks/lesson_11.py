"""The exercises of lesson 11."""
import numpy as np

from helpers.checks.judge import judge, letter, normal

WORDS = ["a", "bad", "film", "good", "is", "not", "plot", "the"]


def check_bag(answer):
    """Check a function (words, vocabulary) that returns a row of 0s and 1s; lesson 11."""
    places = np.random.default_rng().permutation(len(WORDS))
    while places[-1] in (0, len(WORDS) - 1):  # "the" must stand neither first nor at the same place in the dictionary
        places = np.random.default_rng().permutation(len(WORDS))
    vocabulary = {word: int(place) for word, place in zip(WORDS, places, strict=True)}
    cases = [("['the', 'plot']", (["the", "plot"], vocabulary)),
             ("a word said twice", (["good", "film", "good"], vocabulary)),
             ("a word that is not in the vocabulary", (["the", "zeppelin"], vocabulary)),
             ("no word", ([], vocabulary))]

    def right(words, vocabulary):
        row = [0] * len(vocabulary)
        for word in words:
            if word in vocabulary:
                row[vocabulary[word]] = 1
        return row

    def counted(words, vocabulary):
        row = [0] * len(vocabulary)
        for word in words:
            if word in vocabulary:
                row[vocabulary[word]] += 1
        return row

    mistakes = [
        ("You counted how often each word stands there; a bag tells only whether: 1 or 0.", counted),
        ("These are the places of the words; put a 1 at each of them in a row of 0s.",
         lambda words, vocabulary: [vocabulary[word] for word in words if word in vocabulary]),
        ("You turned 0 and 1 round.", lambda words, vocabulary: [1 - entry for entry in right(words, vocabulary)]),
        ("A word that is not in the vocabulary raises a KeyError; pass over it with `if word in vocabulary`.",
         lambda words, vocabulary: right([word for word in words if vocabulary[word] >= 0], vocabulary)),
        ("You went through the words in the order of the dictionary; each entry belongs at the place of its word.",
         lambda words, vocabulary: [int(word in words) for word in vocabulary]),
    ]
    return judge(answer, right, cases, mistakes, "Any text, one row. The order of its words is gone.")


def check_embedding_update(answer):
    """Check a function (weights_0_1, bag, layer_1_delta, alpha) that returns the updated weights; lesson 11."""
    cases = [("three words", (normal(6, 4), np.array([0, 3, 5]), normal(4), 0.1)),
             ("one word", (normal(5, 3), np.array([2]), normal(3), 0.5)),
             ("no word", (normal(4, 2), np.array([], dtype=int), normal(2), 0.3))]

    def moved(change):
        def update(weights_0_1, bag, layer_1_delta, alpha):
            weights = weights_0_1.copy()
            change(weights, bag, layer_1_delta, alpha)
            return weights
        return update

    def add(weights, bag, layer_1_delta, alpha):
        weights[bag] += alpha * layer_1_delta

    def without_alpha(weights, bag, layer_1_delta, alpha):
        weights[bag] -= layer_1_delta

    def everywhere(weights, bag, layer_1_delta, alpha):
        weights -= alpha * layer_1_delta

    def shared(weights, bag, layer_1_delta, alpha):
        weights[bag] -= alpha * layer_1_delta / max(1, len(bag))

    mistakes = [
        ("The sign is wrong: alpha * layer_1_delta is taken off.", moved(add)),
        ("alpha is missing.", moved(without_alpha)),
        ("You changed all rows; the input of a word that is not in the bag is 0, so its row stays.", moved(everywhere)),
        ("You shared the change out among the words; each of them gets all of it, for its input is 1.", moved(shared)),
    ]

    def right(weights, bag, layer_1_delta, alpha):
        weights[bag] -= alpha * layer_1_delta

    return judge(answer, moved(right), cases, mistakes, "Only the rows that were looked up have learned.")


def check_near_words(answer):
    """Check a function (rows, place, count) that returns the places of the nearest rows; lesson 11."""
    cases = [("eight rows", _near_case()), ("one nearest", (normal(6, 3), 0, 1)), ("all others", (normal(5, 3), 4, 4))]

    def ordered(nearness, place, count, leave_out=True):
        nearness = nearness.copy()
        if leave_out:
            nearness[place] = -np.inf
        return np.argsort(-nearness)[:count]

    def distance(rows, place, count):
        return ordered(-((rows - rows[place]) ** 2).sum(axis=1), place, count)

    def cosine(rows, place, count):
        return ordered(rows.dot(rows[place]) / np.sqrt((rows ** 2).sum(axis=1)), place, count)

    def smallest(rows, place, count):
        return [i for i in np.argsort(rows.dot(rows[place])) if i != place][:count]

    mistakes = [
        ("The word itself is in your list; leave out `place`.",
         lambda rows, place, count: ordered(rows.dot(rows[place]), place, count, leave_out=False)),
        ("These are the farthest; np.argsort sorts upward, so sort the negative dot products.", smallest),
        ("You used the distance; here the dot product is asked for.", distance),
        ("You used the cosine; here the dot product is asked for.", cosine),
        ("You left out the first of the list; it need not be `place`, for a longer row can be nearer.",
         lambda rows, place, count: np.argsort(-rows.dot(rows[place]))[1:count + 1]),
        ("These are the dot products; return the places of the largest.",
         lambda rows, place, count: np.sort(np.delete(rows.dot(rows[place]), place))[::-1][:count]),
        ("You returned all of them; cut the list at `count`.",
         lambda rows, place, count: ordered(rows.dot(rows[place]), place, len(rows) - 1)),
    ]
    return judge(answer, lambda rows, place, count: ordered(rows.dot(rows[place]), place, count), cases, mistakes,
                 "One matrix product compares a word with all others.")


def check_analogy(answer):
    """Check a function (rows, one, minus, plus) that returns the place of the row in that direction; lesson 11."""
    # In each of the three another word of the question would be the answer, if it were not left out.
    cases = [(name, _analogy_case(tempting)) for tempting, name in enumerate(
        ("nine rows", "other rows", "rows of many lengths"))]

    def found(rows, one, minus, plus, sign=1, leave_out=True, divide=True):
        nearness = rows.dot(rows[one] + sign * (rows[plus] - rows[minus]))
        nearness = nearness / np.sqrt((rows ** 2).sum(axis=1)) if divide else nearness
        if leave_out:
            nearness[[one, minus, plus]] = -np.inf
        return int(nearness.argmax())

    mistakes = [
        ("Your answer is one of the three words of the question; leave all three out.",
         lambda *arguments: found(*arguments, leave_out=False)),
        ("You added `minus` and took `plus` off: it is one - minus + plus.",
         lambda *arguments: found(*arguments, sign=-1)),
        ("That is the largest dot product; divide by the length of each row to get the cosine.",
         lambda *arguments: found(*arguments, divide=False)),
    ]
    return judge(answer, found, cases, mistakes, "Subtract, add, and look who lies in that direction.")


def check_similar(answer):
    """Check the letter of the reason why similar words differ from network to network; lesson 11."""
    return letter(answer, "b", {
        "a": "Longer training would sharpen its lists; it would not ask another question.",
        "c": "They do disagree, but the live picture used the cosine for both networks.",
        "d": "It stands in more than a thousand of the long reviews.",
    }, "Meaning comes from the question that the network had to answer.")


def _near_case():
    """Return rows, a place and a count for which each mistake in `check_near_words` gives another answer."""
    while True:
        rows, place, count = normal(8, 4), 3, 3
        dots, distances = rows.dot(rows[place]), ((rows - rows[place]) ** 2).sum(axis=1)
        cosines = dots / np.sqrt((rows ** 2).sum(axis=1))
        lists = {tuple(i for i in np.argsort(values) if i != place)[:count] for values in (-dots, distances, -cosines)}
        # `place` is among the nearest, but not the first of them: a longer row has the larger dot product.
        if len(lists) == 3 and place in np.argsort(-dots)[1:count]:
            return rows, place, count


def _analogy_case(tempting):
    """Return rows and three places; the word of the question at place `tempting` of them is the nearest of all.

    Where that is `minus`, every mistake in `check_analogy` gives another answer; it would take long to find in all.
    """
    random = np.random.default_rng()
    while True:
        rows = random.normal(size=(9, 3)) * random.uniform(0.3, 3, size=(9, 1))
        one, minus, plus = (int(place) for place in random.permutation(9)[:3])
        if tempting == 1:
            rows[minus] = (rows[one] + rows[plus]) / 5
        lengths, direction = np.sqrt((rows ** 2).sum(axis=1)), rows[one] - rows[minus] + rows[plus]
        units, cosines = rows / lengths[:, np.newaxis], rows.dot(direction) / lengths
        others = np.delete(np.arange(9), [one, minus, plus])
        of_units = units[one] - units[minus] + units[plus]
        found, by_dot, by_turned, by_distance, by_square, by_units = (
            others[nearness[others].argmax()] for nearness in (
                cosines, rows.dot(direction), units.dot(rows[one] + rows[minus] - rows[plus]),
                -((rows - direction) ** 2).sum(axis=1), cosines / lengths, units.dot(of_units)))
        told_apart = len({found, by_dot, by_turned, by_distance}) == 4 and found not in (by_square, by_units)
        if cosines.argmax() == (one, minus, plus)[tempting] and (told_apart or tempting != 1):
            return rows, one, minus, plus
