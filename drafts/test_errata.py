"""To be appended to tests/test_errata.py."""
# ruff: noqa


def test_e09_1_double_division():
    once, printed = last("09", "once_records"), last("09", "run_d")
    np.testing.assert_allclose(once, [record.train_accuracy for record in printed], atol=0.002)


def test_e09_2_softmax_row_is_a_delta():
    error, scores, right = (last("09", name) for name in ("one_error", "one_scores", "right"))
    assert networks.gradient_check(error, scores, right).difference < 1e-6
    for wrong in (right / 3, right * right):
        assert networks.gradient_check(error, scores, wrong).difference > 0.5


def test_e09_3_relu_row_gives_the_output_again():
    loud = last("09", "loud")
    np.testing.assert_array_equal((loud > 0) * loud, loud)
    np.testing.assert_array_equal(last("09", "relu_slope")(loud), [0, 1, 1])


def test_e09_4_name_never_set():
    space = {"np": np, "scores": np.array([1.0, 2.0, 4.0])}
    with pytest.raises(NameError):
        exec(last("09", "printed_softmax"), dict(space))
    exec(last("09", "mended_softmax"), space)
    np.testing.assert_allclose(space["result"], networks.softmax(space["scores"]))


def test_e09_5_slope_after_doubling():
    output = np.array([0.4, 0.6, 0.8])
    np.testing.assert_array_equal(1 - (2 * output) ** 2 < 0, [False, True, True])
    assert (networks.tanh_slope(output) > 0).all()
    assert 0.135 < np.mean(last("09", "negative_slopes")) < 0.145


def test_e08_1_update_while_counting():
    printed = networks.RUNS["C"]
    assert printed.update_while_counting and not networks.RUNS["C mended"].update_while_counting
    digits = data.load_digits("train")
    changed = {}
    for name, settings in (("printed", printed), ("once", replace(printed, update_while_counting=False))):
        weights = next(networks.train(replace(settings, epochs=1), digits.images, digits.labels)).weights
        changed[name] = np.abs(weights.weights_1_2 - networks.start(settings)[0].weights_1_2).mean()
    assert changed["printed"] > 2 * changed["once"]


def test_e08_2_slope_on_rectified_values():
    rectified = networks.relu(np.array([-2.0, 0.0, 2.0]))
    np.testing.assert_array_equal(networks.relu_slope(rectified, at_zero=True), [1, 1, 1])
    np.testing.assert_array_equal(networks.relu_slope(rectified), [0, 0, 1])


def test_e08_3_np_not_defined():
    with pytest.raises(NameError):
        exec("import numpy\nnp.zeros(3)", {})


def test_e08_4_e08_5_peak_and_choice():
    run, best, cheat = (last("08", name) for name in ("run_a", "best", "cheat"))
    peak = run[cheat, 0]
    assert peak < 20 and run[cheat, 5] >= run[best, 5]
    assert run[run[:, 0] == 20, 5] < run[run[:, 0] == peak, 5]
