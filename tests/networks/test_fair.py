"""A race chooses alpha on validation alone, treats all alike, and says when the grid was too short."""
import numpy as np
import pytest

from helpers.arguments import CourseError
from helpers.networks.fair import Result, race, verdict


def contender(best, validation=0.9, test=0.8):
    """Return a function whose validation accuracy is highest at the alpha `best`, its test accuracy at the largest."""
    return lambda alpha, seed: (validation - abs(alpha - best) + seed / 1000, test + alpha / 10)


def test_each_gets_its_own_best_alpha_by_validation():
    one, other = race({"one": contender(0.2), "other": contender(0.4)}, [0.4, 0.1, 0.3, 0.2, 0.5], seeds=[1, 2])
    assert (one.alpha, other.alpha) == (0.2, 0.4) and one.bracketed and other.bracketed
    np.testing.assert_allclose(one.validation, [0.901, 0.902])
    np.testing.assert_allclose(one.test, [0.82, 0.82])
    assert "alpha 0.2" in str(one) and "0.820 +- 0.000" in str(one) and "end" not in str(one)


@pytest.mark.parametrize("best", [0.1, 0.5])
def test_a_best_alpha_at_the_end_of_the_grid_is_said(best):
    (result,) = race({"one": contender(best)}, {"one": [0.1, 0.3, 0.5]}, seeds=[1])
    assert not result.bracketed and "end of the grid" in str(result)


def test_a_run_that_diverges_counts_as_zero():
    def diverging(alpha, seed):
        if alpha > 0.2:
            raise CourseError("The training diverges.")
        return 0.5, 0.4
    (result,) = race({"one": diverging}, [0.1, 0.2, 0.3], seeds=[1, 2])
    assert result.alpha == 0.1 and result.test.tolist() == [0.4, 0.4]


@pytest.mark.parametrize("ours, theirs, wanted", [
    ([0.90, 0.91, 0.90], [0.80, 0.81, 0.82], "holds"), ([0.80, 0.81, 0.82], [0.90, 0.91, 0.90], "does not hold"),
    ([0.90, 0.70, 0.80], [0.79, 0.80, 0.78], "too close to call"), ([0.904] * 3, [0.900] * 3, "too close to call"),
    ([0.9], [0.5], "too close to call")])
def test_the_verdict_needs_a_difference_that_is_larger_than_chance(ours, theirs, wanted):
    ours, theirs = (Result("", 0.1, True, np.zeros(len(values)), np.array(values)) for values in (ours, theirs))
    assert verdict(ours, theirs) == wanted


@pytest.mark.parametrize("contenders, alphas, seeds", [
    ({}, [0.1], [1]), ({"one": 3}, [0.1], [1]), ("one", [0.1], [1]), ({"one": contender(1)}, [], [1]),
    ({"one": contender(1)}, {"other": [1]}, [1]), ({"one": contender(1)}, [float("nan")], [1]),
    ({"one": contender(1)}, [0.1], []), ({"one": contender(1)}, [0.1], [-1])])
def test_what_is_no_race_gets_one_sentence(contenders, alphas, seeds):
    with pytest.raises(CourseError) as problem:
        race(contenders, alphas, seeds)
    assert str(problem.value).endswith(".") and "\n" not in str(problem.value)
