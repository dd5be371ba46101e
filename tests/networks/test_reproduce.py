"""The command that prints the tables: its rows, what it refuses, and the whole of the printed figures by night."""
import dataclasses
import re
import subprocess
import sys

import numpy as np
import pytest

from helpers import data, networks, reproduce
from helpers.networks import Record
from tests.lesson_values import need
from tests.networks.test_networks import PRINTED, few, full, one_sentence  # noqa: F401

ROW = re.compile(r"I:(\d+) Test-Err:(\S+) Test-Acc:(\S+) Train-Err:(\S+) Train-Acc:(\S+)")


@pytest.fixture
def small(monkeypatch):
    """Runs of 23 passes on a few random images in place of the digits."""
    digits = data.Digits(*few(30, 784), "a few")
    monkeypatch.setattr(data, "digits_are_full", lambda: True)
    monkeypatch.setattr(data, "load_digits", lambda part: digits)
    for name, settings in networks.RUNS.items():
        batch_size = min(settings.batch_size, 10)
        monkeypatch.setitem(networks.RUNS, name, dataclasses.replace(settings, epochs=23, batch_size=batch_size))
    for name, settings in networks.CONVOLUTION_RUNS.items():
        monkeypatch.setitem(networks.CONVOLUTION_RUNS, name, dataclasses.replace(settings, epochs=12, batch_size=10))


@pytest.fixture
def small_reviews(monkeypatch):
    """Twenty reviews in place of 25,000."""
    texts = ["a beautiful and excellent film", "a terrible plot with no end and too many people"] * 10
    monkeypatch.setattr(data, "reviews_are_full", lambda: True)
    monkeypatch.setattr(data, "load_reviews", lambda: data.Reviews(texts, np.array([1, 0] * 10), "a few"))
    monkeypatch.setattr(reproduce, "REVIEWS_LEARNED", 14)


def printed(capsys, *arguments):
    """Run the command; return its lines and what it says on stderr."""
    assert reproduce.main(list(arguments)) == 0
    out, err = capsys.readouterr()
    return out.splitlines(), err


def refused(capsys, *arguments):
    assert reproduce.main(list(arguments)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return one_sentence(type("Problem", (), {"value": err.rstrip("\n")}))


def test_errors_are_cut_to_five_characters_and_accuracies_are_whole():
    record = Record(0, 0.6019626, 0.6488, 0.7220999, 1.0, None)
    assert reproduce.row(record) == "I:0 Test-Err:0.601 Test-Acc:0.6488 Train-Err:0.722 Train-Acc:1.0"


def test_a_row_comes_every_ten_passes_and_for_the_last(small, capsys):
    lines, err = printed(capsys, "A", "D")
    assert [line for line in lines if line.startswith("Run")] == ["Run A", "Run D"]
    rows = [ROW.fullmatch(line) for line in lines if not line.startswith("Run")]
    assert [row[1] for row in rows] == ["0", "10", "20", "22"] * 2
    assert not any(np.isnan(float(figure)) for row in rows for figure in row.groups())
    assert "run A" in err and "run D" in err and "I:" not in err


def test_run_e_prints_a_row_for_every_pass_without_errors(small, capsys):
    lines, _ = printed(capsys, "E")
    assert lines[0] == "Run E" and len(lines) == 1 + 12
    assert all(re.fullmatch(r"I:\d+ Test-Acc:0\.\d+ Train-Acc:0\.\d+", line) for line in lines[1:])
    assert len(printed(capsys, "E", "--every", "10")[0]) == 1 + 3
    assert printed(capsys, "E", "--mended")[0][0] == "Run E mended"


def test_run_f_prints_accuracies_and_nearest_words(small_reviews, capsys):
    lines, err = printed(capsys, "F")
    assert lines[0] == "Run F" and "run F" in err
    assert [line.split(":")[0] for line in lines[1:4]] == ["I", "I", "Test-Acc"]
    assert [line.split(":")[0] for line in lines[4:]] == [f"{word}, by {how}" for word in reproduce.ASKED
                                                         for how in ("distance", "dot product")]
    assert all(word not in line.split(": ")[1].split() for line in lines[4:] for word in [line.split(",")[0]])
    assert printed(capsys, "F", "--mended")[0] != lines


def test_every_asks_for_more_or_fewer_rows(small, capsys):
    assert len(printed(capsys, "A", "--every", "1")[0]) == 1 + 23
    assert len(printed(capsys, "A", "--every", "100")[0]) == 1 + 2


def test_rows_do_not_depend_on_how_many_are_asked_for(small, capsys):
    assert set(printed(capsys, "B", "--every", "10")[0]) <= set(printed(capsys, "B", "--every", "1")[0])


def test_the_mended_runs_have_their_own_tables(small, capsys):
    mended = printed(capsys, "A", "--mended")[0]
    assert mended[0] == "Run A mended" and mended[1:] != printed(capsys, "A")[0][1:]


def test_an_unknown_run_is_told_in_one_sentence_before_anything_is_trained(small, capsys):
    assert "'X'" in refused(capsys, "A", "X")
    assert "'A mended'" in refused(capsys, "A mended")


def test_a_wrong_every_is_told_in_one_sentence(small, capsys):
    assert refused(capsys, "A", "--every", "0").startswith("every")


def test_missing_data_are_told_in_one_sentence(small, capsys, monkeypatch):
    monkeypatch.setattr(data, "digits_are_full", lambda: False)
    monkeypatch.setattr(data, "reviews_are_full", lambda: False)
    assert "make data" in refused(capsys, "A")
    assert "25,000 reviews" in refused(capsys, "F")
    assert "MNIST and the 25,000" in refused(capsys, "E", "F")


def test_it_is_a_command(tmp_path):
    done = subprocess.run([sys.executable, "-m", "helpers.reproduce", "Q"], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.startswith("There is no run 'Q'")


@pytest.mark.nightly
def test_run_f_prints_the_known_figures(capsys):
    need(data.reviews_are_full(), "reviews")
    lines, _ = printed(capsys, "F")
    first, both, test = (float(line.split(":")[-1]) for line in lines[1:4])
    assert 0.825 < first < 0.836 and 0.86 < both < 0.872 and 0.84 < test < 0.86
    near = {line.split(":")[0]: line.split(": ")[1].split() for line in lines[4:]}
    assert {"worst", "waste", "awful", "poorly", "boring"} <= {*near["terrible, by dot product"]}
    assert {"perfect", "amazing", "superb", "wonderful"} <= {*near["excellent, by dot product"]}


@pytest.mark.nightly
def test_run_f_mended_is_not_worse_on_the_test_reviews(capsys):
    need(data.reviews_are_full(), "reviews")
    lines, _ = printed(capsys, "F", "--mended")
    assert 0.852 < float(lines[3].split(":")[1]) < 0.862


@pytest.mark.nightly
def test_whole_tables_print_the_known_figures(full, capsys):  # noqa: F811
    lines, _ = printed(capsys, "A", "B", "C", "D")
    letter, compared = None, 0
    for line in lines:
        letter = line[-1] if line.startswith("Run") else letter
        row = ROW.fullmatch(line)
        wanted = PRINTED[letter].get(int(row[1])) if row else None
        if wanted:
            got = [row[2], float(row[3]), row[4], float(row[5])]
            assert all(w in (None, g) for g, w in zip(got, wanted, strict=True)), line
            compared += 1
    assert compared == sum(len(PRINTED[letter]) for letter in "ABCD")
    assert len(lines) == 4 + 36 + 3 * 31
