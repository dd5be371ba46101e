import importlib
import pkgutil
import re

import pytest

from teaching import questions
from tests import notebooks

MODULES = sorted(module.name for module in pkgutil.iter_modules(questions.__path__))


def asked(name):
    return importlib.import_module(f"teaching.questions.{name}").QUESTIONS


@pytest.mark.parametrize("name", MODULES)
def test_questions(name):
    headings = re.findall(r"^##+ (?:\d+\. )?(.*)", notebooks.prose(notebooks.load(name[-2:])), re.M)
    assert len(asked(name)) == 8 == len({question.text for question in asked(name)})
    for question in asked(name):
        assert question.section in headings
        assert len({question.right, *question.wrong}) == 4
        assert all(0 < len(text) < 300
                   for text in [question.text, question.right, question.why, *question.wrong, *question.wrong.values()])


@pytest.mark.parametrize("name", MODULES)
def test_the_right_answer_cannot_be_told_by_its_length(name):
    longest = [len(question.right) > max(map(len, question.wrong)) for question in asked(name)]
    assert sum(longest) <= 4
