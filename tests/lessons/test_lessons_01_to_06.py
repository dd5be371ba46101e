"""Lessons 01 to 06: their figures, at full precision and as printed, and their errata.

An erratum is proved both ways: what is printed goes wrong as the lesson says, and the right line is right.
"""
import numpy as np
import pytest

from tests.lesson_values import GOLDEN, check_live_pictures, check_printed, exactly, last, run

INPUTS, WEIGHTS, DELTA = np.array([8.5, 0.65, 1.2]), np.array([0.1, 0.2, -0.1]), -0.14
PRINTED = {
    "02": """0.80 1.50 1.92 1.90 1.44 1.12 0.26 0.35 0.17 0.19 98 111 19 32 60 1.02 0.33 118 1.910 1.079 1.99 0.83 1.08
             33 100 50 51 54 3.19 2.16 -325""",
    "03": "0.85 0.95 1.00 0.90 0.98 0.13 0.195 0.130 0.585 0.555 0.980 0.965 0.860 0.295 1.230 0.2135 0.1450 0.5065",
    "04": """0.3025 0.30195025 2.5e-07 1.0799506e-27 19.8025 5.25 0.0225 0.004225 0.055225 0.17015625 0.095712890625
             1.7092608064e-05 9.61459203602e-06 5.40820802026e-06 0.85 -0.15 -1.275 0.11275 0.64 0.36 0.2025
             0.11390625 0.880000 0.695200 0.734008 0.028224 0.0012446784 5.489031744e-05 1 0.2 2.6 5.4034069e+16 0.92
             0.872 0.800012187195 1.40 1.70 -0.500 -0.590 -0.599 0.5000 0.1000 0.8000""",
    "05": """0.86 0.96376 0.99062 0.0196 0.00131352 0.00008803 -1.19 -0.091 -0.168 0.1119 0.20091 -0.09832 0.8056
             33.1152 1361.1699 0.003816 0.000743 0.24466 -0.01755 0.293825 0.25655 0.868475 0.455 -0.02 0.865
             0.061325 0.0970425 -0.30546 0.1017 0.20013 0.00024 -0.073525 1.2943775 0.08962 0.709 0.864
             0.0881 0.19909 -0.10168 0.7482 0.8015 0.0159 0.0022 0.0270 0.0271 1.0738 1.3889 0.795 0.52 0.58 0.63 0.67
             0.70 0.78 0.89 0.94""",
    "06": """2.6561231104 0.962870177672 0.000533736773285 39 125 240 1.0 0.634231159844 1.504 1.360 2.808 1.330 15 50
             1.32 0.1155 0.0187 0.0185 0.0176 0.0177 0.0180 2.000 0.3919 0.5183"""
}


@pytest.mark.parametrize("name", ["01", "02", "03", "04", "05", "06"])
def test_live_pictures_still_work_when_the_whole_notebook_has_run(name):
    check_live_pictures(name)


@pytest.mark.parametrize("name", PRINTED)
def test_printed(name):
    check_printed(name, PRINTED[name])


def test_03():
    exactly(last("03", "predictions_one_weight"), GOLDEN["03.single"])
    exactly(last("03", "prediction_three_inputs"), GOLDEN["03.multi_in"])
    exactly(last("03", "many_outputs"), GOLDEN["03.multi_out"])
    exactly(last("03", "many_in_out"), GOLDEN["03.multi_in_out"])
    exactly(last("03", "layer_1"), GOLDEN["03.stacked"]["hidden"])
    exactly(last("03", "layer_2"), GOLDEN["03.stacked"]["pred"])


def test_03_dot_products():
    wanted = {"a b": 0, "b c": 1, "b d": 1, "c c": 2, "c d": .5, "d d": .5, "c e": 0, "d e": -.5}
    assert last("03", "dot_products") == wanted


def test_03_a_row_of_weights_as_a_sentence():
    assert last("03", "score_ranges") == {(1, 0, 1): (0, 2), (1, 0, -1): (-1, 1), (0, 0, -1): (-1, 0)}


