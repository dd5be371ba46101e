"""Arrays that take long to make, kept from one run to the next."""
import hashlib
import io
import os

import numpy as np

from helpers import quick
from helpers.arguments import TEXT, Function, takes
from helpers.data import sources
from helpers.data.files import read, report, write

MEGABYTES = 500  # more than any array that is kept


@takes(name=TEXT, make=Function())
def cached(name, made_from, make):
    """Return the array that `make()` returns, from `data/cache` if it was made there before from the same things.

    `name` is that of the file, without its ending. `made_from` is anything whose `repr` tells all that the array
    depends on: settings, say, and a digest of the data. An array that was made from something else is made anew, and
    so is one whose file no longer has the digest that it begins with.
    """
    if quick.is_on():
        return make()  # what short trainings come to is not kept, lest a whole one is taken for it
    path, key = sources.CACHE / f"{name}.array", _digest(repr(made_from).encode())
    kept = read(path, MEGABYTES) or b""
    if kept[:64] == _digest(memoryview(kept)[64:]):
        if kept[64:128] == key:
            packed = io.BytesIO(kept)
            packed.seek(128)
            return np.load(packed, allow_pickle=False)
    elif os.path.lexists(path):
        report(f"{path} is damaged or not readable, so what it held is made anew.")
    array, packed = make(), io.BytesIO()
    np.save(packed, array, allow_pickle=False)
    held = key + packed.getvalue()
    try:
        write(path, _digest(held) + held)
    except OSError as problem:
        report(f"{path} cannot be written ({problem.strerror}), so this will be made anew the next time.")
    return array


def _digest(content):
    """Return the SHA-256 of bytes as 64 letters, themselves bytes."""
    return hashlib.sha256(content).hexdigest().encode()
