"""The exercises of lesson 10: kernels that look everywhere."""
import numpy as np

from helpers.exercises.exercise import exercise, numbers


@exercise("my_cut_outs", lesson=10, section="2. One kernel at one place, by hand",
          praise="Every place of the image is a row now, and one matrix product serves them all.",
          hints=("The view gives a window for each place; `reshape(-1, 9)` makes rows of them.",
                 "The view is `np.lib.stride_tricks.sliding_window_view`; give it the image and the shape `(3, 3)` of "
                 "a window."))
def cut_outs(image):
    """Return all 3 x 3 windows of the array `image`, row by row, as an array of shape (places, 9)."""
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    return windows.reshape(-1, 9)


cut_outs.cases(lambda rng: [("an image of 6 x 6", rng.normal(size=(6, 6))),
                            ("an image of 5 x 8", rng.normal(size=(5, 8))),
                            ("the smallest image", rng.normal(size=(3, 3)))])
cut_outs.mistake("These are the windows, but still as squares; reshape them to one row of nine for each place.",
                 edit=(".reshape(-1, 9)", ""))
cut_outs.mistake("The last row and column are never seen: a window of 3 has size - 2 places along a side.",
                 edit=("windows.reshape", "windows[:-1, :-1].reshape"))
cut_outs.mistake("The places run down the columns; go along the first row of the image first.",
                 edit=("windows.reshape", "windows.transpose(1, 0, 2, 3).reshape"))
cut_outs.mistake("Inside a cut-out rows and columns are swapped.",
                 edit=("windows.reshape", "windows.transpose(0, 1, 3, 2).reshape"))
cut_outs.mistake("Your windows do not overlap; the next one starts one pixel further on, not three.",
                 edit=("windows.reshape", "windows[::3, ::3].reshape"))
cut_outs.mistake("Nine rows with one number for each place: turn it around, a row for each place with nine numbers.",
                 edit=("(-1, 9)", "(9, -1)"))
cut_outs.mistake("Every place is a column; transpose the table, one row for each place.",
                 edit=("(-1, 9)", "(-1, 9).T"))


@exercise("my_map", lesson=10, section="2. One kernel at one place, by hand",
          praise="Nine weights, and they have looked everywhere.",
          hints=("A window of 3 has rows - 2 places down and columns - 2 across. At each: products, sum, tanh.",
                 "Begin with `np.zeros` in the shape of the places. The window at a place is "
                 "`image[row:row + 3, column:column + 3]`."))
def feature_map(image, kernel):
    """Return what the kernel says, an array of shape (rows - 2, columns - 2); both arguments are arrays."""
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    said = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            said[row, column] = np.tanh((image[row:row + 3, column:column + 3] * kernel).sum())
    return said


feature_map.cases(lambda rng: [(f"an image of {rows} x {columns}", rng.normal(size=(rows, columns)),
                                rng.normal(size=(3, 3))) for rows, columns in ((6, 6), (5, 7))])
feature_map.mistake("These are the sums; what the kernel says is the tanh of them.", edit=("np.tanh(", "("))
feature_map.mistake("You took tanh of the pixels; take it of the sum.",
                    edit=("np.tanh((image[row:row + 3, column:column + 3] * kernel).sum())",
                          "(np.tanh(image[row:row + 3, column:column + 3]) * kernel).sum()"))
feature_map.mistake("You took tanh of the nine products; take it of their sum.",
                    edit=("np.tanh((image[row:row + 3, column:column + 3] * kernel).sum())",
                          "np.tanh(image[row:row + 3, column:column + 3] * kernel).sum()"))
feature_map.mistake("Your kernel is turned by half a turn; lay it on the image as it is.",
                    edit=("* kernel", "* kernel[::-1, ::-1]"))
feature_map.mistake("Your kernel lies on its side: its rows belong to the rows of the image.",
                    edit=("* kernel", "* kernel.T"))
feature_map.mistake("The last row and column are never seen: a window of 3 has size - 2 places along a side.",
                    edit=("return said", "return said[:-1, :-1]"))
feature_map.mistake("All is there, but as one row; give it the shape of the places, (rows - 2, columns - 2).",
                    edit=("return said", "return said.ravel()"))
feature_map.mistake("You took the mean of the nine products; take their sum.", edit=(".sum()", ".mean()"))
feature_map.mistake("You took the matrix product of window and kernel; multiply entry by entry, then add.",
                    edit=("column:column + 3] * kernel)", "column:column + 3] @ kernel)"))
feature_map.right(lambda image, kernel: np.tanh(
    np.lib.stride_tricks.sliding_window_view(image, (3, 3)).reshape(-1, 9).dot(kernel.ravel())
    .reshape(image.shape[0] - 2, -1)))

