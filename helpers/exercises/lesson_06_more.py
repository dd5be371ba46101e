"""Further exercises of lesson 06: the nudge, the whole loop from memory, and a hidden layer built by hand."""
import numpy as np

from helpers.exercises.exercise import exercise, question
from helpers.exercises.judging import as_array


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
    layer_0, targets, lower, upper = (rng.normal(size=shape) for shape in ((3, 2), (3, 4), (2, 4), (4, 1)))

    def layer_error(weights):
        return ((layer_0.dot(weights) - targets) ** 2).sum()

    def last_layer_error(weights):
        return ((np.maximum(layer_0.dot(lower), 0).dot(weights) - targets[:, :1]) ** 2).sum()

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
