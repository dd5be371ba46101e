"""Arrays that take long to make, kept from one run to the next."""
import hashlib
import io

import numpy as np

from helpers.data import sources
from helpers.data.files import report, write


def cached(name, made_from, make):
    """Return the array that `make()` returns, from `data/cache` if it was made there before from the same things.

    `name` is that of the file, without its ending. `made_from` is anything whose `repr` tells all that the array
    depends on: settings, say, and a digest of the data. An array that was made from something else is made anew.
    """
    path, key = sources.CACHE / f"{name}.npz", hashlib.sha256(repr(made_from).encode()).hexdigest()
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["key"]) == key:
                return kept["array"]
    except FileNotFoundError:
        pass
    except Exception:  # There is hardly an exception that NumPy does not raise on some damaged file.
        report(f"{path} is damaged or not readable, so what it held is made anew.")
    array, packed = make(), io.BytesIO()
    np.savez(packed, array=array, key=key)
    try:
        write(path, packed.getvalue())
    except OSError as problem:
        report(f"{path} cannot be written ({problem.strerror}), so this will be made anew the next time.")
    return array
