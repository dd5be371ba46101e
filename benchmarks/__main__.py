"""Measure the course beside other libraries and write benchmarks/results.md: `make bench`, ten minutes."""
import argparse
import os
import statistics
import sys

from benchmarks import growth, report
from benchmarks.harness import Worker, take_turns
from benchmarks.works import WORKS

OURS = "ours"
CONTENDERS = {  # name: its module, its function there
    OURS: ("ours", "clean"),
    "as printed": ("ours", "printed"),
    "book's loops": ("ours", "book"),
    "PyTorch": ("pytorch", "eager"),
    "PyTorch compiled": ("pytorch", "compiled"),
    "JAX": ("jaxed", "jit"),
    "scikit-learn": ("libraries", "sklearn"),
    "gensim": ("libraries", "gensim"),
}
WHAT = {"A": "lesson 08, one image at a time", "B": "lesson 08, dropout", "C": "lesson 08, batches of 100",
        "D": "lesson 09, tanh and softmax", "E": "lesson 10, kernels of 3 x 3", "block": "lesson 10, two blocks",
        "F": "lesson 11, praise or blame", "blanks": "lesson 11, word vectors"}
HOW = """One core and one thread; each contender is a process of its own, and they take turns, four
epochs each of A to D, a piece of an epoch each of the rest.

How many times as long as ours each takes to train an epoch, without the time to compile, as the median of all turns:
below 1, ours is behind. All learn from the same data without the mistakes of the book. The course computes A to D in
float64 only; what others take in float32 is set beside that. scikit-learn cannot leave out biases, and has no dropout,
so it does less in B, C and D.
"""
WHY = """Ours leads where zeros can be left out or steps are small: it looks up only the rows and places with ink, and a
call of NumPy costs less than one of PyTorch. In the block the same place of all images of a batch lies side by side, so
that windows are copied in long runs. Where JAX leads, it is because it compiles all steps of an epoch into one loop,
while ours calls NumPy from Python about a dozen times a step, each time with an array in between. In A to D, float32
moves half the bytes.
"""
LIMIT = """The peak is that of products of 1,000 x 1,000 matrices in float64, by the same BLAS in the same process. "All
products" are those of the formulas. Ours leaves out most of those with a pixel of 0, which the last column does not
count. A share is the part of its time that a core at its peak would need; the rest goes to products too small for the
peak, to calls from Python and to arrays in memory.
"""
GROWTH = """One epoch with its preparation, each in a process of its own; the memory is what data and training add.
Where there are too few images they are repeated; the vocabulary is that of the reviews.
"""
HEADER = ("contender", "training, ms", "range", "/ ours", "evaluation, ms", "/ ours", "accuracy", "compiling, s")


