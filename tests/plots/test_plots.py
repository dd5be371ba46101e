"""Drawing again moves what is there, bad arrays get one sentence, and every color can be told from the others."""
import inspect
import io
import itertools
import re

import numpy as np
import pytest
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from helpers import plots
from helpers.arguments import CourseError

NAN, INF = float("nan"), float("inf")
X = np.linspace(-1.0, 4.0, 50)
MAP = X ** 2 + X[:, None] ** 2
NAMES = ["a", "b", "c"]
W23 = np.array([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]])
NODES = [[1, 2], [3, 4, 5]]

# For every function: a call, and one with other numbers on the same axes.
CALLS = {
    "draw_bowl": [(X, X ** 2, ([0.0, 1.0], [0.0, 1.0]), 2.0),
                  (X, X ** 2 + 1, ([3.0, 2.0, 1.0], [10.0, 5.0, 2.0]), -1.0)],
    "draw_errors": [([1.0, 0.1, 0.01], 20), ([2.0, 0.2, 0.02, 0.002], 20)],
    "draw_curves": [({"train": [0.1, 0.5], "test": [0.1, 0.4]},),
                    ({"train": [0.2, 0.6, 0.9], "test": [5.0, 0.4, 0.3]},)],
    "draw_scale": [(0.3, 1.5, 3.0), (2.5, 0.5, 3.0)],
    "draw_network": [([[1, 2], [3, 4, 5]], [W23], [["x", "y"], NAMES]),
                     ([[9, 8], [7, 6, 5]], [-W23], [["x", "y"], NAMES])],
    "draw_pass": [(NODES, [W23], [["x", "y"], NAMES], ["layer_0", "sums"], 1, True),
                  ([[0, 2], [6, 7, 5]], [-W23], [["x", "y"], NAMES], ["", "delta"], 0, True, True)],
    "draw_bricks": [((1, 3), [(3, 2), (2, 1)], ["", "relu", ""]), ((4, 2), [(2, 3), (1, 5)], ["", "tanh", ""])],
    "draw_chain": [(["a", "b", "c"], ["to", "on"]), (["d", "e", "f"], ["up", "in"])],
    "draw_words": [(["one", "two"],), (["three", "four"],)],
    "draw_dot": [([1, 0, 1], [0, 1, 1]), ([2, 1, 1], [1, 1, 0])],
    "draw_table": [(W23, ["x", "y"], NAMES), (-W23, ["x", "y"], NAMES)],
    "draw_bars": [([0.1, -0.5, 1.0], NAMES), ([0.9, 0.5, -1.0], NAMES, 1)],
    "draw_function": [(X, X ** 2, (1.0, 1.0), 2.0, (-1, 9)), (X, X ** 2 + 1, (2.0, 5.0), 4.0, (-1, 9))],
    "draw_lines": [({"train": (X, X), "test": np.array([[0, 2], [0.1, 0.4]])}, ("test",), (1, 0.5), (0, 5)),
                   ({"train": ([0, 3], [0.2, 0.6]), "test": ([1, 4], [0.3, 0.4])}, ("test",), (3, 0.6), (0, 5))],
    "draw_pictures": [(np.eye(4), list("abcd")), (np.eye(4)[::-1], list("dcba"))],
    "draw_contours": [(X, X, MAP, [1, 4], [[0, 0], [1, 2]], {"start": [[0, 0]], "end": [[1, 2]]}),
                      (X, X, MAP + 1, [2, 3], [[3, 3], [2, 2], [1, 1]], {"start": [[3, 3]], "end": [[2, 2]]})],
    "draw_plane": [([0, 1], [0, 1, 2], W23.T, [[0, 1], [1, 2]], ["a", "b"]),
                   ([0, 1], [0, 1, 2], -W23.T, [[1, 1], [0, 2]], ["c", "d"])],
    "draw_dial": [(0.98, 0.0), (0.2, 1.0)],
    "draw_groups": [([[1, 2], [8, 9], [7, 7]], [0, 1, 1], [[1, 2], [7.5, 8]]),
                    ([[2, 2], [8, 8], [4, 4]], [0, 2, 1], [[2, 2], [4, 5], [8, 8]])],
    "draw_looks": [([[1, 0], [0, 1], [1, 1]], [0, 1, 1], NAMES, 2), ([[0, 0], [1, 1], [1, 0]], [1, 0, 1], NAMES, 3)],
    "draw_map": [([[0, 0], [1, 2], [3, 1]], NAMES, [1, -1, 1], 1, 2.0),
                 ([[0, 0], [1, 2], [3, 1]], NAMES, [-1, 1, -1], 2, 1.0)],
    "draw_pushes": [(["not", "good"], [-1.0, 0.5]), (["very", "fine"], [0.1, 2.0])],
}

