"""What a first visit asks for, as Chromium asks: requests and packed bytes, page and shards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

QUIET = 500
"""Milliseconds after which nothing more is asked for."""
PATIENCE = 60_000
"""Milliseconds that a page of the largest site may take on a busy machine."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was asked for."""

    doing: str
    requests: int
    size: int
    """Bytes, every file packed."""


def chromium() -> str | None:
    """Return the installed Chromium, if any."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def visits(
    site: Path, pages: Mapping[str, str], query: str, pack: Callable[[Path], int]
) -> list[Visit]:
    """Open a page of every kind in a fresh browser; sort a list by money, and search for a query.

    `pages` are the addresses by kind; `pack` weighs a file on its way to the reader.
    """
    found = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for kind, address in pages.items():
            found.append(_visit(browser, site, address, kind, _look, pack))
        listed, searched = pages.get("list of all"), pages.get("search")
        if listed:
            found.append(_visit(browser, site, listed, "list of all, sorted", _sort, pack))
        if searched:

            def seek(page: Page) -> None:
                page.locator("#search-field").press_sequentially(query)
                page.wait_for_selector("#search-list li", timeout=PATIENCE)

            found.append(_visit(browser, site, searched, f"search for {query}", seek, pack))
        browser.close()
    return found


def _look(_: Page) -> None:
    """Do nothing but look."""


def _sort(page: Page) -> None:
    page.locator(".table-sort").nth(3).click()
    page.wait_for_selector("th[aria-sort]", timeout=PATIENCE)


def _visit(  # noqa: PLR0917  one visit and how to weigh it
    browser: Browser,
    site: Path,
    address: str,
    doing: str,
    act: Callable[[Page], None],
    pack: Callable[[Path], int],
) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path)))
    page.goto((site / address).as_uri())
    act(page)
    page.wait_for_timeout(QUIET)
    context.close()
    files = [site / path.removeprefix(f"{site}/") for path in asked]
    return Visit(doing, len(asked), sum(pack(file) for file in files))
