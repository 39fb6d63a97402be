"""The built site in a real browser: nothing leaves the host, nothing overflows, nothing breaks."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Request, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "404.html",
    "about/index.html",
    "glossary/index.html",
    "sitemap/index.html",
    "projects/index.html",
    "years/index.html",
    "years/2020/index.html",
    "units/index.html",
    "units/hongshan-work-safety/index.html",
    "grades/index.html",
    "grades/minhang-2020/1/index.html",
    "kinds/index.html",
    "kinds/targets/index.html",
    "schemes/index.html",
    "schemes/national-form/index.html",
    "documents/index.html",
    "documents/2020/yanchi-emergency/self-evaluation-report/index.html",
    "projects/2018/hongshan-work-safety/work-safety-support/index.html",
    "projects/2020/minhang-safety-inspection/enforcement-and-inspection-equipment/index.html",
    "projects/2020/yanchi-emergency/supervision-post-allowance/index.html",
    "projects/2021/chenggong-emergency/work-safety-coordination/index.html",
)
"""Every page kind at least once."""
WIDTHS = (320, 375, 1280)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        """Say nothing: the test's own report is enough."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on loopback and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return an installed Chromium; without one these tests say loudly that they did not run."""
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        pytest.skip("NO BROWSER: install chromium and fonts-noto-cjk; the pages were NOT looked at")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


def faults_of(browser: Browser, base: str, width: int) -> dict[str, list[str]]:
    """Return everything that goes wrong while a reader opens page after page below `base`."""
    host = base.split("/")[2]
    page = browser.new_page(viewport={"width": width, "height": 800})
    faults: list[str] = []
    page.on("console", lambda said: faults.append(f"console {said.type}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("requestfailed", lambda request: _note_failed(request, faults))
    page.on("request", lambda request: _note_foreign(request.url, host, faults))
    found = {}
    for path in PAGES:
        faults.clear()
        page.goto(f"{base}/{path}")
        overflow = page.evaluate(OVERFLOW)
        styled = page.evaluate(SKIP_LINK_POSITION)
        extra = [f"overflows by {overflow} px"] if overflow > 0 else []
        extra += ["no style"] if styled != "absolute" else []
        if faults or extra:
            found[path] = [*faults, *extra]
    page.close()
    return found


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SKIP_LINK_POSITION = "getComputedStyle(document.querySelector('.skip-link')).position"


def _note_failed(request: Request, faults: list[str]) -> None:
    """Note a request that failed; one that the reader left behind by going on has not."""
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"failed: {request.url}")


def _note_foreign(address: str, host: str, faults: list[str]) -> None:
    if address.split("/")[2] != host:
        faults.append(f"left the host: {address}")


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_sound_below_a_sub_path(browser: Browser, site: Path, width: int) -> None:
    """No page leaves the host, complains or overflows at any width, served below a sub-path."""
    with served(site.parent) as address:
        assert faults_of(browser, f"{address}/{site.name}", width) == {}


def test_pages_are_sound_from_a_folder(browser: Browser, site: Path) -> None:
    """Opened by double-click every page has its style and no fault."""
    assert faults_of(browser, f"file://{site}", 375) == {}


def test_skip_link_leads_to_the_content(browser: Browser, site: Path) -> None:
    """The first stop of the keyboard is the skip link, which is visible there and leads to main."""
    page = browser.new_page()
    page.goto(f"file://{site}/index.html")
    page.keyboard.press("Tab")
    box = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert box >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
