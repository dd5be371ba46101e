"""What the tests of lessons share: each lesson is run once in a process, and the tests look at its values."""
import functools
import json
import os
import pathlib
import re

import numpy as np
import pytest

from tests import notebooks

GOLDEN = json.loads(pathlib.Path(__file__).with_name("golden.json").read_text())
NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:e[+-]\d+)?")


def need(full, what):
    """Skip the test where the full data are not here; fail it where continuous integration says that it has them."""
    if full:
        return
    if os.environ.get("CI") and os.environ.get("COURSE_DATA"):
        pytest.fail(f"COURSE_DATA is set, and yet the full {what} are missing or damaged.")
    pytest.skip(f"The full {what} are not here; `make data` fetches them.")


@functools.cache
def run(name):
    return notebooks.variables(name)


def last(name, variable):
    return run(name)[variable][-1]


def exactly(values, wanted):
    np.testing.assert_allclose(np.asarray(values, float), np.asarray(wanted, float), rtol=1e-12, atol=1e-15)


def check_live_pictures(name):
    """A name that a later cell gave another value must not change an earlier picture."""
    for picture in run(name)["live pictures"]:
        sentence, png = picture.sentence, picture.picture.png
        picture.refresh()
        assert (picture.sentence, picture.picture.png) == (sentence, png)


def check_printed(name, figures):
    """Each of the figures is in the stored output of the lesson."""
    numbers = set(NUMBER.findall(notebooks.printed(notebooks.load(name))))
    missing = [figure for figure in figures.split() if figure not in numbers]
    assert not missing
