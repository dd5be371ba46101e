"""The networks of lessons 06 to 12, fast and exact: what the lessons derive by hand, with the same digits.

`dense`, `convolution` and `deep_convolution` read digits, `sentiment` and `blanks` read words. Each has `Settings`,
`start` and `train`, and those that answer a question have `forward` and `evaluate`. `train` returns a `Training`:
iterate over it for one `Record` an epoch, or let it `finish`; `weights` and `records` are what it has come to. `race`
compares networks fairly.

Everywhere delta is prediction - target and the update is `weights -= alpha * weight_delta`.
"""
from helpers.arguments import Array, takes
from helpers.networks import blanks, convolution, deep_convolution, dense, layers, sentiment
from helpers.networks.fair import race
from helpers.networks.gradients import GradientCheck, gradient_check
from helpers.networks.images import one_hot
from helpers.networks.layers import Weights
from helpers.networks.training import Record, Scores, Training
from helpers.networks.vocabulary import Vocabulary, build_vocabulary, words_of

__all__ = [
    "GradientCheck", "Record", "Scores", "Training", "Vocabulary", "Weights", "blanks", "build_vocabulary",
    "convolution", "deep_convolution", "dense", "gradient_check", "one_hot", "race", "relu", "relu_slope", "sentiment",
    "sigmoid", "sigmoid_slope", "softmax", "tanh_slope", "words_of",
]

# Checked here and not in `layers`, where a training calls them thousands of times.
relu, sigmoid = (takes(x=Array(empty=True))(function) for function in (layers.relu, layers.sigmoid))
softmax = takes(scores=Array(("...", "n")))(layers.softmax)
relu_slope, tanh_slope, sigmoid_slope = (
    takes(output=Array(low=-1e150, high=1e150, empty=True))(function)  # so that its square is a number
    for function in (layers.relu_slope, layers.tanh_slope, layers.sigmoid_slope))
