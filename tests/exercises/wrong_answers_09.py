"""Wrong answers to the exercises of lesson 09, and a fragment of what each must be told."""
import numpy as np


def _powers(scores):
    return np.exp(scores - scores.max(axis=-1, keepdims=True))


def _softmax_in_place(scores):
    scores -= scores.max(axis=-1, keepdims=True)
    return np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)


def _slopes(**changed):
    rules = {"relu": lambda output: output > 0, "sigmoid": lambda output: output * (1 - output),
             "tanh": lambda output: 1 - output ** 2} | changed
    return lambda name, output: rules[name](output)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _after(turn):
    return lambda sums, mask, sent_back: sent_back * turn(1 - (np.tanh(sums) * mask * 2) ** 2) * mask


def _prints(*arguments):
    print("")


WRONG = {
    "check_softmax": [
        (lambda scores: np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True), "Large scores overflow"),
        (lambda scores: np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum(axis=-1, keepdims=True),
         "largest score of each row"),
        (_powers, "These are the powers"),
        (lambda scores: _powers(scores) / _powers(scores).sum(), "all rows together"),
        (lambda scores: scores / scores.sum(axis=-1, keepdims=True), "divided the scores themselves"),
        (lambda scores: scores == scores.max(axis=-1, keepdims=True), "marks the winner alone"),
        (_softmax_in_place, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
    "check_slope": [
        (_slopes(relu=lambda output: output), "you gave the output back"),
        (_slopes(relu=lambda output: output >= 0), "the test is > 0"),
        (_slopes(sigmoid=lambda output: _sigmoid(output) * (1 - _sigmoid(output))), "applied the sigmoid once more"),
        (_slopes(tanh=lambda output: 1 - np.tanh(output) ** 2), "applied tanh once more"),
        (_slopes(tanh=lambda output: 1 - output), "the square is missing"),
        (_slopes(tanh=lambda output: output * (1 - output)), "slope of the sigmoid"),
        (lambda output: 1 - output ** 2, "TypeError"),
        (_prints, "returns nothing"),
    ],
    "check_output_layers": [
        (["sigmoid", "softmax", "sigmoid", "sigmoid", "softmax"], "again at a"),
        (["raw", "sigmoid", "sigmoid", "sigmoid", "softmax"], "again at b"),
        (["raw", "softmax", "softmax", "sigmoid", "softmax"], "again at c"),
        (["raw", "softmax", "sigmoid", "raw", "softmax"], "again at d"),
        (["raw", "softmax", "sigmoid", "sigmoid", "raw"], "again at e"),
        (["raw", "tanh", "sigmoid", "sigmoid", "softmax"], "look at b"),
        (["raw", 2, "sigmoid", "sigmoid", "softmax"], "look at b"),
        (["raw"], "list of 5 words"),
        ("raw", "list of 5 words"),
    ],
    "check_slope_after_dropout": [
        (lambda sums, mask, sent_back: sent_back * (1 - np.tanh(sums) ** 2), "switched off gets a delta"),
        (_after(lambda slope: np.maximum(slope, 0)), "cut the negative slopes off"),
        (_after(np.abs), "turned the negative slopes round"),
        (lambda sums, mask, sent_back: (1 - np.tanh(sums) ** 2) * mask, "What was sent back is missing"),
        (lambda sums, mask, sent_back: sent_back * (1 - sums ** 2) * mask, "not the sums"),
        (_prints, "returns nothing"),
    ],
}
