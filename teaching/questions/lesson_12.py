"""Questions on lesson 12: inside the weights."""
import numpy as np

from teaching.questions import Question

INPUTS, OUTPUTS = 200, 50
UPPER, SUMS, ON = np.array([3.0, -2.0]), np.array([0.5, -1.0]), np.array([1, 0])
PIXEL = 1.0
LOWER = SUMS / PIXEL
ROW = np.array([0.3, 0.05, -0.9, -0.1])
ALPHA, PRICE, WEIGHT, PUSH = 0.1, 0.5, 2.0, 1.0
KEEP, PUSHES = 0.9, [1, -1, 1]


def velocities(weight_deltas):
    """Return the velocity after each weight_delta, from 0 at the start."""
    found = [0.0]
    for weight_delta in weight_deltas:
        found.append(KEEP * found[-1] + weight_delta)
    return found[1:]


def pruned(die):
    """Return the row as a text, with 0 in the place of the weights that `die`."""
    return ", ".join(f"{weight:g}" for weight in np.where(die, 0, ROW))


ORDER = abs(ROW).argsort()
SMALLEST = np.isin(np.arange(4), ORDER[:2])

QUESTIONS = [
    Question(
        section="Experiment 1: distribution",
        text="A pixel is blank in all training pictures. What becomes of the weights that start there?",
        right="They stay as chance drew them.",
        wrong={"They shrink toward 0.": "Only with a price on weights. Without one nothing pushes them.",
               "They grow without limit.": "A weight_delta is input times delta, and the input is 0.",
               "They follow the weights of neighboring pixels.": "Weights know nothing of neighbors; each has its own "
                                                                 "input."},
        why="Input 0, so weight_delta 0 in every update. In the lesson that holds for more than a fifth of the lower "
            "weights."),
    Question(
        section="Experiment 4: contribution",
        text=f"A pixel of {PIXEL:g} goes to two relu nodes by the weights {LOWER[0]:g} and {LOWER[1]:g}, and from "
             f"there to one output by {UPPER[0]:g} and {UPPER[1]:g}. No other pixel has ink. What is its share?",
        right=f"{(PIXEL * LOWER * ON * UPPER).sum():g}",
        wrong={f"{(PIXEL * LOWER * UPPER).sum():g}": "The second node has a sum below 0, so its way is closed.",
               f"{(PIXEL * LOWER).sum():g}": "That stops halfway: the upper weights are missing.",
               f"{(PIXEL * LOWER * (1 - ON) * UPPER).sum():g}": "That is the way that is off."},
        why="Pixel times the weights of each way up that is switched on."),
    Question(
        section="Experiment 5: decay",
        text=f"A weight is {WEIGHT:g}, its weight_delta {PUSH:g}, alpha {ALPHA} and the price {PRICE}. Where is the "
             "weight after the update?",
        right=f"{WEIGHT - ALPHA * (PUSH + PRICE * WEIGHT):g}",
        wrong={f"{WEIGHT - ALPHA * PUSH:g}": "That is without the price.",
               f"{WEIGHT - ALPHA * (PUSH + PRICE):g}": "The price is multiplied by the weight.",
               f"{WEIGHT - ALPHA * PUSH - PRICE * WEIGHT:g}": "Alpha shortens both pulls, not only the first."},
        why=f"{WEIGHT:g} - {ALPHA} * ({PUSH:g} + {PRICE} * {WEIGHT:g})"),
    Question(
        section="Weights against biases",
        text="An output should be 5 when its only input is 0. What does it take?",
        right="A bias.",
        wrong={"A large weight.": "0 times any weight is 0.",
               "A small alpha.": "Alpha says how far a weight moves. No weight will do.",
               "A second layer.": "Without a bias each of its nodes says 0, too."},
        why="A bias is a weight on an input that is always 1, so it has something to say when all else is 0."),
    Question(
        section="Experiment 6: initialization",
        text="Each of eight relu layers begins with weights whose spread is the root of 1 / inputs. What happens to "
             "the numbers from layer to layer?",
        right="They shrink to about 0.7 each time.",
        wrong={"They stay level.": "Without relu they would. Relu sets half of the sums to 0.",
               "They double each time.": "Nothing doubles. He's 2 makes up for what relu throws away.",
               "They become 0 in the second layer.": "Only zeros would do that."},
        why=f"Half of the mean square is lost in each layer, and the root of a half is {0.5 ** 0.5:.2f}. He starts "
            "with the root of 2 / inputs."),
    Question(
        section="Experiment 6: initialization",
        text=f"A layer has {INPUTS} inputs and {OUTPUTS} outputs. With which spread does Glorot start its weights?",
        right=f"{(2 / (INPUTS + OUTPUTS)) ** 0.5:.3f}",
        wrong={f"{(1 / INPUTS) ** 0.5:.3f}": "That is LeCun.",
               f"{(2 / INPUTS) ** 0.5:.3f}": "That is He.",
               f"{2 / (INPUTS + OUTPUTS):.3f}": "The root is missing."},
        why=f"The root of 2 / ({INPUTS} + {OUTPUTS}): a compromise between the way up and the way back."),
    Question(
        section="Experiment 7: pruning",
        text=f"Half of the weights {', '.join(f'{weight:g}' for weight in ROW)} are pruned, the smallest first. What "
             "is left?",
        right=pruned(SMALLEST),
        wrong={pruned(ROW < 0): "Small means near 0. A weight far below 0 is large.",
               pruned(~SMALLEST): "Those are the largest.",
               pruned(np.arange(4) < 2): "Their place does not count. Their size does."},
        why="Size counts without the sign. Those near 0 say least."),
    Question(
        section="Experiment 11: steps with a memory",
        text=f"Momentum keeps {KEEP} of its velocity. The weight_deltas are {', '.join(map(str, PUSHES))}. What is the "
             "velocity after the last?",
        right=f"{velocities(PUSHES)[-1]:.2f}",
        wrong={f"{velocities([1, 1, 1])[-1]:.2f}": "That is for three pushes in the same direction.",
               f"{sum(PUSHES):.2f}": "That is the plain sum: each push also fades.",
               f"{velocities(PUSHES)[-2]:.2f}": "That is after the second."},
        why=f"{', then '.join(f'{velocity:.2f}' for velocity in velocities(PUSHES))}: going back and forth cancels."),
]
