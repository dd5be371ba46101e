"""The exercises of lesson 02."""
import numpy as np

from helpers.checks.judge import judge, words

KINDS = ["SP", "UP", "SN", "rule", "SP", "UN", "SN", "SP"]


def check_share(answer):
    """Check a function (on, walked) that returns the share of walks among the looks with the lamp on; lesson 02."""
    cases = [("a lamp that is on now and then", _looks(4, 3)), ("a bad sign to walk", _looks(1, 5)),
             ("a lamp that is always on", ([1, 1, 1], [1, 0, 0])), ("a lamp that was never on", ([0, 0, 0], [1, 0, 1]))]

    def hits(on, walked):
        return sum(a * b for a, b in zip(on, walked, strict=True))

    def guarded(top, bottom):
        return lambda on, walked: top(on, walked) / bottom(on, walked) if sum(on) else None

    def bare(top, bottom):
        return lambda on, walked: top(on, walked) / bottom(on, walked)

    def agreements(on, walked):
        return sum(a == b for a, b in zip(on, walked, strict=True))

    def both(sentence, top, bottom):
        return [(sentence, guarded(top, bottom)), (sentence, bare(top, bottom))]

    def length(on, walked):
        return len(on)

    mistakes = [
        ("A lamp that was never on has taught you nothing, so the answer is None and not 0.",
         lambda on, walked: hits(on, walked) / (sum(on) or 1)),
        ("That is the number of walks with the lamp on; divide it by the looks with the lamp on.", hits),
        *both("You divided by all looks; only those with the lamp on count.", hits, length),
        *both("You divided by the number of walks; divide by the looks with the lamp on.", hits,
              lambda on, walked: sum(walked)),
        *both("You counted every walk, the lamp on or off; only looks with the lamp on count.",
              lambda on, walked: sum(walked), length),
        *both("You counted how often lamp and walk agree; a look with the lamp off counts nowhere.",
              agreements, length),
    ]
    return judge(answer, guarded(hits, lambda on, walked: sum(on)), cases, mistakes,
                 "That is a whole learner: it has no knobs, and it says so when it has seen nothing.")


def check_turn(answer):
    """Check a function (knob, inputs, target, click) that returns the knob after one example; lesson 02."""
    random = np.random.default_rng()
    small, large = random.uniform(0.3, 0.6, 3).round(2).tolist(), random.uniform(2.5, 3.5, 3).round(2).tolist()
    right = float(random.choice([1.5, 2.5, 3.5]))
    # The target lies between the knob and the input, so that neither can stand in for the prediction.
    cases = [("a prediction that is too low", (large[0], small[0], 2.2, 0.25)),
             ("a prediction that is too high", (large[1], 3.0, 4.0, 0.1)),
             ("a small knob", (small[1], large[2], 2.3, 0.1)),
             # Exact in binary and in cents, so that a prediction rounded as in the lesson is right as well.
             ("a prediction that is right", (right, 0.5, 0.5 * right, 0.5))]

    def turn(side):
        return lambda knob, inputs, target, click: knob - click * side(inputs * knob, target)

    mistakes = [
        ("It turns the wrong way: a prediction that is too high needs a lower knob.",
         turn(lambda prediction, target: np.sign(target - prediction))),
        ("A prediction that is right needs no turn; leave the knob as it is.",
         turn(lambda prediction, target: 1 if prediction >= target else -1)),
        ("A prediction that is right needs no turn; leave the knob where it is.",
         turn(lambda prediction, target: 1 if prediction > target else -1)),
        ("You compared the knob with the target; compare the prediction, inputs * knob.",
         lambda knob, inputs, target, click: knob - click * np.sign(knob - target)),
        ("You compared the input with the target; compare the prediction, inputs * knob.",
         lambda knob, inputs, target, click: knob - click * np.sign(inputs - target)),
        ("You turned by the size of the miss; here every turn is one click.",
         turn(lambda prediction, target: prediction - target)),
        ("This knob fits this one example and forgets all others; move by one click only.",
         lambda knob, inputs, target, click: target / inputs),
        ("That is the prediction after the turn; return the knob.",
         lambda knob, inputs, target, click: inputs * (knob - click * np.sign(inputs * knob - target))),
        ("That is the prediction; compare it with the target and return the knob.",
         lambda knob, inputs, target, click: inputs * knob),
    ]
    return judge(answer, turn(lambda prediction, target: np.sign(prediction - target)), cases, mistakes,
                 "Predict, compare, learn: one turn of the loop that every lesson after this one runs.")


