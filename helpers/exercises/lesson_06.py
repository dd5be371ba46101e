"""The exercises of lesson 06: backpropagation."""
import numpy as np

from helpers.exercises.exercise import exercise, letter, question
from helpers.exercises.judging import as_array


@exercise("my_relu", lesson=6, section="4. The middle layer by hand",
          praise="On or off: that is all the bend a network needs.",
          hints=("`x > 0` is an array of True and False, which multiply like 1 and 0.",
                 "Multiply that array by `x`: what is on keeps its value, what is off becomes 0."))
def relu(x):
    """Return the array x where it is above 0, and 0 elsewhere."""
    return (x > 0) * x


relu.cases(lambda rng: [("numbers of both signs", np.append(rng.normal(size=5), [-1.5, 0.5, 2.5])),
                        ("a matrix", rng.normal(size=(2, 3))), ("zeros", np.zeros(3))])
relu.mistake("That is the size of each number; a negative one must become 0, not positive.", np.abs)
relu.mistake("That is the switch, 1 or 0; multiply it with x.", edit=("(x > 0) * x", "x > 0"))
relu.mistake("It keeps the negative ones and drops the positive ones; turn the comparison around.",
             edit=("x > 0", "x < 0"))
relu.mistake("You gave x back unchanged; what is below 0 must become 0.", edit=("(x > 0) * x", "x"))
relu.mistake("You cut at 1 as well; relu has no upper end.", lambda x: np.clip(x, 0, 1))
relu.wrong(lambda x: max(x, 0))
relu.right(lambda x: np.maximum(x, 0), lambda x: np.where(x < 0, 0, x))


@exercise("my_relu_slope", lesson=6, section="4. The middle layer by hand",
          praise="1 where it was on, 0 where it was off.",
          hints=("What does relu return for a node that is off? Is that above 0?",
                 "One comparison is enough; True counts as 1. Mind the border: a node that is off has the output 0."))
def relu_slope(output):
    """Return an array of 1 for on and 0 for off, from the array output that relu returned."""
    return output > 0


relu_slope.cases(lambda rng: [
    ("a mix of on and off", np.append(np.maximum(rng.normal(size=6), 0), [0.0, 0.5, 2.5])), ("all off", np.zeros(3))])
relu_slope.mistake(
    "A node that is off has the output 0, and 0 >= 0 is true, so your slope is always 1; use > 0. "
    "Lesson 08 shows what this one character costs.", edit=("> 0", ">= 0"))
relu_slope.mistake("That is the output itself; the slope is 1 wherever it is above 0.", edit=("output > 0", "output"))
relu_slope.mistake("It is the wrong way around: 1 where the node was on.", edit=("> 0", "<= 0"))
relu_slope.mistake("You gave one answer for the whole array; ask of each entry whether it is above 0.",
                   lambda output: np.full_like(output, np.any(output)))
relu_slope.wrong(edit=("> 0", "> 1"))
relu_slope.right(np.sign)


@exercise("my_hidden_delta", lesson=6, section="5. Backpropagation by hand",
          praise="The middle layer has a delta now, and it learns like any other.",
          hints=("Send the delta back over the weights: the inner sizes must meet, so something needs a `.T`. Then "
                 "switch off what was off.",
                 "`layer_2_delta.dot(weights_1_2.T)` has the shape (rows, hidden). Multiply it by the slope of relu, "
                 "which you read off `layer_1`."))
def hidden_delta(layer_2_delta, weights_1_2, layer_1):
    """Return layer_1_delta, an array of shape (rows, hidden)."""
    return layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0)


@hidden_delta.cases
def _(rng):
    cases = []
    for rows, hidden, outputs in ((3, 4, 2), (1, 4, 1), (2, 2, 2)):
        layer_1 = np.abs(rng.normal(size=(rows, hidden)))
        layer_1[:, 0] = 0    # at least one node is off, and at least one is on
        cases.append((f"{rows} rows, {hidden} hidden nodes, {outputs} outputs",
                      rng.normal(size=(rows, outputs)), rng.normal(size=(hidden, outputs)), layer_1))
    return cases


hidden_delta.mistake(
    "The slope of relu is missing, or always 1: a node that was off gets no delta. If you wrote >= 0, that is "
    "always true, because relu has made every output 0 or more; use > 0.", edit=("> 0", ">= 0"))
hidden_delta.mistake("You multiplied by layer_1 itself; the slope is 1 or 0.", edit=("(layer_1 > 0)", "layer_1"))
hidden_delta.mistake("The weights are transposed: delta (rows, outputs) must meet weights.T (outputs, hidden).",
                     edit=("weights_1_2.T", "weights_1_2"))