def measure(name, pool, rounds):
    """Return {(contender, precision): (train, judge, accuracy)} of a work and {contender: why it is not there}."""
    there, missing = {}, {}
    for contender, precision in pool:
        reason = pool[contender, precision].ask("prepare", CONTENDERS[contender][1], name, precision)
        if reason:
            missing[f"{contender}, {precision}"] = reason
        else:
            there[contender, precision] = pool[contender, precision]
    work = WORKS[name]
    return take_turns(there, min(rounds or 1000, work.epochs * work.pieces // work.turn), work.turn), missing


def rows(name, found):
    """Return the rows of a work's table, the times those of one epoch."""
    work = WORKS[name]
    for (contender, precision), (train, judge, accuracy) in found.items():
        ours = found.get((OURS, precision)) or found[OURS, "float64"]
        epoch = [work.pieces * value for value in (train.median, min(train.others), max(train.others))]
        compiling = work.turn * (train.first - train.median)
        yield (f"{contender}, {precision}", report.milliseconds(epoch[0]),
               f"{report.milliseconds(epoch[1])} to {report.milliseconds(epoch[2])}", _times(train, ours[0]),
               report.milliseconds(judge.median) if judge else "", _times(judge, ours[1]),
               "" if accuracy is None else f"{accuracy:.3f}",
               f"{compiling:.1f}" if contender in ("JAX", "PyTorch compiled") else "")


def _times(other, ours):
    """Return how many times as long as ours another one takes, the median of the turns: a slow minute slows both."""
    if not (other and ours):
        return ""
    return f"{statistics.median(a / b for a, b in zip(other.others, ours.others, strict=True)):.2f}"


def section(name, found):
    work = WORKS[name]
    measured = f"{work.epochs} epoch{'s' * (work.epochs > 1)}"
    cut = f", timed in {work.pieces} pieces an epoch and scaled" if work.pieces > 1 else ""
    precision = "float64" if (OURS, "float64") in found else "float32"
    whole = found[OURS, precision][0].median * work.pieces * work.whole
    return (f"### {name}: {WHAT[name]}\n\nOne epoch; accuracy after {measured}{cut}. Ours takes {whole:.3g} s in "
            f"{precision} for the whole run of {work.whole}, scaled from an epoch.\n\n"
            f"{report.table(HEADER, rows(name, found))}\n")


def in_short(all_found):
    """Return a table of the leads: how many times as long as ours each library takes for an epoch."""
    names = [name for name in CONTENDERS if name not in (OURS, "as printed")]
    lines = []
    for name, found in all_found.items():
        for precision in ("float64", "float32"):
            ours = found.get((OURS, precision)) or found.get((OURS, "float64"))
            if not ours:
                continue
            others = [_times(found[contender, precision][0], ours[0]) if (contender, precision) in found else ""
                      for contender in names]
            best = min([float(other) for other in others if other])
            lines.append((f"{name}, {precision}", *others, f"{1 / best:.2f}"))
    return report.table(("training", *names, "ours / the best"), lines)


def limits(names, core):
    """Return the table of the limit and a sentence for each profile."""
    worker, lines, words = Worker("benchmarks.limit", core), [], []
    for name in names:
        seconds, products, needed, peak, top = worker.ask("measure", name)
        lines.append((name, report.milliseconds(seconds), f"{2e-9 * peak:.1f}", f"{products / seconds / peak:.0%}",
                      f"{needed / seconds / peak:.0%}"))
        words.append(f"- {name}: " + ", ".join(f"`{function}` {share:.0%}" for function, share in top) + ".\n")
    worker.stop()
    header = ("run", "an epoch, ms", "peak, GFLOP/s", "share, all products", "share, those not by 0")
    return f"{LIMIT}\n{report.table(header, lines)}\nWhere the time goes, by a profile of each:\n\n{''.join(words)}"


def grown(core):
    found = growth.measure_all(core)
    growth.draw(found)
    lines = [(name, f"{size:,}", f"{seconds:.2f}", f"{memory:,.0f}") for name, rows in found.items()
             for size, seconds, memory in rows]
    fits = "; ".join(f"{name}: time {time:.2f}, memory {memory:.2f}" for name, rows in found.items()
                     for time, memory in [growth.exponents(rows)])
    return (f"{GROWTH}\n" + report.table(("run", "images or reviews", "an epoch, s", "peak memory, MB"), lines)
            + f"\nExponents of the log-log fits: {fits}.\n\n![Two log-log pictures, time and peak memory over the "
              f"number of images or reviews, a nearly straight line for each of A, block and F. {fits}.](growth.png)\n")


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("works", nargs="*", default=list(WORKS), metavar="WORK", help=f"of {' '.join(WORKS)}")
    parser.add_argument("--rounds", type=int, help="at most so many turns in each work, for a quick look")
    parser.add_argument("--short", action="store_true", help="without the limit and the growth")
    options = parser.parse_args()
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    pool = {(contender, precision): Worker(f"benchmarks.{module}", core)
            for contender, (module, _) in CONTENDERS.items() for precision in ("float64", "float32")}
    everything = {}
    missing = {}
    for name in options.works:
        everything[name], without = measure(name, pool, options.rounds)
        for contender, reason in without.items():
            missing.setdefault((contender, reason), []).append(name)
        print(section(name, everything[name]), file=sys.stderr, flush=True)
    for worker in pool.values():
        worker.stop()
    reasons = "".join(f"- {contender}, in {' '.join(names)}: {reason}.\n"
                      for (contender, reason), names in missing.items())
    tables = "".join(section(name, found) for name, found in everything.items())
    report.write({"In short": f"{report.machine()} {HOW}\n{in_short(everything)}\n{WHY}",
                  "Training and evaluation": f"{tables}Not there:\n\n{reasons}"})
    if not options.short:
        report.write({"The limit": limits([name for name in options.works if name in "ABCDE"], core),
                      "Growth": grown(core)})


if __name__ == "__main__":
    main()
