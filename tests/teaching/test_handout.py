"""The handout: the student's lesson with its pictures, then the solutions; the nightly test prints it."""
import os
import re

import pytest

from helpers import exercises
from helpers.arguments import CourseError
from teaching import handout, lessons, render


@pytest.mark.parametrize("lesson", lessons.PATHS)
def test_pictures_are_in_it_and_solutions_at_the_end(lesson):
    body, solutions = handout.page(lesson).split('<h2 class="solutions">')
    mine = [one for one in exercises.ALL.values() if one.lesson == int(lesson)]
    assert all(render.code(one.solution) in solutions for one in mine)
    assert not any(render.code(one.cells["check"]) in body for one in mine)
    assert "<details" not in body and "src=\"http" not in body
    stored = [shown for cell in lessons.read(lesson).cells for shown in cell.get("outputs", [])
              if "image/png" in shown.get("data", {})]
    assert body.count("<img") >= len(stored) and (stored or lesson == "01")


def test_without_a_browser_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CourseError, match="Chromium or Chrome"):
        handout.pdf("06")


@pytest.mark.nightly
@pytest.mark.skipif(not os.environ.get("CI") and not any(map(handout.shutil.which, handout.BROWSERS)),
                    reason="no Chromium or Chrome on this machine")
def test_it_is_printed():
    made = handout.pdf("06")
    assert made.startswith(b"%PDF") and 8 <= len(re.findall(rb"/Type /Page\b", made)) <= 40
