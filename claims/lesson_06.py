"""The claims of lesson 06: how many hidden nodes are enough, and how many rows a batch should hold."""
import numpy as np

from claims import claim
from helpers.networks import race

NOISY_LIGHTS = np.array([[9, 0, 10], [2, 8, 10], [1, 0, 10], [8, 9, 10], [1, 7, 10], [9, 1, 10]]) / 10
WALK = np.array([0, 1, 0, 1, 1, 0])
CORNER = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
CORNER_WALK = np.array([1, 1, 0, 0])


@claim("06", "06-how-many", "The more nodes, the more starts hold two that fit.", "holds",
       "Share of 20 starts from which 60 epochs reach an error below 0.1; two layers, relu, the second crossing. Both "
       "accuracies are that share. Alphas 0.05, 0.1, 0.2, 0.4.")
def hidden_nodes():
    """Race 16, 2 and 4 hidden nodes."""
    def contender(hidden_size):
        def share(alpha, seed):
            won = np.mean([_corner_error(hidden_size, alpha, 20 * seed + start) < 0.1 for start in range(20)])
            return won, won
        return share
    return race({f"{size} hidden nodes": contender(size) for size in (16, 2, 4)}, [0.05, 0.1, 0.2, 0.4])


@claim("06", "one-row-at-a-time-is-fastest-at-first-an",
       "Fairly compared, each size at its own best alpha, all four end within 0.0005 of each other.",
       "too close to call",
       "One layer, 256 noisy rows, 20 epochs; the accuracies are 1 - error, on rows drawn anew. Alphas 0.003 to 1.4.")
def batch_sizes():
    """Race batches of 1, 256, 8 and 32 rows."""
    def contender(size):
        return lambda alpha, seed: _scores(size, alpha, seed)
    return race({f"batch {size}": contender(size) for size in (1, 256, 8, 32)},
                {"batch 1": [0.003, 0.01, 0.03, 0.1], "batch 8": [0.03, 0.1, 0.3, 1.0],
                 "batch 32": [0.03, 0.1, 0.3, 1.0], "batch 256": [0.3, 1.0, 1.2, 1.4]})


@np.errstate(over="ignore", invalid="ignore")  # a start that diverges has not won
def _corner_error(hidden_size, alpha, seed):
    random = np.random.RandomState(seed)
    lower, upper = 2 * random.random_sample((3, hidden_size)) - 1, 2 * random.random_sample(hidden_size) - 1
    for _ in range(60):
        error = 0
        for lights, target in zip(CORNER, CORNER_WALK, strict=True):
            layer_1 = np.maximum(lights.dot(lower), 0)
            delta = layer_1.dot(upper) - target
            error += delta ** 2
            layer_1_delta = delta * upper * (layer_1 > 0)
            upper = upper - alpha * delta * layer_1
            lower = lower - alpha * np.outer(lights, layer_1_delta)
    return np.inf if np.isnan(error) else error


def _scores(size, alpha, seed):
    random = np.random.default_rng(seed)

    def drawn():
        chosen = random.integers(6, size=256)
        return NOISY_LIGHTS[chosen] + random.normal(0, 0.1, (256, 3)), WALK[chosen]

    (rows, targets), *others = drawn(), drawn(), drawn()
    weights = np.array([0.5, 0.48, -0.7])
    for _ in range(20):
        for batch in random.permutation(256).reshape(-1, size):
            deltas = rows[batch].dot(weights) - targets[batch]
            weights = weights - alpha * rows[batch].T.dot(deltas) / size
    return [1 - float(((more.dot(weights) - wanted) ** 2).mean()) for more, wanted in others]
