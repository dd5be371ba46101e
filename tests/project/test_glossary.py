"""The glossary holds every name that a lesson introduces, and every formula of the sheet is right."""
import ast
import builtins
import copy
import functools
import re

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from helpers import networks
from helpers.arguments import CourseError
from tests import notebooks

DOCS = notebooks.ROOT / "docs"
# The names that the whole course writes in the same way.
COURSE_NAMES = """inputs target prediction weight weights weights_0_1 weights_1_2 layer_0 layer_1 layer_2 error delta
layer_1_delta layer_2_delta weight_delta alpha iteration epoch batch images labels one_hot_labels hidden_size""".split()
README = (notebooks.ROOT / "README.md").read_text(encoding="utf-8")
LESSONS = dict(re.findall(r"\(notebooks/((\d\d)_\w+\.ipynb)\)", README))
FILES = {number: file for file, number in LESSONS.items()}


def table(page):
    """Return the rows of all tables of a page, as lists of cells, without the rows of headings."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in (DOCS / page).read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [row for row in rows if row[0] not in ("name", "what")]


def plain(name):
    """Return a name as it is compared and sorted: one_hot, one-hot and `one_hot` are the same."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


def first_name(words):
    """Return what stands before a parenthesis, plain."""
    return plain(words.partition("(")[0])


GLOSSARY = table("glossary.md")
ROWS_BY_NAME = {plain(name): row for row in GLOSSARY for name in re.split(r"[,()]", row[0]) if plain(name)}


@functools.cache
def words_of_lesson(number):
    """Return all that stands in the cells of a lesson, plain; nothing if the lesson is not there yet."""
    if not any(path.name == FILES[number] for path in notebooks.PATHS):
        return None
    return plain(" ".join(cell.source for cell in notebooks.load(number).cells))


def lessons_of(row):
    return re.findall(r"\[(\d\d)\]", row[2])


def new_names(notebook):
    """Return the names that the recap of a lesson lists."""
    lists = re.findall(r"^\*\*New names:\*\* (.+?)\.?$", notebooks.prose(notebook), re.MULTILINE)
    return [first_name(term) for words in lists for term in re.split(r"[,;] (?![^(]*\))", words)]


# -- the glossary -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("number", [number for number in FILES if number != "01"])
def test_every_new_name_of_a_lesson_has_its_row(number):
    if words_of_lesson(number) is None:
        pytest.skip(f"lesson {number} is not in this repository yet")
    names = new_names(notebooks.load(number))
    assert len(names) > 3
    missing = [name for name in names
               if name not in ROWS_BY_NAME or number not in lessons_of(ROWS_BY_NAME[name])]
    assert not missing


def test_new_names_are_read_with_their_parentheses():
    cell = {"cell_type": "markdown", "source": "**New names:** knob (parameter, `dial`), l_0; L1, batch."}
    assert new_names(notebooks.nbformat.from_dict({"cells": [cell]})) == ["knob", "l 0", "l1", "batch"]


@pytest.mark.parametrize("name", COURSE_NAMES)
def test_every_name_of_the_course_has_a_row_and_stands_there_as_code(name):
    assert f"`{name}`" in ROWS_BY_NAME[plain(name)][0]


