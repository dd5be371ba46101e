"""A process for each contender, on one core, and the turns that they take."""
import importlib
import multiprocessing
import os
import statistics
import time
import traceback
from collections.abc import Callable, Iterator
from typing import NamedTuple

from helpers.lab import ONE_THREAD

# Read by NumPy, PyTorch and JAX when they are loaded, which is after a worker has begun.
VARIABLES = ONE_THREAD | {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false", "TORCHINDUCTOR_FORCE_DISABLE_CACHES": "1"}
JUDGED = 6  # evaluations, the first of which warms up


class Contender(NamedTuple):
    """A run under way. `next(train)` trains one piece, `judge()` returns a function that evaluates: the accuracy.

    Where a piece or an evaluation is too long, so many times less of it is done: `train_share`, `judge_share`. Then
    `accuracy()` tells what `judge` cannot.
    """

    train: Iterator
    judge: Callable | None = None
    accuracy: Callable | None = None
    train_share: int = 1
    judge_share: int = 1


class Worker:
    """A process that holds one contender at a time."""

    def __init__(self, module, core=None):
        """Start it; its contenders come from this `module`."""
        os.environ.update(VARIABLES)
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, module, core), daemon=True)
        self._process.start()

    def ask(self, *order):
        """Return what the worker answers to an order, or raise RuntimeError with what went wrong there."""
        self._pipe.send(order)
        fine, answer = self._pipe.recv()
        if not fine:
            raise RuntimeError(answer)
        return answer

    def stop(self):
        self._pipe.send(None)
        self._process.join()


def _serve(pipe, module, core):
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    held = {}
    while (order := pipe.recv()) is not None:
        try:
            answer = True, _obey(held, importlib.import_module(module), *order)
        except Exception:
            answer = False, traceback.format_exc()
        pipe.send(answer)


def _obey(held, module, order, *arguments):
    contender = held.get("contender")
    if order == "prepare":  # the name of a function that returns a Contender, or a sentence on why there is none
        held.clear()
        held["contender"] = getattr(module, arguments[0])(*arguments[1:])
        return held["contender"] if isinstance(held["contender"], str) else None
    if order == "train":  # so many pieces: the seconds of one
        count, = arguments
        return seconds(lambda: [next(contender.train) for _ in range(count)]) / count * contender.train_share
    if order == "judge":
        return contender.judge and seconds(contender.judge()) * contender.judge_share
    if order == "accuracy":
        return contender.accuracy() if contender.accuracy else contender.judge and contender.judge()()
    return getattr(module, order)(*arguments)


def seconds(function):
    """Return how long a function takes."""
    before = time.perf_counter()
    function()
    return time.perf_counter() - before


class Times(NamedTuple):
    """The time of the first turn, which warms up and compiles, and those of the others, in seconds."""

    first: float
    others: list

    @property
    def median(self):
        return statistics.median(self.others)


def take_turns(workers, rounds, pieces=1):
    """Let prepared workers train some pieces and evaluate in turn; return {name: (train, judge, accuracy)}.

    The first two are `Times`, those of training for one piece.
    """
    found = {name: ([], []) for name in workers}
    for number in range(rounds):
        for name, worker in workers.items():
            found[name][0].append(worker.ask("train", pieces))
            if number < JUDGED:
                found[name][1].append(worker.ask("judge"))
    return {name: (*(Times(taken[0], taken[1:]) if taken[0] is not None else None for taken in found[name]),
                   worker.ask("accuracy")) for name, worker in workers.items()}
