"""A slider or a typed number moves the picture, a bad one is told below it, and no stale pixel stays behind."""
import base64
import html
import io
import re

import ipywidgets
import matplotlib.style
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from helpers import live, plots
from helpers.arguments import CourseError

NAN, INF = float("nan"), float("inf")
X = np.linspace(-1.0, 3.0, 60)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def look():
    with matplotlib.style.context("helpers.course"):
        yield


@pytest.fixture
def draws(monkeypatch):
    """Return a list that grows by one with every full drawing of a figure."""
    calls, draw = [], FigureCanvasAgg.draw
    monkeypatch.setattr(FigureCanvasAgg, "draw", lambda self: calls.append(self) or draw(self))
    return calls


def descent(alpha=0.3, steps=5):
    """Make a live picture like that of lesson 04, with three panels."""
    figure, ax = plots.panels("bowl errors", "alpha alpha", heights=(5, 1), width=6, height=4)

    def update(alpha, steps):
        path = 0.8 - 0.8 * (1 - alpha) ** np.arange(steps + 1)
        plots.draw_bowl(ax["bowl"], X, (X - 0.8) ** 2, path=(path, (path - 0.8) ** 2),
                        slope=2 * (path[-1] - 0.8), top=2.0)
        plots.draw_errors(ax["errors"], (path - 0.8) ** 2, iterations=20)
        plots.draw_scale(ax["alpha"], alpha, limit=2.0, high=3.0)
        return f"weight {path[-1]:.4g} & alpha < 3"

    return live.explore(update, figure, "A bowl, a curve and a line.",
                           alpha=live.knob("alpha", 0.01, 3.0, alpha, 0.01),
                           steps=live.knob("steps", 0, 20, steps, 1))


