"""The routes into the course agree with each other, and what a machine lacks is said in one sentence."""
import contextlib
import email
import importlib.metadata
import itertools
import os
import re
import shutil
import subprocess
import sys
import tomllib
import types
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from helpers import lab
from tools import licenses

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ["requirements.txt", "requirements-test.txt", "requirements-site.txt"]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = [Requirement(line) for line in PROJECT["dependencies"]]
TEST, SITE = ([Requirement(line) for line in PROJECT["optional-dependencies"][name]] for name in ("test", "site"))


HASHES = re.compile(r"( \\\n    --hash=sha256:[0-9a-f]{64})+$", re.MULTILINE)


def pins(file_name):
    """Return {package: (exact version, marker)} of a requirements file; each package has its hashes."""
    found, (text, hashed) = {}, HASHES.subn("", (ROOT / file_name).read_text(encoding="utf-8"))
    lines = text.splitlines()
    assert hashed == sum(not line.startswith("#") for line in lines)
    for line in lines:
        if not line.startswith("#"):
            requirement = Requirement(line)
            (specifier,) = requirement.specifier
            assert specifier.operator == "==" and "*" not in specifier.version, line
            assert requirement.name not in found, f"{requirement.name} is pinned twice"
            found[requirement.name] = (specifier.version, str(requirement.marker))
    return found


@pytest.mark.parametrize("file_name, wanted", list(zip(FILES, [RUN, RUN + TEST, RUN + TEST + SITE], strict=True)))
def test_every_dependency_is_pinned_within_its_bounds_and_without_an_address(file_name, wanted):
    # pins() refuses options, addresses and paths as well, since none of them parses as name==version.
    text = HASHES.sub("", (ROOT / file_name).read_text(encoding="utf-8"))
    assert "make requirements" in text.splitlines()[1]
    assert not re.search(r"://|@|--|^\s*-|/|\\", text, re.MULTILINE)
    pinned = pins(file_name)
    for requirement in wanted:
        version, marker = pinned[requirement.name]
        assert version in requirement.specifier, requirement
        assert marker == "None", f"{requirement.name} is needed everywhere"


@pytest.mark.parametrize("smaller, larger", list(itertools.pairwise(FILES)))
def test_the_larger_requirements_hold_the_smaller_ones_at_the_same_versions(smaller, larger):
    def versions(name):
        return {package: version for package, (version, _) in pins(name).items()}
    assert versions(smaller).items() < versions(larger).items()


def test_packages_are_pinned_with_the_extras_that_others_ask_for():
    """Beside hashes pip takes an extra that is not pinned from the newest version, and then refuses an older pin."""
    lines = HASHES.sub("", (ROOT / "requirements-test.txt").read_text(encoding="utf-8")).splitlines()
    pinned = {pin.name: pin.extras for pin in map(Requirement, [line for line in lines if line[0] != "#"])}
    asked = [need for name, own in pinned.items() for need in map(Requirement, requires(name))
             if need.extras and any(not need.marker or need.marker.evaluate({"extra": extra}) for extra in {"", *own})]
    assert asked
    for need in asked:
        assert need.extras <= pinned[need.name], need


def requires(name):
    """Return what an installed package needs; nothing for one that this system does not need."""
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []


def test_conda_holds_the_same_packages_at_the_same_versions():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert dependencies.pop() == {"pip": ["-e ."]}
    python, *packages = [line.split(maxsplit=1) for line in dependencies]
    assert python[0] == "python" and python[1].startswith(PROJECT["requires-python"] + ",")
    pinned, wanted = pins("requirements-test.txt"), [*(r.name for r in RUN), "nbval", "pytest", "pytest-xdist"]
    assert dict(packages) == {CONDA_NAMES.get(name, name): f"=={pinned[name][0]}" for name in wanted}


