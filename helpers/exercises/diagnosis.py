"""Which mistake an answer makes: the one of all known mistakes that returns what the answer returns."""
import ast
import difflib
import warnings

import numpy as np

from helpers.exercises import judging, mutants
from helpers.exercises.running import outputs, parsed

SEVERAL = 6  # different numbers that results must hold before a pair of mistakes is believed


def compiled(source, name, space):
    """Return the function `name` of a `source`, with the names of `space` around it."""
    around = dict(space)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        exec(compile(source, f"<mistake in {name}>", "exec"), around)
    return around[name]


def mistakes_of(source, name, space):
    """Return triples of a sentence, a source and a function: all mistakes made from the `source` of a reference."""
    made = {}
    for sentence, wrong in mutants.of_source(source):
        made.setdefault(wrong, sentence)
    return [(sentence, wrong, compiled(wrong, name, space)) for wrong, sentence in made.items()]


def telling(results):
    """Tell whether `results` say anything about how they came about: not if most are exceptions or nothing."""
    return 2 * sum(isinstance(result, BaseException) or result is None for result in results) < len(results)


def of_result(results, rights):
    """Return the sentences of changes that make the `results` of the right ones."""
    sentences = []
    for sentence, change in mutants.of_output(rights[0]):
        try:
            with np.errstate(all="ignore"):
                if all(judging.same(given, change(right)) for given, right in zip(results, rights, strict=True)):
                    sentences.append(sentence)
        except Exception:  # the change does not fit this shape of result
            continue
    return list(dict.fromkeys(sentences))


def of_relation(results, rights):
    """Return the sentences of what holds between each of the `results` that is not right and its right one."""
    return [sentence for sentence, holds in mutants.RELATIONS.items()
            if all(judging.same(given, right) or holds(given, right)
                   for given, right in zip(results, rights, strict=True))]


def nearest(answer, fits):
    """Return the sentences of those of `fits` whose source is most like that of `answer`; of all if it has none."""
    source = parsed(answer)
    if source is None:
        return list(dict.fromkeys(sentence for sentence, *_ in fits))
    written = ast.unparse(source[1])
    likeness = [difflib.SequenceMatcher(None, written, made, autojunk=False).ratio() for _, made, _ in fits]
    return list(dict.fromkeys(sentence for (sentence, *_), like in zip(fits, likeness, strict=True)
                              if like > max(likeness) - 0.01))


def fitting(candidates, cases, results):
    """Return those `candidates`, which end with a function, that give the `results`; the first case leaves few."""
    for several in (slice(1), slice(1, None)):
        candidates = [candidate for candidate in candidates
                      if judging.agree(results[several], outputs(candidate[-1], cases[several]))]
    return candidates


def sentence_on(answer, cases, results, rights, candidates):
    """Return the sentence on the mistake that turns the `rights` into the `results`, or "" if none is known.

    Of the `candidates`, triples of a sentence, a source and a function, those fit that return the same for all
    `cases`. If two mistakes fit as well, the sentence names both and leaves open which it is.
    """
    if not telling(results):
        return ""
    fits = fitting(candidates, cases, results)
    sentences = nearest(answer, fits) if fits else []
    if len(sentences) != 1:
        sentences = of_result(results, rights)[:1] or sentences or of_relation(results, rights)[:1]
    if len(sentences) < 2:
        return "".join(sentences)
    return f"One of two mistakes would give this: {sentences[0][:-1]}; or: {sentences[1]}"


def speak_of_two(results):
    """Tell whether two mistakes at once may be looked for: not in labels, say, which many pairs would fit by chance."""
    different = {round(number, 9) for result in results for number in numbers_in(result)}
    return telling(results) and len(different) >= SEVERAL


def numbers_in(result):
    """Return the finite numbers in a `result` as a flat list."""
    if isinstance(result, tuple | list):
        return [number for part in result for number in numbers_in(part)]
    array = judging.as_array(result)
    return [] if array is None else array[np.isfinite(array)].tolist()


def sentence_on_two(answer, cases, results, groups):
    """Return the sentence on two mistakes at once that give the `results`, or "" if no pair or several fit as well.

    `groups` are lists of candidates, triples of a pair of sentences, a source and a function; the first list in which
    one fits decides.
    """
    fits = next((found for candidates in groups if (found := fitting(candidates, cases, results))), [])
    pairs = {frozenset(pair): pair for pair in nearest(answer, fits)} if fits else {}
    if len(pairs) != 1:
        return ""
    (first, second), = pairs.values()
    return f"Two mistakes at once: (1) {first[:-1]}; (2) {second}"
