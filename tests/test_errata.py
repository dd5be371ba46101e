"""Each erratum: what is printed goes wrong as the lesson says, and the right line is right."""
import re

import numpy as np
import pytest

from tests import notebooks
from tests.test_figures import last

INPUTS, WEIGHTS, DELTA = np.array([8.5, 0.65, 1.2]), np.array([0.1, 0.2, -0.1]), -0.14
PAGE = (notebooks.ROOT / "docs" / "errata.md").read_text(encoding="utf-8")


def test_the_page_and_the_lessons_number_the_same_errata():
    in_page = set(re.findall(r"^\| (E\d\d-\d+) \|", PAGE, re.MULTILINE))
    in_lessons = {number for path in notebooks.PATHS
                  for number in re.findall(r"\bE\d\d-\d+", notebooks.prose(notebooks.load(path.name)))}
    tested = {number.replace("_", "-").upper() for name in globals() if name.startswith("test_e")
              for number in re.findall(r"e\d\d_\d+", name)}
    assert in_page == in_lessons == tested


def test_e03_1_product_with_three_zeros():
    printed, weighted_sum = last("03", "printed_product"), last("03", "weighted_sum")
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
