"""Fair races: every contender at its own best alpha, chosen on validation digits, over the same seeds."""
import math
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError, DictOf, Function, ListOf, ListOrDict, Made, Number, Parts, Whole, takes


class Result(NamedTuple):
    """How one contender did at its best alpha; `validation` and `test` hold one accuracy for each seed.

    `bracketed` tells whether smaller and larger alphas were tried as well; where not, the best alpha may lie outside.
    """

    name: str
    alpha: float
    bracketed: bool
    validation: np.ndarray
    test: np.ndarray

    def __str__(self):
        edge = "" if self.bracketed else " (at the end of the grid)"
        return (f"{self.name:24} alpha {self.alpha:<6g} validation {self.validation.mean():.3f} +- "
                f"{self.validation.std():.3f}   test {self.test.mean():.3f} +- {self.test.std():.3f}{edge}")


GRID = ListOf(Number(1e-12, 1e6))
ACCURACIES = Parts("two numbers, the validation and the test accuracy", (Number(), Number()))


@takes(contenders=DictOf(Function()), alphas=ListOrDict(GRID), seeds=ListOf(Whole(0, 2**32 - 1)))
def race(contenders, alphas, seeds=(1, 2, 3, 4, 5)):
    """Run every contender with every alpha and seed; return the `Result` of each at its own best alpha.

    Parameters
    ----------
    contenders : dict of str to callable
        Called as `contender(alpha, seed)`; trains a network and returns its validation and its test accuracy. A
        training that diverges counts as 0 for both.
    alphas : sequence of float, or dict of str to sequence of float
        The grid, one for all or one for each contender. It should reach beyond the best alpha on both sides.
    seeds : sequence of int
        The same for all contenders.

    Returns
    -------
    list of Result
        In the order of the contenders. The test accuracies play no part in the choice of alpha.

    Raises
    ------
    CourseError
        If there is no contender, no alpha or no seed, or if one of them is not what it should be.
    """
    missing = contenders.keys() - alphas.keys() if isinstance(alphas, dict) else ()
    if missing:
        raise CourseError(f"alphas must hold a list for each contender, also for {min(missing)}.")
    return [_best(name, contender, sorted(alphas[name] if isinstance(alphas, dict) else alphas), seeds)
            for name, contender in contenders.items()]


@takes(better=Made(Result, "a result of networks.race"), worse=Made(Result, "a result of networks.race"))
def verdict(better, worse):
    """Return what the paired test accuracies of two results say of the claim that `better` is better.

    Returns
    -------
    str
        "holds" or "does not hold" where the mean difference over the seeds is at least two of its standard errors
        and half a point, else "too close to call".
    """
    if len(better.test) != len(worse.test):
        raise CourseError("better and worse must come from a race over the same seeds.")
    differences = better.test - worse.test
    error = differences.std(ddof=1) / math.sqrt(len(differences)) if len(differences) > 1 else math.inf
    if abs(differences.mean()) < max(2 * error, 0.005):
        return "too close to call"
    return "holds" if differences.mean() > 0 else "does not hold"


def _best(name, contender, grid, seeds):
    found = {alpha: np.array([_accuracies(contender, alpha, seed) for seed in seeds]) for alpha in grid}
    best = max(grid, key=lambda alpha: found[alpha][:, 0].mean())
    return Result(name, best, grid[0] < best < grid[-1], *found[best].T)


def _accuracies(contender, alpha, seed):
    try:
        return ACCURACIES("What a contender returns", contender(alpha, seed), {})
    except CourseError as problem:
        if "diverges" not in str(problem):
            raise
        return 0.0, 0.0
