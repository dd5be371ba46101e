"""The exercises of lesson 12: starts, pruning, decay, momentum, and what a change moves."""
import numpy as np

from helpers.exercises.exercise import exercise, words


@exercise("my_glorot", lesson=12, section="8. Experiment 6: initialization",
          praise="Level on the way up and on the way back, as far as one number can be.",
          hints=("The root of 2 / (inputs + outputs). Both numbers are in `draws.shape`.",
                 "`inputs, outputs = draws.shape` gives the two numbers. `** 0.5` takes the root; multiply the draws "
                 "by it."))
def glorot(draws):
    """Return the weights, an array of the same shape as the array `draws`."""
    inputs, outputs = draws.shape
    return draws * (2 / (inputs + outputs)) ** 0.5


glorot.cases(lambda rng: [(f"{inputs} inputs and {outputs} outputs", rng.normal(size=(inputs, outputs)))
                          for inputs, outputs in ((6, 2), (3, 5), (1, 4))])
glorot.mistake("You took the root away: that is 2 / (inputs + outputs), and the spread is the root of it.",
               edit=(" ** 0.5", ""))
glorot.mistake("That is the start of He, which looks at the inputs alone.", edit=("(inputs + outputs)", "inputs"))
glorot.mistake("That is the start of LeCun, which looks at the inputs alone.",
               edit=("2 / (inputs + outputs)", "1 / inputs"))
glorot.mistake("The 2 is missing: the mean of inputs and outputs is half of their sum.", edit=("2 /", "1 /"))
glorot.mistake("You divided by the number of weights; Glorot wants the sum of inputs and outputs.",
               edit=("inputs + outputs", "inputs * outputs"))
glorot.mistake("You divided by the root where you should multiply: many nodes ask for small weights.",
               edit=("draws *", "draws /"))
glorot.mistake("With 6 it is the border of a uniform start; the spread of normal draws has a 2.", edit=("2 /", "6 /"))
glorot.wrong(edit=("draws * ", ""))


@exercise("my_prune", lesson=12, section="10. Experiment 7: pruning",
          praise="What is left meets the target, and nothing small is left.",
          hints=("`np.argsort(np.abs(weights))` gives the places, the smallest weight first. Try on a copy; keep the "
                 "copy only if it is good enough.",
                 "Begin with `pruned = weights.copy()`. In the loop, make a copy of `pruned` with one more 0. If its "
                 "accuracy is below the target, return `pruned`; else it is the new `pruned`."))
def prune(weights, accuracy, target):
    """Return the pruned row, an array; `accuracy` is a function of such an array, `target` a number."""
    pruned = weights.copy()
    for place in np.argsort(np.abs(weights)):
        tried = pruned.copy()
        tried[place] = 0
        if accuracy(tried) < target:
            return pruned
        pruned = tried
    return pruned


@prune.cases
def _(rng):
    rows = [(_distinct(rng, size), target) for size, target in ((7, 0.6), (9, 0.85), (4, 0.99), (3, 0.0))]
    eight = _distinct(rng, 8)
    needed = np.argsort(np.abs(eight))[4]
    return [*((f"{len(row)} weights and the target {target}", row, _share_of(row), target) for row, target in rows),
            *((f"a target that {what} just meets", eight, lambda row: np.count_nonzero(row) / 8, target)
              for what, target in (("half of the row", 0.5), ("the whole row", 1.0))),
            ("one weight that has to stay", eight, lambda row: float(row[needed] != 0), 1.0)]


def _distinct(rng, size):
    """Return weights whose order of size, order of value and order of place all differ."""
    row = rng.permutation((np.arange(size) + rng.uniform(0.1, 0.9, size)) / size * np.where(np.arange(size) % 2, 1, -1))
    # The largest first, then the smallest: neither the order of places nor that of values happens to be the order of
    # sizes, from either end.
    ends = [np.abs(row).argmax(), np.abs(row).argmin()]
    return np.append(row[ends], np.delete(row, ends))


def _share_of(weights):
    """Return an accuracy: the share of the squares of `weights` that a pruned row still has."""
    return lambda row: float((np.asarray(row) ** 2).sum() / (weights ** 2).sum())


prune.mistake("You removed one weight too many; go back to the row before the accuracy fell below the target.",
              edit=("            return pruned", "            return tried"))
prune.mistake("You began with the largest weights; the smallest ones go first.", edit=("np.abs", "-np.abs"))
prune.mistake("A weight of -3 is large: sort by np.abs(weights), not by the weights.",
              edit=("np.abs(weights)", "weights"))
prune.mistake("You went from left to right; the order of size decides, not the place.",
              edit=("np.argsort(np.abs(weights))", "range(len(weights))"))
