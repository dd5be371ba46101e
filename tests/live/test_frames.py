"""What a page without a kernel holds, and what is drawn ahead with one."""
import asyncio
import base64
import io
import json
import re

import numpy as np
import psutil
import pytest
from PIL import Image

from helpers import live, plots
from helpers.arguments import CourseError
from helpers.live import frames
from tests.live.pictures import descent, pixels, simple


def page_of(shown, monkeypatch):
    """Return the HTML of a page without a kernel, and what it tells its script."""
    monkeypatch.setenv("COURSE_PAGES", "1")
    bundle = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" not in bundle
    return bundle["text/html"], json.loads(re.search(r'<script type="application/json">(.*?)</script>',
                                                     bundle["text/html"], re.DOTALL)[1])


def image(address):
    return Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))).convert("RGBA")


def scale(ax, x):
    plots.draw_scale(ax, x, 1.5, 3.0)
    if x == 3:
        raise CourseError("Not 3.")
    return f"at {x:g}"


def two(a=1.0, b="one", a_step=0.5):
    figure, ax = plots.panels("only", width=3, height=2)

    def update(a, b):
        plots.draw_scale(ax["only"], a, 1.5 if b == 1 else 2.5, 3.0)
        return f"{a:g} {b} </script>"
    return live.explore(update, figure, "A scale.", a=live.knob("a name", 0.0, 3.0, a, a_step),
                        b=live.choice("b", [("one", 1), ("two", 2)]))


@pytest.fixture
def few_steps(monkeypatch):
    monkeypatch.setattr(frames, "STEPS", 20)


def test_the_frames_of_a_page_are_what_is_drawn_sharp(few_steps, monkeypatch):
    """A frame over the still picture is the picture drawn for its values, to within the levels that are kept."""
    shown = simple(scale)
    before = pixels(shown.picture.png)
    html, told = page_of(shown, monkeypatch)
    control, = told["controls"]
    assert 15 < len(control["values"]) == len(told["frames"]) <= 20 + 2
    assert {"0.01", "1", "3"} <= set(control["values"])
    for place in (0, 12, len(control["values"]) - 2):
        address, left, top, sentence = told["frames"][str(place)]
        assert sentence == f"at {control['values'][place]}"
        shown_then = image(re.search(r'src="([^"]+)"', html)[1])
        shown_then.alpha_composite(image(address), (left, top))
        fresh = simple(scale, x=float(control["values"][place]))
        with fresh._canvas.sharp() as canvas:
            wanted = np.asarray(canvas.image()).astype(int)
        assert wanted.shape == (400, 600, 3)
        assert np.abs(np.asarray(shown_then.convert("RGB")) - wanted).max() <= 255 / (frames.LEVELS - 1) / 2 + 1
    shown.refresh()
    assert np.array_equal(pixels(shown.picture.png), before), "afterwards the picture is as sharp as before"


def test_a_page_holds_all_pairs_of_two_controls_and_their_sentences(monkeypatch):
    html, told = page_of(two(), monkeypatch)
    assert [control["values"] for control in told["controls"]] == [["0", "0.5", "1", "1.5", "2", "2.5", "3"],
                                                                   ["one", "two"]]
    assert [control["name"] for control in told["controls"]] == ["a name", "b"]
    assert len(told["frames"]) == 14 and told["frames"]["4,1"][3] == "2 2 </script>"
    assert told["frames"]["2,0"][:3] == ["", 0, 0]
    assert html.count("</script>") == 2 and "http" not in html.replace("http://www.w3.org", "")


def test_where_a_value_cannot_be_drawn_the_page_says_why(few_steps, monkeypatch):
    _, told = page_of(simple(scale), monkeypatch)
    assert told["frames"][str(len(told["frames"]) - 1)] == ["", 0, 0, "Not 3.", True]


def test_large_pictures_get_fewer_steps(monkeypatch):
    monkeypatch.setattr(frames, "ROOM", 15_000)
    html, told = page_of(two(a_step=0.01), monkeypatch)
    assert 10 < len(told["frames"]) < 100 and len(html) < 70_000


def test_where_the_ends_are_small_a_page_keeps_its_size_all_the_same(monkeypatch):
    """Pictures between the ends may take much more than those at the ends, from which their number is guessed."""
    def draw(ax, x):
        if x in (0.01, 3):
            raise CourseError("Not at the ends.")
        return scale(ax, x)
    monkeypatch.setattr(frames, "ROOM", 15_000)
    html, told = page_of(simple(draw), monkeypatch)
    assert 4 <= len(told["frames"]) and len(str(told["frames"])) < 15_000


