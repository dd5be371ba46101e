"""Wrong answers to the exercises of lesson 12, and a fragment of what each must be told."""
import numpy as np


def _scaled(factor):
    return lambda draws: draws * factor(*draws.shape)


def _in_place(draws):
    draws *= (2 / sum(draws.shape)) ** 0.5
    return draws


def _prune(order, late=False, strict=False, skip=False):
    def prune(weights, accuracy, target):
        pruned = weights.copy()
        for place in order(weights):
            tried = pruned.copy()
            tried[place] = 0
            found = accuracy(tried)
            if found < target or (strict and found == target):
                if skip:
                    continue
                return tried if late else pruned
            pruned = tried
        return pruned
    return prune


def _sizes(row):
    return np.argsort(np.abs(row))


def _prune_in_place(weights, accuracy, target):
    for place in _sizes(weights):
        kept, weights[place] = weights[place], 0
        if accuracy(weights) < target:
            weights[place] = kept
            break
    return weights


def _prints(*arguments):
    print("")


WRONG = {
    "check_glorot": [
        (_scaled(lambda inputs, outputs: 2 / (inputs + outputs)), "took the root away"),
        (_scaled(lambda inputs, outputs: (2 / inputs) ** 0.5), "start of He"),
        (_scaled(lambda inputs, outputs: (1 / inputs) ** 0.5), "start of LeCun"),
        (_scaled(lambda inputs, outputs: (1 / (inputs + outputs)) ** 0.5), "The 2 is missing"),
        (_scaled(lambda inputs, outputs: (2 / (inputs * outputs)) ** 0.5), "number of weights"),
        (_scaled(lambda inputs, outputs: ((inputs + outputs) / 2) ** 0.5), "where you should multiply"),
        (lambda draws: (2 / sum(draws.shape)) ** 0.5, "must have the shape"),
        (_in_place, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
    "check_prune": [
        (_prune(_sizes, late=True), "one weight too many"),
        (_prune(lambda row: _sizes(row)[::-1]), "began with the largest"),
        (_prune(np.argsort), "sort by np.abs"),
        (_prune(lambda row: range(len(row))), "left to right"),
        (_prune(_sizes, strict=True), "stop only below it"),
        (lambda weights, accuracy, target: weights.copy(), "Nothing was removed"),
        (_prune(lambda row: _sizes(row)[:1]), "smallest weight only"),
        (_prune(_sizes, skip=True), "passed over a weight"),
        (lambda weights, accuracy, target: accuracy(weights), "must have the shape"),
        (_prune_in_place, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
    "check_decay": [
        (lambda w, d, a, p: w - a * (d - p * w), "weights grow"),
        (lambda w, d, a, p: w - a * d, "The price is missing"),
        (lambda w, d, a, p: w - a * d - p * w, "without alpha"),
        (lambda w, d, a, p: w - a * (d + p * np.sign(w)), "That is L1"),
        (lambda w, d, a, p: w - a * (d + p * d), "price on the weight_delta"),
        (lambda w, d, a, p: (w - a * d) * (1 - a * p), "after the update"),
        (lambda w, d, a, p: w - a * (d + p * w ** 2), "squared the weights"),
        (lambda w, d, a, p: a * (d + p * w), "what the update takes off"),
        (lambda w, d, a, p: w + a * d - a * p * w, "you climb the error"),
        (_prints, "returns nothing"),
    ],
    "check_moves": [
        (["upper", "upper", "neither", "neither", "upper"], "again at a"),
        (["lower", "lower", "neither", "neither", "upper"], "again at b"),
        (["lower", "upper", "upper", "neither", "upper"], "again at c"),
        (["lower", "upper", "neither", "lower", "upper"], "again at d"),
        (["lower", "upper", "neither", "neither", "lower"], "again at e"),
        (["lower", "upper", "both", "neither", "lower"], "look at c"),
        (["lower", 2, "neither", "neither", "lower"], "look at b"),
        (["lower"], "list of 5 answers"),
        ("lower", "list of 5 answers"),
    ],
    "check_misconceptions": [
        (["d", "g", "a", "b", "e"], "again at 1"),
        (["c", "a", "a", "b", "e"], "again at 2"),
        (["c", "g", "f", "b", "e"], "again at 3"),
        (["c", "g", "a", "e", "b"], "again at 4"),
        (["c", "g", "a", "b", "b"], "again at 5"),
        (["c", "g", "a", "b", "h"], "look at 5"),
        ("cgabe", "list of 5 answers"),
    ],
}
