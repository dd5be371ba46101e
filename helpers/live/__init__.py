"""Pictures on the screen: still ones with alternative text, and live ones with sliders.

A still picture is shown by `show`. A live one is made by `explore` of a function that draws and of controls (`knob`,
`choice`, `text_box`, `switch`); `trainer` makes one of a training, `drawing` one of a field to draw a digit on.
"""
from helpers.live.controls import choice, knob, switch, text_box
from helpers.live.drawing import drawing
from helpers.live.picture import explore, show
from helpers.live.training import trainer

__all__ = ["choice", "drawing", "explore", "knob", "show", "switch", "text_box", "trainer"]
