"""Questions on lesson 07: five views of one network."""
import numpy as np

from teaching.questions import Question

LAMPS = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
WALK = np.array([1, 1, 0, 0])
UPPER = np.array([[1, -1], [-1, 1], [0, 0]])
SUMS = LAMPS[0].dot(UPPER)
HIDDEN = SUMS * (SUMS > 0)
SIZES = (5, 7, 2)
WEIGHTS = SIZES[0] * SIZES[1] + SIZES[1] * SIZES[2]
MANY = np.zeros((10, SIZES[0])).dot(np.zeros(SIZES[:2])).shape
DIFFERENCE = (np.zeros((4, 1)) - WALK).shape

QUESTIONS = [
    Question(
        section="View one: nodes and lines",
        text=f"The hidden sums are {SUMS[0]} and {SUMS[1]}. Both weights to the output are 1. What is the prediction?",
        right=f"{HIDDEN.sum()}",
        wrong={f"{SUMS.sum()}": "The second node is negative, so relu turns it into 0.",
               f"{SUMS[1]}": "A negative sum does not get through relu.",
               f"{np.abs(SUMS).sum()}": "relu turns a negative sum into 0. It does not turn its sign round."},
        why=f"After relu the nodes say {HIDDEN[0]} and {HIDDEN[1]}, and the output adds them up."),
    Question(
        section="What a network looks for",
        text="Neither left nor middle correlates with the answer. Can a network predict it from them?",
        right="Yes, from a combination of the two.",
        wrong={"No, 0 means that they tell nothing.":
                   "Each alone tells nothing. The two together decide the answer here.",
               "Yes, from the right lamp instead.": "It is always on, so it tells nothing at all.",
               "No, only with more examples.": "These four rows are all cases that there are."},
        why="Correlation looks at one column at a time. A hidden node makes a new column out of two."),
    Question(
        section="View two: boxes with shapes",
        text=f"Sizes {SIZES[0]}, {SIZES[1]} and {SIZES[2]}. How many weights does the network have?",
        right=f"{WEIGHTS}",
        wrong={f"{SIZES[0] * SIZES[1] * SIZES[2]}": "The two matrices are added up, not multiplied.",
               f"{sum(SIZES)}": "That is the number of nodes. Weights are on the lines.",
               f"{SIZES[0] * SIZES[1]}": "The second matrix is missing."},
        why=f"({SIZES[0]}, {SIZES[1]}) and ({SIZES[1]}, {SIZES[2]}): {SIZES[0] * SIZES[1]} + {SIZES[1] * SIZES[2]}."),
    Question(
        section="View two: boxes with shapes",
        text=f"The same network, sizes {SIZES[0]}, {SIZES[1]} and {SIZES[2]}, gets 10 examples at once. "
             "What is the shape of layer_1?",
        right=f"{MANY}",
        wrong={f"({SIZES[0]}, {SIZES[1]})": "That is weights_0_1. A layer has a row for each example.",
               f"({SIZES[1]}, 10)": "Turned round: rows are examples, columns are nodes.",
               f"(1, {SIZES[1]})": "That is one example. Ten examples make ten rows."},
        why="(10, 5) dot (5, 7): the inner numbers vanish, the number of examples stays."),
    Question(
        section="View four: one formula",
        text="Which formula is a four-layer network with relu in both hidden layers?",
        right="l_3 = relu(relu(l_0 W_0) W_1) W_2",
        wrong={"l_3 = relu(relu(l_0 W_0 W_1) W_2)":
                   "Here W_0 and W_1 are joined without a relu, and the last layer has one.",
               "l_3 = W_2 relu(W_1 relu(W_0 l_0))": "In this course a matrix stands on the right of what it takes in.",
               "l_3 = relu(l_0 W_0) W_1 W_2": "The second hidden layer lacks its relu, so W_1 W_2 is one matrix."},
        why="l_3 = l_2 W_2, and l_2 is relu(l_1 W_1), and l_1 is relu(l_0 W_0). Put in one after the other."),
    Question(
        section="All five at once",
        text="You change the hidden layer from 2 nodes to 200. Which views stay as they are?",
        right="Letters, formula and Python",
        wrong={"All five of them": "There are more nodes and lines, and the boxes get other shapes.",
               "Boxes and formula": "The boxes show shapes, and those change.",
               "Nodes and lines only": "Those change most: nobody can draw 200 nodes."},
        why="They name layers and matrices, not sizes. So they cannot warn you of a wrong size either."),
    Question(
        section="Break it: joins that fail",
        text="NumPy says: shapes (1,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0). What is wrong?",
        right="The left one has 3 columns, the right one 2 rows.",
        wrong={"The left one has 1 row, the right one has 2 rows.":
                   "The outer numbers need not be equal. The inner ones must.",
               "Both have 3 columns, and that is not allowed.": "It is allowed, if the inner numbers meet.",
               "The left one is a table and must be a bare list.": "A table is fine. The inner numbers differ."},
        why="In (1, 3) dot (2, 3) the inner numbers are 3 and 2. Most likely a .T is one too many."),
    Question(
        section="Break it: joins that fail",
        text="Predictions of shape (4, 1) minus targets of shape (4,): what happens?",
        right=f"It gives the shape {DIFFERENCE}.",
        wrong={"It gives the shape (4, 1).": "NumPy reads (4,) as one row of four, and not as a column.",
               "It raises an error.": "It runs, and that is the trouble: nothing warns you.",
               "It gives the shape (4,).": "The table is not flattened: NumPy stretches both to a full table."},
        why="Every target is subtracted from every prediction. targets[:, None] makes them a column."),
]
