"""A drawn digit, sized and placed as MNIST's own."""
import numpy as np

from helpers.arguments import Array, CourseError, takes


@takes(ink=Array(("rows", "columns"), low=0, high=1))
def center_digit(ink):
    """Return a drawn digit the way MNIST holds its own: as large as fits 20 x 20, its center of mass in the middle.

    `ink`, of shape (rows, columns), and the image returned, of shape (28, 28), go from 0 paper to 1 ink. Proportions
    stay, to a whole pixel. A CourseError if there is no ink, or if it is no table of numbers between 0 and 1.

    Notes
    -----
    The center of mass of MNIST's digits lies on pixel 14 of 0 to 27, in both directions, to half a pixel.
    """
    if not ink.any():
        raise CourseError("The field is empty: draw a digit, or choose a stored one.")
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    height, width = (max(1, round(20 * size / max(box.shape))) for size in box.shape)
    small = _averaging(box.shape[0], height).dot(box).dot(_averaging(box.shape[1], width).T)
    mass = small.sum()
    row = small.sum(axis=1).dot(np.arange(height)) / mass
    column = small.sum(axis=0).dot(np.arange(width)) / mass
    # A box whose ink lies far to one side stays whole, rather than centered and cut.
    top, left = min(max(0, round(14 - row)), 28 - height), min(max(0, round(14 - column)), 28 - width)
    image = np.zeros((28, 28))
    image[top:top + height, left:left + width] = np.clip(small, 0, 1)
    return image


def _averaging(old, new):
    """Return the matrix (new, old) that averages `old` pixels in a row to `new`, each by the share it covers."""
    edges = np.arange(new + 1)[:, np.newaxis] * old / new
    return np.diff(np.clip(edges - np.arange(old), 0, 1), axis=0) * new / old
