"""The training of lessons 06 to 11, fast and exact: what the lessons derive by hand, with the same digits.

A network of two layers of weights learns the digits. `train` yields one `Record` a pass, so that a table, a curve
drawn while it grows, a progress bar and a Stop button all use the same code. `RUNS` holds the runs of the printed
course, each as printed and mended; the switches that tell them apart are the last four fields of `Settings`.

Everywhere delta is prediction - target and the update is `weights -= alpha * weight_delta`. Where print has target -
prediction and +=, both signs turn and every number stays the same to the last bit.

The speed comes from the data: four pixels of five are 0. They add nothing to the hidden layer and their weights do not
change, so only the rows of weights_0_1 that belong to lit pixels are looked up and put back, once for a block of 20
images or for a batch. Within a block the images still learn one after another: what one changes reaches the next as
far as both light the same pixels. Sums taken in another order may round their last bit another way; no printed digit of
the runs shows it.
"""
from helpers.networks.blanks import BlankRecord, BlankSettings, start_blanks, train_blanks
from helpers.networks.convolution import (
    CONVOLUTION_RUNS,
    ConvolutionSettings,
    ConvolutionWeights,
    evaluate_convolution,
    forward_convolution,
    start_convolution,
    train_convolution,
)
from helpers.networks.gradients import GradientCheck, gradient_check
from helpers.networks.layers import (
    Scores,
    Weights,
    evaluate,
    forward,
    one_hot,
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    tanh_slope,
)
from helpers.networks.settings import RUNS, Settings, differences
from helpers.networks.training import Record, start, train
from helpers.networks.words import (
    SENTIMENT_RUNS,
    SentimentRecord,
    SentimentSettings,
    Vocabulary,
    evaluate_sentiment,
    forward_sentiment,
    in_vocabulary,
    place,
    read,
    start_sentiment,
    train_sentiment,
    words_of,
)

__all__ = [
    "CONVOLUTION_RUNS", "RUNS", "SENTIMENT_RUNS", "BlankRecord", "BlankSettings",
    "ConvolutionSettings", "ConvolutionWeights", "GradientCheck", "Record", "Scores", "SentimentRecord",
    "SentimentSettings", "Settings", "Vocabulary", "Weights", "differences", "evaluate",
    "evaluate_convolution", "evaluate_sentiment", "forward", "forward_convolution", "forward_sentiment",
    "gradient_check", "in_vocabulary", "one_hot", "place", "read", "relu", "relu_slope", "sigmoid", "sigmoid_slope",
    "softmax", "start", "start_blanks", "start_convolution", "start_sentiment", "tanh_slope", "train", "train_blanks",
    "train_convolution", "train_sentiment", "words_of",
]
