"""The exercises of lesson 02: counting, turning a knob, joining a group."""
import numpy as np

from helpers.exercises.exercise import exercise, words


@exercise("my_share", lesson=2, section="5. Nonparametric: counting",
          praise="That is a whole learner: it has no knobs, and it says so when it has seen nothing.",
          hints=("Two counters: looks with the lamp on, and those of them with a walk. `zip(on, walked)` gives the "
                 "pairs.",
                 "Count inside `if lamp:`, and return one counter divided by the other. Before you divide, ask "
                 "whether the lamp was ever on."))
def share(on, walked):
    """Return the share of walks among the looks with the lamp on, or None; both are lists of 0 and 1."""
    seen = walks = 0
    for lamp, walk in zip(on, walked):
        if lamp:
            seen += 1
            walks += walk
    return walks / seen if seen else None


@share.cases
def _(rng):
    return [("a lamp that is on now and then", *_looks(rng, 4, 3)), ("a bad sign to walk", *_looks(rng, 1, 5)),
            ("a lamp that is always on", [1, 1, 1], [1, 0, 0]), ("a lamp that was never on", [0, 0, 0], [1, 0, 1]),
            ("a lamp that nobody walks at", [1, 1, 0], [0, 0, 1])]


def _looks(rng, hits, misses):
    """Return two lists: a lamp that is on in `hits` looks with a walk and in more than `misses` looks without."""
    pairs = [(1, 1)] * hits + [(1, 0)] * (misses + rng.integers(1, 4)) + [(0, 1)] * 2
    # More than two, else as many looks agree as there are walks.
    pairs += [(0, 0)] * int(rng.integers(3, 6))
    return rng.permutation(pairs).T.tolist()


share.mistake("A lamp that was never on has taught you nothing, so the answer is None and not 0.",
              edit=("else None", "else 0"))
share.mistake("That is the number of walks with the lamp on; divide it by the looks with the lamp on.",
              edit=("walks / seen if seen else None", "walks"))
share.mistake("You divided the wrong way around: divide the walks by the looks with the lamp on.",
              edit=("walks / seen", "seen / walks"))
share.mistake("You counted every walk, the lamp on or off; only walks with the lamp on count.",
              edit=("walks / seen if", "sum(walked) / seen if"))
for guess, diagnosis in [
        ("walks / len(on)", "You divided by all looks; only those with the lamp on count."),
        ("walks / sum(walked)", "You divided by the number of walks; divide by the looks with the lamp on."),
        ("sum(walked) / len(on)", "You counted every walk, the lamp on or off; only looks with the lamp on count."),
        ("sum(lamp == walk for lamp, walk in zip(on, walked)) / len(on)",
         "You counted how often lamp and walk agree; a look with the lamp off counts nowhere.")]:
    share.mistake(diagnosis, edit=("walks / seen if", f"{guess} if"))
    share.mistake(diagnosis, edit=("walks / seen if seen else None", guess))
share.wrong(edit=(" if seen else None", ""))
share.wrong(edit=("else None", "else -1"))
share.wrong(edit=("else None", "else 'None'"))


@exercise("my_turn", lesson=2, section="2. Supervised learning: one data set becomes another",
          praise="Predict, compare, learn: one turn of the loop that every lesson after this one runs.",
          hints=("It is the inside of the loop in section 2. Three cases: `if`, `elif`, and neither.",
                 "Store `inputs * knob` as the prediction. If it is above the target, return `knob - click`; "
                 "the other two cases follow the same pattern."))
def turn(knob, inputs, target, click):
    """Return the knob, a number, after one example: one click lower, one click higher, or as it was."""
    prediction = inputs * knob
    if prediction > target:
        return knob - click
    if prediction < target:
        return knob + click
    return knob


@turn.cases
def _(rng):
    small, large = rng.uniform(0.3, 0.6, 3).round(2).tolist(), rng.uniform(2.5, 3.5, 3).round(2).tolist()
    exact = float(rng.choice([1.5, 2.5, 3.5]))
    # The target lies between the knob and the input, so that neither can pass for the prediction.
    return [("a prediction that is too low", large[0], small[0], 2.2, 0.25),
            ("a prediction that is too high", large[1], 3.0, 4.0, 0.1),
            ("a small knob", small[1], large[2], 2.3, 0.1),
            ("a click that leads past the target", 2.0, 1.5, 2.9, 0.5),
            # Exact in binary and in cents, so that a prediction rounded as in the lesson is right as well.
            ("a prediction that is right", exact, 0.5, 0.5 * exact, 0.5)]


turn.mistake("It turns the wrong way: a prediction that is too high needs a lower knob.",
             edit=("prediction = inputs * knob", "prediction, click = inputs * knob, -click"))
turn.mistake("A prediction that is right needs no turn; leave the knob as it is.", edit=("> target", ">= target"))
turn.mistake("A prediction that is right needs no turn; leave the knob where it is.", edit=("< target", "<= target"))
turn.mistake("You compare twice: after the first turn the prediction is another one; use `elif`.",
             edit=[("        return knob - click\n", "        knob = knob - click\n"),
                   ("    if prediction <", "    prediction = inputs * knob\n    if prediction <")])
turn.mistake("You compared the knob with the target; compare the prediction, inputs * knob.",
             edit=("inputs * knob", "knob"))
turn.mistake("You compared the input with the target; compare the prediction, inputs * knob.",
             edit=("inputs * knob", "inputs"))
turn.mistake("You turned by the size of the miss; here every turn is one click.",
             lambda knob, inputs, target, click: knob - click * (inputs * knob - target))
turn.mistake("This knob fits this one example and forgets all others; move by one click only.",
             lambda knob, inputs, target, click: target / inputs)
