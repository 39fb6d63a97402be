"""A real browser for the built site; without one these tests say loudly that they did not run."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
KINDS = {
    "home": "index.html",
    "not found": "404.html",
    "prose": "glossary/index.html",
    "site map": "sitemap/index.html",
    "list": "projects/index.html",
    "index": "years/index.html",
    "index of documents": "documents/index.html",
    "unit": "units/hongshan-work-safety/index.html",
    "unit with contact": "units/chenggong-emergency/index.html",
    "grades": "grades/index.html",
    "scheme": "schemes/national-form/index.html",
    "scheme with projects": "schemes/hongshan-2018/index.html",
    "progress": "progress/index.html",
    "accessibility": "accessibility/index.html",
    "document": "documents/2020/yanchi-emergency/self-evaluation-report/index.html",
    "project of 55 rows": (
        "projects/2020/minhang-safety-inspection/enforcement-and-inspection-equipment/index.html"
    ),
    "scored project": "projects/2018/hongshan-work-safety/work-safety-support/index.html",
    "unscored project": "projects/2020/yanchi-emergency/supervision-post-allowance/index.html",
    "targets": "projects/2021/chenggong-emergency/work-safety-coordination/index.html",
}
"""Every kind of page at least once."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        """Say nothing: the test's own report is enough."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def served() -> Callable[[Path], AbstractContextManager[str]]:
    """Return what serves a folder on loopback and yields its address."""
    return _served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return an installed Chromium."""
    path = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("NO BROWSER: install chromium and fonts-noto-cjk; the pages were NOT looked at")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens an empty page of a width in a mode of its own; all close at the end."""
    contexts = []

    def make(width: int = 1280, **changes: Any) -> Page:  # noqa: ANN401  as the browser names them
        context = browser.new_context(viewport={"width": width, "height": 800}, **changes)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def kinds() -> dict[str, str]:
    """Return a page of every kind by what it is."""
    return KINDS


@pytest.fixture(scope="session")
def every_page(site: Path) -> tuple[str, ...]:
    """Return every page of the site."""
    return tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")))
