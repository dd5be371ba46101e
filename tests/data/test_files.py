"""What is read within bounds, how files are written, folders that cannot be written, two processes at once."""
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
from helpers.data.files import verified
from tests.data.conftest import IMAGES, LABELS, PACKED, contents, fill, is_train, refused


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_bomb_is_not_unpacked(pack):
    bomb = pack(bytes(30_000_000))
    tracemalloc.start()
    assert verified(bomb, sources.LABEL_ORDER) is None
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("stop, expected", [(OSError(28, "No space left on device"), refused("No space left")),
                                            (KeyboardInterrupt(), pytest.raises(KeyboardInterrupt))])
def test_write_that_stops_halfway_leaves_nothing(course, host, monkeypatch, stop, expected):
    write = Path.write_bytes

    def halfway(path, content):
        write(path, content[:len(content) // 2])
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
    assert is_train(data.load_digits()) and sorted(contents(course.cache)) == [IMAGES, LABELS]


@contextlib.contextmanager
def read_only(folder):
    """Let nobody write a folder, not even root, who for a while is somebody else."""
    if not hasattr(os, "geteuid"):
        pytest.skip("This system has no user ids.")
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def open_cache(course, monkeypatch):
    """A cache in a folder that everybody may enter."""
    # One failure beforehand imports everything, for the other user may not be allowed to.
    with refused():
        data.load_digits()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(sources, "CACHE", Path(folder, "cache"))
        monkeypatch.setenv("COURSE_DATA", "")
        fill(sources.CACHE, {})
        yield sources.CACHE


@pytest.mark.parametrize("sent, words", [(PACKED, "cannot be written"), ({}, "make data")])
def test_read_only_cache_is_one_sentence(open_cache, host, monkeypatch, sent, words):
    monkeypatch.setattr(sources, "CACHE", open_cache)
    monkeypatch.setenv("COURSE_DATA", "")
    host.files = sent
    with read_only(open_cache), refused(words, "COURSE_DATA"):
        data.load_digits()
    assert contents(open_cache) == {}


def test_what_may_not_be_read_is_reported_and_passed_over(open_cache, monkeypatch, capsys):
    locked = open_cache.parent / "locked"
    locked.mkdir(mode=0)
    monkeypatch.setenv("COURSE_DATA", str(locked))
    fill(open_cache, PACKED)
    with read_only(open_cache):
        assert is_train(data.load_digits()) and "is no folder that can be read" in capsys.readouterr().err
        assert data.digits_are_full()
    (open_cache / LABELS).chmod(0)
    with read_only(open_cache):
        assert not data.digits_are_full() and "not readable" in capsys.readouterr().err


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
    host.before = threading.Barrier(2, timeout=120).wait
    digests = [file.digests[0] for file in sources.DIGITS.files]
    command = [sys.executable, "-c", SCRIPT, str(course.cache), sources.DIGITS.host, *digests]
    both = [subprocess.Popen(command, cwd=sources.ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=240)[0].strip() for process in both] == ["[1, 0, 1] [1, 0]"] * 2
    assert len(host.asked) == 8 and contents(course.cache) == PACKED
