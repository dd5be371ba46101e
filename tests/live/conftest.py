"""The look of the course for all live pictures."""
import matplotlib.style
import pytest


@pytest.fixture(autouse=True)
def look():
    with matplotlib.style.context("helpers.course"):
        yield
