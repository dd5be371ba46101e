"""What the reader has done is kept in a file, whatever happens to it."""
import concurrent.futures
import subprocess
import sys

import pytest

from helpers import exercises
from helpers.exercises import records


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.jsonl"))
    return tmp_path / "progress.jsonl"


def test_what_was_tried_and_done_is_shown_and_a_right_answer_is_never_lost(file):
    exercises.double.check(lambda x: x)
    assert exercises.progress().lessons[1] == {"double": "wrong"}
    exercises.double.check(lambda x: 2 * x)
    exercises.double.check(lambda x: x)
    exercises.relu.check(...)
    seen = exercises.progress()
    assert seen.lessons[1] == {"double": "right"} and seen.lessons[6]["relu"] == "" and not seen.note
    assert repr(seen).startswith("lesson 01: 1 of 1 done") and "double (done)" in seen._repr_html_()
    assert len(file.read_text().splitlines()) == 2
    assert sum(len(tasks) for tasks in seen.lessons.values()) == len(exercises.ALL)


def test_damaged_lines_are_said_and_all_others_count(file):
    file.write_bytes(b'{"exercise": "relu", "found": "right"}\n{"exer\n[]\n\xff\n')
    seen = exercises.progress()
    assert seen.lessons[6]["relu"] == "right" and seen.note.startswith("3 damaged lines of ")
    assert seen.note in repr(seen) and "3 damaged lines" in seen._repr_html_()
    exercises.double.check(lambda x: 2 * x)
    assert exercises.progress().lessons[1] == {"double": "right"} and b"{\"exer\n" in file.read_bytes()


def test_a_place_that_cannot_be_written_is_said_and_the_verdict_stands(file, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(file.parent / "missing" / "progress.jsonl"))
    assert exercises.double.check(lambda x: 2 * x).kind == "right"
    assert "cannot be kept" in exercises.progress().note


def test_off_keeps_nothing(monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    assert records.place() is None and not exercises.progress().note


def test_two_kernels_at_once_lose_nothing(file):
    names = sorted(exercises.ALL)
    code = "import sys; from helpers.exercises import records; [records.record(n, 'right') for n in sys.argv[1:]]"

    def kernel(part):
        subprocess.run([sys.executable, "-c", code, *part], check=True)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(kernel, [names[::2], names[1::2]]))
    assert records.read(file) == (dict.fromkeys(names, "right"), 0)
