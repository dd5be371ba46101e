"""The glossary holds every name that a lesson introduces, and every formula of the sheet is right."""
import ast
import builtins
import copy
import functools
import re
import types

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy.optimize import approx_fprime
from scipy.special import expit, softmax

from tests import notebooks

DOCS = notebooks.ROOT / "docs"
# The names that the whole course writes in the same way.
COURSE_NAMES = """inputs target prediction weight weights weights_0_1 weights_1_2 layer_0 layer_1 layer_2 error delta
layer_1_delta layer_2_delta weight_delta alpha iteration epoch batch images labels one_hot_labels hidden_size""".split()
FILES = {path.name[:2]: path.name for path in notebooks.PATHS}


def table(page):
    """Return the rows of all tables of a page, as lists of cells, without the rows of headings."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in (DOCS / page).read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [row for row in rows if row[0] not in ("name", "what")]


def plain(name):
    """Return a name as it is compared and sorted: one_hot, one-hot and `one_hot` are the same."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


GLOSSARY = table("glossary.md")
NAMES = [(plain(name), row) for row in GLOSSARY for name in re.split(r"[,()]", row[0]) if plain(name)]
ROWS_BY_NAME = dict(NAMES)


@functools.cache
def words_of_lesson(number):
    return plain(" ".join(cell.source for cell in notebooks.load(number).cells))


# -- the glossary -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("number", sorted(FILES)[1:])
def test_every_new_name_of_a_lesson_has_its_row(number):
    lists = re.findall(r"^\*\*New names:\*\* (.+?)\.?$", notebooks.prose(notebooks.load(number)), re.MULTILINE)
    # A comma within parentheses is part of a name.
    names = [plain(term.partition("(")[0]) for words in lists for term in re.split(r"[,;] (?![^(]*\))", words)]
    assert len(names) > 3
    assert not [name for name in names if f"[{number}]" not in ROWS_BY_NAME.get(name, ["", "", ""])[2]]


def test_rows_are_in_order_names_occur_once_and_those_of_the_course_are_written_as_code():
    keys = [plain(name) for name, *_ in GLOSSARY]
    assert keys == sorted(keys)
    assert len(ROWS_BY_NAME) == len(NAMES)
    assert not [name for name in COURSE_NAMES if f"`{name}`" not in ROWS_BY_NAME[plain(name)][0]]


@pytest.mark.parametrize("row", GLOSSARY, ids=[row[0] for row in GLOSSARY])
def test_one_sentence_each_and_lessons_that_say_the_name(row):
    name, sentence, links = row
    assert re.findall(r"[.?!](?=\s|$)", sentence) == ["."] and sentence.endswith(".")
    assert len(sentence.split()) <= 36 and re.match(r"[A-Z0-9]", sentence)
    found = re.findall(r"\[(\d\d)\]\(\.\./notebooks/([^)]+)\)", links)
    assert found and found == sorted(found) and links.count("[") == len(found)
    for number, file in found:
        assert FILES[number] == file
        assert all(plain(part.partition("(")[0]) in words_of_lesson(number) for part in name.split(",")), number


# -- the sheet of formulas ----------------------------------------------------------------------------------------

FORMULAS = {what: ("\n".join(re.findall(r"`([^`]+)`", code)), names.split(", "))
            for what, code, _, names in table("formulas.md")}
FUNCTIONS = {"np": np, "sliding_window_view": sliding_window_view, "relu": lambda x: np.maximum(x, 0),
             "sigmoid": expit, "softmax": functools.partial(softmax, axis=-1)}


def slope(function, at):
    """Return the slope of a function of an array, by nudging each of its numbers."""
    return approx_fprime(np.ravel(at), lambda flat: np.sum(function(flat.reshape(np.shape(at))))).reshape(np.shape(at))


