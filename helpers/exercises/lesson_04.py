"""The exercises of lesson 04: one weight learns."""
import math

import numpy as np

from helpers.exercises.exercise import exercise, question


@exercise("my_error", lesson=4, section="Why squared?",
          praise="Zero for a perfect prediction, positive for every other.",
          hints=("Subtract first. Then square with `** 2`.",
                 "The square belongs around the whole difference, so put the difference in parentheses."))
def error(prediction, target):
    """Return the squared error, a number, of a prediction and a target that are numbers."""
    return (prediction - target) ** 2


error.cases(lambda rng: [
    ("random numbers", *rng.uniform(0.2, 2, 2).round(3).tolist()), ("a prediction that is too low", 0.25, 0.8),
    ("a prediction that is too high", 0.8, 0.25), ("a perfect prediction", 0.5, 0.5)])
error.mistake("That is the delta; square it.", edit=(" ** 2", ""))
error.mistake("That is the delta with the wrong sign, and not squared.",
              edit=("(prediction - target) ** 2", "target - prediction"))
error.mistake("That is the size of the miss; square it instead.",
              edit=("(prediction - target) ** 2", "abs(prediction - target)"))
error.mistake("You squared each and subtracted; subtract first, then square.",
              edit=("(prediction - target) ** 2", "prediction ** 2 - target ** 2"))
error.mistake("Only the target is squared; put the difference in parentheses.",
              edit=("(prediction - target) ** 2", "prediction - target ** 2"))
error.mistake("You doubled the delta; squaring is ** 2.", edit=("** 2", "* 2"))
error.wrong(lambda prediction: prediction ** 2, edit=("** 2", "** 3"))


def _updates(rng):
    return [("random numbers", *rng.uniform(0.2, 2, 3).round(3).tolist(), 0.1), ("toes", 0.1, 8.5, 1.0, 0.01),
            ("input 0", 0.5, 0.0, 0.8, 0.1), ("a negative input", 0.3, -2.0, 0.5, 0.1),
            ("a weight below 0", -0.5, 1.2, 0.3, 0.1)]


@exercise("my_update", lesson=4, section="3. Direction and amount from one product",
          praise="Predict, compare, learn: that was one iteration.",
          hints=("Four lines: prediction, delta, weight_delta, and the new weight.",
                 "`delta = prediction - target` and `weight_delta = inputs * delta`. The new weight is the old one "
                 "minus alpha times that."))
def update(weight, inputs, target, alpha):
    """Return the weight, a number, after one update; all that is given are numbers."""
    prediction = inputs * weight
    delta = prediction - target
    weight_delta = inputs * delta
    return weight - alpha * weight_delta


update.cases(_updates)
update.mistake("The sign is flipped: you climb the bowl. The new weight is weight - alpha * weight_delta, "
               "with delta = prediction - target.", edit=("prediction - target", "target - prediction"))


@exercise("repaired", lesson=4, section="3. Direction and amount from one product",
          praise="Predict, compare, learn: that was one iteration.",
          given=("prediction - target", "target - prediction"),
          given_sentence="The weight still walks away from the target. Find the line with the wrong sign.",
          hints=("If the prediction is too high, should delta be positive or negative?",
                 "The last line subtracts, so delta must be positive where the prediction is too high. Read the four "
                 "lines with a prediction of 2 and a target of 1."))
def repair(weight, inputs, target, alpha):
    """Return the weight, a number, after one update; all that is given are numbers."""
    prediction = inputs * weight
    delta = prediction - target
    weight_delta = inputs * delta
    return weight - alpha * weight_delta


repair.cases(_updates)
repair.wrong(edit=("prediction - target", "prediction + target"))
for task in (update, repair):
    task.mistake("Alpha is missing: multiply weight_delta by it.", edit=("alpha * ", ""))
    task.mistake("The input is missing: weight_delta is delta * inputs.", edit=("inputs * delta", "delta"))
    task.mistake("You used the error where the delta belongs.",
                 edit=("prediction - target", "(prediction - target) ** 2"))
    task.mistake("You compared the weight with the target; compare the prediction, inputs * weight.",
                 edit=("prediction - target", "weight - target"))
    task.mistake("That is alpha * weight_delta; subtract it from the weight.", edit=("weight - alpha", "alpha"))
    task.mistake("That is weight_delta; subtract alpha times it from the weight.",
                 edit=("weight - alpha * weight_delta", "weight_delta"))
    task.mistake("A factor 2 came in; in this course alpha absorbs it.", edit=("- alpha", "- 2 * alpha"))
    task.wrong(lambda weight, inputs, target: weight, edit=("return", "if inputs: return"))
    task.right(lambda weight, inputs, target, alpha: weight + alpha * inputs * (target - inputs * weight))


@exercise("my_learn", lesson=4, section="4. The loop",
          praise="The whole loop, from memory. Every network in this course is trained by these beats.",
          hints=("Predict, compare, learn: three lines inside `for iteration in range(iterations):`, and one return "
                 "after it.",
                 "Inside the loop: `prediction`, then `delta`, then `weight = weight - ...`. The next round "
                 "starts from the weight that this one left."))
def learn(weight, inputs, target, alpha, iterations):
    """Return the weight, a number, after that many iterations; all that is given are numbers."""
    for iteration in range(iterations):
        prediction = inputs * weight
        delta = prediction - target
        weight = weight - alpha * inputs * delta
    return weight


