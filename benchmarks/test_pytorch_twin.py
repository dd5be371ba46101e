"""The closing section of lesson 12: does its PyTorch print what the course's own loop beside it prints?

    make venv-bench && .venv-bench/bin/python benchmarks/test_pytorch_twin.py

Both programs are read out of the notebook, so what is checked is what a reader sees. `momentum` and `adam`, which the
table there puts beside PyTorch's optimizers, are compared on updates drawn at random.
"""
import contextlib
import io
import json
import pathlib
import re
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from helpers import data, networks  # noqa: E402

CELLS = {cell["id"]: "".join(cell["source"])
         for cell in json.loads((ROOT / "notebooks/12_inside_the_weights.ipynb").read_text(encoding="utf-8"))["cells"]}


def printed(code, names):
    """Run code with these names, which it may change, and return what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, names)
    return out.getvalue()


def test_pytorch_prints_what_our_loop_prints():
    digits = data.load_digits()
    names = {"np": np, "networks": networks, "images": digits.images, "labels": digits.labels,
             "one_hot_labels": networks.one_hot(digits.labels)}
    names["known"] = networks.dense.Settings(hidden_size=40, alpha=0.1, batch_size=50, epochs=2, output="softmax")
    ours = printed(CELLS["12-twin-ours"], names)
    code, = re.findall(r"```python\n(.+?)```", CELLS["12-twin-pytorch"], re.DOTALL)
    assert printed(code, names) == ours
    assert len(ours.splitlines()) == 3 and len(set(ours.split())) > 6
    learned = (names["lower"].weight, names["upper"].weight)
    for theirs, mine in zip(learned, (names["weights_0_1"], names["weights_1_2"]), strict=True):
        np.testing.assert_allclose(theirs.detach().numpy().T, mine, atol=1e-12)


def test_steps_with_a_memory_are_those_of_pytorch():
    import torch
    names = {}
    printed(CELLS["12-steps"].replace('"plain": plain, ', ""), names)
    for step, optimizer in (("momentum", lambda weights: torch.optim.SGD(weights, lr=0.1, momentum=0.9)),
                            ("adam", lambda weights: torch.optim.Adam(weights, lr=0.1))):
        weights, memory = np.ones(5), {}
        theirs = torch.ones(5, dtype=torch.float64, requires_grad=True)
        optimizer = optimizer([theirs])
        for weight_delta in np.random.default_rng(1).normal(size=(20, 5)):
            weights = weights - 0.1 * names[step](weight_delta, memory)
            theirs.grad = torch.tensor(weight_delta)
            optimizer.step()
        np.testing.assert_allclose(theirs.detach().numpy(), weights, atol=1e-12)


if __name__ == "__main__":
    test_pytorch_prints_what_our_loop_prints()
    test_steps_with_a_memory_are_those_of_pytorch()
    print("PyTorch prints what our loop prints, and its optimizers take our steps.")
