"""Wrong answers to the exercises of lesson 10, and a fragment of what each must be told."""
import numpy as np


def _windows(image):
    return np.lib.stride_tricks.sliding_window_view(image, (3, 3))


def _sums(image, kernel):
    return (_windows(image) * kernel).sum(axis=(2, 3))


def _map_in_place(image, kernel):
    said = np.tanh(_sums(image, kernel))
    image *= 0
    return said


def _slopes(delta=lambda layer_2, target: layer_2 - target, bend=lambda layer_1: 1 - layer_1 ** 2):
    def function(cut_outs, kernels, weights_1_2, target):
        layer_1 = np.tanh(cut_outs.dot(kernels))
        powers = np.exp(layer_1.ravel().dot(weights_1_2))
        sent_back = weights_1_2.dot(delta(powers / powers.sum(), target)).reshape(layer_1.shape)
        return cut_outs.T.dot(sent_back * bend(layer_1))
    return function


def _prints(*arguments):
    print("")


WRONG = {
    "check_cut_outs": [
        (_windows, "still as squares"),
        (lambda image: _windows(image)[:-1, :-1].reshape(-1, 9), "last row and column are never seen"),
        (lambda image: _windows(image.T).transpose(0, 1, 3, 2).reshape(-1, 9), "run down the columns"),
        (lambda image: _windows(image).transpose(0, 1, 3, 2).reshape(-1, 9), "have changed places"),
        (lambda image: _windows(image)[::3, ::3].reshape(-1, 9), "do not overlap"),
        (lambda image: _windows(image).reshape(-1, 9).T, "Every place is a column"),
        (_prints, "returns nothing"),
    ],
    "check_feature_map": [
        (_sums, "what the kernel says is the tanh"),
        (lambda image, kernel: _sums(np.tanh(image), kernel), "tanh of the pixels"),
        (lambda image, kernel: np.tanh(_sums(image, kernel[::-1, ::-1])), "half a turn"),
        (lambda image, kernel: np.tanh(_sums(image, kernel.T)), "lies on its side"),
        (lambda image, kernel: np.tanh(_sums(image, kernel))[:-1, :-1], "last row and column are never seen"),
        (lambda image, kernel: np.tanh(_sums(image, kernel)).ravel(), "but as one row"),
        (lambda image, kernel: np.tanh(_sums(image, kernel / 9)), "mean of the nine products"),
        (_map_in_place, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
    "check_count": [
        ([25, 576, 46_080, 39_700], "that is one kernel"),
        ([115_200, 576, 46_080, 39_700], "same weights at all places"),
        ([201, 576, 46_080, 39_700], "25 weights"),
        ([200, 784, 46_080, 39_700], "hang over the edge"),
        ([200, 529, 46_080, 39_700], "leaves out the last row"),
        ([200, 24, 46_080, 39_700], "28 - 5 + 1"),
        ([200, 576, 5_760, 39_700], "says something at every place"),
        ([200, 576, 4_608, 39_700], "ten outputs, with weights"),
        ([200, 576, 1, 39_700], "for every kernel at every place"),
        ([200, 576, 46_080, 39_200], "to the ten outputs is missing"),
        ([200, 576, 46_080, 50], "784 pixels times 50"),
        (["200", 576, 46_080, 39_700], "whole number; look at a"),
        ([200.0, 576, 46_080, 39_700], "whole number; look at a"),
        ([200], "list of 4"),
    ],
    "check_kernel_slopes": [
        (_slopes(bend=lambda layer_1: 1), "the slope of tanh is gone"),
        (_slopes(delta=lambda layer_2, target: layer_2), "target is lost"),
        (_slopes(bend=lambda layer_1: 1 - layer_1), "The square is missing"),
        (_slopes(delta=lambda layer_2, target: abs(layer_2 - target)), "size of the delta"),
        (_prints, "returns nothing"),
    ],
}