hidden_delta.mistake("The sign is flipped; the delta is sent back as it is.", edit=("return ", "return -"))
hidden_delta.mistake("You cut off what comes back below 0; the slope asks layer_1, not the delta.",
                     lambda delta, weights, layer_1: np.maximum(delta.dot(weights.T), 0))
hidden_delta.wrong(edit=("layer_2_delta.dot(weights_1_2.T)", "(layer_2_delta * weights_1_2).T"))


@exercise("my_update", lesson=6, section="6. The loop",
          praise="Both deltas first, then both updates: backpropagation for any number of rows.",
          hints=("Seven lines: two forward, two deltas, two updates, one return. Compute both deltas before you change "
                 "any weight.",
                 "Forward: `layer_1` with relu, `layer_2` without. Back: `layer_2_delta` from the targets, "
                 "`layer_1_delta` over `weights_1_2.T` times the slope. Each matrix then loses alpha times "
                 "`layer.T.dot(delta)`: the layer below it, the delta above it."))
def two_layers(layer_0, targets, weights_0_1, weights_1_2, alpha):
    """Return both matrices of weights, weights_0_1 first, after one update; all but alpha are matrices."""
    layer_1 = layer_0.dot(weights_0_1)
    layer_1 = (layer_1 > 0) * layer_1
    layer_2_delta = layer_1.dot(weights_1_2) - targets
    layer_1_delta = layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0)
    new_1_2 = weights_1_2 - alpha * layer_1.T.dot(layer_2_delta)
    new_0_1 = weights_0_1 - alpha * layer_0.T.dot(layer_1_delta)
    return new_0_1, new_1_2


two_layers.cases(lambda rng: [(f"{rows} rows", *_layers(rng, rows), 0.1) for rows in (4, 1)])


def _layers(rng, rows):
    """Return layer_0, targets and both matrices, with a prediction below 0, so that a relu there would show."""
    while True:
        layer_0, lower, upper = rng.normal(size=(rows, 3)), rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
        if (np.maximum(layer_0.dot(lower), 0).dot(upper) < 0).any():
            return layer_0, rng.normal(size=(rows, 2)), lower, upper


two_layers.mistake("You send the delta back over weights_1_2 after you changed them; compute both deltas first.",
                   edit=("dot(weights_1_2.T)", "dot((weights_1_2 - alpha * layer_1.T.dot(layer_2_delta)).T)"))
two_layers.mistake("The slope of relu is missing in layer_1_delta, or always 1 because of >= 0; use > 0.",
                   edit=("* (layer_1 > 0)", "* (layer_1 >= 0)"))
two_layers.mistake("You made an update after each row; here all rows make one update together.",
                   lambda layer_0, targets, weights_0_1, weights_1_2, alpha:
                       two_layer_loop.right_answers()[0](layer_0, targets, weights_0_1, weights_1_2, alpha, 1))
two_layers.mistake("You averaged over the rows; here the pushes of all rows are added up.",
                   edit=("    layer_1 = layer_0", "    alpha = alpha / len(layer_0)\n    layer_1 = layer_0"))
for forgotten in ([], [(" * (layer_1 > 0)", "")]):
    two_layers.mistake("The relu is missing in the forward pass: layer_1 is what relu lets through.",
                       edit=[("(layer_1 > 0) * layer_1", "layer_1"), *forgotten])
two_layers.mistake("The prediction keeps its bare sum; relu belongs in the middle only.",
                   edit=("layer_1.dot(weights_1_2) -", "np.maximum(layer_1.dot(weights_1_2), 0) -"))
for one in ("new_0_1", "new_1_2"):
    two_layers.mistake("Return both matrices, weights_0_1 and weights_1_2.", edit=("new_0_1, new_1_2", one))
two_layers.mistake("The sign is flipped: delta is prediction - target, and the update subtracts.",
                   edit=("layer_1.dot(weights_1_2) - targets", "targets - layer_1.dot(weights_1_2)"))
two_layers.mistake("Alpha is missing.", edit=("    layer_1 = layer_0", "    alpha = 1\n    layer_1 = layer_0"))
two_layers.mistake("You returned the two matrices in the other order: weights_0_1 first.",
                   edit=("new_0_1, new_1_2", "new_1_2, new_0_1"))
two_layers.wrong(edit=("new_0_1, new_1_2", "new_0_1, weights_1_2"))

planted_bug = letter(
    "planted_bug", "my_bug", "c",
    {"a": "Line a is the forward pass, and the upper weights, which use it too, pass the check.",
     "b": "Line b is prediction - target, as it should be.",
     "d": "Line d is input times delta for both layers; look at how one of these deltas was made."},
    lesson=6, section="8. Is it right? The gradient check",
    praise="The slope belongs to the hidden layer that was on or off, not to the output's delta.",
    hints=("The check names a place in `weights[0]`, the lower weights. Which line do only they use?",
           "Line d gives the lower weights `layer_1_delta`. Compare how it is made with `corner_slopes` above, name by "
           "name."))


