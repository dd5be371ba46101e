"""Time and peak memory of one epoch as the data grow."""
import contextlib
import dataclasses
import math
import pathlib
import re

import matplotlib.style
import numpy as np

from benchmarks import works
from benchmarks.harness import Worker, seconds
from helpers import networks, plots

SIZES = {"A": (1000, 5000, 20_000, 60_000), "block": (1000, 5000, 20_000, 60_000), "F": (1000, 5000, 25_000)}
PICTURE = works.ROOT / "benchmarks" / "growth.png"


def measure(name, size):
    """Return the seconds of one epoch, preparation included, and the MB that data and training add to the process.

    Where there are fewer images than asked for, they are repeated.
    """
    before = _memory("VmRSS")
    examples, labels, settings = _sized(name, size)
    with contextlib.suppress(OSError):  # forget the peak of loading
        pathlib.Path("/proc/self/clear_refs").write_text("5")
    network = getattr(networks, works.WORKS[name].network)
    taken = seconds(network.train(settings, examples, labels).finish)
    return taken, _memory("VmHWM") - before


def _memory(what):
    """Return what Linux knows of the memory of this process, in MB; NaN elsewhere."""
    try:
        return int(re.search(rf"{what}:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) / 1024
    except OSError:
        return math.nan


def _sized(name, size):
    """Return so many examples, their labels and settings for one epoch."""
    work = works.WORKS[name]
    settings = works.settings_of(name, getattr(work.settings, "precision", "float64"),
                                 getattr(networks, work.network).Settings)
    (examples, labels), rest = works.load(name)
    if name != "F":
        return np.resize(examples, (size, 784)), np.resize(labels, size), dataclasses.replace(settings, epochs=1)
    examples, labels = (examples + rest[0])[:size], np.concatenate([labels, rest[1]])[:size]
    words, places = np.unique(np.concatenate(examples), return_inverse=True)
    bags = np.split(places.astype(np.int32), np.cumsum([*map(len, examples)])[:-1])
    return bags, labels, dataclasses.replace(settings, epochs=1, vocabulary_size=len(words))


def measure_all(core):
    """Return {work: [(size, seconds, MB), ...]}, each from a process of its own."""
    found = {}
    for name, sizes in SIZES.items():
        for size in sizes:
            worker = Worker("benchmarks.growth", core)
            found.setdefault(name, []).append((size, *worker.ask("measure", name, size)))
            worker.stop()
    return found


def exponents(rows):
    """Return the exponents of seconds and MB: 1 where twice the data take twice as much."""
    size, *others = np.log(np.array(rows)).T
    return [np.polyfit(size, other, 1)[0] for other in others]


def draw(found):
    """Draw both as log-log pictures, each line with its name and its exponent."""
    with matplotlib.style.context("helpers.course"):
        figure, axes = plots.panels("time memory", width=10, height=4)
        for (panel, words), column in zip({"time": "one epoch, s", "memory": "peak memory, MB"}.items(), (1, 2),
                                          strict=True):
            for (name, rows), marker in zip(found.items(), "osd", strict=True):
                axes[panel].loglog([row[0] for row in rows], [row[column] for row in rows], marker=marker,
                                   label=f"{name}, exponent {exponents(rows)[column - 1]:.2f}")
            axes[panel].set(ylabel=words, xlabel="images or reviews")
            axes[panel].set_xticks([1000, 5000, 20_000, 60_000])
            axes[panel].set_yticks({"time": [0.03, 0.1, 0.3, 1, 3, 10], "memory": [10, 30, 100, 300, 1000]}[panel])
            axes[panel].minorticks_off()
            for axis in (axes[panel].xaxis, axes[panel].yaxis):
                axis.set_major_formatter("{x:,g}")
            axes[panel].legend()
        figure.savefig(PICTURE)
