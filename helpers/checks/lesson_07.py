"""The exercises of lesson 07."""
import re

import numpy as np

from helpers.checks.judge import Outcome, items, judge, normal, not_attempted, short, untouched


def check_network_shapes(answer):
    """Check a list of the four shapes of a network with sizes 5, 7, 2 and ten examples; lesson 07."""
    reasons = ["weights_0_1: one row for each of the 5 inputs, one column for each of the 7 hidden nodes.",
               "weights_1_2: it starts at the 7 hidden nodes and ends at the 2 outputs.",
               "layer_1: ten examples, and 7 nodes for each.",
               "layer_2: ten examples go in, so ten predictions of 2 numbers come out."]
    return items(answer, [(5, 7), (7, 2), (10, 7), (10, 2)], reasons,
                 "The sizes decide every shape, and the ten examples go through to the end.")


def check_formula(answer):
    """Check the formula of a four-layer network, given as text such as "l_2 = relu(l_0 W_0) W_1"; lesson 07."""
    if untouched(answer):
        return not_attempted()
    example = 'Write the formula in quotes, such as "l_2 = relu(l_0 W_0) W_1".'
    if not isinstance(answer, str) or len(answer) > 200:
        return Outcome("wrong", example)
    before = re.match(r"\s*l_?(\d)\s*=", answer, re.IGNORECASE)
    if before and before[1] != "3":
        return Outcome("wrong", f"Before the equals sign stands l_3, the last of the four layers, not l_{before[1]}.")
    try:
        given = _factors(_tokens(answer), inside=False)
    except ValueError as problem:
        return Outcome("wrong", f"{problem}. {example}")
    first = ("relu", "l0", "w0")
    second = ("relu", first, "w1")
    mistakes = [
        ("That is true, and not yet one formula: put in what l_1 and l_2 are, until only l_0 is left.",
         [("l2", "w2"), (("relu", "l1", "w1"), "w2")]),
        ("Without a relu the three matrices melt into a single one; put one around each of the two hidden layers.",
         [("l0", "w0", "w1", "w2")]),
        ("There are two hidden layers, l_1 and l_2, and each needs a relu of its own.",
         [(first, "w1", "w2"), (("relu", "l0", "w0", "w1"), "w2")]),
        ("The last layer keeps its bare sum: no relu around the whole.",
         [(("relu", second, "w2"),), (("relu", first, "w1", "w2"),), (("relu", "l0", "w0", "w1", "w2"),)]),
        ("That is the network with three layers; the fourth needs one more matrix, W_2.", [(first, "w1")]),
        ("That is l_2, the second hidden layer; one matrix, W_2, still leads on to l_3.", [(second,)]),
        ("A matrix stands on the right of what it takes in: l_0 W_0, not W_0 l_0.",
         [("w2", ("relu", "w1", ("relu", "w0", "l0")))]),
        ("The letter after W is the layer where it starts: W_0 comes first.",
         [(("relu", ("relu", "l0", "w1"), "w2"), "w3"), (("relu", ("relu", "l0", "w2"), "w1"), "w0")]),
    ]
    if given == (second, "w2"):
        return Outcome("right", "A relu around every hidden layer, and three matrices for four layers.")
    for sentence, trees in mistakes:
        if given in trees:
            return Outcome("wrong", sentence)
    return Outcome("wrong", f"{short(answer)} is another network; start inside with relu(l_0 W_0), which is l_1, and "
                   "go on to l_2 with W_1.")


