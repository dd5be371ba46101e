"""What every run of the tests needs: one thread per process, cells of the full data, a working tree left as it was."""
import os
import shutil
import subprocess

import pytest

from helpers.lab import ONE_THREAD

# Before NumPy is loaded. Two notebooks run side by side, and two threads in each would fight for the cores.
os.environ |= ONE_THREAD | os.environ
# What the reader has done is not to be mixed with what the tests do.
os.environ["COURSE_PROGRESS"] = "off"

from helpers import data  # noqa: E402
from tests import trust as trust_page  # noqa: E402

BEFORE = pytest.StashKey[str]()


@pytest.fixture(scope="module")
def browser():
    """Give a browser without pages; without Chromium the tests are skipped, and in continuous integration they fail."""
    # Only now: most runs need no browser.
    from playwright.sync_api import sync_playwright

    from tests.live.test_browser import CHROMIUM, FLAGS, LIMIT
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium or Chrome: the browser tests did not run")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=LIMIT)
        yield chromium
        chromium.close()


@pytest.fixture
def trust(record_property):
    """Return what records a row of docs/trust.md: `trust("damaged files", cases=200, wrong_data=wrong)`."""
    return trust_page.recorder(record_property)


def pytest_collection_modifyitems(items):
    """Put what takes long first; run cells tagged `full-data` without comparing where the full digits are missing."""
    # What is begun last should be short, or one worker would wait for the other.
    items.sort(key=lambda item: ("test_browser" not in item.nodeid, ".ipynb" not in item.nodeid))
    cells = [item for item in items if "full-data" in tags(item)]
    if cells and not data.digits_are_full():
        for item in cells:
            item.options["check"] = False


def tags(item):
    """Return the tags of the notebook cell behind a test item; an ordinary test has none."""
    cell = getattr(item, "cell", None)
    return cell.metadata.get("tags", []) if cell is not None else []


def pytest_sessionstart(session):
    """Remember what git says of the files before the first test; the workers of xdist leave that to their master."""
    if not hasattr(session.config, "workerinput"):
        session.config.stash[BEFORE] = git_status(session.config.rootpath)


def pytest_sessionfinish(session):
    """Fail a run that changed the reader's files."""
    before = session.config.stash.get(BEFORE, None)
    if before is not None and git_status(session.config.rootpath) != before:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def git_status(folder):
    """Return what git says of the files in a folder, and nothing where there is no git or no repository."""
    if not shutil.which("git"):
        return ""
    command = ["git", "--no-optional-locks", "status", "--porcelain"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


def pytest_terminal_summary(terminalreporter, config):
    """Say what the notebooks were compared with, and which files changed during the run; write docs/trust.md."""
    full = data.digits_are_full()
    terminalreporter.write_line("full MNIST: every printed digit is compared" if full else
                                "no full MNIST: cells tagged full-data are run, and held by their asserts only")
    before, after = config.stash[BEFORE].splitlines(), git_status(config.rootpath).splitlines()
    changed = sorted({*before} ^ {*after})
    if changed:
        terminalreporter.write_line(f"FAILED: the working tree changed while the tests ran: {', '.join(changed)}")
    # Last, for this is a change that was asked for.
    rows = trust_page.rows_of(sum(terminalreporter.stats.values(), []))
    if rows and os.environ.get("COURSE_TRUST"):
        trust_page.write(rows)