def test_every_package_that_is_installed_states_its_license(capsys):
    assert licenses.main(ROOT / "requirements-test.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == pins("requirements-test.txt").keys()
    # Its metadata say "UNKNOWN" in one place and more in another.
    assert f"{'isoduration':28} ISC License (ISCL)" in lines


@pytest.mark.parametrize("lines, words", [
    ("License-Expression: MIT\nLicense: Apache", "MIT"), ("License: MIT", "MIT"),
    ("License: UNKNOWN", licenses.UNKNOWN),
    ("License: UNKNOWN\nClassifier: License :: OSI Approved :: BSD License", "BSD License"), ("", licenses.UNKNOWN),
    ("License: Copyright 2026\n  All rights\nClassifier: License :: OSI Approved :: BSD License", "BSD License")])
def test_a_license_is_read_in_any_of_its_ways(lines, words):
    assert licenses.license_of(email.message_from_string(lines)).lower() == words.lower()


def test_a_package_without_a_license_fails_the_list(monkeypatch, capsys):
    monkeypatch.setattr(importlib.metadata, "metadata", lambda name: email.message_from_string("Name: none"))
    assert licenses.main(ROOT / "requirements.txt") == 1 and licenses.UNKNOWN in capsys.readouterr().out


def test_what_the_public_workflow_audits_holds_every_pin():
    steps = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]["audit"]["steps"]
    assert re.search(r"pip-audit==[\d.]+ .*--require-hashes -r (\S+)$", steps[-1]["run"])[1] == FILES[-1]


# A Python that runs the code it is given but claims another version or lacks a module.
PRETENDER = """
import sys
sys.version_info = {version}
for name in {missing}:
    sys.modules[name] = None
assert sys.argv[1] == "-c", sys.argv
exec(sys.argv[2])
"""
# A Python that makes environments in which pip warns a lot.
NOISY = """#!{sh}
case "$*" in
    *_base_executable*) echo "pip 3.12 $0" ;;
    "-m venv .venv") mkdir -p .venv/bin && cat "$0" >.venv/bin/python && chmod +x .venv/bin/python ;;
    *pip*install*) echo "WARNING: Location 1 is ignored" >&2; exit {code} ;;
    *) exec "{python}" "$@" ;;
esac
"""


@pytest.fixture
def bare_machine(tmp_path):
    """A copy of what tools/venv.sh reads, in a folder with a space, and a PATH with the plainest tools only."""
    if os.name == "nt":
        pytest.skip("tools/venv.sh is for make, on Linux and macOS")
    course, tools = tmp_path / "my course", tmp_path / "bin"
    (course / "tools").mkdir(parents=True)
    tools.mkdir()
    for name in ["tools/venv.sh", "pyproject.toml", *FILES]:
        shutil.copy(ROOT / name, course / name)
    for name in ["sh", "cat", "chmod", "cksum", "dirname", "mkdir", "rm"]:
        (tools / name).symlink_to(shutil.which(name))
    return course, tools


def add_python(tools, name, version="(3, 12, 1, 'final', 0)", missing=()):
    """Put a `name` on the PATH that claims a version and lacks modules."""
    script = tools / f"{name}.py"
    script.write_text(PRETENDER.format(version=version, missing=tuple(missing)), encoding="utf-8")
    add_command(tools / name, f'#!{tools}/sh\nexec "{sys.executable}" "{script}" "$@"\n')


