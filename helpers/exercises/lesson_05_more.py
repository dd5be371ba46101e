"""Further exercises of lesson 05: one weight for several inputs, and the loop over images from memory."""
import numpy as np

from helpers.exercises.exercise import exercise


@exercise("my_shared_update", lesson=5, section="1. Three inputs, one output",
          praise="One weight, several levers: their lengths add up. Lesson 10 builds its networks on this.",
          hints=("Ask the weight: if you moved by a little bit, how far would the prediction move?",
                 "The weight delta is the delta times the *sum* of the inputs."))
def shared_weight(weight, inputs, target, alpha):
    """Return the weight, one number, after one update; inputs is an array, all used with this one weight."""
    delta = (inputs * weight).sum() - target
    return weight - alpha * inputs.sum() * delta


@shared_weight.cases
def _(rng):
    return [*((f"{n} inputs", rng.normal(), rng.normal(size=n), rng.normal(), 0.1) for n in (2, 4, 1)),
            ("inputs that cancel", 0.5, np.array([1.5, -1.5]), 1.0, 0.1)]


shared_weight.mistake("That is one weight for each input; there is only one weight, so add up its weight deltas.",
                      edit=("inputs.sum() * delta", "inputs * delta"))
shared_weight.mistake("Only the first input counts as a lever; the weight works through all of them.",
                      edit=("inputs.sum() * delta", "inputs[0] * delta"))
shared_weight.mistake("You took the mean of the inputs; levers add up.",
                      edit=("inputs.sum() * delta", "inputs.mean() * delta"))
shared_weight.mistake("The inputs are missing in the weight delta; it is lever times delta.",
                      edit=("inputs.sum() * delta", "delta"))
shared_weight.mistake("The sign is flipped: subtract alpha times the weight delta.",
                      edit=("weight - alpha", "weight + alpha"))
shared_weight.mistake("Alpha is missing.", edit=("alpha * inputs", "inputs"))
shared_weight.right(lambda weight, inputs, target, alpha:
                    weight - alpha * sum(value * (weight * inputs.sum() - target) for value in inputs))


@exercise("my_learn_one_by_one", lesson=5, section="7. Real data: handwritten digits",
          praise="From memory: three lines in a loop, and they read handwriting.",
          hints=("Three beats for each image: the prediction, the delta, the update with the outer product.",
                 "Start with `for i in range(len(images)):`, and write `return weights` after the loop, not in it."))
def learn_one_by_one(weights, images, one_hot_labels, alpha):
    """Return the weights, an array of the shape (pixels, outputs), after an update for each image in turn."""
    for i in range(len(images)):
        delta = images[i].dot(weights) - one_hot_labels[i]
        weights = weights - alpha * np.outer(images[i], delta)
    return weights


@learn_one_by_one.cases
def _(rng):
    return [(f"{n} images of {pixels} pixels and {outputs} outputs", rng.normal(size=(pixels, outputs)),
             rng.uniform(size=(n, pixels)), np.eye(outputs)[rng.integers(outputs, size=n)], 0.1)
            for n, pixels, outputs in ((4, 9, 3), (5, 4, 4), (1, 4, 2))]


learn_one_by_one.mistake("You return inside the loop, after the first image; return once, after it.",
                         edit=("    return weights", "        return weights"))
learn_one_by_one.mistake("All predictions come from the first weights; predict anew for every image.",
                         lambda weights, images, one_hot_labels, alpha:
                             weights - alpha * images.T.dot(images.dot(weights) - one_hot_labels))
learn_one_by_one.mistake("Only the last image counts; go on with the weights that the image before left.",
                         lambda weights, images, one_hot_labels, alpha:
                             weights - alpha * np.outer(images[-1], images[-1].dot(weights) - one_hot_labels[-1]))
learn_one_by_one.mistake("The sign is flipped: delta is prediction - target, and the update subtracts.",
                         edit=("weights - alpha", "weights + alpha"))
learn_one_by_one.mistake("Alpha is missing.", edit=("alpha * np", "np"))
learn_one_by_one.mistake("The outer product is turned round; rows belong to pixels, so the image comes first.",
                         edit=("(images[i], delta)", "(delta, images[i])"))
learn_one_by_one.right(lambda weights, images, one_hot_labels, alpha: _with_columns(weights, images, one_hot_labels,
                                                                                   alpha))


def _with_columns(weights, images, one_hot_labels, alpha):
    """Return the same as `learn_one_by_one`, with rows and columns in place of the outer product."""
    weights = weights.copy()
    for image, one_hot_label in zip(images, one_hot_labels, strict=True):
        weights -= alpha * image[:, None] * (image.dot(weights) - one_hot_label)
    return weights