def test_03_only_a_bias_lets_the_line_hit_the_coats():
    temperatures, coats = last("03", "temperatures"), last("03", "coats")
    with_ones = np.column_stack([temperatures, np.ones(4)])
    exactly(with_ones.dot([-0.4, 10]), coats)
    assert min(np.abs(temperatures * weight - coats).max() for weight in np.arange(-5, 5, 0.01)) >= 10


def test_03_the_bias_turns_or_into_and_and_no_line_makes_exactly_one():
    corners = np.column_stack([last("03", "corners"), np.ones(4)])
    assert [(corners.dot(weights) >= 0.5).tolist() for weights in ([1, 1, 0], [1, 1, -1], [0, -1, 1])] == [
        [False, True, True, True], [False, False, False, True], [True, False, True, False]]
    grid = np.arange(-2, 2.01, 0.1)
    every = np.stack(np.meshgrid(grid, grid, grid), axis=-1).reshape(-1, 3)
    said = every.dot(corners.T) >= 0.5
    assert not (said == [False, True, True, False]).all(axis=1).any()


def test_03_without_fans_win_changes_least_and_falls_below_zero():
    change = last("03", "without_fans") - last("03", "layer_2")
    exactly(change.round(4), [-1.116, -0.204, -1.416])
    assert np.abs(change).argmin() == 1 and last("03", "without_fans")[1] < 0 < last("03", "layer_2")[1]


def test_04_hot_and_cold():
    exactly(run("04")["error"][0], GOLDEN["04.error"])
    hot_cold = last("04", "hot_cold")
    assert len(hot_cold) == 1101
    for iteration, wanted in GOLDEN["04.hotcold"].items():
        # The last error is the square of a rounding error, so only its prediction has twelve digits to compare.
        exactly(hot_cold[int(iteration)][1], wanted[1])
        exactly(hot_cold[int(iteration)][0] + 1, wanted[0] + 1)
    exactly(last("04", "hot_cold_step10"), GOLDEN["04.hotcold_step10"])


def test_04_one_iteration():
    one = GOLDEN["04.one"]
    exactly([last("04", name) for name in ("here", "up", "down")], [one["error"], one["err_up"], one["err_dn"]])
    exactly(run("04")["delta"][0], one["delta"])
    exactly(run("04")["weight_delta"][0], one["weight_delta"])
    assert any(value == one["weight"] for value in run("04")["weight"] if isinstance(value, float))


@pytest.mark.parametrize("key, variable", [("04.gd", "descent"), ("04.diverge", "diverging"), ("04.alpha", "cured")])
def test_04_twenty_iterations(key, variable):
    values = last("04", variable)
    assert len(values) == 20
    exactly(values[:3] + values[-3:], GOLDEN[key])


def test_04_other_starts():
    exactly(last("04", "errors_from_0"), [.64, .36, .2025, .11390625])
    golden = GOLDEN["04.gd_0_11"]
    descend = last("04", "descend")
    weights, errors = descend(0.0, 1.1, 0.8, 1, 3)
    exactly(weights, [row["weight"] for row in golden])
    exactly(errors, [row["error"] for row in golden])


