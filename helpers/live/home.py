"""One thread for all that draws.

A Jupyter kernel may take in messages of the page in several threads, and matplotlib draws in one at a time: two at once
bring wrong pictures, errors of its fonts, or the end of the kernel.
"""
import asyncio
import threading


class Home:
    """The thread in which a live picture was made: whatever draws it goes back there."""

    def __init__(self):
        self._thread, self._loop, self._waiting = threading.get_ident(), None, set()
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # outside of a kernel
            pass

    def run(self, act):
        """Call `act` at once if this is its thread; otherwise there and soon, once for all calls that wait."""
        if self._loop is None or threading.get_ident() == self._thread:
            act()
        elif act not in self._waiting:
            self._waiting.add(act)
            self._loop.call_soon_threadsafe(self._run_waiting, act)

    def _run_waiting(self, act):
        self._waiting.discard(act)
        act()
