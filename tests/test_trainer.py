"""The live training: one at a time, stopped at once, errors told, no thread."""
import asyncio
import threading

from helpers import plots, widgets
from helpers.errors import CourseError


def make(passes=5, per_pass=3, fail_at=None, log=None):
    """Return a live training whose generator yields None between its passes and notes what it does in `log`."""
    log = [] if log is None else log
    figure, ax = plots.panels("curve")

    def start(alpha):
        log.append(f"start {alpha:g}")
        try:
            for k in range(passes):
                yield from [None] * per_pass
                if k == fail_at:
                    raise CourseError("The training diverges; take a smaller alpha.")
                yield (k + 1) * alpha
        finally:
            log.append("closed")

    def draw(records):
        plots.draw_curves(ax["curve"], {"record": records}, limits=(0, 10))
        return f"{len(records)} passes"

    alpha = widgets.knob("alpha", 0.1, 2.0, 1.0, 0.1)
    live = widgets.trainer(start, draw, figure, "A curve.", passes, first=2, alpha=alpha)
    live._between_pictures = 0
    return live


def test_a_first_picture_is_there_before_any_button():
    live = make()
    assert live.records == [1, 2] and live.sentence == "2 passes"
    assert "A curve. 2 passes" in live._repr_mimebundle_()["text/plain"]


def test_train_runs_to_the_end_with_the_values_of_the_controls():
    async def scene():
        live = make()
        live.controls["alpha"].slider.value = 0.5
        assert "Press Train" in live.sentence
        picture = live.picture.png
        await live.train()
        assert live.records == [0.5, 1.0, 1.5, 2.0, 2.5] and live.sentence == "5 passes"
        assert live.picture.png != picture and live._progress.value == 5
    asyncio.run(scene())


def test_after_stop_no_further_step_is_taken():
    async def scene():
        live = make(passes=1000)
        task = live.train()
        while len(live.records) != 3:
            await asyncio.sleep(0)
        live.stop()
        await task
        assert len(live.records) == 3 and live.sentence == "Stopped after 3 passes."
    asyncio.run(scene())


def test_a_second_press_starts_again_and_a_new_cell_stops_the_old_one():
    async def scene():
        log = []
        live = make(passes=50, log=log)
        first = live.train()
        await asyncio.sleep(0)
        second = live.train()
        await asyncio.sleep(0)
        assert first.done() or first.cancelling()
        other = make()
        await asyncio.wait([first, second], timeout=5)
        assert first.done() and second.done() and len(live.records) < 50
        assert other.records == [1, 2]
    asyncio.run(scene())


def test_an_error_is_told_and_what_was_drawn_stays():
    async def scene():
        live = make(fail_at=4)
        await live.train()
        assert live.records == [1, 2, 3, 4]
        assert live.sentence == "The training diverges; take a smaller alpha."
    asyncio.run(scene())


def test_an_error_before_the_first_pass_is_told():
    async def scene():
        live = make()
        live._start = refuse
        await live.train()
        assert live.records == [] and live.sentence == "The hidden size must be 1 or more; it is 0."
    asyncio.run(scene())


def refuse(alpha):
    raise CourseError("The hidden size must be 1 or more; it is 0.")


def test_no_thread_is_used():
    async def scene():
        threads = threading.active_count()
        live = make(passes=20)
        task = live.train()
        await asyncio.sleep(0)
        assert threading.active_count() == threads
        await task
    asyncio.run(scene())
