"""The exercises of lesson 08: dropout, early stopping, batches, and alpha."""
import numpy as np

from helpers.checks.judge import judge, normal, random_list


def check_dropout(answer):
    """Check a function (layer_1, mask) that switches nodes off and doubles the others; lesson 08."""
    cases = [(f"{rows} rows of {size}", (normal(rows, size), _mask(rows, size))) for rows, size in ((3, 8), (1, 5))]
    cases += [(f"a mask of {word}", (normal(2, 3), np.full((2, 3), value)))
              for word, value in (("ones", 1.0), ("zeros", 0.0))]
    mistakes = [
        ("You forgot to double what is left; the next layer now hears half of what it is used to.",
         lambda layer_1, mask: layer_1 * mask),
        ("You doubled and switched nothing off; multiply by the mask too.", lambda layer_1, mask: layer_1 * 2),
        ("You switched off the wrong half: a 0 in the mask means off.", lambda layer_1, mask: layer_1 * (1 - mask) * 2),
        ("You halved what is left; double it, since half of the sum is missing.",
         lambda layer_1, mask: layer_1 * mask / 2),
        ("You added the mask; multiply by it.", lambda layer_1, mask: layer_1 + mask * 2),
    ]
    return judge(answer, _dropped, cases, mistakes, "Half of the nodes say nothing, the others speak up.")


def check_dropout_delta(answer):
    """Check a function (layer_2_delta, weights_1_2, layer_1, mask) that returns the hidden delta; lesson 08."""
    cases = []
    for rows, hidden, outputs in ((4, 6, 3), (1, 5, 2), (3, 3, 3)):
        mask = _mask(rows, hidden)
        layer_1 = np.maximum(normal(rows, hidden), 0) * mask * 2
        # One node that relu switched off although the mask has it on, and one the other way round.
        mask[0, :2], layer_1[0, :2] = (1, 0), (0, 0)
        cases.append((f"{hidden} hidden nodes", (normal(rows, outputs), normal(hidden, outputs), layer_1, mask)))
    blamed = np.array([[2.0]]), np.array([[1.0], [-1.0], [0.5]]), np.array([[1.0, 0.6, 0.0]])
    cases.append(("a layer_1 taken before the mask", (*blamed, np.array([[1.0, 0.0, 1.0]]))))

    def after(change):
        return lambda delta, weights, layer_1, mask: change(delta.dot(weights.T), layer_1, mask)

    mistakes = [
        ("Neurons that the mask switched off still get a delta; multiply by the mask too.",
         after(lambda delta, layer_1, mask: delta * (layer_1 > 0))),
        ("The slope of relu is missing, or tested with >=: a node that relu switched off gets no delta.",
         after(lambda delta, layer_1, mask: delta * mask)),
        ("You doubled the delta; in this course only the way forward doubles, and alpha absorbs the 2.",
         after(lambda delta, layer_1, mask: delta * (layer_1 > 0) * mask * 2)),
        ("You multiplied by layer_1 itself; its slope is 1 where it is above 0, else 0.",
         after(lambda delta, layer_1, mask: delta * layer_1 * mask)),
        ("That is the delta sent back over the weights; the slope and the mask are missing.",
         after(lambda delta, layer_1, mask: delta)),
    ]
    return judge(answer, after(lambda delta, layer_1, mask: delta * (layer_1 > 0) * mask), cases, mistakes,
                  "Who was off had no part in the miss and learns nothing from it.")


def check_best_pass(answer):
    """Check a function (validation, patience) that returns the best pass seen before it gives up; lesson 08."""
    scale = random_list(1)[0]
    curve, rising, tie = ([round(scale * value, 6) for value in values] for values in (
        [0.5, 0.7, 0.65, 0.66, 0.72, 0.71, 0.7, 0.75, 0.74, 0.73, 0.735, 0.9], [0.1, 0.2, 0.3],
        [0.5, 0.8, 0.8, 0.7, 0.6]))
    cases = [("patience 3", (curve, 3)), ("patience 2", (curve, 2)), ("patience 9", (curve, 9)),
             ("a curve that only rises", (rising, 2)), ("one pass", ([scale], 1)),
             ("a tie", (tie, 2))]
    mistakes = [
        ("You waited for the end: after `patience` passes without a better one, nobody trains on.",
         lambda validation, patience: int(np.argmax(validation))),
        ("That is the accuracy; return the number of the pass.",
         lambda validation, patience: validation[_best_pass(validation, patience)]),
        ("That is the pass at which you stop; return the best pass before it.",
         lambda validation, patience: min(_best_pass(validation, patience) + patience, len(validation) - 1)),
        ("You stop at the first pass that is worse; wait for `patience` of them.",
         lambda validation, patience: _best_pass(validation, 1)),
        ("You count from 1; the first pass is pass 0.",
         lambda validation, patience: _best_pass(validation, patience) + 1),
        ("You wait one pass too long: stop when `patience` passes in a row brought nothing better.",
         lambda validation, patience: _best_pass(validation, patience + 1)),
    ]
    return judge(answer, _best_pass, cases, mistakes, "You stopped without a look at the test digits.")


