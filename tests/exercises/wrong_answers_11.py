"""Wrong answers to the exercises of lesson 11, and a fragment of what each must be told."""
import numpy as np


def _bag(words, vocabulary):
    row = [0] * len(vocabulary)
    for word in words:
        if word in vocabulary:
            row[vocabulary[word]] = 1
    return row


def _counts(words, vocabulary):
    row = [0] * len(vocabulary)
    for word in words:
        if word in vocabulary:
            row[vocabulary[word]] += 1
    return row


def _update(change):
    def update(weights_0_1, bag, layer_1_delta, alpha):
        weights = weights_0_1.copy()
        change(weights, bag, alpha * layer_1_delta, alpha)
        return weights
    return update


def _subtract(weights, bag, change, alpha):
    weights[bag] -= change


def _add(weights, bag, change, alpha):
    weights[bag] += change


def _no_alpha(weights, bag, change, alpha):
    weights[bag] -= change / alpha


def _all_rows(weights, bag, change, alpha):
    weights -= change


def _shared(weights, bag, change, alpha):
    weights[bag] -= change / max(1, len(bag))


def _update_in_place(weights_0_1, bag, layer_1_delta, alpha):
    weights_0_1[bag] -= alpha * layer_1_delta
    return weights_0_1


def _near(rows, place, count):
    nearness = rows.dot(rows[place])
    nearness[place] = -np.inf
    return np.argsort(-nearness)[:count]


def _far(rows, place, count):
    nearness = rows.dot(rows[place])
    nearness[place] = np.inf
    return np.argsort(nearness)[:count]


def _by_distance(rows, place, count):
    distance = ((rows - rows[place]) ** 2).sum(axis=1)
    distance[place] = np.inf
    return np.argsort(distance)[:count]


def _values(rows, place, count):
    nearness = np.delete(rows.dot(rows[place]), place)
    return np.sort(nearness)[::-1][:count]


def _analogy(rows, one, minus, plus, divide=True, leave_out=True):
    nearness = rows.dot(rows[one] - rows[minus] + rows[plus])
    if divide:
        nearness = nearness / np.sqrt((rows ** 2).sum(axis=1))
    if leave_out:
        nearness[[one, minus, plus]] = -np.inf
    return nearness.argmax()


def _prints(*arguments):
    print("")


def _analogy_by_distance(rows, one, minus, plus):
    distances = ((rows - (rows[one] - rows[minus] + rows[plus])) ** 2).sum(axis=1)
    distances[[one, minus, plus]] = np.inf
    return int(distances.argmin())


WRONG = {
    "check_bag": [
        (_counts, "how often each word stands there"),
        (lambda words, vocabulary: [vocabulary[word] for word in words if word in vocabulary], "places of the words"),
        (lambda words, vocabulary: [1 - entry for entry in _bag(words, vocabulary)], "turned 0 and 1 round"),
        (lambda words, vocabulary: _bag([word for word in words if vocabulary[word] >= 0], vocabulary), "KeyError"),
        (lambda words, vocabulary: [int(word in words) for word in vocabulary], "order of the dictionary"),
        (_prints, "returns nothing"),
    ],
    "check_embedding_update": [
        (_update(_add), "sign is wrong"),
        (_update(_no_alpha), "alpha is missing"),
        (_update(_all_rows), "changed all rows"),
        (_update(_shared), "shared the change out"),
        (_update_in_place, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
    "check_near_words": [
        (lambda rows, place, count: np.argsort(-rows.dot(rows[place]))[:count], "word itself is in your list"),
        (_far, "These are the farthest"),
        (_by_distance, "You used the distance"),
        (lambda rows, place, count: _near(rows / np.sqrt((rows ** 2).sum(axis=1, keepdims=True)), place, count),
         "You used the cosine"),
        (lambda rows, place, count: np.argsort(-rows.dot(rows[place]))[1:count + 1], "need not be"),
        (_values, "These are the dot products"),
        (lambda rows, place, count: _near(rows, place, len(rows) - 1), "cut the list"),
        (_prints, "returns nothing"),
    ],
    "check_analogy": [
        (lambda *arguments: _analogy(*arguments, leave_out=False), "one of the three words"),
        (lambda rows, one, minus, plus: _analogy(rows, one, plus, minus), "took `plus` off"),
        (lambda *arguments: _analogy(*arguments, divide=False), "largest dot product"),
        (_analogy_by_distance, "the right result is"),
        (_prints, "returns nothing"),
    ],
    "check_similar": [
        ("a", "another question"),
        ("c", "used the cosine for both"),
        ("d", "more than a thousand"),
        ("e", "one of the letters"),
    ],
}
