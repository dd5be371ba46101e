"""The exercises of lesson 11: words as rows."""
import numpy as np

from helpers.exercises.exercise import exercise, letter


@exercise("my_bag", lesson=11, section="2. By hand: a sentence as a row of 0s and 1s",
          praise="Any text, one row. The order of its words is gone.",
          hints=("Begin with as many 0s as the vocabulary has words. Then walk through `words`.",
                 "`[0] * len(vocabulary)` is the row to begin with. If a word is in the vocabulary, `vocabulary[word]` "
                 "is its place: put a 1 there."))
def bag(words, vocabulary):
    """Return a list of 0s and 1s, one a word of the dictionary `vocabulary`; `words` is a list of words."""
    row = [0] * len(vocabulary)
    for word in words:
        if word in vocabulary:
            row[vocabulary[word]] = 1
    return row


@bag.cases
def _(rng):
    words = ["a", "bad", "film", "good", "is", "not", "plot", "the"]
    places = rng.permutation(len(words)).tolist()
    while places[-1] in (0, len(words) - 1):  # "the" is neither first nor at the same place in the dictionary
        places = rng.permutation(len(words)).tolist()
    return [(label, review, dict(zip(words, places))) for label, review in (
        ("['the', 'plot']", ["the", "plot"]), ("a word said twice", ["good", "film", "good"]),
        ("a word that is not in the vocabulary", ["the", "zeppelin"]), ("no word", []))]


bag.mistake("You counted how often each word occurs; a bag tells only whether: 1 or 0.", edit=("] = 1", "] += 1"))
bag.mistake("These are the places of the words; put a 1 at each of them in a row of 0s.",
            lambda words, vocabulary: [vocabulary[word] for word in words if word in vocabulary])
bag.mistake("You swapped 0 and 1.", edit=("return row", "return [1 - entry for entry in row]"))
bag.mistake("A word that is not in the vocabulary raises a KeyError; pass over it with `if word in vocabulary`.",
            edit=("if word in vocabulary", "if True"))
bag.mistake("You went through the words in the order of the dictionary; each entry belongs at the place of its word.",
            lambda words, vocabulary: [int(word in words) for word in vocabulary])
bag.mistake("A word that is not in the vocabulary switched a place on; pass over it.",
            edit=[("if word in vocabulary", "if True"), ("row[vocabulary[word]]", "row[vocabulary.get(word, 0)]")])
bag.mistake("That is one entry for each word of the text; a bag has one for each word of the vocabulary.",
            lambda words, vocabulary: [int(word in vocabulary) for word in words])


@exercise("my_embedding_update", lesson=11, section="4. The network, one step",
          praise="Only the rows that were looked up have learned.",
          hints=("The input of each word in the bag is 1. So its weight delta is `layer_1_delta` itself. Begin with "
                 "`weights_0_1.copy()`.",
                 "An array of places picks rows: `weights[bag]` are the rows of all words in the bag. Take alpha times "
                 "the delta off them, all at once."))
def embedding_update(weights_0_1, bag, layer_1_delta, alpha):
    """Return the new weights, an array like weights_0_1; `bag` is an array of places, alpha a number."""
    weights = weights_0_1.copy()
    weights[bag] -= alpha * layer_1_delta
    return weights


embedding_update.cases(lambda rng: [
    (label, rng.normal(size=shape), np.array(bag, dtype=int), rng.normal(size=shape[1]), alpha)
    for label, shape, bag, alpha in (
        ("three words", (6, 4), [0, 3, 5], 0.1), ("one word", (5, 3), [2], 0.5), ("no word", (4, 2), [], 0.3))])
embedding_update.mistake("The sign is wrong: alpha * layer_1_delta is taken off.", edit=("-=", "+="))
embedding_update.mistake("alpha is missing.", edit=("alpha * ", ""))
embedding_update.mistake("You changed all rows; the input of a word that is not in the bag is 0, so its row stays.",
                         edit=("weights[bag]", "weights"))
embedding_update.mistake(
    "You shared the change out among the words; each of them gets all of it, for its input is 1.",
    edit=("alpha * layer_1_delta", "alpha * layer_1_delta / max(1, len(bag))"))
embedding_update.mistake("You changed the first rows; `bag` holds the places of the rows to change.",
                         edit=("weights[bag]", "weights[:len(bag)]"))


