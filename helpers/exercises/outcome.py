"""What a check says, and how a notebook shows it."""
import dataclasses
import html

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
    """

    kind: str
    message: str

    def __repr__(self):
        return f"{WORDS[self.kind]} {self.message}"

    def _repr_html_(self):
        return (f'<div style="border-left: 6px solid {COLORS[self.kind]}; padding: 4px 12px">'
                f"<b>{WORDS[self.kind]}</b> {html.escape(self.message)}</div>")


def not_attempted(sentence="Replace the three dots with your answer, then run both cells."):
    """Return the outcome of an exercise that was not begun, or not finished: a `sentence` on what to do."""
    return Outcome("not attempted", sentence)