def examples(what, rng):
    """Return a value for each name that a formula uses: six images of nine pixels, eight hidden nodes, ten classes."""
    normal, labels, target = rng.normal, rng.integers(10, size=6), rng.normal()
    names = {
        "inputs": rng.uniform(0.5, 2, 9), "weights": normal(size=9), "bias": normal(), "alpha": 0.3, "l1": 0.2,
        "l2": 0.1, "weight": normal(), "nudge": 1e-4, "error": lambda weight: (3 * weight - target) ** 2,
        "layer_0": normal(size=(6, 9)), "weights_0_1": normal(size=(9, 8)), "layer_1": normal(size=(6, 8)),
        "weights_1_2": normal(size=(8, 10)), "layer_2": normal(size=(6, 10)), "labels": labels, "bag": [1, 4, 5],
        "prediction": softmax(normal(size=(6, 10)), axis=1), "target": np.eye(10)[labels], "delta": normal(),
        "weight_delta": normal(size=9), "scores": normal(size=(6, 10)), "weighted_sum": normal(size=20),
        "temperature": 3.0, "mask": rng.integers(2, size=(6, 8)), "slope": normal(size=(6, 8)) > 0,
        "layer_1_delta": normal(size=(6, 8)), "layer_2_delta": normal(size=(6, 10)), "images": rng.random((2, 784)),
        "cut_outs": normal(size=(6, 9)), "kernels": normal(size=(9, 8)),
        **dict(zip("abc", normal(size=(3, 6)) + 1, strict=True))}
    special = {
        "contribution": {"layer_1": normal(size=8), "weights_1_2": normal(size=8)},
        "normalize": {"inputs": rng.uniform(1, 9, (5, 3))},
        "accuracy": {"prediction": np.eye(10)[np.where(np.arange(6) < 4, labels, 9 - labels)]},
        "of several outputs": {"delta": normal(size=3)},
        "of a batch": {"inputs": names["layer_0"]},
        "L1": {"weights": np.array([0, *normal(size=8)])},
        "no divergence if": {"inputs": names["inputs"][0], "alpha": rng.choice([1.8, 2.2]) / names["inputs"][0] ** 2},
        "softmax": {"scores": normal(size=(3, 10)) + np.array([[0], [900], [-900]])},
        "center of rows": {"a": normal(size=(5, 2))},
        "negative sampling": {"weights_1_2": normal(size=(9, 8)), "context": np.array([1, 4, 4, 2]),
                              "candidates": np.array([3, 5, 1, 5]), "target": np.array([1, 0, 0, 0])}}
    return names | special.get(what, {})


def converges(inputs, alpha, weight=1.0):
    for _ in range(500):
        weight -= alpha * inputs * (inputs * weight - 0.5)
    return (inputs * weight - 0.5) ** 2 < 1e-6


def negative_sampling(v):
    """Return both matrices after an update by the slope of -log(sigmoid) of right words and of not drawn ones."""
    def error(lower, upper):
        sums = upper[v.candidates].dot(lower[v.context].mean(axis=0))
        return -(v.target * np.log(expit(sums)) + (1 - v.target) * np.log(expit(-sums))).sum()
    # The sheet gives the whole delta to each word of the context, not its share of the mean.
    return {"weights_0_1": v.weights_0_1 - v.alpha * len(v.context) * slope(lambda w: error(w, v.weights_1_2),
                                                                            v.weights_0_1),
            "weights_1_2": v.weights_1_2 - v.alpha * slope(lambda w: error(v.weights_0_1, w), v.weights_1_2)}


def hidden_slope(v):
    """Return the slope of half the mean squared error for the sums of a hidden layer whose own slope is `v.slope`."""
    return slope(lambda sums: ((v.layer_2 + (sums * v.slope).dot(v.weights_1_2) - v.target) ** 2).sum() / 12,
                 np.zeros((6, 8)))


def cosine(a, b):
    return (a / np.linalg.norm(a)).dot(b / np.linalg.norm(b))


