"""What a page without a kernel holds, and what is drawn ahead with one."""
import asyncio
import json
import re

import pytest

from helpers import live, plots
from helpers.live import frames
from tests.live.pictures import descent, simple


def page_of(shown, monkeypatch):
    monkeypatch.setenv("COURSE_PAGES", "1")
    bundle = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" not in bundle
    return bundle["text/html"], json.loads(re.search(r'<script type="application/json">(.*?)</script>',
                                                      bundle["text/html"], re.DOTALL)[1])


def test_a_page_holds_all_combinations_of_two_controls_and_their_sentences(monkeypatch):
    html, told = page_of(descent(), monkeypatch)
    alpha, steps = told["controls"]
    assert len(told["frames"]) == len(alpha["values"]) * len(steps["values"]) <= 1.3 * frames.PAIRS
    assert alpha["values"][alpha["start"]] == "0.3" and steps["values"][steps["start"]] == "5"
    other = alpha["values"].index("2.06")
    assert told["frames"][f"{other},{steps['start']}"][3] == descent(alpha=2.06).sentence
    assert told["frames"][f"{alpha['start']},{steps['start']}"][0] == ""
    assert len(html) < 1_500_000 and "http" not in html.replace("http://www.w3.org", "")


def test_with_three_controls_each_moves_alone(monkeypatch):
    figure, ax = plots.panels("only", width=3, height=2)

    def update(a, b, c, word):
        plots.draw_scale(ax["only"], a, 1.5, 3.0)
        return f"{a:g} {b} {c} {word} </script>"
    shown = live.explore(update, figure, "A scale.", a=live.knob("a", 0.0, 3.0, 1.0, 0.5), word=live.text_box("w", "x"),
                         b=live.choice("b", ["one", "two"]), c=live.switch("c"))
    html, told = page_of(shown, monkeypatch)
    assert len(told["frames"]) == 7 + 1 + 1
    assert told["frames"]["2,1,0"][3] == "1 two False x </script>" and html.count("</script>") == 2


@pytest.mark.parametrize("control", [live.text_box("word", "good"), live.knob("a", 0.0, 1.0, 0.123, 0.1)])
def test_what_has_no_steps_stays_a_still_picture(control, monkeypatch):
    figure, _ = plots.panels("only", width=3, height=2)
    monkeypatch.setenv("COURSE_PAGES", "1")
    shown = live.explore(lambda x: "a sentence", figure, "A scale.", x=control)
    assert shown._repr_mimebundle_()["text/html"].startswith("<img")


def test_the_next_moves_are_drawn_ahead_nearest_first_and_never_wrong():
    def draw(ax, x):
        plots.draw_scale(ax, x, 1.5, 3.0)
        return f"at {x:g}"
    shown, sent = simple(draw), []
    shown.picture.send = sent.append

    async def moves():
        shown.controls["x"].slider.value = 1.5
        await shown._task
    asyncio.run(moves())
    assert [message["sentence"] for message in sent] == [f"at {x:g}" for x in (1.51, 1.49, 1.52, 1.48, 1.53, 1.47, 1.54,
                                                                              1.46)]
    assert shown.sentence == "at 1.5" and shown.picture.key == "149"
    fresh = simple(draw, x=1.54)
    assert frames.key_of([fresh.controls["x"]], [1.54]) == sent[-2]["key"]
    assert sent[-2]["png"] == fresh.picture.traits()["png"].metadata["to_json"](fresh.picture.png, None)
