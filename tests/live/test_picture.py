"""A control moves the picture, no stale pixel stays behind, and a stored notebook keeps picture and words."""
import asyncio
import copy
import html
import threading

import bs4
import nbconvert
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers import live, plots
from helpers.arguments import CourseError
from tests import notebooks
from tests.live.pictures import X, descent, pixels, saved, simple, stored


@pytest.fixture
def draws(monkeypatch):
    """Return a list that grows by one with every full drawing of a figure."""
    calls, draw = [], FigureCanvasAgg.draw
    monkeypatch.setattr(FigureCanvasAgg, "draw", lambda self: calls.append(self) or draw(self))
    return calls


def scale(ax, x):
    plots.draw_scale(ax, x, 1.5, 3.0)


def differing(shown, wanted):
    """Return in which pixels two pictures differ by more than the eye sees."""
    return np.abs(pixels(shown.picture.png) - wanted).max(axis=2) > 16


@pytest.mark.parametrize("draw", [
    scale,
    lambda ax, x: plots.draw_network(ax, [[x, 1], [2 * x]], [[[x], [1]]], names=[["a", "b"], ["c"]]),
    lambda ax, x: plots.draw_dot(ax, [x, 1], [1, x]),
    lambda ax, x: plots.draw_bars(ax, [x, -x], ["a", "b"], limits=(-4, 4)),
    lambda ax, x: plots.draw_pictures(ax, [[x, 1, 0, 1]], ["a"], limit=3.0),
    lambda ax, x: plots.draw_curves(ax, {"a": [x, 1]}, limits=(0, 4))])
def test_the_background_is_drawn_once(draw, draws):
    shown = simple(draw)
    first, png = len(draws), shown.picture.png
    for value in (0.5, 2.0, 3.0):
        shown.controls["x"].slider.value = value
        assert shown.picture.png != png
    assert len(draws) == first >= 1


def test_after_a_walk_nothing_is_stale():
    """The picture is the one of a figure that never showed anything else, pixel by pixel."""
    walked = descent(alpha=2.4, steps=20)
    seen = {walked.picture.png}
    for alpha, steps in ((0.1, 20), (2.9, 3), (1.0, 0), (0.7, 11)):
        walked.controls["alpha"].slider.value, walked.controls["steps"].slider.value = alpha, steps
        fresh = descent(alpha, steps)
        assert np.array_equal(pixels(walked.picture.png), pixels(fresh.picture.png)), (alpha, steps)
        assert walked.sentence == fresh.sentence
        seen.add(walked.picture.png)
    assert len(seen) == 5 and pixels(walked.picture.png).shape == (400, 600, 3)


def test_the_picture_is_what_savefig_gives():
    shown = simple(scale)
    for value in (1.7, 0.2):
        shown.controls["x"].slider.value = value
        figure, ax = plots.panels("only", width=3, height=2)
        scale(ax["only"], value)
        # Only where a moving line crosses an axis or the frame of its panel may one lie above the other.
        assert differing(shown, saved(figure)).mean() < 0.005


def test_a_title_that_changes_is_drawn_again(draws):
    def draw(ax, x):
        plots.draw_bowl(ax, X * x, X ** 2, title=f"width {x:g}", top=9.0)
    shown = simple(draw)
    first = len(draws)
    shown.controls["x"].slider.value = 2.0
    assert len(draws) == first + 1
    fresh = pixels(simple(draw, x=2.0).picture.png)
    assert differing(shown, fresh)[:40].mean() < 0.01  # the rows of the title


@pytest.mark.parametrize("animated", [True, False])
def test_what_is_drawn_later_is_not_missing(animated):
    def draw(ax, x):
        scale(ax, 1.0)
        if x > 2:
            ax.plot([0, 3], [0, 1], animated=animated, color="red")
    shown = simple(draw)
    red = lambda: (np.abs(pixels(shown.picture.png) - [255, 0, 0]).max(axis=2) < 60).any()  # noqa: E731
    assert not red()
    shown.controls["x"].slider.value = 2.5
    assert red()


@pytest.mark.parametrize("mistake, told", [(ZeroDivisionError("by <zero>"), "ZeroDivisionError: by <zero>"),
                                           (CourseError("Try a smaller alpha."), "Try a smaller alpha.")])
def test_a_mistake_while_drawing_is_told_and_the_last_picture_stays(mistake, told):
    def draw(ax, x):
        scale(ax, x)
        if x > 2:
            raise mistake
        return "well"
    with pytest.raises(type(mistake)):
        simple(draw, x=2.5)  # the first picture, so the cell fails
    shown = simple(draw)
    png = shown.picture.png
    shown.controls["x"].slider.value = 2.5
    assert shown.sentence == told and shown.picture.png == png and shown.picture.problem
    kept, alt = stored(shown._repr_mimebundle_())
    assert not differing(shown, kept).any() and alt == "One panel. well"
    shown.controls["x"].slider.value = 0.5
    assert shown.sentence == "well" and shown.picture.png != png
    assert np.array_equal(pixels(shown.picture.png), pixels(simple(draw, x=0.5).picture.png))


