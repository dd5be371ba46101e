"""PyTorch, one thread: eager, and with each step compiled.

Gradients are asked for with `autograd.grad` and weights moved by hand, for both are faster than `backward` and an
optimizer. Weights start as the course's do.
"""
import torch
import torch.nn.functional as F

from benchmarks import works
from benchmarks.harness import Contender
from helpers import networks

torch.set_num_threads(1)
SLICE = 100  # images evaluated together


def eager(name, precision, is_compiled=False):
    if name == "blanks":
        return "not tried, for gensim is made for it"
    torch.manual_seed(1)
    make = _reviews if name == "F" else _digits
    return make(name, works.settings_of(name, precision), getattr(torch, precision), *works.load(name), is_compiled)


def compiled(name, precision):
    if name != "blanks" and (precision == "float64") != (name in "ABCD"):
        return "not tried, since it compiles for long; it is there in the other precision"
    return eager(name, precision, is_compiled=True)


def _slopes(error, weights, is_compiled):
    """Return the gradient of error(weights), by the one of two ways that can be compiled or by the faster one."""
    return torch.func.grad(error)(weights) if is_compiled else torch.autograd.grad(error(weights), weights)


def _digits(name, settings, dtype, learned, judged, is_compiled):
    weights, layers, order = {"E": _convolution, "block": _block}.get(name, _dense)(settings, dtype)
    weights = [matrix.requires_grad_(not is_compiled) for matrix in weights]
    images, tests = (torch.tensor(digits[0], dtype=dtype) for digits in (learned, judged))
    if order:
        images, tests = (digits.reshape(-1, 1, 28, 28).to(memory_format=order) for digits in (images, tests))
    answers, labels = (torch.tensor(digits[1]) for digits in (learned, judged))
    is_linear, dropout = getattr(settings, "output", "softmax") == "linear", getattr(settings, "dropout", 0)
    answers = F.one_hot(answers).to(dtype) if is_linear else answers

    def step(weights, some, wanted):
        def error(now):
            scores = layers(now, some, dropout)
            return 0.5 / len(some) * (scores - wanted).square().sum() if is_linear else F.cross_entropy(scores, wanted)
        changes = _slopes(error, weights, is_compiled)
        with torch.no_grad():
            torch._foreach_add_(weights, changes, alpha=-settings.alpha)
    step = torch.compile(step, fullgraph=True, dynamic=False) if is_compiled else step

    def pieces():
        for part in works.pieces(name, len(images)):
            batches = (digits[part].split(settings.batch_size) for digits in (images, answers))
            for some, wanted in zip(*batches, strict=True):
                step(weights, some, wanted)
            yield

    def evaluate():
        with torch.inference_mode():
            found = torch.cat([layers(weights, some, 0).argmax(1) for some in tests.split(SLICE)])
            return float((found == labels).double().mean())
    return Contender(pieces(), lambda: evaluate)


def _dropped(layer, dropout):
    """Return a layer with half of its nodes switched off, if dropout is 0.5; uncompiled F.dropout is slow."""
    if dropout and torch.compiler.is_compiling():
        return F.dropout(layer, dropout)
    return layer * (2 * torch.randint(2, layer.shape, dtype=torch.uint8)) if dropout else layer


def _dense(settings, dtype):
    def layers(weights, images, dropout):
        layer_1 = getattr(torch, settings.activation)(images @ weights[0])
        return _dropped(layer_1, dropout) @ weights[1]
    return [torch.tensor(matrix, dtype=dtype) for matrix in networks.dense.start(settings)[0]], layers, None


def _convolution(settings, dtype):
    def layers(weights, images, dropout):
        return _dropped(torch.tanh(F.conv2d(images, weights[0])), dropout).flatten(1) @ weights[1]
    kernels, weights_1_2 = (torch.tensor(matrix) for matrix in networks.convolution.start(settings)[0])
    count = settings.kernels  # PyTorch has the kernels first, the course has them last
    weights_1_2 = weights_1_2.reshape(-1, count, 10).swapaxes(0, 1).reshape(-1, 10)
    return [kernels.T.reshape(count, 1, 3, 3), weights_1_2], layers, torch.contiguous_format


def _block(settings, dtype):
    def layers(weights, images, _):
        for kernels in weights[:2]:
            images = torch.relu(F.max_pool2d(F.conv2d(images, kernels, padding=1), 2))
        return images.flatten(1) @ weights[2]
    # Its convolutions of float32 are faster with the channels last, those of float64 are not.
    order = torch.channels_last if dtype == torch.float32 else torch.contiguous_format
    *kernels, upper = (torch.tensor(matrix) for matrix in networks.deep_convolution.start(settings)[0])
    kernels = [matrix.reshape(len(matrix), -1, 3, 3).contiguous(memory_format=order) for matrix in kernels]
    return [*kernels, upper], layers, order


def _reviews(name, settings, dtype, learned, judged, is_compiled):
    """One review at a time; rows are looked up and put back by hand, twice as fast as by a sparse EmbeddingBag."""
    rows, upper = (torch.tensor(matrix) for matrix in networks.sentiment.start(settings)[0])
    upper.requires_grad_(not is_compiled)
    texts, tests = ([torch.tensor(bag, dtype=torch.int64) for bag in bags] for bags, _ in (learned, judged))
    answers, labels = torch.tensor(learned[1], dtype=dtype).unbind(), torch.tensor(judged[1])

    def step(rows, upper, text, answer):
        def error(now):
            return F.binary_cross_entropy_with_logits(torch.sigmoid(now[0]) @ now[1], answer)
        layer_1 = rows.index_select(0, text).sum(0)
        changes = _slopes(error, (layer_1 if is_compiled else layer_1.requires_grad_(), upper), is_compiled)
        with torch.no_grad():
            rows.index_add_(0, text, changes[0].expand(len(text), -1), alpha=-settings.alpha)
            upper.sub_(changes[1], alpha=settings.alpha)
    step = torch.compile(step, fullgraph=True, dynamic=True) if is_compiled else step

    def pieces():
        for part in works.pieces(name, len(texts)):
            for text, answer in zip(texts[part], answers[part], strict=True):
                step(rows, upper, text, answer)
            yield

    def evaluate():
        with torch.inference_mode():
            praise = [rows.index_select(0, text).sum(0).sigmoid() @ upper > 0 for text in tests]
            return float((torch.stack(praise) == labels).double().mean())
    return Contender(pieces(), lambda: evaluate)
