"""The site as a reader meets it; `make site-test` runs this on build/site and on a JupyterLite with all of its parts.

Nothing may be asked of another host: the pages are opened from the folder, and JupyterLite from this machine.
"""
import contextlib
import functools
import http.server
import re
import threading
import time
import urllib.parse

import pytest
from playwright.sync_api import expect

from tests.live.test_browser import ALL_RUN, ERRORS, IDLE, LIMIT, LIVE_OUTPUT, WIDGET, move_slider
from website import lite

SITE = lite.ROOT / "build" / "site"
LESSONS = sorted(path.stem for path in (lite.ROOT / "notebooks").glob("*.ipynb"))
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html") if "lite" not in path.parts)
MOST = 4_000_000  # bytes of a lesson's page
PATIENCE = 20 * LIMIT  # milliseconds: a training takes thirty times as long in the browser
# As a reader does who hurries to the first live picture.
UP_TO_A_PICTURE = f"""() => {{
  const notebook = {WIDGET}.content, sources = [...notebook.model.cells].map(cell => cell.sharedModel.getSource());
  notebook.activeCellIndex = 0;
  notebook.extendContiguousSelectionTo(sources.findIndex(source => source.includes("live.explore(")));
  window.jupyterapp.commands.execute("notebook:run-cell");
}}"""
ABOVE = f"source => {{ {WIDGET}.content.model.sharedModel.insertCell(0, {{cell_type: 'code', source}}); }}"
# The key that moves a control by one, from its end back.
KEY = """it => it.type === 'checkbox' ? 'Space'
  : it.type === 'range' ? (it.value === it.max ? 'ArrowLeft' : 'ArrowRight')
  : it.selectedIndex === it.length - 1 ? 'ArrowUp' : 'ArrowDown'"""
ALIVE = "canvas => canvas.dataset.key"
CUT = """() => [...document.querySelectorAll('article *')].filter(element => {
  const right = element.getBoundingClientRect().right;
  return right > innerWidth + 1 && !element.closest('pre, .table-wrapper, math');
}).map(element => element.outerHTML.slice(0, 100))"""


@contextlib.contextmanager
def watched(browser, **context):
    """Give a page; at the end assert that it asked nothing of another host and complained of nothing."""
    page, problems = browser.new_context(**context).new_page(), []
    page.set_default_timeout(LIMIT)
    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"),
               lambda route: (problems.append(route.request.url), route.abort()))
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    page.on("pageerror", lambda mistake: problems.append(str(mistake)))
    yield page
    page.context.close()
    assert not problems


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_without_a_network(lesson, browser):
    path = SITE / "notebooks" / f"{lesson}.html"
    assert path.stat().st_size < MOST
    with watched(browser, viewport={"width": 390, "height": 800}, offline=True) as page:
        page.goto(path.as_uri())
        assert page.evaluate(CUT) == []
        pictures = page.locator("[data-alive]").all()
        assert len(pictures) == path.read_text(encoding="utf-8").count('<script type="application/json">')
        for picture in pictures:
            canvas = picture.locator("canvas.live-picture")
            for control in picture.locator("input, select").all():
                page.wait_for_function(ALIVE, arg=canvas.element_handle())
                before = canvas.get_attribute("data-key")
                control.press(control.evaluate(KEY))
                expect(canvas).not_to_have_attribute("data-key", before)
                sentence = picture.locator("p[aria-live]").first.text_content().strip()
                assert sentence in canvas.get_attribute("aria-label")


def test_the_search_finds_a_lesson_without_a_network(browser):
    with watched(browser, offline=True) as page:
        page.goto((SITE / "search.html").as_uri() + "?q=backpropagation")
        expect(page.locator("#search-results a[href*='06_backpropagation']").first).to_be_visible()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_site_leads_somewhere(page):
    for target in re.findall(r'(?:href|src)="([^"]+)"', (SITE / page).read_text(encoding="utf-8")):
        parts = urllib.parse.urlsplit(target)
        if parts.scheme or not parts.path:
            continue
        there = (SITE / page).parent / urllib.parse.unquote(parts.path)
        assert there.exists(), target


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve a JupyterLite that holds all that it needs; return its address."""
    folder = tmp_path_factory.mktemp("site")
    lite.build(folder / "lite", self_hosted=True)
    (folder / "favicon.ico").touch()  # browsers ask for it, and JupyterLite names its own too late
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def arrive(page, address, lesson):
    """Open a lesson in JupyterLite, and wait until its kernel is idle."""
    page.goto(f"{address}/lite/notebooks/index.html?path=notebooks/{lesson}.ipynb")
    page.wait_for_function(IDLE, timeout=PATIENCE)


def run(page, address, lesson, above=None):
    """Run a lesson in JupyterLite, a cell `above` it first; return the seconds since the page was asked for."""
    start = time.monotonic()
    arrive(page, address, lesson)
    if above:
        page.evaluate(ABOVE, above)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(ALL_RUN, timeout=PATIENCE)
    assert page.evaluate(ERRORS) == []
    return time.monotonic() - start


@pytest.mark.parametrize("lesson", [pytest.param(lesson, marks=() if lesson.startswith("04") else pytest.mark.nightly)
                                    for lesson in LESSONS])
def test_a_lesson_runs_in_the_browser(lesson, served, browser):
    with watched(browser, viewport={"width": 1280, "height": 1000}) as page:
        print(f"{run(page, served, lesson):.0f} s from the address to the last cell")
        sliders = page.locator(LIVE_OUTPUT).get_by_role("slider")
        if sliders.count():
            move_slider(page.locator(LIVE_OUTPUT).locator("img.live-picture").first, sliders.first)


@pytest.mark.nightly
def test_a_lesson_with_short_trainings(served, browser):
    with watched(browser, viewport={"width": 1280, "height": 1000}) as page:
        print(f"{run(page, served, '08_regularization', '%load_ext helpers.quick'):.0f} s with short trainings")


@pytest.mark.nightly
@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson[:2] in ("01", "02", "04")])
def test_the_way_to_the_first_moved_slider(lesson, served, browser):
    """Print how many seconds it takes from the address; see the README."""
    with watched(browser, viewport={"width": 1280, "height": 1000}) as page:
        start = time.monotonic()
        arrive(page, served, lesson)
        idle = time.monotonic() - start
        page.evaluate(UP_TO_A_PICTURE)
        area = page.locator(LIVE_OUTPUT).first
        move_slider(area.locator("img.live-picture"), area.get_by_role("slider").first)
        print(f"\n{lesson}: kernel idle after {idle:.0f} s, first slider moved after {time.monotonic() - start:.0f} s")
