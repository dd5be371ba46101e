"""The exercises of lessons 01, 03, 04 and 05."""
import math

import numpy as np

from helpers.checks.judge import (
    Outcome,
    items,
    judge,
    letter,
    normal,
    not_attempted,
    outputs,
    random_list,
    same_outputs,
    untouched,
)


def check_double(answer):
    """Check a function (x) that returns two times x; lesson 01."""
    cases = [("a random number", (random_list(1)[0],)), ("zero", (0,)), ("a negative number", (-3,))]
    mistakes = [("You squared it; two times x is 2 * x.", lambda x: x ** 2),
                ("You added 2; two times x is 2 * x.", lambda x: x + 2),
                ("You gave x back unchanged.", lambda x: x)]
    return judge(answer, lambda x: 2 * x, cases, mistakes, "That is how every check in this course feels.")


def check_weighted_sum(answer):
    """Check a function (inputs, weights) that returns their weighted sum, for any length; lesson 03."""
    cases = [(f"{n} inputs", (random_list(n), random_list(n))) for n in (3, 1, 5)] + [("zeros", ([0, 0], [1, 2]))]
    mistakes = [
        ("You added each input to its weight; multiply them instead.",
         lambda inputs, weights: sum(i + w for i, w in zip(inputs, weights, strict=True))),
        ("It works for three inputs only; go through range(len(inputs)) instead.",
         lambda inputs, weights: sum(inputs[i] * weights[i] for i in range(3))),
        ("You multiplied the two sums; multiply pair by pair, then add.",
         lambda inputs, weights: sum(inputs) * sum(weights)),
        ("These are the products; add them up to get one number.",
         lambda inputs, weights: [i * w for i, w in zip(inputs, weights, strict=True)]),
        ("You kept the last product only; add each product to the total with +=.",
         lambda inputs, weights: inputs[-1] * weights[-1]),
        ("You returned inside the loop; return once, after it.",
         lambda inputs, weights: inputs[0] * weights[0]),
    ]
    return judge(answer, lambda inputs, weights: sum(i * w for i, w in zip(inputs, weights, strict=True)), cases,
                  mistakes, "You have written the heart of every network in this course.")


def check_shapes(answer):
    """Check a list of four answers on shapes, each a tuple or the word "error"; lesson 03."""
    reasons = ["1: (3,) with (3, 2): the 3s meet and vanish, the 2 stays.",
               "2: (4, 3) with (3, 2): the inner 3s meet and vanish, 4 and 2 stay.",
               "3: (4, 3) with (2, 3): the inner sizes are 3 and 2; they must be equal.",
               "4: (2, 4) + (3, 4): adding goes entry by entry, and 2 rows do not fit 3 rows."]
    return items(answer, [(2,), (4, 2), "error", "error"], reasons, "Shapes are half of all mistakes; you read them.")


def check_stack(answer):
    """Check a function (inputs, weights_0_1, weights_1_2) that stacks two layers without relu; lesson 03."""
    cases = [(f"layers of {a}, {b} and {c}", (normal(a), normal(a, b), normal(b, c)))
             for a, b, c in ((3, 4, 2), (3, 3, 3), (1, 2, 5))]
    cases += [("a layer_1 below zero", (np.array([1.0, 2.0]), np.array([[1.0, -1.0], [0.5, -1.5]]), np.ones((2, 1))))]
    mistakes = [
        ("That is layer_1; send it through weights_1_2 as well.", lambda inputs, lower, upper: inputs.dot(lower)),
        ("You used the inputs twice; the second layer takes layer_1.", lambda inputs, lower, upper: inputs.dot(upper)),
        ("The weights are transposed; a row belongs to an input, so write layer.dot(weights).",
         lambda inputs, lower, upper: upper.dot(lower.dot(inputs))),
        ("You cut off what is below zero; layer_1 goes on as it is.",
         lambda inputs, lower, upper: np.maximum(inputs.dot(lower), 0).dot(upper)),
        ("You multiplied entry by entry; use .dot.", lambda inputs, lower, upper: (inputs * lower) * upper),
    ]
    return judge(answer, lambda inputs, lower, upper: inputs.dot(lower).dot(upper), cases, mistakes,
                  "Two layers are two weighted sums, one after the other.")