# What no argument that must be given may be, for any function.
NEVER = [None, "text", [], {}, NAN, 1e400]

# For every function: further bad calls, with wrong shapes, unequal lengths, and bad values of what may be left out.
BAD = {
    "draw_bowl": [(X, X[1:]), (W23, W23), *[(X, X, path) for path in (([0.0], [0.0, 1.0]), ([], []), 3, X)],
                  (X, X, ([NAN], [0.0])), (X, X, ([0.0], [0.0]), "steep"), (X, X, None, None, 0)],
    "draw_errors": [(W23,), ([1.0], -1), ([1.0], 2.5), ([1.0], 9, 0), ([1.0], 9, 1.0, 0.1)],
    "draw_curves": [*[({"a": values},) for values in ([], "text", [NAN], W23, 1.0)],
                    *[({"a": [1.0]}, "x", "y", "", limits) for limits in ((1, 0), "limits", (0, NAN), 1.0)]],
    "draw_scale": [(1, -1, 3), (1, 1, 0), (True, 1, 3)],
    "draw_network": [*[(NODES, matrices) for matrices in ([W23.T], [W23, W23], [W23 * NAN], [W23[None]])],
                     ([["a", "b"], [1, 2, 3]], [W23]), ([[], [1, 2, 3]], [W23]), ([W23, [1, 2, 3]], [W23]),
                     *[(NODES, [W23], names) for names in ([["x"], NAMES], [["x", "y"]], 5)],
                     (NODES, [W23], None, "three"),
                     *[(NODES, [W23], None, 3, "", reached) for reached in (0, 6, 2.5, "all")]],
    "draw_pass": [(NODES, [W23.T], [["x", "y"], NAMES], ["a", "b"], 1), (NODES, [W23], [["x", "y"], NAMES], ["a"], 1),
                  *[(NODES, [W23], [["x", "y"], NAMES], ["a", "b"], now) for now in (2, -1, 0.5)],
                  (NODES, [W23], [["x", "y"], NAMES], ["a", "b"], 1, False, False, "two")],
    "draw_bricks": [*[((1, 3), [matrix]) for matrix in ((3, 2, 1), 3, (3, 2.5), ("3", 2), (NAN, 2))],
                    ((1, 0), [(3, 2)]), ((1, 3), [(3, 2)], ["one"]), ((1, 3), [(3, 2)], "ab")],
    "draw_chain": [([], []), (["a", "b"], [])],
    "draw_words": [([],)],
    "draw_dot": [([1, 2], [1, 2, 3]), (W23, W23)],
    "draw_table": [(W23, NAMES, ["x", "y"]), (W23[None], ["x", "y"], NAMES), (W23, ["x", "y"], NAMES, -1.0)],
    "draw_bars": [([1, 2], NAMES), ([1, 2, NAN], NAMES), ([1, 2, 3], "abc"), ([1, 2, 3], NAMES, None, (1, 0))],
    "draw_function": [(X, X[1:]), (X, X, (1.0,), 2.0), (X, X, (1.0, 1.0), "steep"), (X, X, None, None, (1, 0))],
    "draw_lines": [*[({"a": line},) for line in (([1], [1, 2]), ([], []), ([1], [NAN]))],
                   ({"a": ([1], [1.0])}, (), None, (1, 0)),
                   *[({"a": ([1], [1.0])}, (), None, None, (0, 1), "", "", "", colors)
                     for colors in ({"a": "red"}, "target")]],
    "draw_pictures": [(np.ones((2, 5)), ["a", "b"]), (np.eye(4), NAMES), (np.ones((2, 4, 4)), ["a", "b"]),
                      (np.eye(4), list("abcd"), 0), (np.eye(4), list("abcd"), 2, True, -1.0)],
    "draw_contours": [(X, X, MAP[1:], [1]), (X, X, MAP * NAN, [1]), (X, X, X, [1]), (X[::-1], X, MAP, [1]),
                      ([1], [1], [[1]], [1]), *[(X, X, MAP, [1], path) for path in ([0, 0], W23, [[NAN, 0]])],
                      *[(X, X, MAP, [1], None, points) for points in ([[0, 0]], {"a": [0, 0]}, {"a": [["x", 0]]})],
                      (X, X, MAP, [1], None, None, "red")],
    "draw_plane": [([0, 1], [0, 1], W23), ([2, 1, 0], [0, 1], W23), ([0, 1, 2], [0, 1], W23, [1, 2]),
                   ([0, 1, 2], [0, 1], W23, W23), ([0, 1, 2], [0, 1], W23, [[0, 1]], NAMES),
                   ([0, 1, 2], [0, 1], W23, None, None, NAN)],
    "draw_dial": [(0.5, 2), (0.5, "true"), (0.5, NAN)],
    "draw_groups": [([[1, 2]], [0, 0], [[1, 1]]), ([[1, NAN]], [0], [[1, 1]]), ([[1, 2, 3]], [0], [[1, 1]]),
                    *[([[1, 2]], groups, [[1, 1]]) for groups in ([1], [0.5], [-1], None)],
                    *[([[1, 2]], [0], centers) for centers in (None, [[1, 1, 1]], [1, 1], [], np.ones((7, 2)))],
                    ([[1, 2]], [0], [[1, 1]], (1, 0))],
    "draw_looks": [([[1, 0]], [1, 1], NAMES, 1), ([[1, 0]], [1], ["a"], 1), ([[1, NAN]], [1], NAMES, 1),
                   *[([[1, 0]], [1], NAMES, counted) for counted in (2, -1, 0.5)]],
    "draw_map": [([[0, 0]], ["a", "b"], [1]), ([[0, 0]], ["a"], [1, 2]), ([[0, NAN]], ["a"], [1]),
                 *[([[0, 0]], ["a"], [1], *options) for options in ((1,), (0, 0), (0, NAN), (0, 1, -1))]],
    "draw_pushes": [(["a"], [1, 2]), (["a"], [1], 0), (["a"], [1], NAN)],
}


