"""Junk thrown at every public function: it returns or says one sentence, and from finite numbers comes no NaN."""
import collections
import inspect
import re
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import live, networks
from helpers.arguments import CourseError
from helpers.data import sources
from tests import junk

FUNCTIONS = junk.functions()
SELF = {"Vocabulary": networks.build_vocabulary(["good bad", "a text"])}
# No folder of the reader's is written, and no training is drawn or displayed.
QUIET = {"deadline": None, "database": None, "derandomize": True,
         "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}


def call(name, choose, pick):
    """Call a function with what is chosen for each argument; return what it took and what came of it.

    `choose` says "good", "bad" or "none" of a parameter, and `pick` takes one of several values. What comes of it is
    what the function returns, what a training that it returns comes to, or the CourseError that it raises.
    """
    def bad():
        return pick(junk.junk())

    function, taken = FUNCTIONS[name], {}
    signature = inspect.signature(function)
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            taken["self"] = SELF[name.split(".")[-2]]
            continue
        kind, how = getattr(function, "kinds", {}).get(parameter.name), choose(parameter)
        if how == "bad":
            taken[parameter.name] = [bad(), bad()] if parameter.kind == parameter.VAR_POSITIONAL else bad()
        elif how == "good" and junk.knows(parameter.name, kind):
            taken[parameter.name] = junk.good(parameter.name, kind, pick)
    bound = inspect.BoundArguments(signature, taken)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = function(*bound.args, **bound.kwargs)
            return taken, result.finish().weights if isinstance(result, networks.Training) else result
    except CourseError as sentence:
        return taken, sentence


def is_finite(thing):
    """Tell whether no number in something, however deep, is NaN or infinite."""
    if isinstance(thing, dict):
        return is_finite([*thing.values()])
    if isinstance(thing, list | tuple):
        return all(map(is_finite, thing))
    return not isinstance(thing, float | np.ndarray) or np.asarray(thing).dtype.kind != "f" or np.isfinite(thing).all()


def is_sentence(text):
    """Tell whether a text is one sentence on one line."""
    return "\n" not in text and text.endswith(".") and not re.search(r"[.!?]\s+[A-Z]", text)


@pytest.fixture
def apart(monkeypatch, tmp_path):
    """Keep elsewhere what is kept from one run to the next, and show nothing."""
    monkeypatch.setattr(sources, "CACHE", tmp_path)
    monkeypatch.setattr(live.picture, "display", lambda *_, **__: None)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_what_is_declared_is_good(name, apart):
    """So the junk below meets functions whose other arguments are right."""
    random = np.random.default_rng(1)
    for trial in range(40):
        _, result = call(name, lambda parameter, trial=trial: (
            "good" if trial % 2 or parameter.default is parameter.empty else "none"),
            lambda values: values[random.integers(len(values))])
        if not isinstance(result, CourseError):
            return
    raise AssertionError(result)


def throw(cases):
    """Throw junk at the functions, so many cases; return how often each outcome was, with what was wrong."""
    found = collections.Counter()

    @settings(max_examples=cases, **QUIET)
    @given(st.sampled_from(sorted(FUNCTIONS)), st.data())
    def case(name, data):
        def pick(values):
            return values[data.draw(st.integers(0, len(values) - 1))]

        def choose(parameter):
            if parameter.kind == parameter.VAR_KEYWORD:
                return "none"
            return pick(["good", "good", "bad"] if parameter.default is parameter.empty else ["good", "bad", "none"])

        try:
            taken, result = call(name, choose, pick)
        except Exception as problem:
            found[f"{name}: {type(problem).__name__}: {problem}"[:300]] += 1
            return
        found["cases"] += 1
        if isinstance(result, CourseError) and not is_sentence(str(result)):
            found[f"{name}: no sentence: {result}"[:300]] += 1
        elif is_finite([*taken.values()]) and not is_finite(result):
            found[f"{name}: not finite"] += 1

    case()
    return found


def test_junk_gets_one_sentence(apart):
    found = throw(300)
    assert found.pop("cases") and not found, found


@pytest.mark.nightly
def test_much_junk_gets_one_sentence(apart, trust):
    found = throw(10_000)
    cases = found.pop("cases")
    assert not found, found
    trust("bad arguments of public functions", cases, raw_errors=found.total())
