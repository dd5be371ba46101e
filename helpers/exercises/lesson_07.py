"""The exercises of lesson 07: five views of a network."""
import re

import numpy as np

from helpers.exercises.exercise import exercise, question, shapes
from helpers.exercises.judging import short

network_shapes = shapes(
    "network_shapes", "my_shapes", [
        ((5, 7), "weights_0_1: one row for each of the 5 inputs, one column for each of the 7 hidden nodes."),
        ((7, 2), "weights_1_2: it starts at the 7 hidden nodes and ends at the 2 outputs."),
        ((10, 7), "layer_1: ten examples, and 7 nodes for each."),
        ((10, 2), "layer_2: ten examples go in, so ten predictions of 2 numbers come out.")],
    lesson=7, section="4. View two: boxes with shapes",
    praise="The sizes decide every shape, and the ten examples go through to the end.",
    hints=("A matrix: (nodes before, nodes after). A layer: (examples, nodes).",
           "The sizes in order are 5, 7 and 2. `weights_0_1` leads from the first to the second, `weights_1_2` from "
           "the second to the third; each layer has one row for each of the 10 examples."))

FORMULA = "l_3 = relu(relu(l_0 W_0) W_1) W_2"
EXAMPLE = 'Write the formula in quotes, such as "l_2 = relu(l_0 W_0) W_1".'
OTHER_FORMULAS = [
    ("That is true, and not yet one formula: put in what l_1 and l_2 are, until only l_0 is left.",
     "l_3 = l_2 W_2", "l_3 = relu(l_1 W_1) W_2"),
    ("Without a relu the three matrices melt into a single one; put one around each of the two hidden layers.",
     "l_3 = l_0 W_0 W_1 W_2"),
    ("There are two hidden layers, l_1 and l_2, and each needs a relu of its own.",
     "l_3 = relu(l_0 W_0) W_1 W_2", "relu(l_0 W_0 W_1) W_2"),
    ("The last layer keeps its bare sum: no relu around the whole.",
     "relu(relu(relu(l_0 W_0) W_1) W_2)", "relu(relu(l_0 W_0) W_1 W_2)", "relu(l_0 W_0 W_1 W_2)"),
    ("That is the network with three layers; the fourth needs one more matrix, W_2.", "relu(l_0 W_0) W_1"),
    ("That is l_2, the second hidden layer; one matrix, W_2, still leads on to l_3.", "relu(relu(l_0 W_0) W_1)"),
    ("A matrix comes on the right of what it takes in: l_0 W_0, not W_0 l_0.", "W_2 relu(W_1 relu(W_0 l_0))"),
    ("The order is turned around: each matrix comes on the right of what it takes in, so W_0 is inside and W_2 last.",
     "W_2 relu(relu(l_0 W_0) W_1)", "W_2 relu(W_1 relu(l_0 W_0))"),
    ("Four layers have three matrices between them; there is no fourth one.",
     "relu(relu(relu(l_0 W_0) W_1) W_2) W_3", "relu(relu(l_0 W_0) W_1) W_2 W_3"),
    ("The number after W is that of the layer where it starts: W_0 comes first.",
     "relu(relu(l_0 W_1) W_2) W_3", "relu(relu(l_0 W_2) W_1) W_0")]


@question("my_formula", FORMULA, lesson=7, section="6. View four: one formula",
          praise="A relu around every hidden layer, and three matrices for four layers.",
          hints=("l_2 is a hidden layer now, so it gets a relu of its own: l_2 = relu(relu(l_0 W_0) W_1). What comes "
                 "to the right of l_2 in l_3?",
                 "The last layer is l_3 = l_2 W_2, without a relu. Replace l_2 in it by the whole of the first hint."))
def formula(answer):
    """Return what is wrong with a text as the formula of a network with four layers, or None."""
    if not isinstance(answer, str) or len(answer) > 200:
        return EXAMPLE
    before = re.match(r"\s*l_?(\d)\s*=", answer, re.IGNORECASE)
    if before and before[1] != "3":
        return f"Before the equals sign comes l_3, the last of the four layers, not l_{before[1]}."
    try:
        given = _tree(answer)
    except ValueError as problem:
        return f"{problem}. {EXAMPLE}"
    if given == _tree(FORMULA):
        return None
    return next((sentence for sentence, *texts in OTHER_FORMULAS if given in map(_tree, texts)),
                f"{short(answer)} is another network; start inside with relu(l_0 W_0), which is l_1, and go on to l_2 "
                "with W_1.")