def test_04_only_divisors_of_the_distance_land_on_the_bottom():
    divisors = [hundredths for hundredths in range(1, 201) if 110 % hundredths == 0 and 110 // hundredths <= 60]
    assert last("04", "landed") == {hundredths / 100: 110 // hundredths for hundredths in divisors}
    assert len(divisors) == 7 and 0.1 in last("04", "landed")


def test_04_two_examples_that_disagree_have_their_bottom_above_zero():
    inputs, targets, descend_two = (last("04", name) for name in ("two_inputs", "two_targets", "descend_two"))
    weight, error = last("04", "two_path")[-1]
    assert (round(weight, 4), round(error, 4)) == (0.8, 0.1)
    weights = np.linspace(-1, 3, 401)
    errors = ((np.outer(weights, inputs) - targets) ** 2).mean(axis=1)
    assert weights[errors.argmin()] == pytest.approx(0.8) and errors.min() == pytest.approx(0.1)
    np.testing.assert_allclose(inputs * (inputs * 0.8 - targets), [-0.2, 0.2])
    ends = {target: descend_two(np.array([0.8, target]))[-1] for target in np.arange(0, 25) / 10}
    assert [target for target, (_, error) in ends.items() if error < 1e-6] == [1.6]
    assert ends[1.6][0] == pytest.approx(1.6, abs=1e-4)


def test_04_the_slope_is_twice_the_weight_delta():
    slope = last("04", "measured_slope")
    for weight in (0.0, 1.0, 1.6, 2.5):
        np.testing.assert_allclose(slope(weight, 0.5, 0.8), 2 * 0.5 * (0.5 * weight - 0.8), atol=1e-8)


def test_05_three_inputs():
    values = last("05", "three_inputs")
    for (prediction, error, delta, weights, weight_deltas), golden in zip(values, GOLDEN["05.multi"], strict=False):
        exactly([prediction, error, delta], [golden["pred"], golden["error"], golden["delta"]])
        exactly(weights, golden["weights"])
        exactly(weight_deltas, golden["weight_deltas"])
    exactly(last("05", "path")[3], GOLDEN["05.multi"][3]["weights"])


@pytest.mark.parametrize("key, path, errors", [("05.alpha_0.1", "path_diverging", "errors_diverging"),
                                               ("05.freeze0", "path_frozen", "errors_frozen")])
def test_05_paths(key, path, errors):
    golden = GOLDEN[key]
    exactly(last("05", path), [row["weights"] for row in golden])
    exactly(last("05", errors)[:len(golden) - 1], [row["error"] for row in golden[:-1]])


def test_05_outputs():
    golden = GOLDEN["05.multi_out"]
    exactly(last("05", "predictions"), golden["pred"])
    exactly(last("05", "deltas"), golden["delta"])
    exactly(last("05", "new_weights"), golden["weights"])
    assert any(np.shape(value) == (3,) and np.allclose(value, golden["weight_deltas"], rtol=1e-12)
               for value in run("05")["weight_deltas"])
    golden = GOLDEN["05.multi_in_out"]
    exactly(last("05", "predictions_33"), golden["pred"])
    exactly(last("05", "deltas_33"), golden["delta"])
    exactly(last("05", "deltas_33") ** 2, golden["error"])
    exactly(last("05", "new_rows"), golden["weights"])


def test_05_digits():
    train, test = last("05", "train_accuracies"), last("05", "test_accuracies")
    assert (train[0], train[4]) == (0.709, 0.864)
    if len(last("05", "test").labels) == 10_000:
        assert (round(test[0], 3), test[4]) == (0.748, 0.8015)


def test_06_one_layer():
    golden = GOLDEN["06.one_light"]
    exactly(last("06", "one_light")[:3] + last("06", "one_light")[-1:], [*golden["first3"], golden["last"]])
    exactly(last("06", "one_light_weights"), golden["weights"])
    errors = last("06", "epoch_errors")
    exactly([errors[k] for k in (0, 1, 38, 39)], GOLDEN["06.sgd"]["errors_0_1_38_39"])
    exactly(last("06", "crossing_weights"), GOLDEN["06.sgd"]["weights"])


def test_06_two_layers():
    exactly(last("06", "deep_errors")[9::10], GOLDEN["06.deep"])
    exactly(last("06", "deep_linear")[9::10], GOLDEN["06.deep_linear"])
    long = {size: [last("06", "train_corner")(hidden_size=size, seed=seed, use_relu=False, epochs=60)[0]
                   for seed in range(1, 11)] for size in (2, 16)}
    assert round(min(errors[-1] for errors in long[2]), 2) == 1.32
    assert sorted(map(len, long[16]))[3:5] == [4, 60]
    assert last("06", "errors_dead")[-1] == 2.0 and last("06", "alive_dead")[3] == 0


def test_e03_1_product_with_three_zeros():
    printed, weighted_sum = last("03", "book_product"), last("03", "weighted_sum")
    vector, rows = [1.0, 2.0], [[1, 0], [0, 1], [1, 1]]
    assert printed(vector, rows) == [1, 2, 0]
    assert [weighted_sum(vector, row) for row in rows] == [1, 2, 3]
    with pytest.raises(IndexError):
        printed([1.0] * 4, np.ones((4, 4)))


def test_e03_2_e03_3_shapes():
    with pytest.raises(ValueError):
        np.zeros((2, 4)) + np.zeros((3, 4))
    assert (np.zeros((1, 4)) + np.zeros((3, 4))).shape == (3, 4)
    assert len(np.zeros((5, 6))) == 5


def test_e04_1_e04_2_syntax():
    for line in ["if 1 < 2 || 3 < 2: pass", "weight = 0.5 // the start value"]:
        with pytest.raises(SyntaxError):
            compile(line, "slide", "exec")
    compile("if 1 < 2 or 3 < 2: pass  # the start value", "mended", "exec")


def test_e04_3_stop_rule():
    printed, mended = last("04", "hot_and_cold"), last("04", "hot_and_cold_with_stop")
    for iterations in (1101, 1103):
        assert printed(0.5, 0.5, 0.8, 0.001, iterations)[0][-1] == pytest.approx(1.601)
        assert mended(0.5, 0.5, 0.8, 0.001, iterations) == pytest.approx(1.6)


def test_e04_4_alpha_above_one():
    weights, errors = last("04", "descend")(0.0, 0.5, 0.8, 4, 1)
    assert weights[1] == pytest.approx(1.6) and errors[1] < 1e-30


def test_e05_1_from_the_weights():
    np.testing.assert_allclose(INPUTS * DELTA, [-1.19, -0.091, -0.168])
    np.testing.assert_allclose(WEIGHTS * DELTA, [-0.014, -0.028, 0.014])


def test_e05_2_sign_lost():
    np.testing.assert_allclose(WEIGHTS - 0.01 * INPUTS * 0.14, [0.0881, 0.19909, -0.10168])
    np.testing.assert_allclose(WEIGHTS - 0.01 * INPUTS * DELTA, [0.1119, 0.20091, -0.09832])


def test_e05_3_win_record():
    np.testing.assert_allclose(last("05", "meant"), [0.195, 0.13, 0.585])
    assert not np.allclose(last("05", "printed"), last("05", "meant"))


def test_e05_4_transposed_update():
    weights, targets, deltas = (last("05", name) for name in ("weights_0_1", "targets", "deltas_33"))

    def error(table):
        return ((INPUTS.dot(weights - 0.01 * table) - targets) ** 2).sum()

    assert error(np.outer(INPUTS, deltas)) < 0.1 < 0.6 < error(np.outer(deltas, INPUTS))


def test_e05_5_ten_times_too_large():
    np.testing.assert_allclose(INPUTS[1:] * DELTA, np.array([-0.91, -1.68]) / 10)


def test_e05_6_e05_7_e05_8_code_that_fails():
    kinds = {"E05-6": NameError, "E05-7": TypeError, "E05-8": TypeError}
    for number, code in last("05", "snippets").items():
        with pytest.raises(kinds[number]):
            exec(code, {})


def test_e06_1_mixed_signs():
    lamps, walk, start = np.array([1, 0, 1]), 0, np.array([0.5, 0.48, -0.7])
    delta = lamps.dot(start) - walk

    def error(weights):
        return (lamps.dot(weights) - walk) ** 2

    assert error(start - 0.1 * lamps * delta) == pytest.approx(0.0256)
    assert error(start + 0.1 * lamps * -delta) == pytest.approx(0.0256)
    assert error(start + 0.1 * lamps * delta) == pytest.approx(0.0576)


def test_e06_2_e06_3_e06_4_noisy_lamps():
    lamps, noisy = last("06", "lamps"), last("06", "noisy_lamps") * 10
    np.testing.assert_array_equal(noisy > 5, lamps == 1)
    printed = noisy.copy()
    printed[5] = [9, 1, 0]
    assert not np.array_equal(printed > 5, lamps == 1)
    assert not np.array_equal(noisy, lamps * 10)
    assert 1 * 10 * 2 == 20
