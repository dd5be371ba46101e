"""The doctor says in one sentence what is missing, and its exit status tells whether that is needed."""
import importlib.metadata
import shutil
import sys

import pytest

from helpers import doctor


def test_nothing_needed_is_missing_where_the_tests_run(capsys):
    assert doctor.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "All that is needed is here." and any(line.split() == ["numpy", "ok"] for line in lines)


def found(monkeypatch, **options):
    return {name: (kind, mend) for name, kind, mend in doctor.look(**options)}


@pytest.mark.parametrize("name, words, change", [
    ("Python", "install 3.11 or newer", lambda patch: patch.setattr(sys, "version_info", (3, 9))),
    ("disk", "Only 0.0 GB are free", lambda patch: patch.setattr(
        shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10 ** 6}))),
    ("memory", "close other programs", lambda patch: patch.setattr(doctor, "available_memory", lambda: 0.5)),
    ("browser", "None was found", lambda patch: patch.setattr(doctor, "has_browser", lambda: False)),
    ("data: digits", "make data", lambda patch: patch.setattr(doctor.data, "digits_are_full", lambda: False)),
    ("numpy", "tested was", lambda patch: patch.setattr(importlib.metadata, "version", lambda name: "0.1"))])
def test_what_is_wrong_gets_a_sentence(monkeypatch, name, words, change):
    change(monkeypatch)
    assert words in found(monkeypatch)[name][1]


def test_missing_extensions_folders_and_packages_are_needed(monkeypatch, tmp_path, capsys):
    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)
    monkeypatch.setattr(importlib.metadata, "version", missing)
    seen = found(monkeypatch, root=tmp_path, prefix=tmp_path)
    for name in ("numpy", "sliders: anywidget", "folder notebooks"):
        assert seen[name][0] == doctor.NEEDED and seen[name][1].endswith(".")
    assert doctor.main() == 1 and "must be mended" in capsys.readouterr().out
