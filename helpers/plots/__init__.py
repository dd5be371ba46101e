"""Drawing for the lessons: every `draw_*` function draws on the axes it is given and returns None.

What does not fit, by its kind, its shape or its number, is answered with a `CourseError` before anything is drawn.
Call a function again on the same axes and it moves what it drew before instead of drawing it twice.
That is why one function serves the still picture and the slider; `helpers.plots.base.Panel` says how.
"""
from helpers.plots.base import COLORS, DIVERGING, panels
from helpers.plots.contours import draw_contours, draw_plane
from helpers.plots.curves import draw_bowl, draw_curves, draw_errors, draw_function, draw_lines, draw_scale
from helpers.plots.diagrams import draw_bricks, draw_chain, draw_network, draw_pass, draw_words
from helpers.plots.scenes import draw_dial, draw_groups, draw_looks, draw_map, draw_pushes
from helpers.plots.tables import draw_bars, draw_dot, draw_pictures, draw_table

__all__ = ["COLORS", "DIVERGING", "draw_bars", "draw_bowl", "draw_bricks", "draw_chain", "draw_contours",
           "draw_curves", "draw_dial", "draw_dot", "draw_errors", "draw_function", "draw_groups", "draw_lines",
           "draw_looks", "draw_map", "draw_network", "draw_pass", "draw_pictures", "draw_plane", "draw_pushes",
           "draw_scale", "draw_table", "draw_words", "panels"]
