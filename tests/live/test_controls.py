"""A slider and a typed number hold one value, and what is no such number is told."""
import re

import pytest

from helpers import live, plots
from helpers.arguments import CourseError
from tests.live.pictures import descent

NAN, INF = float("nan"), float("inf")


def test_a_slider_moves_text_and_value_and_the_text_waits_for_enter():
    knob = live.knob("alpha", 0.01, 3.0, 0.3, 0.01)
    assert (knob.value, knob.slider.value, knob.text.value, knob.problem) == (0.3, 0.3, "0.3", "")
    assert (knob.slider.min, knob.slider.max, knob.slider.step) == (0.01, 3.0, 0.01)
    knob.slider.value = 1.25
    assert (knob.value, knob.text.value, knob.problem) == (1.25, "1.25", "")
    assert knob.slider.description == "alpha" and "alpha" in knob.text.description and knob.text.placeholder
    assert not knob.text.continuous_update


@pytest.mark.parametrize("typed, value, shown", [("1.25", 1.25, "1.25"), ("1,25", 1.25, "1.25"), (" 2 ", 2.0, "2"),
                                                 ("1e-1", 0.1, "0.1"), ("0.12345678", 0.12345678, "0.123457"),
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
    (3.0, 1.0, 2.0, 0.1), (NAN, 1.0, 0.5, 0.1), (0.0, INF, 0.5, 0.1), (0.0, 1.0, NAN, 0.1), (0.0, 1.0, 1.5, 0.1),
    (0, 10, 11, 1), (0.0, 1.0, 0.5, 0), (0.0, 1.0, 0.5, -0.1), (0.0, 1.0, 0.5, NAN), ("0", 1.0, 0.5, 0.1),
    (0.0, "1", 0.5, 0.1), (0.0, 1.0, 0.5, "0.1"), (None, 1.0, 0.5, 0.1), (False, 1, 0, 1), (0.0, 1.0, [0.5], 0.1)])
def test_bad_ends_starts_and_steps_of_a_knob_get_one_sentence(arguments):
    with pytest.raises(CourseError) as caught:
        live.knob("alpha", *arguments)
    assert "alpha" in str(caught.value) and str(caught.value).endswith(".")
    assert not re.search(r"[.!?] +[A-Z]", str(caught.value))


def test_the_other_controls_have_values_that_reach_the_picture():
    assert live.text_box("review", "fine", rows=4).rows == 4
    figure, _ = plots.panels("only")
    seen = []
    shown = live.explore(lambda **values: seen.append(list(values.values())), figure, "Nothing.",
                         a=live.choice("a", ["x", "y"]), b=live.switch("b"), c=live.text_box("c", "good"))
    for name, value in (("a", "y"), ("b", True), ("c", "bad")):
        shown.controls[name].value = value
    assert seen == [["x", False, "good"], ["y", False, "good"], ["y", True, "good"], ["y", True, "bad"]]
    assert shown.sentence == ""


@pytest.mark.parametrize("typed, words", [
    ("nan", "finite number"), ("-inf", "finite number"), ("1e999", "inf"), ("0", "between 0.01 and 3"),
    ("-1", "it is -1"), ("1e9", "between 0.01 and 3; it is 1e+09"), ("abc", "must be a number"), ("", "it is ''"),
    ("1..2", "'1..2'"), ("<b>", "'<b>'")])
def test_a_bad_text_is_told_and_changes_nothing(typed, words):
    shown = descent()
    knob, png, alt = shown.controls["alpha"], shown.picture.png, shown.picture.alt
    knob.text.value = typed
    assert words in shown.sentence and "alpha must be" in shown.sentence
    assert shown.sentence.endswith("The picture still shows alpha 0.3.") and shown.sentence == knob.problem
    assert (knob.value, knob.slider.value, shown.picture.png, shown.picture.alt) == (0.3, 0.3, png, alt)
    assert shown.picture.problem
    knob.slider.value = 0.5
    assert knob.problem == "" and shown.sentence.startswith("weight") and shown.picture.png != png
    assert knob.text.value == "0.5"


@pytest.mark.parametrize("right, value", [("0.3", 0.3), ("0.30", 0.3), ("0,3", 0.3), ("0.7", 0.7)])
def test_a_good_text_clears_what_a_bad_one_said(right, value):
    shown = descent()
    knob, sentence = shown.controls["alpha"], shown.sentence
    for wrong in ("abc", "1e9"):
        knob.text.value = wrong
    knob.text.value = right
    assert knob.problem == "" and knob.value == value and knob.text.value == f"{value:g}"
    assert shown.sentence == sentence if value == 0.3 else shown.sentence.startswith("weight")


def test_two_wrong_boxes_keep_their_messages_until_each_is_mended():
    shown = descent()
    alpha, steps = shown.controls["alpha"], shown.controls["steps"]
    alpha.text.value, steps.text.value = "1e99", "2.5"
    assert "alpha must" in shown.sentence and "steps must" in shown.sentence
    alpha.text.value = "0.5"
    assert shown.sentence == steps.problem and "it is 2.5" in steps.problem
    png = shown.picture.png
    alpha.slider.value = 0.7
    assert shown.picture.png != png and shown.picture.problem == steps.problem
    assert shown.picture.sentence == descent(alpha=0.7).sentence
    steps.text.value = "5"
    assert shown.sentence == descent(alpha=0.7).sentence and not shown.picture.problem


def test_all_tracks_are_equally_long():
    figure, _ = plots.panels("only")
    knobs = {name: live.knob(name, 0, 9, 1, 1) for name in ("a", "a name of many words")}
    live.explore(lambda **values: "", figure, "Nothing.", **knobs)
    widths = {(knob.slider.style.description_width, knob.slider.layout.width) for knob in knobs.values()}
    assert len(widths) == 1 and float(widths.pop()[0].removesuffix("em")) > 10
