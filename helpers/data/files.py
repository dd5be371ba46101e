"""Files read and written with care: within bounds, verified before use, complete before they get their names."""
import bz2
import gzip
import hashlib
import io
import os
import platform
import shutil
import sys
import time
import uuid
import zlib

from helpers.arguments import CourseError
from helpers.data import sources

DAY = 24 * 60 * 60


def report(sentence):
    """Write one line for the reader beside what the notebook prints."""
    print(sentence, file=sys.stderr)


def write(path, raw):
    """Write a file so that it is complete before it gets its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = unfinished(path.parent)
    try:
        part.write_bytes(raw)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def unfinished(folder):
    """Return a new name in a folder that tells which process works on what will be there."""
    return folder / f".part-{platform.node()}-{os.getpid()}-{uuid.uuid4().hex}"


def sweep(folder):
    """Remove what processes that are no more left unfinished in a folder."""
    for path in folder.glob(".part-*"):
        try:
            # Here and not above: it comes with Jupyter, and is needed only where something was left.
            import psutil

            node, pid, _ = path.name.removeprefix(".part-").rsplit("-", 2)
            old = time.time() - path.lstat().st_mtime > DAY
            if old or node == platform.node() and not psutil.pid_exists(int(pid)):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except (ImportError, OSError, ValueError):
            pass  # Another process was faster, or it is not ours to remove.


def intact(path, file):
    """Return the decoded content of a file if it is here, readable and has one of its digests, else None."""
    raw = read(path, file.megabytes)
    return None if raw is None else verified(raw, file)


def read(path, megabytes):
    """Return the first megabytes of a file, or None if it is not here or not readable."""
    try:
        # To open what is no file, a pipe say, might take forever, and what is no file of ours might fill the memory.
        if not path.is_file():
            return None
        with path.open("rb") as opened:
            return opened.read(megabytes * 1_000_000)
    except OSError:
        return None


def verified(raw, file):
    """Return the decoded content of `raw` if it has one of the digests of `file`, else None."""
    opened = gzip.open if raw[:2] == b"\x1f\x8b" else bz2.open if raw[:3] == b"BZh" else io.BufferedReader
    try:
        # Not all of it: a few bytes can unpack to gigabytes.
        content = opened(io.BytesIO(raw)).read(file.megabytes * 1_000_000)
    except (OSError, EOFError, zlib.error):
        return None
    return content if any(digest in file.digests for digest in _digests(content, raw)) else None


def _digests(content, raw):
    """Yield the digests by which a file may be known, the likeliest first."""
    yield hashlib.sha256(content).hexdigest()
    blob = hashlib.sha1(b"blob %d\0" % len(content), usedforsecurity=False)
    blob.update(content)
    yield blob.hexdigest()
    yield hashlib.sha256(raw).hexdigest()


def shipped(file):
    """Return the text of a file that comes with the course; raise CourseError if it is missing or was changed."""
    path = sources.DATA / file.name
    content = intact(path, file)
    if content is None:
        raise CourseError(f"{path} is missing or not as it came with the course: put the original file back.")
    return content.decode()
