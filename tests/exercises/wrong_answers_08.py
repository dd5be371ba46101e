"""Typical wrong answers to the exercises of lesson 08, each with words that its diagnosis must hold."""
import numpy as np


def in_place(layer_1, mask):
    layer_1 *= mask * 2
    return layer_1


def hidden(change):
    return lambda delta, weights, layer_1, mask: change(delta.dot(weights.T), layer_1, mask)


def best_pass(validation, patience):
    best = 0
    for epoch, accuracy in enumerate(validation):
        if accuracy > validation[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


def batch_loop(mean=True, short=False, drop=False, inner=False, all_at_once=False, sign=1, alpha_on=True):
    def one_pass(images, targets, weights, batch_size, alpha):
        size = len(images) if all_at_once else batch_size
        for start in range(0, len(images), size):
            rows = images[start:start + size]
            if drop and len(rows) < size:
                break
            delta = rows.dot(weights) - targets[start:start + size]
            weight_delta = rows.T.dot(delta) / ((size if short else len(rows)) if mean else 1)
            for _ in range(len(rows) if inner else 1):
                weights = weights - sign * (alpha if alpha_on else 1) * weight_delta
        return weights
    return one_pass


def best_pass_with_a_counter(reset=True, before=False):
    def find(validation, patience):
        best = waited = 0
        for k in range(1, len(validation)):
            waited += 1
            if validation[k] > validation[k - 1 if before else best]:
                best, waited = k, 0 if reset else waited
            if waited >= patience:
                break
        return best
    return find


WRONG = {
    "check_dropout": [
        (lambda layer_1, mask: layer_1 * mask, "forgot to double"),
        (lambda layer_1, mask: layer_1 * 2, "switched nothing off"),
        (lambda layer_1, mask: layer_1 * (mask == 0) * 2, "wrong half"),
        (lambda layer_1, mask: layer_1 * mask * 0.5, "You halved"),
        (lambda layer_1, mask: layer_1 + 2 * mask, "You added the mask"),
        (in_place, "changed what it was given"),
    ],
    "check_dropout_delta": [
        (hidden(lambda delta, layer_1, mask: delta * (layer_1 > 0)), "the mask switched off still"),
        (hidden(lambda delta, layer_1, mask: delta * mask), "The slope of relu is missing"),
        (hidden(lambda delta, layer_1, mask: delta * (layer_1 >= 0) * mask), "The slope of relu is missing"),
        (hidden(lambda delta, layer_1, mask: 2 * delta * (layer_1 > 0) * mask), "doubled the delta"),
        (hidden(lambda delta, layer_1, mask: delta * layer_1 * mask), "layer_1 itself"),
        (hidden(lambda delta, layer_1, mask: delta), "sent back over the weights"),
        (lambda delta, weights, layer_1, mask: delta.dot(weights) * mask, "stops with ValueError"),
    ],
    "check_best_pass": [
        (best_pass_with_a_counter(reset=False), "the right result is"),
        (best_pass_with_a_counter(before=True), "the right result is"),
        (lambda validation, patience: int(np.argmax(validation)), "waited for the end"),
        (lambda validation, patience: validation[best_pass(validation, patience)], "That is the accuracy"),
        (lambda validation, patience: min(best_pass(validation, patience) + patience, len(validation) - 1),
         "at which you stop"),
        (lambda validation, patience: best_pass(validation, 1), "first pass that is worse"),
        (lambda validation, patience: best_pass(validation, patience) + 1, "count from 1"),
        (lambda validation, patience: best_pass(validation, patience + 1), "one pass too long"),
    ],
    "check_batch_loop": [
        (batch_loop(mean=False), "the sum of the pushes"),
        (batch_loop(short=True), "may hold fewer rows"),
        (batch_loop(drop=True), "left out the last batch"),
        (batch_loop(inner=True), "not once for each row"),
        (batch_loop(all_at_once=True), "one update for all rows"),
        (batch_loop(sign=-1), "sign is flipped"),
        (batch_loop(alpha_on=False), "Alpha is missing"),
    ],
    "check_choose_alpha": [
        (lambda alphas, validation, test: alphas[np.argmax(test)], "on the test digits"),
        (lambda alphas, validation, test: alphas[np.argmax(np.add(validation, test))], "averaged validation and test"),
        (lambda alphas, validation, test: np.argmax(validation), "place in the list"),
        (lambda alphas, validation, test: np.max(validation), "That is the accuracy"),
        (lambda alphas, validation, test: max(alphas), "largest alpha"),
        (lambda alphas, validation, test: min(alphas), "smallest alpha"),
    ],
}
