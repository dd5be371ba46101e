"""The book's loops, re-created in our own words: what the fast training is held against by the tests and benchmarks.

Whole rows of pixels, one update after another, target - prediction with +=, and one image after another where the
network is judged. The settings are those of `helpers.as_printed`, whose switches turn the book's mistakes on.
"""
import numpy as np


def activation(settings, x):
    """Return layer_1 of the dense network."""
    return (x >= 0) * x if settings.activation == "relu" else np.tanh(x)


def output(settings, x):
    """Return layer_2 of the dense network."""
    return x if settings.output == "linear" else softmax(x)


def softmax(x):
    """Return the probabilities, as the book computes them."""
    powers = np.exp(x)
    return powers / np.sum(powers, axis=1, keepdims=True)


def slope(settings, layer_1):
    """Return the slope of the hidden layer of the dense network from its output."""
    if settings.activation == "tanh":
        return 1 - layer_1 ** 2
    return layer_1 >= 0 if settings.slope_at_zero else layer_1 > 0


def dense_epoch(settings, weights, random, images, one_hot_labels):
    """Train for one epoch; return error and accuracy."""
    weights_0_1, weights_1_2 = weights
    error, correct_count = 0.0, 0
    for i in range(0, len(images), settings.batch_size):
        layer_0, target = images[i:i + settings.batch_size], one_hot_labels[i:i + settings.batch_size]
        size = len(target)
        layer_1 = activation(settings, np.dot(layer_0, weights_0_1))
        layer_1_slope = slope(settings, layer_1)
        mask = 1
        if settings.dropout:
            mask = random.randint(2, size=layer_1.shape)
            layer_1 *= mask * 2
        if settings.slope_after_dropout:
            layer_1_slope = slope(settings, layer_1)
        layer_2 = output(settings, np.dot(layer_1, weights_1_2))
        error += np.sum((target - layer_2) ** 2)
        for k in range(size):
            correct_count += int(np.argmax(layer_2[k:k + 1]) == np.argmax(target[k:k + 1]))
            if k == size - 1 or settings.update_while_counting:
                layer_2_delta = (target - layer_2) / (size * size if settings.divide_twice else size)
                layer_1_delta = layer_2_delta.dot(weights_1_2.T) * layer_1_slope
                layer_1_delta *= mask
                weights_1_2 += settings.alpha * layer_1.T.dot(layer_2_delta)
                weights_0_1 += settings.alpha * layer_0.T.dot(layer_1_delta)
    return error / float(len(images)), correct_count / float(len(images))


def judged(predict, images, one_hot_labels):
    """Return error and accuracy, one image after another."""
    error, correct_count = 0.0, 0
    for i in range(len(images)):
        layer_2 = predict(images[i:i + 1])
        error += np.sum((one_hot_labels[i:i + 1] - layer_2) ** 2)
        correct_count += int(np.argmax(layer_2) == np.argmax(one_hot_labels[i:i + 1]))
    return error / float(len(images)), correct_count / float(len(images))


def dense_evaluation(settings, weights, images, one_hot_labels):
    """Return error and accuracy of the dense network."""
    def predict(layer_0):
        return output(settings, np.dot(activation(settings, np.dot(layer_0, weights[0])), weights[1]))
    return judged(predict, images, one_hot_labels)


def cut_outs(settings, images):
    """Cut every 3 x 3 section out of images (n, inputs), one place after another."""
    side = int(np.sqrt(images.shape[1]))
    images, places = images.reshape(-1, side, side), side - (3 if settings.one_short else 2)
    sections = [images[:, row:row + 3, column:column + 3].reshape(-1, 1, 9)
                for row in range(places) for column in range(places)]
    return np.concatenate(sections, axis=1)


