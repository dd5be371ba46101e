"""The exercises of lesson 09: activations, and the ends of networks."""
import numpy as np

from helpers.exercises.exercise import exercise, words


@exercise("my_softmax", lesson=9, section="5. A softmax that no score can break",
          praise="No score is too large for it, and every row sums to 1.",
          hints=("Largest score off, powers, divide by the sum. With `axis=-1, keepdims=True` every row keeps to "
                 "itself.",
                 "Two lines: the powers are `np.exp` of the scores minus the largest of their row; then divide them by "
                 "their sum. Both `max` and `sum` need the axis."))
def softmax(scores):
    """Return probabilities, an array of the same shape as the array `scores`: (n,) or (rows, n)."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


softmax.cases(lambda rng: [
    ("one row of scores", rng.normal(size=5)), ("four rows", rng.normal(size=(4, 3))),
    ("scores of 10,000", np.array([1e4, 1e4 - 1, 0.0])), ("scores of -10,000", np.array([-1e4, -1e4 - 1])),
    ("two very different rows", np.array([[0.0, 1.0], [2000.0, 2001.0]]))])
softmax.mistake("These are the powers; divide each by the sum of its row.",
                edit=("powers / powers.sum(axis=-1, keepdims=True)", "powers"))
softmax.mistake("You divided by the sum of all rows together; every row needs its own sum of 1: axis=-1, "
                "keepdims=True.", edit=("powers.sum(axis=-1, keepdims=True)", "powers.sum()"))
softmax.mistake("You divided the scores themselves; take np.exp of them first.",
                edit=("np.exp(scores - scores.max(axis=-1, keepdims=True))", "scores"))
softmax.mistake("That marks the winner alone; softmax also says how sure it is.",
                lambda scores: 1 * (scores == scores.max(axis=-1, keepdims=True)))
softmax.mistake("axis=0 goes down the columns; every row needs its own largest score and its own sum: axis=-1.",
                edit=[("max(axis=-1", "max(axis=0"), ("sum(axis=-1", "sum(axis=0")])
for size in ("scores", "abs(scores)"):
    softmax.mistake("You divided by the largest score; subtract it.", edit=("scores - scores", f"scores / {size}"))
for naive in ([(" - scores.max(axis=-1, keepdims=True)", "")], [("max(axis=-1, keepdims=True)", "max()")],
              [("scores.max", "scores.mean")], [("scores.max", "scores.min")],
              [(" - scores.max(axis=-1, keepdims=True)", ""), ("powers.sum(axis=-1, keepdims=True)", "powers.sum()")],
              [(" - scores.max(axis=-1, keepdims=True)", ""), (" / powers.sum(axis=-1, keepdims=True)", "")]):
    softmax.mistake("Large scores overflow or leave 0 / 0; take the largest score of each row off before np.exp.",
                    edit=naive)


@exercise("my_slope", lesson=9, section="3. Three functions for the middle",
          praise="Three slopes, and none of them needs to look at the sum again.",
          hints=("Three cases, one line each: where is it on; output times what is missing to 1; 1 minus the square.",
                 "`if name == ...` for two of them, each with a return of its own. For relu compare the output with 0; "
                 "what an output of the sigmoid lacks to 1 is `1 - output`."))
def slope(name, output):
    """Return the slope, an array, of the "relu", "sigmoid" or "tanh" that returned the array `output`."""
    if name == "relu":
        return output > 0
    if name == "sigmoid":
        return output * (1 - output)
    return 1 - output ** 2


slope.cases(lambda rng: [
    ("relu", "relu", np.append(np.maximum(rng.normal(size=6), 0), [0.0, 2.5])),
    ("sigmoid", "sigmoid", 1 / (1 + np.exp(-rng.normal(size=5)))),
    ("tanh", "tanh", np.append(np.tanh(rng.normal(size=5)), 0.0))])
slope.mistake("For relu you gave the output back where it is on; the slope there is 1.", edit=("output > 0", "output"))
slope.mistake("For relu the test is > 0: an output of exactly 0 means that the node is off.", edit=("> 0", ">= 0"))
slope.mistake("You applied the sigmoid once more; what you are given is its output already.",
              edit=("output * (1 - output)", "np.exp(-output) / (1 + np.exp(-output)) ** 2"))
slope.mistake("You applied tanh once more; what you are given is its output already.",
              edit=("output ** 2", "np.tanh(output) ** 2"))
slope.mistake("For tanh the square is missing: 1 - output ** 2.", edit=(" ** 2", ""))
slope.mistake("For the sigmoid a factor is missing: the output times what it lacks to 1.",
              edit=("output * (1 - output)", "1 - output"))
slope.mistake("You gave tanh the slope of the sigmoid; tanh has 1 - output ** 2.",
              edit=("1 - output ** 2", "output * (1 - output)"))

output_layers = words(
    "output_layers", "my_layers", ["raw", "sigmoid", "softmax"], [
        ("raw", "a: a temperature is any number, above 1 and below 0 too."),
        ("softmax", "b: a picture shows one digit of ten; if it is a 9 it is no 4."),
        ("sigmoid", "c: a team may win and be hurt; one answer says nothing about the other."),
        ("sigmoid", "d: one question, yes or no."),
        ("softmax", "e: exactly one word comes next, out of many.")],
    lesson=9, section="4. Three ways to end a network",
    praise="Any number: raw; yes or no: sigmoid; one of many: softmax.",
    hints=("Ask each time: can two of the answers be right at once? Is the answer a yes or no at all?",
           "If exactly one of several answers is right, their probabilities sum to 1. If each is a yes or no of its "
           "own, each has a probability of its own. If it is an amount, nothing may bend it."))


@exercise("repaired_delta", lesson=9, section="7. MNIST upgraded, by hand",
          praise="Slope first, then dropout: no slope is negative anymore.",
          given=("np.tanh(sums)", "np.tanh(sums)\n    layer_1 = layer_1 * dropout_mask * 2"),
          given_sentence="Some slopes are still negative. Find where the slope should be taken.",
          hints=("No new line is needed. Which line must move up?",
                 "The slope `1 - layer_1 ** 2` is true of what tanh returned, not of the doubled values. The delta "
                 "does not need the line that doubles."))
def slope_after_dropout(sums, dropout_mask, sent_back):
    """Return layer_1_delta, an array of shape (rows, hidden) like all three arguments."""
    layer_1 = np.tanh(sums)
    slope = 1 - layer_1 ** 2
    return sent_back * slope * dropout_mask


slope_after_dropout.cases(lambda rng: [
    (label, size * rng.normal(size=(3, 4)), rng.permutation(np.arange(12) % 2).reshape(3, 4), rng.normal(size=(3, 4)))
    for label, size in (("random sums", 1), ("large sums", 3))])
# With the factor 2 of the doubling it is the exact slope; the course leaves it to alpha.
slope_after_dropout.accept(lambda sums, mask, sent_back: 2 * sent_back * (1 - np.tanh(sums) ** 2) * mask)
slope_after_dropout.mistake(
    "The slope is right, but a node that was switched off gets a delta; multiply by dropout_mask at the end.",
    edit=(" * dropout_mask", ""))
AFTER_DROPOUT = ("1 - layer_1 ** 2", "1 - (layer_1 * dropout_mask * 2) ** 2")
slope_after_dropout.mistake("You cut the negative slopes off; a slope taken in the right place is never negative.",
                            edit=[AFTER_DROPOUT, ("* slope", "* np.maximum(slope, 0)")])
slope_after_dropout.mistake("You made negative slopes positive; a slope taken in the right place is never negative.",
                            edit=[AFTER_DROPOUT, ("* slope", "* abs(slope)")])
slope_after_dropout.mistake("What was sent back is missing: the delta is sent_back times the slope.",
                            edit=("sent_back * ", ""))
slope_after_dropout.mistake("The slope needs the output of tanh, not the sums: 1 - layer_1 ** 2.",
                            edit=("layer_1 ** 2", "sums ** 2"))
slope_after_dropout.mistake("You applied tanh once more; layer_1 is its output already.",
                            edit=("1 - layer_1 ** 2", "1 - np.tanh(layer_1 * dropout_mask * 2) ** 2"))


@exercise("my_leaky_delta", lesson=9, section="3. Three functions for the middle",
          praise="A slope of 1 or of the leak, times the blame: no node is ever dead.",
          hints=("Lesson 06 had the rule: the hidden delta is what was sent back, times the slope of the activation.",
                 "The slope is 1 where the sum is above 0, and `leak` elsewhere. `np.where(sums > 0, ..., ...)` "
                 "chooses place by place."))
def leaky_delta(sums, sent_back, leak):
    """Return layer_1_delta, shape (rows, hidden) like `sums` and `sent_back`; `leak` is a number."""
    return sent_back * np.where(sums > 0, 1, leak)


leaky_delta.cases(lambda rng: [
    (f"a leak of {leak}", rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), leak) for leak in (0.1, 0.01)] + [
    ("sums of 0", np.array([[0.0, -1.0, 2.0]]), np.array([[1.0, 2.0, 3.0]]), 0.1)])
leaky_delta.mistake("That is plain relu; where the sum is not above 0 the slope is the leak.",
                    edit=("1, leak", "1, 0"))
leaky_delta.mistake("You used the output of leaky relu as its slope; the slope is 1 or the leak.",
                    edit=("1, leak", "sums, leak * sums"))
leaky_delta.mistake("That is the slope alone; multiply it by what was sent back.", edit=("sent_back * ", ""))
leaky_delta.mistake("The two slopes are swapped: 1 above 0, the leak elsewhere.", edit=("1, leak", "leak, 1"))
leaky_delta.mistake("Below 0 the slope is the leak itself, not what it lacks to 1.", edit=("1, leak", "1, 1 - leak"))
leaky_delta.mistake("A sum of exactly 0 is not above 0; there the slope is the leak.", edit=("> 0", ">= 0"))
leaky_delta.mistake("Look at the sign of the sums, not of the blame that was sent back.",
                    edit=("sums > 0", "sent_back > 0"))


# These slopes are never negative, and a mask of 0 and 1 is its own square.
slope.equal("Keep the sign of `1 - output`", "Keep the sign of `1 - output ** 2`")
slope_after_dropout.equal("Keep the sign of `1 - layer_1 ** 2`", "The factor `dropout_mask` is there twice")
