"""The anatomy that every lesson shares."""
import ast
import base64
import re
import statistics

import pytest

from tests import notebooks

LESSONS = [path.name for path in notebooks.PATHS]
CORE = [name for name in LESSONS if not name.startswith("01")]


@pytest.fixture(params=LESSONS)
def name(request):
    return request.param


@pytest.fixture
def notebook(name):
    return notebooks.load(name)


def test_cells_were_run_in_order(notebook):
    counts = [cell.execution_count for cell in notebooks.code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_nothing_of_one_run_is_stored(notebook):
    assert set(notebook.metadata) == {"kernelspec"}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags", "slideshow", "slide", "teaching", "objectives", "needs", "concepts"}
        for output in cell.get("outputs", []):
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})


def test_no_cell_failed(notebook):
    assert not [cell.id for cell in notebooks.code_cells(notebook)
                for output in cell.outputs if output.output_type == "error" or output.get("name") == "stderr"]


def test_ids_and_tags(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    tags = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])}
    of_exercises = {tag for tag in tags if re.fullmatch(r"\w+:(stub|check|help)", tag)}
    assert tags - of_exercises <= {"full-data", "nbval-ignore-output", "raises-exception"}


def test_code_is_short_and_parses(notebook):
    lengths = [len(cell.source.splitlines()) for cell in notebooks.code_cells(notebook)]
    assert max(lengths) <= 25 and statistics.median(lengths) <= 8
    for cell in notebooks.code_cells(notebook):
        ast.parse(cell.source)
        assert not cell.source.rstrip().endswith(";"), cell.id
        assert not [line for line in cell.source.splitlines() if len(line) > 112]


def test_one_import_cell(notebook):
    cells = [cell for cell in notebooks.code_cells(notebook) if re.search(r"^(import|from) ", cell.source, re.M)]
    assert len(cells) == 1 and cells[0].execution_count == 1


def test_every_picture_has_alternative_text(notebook):
    for data in [output.get("data", {}) for cell in notebooks.code_cells(notebook) for output in cell.outputs]:
        images = re.findall(r"<img[^>]*>", data.get("text/html", ""))
        assert images or "image/png" not in data
        for tag in images:
            assert len(re.search(r'alt="([^"]*)"', tag)[1]) > 20
            png = base64.b64decode(re.search(r'base64,([^"]*)', tag)[1], validate=True)
            assert png.startswith(b"\x89PNG") and png.rstrip().endswith(b"IEND\xaeB`\x82")


def test_names_follow_the_table(notebook):
    banned = {"input", "goal_pred", "true", "pred", "y_hat", "theta", "cost", "lr", "eta", "grad_w", "W1"}
    for cell in notebooks.code_cells(notebook):
        names = {node.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}
        assert not names & banned, cell.id


@pytest.mark.parametrize("name", CORE)
def test_parts_of_a_lesson(name):
    notebook = notebooks.load(name)
    text = notebooks.prose(notebook)
    first = notebook.cells[0].source
    for words in ("The question:", "After this lesson you can", "You need", "Time:"):
        assert words in first
    for words in ("uess", "You should have seen", "Break it", "Your turn", "## Recap", "New names", "**Next:**"):
        assert words in text, words
    assert ("## If you read along in the book" in text) == bool(re.search(rf"\bE{name[:2]}-\d", text))
    recap = text.split("## Recap")[1]
    assert len(re.findall(r"^- ", recap, re.M)) == 5


@pytest.mark.parametrize("name", CORE)
def test_more_prose_than_code(name):
    notebook = notebooks.load(name)
    words = {kind: sum(len(cell.source.split()) for cell in notebook.cells if cell.cell_type == kind)
             for kind in ("markdown", "code")}
    assert words["markdown"] / sum(words.values()) > 0.55


def test_links_lead_somewhere(notebook):
    for target in re.findall(r"\]\(([^)#]+)\)", notebooks.prose(notebook)):
        assert target.startswith("https://") or (notebooks.ROOT / "notebooks" / target).exists(), target


def test_size(name):
    assert (notebooks.ROOT / "notebooks" / name).stat().st_size < 1_500_000


def test_the_page_of_errata_the_lessons_and_the_tests_number_the_same():
    page = (notebooks.ROOT / "docs" / "errata.md").read_text(encoding="utf-8")
    in_page = set(re.findall(r"^\| (E\d\d-\d+) \|", page, re.MULTILINE))
    in_lessons = {number for name in LESSONS
                  for number in re.findall(r"\bE\d\d-\d+", notebooks.prose(notebooks.load(name)))}
    tested = {number.replace("_", "-").upper() for path in (notebooks.ROOT / "tests").rglob("test_lesson*.py")
              for names in re.findall(r"def test_(e\d\w+)", path.read_text(encoding="utf-8"))
              for number in re.findall(r"e\d\d_\d+", names)}
    assert in_page == in_lessons == tested