def convolution_epoch(settings, weights, random, images, one_hot_labels):
    """Train for one epoch; return error, of the images learned from, and accuracy, of all."""
    kernels, weights_1_2 = weights
    size, error, correct_count, learned = settings.batch_size, 0.0, 0, 0
    whole = len(images) // size
    for i in range(whole if settings.whole_batches_only else -(-len(images) // size)):
        batch = slice(i * size, (i + 1) * size)
        target = one_hot_labels[batch]
        count = len(target)
        flat = cut_outs(settings, images[batch]).reshape(-1, 9)
        layer_1 = np.tanh(flat.dot(kernels).reshape(count, -1))
        mask = 1
        layer_1_slope = 1 - layer_1 ** 2
        if settings.dropout:
            mask = random.randint(2, size=layer_1.shape)
            layer_1 *= mask * 2
        if settings.slope_after_dropout:
            layer_1_slope = 1 - layer_1 ** 2
        layer_2 = softmax(np.dot(layer_1, weights_1_2))
        error, learned = error + np.sum((target - layer_2) ** 2), learned + count
        for k in range(count):
            correct_count += int(np.argmax(layer_2[k:k + 1]) == np.argmax(target[k:k + 1]))
        layer_2_delta = (target - layer_2) / (count * count if settings.divide_twice else count)
        layer_1_delta = layer_2_delta.dot(weights_1_2.T) * layer_1_slope
        layer_1_delta *= mask
        weights_1_2 += settings.alpha * layer_1.T.dot(layer_2_delta)
        change = settings.alpha * flat.T.dot(layer_1_delta.reshape(len(flat), -1))
        if not settings.frozen_kernels:
            kernels += -change if settings.wrong_sign else change
    return error / learned, correct_count / float(len(images))


def convolution_evaluation(settings, weights, images, one_hot_labels):
    """Return error and accuracy of the network with kernels."""
    def predict(image):
        layer_1 = np.tanh(cut_outs(settings, image).reshape(-1, 9).dot(weights[0]).reshape(1, -1))
        return softmax(np.dot(layer_1, weights[1]))
    return judged(predict, images, one_hot_labels)


def sentiment_epoch(settings, weights, _, bags, labels):
    """Train for one epoch on bags that are lists of places; return error and accuracy."""
    weights_0_1, weights_1_2 = weights.weights_0_1, weights.weights_1_2.reshape(-1, 1)
    error, correct_count = 0.0, 0
    for i in range(len(bags)):
        x, y = bags[i], labels[i]
        layer_1, layer_2 = praise(weights, x)
        layer_2_delta = layer_2 - y
        layer_1_delta = layer_2_delta.dot(weights_1_2.T)
        if not settings.slope_left_out:
            layer_1_delta *= layer_1 * (1 - layer_1)
        weights_0_1[x] -= layer_1_delta * settings.alpha
        weights_1_2 -= np.outer(layer_1, layer_2_delta) * settings.alpha
        error += layer_2_delta[0] ** 2
        correct_count += int(np.abs(layer_2_delta[0]) < 0.5)
    return error / float(len(bags)), correct_count / float(len(bags))


def sentiment_evaluation(_, weights, bags, labels):
    """Return error and accuracy of the network on reviews."""
    deltas = [praise(weights, bags[i])[1][0] - labels[i] for i in range(len(bags))]
    return np.mean(np.square(deltas)), np.mean(np.abs(deltas) < 0.5)


def praise(weights, x):
    """Return layer_1 and layer_2 (1,) for one bag."""
    layer_1 = 1 / (1 + np.exp(-np.sum(weights.weights_0_1[x], axis=0)))
    return layer_1, 1 / (1 + np.exp(-np.dot(layer_1, weights.weights_1_2.reshape(-1, 1))))


def blanks(settings, weights, random, texts):
    """Fill in all the blanks of a whole run, one position after another."""
    around, inside = weights
    positions = [(text, at) for text in texts for at in range(len(text))]
    words = np.concatenate(texts)
    for _ in range(settings.epochs):
        for number in random.permutation(len(positions)):
            text, at = positions[number]
            context = [text[i] for i in range(at - settings.window, at + settings.window + 1)
                       if i != at and 0 <= i < len(text)]
            asked = np.append(text[at], words[random.integers(len(words), size=settings.negatives)])
            layer_1 = around[context].mean(axis=0) if context else np.zeros(settings.hidden_size)
            delta = 1 / (1 + np.exp(-inside[asked].dot(layer_1))) - (np.arange(len(asked)) == 0)
            layer_1_delta = delta.dot(inside[asked])
            for word, change in zip(asked, np.outer(delta, layer_1), strict=True):
                inside[word] -= settings.alpha * change
            for word in context:
                around[word] -= settings.alpha * layer_1_delta
