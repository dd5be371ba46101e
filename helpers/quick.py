"""Shorter trainings where the machine is slow: `%load_ext helpers.quick` in a cell above the first one of a lesson.

Every `train` of `networks` and `as_printed` then learns from the first fifth of its examples. Epochs and shapes stay,
so that no later cell fails; the figures do not, so the `assert` statements of the cells, which hold them to the text,
are left out. Loops that a lesson writes itself stay whole. `%unload_ext helpers.quick` takes it all back.
"""
import ast
import os

VARIABLE = "COURSE_QUICK"
PARTS = 5
FEWEST = 100  # a training on so few examples takes no time
SENTENCE = ("Quick: trainings learn from the first fifth of their examples, so the figures differ from those in the "
            "text, and what the text says of them need not hold.")


def is_on():
    """Tell whether trainings are to be short."""
    return bool(os.environ.get(VARIABLE))


def learned(*examples, fewest=1):
    """Return the part of each of the `examples`, sequences of one length, that a training learns from.

    That is all, or the first fifth where trainings are to be short, but not fewer than FEWEST or `fewest`.
    """
    count = max(-(-len(examples[0]) // PARTS), FEWEST, fewest) if is_on() else None
    return [sequence[:count] for sequence in examples]


class WithoutAsserts(ast.NodeTransformer):
    """What takes the `assert` statements out of a cell."""

    def visit_Assert(self, node):
        """Return what stands in the place of an `assert`."""
        return ast.copy_location(ast.Pass(), node)


def load_ipython_extension(shell):
    """Make the trainings of this kernel short, leave out the asserts of its cells, and say so."""
    os.environ[VARIABLE] = "1"
    shell.ast_transformers.append(WithoutAsserts())
    print(SENTENCE)


def unload_ipython_extension(shell):
    """Take back what `load_ipython_extension` did."""
    os.environ.pop(VARIABLE, None)
    shell.ast_transformers[:] = [one for one in shell.ast_transformers if not isinstance(one, WithoutAsserts)]