turn.mistake("That is the prediction after the turn; return the knob.",
             lambda knob, inputs, target, click: inputs * (knob - click * np.sign(inputs * knob - target)))
turn.mistake("That is the prediction; compare it with the target and return the knob.",
             lambda knob, inputs, target, click: inputs * knob)
turn.right(lambda knob, inputs, target, click: knob - click * np.sign(round(inputs * knob, 2) - target))


@exercise("my_nearest", lesson=2, section="4. Unsupervised learning: no right answers at all",
          praise="With this line and a mean you have all of k-means.",
          hints=("Make a list of squared distances (the square root does not change who is nearest), then ask for the "
                 "`index` of its `min`.",
                 "The squared distance to a center `(x, y)` is `(point[0] - x) ** 2 + (point[1] - y) ** 2`. "
                 "One of these for each center makes the list."))
def nearest(point, centers):
    """Return the number of the nearest center, counted from 0; `point` is a pair, `centers` a list of pairs."""
    squares = [(point[0] - x) ** 2 + (point[1] - y) ** 2 for x, y in centers]
    return squares.index(min(squares))


@nearest.cases
def _(rng):
    x, y = rng.uniform(3, 6, 2).round(1).tolist()
    a, b, c = rng.uniform(0.0, 0.3, 3).round(2).tolist()
    return [("a center close by", [x, y], [[x + 4 + a, y], [x, y + 5], [x - 1, y + b]]),
            ("a center above", [x, y], [[x + 3, y + 3 + a], [x, y + 5 + b], [x - 7, y + c]]),
            ("a center just below", [x, y], [[x + 0.1, y + 8], [x - 3, y - 9], [x + 2, y - 8], [x + 2, y - 1]]),
            ("a nearest center between two others", [x, y], [[x + 4 + a, y], [x, y + 1], [x - 2, y + b]]),
            ("a center with one long side", [x, y], [[x + 3, y - 3], [x + 0.5, y + 3.5 + a], [x - 4, y - 4]]),
            *(("four random centers", rng.normal(size=2).tolist(), rng.normal(size=(4, 2)).tolist())
              for _ in range(6))]


nearest.mistake("That is the farthest center; take the smallest distance.", edit=("min(", "max("))
nearest.mistake("The first center has the number 0, not 1.", edit=("(min(squares))", "(min(squares)) + 1"))
nearest.mistake("That is the distance; return the number of the center that has it.",
                edit=("squares.index(min(squares))", "min(squares) ** 0.5"))
nearest.mistake("That is the squared distance; return the number of the center that has it.",
                edit=("squares.index(min(squares))", "min(squares)"))
nearest.mistake("That is the center itself; return its number.",
                edit=("squares.index(min(squares))", "centers[squares.index(min(squares))]"))
nearest.mistake("You looked at the first number only; the second counts as much.",
                edit=(" + (point[1] - y) ** 2", ""))
nearest.mistake("You looked at the second number only; the first counts as much.",
                edit=("(point[0] - x) ** 2 + ", ""))
for signed in ("(x - point[0]) + (y - point[1])", "(point[0] - x) + (point[1] - y)"):
    nearest.mistake("You added the two differences without squares; square each one first.",
                    edit=("(point[0] - x) ** 2 + (point[1] - y) ** 2", signed))
nearest.mistake("You added the sizes of the two differences; square each one before you add.",
                edit=("(point[0] - x) ** 2 + (point[1] - y) ** 2", "abs(point[0] - x) + abs(point[1] - y)"))
nearest.mistake("You compared the larger of the two differences; both count: add their squares.",
                edit=("(point[0] - x) ** 2 + (point[1] - y) ** 2", "max(abs(point[0] - x), abs(point[1] - y))"))
nearest.mistake("You compare each center with the first one; remember the smallest distance so far as well.",
                edit=("squares.index(min(squares))",
                      "max([0] + [place for place in range(len(squares)) if squares[place] < squares[0]])"))
nearest.mistake("You added over the centers; add the two squares of each center, with axis=1.",
                lambda point, centers: ((np.array(centers) - point) ** 2).sum(axis=0).argmin())
nearest.right(lambda point, centers: np.argmin(((np.array(centers) - point) ** 2).sum(axis=1)))

kinds = words(
    "kinds", "my_kinds", ["SP", "SN", "UP", "UN", "rule"],
    [("SP", "a: you mark the mails, so there are right answers, and the number of knobs is fixed."),
     ("UP", "b: nobody says what the groups are, and five centers stay five centers."),
     ("SN", "c: each sky is noted with what followed, and a new sky makes a new row."),
     ("rule", "d: the author typed it in; no example was ever shown."),
     ("SP", "e: what came is the right answer, and the two knobs stay two."),
     ("UN", "f: no face has a name beside it, and a new pile can open at any time."),
     ("SN", "g: each apartment has its price, and every one sold is remembered."),
     ("SP", "h: the right digit is beside each picture, and the knobs are counted beforehand.")],
    lesson=2, section="6. Two questions, four corners",
    praise="Two questions were enough for all eight: are there right answers, and who fixes how much is kept.",
    hints=("First letter: is there a right answer beside each example? Second letter: will a thousand more examples "
           "make more things to remember, or only better knobs?",
           "Begin with the odd one: which machine was never shown an example? Then look for what grows with the "
           "examples: rows of a table, piles, remembered prices."))
kinds.mistake("look at c", *([*["SP", "UP"], item, "rule", "SP", "UN", "SN", "SP"] for item in ("counting", 3)))

share.equal("The order of two steps")
turn.equal("Keep the sign of `knob - click`")
