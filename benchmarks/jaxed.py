"""JAX, one thread: all batches of a piece in one compiled loop (`lax.scan`), whose weights are given away each time."""
import math

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks import works
from benchmarks.harness import Contender
from helpers import networks

jax.config.update("jax_enable_x64", True)  # what is float32 stays so
SLICE = 100  # images evaluated together


def jit(name, precision):
    if name == "blanks":
        return "not tried, for gensim is made for it"
    make = _reviews if name == "F" else _digits
    return make(name, works.settings_of(name, precision), precision, *works.load(name))


def _digits(name, settings, precision, learned, judged):
    weights, hidden = {"E": _convolution, "block": _block}.get(name, _dense)(settings)
    images, tests = (jnp.asarray(digits[0], precision) for digits in (learned, judged))
    target, labels = jnp.asarray(networks.one_hot(learned[1]), precision), jnp.asarray(judged[1])
    state, size = [[jnp.asarray(matrix, precision) for matrix in weights], jax.random.key(1)], settings.batch_size
    is_linear, dropout = getattr(settings, "output", "softmax") == "linear", getattr(settings, "dropout", 0)

    def error(weights, images, target, mask):
        layer_1 = hidden(weights, images)
        scores = (layer_1 if mask is None else 2 * mask * layer_1).reshape(len(images), -1) @ weights[-1]
        errors = (scores - target) ** 2 / 2 if is_linear else -target * jax.nn.log_softmax(scores)
        return errors.sum() / len(images)

    def step(weights, batch):
        changes = jax.grad(error)(weights, *batch)
        return [matrix - settings.alpha * change for matrix, change in zip(weights, changes, strict=True)], None

    def train(weights, key, images, target):
        key, now = jax.random.split(key)
        shape = jax.eval_shape(hidden, weights, images).shape
        mask = _coins(now, shape).astype(precision) if dropout else None
        data, whole = (images, target, mask), len(images) // size * size
        batches = jax.tree.map(lambda array: array[:whole].reshape(-1, size, *array.shape[1:]), data)
        weights, _ = jax.lax.scan(step, weights, batches, unroll=4 if size == 1 else 1)
        if whole < len(images):
            weights, _ = step(weights, jax.tree.map(lambda array: array[whole:], data))
        return weights, key
    train = jax.jit(train, donate_argnums=0)
    predict = jax.jit(lambda weights, tests: jax.lax.map(lambda some: (
        hidden(weights, some).reshape(SLICE, -1) @ weights[-1]).argmax(1), tests.reshape(-1, SLICE, 784)).ravel())

    def pieces():
        for part in works.pieces(name, len(images)):
            chosen = (images, target) if len(target[part]) == len(target) else (images[part], target[part])
            state[:] = jax.block_until_ready(train(*state, *chosen))
            yield
    return Contender(pieces(), lambda: lambda: float((predict(state[0], tests) == labels).mean()))


def _coins(key, shape):
    """Return 0 or 1 for each node of all batches, 32 from a random number: eight times as fast as one from each."""
    count = math.prod(shape)
    numbers = jax.random.bits(key, (count // 32 + 1, 1), "uint32")
    return (numbers >> jnp.arange(32, dtype="uint32") & 1).ravel()[:count].reshape(shape)


def _dense(settings):
    bend = {"relu": jax.nn.relu, "tanh": jnp.tanh}[settings.activation]
    return networks.dense.start(settings)[0], lambda weights, images: bend(images @ weights[0])


def _windows(maps, padding=0):
    """Return all 3 x 3 windows of maps (n, rows, columns, channels): to multiply them beats XLA's convolution."""
    maps = jnp.pad(maps, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    down, across = maps.shape[1] - 2, maps.shape[2] - 2
    return jnp.concatenate([maps[:, row:row + down, column:column + across]
                            for row in range(3) for column in range(3)], axis=-1)


def _convolution(settings):
    return networks.convolution.start(settings)[0], lambda weights, images: jnp.tanh(
        _windows(images.reshape(-1, 28, 28, 1)) @ weights[0])


def _block(settings):
    lower, upper, weights_2_3 = networks.deep_convolution.start(settings)[0]
    # The course has (kernel, channel, row, column) and the channels first, this has the channels last.
    upper = upper.reshape(len(upper), len(lower), 3, 3).transpose(2, 3, 1, 0).reshape(-1, len(upper))
    weights_2_3 = weights_2_3.reshape(upper.shape[-1], -1, 10).swapaxes(0, 1).reshape(-1, 10)

    def hidden(weights, images):
        maps = images.reshape(-1, 28, 28, 1)
        for kernels in weights[:2]:
            sums = _windows(maps, padding=1) @ kernels
            n, rows, columns, channels = sums.shape
            maps = jax.nn.relu(sums.reshape(n, rows // 2, 2, columns // 2, 2, channels).max(axis=(2, 4)))
        return maps
    return (lower.T, upper, weights_2_3), hidden


def _reviews(name, settings, precision, learned, judged):
    """One review at a time; all are filled up to the longest with a word whose row stays 0."""
    rows, upper = (jnp.asarray(matrix) for matrix in networks.sentiment.start(settings)[0])
    nothing, width = len(rows), max(map(len, learned[0]))
    bags, tests = (jnp.asarray(np.array([np.pad(bag[:width], (0, max(0, width - len(bag))), constant_values=nothing)
                                         for bag in part])) for part, _ in (learned, judged))
    labels, asked = jnp.asarray(learned[1], precision), jnp.asarray(judged[1])
    state = [jnp.concatenate([rows, jnp.zeros_like(rows[:1])]), upper]

    def step(weights, review):
        (rows, upper), (bag, label) = weights, review

        def error(layer_1, upper):
            score = jax.nn.sigmoid(layer_1) @ upper
            return jax.nn.softplus(score) - label * score
        changes = jax.grad(error, argnums=(0, 1))(rows[bag].sum(0), upper)
        rows = rows.at[bag].add(jnp.where((bag < nothing)[:, None], -settings.alpha * changes[0], 0))
        return [rows, upper - settings.alpha * changes[1]], None
    train = jax.jit(lambda weights, *reviews: jax.lax.scan(step, weights, reviews)[0], donate_argnums=0)
    predict = jax.jit(lambda weights, tests: jax.lax.map(
        lambda bag: jax.nn.sigmoid(weights[0][bag].sum(0)) @ weights[1] > 0, tests))

    def pieces():
        for part in works.pieces(name, len(bags)):
            state[:] = jax.block_until_ready(train(state, bags[part], labels[part]))
            yield
    return Contender(pieces(), lambda: lambda: float((predict(state, tests) == asked).mean()))