def bad_calls(name):
    """Return the bad calls of a function, and its good call with each argument that must be given made bad in turn."""
    parameters = [*inspect.signature(getattr(plots, name)).parameters.values()][1:]
    needed = sum(parameter.default is parameter.empty for parameter in parameters)
    good = CALLS[name][0][:needed]
    return BAD[name] + [(*good[:k], bad, *good[k + 1:]) for k in range(needed) for bad in NEVER]


def axes():
    figure, ax = plots.panels("only")
    FigureCanvasAgg(figure)
    return ax["only"]


def draw(name, ax, arguments):
    return getattr(plots, name)(ax, *arguments)


def state(ax):
    """Return what every named artist shows, as text."""
    found = {}
    for artist in (*ax.lines, *ax.texts, *ax.patches, *ax.images):
        shown = {kind: getattr(artist, f"get_{kind}")() for kind in
                 ("xdata", "ydata", "text", "position", "bbox", "array") if hasattr(artist, f"get_{kind}")}
        found[artist.get_gid()] = {kind: np.array(value).tolist() for kind, value in shown.items()}
    return repr(found)


def pixels(ax):
    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="rgba")
    return np.frombuffer(buffer.getvalue(), np.uint8)


def assert_one_sentence(caught):
    text = str(caught.value)
    assert text.endswith(".") and "\n" not in text and not re.search(r"[.!?] +[A-Z]", text) and len(text) < 300


