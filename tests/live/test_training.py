"""The live training: one at a time, stopped at once, errors told, no thread."""
import asyncio
import threading

import pytest

from helpers import live, plots
from helpers.arguments import CourseError
from helpers.live.training import TASK

DIVERGES = "The training diverges; take a smaller alpha."
FAILS_AT = {1.8: 13, 1.7: 1}  # the step at which a training with this alpha fails


class Training:
    """What `start` returns: a record after every third step."""

    def __init__(self, alpha, passes, log):
        self.records, self._alpha, self._passes, self._log = [], alpha, passes, log

    def steps(self):
        self._log.append("begins")
        try:
            for step in range(1, 3 * self._passes + 1):
                if step == FAILS_AT.get(self._alpha):
                    raise CourseError(DIVERGES)
                if step % 3 == 0:
                    self.records.append(step // 3 * self._alpha)
                yield step / (3 * self._passes)
        finally:
            self._log.append("ends")


@pytest.fixture(autouse=True)
def no_pause_between_pictures(monkeypatch):
    monkeypatch.setattr("helpers.live.training.BETWEEN", 0)


def make(passes=5, log=None):
    figure, ax = plots.panels("curve")

    def start(alpha):
        if alpha > 1.9:
            raise CourseError("The alpha is too large.")
        return Training(alpha, passes, [] if log is None else log)

    def draw(records):
        plots.draw_curves(ax["curve"], {"record": records}, limits=(0, 10))
        return f"{len(records)} passes"

    shown = live.trainer(start, draw, figure, "A curve.", first=2, alpha=live.knob("alpha", 0.1, 2.0, 1.0, 0.1))
    return shown, shown.controls["training"]


async def until(condition):
    while not condition():
        await asyncio.sleep(0)


def test_a_first_picture_is_there_before_any_button():
    shown, training = make()
    assert training.value == [1, 2] and training.progress.value == 2 / 5 and shown.sentence == "2 passes"
    assert "A curve. 2 passes" in shown._repr_mimebundle_()["text/plain"]


def test_train_runs_to_the_end_with_the_values_of_the_controls():
    async def scene():
        shown, training = make()
        training.controls["alpha"].slider.value = 0.5
        picture = shown.picture.png
        assert "Press Train" in shown.sentence
        training.controls["alpha"].text.value = "9"
        assert "between 0.1 and 2; it is 9" in shown.sentence
        training.controls["alpha"].text.value = "0.5"
        await training.train()
        assert training.value == [0.5, 1.0, 1.5, 2.0, 2.5] and shown.sentence == "5 passes"
        assert shown.picture.png != picture and training.progress.value == 1
    asyncio.run(scene())


def test_a_wrong_box_keeps_train_from_running_until_it_is_mended():
    async def scene():
        log = []
        shown, training = make(log=log)
        training.controls["alpha"].text.value = "1e99"
        log.clear()
        assert training.train() is None and not log
        assert "alpha must" in shown.sentence and "Mend it" in shown.sentence and training.value == [1, 2]
        training.controls["alpha"].text.value = "1.5"
        assert shown.sentence.startswith("Press Train")
        await training.train()
        assert training.value[0] == 1.5
    asyncio.run(scene())


def test_after_stop_no_further_step_is_taken():
    async def scene():
        log = []
        shown, training = make(passes=1000, log=log)
        task = training.train()
        await until(lambda: len(training.value) == 3)
        training.stop()
        await task
        assert len(training.value) == 3 and shown.sentence == "Stopped after 3 passes."
        assert log == ["begins", "ends"] * 2 and training.progress.value < 0.01
    asyncio.run(scene())


def test_a_second_press_and_a_new_cell_each_end_the_training_before():
    async def scene():
        log = []
        _, training = make(passes=1000, log=log)
        tasks = [training.train()]
        await until(lambda: len(log) == 3)
        tasks += [training.train(), training.train()]
        await until(lambda: len(log) == 5)
        assert log == ["begins", "ends"] * 2 + ["begins"] and [task.done() for task in tasks] == [True, True, False]
        other, _ = make()
        await asyncio.wait(tasks)
        assert log == ["begins", "ends"] * 3 and other.sentence == "2 passes"
    asyncio.run(scene())


@pytest.mark.parametrize("alpha, count, told", [(1.8, 4, DIVERGES), (1.7, 2, DIVERGES),
                                                (2.0, 2, "The alpha is too large.")])
def test_an_error_is_told_and_what_was_drawn_stays(alpha, count, told):
    async def scene():
        shown, training = make()
        training.controls["alpha"].slider.value = alpha
        await training.train()
        assert len(training.value) == count and shown.sentence == told
        assert shown.picture.alt == f"A curve. {count} passes"
    asyncio.run(scene())


def test_no_thread_is_used():
    async def scene():
        threads = threading.active_count()
        _, training = make(passes=20)
        task = training.train()
        await until(lambda: training.progress.value > 0.5)
        assert threading.active_count() == threads
        await task
    asyncio.run(scene())


def test_a_button_trains_where_the_cell_ran_whichever_thread_takes_it_in():
    async def scene():
        shown, training = make(passes=1000)
        train, stop = training.rows[1].children[:2]
        for button, words in ((train, "5 passes"), (stop, "Stopped after")):
            beside = threading.Thread(target=button.click)
            beside.start()
            beside.join()
            await until(lambda words=words: words in shown.sentence)
        assert not [task for task in asyncio.all_tasks() if task.get_name() == TASK and not task.done()]
    asyncio.run(scene())
