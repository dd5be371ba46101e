"""Damaged files, downloads that stop, folders that cannot be written, two processes at once."""
import bz2
import contextlib
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import tracemalloc
from pathlib import Path

import pytest

from helpers import data
from helpers.data import sources
from helpers.data.fetching import obtain
from helpers.data.files import verified
from tests.data.conftest import COPY, TEST_LABELS, TRAIN_LABELS, contents, fill, is_copy_train, is_full_train, refused

IMAGES, LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"


def truncated(raw):
    return raw[:len(raw) // 2]


def flipped(raw):
    return raw[:len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1:]


def repacked(raw):
    return gzip.compress(flipped(gzip.decompress(raw)))


def emptied(raw):
    return b""


DAMAGES = pytest.mark.parametrize("damage", [truncated, flipped, repacked, emptied])


@DAMAGES
def test_damage_in_the_cache_is_replaced_from_the_host(course, host, damage, capsys):
    fill(course.cache, course.packed | {IMAGES: damage(course.packed[IMAGES])})
    assert not data.digits_are_full()
    capsys.readouterr()
    assert is_full_train(data.load_digits())
    assert capsys.readouterr().err.count("damaged") == 1
    assert host.asked == [IMAGES] and contents(course.cache) == course.packed


@DAMAGES
def test_damage_in_course_data_leads_to_the_cache(course, stick, damage, capsys):
    damaged = {name: damage(raw) for name, raw in course.packed.items()}
    fill(course.cache, course.packed)
    fill(stick, damaged)
    digits = data.load_digits()
    lines = capsys.readouterr().err.splitlines()
    assert is_full_train(digits) and digits.source.endswith("(from data/cache)")
    assert len(lines) == 2 and str(stick / IMAGES) in lines[0] and contents(stick) == damaged


@DAMAGES
def test_damaged_copy_is_fetched_again(course, pip, damage):
    fill(course.cache, {COPY: damage(course.copy)})
    pip(course.copy)
    assert is_copy_train(data.load_digits())
    assert contents(course.cache) == {COPY: course.copy}


def test_damage_and_no_network_is_one_sentence(course):
    fill(course.cache, {name: truncated(raw) for name, raw in course.packed.items()})
    with refused("COURSE_DATA", "make data"):
        data.load_digits()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_bomb_is_not_unpacked(pack):
    bomb, file = pack(bytes(100_000_000)), sources.DIGITS.files[1]
    tracemalloc.start()
    assert verified(bomb, file) is None
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_pipe_in_place_of_a_file_is_passed_over(course, stick, capsys):
    os.mkfifo(stick / IMAGES)
    fill(course.cache, course.packed)
    assert is_full_train(data.load_digits())
    assert capsys.readouterr().err.count("passed over") == 1


def test_host_that_breaks_off_leaves_nothing(course, host):
    host.most = 20
    with refused():
        data.load_digits()
    assert not course.cache.exists()


@pytest.mark.parametrize("stop, expected", [(OSError(28, "No space left on device"), refused("No space left")),
                                            (KeyboardInterrupt(), pytest.raises(KeyboardInterrupt))])
def test_write_that_stops_halfway_leaves_nothing(course, host, monkeypatch, stop, expected):
    write = Path.write_bytes

    def halfway(path, content):
        write(path, truncated(content))
        raise stop

    fill(course.cache, {IMAGES: b"old"})
    monkeypatch.setattr(Path, "write_bytes", halfway)
    with expected:
        data.load_digits()
    assert contents(course.cache) == {IMAGES: b"old"}


def test_a_file_is_complete_before_it_gets_its_name(course, host, monkeypatch):
    write, written = Path.write_bytes, []
    monkeypatch.setattr(Path, "write_bytes", lambda path, content: written.append(path.name) or write(path, content))
    for _ in range(2):
        data.load_digits()
        shutil.rmtree(course.cache)
    assert len(set(written)) == 4 and all(name.endswith(".part") for name in written)


def test_another_process_was_faster(course, host, monkeypatch):
    def refuse(part, path):
        Path(path).write_bytes(Path(part).read_bytes())
        raise PermissionError(13, "The file is open in another process")

    monkeypatch.setattr(os, "replace", refuse)
    assert is_full_train(data.load_digits())
    assert sorted(contents(course.cache)) == [IMAGES, LABELS]


@contextlib.contextmanager
def unprivileged():
    """Give up root's rights for a while, for root writes even where it is forbidden."""
    if not hasattr(os, "geteuid"):
        pytest.skip("This system has no user ids.")
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def read_only_cache(course, monkeypatch):
    """Return what fills a cache folder that everybody may enter and nobody may write."""

    def filled(files):
        fill(cache, files)
        cache.chmod(0o555)

    # One failure beforehand imports everything, for the other user may not be allowed to.
    with refused():
        data.load_digits()
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    cache = folder / "cache"
    monkeypatch.setattr(sources, "CACHE", cache)
    yield filled
    cache.chmod(0o755)
    shutil.rmtree(folder)


def test_read_only_cache_without_network(read_only_cache):
    read_only_cache({})
    with unprivileged(), refused("COURSE_DATA", "make data"):
        data.load_digits()


def test_read_only_cache_with_network(read_only_cache, host):
    read_only_cache({})
    with unprivileged(), refused("cannot be written", "COURSE_DATA"):
        data.load_digits()
    assert contents(sources.CACHE) == {}


def test_read_only_cache_that_is_full_serves(course, read_only_cache):
    read_only_cache(course.packed)
    with unprivileged():
        assert is_full_train(data.load_digits())


def test_file_that_may_not_be_read_is_passed_over(course, read_only_cache, capsys):
    read_only_cache(course.packed | {COPY: course.copy})
    (sources.CACHE / LABELS).chmod(0)
    with unprivileged():
        full, _, _ = obtain(sources.DIGITS)
    assert not full and "not readable" in capsys.readouterr().err


SCRIPT = """
import sys
from pathlib import Path
from helpers import data
from helpers.data import sources
cache, host, *digests = sys.argv[1:]
sources.CACHE = Path(cache)
files = [file._replace(digests=(digest,)) for file, digest in zip(sources.DIGITS.files, digests, strict=True)]
sources.DIGITS = sources.DIGITS._replace(host=host, files=tuple(files))
print(data.load_digits().labels.tolist(), data.load_digits("test").labels.tolist())
"""


def test_two_processes_at_once(course, host):
    # The barrier answers each request only when both processes have asked for the same file.
    host.before = threading.Barrier(2, timeout=60).wait
    digests = [file.digests[0] for file in sources.DIGITS.files]
    command = [sys.executable, "-c", SCRIPT, str(course.cache), sources.DIGITS.host, *digests]
    both = [subprocess.Popen(command, cwd=sources.ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=120)[0].strip() for process in both] == [f"{TRAIN_LABELS} {TEST_LABELS}"] * 2
    assert len(host.asked) == 8 and contents(course.cache) == course.packed