def test_every_function_is_tried():
    public = {name for name in vars(plots) if name.startswith("draw_")}
    assert public == set(CALLS) == set(BAD)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_drawing_again_moves_what_is_there(name):
    ax, (first, second) = axes(), CALLS[name]
    assert draw(name, ax, first) is None
    children, before = ax.get_children(), state(ax)
    assert draw(name, ax, first) is None
    assert state(ax) == before
    draw(name, ax, second)
    after = ax.get_children()
    assert len(after) == len(children) and all(a is b for a, b in zip(after, children, strict=True))
    assert state(ax) != before
    # The picture is the one that fresh axes give, so nothing of the first call is left.
    fresh = axes()
    draw(name, fresh, second)
    assert np.array_equal(pixels(ax), pixels(fresh))
    assert state(ax) == state(fresh)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_all_that_is_drawn_has_a_name_of_its_own_and_leaves_the_background_as_it_is(name):
    """So a live picture need not draw the background again where a call changes no frame."""
    ax = axes()
    draw(name, ax, CALLS[name][0])
    artists = [*ax.lines, *ax.texts, *ax.patches, *ax.images]
    names = [artist.get_gid() for artist in artists]
    assert names and all(names) and len(set(names)) == len(names)
    assert all(artist.get_animated() for artist in artists)
    ax.figure.canvas.draw()
    draw(name, ax, CALLS[name][0])
    assert not ax.figure.stale
    ax.set_title("another")
    assert ax.figure.stale


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_arguments_get_one_sentence(name):
    for call in bad_calls(name):
        ax = axes()
        with pytest.raises(CourseError) as caught:
            draw(name, ax, call)
        assert_one_sentence(caught)
        # A refusal comes before anything is drawn, so that the last picture stays whole.
        assert not [artist for artist in ax.get_children() if artist.get_gid()], call


def test_a_network_with_a_wrong_matrix_names_the_shapes():
    with pytest.raises(CourseError, match=re.escape("layer 0 to layer 1 must have the shape (2, 3), not (3, 2)")):
        plots.draw_network(axes(), [[1, 2], [3, 4, 5]], [W23.T])


def test_a_smaller_network_leaves_nothing_of_the_larger_one():
    for name, large, small in (
            ("draw_network", ([[1, 2], [3, 4, 5]], [W23]), ([[1], [2]], [[[0.5]]])),
            ("draw_network", CALLS["draw_network"][0], ([[1, 2], [3, 4, 5]], [W23])),
            ("draw_bricks", ((1, 3), [(3, 2), (2, 1)]), ((1, 2), [(2, 2)])),
            ("draw_chain", (["a", "b"], ["to"]), (["a"], [])), ("draw_words", (["one", "two"],), (["one"],))):
        ax, fresh = axes(), axes()
        draw(name, ax, large)
        draw(name, ax, small)
        draw(name, fresh, small)
        assert np.array_equal(pixels(ax), pixels(fresh)), name


def test_a_network_on_the_way_shows_what_is_reached():
    ax = axes()
    plots.draw_network(ax, [[8.0, 9.0], [3.0, 4.0, 5.0]], [W23], digits=1, reached=4)
    words = sorted(text.get_text() for text in ax.texts if text.get_text())
    assert words == ["-0.2", "0.5", "3.0", "4.0", "8.0", "9.0"]


@pytest.mark.filterwarnings("error")
def test_contours_lie_where_the_heights_have_their_level():
    ax = axes()
    plots.draw_contours(ax, X, X, MAP, [1, 4, 99, -1])
    lines = {line.get_gid(): np.column_stack(line.get_data()) for line in ax.lines}
    assert [text.get_text() for text in ax.texts] == ["1", "4"] and set(lines) == {"level 0", "level 1"}
    for level, line in zip([1, 4], lines.values(), strict=True):
        distances = np.hypot(*line[~np.isnan(line[:, 0])].T)
        assert len(distances) > 20 and np.allclose(distances, level ** 0.5, atol=0.01)
    pixels(ax)


@pytest.mark.filterwarnings("error")
def test_a_flat_map_has_no_contours_and_hides_those_before():
    ax = axes()
    plots.draw_contours(ax, X, X, MAP, [1, 4], path=[[0, 0], [1, 1]], points={"here": [[1, 1]]})
    plots.draw_contours(ax, X, X, 0 * MAP, [1, 4])
    assert not [artist.get_gid() for artist in (*ax.lines, *ax.texts) if artist.get_visible()]


def test_a_line_in_two_pieces_is_parted():
    ax = axes()
    x = np.linspace(-2, 2, 41)
    plots.draw_contours(ax, x, x, np.abs(x - x[:, None]), [0.5])
    (line,) = ax.lines
    gaps = np.isnan(line.get_xdata())
    assert gaps.sum() == 2
    across = (line.get_xdata() - line.get_ydata())[~gaps]
    assert np.allclose(np.abs(across), 0.5, atol=1e-9) and {*np.sign(across)} == {-1, 1}


