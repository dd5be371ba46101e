"""Questions on lesson 09: activation functions."""
import numpy as np

from teaching.questions import Question


def sigmoid(x):
    """Return the sigmoid of a number."""
    return 1 / (1 + np.exp(-x))


def softmax(scores):
    """Return the probabilities of an array of scores."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def written(numbers):
    """Return numbers as a text with three decimals, separated by commas."""
    return ", ".join(f"{number:.3f}" for number in numbers)


OUTPUT = 0.8
SCORES = np.array([1.0, 2.0, 4.0])
PROBABILITIES = softmax(SCORES)
HARD = softmax(np.array([1000.0, 999.0, 0.0]))
RIGHT = 2  # the place of the right class
DELTAS = PROBABILITIES - np.eye(3)[RIGHT]
STUCK = 10.0

QUESTIONS = [
    Question(
        section="What makes a good activation",
        text="Which property must an activation in the middle of a network have, or the layer is useless?",
        right="It bends.",
        wrong={"It never goes down.": "A convenience. swish and gelu go down a little, and are widely used.",
               "It stays between 0 and 1.": "relu and tanh do not, and both work.",
               "It is 0 for all negative sums.": "That is relu. sigmoid and tanh are not, and they work."},
        why="Without a bend two layers are one, whatever their sizes."),
    Question(
        section="Three functions for the middle",
        text=f"A tanh returned {OUTPUT}. What is its slope there?",
        right=f"{1 - OUTPUT ** 2:.2f}",
        wrong={f"{OUTPUT * (1 - OUTPUT):.2f}": "That is the rule for sigmoid.",
               f"{1 - np.tanh(OUTPUT) ** 2:.2f}": f"{OUTPUT} is the output already. Do not take tanh again.",
               "1.00": "That is the slope at the sum 0. The curve is flatter here."},
        why=f"The slope of tanh is 1 - output ** 2 = 1 - {OUTPUT ** 2:.2f}."),
    Question(
        section="Three ways to end a network",
        text=f"What is the softmax of {', '.join(f'{score:g}' for score in SCORES)}?",
        right=written(PROBABILITIES),
        wrong={written(SCORES / SCORES.sum()): "Divided without the powers. exp comes first.",
               written(sigmoid(SCORES)): "That is a sigmoid of each. Together they are more than 1.",
               written(np.eye(3)[2]): "That is a hard maximum. Softmax gives the others something, too."},
        why="Powers of 2.718..., divided by their sum: positive, and together 1."),
    Question(
        section="Three ways to end a network",
        text="A network says whether a team wins, is hurt, is sad. Which output layer?",
        right="A sigmoid for each",
        wrong={"Softmax": "Then the three compete. A team can win and be hurt.",
               "Raw sums": "Yes or no asks for a number between 0 and 1.",
               "A softmax for each": "Softmax of a single score is always 1."},
        why="Three questions of yes or no, each on its own."),
    Question(
        section="A softmax that no score can break",
        text="What does a safe softmax give for the scores 1000, 999 and 0?",
        right=written(HARD),
        wrong={"nan, nan, 0.000": "That is the plain one: exp(1000) is infinity.",
               written([1, 0, 0]): "The lead is only 1, so the second gets a good share.",
               written([1000 / 1999, 999 / 1999, 0]): "Only differences count, and they go through exp."},
        why="Subtract 1000 from each: 0, -1 and -1000. Then powers, divided by their sum."),
    Question(
        section="Why the delta stays `prediction - target`",
        text=f"Softmax says {written(PROBABILITIES)}, and the last class is right. With cross-entropy, what is the "
             f"delta?",
        right=written(DELTAS),
        wrong={written(-DELTAS): "Prediction minus target, not the other way round.",
               written(DELTAS * PROBABILITIES * (1 - PROBABILITIES)): "No slope is multiplied in. It has canceled out.",
               written([0, 0, DELTAS[RIGHT]]): "The other two must go down, so they have deltas, too."},
        why="The slope of the cross-entropy over a score is its probability, minus 1 for the right one."),
    Question(
        section="The full run, and a fair race",
        text="In the fair race softmax outputs were right no more often than sigmoid outputs. Why choose softmax "
             "for digits?",
        right="Its outputs are probabilities of one answer.",
        wrong={"It is more accurate with every hidden layer.": "It was not: too close to call, or behind after tanh.",
               "Sigmoid outputs cannot be trained on digits.": "They were, and did as well or better.",
               "It needs no alpha of its own.": "It does. Each contender had its own best alpha."},
        why="They add up to 1, and the delta is simple. That is certain; a gain in accuracy is not."),
    Question(
        section="Break it: saturation",
        text=f"A sigmoid has the sum {STUCK:g} and should say 0. With the squared error, what holds it back?",
        right=f"Its slope there is {sigmoid(STUCK) * (1 - sigmoid(STUCK)):.1e}.",
        wrong={"Its miss is close to 0 already.":
                   f"It says {sigmoid(STUCK):.4f} and should say 0. The miss could not be larger.",
               "Its input is 0, so no blame arrives.": "The input is 1. The blame is lost in the slope.",
               "Its weight has no room to fall.": "A weight can have any value. It only moves very slowly."},
        why="The blame is multiplied by the slope, and where the curve is flat, next to nothing is left."),
]
