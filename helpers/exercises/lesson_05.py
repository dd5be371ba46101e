"""The exercises of lesson 05: many weights share one delta."""
import numpy as np

from helpers.exercises.exercise import exercise, letter


@exercise("my_weight_deltas", lesson=5, section="1. Three inputs, one output",
          praise="One shared delta, each input its own share of the blame.",
          hints=("One product for each input; the delta is shared.",
                 "A list comprehension makes them one by one. An array does it at once: what is `inputs * 2`?"))
def weight_deltas(inputs, delta):
    """Return one weight delta for each entry of the array inputs, as a list or an array; delta is a number."""
    return [value * delta for value in inputs]


@weight_deltas.cases
def _(rng):
    return [*((f"{n} inputs", rng.uniform(0.2, 2, n).round(3), float(rng.uniform(0.2, 2))) for n in (3, 1, 6)),
            ("a negative delta", np.array([8.5, 0]), -0.14)]


weight_deltas.mistake("It works for three inputs only; loop over all of them.",
                      lambda inputs, delta: [inputs[0] * delta, inputs[1] * delta, inputs[2] * delta])
weight_deltas.mistake("The sign is lost; weight_delta is input * delta, with the sign of both.",
                      edit=("value * delta", "abs(value * delta)"))
weight_deltas.mistake("The sign is flipped; delta already is prediction - target.",
                      edit=("value * delta", "-value * delta"))
weight_deltas.mistake("You added them up; every weight has a weight delta of its own.",
                      edit=("[value * delta for value in inputs]", "sum(value * delta for value in inputs)"))
weight_deltas.mistake("Every weight got the bare delta; multiply it by that weight's own input.",
                      edit=("value * delta", "delta"))
weight_deltas.mistake("You multiplied by the place of the input, 0, 1, 2; multiply by the input itself.",
                      lambda inputs, delta: [delta * place for place in range(len(inputs))])
weight_deltas.wrong(edit=("value * delta", "[value * delta]"))
weight_deltas.wrong(edit=("value * delta", "str(value * delta)"))
weight_deltas.right(lambda inputs, delta: inputs * delta, np.dot)


@exercise("my_freeze", lesson=5, section="4. Freeze a weight",
          praise="A frozen weight keeps its value; the others go on learning.",
          hints=("Make a copy with `.copy()` before you set an entry of an array to 0.",
                 "The step of each weight is `alpha * weight_deltas`, a new array. Which entry of it must be 0?"))
def freeze(weights, weight_deltas, alpha, frozen):
    """Return the array of weights after one update in which weight number `frozen` keeps its value."""
    steps = alpha * weight_deltas
    steps[frozen] = 0
    return weights - steps


freeze.cases(lambda rng: [(f"weight {frozen} of {n} frozen", rng.normal(size=n), rng.normal(size=n), 0.3, frozen)
                          for n, frozen in ((3, 0), (3, 2), (5, 1))])
freeze.mistake("Every weight moved; the frozen one must keep its value.", edit=("    steps[frozen] = 0\n", ""))
freeze.mistake("You set the frozen weight to 0; freezing keeps its value, it is the step that is 0.",
               edit=("steps[frozen] = 0", "steps[frozen] = weights[frozen]"))
freeze.mistake("You always freeze weight 0; use the number in frozen.", edit=("steps[frozen]", "steps[0]"))
freeze.mistake("Alpha is missing.", edit=("alpha * ", ""))
freeze.mistake("The sign is flipped: subtract alpha * weight_deltas.", edit=("weights - steps", "weights + steps"))
freeze.mistake("Only the frozen weight moved; it is the others that should.",
               edit=("weights - steps", "weights - alpha * weight_deltas + steps"))


@exercise("my_outer", lesson=5, section="6. Three inputs, three outputs",
          praise="Row i, column j: input i times delta j.",
          hints=("Two loops: the outer one over the inputs, the inner one over the deltas.",
                 "One row is `[value * delta for delta in deltas]`, for one value of the inputs. Make a list of such "
                 "rows and an array of the list."))
def outer(inputs, deltas):
    """Return the weight deltas, an array of shape (inputs, outputs), of two arrays."""
    return np.array([[value * delta for delta in deltas] for value in inputs])


outer.cases(lambda rng: [(f"{rows} inputs and {columns} outputs", rng.normal(size=rows), rng.normal(size=columns))
                         for rows, columns in ((3, 2), (3, 3), (1, 4))])
