"""The exercises of lesson 06."""
import numpy as np

from helpers.checks.judge import judge, letter, normal


def check_relu(answer):
    """Check a function (x) that returns x where it is above 0 and 0 elsewhere; lesson 06."""
    cases = [("numbers of both signs", (np.append(normal(5), [-1.5, 0.5, 2.5]),)), ("a matrix", (normal(2, 3),)),
             ("zeros", (np.zeros(3),))]
    mistakes = [
        ("That is the size of each number; a negative one must become 0, not positive.", np.abs),
        ("That is the switch, 1 or 0; multiply it with x.", lambda x: x > 0),
        ("It keeps the negative ones and drops the positive ones; turn the comparison round.", lambda x: (x < 0) * x),
        ("You gave x back unchanged; what is below 0 must become 0.", lambda x: x),
        ("You cut at 1 as well; relu has no upper end.", lambda x: np.clip(x, 0, 1)),
    ]
    return judge(answer, lambda x: (x > 0) * x, cases, mistakes, "On or off: that is all the bend a network needs.")


def check_relu_slope(answer):
    """Check a function (output) that returns the slope of relu from what relu returned; lesson 06."""
    output = np.maximum(normal(6), 0)
    cases = [("a mix of on and off", (np.append(output, [0.0, 0.5, 2.5]),)), ("all off", (np.zeros(3),))]
    mistakes = [
        ("A node that is off has the output 0, and 0 >= 0 is true, so your slope is always 1; use > 0. "
         "Lesson 08 shows what this one character costs.", lambda output: output >= 0),
        ("That is the output itself; the slope is 1 wherever it is above 0.", lambda output: output),
        ("It is the wrong way round: 1 where the node was on.", lambda output: output <= 0),
    ]
    return judge(answer, lambda output: output > 0, cases, mistakes, "1 where it was on, 0 where it was off.")


def check_hidden_delta(answer):
    """Check a function (layer_2_delta, weights_1_2, layer_1) that returns layer_1_delta; lesson 06."""
    cases = []
    for rows, hidden, outputs in ((3, 4, 2), (1, 4, 1), (2, 2, 2)):
        layer_1 = np.abs(normal(rows, hidden))
        layer_1[:, 0] = 0    # at least one node is off, and at least one is on
        cases.append((f"{rows} rows, {hidden} hidden nodes, {outputs} outputs",
                      (normal(rows, outputs), normal(hidden, outputs), layer_1)))
    mistakes = [
        ("The slope of relu is missing, or always 1: a node that was off gets no delta. If you wrote >= 0, that is "
         "always true, because relu has made every output 0 or more; use > 0.",
         lambda delta, weights, layer_1: delta.dot(weights.T)),
        ("You multiplied by layer_1 itself; the slope is 1 or 0.",
         lambda delta, weights, layer_1: delta.dot(weights.T) * layer_1),
        ("The weights are transposed: delta (rows, outputs) must meet weights.T (outputs, hidden).",
         lambda delta, weights, layer_1: delta.dot(weights) * (layer_1 > 0)),
        ("The sign is flipped; the delta is sent back as it is.",
         lambda delta, weights, layer_1: -delta.dot(weights.T) * (layer_1 > 0)),
    ]
    return judge(answer, lambda delta, weights, layer_1: delta.dot(weights.T) * (layer_1 > 0), cases, mistakes,
                 "The middle layer has a delta now, and it learns like any other.")


def check_two_layers(answer):
    """Check a function (layer_0, targets, weights_0_1, weights_1_2, alpha) that makes one update; lesson 06."""
    cases = [(f"{rows} rows", _two_layers_case(rows)) for rows in (4, 1)]

    def variant(late=False, slope=True, sign=1, step=None, swap=False, mean=False, bend=True, twice=False, only=None):
        def update(layer_0, targets, lower, upper, alpha):
            alpha = (step or alpha) / (len(layer_0) if mean else 1)
            layer_1 = layer_0.dot(lower)
            layer_1 = layer_1 * (layer_1 > 0) if bend else layer_1
            layer_2 = layer_1.dot(upper)
            layer_2_delta = sign * ((layer_2 * (layer_2 > 0) if twice else layer_2) - targets)
            new_upper = upper - alpha * layer_1.T.dot(layer_2_delta)
            layer_1_delta = layer_2_delta.dot((new_upper if late else upper).T) * ((layer_1 > 0) if slope else 1)
            new_lower = lower - alpha * layer_0.T.dot(layer_1_delta)
            if only is not None:
                return (new_lower, new_upper)[only]
            return join(new_upper, new_lower) if swap else join(new_lower, new_upper)
        return update

    mistakes = [
        ("You send the delta back over weights_1_2 after you changed them; compute both deltas first.",
         variant(late=True)),
        ("The slope of relu is missing in layer_1_delta, or always 1 because of >= 0; use > 0.", variant(slope=False)),
        ("You averaged over the rows; here the pushes of all rows are added up.", variant(mean=True)),
        *[("The relu is missing in the forward pass: layer_1 is what relu lets through.",
           variant(bend=False, slope=slope)) for slope in (True, False)],
        ("The prediction keeps its bare sum; relu stands in the middle only.", variant(twice=True)),
        *[("Return both matrices, weights_0_1 and weights_1_2.", variant(only=place)) for place in (0, 1)],
        ("The sign is flipped: delta is prediction - target, and the update subtracts.", variant(sign=-1)),
        ("Alpha is missing.", variant(step=1)),
        ("You returned the two matrices in the other order: weights_0_1 first.", variant(swap=True)),
    ]
    return judge(joined(answer), variant(), cases, mistakes,
                 "Backpropagation, from memory. There is no harder line in this course.")


def _two_layers_case(rows):
    """Return what an update needs, with a prediction below 0, so that a relu there would show."""
    while True:
        layer_0, lower, upper = normal(rows, 3), normal(3, 4), normal(4, 2)
        layer_1 = layer_0.dot(lower)
        if ((layer_1 * (layer_1 > 0)).dot(upper) < 0).any():
            return layer_0, normal(rows, 2), lower, upper, 0.1


def check_planted_bug(answer):
    """Check the letter of the line that is wrong; lesson 06."""
    return letter(answer, "c", {
        "a": "Line a is the forward pass, and the upper weights, which use it too, pass the check.",
        "b": "Line b is prediction - target, as it should be.",
        "d": "Line d is input times delta for both layers; look at how one of these deltas was made."},
        "The slope belongs to the hidden layer that was on or off, not to the output's delta.")


def join(*matrices):
    """Return several matrices as one list of numbers, with their shapes, so that a wrong shape differs too."""
    return np.concatenate([np.append(np.shape(matrix), np.ravel(matrix)) for matrix in matrices])


def joined(answer):
    """Return `answer`, a function that returns several matrices, as one that returns them joined."""
    if getattr(answer, "__code__", None) is None or judge(answer, None, [], [], "").kind == "not attempted":
        return answer

    def both(*arguments):
        result = answer(*arguments)
        return join(*result) if isinstance(result, tuple | list) else result
    return both
