"""The questions for the hall: as a page to print, as slides, and for Moodle."""
import html
import importlib
import random
import xml.etree.ElementTree as ET

from teaching import lessons, render, slides

PAGE_CSS = """body { font: 18px/1.4 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
article { break-inside: avoid; } ol { list-style: upper-alpha; } code { font-size: 0.9em; }"""


def asked(lesson):
    """Return the questions of a `lesson`, each with its four answers in the order in which they are shown."""
    questions = importlib.import_module(f"teaching.questions.lesson_{lesson}").QUESTIONS
    rng = random.Random(lesson)
    return [(question, rng.sample([question.right, *question.wrong], 4)) for question in questions]


def choice(texts):
    """Return the four `texts` as a list in HTML, with the letters A to D."""
    return f'<ol type="A">{"".join(f"<li>{render.markdown(text)}</li>" for text in texts)}</ol>'


def solution(question, answers):
    """Return the right one of the `answers` to a `question`, and why each other one is wrong, as HTML."""
    return choice([question.wrong.get(answer, f"Right. {question.why}") for answer in answers])


def page(lesson):
    """Return the questions of a `lesson` as a page of HTML, with the answers folded."""
    title = html.escape(f"Questions on {lessons.title_of(lessons.read(lesson))}")
    parts = [f"<article><h2>{number}</h2>{render.markdown(question.text)}{choice(answers)}"
             f"<details><summary>Answers</summary>{solution(question, answers)}</details></article>"
             for number, (question, answers) in enumerate(asked(lesson), 1)]
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{PAGE_CSS}</style></head>\n<body><h1>{title}</h1>\n" + "\n".join(parts) + "\n</body></html>\n")


def deck(lesson):
    """Return the questions of a `lesson` as slides: first the four answers, then the right one and why."""
    title = f"Questions on {lessons.title_of(lessons.read(lesson))}"
    made = [[render.markdown(f"# {title}")]]
    for question, answers in asked(lesson):
        letter = "ABCD"[answers.index(question.right)]
        right = render.markdown(f"**{letter}.** {question.why}")
        notes = f'<aside class="notes">{solution(question, answers)}</aside>'
        made.append([render.markdown(question.text), choice(answers), f'<div class="fragment">{right}</div>', notes])
    return slides.deck(title, made)


def moodle(lesson):
    """Return the questions of a `lesson` as Moodle reads them: XML, multiple choice, with a word on each answer."""
    quiz, title = ET.Element("quiz"), lessons.title_of(lessons.read(lesson))
    add_texts(ET.SubElement(quiz, "question", type="category"), {"category": f"$course$/One Weight at a Time/{title}"})
    for number, (question, answers) in enumerate(asked(lesson), 1):
        item = ET.SubElement(quiz, "question", type="multichoice")
        add_texts(item, {"name": f"{lesson}.{number}"})
        add_texts(item, {"questiontext": question.text, "generalfeedback": question.why}, "html")
        for name, value in {"defaultgrade": 1, "single": "true", "shuffleanswers": "true"}.items():
            ET.SubElement(item, name).text = str(value)
        for answer in answers:
            one = ET.SubElement(item, "answer", fraction="100" if answer == question.right else "0", format="html")
            ET.SubElement(one, "text").text = render.markdown(answer)
            add_texts(one, {"feedback": question.wrong.get(answer, question.why)}, "html")
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def add_texts(parent, words, form=None):
    """Give the element `parent` a child for each name in `words`, with its text in Moodle's way."""
    for name, text in words.items():
        child = ET.SubElement(parent, name, {"format": form} if form else {})
        ET.SubElement(child, "text").text = render.markdown(text) if form else text
