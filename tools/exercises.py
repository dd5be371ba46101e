"""Report how well the checks of the exercises judge: one line an exercise, and what they cannot tell apart.

    python tools/exercises.py [--rounds 20] [NAME ...]

Wrong answers are the authors' mistakes and all that can be made from the reference; each is given to the check with
`--rounds` different seeds, the first few times for its words as well. "named" counts answers that get a sentence about
the mistake, not only the numbers; "equal" those mistakes that no case tells from the reference, and that the exercise
does not declare as `equal`.
"""
import argparse
import time

from helpers import exercises
from helpers.exercises import judging
from helpers.exercises.exercise import FunctionExercise
from helpers.exercises.running import outputs

SPOKEN = 3  # rounds in which the check also says what is wrong, which takes it longest
HEAD = ("exercise", "right", "of", "wrong", "rejected", "named", "two fit", "equal", "seconds")


def main(arguments=None):
    """Print the report; return 1 if a right answer was refused or a wrong one let through."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="exercises; all if none is given")
    parser.add_argument("--rounds", type=int, default=20, help="seeds for each answer")
    parser.add_argument("--list", action="store_true", help="list what is not named, and what no case tells apart")
    chosen = parser.parse_args(arguments)
    tasks = [exercises.ALL[name] for name in chosen.names] or list(exercises.ALL.values())
    rows = [report(task, chosen.rounds, chosen.list) for task in tasks]
    total = ["all", *(sum(row[column] for row in rows) for column in range(1, len(HEAD)))]
    print(" | ".join(HEAD))
    for row in [*rows, total]:
        print(" | ".join(f"{entry:.1f}" if isinstance(entry, float) else str(entry) for entry in row))
    return int(total[1] < total[2] or total[4] < total[3])


def report(task, rounds, listing):
    """Return the row of one exercise."""
    start = time.perf_counter()
    rights = task.right_answers()
    right = sum(all(task.check(answer, seed).kind == "right" for seed in range(rounds)) for answer in rights)
    wrong, equal = wrong_answers(task, min(rounds, 20))
    found = [[task.check(answer, seed) for seed in range(min(rounds, SPOKEN))] for _, answer in wrong]
    rejected = sum(all(outcome.kind != "right" for outcome in outcomes)
                   and not any(passes(task, answer, seed) for seed in range(SPOKEN, rounds))
                   for (_, answer), outcomes in zip(wrong, found, strict=True))
    sentences = [sentence for sentence, _ in task.mistakes() if sentence]
    plain = [not is_named(outcomes[0].message, sentences) for outcomes in found]
    for (label, _), outcomes, unnamed in zip(wrong, found, plain, strict=True):
        if listing and (unnamed or any(outcome.kind == "right" for outcome in outcomes)):
            print(f"{task.name}: {label!r} -> {max(outcomes, key=lambda outcome: outcome.kind == 'right')}")
    for sentence in equal if listing else ():
        print(f"{task.name}: no case tells from the reference: {sentence!r}")
    two = sum("One of two mistakes" in outcomes[0].message for outcomes in found)
    return (task.name, right, len(rights), len(wrong), rejected, len(wrong) - sum(plain), two, len(equal),
            time.perf_counter() - start)


def passes(task, answer, seed):
    """Tell whether an `answer` is called right; that of a question does not depend on the seed."""
    return isinstance(task, FunctionExercise) and callable(answer) and task.accepts(answer, seed)


def is_named(message, sentences):
    """Tell whether a message names a mistake, as the authors' `sentences` do, and not only what came out."""
    return (any(sentence in message for sentence in sentences)
            or not message.startswith(("For ", "It is right for ")))


def wrong_answers(task, rounds):
    """Return two lists: pairs of a label and a wrong answer, and the labels of mistakes that no case tells apart."""
    authors = [(sentence or "an author's", how) for sentence, how in task.mistakes()]
    if not isinstance(task, FunctionExercise):
        return authors, []
    cases = [case for seed in range(rounds) for case in task.cases_for(seed)]
    right, made, equal = outputs(task.right_answers()[0], cases), [], []
    for sentence, _, how in task.made_mistakes:
        results = outputs(how, cases)
        if judging.agree(results, right):
            equal += [] if sentence.startswith(tuple(task.equal_mistakes)) else [sentence]
        elif not any(isinstance(result, BaseException) for result in results):
            made.append((sentence, how))
    return authors + made, equal


if __name__ == "__main__":
    raise SystemExit(main())
