"""Questions for the hall: eight for each lesson, in a module of its own, with numbers that are calculated."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Question:
    """A question for the hall: four answers, one of them right; `wrong` maps each other answer to why it is wrong."""

    section: str
    text: str
    right: str
    wrong: dict
    why: str
