"""Questions on lesson 08: regularization and batches."""
import numpy as np

from teaching.questions import Question

KNOBS = 784 * 40 + 40 * 10
AFTER_RELU = np.array([0.0, 0.5, 2.0])
VALIDATION = [0.70, 0.80, 0.82, 0.81, 0.81, 0.84]
PATIENCE = 2
BEST = 2  # nothing better in the two epochs after it
LAYER, MASK = np.array([0.2, 0.5, 0.9, 0.4]), np.array([1, 0, 0, 1])
DROPPED = LAYER * MASK * 2
WEIGHT, SHARE = 0.2, 0.1
ROWS, BATCH = 1000, 300
LAST = ROWS % BATCH


def written(numbers):
    """Return numbers as a text, separated by commas."""
    return ", ".join(f"{number:g}" for number in numbers)


QUESTIONS = [
    Question(
        section="Three piles of digits",
        text="You tried twenty settings. Which digits choose the best one, and which judge it?",
        right="Validation digits choose, test digits judge.",
        wrong={"Test digits choose, and the same ones judge.":
                   "Then the judge has seen the answers: the result looks too good.",
               "Training digits choose, test digits judge.":
                   "A network that memorizes always wins on the training digits.",
               "Test digits choose, validation digits judge.": "The test digits are asked once, at the end."},
        why="Choosing is a kind of learning. What has chosen cannot judge anymore."),
    Question(
        section="Over-training",
        text=f"A network with {KNOBS:,} weights trains on 1,000 digits for 350 epochs, and its train accuracy "
             f"reaches 1. "
             "What do you know about new digits?",
        right="Nothing yet.",
        wrong={"It is right about all of them, too.": "It may have learned the 1,000 by heart.",
               "It is right about nearly all of them.": "In run A it was right about 71% of the test digits.",
               "It is right about none of them.": "It did learn something that digits share, first of all."},
        why="With so many weights even shuffled labels can be memorized. Only other digits tell."),
    Question(
        section="First cure: stop early",
        text=f"Validation accuracies of epochs 0 to 5: {written(VALIDATION)}. The patience is {PATIENCE}. "
             "Which epoch do you keep?",
        right=f"Epoch {BEST}",
        wrong={f"Epoch {int(np.argmax(VALIDATION))}":
                   "You gave up before it: two epochs in a row had brought nothing better.",
               f"Epoch {BEST + PATIENCE}": "That is where you stop. You keep the best epoch so far.",
               f"Epoch {BEST + 1}": "That is the first one that was no better. The one before it is the best so far."},
        why=f"Epochs {BEST + 1} and {BEST + 2} are no better than epoch {BEST}, so the patience is used up."),
    Question(
        section="One character",
        text=f"After relu three nodes hold {written(AFTER_RELU)}. What does `layer_1 >= 0` give as slopes?",
        right=written((AFTER_RELU >= 0) * 1),
        wrong={written((AFTER_RELU > 0) * 1): "That is what `>` gives, and what the slope should be.",
               written((AFTER_RELU <= 0) * 1): "That is turned round: a node that is on must learn.",
               written(AFTER_RELU): "A slope of relu is 1 or 0, whatever the value is."},
        why="After relu everything is 0 or more, so the test is always true, and nodes that were off learn, too."),
    Question(
        section="Second cure: dropout",
        text=f"A hidden layer holds {written(LAYER)}, and the mask is {written(MASK)}. What comes out of dropout?",
        right=written(DROPPED),
        wrong={written(LAYER * MASK): "The nodes that stay on are doubled, so that the sum stays the same on average.",
               written(LAYER * (1 - MASK) * 2): "1 in the mask means on, 0 means off.",
               written(LAYER * 2): "Where the mask is 0, the node is off."},
        why="Times the mask, times 2. In use, without a mask, nothing is doubled."),
    Question(
        section="Second cure: dropout",
        text="With the book's slope, dropout is ahead. With the right slope it is too close to call. What follows?",
        right="Compare a cure with a healthy network.",
        wrong={"Dropout must always be left out of a network.":
                   "It was made for large networks. Here it is not needed.",
               "The right slope does harm to dropout.":
                   "With the right slope both networks are better than with the wrong one.",
               "Dropout and the right slope do the same thing.": "One is a random mask, the other the slope of relu."},
        why="Dropout covered up some of the harm of the wrong slope. That is not the same as helping."),
    Question(
        section="Third cure: a price on weights",
        text=f"Nothing pushes a weight of {WEIGHT} but a price, and alpha times the price is {SHARE}. "
             "What is left after two updates with L1, and with L2?",
        right=f"L1: {WEIGHT - 2 * SHARE:.3f}, L2: {WEIGHT * (1 - SHARE) ** 2:.3f}",
        wrong={f"L1: {WEIGHT * (1 - SHARE) ** 2:.3f}, L2: {WEIGHT - 2 * SHARE:.3f}":
                   "Turned round: L1 takes an amount, L2 a share.",
               f"L1: {WEIGHT - 2 * SHARE:.3f}, L2: {WEIGHT * (1 - 2 * SHARE):.3f}":
                   "The second share is taken off what is left, not off the start.",
               f"L1: {WEIGHT - SHARE:.3f}, L2: {WEIGHT * (1 - SHARE):.3f}": "That is after one update."},
        why="L1 takes the same amount each time and gets to 0. L2 takes a tenth of what is left and never does."),
    Question(
        section="Batches",
        text=f"{ROWS:,} digits in batches of {BATCH}. By what is the push of the last batch divided?",
        right=f"By {LAST}.",
        wrong={f"By {BATCH}.": f"The last batch has only {LAST} rows. Its mean push would come out too short.",
               f"By {ROWS // BATCH + 1}.": "That is the number of batches.",
               f"By {ROWS}.": "That is the number of all digits. Each batch makes an update of its own."},
        why=f"The push is a mean over the rows of the batch, and {ROWS:,} leaves a rest of {LAST}."),
]