prune.mistake("An accuracy that equals the target is still good enough; stop only below it.", edit=("<", "<="))
prune.mistake("You passed over a weight and went on; stop at the first one that would go below the target.",
              edit=("            return pruned", "            continue"))
prune.mistake("Nothing was removed although the target leaves room.", lambda weights, accuracy, target: weights.copy())
prune.mistake("You removed the smallest weight only; go on as long as the accuracy holds.",
              edit=("np.argsort(np.abs(weights))", "np.argsort(np.abs(weights))[:1]"))
prune.wrong(lambda weights, accuracy, target: accuracy(weights))


@exercise("my_decay", lesson=12, section="6. Experiment 5: decay",
          praise="What nothing pushes shrinks by the same share each time.",
          hints=("Two pulls, one alpha: what the error wants, and l2 times the weight as it is now.",
                 "Add the two pulls, `weight_delta` and `l2 * weights`, in parentheses; then the update is the usual "
                 "one."))
def decay(weights, weight_delta, alpha, l2):
    """Return the new weights, an array of the shape of weights and weight_delta; alpha and l2 are numbers."""
    return weights - alpha * (weight_delta + l2 * weights)


decay.cases(lambda rng: [
    ("two by three weights", rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), 0.1, 0.5),
    ("four weights", rng.normal(size=4), rng.normal(size=4), 0.3, 0.2),
    ("no price", rng.normal(size=3), rng.normal(size=3), 0.2, 0.0),
    ("weights that nothing pushes", rng.normal(size=3), np.zeros(3), 0.5, 0.4)])
decay.mistake("The price makes your weights grow; it must pull them toward 0.", edit=("+ l2", "- l2"))
decay.mistake("The price is missing; nothing pulls the weights toward 0.", edit=(" + l2 * weights", ""))
decay.mistake("The price is taken without alpha; both pulls are multiplied by it.",
              edit=("(weight_delta + l2 * weights)", "weight_delta - l2 * weights"))
decay.mistake("That is L1, which takes the same amount off every weight; L2 takes l2 times the weight.",
              edit=("l2 * weights", "l2 * np.sign(weights)"))
decay.mistake("You put the price on the weight_delta; it belongs on the weight.",
              edit=("l2 * weights", "l2 * weight_delta"))
decay.mistake("You took the price off the weights after the update; both pulls start from the weights as they were.",
              edit=("weights - alpha * (weight_delta + l2 * weights)",
                    "(weights - alpha * weight_delta) * (1 - alpha * l2)"))
decay.mistake("You squared the weights; the slope of the price is l2 times the weight itself.",
              edit=("l2 * weights", "l2 * weights ** 2"))
decay.mistake("The price here is l2 times the weight, without a 2; the course leaves that factor to l2.",
              edit=("l2 * weights", "2 * l2 * weights"))
decay.mistake("That is what the update takes off; subtract it from the weights.", edit=("weights - alpha", "alpha"))
decay.mistake("The sign of weight_delta is flipped: you climb the error.", edit=("(weight_delta", "(-weight_delta"))


@exercise("my_momentum", lesson=12, section="14. Experiment 11: steps with a memory",
          praise="What keeps its direction is multiplied; what goes back and forth cancels.",
          hints=("Carry a velocity along, 0 at first. Each update makes a new one before the weight moves.",
                 "In the loop: `velocity = keep * velocity + weight_delta`, then the usual update with the velocity in "
                 "place of the weight_delta."))
def momentum(weight, weight_deltas, alpha, keep):
    """Return the weight after all updates, a number; weight_deltas is a list of numbers, one an update."""
    velocity = 0.0
    for weight_delta in weight_deltas:
        velocity = keep * velocity + weight_delta
        weight = weight - alpha * velocity
    return weight


momentum.cases(lambda rng: [
    ("the weight_deltas 2, 2, -4", 1.0, [2.0, 2.0, -4.0], 0.1, 0.5),
    ("one update", 0.5, [3.0], 0.2, 0.9),
    ("six updates", float(rng.normal()), [float(size) for size in rng.normal(size=6)], 0.3, 0.8),
    ("a weight_delta of 0 at the end", 1.0, [1.0, 0.0], 0.5, 0.9)])
momentum.mistake("Your velocity forgets: each one is `keep` times the one before, plus the new weight_delta.",
                 edit=("keep * velocity + weight_delta", "weight_delta"))
momentum.mistake("The old velocity is shrunk before the new weight_delta is added.",
                 edit=("keep * velocity + weight_delta", "velocity + weight_delta"))
momentum.mistake("Only the old velocity is multiplied by `keep`; the new weight_delta counts in full.",
                 edit=("keep * velocity + weight_delta", "keep * (velocity + weight_delta)"))
