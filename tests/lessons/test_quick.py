"""`%load_ext helpers.quick`: short trainings of the same epochs and shapes, no asserts, and nothing of it stays."""
import dataclasses

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from helpers import as_printed, data, quick
from helpers.data import sources
from helpers.networks import blanks, convolution, deep_convolution, dense, sentiment
from tests import notebooks
from tests.networks.small import few, small

BAGS = [np.array([0, 2]), np.array([1]), np.array([2, 3])] * 400, np.array([1, 0, 1] * 400)
# Settings, the examples, and how many of them are learned from.
NETWORKS = {
    dense: (dense.Settings(hidden_size=4, epochs=3, dropout=0.5), few(1000), 200),
    convolution: (convolution.Settings(kernels=2, epochs=2, batch_size=150), few(600, 49), 150),
    deep_convolution: (deep_convolution.Settings(epochs=1), few(501, 64), 101),
    sentiment: (sentiment.Settings(vocabulary_size=4, hidden_size=3, epochs=3), BAGS, 240),
    blanks: (blanks.Settings(vocabulary_size=4, hidden_size=3, epochs=3), ([np.arange(9) % 4] * 700,), 140),
    as_printed: (small("A"), few(1000), 200),
    as_printed.sentiment: (small("F"), BAGS, 240),
}


@pytest.fixture
def on(monkeypatch):
    monkeypatch.setenv(quick.VARIABLE, "1")


def outcome(training):
    return repr(training.finish().records), [matrix.tolist() for matrix in training.weights]


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.__name__.removeprefix("helpers."))
def test_a_short_training_learns_from_the_first_examples(network, monkeypatch):
    settings, examples, learned = NETWORKS[network]
    alone = outcome(network.train(settings, *(part[:learned] for part in examples)))
    whole = network.train(settings, *examples).finish()
    monkeypatch.setenv(quick.VARIABLE, "1")
    short = network.train(settings, *examples).finish()
    assert outcome(short) == alone != outcome(whole)
    assert len(short.records) == len(whole.records)
    assert [matrix.shape for matrix in short.weights] == [matrix.shape for matrix in whole.weights]


def test_images_that_fill_no_batch_still_count_as_wrong_in_run_e(monkeypatch):
    run = small("E", whole_batches_only=True, batch_size=100)
    images, labels = few(1190, 49)
    alone = as_printed.train(dataclasses.replace(run, whole_batches_only=False), images[:220], labels[:220]).finish()
    monkeypatch.setenv(quick.VARIABLE, "1")
    short = as_printed.train(run, images, labels).finish().records[-1]
    # Of 1,190 images 1,100 fill batches; a fifth of these are learned from, and a fifth of all count.
    assert short.train_accuracy * 238 == pytest.approx(alone.records[-1].train_accuracy * 220)
    assert short.train_accuracy > 0


def test_few_examples_stay_whole(on):
    assert quick.learned(range(90), "a" * 90) == [range(90), "a" * 90]
    assert quick.learned(range(1000)) == [range(200)]


def test_a_short_training_is_not_kept_for_a_whole_one(on, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "CACHE", tmp_path)
    assert data.cached("rows", "settings", lambda: np.ones(3)).sum() == 3 and not list(tmp_path.iterdir())
    monkeypatch.delenv(quick.VARIABLE)
    assert data.cached("rows", "settings", lambda: np.zeros(3)).sum() == 0


def test_the_extension_leaves_out_asserts_and_can_be_taken_back(monkeypatch, capsys):
    monkeypatch.setenv(quick.VARIABLE, "")  # so that what it was before comes back after the test
    shell = InteractiveShell()
    cell = "def check(x):\n    assert x\n    return 'reached'\nassert 0\nfound = check(0)"
    shell.run_line_magic("load_ext", "helpers.quick")
    assert capsys.readouterr().out == quick.SENTENCE + "\n"
    shell.run_cell(cell).raise_error()
    assert shell.user_ns["found"] == "reached" and quick.is_on()
    shell.run_line_magic("unload_ext", "helpers.quick")
    assert not quick.is_on() and isinstance(shell.run_cell(cell).error_in_exec, AssertionError)


@pytest.mark.nightly
@pytest.mark.parametrize("path", notebooks.PATHS, ids=lambda path: path.stem)
def test_a_lesson_with_short_trainings(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("%load_ext helpers.quick"))
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert notebook.cells[0].outputs[0].text == quick.SENTENCE + "\n"
