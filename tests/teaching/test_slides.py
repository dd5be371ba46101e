"""Slides in a real browser: every one is walked through, from a file, as a teacher does with the arrow key."""
import re

import nbformat
import pytest
from playwright.sync_api import expect

from teaching import bank, lessons, plans, slides
from tests.live.test_browser import LIMIT
from tests.teaching.test_variants import NOTES

ROOM = """()=>{
  const slide = Reveal.getCurrentSlide();
  return Math.max(slide.scrollHeight - slide.clientHeight, slide.scrollWidth - slide.clientWidth);
}"""
SMALL = """()=>{
  const walker = document.createTreeWalker(Reveal.getCurrentSlide(), NodeFilter.SHOW_TEXT), small = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement;
    if (node.data.trim() && box.checkVisibility() && !box.closest("script, style")
        && parseFloat(getComputedStyle(box).fontSize) < 24) small.push(node.data.trim());
  }
  return small;
}"""
EMPTY = """()=>!Reveal.getCurrentSlide().innerText.trim() && !Reveal.getCurrentSlide().querySelector("img, canvas")"""
LONG = """()=>[...Reveal.getCurrentSlide().querySelectorAll(".highlight")]
            .some(code => code.innerText.trim().split("\\n").length > 12)"""
PLACE = "()=>JSON.stringify([Reveal.getIndices().h, Reveal.getIndices().f])"
MORE = "()=>Reveal.availableFragments().next"
LIVE = "section.present .course-page"


def opened(browser, html, folder):
    """Open slides from a file in a page that notes in its `wrong` what it asks for outside and what fails."""
    path = folder / "slides.html"
    path.write_text(html, encoding="utf-8")
    page, wrong = browser.new_page(viewport={"width": 1280, "height": 720}), []
    page.set_default_timeout(LIMIT)
    page.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or wrong.append(request.url))
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.goto(path.as_uri())
    page.wait_for_function("()=>window.Reveal?.isReady()")
    return page, wrong


def walk(page):
    """Press the arrow key from the first slide to the last; return what is wrong, and how many sliders moved."""
    found, sliders = [], 0
    while True:
        number = page.evaluate("()=>Reveal.getIndices().h + 1")
        if not page.evaluate(MORE):
            sliders += move_sliders(page)
            tests = {"is too large by": ROOM, "has small text": SMALL, "is empty": EMPTY, "has long code": LONG}
            results = {words: page.evaluate(test) for words, test in tests.items()}
            found += [f"slide {number} {words} {result}" for words, result in results.items()
                      if result and (words != "is too large by" or result > 0)]
            if page.evaluate("()=>Reveal.isLastSlide()"):
                assert number == page.evaluate("()=>Reveal.getTotalSlides()")
                return found, sliders
        before = page.evaluate(PLACE)
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"before => ({PLACE})() !== before", arg=before)


def move_sliders(page):
    """Move every slider of the slide by a key; its picture must follow. Return how many there are."""
    count = 0
    for picture in page.locator(LIVE).all():
        canvas = picture.locator("canvas")
        for slider in picture.get_by_role("slider").all():
            expect(canvas).to_have_attribute("data-key", re.compile("."))
            before, last = canvas.get_attribute("data-key"), slider.evaluate("slider => slider.value === slider.max")
            slider.press("ArrowLeft" if last else "ArrowRight")
            expect(canvas).not_to_have_attribute("data-key", before)
            # Else the next arrow key would move the slider once more.
            slider.press("Escape")
            count += 1
    return count


@pytest.mark.parametrize("lesson", [lesson if lesson == "04" else pytest.param(lesson, marks=pytest.mark.nightly)
                                    for lesson in lessons.PATHS if lesson != "01"])
def test_every_slide_of_a_lesson(browser, tmp_path, lesson):
    page, wrong = opened(browser, slides.lesson(lesson), tmp_path)
    wanted = "live.explore(" in "".join(cell.source for cell in lessons.read(lesson).cells if shown(cell))
    found, sliders = walk(page)
    assert found == [] and wrong == []
    assert bool(sliders) is wanted


@pytest.mark.nightly
@pytest.mark.parametrize("lesson", plans.NOTED)
def test_every_slide_of_questions(browser, tmp_path, lesson):
    page, wrong = opened(browser, bank.deck(lesson), tmp_path)
    assert walk(page) == ([], 0) and wrong == []


def shown(cell):
    return cell.cell_type == "code" and cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "fragment")


BAD = [(["<p>" + "many words " * 400 + "</p>"], "slide 1 is too large by"), (['<p style="font-size: 20px">x</p>'],
       "slide 1 has small text ['x']"), (["<p> </p>"], "slide 1 is empty"),
       ([slides.render.code("x\n" * 13)], "slide 1 has long code")]


@pytest.mark.parametrize("parts, complaint", BAD)
def test_the_walk_sees(browser, tmp_path, parts, complaint):
    page, wrong = opened(browser, slides.deck("Bad", [parts, ["<p>good</p>"]]), tmp_path)
    found, _ = walk(page)
    assert len(found) == 1 and found[0].startswith(complaint) and wrong == []


def test_the_presenter_sees_the_notes_and_a_remote_leaves_a_slider(browser, tmp_path):
    deck = slides.deck("Notes", [
        ['<p>one</p><input type="range">', slides.aside(NOTES)], ["<p>two</p>"]])
    page, wrong = opened(browser, deck, tmp_path)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".speaker-controls-notes .value")).to_contain_text(NOTES["reply"])
    page.get_by_role("slider").press("PageDown")
    page.wait_for_function("()=>Reveal.getIndices().h === 1")
    assert page.locator("input").evaluate("slider => slider.value") == "50" and wrong == []


def test_a_demo_shows_a_live_picture_below_its_question_alone():
    def cell(source, **metadata):
        return nbformat.v4.new_markdown_cell(source, metadata=metadata)
    live = nbformat.v4.new_output("display_data", {"text/html": '<div class="course-page">moves</div>'})
    notebook = nbformat.v4.new_notebook(cells=[
        cell("# Title"), cell("## Head\n\nWhich way?", slideshow={"slide_type": "slide"}), cell("not shown"),
        nbformat.v4.new_code_cell("source", outputs=[live]), nbformat.v4.new_code_cell("1 + 1")])
    title, (question, picture) = slides.pictures_of(notebook)
    assert "Title" in title[0] and question.strip() == "<p>Which way?</p>" and "moves" in picture


def test_long_code_and_code_with_a_picture_show_what_they_give_alone():
    def cell(source, data, **metadata):
        shown = nbformat.v4.new_output("display_data", data)
        return nbformat.v4.new_code_cell(source, outputs=[shown], metadata=metadata)
    text, picture = {"text/plain": "given"}, {"image/png": "AAAA", "text/plain": "a dot"}
    assert "source" in slides.content(cell("source", text)) and "given" in slides.content(cell("source", text))
    for alone in (cell("source\n" * 13, text), cell("source", picture), cell("source", text, slide="")):
        html = slides.content(alone)
        assert "source" not in html and ("given" in html or "a dot" in html)
