"""The exercises of lesson 03: weighted sums and their shapes."""
import itertools

import numpy as np

from helpers.exercises.exercise import exercise, letter, question
from helpers.exercises.exercise import shapes as ask_shapes
from helpers.exercises.judging import as_array


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
    [((5,), "1: (4,) with (4, 5): the 4s meet and vanish, the 5 stays."),
     ((2, 3), "2: (2, 6) with (6, 3): the inner 6s meet and vanish, 2 and 3 stay."),
     ("error", "3: (5, 2) with (5, 2): the inner sizes are 2 and 5; they must be equal."),
     ("error", "4: (2, 4) + (3, 4): adding goes entry by entry, and 2 rows do not fit 3 rows.")],
    lesson=3, section="6. NumPy, as much as you need", praise="Shapes are half of all mistakes; you read them.",
    hints=("In a dot product the inner sizes meet and vanish. In a sum sizes are equal, or one of them is 1.",
           "Write the two shapes beside each other and strike out the two numbers that touch. Two of the four "
           "expressions do not fit."))
shapes.mistake("without quotes", ["(5,)", (2, 3), "error", "error"])
shapes.mistake("(2,) with a comma", [5, (2, 3), "error", "error"])
shapes.mistake("[2, 3] is no shape", [(5,), [2, 3], "error", "error"])
shapes.mistake("again at 1", [np.ones(5), (2, 3), "error", "error"])
shapes.mistake("again at 3", [(5,), (2, 3), (5, 2), "error"])
shapes.right([(5,), (np.int64(2), 3), "Error ", "error"])


@exercise("my_stack", lesson=3, section="9. Predictions on predictions",
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
stack.mistake("You took the rows of the matrices for their columns; here a column belongs to each output.",
              lambda inputs, lower, upper: _by_rows(_by_rows(inputs, lower), upper))


def _by_rows(vector, matrix):
    return np.array([sum(v * w for v, w in zip(vector, row)) for row in matrix])
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


@question("my_two_of_three", [1, 1, 1, -1], lesson=3, section="5. The bias: a weight on an input that is always 1",
          praise="Three equal votes and a bias that holds them down: one vote is too few, two are enough.",
          hints=("With weights of 1 and a bias of 0 the prediction counts the inputs that are on.",
                 "That count must come out at least 0.5 for two, and below 0.5 for one. How far down must it move?"))
def two_of_three(answer):
    """Judge the weights of three inputs and of the constant 1: at least 0.5 exactly if two or more inputs are on."""
    weights = as_array(answer)
    if weights is None or weights.shape != (4,):
        return "Give a list of four numbers: three weights and the bias."
    for inputs in itertools.product([0, 1], repeat=3):
        prediction, on = float(np.dot([*inputs, 1], weights)), sum(inputs)
        # The notebook adds in another order, and the last digit may differ.
        if on >= 2 and not prediction > 0.5 - 1e-9:
            return (f"For the inputs {list(inputs)} the prediction is {prediction:g}; {on} of them are on, so it must "
                    "be at least 0.5.")
        if on < 2 and not prediction < 0.5 - 1e-9:
            return (f"For the inputs {list(inputs)} the prediction is {prediction:g}; fewer than two are on, so it "
                    "must stay below 0.5.")
    return None


two_of_three.right([2, 2, 2, -3], (0.3, 0.3, 0.3, 0.0), [1.0, 1.5, 1.2, -1.5], np.array([1, 1, 1, -1]))
two_of_three.mistake("fewer than two are on", [1, 1, 1, 0], [0, 0, 0, 1], [1, 1, 1, float("nan")])
two_of_three.mistake("so it must be at least 0.5", [1, 1, 1, -2], [0, 0, 0, 0], [1, 0, 0, 0])
two_of_three.mistake("Give a list of four numbers", [1, 1, 1], "two", [[1, 1, 1, -1]], 3, [1, 1, 1, "x"])


@exercise("my_taxi", lesson=3, section="5. The bias: a weight on an input that is always 1",
          praise="Two weights and a bias, for as many trips as you like, in one line.",
          hints=("The prices of a kilometer and of a minute are weights. Getting in costs the same for every trip: "
                 "that is a bias.",
                 "Shape (n, 2) dot shape (2,) gives shape (n,): `trips.dot(...)`, and then add one number to all."))
def taxi(trips):
    """Return the prices, shape (n,), for an array of trips of shape (n, 2): kilometers and minutes."""
    return trips.dot(np.array([2.0, 0.5])) + 3.0


taxi.cases(lambda rng: [(f"{n} trips", np.column_stack([rng.uniform(1, 20, n), rng.uniform(25, 60, n)]).round(1))
                        for n in (4, 1, 3)])
taxi.mistake("Getting in is missing: it costs 3.00 for every trip, whatever the kilometers and minutes.",
             edit=(" + 3.0", ""))
taxi.mistake("The minutes are missing: each costs 0.50.", edit=("[2.0, 0.5]", "[2.0, 0.0]"))
taxi.mistake("Kilometers stand first in a row, minutes second; your two weights are the wrong way around.",
             edit=("[2.0, 0.5]", "[0.5, 2.0]"))
taxi.mistake("Getting in is paid once a trip, not once for each of the two numbers.", edit=("+ 3.0", "+ 6.0"))
taxi.mistake("Those are the two parts of each trip; add them up to one price for each trip.",
             lambda trips: trips * np.array([2.0, 0.5]) + 3.0)
taxi.mistake("That is the price of all trips together; give one price for each trip.",
             lambda trips: (trips.dot(np.array([2.0, 0.5])) + 3.0).sum())
taxi.mistake("That is the price of the first trip only; give one price for each row.",
             lambda trips: trips[0].dot(np.array([2.0, 0.5])) + 3.0)
taxi.mistake("Getting in is added, not multiplied.", edit=("+ 3.0", "* 3.0"))
taxi.mistake("A minute has the same weight as a kilometer in your sum; a minute costs 0.50.",
             edit=("[2.0, 0.5]", "[2.0, 2.0]"))
taxi.mistake("Each price goes on from the one before; begin anew, with 3.00, for every trip.",
             lambda trips: 3.0 + np.cumsum(np.dot(trips, [2.0, 0.5])))
taxi.mistake("Each price goes on from the one before; begin anew for every trip.",
             lambda trips: np.cumsum(np.dot(trips, [2.0, 0.5]) + 3.0))
taxi.right(lambda trips: [3 + 2 * kilometers + 0.5 * minutes for kilometers, minutes in trips],
           lambda trips: np.column_stack([trips, np.ones(len(trips))]).dot([2, 0.5, 3]))


# A row of numbers is its own transpose, and the two lists are equally long.
weighted_sum.equal("You use `weights` where `inputs` belongs.")
stack.equal("`inputs` is not transposed", "`layer_1` is not transposed")
taxi.equal("`np.array([2.0, 0.5])` is not transposed")
