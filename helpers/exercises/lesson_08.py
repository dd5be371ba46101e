"""The exercises of lesson 08: dropout, early stopping, batches, and alpha."""
import numpy as np

from helpers.exercises.exercise import exercise


@exercise("my_dropout", lesson=8, section="8. Second cure: dropout",
          praise="Half of the nodes say nothing, the others speak up.",
          hints=("A mask of 0 and 1 multiplies.",
                 "Times 0 a node is off, times 1 it stays as it is. One more factor doubles what is left."))
def dropout(layer_1, mask):
    """Return layer_1 after dropout; all three are arrays of shape (rows, hidden), and the mask is 0 or 1."""
    return layer_1 * mask * 2


def _mask(rng, rows, hidden):
    mask = rng.integers(0, 2, (rows, hidden)).astype(float)
    mask[0, :2] = 0, 1
    return mask


dropout.cases(lambda rng: [
    *((f"{rows} rows of {size}", rng.normal(size=(rows, size)), _mask(rng, rows, size)) for rows, size in (
        (3, 8), (1, 5))),
    *((f"a mask of {word}", rng.normal(size=(2, 3)), np.full((2, 3), value)) for word, value in (
        ("ones", 1.0), ("zeros", 0.0)))])
dropout.mistake("You forgot to double what is left; the next layer now hears half of what it is used to.",
                edit=(" * 2", ""))
dropout.mistake("You doubled and switched nothing off; multiply by the mask too.", edit=(" * mask", ""))
dropout.mistake("You switched off the wrong half: a 0 in the mask means off.", edit=("* mask", "* (1 - mask)"))
dropout.mistake("You halved what is left; double it, since half of the sum is missing.", edit=("* 2", "/ 2"))
dropout.mistake("You added the mask; multiply by it.", edit=("* mask", "+ mask"))
dropout.mistake("You divided by the share of this mask that is on; the factor is 2, whatever the mask.",
                edit=("* 2", "/ np.mean(mask)"))


@exercise("my_dropout_delta", lesson=8, section="8. Second cure: dropout",
          praise="Who was off had no part in the miss and learns nothing from it.",
          hints=("Lesson 06: send the delta back over the weights, times the slope of relu. Then one factor more.",
                 "Three factors: `layer_2_delta.dot(weights_1_2.T)`, the slope, which is 1 where `layer_1` is above 0, "
                 "and the mask."))
def dropout_delta(layer_2_delta, weights_1_2, layer_1, mask):
    """Return the delta of the hidden layer, an array of shape (rows, hidden); all arguments are arrays."""
    return layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0) * mask


@dropout_delta.cases
def _(rng):
    cases = []
    for rows, hidden, outputs in ((4, 6, 3), (1, 5, 2), (3, 3, 3)):
        mask = _mask(rng, rows, hidden)
        layer_1 = np.maximum(rng.normal(size=(rows, hidden)), 0) * mask * 2
        # One node that relu switched off although the mask has it on, and one the other way around.
        mask[0, :2], layer_1[0, :2] = (1, 0), (0, 0)
        cases.append((f"{hidden} hidden nodes", rng.normal(size=(rows, outputs)), rng.normal(size=(hidden, outputs)),
                      layer_1, mask))
    return [*cases, ("a layer_1 taken before the mask", np.array([[2.0]]), np.array([[1.0], [-1.0], [0.5]]),
                     np.array([[2.0, 0.6, 0.0]]), np.array([[1.0, 0.0, 1.0]]))]


dropout_delta.mistake("Neurons that the mask switched off still get a delta; multiply by the mask too.",
                      edit=(" * mask", ""))
for slope in ("1", "(layer_1 >= 0)"):
    dropout_delta.mistake("The slope of relu is missing, or tested with >=: a node that relu switched off gets no "
                          "delta.", edit=("(layer_1 > 0)", slope))
dropout_delta.mistake("You doubled the delta. That is the strict slope; the lesson leaves this factor of 2 to alpha.",
                      edit=("* mask", "* mask * 2"))
dropout_delta.mistake("You multiplied by layer_1 itself; its slope is 1 where it is above 0, else 0.",
                      edit=("(layer_1 > 0)", "layer_1"))
dropout_delta.mistake("That is the delta sent back over the weights; the slope and the mask are missing.",
                      edit=(" * (layer_1 > 0) * mask", ""))
dropout_delta.mistake("One of the two is not enough: a node learns if it is above 0 and its mask is 1.",
                      edit=("(layer_1 > 0) * mask", "((layer_1 > 0) | (mask == 1))"))
