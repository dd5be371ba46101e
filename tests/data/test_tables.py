"""The small tables: every number, and no other table than those that came with the course."""
import numpy as np
import pytest

from helpers import data
from helpers.data import sources
from tests.data.conftest import fill, refused


def test_tables():
    games, lights = data.load_table("games"), data.load_table("streetlights")
    assert games._fields == ("toes", "record", "fans", "won", "hurt", "sad")
    assert games.toes.tolist() == [8.5, 9.5, 9.9, 9.0] and games.toes.dtype == np.float64
    assert games.sad.tolist() == [0.1, 0, 0.1, 0.2]
    assert lights._fields == ("left", "middle", "right", "walk")
    assert np.column_stack(lights).tolist() == [
        [1, 0, 1, 0], [0, 1, 1, 1], [0, 0, 1, 0], [1, 1, 1, 1], [0, 1, 1, 1], [1, 0, 1, 0]]


@pytest.mark.parametrize("name", ["game", "../README", "", None, 3, []])
def test_unknown_table(name):
    with refused("games, streetlights"):
        data.load_table(name)


@pytest.mark.parametrize("old, new", [(b"8.5", b"8.6"), (b"toes", b"toe"), (b"8.5", b"\xff")])
def test_changed_table_is_refused(monkeypatch, tmp_path, old, new):
    content = (sources.DATA / "games.csv").read_bytes()
    fill(tmp_path, {"games.csv": content.replace(old, new)})
    monkeypatch.setattr(sources, "DATA", tmp_path)
    with refused("games.csv", "put the original file back"):
        data.load_table("games")
