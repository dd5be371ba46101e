"""What takes long to make is kept, and made anew from other settings or after damage."""
import os
from pathlib import Path

import numpy as np
import pytest

from helpers import data
from tests.data.conftest import contents


def made(log, value=1.0):
    """Return a function that notes in `log` that it was called."""
    return lambda: log.append(value) or np.full(3, value)


def test_what_was_made_is_kept_and_made_anew_from_other_settings(course):
    log = []
    for settings in ("one", "one", "other", "other"):
        np.testing.assert_array_equal(data.cached("rows", settings, made(log, float(len(log)))), np.full(3, log[-1]))
    assert log == [0.0, 1.0] and list(contents(course.cache)) == ["rows.array"]


@pytest.mark.parametrize("damage", [
    lambda raw: raw[:40], lambda raw: b"", lambda raw: b"no array at all", lambda raw: raw.replace(b"NUMPY", b"NUMPI"),
    lambda raw: raw[:-1] + b"\1", lambda raw: raw + b"\0", lambda raw: raw[:70] + b"?" + raw[71:]])
def test_a_damaged_file_is_reported_and_made_anew(course, capsys, damage):
    log, path = [], course.cache / "rows.array"
    data.cached("rows", "settings", made(log))
    path.write_bytes(damage(path.read_bytes()))
    for _ in range(2):
        np.testing.assert_array_equal(data.cached("rows", "settings", made(log)), np.ones(3))
    assert len(log) == 2 and capsys.readouterr().err.count("made anew") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_pipe_in_place_of_an_array_is_not_waited_for(course, capsys):
    course.cache.mkdir()
    os.mkfifo(course.cache / "rows.array")
    np.testing.assert_array_equal(data.cached("rows", "settings", made([])), np.ones(3))
    assert capsys.readouterr().err.count("made anew") == 1


def test_a_folder_that_cannot_be_written_loses_nothing(course, capsys, monkeypatch):
    def refuse(path, raw):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    np.testing.assert_array_equal(data.cached("rows", "settings", made([])), np.ones(3))
    assert "cannot be written" in capsys.readouterr().err
