"""What a check says, and how a notebook shows it."""
import dataclasses
import html

from helpers.exercises import judging

COLORS = {"right": "#009E73", "wrong": "#D55E00", "not attempted": "#8C8C8C"}
WORDS = {"right": "Right.", "wrong": "Not yet.", "not attempted": "Not attempted yet."}


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a check found; a notebook shows it as a box below the cell.

    Attributes
    ----------
    kind : str
        "right", "wrong" or "not attempted".
    message : str
        What to do next, or why it is right.
    example : list of tuple
        Where an answer differs: pairs of the name of a row and a list of its entries, each a text and whether it is
        marked.
    section : str
        The heading in the lesson to read again.
    printed, warning : str
        What the answer printed, and the first warning of Python.
    """

    kind: str
    message: str
    example: list = ()
    section: str = ""
    printed: str = ""
    warning: str = ""

    def _notes(self):
        """Return pairs: what is said below the message, and about what."""
        notes = [("Your function printed:", self.printed), ("Python warned:", self.warning)]
        return [(title, judging.cut(text.strip(), 200)) for title, text in notes if text.strip()]

    def __repr__(self):
        rows = [f"    {name}: {' '.join(f'>{text}<' if marked else text for text, marked in entries)}"
                for name, entries in self.example]
        again = [f"Read again: {self.section}"] if self.section else []
        return "\n".join([f"{WORDS[self.kind]} {self.message}", *rows,
                          *(f"{title} {text}" for title, text in self._notes()), *again])

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th scope="row" style="text-align: left">{html.escape(name)}</th>'
            + "".join(f'<td style="text-align: left">{_entry(*entry)}</td>' for entry in entries) + "</tr>"
            for name, entries in self.example)
        table = f"<table><caption>An example</caption>{rows}</table>" if rows else ""
        notes = "".join(f"<div>{title} <code>{html.escape(text)}</code></div>" for title, text in self._notes())
        # JupyterLab makes this address of a heading.
        place = html.escape(self.section.replace(" ", "-"))
        link = f'<div>Read again: <a href="#{place}">{html.escape(self.section)}</a></div>' if self.section else ""
        return (f'<div style="border-left: 6px solid {COLORS[self.kind]}; padding: 4px 12px">'
                f"<b>{WORDS[self.kind]}</b> {_code(self.message)}{table}{notes}{link}</div>")


def _entry(text, marked):
    """Return an entry of the table; a marked one is bold and has a frame, so that it does not rest on a color."""
    text = html.escape(text)
    return f'<b style="outline: 2px solid {COLORS["wrong"]}; padding: 0 3px">{text}</b>' if marked else text


def _code(message):
    """Return a message as HTML, with what stands in backticks as code."""
    parts = html.escape(message).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 and place < len(parts) - 1 else part
                   for place, part in enumerate(parts))


def not_attempted(sentence="Replace the three dots with your answer, then run both cells."):
    """Return the outcome of an exercise that was not begun, or not finished: a `sentence` on what to do."""
    return Outcome("not attempted", sentence)
