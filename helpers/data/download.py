"""A file from an address, within limits of size and of time."""
import io
import threading
import time

# A host may take this many seconds to begin; from then on it has sent this many bytes a second, or is given up.
PATIENCE, SLOWEST = 20, 20_000


class Bounded(io.BytesIO):
    """A file in memory that takes a number of megabytes and no more."""

    def __init__(self, megabytes):
        super().__init__()
        self.megabytes = megabytes

    def write(self, chunk):
        """Write as any file does, or raise ValueError."""
        if self.tell() + len(chunk) > self.megabytes * 1_000_000:
            raise ValueError(f"it sends more than {self.megabytes} MB")
        return super().write(chunk)


def received(address, megabytes):
    """Return the bytes at an address, of which there must be no more than these megabytes.

    Raises
    ------
    OSError, ValueError, ImportError, RuntimeError
        If they do not come, are too many or come too slowly, or if no download can be started here.

    Notes
    -----
    pooch waits for each piece, 1,024 bytes, and sets the whole no limit. So it works in a thread, which is left behind
    if need be: as soon as it gets another piece, it finds its file closed and ends.
    """
    file, problems = Bounded(megabytes), []

    def work():
        try:
            # Here and not above: a lesson whose data are here should not wait for an import it does not use.
            import pooch

            # Only the download is pooch's: it knows digests of files as they are sent, not of what they decode to.
            pooch.HTTPDownloader(progressbar=True, timeout=(5, PATIENCE))(address, file, None)
        except Exception as problem:
            problems.append(problem)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        _wait(thread, file)
        if problems:
            raise problems[0]
        return file.getvalue()
    finally:
        file.close()
        thread.join(0.5)


def _wait(thread, file):
    """Return when the thread has ended; raise TimeoutError when its file grows too slowly."""
    start = time.monotonic()
    while thread.is_alive():
        thread.join(0.1)
        seconds = time.monotonic() - start
        if seconds > PATIENCE and file.tell() < SLOWEST * seconds:
            raise TimeoutError(f"it sent {file.tell() / 1000:.0f} kB in {seconds:.0f} s, which is too slow")
