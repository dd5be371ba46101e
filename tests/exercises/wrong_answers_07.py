"""Wrong answers to the exercises of lesson 07, and a fragment of what each must be told."""


def _relu(x):
    return (x > 0) * x


def _bad(shapes):
    return [k for k in range(1, len(shapes)) if shapes[k][0] != shapes[k - 1][1]]


def _first(test):
    return lambda shapes: next((k for k in range(1, len(shapes)) if test(shapes[k - 1], shapes[k])), -1)


def _in_place(layer, lower, upper):
    layer *= 1.5
    return _relu((layer / 1.5).dot(lower)).dot(upper)


def _prints(*arguments):
    print("")


WRONG = {
    "check_network_shapes": [
        ([(7, 5), (7, 2), (10, 7), (10, 2)], "again at weights_0_1"),
        ([(5, 7), (2, 7), (10, 7), (10, 2)], "again at weights_1_2"),
        ([(5, 7), (7, 2), (7, 10), (10, 2)], "again at layer_1"),
        ([(5, 7), (7, 2), (10, 7), (1, 2)], "again at layer_2"),
        ([(5, 7), (7, 2), 7, (10, 2)], "is no shape"),
        ([(5, 7), (7, 2)], "a list of 4 answers"),
    ],
    "check_formula": [
        ("l_3 = l_0 W_0 W_1 W_2", "melt into a single one"),
        ("l_3 = relu(l_0 W_0) W_1 W_2", "a relu of its own"),
        ("relu(l_0 W_0 W_1) W_2", "a relu of its own"),
        ("relu(relu(relu(l_0 W_0) W_1) W_2)", "keeps its bare sum"),
        ("relu(relu(l_0 W_0) W_1 W_2)", "keeps its bare sum"),
        ("relu(l_0 W_0) W_1", "with three layers"),
        ("relu(relu(l_0 W_0) W_1)", "That is l_2"),
        ("W_2 relu(W_1 relu(W_0 l_0))", "on the right of what it takes in"),
        ("relu(relu(l_0 W_1) W_2) W_3", "W_0 comes first"),
        ("relu(relu(l_0 W_0) W_1) W_1", "is another network"),
        ("relu(relu(l_0 W_0 W_1) W_2", "parentheses do not match"),
        ("relu(relu(l_0 W_0) W_1)) W_2", "parentheses do not match"),
        ("relu() W_2", "parentheses do not match"),
        ("relu l_0 W_0", "stands in parentheses"),
        ("tanh(l_0 W_0) W_1", "needs only relu"),
        ("l_2 = relu(l_0 W_0) W_1", "stands l_3, the last"),
        ("l_3 = l_2 W_2", "not yet one formula"), ("l_3 = relu(l_1 W_1) W_2", "not yet one formula"),
        ("(" * 300, "in quotes"), (3, "in quotes"), (["l_0"], "in quotes"),
    ],
    "check_impossible_join": [
        (lambda shapes: (_bad(shapes) or [-1])[-1], "the last bad join"),
        (lambda shapes: _bad(shapes)[0] - 1 if _bad(shapes) else -1, "the place before the bad join"),
        (lambda shapes: _bad(shapes)[0] + 1 if _bad(shapes) else -1, "one too far"),
        (_first(lambda before, after: before[0] != after[0]), "rows with rows"),
        (_first(lambda before, after: before[1] != after[1]), "columns with columns"),
        (_first(lambda before, after: before[1] == after[0]), "the wrong way round"),
        (lambda shapes: _bad(shapes)[0] if _bad(shapes) else None, "return -1 after the loop"),
        (lambda shapes: bool(_bad(shapes)), "the right result is"),
        (_prints, "returns nothing"),
    ],
    "check_forward": [
        (lambda layer, lower, upper: layer.dot(lower).dot(upper), "relu is missing"),
        (lambda layer, lower, upper: _relu(layer.dot(lower).dot(upper)), "stands at the end"),
        (lambda layer, lower, upper: _relu(_relu(layer.dot(lower)).dot(upper)), "keeps its bare sum"),
        (lambda layer, lower, upper: _relu(layer.dot(lower)), "That is layer_1"),
        (lambda layer, lower, upper: (layer.dot(lower) > 0).dot(upper), "forgot to multiply"),
        (lambda layer, lower, upper: _relu(layer).dot(lower).dot(upper), "relu to the inputs"),
        (lambda layer, lower, upper: layer.dot(lower.T).dot(upper), "ValueError"),
        (_in_place, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
}
