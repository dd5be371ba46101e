"""More exercises of lesson 03: the bias, and a prediction in a new place."""
import itertools

import numpy as np

from helpers.exercises.exercise import exercise, question
from helpers.exercises.judging import as_array


@question("my_two_of_three", [1, 1, 1, -1], lesson=3, section="5. The bias",
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


@exercise("my_taxi", lesson=3, section="5. The bias",
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
taxi.mistake("Kilometers stand first in a row, minutes second; your two weights are the wrong way round.",
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
taxi.right(lambda trips: [3 + 2 * kilometers + 0.5 * minutes for kilometers, minutes in trips],
           lambda trips: np.column_stack([trips, np.ones(len(trips))]).dot([2, 0.5, 3]))
