"""Lesson 05: its claims on maps of the error, on alpha, and on what the weights of digits look like."""
import numpy as np
import pytest

from tests.lesson_values import last

START, INPUTS = np.array([0.1, 0.2, -0.1]), np.array([8.5, 0.65, 1.2])


@pytest.mark.parametrize("frozen, below, above", [([1], 0.027, 0.028), ([], 0.026, 0.028), ([0], 1.07, 1.08),
                                                  ([0, 1], 1.38, 1.39)])
def test_what_the_slider_shows_at_the_limit_of_alpha(frozen, below, above):
    def error_after(alpha):
        return last("05", "learn")(START, INPUTS, 1, alpha, 60, frozen)[1]

    assert error_after(below)[-1] < error_after(below)[0]
    assert error_after(above)[-1] > error_after(above)[0]
    limit = 2 / np.delete(INPUTS ** 2, frozen).sum()
    assert below < limit < above < last("05", "bowls_live").controls["alpha"].slider.max


def test_a_path_on_the_map_ends_where_the_contours_say():
    maps = last("05", "map_ax")["map"]
    last("05", "draw_map_and_cuts")(np.array([START, START + [0.02, 0, 0]]))
    levels = [line for line in maps.lines if line.get_gid().startswith("level") and line.get_visible()]
    heights = [text for text in maps.texts if text.get_visible()]
    lines = {text.get_text(): line.get_xydata() for text, line in zip(heights, levels, strict=True)}
    toes, fans = lines["0.09"][~np.isnan(lines["0.09"][:, 0])].T
    np.testing.assert_allclose((8.5 * toes + 0.13 + 1.2 * fans - 1) ** 2, 0.09, atol=0.005)
    last("05", "bowls_live").refresh()


def test_normalizing_helps_from_every_start_at_the_best_alpha_of_each():
    left = last("05", "left")
    assert len(left["raw"]) == len(left["normalized"]) == 5
    assert max(left["normalized"]) < 0.04 and min(left["raw"]) > 0.09


def test_images_judged_again_are_read_better_than_test_digits():
    again, train, test = (last("05", name) for name in ("judged_again", "train_accuracies", "test_accuracies"))
    assert again[0] == 0.795 and train[0] < test[0] < again[0]
    assert all(unseen < seen for unseen, seen in zip(test[1:], train[1:], strict=True))


def test_fewer_images_make_more_speckled_pictures():
    speckle, snapshots = last("05", "speckle"), last("05", "snapshots")
    over_time = [speckle(snapshots[k]) for k in (10, 20, 30, 40, 50)]
    assert over_time == sorted(over_time)
    assert over_time[-1] < 0.75 < 0.9 < speckle(last("05", "few"))
