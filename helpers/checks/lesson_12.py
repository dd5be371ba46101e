"""The exercises of lesson 12: starts, pruning, decay, and what a change moves."""
import numpy as np

from helpers.checks.judge import judge, normal, words


def check_glorot(answer):
    """Check a function (draws) that scales random numbers of spread 1 to a Glorot start; lesson 12."""
    cases = [(f"{inputs} inputs and {outputs} outputs", (normal(inputs, outputs),))
             for inputs, outputs in ((6, 2), (3, 5), (1, 4))]

    def scaled(factor):
        return lambda draws: draws * factor(*draws.shape)

    mistakes = [
        ("You took the root away: that is 2 / (inputs + outputs), and the spread is the root of it.",
         scaled(lambda inputs, outputs: 2 / (inputs + outputs))),
        ("That is the start of He, which looks at the inputs alone.",
         scaled(lambda inputs, outputs: (2 / inputs) ** 0.5)),
        ("That is the start of LeCun, which looks at the inputs alone.",
         scaled(lambda inputs, outputs: (1 / inputs) ** 0.5)),
        ("The 2 is missing: the mean of inputs and outputs is half of their sum.",
         scaled(lambda inputs, outputs: (1 / (inputs + outputs)) ** 0.5)),
        ("You divided by the number of weights; Glorot wants the sum of inputs and outputs.",
         scaled(lambda inputs, outputs: (2 / (inputs * outputs)) ** 0.5)),
        ("You divided by the root where you should multiply: many nodes ask for small weights.",
         scaled(lambda inputs, outputs: ((inputs + outputs) / 2) ** 0.5)),
    ]
    return judge(answer, scaled(lambda inputs, outputs: (2 / (inputs + outputs)) ** 0.5), cases, mistakes,
                 "Level on the way up and on the way back, as far as one number can be.")


def check_prune(answer):
    """Check a function (weights, accuracy, target) that removes the smallest weights down to a target; lesson 12."""
    def by_size(weights):
        return np.argsort(np.abs(weights))

    def remove(order, good=lambda found, target: found >= target, late=False, skip=False):
        def prune(weights, accuracy, target):
            pruned = weights.copy()
            for place in order(weights):
                tried = np.where(np.arange(len(weights)) == place, 0, pruned)
                if good(accuracy(tried), target):
                    pruned = tried
                elif not skip:
                    return tried if late else pruned
            return pruned
        return prune

    mistakes = [
        ("You removed one weight too many; go back to the row before the accuracy fell below the target.",
         remove(by_size, late=True)),
        ("You began with the largest weights; the smallest ones go first.", remove(lambda row: by_size(row)[::-1])),
        ("A weight of -3 is large: sort by np.abs(weights), not by the weights.", remove(np.argsort)),
        ("You went from left to right; the order of size decides, not the place.", remove(lambda row: range(len(row)))),
        ("An accuracy that equals the target is still good enough; stop only below it.",
         remove(by_size, lambda found, target: found > target)),
        ("You passed over a weight and went on; stop at the first one that would go below the target.",
         remove(by_size, skip=True)),
        ("Nothing was removed although the target leaves room.", lambda weights, accuracy, target: weights.copy()),
        ("You removed the smallest weight only; go on as long as the accuracy holds.",
         lambda weights, accuracy, target: remove(lambda row: by_size(row)[:1])(weights, accuracy, target)),
    ]
    return judge(answer, remove(by_size), _prune_cases(), mistakes,
                 "What is left meets the target, and nothing small is left.")