def test_of_a_choice_a_page_holds_all_however_little_room_there_is(monkeypatch):
    monkeypatch.setattr(frames, "ROOM", 15_000)
    figure, ax = plots.panels("only", width=3, height=2)
    limits = {f"limit {limit}": limit for limit in range(8)}

    def update(x, limit):
        plots.draw_scale(ax["only"], x, limits[limit] / 3, 3.0)
        return f"{x:g}, {limit}"
    shown = live.explore(update, figure, "A scale.", x=live.knob("x", 0.0, 3.0, 1.0, 0.1),
                         limit=live.choice("limit", list(limits)))
    _, told = page_of(shown, monkeypatch)
    x, limit = (control["values"] for control in told["controls"])
    assert limit == list(limits) and {"0", "1", "3"} <= set(x)
    assert len(x) < 10 and len(told["frames"]) == 8 * len(x)


def test_with_three_controls_each_moves_alone_and_a_text_stays(monkeypatch):
    figure, ax = plots.panels("only", width=3, height=2)

    def update(a, b, c, word):
        plots.draw_scale(ax["only"], a, 1.5, 3.0)
        return f"{a:g} {b} {c} {word}"
    shown = live.explore(update, figure, "A scale.", a=live.knob("a", 0.0, 3.0, 1.0, 0.5), word=live.text_box("w", "x"),
                         b=live.choice("b", ["one", "two"]), c=live.switch("c"))
    _, told = page_of(shown, monkeypatch)
    assert len(told["frames"]) == 7 + 1 + 1 and told["fixed"] == ["w"]
    assert told["frames"]["2,1,0"][3] == "1 two False x"


@pytest.mark.parametrize("control", [live.text_box("word", "good"), live.knob("a", 0.0, 1.0, 0.123, 0.1)])
def test_what_has_no_steps_stays_a_still_picture_with_words(control, monkeypatch):
    figure, _ = plots.panels("only", width=3, height=2)
    monkeypatch.setenv("COURSE_PAGES", "1")
    shown = live.explore(lambda x: "a sentence", figure, "A scale.", x=control)
    html = shown._repr_mimebundle_()["text/html"]
    assert html.startswith("<img") and "a sentence</p>" in html and "Run the cell to move" in html
    assert "<script" not in html


def ahead(act):
    """Return the picture and what was drawn ahead for it after `act` in an event loop."""
    shown, sent = simple(scale), []
    shown.picture.send = sent.append

    async def moves():
        act(shown)
        await shown._task
    asyncio.run(moves())
    return shown, sent


def test_the_next_moves_are_drawn_ahead_nearest_first_and_never_wrong():
    shown, sent = ahead(lambda shown: shown.controls["x"].slider.set_trait("value", 1.5))
    assert [message["sentence"] for message in sent[:5]] == [f"at {x:g}" for x in (1.51, 1.49, 1.52, 1.48, 1.53)]
    assert shown.sentence == "at 1.5" and shown.picture.key == "149" and len(sent) == 24
    fresh = simple(scale, x=1.53)
    assert fresh.picture.key == sent[4]["key"] and fresh.picture.alt == sent[4]["alt"]
    assert sent[4]["png"] == fresh.picture.traits()["png"].metadata["to_json"](fresh.picture.png, None)


def test_what_was_drawn_ahead_is_shown_without_drawing_until_a_cell_runs(monkeypatch):
    shown, sent = ahead(lambda shown: shown.controls["x"].slider.set_trait("value", 1.5))
    monkeypatch.setattr(shown, "_update", lambda x: f"another at {x:g}")
    shown.controls["x"].slider.value = 1.51
    assert shown.sentence == "at 1.51"
    monkeypatch.setattr("helpers.live.picture._cells_run", lambda: 1)
    shown.controls["x"].slider.value = 1.5
    assert shown.sentence == "another at 1.5" and sent[-1] == {"clear": True}


def test_a_new_move_ends_the_drawing_ahead(monkeypatch):
    def twice(shown):
        shown.controls["x"].slider.value = 1.5
        first = shown._task
        shown.controls["x"].slider.value = 2.5
        assert first.cancelling()
    _, sent = ahead(twice)
    assert sent[0]["sentence"] == "at 2.51"


def test_only_so_many_pictures_are_kept(monkeypatch):
    monkeypatch.setattr("helpers.live.picture.AHEAD", 10)
    shown, sent = ahead(lambda shown: shown.controls["x"].slider.set_trait("value", 1.5))
    assert len(sent) == 24 and len(shown._ahead) == 10 and {message["most"] for message in sent} == {10}


@pytest.mark.nightly
def test_memory_over_a_thousand_moves():
    """What is drawn ahead is kept within bounds: after some moves the process grows no more."""
    shown = descent()

    async def moves(number):
        for k in range(number):
            shown.controls["alpha"].slider.value = 0.01 + k * 0.07 % 2.9
            await asyncio.sleep(0.02)
        await shown._task
        return psutil.Process().memory_info().rss

    before = asyncio.run(moves(150))
    grown = (asyncio.run(moves(1000)) - before) / 1e6
    print(f"\ngrown by {grown:.1f} MB over 1,000 moves")
    assert grown < 10 and len(shown._ahead) == 100
