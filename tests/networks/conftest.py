"""The full digits, for the figures that the book prints."""
import pytest

from helpers import data
from tests.lesson_values import need


@pytest.fixture(scope="session")
def full():
    """Training images and labels, test images and labels; without the full digits the test is skipped."""
    need(data.digits_are_full(), "digits")
    return *data.load_digits("train")[:2], *data.load_digits("test")[:2]
