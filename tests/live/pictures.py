"""Live pictures to test, and what is stored of pictures."""
import base64
import html
import io
import re

import numpy as np
from PIL import Image

from helpers import live, plots

X = np.linspace(-1.0, 3.0, 60)


def descent(alpha=0.3, steps=5):
    """Make a live picture like that of lesson 04, with three panels."""
    figure, ax = descent_panels()
    return live.explore(lambda alpha, steps: draw_descent(ax, alpha, steps), figure, "A bowl, a curve and a line.",
                        alpha=live.knob("alpha", 0.01, 3.0, alpha, 0.01), steps=live.knob("steps", 0, 20, steps, 1))


def descent_panels():
    return plots.panels("bowl errors", "alpha alpha", heights=(5, 1), width=6, height=4)


def draw_descent(ax, alpha, steps=5):
    path = 0.8 - 0.8 * (1 - alpha) ** np.arange(steps + 1)
    plots.draw_bowl(ax["bowl"], X, (X - 0.8) ** 2, path=(path, (path - 0.8) ** 2),
                    slope=2 * (path[-1] - 0.8), top=2.0)
    plots.draw_errors(ax["errors"], (path - 0.8) ** 2, iterations=20)
    plots.draw_scale(ax["alpha"], alpha, limit=2.0, high=3.0)
    return f"weight {path[-1]:.4g} & alpha < 3"


def descent_drawn(alpha):
    """Return a new figure of the descent."""
    figure, ax = descent_panels()
    draw_descent(ax, alpha)
    return figure


def simple(draw, x=1.0):
    """Make a live picture of one panel; `draw` is called with its axes and the value of the knob `x`."""
    figure, ax = plots.panels("only", width=3, height=2)
    return live.explore(lambda x: draw(ax["only"], x), figure, "One panel.", x=live.knob("x", 0.01, 3.0, x, 0.01))


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def saved(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return pixels(buffer.getvalue())


def stored(bundle):
    """Return the pixels and the alternative text that a notebook keeps; HTML and PNG must hold the same picture."""
    address, = re.findall(r'src="data:image/png;base64,([^"]+)"', bundle["text/html"])
    assert address == bundle["image/png"] and re.match(r"<img [^<>]+>(<p>|$)", bundle["text/html"])
    alt, = re.findall(r'alt="([^"]*)"', bundle["text/html"])
    return pixels(base64.b64decode(address)), html.unescape(alt)
