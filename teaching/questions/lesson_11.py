"""Questions on lesson 11: word embeddings."""
import numpy as np

from teaching.questions import Question

VOCABULARY = {"cat": 0, "the": 1, "dog": 2, "sat": 3}
SENTENCE = "the dog sat on the dog".split()
BAG = [int(word in SENTENCE) for word in VOCABULARY]
COUNTS = [SENTENCE.count(word) for word in VOCABULARY]
ROWS = np.array([[0.4, 0.7], [0.3, 0.1], [0.2, 0.3], [0.5, 0.6]])
ONE, OTHER = np.array([3.0, 4.0]), np.array([6.0, 8.0])
LENGTHS = [np.sqrt(row.dot(row)) for row in (ONE, OTHER)]
CANDIDATES = 6
FIRST = 1 / (1 + np.exp(-np.zeros(CANDIDATES).sum()))
TEXT, BLANK, WINDOW = "a cat ate the fish and left".split(), 3, 2
CONTEXT = TEXT[BLANK - WINDOW:BLANK] + TEXT[BLANK + 1:BLANK + WINDOW + 1]


def written(numbers):
    """Return numbers as a text, separated by blanks."""
    return " ".join(f"{number:g}" for number in numbers)


QUESTIONS = [
    Question(
        section="By hand: a sentence as a row of 0s and 1s",
        text=f"Places: {', '.join(f'{word} {place}' for word, place in VOCABULARY.items())}. "
             f"What is the bag of \"{' '.join(SENTENCE)}\"?",
        right=written(BAG),
        wrong={written(COUNTS): "A bag asks whether a word is there, not how often.",
               written([1, 1, 1, 1]): "\"cat\" is in the vocabulary, but not in the sentence.",
               written([*BAG, 1]): "\"on\" is not in the vocabulary, so it has no place."},
        why="A 1 in the place of each word that occurs, whatever its order and however often."),
    Question(
        section="An embedding is a row you look up",
        text=f"A matrix has the rows {', '.join(written(row) for row in ROWS)}. A review holds the words with the "
             f"places "
             "0 and 2. What does the embedding layer give?",
        right=written(ROWS[0] + ROWS[2]),
        wrong={written(ROWS[0] * ROWS[2]): "The rows are added, not multiplied.",
               written(ROWS[0]): "That is the first word alone.",
               written(ROWS.sum(axis=0)): "Only the rows of the words in the review count."},
        why="A row of 0s and 1s times the matrix is the sum of the rows where the 1s stand."),
    Question(
        section="The network, one step",
        text="The first review praises, and the prediction is too low. Which rows of weights_0_1 change?",
        right="Those of all its words, by the same amount.",
        wrong={"Those of its praising words.": "The network cannot know from one review which words did the praising.",
               "Those of its words, the strongest ones most.":
                   "The weight delta of a word is its input, 1, times the same blame.",
               "All rows of the vocabulary, by a small amount.": "A word that is not in the review has the input 0."},
        why="The input of each word in the bag is 1, so its weight delta is layer_1_delta, the same for all."),
    Question(
        section="What did it learn? Ask the rows",
        text="In the network of praise and blame, \"today\" is near \"excellent\". Why?",
        right="Both make praise more likely.",
        wrong={"They mean about the same.": "The network never saw a meaning. It was asked for praise or blame.",
               "They stand side by side in many texts.": "In a bag there is no side by side.",
               "Both are so rare that they hardly moved.":
                   "\"today\" is in about a thousand reviews, and it did move."},
        why="Rows are similar if the words do the same to the one output. Nothing else was asked."),
    Question(
        section="Could you have counted?",
        text="Why does the network beat a count of praising and blaming reviews for each word?",
        right="In the network the words of a review share one miss.",
        wrong={"It has a hundred hidden nodes, a count has none.":
                   "One weight a word does as well, if the words compete.",
               "It has seen the words in their order.": "It gets the same bag as the count.",
               "It has learned from more reviews than the count.": "Both learned from the same reviews."},
        why="Where the first words have made the prediction right, delta is small and the next one gets little."),
    Question(
        section="Why rows with the same job end up alike",
        text=f"One row is {written(ONE)}, another {written(OTHER)}. What is their cosine?",
        right=f"{ONE.dot(OTHER) / LENGTHS[0] / LENGTHS[1]:g}",
        wrong={f"{ONE.dot(OTHER):g}": "That is the dot product. Divide it by both lengths.",
               f"{LENGTHS[0] / LENGTHS[1]:g}": "That compares the lengths. The cosine does not care about them.",
               f"{np.sqrt(((ONE - OTHER) ** 2).sum()):g}": "That is the distance."},
        why="The second row is twice the first, so both point the same way."),
    Question(
        section="Another question: fill in the blank",
        text=f"\"{' '.join('___' if i == BLANK else word for i, word in enumerate(TEXT))}\": "
             f"what is the context of the blank, with a window of {WINDOW}?",
        right=" ".join(CONTEXT),
        wrong={" ".join(TEXT[BLANK - WINDOW:BLANK]): "The words after the blank count, too.",
               " ".join([*CONTEXT[:2], TEXT[BLANK], *CONTEXT[2:]]): "The blank itself is what must be predicted.",
               " ".join(CONTEXT[:3]): "A window of two ends two words after the blank, not one."},
        why=f"{WINDOW} words before the blank and {WINDOW} after it."),
    Question(
        section="Another question: fill in the blank",
        text=f"weights_1_2 starts with zeros. What does the network say about the first {CANDIDATES} candidates?",
        right=f"{FIRST:g} to each of them",
        wrong={"0 to each of them": "The sums are 0. Then comes the sigmoid.",
               f"{1 / CANDIDATES:.2f} to each of them":
                   "That would be a softmax. Here each candidate gets a yes or no of its own.",
               "1 to the right one, 0 to the others": "Those are the targets."},
        why=f"All sums are 0, and the sigmoid of 0 is {FIRST:g}: neither yes nor no."),
]