def check_impossible_join(answer):
    """Check a function (shapes) that returns the place of the first matrix that does not join, or -1; lesson 07."""
    sizes = [int(size) for size in np.random.default_rng().permutation(np.arange(2, 9))]
    chain = [(1, sizes[0]), (sizes[0], sizes[1]), (sizes[1], sizes[2]), (sizes[2], sizes[3])]
    broken = [*chain[:2], (sizes[5], sizes[2]), *chain[3:]]
    cases = [("a row that joins", (chain,)), ("one bad join", (broken,)),
             ("two bad joins", ([(2, 3), (4, 3), (3, 1), (2, 2)],)),
             ("a bad join at the end", ([(1, 3), (3, 5), (3, 3)],)),
             ("square matrices that join", ([(1, 2), (2, 2), (2, 2)],))]

    def search(bad, back=False, shift=0):
        def found(shapes):
            places = [k for k in range(1, len(shapes)) if bad(shapes[k - 1], shapes[k])]
            return places[-1 if back else 0] + shift if places else -1
        return found

    def right(before, after):
        return before[1] != after[0]

    mistakes = [
        ("You return the last bad join; the first one is wanted, so return as soon as you meet it.",
         search(right, back=True)),
        ("That is the place before the bad join; return that of the matrix that does not fit.",
         search(right, shift=-1)),
        ("That is one too far; the layer stands at place 0 and the first matrix at place 1.", search(right, shift=1)),
        ("You compare rows with rows; the columns of the one before must meet the rows of the next.",
         search(lambda before, after: before[0] != after[0])),
        ("You compare columns with columns; the columns of the one before must meet the rows of the next.",
         search(lambda before, after: before[1] != after[1])),
        ("It is the wrong way round: you return the first join that holds.",
         search(lambda before, after: before[1] == after[0])),
        ("Where all join, return -1 after the loop.", lambda shapes: None if search(right)(shapes) < 0
         else search(right)(shapes)),
    ]
    return judge(answer, search(right), cases, mistakes, "You see it before NumPy does.")


def check_forward(answer):
    """Check a function (layer_0, weights_0_1, weights_1_2) that returns layer_2 with relu in the middle; lesson 07."""
    signs = np.array([[1.0, -1.0], [0.5, 2.0]])
    cases = [(f"{rows} examples and sizes {a}, {b}, {c}", (normal(rows, a), normal(a, b), normal(b, c)))
             for rows, a, b, c in ((4, 3, 5, 2), (6, 2, 4, 1))]
    cases += [("hidden sums of both signs", (signs, np.array([[1.0, -1.0], [2.0, -3.0]]), -np.ones((2, 1))))]

    def relu(x):
        return (x > 0) * x

    mistakes = [
        ("The relu is missing; without it the two matrices are one.", lambda layer, lower, upper:
            layer.dot(lower).dot(upper)),
        ("The relu stands at the end; it belongs to the hidden layer.", lambda layer, lower, upper:
            relu(layer.dot(lower).dot(upper))),
        ("The prediction keeps its bare sum; leave out the second relu.", lambda layer, lower, upper:
            relu(relu(layer.dot(lower)).dot(upper))),
        ("That is layer_1; send it through weights_1_2 as well.", lambda layer, lower, upper: relu(layer.dot(lower))),
        ("You made the switch, 1 or 0, and forgot to multiply it with the sum.", lambda layer, lower, upper:
            (layer.dot(lower) > 0).dot(upper)),
        ("You applied relu to the inputs; it comes after the first dot product.", lambda layer, lower, upper:
            relu(layer).dot(lower).dot(upper)),
    ]
    return judge(answer, lambda layer, lower, upper: relu(layer.dot(lower)).dot(upper), cases, mistakes,
                 "Two lines, and it is the whole network, for any sizes.")


def _tokens(text):
    """Return the words of a formula without what stands before the equals sign and without signs for the product."""
    text = re.sub(r"^\s*l_?3\s*=", "", text, flags=re.IGNORECASE).replace(".dot", " ")
    return [token.lower().replace("_", "") for token in re.findall(r"relu|[lw]_?\d|[^\s@*·]", text, re.IGNORECASE)]


def _factors(tokens, inside):
    """Take a product from the front of `tokens`; return its factors, ("relu", ...) for a relu."""
    factors = []
    while tokens and tokens[0] != ")":
        token = tokens.pop(0)
        if token in ("relu", "("):
            if token == "relu" and (not tokens or tokens.pop(0) != "("):
                raise ValueError("What relu is applied to stands in parentheses")
            inner = _factors(tokens, inside=True)
            factors += [("relu", *inner)] if token == "relu" else inner
        elif re.fullmatch(r"[lw]\d", token):
            factors.append(token)
        else:
            raise ValueError(f"The formula needs only relu, parentheses, l_0 and the W, not {token!r}")
    if bool(tokens) != inside or not factors:
        raise ValueError("The parentheses do not match, or nothing stands inside")
    if inside:
        tokens.pop(0)
    return tuple(factors)
