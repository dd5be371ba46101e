"""A live picture that follows a training while it runs."""
import asyncio
import contextlib
import time

import ipywidgets
import traitlets

from helpers.arguments import CourseError, Function, Whole, shown, takes
from helpers.live.controls import CONTROLS, PICTURE, in_rows, problems
from helpers.live.home import Home
from helpers.live.picture import LivePicture

TASK = "live training"
BETWEEN = 0.15  # seconds from one picture to the next, at least
PAUSE = 0.002  # seconds after each step, so that a click comes in: it takes several turns of the loop


@takes(start=Function(), draw=Function(), figure=PICTURE["figure"], alt=PICTURE["alt"], first=Whole(1))
def trainer(start, draw, figure, alt, first=3, **controls):
    """Turn a training into a live picture with a Train and a Stop button.

    Parameters
    ----------
    start : callable
        Called with the value of every control by name; returns a training: an object with `steps()`, a generator
        that goes on a little at a time, at most 0.1 s, and yields the share of the whole that is done, from 0 to 1,
        and with `records`, the list of its records so far.
    draw : callable
        Called with the list of records so far. It draws on the axes of `figure` and returns a sentence.
    figure, alt
        As in `explore`.
    first : int
        So many records are made at once, before any button is pressed, to have a picture.
    **controls
        As in `explore`.

    Returns
    -------
    LivePicture
        Its one control, `training`, is a `Trainer`.
    """
    training = Trainer(start, first, CONTROLS("controls", controls, {}))
    return LivePicture(lambda training: draw(training), figure, alt, {"training": training},
                       lambda _, picture: [*training.rows, picture])


class Trainer(traitlets.HasTraits):
    """The control of a training: knobs, a Train and a Stop button; its value is the list of records so far.

    The training runs in the kernel's own event loop, without a thread: after each step it lets the loop read what
    the reader pressed. A kernel does one thing at a time, so a new training ends the one before, whichever cell it
    came from; the loop knows them by the name of their task.
    """

    value = traitlets.List()
    problem = traitlets.Unicode()

    def __init__(self, start, first, controls):
        super().__init__()
        stop_all()
        self._start, self.controls = start, controls
        self.progress = ipywidgets.FloatProgress(max=1.0, layout={"width": "280px"})
        training = self._new()
        for share in training.steps():
            if len(training.records) >= first:
                self._show(share, training.records)
                break
        train, stop = (ipywidgets.Button(description=word, icon=icon)
                       for word, icon in [("Train", "play"), ("Stop", "stop")])
        home = Home()
        train.on_click(lambda _button: home.run(self.train))
        stop.on_click(lambda _button: home.run(self.stop))
        self.rows = [in_rows(controls.values()), ipywidgets.HBox([train, stop, self.progress])]
        for control in controls.values():
            control.observe(self._moved, "value")
            if control.has_trait("problem"):
                control.observe(self._moved, "problem")

    def train(self):
        """Start from the beginning with the values that the controls have now; return the task that trains.

        While a box holds what is no value, nothing starts.
        """
        if wrong := self._wrong():
            self.problem = f"{wrong} Mend it, then press Train."
            return None
        before = stop_all()
        self._task = asyncio.get_running_loop().create_task(self._run(before), name=TASK)
        return self._task

    def stop(self):
        """Stop the training that runs in this kernel, if there is one."""
        stop_all()

    async def _run(self, before):
        if before:
            await asyncio.wait(before)
        self.problem, ending, records = "", "", []
        try:
            training = self._new()
            records = training.records
            await self._follow(training)
        except CourseError as mistake:
            ending = str(mistake)
        except asyncio.CancelledError:
            ending = f"Stopped after {len(records)} passes."
        except Exception as mistake:
            ending = f"{type(mistake).__name__}: {mistake}"
        self._show(self.progress.value, records)
        self.problem = f"{self._wrong()} {ending}".strip()

    async def _follow(self, training):
        drawn = -BETWEEN
        for share in training.steps():
            await asyncio.sleep(PAUSE)
            if share == 1 or time.monotonic() - drawn >= BETWEEN:
                self._show(share, training.records)
                drawn = time.monotonic()

    def _show(self, share, records):
        self.progress.value = share
        # Whoever draws expects a record, and the picture of the training before may stay until there is one.
        if records:
            self.value = list(records)

    def _new(self):
        training = self._start(**{name: control.value for name, control in self.controls.items()})
        if not hasattr(training, "steps"):
            raise CourseError("start must return a training, such as networks.dense.train does; it returned "
                              f"{shown(training)}.")
        return training

    def _moved(self, change):
        # The picture stays: a control counts from the next Train on.
        self.problem = self._wrong() or "Press Train to use the new values."

    def _wrong(self):
        """Return what the boxes say that is wrong, or an empty text."""
        return problems(self.controls.values())


def stop_all():
    """Ask every training of this kernel to stop; return the tasks that were asked."""
    running = []
    # Outside of a kernel there may be no loop, and then no training.
    with contextlib.suppress(RuntimeError):
        running = [task for task in asyncio.all_tasks() if task.get_name() == TASK]
    for task in running:
        task.cancel()
    return running