def check_read_weights(answer):
    """Check the letter of the sentence that fits the weights [1, 0, -2]; lesson 03."""
    return letter(answer, "b", {
        "a": "The middle weight is 0: that input does not count at all.",
        "c": "The last weight is negative: that input pushes the score down.",
        "d": "Look at the sizes: -2 counts twice as much as 1."},
        "1 votes for, 0 looks away, -2 votes against, twice as loudly.")


def check_error(answer):
    """Check a function (prediction, target) that returns the squared error; lesson 04."""
    cases = [("random numbers", tuple(random_list(2))), ("a prediction that is too low", (0.25, 0.8)),
             ("a prediction that is too high", (0.8, 0.25)), ("a perfect prediction", (0.5, 0.5))]
    mistakes = [
        ("That is the delta; square it.", lambda prediction, target: prediction - target),
        ("That is the delta with the wrong sign, and not squared.", lambda prediction, target: target - prediction),
        ("That is the size of the miss; square it instead.", lambda prediction, target: abs(prediction - target)),
        ("You squared each and subtracted; subtract first, then square.",
         lambda prediction, target: prediction ** 2 - target ** 2),
        ("You doubled the delta; squaring is ** 2.", lambda prediction, target: (prediction - target) * 2),
    ]
    return judge(answer, lambda prediction, target: (prediction - target) ** 2, cases, mistakes,
                  "Zero for a perfect prediction, positive for every other.")


def check_update(answer):
    """Check a function (weight, inputs, target, alpha) that returns the weight after one update; lesson 04."""
    cases = [("random numbers", tuple(random_list(3)) + (0.1,)), ("toes", (0.1, 8.5, 1.0, 0.01)),
             ("input 0", (0.5, 0.0, 0.8, 0.1)), ("a negative input", (0.3, -2.0, 0.5, 0.1))]

    def with_delta(step):
        return lambda weight, inputs, target, alpha: step(weight, inputs, inputs * weight - target, alpha)

    mistakes = [
        ("The sign is flipped: you climb the bowl. The new weight is weight - alpha * weight_delta, "
         "with delta = prediction - target.", with_delta(lambda weight, i, delta, alpha: weight + alpha * delta * i)),
        ("Alpha is missing: multiply weight_delta by it.", with_delta(lambda weight, i, delta, alpha:
                                                                      weight - delta * i)),
        ("The input is missing: weight_delta is delta * inputs.", with_delta(lambda weight, i, delta, alpha:
                                                                             weight - alpha * delta)),
        ("You used the error where the delta belongs.", with_delta(lambda weight, i, delta, alpha:
                                                                   weight - alpha * delta ** 2 * i)),
        ("That is alpha * weight_delta; subtract it from the weight.",
         with_delta(lambda weight, i, delta, alpha: alpha * delta * i)),
        ("That is weight_delta; subtract alpha times it from the weight.",
         with_delta(lambda weight, i, delta, alpha: delta * i)),
        ("A factor 2 came in; in this course alpha absorbs it.",
         with_delta(lambda weight, i, delta, alpha: weight - 2 * alpha * delta * i)),
    ]
    return judge(answer, _update, cases, mistakes, "Predict, compare, learn: that was one iteration.")