def simple(update=None, **controls):
    figure, ax = plots.panels("only", width=3, height=2)

    def draw(x):
        plots.draw_scale(ax["only"], x, 1.5, 3.0)
        return f"x is {x:g}"

    controls = controls or {"x": live.knob("x", 0.01, 3.0, 1.0, 0.01)}
    return live.explore(update(ax["only"]) if update else draw, figure, "A line with a dot.", **controls)


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def saved(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return pixels(buffer.getvalue())


# -- knobs --------------------------------------------------------------------------------------------------------

def test_a_slider_moves_text_and_value():
    knob = live.knob("alpha", 0.01, 3.0, 0.3, 0.01)
    assert (knob.value, knob.slider.value, knob.text.value, knob.problem) == (0.3, 0.3, "0.3", "")
    assert (knob.slider.min, knob.slider.max, knob.slider.step) == (0.01, 3.0, 0.01)
    knob.slider.value = 1.25
    assert (knob.value, knob.text.value, knob.problem) == (1.25, "1.25", "")


@pytest.mark.parametrize("typed, value, shown", [("1.25", 1.25, "1.25"), ("1,25", 1.25, "1.25"), (" 2 ", 2.0, "2"),
                                                 ("3", 3.0, "3"), ("1e-1", 0.1, "0.1"),
                                                 ("0.12345678", 0.12345678, "0.123457"),
                                                 ("0.30", 0.3, "0.3"), ("0,3", 0.3, "0.3")])
def test_a_typed_number_moves_the_slider(typed, value, shown):
    knob = live.knob("alpha", 0.01, 3.0, 0.3, 0.01)
    knob.text.value = typed
    assert (knob.value, knob.slider.value, knob.text.value, knob.problem) == (value, value, shown, "")
    assert isinstance(knob.value, float)


def test_whole_knobs_give_ints_and_refuse_fractions():
    knob = live.knob("steps", 0, 60, 12, 1)
    for typed, value in (("30", 30), ("7.0", 7)):
        knob.text.value = typed
        assert knob.value == value and type(knob.value) is int
    knob.text.value = "2.5"
    assert "steps must be a whole number" in knob.problem and "it is 2.5" in knob.problem
    assert knob.value == knob.slider.value == 7


@pytest.mark.parametrize("arguments", [
    (3.0, 1.0, 2.0, 0.1), (NAN, 1.0, 0.5, 0.1), (0.0, NAN, 0.5, 0.1), (0.0, INF, 0.5, 0.1), (0.0, 1.0, NAN, 0.1),
    (0.0, 1.0, 1.5, 0.1), (0.0, 1.0, -0.1, 0.1), (0, 10, 11, 1), (0.0, 1.0, 0.5, 0), (0.0, 1.0, 0.5, -0.1),
    (0, 10, 5, 0),
    (0.0, 1.0, 0.5, NAN), ("0", 1.0, 0.5, 0.1), (0.0, "1", 0.5, 0.1), (0.0, 1.0, "0.5", 0.1), (0.0, 1.0, 0.5, "0.1"),
    (None, 1.0, 0.5, 0.1), (False, 1, 0, 1), (0.0, 1.0, [0.5], 0.1)])
def test_bad_ends_starts_and_steps_of_a_knob_get_one_sentence(arguments):
    with pytest.raises(CourseError) as caught:
        live.knob("alpha", *arguments)
    assert "alpha" in str(caught.value) and str(caught.value).endswith(".")
    assert not re.search(r"[.!?] +[A-Z]", str(caught.value))


def test_knobs_can_be_read_aloud_and_typed_into():
    knob = live.knob("alpha", 0.01, 3.0, 0.3, 0.01)
    assert knob.slider.description == "alpha" and "alpha" in knob.text.tooltip and knob.text.placeholder
    assert not knob.text.continuous_update


def test_menus_and_switches_have_values():
    assert live.choice("digit", ["one", "two"]).value == "one"
    assert [live.switch("on", start).value for start in (True, False)] == [True, False]
    figure, ax = plots.panels("only")
    seen = []
    shown = live.explore(lambda **values: seen.append(values), figure, "Nothing.", a=live.choice("a", ["x", "y"]),
                           b=live.switch("b"))
    shown.controls["a"].value, shown.controls["b"].value = "y", True
    assert seen == [{"a": "x", "b": False}, {"a": "y", "b": False}, {"a": "y", "b": True}]
    assert shown.sentence == ""


# -- what is typed wrongly ----------------------------------------------------------------------------------------

BAD_TEXTS = [("nan", "finite number"), ("inf", "finite number"), ("-inf", "finite number"), ("0", "between 0.01 and 3"),
             ("-1", "it is -1"), ("1e9", "between 0.01 and 3; it is 1e+09"), ("abc", "must be a number"),
             ("", "it is ''"),
             ("1..2", "'1..2'"), ("<b>", "'<b>'"), ("3.01", "it is 3.01"), ("1e999", "inf")]


@pytest.mark.parametrize("typed, words", BAD_TEXTS)
def test_a_bad_text_is_told_and_changes_nothing(typed, words):
    shown = descent()
    knob, png, alt = shown.controls["alpha"], shown.picture.png, shown.picture.alt
    knob.text.value = typed
    assert words in shown.sentence and "alpha must be" in shown.sentence
    assert shown.sentence.endswith("The picture still shows alpha 0.3.") and shown.sentence == knob.problem
    assert (knob.value, knob.slider.value) == (0.3, 0.3)
    assert shown.picture.png == png and shown.picture.alt == alt
    # What stands in the page is text, whatever was typed.
    assert html.escape(knob.problem) in shown._words.value
    knob.slider.value = 0.5
    assert knob.problem == "" and shown.sentence.startswith("weight") and shown.picture.png != png
    assert knob.text.value == "0.5"


@pytest.mark.parametrize("mended, value", [("0.3", 0.3), ("0.30", 0.3), ("0,3", 0.3), ("0.7", 0.7)])
def test_a_good_text_clears_what_a_bad_one_said(mended, value):
    shown = descent()
    knob = shown.controls["alpha"]
    sentence = shown.sentence
    for wrong in ("abc", "1e9"):
        knob.text.value = wrong
    knob.text.value = mended
    assert knob.problem == "" and knob.value == value and knob.text.value == f"{value:g}"
    assert shown.sentence == sentence if value == 0.3 else shown.sentence.startswith("weight")


# -- the live picture ---------------------------------------------------------------------------------------------

def test_the_picture_is_a_png_of_the_figures_size_that_follows_the_controls():
    shown = descent()
    assert shown.picture.png.startswith(PNG) and pixels(shown.picture.png).shape == (400, 600, 3)
    seen = {shown.picture.png}
    for control, value in (("alpha", 0.4), ("alpha", 2.5), ("steps", 9), ("steps", 0)):
        shown.controls[control].slider.value = value
        seen.add(shown.picture.png)
        assert pixels(shown.picture.png).shape == (400, 600, 3)
    assert len(seen) == 5


def test_the_background_is_drawn_once(draws):
    shown = descent()
    first = len(draws)
    for value in np.linspace(0.1, 2.9, 8):
        shown.controls["alpha"].slider.value = value
    for value in (0, 20, 7):
        shown.controls["steps"].slider.value = value
    assert first >= 1 and len(draws) == first


@pytest.mark.parametrize("name", ["network", "dot", "bars", "pictures", "curves"])
def test_the_background_of_the_other_drawings_is_drawn_once(name, draws):
    figure, ax = plots.panels("only")

    def update(x):
        {"network": lambda: plots.draw_network(ax["only"], [[x, 1], [2 * x]], [[[x], [1]]], names=[["a", "b"], ["c"]]),
         "dot": lambda: plots.draw_dot(ax["only"], [x, 1], [1, x]),
         "bars": lambda: plots.draw_bars(ax["only"], [x, -x], ["a", "b"], limits=(-4, 4)),
         "pictures": lambda: plots.draw_pictures(ax["only"], [[x, 1, 0, 1]], ["a"], limit=3.0),
         "curves": lambda: plots.draw_curves(ax["only"], {"a": [x, 1]}, limits=(0, 4))}[name]()

    shown = live.explore(update, figure, "One panel.", x=live.knob("x", 0.0, 3.0, 1.0, 0.1))
    first, png = len(draws), shown.picture.png
    for value in (0.5, 2.0, 3.0):
        shown.controls["x"].slider.value = value
        assert shown.picture.png != png
    assert len(draws) == first


def test_blitting_leaves_nothing_stale():
    """After a walk the picture is the one of a figure that never showed anything else, pixel by pixel."""
    walked = descent(alpha=2.4, steps=20)
    for alpha, steps in ((0.1, 20), (2.9, 3), (1.0, 0), (0.7, 11)):
        walked.controls["alpha"].slider.value, walked.controls["steps"].slider.value = alpha, steps
        fresh = descent(alpha, steps)
        assert np.array_equal(pixels(walked.picture.png), pixels(fresh.picture.png)), (alpha, steps)
        assert walked.sentence == fresh.sentence


def test_the_picture_is_what_savefig_gives():
    shown = descent()
    for value in (1.7, 0.2):
        shown.controls["alpha"].slider.value = value
        difference = np.abs(pixels(shown.picture.png) - saved(shown._canvas.figure)).max(axis=2)
        # Only where a moving line crosses an axis or the frame of its panel may one lie above the other.
        assert (difference > 16).mean() < 0.005


def test_a_title_or_a_limit_that_changes_is_drawn_again(draws):
    def update(ax):
        def draw(x):
            plots.draw_bowl(ax, X * x, X ** 2, title=f"width {x:g}", top=9.0)
        return draw
    shown = simple(update)
    first = len(draws)
    shown.controls["x"].slider.value = 2.0
    assert len(draws) == first + 1
    fresh = simple(update, x=live.knob("x", 0.01, 3.0, 2.0, 0.01))
    difference = np.abs(pixels(shown.picture.png) - pixels(fresh.picture.png)).max(axis=2)
    assert (difference[:40] > 16).mean() < 0.01  # the rows of the title


def test_what_is_drawn_later_is_not_missing(draws):
    """A new artist, or one without a name, appears in the next picture."""
    def update(ax):
        def draw(x):
            plots.draw_scale(ax, 1.0, 1.5, 3.0)
            if x > 2:
                ax.plot([0, 3], [0, 1], gid="late", color="red")
        return draw
    shown = simple(update)
    red = lambda: (np.abs(pixels(shown.picture.png) - [255, 0, 0]).max(axis=2) < 60).any()  # noqa: E731
    assert not red()
    shown.controls["x"].slider.value = 2.5
    assert red()


# -- the field to draw on -----------------------------------------------------------------------------------------

def field(update=None):
    figure, ax = plots.panels("only", width=3, height=2)

    def draw(ink):
        if not ink.any():
            raise CourseError("The field is empty.")
        plots.draw_pictures(ax["only"], ink.ravel(), ["ink"], limit=1.0)
        return f"ink {ink.sum():g}"

    stored = {"a one": np.eye(28).ravel(), "a spot": np.pad([[1.0]], (0, 27))}
    return live.drawing(update or draw, figure, "What is drawn.", stored)


def draw_on(shown, rows, columns):
    """Do what the browser does: send the ink of the whole field."""
    ink = np.frombuffer(shown.field.ink, np.uint8).reshape(140, 140).copy()
    ink[rows, columns] = 255
    shown.field.set_state({"ink": memoryview(ink.tobytes())})


def test_the_first_stored_digit_is_there_at_once():
    shown = field()
    assert shown.sentence == f"a one: ink {28 * 25}"
    np.testing.assert_array_equal(shown.ink, np.kron(np.eye(28), np.ones((5, 5))))
    bundle = shown._repr_mimebundle_()
    assert alternative(bundle["text/html"]) == shown.picture.alt == f"What is drawn. a one: ink {28 * 25}"


def test_what_is_drawn_is_answered_and_is_no_stored_digit_any_more():
    shown = field()
    png = shown.picture.png
    draw_on(shown, slice(0, 10), slice(100, 120))
    assert shown.sentence == f"your own: ink {28 * 25 + 200}" and shown.picture.png != png
    assert isinstance(shown.field.ink, bytes)


def test_a_stored_digit_replaces_what_was_drawn():
    shown = field()
    draw_on(shown, slice(0, 10), slice(100, 120))
    shown.controls["stored"].slider.value = 1
    assert shown.sentence == "a spot: ink 25" and shown.ink[:5, :5].all()
    shown.controls["stored"].text.value = "0"
    assert shown.sentence == f"a one: ink {28 * 25}"
    shown.controls["stored"].text.value = "2"
    assert "between 0 and 1" in shown.sentence


def test_clear_empties_the_field_and_says_so():
    shown = field()
    png = shown.picture.png
    shown.clear()
    assert shown.sentence == "The field is empty." and shown.picture.png == png
    assert not shown.ink.any()
    draw_on(shown, slice(0, 10), slice(0, 10))
    assert shown.sentence == "your own: ink 100"


def test_a_mistake_while_drawing_is_told():
    def update(ink):
        if ink[0, 139]:
            raise ZeroDivisionError("by zero")
    shown = field(update)
    draw_on(shown, slice(0, 1), slice(139, 140))
    assert shown.sentence == "ZeroDivisionError: by zero"


@pytest.mark.parametrize("stored", [{}, None, [np.eye(28)], {"a": np.ones(5)}, {"a": np.ones((13, 13))},
                                    {"a": 2 * np.eye(28)}, {"a": np.full((28, 28), NAN)}, {"a": []}, {"a": "text"}])
def test_what_is_no_stored_digit_is_told(stored):
    figure, _ = plots.panels("only")
    with pytest.raises(CourseError, match="stored digit"):
        live.drawing(lambda ink: "", figure, "Nothing.", stored)


# -- mistakes in the function that draws --------------------------------------------------------------------------

@pytest.mark.parametrize("mistake", [ZeroDivisionError("first"), CourseError("Try a smaller alpha.")])
def test_the_first_drawing_does_not_swallow_a_mistake(mistake):
    def update(ax):
        def draw(x):
            raise mistake
        return draw
    with pytest.raises(type(mistake), match=str(mistake)):
        simple(update)


@pytest.mark.parametrize("mistake, told", [(ZeroDivisionError("by <zero>"), "ZeroDivisionError: by <zero>"),
                                           (CourseError("Try a smaller alpha."), "Try a smaller alpha.")])
def test_a_later_mistake_is_told_and_the_last_picture_stays(mistake, told):
    def update(ax):
        def draw(x):
            plots.draw_scale(ax, x, 1.5, 3.0)
            if x > 2:
                raise mistake
            return "well"
        return draw
    shown = simple(update)
    png = shown.picture.png
    shown.controls["x"].slider.value = 2.5
    assert shown.sentence == told and shown.picture.png == png and "<zero>" not in shown._words.value
    shown.controls["x"].slider.value = 0.5
    assert shown.sentence == "well" and shown.picture.png != png
    fresh = simple(update, x=live.knob("x", 0.01, 3.0, 0.5, 0.01))
    assert np.array_equal(pixels(shown.picture.png), pixels(fresh.picture.png))


def test_a_saved_notebook_keeps_the_last_good_picture_after_a_mistake():
    def update(ax):
        def draw(x):
            plots.draw_scale(ax, x, 1.5, 3.0)
            if x > 2:
                raise CourseError("Too large.")
        return draw
    shown = simple(update)
    shown.controls["x"].slider.value = 2.5
    assert np.array_equal(pixels(embedded(shown._repr_mimebundle_()["text/html"])), pixels(shown.picture.png))


@pytest.mark.parametrize("values", [[-1e9, NAN, 0.5], [INF, -INF]])
def test_a_diverging_curve_is_told_or_drawn_but_never_raises(values):
    def update(ax):
        def draw(x):
            plots.draw_bowl(ax, X, X ** 2, path=(values, values) if x > 2 else ([0.5], [0.25]))
        return draw
    shown = simple(update)
    png = shown.picture.png
    shown.controls["x"].slider.value = 2.5
    assert "not finite" in shown.sentence and shown.sentence.endswith(".") and shown.picture.png == png


# -- what stands in the notebook ----------------------------------------------------------------------------------

def embedded(page):
    return base64.b64decode(re.search(r'src="data:image/png;base64,([^"]+)"', page)[1])


def alternative(page):
    return html.unescape(re.search(r'alt="([^"]*)"', page)[1])


def test_the_alternative_text_holds_the_description_and_the_sentence():
    shown = descent()
    assert shown.picture.alt == f"A bowl, a curve and a line. {shown.sentence}" and "weight" in shown.sentence
    before = shown.picture.alt
    shown.controls["alpha"].slider.value = 2.2
    assert shown.picture.alt == f"A bowl, a curve and a line. {shown.sentence}" != before


def test_the_bundle_holds_the_live_view_and_a_picture_for_places_without_a_kernel():
    shown = descent()
    shown.controls["steps"].slider.value = 8
    bundle = shown._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == shown.box.model_id
    page = bundle["text/html"]
    assert alternative(page) == shown.picture.alt and re.fullmatch(r"<img [^<>]+>", page)
    assert np.array_equal(pixels(embedded(page)), pixels(shown.picture.png))
    assert "alpha, steps" in bundle["text/plain"] and shown.picture.alt in bundle["text/plain"]


def test_html_in_a_sentence_or_a_description_is_text():
    figure, _ = plots.panels("only")
    shown = live.explore(lambda x: '<script>alert("1")</script> & more', figure, 'A "dot" <here>.',
                           x=live.knob("x", 0.0, 1.0, 0.5, 0.1))
    assert "<script>" not in shown._words.value and shown.sentence == '<script>alert("1")</script> & more'
    page = shown._repr_mimebundle_()["text/html"]
    assert "<script>" not in page and alternative(page) == shown.picture.alt
    assert shown.picture.alt == 'A "dot" <here>. <script>alert("1")</script> & more'


def test_the_box_holds_controls_picture_and_words():
    shown = descent()
    controls, picture, words = shown.box.children
    assert list(controls.children) == list(shown.controls.values())
    assert picture is shown.picture and isinstance(words, ipywidgets.HTML)


def test_show_displays_a_picture_with_alternative_text(monkeypatch):
    shown = []
    monkeypatch.setattr(live, "display", shown.append)
    figure, ax = plots.panels("only", width=3, height=2)
    plots.draw_bowl(ax["only"], X, X ** 2)
    assert live.show(figure, 'A "bowl" <b>.') is None
    (page,) = (thing.data for thing in shown)
    assert alternative(page) == 'A "bowl" <b>.' and "<b>" not in page and re.fullmatch(r"<img [^<>]+>", page)
    assert pixels(embedded(page)).shape == (200, 300, 3)
    assert np.array_equal(pixels(embedded(page)), saved(figure))
