"""The command behind `make claims`: `python -m claims [LESSON ...]` runs the races and writes docs/claims.md.

With lessons named, only their parts of the page are written anew.
"""
import functools
import pathlib
import re
import sys
import time

from claims import every_claim
from helpers.networks.fair import verdict

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "claims.md"
HEAD = """# Claims

Every sentence of the lessons that says one thing is better than another, and what a fair race says of it. Each
contender ran at its own best alpha, chosen on validation digits over the seeds named; the test digits were asked once.
The numbers are mean +- spread over the seeds. A claim **holds** or **does not hold** where the test accuracies, seed
by seed, differ by at least two standard errors and half a point; else it is **too close to call**. `make claims`
wrote this page.
"""


def entry(claim, results):
    """Return the part of the page on one claim and its results."""
    lines = [f"### Cell `{claim.cell}`", "", f"> {claim.sentence}", "",
             f"{claim.setting} Seeds: {len(results[0].test)}.", "",
             "| contender | best alpha | validation | test |", "|---|---|---|---|"]
    for result in results:
        edge = "" if result.bracketed else " (end of the grid)"
        lines.append(f"| {result.name} | {result.alpha:g}{edge} | {result.validation.mean():.3f} +- "
                     f"{result.validation.std():.3f} | {result.test.mean():.3f} +- {result.test.std():.3f} |")
    return "\n".join([*lines, "", f"Verdict: **{verdict(*results[:2])}**."])


def run(claims):
    """Run some claims, print their verdicts, and return their parts of the page and how many came out otherwise."""
    results_of = functools.cache(lambda experiment: experiment())  # several sentences may rest on one race
    entries, surprises = [], 0
    for claim in claims:
        start = time.perf_counter()
        results = results_of(claim.experiment)
        entries.append(entry(claim, results))
        found = verdict(*results[:2])
        print(f"{claim.lesson} {claim.sentence}\n   {found}, {time.perf_counter() - start:.0f} s", flush=True)
        if found != claim.verdict:
            print(f"   but the lesson rests on: {claim.verdict}", file=sys.stderr)
            surprises += 1
    return entries, surprises


def main(lessons):
    """Run the claims of the lessons named, or of all; write their parts of the page; return the exit code."""
    claims = every_claim()
    known = sorted({claim.lesson for claim in claims})
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    parts = dict(re.findall(r"^## Lesson (\d\d)\n\n(.*?)\n(?=\n## |\Z)", text, re.MULTILINE | re.DOTALL))
    surprises = 0
    for lesson in lessons or known:
        entries, more = run([claim for claim in claims if claim.lesson == lesson])
        parts[lesson], surprises = "\n\n".join(entries), surprises + more
    PAGE.write_text(HEAD + "".join(f"\n## Lesson {lesson}\n\n{parts[lesson]}\n" for lesson in known
                                   if lesson in parts), encoding="utf-8")
    return min(surprises, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
