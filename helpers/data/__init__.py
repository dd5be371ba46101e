"""The data of the course: found, fetched, verified and loaded as plain arrays."""
from helpers.data.cache import cached
from helpers.data.centering import center_digit
from helpers.data.digits import Digits, digits_are_full, load_digits
from helpers.data.fetching import fetch
from helpers.data.reviews import Reviews, load_reviews, reviews_are_full
from helpers.data.tables import load_table

__all__ = ["Digits", "Reviews", "cached", "center_digit", "digits_are_full", "fetch", "load_digits", "load_reviews",
           "load_table", "reviews_are_full"]
