"""The exercises of lesson 10."""
import numpy as np

from helpers.checks.judge import Outcome, judge, no_list_yet, normal, not_attempted, outputs, same_outputs, untouched


def check_cut_outs(answer):
    """Check a function (image) that returns every 3 x 3 cut-out as a row of nine, row by row; lesson 10."""
    cases = [("an image of 6 x 6", (normal(6, 6),)), ("an image of 5 x 8", (normal(5, 8),)),
             ("the smallest image", (normal(3, 3),))]

    def windows(image):
        return np.lib.stride_tricks.sliding_window_view(image, (3, 3))

    mistakes = [
        ("These are the windows, but still as squares; reshape them to one row of nine for each place.", windows),
        ("The last row and column are never seen: a window of 3 has size - 2 places along a side.",
         lambda image: windows(image)[:-1, :-1].reshape(-1, 9)),
        ("The places run down the columns; go along the first row of the image first.",
         lambda image: windows(image).transpose(1, 0, 2, 3).reshape(-1, 9)),
        ("Inside a cut-out rows and columns have changed places.",
         lambda image: windows(image).transpose(0, 1, 3, 2).reshape(-1, 9)),
        ("Your windows do not overlap; the next one starts one pixel further on, not three.",
         lambda image: windows(image)[::3, ::3].reshape(-1, 9)),
        ("Every place is a column; turn the table round, one row for each place.",
         lambda image: windows(image).reshape(-1, 9).T),
    ]
    return judge(answer, lambda image: windows(image).reshape(-1, 9), cases, mistakes,
                 "Every place of the image is a row now, and one matrix product serves them all.")


def check_feature_map(answer):
    """Check a function (image, kernel) that returns what one kernel says at every place, after tanh; lesson 10."""
    cases = [("an image of 6 x 6", (normal(6, 6), normal(3, 3))), ("an image of 5 x 7", (normal(5, 7), normal(3, 3)))]

    def sums(image, kernel):
        return (np.lib.stride_tricks.sliding_window_view(image, (3, 3)) * kernel).sum(axis=(2, 3))

    mistakes = [
        ("These are the sums; what the kernel says is the tanh of them.", sums),
        ("You took tanh of the pixels; take it of the sum.", lambda image, kernel: sums(np.tanh(image), kernel)),
        ("Your kernel is turned round by half a turn; lay it on the image as it stands.",
         lambda image, kernel: np.tanh(sums(image, kernel[::-1, ::-1]))),
        ("Your kernel lies on its side: its rows belong to the rows of the image.",
         lambda image, kernel: np.tanh(sums(image, kernel.T))),
        ("The last row and column are never seen: a window of 3 has size - 2 places along a side.",
         lambda image, kernel: np.tanh(sums(image, kernel))[:-1, :-1]),
        ("All is there, but as one row; give it the shape of the places, (rows - 2, columns - 2).",
         lambda image, kernel: np.tanh(sums(image, kernel)).ravel()),
        ("You took the mean of the nine products; take their sum.",
         lambda image, kernel: np.tanh(sums(image, kernel) / 9)),
    ]
    return judge(answer, lambda image, kernel: np.tanh(sums(image, kernel)), cases, mistakes,
                 "Nine weights, and they have looked everywhere.")


def check_count(answer):
    """Check a list of four whole numbers, counts of places and weights; lesson 10."""
    wanted = [200, 576, 46_080, 39_700]
    reasons = [{None: "a: a kernel of 5 x 5 has 25 weights, and its eight copies learn apart.",
                25: "a: that is one kernel; there are eight.",
                115_200: "a: a kernel has the same weights at all places."},
               {None: "b: along a side, a window of 5 can start at 28 - 5 + 1 pixels.",
                784: "b: a window that starts at the last pixel would hang over the edge.",
                529: "b: that leaves out the last row and column of places."},
               {None: "c: ten outputs, each with a weight for every kernel at every place.",
                5_760: "c: each of the eight kernels says something at every place.",
                4_608: "c: there are ten outputs, with weights of their own."},
               {None: "d: 784 pixels times 50 nodes, and 50 nodes times 10 outputs.",
                39_200: "d: the layer from the 50 nodes to the ten outputs is missing."}]
    unfinished = no_list_yet(answer, len(wanted), "whole numbers", one="a number")
    if unfinished:
        return unfinished
    for item, right, reason in zip(answer, wanted, reasons, strict=True):
        if isinstance(item, bool) or not isinstance(item, int | np.integer):
            return Outcome("wrong", f"Each answer is a whole number; look at {reason[None][0]}.")
        if item != right:
            return Outcome("wrong", f"Look again at {reason.get(int(item), reason[None])}")
    return Outcome("right", "Few weights see the pixels; most of them stand in the layer above.")


def check_kernel_slopes(answer):
    """Check the repaired function (cut_outs, kernels, weights_1_2, target) that returns kernel slopes; lesson 10."""
    cases = [(f"{places} places and {count} kernels",
              (normal(places, 9), normal(9, count), normal(places * count, 3), np.eye(3)[places % 3]))
             for places, count in ((4, 2), (6, 3))]

    def slopes(delta=lambda layer_2, target: layer_2 - target, bend=lambda layer_1: 1 - layer_1 ** 2):
        def function(cut_outs, kernels, weights_1_2, target):
            layer_1 = np.tanh(cut_outs.dot(kernels))
            powers = np.exp(layer_1.ravel().dot(weights_1_2))
            sent_back = weights_1_2.dot(delta(powers / powers.sum(), target)).reshape(layer_1.shape)
            return cut_outs.T.dot(sent_back * bend(layer_1))
        return function

    given = slopes(delta=lambda layer_2, target: target - layer_2)
    if callable(answer) and not untouched(answer) and same_outputs(outputs(answer, cases), outputs(given, cases)):
        return not_attempted("The kernels still climb: the gradient check says 2. Find the line with the wrong sign.")
    mistakes = [
        ("The sign is right, but the slope of tanh is gone.", slopes(bend=lambda layer_1: 1)),
        ("The target is lost: the delta is prediction - target.", slopes(delta=lambda layer_2, target: layer_2)),
        ("The square is missing: the slope of tanh needs the output squared, 1 - layer_1 ** 2.",
         slopes(bend=lambda layer_1: 1 - layer_1)),
        ("You took the size of the delta; its sign is what tells up from down.",
         slopes(delta=lambda layer_2, target: abs(layer_2 - target))),
    ]
    return judge(answer, slopes(), cases, mistakes, "Now `kernels - alpha * slopes` goes down, and a check proves it.")