def check_nearest(answer):
    """Check a function (point, centers) that returns the number of the nearest center; lesson 02."""
    random = np.random.default_rng()
    x, y = random.uniform(3, 6, 2).round(1).tolist()
    shift = random.uniform(0.0, 0.3, 3).round(2).tolist()
    cases = [("a center close by", ([x, y], [[x + 4 + shift[0], y], [x, y + 5], [x - 1, y + shift[1]]])),
             ("a center above", ([x, y], [[x + 3, y + 3 + shift[0]], [x, y + 5 + shift[1]], [x - 7, y]])),
             ("a center just below", ([x, y], [[x + 0.1, y + 8], [x - 3, y - 9], [x + 2, y - 8], [x + 2, y - 1]]))]

    def by(measure, pick=np.argmin):
        return lambda point, centers: int(pick([measure(cx - point[0], cy - point[1]) for cx, cy in centers]))

    def squares(dx, dy):
        return dx * dx + dy * dy

    mistakes = [
        ("That is the farthest center; take the smallest distance.", by(squares, np.argmax)),
        ("The first center has the number 0, not 1.", lambda point, centers: by(squares)(point, centers) + 1),
        ("That is the distance; return the number of the center that has it.",
         lambda point, centers: min(squares(cx - point[0], cy - point[1]) for cx, cy in centers) ** 0.5),
        ("That is the squared distance; return the number of the center that has it.",
         lambda point, centers: min(squares(cx - point[0], cy - point[1]) for cx, cy in centers)),
        ("That is the center itself; return its number.",
         lambda point, centers: centers[by(squares)(point, centers)]),
        ("You looked at the first number only; the second counts as much.", by(lambda dx, dy: abs(dx))),
        ("You looked at the second number only; the first counts as much.", by(lambda dx, dy: abs(dy))),
        ("You added the two differences without squares; square each one first.", by(lambda dx, dy: dx + dy)),
        ("You added the sizes of the two differences; square each one before you add.",
         by(lambda dx, dy: abs(dx) + abs(dy))),
    ]
    return judge(answer, by(squares), cases, mistakes, "With this line and a mean you have all of k-means.")


def check_kinds(answer):
    """Check a list of eight words, the kind of learning of each of eight machines; lesson 02."""
    reasons = ["a: you mark the mails, so there are right answers, and the number of knobs is fixed.",
               "b: nobody says what the groups are, and five centers stay five centers.",
               "c: each sky is noted with what followed, and a new sky makes a new row.",
               "d: the author typed it in; no example was ever shown.",
               "e: what came is the right answer, and the two knobs stay two.",
               "f: no face has a name beside it, and a new pile can open at any time.",
               "g: each apartment has its price, and every one sold is remembered.",
               "h: the right digit stands beside each picture, and the knobs are counted beforehand."]
    return words(answer, KINDS, ["SP", "SN", "UP", "UN", "rule"], reasons,
                 "Two questions were enough for all eight: are there right answers, and who fixes how much is kept.")


def _looks(hits, misses):
    """Return two lists: a lamp that is on in `hits` looks with a walk and in more than `misses` looks without."""
    random = np.random.default_rng()
    pairs = [(1, 1)] * hits + [(1, 0)] * (misses + random.integers(1, 4)) + [(0, 1)] * 2
    pairs += [(0, 0)] * int(random.integers(2, 6))
    on, walked = random.permutation(pairs).T.tolist()
    return on, walked
