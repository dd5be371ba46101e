"""Runs A to D of the book: the network of `networks.dense`, with the mistakes that the book prints in its update."""
import dataclasses

from helpers.arguments import CourseError, takes
from helpers.networks import dense, images
from helpers.networks.layers import ACTIVATIONS, OUTPUTS
from helpers.networks.settings import made_by

__all__ = ["RUNS", "Settings", "train"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(dense.Settings):
    """The settings of `networks.dense`, and a switch for each mistake.

    Attributes
    ----------
    slope_at_zero : bool
        In A, B and C: relu's slope is tested with >= 0 instead of > 0. On values that relu has made 0 or more that is
        always 1, so that switched-off nodes learn too.
    update_while_counting : bool
        In C: the update is inside the loop that counts right answers, so that it runs once for every image of the
        batch, with the layers of the one forward pass.
    divide_twice : bool
        In D: layer_2_delta is divided by the batch size twice, a smaller alpha in disguise.
    slope_after_dropout : bool
        In D: the slope of tanh is taken from values that dropout has doubled, where it can be negative.
    """

    slope_at_zero: bool = False
    update_while_counting: bool = False
    divide_twice: bool = False
    slope_after_dropout: bool = False

    def __post_init__(self):
        super().__post_init__()
        if self.update_while_counting and (self.l1 or self.l2):
            raise CourseError("The update inside the counting loop knows no price: set l1 and l2 to 0.")


A = Settings(hidden_size=40, alpha=0.005, epochs=350, slope_at_zero=True)
B = dataclasses.replace(A, hidden_size=100, epochs=300, dropout=0.5)
C = dataclasses.replace(B, alpha=0.001, batch_size=100, update_while_counting=True)
D = Settings(hidden_size=100, alpha=2.0, epochs=300, batch_size=100, dropout=0.5, activation="tanh", output="softmax",
             range_0_1=0.01, divide_twice=True, slope_after_dropout=True)
RUNS = {
    "A": A, "A mended": dataclasses.replace(A, slope_at_zero=False),
    "B": B, "B mended": dataclasses.replace(B, slope_at_zero=False),
    # The book updates 100 times a batch with 0.001; once with 0.1 goes about as far.
    "C": C, "C mended": dataclasses.replace(C, slope_at_zero=False, update_while_counting=False, alpha=0.1),
    "D": D, "D mended": dataclasses.replace(D, slope_after_dropout=False, divide_twice=False, alpha=0.02),
}


@takes(settings=made_by(Settings), **images.FOR_TRAINING)
def train(settings, images, labels, test_images=None, test_labels=None, test_every=1):
    """Train as `networks.dense.train` does, with the mistakes that are switched on."""
    return dense.train_by(update, settings, images, labels, test_images, test_labels, test_every)


def update(weights_1_2, sums, target, mask, settings):
    """Learn from one batch as `networks.dense.update` does, with the mistakes that are switched on."""
    layer_1 = ACTIVATIONS[settings.activation][0](sums)
    slope = _slope(layer_1, settings)
    if mask is not None:
        layer_1 *= mask * (1 / (1 - settings.dropout))
        slope = mask * (_slope(layer_1, settings) if settings.slope_after_dropout else slope)
    layer_2 = OUTPUTS[settings.output](layer_1.dot(weights_1_2))
    layer_2_step = layer_2 - target
    layer_2_step *= settings.alpha / len(target) ** (2 if settings.divide_twice else 1)
    weight_step_1_2 = layer_1.T.dot(layer_2_step)
    upper = weights_1_2
    if settings.update_while_counting:
        # Before update k the upper weights are weights_1_2 - k * weight_step_1_2, and 0 + 1 + ... + 99 = 4950: so the
        # run takes one step where its loop takes 100.
        n = len(target)
        upper = n * weights_1_2 - n * (n - 1) / 2 * weight_step_1_2
        weight_step_1_2 *= n
    layer_1_step = layer_2_step.dot(upper.T) * slope
    weights_1_2 -= weight_step_1_2
    return layer_2, layer_1_step


def _slope(layer_1, settings):
    if settings.activation == "relu" and settings.slope_at_zero:
        return (layer_1 >= 0).astype(float)
    return ACTIVATIONS[settings.activation][1](layer_1)