@pytest.mark.parametrize("rows, columns", [(1, 3), (3, 1), (3, 4), (4, 3), (2, 2), (3, 3), (2, 5), (4, 2)])
def test_the_numbers_on_the_lines_do_not_meet(rows, columns):
    ax = axes()
    plots.draw_network(ax, [np.ones(rows), np.ones(columns)], [np.ones((rows, columns))])
    heights = sorted(text.get_position()[1] for text in ax.texts if text.get_gid().startswith("weight"))
    assert len(heights) == rows * columns and min(np.diff(heights)) > 0.15


def test_a_brick_that_does_not_join_is_told():
    ax = axes()
    plots.draw_bricks(ax, (1, 3), [(3, 4), (2, 1)])
    words = {text.get_gid(): text.get_text() for text in ax.texts}
    assert words["brick 0 problem"] == "" and words["brick 1 problem"] == "4 is not 2"
    assert words["strip 1 words"] == "layer_1\n(1, 4)" and words["strip 2 words"] == "layer_2\ncannot be made"


@pytest.mark.parametrize("rows, named", [
    (("a b", "c"), {}), (("",), {}), ((), {}), ((5,), {}), (("a",), {"heights": (1, 2)}), (("a",), {"heights": "x"}),
    (("a",), {"width": "wide"}), (("a",), {"height": 0}), (("a",), {"width": NAN})])
def test_bad_panels_get_one_sentence(rows, named):
    with pytest.raises(CourseError) as caught:
        plots.panels(*rows, **named)
    assert_one_sentence(caught)


