"""The command that prints the tables: its rows, what it refuses, and the whole of the book's figures by night."""
import dataclasses
import re
import subprocess
import sys

import numpy as np
import pytest

from helpers import as_printed, data, reproduce
from helpers.networks import Record
from tests.lesson_values import need
from tests.networks.small import few, one_sentence

ROW = re.compile(r"I:(\d+) Test-Err:(\S+) Test-Acc:(\S+) Train-Err:(\S+) Train-Acc:(\S+)")
REVIEWS = ["a beautiful and excellent film", "a terrible plot with no end and too many people"] * 10


@pytest.fixture
def small(monkeypatch):
    """Runs of 23 or 12 epochs on a few random images and reviews in place of the full data."""
    digits = data.Digits(*few(30, 784), "a few")
    monkeypatch.setattr(data, "digits_are_full", lambda: True)
    monkeypatch.setattr(data, "load_digits", lambda part: digits)
    monkeypatch.setattr(data, "reviews_are_full", lambda: True)
    monkeypatch.setattr(data, "load_reviews", lambda: data.Reviews(REVIEWS, np.array([1, 0] * 10), "a few"))
    monkeypatch.setattr(reproduce, "REVIEWS_LEARNED", 14)
    for name, settings in as_printed.RUNS.items():
        if name[0] != "F":
            changes = {"epochs": 12 if name[0] == "E" else 23, "batch_size": min(settings.batch_size, 10)}
            monkeypatch.setitem(as_printed.RUNS, name, dataclasses.replace(settings, **changes))


def table(capsys, *arguments):
    """Run the command; return its lines and what it says on stderr."""
    assert reproduce.main(list(arguments)) == 0
    out, err = capsys.readouterr()
    return out.splitlines(), err


def refusal(capsys, *arguments):
    assert reproduce.main(list(arguments)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return one_sentence(err.rstrip("\n"))


def test_errors_are_cut_to_five_characters_and_accuracies_are_whole():
    record = Record(0, 0.6019626, 0.6488, 0.7220999, 1.0)
    assert reproduce.row(record) == "I:0 Test-Err:0.601 Test-Acc:0.6488 Train-Err:0.722 Train-Acc:1.0"


def test_a_row_comes_every_ten_epochs_and_for_the_last(small, capsys):
    lines, err = table(capsys, "A", "D")
    assert [line for line in lines if line.startswith("Run")] == ["Run A", "Run D"]
    rows = [ROW.fullmatch(line) for line in lines if not line.startswith("Run")]
    assert [row[1] for row in rows] == ["0", "10", "20", "22"] * 2
    assert not any(np.isnan(float(figure)) for row in rows for figure in row.groups())
    assert "run A" in err and "run D" in err and "I:" not in err


def test_run_e_prints_a_row_for_every_epoch_without_errors(small, capsys):
    lines, _ = table(capsys, "E")
    assert lines[0] == "Run E" and len(lines) == 1 + 12
    assert all(re.fullmatch(r"I:\d+ Test-Acc:0\.\d+ Train-Acc:0\.\d+", line) for line in lines[1:])
    assert len(table(capsys, "E", "--every", "10")[0]) == 1 + 3


def test_run_f_prints_accuracies_and_nearest_words(small, capsys):
    lines, err = table(capsys, "F")
    assert lines[0] == "Run F" and "run F" in err
    assert [line.split(":")[0] for line in lines[1:4]] == ["I", "I", "Test-Acc"]
    (_, first), (second, both) = ([float(part.split(":")[1]) for part in line.split()[1:]] for line in lines[1:3])
    assert both == pytest.approx((first + second) / 2)
    assert [line.split(":")[0] for line in lines[4:]] == [f"{word}, by {how}" for word in reproduce.ASKED
                                                         for how in ("distance", "dot product")]
    assert all(line.split(",")[0] not in line.split(": ")[1].split() for line in lines[4:])


def test_every_asks_for_more_or_fewer_of_the_same_rows(small, capsys):
    every = table(capsys, "B", "--every", "1")[0]
    assert len(every) == 1 + 23 and len(table(capsys, "B", "--every", "100")[0]) == 1 + 2
    assert set(table(capsys, "B", "--every", "10")[0]) <= set(every)


@pytest.mark.parametrize("letter", "AEF")
def test_the_corrected_runs_have_their_own_tables(small, capsys, letter):
    lines = table(capsys, letter, "--mended")[0]
    assert lines[0] == f"Run {letter} mended" and lines[1:] != table(capsys, letter)[0][1:]


def test_unknown_runs_and_a_wrong_every_are_refused_before_anything_is_trained(small, capsys):
    assert "'X'" in refusal(capsys, "A", "X")
    assert "'A mended'" in refusal(capsys, "A mended")
    assert refusal(capsys, "A", "--every", "0").startswith("every")


def test_missing_data_get_one_sentence(small, capsys, monkeypatch):
    monkeypatch.setattr(data, "digits_are_full", lambda: False)
    monkeypatch.setattr(data, "reviews_are_full", lambda: False)
    assert "make data" in refusal(capsys, "A")
    assert "25,000 reviews" in refusal(capsys, "F")
    assert "MNIST and the 25,000" in refusal(capsys, "E", "F")


def test_it_is_a_command():
    done = subprocess.run([sys.executable, "-m", "helpers.reproduce", "Q"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.startswith("There is no run 'Q'")


@pytest.mark.nightly
def test_run_f_prints_the_known_figures(capsys):
    need(data.reviews_are_full(), "reviews")
    lines, _ = table(capsys, "F")
    first, both, test = (float(line.split(":")[-1]) for line in lines[1:4])
    assert 0.825 < first < 0.836 and 0.86 < both < 0.872 and 0.84 < test < 0.86
    near = {line.split(":")[0]: line.split(": ")[1].split() for line in lines[4:]}
    assert {"worst", "waste", "awful", "poorly", "boring"} <= {*near["terrible, by dot product"]}
    assert {"perfect", "amazing", "superb", "wonderful"} <= {*near["excellent, by dot product"]}
    assert 0.852 < float(table(capsys, "F", "--mended")[0][3].split(":")[1]) < 0.862
