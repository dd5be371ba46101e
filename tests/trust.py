"""docs/trust.md: how many bad cases `make nightly` tried, and how often anything went wrong.

A test records its row with the fixture `trust`. The rows travel with the reports of pytest, so any number of workers
may record, and the process that started them writes the page at the end, if COURSE_TRUST is set.
"""
import datetime
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "trust.md"
COUNTS = ("wrong_data", "data_lost", "raw_errors", "hangs")
HEADER = ("what was tried", "cases", *(name.replace("_", " ") for name in COUNTS), "day of the run")


def recorder(record_property):
    """Return the function `record(what, cases, wrong_data=0, ...)` that notes a row and demands that it is clean."""

    def record(what, cases, **counts):
        row = [what, cases, *(counts.pop(name, 0) for name in COUNTS)]
        assert not counts, f"There is no column {', '.join(counts)}."
        record_property("trust", row)
        assert cases and not any(row[2:]), dict(zip(HEADER, row, strict=False))

    return record


def rows_of(reports):
    """Return the rows that these reports of pytest hold."""
    return [row for report in reports if getattr(report, "when", "") == "call"
            for name, row in report.user_properties if name == "trust"]


def write(rows, page=PAGE):
    """Put rows into the table of the page, each in the place of an older one of its name or at the end."""
    text = page.read_text(encoding="utf-8")
    table = {line.split(" | ")[0]: line for line in re.findall(r"^\| .*", text, re.MULTILINE)}
    for row in rows:
        cells = (f"{cell:,}" if isinstance(cell, int) else cell for cell in row)
        table[f"| {row[0]}"] = f"| {' | '.join(cells)} | {datetime.date.today()} |"
    table.pop(f"| {HEADER[0]}", None)
    head = f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}"
    body = "\n".join([head, *table.values()])
    page.write_text(re.sub(r"^\|.*(\n\|.*)*", lambda _: body, text, count=1, flags=re.MULTILINE), encoding="utf-8")
