"""The exercise of lesson 01: a first try."""
from helpers.exercises.exercise import exercise


@exercise("double", lesson=1, section="Try an exercise", praise="That is how every check in this course feels.",
          hints=("The body of the function is one line that starts with `return`.",
                 "Two times x is written `2 * x`."))
def double(x):
    """Return two times the number x."""
    return 2 * x


double.cases(lambda rng: [("a random number", rng.uniform(0.2, 2)), ("zero", 0), ("a negative number", -3)])
double.mistake("You squared it; two times x is 2 * x.", edit=("2 * x", "x ** 2"))
double.mistake("You added 2; two times x is 2 * x.", edit=("2 * x", "2 + x"))
double.mistake("You gave x back unchanged.", edit=("2 * x", "x"))
double.wrong(edit=("2 * x", "2 * abs(x)"))
double.right(lambda x: x + x)