@exercise("my_nearest", lesson=11, section="7. What did it learn? Ask the rows",
          praise="One matrix product compares a word with all others.",
          hints=("`rows.dot(rows[place])` gives all dot products at once. Give `place` itself minus infinity, and sort "
                 "with `np.argsort`.",
                 "`np.argsort` puts the smallest first, so sort the negative dot products. The first `count` of the "
                 "places are the answer."))
def near_words(rows, place, count):
    """Return the places of the `count` nearest rows, a list or array of whole numbers; `rows` is an array."""
    nearness = rows.dot(rows[place])
    nearness[place] = -np.inf
    return np.argsort(-nearness)[:count]


near_words.cases(lambda rng: [
    ("eight rows", _revealing_rows(rng), 5, 3), ("one nearest", rng.normal(size=(6, 3)), 0, 1),
    ("all others", rng.normal(size=(5, 3)), 4, 4)])


def _revealing_rows(rng):
    """Return eight rows for which every mistake gives others as the three nearest to row 5."""
    answers = [near_words.right_answers()[0], *(how for _, how in near_words.mistakes())]
    while True:
        rows = rng.normal(size=(8, 4))
        if len({tuple(nearest(rows, 5, 3)) for nearest in answers}) == len(answers):
            return rows


near_words.mistake("The word itself is in your list; leave out `place`.", edit=("nearness[place] = -np.inf", "pass"))
near_words.mistake("These are the farthest; np.argsort sorts upward, so sort the negative dot products.",
                   edit=[("= -np.inf", "= np.inf"), ("argsort(-nearness)", "argsort(nearness)")])
near_words.mistake("You used the distance; here the dot product is asked for.",
                   edit=("rows.dot(rows[place])", "-((rows - rows[place]) ** 2).sum(axis=1)"))
near_words.mistake("You used the cosine; here the dot product is asked for.",
                   edit=("rows.dot(rows[place])", "rows.dot(rows[place]) / np.sqrt((rows ** 2).sum(axis=1))"))
near_words.mistake("You left out the first of the list; it need not be `place`, for a longer row can be nearer.",
                   edit=[("nearness[place] = -np.inf", "pass"), ("[:count]", "[1:count + 1]")])
near_words.mistake("These are the dot products; return the places of the largest.",
                   edit=("np.argsort(-nearness)", "-np.sort(-nearness)"))
near_words.mistake("You returned all of them; cut the list at `count`.", edit=("[:count]", "[:-1]"))
near_words.right(lambda rows, place, count: sorted(
    set(range(len(rows))) - {place}, key=lambda other: -rows[other].dot(rows[place]))[:count])


@exercise("my_analogy", lesson=11, section="14. Calculating with words",
          praise="Subtract, add, and look who lies in that direction.",
          hints=("Divide the dot products by the length of each row. The length of the sum is the same for all "
                 "candidates, so it can be left out.",
                 "The sum is `rows[one] - rows[minus] + rows[plus]`, the length of each row "
                 "`np.sqrt((rows ** 2).sum(axis=1))`. Give the three words of the question minus infinity before you "
                 "look for the largest."))
def analogy(rows, one, minus, plus):
    """Return the place of the row, a whole number; `rows` is an array, the other arguments are places in it."""
    direction = rows[one] - rows[minus] + rows[plus]
    nearness = rows.dot(direction) / np.sqrt((rows ** 2).sum(axis=1))
    nearness[[one, minus, plus]] = -np.inf
    return nearness.argmax()


analogy.cases(lambda rng: [
    *((label, *_question(rng, tempting)) for tempting, label in enumerate(
        ("twenty rows", "other rows", "rows of many lengths"))),
    ("rows that all lie the other way", *_all_behind(rng)),
    *(("random rows", rng.normal(size=(12, 3)) * rng.uniform(0.3, 3, size=(12, 1)), *rng.permutation(12)[:3].tolist())
      for _ in range(3))])


def _all_behind(rng):
    """Return rows and three places, such that all other rows have a negative cosine: 0 would be nearer than they."""
    rows = rng.normal(size=(6, 3))
    direction = rows[0] - rows[1] + rows[2]
    rows[3:] -= (rows[3:].dot(direction) / direction.dot(direction) + rng.uniform(0.5, 1, 3))[:, None] * direction
    return rows, 0, 1, 2


