"""Cells of notebooks as HTML that needs no network."""
import html

from nbconvert.filters import ansi2html, markdown2html_mistune
from nbconvert.filters.highlight import Highlight2HTML
from pygments.formatters import HtmlFormatter

CODE_CSS = HtmlFormatter(style="default").get_style_defs(".highlight")
highlighted = Highlight2HTML()


def markdown(text):
    """Return Markdown as HTML."""
    return markdown2html_mistune(text)


def code(source):
    """Return Python code as HTML, in colors."""
    return highlighted(source)


def outputs(cell):
    """Return the outputs of a `cell` as HTML, "" for a cell of text."""
    return "".join(map(output, cell.get("outputs", [])))


def output(shown):
    """Return one output as HTML: in the richest form that a page can show."""
    if shown.output_type == "stream":
        return f"<pre>{ansi2html(shown.text)}</pre>"
    if shown.output_type == "error":
        return f"<pre>{html.escape(f'{shown.ename}: {shown.evalue}')}</pre>"
    if "text/html" in shown.data:
        return f'<div class="output">{shown.data["text/html"]}</div>'
    if "image/png" in shown.data:
        words = html.escape(shown.data.get("text/plain", ""))
        return f'<img alt="{words}" src="data:image/png;base64,{shown.data["image/png"]}">'
    return f"<pre>{html.escape(shown.data.get('text/plain', ''))}</pre>"


def has_picture(cell):
    """Tell whether a code `cell` shows a picture."""
    return any("image/png" in shown.get("data", {}) for shown in cell.outputs)