learn.cases(lambda rng: [
    ("random numbers", *rng.uniform(0.2, 2, 3).round(3).tolist(), 0.1, 7), ("one iteration", 0.1, 8.5, 1.0, 0.01, 1),
    ("no iteration at all", 0.5, 0.5, 0.8, 0.1, 0),
    ("a weight below 0", -0.5, 1.2, 0.3, 0.1, 2), ("20 iterations", 0.0, 1.1, 0.8, 0.3, 20)])
learn.mistake("You update once; put predict, compare and learn inside the loop.",
              edit=("range(iterations)", "range(1)"))
learn.mistake("The return is inside the loop, so it ends after one iteration.",
              edit=("    return weight", "        return weight"))
learn.mistake("The sign is flipped: subtract alpha * weight_delta.", edit=("weight - alpha", "weight + alpha"))
learn.mistake("Alpha is missing.", edit=("alpha * ", ""))
learn.mistake("The input is missing: weight_delta is delta * inputs.", edit=("alpha * inputs", "alpha"))
learn.mistake("The prediction is made once, before the loop; make it anew in every iteration.",
              edit=[("    for", "    first = inputs * weight\n    for"),
                    ("prediction = inputs * weight", "prediction = first")])
learn.wrong(edit=("range(iterations)", "range(iterations + 1)"))
learn.wrong(edit=[("        weight = weight", "        last = weight = weight"), ("return weight", "return last")])


@question("largest_alpha", 0.22, lesson=4, section="9. Break it: the input 2",
          praise="0.22 is the last of two digits; the exact limit is 2 / 9 = 0.222...",
          hints=("The product alpha * 3 * 3 must stay below 2.",
                 "Divide 2 by 9 and cut off after two digits. Rounding up would cross the limit."))
def largest_alpha(answer):
    """Return what is wrong with a number as the largest alpha of two digits that converges with the input 3."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | np.integer | np.floating):
        return "Give one number, such as largest_alpha = 0.05."
    try:
        answer = float(answer)
    except OverflowError:
        answer = math.inf if answer > 0 else -math.inf
    if math.isnan(answer):
        return "That is nan, not a number; give one such as largest_alpha = 0.05."
    if answer <= 0:
        return "Alpha must be above 0: at 0 nothing is learned, below 0 the weight climbs the bowl."
    if answer >= 2 / 9:
        return (f"With alpha {answer:g} and input 3 the error does not shrink: each update multiplies "
                f"the delta by 1 - alpha * 9 = {1 - 9 * answer:.3g}, whose size is not below 1.")
    if answer > 0.22 + 1e-6:
        return f"Alpha {answer:g} converges, but it has more than two decimals; cut off after two."
    if answer < 0.22 - 1e-6:
        return f"Alpha {answer:g} converges, but a larger one does too; go up in steps of 0.01."


largest_alpha.right(np.float32(0.22))
largest_alpha.mistake("does not shrink", 0.23, 2 / 9, 10 ** 400, math.inf)
largest_alpha.mistake("more than two decimals", 0.222)
largest_alpha.mistake("a larger one does too", 0.2)
largest_alpha.mistake("above 0", 0, -0.1, -10 ** 400)
largest_alpha.mistake("nan", math.nan)
largest_alpha.mistake("one number", "0.22", True, [0.22], 0.22j, np.complex128(1))


@exercise("my_bias_update", lesson=4, section="3. Direction and amount from one product",
          praise="The input of a bias is always 1, so its weight delta is the delta itself.",
          hints=("Predict and compare as before. The prediction now has two parts, and the bias is one of them.",
                 "A bias is a weight whose input is always 1. What is input times delta then?"))
def bias_update(bias, weight, inputs, target, alpha):
    """Return the bias, a number, after one update; the prediction is inputs * weight + bias."""
    prediction = inputs * weight + bias
    delta = prediction - target
    return bias - alpha * delta


@bias_update.cases
def _(rng):
    low, high = rng.uniform(0.2, 0.8, 4).round(2).tolist(), rng.uniform(1.2, 2.5, 4).round(2).tolist()
    return [("a prediction that is too low", low[0], low[1], high[0], 5.0, 0.1),
            ("a prediction that is too high", high[1], high[2], high[3], low[2], 0.3),
            ("a negative input", high[1], low[0], -high[2], low[3], 0.2),
            ("a bias that falls below 0", low[0], high[0], high[1], low[1], 1.0)]


bias_update.mistake("That is how a weight moves; the input of a bias is 1, not inputs.",
                    edit=("alpha * delta", "alpha * inputs * delta"))
bias_update.mistake("It moves the wrong way: delta already is prediction - target, so subtract alpha * delta.",
                    edit=("bias - alpha", "bias + alpha"))
bias_update.mistake("Alpha is missing.", edit=("alpha * delta", "delta"))
bias_update.mistake("The bias is missing in the prediction; it is inputs * weight + bias.",
                    edit=("= inputs * weight + bias", "= inputs * weight"))
bias_update.mistake("That is the new weight; return the new bias.",
                    lambda bias, weight, inputs, target, alpha:
                        weight - alpha * inputs * (inputs * weight + bias - target))
bias_update.mistake("That is the step alone; subtract it from the bias.",
                    edit=("bias - alpha * delta", "alpha * delta"))
bias_update.mistake("You used the squared error; the step is alpha times delta itself.",
                    edit=("alpha * delta", "alpha * delta ** 2"))