def _question(rng, tempting):
    """Return rows and three places; of these, the one at place `tempting` would be the answer if none were left out.

    Where that is `minus`, every mistake gives another answer; it would take long to find such rows for all three.
    """
    left_in, *others = [*(how for _, how in analogy.mistakes()), analogy.right_answers()[0]]
    while True:
        rows, places = rng.normal(size=(20, 3)) * rng.uniform(0.3, 3, size=(20, 1)), rng.permutation(20)[:3].tolist()
        if tempting == 1:
            rows[places[1]] = (rows[places[0]] + rows[places[2]]) / 5
        if left_in(rows, *places) == places[tempting] and (
                tempting != 1 or len({answer(rows, *places) for answer in others}) == len(others)):
            return rows, *places


analogy.mistake("Your answer is one of the three words of the question; leave all three out.",
                edit=("nearness[[one, minus, plus]] = -np.inf", "pass"))
analogy.mistake("You left out the first word of the question only; leave all three out.",
                edit=("[[one, minus, plus]]", "[one]"))
analogy.mistake("You added `minus` and took `plus` off: it is one - minus + plus.",
                edit=("rows[one] - rows[minus] + rows[plus]", "rows[one] + rows[minus] - rows[plus]"))
analogy.mistake("You took the wrong word off: `minus` is subtracted, `one` and `plus` are added.",
                edit=("rows[one] - rows[minus] + rows[plus]", "rows[minus] - rows[one] + rows[plus]"))
analogy.mistake("That is the largest dot product; divide by the length of each row to get the cosine.",
                edit=(" / np.sqrt((rows ** 2).sum(axis=1))", ""))
analogy.wrong(edit=("rows.dot(direction) / np.sqrt((rows ** 2).sum(axis=1))", "-((rows - direction) ** 2).sum(axis=1)"))
analogy.wrong(edit=("np.sqrt((rows ** 2).sum(axis=1))", "(rows ** 2).sum(axis=1)"))
analogy.mistake(
    "You made the rows equally long before you added them, as many programs do; then all three words have the same "
    "say. Here a longer row has more: add the rows as they are, then take the cosine.",
    edit=("    direction", "    rows = rows / np.sqrt((rows ** 2).sum(axis=1, keepdims=True))\n    direction"))


@exercise("my_pairs", lesson=11, section="12. Another question: fill in the blank",
          praise="Each word with its neighbors, one by one: that is all the data that skip-gram learns from.",
          hints=("Two loops: `position` over the places of the text, and `other` over the positions near it. At the "
                 "ends of the text the window is cut off.",
                 "`range(max(0, position - window), min(len(text), position + window + 1))` are the positions of the "
                 "window. Leave out `position` itself."))
def pairs(text, window):
    """Return a list of pairs [place of a word, place of one near it]; `text` is an array of places."""
    found = []
    for position in range(len(text)):
        for other in range(max(0, position - window), min(len(text), position + window + 1)):
            if other != position:
                found.append([text[position], text[other]])
    return found


pairs.cases(lambda rng: [
    ("window 1", rng.permutation(9)[:4], 1), ("window 2", rng.permutation(20)[:6], 2),
    ("a word said twice", np.array([7, 7, 3]), 1)])
pairs.mistake("The last word on the right is missing: the end of a range is not part of it, so add 1.",
              edit=("position + window + 1", "position + window"))
pairs.mistake("You paired each position with itself; leave it out.", edit=("if other != position", "if True"))
pairs.mistake("You compared words; the same word may stand at two positions, so compare the positions.",
              edit=("if other != position", "if text[other] != text[position]"))
pairs.mistake("You looked to the right only; a word has neighbors on both sides.",
              edit=("max(0, position - window)", "position"))
pairs.mistake("These are positions; return the places of the words there, text[position] and text[other].",
              edit=("[text[position], text[other]]", "[position, other]"))
pairs.mistake("The pairs are reversed: the word in the middle comes first.",
              edit=("[text[position], text[other]]", "[text[other], text[position]]"))
pairs.mistake("A negative position counts from the end; on the left stop at position 0.",
              edit=("max(0, position - window)", "position - window"))

similar = letter(
    "similar", "my_reason", "b", {
        "a": "Longer training would sharpen its lists; it would not ask another question.",
        "c": "They do disagree, but the live picture used the cosine for both networks.",
        "d": "It occurs in more than a thousand of the long reviews."},
    lesson=11, section="13. The same words, other rows",
    praise="Meaning comes from the question that the network had to answer.",
    hints=('Think of "the acting was ___".',
           "Both words fit the gap. Which of the two networks was trained on gaps, and what was the other one asked?"))


# A row of numbers is its own transpose; sum and mean differ by a factor that all rows share.
near_words.equal("`rows[place]` is not transposed")
analogy.equal("`direction` is not transposed", "Use `sum` there", "Look at the number 1 in `1`")
