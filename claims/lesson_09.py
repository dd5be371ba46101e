"""The claims of lesson 09: outputs, activations, and run D against a healthy network."""
from dataclasses import replace

from claims import claim
from helpers import as_printed, data, networks

GRID = (0.05, 0.1, 0.2, 0.5, 1, 2, 5)
SETTING = ("100 hidden nodes, weights from -0.1 to 0.1, batches of 100, 40 epochs on the 1,000 training digits, delta "
           "prediction - target; seven alphas from 0.05 to 5.")
RELU = "relu, raw outputs"


def contender(settings, train=networks.dense.train):
    """Return a contender of `networks.race`: the network of `settings`, judged on validation and on test digits."""
    digits, *judges = (data.load_digits(part) for part in ("train", "validation", "test"))

    def run(alpha, seed):
        trained = train(replace(settings, alpha=alpha, seed=seed), digits.images, digits.labels).finish()
        return tuple(networks.dense.evaluate(trained.weights, judge.images, judge.labels, settings.activation,
                                             settings.output).accuracy for judge in judges)
    return run


def networks_of(*kinds, dropout):
    """Race networks of 40 epochs that differ in hidden layer and outputs: each of `kinds` is their names."""
    return networks.race({f"{activation}, {output} outputs": contender(networks.dense.Settings(
        hidden_size=100, batch_size=100, epochs=40, activation=activation, output=output, dropout=dropout))
        for activation, output in kinds}, GRID)


@claim("09", "09-ends-race", "With tanh in the middle and no dropout, sigmoid outputs beat softmax outputs.", "holds",
       f"tanh in the middle, no dropout. {SETTING}")
def ends_after_tanh():
    """Race the outputs after tanh."""
    return networks_of(("tanh", "sigmoid"), ("tanh", "softmax"), dropout=0.0)


@claim("09", "09-ends-race", "With relu and no dropout the two are too close to call.", "too close to call",
       f"relu in the middle, no dropout. {SETTING}")
def ends_after_relu():
    """Race the outputs after relu."""
    return networks_of(("relu", "softmax"), ("relu", "sigmoid"), dropout=0.0)


@claim("09", "09-ends-race", "The same is true with dropout, after tanh and after relu.", "too close to call",
       f"tanh in the middle, dropout 0.5. {SETTING}")
def ends_after_tanh_with_dropout():
    """Race the outputs after tanh, with dropout."""
    return networks_of(("tanh", "sigmoid"), ("tanh", "softmax"), dropout=0.5)


@claim("09", "09-ends-race", "The same is true with dropout, after tanh and after relu.", "too close to call",
       f"relu in the middle, dropout 0.5. {SETTING}")
def ends_after_relu_with_dropout():
    """Race the outputs after relu, with dropout."""
    return networks_of(("relu", "softmax"), ("relu", "sigmoid"), dropout=0.5)


@claim("09", "09-middles-table", "relu beats tanh, with dropout and without.", "holds",
       f"Softmax outputs, no dropout. {SETTING}")
def middles():
    """Race relu and tanh."""
    return networks_of(("relu", "softmax"), ("tanh", "softmax"), dropout=0.0)


@claim("09", "09-middles-table", "relu beats tanh, with dropout and without.", "holds",
       f"Softmax outputs, dropout 0.5. {SETTING}")
def middles_with_dropout():
    """Race relu and tanh, with dropout."""
    return networks_of(("relu", "softmax"), ("tanh", "softmax"), dropout=0.5)


@claim("09", "09-middles-table", "In the middle relu did best here.", "holds",
       f"Softmax outputs, no dropout. {SETTING}")
def all_middles():
    """Race relu, sigmoid and tanh."""
    return networks_of(("relu", "softmax"), ("sigmoid", "softmax"), ("tanh", "softmax"), dropout=0.0)


@claim("09", "09-middles-table", "without dropout sigmoid and tanh are too close to call", "too close to call",
       f"Softmax outputs, no dropout. {SETTING}")
def sigmoid_in_the_middle():
    """Race sigmoid and tanh."""
    return networks_of(("sigmoid", "softmax"), ("tanh", "softmax"), dropout=0.0)


@claim("09", "09-middles-table", "with dropout sigmoid beats tanh.", "holds",
       f"Softmax outputs, dropout 0.5. {SETTING}")
def sigmoid_in_the_middle_with_dropout():
    """Race sigmoid and tanh, with dropout."""
    return networks_of(("sigmoid", "softmax"), ("tanh", "softmax"), dropout=0.5)


def run_d(*names):
    """Race run D in some of its forms and the plain network of lesson 08."""
    run, mended = as_printed.RUNS["D"], as_printed.RUNS["D mended"]
    plain = networks.dense.Settings(hidden_size=100, epochs=20)
    entries = {RELU: (contender(plain), (0.001, 0.002, 0.005, 0.01, 0.02)),
               "run D, alpha 2": (contender(run, as_printed.train), (2,)),
               "run D": (contender(run, as_printed.train), (2, 5, 10, 20)),
               "run D without its mistakes": (contender(mended, as_printed.train), (0.01, 0.02, 0.05, 0.1))}
    return networks.race({name: entries[name][0] for name in names}, {name: entries[name][1] for name in names})


D_SETTING = ("100 hidden nodes. The plain network learns one image at a time, 20 epochs, alphas from 0.001 to 0.02; "
             "run D has tanh, softmax, dropout 0.5, batches of 100 and 300 epochs.")


@claim("09", "09-healthy-rival", "The plain network beats run D with the alpha of the book.", "holds",
       f"{D_SETTING} Run D has alpha 2.")
def plain_against_run_d():
    """Race the plain network and run D as it is in the book."""
    return run_d(RELU, "run D, alpha 2")


@claim("09", "09-healthy-rival", "Even at its own best alpha run D is only level with the plain network",
       "too close to call", f"{D_SETTING} Run D has the alphas 2, 5, 10 and 20, divided by 100.")
def plain_against_run_d_at_its_best():
    """Race run D and the plain network, each at its best."""
    return run_d("run D", RELU)


@claim("09", "mended-networks-train-networks-runs-d-m",
       "Each with its own best alpha, run D with its mistakes even beats run D without them: 0.881 against 0.865.",
       "holds", "Run D, 300 epochs; alphas 2, 5, 10 and 20, divided by 100, and 0.01, 0.02, 0.05 and 0.1.")
def run_d_without_its_mistakes():
    """Race run D with its mistakes and without them."""
    return run_d("run D", "run D without its mistakes")