@exercise("my_nudge", lesson=6, section="8. Is it right? The gradient check",
          praise="The nudge knows nothing of your rules. That is why it can check them.",
          hints=("Make two copies with `.copy()`. Move the entry `[i, j]` of one up by the step, of the other down.",
                 "The slope is how far the error moved, divided by how far the weight moved: from down to up that is "
                 "two steps."))
def nudge(error, weights, i, j):
    """Return the slope of error(weights), a number, at weights[i, j]: nudge it by 0.00001 up and down."""
    step = 0.00001
    up, down = weights.copy(), weights.copy()
    up[i, j] += step
    down[i, j] -= step
    return (error(up) - error(down)) / (2 * step)


@nudge.cases
def _(rng):
    layer_0, misses, lower, upper = (rng.normal(size=shape) for shape in ((3, 2), (3, 4), (2, 4), (4, 1)))
    layer_1 = np.maximum(layer_0.dot(lower), 0)
    # Small misses: the larger an error, the more digits its rounding takes from the slope.
    targets, last_targets = layer_0.dot(lower) - 0.01 * misses, layer_1.dot(upper) - 0.01 * misses[:, :1]

    def layer_error(weights):
        return ((layer_0.dot(weights) - targets) ** 2).sum()

    def last_layer_error(weights):
        return ((layer_1.dot(weights) - last_targets) ** 2).sum()

    return [("a matrix of 2 by 4", layer_error, lower, 1, 2), ("its first entry", layer_error, lower, 0, 0),
            ("the upper weights", last_layer_error, upper, 3, 0)]


nudge.mistake("From the lower place to the upper one the weight moved two steps; divide by 2 * step.",
              edit=("(2 * step)", "step"))
nudge.mistake("That is how far the error moved; divide by how far the weight moved, 2 * step.",
              edit=(" / (2 * step)", ""))
nudge.mistake("The slope has the wrong sign: take the error above minus the error below.",
              edit=("(error(up) - error(down))", "(error(down) - error(up))"))
nudge.mistake("Without copies, up and down are one and the same matrix, and the errors are equal; use .copy().",
              edit=("weights.copy(), weights.copy()", "(same := weights.copy()), same"))
nudge.mistake("You nudged every weight at once; move the entry [i, j] only.",
              edit=[("up[i, j]", "up"), ("down[i, j]", "down")])
nudge.mistake("A nudge to one side only is less exact; take the error a step above and a step below.",
              edit=("(error(up) - error(down)) / (2 * step)", "(error(up) - error(weights)) / step"))


@exercise("my_two_layer_loop", lesson=6, section="6. The loop",
          praise="The whole thing, from memory: forward, backward, update, for every row and every epoch.",
          hints=("Two loops, one in the other: `for _ in range(epochs):` and `for i in range(len(layer_0)):`. Take "
                 "each row with `[i:i + 1]`, so that it stays a table of one row.",
                 "Seven lines for each row: two forward with relu between, two deltas, two updates, and only then the "
                 "next row. Both deltas come before any update."))
def two_layer_loop(layer_0, targets, weights_0_1, weights_1_2, alpha, epochs):
    """Return both arrays of weights, weights_0_1 first, after that many epochs, row by row."""
    for _ in range(epochs):
        for i in range(len(layer_0)):
            row, target = layer_0[i:i + 1], targets[i:i + 1]
            layer_1 = row.dot(weights_0_1)
            layer_1 = (layer_1 > 0) * layer_1
            layer_2_delta = layer_1.dot(weights_1_2) - target
            layer_1_delta = layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0)
            weights_1_2 = weights_1_2 - alpha * layer_1.T.dot(layer_2_delta)
            weights_0_1 = weights_0_1 - alpha * row.T.dot(layer_1_delta)
    return weights_0_1, weights_1_2


@two_layer_loop.cases
def _(rng):
    return [(f"{rows} rows, {outputs} outputs and {epochs} epochs", rng.normal(size=(rows, 3)),
             rng.normal(size=(rows, outputs)), rng.normal(size=(3, 6)), rng.normal(size=(6, outputs)), 0.02, epochs)
            for rows, outputs, epochs in ((4, 1, 3), (3, 2, 2), (2, 1, 0))]


two_layer_loop.mistake("You return after the first epoch; the return comes after both loops.",
                       edit=("    return weights_0_1", "        return weights_0_1"))
two_layer_loop.mistake("You return after the first row; the return comes after both loops.",
                       edit=("    return weights_0_1", "            return weights_0_1"))
two_layer_loop.mistake("You update once an epoch, from all rows together; here each row has an update of its own.",
                       edit=[("range(len(layer_0))", "range(1)"), ("layer_0[i:i + 1]", "layer_0"),
                             ("targets[i:i + 1]", "targets")])
