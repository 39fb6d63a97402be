"""The keyboard reaches everything, in order, and always shows where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STOPS = """
Array.from(document.querySelectorAll("a[href], button, [tabindex='0']"))
  .filter((stop) => stop.getClientRects().length && !stop.hidden).length
"""
WHERE = """
(() => {
  const stop = document.activeElement;
  const box = stop.getBoundingClientRect();
  const style = getComputedStyle(stop);
  const all = Array.from(document.querySelectorAll("a[href], button, [tabindex='0']"));
  return {
    order: all.indexOf(stop),
    visible: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    what: stop.outerHTML.slice(0, 100),
  };
})()
"""


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("kind", ["home", "list", "scored project", "progress", "document"])
def test_keyboard_reaches_everything_in_order(
    open_page: Callable[..., Page], site: Path, kinds: dict[str, str], kind: str, width: int
) -> None:
    """Tab stops at every link, button and scrolling table, in order, in view, and marked."""
    page = open_page(width)
    page.goto(f"file://{site}/{kinds[kind]}")
    stops = page.evaluate(STOPS)
    seen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(WHERE))
    assert [stop["what"] for stop in seen if not (stop["visible"] and stop["marked"])] == []
    orders = [stop["order"] for stop in seen]
    assert (orders == sorted(set(orders)), len(seen)) == (True, stops)


def test_keyboard_goes_back(open_page: Callable[..., Page], site: Path) -> None:
    """Shift and Tab lead back to where Tab came from; nothing holds the keyboard."""
    page = open_page()
    page.goto(f"file://{site}/projects/index.html")
    for _ in range(12):
        page.keyboard.press("Tab")
    there = page.evaluate(WHERE)
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(WHERE) == there


def test_skip_link_leads_to_the_content(open_page: Callable[..., Page], site: Path) -> None:
    """The first stop of the keyboard is the skip link, which is visible there and leads to main."""
    page = open_page()
    page.goto(f"file://{site}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
