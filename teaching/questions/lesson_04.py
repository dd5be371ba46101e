"""Questions on lesson 04: gradient descent with one weight."""
from teaching.questions import Question

INPUTS, TARGET, WEIGHT, ALPHA = 0.5, 0.8, 0.5, 1
PREDICTION = INPUTS * WEIGHT
DELTA = PREDICTION - TARGET
WEIGHT_DELTA = INPUTS * DELTA
MISSES = [-0.6, 0.6]
NARROW = 2  # an input that makes the bowl narrow
LIMIT = 2 / NARROW ** 2

QUESTIONS = [
    Question(
        section="The data: one input, one target",
        text=f"The prediction is {PREDICTION} and the target {TARGET}. What is the error?",
        right=f"{DELTA ** 2:.4f}",
        wrong={f"{DELTA:.2f}": "That is the delta, the miss with its sign. The error is its square.",
               f"{-DELTA:.2f}": "That is the bare distance. The error is its square.",
               f"{2 * DELTA:.2f}": "That is twice the miss, which is the slope over the prediction."},
        why=f"The miss is {PREDICTION} - {TARGET} = {DELTA:.2f}, and its square is {DELTA ** 2:.4f}."),
    Question(
        section="The data: one input, one target",
        text=f"Two predictions miss by {MISSES[0]} and {MISSES[1]}. Why is the average miss a bad score for them?",
        right=f"It is {sum(MISSES):g}, as if both were right.",
        wrong={"It is negative, and a score must not be.": "The two misses cancel. The average has no sign at all.",
               "It punishes the large misses too much.": "That is what squares do. An average of bare misses does not.",
               "An average needs more than two numbers.": "Two are enough. What is wrong is that signs cancel."},
        why=f"Misses of opposite sign cancel. The average of the squares is {sum(m ** 2 for m in MISSES) / 2:.2f}."),
    Question(
        section="Hot and cold",
        text="Hot and cold runs with one fixed step. What does it not know?",
        right="How far it should go.",
        wrong={"Which way it should go.": "It tries both neighbors, so it knows the better direction.",
               "How large the error is here.": "It calculates the error here and at both neighbors.",
               "Which number it may change.": "There is one knob, the weight, and it turns it."},
        why="It takes the same step for a huge miss and for a tiny one, so it hops around the bottom forever."),
    Question(
        section="Direction and amount from one product",
        text=f"Input {INPUTS}, weight {WEIGHT}, target {TARGET}, alpha {ALPHA}. What is the weight after one update?",
        right=f"{WEIGHT - ALPHA * WEIGHT_DELTA:.3f}",
        wrong={f"{WEIGHT + ALPHA * WEIGHT_DELTA:.3f}": "The sign is turned round: this moves away from the target.",
               f"{WEIGHT - ALPHA * DELTA:.3f}": "The delta was not multiplied by the input.",
               f"{TARGET / INPUTS:.3f}": "That is the best weight. One update with this alpha only moves toward it."},
        why=f"The delta is {DELTA:.2f}, the weight delta {INPUTS} times that, {WEIGHT_DELTA:.3f}. It is subtracted."),
    Question(
        section="Direction and amount from one product",
        text="The prediction is far too low, and the input is 0. What does the update do to the weight?",
        right="Nothing.",
        wrong={"It raises it.": "The delta is negative, but it is multiplied by 0. No weight could help here.",
               "It lowers it.": "The weight delta is 0 times delta, so there is nothing to subtract.",
               "It sets it to 0.": "The product becomes 0, and not the weight."},
        why="The weight delta is input times delta, 0. The weight had no part in the miss, so it stays."),
    Question(
        section="The slope, without calculus",
        text="You stand right of the bottom of the bowl. What is true?",
        right="The slope is positive, and the weight must go down.",
        wrong={"The slope is negative, and the weight must go down.": "There, more weight means more error: positive.",
               "The slope is positive, and the weight must go up.": "Up is uphill. You walk against the slope.",
               "The slope is 0, because the error is small.":
                   "It is 0 only at the bottom, however small the error is."},
        why="Right of the bottom more weight means more error. The step goes against the slope, back to the left."),
    Question(
        section="Break it: the input 2",
        text=f"The input is {NARROW}. Below which alpha does the error go to 0?",
        right=f"{LIMIT:g}",
        wrong={f"{2 / NARROW:g}":
                   "The input counts twice: in the prediction and in the weight delta. So divide by its square.",
               "2": "That is the limit for alpha times input squared, so for an input of 1.",
               f"{1 / NARROW ** 2:g}": "That alpha takes the whole miss away in one step. It can be twice as large."},
        why=f"Each update multiplies delta by 1 - alpha * {NARROW ** 2}. The size is below 1 for alpha below "
            f"{LIMIT:g}."),
    Question(
        section="Two examples that disagree",
        text="One weight serves two examples whose best weights are 1.6 and 0.6. Training stops above an error of "
             "0. Why?",
        right="At the bottom the two weight deltas cancel.",
        wrong={"Alpha was too large to get to the bottom.": "With another alpha it ends at the same place and error.",
               "There were too few iterations to reach 0.":
                   "More iterations do not move it: the mean slope is 0 there.",
               "Each of the two deltas has become 0 by then.": "Neither is 0: both predictions are wrong."},
        why="The bottom of the mean of two bowls is a compromise. The pulls are equal and opposite there."),
]
