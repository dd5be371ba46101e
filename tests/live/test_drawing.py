"""What is drawn on the field, or chosen instead, is answered at once."""
import numpy as np
import pytest

from helpers import live, plots
from helpers.arguments import CourseError
from tests.live.pictures import stored

NAN = float("nan")


@pytest.fixture
def shown():
    figure, ax = plots.panels("only", width=3, height=2)

    def draw(ink):
        if not ink.any():
            raise CourseError("The field is empty.")
        plots.draw_pictures(ax["only"], ink.ravel(), ["ink"], limit=1.0)
        return f"ink {ink.sum():g}"

    digits = {"a one": np.eye(28).ravel(), "a spot": np.pad([[1.0]], (0, 27))}
    return live.drawing(draw, figure, "What is drawn.", digits)


@pytest.fixture
def field(shown):
    return shown.controls["drawing"]


def draw_on(field, rows, columns):
    """Do what the browser does: send the ink of the whole field."""
    ink = np.frombuffer(field.field.ink, np.uint8).reshape(140, 140).copy()
    ink[rows, columns] = 255
    field.field.set_state({"ink": memoryview(ink.tobytes())})


def test_the_first_stored_digit_is_there_at_once(shown, field):
    assert shown.sentence == f"a one: ink {28 * 25}"
    np.testing.assert_array_equal(field.value, np.kron(np.eye(28), np.ones((5, 5))))
    assert stored(shown._repr_mimebundle_())[1] == shown.picture.alt == f"What is drawn. a one: ink {28 * 25}"


def test_what_is_drawn_is_answered_until_a_stored_digit_replaces_it(shown, field):
    png = shown.picture.png
    draw_on(field, slice(0, 10), slice(100, 120))
    assert shown.sentence == f"your own: ink {28 * 25 + 200}" and shown.picture.png != png
    assert isinstance(field.field.ink, bytes)
    field.stored.slider.value = 1
    assert shown.sentence == "a spot: ink 25" and field.value[:5, :5].all()
    field.stored.text.value = "0"
    assert shown.sentence == f"a one: ink {28 * 25}"
    field.stored.text.value = "2"
    assert "between 0 and 1" in shown.sentence


def test_clear_empties_the_field_and_says_so(shown, field):
    png = shown.picture.png
    field.clear()
    assert shown.sentence == "The field is empty." and shown.picture.png == png and not field.value.any()
    draw_on(field, slice(0, 10), slice(0, 10))
    assert shown.sentence == "your own: ink 100"


@pytest.mark.parametrize("digits", [{}, None, [np.eye(28)], {"a": np.ones(5)}, {"a": np.ones((13, 13))},
                                    {"a": 2 * np.eye(28)}, {"a": np.full((28, 28), NAN)}, {"a": []}, {"a": "text"}])
def test_what_is_no_stored_digit_is_told(digits):
    figure, _ = plots.panels("only")
    with pytest.raises(CourseError, match="stored digit"):
        live.drawing(lambda ink: "", figure, "Nothing.", digits)