def check_batch_loop(answer):
    """Check a function (images, targets, weights, batch_size, alpha): the weights after one pass; lesson 08."""
    cases = [(f"{rows} rows in batches of {size}", (normal(rows, 4), normal(rows, 2), normal(4, 2), size, 0.05))
             for rows, size in ((12, 4), (10, 4), (6, 1), (5, 5))]

    def loop(weight_delta=lambda rows, delta, size: rows.T.dot(delta) / len(rows), sign=1, stop=None, alpha=None):
        def one_pass(images, targets, weights, batch_size, given):
            for start in range(0, len(images) if stop is None else stop(images, batch_size), batch_size):
                rows, wanted = images[start:start + batch_size], targets[start:start + batch_size]
                delta = rows.dot(weights) - wanted
                weights = weights - sign * (alpha or given) * weight_delta(rows, delta, batch_size)
            return weights
        return one_pass

    def at_once(images, targets, weights, batch_size, alpha):
        return weights - alpha * images.T.dot(images.dot(weights) - targets) / len(images)

    mistakes = [
        ("That is the sum of the pushes of a batch: divide by the number of its rows, and update once for each batch, "
         "not once for each row.",
         loop(lambda rows, delta, size: rows.T.dot(delta))),
        ("You divided by the batch size, but the last batch may hold fewer rows; divide by the rows it has.",
         loop(lambda rows, delta, size: rows.T.dot(delta) / size)),
        ("You left out the last batch because it is smaller; its rows count too.",
         loop(stop=lambda images, size: len(images) // size * size)),
        ("You made one update for all rows; make one for each batch.", at_once),
        ("The sign is flipped: delta is prediction minus target, and the update is subtracted.", loop(sign=-1)),
        ("Alpha is missing: multiply the weight delta by it.", loop(alpha=1.0)),
    ]
    return judge(answer, loop(), cases, mistakes, "One mean push and one update a batch, the short last one too.")


def check_choose_alpha(answer):
    """Check a function (alphas, validation, test) that returns the alpha to use; lesson 08."""
    numbers = random_list(6)
    alphas, accuracies = sorted(numbers[:3]), sorted(numbers[3:])
    cases = [("three alphas", (alphas, [accuracies[k] for k in (1, 2, 0)], accuracies[::-1])),
             ("an alpha that diverged", (alphas, [*accuracies[1:], 0.0], [*accuracies[1:][::-1], 0.0])),
             ("alphas in no order", ([alphas[k] for k in (2, 0, 1)], accuracies,
                                     [accuracies[k] for k in (2, 0, 1)]))]
    mistakes = [
        ("You chose on the test digits; then nobody is left to ask how good the choice is.",
         lambda alphas, validation, test: alphas[np.argmax(test)]),
        ("You averaged validation and test; the test digits must not be looked at before the choice is made.",
         lambda alphas, validation, test: alphas[np.argmax(np.add(validation, test))]),
        ("That is the place in the list; return the alpha that stands there.",
         lambda alphas, validation, test: np.argmax(validation)),
        ("That is the accuracy; return the alpha that reached it.",
         lambda alphas, validation, test: max(validation)),
        ("You took the largest alpha; take the one that does best on validation.",
         lambda alphas, validation, test: max(alphas)),
        ("You took the smallest alpha; take the one that does best on validation.",
         lambda alphas, validation, test: min(alphas)),
    ]
    return judge(answer, lambda alphas, validation, test: alphas[np.argmax(validation)], cases, mistakes,
                  "Chosen on validation, so the test digits stay an honest judge.")


def _mask(*shape):
    mask = np.random.default_rng().integers(0, 2, shape).astype(float)
    mask[0, :2] = 0, 1
    return mask


def _dropped(layer_1, mask):
    return layer_1 * mask * 2


def _best_pass(validation, patience):
    best = 0
    for epoch, accuracy in enumerate(validation):
        if accuracy > validation[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best