outer.mistake("It is transposed: rows belong to inputs, columns to outputs. With as many outputs as inputs, no error "
              "message would warn you.", lambda inputs, deltas: np.outer(deltas, inputs))
outer.mistake("That is the dot product, one number; every pair needs its own product.", np.dot)
outer.mistake("You multiplied entry by entry; every input meets every delta.", np.multiply)
outer.mistake("The sign is flipped; delta already is prediction - target.", edit=("value * delta", "-value * delta"))
outer.mistake("All rows are the last one: `[[0] * n] * m` is one row, m times; make a new row in each round.",
              lambda inputs, deltas: np.tile(inputs[-1] * np.array(deltas), (len(inputs), 1)))
outer.wrong(lambda inputs, deltas: np.outer(inputs, deltas).ravel())
outer.right(np.outer, lambda inputs, deltas: inputs[:, None] * deltas)

read_picture = letter(
    "read_picture", "my_reading", "c",
    {"a": "A weight is not a pixel: the picture shows what each pixel is worth to one output.",
     "b": "It is the other way around: purple is above zero, so ink there raises the score.",
     "d": "A weight counts only where there is ink: the score sums pixel times weight, and an empty pixel is 0."},
    lesson=5, section="8. What the weights look like",
    praise="Ink on purple raises the score of this output, ink on orange lowers it.",
    hints=("The score adds up pixel times weight. What does a pixel of 0 add?",
           "Take one pixel in the center with ink, say 1, and a weight above zero. Does their product raise the score "
           "or lower it?"))


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
            ("a weight below 0 and a prediction that is too low", -0.5, np.array([1.0, 0.5]), 2.0, 0.1),
            ("inputs that cancel", 0.5, np.array([1.5, -1.5]), 1.0, 0.1)]


shared_weight.mistake("That is one weight for each input; there is only one weight, so add up its weight deltas.",
                      edit=("inputs.sum() * delta", "inputs * delta"))
shared_weight.mistake("Only the first input counts as a lever; the weight works through all of them.",
                      edit=("inputs.sum() * delta", "inputs[0] * delta"))
shared_weight.mistake("You took the mean of the inputs; levers add up.",
                      edit=("inputs.sum() * delta", "inputs.mean() * delta"))
shared_weight.mistake("The inputs are missing in the weight delta; it is lever times delta.",
                      edit=("inputs.sum() * delta", "delta"))
shared_weight.mistake("You gave each input a delta of its own; there is one prediction, their sum, and so one delta.",
                      lambda weight, inputs, target, alpha:
                          weight - alpha * (inputs * (inputs * weight - target)).sum())
shared_weight.mistake("That is the step; return the weight after it.", edit=("weight - alpha", "alpha"))
shared_weight.mistake("The sign is flipped: subtract alpha times the weight delta.",
                      edit=("weight - alpha", "weight + alpha"))
shared_weight.mistake("Alpha is missing.", edit=("alpha * inputs", "inputs"))
shared_weight.mistake("You changed the weight after each input; there is one prediction, the sum, and one update.",
                      lambda *given: _by_one(*given))


def _by_one(weight, inputs, target, alpha):
    for one in inputs:
        weight = weight - alpha * one * (one * weight - target)
    return weight
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
learn_one_by_one.mistake("The outer product is transposed; rows belong to pixels, so the image comes first.",
                         edit=("(images[i], delta)", "(delta, images[i])"))
learn_one_by_one.mistake("You took the decision, a 1 at the largest score, for the prediction; delta needs the scores.",
                         lambda *given: _decided(*given))


def _decided(weights, images, one_hot_labels, alpha):
    for image, target in zip(images, one_hot_labels):
        scores = image.dot(weights)
        weights = weights - alpha * np.outer(image, np.eye(len(scores))[scores.argmax()] - target)
    return weights
learn_one_by_one.right(lambda weights, images, one_hot_labels, alpha: _with_columns(weights, images, one_hot_labels,
                                                                                   alpha))


def _with_columns(weights, images, one_hot_labels, alpha):
    """Return the same as `learn_one_by_one`, with rows and columns in place of the outer product."""
    weights = weights.copy()
    for image, one_hot_label in zip(images, one_hot_labels, strict=True):
        weights -= alpha * image[:, None] * (image.dot(weights) - one_hot_label)
    return weights


# There are as many labels as images, and an image is a row of numbers, its own transpose.
learn_one_by_one.equal("You use `one_hot_labels` where `images` belongs.", "`images[i]` is not transposed")
