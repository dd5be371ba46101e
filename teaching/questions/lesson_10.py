"""Questions on lesson 10: convolutions."""
import numpy as np

from helpers import networks
from teaching.questions import Question

SIDE, WINDOW, KERNELS, OUTPUTS, HIDDEN = 28, 3, 16, 10, 100
PLACES = SIDE - WINDOW + 1
PATCH = np.array([[0, 0, 1], [0, 1, 1], [1, 1, 1]])
LEFT_EDGE = np.array([[-1, 0, 1]] * WINDOW)
ABOVE = PLACES ** 2 * KERNELS * OUTPUTS
DENSE = SIDE ** 2 * HIDDEN + HIDDEN * OUTPUTS
SQUARE = np.array([[-3, 0], [1, -2]])
CHANNELS = 8
EMBLEM = ", then ".join(" ".join(map(str, row)) for row in PATCH)
FIELDS = [WINDOW, WINDOW + 1, WINDOW + 1 + 2 * (WINDOW - 1)]
FIELDS.append(FIELDS[-1] + 2)


def places(size, padding, stride):
    """Return how many windows fit along a side."""
    return (size + 2 * padding - WINDOW) // stride + 1


def check(share):
    """Return what a gradient check says of a slope that is only a share of the right one."""
    return networks.gradient_check(lambda weights: 3 * weights[0], np.ones(1), np.array([3 * share])).difference


QUESTIONS = [
    Question(
        section="The data: pictures again, not rows",
        text="All digits get their pixels shuffled in the same way. What becomes of a dense network that is trained "
             "on them?",
        right="It learns as well as before.",
        wrong={"It learns next to nothing.": "You could not read such pictures. It never knew which pixels are "
                                             "neighbors, so it misses nothing.",
               "It needs kernels to learn anything.": "Kernels look at neighbors, and those are gone.",
               "It needs far more digits than before.": "No pixel says less than it did. Only the order is another."},
        why="Each pixel has weights of its own. Shuffled, they are the same weights in another order."),
    Question(
        section="One kernel at one place, by hand",
        text=f"The rows of a window are {EMBLEM}. Each row of the kernel is -1 0 1. What is the sum, before tanh?",
        right=f"{(PATCH * LEFT_EDGE).sum()}",
        wrong={f"{-(PATCH * LEFT_EDGE).sum()}": "There is more ink on the right, where the weights are positive.",
               f"{PATCH.sum()}": "That is all the ink. Each pixel has a weight, and three of them are negative.",
               f"{(PATCH * abs(LEFT_EDGE)).sum()}": "The left column counts with a minus."},
        why=f"The right column holds {PATCH[:, 2].sum()}, the left one {PATCH[:, 0].sum()}, and the middle counts "
            "nothing."),
    Question(
        section="Sixteen kernels, and an honest count",
        text=f"{KERNELS} kernels of {WINDOW} x {WINDOW} at {PLACES} x {PLACES} places, then {OUTPUTS} outputs. Where "
             "are most of the weights?",
        right=f"Above the kernels: {ABOVE:,}",
        wrong={f"In the kernels: {KERNELS * WINDOW ** 2 * PLACES ** 2:,}":
                   "A kernel has the same nine weights at all places.",
               f"In the kernels: {KERNELS * WINDOW ** 2}": "That is their number, but the layer above has many more.",
               f"Above the kernels: {KERNELS * OUTPUTS}": "Each kernel speaks at every place, not once."},
        why=f"Ten outputs listen to {KERNELS} kernels at {PLACES ** 2} places. A dense network with {HIDDEN} hidden "
            f"nodes has {DENSE:,} weights altogether."),
    Question(
        section="Padding and stride: where the window goes",
        text=f"A picture is {SIDE} pixels wide, the window {WINDOW}, with padding 1 and a stride of 2. How many places "
             "fit along a side?",
        right=f"{places(SIDE, 1, 2)}",
        wrong={f"{places(SIDE, 0, 2)}": "That is without padding.",
               f"{places(SIDE, 1, 1)}": "That is with a stride of 1.",
               f"{places(SIDE, 1, 2) + 1}": "There the last window would hang over the ring of zeros."},
        why=f"({SIDE} + 2 - {WINDOW}) // 2 + 1. With a stride of 1 there would be {places(SIDE, 1, 1)}; every other "
            "one stays."),
    Question(
        section="Pooling: the loudest of each neighborhood",
        text=f"A square of a map holds {', '.join(map(str, SQUARE.ravel()))}. What does max pooling keep?",
        right=f"{SQUARE.max()}",
        wrong={f"{SQUARE.ravel()[abs(SQUARE).argmax()]}": "The largest counts, not the farthest from 0.",
               f"{SQUARE.mean():g}": "That is the mean.",
               f"{SQUARE.sum()}": "That is the sum."},
        why="The largest number stays, with its sign. On the way back, it alone gets the blame."),
    Question(
        section="Channels and a second layer",
        text=f"{CHANNELS} maps come in, and {KERNELS} kernels of {WINDOW} x {WINDOW} look at them. How many weights do "
             "the kernels have?",
        right=f"{KERNELS * CHANNELS * WINDOW ** 2:,}",
        wrong={f"{KERNELS * WINDOW ** 2:,}": "Each kernel has nine weights for every channel.",
               f"{CHANNELS * WINDOW ** 2:,}": "That is a single kernel.",
               f"{(CHANNELS + KERNELS) * WINDOW ** 2:,}": "Each kernel reads all the channels: multiply, do not add."},
        why=f"{KERNELS} kernels times {CHANNELS} channels times {WINDOW ** 2} weights. Out come {KERNELS} maps."),
    Question(
        section="What one place sees",
        text="Kernels of 3 x 3, pooling, kernels of 3 x 3, pooling. How many pixels wide is what one number at the end "
             "has seen?",
        right=f"{FIELDS[3]}",
        wrong={f"{2 * WINDOW}": "After pooling a step is two pixels wide, so the second kernel reaches farther.",
               f"{FIELDS[2]}": "That is before the second pooling.",
               f"{SIDE}": f"That is the whole picture. Even a third block sees only {FIELDS[3] + 3 * 4}."},
        why=f"{FIELDS[0]}, {FIELDS[1]}, {FIELDS[2]} and {FIELDS[3]}: each part adds to what the one below has seen."),
    Question(
        section="A sign that is wrong, and a network that learns all the same",
        text="A gradient check says 2. What is the most likely mistake?",
        right="A sign is turned.",
        wrong={"A factor of 2 is missing.": f"For half the right slope it says {check(0.5):.1f}.",
               "All the slopes are 0.": f"Then it says {check(0):.0f}.",
               "None: the slopes are near enough.": "It says less than 0.00001 when they are right."},
        why=f"A slope and its opposite are two sizes apart: {check(-1):.0f}."),
]