def check_learn(answer):
    """Check a function (weight, inputs, target, alpha, iterations) that returns the last weight; lesson 04."""
    cases = [("random numbers", tuple(random_list(3)) + (0.1, 7)), ("one iteration", (0.1, 8.5, 1.0, 0.01, 1)),
             ("no iteration at all", (0.5, 0.5, 0.8, 0.1, 0)), ("20 iterations", (0.0, 1.1, 0.8, 0.3, 20))]

    def repeat(update):
        def learn(weight, inputs, target, alpha, iterations):
            for _ in range(iterations):
                weight = update(weight, inputs, target, alpha)
            return weight
        return learn

    mistakes = [
        ("You update once; put predict, compare and learn inside the loop.",
         lambda weight, inputs, target, alpha, iterations: _update(weight, inputs, target, alpha)),
        ("The return stands inside the loop, so it ends after one iteration.",
         lambda weight, inputs, target, alpha, iterations:
             _update(weight, inputs, target, alpha) if iterations else None),
        ("The sign is flipped: subtract alpha * weight_delta.",
         repeat(lambda weight, inputs, target, alpha: 2 * weight - _update(weight, inputs, target, alpha))),
        ("Alpha is missing.", repeat(lambda weight, inputs, target, alpha: _update(weight, inputs, target, 1))),
        ("The input is missing: weight_delta is delta * inputs.",
         repeat(lambda weight, inputs, target, alpha: weight - alpha * (inputs * weight - target))),
        ("The prediction is made once, before the loop; make it anew in every iteration.",
         lambda weight, inputs, target, alpha, iterations:
             weight - iterations * alpha * (inputs * weight - target) * inputs),
    ]
    return judge(answer, repeat(_update), cases, mistakes, "The whole loop, from memory. Every network in this "
                  "course is trained by these beats.")


def check_largest_alpha(answer):
    """Check a number: the largest alpha, to two digits, that still converges with the input 3; lesson 04."""
    if untouched(answer):
        return not_attempted()
    if isinstance(answer, bool) or not isinstance(answer, int | float | np.integer | np.floating):
        return Outcome("wrong", "Give one number, such as largest_alpha = 0.05.")
    try:
        answer = float(answer)
    except OverflowError:
        answer = math.inf if answer > 0 else -math.inf
    if math.isnan(answer):
        return Outcome("wrong", "That is nan, not a number; give one such as largest_alpha = 0.05.")
    if answer <= 0:
        return Outcome("wrong", "Alpha must be above 0: at 0 nothing is learned, below 0 the weight climbs the bowl.")
    if answer >= 2 / 9:
        return Outcome("wrong", f"With alpha {answer:g} and input 3 the error does not shrink: each update multiplies "
                       f"the delta by 1 - alpha * 9 = {1 - 9 * answer:.3g}, whose size is not below 1.")
    if answer < 0.22 - 1e-6:
        return Outcome("wrong", f"Alpha {answer:g} converges, but a larger one does too; go up in steps of 0.01.")
    return Outcome("right", "0.22 is the last of two digits; the exact limit is 2 / 9 = 0.222...")


def check_repair(answer):
    """Check the repaired update (weight, inputs, target, alpha) whose delta was target - prediction; lesson 04."""
    def given(weight, inputs, target, alpha):
        return weight - alpha * (target - inputs * weight) * inputs
    outcome = check_update(answer)
    cases = [("random numbers", tuple(random_list(3)) + (0.1,))]
    if outcome.kind == "wrong" and callable(answer) and same_outputs(outputs(answer, cases), outputs(given, cases)):
        return not_attempted("The weight still walks away from the target. Find the line with the wrong sign.")
    return outcome