dropout_delta.wrong(edit=("weights_1_2.T", "weights_1_2"))


@exercise("my_best_epoch", lesson=8, section="6. First cure: stop early",
          praise="You stopped without a look at the test digits.",
          hints=("Go through `enumerate(validation)`. If the epoch is better than the best, it is the new best. Else "
                 "compare how long ago the best one was with the patience.",
                 "Keep the number of the best epoch, at first 0. How long ago it was is `epoch - best`; once that is "
                 "`patience`, `break`."))
def best_epoch(validation, patience):
    """Return the number of the best epoch; `validation` is a list of numbers, `patience` a whole number."""
    best = 0
    for epoch, accuracy in enumerate(validation):
        if accuracy > validation[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


@best_epoch.cases
def _(rng):
    scale = rng.uniform(0.3, 1)
    curve, rising, tie, one = ([round(scale * value, 6) for value in values] for values in (
        [0.5, 0.7, 0.65, 0.66, 0.72, 0.71, 0.7, 0.75, 0.74, 0.73, 0.735, 0.9], [0.1, 0.2, 0.3],
        [0.5, 0.8, 0.8, 0.7, 0.6], [1]))
    return [*((f"patience {patience}", curve, patience) for patience in (3, 2, 9)),
            ("a curve that only rises", rising, 2), ("one epoch", one, 1), ("a tie", tie, 2)]


best_epoch.mistake("You waited for the end: after `patience` epochs without a better one, nobody trains on.",
                  lambda validation, patience: int(np.argmax(validation)))
best_epoch.mistake("That is the accuracy; return the number of the epoch.",
                  edit=("return best", "return validation[best]"))
best_epoch.mistake("That is the epoch at which you stop; return the best epoch before it.",
                  edit=("return best", "return epoch"))
best_epoch.mistake("You stop at the first epoch that is worse; wait for `patience` of them.",
                  edit=(">= patience", ">= 1"))
best_epoch.mistake("You count from 1; the first epoch is epoch 0.", edit=("return best", "return best + 1"))
best_epoch.mistake("You wait one epoch too long: stop when `patience` epochs in a row brought nothing better.",
                  edit=(">= patience", "> patience"))
best_epoch.mistake("You counted all epochs that were no better; only those since the best epoch count against the "
                   "patience.", edit=[("best = 0", "best, waited = 0, -1"), ("elif epoch - best >= patience:",
                                                                          "else:\n            waited += 1\n"
                                                                          "        if waited >= patience:")])
best_epoch.mistake("You compare with the epoch before; compare with the best one so far.",
                   lambda *given: _since(*given))


def _since(validation, patience):
    best = 0
    for epoch in range(1, len(validation)):
        if validation[epoch] > validation[epoch - 1]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best
best_epoch.wrong(edit=("elif epoch - best", "if epoch"))


@exercise("my_batch_loop", lesson=8, section="10. Batches",
          praise="One mean push and one update a batch, the short last one too.",
          hints=("`range(0, len(images), batch_size)` gives the first row of each batch, and a slice past the end "
                 "simply stops at the end.",
                 "In the loop: the rows of the batch, `delta = prediction - target` for them, then one update with "
                 "`rows.T.dot(delta)` divided by the number of these rows."))
def batch_loop(images, targets, weights, batch_size, alpha):
    """Return the weights after one epoch, of shape (inputs, outputs); images and targets are arrays too."""
    for start in range(0, len(images), batch_size):
        rows = images[start:start + batch_size]
        delta = rows.dot(weights) - targets[start:start + batch_size]
        weights = weights - alpha * rows.T.dot(delta) / len(rows)
    return weights


batch_loop.cases(lambda rng: [
    (f"{rows} rows in batches of {size}", rng.normal(size=(rows, 4)), rng.normal(size=(rows, 2)),
     rng.normal(size=(4, 2)), size, 0.05) for rows, size in ((12, 4), (10, 4), (6, 1), (5, 5))])
for sums in ((" / len(rows)", ""), ("weights = weights", "for _ in rows: weights = weights")):
    batch_loop.mistake("That is the sum of the pushes of a batch: divide by the number of its rows, and update once "
                       "for each batch, not once for each row.", edit=sums)
batch_loop.mistake("You divided by the batch size, but the last batch may hold fewer rows; divide by the rows it has.",
                   edit=("len(rows)", "batch_size"))
batch_loop.mistake("You left out the last batch because it is smaller; its rows count too.",
                   edit=("len(images)", "len(images) // batch_size * batch_size"))
batch_loop.mistake("You made one update for all rows; make one for each batch.",
                   edit=("    for", "    batch_size = len(images)\n    for"))
batch_loop.mistake("The sign is flipped: delta is prediction minus target, and the update is subtracted.",
                   edit=("weights - alpha", "weights + alpha"))
batch_loop.mistake("Alpha is missing: multiply the weight delta by it.", edit=("alpha * ", ""))


@exercise("my_alpha", lesson=8, section="Which alpha for which batch?",
          praise="Chosen on validation, so the test digits stay an honest judge.",
          hints=("Which of the three lists must not be looked at? `np.argmax` gives the place of the largest number.",
                 "Find the place of the best validation accuracy, and return the alpha at the same place."))
def choose_alpha(alphas, validation, test):
    """Return the alpha to use, a number; all arguments are lists, with one number for each alpha."""
    return alphas[np.argmax(validation)]


@choose_alpha.cases
def _(rng):
    low, middle, high = alphas = np.sort(rng.choice(np.arange(200, 2001), 3, replace=False) / 1000).tolist()
    poor, fair, good = np.sort(rng.choice(np.arange(200, 1000), 3, replace=False) / 1000).tolist()
    return [("three alphas", alphas, [fair, good, poor], [good, fair, poor]),
            ("an alpha that diverged", alphas, [fair, good, 0.0], [good, fair, 0.0]),
            ("alphas in no order", [high, low, middle], [poor, fair, good], [good, poor, fair])]


choose_alpha.mistake("You chose on the test digits; then nobody is left to ask how good the choice is.",
                     edit=("argmax(validation", "argmax(test"))
choose_alpha.mistake(
    "You averaged validation and test; the test digits must not be looked at before the choice is made.",
    edit=("argmax(validation", "argmax(np.add(validation, test)"))
choose_alpha.mistake("That is the place in the list; return the alpha at that place.",
                     edit=("alphas[np.argmax(validation)]", "np.argmax(validation)"))
choose_alpha.mistake("That is the accuracy; return the alpha that reached it.",
                     edit=("alphas[np.argmax(validation)]", "max(validation)"))
choose_alpha.mistake("You took the largest alpha; take the one that does best on validation.",
                     edit=("alphas[np.argmax(validation)]", "max(alphas)"))
choose_alpha.mistake("You took the smallest alpha; take the one that does best on validation.",
                     edit=("alphas[np.argmax(validation)]", "min(alphas)"))
choose_alpha.mistake("You took the largest alpha that did not diverge; take the one that does best on validation.",
                     lambda alphas, validation, test: max(a for a, share in zip(alphas, validation) if share > 0))


@exercise("my_train_rows", lesson=8, section="1. Three piles of digits",
          praise="Nobody who wrote a validation page is in the training.",
          hints=("Collect the writers of the validation rows in a set. Who is not in it may be trained on.",
                 "`judged = {writers[row] for row in validation_rows}`; then go through `enumerate(writers)`."))
def train_rows(writers, validation_rows):
    """Return a list of the rows to train on, in order; `writers` names who wrote each row."""
    judged = {writers[row] for row in validation_rows}
    return [row for row, writer in enumerate(writers) if writer not in judged]


@train_rows.cases
def _(rng):
    writers = [f"writer {k}" for k in [0, 0, 1, 2, 1, 3, 3, 2, *rng.integers(0, 4, 4)]]
    return [(label, writers, rows) for label, rows in (
        ("one validation row", [2]), ("two of one writer", [0, 1]), ("two writers", [3, 6]), ("no validation row", []))]


train_rows.mistake("You left out the validation rows and kept other rows of the same writers: the network then knows "
                   "the hands it is judged by.", edit=("writer not in judged", "row not in validation_rows"))
train_rows.mistake("You kept the writers who judge and left out the others; it is the other way around.",
                   edit=("not in", "in"))
train_rows.mistake("You kept the other rows of the writers who judge; leave all of these writers out.",
                   edit=("writer not in judged", "writer in judged and row not in validation_rows"))
train_rows.mistake("These are the names of the writers; return the numbers of their rows.",
                   edit=("[row for", "[writer for"))
train_rows.wrong(edit=("[row for", "[row + 1 for"))


# A mask of 0 and 1 is its own square, and rows, deltas and targets are equally many.
for task in (dropout, dropout_delta):
    task.equal("The factor `mask` is there twice")
best_epoch.equal("Keep the sign of `epoch - best`")
batch_loop.equal("You use `targets` where `images` belongs.", "You use `delta` where `rows` belongs.")
