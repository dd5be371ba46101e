"""Every claim is said in its lesson, stands on the page of claims, and by night still has the verdict it was given."""
import re

import pytest

from claims import every_claim
from helpers.networks.fair import verdict
from tests import notebooks

CLAIMS = every_claim()
PAGE = notebooks.ROOT / "docs" / "claims.md"


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"[*`_]", "", text))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.lesson} {claim.sentence[:40]}")
def test_the_lesson_says_it_and_the_page_gives_its_verdict(claim):
    notebook = notebooks.load(claim.lesson)
    assert plain(claim.sentence) in plain(notebooks.prose(notebook))
    assert claim.cell in {cell.id for cell in notebook.cells}
    part = PAGE.read_text(encoding="utf-8").partition(f"> {claim.sentence}\n")[2].partition("\n##")[0]
    assert f"Verdict: **{claim.verdict}**." in part


def test_the_page_holds_nothing_else():
    assert PAGE.read_text(encoding="utf-8").count("\nVerdict: ") == len(CLAIMS)


@pytest.mark.nightly
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.lesson} {claim.sentence[:40]}")
def test_the_verdict_comes_out_again(claim):
    assert verdict(*claim.experiment()[:2]) == claim.verdict