def test_panels_have_the_size_and_the_names_asked_for():
    figure, ax = plots.panels("bowl curve", "alpha alpha", width=8, height=5, heights=(5, 1))
    assert list(figure.get_size_inches()) == [8, 5] and sorted(ax) == ["alpha", "bowl", "curve"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("errors", [[1.0, INF, NAN], [NAN], [-INF, 0.0], [1e300, 1e-300], [-1.0, 5.0], [1.0]])
def test_errors_that_left_all_bounds_are_drawn_at_the_edge(errors):
    ax = axes()
    plots.draw_errors(ax, errors, low=1e-6, high=1e3)
    (line,) = ax.lines
    low, high = ax.get_ylim()
    shown = line.get_ydata()
    assert (low, high) == (1e-6, 1e3) and len(shown) == len(errors)
    assert ((shown >= low) & (shown <= high)).all()
    diverged = [value != value or value > 1e3 for value in errors]
    assert (shown[diverged] == high).all()
    pixels(ax)


def test_a_number_off_the_scale_stays_in_the_picture():
    for value, shown in ((-1.0, 0.0), (9.0, 3.0), (2.0, 2.0)):
        ax = axes()
        plots.draw_scale(ax, value, 1.5, 3.0)
        dot = next(line for line in ax.lines if line.get_gid() == "value")
        assert list(dot.get_xdata()) == [shown]


def test_the_frame_follows_the_numbers_and_has_labels():
    ax = axes()
    plots.draw_bowl(ax, [0, 1, 2], [1, 0, 1], title="one")
    plots.draw_bowl(ax, [0, 1, 4], [1, 0, 8], title="two")
    assert ax.get_xlim() == (0, 4) and ax.get_ylim()[1] == 8 and ax.get_title() == "two"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight", "error")
    curves = axes()
    plots.draw_curves(curves, {"a": [0.1, 0.2]})
    plots.draw_curves(curves, {"a": [5.0, 9.0, 7.0]})
    assert curves.get_xlim() == (0.5, 3.5) and curves.get_ylim()[0] > 1 and curves.get_ylim()[1] >= 9


def test_every_curve_is_drawn_however_many_there_are():
    ax = axes()
    plots.draw_curves(ax, {f"run {n}": [n, n + 1] for n in range(6)})
    assert len(ax.lines) == 6
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [f"run {n}" for n in range(6)]


def test_numbers_are_written_into_the_picture():
    ax = axes()
    plots.draw_network(ax, [[8.5], [0.85]], [[[-0.1]]], names=[["toes"], ["win?"]])
    assert {text.get_text() for text in ax.texts} == {"8.500", "0.850", "-0.1", "toes", "win?"}
    (edge,) = [line for line in ax.lines if line.get_gid().startswith("edge")]
    assert edge.get_linestyle() == "--"
    bars = axes()
    plots.draw_bars(bars, [0.5, -0.001, -2.0], NAMES)
    assert [text.get_text().strip() for text in bars.texts] == ["0.50", "0.00", "-2.00"]
    dot = axes()
    plots.draw_dot(dot, [1, 2], [3, 4])
    assert "add up: 11" in {text.get_text() for text in dot.texts}


def test_lines_take_the_color_of_their_kind():
    ax = axes()
    plots.draw_lines(ax, {"true": ([0, 1], [0, 1]), "other": ([0, 1], [1, 0])}, ("true",), colors={"true": "target"})
    assert [line.get_color() == plots.COLORS["target"] for line in ax.lines] == [True, False]


def test_a_dial_stops_beyond_its_ends_and_still_tells_the_number():
    for prediction, words in ((5.0, "said 500%, true 0%"), (-3.0, "said -300%, true 0%")):
        ax = axes()
        plots.draw_dial(ax, prediction, 0.0)
        (needle,) = [line for line in ax.lines if line.get_gid() == "needle"]
        assert -0.2 < needle.get_ydata()[-1] < 0 and words in {text.get_text() for text in ax.texts}


def test_weights_as_pictures_have_zero_in_the_middle_of_the_map():
    ax = axes()
    plots.draw_pictures(ax, np.array([[0.0, 1.0, -3.0, 2.0]]), ["w"], signed=True)
    (image,) = ax.images
    assert image.get_clim() == (-3, 3) and image.get_cmap().name == plots.DIVERGING
    assert np.allclose(image.get_cmap()(image.norm(0.0))[:3], 1, atol=0.04)


# Viénot, Brettel and Mollon 1999: what the eye without the middle cones sees, on linear red, green and blue.
DEUTERANOPIA = np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]])
FROM_LINEAR = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(color, eye):
    """Return a color in CIE L*a*b*, where equal distances look about equally far."""
    rgb = np.array(to_rgb(color))
    linear = np.clip(eye @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4), 0, 1)
    x, y, z = np.cbrt(np.maximum(FROM_LINEAR @ linear / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", [np.eye(3), DEUTERANOPIA], ids=["usual", "deuteranopia"])
def test_colors_can_be_told_apart(eye):
    near = {(a, b): round(float(np.linalg.norm(lab(plots.COLORS[a], eye) - lab(plots.COLORS[b], eye))), 1)
            for a, b in itertools.combinations(plots.COLORS, 2)}
    assert {pair: distance for pair, distance in near.items() if distance < 10} == {}


def test_the_simulation_sees_what_cannot_be_told_apart():
    # Two colors that differ for most people and hardly for this eye: the test above can fail.
    red, green = "#B05A2C", "#7C6E2E"
    assert np.linalg.norm(lab(red, np.eye(3)) - lab(green, np.eye(3))) > 25
    assert np.linalg.norm(lab(red, DEUTERANOPIA) - lab(green, DEUTERANOPIA)) < 10


@pytest.fixture
def course_style():
    with style.context("helpers.course"):
        yield


def test_no_name_of_a_map_lies_across_another(course_style):
    random = np.random.default_rng(0)
    figure, ax = plots.panels("map", width=8, height=5)
    FigureCanvasAgg(figure)
    plots.draw_map(ax["map"], random.uniform(size=(200, 2)), [f"word{i}" for i in range(200)], np.ones(200))
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax["map"].texts if text.get_visible()]
    assert len(boxes) == 40
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_a_long_text_is_cut_with_three_dots_and_stays_in_the_panel(course_style):
    figure, ax = plots.panels("text", width=8, height=3)
    FigureCanvasAgg(figure)
    words = ["interesting", "a", "x" * 200, "!"] * 25_000
    plots.draw_pushes(ax["text"], words, np.zeros(len(words)))
    figure.canvas.draw()
    texts = ax["text"].texts
    assert texts[-1].get_text() == "…" and len(texts) < 400
    boxes = [text.get_window_extent() for text in texts]
    assert all(box.x1 <= 800 and box.y0 >= 0 for box in boxes)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes[:60], 2))


