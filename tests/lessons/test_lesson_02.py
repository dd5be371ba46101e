"""Lesson 02: its figures, and that each machine does what the prose says."""
import numpy as np

from tests.lesson_values import last


def test_one_knob_finds_what_fits():
    assert {goods: round(knob, 2) for goods, knob in last("02", "learned_factors").items()} == {
        "tomatoes": 0.80, "flowers": 1.50}
    before, after = (np.array(last("02", day)["tomatoes"]) for day in ("monday", "tuesday"))
    assert not any(np.array_equal((before * factor).round(2), after) for factor in np.arange(0, 2, 0.001))


def test_the_curve_of_misses_is_a_valley_with_its_lowest_point_where_the_knob_ended():
    for goods, (factors, misses) in last("02", "miss_curves").items():
        lowest = np.argmin(misses)
        assert round(factors[lowest], 2) == round(last("02", "learned_factors")[goods], 2)
        assert (np.diff(misses[:lowest + 1]) < 0).all() and (np.diff(misses[lowest:]) > 0).all()


def test_a_click_that_is_too_large_jumps_across_the_valley():
    np.testing.assert_allclose(last("02", "coarse"), [0.5, 1.0, 0.5, 1.0])


def test_98_percent_said_and_0_true():
    said = last("02", "win_probability")
    np.testing.assert_allclose([said([0.08, 0.11, 0.20], game) for game in range(4)], [0.9915, 1.108, 0.98, 1.019])
    assert last("02", "won")[2] == 0


def test_trial_and_error_lowers_the_misses_with_every_seed():
    miss = last("02", "total_miss")
    np.testing.assert_allclose([miss(knobs) for knobs in last("02", "found")], [0.26, 0.26, 0.35, 0.33, 0.31],
                               atol=0.006)
    np.testing.assert_allclose(last("02", "longer").round(2), [-0.19, 1.49, 1.36])
    assert round(miss(last("02", "longer")), 2) == 0.17


def test_large_turns_become_too_coarse_near_the_bottom():
    helpful, start = last("02", "helpful"), np.array([0.08, 0.11, 0.20])
    coarse, finer, finest = ([helpful(knobs, size) for knobs in last("02", "found")] for size in (0.1, 0.01, 0.001))
    assert helpful(start, 0.1) == 60 and max(coarse) == 8
    assert all(a < b < c for a, b, c in zip(coarse, finer, finest, strict=True))


def test_a_hidden_game_is_missed_by_more_than_those_learned_from():
    learn, miss = last("02", "trial_and_error"), last("02", "total_miss")
    for hidden in range(4):
        others = [game for game in range(4) if game != hidden]
        for seed in range(1, 6):
            knobs = learn(seed, games=others)
            assert miss(knobs, others) / 3 < miss(knobs, [hidden])
    assert min(last("02", "unseen_said")[2]) > 0.9


def test_k_means_stops_at_three_clouds_or_gets_stuck():
    group, customers, distance = (last("02", name) for name in ("group", "customers", "distance"))

    def mean_distance(k, first, moves):
        groups, centers = group(k, first, moves)
        return np.mean([distance(point, centers[number]) for point, number in zip(customers, groups, strict=True)])

    good, stuck = group(3, 0, 3), group(3, 7, 100)
    assert sorted(np.bincount(good[0])) == [8, 8, 8] and good == group(3, 0, 100) != group(3, 0, 2)
    np.testing.assert_allclose([mean_distance(3, 0, 3), mean_distance(3, 7, 100)], [1.079, 1.991], atol=0.001)
    assert stuck == group(3, 7, 8)
    assert [round(mean_distance(3, first, 100), 2) for first in range(24)].count(1.08) == 21
    means = [mean_distance(k, 0, 8) for k in range(1, 7)]
    assert means == sorted(means, reverse=True) and means[1] - means[2] > 5 * (means[2] - means[3])


def test_counts():
    assert last("02", "six_counts") == {"left": [3, 1], "right": [6, 3], "middle": [3, 3]}
    count, hour = last("02", "count"), last("02", "hour")
    assert len(hour) == 60 and count(hour) == {"left": [32, 14], "right": [50, 22], "middle": [26, 25]}
    shares = last("02", "day_shares")
    assert 0.92 < min(shares[600]) <= max(shares[600]) < 0.99


def test_the_table_grows_with_the_data():
    count, looks = last("02", "count"), last("02", "looks")
    assert [len(count(seen)) for seen in (looks[:1], looks, looks + last("02", "tram_week"))] == [2, 3, 5]
