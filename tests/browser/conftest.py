"""A real browser for the built site; without one these tests say loudly that they did not run."""

from __future__ import annotations

import re
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Page, Request

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
CLASS = re.compile(r'\sclass="([^"]*)"')
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI);
});
"""


def _group_of(path: str) -> str:
    """Return what kind of page lies at `path`; the projects of every document are a kind."""
    top, *rest = path.split("/")[:-1] or [path]
    if top == "projects" and rest:
        return "/".join([top, *rest[:2]])
    return f"{top}/*" if rest else top


def _marks_of(text: str) -> frozenset[str]:
    """Return every element and class that a page is made of."""
    classes = {name for names in CLASS.findall(text) for name in names.split()}
    return frozenset(classes | {f"<{name}>" for name in ELEMENT.findall(text)})


def _choose(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the longest page of every kind, and a page for every mark that these lack."""
    longest = sorted(texts, key=lambda path: len(texts[path]))
    of_groups = {_group_of(path): path for path in longest}
    marks = {path: _marks_of(text) for path, text in texts.items()}
    chosen = {marks[path]: path for path in of_groups.values()}
    seen = frozenset[str]().union(*chosen)
    for path in reversed(longest):
        if marks[path] - seen:
            chosen[marks[path]] = path
            seen |= marks[path]
    return tuple(sorted(chosen.values()))


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


@pytest.fixture(params=["folder", "sub-path"])
def base(
    request: pytest.FixtureRequest,
    site: Path,
    served: Callable[[Path], AbstractContextManager[str]],
    tmp_path: Path,
) -> Iterator[str]:
    """Return where the site begins: in a folder, and below a sub-path of a server."""
    if request.param == "folder":
        yield site.as_uri()
        return
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").symlink_to(site)
    with served(tmp_path) as address:
        yield f"{address}/a/b"


def watched(page: Page) -> list[str]:
    """Return the list in which everything will be noted that goes wrong on the pages opened."""
    faults: list[str] = []
    page.add_init_script(REPORT_VIOLATIONS)
    page.on("console", lambda said: faults.append(f"console {said.type}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("requestfailed", lambda request: _note_failed(request, faults))
    return faults


def _note_failed(request: Request, faults: list[str]) -> None:
    """Note a request that failed; one that the reader left behind by going on has not."""
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"failed: {request.url}")


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
def every_page(site: Path) -> tuple[str, ...]:
    """Return every page of the site."""
    return tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")))


@pytest.fixture(scope="session")
def kinds(site: Path, every_page: tuple[str, ...]) -> tuple[str, ...]:
    """Return pages that together show every kind of page, every component and every part of one."""
    return _choose({path: (site / path).read_text("utf-8") for path in every_page})