def add_command(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def set_up(bare_machine, wanted="requirements.txt", **variables):
    """Run tools/venv.sh, and return its exit code, what it printed, and the lines of its complaint."""
    course, tools = bare_machine
    done = subprocess.run(["sh", "tools/venv.sh", wanted], cwd=course, capture_output=True, text=True,
                          env={"PATH": str(tools), **variables})
    return done.returncode, done.stdout, done.stderr.splitlines()


def complaint(bare_machine, **variables):
    """Run tools/venv.sh, see that it fails and makes nothing, and return the one sentence it printed."""
    code, printed, (sentence,) = set_up(bare_machine, **variables)
    assert (code, printed) == (1, "") and sentence.endswith(".") and "Traceback" not in sentence
    assert not (bare_machine[0] / ".venv").exists()
    return sentence


@pytest.mark.parametrize("version, words", [
    (None, "3.11 or newer and found none: install"), ("(2, 7, 18)", "found Python 2.7:"),
    ("(3, 9, 18)", "found Python 3.9:"), ("(3, 10, 13)", "found Python 3.10:")])
def test_no_python_or_one_too_old(bare_machine, version, words):
    if version:
        add_python(bare_machine[1], "python3", version)
    assert words in complaint(bare_machine)


@pytest.mark.parametrize("missing", ["ensurepip", "venv"])
def test_the_best_reason_is_given_when_no_python_will_do(bare_machine, missing):
    add_python(bare_machine[1], "python3", "(3, 9, 18)")
    add_python(bare_machine[1], "python3.12", missing=[missing])
    sentence = complaint(bare_machine)
    assert "Python 3.12 is here but lacks" in sentence and "apt install python3.12-venv" in sentence


def test_a_python_that_is_named_is_the_only_one_tried(bare_machine):
    add_python(bare_machine[1], "python3")
    add_python(bare_machine[1], "old python", "(3, 9, 18)")
    assert complaint(bare_machine, PYTHON="python9 beta").startswith("PYTHON=python9 beta is no Python")
    assert "found Python 3.9:" in complaint(bare_machine, PYTHON="old python")


@pytest.mark.parametrize("code, complaints", [(0, 0), (1, 1)])
def test_the_noise_of_pip_goes_to_a_file_that_is_named_when_pip_fails(bare_machine, code, complaints):
    course, tools = bare_machine
    add_command(tools / "python3", NOISY.format(sh=tools / "sh", python=sys.executable, code=code))
    found, printed, words = set_up(bare_machine)
    assert (found, len(words), len(printed.splitlines())) == (code, complaints, 1)
    assert all(sentence.endswith("at the end of .venv/pip.log.") for sentence in words)
    assert "WARNING: Location 1 is ignored" in (course / ".venv" / "pip.log").read_text(encoding="utf-8")
    # A failed installation is begun again; one that went well is not.
    assert len(set_up(bare_machine)[1].splitlines()) == complaints


def test_what_a_larger_installation_holds_is_not_installed_again(bare_machine):
    add_command(bare_machine[1] / "python3", NOISY.format(sh=bare_machine[1] / "sh", python=sys.executable, code=0))
    for number, installed in [(0, True), (1, True), (0, False), (2, True), (1, False)]:
        printed = set_up(bare_machine, FILES[number])[1]
        assert (f"Installing the packages of {FILES[number]}" in printed) == installed, printed


@pytest.mark.parametrize("works", [True, False])
def test_uv_installs_where_it_is_and_pip_where_it_fails(bare_machine, works):
    course, tools = bare_machine
    add_command(tools / "python3", NOISY.format(sh=tools / "sh", python=sys.executable, code=0))
    add_command(tools / "uv", f'#!{tools}/sh\necho "uv $*"\n{str(works).lower()}\n')
    assert set_up(bare_machine)[::2] == (0, [])
    log = (course / ".venv" / "pip.log").read_text(encoding="utf-8")
    assert "uv pip install --no-config --python .venv/bin/python --require-hashes -r requirements.txt\n" in log
    assert ("--no-deps -e ." in log) == works and ("Location 1" in log) == (not works)


def test_jupyterlab_starts_without_asking_node_js_and_the_data_come_beside_it(tmp_path):
    add_command(tmp_path / "node", f"#!/bin/sh\necho asked >>'{tmp_path}/asked'\n")
    run = {"env": os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}, "cwd": ROOT, "check": True,
           "capture_output": True, "text": True}
    version = importlib.metadata.version("jupyterlab")
    for module, asks in [("helpers.lab", False), ("jupyterlab", True)]:
        printed = subprocess.run([sys.executable, "-m", module, "--version"], **run).stdout
        assert version in printed.splitlines()
        assert ("movie reviews" in printed, (tmp_path / "asked").exists()) == (not asks, asks)


@pytest.fixture
def jupyterlab(monkeypatch):
    """Give a stand-in for JupyterLab that a test may define anew, and let nothing be fetched."""
    stand_in = types.SimpleNamespace(main=lambda options: dict(os.environ))
    monkeypatch.setattr(lab, "_labapp", lambda: stand_in)
    monkeypatch.setattr(subprocess, "Popen", lambda command: contextlib.nullcontext())
    return stand_in


def test_kernels_compute_in_one_thread_unless_the_reader_says_otherwise(monkeypatch, jupyterlab):
    for name in lab.ONE_THREAD:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    variables = lab.main([])
    assert {name: variables[name] for name in lab.ONE_THREAD} == lab.ONE_THREAD | {"OMP_NUM_THREADS": "3"}


def test_ctrl_c_ends_make_lab_without_a_traceback(jupyterlab):
    def interrupted(options):
        raise KeyboardInterrupt
    jupyterlab.main = interrupted
    assert lab.main([]) == 130