count = numbers(
    "count", "my_counts", [
        (200, {None: "a: a kernel of 5 x 5 has 25 weights, and its eight copies learn apart.",
               25: "a: that is one kernel; there are eight.",
               115_200: "a: a kernel has the same weights at all places."}),
        (576, {None: "b: along a side, a window of 5 can start at 28 - 5 + 1 pixels.",
               784: "b: a window that starts at the last pixel would hang over the edge.",
               529: "b: that leaves out the last row and column of places."}),
        (46_080, {None: "c: ten outputs, each with a weight for every kernel at every place.",
                  5_760: "c: each of the eight kernels says something at every place.",
                  4_608: "c: there are ten outputs, with weights of their own."}),
        (39_700, {None: "d: 784 pixels times 50 nodes, and 50 nodes times 10 outputs.",
                  39_200: "d: the layer from the 50 nodes to the ten outputs is missing."})],
    lesson=10, section="3. Sixteen kernels, and an honest count",
    praise="Few weights see the pixels; most of them are in the layer above.",
    hints=("Along a side there are 28 - 5 + 1 places. Every kernel speaks at every place.",
           "a: 25 weights for each kernel. b: the places along a side, squared. c: everything that is said, times ten. "
           "d: one matrix from 784 to 50, one from 50 to 10."))
count.solution = "my_counts = [8 * 25, 24 * 24, 24 * 24 * 8 * 10, 784 * 50 + 50 * 10]"


@exercise("repaired_slopes", lesson=10, section="11. A sign that is wrong, and a network that learns all the same",
          praise="Now `kernels - alpha * slopes` goes down, and a check proves it.",
          given=("powers / powers.sum() - target", "target - powers / powers.sum()"),
          given_sentence="The kernels still climb: the gradient check says 2. Find the line with the wrong sign.",
          hints=("What is delta, everywhere in this course?",
                 "Delta is prediction - target. Which of the five lines makes it, and what is the prediction there?"))
def kernel_slopes(cut_outs, kernels, weights_1_2, target):
    """Return the slopes of the kernels, an array of shape (9, kernels); all arguments are arrays."""
    layer_1 = np.tanh(cut_outs.dot(kernels))
    powers = np.exp(layer_1.ravel().dot(weights_1_2))
    layer_2_delta = powers / powers.sum() - target
    sent_back = weights_1_2.dot(layer_2_delta).reshape(layer_1.shape)
    return cut_outs.T.dot(sent_back * (1 - layer_1 ** 2))


kernel_slopes.cases(lambda rng: [
    (f"{places} places and {kernels} kernels", rng.normal(size=(places, 9)), rng.normal(size=(9, kernels)),
     rng.normal(size=(places * kernels, 3)), np.eye(3)[places % 3]) for places, kernels in ((4, 2), (6, 3))])
kernel_slopes.mistake("The sign is right, but the slope of tanh is gone.", edit=("(1 - layer_1 ** 2)", "1"))
kernel_slopes.mistake("The target is lost: the delta is prediction - target.", edit=(" - target", ""))
kernel_slopes.mistake("The square is missing: the slope of tanh needs the output squared, 1 - layer_1 ** 2.",
                      edit=(" ** 2", ""))
kernel_slopes.mistake("You took the size of the delta; its sign is what tells up from down.",
                      edit=("powers / powers.sum() - target", "abs(powers / powers.sum() - target)"))


@exercise("my_series", lesson=10, section="4. Padding and stride: where the window goes",
          praise="The same few weights at every hour: a convolution over time.",
          hints=("How many places are there? As in section 4, with the length of the kernel for 3, and no padding.",
                 "The window at a place is `series[start:start + len(kernel)]`; the last start is "
                 "`len(series) - len(kernel)`."))
def series(series, kernel, stride):
    """Return what `kernel`, an array of any length, says along the array `series`, as an array; no padding."""
    starts = range(0, len(series) - len(kernel) + 1, stride)
    return np.array([(series[start:start + len(kernel)] * kernel).sum() for start in starts])


series.cases(lambda rng: [(f"{hours} hours, {size} weights, stride {stride}", rng.normal(size=hours),
                           rng.normal(size=size), stride) for hours, size, stride in ((8, 2, 1), (9, 4, 1), (9, 3, 2))])
series.mistake("The last place is missing: a kernel fits at length - its own length + 1 places.",
               edit=(" + 1, str", ", str"))
series.mistake("The stride is lost: move the window on by `stride`.", edit=(", stride)\n    return", ")\n    return"))
series.mistake("Your kernel is reversed; lay it on the series as it is.", edit=("* kernel)", "* kernel[::-1])"))
series.mistake("That is the tanh of the sums; here the sums themselves are asked for.",
               edit=("np.array([(series[start:start + len(kernel)] * kernel).sum() for start in starts])",
                     "np.tanh([(series[start:start + len(kernel)] * kernel).sum() for start in starts])"))
series.mistake("You took the mean of the products; take their sum.", edit=(".sum()", ".mean()"))
series.mistake("You moved on by 1 each time, for as many places as the stride allows; start at place * stride.",
               edit=("start:start", "start // stride:start // stride"))


# Sizes are not negative, what stood in the map is overwritten, and a row of numbers is its own transpose.
cut_outs.equal("Look at the number 1 in `-1`")
feature_map.equal("Keep the sign of `image", "Use `zeros` there", "Your two loops are the wrong way around")
kernel_slopes.equal("`layer_1.ravel()` is not transposed", "`layer_2_delta` is not transposed", "Keep the sign of `1")
series.equal("Keep the sign of `len(series) - len(kernel)`")
