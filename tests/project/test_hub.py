"""What docs/hub.md tells a teacher to type, and the files behind it, fit the course; learners are measured."""
import os
import re
import subprocess
import sys
import tomllib

import pytest
from nbformat.v4 import new_code_cell
from packaging.specifiers import SpecifierSet
from traitlets.config import Config

from tests.notebooks import ROOT
from tools import learners

PAGE = (ROOT / "docs" / "hub.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [text for kind, text in BLOCKS if kind == "bash"]
BINDER = ROOT / ".binder"


@pytest.mark.parametrize("script", [*COMMANDS, (BINDER / "postBuild").read_text(encoding="utf-8")])
def test_commands_parse_and_name_what_is_here(script):
    subprocess.run(["sh", "-n"], input=script, text=True, check=True)
    for module in re.findall(r"-m (helpers\.\w+)", script):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()
    for name in re.findall(r"-r (\S+)|(\w+\.ipynb)|cp -r (\w+) (\w+)", script):
        assert all((ROOT / one).exists() or (ROOT / "notebooks" / one).exists() for one in filter(None, name))


def test_the_settings_of_the_hub_are_taken(monkeypatch, tmp_path):
    (settings,), config = [text for kind, text in BLOCKS if kind == "python"], Config()
    exec(settings, {"c": config})
    environment = config.Spawner.environment.to_dict()["update"]
    assert {*environment} == {"COURSE_PROGRESS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"}
    assert (ROOT / config.Spawner.default_url.removeprefix("/lab/tree/one-weight-at-a-time/")).is_file()
    # The name is one of a file where the lesson lies: each learner has one of their own.
    code = "from helpers import exercises; exercises.relu.check(lambda x: x)"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True,
                   env={**os.environ, **environment, "PYTHONPATH": str(ROOT)})
    assert "relu" in (tmp_path / environment["COURSE_PROGRESS"]).read_text(encoding="utf-8")


def test_the_image_holds_the_pins_and_a_python_that_they_are_made_for():
    included, = (BINDER / "requirements.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert (BINDER / included.removeprefix("-r ")).resolve() == ROOT / "requirements.txt"
    version = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert f"{version}.0" in SpecifierSet(wanted)
    assert {"3.11", "3.12", "3.13"} == {*re.findall(r"3\.\d+", PAGE)} >= {version}


def test_a_learner_runs_the_cells_and_moves_the_first_slider(tmp_path):
    seen = tmp_path / "seen.txt"
    code = f"""import ipywidgets, pathlib
first, second = ipywidgets.IntSlider(min=1, max=4, step=1, value=4), ipywidgets.FloatSlider()
def note(change):
    with open({str(seen)!r}, "a") as file:
        print(change["new"], file=file)
first.observe(note, "value")
held = bytearray(300_000_000)"""
    memory, seconds = learners.learn([new_code_cell(code), new_code_cell("del held")])
    assert [int(value) for value in seen.read_text(encoding="utf-8").split()] == [1, 2, 3, 4] * 5
    assert 300 < memory < 1000 and seconds > 0.2


def test_a_lesson_that_fails_is_not_measured():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        learners.learn([new_code_cell("1 / 0")])