def test_a_step_through_a_network_says_what_is_held_and_carried():
    ax = axes()
    network = [[8.0, 0.0], [3.0, 4.0, 0.0]], [W23], [["x", "y"], NAMES]
    plots.draw_pass(ax, *network, ["layer_0", "layer_1"], 1, True)
    shown = {artist.get_gid(): artist for artist in ax.get_children() if artist.get_gid() and artist.get_visible()}
    words = {name: artist.get_text() for name, artist in shown.items() if hasattr(artist, "get_text")}
    assert words["weight 0 0 1"] == "-0.2" and words["weight 0 1 1"] == "", "a node that holds 0 sends nothing"
    assert {name for name in shown if name.startswith("arrow")} == {"arrow 0 0 0", "arrow 0 0 1", "arrow 0 0 2"}
    faces = [to_rgb(shown[f"node 1 {i} disc"].get_markerfacecolor()) for i in range(3)]
    assert faces[0] == faces[1] != faces[2] == (1, 1, 1) and words["way"] == "forward →"
    plots.draw_pass(ax, *network, ["", "layer_1_delta"], 1, False, True)
    words = {text.get_gid(): text.get_text() for text in ax.texts}
    assert (words["way"], words["node 0 0"], words["node 1 0"]) == ("← backward", "", "3.00")
    assert not [patch for patch in ax.patches if patch.get_visible()]


def test_numbers_can_be_read_on_their_color():
    """Each cell's ink has the contrast of at least 4.5 to 1 that the guidelines for accessible pages (WCAG) ask for."""
    def light(color):
        rgb = np.array(to_rgb(color))
        return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]

    ax, values = axes(), np.linspace(-3, 3, 41)
    plots.draw_table(ax, values, ["row"], [""] * 41, limit=3)
    (image,) = ax.images
    for j, value in enumerate(values):
        ink = next(text for text in ax.texts if text.get_gid() == f"cell 0 {j}").get_color()
        dark, bright = sorted([light(ink), light(image.cmap(image.norm(value)))])
        assert (bright + 0.05) / (dark + 0.05) > 4.5


def test_no_name_on_a_map_lies_on_a_point_or_another_name():
    points = np.random.default_rng(1).normal(size=(150, 2))
    with style.context("helpers.course"):
        ax = axes()
        plots.draw_map(ax, points, [f"word{k}" for k in range(150)], np.ones(150))
        ax.figure.canvas.draw()
    names = [text.get_window_extent() for text in ax.texts if text.get_visible()]
    (dots,) = (ax.transData.transform(line.get_xydata()) for line in ax.lines if line.get_gid() == "above")
    assert len(names) > 10
    assert not any(box.overlaps(other) for box, other in itertools.combinations(names, 2))
    assert not any(box.contains(*dot) for box in names for dot in dots)


def test_counts_have_no_halves_one_line_has_no_legend_and_parts_of_the_digits_their_color():
    ax, other = axes(), axes()
    plots.draw_lines(ax, {"test": ([1, 2, 3], [0.1, 0.2, 0.3])})
    plots.draw_lines(other, {"train": ([0.5, 2], [0.1, 0.5]), "test, again": ([0, 2], [0.1, 0.4]),
                             "test": ([0, 2], [0.1, 0.4])}, colors={"train": "quiet"})
    ax.figure.canvas.draw()
    assert all(float(tick).is_integer() for tick in ax.get_xticks()) and ax.get_legend() is None
    assert not all(float(tick).is_integer() for tick in other.get_xticks()) and other.get_legend()
    colors = {line.get_gid(): line.get_color() for line in other.lines}
    assert colors["test"] == ax.lines[0].get_color() and colors["train"] == plots.COLORS["quiet"]


def test_shares_are_drawn_as_bars():
    ax = axes()
    plots.draw_lines(ax, {"a": ([1, 2, 3], [0.5, 0.2, 0.3])}, bars=True)
    (shade,) = ax.patches
    assert shade.get_xy()[:-1].tolist() == [[1, 0], [1, 0.5], [1.5, 0.5], [1.5, 0.2], [2.5, 0.2], [2.5, 0.3], [3, 0.3],
                                            [3, 0]]
