"""Wrong answers to the exercises of lesson 02, and a fragment of what each must be told."""
import numpy as np


def _hits(on, walked):
    return sum(a * b for a, b in zip(on, walked, strict=True))


def _turn(side):
    return lambda knob, inputs, target, click: knob - click * side(inputs * knob, target)


def _nearest(measure, pick=np.argmin):
    return lambda point, centers: int(pick([measure(x - point[0], y - point[1]) for x, y in centers]))


def _squares(dx, dy):
    return dx * dx + dy * dy


def _overwriting(point, centers):
    for center in centers:
        center[0] -= point[0]
        center[1] -= point[1]
    return int(np.argmin([_squares(x, y) for x, y in centers]))


def _prints(*arguments):
    print("")


RIGHT = ["SP", "UP", "SN", "rule", "SP", "UN", "SN", "SP"]


def _kinds(place, kind):
    return [*RIGHT[:place], kind, *RIGHT[place + 1:]]


WRONG = {
    "check_share": [
        (lambda on, walked: _hits(on, walked) / sum(on) if sum(on) else 0, "None and not 0"),
        (_hits, "number of walks with the lamp on"),
        (lambda on, walked: _hits(on, walked) / len(on), "divided by all looks"),
        (lambda on, walked: _hits(on, walked) / len(on) if sum(on) else None, "divided by all looks"),
        (lambda on, walked: _hits(on, walked) / sum(walked), "divided by the number of walks"),
        (lambda on, walked: sum(walked) / len(walked), "counted every walk"),
        (lambda on, walked: sum(a == b for a, b in zip(on, walked, strict=True)) / len(on), "lamp and walk agree"),
        (lambda on, walked: _hits(on, walked) / sum(on), "never on your function stops with ZeroDivisionError"),
        (lambda on, walked: _hits(on, walked) / sum(on) if sum(on) else -1, "the right result is None; yours is -1"),
        (lambda on, walked: _hits(on, walked) / sum(on) if sum(on) else "None", "None; yours is 'None'"),
        (_prints, "returns nothing"),
    ],
    "check_turn": [
        (_turn(lambda prediction, target: np.sign(target - prediction)), "the wrong way"),
        (_turn(lambda prediction, target: 1 if prediction >= target else -1), "leave the knob as it is"),
        (_turn(lambda prediction, target: 1 if prediction > target else -1), "leave the knob where it is"),
        (lambda knob, inputs, target, click: knob - click * np.sign(knob - target), "compared the knob"),
        (lambda knob, inputs, target, click: knob - click * np.sign(inputs - target), "compared the input"),
        (_turn(lambda prediction, target: prediction - target), "size of the miss"),
        (lambda knob, inputs, target, click: target / inputs, "forgets all others"),
        (lambda knob, inputs, target, click: inputs * (knob - click * np.sign(inputs * knob - target)),
         "prediction after the turn"),
        (lambda knob, inputs, target, click: inputs * knob, "That is the prediction"),
        (_prints, "returns nothing"),
    ],
    "check_nearest": [
        (_nearest(_squares, np.argmax), "farthest center"),
        (lambda point, centers: _nearest(_squares)(point, centers) + 1, "number 0, not 1"),
        (lambda point, centers: min(_squares(x - point[0], y - point[1]) for x, y in centers) ** 0.5,
         "That is the distance"),
        (lambda point, centers: min(_squares(x - point[0], y - point[1]) for x, y in centers),
         "That is the squared distance"),
        (lambda point, centers: centers[_nearest(_squares)(point, centers)], "That is the center itself"),
        (_nearest(lambda dx, dy: abs(dx)), "first number only"),
        (_nearest(lambda dx, dy: abs(dy)), "second number only"),
        (_nearest(lambda dx, dy: dx + dy), "without squares"),
        (_nearest(lambda dx, dy: abs(dx) + abs(dy)), "the sizes of the two differences"),
        (_overwriting, "changed what it was given"),
        (_prints, "returns nothing"),
    ],
    "check_kinds": [
        (_kinds(0, "SN"), "again at a"), (_kinds(1, "SP"), "again at b"), (_kinds(2, "SP"), "again at c"),
        (_kinds(3, "SP"), "again at d"), (_kinds(4, "SN"), "again at e"), (_kinds(5, "UP"), "again at f"),
        (_kinds(6, "SP"), "again at g"), (_kinds(7, "rule"), "again at h"),
        (_kinds(2, "counting"), "look at c"), (_kinds(2, 3), "look at c"),
        (RIGHT[:4], "list of 8 words"), ("SP", "list of 8 words"),
    ],
}