# What each formula leaves in its names, calculated in another way.
EXPECTED = {
    "weighted sum": lambda v: {"prediction": sum(v.inputs[i] * v.weights[i] for i in range(9))},
    "with a bias": lambda v: {"prediction": sum(v.inputs[i] * v.weights[i] for i in range(9)) + v.bias},
    "matrix product": lambda v: {"layer_1": np.einsum("ni,ij->nj", v.layer_0, v.weights_0_1)},
    "forward pass": lambda v: {"layer_2": [[sum(max(0, row.dot(v.weights_0_1[:, j])) * v.weights_1_2[j, k]
                                                for j in range(8)) for k in range(10)] for row in v.layer_0]},
    "contribution": lambda v: {"contribution": [x * sum(row[v.layer_1 > 0] * v.weights_1_2[v.layer_1 > 0])
                                                for x, row in zip(v.inputs, v.weights_0_1, strict=True)]},
    "normalize": lambda v: {"inputs": np.transpose([column / max(column) for column in v.inputs.T])},
    "one-hot": lambda v: {"one_hot_labels": [[float(label == k) for k in range(10)] for label in v.labels]},
    "accuracy": lambda v: {"accuracy": 4 / 6},
    "squared error": lambda v: {"error": np.square(v.target - v.prediction)},
    "delta": lambda v: {"delta": slope(lambda p: (p - v.target) ** 2 / 2, v.prediction)},
    "weight delta": lambda v: {"weight_delta": slope(lambda w: v.inputs * w * v.delta, v.weights)},
    "of several outputs": lambda v: {"weight_delta": slope(lambda w: v.inputs.dot(w) * v.delta, np.zeros((9, 3)))},
    "of a batch": lambda v: {"weight_delta": np.mean([np.outer(*rows) for rows in zip(
        v.inputs, v.prediction - v.target, strict=True)], axis=0)},
    "update": lambda v: {"weights": [w - 0.3 * d for w, d in zip(v.weights, v.weight_delta, strict=True)]},
    "update of a bias": lambda v: {"bias": v.bias - 0.3 * v.delta},
    "true slope (squared error)": lambda v: {"slope": v.weight_delta + v.weight_delta},
    "gradient check": lambda v: {"slope": slope(v.error, v.weight)},
    "no divergence if": lambda v: {"answer": converges(v.inputs, v.alpha)},
    "relu": lambda v: {"output": [max(0, s) for s in v.weighted_sum],
                       "slope": slope(lambda s: s.clip(0), v.weighted_sum)},
    "sigmoid": lambda v: {"output": expit(v.weighted_sum), "slope": slope(expit, v.weighted_sum)},
    "tanh": lambda v: {"output": 2 * expit(2 * v.weighted_sum) - 1, "slope": slope(np.tanh, v.weighted_sum)},
    "softmax": lambda v: {"prediction": softmax(v.scores, axis=1)},
    "temperature": lambda v: {"prediction": [row ** (1 / 3) / sum(row ** (1 / 3)) for row in np.exp(v.scores)]},
    "cross-entropy": lambda v: {"error": -np.log(v.prediction[v.target == 1]).sum()},
    "its delta": lambda v: {"delta": slope(lambda s: -np.log(softmax(s, axis=1)[v.target == 1]), v.scores)},
    "backpropagation": lambda v: {"layer_2_delta": slope(lambda p: (p - v.target) ** 2 / 12, v.layer_2),
                                  "layer_1_delta": hidden_slope(v)},
    "updates": lambda v: {"weights_1_2": v.weights_1_2 - 0.3 * np.einsum("nj,nk->jk", v.layer_1, v.layer_2_delta),
                          "weights_0_1": v.weights_0_1 - 0.3 * np.einsum("ni,nj->ij", v.layer_0, v.layer_1_delta)},
    "dropout, forward": lambda v: {"layer_1": np.where(v.mask, v.layer_1 + v.layer_1, 0)},
    "dropout, backward (without its factor 2)": lambda v: {"layer_1_delta": np.where(v.mask, v.layer_1_delta, 0)},
    "L2, weight decay": lambda v: {"weights": v.weights - 0.3 * slope(
        lambda w: w * v.weight_delta + 0.1 * w ** 2 / 2, v.weights)},
    "L1": lambda v: {"weights": v.weights - 0.3 * v.weight_delta - 0.06 * ((v.weights > 0) * 1 - (v.weights < 0))},
    "He start": lambda v: {"spread": np.sqrt(2) / 3},
    "LeCun start": lambda v: {"spread": 1 / 3},
    "Glorot start": lambda v: {"spread": 1 / np.sqrt((9 + 8) / 2)},
    "distance": lambda v: {"distance": np.linalg.norm(v.a - v.b)},
    "center of rows": lambda v: {"center": [sum(column) / 5 for column in v.a.T]},
    "cosine": lambda v: {"cosine": cosine(v.a, v.b)},
    "correlation": lambda v: {"correlation": np.corrcoef(v.a, v.b)[0, 1]},
    "analogy": lambda v: {"analogy": v.a + v.c - v.b},
    "cut-outs": lambda v: {"cut_outs": [image.reshape(28, 28)[i:i + 3, j:j + 3].ravel() for image in v.images
                                        for i in range(26) for j in range(26)]},
    "convolution": lambda v: {"layer_1": [[np.tanh(sum(row * kernel)) for kernel in v.kernels.T]
                                          for row in v.cut_outs]},
    "learning kernels": lambda v: {"kernels": v.kernels - 0.3 * slope(
        lambda kernels: v.cut_outs.dot(kernels) * v.layer_1_delta, v.kernels)},
    "look-up": lambda v: {"layer_1": np.isin(np.arange(9), v.bag).dot(v.weights_0_1)},
    "negative sampling": negative_sampling,
}


