"""The exercises of lesson 09."""
import numpy as np

from helpers.checks.judge import Outcome, judge, normal, not_attempted, outputs, same_outputs, untouched, words


def check_softmax(answer):
    """Check a function (scores) that returns probabilities along the last axis and never overflows; lesson 09."""
    cases = [("one row of scores", (normal(5),)), ("four rows", (normal(4, 3),)),
             ("scores of 10,000", (np.array([1e4, 1e4 - 1, 0.0]),)),
             ("scores of -10,000", (np.array([-1e4, -1e4 - 1]),)),
             ("two very different rows", (np.array([[0.0, 1.0], [2000.0, 2001.0]]),))]

    def powers(scores):
        return np.exp(scores - scores.max(axis=-1, keepdims=True))

    mistakes = [
        ("These are the powers; divide each by the sum of its row.", powers),
        ("You divided by the sum of all rows together; every row needs its own sum of 1: axis=-1, keepdims=True.",
         lambda scores: powers(scores) / powers(scores).sum()),
        ("You divided the scores themselves; take np.exp of them first.",
         lambda scores: scores / scores.sum(axis=-1, keepdims=True)),
        ("That marks the winner alone; softmax also says how sure it is.", lambda scores: 1 * (scores == _top(scores))),
    ]
    with np.errstate(all="ignore"):
        outcome = judge(answer, lambda scores: powers(scores) / powers(scores).sum(axis=-1, keepdims=True), cases,
                        mistakes, "No score is too large for it, and every row sums to 1.")
        if outcome.kind == "wrong" and callable(answer):
            return _overflow(outputs(answer, cases)) or outcome
    return outcome


def check_slope(answer):
    """Check a function (name, output) that returns the slope of relu, sigmoid or tanh from its output; lesson 09."""
    tanh = np.append(np.tanh(normal(5)), 0.0)
    sigmoid = 1 / (1 + np.exp(-normal(5)))
    relu = np.append(np.maximum(normal(6), 0), [0.0, 2.5])
    cases = [("relu", ("relu", relu)), ("sigmoid", ("sigmoid", sigmoid)), ("tanh", ("tanh", tanh))]

    def slopes(relu=lambda output: output > 0, sigmoid=lambda output: output * (1 - output),
               tanh=lambda output: 1 - output ** 2):
        return lambda name, output: {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}[name](output)

    mistakes = [
        ("For relu you gave the output back where it is on; the slope there is 1.",
         slopes(relu=lambda output: output * (output > 0))),
        ("For relu the test is > 0: an output of exactly 0 means that the node is off.",
         slopes(relu=lambda output: output >= 0)),
        ("You applied the sigmoid once more; what you are given is its output already.",
         slopes(sigmoid=lambda output: _sigmoid(output) * (1 - _sigmoid(output)))),
        ("You applied tanh once more; what you are given is its output already.",
         slopes(tanh=lambda output: 1 - np.tanh(output) ** 2)),
        ("For tanh the square is missing: 1 - output ** 2.", slopes(tanh=lambda output: 1 - output)),
        ("You gave tanh the slope of the sigmoid; tanh has 1 - output ** 2.",
         slopes(tanh=lambda output: output * (1 - output))),
    ]
    return judge(answer, slopes(), cases, mistakes, "Three slopes, and none of them needs to look at the sum again.")


def check_output_layers(answer):
    """Check a list of five words, the output layer for each of five tasks; lesson 09."""
    wanted = ["raw", "softmax", "sigmoid", "sigmoid", "softmax"]
    reasons = ["a: a temperature is any number, above 1 and below 0 too.",
               "b: a picture shows one digit of ten; if it is a 9 it is no 4.",
               "c: a team may win and be hurt; one answer says nothing about the other.",
               "d: one question, yes or no.",
               "e: exactly one word comes next, out of many."]
    return words(answer, wanted, ["raw", "sigmoid", "softmax"], reasons,
                 "Any number: raw; yes or no: sigmoid; one of many: softmax.")


def check_slope_after_dropout(answer):
    """Check the repaired function (sums, dropout_mask, sent_back) that returns layer_1_delta; lesson 09."""
    mask = np.random.default_rng().permutation(np.arange(12) % 2).reshape(3, 4)
    cases = [("random sums", (normal(3, 4), mask, normal(3, 4))),
             ("large sums", (3 * normal(3, 4), mask, normal(3, 4)))]

    def given(sums, dropout_mask, sent_back):
        return sent_back * (1 - (np.tanh(sums) * dropout_mask * 2) ** 2) * dropout_mask

    def right(sums, dropout_mask, sent_back):
        return sent_back * (1 - np.tanh(sums) ** 2) * dropout_mask

    if callable(answer) and not untouched(answer) and same_outputs(outputs(answer, cases), outputs(given, cases)):
        return not_attempted("Some slopes are still negative. Find where the slope should be taken.")
    mistakes = [
        ("The slope is right, but a node that was switched off gets a delta; multiply by dropout_mask at the end.",
         lambda sums, dropout_mask, sent_back: sent_back * (1 - np.tanh(sums) ** 2)),
        ("You cut the negative slopes off; a slope taken in the right place is never negative.",
         lambda sums, dropout_mask, sent_back:
             sent_back * np.maximum(1 - (np.tanh(sums) * dropout_mask * 2) ** 2, 0) * dropout_mask),
        ("You turned the negative slopes round; a slope taken in the right place is never negative.",
         lambda sums, dropout_mask, sent_back:
             sent_back * abs(1 - (np.tanh(sums) * dropout_mask * 2) ** 2) * dropout_mask),
        ("What was sent back is missing: the delta is sent_back times the slope.",
         lambda sums, dropout_mask, sent_back: (1 - np.tanh(sums) ** 2) * dropout_mask),
        ("The slope needs the output of tanh, not the sums: 1 - layer_1 ** 2.",
         lambda sums, dropout_mask, sent_back: sent_back * (1 - sums ** 2) * dropout_mask),
    ]
    praise = "Slope first, then dropout: no slope is negative any more."
    outcome = judge(answer, right, cases, mistakes, praise)
    # With the factor 2 of the doubling it is the exact slope; the course leaves it to alpha.
    doubled = judge(answer, lambda *arguments: 2 * right(*arguments), cases, [], praise)
    return doubled if doubled.kind == "right" else outcome


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _top(scores):
    return scores.max(axis=-1, keepdims=True)


def _overflow(results):
    """Return the outcome for an answer that is right on ordinary scores and not finite on large ones, or None."""
    if not all(isinstance(result, np.ndarray) and result.dtype.kind == "f" for result in results):
        return None
    finite = [bool(np.isfinite(result).all()) for result in results]
    if finite[:2] == [True, True] and not all(finite):
        return Outcome("wrong", "Large scores overflow or leave 0 / 0; take the largest score of each row off before "
                       "np.exp.")
    return None
