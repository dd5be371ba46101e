"""Questions on lesson 06: backpropagation through one hidden layer."""
import numpy as np

from teaching.questions import Question

ROW, WEIGHTS = np.array([1, 0, 1]), np.array([0.5, 0.48, -0.7])
DELTA = ROW.dot(WEIGHTS) - 0
CORNERS = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
WALK = np.array([1, 1, 0, 0])
BEST = CORNERS.dot(np.linalg.lstsq(CORNERS, WALK)[0])
SUMS = np.array([2, -3])
DELTAS, BACK = np.array([0.5, -0.2]), np.array([3.0, 2.0])  # of two outputs; from one hidden node to each
SHAPE = (np.zeros((4, 2)).dot(np.zeros((5, 2)).T)).shape

QUESTIONS = [
    Question(
        section="One layer",
        text=f"Lamps [1 0 1], weights 0.5, 0.48 and -0.7, answer 0 (\"stop\"). The prediction is {DELTA:.1f}. "
             "Which way is the first weight pushed?",
        right="Up.",
        wrong={"Down, because the answer is 0.": "The sign comes from the delta. The prediction is too low even for 0.",
               "Down, because the lamp is lit.": "A lit lamp only means that there is a push, not which way.",
               "Nowhere, because the answer is 0.": "An answer of 0 is a target like any other. The delta is not 0."},
        why=f"The push is -input * delta = -1 * {DELTA:.1f}, which is above zero."),
    Question(
        section="Where one layer fails",
        text="One layer is trained on XOR until nothing changes anymore. What does it say to left alone, middle alone, "
             "neither and both?",
        right=", ".join(f"{prediction:.1f}" for prediction in BEST),
        wrong={"1.0, 1.0, 0.0, 0.0": "Those are the targets. No straight line separates the two groups.",
               "0.0, 0.0, 0.0, 0.0":
                   f"Then the error is 2. With {BEST[0]:.1f} everywhere it is {((BEST - WALK) ** 2).sum():g}.",
               "1.0, 1.0, 0.0, 1.0": "That is \"at least one\". One layer cannot be exactly that either."},
        why="Its answers to \"left\" and \"middle\" add up to those to \"neither\" and \"both\". The middle is the "
            "best it can do."),
    Question(
        section="The middle layer by hand",
        text="Two layers whose nodes only add up: what can they learn that one such layer cannot?",
        right="Nothing.",
        wrong={"XOR, with four hidden nodes.":
                   "The number of nodes does not matter. The two tables multiply to a single one.",
               "All that has twice as many weights.": "The extra weights only write the same sum in a longer way.",
               "Anything, after enough epochs.": "Time does not help: there are no weights that do it."},
        why="Two dot products in a row are one dot product with the product of the two tables of weights."),
    Question(
        section="Backpropagation by hand",
        text=f"Two hidden nodes have the sums {SUMS[0]} and {SUMS[1]}. The delta sent back to each is 0.4. "
             "What are their deltas after the slope of relu?",
        right=" and ".join(f"{delta:g}" for delta in 0.4 * (SUMS > 0)),
        wrong={"0.4 and 0.4": "The second node was off, so it had no part in the miss.",
               f"{0.4 * SUMS[0]:g} and {0.4 * SUMS[1]:g}": "Multiply by the slope of relu, and not by the sum.",
               "0.4 and -0.4": "The slope of relu is 1 or 0, never -1."},
        why="The slope is 1 where the node was on and 0 where it was off."),
    Question(
        section="Backpropagation by hand",
        text=f"Two outputs have the deltas {DELTAS[0]} and {DELTAS[1]}. A hidden node that is on reaches them over the "
             f"weights {BACK[0]:g} and {BACK[1]:g}. What is its delta?",
        right=f"{DELTAS.dot(BACK):.1f}",
        wrong={f"{DELTAS.sum():.1f}": "Each delta must be multiplied by the weight it comes back over.",
               f"{DELTAS.dot(BACK) / 2:.2f}": "The blame is a sum, not a mean.",
               f"{np.abs(DELTAS).dot(BACK):.1f}": "The signs count: the two misses pull in different directions."},
        why=f"{DELTAS[0]} * {BACK[0]:g} + {DELTAS[1]} * {BACK[1]:g} = {DELTAS.dot(BACK):.1f}: the sum over all "
            f"outputs."),
    Question(
        section="Backpropagation by hand",
        text="layer_2_delta has the shape (4, 2): four rows, two outputs. There are five hidden nodes. "
             "What is the shape of layer_1_delta?",
        right=f"{SHAPE}",
        wrong={"(5, 2)": "That is the shape of weights_1_2. A delta has a row for each example.",
               "(2, 5)": "That is the shape of weights_1_2.T, over which the delta goes back.",
               "(4, 2)": "That is the shape of the delta above. The hidden layer has five nodes."},
        why="(4, 2).dot((2, 5)) is (4, 5): for each row a delta for each hidden node, as in layer_1."),
    Question(
        section="Why the weights start random",
        text="A two-layer network with relu starts with all weights at 0.5. What becomes of its hidden nodes?",
        right="They stay copies of each other.",
        wrong={"They never move.": "That happens from zeros. From 0.5 they move, but all in the same way.",
               "They differ after the first row.": "They have the same values and the same blame, so the same update.",
               "They all die after some epochs.": "They can live. They only never become different."},
        why="Equal weights give equal values, equal blame and equal updates: many nodes that do the work of one."),
    Question(
        section="Break it: dead nodes",
        text="When is a hidden node with relu dead?",
        right="When its sum is negative in every row.",
        wrong={"When its sum is negative in one row.": "Then it is off for that row. That is what relu is for.",
               "When its weights to the output are 0.": "It then sends nothing up, but those weights can still learn.",
               "When its delta is 0 in one of the rows.": "Other rows can still move its weights."},
        why="Off in every row means slope 0 in every row, so its weights never move again."),
]
