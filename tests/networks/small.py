"""What the tests of the networks share: a few images, small runs of the book, and what a refusal says."""
import dataclasses
import re

import numpy as np
import pytest

from helpers import as_printed
from helpers.arguments import CourseError


def few(count=30, pixels=20, seed=7):
    """Return images (count, pixels), four of five pixels 0 as in the digits, and labels."""
    random = np.random.RandomState(seed)
    images = random.random_sample((count, pixels)) * (random.random_sample((count, pixels)) < 0.2)
    images[:, 0] = 0
    return images, random.randint(10, size=count)


def small(name, **changes):
    """Return a run with small layers and batches, and an alpha that shows in few epochs."""
    run = as_printed.RUNS[name]
    usual = {"epochs": 3}
    if name[0] in "ABCD":
        usual |= {"hidden_size": 6, "batch_size": min(run.batch_size, 10)}
    elif name[0] == "E":
        usual |= {"kernels": 3, "batch_size": 8, "alpha": 0.5, "range_0_1": 0.5}
    else:
        usual |= {"hidden_size": 6, "alpha": 0.5, "vocabulary_size": 7}
    return dataclasses.replace(run, **{**usual, **changes})


def without_switches(settings):
    """Return the settings of `networks` that settings of `as_printed` extend."""
    kind = type(settings).__base__
    return kind(**{field.name: getattr(settings, field.name) for field in dataclasses.fields(kind)})


def assert_close(ours, wanted, rtol=1e-11, atol=1e-13):
    for one, other in zip(ours, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=rtol, atol=atol)


def one_sentence(message):
    assert "\n" not in message and message.endswith(".") and len(re.findall(r"[.!?](?=\s|$)", message)) == 1, message
    return message


def refused(attempt, *arguments, **options):
    """Return the one sentence with which something is refused."""
    with pytest.raises(CourseError) as problem:
        attempt(*arguments, **options)
    return one_sentence(str(problem.value))
