"""Slides of a lesson: one file with reveal.js in it that needs no network and in which the pictures move."""
import html
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from helpers.arguments import CourseError
from teaching import lessons, render, variants

HERE = Path(__file__).resolve().parent
KEPT = lessons.ROOT / "build" / "reveal.js"
LONGEST = 12  # so many lines of code are read on a slide; longer code stays in the notebook
FILES = ("dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")


def reveal():
    """Return three files of reveal.js, as FILES names them; they are fetched once."""
    kept = [KEPT / Path(name).name for name in FILES]
    if not all(path.exists() for path in kept):
        fetch()
    return [path.read_text(encoding="utf-8") for path in kept]


def fetch():
    """Fetch reveal.js by pip, which compares its digest, and keep what slides need of it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
                   "--require-hashes", "--dest", folder, "-r", HERE / "reveal.txt"]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except subprocess.CalledProcessError:
            raise CourseError("reveal.js, which the slides need once, cannot be fetched: run this again when there "
                              "is a network.") from None
        KEPT.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            for name in FILES:
                # At one stroke, since two commands may fetch at the same time.
                draft = Path(folder, Path(name).name)
                draft.write_bytes(wheel.read(f"sphinx_revealjs/_static/revealjs/{name}"))
                shutil.move(draft, KEPT / draft.name)


def deck(title, slides):
    """Return a page of slides as HTML; each of `slides` is a list of HTML parts."""
    style, *scripts = reveal()
    styles = "\n".join([style, render.CODE_CSS, text_of("slides.css")])
    # In a script, this would end it.
    scripts = [script.replace("</script", "<\\/script") for script in (*scripts, text_of("slides.js"))]
    sections = "\n".join(f"<section>{''.join(parts)}</section>" for parts in slides)
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
            f'<link rel="icon" href="data:,"><style>{styles}</style></head>\n<body><div class="reveal">'
            f'<div class="slides">\n{sections}\n</div></div>\n'
            + "\n".join(f"<script>{script}</script>" for script in scripts) + "</body></html>\n")


def text_of(name):
    """Return a file of the folder `static`."""
    return (HERE / "static" / name).read_text(encoding="utf-8")


def slides_of(notebook):
    """Return the slides of an executed `notebook`, each a list of HTML parts, the first of them the title."""
    first = notebook.cells[0]
    made, notes = [[content(first)]], ""
    if goals := lessons.goals(first):
        made.append([render.markdown(f"## {lessons.AFTER.strip()}\n\n{goals}")])
    noted = {section.cells[0].id: section.notes for section in lessons.sections(notebook)}
    for cell in notebook.cells[1:]:
        if cell.id in noted:
            notes = aside(noted[cell.id])
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        # A live picture needs all the room, so the guess before it stays behind.
        if kind == "slide" or kind == "fragment" and is_live(cell):
            made.append([content(cell), notes])
        elif kind == "fragment":
            made[-1].append(f'<div class="fragment">{content(cell)}</div>')
    return made


def pictures_of(notebook):
    """Return a slide for each live picture of an executed `notebook`, below the words that ask before it."""
    made, words = [[content(notebook.cells[0])]], ""
    for cell in notebook.cells[1:]:
        if cell.cell_type == "markdown" and "slideshow" in cell.metadata:
            words = re.sub(r"<h\d.*?</h\d>", "", content(cell))
        elif is_live(cell):
            made.append([words, render.outputs(cell)])
    return made


def is_live(cell):
    """Tell whether a `cell` shows a live picture."""
    return "course-page" in render.outputs(cell)


def content(cell):
    """Return what a slide shows of a `cell`; of code with a picture, and of long code, that is what it gives alone.

    The metadata `slide`, in Markdown, takes the place of the source.
    """
    words = cell.metadata.get("slide")
    if cell.cell_type == "markdown":
        return render.markdown(cell.source if words is None else words)
    if words is not None:
        return render.markdown(words) + render.outputs(cell)
    short = len(cell.source.splitlines()) <= LONGEST and not render.has_picture(cell)
    return (render.code(cell.source) if short else "") + render.outputs(cell)


def aside(notes):
    """Return the `notes` on a section, if any, as reveal.js shows them in the window of the presenter."""
    if not variants.words(notes):
        return ""
    return f'<aside class="notes"><p>{variants.minutes(notes)}</p>{render.markdown(variants.words(notes))}</aside>'


def lesson(number, choose=slides_of):
    """Return the slides that `choose` makes of a lesson as one page of HTML, after running it."""
    notebook = lessons.read(number)
    lessons.execute(notebook)
    return deck(lessons.title_of(notebook), choose(notebook))