def test_the_live_view_comes_with_a_picture_and_words_for_places_without_a_kernel():
    shown = descent()
    shown.controls["steps"].slider.value = 8
    bundle = shown._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == shown.box.model_id
    kept, alt = stored(bundle)
    assert not differing(shown, kept).any()
    assert alt == shown.picture.alt == f"A bowl, a curve and a line. {shown.sentence}" and "weight" in alt
    assert "alpha, steps" in bundle["text/plain"] and alt in bundle["text/plain"]
    assert f"<p>{html.escape(shown.sentence)}</p>" in bundle["text/html"]
    assert "Run the cell to move alpha, steps." in bundle["text/html"]
    controls, picture = shown.box.children
    assert list(controls.children) == [*shown.controls.values(), shown.guess] and picture is shown.picture


def test_html_in_a_sentence_or_a_description_is_text():
    figure, _ = plots.panels("only")
    shown = live.explore(lambda x: '<script>alert("1")</script> & more', figure, 'A "dot" <here>.',
                         x=live.knob("x", 0.0, 1.0, 0.5, 0.1))
    assert shown.sentence == '<script>alert("1")</script> & more'
    assert stored(shown._repr_mimebundle_())[1] == shown.picture.alt == f'A "dot" <here>. {shown.sentence}'


def test_show_displays_a_picture_with_alternative_text(monkeypatch):
    shown = []
    monkeypatch.setattr("helpers.live.picture.display", lambda bundle, raw: shown.append((bundle, raw)))
    figure, ax = plots.panels("only", width=3, height=2)
    plots.draw_bowl(ax["only"], X, X ** 2)
    assert live.show(figure, 'A "bowl" <b>.') is None
    (bundle, raw), = shown
    kept, alt = stored(bundle)
    assert raw and alt == bundle["text/plain"] == 'A "bowl" <b>.'
    assert kept.shape == (200, 300, 3) and np.abs(kept - saved(figure)).max() <= 16


def test_two_stored_pictures_are_smaller_than_one_in_full_color():
    shown = descent()
    full = len(shown.picture.png) * 4 / 3
    bundle = shown._repr_mimebundle_()
    assert len(bundle["text/html"]) + len(bundle["image/png"]) < full


def in_another_thread(act):
    """Do what a kernel does with messages of the page: some come in beside the thread in which cells run."""
    beside = threading.Thread(target=act)
    beside.start()
    beside.join()


def test_all_is_drawn_in_one_thread_and_moves_that_wait_are_drawn_once():
    async def scene():
        threads = []

        def draw(ax, x):
            threads.append(threading.get_ident())
            return f"at {x:g}"
        shown = simple(draw)
        for act in (lambda: [shown.controls["x"].slider.set_trait("value", x) for x in (0.5, 0.7, 1.5)],
                    lambda: shown.picture._handle_custom_msg({"ahead": True}, [])):
            in_another_thread(act)
            assert set(threads) == {threading.get_ident()}
            before = len(threads)
            await asyncio.sleep(0)
            assert len(threads) <= before + 1
            await shown._task
        assert shown.sentence == "at 1.5" and set(threads) == {threading.get_ident()} and len(threads) == 2 + 24
    asyncio.run(scene())


def test_a_text_that_is_typed_beside_makes_what_was_drawn_ahead_wrong():
    async def scene():
        figure, _ = plots.panels("only", width=3, height=2)
        shown = live.explore(lambda x, word: f"{word} {x}", figure, "None.", x=live.knob("x", 1, 3, 1, 1),
                             word=live.text_box("word", "old"))
        shown.controls["x"].slider.value = 2
        await shown._task
        in_another_thread(lambda: [shown.controls["word"].set_trait("value", "new"),
                                   shown.controls["x"].slider.set_trait("value", 3)])
        await asyncio.sleep(0)
        assert shown.sentence == "new 3"
    asyncio.run(scene())


def test_a_run_notebook_saved_as_a_page_keeps_its_pictures_and_their_sentences():
    """As by JupyterLab's File > Save and Export Notebook As > HTML, which knows nothing of the widgets' state."""
    notebook = copy.deepcopy(notebooks.load("04"))
    live_outputs = [output for cell in notebooks.code_cells(notebook) for output in cell.outputs
                    if "Run the cell to move" in output.get("data", {}).get("text/html", "")]
    for output in live_outputs:
        output["data"]["application/vnd.jupyter.widget-view+json"] = {"model_id": "1", "version_major": 2}
    page = bs4.BeautifulSoup(nbconvert.HTMLExporter().from_notebook_node(notebook)[0], "html.parser")
    moves = page.find_all(lambda tag: tag.name == "small" and tag.text.startswith("Run the cell to move"))
    assert len(moves) == len(live_outputs) == sum("live.explore(" in cell.source for cell in notebook.cells)
    for words in moves:
        sentence, picture = words.find_previous("p").find_previous("p").text, words.find_previous("img")
        assert len(sentence) > 20 and picture["alt"].endswith(sentence)
        assert picture["src"].startswith("data:image/png;base64,")