def _tree(text):
    """Return the factors of a formula; what is before the equals sign and signs for the product do not count."""
    text = re.sub(r"^\s*l_?3\s*=", "", text, flags=re.IGNORECASE).replace(".dot", " ")
    tokens = re.findall(r"relu|[lw]_?\d|[^\s@*·]", text, re.IGNORECASE)
    return _factors([token.lower().replace("_", "") for token in tokens], inside=False)


def _factors(tokens, inside):
    """Take a product from the front of `tokens`; return its factors, ("relu", ...) for a relu."""
    factors = []
    while tokens and tokens[0] != ")":
        token = tokens.pop(0)
        if token in ("relu", "("):
            if token == "relu" and (not tokens or tokens.pop(0) != "("):
                raise ValueError("What relu is applied to belongs in parentheses")
            inner = _factors(tokens, inside=True)
            factors += [("relu", *inner)] if token == "relu" else inner
        elif re.fullmatch(r"[lw]\d", token):
            factors.append(token)
        else:
            raise ValueError(f"The formula needs only relu, parentheses, l_0 and the W, not {token!r}")
    if bool(tokens) != inside or not factors:
        raise ValueError("The parentheses do not match, or nothing is inside")
    if inside:
        tokens.pop(0)
    return tuple(factors)


formula.right("relu(relu(l_0 W_0) W_1) W_2", "l3=relu(relu(l0 W0)W1)W2", "(relu((relu(l_0 @ W_0)) @ W_1)) @ W_2",
              "L_3 = ReLU(relu(l_0 * w_0) * w_1) * w_2", "relu(relu(l_0.dot(W_0)).dot(W_1)).dot(W_2)")
for diagnosis, *formulas in OTHER_FORMULAS:
    formula.mistake(diagnosis, *formulas)
formula.mistake("is another network", "relu(relu(l_0 W_0) W_1) W_1")
formula.mistake("parentheses do not match", "relu(relu(l_0 W_0 W_1) W_2", "relu(relu(l_0 W_0) W_1)) W_2", "relu() W_2")
formula.mistake("belongs in parentheses", "relu l_0 W_0")
formula.mistake("needs only relu", "tanh(l_0 W_0) W_1")
formula.mistake("comes l_3, the last", "l_2 = relu(l_0 W_0) W_1")
formula.mistake("in quotes", "(" * 300, 3, ["l_0"])


@exercise("my_join", lesson=7, section="11. Break it: joins that fail", praise="You see it before NumPy does.",
          hints=("Go through the places 1, 2, 3, ... and compare the rows of the shape at that place, `shapes[k][0]`, "
                 "with the columns of the one before it.",
                 "The columns of the one before are `shapes[k - 1][1]`. Return `k` inside the loop as soon as the two "
                 "differ; the line after the loop is reached only if all of them join."))
def impossible_join(shapes):
    """Return the place, a whole number, of the first shape in the list that does not join, or -1 if all do."""
    for k in range(1, len(shapes)):
        if shapes[k][0] != shapes[k - 1][1]:
            return k
    return -1


@impossible_join.cases
def _(rng):
    sizes = rng.permutation(np.arange(2, 9)).tolist()
    chain = [(1, sizes[0]), (sizes[0], sizes[1]), (sizes[1], sizes[2]), (sizes[2], sizes[3])]
    return [("a row that joins", chain), ("one bad join", [*chain[:2], (sizes[5], sizes[2]), *chain[3:]]),
            ("two bad joins", [(2, 3), (4, 3), (3, 1), (2, 2)]),
            ("a bad join at the end", [(1, 3), (3, 5), (3, 3)]),
            ("square matrices that join", [(1, 2), (2, 2), (2, 2)]),
            ("two shapes", [(2, 3), (2, 3)]),
            ("seven shapes, a bad join at the end", [(1, 2), (2, 2), (2, 2), (2, 3), (3, 2), (2, 2), (3, 2)])]


impossible_join.mistake("You return the last bad join; the first one is wanted, so return as soon as you meet it.",
                        edit=("range(1, len(shapes))", "range(len(shapes) - 1, 0, -1)"))
impossible_join.mistake("That is the place before the bad join; return that of the matrix that does not fit.",
                        edit=("return k", "return k - 1"))
impossible_join.mistake("That is one too far; the layer is at place 0 and the first matrix at place 1.",
                        edit=("return k", "return k + 1"))
impossible_join.mistake("You compare rows with rows; the columns of the one before must meet the rows of the next.",
                        edit=("[k - 1][1]", "[k - 1][0]"))
