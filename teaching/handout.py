"""A handout of a lesson as PDF: what students get, with its pictures, and the solutions at the end."""
import html
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from helpers import exercises
from helpers.arguments import CourseError
from teaching import lessons, render, variants

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
CSS = """@page { size: A4; margin: 18mm; }
body { font: 11pt/1.4 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
pre { font: 9pt/1.3 "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  background: #f5f5f5; padding: 4pt 8pt; margin: 4pt 0; break-inside: avoid; }
.highlight pre { border-left: 3pt solid #0072b2; }
img { display: block; max-width: 100%; max-height: 11cm; break-inside: avoid; }
h1, h2, h3 { break-after: avoid; }
h2.solutions { break-before: page; }
table { border-collapse: collapse; }
td, th { padding: 1pt 6pt; border-bottom: 1px solid #ccc; }
a { color: inherit; }
.anchor-link { display: none; }"""


def page(lesson):
    """Return the handout of a `lesson` as HTML, from the outputs that its notebook holds."""
    notebook = variants.student(lessons.read(lesson))
    # On paper, folded hints cannot be opened and checks cannot be run.
    parts = [shown(cell) for cell in notebook.cells if lessons.exercise_in(cell)[1] not in ("help", "check")]
    parts.append('<h2 class="solutions">Solutions</h2>')
    for one in exercises.ALL.values():
        if one.lesson == int(lesson):
            parts.append(f"<h3>{html.escape(one.answer_name)}</h3>{render.code(one.solution)}")
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{html.escape(lessons.title_of(notebook))}</title><style>{render.CODE_CSS}\n{CSS}</style></head>\n"
            f"<body>{''.join(parts)}</body></html>\n")


def shown(cell):
    """Return a `cell` as it stands on paper."""
    if cell.cell_type == "markdown":
        return render.markdown(cell.source)
    return render.code(cell.source) + render.outputs(cell)


def pdf(lesson):
    """Return the handout of a `lesson` as the bytes of a PDF, which Chromium or Chrome prints."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise CourseError("A handout is printed by Chromium or Chrome, and neither is on this machine: install one.")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "handout.html"), Path(folder, "handout.pdf")
        source.write_text(page(lesson), encoding="utf-8")
        subprocess.run([browser, "--headless", "--disable-gpu", *as_root, f"--user-data-dir={folder}/profile",
                        "--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri()],
                       check=True, capture_output=True)
        return made.read_bytes()
