"""The lessons in a real browser: every cell runs, every slider moves its picture, nothing goes outside.

Needs Chromium or Chrome. Where neither is found these tests are skipped with one line; in continuous integration
(the variable CI is set) that is a failure.
"""
import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import notebooks

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
expect.set_options(timeout=20_000)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
WIDGET = "()=>window.jupyterapp?.shell?.currentWidget"
IDLE = f"({WIDGET})()?.sessionContext?.session?.kernel?.status==='idle'"
ALL_RUN = f"""()=>{IDLE} && [...({WIDGET})().content.model.cells]
              .every(cell => cell.type !== 'code' || cell.executionCount !== null)"""
LIVE_OUTPUT = ".jp-OutputArea-output:has(img.live-picture):not(:has(.fa-play)):not(:has(canvas))"
TRAINER_OUTPUT = ".jp-OutputArea-output:has(img.live-picture):has(.fa-play)"
DRAWING_OUTPUT = ".jp-OutputArea-output:has(img.live-picture):has(canvas.drawing-field)"


def notebooks_with(words):
    return [path.name for path in notebooks.PATHS
            if any(words in cell.source for cell in notebooks.code_cells(notebooks.load(path.name)))]


TRAINERS = notebooks_with("live.trainer(")
DRAWINGS = notebooks_with("live.drawing(")
LIVE = sorted({*notebooks_with("live.explore("), *TRAINERS})


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab with settings of its own; give the address and the token."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and in continuous integration the browser tests must run.")
        pytest.skip("no Chromium or Chrome on this machine: the browser tests did not run")
    home = tmp_path_factory.mktemp("jupyter")
    quiet = home / "s" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    (quiet / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false"}))
    places = {"CONFIG_DIR": "c", "DATA_DIR": "d", "RUNTIME_DIR": "r"}
    env = dict(os.environ, JUPYTER_PREFER_ENV_PATH="1", IPYTHONDIR=str(home / "i"),
               JUPYTERLAB_SETTINGS_DIR=str(home / "s"), JUPYTERLAB_WORKSPACES_DIR=str(home / "w"),
               **{f"JUPYTER_{name}": str(home / place) for name, place in places.items()})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    with open(home / "log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
             f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
             f"--ServerApp.root_dir={notebooks.ROOT}", "--LabApp.extension_manager=readonly",
             "--LabApp.expose_app_in_browser=True"], env=env, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=2)
            break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}", token
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@contextlib.contextmanager
def opened(lab, browser, notebook):
    """Open a notebook and run all its cells; at the end assert that nothing went wrong or outside."""
    address, token = lab
    outside, wrong = [], []
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"),
               lambda route: (outside.append(route.request.url), route.abort()))
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.goto(f"{address}/lab/tree/notebooks/{notebook}?token={token}&reset")
    page.wait_for_function(f"()=>{IDLE}", timeout=60_000)
    page.evaluate("()=>window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(ALL_RUN, timeout=300_000)
    # Else JupyterLab takes cells that are out of sight off the page, and their sliders with them.
    page.evaluate(f"()=>{{const {{content}} = ({WIDGET})(); "
                  "content.notebookConfig = {...content.notebookConfig, windowingMode: 'none'}}")
    page.wait_for_timeout(500)
    try:
        yield page
        assert not page.locator(".jp-OutputArea [data-mime-type='application/vnd.jupyter.stderr']").count()
        assert not page.locator(".jupyter-widgets-error-widget").count()
        assert not outside
        assert not wrong
    finally:
        # The notebook on the disk must stay as it is, so nothing is saved, and the kernel goes.
        page.evaluate(f"()=>({WIDGET})().sessionContext.shutdown()")
        page.context.close()


@pytest.mark.parametrize("notebook", LIVE)
def test_every_control_moves_its_picture(lab, browser, notebook):
    before = (notebooks.ROOT / "notebooks" / notebook).read_bytes()
    wanted = sum("live.explore(" in cell.source for cell in notebooks.code_cells(notebooks.load(notebook)))
    with opened(lab, browser, notebook) as page:
        areas = page.locator(LIVE_OUTPUT)
        expect(areas).to_have_count(wanted)
        for k in range(wanted):
            check_live_picture(areas.nth(k))
        for trainer in page.locator(TRAINER_OUTPUT).all():
            check_training(trainer)
    assert (notebooks.ROOT / "notebooks" / notebook).read_bytes() == before


def check_live_picture(area):
    """Move, tick, press and type into every control by keyboard; the picture must follow and keep its words."""
    picture = area.locator("img.live-picture")
    assert len(picture.get_attribute("alt")) > 20
    assert picture.evaluate(WIDTH) > 300
    sliders, boxes = area.get_by_role("slider"), area.locator("input[type=checkbox]")
    typed = area.locator(".course-words input, .course-words textarea")
    assert sliders.count() + boxes.count() + typed.count() > 0
    for i in range(sliders.count()):
        slider = sliders.nth(i)
        low = float(slider.get_attribute("aria-valuenow")) >= float(slider.get_attribute("aria-valuemax"))
        move(picture, lambda slider=slider, low=low: slider.press("ArrowLeft" if low else "ArrowRight"))
    for i in range(boxes.count()):
        move(picture, lambda box=boxes.nth(i): box.press("Space"))  # noqa: B008
    for group in area.locator(".widget-toggle-buttons").all():
        move(picture, lambda group=group: group.locator("button:not(.mod-active)").first.press("Enter"))
    for box in typed.all():
        move(picture, lambda box=box: (box.fill("wonderful"), box.press("Enter"), box.blur()))
    assert not area.locator("b").count(), area.locator("b").first.inner_text()


# Of a copy, since while a training runs the next picture may come in the middle of the decoding of this one.
WIDTH = """async img => {
  const copy = new Image();
  copy.src = img.src;
  await copy.decode();
  return copy.naturalWidth;
}"""


def move(picture, act):
    source = picture.get_attribute("src")
    act()
    assert changes(picture, source), "the picture stays as it was"
    assert picture.evaluate(WIDTH) > 300


def changes(picture, source):
    """Wait for a new picture, about 20 s at most; the addresses hold whole pictures, so they stay out of messages."""
    for _ in range(400):
        if picture.get_attribute("src") != source:
            return True
        picture.page.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("notebook", DRAWINGS)
def test_draw_a_digit(lab, browser, notebook):
    """Draw with the mouse and with a finger, and choose by keyboard: each time the answers follow."""
    with opened(lab, browser, notebook) as page:
        area = page.locator(DRAWING_OUTPUT)
        picture, field, slider = area.locator("img.live-picture"), area.locator("canvas"), area.get_by_role("slider")
        clear = area.get_by_role("button", name="Clear")
        move(picture, lambda: slider.press("ArrowRight"))
        stored = ink(field)
        clear.click()
        expect(area.locator("b")).to_contain_text("empty")
        assert stored > 500 and ink(field) == 0
        move(picture, lambda: drag(page, field, [(0.5, 0.2), (0.48, 0.8)]))
        expect(area.locator("b")).to_have_count(0)
        expect(area).to_contain_text("your own")
        page.wait_for_timeout(500)
        words, one_stroke = picture.get_attribute("alt"), ink(field)
        move(picture, lambda: drag(page, field, [(0.2, 0.2), (0.8, 0.2), (0.8, 0.8)]))
        page.wait_for_timeout(500)
        assert picture.get_attribute("alt") != words and ink(field) > one_stroke > 500
        for _ in range(4):
            page.keyboard.press("Tab")
        assert not page.evaluate("()=>document.activeElement.matches('canvas')"), "the field must not hold the keys"
        move(picture, lambda: slider.press("ArrowLeft"))
        expect(area).not_to_contain_text("your own")
        clear.click()
        move(picture, lambda: field.evaluate(FINGER))
        assert ink(field) > 500


def drag(page, field, places):
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    across = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*across[0])
    page.mouse.down()
    for place in across[1:]:
        page.mouse.move(*place, steps=20)
    page.mouse.up()


