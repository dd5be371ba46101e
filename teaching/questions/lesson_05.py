"""Questions on lesson 05: many weights at once."""
import numpy as np

from teaching.questions import Question

INPUTS, WEIGHTS, TARGET = np.array([8.5, 0.65, 1.2]), np.array([0.1, 0.2, -0.1]), 1
DELTA = INPUTS.dot(WEIGHTS) - TARGET
LIMIT = 2 / INPUTS.dot(INPUTS)
LEFT, DELTAS = np.array([2, 3]), np.array([0.5, 0.0, -1.0])
OUTER = np.outer(LEFT, DELTAS)
ONE_HOT = np.eye(10, dtype=int)[3]
SCORES = np.array([[0.1, 0.7, 0.2], [0.6, 0.3, 0.4], [0.2, 0.3, 0.1], [0.0, 0.1, 0.9]])
LABELS = np.array([1, 0, 2, 2])
ACCURACY = (SCORES.argmax(axis=1) == LABELS).mean()


def written(numbers):
    """Return numbers as a text, separated by commas."""
    return ", ".join(f"{number:.3f}" for number in numbers)


QUESTIONS = [
    Question(
        section="Three inputs, one output",
        text=f"Inputs {INPUTS[0]}, {INPUTS[1]} and {INPUTS[2]} share a delta of {DELTA:.2f}. What are the weight "
             f"deltas?",
        right=written(INPUTS * DELTA),
        wrong={written([DELTA / 3] * 3): "Blame is not shared equally. A large input is a long lever.",
               written(WEIGHTS * DELTA): "Multiply by the input, not by the weight.",
               written([DELTA] * 3): "That is the shared delta. Each weight multiplies it by its own input."},
        why="Each weight delta is the weight's own input times the shared delta."),
    Question(
        section="The error as a map",
        text="On the map of the error the path runs almost straight across the valley. Which weight moves most?",
        right="The one with the largest input.",
        wrong={"The one that is farthest from its best value.":
                   "Nobody knows that value. The push is input times delta.",
               "The one that is largest at the start.": "The start value is not in the weight delta.",
               "The one whose bowl is widest.": "The widest bowl is the flattest one: it gets the smallest push."},
        why="Its bowl is the narrowest and steepest, since steepness grows with the square of the input."),
    Question(
        section="The error as a map",
        text=f"Inputs {INPUTS[0]}, {INPUTS[1]} and {INPUTS[2]}. Below which alpha does learning converge?",
        right=f"{LIMIT:.3f}",
        wrong={f"{2 / INPUTS.sum() ** 2:.3f}": "Square each input first, then add up.",
               f"{2 / INPUTS[1] ** 2:.3f}":
                   "That is the limit for the smallest input alone. All weights share one alpha.",
               f"{2 / INPUTS.sum():.3f}": "The inputs count with their squares."},
        why=f"2 divided by the sum of the squared inputs, {INPUTS.dot(INPUTS):.1f}; nearly all of it is the toes."),
    Question(
        section="Freeze a weight",
        text="Two weights have learned until the error is 0. Then the third is unfrozen. What does it do?",
        right="It stays where it is.",
        wrong={"It moves to its best value.": "The error is 0 already. There is no best value left to find.",
               "It moves, and the others move back.": "With a delta of 0 no weight moves.",
               "It moves until its own bowl is at the bottom.":
                   "The dot is at the bottom of its bowl: the bowl has moved there."},
        why="Its weight delta is its input times a delta of 0. Nothing is left to learn from."),
    Question(
        section="Three inputs, three outputs",
        text=f"Inputs {LEFT[0]} and {LEFT[1]}, deltas {DELTAS[0]}, {DELTAS[1]:g} and {DELTAS[2]:g}. "
             "What is the weight delta from input 1 to output 2?",
        right=f"{OUTER[1, 2]:g}",
        wrong={f"{OUTER[0, 2]:g}": "That is from input 0.",
               f"{OUTER[1, 0]:g}": "That is to output 0.",
               f"{LEFT.sum() * DELTAS[2]:g}": "Each weight has one input of its own, not their sum."},
        why=f"Own lever times own miss: {LEFT[1]} * {DELTAS[2]:g}, in row 1 and column 2 of the outer product."),
    Question(
        section="Real data: handwritten digits",
        text="What is the one-hot target of a 3?",
        right=" ".join(map(str, ONE_HOT)),
        wrong={" ".join(map(str, np.roll(ONE_HOT, -1))): "Places count from 0, so the 3 is the fourth number.",
               " ".join(map(str, 3 * ONE_HOT)): "The number in its place is a 1, whatever the digit.",
               " ".join(map(str, 1 - ONE_HOT)): "Turned round: 1 in the right place, 0 everywhere else."},
        why="Ten numbers, a 1 in place 3, counted from 0."),
    Question(
        section="Real data: handwritten digits",
        text="Four images, three outputs, scores " + "; ".join(" ".join(f"{s:g}" for s in row) for row in SCORES)
             + f". The labels are {', '.join(map(str, LABELS))}. What is the accuracy?",
        right=f"{ACCURACY:g}",
        wrong={"1": "The third image has its largest score at place 1, and its label is 2.",
               f"{SCORES[np.arange(4), LABELS].mean():g}":
                   "That is the mean score of the right outputs. Accuracy only asks who is largest.",
               f"{1 - ACCURACY:g}": "That is the share of wrong answers."},
        why="The largest score is at the right place in three of four rows."),
    Question(
        section="What the weights look like",
        text="In the weight picture of output 0 the middle is below zero. What does that say?",
        right="Ink in the middle lowers the score of 0.",
        wrong={"The digit 0 has no ink in the middle.":
                   "Often true, but the picture shows weights: what ink there does to the score.",
               "Every image gets a lower score for 0.": "Only images with ink there. A pixel of 0 adds nothing.",
               "The network has not learned the middle yet.": "Then the weights would be 0, as at the start."},
        why="The score adds up pixel times weight, so ink on a weight below zero takes something away."),
]
