"""The exercises of lesson 06: backpropagation."""
import numpy as np

from helpers.exercises.exercise import exercise, letter


@exercise("my_relu", lesson=6, section="5. The bend", praise="On or off: that is all the bend a network needs.",
          hints=("Compare first: `x > 0` is True or False for each number.", "True counts as 1 and False as 0: multiply."))
def relu(x):
    """Return the array x where it is above 0, and 0 elsewhere."""
    return (x > 0) * x


relu.cases(lambda rng: [("numbers of both signs", np.append(rng.normal(size=5), [-1.5, 0.5, 2.5])),
                        ("a matrix", rng.normal(size=(2, 3))), ("zeros", np.zeros(3))])
relu.mistake("That is the size of each number; a negative one must become 0, not positive.", np.abs)
relu.mistake("That is the switch, 1 or 0; multiply it with x.", edit=("(x > 0) * x", "x > 0"))
relu.mistake("It keeps the negative ones and drops the positive ones; turn the comparison round.", edit=("x > 0", "x < 0"))
relu.mistake("You gave x back unchanged; what is below 0 must become 0.", edit=("(x > 0) * x", "x"))
relu.mistake("You cut at 1 as well; relu has no upper end.", lambda x: np.clip(x, 0, 1))
relu.wrong(lambda x: max(x, 0))
relu.right(lambda x: np.maximum(x, 0), lambda x: np.where(x < 0, 0, x))


@exercise("my_two_layers", lesson=6, section="7. The delta of the middle",
          praise="Backpropagation, from memory. There is no harder line in this course.", hints=("h1", "h2"))
def two_layers(layer_0, targets, weights_0_1, weights_1_2, alpha):
    """Return both matrices of weights after one update, weights_0_1 first."""
    layer_1 = np.maximum(layer_0.dot(weights_0_1), 0)
    layer_2_delta = layer_1.dot(weights_1_2) - targets
    layer_1_delta = layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0)
    return (weights_0_1 - alpha * layer_0.T.dot(layer_1_delta),
            weights_1_2 - alpha * layer_1.T.dot(layer_2_delta))


@two_layers.cases
def _(rng):
    return [(f"{rows} rows", *_layers_with_a_prediction_below_0(rng, rows), 0.1) for rows in (4, 1)]


two_layers.mistake("The slope of relu is missing in layer_1_delta, or always 1 because of >= 0; use > 0.",
                   edit=("(layer_1 > 0)", "1"))
two_layers.mistake("Alpha is missing.", edit=[("- alpha * layer_0", "- layer_0"), ("- alpha * layer_1", "- layer_1")])


def _layers_with_a_prediction_below_0(rng, rows):
    """Return layer_0, targets and both matrices; with a prediction below 0, so that a relu there would show."""
    while True:
        layer_0, lower, upper = rng.normal(size=(rows, 3)), rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
        if (np.maximum(layer_0.dot(lower), 0).dot(upper) < 0).any():
            return layer_0, rng.normal(size=(rows, 2)), lower, upper


planted_bug = letter("planted_bug", "my_line", "c", {
    "a": "Line a is the forward pass, and the upper weights, which use it too, pass the check.",
    "b": "Line b is prediction - target, as it should be.",
    "d": "Line d is input times delta for both layers; look at how one of these deltas was made."},
    lesson=6, section="8. A tool that finds bugs",
    praise="The slope belongs to the hidden layer that was on or off, not to the output's delta.", hints=("h", "h2"))
