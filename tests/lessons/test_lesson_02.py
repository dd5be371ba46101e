"""Lesson 02: its figures, and that each machine does what the prose says."""
import numpy as np

from tests.lesson_values import check_live_pictures, check_printed, last


def test_live_pictures_still_work_when_the_whole_notebook_has_run():
    check_live_pictures("02")


def test_printed():
    check_printed("02", """32 0.80 1.50 1.92 1.90 1.44 1.12 0.26 0.35 0.19 98 111 19 2.22
                           1.91 1.08 1.99 33 100 50 -325""")


def test_one_knob_finds_what_fits():
    assert {goods: round(knob, 2) for goods, knob in last("02", "learned_factors").items()} == {
        "tomatoes": 0.80, "flowers": 1.50}
    before, after = (np.array(last("02", day)["tomatoes"]) for day in ("monday", "tuesday"))
    assert not any(np.array_equal((before * factor).round(2), after) for factor in np.arange(0, 2, 0.001))


def test_98_percent_said_and_0_true():
    said = last("02", "win_probability")
    np.testing.assert_allclose([said([0.08, 0.11, 0.20], game) for game in range(4)], [0.9915, 1.108, 0.98, 1.019])
    assert last("02", "won")[2] == 0


def test_trial_and_error_lowers_the_misses_with_every_seed():
    np.testing.assert_allclose(last("02", "five_misses"), [0.26, 0.26, 0.35, 0.33, 0.31], atol=0.006)


def test_k_means_stops_at_three_clouds_or_gets_stuck():
    group, customers, distance = (last("02", name) for name in ("group", "customers", "distance"))

    def mean_distance(k, first, moves):
        groups, centers = group(k, first, moves)
        return np.mean([distance(point, centers[number]) for point, number in zip(customers, groups, strict=True)])

    good, stuck = group(3, 0, 3), group(3, 7, 100)
    assert sorted(np.bincount(good[0])) == [8, 8, 8] and good == group(3, 0, 100) != group(3, 0, 2)
    np.testing.assert_allclose([mean_distance(3, 0, 3), mean_distance(3, 7, 100)], [1.079, 1.991], atol=0.001)
    assert stuck == group(3, 7, 8)
    means = [mean_distance(k, 0, 8) for k in range(1, 7)]
    assert means == sorted(means, reverse=True) and means[1] - means[2] > 5 * (means[2] - means[3])


def test_counts():
    assert last("02", "six_counts") == {"left": [3, 1], "right": [6, 3], "middle": [3, 3]}
    count, hour = last("02", "count"), last("02", "hour")
    assert len(hour) == 60 and count(hour) == {"left": [32, 14], "right": [50, 22], "middle": [26, 25]}
    shares = last("02", "day_shares")
    assert 0.92 < min(shares[600]) <= max(shares[600]) < 0.99


def test_the_table_grows_with_the_data():
    open_groups, customers, count = (last("02", name) for name in ("open_groups", "customers", "count"))
    assert [len(open_groups(customers[:number], 4)) for number in (1, 5, 24)] == [1, 2, 3]
    assert [len(count(last("02", "looks")[:number])) for number in (1, 6)] == [2, 3]
