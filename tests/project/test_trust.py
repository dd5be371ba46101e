"""docs/trust.md says what the nightly tests recorded, and nothing that went wrong stays hidden."""
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import trust as trust_page


def report(*properties):
    return SimpleNamespace(when="call", user_properties=properties)


def test_rows_travel_with_the_reports_and_replace_older_ones(tmp_path):
    page = Path(shutil.copy(trust_page.PAGE, tmp_path))
    before = page.read_text(encoding="utf-8")
    for cases, wrong in ((5, 0), (1200, 3)):
        found = []
        record = trust_page.recorder(lambda name, row, found=found: found.append((name, row)))
        if wrong:
            with pytest.raises(AssertionError, match="'raw errors': 3"):
                record("junk", cases, raw_errors=wrong)
        else:
            record("junk", cases)
        trust_page.write(trust_page.rows_of([report(*found), report(("other", 1)), object()]), page)
    after = page.read_text(encoding="utf-8")
    assert re.findall(r"^\| junk.*", after, re.MULTILINE) == re.findall(r"^\| junk \| 1,200 \| 0 \| 0 \| 3 \| 0 \| .*",
                                                                       after, re.MULTILINE)
    assert [line for line in after.splitlines() if not line.startswith("| junk")] == before.splitlines()


@pytest.mark.parametrize("counts", [{"cases": 0}, {"cases": 1, "other": 0}])
def test_a_row_without_cases_or_with_an_unknown_column_is_refused(counts):
    with pytest.raises(AssertionError):
        trust_page.recorder(lambda *row: None)("junk", **counts)


def test_the_page_holds_clean_rows_only():
    rows = re.findall(r"^\| (?!what)(.*) \|$", trust_page.PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert all(row.split(" | ")[2:-1] == ["0"] * len(trust_page.COUNTS) for row in rows)
