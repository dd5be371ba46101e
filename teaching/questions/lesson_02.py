"""Questions on lesson 02: how machines learn."""
from teaching.questions import Question

MONDAY, TUESDAY, FACTOR, CLICK = 2.00, 1.60, 1.00, 0.05
KNOBS, GAME = (0.08, 0.11, 0.20), (9.9, 0.8, 0.5)
SAID = sum(knob * value for knob, value in zip(KNOBS, GAME, strict=True))
POINT, CENTERS = (6, 3), ((2, 8), (7, 7), (6, 2))
SQUARES = [(POINT[0] - x) ** 2 + (POINT[1] - y) ** 2 for x, y in CENTERS]
NEAREST = SQUARES.index(min(SQUARES))
ON, WALKED = (1, 0, 1, 1, 1, 1), (1, 1, 0, 1, 0, 1)
SEEN = sum(ON)
WALKS = sum(walk for lamp, walk in zip(ON, WALKED, strict=True) if lamp)

QUESTIONS = [
    Question(
        section="Rules, or examples?",
        text="What makes a program a learning machine?",
        right="Its rule comes out of examples.",
        wrong={"It does something clever.": "A typed rule can be clever, too. Then only its author has learned.",
               "It has several layers of knobs.": "That is deep learning, a part of machine learning.",
               "It works without any human help.": "Somebody chooses the examples, and often gives the right answers."},
        why="A typed rule knows what its author knew. A learned one is found in examples."),
    Question(
        section="Supervised learning: one data set becomes another",
        text=f"The knob is at {FACTOR:.2f}, Monday's price is {MONDAY:.2f}, Tuesday's was {TUESDAY:.2f}. "
             f"A click is {CLICK}. Where is the knob after this example?",
        right=f"{FACTOR - CLICK:.2f}",
        wrong={f"{FACTOR + CLICK:.2f}": "The prediction is too high. Up would make it higher.",
               f"{TUESDAY / MONDAY:.2f}": "That is where it ends. One example moves it by one click.",
               f"{FACTOR:.2f}": "It stays only where the prediction is right."},
        why=f"The prediction is {MONDAY * FACTOR:.2f}, too high, so the knob goes one click down."),
    Question(
        section="Supervised learning: one data set becomes another",
        text="No factor hits all five tomato prices. What does the machine look for instead?",
        right="The factor with the smallest sum of misses.",
        wrong={"The factor that hits most of the five prices.":
                   "A factor that hits none can be the best, if all misses are small.",
               "A factor for each of the five weeks.": "Then it would know nothing about the sixth week.",
               "The mean of the five Tuesday prices.": "That would say the same for every Monday price."},
        why="A miss is the distance from prediction to target. A knob should make all of them together small."),
    Question(
        section="Parametric: a fixed number of knobs",
        text=f"Toes {GAME[0]}, record {GAME[1]}, fans {GAME[2]}; knobs {KNOBS[0]}, {KNOBS[1]} and {KNOBS[2]}. "
             "What win probability does the machine say?",
        right=f"{SAID:.2f}",
        wrong={f"{sum(KNOBS) * sum(GAME):.2f}": "Each input meets its own knob only. Multiply first, then add up.",
               f"{sum(GAME):.2f}": "The knobs are missing: an input counts as much as its knob says.",
               f"{KNOBS[0] * GAME[0]:.2f}": "That is the share of the toes alone."},
        why=f"{' + '.join(f'{value} * {knob}' for knob, value in zip(KNOBS, GAME, strict=True))} = {SAID:.2f}"),
    Question(
        section="Parametric: a fixed number of knobs",
        text="A machine has learned from three games, all of them won, and misses by little. What about a lost game?",
        right="It will most likely say \"won\".",
        wrong={"It will notice that this game is different.": "It has never seen what a loss looks like.",
               "It will miss by as little as on the three.":
                   "A small miss on known examples promises nothing about others.",
               "It will refuse, for lack of examples.": "Knobs answer everything, sense or nonsense."},
        why="From wins alone nobody can learn what a loss looks like. Five of five seeds said \"won\"."),
    Question(
        section="Unsupervised learning: no right answers at all",
        text=f"The centers 0, 1 and 2 are at {CENTERS[0]}, {CENTERS[1]} and {CENTERS[2]}. "
             f"Which group does a customer at {POINT} join?",
        right=f"Group {NEAREST}",
        wrong={f"Group {(NEAREST + 1) % 3}": f"The squared distances are {SQUARES[0]}, {SQUARES[1]} and {SQUARES[2]}.",
               f"Group {(NEAREST + 2) % 3}": "That center is not the nearest one.",
               "A new group of its own": "k-means has k groups, and every customer joins one of them."},
        why=f"The squared distances are {SQUARES[0]}, {SQUARES[1]} and {SQUARES[2]}; the smallest one decides."),
    Question(
        section="Nonparametric: counting",
        text=f"A lamp over six looks: {', '.join('on' if lamp else 'off' for lamp in ON)}. "
             f"People: {', '.join('walk' if walk else 'stop' for walk in WALKED)}. What share does the table hold?",
        right=f"{WALKS} of {SEEN}",
        wrong={f"{WALKS} of {len(ON)}": "Only looks with the lamp on are counted.",
               f"{sum(WALKED)} of {len(ON)}": "That is the share of walks in all looks.",
               f"{SEEN} of {len(ON)}": "That is how often the lamp was on."},
        why=f"The lamp was on in {SEEN} looks, and in {WALKS} of them people walked."),
    Question(
        section="Two questions, four corners",
        text="k-means with three centers, two numbers each. Which corner is it?",
        right="Unsupervised, parametric",
        wrong={"Supervised, parametric": "Nobody says which group is right.",
               "Unsupervised, nonparametric":
                   "Six numbers, however many customers come: their count is fixed beforehand.",
               "Supervised, nonparametric": "There are no right answers, and the number of centers is fixed."},
        why="There are no targets, and the knobs are the three centers, however many examples come."),
]
