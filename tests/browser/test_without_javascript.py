"""Without scripts, and on paper, everything is still there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from generator import urls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LINKS = "Array.from(document.links).map((link) => [link.href, link.innerText])"
CONTENTS = "document.querySelector('.contents')?.textContent ?? ''"
"""The list of contents, which paper has no use for."""
SHOWN = "document.querySelector('main').innerText"
BUTTONS = "[data-reading]:visible"
TOOL = ".table-tools"
TOOLS = (
    "document.querySelectorAll('.table-tools, .quotation button, .compare-picker')"
    ".forEach((e) => e.remove())"
)
"""Takes away what only a script can use, so that the rest can be compared."""


def content_of(page: Page) -> list[Any]:
    """Return what a page says and where it leads, on a phone and on a wide screen."""
    found = []
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found.append((page.evaluate(SHOWN), page.evaluate(LINKS)))
    return found


def test_text_and_links_need_no_script(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...]
) -> None:
    """Every kind of page has the same text and links without scripts; only aids are absent.

    The search and the compare page say without scripts where else to look; tests of their own do.
    """
    plain, scripted = open_page(java_script_enabled=False), open_page()
    different, buttons, tools = [], set(), set()
    for path in set(kinds) - {urls.SEARCH, urls.COMPARE}:
        plain.goto(f"file://{site}/{path}")
        scripted.goto(f"file://{site}/{path}")
        tools.add((plain.locator(TOOL).count(), scripted.locator(TOOL).count()))
        scripted.evaluate(TOOLS)
        content = content_of(scripted)
        if content_of(plain) != content or not all(text and links for text, links in content):
            different.append(path)
        buttons.add((plain.locator(BUTTONS).count(), scripted.locator(BUTTONS).count() >= 2))
    assert (different, buttons) == ([], {(0, True)})
    assert tools == {(0, 0), (0, 1)}


def test_paper_has_all_that_the_screen_has(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...]
) -> None:
    """Printed, main holds every word as often as the screen, and says what and where it is."""
    page = open_page(794)
    missing = {}
    for path in kinds:
        page.emulate_media(media="screen")
        page.goto(f"file://{site}/{path}")
        page.evaluate(TOOLS)
        screen = Counter(page.evaluate(SHOWN).split())
        page.emulate_media(media="print")
        absent = screen - Counter(page.evaluate(SHOWN).split())
        absent -= Counter(page.evaluate(CONTENTS).split())
        reference = page.locator(".print-reference").inner_text()
        if absent or path not in reference:
            missing[path] = (absent, reference)
    assert missing == {}