impossible_join.mistake(
    "You compare columns with columns; the columns of the one before must meet the rows of the next.",
    edit=("[k][0]", "[k][1]"))
impossible_join.mistake("It is the wrong way around: you return the first join that holds.", edit=("!=", "=="))
impossible_join.mistake("Where all join, return -1 after the loop.", edit=("    return -1", "    return None"))
impossible_join.wrong(edit=[("return k", "return True"), ("return -1", "return False")])


@exercise("my_forward", lesson=7, section="7. View five: Python",
          praise="Two lines, and it is the whole network, for any sizes.",
          hints=("One line for each matrix. The formula is l_2 = relu(l_0 W_0) W_1, and relu of x is `(x > 0) * x`.",
                 "The first line makes the sums of the hidden layer with `.dot`. The second applies relu to them "
                 "before it multiplies by the next matrix; nothing comes after that."))
def forward(layer_0, weights_0_1, weights_1_2):
    """Return layer_2, an array of shape (examples, outputs); all arguments are arrays."""
    layer_1 = layer_0.dot(weights_0_1)
    return ((layer_1 > 0) * layer_1).dot(weights_1_2)


@forward.cases
def _(rng):
    cases = [(f"{rows} examples and sizes {a}, {b}, {c}", *(rng.normal(size=shape) for shape in (
        (rows, a), (a, b), (b, c)))) for rows, a, b, c in ((4, 3, 5, 2), (6, 2, 4, 1))]
    return [*cases, ("hidden sums of both signs", np.array([[1.0, -1.0], [0.5, 2.0]]),
                     np.array([[1.0, -1.0], [2.0, -3.0]]), -np.ones((2, 1)))]


forward.mistake("The relu is missing; without it the two matrices are one.", edit=("(layer_1 > 0) * ", ""))
forward.mistake("The relu is at the end; it belongs to the hidden layer.",
                lambda layer_0, lower, upper: np.maximum(layer_0.dot(lower).dot(upper), 0))
forward.mistake("The prediction keeps its bare sum; leave out the second relu.",
                lambda layer_0, lower, upper: np.maximum(np.maximum(layer_0.dot(lower), 0).dot(upper), 0))
forward.mistake("That is layer_1; send it through weights_1_2 as well.", edit=(".dot(weights_1_2)", ""))
forward.mistake("You made the switch, 1 or 0, and forgot to multiply it with the sum.", edit=(" * layer_1)", ")"))
forward.mistake("You applied relu to the inputs; it comes after the first dot product.",
                lambda layer_0, lower, upper: np.maximum(layer_0, 0).dot(lower).dot(upper))
forward.wrong(edit=("weights_0_1)", "weights_0_1.T)"))
forward.right(lambda layer_0, lower, upper: np.maximum(layer_0.dot(lower), 0).dot(upper))


@exercise("my_matrix", lesson=7, section="8. The bias: a weight on an input that is always 1",
          praise="One more row, and the bias is a weight like any other.",
          hints=("An input that is always 1, times its weight, adds that weight. So which weights does the last input "
                 "need?",
                 "The new matrix has one row more than `weights`: its last row is the bias. `np.vstack` puts a row "
                 "below a table."))
def folded_bias(weights, bias):
    """Return an array (inputs + 1, nodes) made of the arrays `weights` (inputs, nodes) and `bias` (nodes,)."""
    return np.vstack([weights, bias])


folded_bias.cases(lambda rng: [
    (f"{inputs} inputs and {nodes} nodes", rng.normal(size=(inputs, nodes)), rng.normal(size=nodes))
    for inputs, nodes in ((3, 2), (2, 4), (3, 3))])
folded_bias.mistake("The input that is always 1 comes last, so the bias is the last row, not the first.",
                    edit=("[weights, bias]", "[bias, weights]"))
folded_bias.mistake("You added the bias to every row; then it would be multiplied by every input. It needs a row of "
                    "its own.", edit=("np.vstack([weights, bias])", "weights + bias"))
folded_bias.mistake("The last row is all 1; the input is 1, and its weights are the bias.",
                    edit=("bias])", "np.ones_like(bias)])"))
folded_bias.mistake("The sign is turned; the bias is added to the sum.", edit=("bias])", "-bias])"))
folded_bias.mistake("The weights stay as they are; the bias is a row of its own and is not added to the others.",
                    edit=("[weights, bias]", "[weights + bias, bias]"))

impossible_join.equal("Keep the sign of `k - 1`")
forward.equal("Mind the border")  # at 0 both sides of relu are 0
