"""How Sphinx makes the pages of the site from the notebooks and the documents; `make site` runs it."""
import hashlib
import os
from pathlib import Path

from docutils.nodes import SkipNode
from latex2mathml.converter import convert

ROOT = Path(__file__).resolve().parent.parent

project = "One Weight at a Time"
author = copyright = "The authors of One Weight at a Time"
extensions = ["myst_nb", "sphinx_copybutton"]
root_doc = "website/index"
include_patterns = ["website/index.md", "notebooks/*.ipynb", "docs/*.md", "data/README.md"]
templates_path = ["templates"]

html_theme = "furo"
html_title = project
pygments_dark_style = "github-dark"
html_static_path = ["static"]
html_favicon = "static/icon.svg"
html_css_files = ["course.css"]
html_js_files = ["course.js"]
html_additional_pages = {"index": "to_first_page.html"}
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
# The summary of a hit would be fetched, which no browser allows a page in a local folder.
html_show_search_summary = False

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
# A page may be built without the ones that it leads to.
suppress_warnings = ["myst.xref_missing"]

# No script for widgets from another host: a page holds pictures that move without a kernel.
nb_ipywidgets_js = {}
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]
nb_merge_streams = True
# A notebook is run again when it or what it imports was changed.
nb_execution_mode = "cache"
nb_execution_cache_path = str(ROOT / "build" / "executed" / hashlib.sha256(b"".join(
    path.read_bytes() for path in sorted((ROOT / "helpers").rglob("*.*"))
    if "__pycache__" not in path.parts)).hexdigest()[:12])
nb_execution_timeout = 600
nb_execution_raise_on_error = True

RUN = """<p class="course-run"><a href="../lite/notebooks/index.html?path=notebooks/{name}.ipynb">Run this lesson</a>
in your browser. Nothing is installed, and nothing that you type leaves your computer.{long}"""
LONG = " The trainings of this lesson, about a minute on a computer, can take ten minutes or more there."
QUICK = """ With <code>%load_ext helpers.quick</code> in a new cell above the first one they learn from a fifth of their
examples: the lesson takes about half the time, and its figures differ from those in the text."""
# On the public forge this variable says whose repository is published.
REPOSITORY = os.environ.get("GITHUB_REPOSITORY")
if REPOSITORY:
    RUN += """ Or run it on a machine that
<a href="https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/notebooks/{name}.ipynb">Binder</a> lends you: it
is faster, and takes a minute or more to start."""


def offer_to_run(app, page, template, context, document):
    """Put the link to the running lesson below the title of each lesson."""
    folder, _, name = page.partition("/")
    if folder == "notebooks":
        # What takes lesson 12 long are mostly loops of its own, which stay whole.
        long = {"08": LONG + QUICK, "09": LONG + QUICK, "10": LONG + QUICK, "12": LONG}.get(name[:2], "")
        run = RUN.format(name=name, repository=REPOSITORY, long=long)
        context["body"] = context["body"].replace("</h1>", f"</h1>{run}</p>", 1)


def formula(display):
    """Return what writes a formula as MathML, which browsers show without a script."""
    def write(page, node):
        page.body.append(convert(node.astext(), display=display))
        raise SkipNode
    return write, None


def setup(app):
    """Tell Sphinx of the functions above."""
    app.connect("html-page-context", offer_to_run)
    app.add_html_math_renderer("mathml", inline_renderers=formula("inline"), block_renderers=formula("block"))