def assert_right(what, code):
    """Run the code of a formula on random numbers, three times, and compare what it leaves in its names."""
    for seed in range(3):
        names = examples(what, np.random.default_rng(seed))
        expected = EXPECTED[what](types.SimpleNamespace(**copy.deepcopy(names)))
        # A formula that only asks leaves its answer.
        exec(f"answer = {code}" if "answer" in expected else code, dict(FUNCTIONS), names)
        for name, value in expected.items():
            np.testing.assert_allclose(np.asarray(names[name], float), np.asarray(value, float), 1e-5, 1e-5)


@pytest.mark.parametrize("what", FORMULAS)
def test_a_formula_gives_what_it_should(what):
    assert_right(what, FORMULAS[what][0])


@pytest.mark.parametrize("what", FORMULAS)
def test_the_names_of_a_formula_are_in_the_glossary(what):
    code, names = FORMULAS[what]
    assert all(plain(name) in ROWS_BY_NAME for name in names)
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    free = {"a", "b", "c", "np", "sliding_window_view", *dir(builtins)}
    assert {plain(name) for name in used - free} <= {plain(name) for name in names}


OTHER = {"+": "-", "-": "+", "*": "/", "/": "*", "**": "*", ">": "<=", "<": ">=", "==": "!="}


def mistakes(code):
    """Yield the code with one operator or sign changed, once for each; a -1 that counts from the end stays."""
    for found in re.finditer(r"\*\*|==|[+*/<>]|-(?!1)", code):
        yield code[:found.start()] + OTHER[found[0]] + code[found.end():]


@pytest.mark.parametrize("what", FORMULAS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_wrong_sign_in_the_sheet_would_be_seen(what):
    for wrong in mistakes(FORMULAS[what][0]):
        with pytest.raises((AssertionError, ValueError, TypeError)):
            assert_right(what, wrong)
            pytest.fail(f"nobody saw {wrong}", pytrace=False)


def test_the_sheet_fits_a_page():
    assert set(EXPECTED) == set(FORMULAS)
    assert len((DOCS / "formulas.md").read_text(encoding="utf-8").splitlines()) <= 80
