"""Without scripts, and on paper, everything is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LINKS = "Array.from(document.links).map((link) => link.href)"
CONTENTS = "document.querySelector('.contents')?.textContent ?? ''"
"""The list of contents, which paper has no use for."""
SHOWN = "document.querySelector('main').innerText"


@pytest.mark.parametrize("width", [375, 1280])
def test_text_and_links_need_no_script(
    open_page: Callable[..., Page], site: Path, kinds: dict[str, str], width: int
) -> None:
    """Every kind of page has the same text and links without scripts; only the aids are absent."""
    plain, scripted = open_page(width, java_script_enabled=False), open_page(width)
    for path in kinds.values():
        plain.goto(f"file://{site}/{path}")
        scripted.goto(f"file://{site}/{path}")
        assert plain.locator("main").inner_text() == scripted.locator("main").inner_text()
        assert plain.evaluate(LINKS) == scripted.evaluate(LINKS)
        assert plain.locator("[data-reading]:visible").count() == 0
        assert scripted.locator("[data-reading]:visible").count() >= 2


def test_paper_has_all_that_the_screen_has(
    open_page: Callable[..., Page], site: Path, kinds: dict[str, str]
) -> None:
    """Printed, main holds every word of it, and the page says what and where it is."""
    page = open_page(794)
    missing = {}
    for kind, path in kinds.items():
        page.emulate_media(media="screen")
        page.goto(f"file://{site}/{path}")
        screen = page.evaluate(SHOWN).split()
        page.emulate_media(media="print")
        paper = set(page.evaluate(SHOWN).split())
        contents = set(page.evaluate(CONTENTS).split())
        absent = [word for word in screen if word not in paper | contents]
        reference = page.locator(".print-reference").inner_text()
        if absent or path not in reference:
            missing[kind] = (absent, reference)
    assert missing == {}
