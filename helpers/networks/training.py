"""A training under way: one `Record` for each epoch, and a breakpoint after every small piece of the work."""
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError

DIVERGED = 1e6


class Scores(NamedTuple):
    """The mean error of an example, and the share of right answers; NaN where that has no meaning."""

    error: float = math.nan
    accuracy: float = math.nan


class Record(NamedTuple):
    """The figures of one epoch, NaN where a figure has no meaning for the network or was not asked for.

    The train figures are counted while the weights change, with dropout on, the test figures after that, with it off.
    """

    epoch: int
    test_error: float
    test_accuracy: float
    train_error: float
    train_accuracy: float


class Work(NamedTuple):
    """Work of an epoch: `pieces()` to be done, `do(piece)`, and `score(results)`, the `Scores` of all it returned."""

    pieces: Callable
    do: Callable
    score: Callable


class Training:
    """A training that goes on only while it is asked to: iterate over it for one `Record` an epoch.

    `records` are those of the epochs so far. Whichever way it goes on, a training raises a `CourseError` when its error
    grows beyond all bounds.
    """

    # The work of `learn` changes `weights`, a named tuple of arrays, that of `test` leaves them alone.
    def __init__(self, settings, weights, learn, test=None, test_every=1):
        self.records = []
        self._weights = weights
        self._steps = _steps(self.records, settings, learn, test, test_every)

    def __iter__(self):
        return self

    def __next__(self):
        trained = len(self.records)
        for _ in self._steps:
            if len(self.records) > trained:
                return self.records[-1]
        raise StopIteration

    @property
    def weights(self):
        """named tuple of arrays : A copy of the weights as they are now, which further training leaves alone."""
        return type(self._weights)(*(matrix.copy() for matrix in self._weights))

    def steps(self):
        """Go on piece by piece; after each yield the share of the whole run that is done, from 0 to 1.

        Between two pieces a program can move a progress bar, or look whether Stop was pressed.
        """
        return self._steps

    def finish(self):
        """Train to the end, and return this training."""
        for _ in self._steps:
            pass
        return self


def _steps(records, settings, learn, test, test_every):
    """Do piece after piece, keep a record of each epoch in `records`, and yield the share that is done."""
    # Not a method: a generator that holds its own training would keep large weights in memory for longer.
    for epoch in range(settings.epochs):
        is_tested = test and (epoch % test_every == 0 or epoch == settings.epochs - 1)
        jobs = [(job, job.pieces()) for job in ((learn, test) if is_tested else (learn,))]
        count, done, found = sum(len(pieces) for _, pieces in jobs), 0, []
        for job, pieces in jobs:
            results = []
            for piece in pieces:
                if done:
                    yield (epoch + done / count) / settings.epochs
                results.append(job.do(piece))
                done += 1
            found.append(job.score(results))
            _check_error(found[-1].error, epoch, settings)
        train, test_scores = found if is_tested else (*found, Scores())
        records.append(Record(epoch, *test_scores, *train))
        yield (epoch + 1) / settings.epochs


def _check_error(error, epoch, settings):
    """Say that a run diverges when its error is beyond all bounds, or no number."""
    if not error < DIVERGED:  # this way round, since NaN is neither less nor more
        reached = f"reaches {error:.3g}" if np.isfinite(error) else "is no finite number"
        raise CourseError(f"The training diverges in epoch {epoch}, where the error {reached}: "
                          f"choose an alpha below {settings.alpha:g} and train again.")
