"""Questions on lesson 03: prediction."""
import numpy as np

from teaching.questions import Question

INPUTS, WEIGHTS = np.array([8.5, 0.65, 1.2]), np.array([0.1, 0.2, 0.0])
CONTRIBUTIONS = INPUTS * WEIGHTS
C, E = np.array([0, 1, 1, 0]), np.array([0, 1, -1, 0])
TEMPERATURE, WEIGHT, BIAS = 5, -0.4, 10
CORNERS = [np.array([0, 0, 1]), np.array([1, 0, 1]), np.array([1, 1, 1])]
SHAPE = np.zeros((4, 3)).dot(np.zeros((3, 2))).shape
GAMES = np.zeros((4, 3)).dot(np.zeros((3, 5))).dot(np.zeros((5, 2))).shape


def says_and(bias):
    """Return whether the weights 1 and 1 with this bias say yes (0.5 or more) to both lamps only."""
    scores = [corner.dot([1, 1, bias]) for corner in CORNERS]
    return [score >= 0.5 for score in scores] == [False, False, True]


AND = next(bias for bias in (0, 1, -1, -2) if says_and(bias))

QUESTIONS = [
    Question(
        section="One input, one weight",
        text="What does a weight of -1 do to its input?",
        right="It reverses it: more in, less out.",
        wrong={"It shrinks it a little: the weight is small.": "Small in size is near 0. -1 is as strong as 1.",
               "It silences it, as all weights below 0 do.": "Only 0 silences an input.",
               "It raises an error: weights are positive.": "Weights can have any value."},
        why="The input is multiplied by -1: the same size, the other sign."),
    Question(
        section="Several inputs: the weighted sum",
        text=f"Inputs {INPUTS[0]}, {INPUTS[1]}, {INPUTS[2]}; weights {WEIGHTS[0]}, {WEIGHTS[1]}, {WEIGHTS[2]:g}. "
             "What is the prediction?",
        right=f"{CONTRIBUTIONS.sum():.2f}",
        wrong={f"{INPUTS.sum() * WEIGHTS.sum():.2f}": "Multiply pair by pair, then add. Not the other way round.",
               f"{CONTRIBUTIONS.sum() + INPUTS[2]:.2f}":
                   "A weight of 0 silences its input. It does not let it through.",
               f"{CONTRIBUTIONS[0]:.2f}": "That is the contribution of the first input alone."},
        why=f"{CONTRIBUTIONS[0]:.2f} + {CONTRIBUTIONS[1]:.2f} + {CONTRIBUTIONS[2]:.2f} = {CONTRIBUTIONS.sum():.2f}"),
    Question(
        section="Several inputs: the weighted sum",
        text=f"The record has the weight {WEIGHTS[1]}, the toes {WEIGHTS[0]}. Why do the toes contribute more?",
        right="Because the input is larger.",
        wrong={"Because they stand first in the list.": "The order makes no difference to a sum.",
               "Because a smaller weight counts more.": "With equal inputs the larger weight counts more.",
               "They do not: the larger weight decides.": f"{CONTRIBUTIONS[0]:.2f} against {CONTRIBUTIONS[1]:.2f}."},
        why="A contribution is input times weight, and toes are counted in ones."),
    Question(
        section="What a weighted sum measures",
        text=f"What is the dot product of {C.tolist()} and {E.tolist()}?",
        right=f"{C.dot(E)}",
        wrong={f"{np.abs(C * E).sum()}": "The minus sign counts: one agreement and one contradiction.",
               f"{(C * E).tolist()}": "These are the products. The dot product adds them up.",
               f"{(C == E).sum()}": "That counts equal entries. Here entries are multiplied."},
        why="1 * 1 + 1 * -1: the agreement and the contradiction cancel."),
    Question(
        section="The bias: a weight on an input that is always 1",
        text=f"Coats: weight {WEIGHT} on the temperature, bias {BIAS}. What is the prediction at {TEMPERATURE} "
             f"degrees?",
        right=f"{TEMPERATURE * WEIGHT + BIAS:g}",
        wrong={f"{TEMPERATURE * WEIGHT:g}": "The bias is missing.",
               f"{TEMPERATURE * (WEIGHT + BIAS):g}":
                   "The bias has an input of its own, which is 1 and not the temperature.",
               f"{BIAS}": "That is the prediction at 0 degrees."},
        why=f"{TEMPERATURE} * {WEIGHT} + 1 * {BIAS} = {TEMPERATURE * WEIGHT + BIAS:g}"),
    Question(
        section="The bias: a weight on an input that is always 1",
        text="Two lamps, each 0 or 1, with the weights 1 and 1. 0.5 or more means yes. Which bias makes it \"and\"?",
        right=f"{AND}",
        wrong={"0": "Then one lamp is enough: that is \"or\".",
               "1": "Then it says yes even with both lamps off.",
               "-2": "Then it never says yes: even both lamps give only 0."},
        why="One lamp gives 0 and both give 1, so only both reach 0.5."),
    Question(
        section="NumPy, as much as you need",
        text="What is the shape of (4, 3) dot (3, 2)?",
        right=f"{SHAPE}",
        wrong={"(3, 3)": "The inner sizes meet and vanish. The outer ones stay.",
               "(2, 4)": "The order stays: first the rows of the left, then the columns of the right.",
               "an error": "The inner sizes, 3 and 3, are equal. It fits."},
        why="Inner sizes must be equal and vanish; 4 rows and 2 columns are left."),
    Question(
        section="Predictions on predictions",
        text="Four games with three inputs go through a hidden layer of five nodes to two outputs. What shape "
             "comes out?",
        right=f"{GAMES}",
        wrong={"(4, 5)": "That is the hidden layer.",
               "(3, 2)": "A row stands for a game, and there are four of them.",
               "(2,)": "That would be one game. Four games give four rows."},
        why="(4, 3) dot (3, 5) is (4, 5), and that dot (5, 2) is (4, 2): one row for each game."),
]
