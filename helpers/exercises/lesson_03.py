"""The exercises of lesson 03: weighted sums and their shapes."""
import numpy as np

from helpers.exercises.exercise import exercise, letter
from helpers.exercises.exercise import shapes as ask_shapes


@exercise("my_weighted_sum", lesson=3, section="3. Several inputs: the weighted sum",
          praise="You have written the heart of every network in this course.",
          hints=("Start a total at 0. Go through `range(len(inputs))`. Return after the loop.",
                 "Inside the loop one line is enough: add `inputs[i] * weights[i]` to the total with `+=`."))
def weighted_sum(inputs, weights):
    """Return the weighted sum, one number, of two lists of the same length."""
    total = 0
    for i in range(len(inputs)):
        total += inputs[i] * weights[i]
    return total


@weighted_sum.cases
def _(rng):
    return [*((f"{n} inputs", *rng.uniform(0.2, 2, (2, n)).round(3).tolist()) for n in (3, 1, 5)),
            ("zeros", [0, 0], [1, 2])]


weighted_sum.mistake("You added each input to its weight; multiply them instead.", edit=("inputs[i] *", "inputs[i] +"))
weighted_sum.mistake("It works for three inputs only; go through range(len(inputs)) instead.",
                     edit=("len(inputs)", "3"))
weighted_sum.mistake("You multiplied the two sums; multiply pair by pair, then add.",
                     lambda inputs, weights: sum(inputs) * sum(weights))
weighted_sum.mistake("These are the products; add them up to get one number.", np.multiply)
weighted_sum.mistake("You kept the last product only; add each product to the total with +=.", edit=("+=", "="))
weighted_sum.mistake("You returned inside the loop; return once, after it.", edit=("    return", "        return"))
weighted_sum.wrong(lambda inputs, weights: inputs * weights, lambda inputs, weights: float("nan"))
weighted_sum.right(np.dot)

shapes = ask_shapes(
    "shapes", "my_shapes",
    [((2,), "1: (3,) with (3, 2): the 3s meet and vanish, the 2 stays."),
     ((4, 2), "2: (4, 3) with (3, 2): the inner 3s meet and vanish, 4 and 2 stay."),
     ("error", "3: (4, 3) with (2, 3): the inner sizes are 3 and 2; they must be equal."),
     ("error", "4: (2, 4) + (3, 4): adding goes entry by entry, and 2 rows do not fit 3 rows.")],
    lesson=3, section="5. NumPy, as much as you need", praise="Shapes are half of all mistakes; you read them.",
    hints=("In a dot product the inner sizes meet and vanish. In a sum sizes are equal, or one of them is 1.",
           "Write the two shapes beside each other and strike out the two numbers that touch. Two of the four "
           "expressions do not fit."))
shapes.mistake("without quotes", ["(2,)", (4, 2), "error", "error"])
shapes.mistake("(2,) with a comma", [2, (4, 2), "error", "error"])
shapes.mistake("[4, 2] is no shape", [(2,), [4, 2], "error", "error"])
shapes.mistake("again at 1", [np.ones(2), (4, 2), "error", "error"])
shapes.right([(2,), (np.int64(4), 2), "Error ", "error"])


@exercise("my_stack", lesson=3, section="8. Predictions on predictions",
          praise="Two layers are two weighted sums, one after the other.",
          hints=("Two dot products. The result of the first is the input of the second.",
                 "Call the first result `layer_1 = inputs.dot(weights_0_1)`. What does it meet next?"))
def stack(inputs, weights_0_1, weights_1_2):
    """Return the prediction, an array of shape (outputs,); all that is given are arrays."""
    layer_1 = inputs.dot(weights_0_1)
    return layer_1.dot(weights_1_2)


@stack.cases
def _(rng):
    sizes = [(3, 4, 2), (3, 3, 3), (1, 2, 5)]
    return [(f"layers of {a}, {b} and {c}", rng.normal(size=a), rng.normal(size=(a, b)), rng.normal(size=(b, c)))
            for a, b, c in sizes] + [
        ("a layer_1 below zero", np.array([1.0, 2.0]), np.array([[1.0, -1.0], [0.5, -1.5]]), np.ones((2, 1)))]


stack.mistake("That is layer_1; send it through weights_1_2 as well.", edit=("layer_1.dot(weights_1_2)", "layer_1"))
stack.mistake("You used the inputs twice; the second layer takes layer_1.", edit=("layer_1.dot", "inputs.dot"))
stack.mistake("The weights are transposed; a row belongs to an input, so write layer.dot(weights).",
              lambda inputs, lower, upper: upper.dot(lower.dot(inputs)))
stack.mistake("You cut off what is below zero; layer_1 goes on as it is.",
              edit=("layer_1.dot", "np.maximum(layer_1, 0).dot"))
stack.mistake("You multiplied entry by entry; use .dot.", lambda inputs, lower, upper: inputs * lower * upper)
stack.wrong(edit=("(weights_1_2)", "(weights_1_2) + 1"))
stack.wrong(edit=("(weights_1_2)", "(weights_1_2).sum()"))
stack.right(lambda inputs, lower, upper: inputs @ (lower @ upper))

read_weights = letter(
    "read_weights", "my_reading", "b",
    {"a": "The middle weight is 0: that input does not count at all.",
     "c": "The last weight is negative: that input pushes the score down.",
     "d": "Look at the sizes: -2 counts twice as much as 1."},
    lesson=3, section="4. What a weighted sum measures",
    praise="1 votes for, 0 looks away, -2 votes against, twice as loudly.",
    hints=("Say what each weight does on its own: above zero, zero, below zero.",
           "Put in one input at a time: what is the output for (1, 0, 0), for (0, 1, 0), for (0, 0, 1)?"))