def ink(field):
    """Return how many pixels of the field are inked."""
    return field.evaluate("""field => field.getContext('2d').getImageData(0, 0, field.width, field.height).data
                             .filter((value, i) => i % 4 === 3 && value > 127).length""")


FINGER = """field => {
  field.setPointerCapture = () => {};  // an invented finger cannot be captured
  const box = field.getBoundingClientRect();
  const touch = (kind, x, y) => field.dispatchEvent(new PointerEvent(kind, {
      pointerType: 'touch', pointerId: 7, isPrimary: true, bubbles: true,
      clientX: box.left + x * box.width, clientY: box.top + y * box.height}));
  touch('pointerdown', 0.3, 0.3);
  touch('pointermove', 0.6, 0.5);
  touch('pointermove', 0.3, 0.8);
  touch('pointerup', 0.3, 0.8);
}"""


BAD = {"nan": "finite", "abc": "must be a number", "1e9": "between", "-1": "between", "0": "between"}


def test_bad_numbers_get_a_sentence(lab, browser):
    with opened(lab, browser, "04_gradient_descent.ipynb") as page:
        area = page.locator(LIVE_OUTPUT).filter(has_text="start weight")
        picture, box = area.locator("img.live-picture"), area.locator("input[type=text]").first
        source = picture.get_attribute("src")
        for typed, words in BAD.items():
            box.fill(typed)
            box.press("Enter")
            expect(area.locator("b")).to_contain_text(words)
            same = picture.get_attribute("src") == source
            assert same, typed
        box.fill("0.7")
        box.press("Enter")
        expect(area.locator("b")).to_have_count(0)
        assert changes(picture, source)


