"""What is read within bounds, how files are written, and what folders that cannot be written lead to."""
import bz2
import contextlib
import errno
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from helpers import data
from helpers.data import sources
from helpers.data.files import intact, sweep, unfinished, verified
from tests.data.conftest import COPY, IMAGES, LABELS, PACKED, contents, fill, is_train, refused


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_bomb_is_not_unpacked(pack):
    bomb = pack(bytes(30_000_000))
    tracemalloc.start()
    assert verified(bomb, sources.LABEL_ORDER) is None
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_of_a_file_that_never_ends_no_more_is_read_than_it_should_hold(tmp_path, capsys):
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(30_000_000)
    tracemalloc.start()
    assert intact(path, sources.LABEL_ORDER) is None
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_what_dead_processes_left_is_swept_and_what_others_work_on_stays(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    other = f".part-another-machine-{dead.pid}"
    ours = unfinished(tmp_path)
    left = [ours.name.replace(f"-{os.getpid()}-", f"-{dead.pid}-"), f"{other}-old"]
    stays = [ours.name, f"{other}-new", ".part-odd", "reviews.txt"]
    for name in [*left, *stays]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "wheel").write_bytes(b"half")
    (tmp_path / left[0].replace("part-", "part-x-")).write_bytes(b"of a machine with another name")
    os.utime(tmp_path / left[1], (0, 0))
    sweep(tmp_path)
    assert {path.name for path in tmp_path.glob("*")} == {*stays, left[0].replace("part-", "part-x-")}


class Full(OSError):
    """A disk that has no room."""

    def __init__(self):
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


def disk_of(monkeypatch, size):
    """Let a file be written only up to a size; the rest finds no room."""
    write = Path.write_bytes

    def up_to(path, content):
        write(path, content[:size])
        if len(content) > size:
            raise Full

    monkeypatch.setattr(Path, "write_bytes", up_to)


def test_on_a_full_disk_the_smaller_copy_is_tried(course, host, pip, monkeypatch, capsys):
    pip(*COPY.values())
    disk_of(monkeypatch, len(PACKED[IMAGES]) - 1)
    digits, err = data.load_digits(), capsys.readouterr().err
    assert is_train(digits) and "copy" in digits.source and "is full" in err and "smaller copy is tried" in err
    assert contents(course.cache) == COPY


def test_a_disk_without_any_room_is_one_sentence(course, host, pip, monkeypatch):
    pip(*COPY.values())
    disk_of(monkeypatch, 10)
    with refused("is full", "free 100 MB", str(course.cache)):
        data.load_digits()
    assert contents(course.cache) == {}


@pytest.mark.parametrize("stop, expected", [(PermissionError(13, "Permission denied"), refused("cannot be written")),
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
    assert len(set(written)) == 4 and all(name.startswith(".part-") for name in written)


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


@pytest.mark.parametrize("sent, words", [(PACKED, "cannot be written"), ({}, "cannot be written")])
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
