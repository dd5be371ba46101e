"""The command behind `make claims`: `python -m claims [LESSON ...]` runs the races and writes docs/claims.md."""
import functools
import pathlib
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
    """Return the part of the page on one claim, as lines of Markdown."""
    lines = ["", f"## Lesson {claim.lesson}, cell `{claim.cell}`", "", f"> {claim.sentence}", "",
             f"{claim.setting} Seeds: {len(results[0].test)}.", "",
             "| contender | best alpha | validation | test |", "|---|---|---|---|"]
    for result in results:
        edge = "" if result.bracketed else " (end of the grid)"
        lines.append(f"| {result.name} | {result.alpha:g}{edge} | {result.validation.mean():.3f} +- "
                     f"{result.validation.std():.3f} | {result.test.mean():.3f} +- {result.test.std():.3f} |")
    return [*lines, "", f"Verdict: **{verdict(*results[:2])}**."]


def main(lessons):
    """Run the claims of the lessons named, or of all; write the page when all were run; return the exit code."""
    code, lines = 0, [HEAD.rstrip("\n")]
    run = functools.cache(lambda experiment: experiment())  # several sentences may rest on one race
    for claim in every_claim():
        if lessons and claim.lesson not in lessons:
            continue
        start = time.perf_counter()
        results = run(claim.experiment)
        found = verdict(*results[:2])
        lines += entry(claim, results)
        print(f"{claim.lesson} {claim.sentence}\n   {found}, {time.perf_counter() - start:.0f} s", flush=True)
        if found != claim.verdict:
            print(f"   but the lesson rests on: {claim.verdict}", file=sys.stderr)
            code = 1
    if not lessons:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