def test_rows_stand_in_the_order_of_the_alphabet_and_once():
    keys = [plain(name) for name, *_ in GLOSSARY]
    assert keys == sorted(keys)
    names = [plain(name) for row in GLOSSARY for name in re.split(r"[,()]", row[0]) if plain(name)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("row", GLOSSARY, ids=[row[0] for row in GLOSSARY])
def test_one_sentence_each_and_lessons_that_say_the_name(row):
    name, sentence, links = row
    assert re.findall(r"[.?!](?=\s|$)", sentence) == ["."] and sentence.endswith(".")
    assert len(sentence.split()) <= 36 and re.match(r"[A-Z0-9]", sentence)
    found = re.findall(r"\[(\d\d)\]\(\.\./notebooks/([^)]+)\)", links)
    assert found and links.count("[") == len(found) and [number for number, _ in found] == sorted(lessons_of(row))
    for number, file in found:
        assert FILES[number] == file
        words = words_of_lesson(number)
        assert words is None or all(first_name(part) in words for part in name.split(",")), number


@pytest.mark.parametrize("page", ["glossary.md", "formulas.md", "errata.md"])
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", (DOCS / page).read_text(encoding="utf-8")):
        assert target.startswith("../notebooks/") or (DOCS / target).exists(), target


# -- the sheet of formulas ----------------------------------------------------------------------------------------

def lines_of_code(cell):
    return "\n".join(re.findall(r"`([^`]+)`", cell))


FORMULAS = {what: (lines_of_code(code), names.split(", ")) for what, code, _, names in table("formulas.md")}
FREE = {"a", "b", "c", "np", "sliding_window_view", *dir(builtins)}
FUNCTIONS = {"np": np, "sliding_window_view": sliding_window_view, "relu": networks.relu,
             "sigmoid": networks.sigmoid, "softmax": networks.softmax}
CHECKS = {}


def check(*formulas):
    """Register a check; it gets a function that computes a formula by its name, and random numbers."""
    def register(function):
        CHECKS.update(dict.fromkeys(formulas, function))
        return function
    return register


def computer(changed=None):
    """Return a function that runs a formula on names and returns what they are then.

    It returns the answer of a formula that asks. `changed` holds other code for some formulas.
    """
    def compute(what, **names):
        lines = ast.parse((changed or {}).get(what, FORMULAS[what][0]))
        names = copy.deepcopy(names)
        if isinstance(lines.body[-1], ast.Expr) and isinstance(lines.body[-1].value, ast.Compare):
            return eval(ast.unparse(lines), dict(FUNCTIONS), names)
        exec(ast.unparse(lines), dict(FUNCTIONS), names)
        return names
    return compute


def close(one, other):
    np.testing.assert_allclose(np.asarray(one, float), np.asarray(other, float), rtol=1e-9, atol=1e-12)


def right_slopes(error, weights, slopes, factor=1):
    assert networks.gradient_check(error, weights, slopes, factor).difference < 1e-5


@check("weighted sum", "with a bias", "matrix product", "forward pass", "contribution")
def _(compute, random):
    layer_0, lower, upper = random.normal(size=(3, 4)), random.normal(size=(4, 5)), random.normal(size=(5, 2))
    by_hand = sum(layer_0[0, i] * upper[i, 0] for i in range(4))
    close(compute("weighted sum", inputs=layer_0[0], weights=upper[:4, 0])["prediction"], by_hand)
    close(compute("with a bias", inputs=layer_0[0], weights=upper[:4, 0], bias=0.7)["prediction"], by_hand + 0.7)
    sums = [[sum(row[i] * lower[i, j] for i in range(4)) for j in range(5)] for row in layer_0]
    close(compute("matrix product", layer_0=layer_0, weights_0_1=lower)["layer_1"], sums)
    layer_1, layer_2 = networks.forward((lower, upper), layer_0)
    found = compute("forward pass", layer_0=layer_0, weights_0_1=lower, weights_1_2=upper)
    close(found["layer_1"], layer_1)
    close(found["layer_2"], layer_2)
    found = compute("contribution", inputs=layer_0[0], weights_0_1=lower, layer_1=layer_1[0], weights_1_2=upper[:, 0])
    close(found["contribution"].sum(), layer_2[0, 0])
    close(found["contribution"][2], layer_0[0, 2] * (lower[2] * upper[:, 0])[layer_1[0] > 0].sum())


@check("normalize", "one-hot", "accuracy")
def _(compute, random):
    columns = compute("normalize", inputs=random.uniform(1, 9, (5, 3)))["inputs"]
    close(columns.max(axis=0), 1)
    labels = random.integers(10, size=6)
    close(compute("one-hot", labels=labels)["one_hot_labels"], networks.one_hot(labels))
    images, weights = random.random((6, 4)), (random.normal(size=(4, 5)), random.normal(size=(5, 10)))
    prediction = networks.forward(weights, images)[1]
    labels[:3] = prediction[:3].argmax(axis=1)
    found = compute("accuracy", prediction=prediction, labels=labels)["accuracy"]
    assert found == networks.evaluate(weights, images, labels).accuracy >= 0.5


@check("squared error", "delta", "weight delta", "of several outputs", "true slope (squared error)", "update",
       "update of a bias")
def _(compute, random):
    inputs, weights, target, alpha = random.normal(size=3), random.normal(size=(3, 2)), random.normal(size=2), 1e-3

    def error(weights, inputs=inputs):
        return compute("squared error", prediction=inputs.dot(weights), target=target)["error"].sum()

    close(error(weights), ((inputs.dot(weights) - target) ** 2).sum())
    delta = compute("delta", prediction=inputs.dot(weights), target=target)["delta"]
    weight_delta = compute("of several outputs", inputs=inputs, delta=delta)["weight_delta"]
    right_slopes(error, weights, weight_delta, factor=2)
    right_slopes(error, weights, compute("true slope (squared error)", weight_delta=weight_delta)["slope"])
    close(compute("weight delta", inputs=inputs[0], delta=delta[1])["weight_delta"], weight_delta[0, 1])
    after = compute("update", weights=weights, alpha=alpha, weight_delta=weight_delta)["weights"]
    close(weights - after, alpha * weight_delta)
    assert error(after) < error(weights)
    bias = compute("update of a bias", bias=np.zeros(2), alpha=alpha, delta=delta)["bias"]
    close(bias, compute("update", weights=np.zeros((1, 2)), alpha=alpha,
                        weight_delta=np.outer([1.0], delta))["weights"][0])


@check("of a batch")
def _(compute, random):
    inputs, weights, target = random.normal(size=(5, 3)), random.normal(size=(3, 2)), random.normal(size=(5, 2))
    found = compute("of a batch", prediction=inputs.dot(weights), target=target, inputs=inputs)
    close(found["weight_delta"], np.mean([np.outer(row, miss) for row, miss in
                                          zip(inputs, inputs.dot(weights) - target, strict=True)], axis=0))


@check("gradient check", "no divergence if")
def _(compute, random):
    inputs, target, weight = *random.uniform(0.5, 2, 2), random.normal()

    def error(weight):
        return (inputs * weight - target) ** 2

    found = compute("gradient check", error=error, weight=weight, nudge=1e-4)["slope"]
    np.testing.assert_allclose(found, 2 * inputs * (inputs * weight - target), rtol=1e-6, atol=1e-8)
    for share, converges in ((0.9, True), (1.1, False)):
        alpha, last = share * 2 / inputs ** 2, weight
        for _ in range(500):
            last -= alpha * inputs * (inputs * last - target)
        assert compute("no divergence if", alpha=alpha, inputs=inputs) == converges == (error(last) < 1e-6)


@check("relu", "sigmoid", "tanh")
def _(compute, random):
    sums = random.normal(size=20)
    for what, function in (("relu", networks.relu), ("sigmoid", networks.sigmoid), ("tanh", np.tanh)):
        found = compute(what, weighted_sum=sums)
        close(found["output"], function(sums))
        right_slopes(lambda sums, function=function: function(sums).sum(), sums, found["slope"])


@check("softmax", "temperature", "cross-entropy", "its delta")
def _(compute, random):
    scores, target = random.normal(size=(4, 10)), networks.one_hot(random.integers(10, size=4))
    for large in (scores, scores + 900, scores - 900):
        close(compute("softmax", scores=large)["prediction"], networks.softmax(scores))
    powers = np.exp(scores) ** (1 / 3)
    close(compute("temperature", scores=scores, temperature=3)["prediction"],
          powers / powers.sum(axis=1, keepdims=True))

    def error(scores):
        return compute("cross-entropy", prediction=networks.softmax(scores), target=target)["error"]

    close(error(scores), -np.log(networks.softmax(scores)[target == 1]).sum())
    right_slopes(error, scores, compute("its delta", scores=scores, target=target)["delta"])


def one_update(compute, settings, images, labels, random, weights):
    """Return the weights after one batch, by the formulas of the sheet alone."""
    names = {"layer_0": images, "weights_0_1": weights[0], "weights_1_2": weights[1], "alpha": settings.alpha,
             "target": compute("one-hot", labels=labels)["one_hot_labels"]}
    names |= compute("forward pass", **names)
    names["slope"] = names["layer_1"] > 0
    if settings.dropout:
        names["mask"] = random.randint(2, size=names["layer_1"].shape)
        names |= compute("dropout, forward", **names)
        names["layer_2"] = names["layer_1"].dot(names["weights_1_2"])
    names |= compute("backpropagation", **names)
    if settings.dropout:
        names |= compute("dropout, backward (without its factor 2)", **names)
    after = compute("updates", **names)
    return after["weights_0_1"], after["weights_1_2"]


@check("backpropagation", "updates", "dropout, forward", "dropout, backward (without its factor 2)")
def _(compute, random):
    images, labels = random.random((6, 9)), random.integers(10, size=6)
    for dropout in (0.0, 0.5):
        settings = networks.Settings(hidden_size=8, alpha=0.3, batch_size=6, epochs=1, dropout=dropout,
                                     range_0_1=0.5, seed=int(random.integers(1000)))
        weights, masks = networks.start(settings, 9)
        mine = one_update(compute, settings, images, labels, masks, weights)
        record, = networks.train(settings, images, labels)
        close(mine[0], record.weights.weights_0_1)
        close(mine[1], record.weights.weights_1_2)


@check("L2, weight decay", "L1")
def _(compute, random):
    images, labels = random.random((6, 9)), random.integers(10, size=6)
    plain_settings = networks.Settings(hidden_size=8, alpha=0.3, batch_size=6, epochs=1)
    start = networks.start(plain_settings, 9)[0]
    without, = networks.train(plain_settings, images, labels)
    for what, price in (("L2, weight decay", "l2"), ("L1", "l1")):
        record, = networks.train(networks.Settings(hidden_size=8, alpha=0.3, batch_size=6, epochs=1, **{price: 0.2}),
                                 images, labels)
        for before, unpriced, after in zip(start, without.weights, record.weights, strict=True):
            found = compute(what, weights=before, alpha=0.3, weight_delta=(before - unpriced) / 0.3, **{price: 0.2})
            close(found["weights"], after)
        assert compute(what, weights=np.zeros(1), alpha=0.3, weight_delta=np.zeros(1), l1=0.2, l2=0.2)["weights"] == 0


@check("He start", "LeCun start", "Glorot start")
def _(compute, random):
    def size(values):
        return (values ** 2).mean()

    def start(what, shape):
        return compute(what, weights_0_1=np.zeros(shape))["spread"] * random.normal(size=shape)

    layer, delta = random.normal(size=(400, 300)), random.normal(size=(400, 900))
    level = networks.relu(layer)
    np.testing.assert_allclose(size(networks.relu(level.dot(start("He start", (300, 900))))), size(level), rtol=0.1)
    np.testing.assert_allclose(size(layer.dot(start("LeCun start", (300, 900)))), size(layer), rtol=0.1)
    between = start("Glorot start", (300, 900))
    forward, backward = size(layer.dot(between)) / size(layer), size(delta.dot(between.T)) / size(delta)
    np.testing.assert_allclose([forward, backward], [0.5, 1.5], rtol=0.1)
    assert np.isclose(compute("Glorot start", weights_0_1=np.zeros((7, 7)))["spread"],
                      compute("LeCun start", weights_0_1=np.zeros((7, 7)))["spread"])


@check("distance", "center of rows", "cosine", "correlation", "analogy")
def _(compute, random):
    a, b, c = random.normal(size=(3, 6)) + 1
    close(compute("distance", a=a, b=b)["distance"], np.linalg.norm(a - b))
    close(compute("cosine", a=a, b=b)["cosine"], (a / np.linalg.norm(a)).dot(b / np.linalg.norm(b)))
    close(compute("correlation", a=a, b=b)["correlation"], np.corrcoef(a, b)[0, 1])
    close(compute("analogy", a=a, b=b, c=b)["analogy"], a)
    close(compute("analogy", a=a, b=a, c=c)["analogy"], c)
    rows = random.normal(size=(5, 2))
    center = compute("center of rows", a=rows)["center"]
    right_slopes(lambda point: ((rows - point) ** 2).sum(), center + 1, np.full(2, 10.0))
    close(center, [rows[:, 0].sum() / 5, rows[:, 1].sum() / 5])


@check("cut-outs", "convolution", "learning kernels")
def _(compute, random):
    images, target = random.random((2, 784)), networks.one_hot(random.integers(10, size=2))
    cut_outs = compute("cut-outs", images=images)["cut_outs"]
    picture = images[1].reshape(28, 28)
    close(cut_outs[676 + 5 * 26 + 11], picture[5:8, 11:14].ravel())
    settings = networks.ConvolutionSettings(kernels=2, range_0_1=0.3)
    weights = networks.start_convolution(settings)[0]
    layer_1 = compute("convolution", cut_outs=cut_outs, kernels=weights.kernels)["layer_1"]
    expected, layer_2 = networks.forward_convolution(weights, images)
    close(layer_1.reshape(2, -1), expected)

    def error(kernels):
        return -(target * np.log(networks.forward_convolution(weights._replace(kernels=kernels), images)[1])).sum()

    layer_1_delta = (layer_2 - target).dot(weights.weights_1_2.T).reshape(-1, 2) * networks.tanh_slope(layer_1)
    after = compute("learning kernels", kernels=weights.kernels, alpha=0.5, cut_outs=cut_outs,
                    layer_1_delta=layer_1_delta)["kernels"]
    right_slopes(error, weights.kernels, (weights.kernels - after) / 0.5)


@check("look-up")
def _(compute, random):
    weights, bag = random.normal(size=(7, 3)), np.array([1, 4, 5])
    row = np.zeros(7)
    row[bag] = 1
    close(compute("look-up", weights_0_1=weights, bag=bag)["layer_1"], row.dot(weights))


@check("negative sampling")
def _(compute, random):
    text = random.integers(6, size=12)
    settings = networks.BlankSettings(hidden_size=4, negatives=3, epochs=2, batch_size=1, precision="float64",
                                      alpha=0.3, seed=int(random.integers(1000)))
    weights, draws = networks.start_blanks(settings, 6)
    names = {"weights_0_1": weights[0], "weights_1_2": weights[1], "alpha": 0.3, "target": np.array([1, 0, 0, 0])}
    for _ in range(settings.epochs):
        for at in draws.permutation(len(text)):
            names["context"] = np.r_[text[max(0, at - 2):at], text[at + 1:at + 3]]
            names["candidates"] = np.r_[text[at], text[draws.integers(len(text), size=3)]]
            after = compute("negative sampling", **names)
            names |= {name: after[name] for name in ("weights_0_1", "weights_1_2")}
    *_, record = networks.train_blanks(settings, [text], 6)
    close(names["weights_0_1"], record.weights.weights_0_1)
    close(names["weights_1_2"], record.weights.weights_1_2)


@pytest.mark.parametrize("what", FORMULAS)
def test_a_formula_gives_what_it_should(what):
    for seed in range(3):
        CHECKS[what](computer(), np.random.default_rng(seed))


def test_there_is_no_check_without_a_formula():
    assert set(CHECKS) == set(FORMULAS)


@pytest.mark.parametrize("what", FORMULAS)
def test_the_names_of_a_formula_are_in_the_glossary(what):
    code, names = FORMULAS[what]
    assert all(plain(name) in ROWS_BY_NAME for name in names)
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    assert {plain(name) for name in used - FREE} <= {plain(name) for name in names}


OTHER = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
         ast.Gt: ast.LtE, ast.Lt: ast.GtE, ast.Eq: ast.NotEq}


def mistakes(code):
    """Yield the code with one operator changed, once for each operator, and without each minus sign."""
    for place, node in enumerate(ast.walk(ast.parse(code))):
        tree = ast.parse(code)
        twin = list(ast.walk(tree))[place]
        if isinstance(node, ast.BinOp | ast.AugAssign):
            twin.op = OTHER[type(node.op)]()
        elif isinstance(node, ast.Compare):
            twin.ops = [OTHER[type(node.ops[0])]()]
        elif isinstance(node, ast.UnaryOp) and ast.unparse(node) != "-1":
            twin.op = ast.UAdd()
        else:
            continue
        yield ast.unparse(tree)


@pytest.mark.parametrize("what", FORMULAS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_wrong_sign_in_the_sheet_would_be_seen(what):
    for wrong in mistakes(FORMULAS[what][0]):
        with pytest.raises((AssertionError, ValueError, TypeError, CourseError)):
            CHECKS[what](computer({what: wrong}), np.random.default_rng(0))
            pytest.fail(f"nobody saw {wrong}", pytrace=False)


def test_the_sheet_fits_a_page():
    assert len((DOCS / "formulas.md").read_text(encoding="utf-8").splitlines()) <= 80
