"""The live training: one at a time, stopped at once, errors told, no thread."""
import asyncio
import threading

from helpers import live, plots
from helpers.arguments import CourseError


def make(passes=5, per_pass=3, fail_at=None, log=None):
    """Return a shown training whose generator yields None between its passes and notes what it does in `log`."""
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

    alpha = live.knob("alpha", 0.1, 2.0, 1.0, 0.1)
    shown = live.trainer(start, draw, figure, "A curve.", passes, first=2, alpha=alpha)
    shown._between_pictures = 0
    return shown


def test_a_first_picture_is_there_before_any_button():
    shown = make()
    assert shown.records == [1, 2] and shown.sentence == "2 passes"
    assert "A curve. 2 passes" in shown._repr_mimebundle_()["text/plain"]


def test_train_runs_to_the_end_with_the_values_of_the_controls():
    async def scene():
        shown = make()
        shown.controls["alpha"].slider.value = 0.5
        assert "Press Train" in shown.sentence
        picture = shown.picture.png
        await shown.train()
        assert shown.records == [0.5, 1.0, 1.5, 2.0, 2.5] and shown.sentence == "5 passes"
        assert shown.picture.png != picture and shown._progress.value == 5
    asyncio.run(scene())


def test_after_stop_no_further_step_is_taken():
    async def scene():
        shown = make(passes=1000)
        task = shown.train()
        while len(shown.records) != 3:
            await asyncio.sleep(0)
        shown.stop()
        await task
        assert len(shown.records) == 3 and shown.sentence == "Stopped after 3 passes."
    asyncio.run(scene())


def test_a_second_press_starts_again_and_a_new_cell_stops_the_old_one():
    async def scene():
        log = []
        shown = make(passes=50, log=log)
        first = shown.train()
        await asyncio.sleep(0)
        second = shown.train()
        await asyncio.sleep(0)
        assert first.done() or first.cancelling()
        other = make()
        await asyncio.wait([first, second], timeout=5)
        assert first.done() and second.done() and len(shown.records) < 50
        assert other.records == [1, 2]
    asyncio.run(scene())


def test_an_error_is_told_and_what_was_drawn_stays():
    async def scene():
        shown = make(fail_at=4)
        await shown.train()
        assert shown.records == [1, 2, 3, 4]
        assert shown.sentence == "The training diverges; take a smaller alpha."
    asyncio.run(scene())


def test_an_error_before_the_first_pass_is_told():
    async def scene():
        shown = make()
        shown._start = refuse
        await shown.train()
        assert shown.records == [] and shown.sentence == "The hidden size must be 1 or more; it is 0."
    asyncio.run(scene())


def refuse(alpha):
    raise CourseError("The hidden size must be 1 or more; it is 0.")


def test_no_thread_is_used():
    async def scene():
        threads = threading.active_count()
        shown = make(passes=20)
        task = shown.train()
        await asyncio.sleep(0)
        assert threading.active_count() == threads
        await task
    asyncio.run(scene())
