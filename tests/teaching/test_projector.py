"""The lesson on a projector, in a real browser."""
import secrets

import pytest
from playwright.sync_api import expect

from teaching import projector
from tests.live.test_browser import IDLE, LIMIT, address_of

PLACES = {"JUPYTER_CONFIG_DIR": "c", "JUPYTER_DATA_DIR": "d", "JUPYTER_RUNTIME_DIR": "r", "IPYTHONDIR": "i"}


@pytest.fixture
def page(browser, tmp_path, monkeypatch):
    """Open what the server opens, in a browser as large as a projector."""
    for variable, place in PLACES.items():
        monkeypatch.setenv(variable, str(tmp_path / place))
    token = secrets.token_hex(16)
    server = projector.teach("04", ["--no-browser", "--allow-root", "--ServerApp.port=0", "--ServerApp.ip=127.0.0.1",
                                    f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"],
                             tmp_path)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(LIMIT)
        page.goto(f"{address_of(server, tmp_path, token)}/?token={token}")
        page.wait_for_function(IDLE)
        yield page
    finally:
        server.terminate()
        server.wait(LIMIT / 1000)


@pytest.mark.nightly
def test_a_lesson_opens_alone_and_large_at_its_first_cell(page):
    assert "/doc/tree/notebooks/04_" in page.url
    expect(page.locator(".jp-Cell").first).to_be_in_viewport()
    expect(page.locator("#jp-left-stack, #jp-right-stack").filter(visible=True)).to_have_count(0)
    for text in (".jp-RenderedMarkdown p", ".cm-content"):
        size = page.locator(text).first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
        assert size >= 20