def check_weight_deltas(answer):
    """Check a function (inputs, delta) that returns one weight delta for each input; lesson 05."""
    cases = [(f"{n} inputs", (random_list(n), random_list(1)[0])) for n in (3, 1, 6)]
    cases += [("a negative delta", ([8.5, 0], -0.14))]
    mistakes = [
        ("It works for three inputs only; loop over all of them.",
         lambda inputs, delta: [inputs[i] * delta for i in range(3)]),
        ("The sign is lost; weight_delta is input * delta, with the sign of both.",
         lambda inputs, delta: [abs(i * delta) for i in inputs]),
        ("The sign is flipped; delta already is prediction - target.",
         lambda inputs, delta: [-i * delta for i in inputs]),
        ("You added them up; every weight has a weight delta of its own.",
         lambda inputs, delta: sum(i * delta for i in inputs)),
        ("Every weight got the bare delta; multiply it by that weight's own input.",
         lambda inputs, delta: [delta for _ in inputs]),
    ]
    return judge(answer, lambda inputs, delta: [i * delta for i in inputs], cases, mistakes,
                  "One shared delta, each input its own share of the blame.")


def check_freeze(answer):
    """Check a function (weights, weight_deltas, alpha, frozen) that updates all weights but one; lesson 05."""
    cases = [(f"weight {k} of {n} frozen", (normal(n), normal(n), 0.3, k)) for n, k in ((3, 0), (3, 2), (5, 1))]

    def freeze(weights, weight_deltas, alpha, frozen):
        steps = alpha * weight_deltas
        steps[frozen] = 0
        return weights - steps

    def zeroed(weights, weight_deltas, alpha, frozen):
        new = weights - alpha * weight_deltas
        new[frozen] = 0
        return new

    mistakes = [
        ("Every weight moved; the frozen one must keep its value.",
         lambda weights, weight_deltas, alpha, frozen: weights - alpha * weight_deltas),
        ("You set the frozen weight to 0; freezing keeps its value, it is the step that is 0.", zeroed),
        ("You always freeze weight 0; use the number in frozen.",
         lambda weights, weight_deltas, alpha, frozen: freeze(weights, weight_deltas, alpha, 0)),
        ("Alpha is missing.", lambda weights, weight_deltas, alpha, frozen: freeze(weights, weight_deltas, 1, frozen)),
        ("The sign is flipped: subtract alpha * weight_deltas.",
         lambda weights, weight_deltas, alpha, frozen: freeze(weights, weight_deltas, -alpha, frozen)),
        ("Only the frozen weight moved; it is the others that should.",
         lambda weights, weight_deltas, alpha, frozen:
             2 * weights - alpha * weight_deltas - freeze(weights, weight_deltas, alpha, frozen)),
    ]
    return judge(answer, freeze, cases, mistakes, "A frozen weight keeps its value; the others go on learning.")


def check_outer(answer):
    """Check a function (inputs, deltas) that returns weight deltas of shape (inputs, outputs); lesson 05."""
    cases = [(f"{a} inputs and {b} outputs", (normal(a), normal(b))) for a, b in ((3, 2), (3, 3), (1, 4))]
    mistakes = [
        ("It is transposed: rows belong to inputs, columns to outputs. For a square matrix no error would have "
         "told you.", lambda inputs, deltas: np.outer(deltas, inputs)),
        ("That is the dot product, one number; every pair needs its own product.",
         lambda inputs, deltas: inputs.dot(deltas)),
        ("You multiplied entry by entry; every input meets every delta.", lambda inputs, deltas: inputs * deltas),
        ("The sign is flipped; delta already is prediction - target.",
         lambda inputs, deltas: -np.outer(inputs, deltas)),
    ]
    return judge(answer, np.outer, cases, mistakes, "Row i, column j: input i times delta j.")


def check_read_picture(answer):
    """Check the letter of the sentence on the purple center in the weight picture of the 1; lesson 05."""
    return letter(answer, "c", {
        "a": "A weight is no pixel: the picture shows what each pixel is worth to one output.",
        "b": "It is the other way round: purple is above zero, so ink there raises the score.",
        "d": "A weight counts only where there is ink: the score sums pixel times weight, and an empty pixel is 0."},
        "Ink on purple raises the score of this output, ink on orange lowers it.")


def _update(weight, inputs, target, alpha):
    return weight - alpha * (inputs * weight - target) * inputs
