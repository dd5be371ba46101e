"""What defines a run but the data, and the runs of the printed course, each as printed and mended."""
import dataclasses

from helpers.arguments import CourseError, number, shown, whole
from helpers.networks.layers import ACTIVATIONS, OUTPUTS, one_of

SEEDS = 0, 2**32 - 1
SWITCHES = ("slope_at_zero", "update_while_counting", "divide_twice", "slope_after_dropout")


def keep_checked(settings, switches, wholes, ranges):
    """Check fields of frozen `settings` and keep the numbers as plain ones; `wholes`, `ranges` give (low, high)."""
    checked = {name: number(name, getattr(settings, name), *ends) for name, ends in ranges.items()}
    checked |= {name: whole(name, getattr(settings, name), *ends) for name, ends in wholes.items()}
    for name, value in checked.items():
        object.__setattr__(settings, name, value)  # the way to set a field of a frozen dataclass here
    for name in switches:
        value = getattr(settings, name)
        if not isinstance(value, bool):
            raise CourseError(f"{name} is a switch and must be True or False; it is {shown(value)}.")


@dataclasses.dataclass(frozen=True)
class Settings:
    """Everything that defines a run but the data; `dataclasses.replace(settings, alpha=0.01)` makes another one.

    Attributes
    ----------
    hidden_size, epochs, batch_size, seed : int
        Neurons in the hidden layer, passes over the data, images per update, seed of the random numbers.
    alpha : float
        Learning rate.
    dropout : float
        Share of hidden nodes switched off at each update; the others are scaled by 1 / (1 - dropout).
    activation : {"relu", "tanh", "sigmoid"}
        Of the hidden layer.
    output : {"linear", "softmax", "sigmoid"}
        Of the last layer; its delta is prediction - target, whichever it is.
    range_0_1, range_1_2 : float
        The weights start uniform between minus this and plus this.
    l1, l2 : float
        Penalties: every update also takes `alpha * (l2 * weights + l1 * np.sign(weights))` off the weights.
    slope_at_zero : bool
        Printed in A, B and C: relu's slope is tested with >= 0 instead of > 0. On values that relu has made 0 or more
        that is always 1, so that switched-off nodes learn too.
    update_while_counting : bool
        Printed in C: the update stands inside the loop that counts right answers, so that it runs once for every image
        of the batch, with the layers of the one forward pass.
    divide_twice : bool
        Printed in D: layer_2_delta is divided by the batch size twice, a smaller alpha in disguise.
    slope_after_dropout : bool
        Printed in D: the slope of tanh is taken from values that dropout has doubled, where it can be negative.

    Raises
    ------
    CourseError
        If a value is of the wrong kind or outside its range.
    """

    hidden_size: int = 40
    alpha: float = 0.005
    epochs: int = 350
    batch_size: int = 1
    dropout: float = 0.0
    activation: str = "relu"
    output: str = "linear"
    range_0_1: float = 0.1
    range_1_2: float = 0.1
    l1: float = 0.0
    l2: float = 0.0
    seed: int = 1
    slope_at_zero: bool = False
    update_while_counting: bool = False
    divide_twice: bool = False
    slope_after_dropout: bool = False

    def __post_init__(self):
        alpha = number("alpha", self.alpha, 1e-9, 100)
        keep_checked(
            self, SWITCHES,
            wholes={"hidden_size": (1, 10_000), "epochs": (1, 100_000), "batch_size": (1, 60_000), "seed": SEEDS},
            ranges={"range_0_1": (0, 100), "range_1_2": (0, 100), "dropout": (0, 0.99), "l1": (0, 0.5 / alpha),
                    "l2": (0, 0.5 / alpha)})
        one_of("activation", self.activation, ACTIVATIONS)
        one_of("output", self.output, OUTPUTS)
        if self.update_while_counting and (self.l1 or self.l2):
            raise CourseError("The update inside the counting loop knows no penalty: set l1 and l2 to 0.")


_A = Settings(hidden_size=40, alpha=0.005, epochs=350, slope_at_zero=True)
_B = dataclasses.replace(_A, hidden_size=100, epochs=300, dropout=0.5)
_C = dataclasses.replace(_B, alpha=0.001, batch_size=100, update_while_counting=True)
_D = Settings(hidden_size=100, alpha=2.0, epochs=300, batch_size=100, dropout=0.5, activation="tanh", output="softmax",
              range_0_1=0.01, divide_twice=True, slope_after_dropout=True)
RUNS = {
    "A": _A,
    "A mended": dataclasses.replace(_A, slope_at_zero=False),
    "B": _B,
    "B mended": dataclasses.replace(_B, slope_at_zero=False),
    "C": _C,
    # Print updates 100 times a batch with 0.001; once with 0.1 goes about as far.
    "C mended": dataclasses.replace(_C, slope_at_zero=False, update_while_counting=False, alpha=0.1),
    "D": _D,
    "D mended": dataclasses.replace(_D, slope_after_dropout=False, divide_twice=False, alpha=0.02),
}


def differences(one, other):
    """Return what two settings do not share, as {name: (value in one, value in the other)}."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in vars(one)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