two_layer_loop.mistake("The slope of relu is missing in layer_1_delta, or always 1 because of >= 0; use > 0.",
                       edit=(".dot(weights_1_2.T) * (layer_1 > 0)", ".dot(weights_1_2.T)"))
two_layer_loop.mistake("The relu is missing in the forward pass: layer_1 is what relu lets through.",
                       edit=("            layer_1 = (layer_1 > 0) * layer_1\n", ""))
two_layer_loop.mistake("You send the delta back over weights_1_2 after you changed them; compute both deltas first.",
                       edit=[("            weights_1_2 = weights_1_2 - alpha * layer_1.T.dot(layer_2_delta)\n", ""),
                             ("            layer_1_delta", "            weights_1_2 = weights_1_2 - alpha * "
                              "layer_1.T.dot(layer_2_delta)\n            layer_1_delta")])
two_layer_loop.mistake("The sign is flipped: delta is prediction - target, and the update subtracts.",
                       edit=("layer_1.dot(weights_1_2) - target", "target - layer_1.dot(weights_1_2)"))
two_layer_loop.mistake("Alpha is missing.", edit=[("alpha * layer_1", "layer_1"), ("alpha * row", "row")])
two_layer_loop.mistake("You returned the two arrays in the other order: weights_0_1 first.",
                       edit=("return weights_0_1, weights_1_2", "return weights_1_2, weights_0_1"))


@question("my_weights_by_hand", ([[1, -1, 0], [-1, 1, 0], [0, 0, 1]], [[-1], [-1], [1]]), lesson=6,
          section="4. The middle layer by hand",
          praise="You did by hand what backpropagation has to find.",
          hints=("Two hidden nodes can be those of section 4: they tell when left and middle *differ*. The "
                 "prediction must fall when one of them speaks.",
                 "It must fall from 1. A third hidden node can say 1 in every row, if it listens to the right lamp."))
def weights_by_hand(answer):
    """Say what is wrong with weights_0_1 and weights_1_2 for people who walk if left and middle are alike, or None."""
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        return "Give two tables of numbers in parentheses, weights_0_1 and weights_1_2."
    lower, upper = as_array(answer[0]), as_array(answer[1])
    if lower is None or upper is None or lower.ndim != 2 or upper.ndim != 2:
        return "Both must be tables of numbers, such as [[1, -1], [-1, 1], [0, 0]] and [[1], [1]]."
    if lower.shape[0] != 3 or upper.shape != (lower.shape[1], 1):
        return (f"The shapes must be (3, hidden nodes) and (hidden nodes, 1); yours are {lower.shape} and "
                f"{upper.shape}.")
    lamps, walk = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]]), np.array([0, 0, 1, 1])
    with np.errstate(all="ignore"):
        predictions = np.maximum(lamps.dot(lower), 0).dot(upper)[:, 0]
    if np.allclose(predictions, 1 - walk):
        return "These are weights for the crossing of section 4; here people walk when left and middle are alike."
    wrong = [row for row in range(4) if not np.isclose(predictions[row], walk[row])]
    if not wrong:
        return None
    return (f"For the lamps {lamps[wrong[0]].tolist()} the answer is {walk[wrong[0]]}; your network says "
            f"{predictions[wrong[0]]:.4g}.")


weights_by_hand.right(([[-1, 1], [-1, 1], [1, -1]], [[1], [1]]))
weights_by_hand.mistake("the crossing of section 4", ([[1, -1], [-1, 1], [0, 0]], [[1], [1]]))
weights_by_hand.mistake("your network says -1", ([[1, -1], [-1, 1], [0, 0]], [[-1], [-1]]))
weights_by_hand.mistake("your network says 1", ([[0], [0], [1]], [[1]]))
weights_by_hand.mistake("The shapes must be", ([[1, -1], [-1, 1]], [[1], [1]]), ([[1], [1], [1]], [[1, 2]]))
weights_by_hand.mistake("tables of numbers", ([1, -1, 0], [1]), ("left", "middle"))
weights_by_hand.mistake("Give two tables", [[1], [1], [1]], 3)


# At 0 both sides of relu are 0, and the slope hardly depends on the size of a small step.
relu.equal("Mind the border")
for task in (two_layers, two_layer_loop):
    task.equal("Mind the border: when both are equal, `layer_1 > 0`")
# A slice past the end is empty, there are as many targets as rows, and with one row `*` makes the same table as `dot`.
two_layer_loop.equal("Your loop makes one round too many", "You use `weights_1_2` where `layer_0` belongs.",
                     "The order of two steps is wrong: `weights_0_1 = ", "You use `targets` where `layer_0` belongs.",
                     "You multiply entry by entry; `layer_1.T`", "You multiply entry by entry; `row.T`")
nudge.equal("Look at the number 1e-05")