TIMER = """async ([slider, key]) => {
  const area = slider.closest('.jp-OutputArea-output'), img = area.querySelector('img.live-picture');
  const begin = performance.now();
  const done = new Promise(resolve => img.addEventListener('load', () => resolve(performance.now()), {once: true}));
  slider.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  return await done - begin;
}"""


def check_training(area):
    """Train and stop twice; then train, and train again at once: one training is left, and it can be stopped."""
    picture, train, stop = area.locator("img.live-picture"), *map(button(area), ("Train", "Stop"))
    for _ in range(2):
        move(picture, train.click)
        move(picture, lambda: None)
        stop.click()
        expect(area).to_contain_text("Stopped after")
    train.click()
    move(picture, train.click)
    stop.click()
    expect(area).to_contain_text("Stopped after")


def button(area):
    return lambda name: area.get_by_role("button", name=name)


STOP = """async area => {
  const [train, stop] = ['Train', 'Stop'].map(
      word => [...area.querySelectorAll('button')].find(button => button.textContent.includes(word)));
  train.click();
  await new Promise(resolve => setTimeout(resolve, 600));
  const begin = performance.now(), done = new Promise(resolve => new MutationObserver(() =>
      area.innerText.includes('Stopped after') && resolve(performance.now())).observe(
          area, {subtree: true, childList: true, characterData: true}));
  stop.click();
  return await done - begin;
}"""


@pytest.mark.nightly
@pytest.mark.parametrize("notebook", TRAINERS)
def test_speed_of_stop(lab, browser, notebook):
    """Print the median of 20, from the click on Stop to the words that say so."""
    with opened(lab, browser, notebook) as page:
        area = page.locator(TRAINER_OUTPUT).element_handle()
        times = []
        for _ in range(20):
            times.append(page.evaluate(STOP, area))
        print(f"\n{notebook}: Stop to stopped: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms")
        assert statistics.median(times) < 1000, "more than a second is broken, not slow"


@pytest.mark.nightly
def test_speed_of_a_move(lab, browser):
    """Print the median of 50 moves, from the key to the picture loaded; the README quotes it."""
    with opened(lab, browser, "04_gradient_descent.ipynb") as page:
        area = page.locator(LIVE_OUTPUT).filter(has_text="start weight")
        slider = area.get_by_role("slider").first.element_handle()
        area.scroll_into_view_if_needed()
        times = []
        for k in range(55):
            times.append(page.evaluate(TIMER, [slider, "ArrowRight" if k % 20 < 10 else "ArrowLeft"]))
            page.wait_for_timeout(60)
        print(f"\nkey to new picture: median {statistics.median(times[5:]):.0f} ms, "
              f"worst of 50 {max(times[5:]):.0f} ms")
        assert statistics.median(times[5:]) < 1000, "more than a second is broken, not slow"
