import re

import pytest

from tests import notebooks

LESSONS = [path.name for path in notebooks.PATHS if '"teaching"' in path.read_text(encoding="utf-8")]
PARTS = ["question", "reply", "wrong_idea", "board", "trouble"]
LIVE = "Live picture"
# Minutes of a question to the hall, of each further guess, live picture, and cell whose output is talked about.
RATES = {"long": (2, 0.75, 2.5, 0.75), "short": (1, 0.5, 1.5, 0.5)}
WORDS_A_MINUTE, EXERCISE = 130, 5


@pytest.fixture(params=LESSONS)
def cells(request):
    return notebooks.load(request.param).cells


def test_every_section_has_notes_and_the_minutes_fit(cells):
    headings = [cell for cell in cells if cell.cell_type == "markdown" and re.search(r"^## ", cell.source, re.M)]
    assert [cell for cell in cells if "teaching" in cell.metadata] == headings
    assert sum(cell.metadata.teaching.minutes.long for cell in headings) <= 90
    assert sum(cell.metadata.teaching.minutes.short for cell in headings) <= 45
    for cell in headings:
        notes = cell.metadata.teaching
        if "If you read along" in cell.source:
            assert notes.minutes.long == notes.minutes.short == 0
        else:
            assert notes.minutes.long > 0 and len(set(notes.answers)) == 2 and all(notes[part] for part in PARTS)


def sections(cells):
    """Return each heading cell in a list with the cells that follow it, up to the next heading."""
    starts = [place for place, cell in enumerate(cells) if "teaching" in cell.metadata]
    return [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]


def words(text):
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def by_the_clock(section, plan):
    """Return the minutes that a section takes. In the short plan exercises are homework, but one at the end."""
    notes, shown = section[0].metadata.teaching, [cell for cell in section if "slideshow" in cell.metadata]
    texts = [cell.metadata.get("slide", cell.source if cell.cell_type == "markdown" else "") for cell in shown]
    code = [cell for cell in shown if cell.cell_type == "code"]
    stubs = sum(tag.endswith(":stub") for cell in code for tag in cell.metadata.get("tags", []))
    live = sum(LIVE in str(cell.outputs) for cell in code)
    guesses = max(sum("guess" in text.lower() for text in texts) - 1, 0)
    exercises = stubs if plan == "long" else "Your turn" in section[0].source
    hall, guess, knobs, output = RATES[plan]
    return (sum(map(words, [*texts, notes.question, notes.reply])) / WORDS_A_MINUTE + hall + guess * guesses
            + knobs * live + output * (len(code) - stubs - live) + EXERCISE * exercises)


@pytest.mark.parametrize("plan", RATES)
def test_the_minutes_agree_with_reading_aloud_to_a_fifth(cells, plan):
    for section in sections(cells):
        minutes = section[0].metadata.teaching.minutes[plan]
        if minutes:
            clock = by_the_clock(section, plan)
            assert abs(minutes - clock) <= max(clock / 5, 0.5), (section[0].id, minutes, clock)


def test_slides_are_few_and_short(cells):
    types = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in cells]
    assert 18 <= types.count("slide") <= 30
    for cell, kind in zip(cells, types, strict=True):
        if kind in {"slide", "fragment"} and cell.cell_type == "markdown":
            assert len(cell.metadata.get("slide", cell.source).split()) <= 60, cell.id
        elif kind in {"slide", "fragment"} and "slide" not in cell.metadata and not any(
                "data" in output for output in cell.outputs):
            assert len(cell.source.splitlines()) <= 12, cell.id
    live = [kind for cell, kind in zip(cells, types, strict=True) for output in cell.get("outputs", [])
            if LIVE in output.get("data", {}).get("text/plain", "")]
    assert set(live) <= {"slide", "fragment"}


def test_what_a_lesson_needs_and_gives(cells):
    assert 3 <= len(cells[0].metadata.objectives) <= 5
    named = {name for concept, needs in cells[0].metadata.concepts.items() for name in [concept, *needs]}
    glossary = (notebooks.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    known = {word.strip("` ") for name in re.findall(r"^\| ([^|]*) \|", glossary, re.M)
             for word in re.split("[(),]", name)}
    assert named <= known
