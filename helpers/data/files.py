"""Files read and written with care: within bounds, verified before use, complete before they get their names."""
import bz2
import gzip
import hashlib
import io
import os
import sys
import uuid
import zlib

from helpers.arguments import CourseError
from helpers.data import sources


def report(sentence):
    """Write one line for the reader beside what the notebook prints."""
    print(sentence, file=sys.stderr)


def write(path, raw):
    """Write a file so that it is complete before it gets its name."""
    part = path.parent / f".{path.name}.{uuid.uuid4().hex}.part"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(raw)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def intact(path, file):
    """Return the decoded content of a file if it is here, readable and has one of its digests, else None."""
    try:
        # To open what is no file, a pipe say, might take forever.
        return verified(path.read_bytes(), file) if path.is_file() else None
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
    sums = (
        lambda: hashlib.sha256(content),
        lambda: hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False),
        lambda: hashlib.sha256(raw),
    )
    return content if any(make().hexdigest() in file.digests for make in sums) else None


def shipped(file):
    """Return the text of a file that comes with the course; raise CourseError if it is missing or was changed."""
    path = sources.DATA / file.name
    content = intact(path, file)
    if content is None:
        raise CourseError(f"{path} is missing or not as it came with the course: put the original file back.")
    return content.decode()
