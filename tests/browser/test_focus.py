"""The keyboard reaches everything, in order, and always shows where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

COUNT = """
(() => {
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']");
  window.stops = Array.from(all).filter((stop) => stop.getClientRects().length
    && stop.checkVisibility() && !stop.disabled && getComputedStyle(stop).visibility === "visible");
  return window.stops.length;
})()
"""
ORDER = "window.stops.indexOf(document.activeElement)"
WHERE = """
(() => {
  const stop = document.activeElement;
  const [line] = stop.getClientRects();
  const style = getComputedStyle(stop);
  const shown = (start, end, room) => Math.min(end, room) - Math.max(start, 0);
  const whole = (start, end, room) => shown(start, end, room) >= Math.min(end - start, room) - 1;
  const middle = (start, end, room) => (Math.max(start, 0) + Math.min(end, room)) / 2;
  const partly = (start, end, room) => shown(start, end, room) > 0;
  const tall = line && line.height > 0.9 * innerHeight;
  const there = line && document.elementFromPoint(
    middle(line.left, line.right, innerWidth), middle(line.top, line.bottom, innerHeight));
  return {
    order: window.stops.indexOf(stop),
    inView: Boolean(line) && whole(line.left, line.right, innerWidth)
      && (tall ? partly : whole)(line.top, line.bottom, innerHeight),
    covered: !(there && (stop.contains(there) || there.contains(stop))),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    what: stop.outerHTML.slice(0, 100),
  };
})()
"""
OUTSIDE = -1
"""The place of the keyboard when it has left the page; some browsers begin anew at once."""


def walk(page: Page, key: str, steps: int, look: str) -> list[Any]:
    """Return what `look` finds after each press of `key`."""
    seen = []
    for _ in range(steps):
        page.keyboard.press(key)
        seen.append(page.evaluate(look))
    return seen


def marks_of(stop: dict[str, Any]) -> list[str]:
    """Return what a reader would miss at a stop of the keyboard."""
    wrong = {
        "out of view": not stop["inView"],
        "covered": stop["covered"],
        "unmarked": not stop["marked"],
    }
    return [f"{fault}: {stop['what']}" for fault, true in wrong.items() if true]


def faults_of(page: Page) -> list[str]:
    """Return what goes wrong on the way through a page, out of it and back."""
    stops = page.evaluate(COUNT)
    there = walk(page, "Tab", stops + 1, WHERE)
    back = walk(page, "Shift+Tab", stops + 1, ORDER)
    faults = [fault for stop in there[:stops] for fault in marks_of(stop)]
    forwards = [stop["order"] for stop in there]
    backwards = [order for order in back if order != OUTSIDE]
    if forwards[:-1] != [*range(stops)] or forwards[-1] not in (OUTSIDE, 0):
        faults.append(f"order of {stops} stops: {forwards}")
    if backwards[:stops] != [*reversed(range(stops))]:
        faults.append(f"order back: {backwards}")
    return faults


@pytest.mark.parametrize("width", [375, 1280])
def test_keyboard_reaches_everything_in_order(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...], width: int
) -> None:
    """Tab stops at every link, button and scrolling table, in order, in view and marked.

    After the last one it leaves the page, so nothing holds it; Shift and Tab lead all the way back.
    """
    page = open_page(width)
    found = {}
    for path in kinds:
        page.goto(f"file://{site}/{path}")
        if faults := faults_of(page):
            found[path] = faults
    assert found == {}


def test_skip_link_leads_to_the_content(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...]
) -> None:
    """The first stop is the skip link, which shows only then, and Enter leads on into main."""
    page = open_page(375)
    place = "document.querySelector('.skip-link').getBoundingClientRect().toJSON()"
    seen = {}
    for path in kinds:
        page.goto(f"file://{site}/{path}")
        before = page.evaluate(place)
        page.keyboard.press("Tab")
        first, after = page.evaluate("document.activeElement.className"), page.evaluate(place)
        page.keyboard.press("Enter")
        main = page.evaluate("document.activeElement.id")
        hidden = before["bottom"] <= 0 or before["right"] <= 0
        seen[path] = (first, hidden, after["top"] >= 0 and after["left"] >= 0, main)
    assert seen == dict.fromkeys(kinds, ("skip-link", True, True, "main"))


def test_planted_faults_are_seen(open_page: Callable[..., Page], site: Path) -> None:
    """A stop without a mark, one out of order, and one that is held are seen."""
    page = open_page(bypass_csp=True)
    page.goto(f"file://{site}/404.html")
    page.add_style_tag(content="main a:focus { outline: none !important; }")
    page.evaluate(
        "document.querySelector('main').prepend(Object.assign("
        "document.createElement('a'), { href: '#', tabIndex: 1, textContent: 'first' }))"
    )
    faults = [fault.split(":")[0].split(" of ")[0] for fault in faults_of(page)]
    assert set(faults) == {"unmarked", "order", "order back"}
