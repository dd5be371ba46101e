"""One more exercise of lesson 04: how a bias learns."""
from helpers.exercises.exercise import exercise


@exercise("my_bias_update", lesson=4, section="3. Direction and amount from one product",
          praise="The input of a bias is always 1, so its weight delta is the delta itself.",
          hints=("Predict and compare as before. The prediction now has two parts, and the bias is one of them.",
                 "A bias is a weight whose input is always 1. What is input times delta then?"))
def bias_update(bias, weight, inputs, target, alpha):
    """Return the bias, a number, after one update; the prediction is inputs * weight + bias."""
    prediction = inputs * weight + bias
    delta = prediction - target
    return bias - alpha * delta


@bias_update.cases
def _(rng):
    low, high = rng.uniform(0.2, 0.8, 4).round(2).tolist(), rng.uniform(1.2, 2.5, 4).round(2).tolist()
    return [("a prediction that is too low", low[0], low[1], high[0], 5.0, 0.1),
            ("a prediction that is too high", high[1], high[2], high[3], low[2], 0.3),
            ("a negative input", high[1], low[0], -high[2], low[3], 0.2)]


bias_update.mistake("That is how a weight moves; the input of a bias is 1, not inputs.",
                    edit=("alpha * delta", "alpha * inputs * delta"))
bias_update.mistake("It moves the wrong way: delta already is prediction - target, so subtract alpha * delta.",
                    edit=("bias - alpha", "bias + alpha"))
bias_update.mistake("Alpha is missing.", edit=("alpha * delta", "delta"))
bias_update.mistake("The bias is missing in the prediction; it is inputs * weight + bias.",
                    edit=("= inputs * weight + bias", "= inputs * weight"))
bias_update.mistake("That is the new weight; return the new bias.",
                    lambda bias, weight, inputs, target, alpha:
                        weight - alpha * inputs * (inputs * weight + bias - target))
bias_update.mistake("That is the step alone; subtract it from the bias.",
                    edit=("bias - alpha * delta", "alpha * delta"))
bias_update.mistake("You used the squared error; the step is alpha times delta itself.",
                    edit=("alpha * delta", "alpha * delta ** 2"))