def check_decay(answer):
    """Check a function (weights, weight_delta, alpha, l2) that makes one update with weight decay; lesson 12."""
    cases = [("two by three weights", (normal(2, 3), normal(2, 3), 0.1, 0.5)),
             ("four weights", (normal(4), normal(4), 0.3, 0.2)),
             ("no price", (normal(3), normal(3), 0.2, 0.0)),
             ("weights that nothing pushes", (normal(3), np.zeros(3), 0.5, 0.4))]
    mistakes = [
        ("The price makes your weights grow; it must pull them toward 0.",
         lambda w, d, a, p: w - a * (d - p * w)),
        ("The price is missing; nothing pulls the weights toward 0.", lambda w, d, a, p: w - a * d),
        ("The price is taken without alpha; both pulls are multiplied by it.", lambda w, d, a, p: w - a * d - p * w),
        ("That is L1, which takes the same amount off every weight; L2 takes l2 times the weight.",
         lambda w, d, a, p: w - a * (d + p * np.sign(w))),
        ("You put the price on the weight_delta; it belongs on the weight.", lambda w, d, a, p: w - a * (d + p * d)),
        ("You took the price off the weights after the update; both pulls start from the weights as they were.",
         lambda w, d, a, p: (w - a * d) * (1 - a * p)),
        ("You squared the weights; the slope of the price is l2 times the weight itself.",
         lambda w, d, a, p: w - a * (d + p * w ** 2)),
        ("That is what the update takes off; subtract it from the weights.", lambda w, d, a, p: a * (d + p * w)),
        ("The sign of weight_delta is flipped: you climb the error.", lambda w, d, a, p: w + a * d - a * p * w),
    ]
    return judge(answer, lambda w, d, a, p: w - a * (d + p * w), cases, mistakes,
                 "What nothing pushes shrinks by the same share each time.")


def check_moves(answer):
    """Check a list of five words, the weight of a small network whose change moves the output most; lesson 12."""
    return words(answer, ["lower", "upper", "neither", "neither", "upper"], ["lower", "upper", "neither"], [
        "a: the lower weight moves the output by 0.01 * 1 * 4, the upper one by 0.01 * 0.5.",
        "b: the lower weight moves the output by 0.01 * 0.1 * 0.5, the upper one by 0.01 * 2.",
        "c: the sum of the hidden node is -6, so its relu is off.",
        "d: with an input of 0 the hidden node says 0, and its lower weight is multiplied by 0.",
        "e: the lower weight moves the output by 0.01 * 1 * 2, the upper one by 0.01 * 3."],
        "Input times what is above, against what the node says: no layer wins always.", "answers", " .")


def check_misconceptions(answer):
    """Check a list of five letters, the finding that refutes each of five misconceptions; lesson 12."""
    return words(answer, ["c", "g", "a", "b", "e"], list("abcdefg"), [
        "1: a bias can do something that no weight can, and one finding shows it.",
        "2: one finding compares two starts.",
        "3: one finding looks at single updates.",
        "4: one finding is about how many weights there are.",
        "5: one finding compares weights with each other, one at a time."],
        "Five sentences that you will meet again; now you have a measurement against each.", "answers", " .")


def _prune_cases():
    """Return rows to prune, each with an accuracy and a target."""
    cases = []
    for size, target in ((7, 0.6), (9, 0.85), (4, 0.99)):
        weights = _distinct(size)
        cases.append((f"{size} weights", (weights, _kept_of(weights), target)))
    eight = _distinct(8)
    needed = np.argsort(np.abs(eight))[4]
    return [*cases,
            ("an accuracy that meets the target exactly", (eight, lambda row: np.count_nonzero(row) / 8, 0.5)),
            ("a target that the whole row just meets", (eight, lambda row: np.count_nonzero(row) / 8, 1.0)),
            ("a target of 0", (_distinct(3), _kept_of(eight[:3]), 0.0)),
            ("one weight that has to stay", (eight, lambda row: float(row[needed] != 0), 1.0))]


def _distinct(size):
    """Return weights whose order of size, order of value and order of place all differ."""
    random = np.random.default_rng()
    sizes = (np.arange(size) + random.uniform(0.1, 0.9, size)) / size
    signs = np.where(np.arange(size) % 2, 1.0, -1.0)
    row = random.permutation(sizes * signs)
    # The largest first, then the smallest: neither the order of places nor that of values happens to be the order of
    # sizes, from either end.
    ends = [np.abs(row).argmax(), np.abs(row).argmin()]
    return np.append(row[ends], np.delete(row, ends))


def _kept_of(weights):
    """Return an accuracy: the share of the squares of `weights` that a pruned row still has."""
    return lambda row: float((np.asarray(row) ** 2).sum() / (weights ** 2).sum())
