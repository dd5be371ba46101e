"""Lesson 07: its figures, and its views in step at every setting."""
import itertools

import numpy as np
import pytest

from tests.lesson_values import check_live_pictures, check_printed, exactly, last, run


def live(control):
    """Return the live picture that has a control of this name."""
    return next(picture for picture in run("07")["live pictures"] if control in picture.controls)


def test_live_pictures_still_work_when_the_whole_notebook_has_run():
    check_live_pictures("07")


def test_printed():
    check_printed("07", "0.58 1.00 0.00 78 400 8 79 83 900 0.5 0.0 3.5")


def test_the_network_of_the_crossing():
    exactly(last("07", "layer_1_all"), [[1, 0], [0, 1], [0, 0], [0, 0]])
    exactly(last("07", "layer_2_all").ravel(), last("07", "walk"))
    lamps, walk, correlation = (last("07", name) for name in ("lamps", "walk", "correlation"))
    assert [correlation(column, walk) for column in lamps.T] == [0, 0, 0]
    for column in last("07", "layer_1_all").T:
        np.testing.assert_allclose(correlation(column, walk), np.corrcoef(column, walk)[0, 1])


def test_the_sums_before_relu_correlate_no_better_than_the_lamps():
    for column in last("07", "hidden_sums").T:
        assert last("07", "correlation")(column, last("07", "walk")) == 0


def test_only_a_bias_makes_a_node_for_both_lamps():
    lamps, relu = last("07", "lamps"), last("07", "relu")
    exactly(relu(lamps.dot(last("07", "both"))).ravel(), [0, 0, 0, 1])
    random = np.random.RandomState(1).normal(scale=3, size=(2, 10_000))
    alone, both = lamps[:2, :2].dot(random) > 0, lamps[3, :2].dot(random) > 0
    assert not (both & ~alone.any(axis=0)).any()


def test_no_weight_of_the_random_network_is_zero():
    for name in ("largest_0_1", "largest_1_2"):
        weights = last("07", name)
        assert (weights != 0).all() and np.array_equal(weights, weights.round(1))


def words(ax):
    return {text.get_gid(): text.get_text() for text in ax.texts if text.get_visible()}


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "none"])
def test_five_views_are_in_step_at_every_setting(activation):
    show, view = last("07", "show_views"), last("07", "view")
    for inputs, hidden, outputs in itertools.product((1, 2, 3), (1, 2, 3, 4), (1, 2, 3)):
        sentence = show(inputs, hidden, outputs, activation)
        nodes, boxes = words(view["nodes"]), words(view["boxes"])
        sizes = [sum(gid.startswith(f"node {k} ") for gid in nodes) for k in range(3)]
        assert sizes == [inputs, hidden, outputs]
        assert sum(gid.startswith("weight") for gid in nodes) == inputs * hidden + hidden * outputs
        assert boxes["brick 0 words"] == f"weights_0_1\n({inputs}, {hidden})"
        assert boxes["brick 1 words"] == f"weights_1_2\n({hidden}, {outputs})"
        assert boxes["strip 2 words"] == f"layer_2\n(1, {outputs})"
        named = [activation in "".join(words(view[name]).values())
                 for name in ("boxes", "letters", "formula", "python")]
        assert all(named) if activation != "none" else not any(named)
        # What the code gives stands on the nodes.
        result = [float(nodes[f"node 2 {i}"]) for i in range(outputs)]
        assert f"[{', '.join(str(value + 0.0) for value in result)}]" in sentence


def test_the_code_in_the_picture_is_the_code_that_runs():
    last("07", "show_views")(3, 2, 1, "tanh")
    lines = words(last("07", "view")["python"])
    assert [lines["line 0"], lines["line 1"]] == last("07", "python_view")("tanh")
    space = {"tanh": np.tanh, "layer_0": np.array([[1, 0, 1]]), "weights_0_1": last("07", "largest_0_1")[:, :2],
             "weights_1_2": last("07", "largest_1_2")[:2, :1]}
    exec("\n".join(lines.values()), space)
    assert words(last("07", "view")["nodes"])["node 2 0"] == f"{space['layer_2'][0, 0]:.2f}"


def test_the_flow_fills_the_nodes_one_after_the_other():
    show, panel = last("07", "show_flow"), last("07", "flow_panel")
    filled = []
    for step in range(6):
        show("time 0", step)
        texts = words(panel["net"])
        filled.append([texts[gid] for gid in ("node 1 0", "node 1 1", "node 2 0")])
    assert filled == [["", "", ""], ["1.0", "", ""], ["1.0", "", ""], ["1.0", "-1.0", ""], ["1.0", "0.0", ""],
                      ["1.0", "0.0", "1.0"]]
    pictures = set()
    for step in range(6):
        live("step").controls["step"].slider.value = step
        pictures.add(live("step").picture.png)
    assert len(pictures) == 6


def test_every_join_is_explained_and_agrees_with_numpy():
    show = last("07", "show_join")
    for sizes in itertools.product(range(1, 4), repeat=5):
        inputs, rows_0, columns_0, rows_1, columns_1 = sizes
        sentence, joins = show(*sizes), inputs == rows_0 and columns_0 == rows_1
        assert sentence.startswith("It joins" if joins else "It cannot be joined")
        assert ("NumPy says the same" if joins else "not aligned") in sentence
        assert "1 rows" not in sentence and "1 nodes" not in sentence
        problems = [text for gid, text in words(last("07", "join_panel")["boxes"]).items() if gid.endswith("problem")]
        assert any(problems) is not joins


def test_what_numpy_says_of_broken_joins():
    for join in last("07", "broken_joins").values():
        with pytest.raises(ValueError, match="not aligned|broadcast"):
            join()
