"""A drawn digit gets the size and the place of MNIST's own."""
import numpy as np
import pytest

from helpers import data
from tests.data.conftest import refused


def drawn(rows, columns):
    """Return a field with ink in some rows and columns."""
    field = np.zeros((140, 140))
    field[rows, columns] = 1
    return field


def middle(image):
    """Return the center of mass, row and column."""
    return [image.sum(axis=1 - axis).dot(np.arange(28)) / image.sum() for axis in (0, 1)]


@pytest.mark.parametrize("rows, columns, height, width", [
    (slice(20, 120), slice(30, 60), 20, 6), (slice(5, 25), slice(0, 140), 3, 20),
    (slice(0, 140), slice(0, 140), 20, 20),
    (slice(3, 5), slice(130, 132), 20, 20), (slice(70, 71), slice(20, 120), 1, 20)])
def test_a_drawing_fills_a_box_of_20_with_its_proportions_in_the_middle(rows, columns, height, width):
    image = data.center_digit(drawn(rows, columns))
    assert image.shape == (28, 28) and image.min() == 0 and image.max() == pytest.approx(1)
    assert (image.any(axis=1).sum(), image.any(axis=0).sum()) == (height, width)
    assert middle(image) == pytest.approx([14, 14], abs=0.501)


def test_the_center_of_mass_counts_and_not_the_box():
    field = drawn(slice(20, 120), slice(40, 50))
    field[100:120, 40:100] = 1
    image = data.center_digit(field)
    assert middle(image) == pytest.approx([14, 14], abs=0.501)
    assert np.flatnonzero(image.any(axis=1))[0] < 4  # the foot pulls the rest up


    # A box with all its mass at one end stays whole.
    field = drawn(slice(20, 120), slice(70, 71)) * 0.01
    field[118:, 60:80] = 1
    image = data.center_digit(field)
    assert image.any(axis=1).sum() == 20 and image[0].any()


def test_a_digit_of_mnist_comes_back_from_anywhere_at_any_size():
    picture = np.zeros((28, 28))
    picture[4:24, 9:19] = np.random.default_rng(1).integers(1, 256, (20, 10)) / 255
    picture = data.center_digit(picture)
    wide = np.kron(np.roll(picture, (2, -3), (0, 1)), np.ones((5, 5)))
    assert data.center_digit(wide).sum() == pytest.approx(wide.sum() / 25)
    np.testing.assert_allclose(data.center_digit(wide), picture, atol=1e-12)


@pytest.mark.parametrize("ink, word", [(np.zeros((140, 140)), "empty"), (np.zeros((1, 1)), "empty")] + [
    (ink, "ink must") for ink in ("text", None, [], np.ones(5), np.ones((2, 2, 2)), np.full((3, 3), np.nan),
                                         [[2.0]], [[-1.0, 1.0]], [[1, 2], [3]], np.ones((0, 4)))])
def test_an_empty_field_and_what_is_no_ink_are_refused(ink, word):
    with refused(word):
        data.center_digit(ink)
