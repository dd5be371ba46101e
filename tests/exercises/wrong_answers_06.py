"""Typical wrong answers to the exercises of lesson 06, each with words that its diagnosis must hold."""
import numpy as np


def late(layer_0, targets, weights_0_1, weights_1_2, alpha):
    layer_1 = np.maximum(layer_0.dot(weights_0_1), 0)
    layer_2_delta = layer_1.dot(weights_1_2) - targets
    weights_1_2 = weights_1_2 - alpha * layer_1.T.dot(layer_2_delta)
    layer_1_delta = layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0)
    return weights_0_1 - alpha * layer_0.T.dot(layer_1_delta), weights_1_2


def relu(x):
    return np.maximum(x, 0)


def bare(x):
    return x


def two_layers(sign=1, slope=True, scale=None, order=1, middle=relu, above=bare, mean=False):
    def update(layer_0, targets, weights_0_1, weights_1_2, alpha):
        alpha = (scale or alpha) / (len(layer_0) if mean else 1)
        layer_1 = middle(layer_0.dot(weights_0_1))
        layer_2_delta = sign * (above(layer_1.dot(weights_1_2)) - targets)
        layer_1_delta = layer_2_delta.dot(weights_1_2.T) * (layer_1 > 0 if slope else 1)
        return (weights_0_1 - alpha * layer_0.T.dot(layer_1_delta),
                weights_1_2 - alpha * layer_1.T.dot(layer_2_delta))[::order]
    return update


def in_place(x):
    x[x < 0] = 0
    return x


def update_in_place(layer_0, targets, weights_0_1, weights_1_2, alpha):
    new_0_1, new_1_2 = two_layers()(layer_0, targets, weights_0_1, weights_1_2, alpha)
    weights_0_1[:] = new_0_1
    return new_0_1, new_1_2


WRONG = {
    "check_relu": [(np.abs, "size of each number"), (lambda x: x > 0, "That is the switch"),
                   (lambda x: (x < 0) * x, "turn the comparison round"), (lambda x: x * 1, "unchanged"),
                   (lambda x: np.clip(x, 0, 1), "no upper end"), (in_place, "changed what it was given"),
                   (lambda x: max(x, 0), "stops with ValueError")],
    "check_relu_slope": [(lambda output: output >= 0, "always 1"), (lambda output: output, "output itself"),
                         (lambda output: output <= 0, "wrong way round"), (print, "returns nothing"),
                         (lambda output: output > 1, "the right result is [")],
    "check_hidden_delta": [
        (lambda delta, weights, layer_1: delta.dot(weights.T), "slope of relu is missing"),
        (lambda delta, weights, layer_1: delta.dot(weights.T) * (layer_1 >= 0), "always true"),
        (lambda delta, weights, layer_1: delta.dot(weights.T) * layer_1, "layer_1 itself"),
        (lambda delta, weights, layer_1: -delta.dot(weights.T) * (layer_1 > 0), "sign is flipped"),
        (lambda delta, weights, layer_1: delta.dot(weights) * (layer_1 > 0), "transposed"),
        (lambda delta, weights, layer_1: (delta * weights).T * (layer_1 > 0), "stops with ValueError")],
    "check_two_layers": [(late, "after you changed them"), (two_layers(slope=False), "slope of relu is missing"),
                         (two_layers(sign=-1), "sign is flipped"), (two_layers(scale=1), "Alpha is missing"),
                         (two_layers(order=-1), "other order"), (update_in_place, "changed what it was given"),
                         (two_layers(mean=True), "averaged over the rows"),
                         (two_layers(middle=bare), "missing in the forward pass"),
                         (two_layers(middle=bare, slope=False), "missing in the forward pass"),
                         (two_layers(above=relu), "keeps its bare sum"),
                         (lambda *arguments: two_layers()(*arguments)[0], "Return both matrices"),
                         (lambda *arguments: two_layers()(*arguments)[1], "Return both matrices"),
                         (lambda *given: (two_layers()(*given)[0], given[3]), "the first number that differs"),
                         (lambda *arguments: print(end=""), "returns nothing")],
    "check_planted_bug": [("a", "forward pass"), ("b", "prediction - target"), ("d", "input times delta")],
}
