"""The questions as a page, as slides and for Moodle."""
import xml.etree.ElementTree as ET

import pytest

from teaching import bank, lessons, plans, render


@pytest.mark.parametrize("lesson", plans.NOTED)
def test_moodle_gets_every_question_with_one_right_answer(lesson):
    category, *items = ET.fromstring(bank.moodle(lesson)).findall("question")
    assert category.findtext("category/text").startswith("$course$/")
    assert len({item.findtext("name/text") for item in items}) == 8
    for item, (question, _) in zip(items, bank.asked(lesson), strict=True):
        answers = {answer.findtext("text"): (answer.get("fraction"), answer.findtext("feedback/text"))
                   for answer in item.findall("answer")}
        assert item.findtext("questiontext/text") == render.markdown(question.text)
        assert answers == {render.markdown(question.right): ("100", render.markdown(question.why)), **{
            render.markdown(answer): ("0", render.markdown(why)) for answer, why in question.wrong.items()}}


@pytest.mark.parametrize("lesson", plans.NOTED)
def test_page_and_slides_hold_every_question(lesson):
    page, deck = bank.page(lesson), bank.deck(lesson)
    for question, _ in bank.asked(lesson):
        for text in (question.text, question.right, question.why, *question.wrong, *question.wrong.values()):
            assert render.markdown(text).removeprefix("<p>").removesuffix("</p>\n") in page
        assert render.markdown(question.text) in deck
    assert "http" not in page


def test_the_right_answer_has_no_place_of_its_own():
    places = [answers.index(question.right) for lesson in plans.NOTED for question, answers in bank.asked(lesson)]
    assert all(places.count(place) > len(places) / 8 for place in range(4))
    assert bank.asked("04") == bank.asked("04") and lessons.title_of(lessons.read("04")) in bank.page("04")