momentum.mistake("That is a running mean; here the new weight_delta counts in full.",
                 edit=("+ weight_delta", "+ (1 - keep) * weight_delta"))
momentum.mistake("The weight moves by the new velocity, not by the one before.",
                 edit=("        velocity = keep * velocity + weight_delta\n        weight = weight - alpha * velocity",
                       "        weight = weight - alpha * velocity\n        velocity = keep * velocity + weight_delta"))
momentum.mistake("The weight moved once, by the last velocity; it moves at every update.",
                 edit=("        weight = weight", "    weight = weight"))
momentum.mistake("You climb the error: the velocity is subtracted.", edit=("weight - alpha", "weight + alpha"))
momentum.mistake("Alpha is missing: the weight moves by alpha times the velocity.",
                 edit=("alpha * velocity", "velocity"))
momentum.mistake("`keep` belongs to the old velocity; the new weight_delta counts in full.",
                 edit=("keep * velocity + weight_delta", "velocity + keep * weight_delta"))


@exercise("my_leaky_start", lesson=12, section="8. Experiment 6: initialization",
          praise="With slope 0 it is He, with slope 1 LeCun: you have both from one idea.",
          hints=("Half of the sums keep their square. What does the square of the other half become?",
                 "The mean square is multiplied by (1 + slope ** 2) / 2. Relu, with slope 0, has a half there, and He "
                 "makes up for it with a 2."))
def leaky_start(draws, slope):
    """Return the weights, an array of the same shape as the array `draws`; slope is a number from 0 to 1."""
    return draws * (2 / ((1 + slope ** 2) * len(draws))) ** 0.5


leaky_start.cases(lambda rng: [(f"{inputs} inputs, {outputs} outputs and the slope {slope}",
                                rng.normal(size=(inputs, outputs)), slope)
                               for inputs, outputs, slope in ((6, 2, 0.1), (3, 5, 0.5), (4, 3, 0.0), (5, 2, 1.0))])
leaky_start.mistake("That is the start of He, whatever the slope; what leaks through adds to the mean square.",
                    edit=("((1 + slope ** 2) * len(draws))", "len(draws)"))
leaky_start.mistake("Squares are averaged: a sum times slope has a square of slope ** 2.",
                    edit=("slope ** 2", "slope"))
leaky_start.mistake("That is the mean square; the spread of a weight is its root.", edit=(" ** 0.5", ""))
leaky_start.mistake("What leaks through makes the signal larger, so the weights must be smaller, not larger.",
                    edit=("2 / ((1 + slope ** 2) * len(draws))", "2 * (1 + slope ** 2) / len(draws)"))
leaky_start.mistake("A sum has as many parts as the node has inputs: the rows of draws, not its columns.",
                    edit=("len(draws)", "draws.shape[1]"))
leaky_start.mistake("The 2 is missing: only half of the sums keep their square.", edit=("2 / (", "1 / ("))

moves = words(
    "moves", "my_moves", ["lower", "upper", "neither"], [
        ("lower", "a: the lower weight moves the output by 0.01 * 1 * 4, the upper one by 0.01 * 0.5."),
        ("upper", "b: the lower weight moves the output by 0.01 * 0.1 * 0.5, the upper one by 0.01 * 2."),
        ("neither", "c: the sum of the hidden node is -6, so its relu is off."),
        ("neither", "d: with an input of 0 the hidden node says 0, and its lower weight is multiplied by 0."),
        ("upper", "e: the lower weight moves the output by 0.01 * 1 * 2, the upper one by 0.01 * 3.")],
    noun="answers", lesson=12, section="In which layer does a change move the outputs most?",
    praise="Input times what is above, against what the node says: no layer wins always.",
    hints=("Adding 0.01 to the lower weight moves the output by 0.01 * input * upper weight, if the relu is on. Adding "
           "it to the upper weight moves it by 0.01 * what the hidden node says.",
           "Compute for each line what the hidden node says: input times lower weight, or 0 if that is negative. Where "
           "it is off, both moves are 0."))

misconceptions = words(
    "misconceptions", "my_refutations", list("abcdefg"), [
        ("c", "1: one finding shows what a weight on a real input cannot do."),
        ("g", "2: one finding compares two starts, each at its own best alpha."),
        ("a", "3: one finding looks at single updates."),
        ("b", "4: one finding is about how many weights there are."),
        ("e", "5: one finding compares weights with each other, one at a time.")],
    noun="answers", lesson=12, section="Recap",
    praise="Five sentences that you will meet again; now you have a measurement against each.",
    hints=("Findings b and e sound alike. One is about how *many* weights, the other about *which*.",
           "Findings d and f are left over. Sentence 1 needs a finding about a column of ones, sentence 2 one about "
           "starts."))

prune.equal("You use `pruned` where `weights` belongs.", "That is `tried`")
