"""Nothing sticks out or is cut, however narrow the window, large the print or wide the spacing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 375, 640, 768, 1280)
"""Among them 1280 pixels at zooms of 400, 200 and 100 percent."""
SIDEWAYS = """(() => {
  const root = document.documentElement;
  const hides = [root, document.body].some(
    (part) => getComputedStyle(part).overflowX !== "visible");
  if (root.scrollWidth <= root.clientWidth && !hides) {
    return [];
  }
  const out = Array.from(document.querySelectorAll("body *")).filter((part) =>
    part.getBoundingClientRect().right > root.clientWidth && !part.closest(".table-region *"));
  return [
    `${root.scrollWidth} > ${root.clientWidth}`,
    ...out.map((part) => part.outerHTML.slice(0, 120)),
  ];
})()"""
"""What makes the page as a whole scroll sideways, or hides that it would."""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""The text spacing that WCAG 1.4.12 asks a page to bear."""
CUT = """Array.from(document.querySelectorAll("body *")).filter((element) => {
  const style = getComputedStyle(element);
  const hides = ["hidden", "clip"].some((way) => [style.overflowX, style.overflowY].includes(way));
  const beyond = Math.max(
    element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight);
  return hides && style.clipPath === "none" && element.clientHeight > 0 && beyond > 1;
}).map((element) => element.outerHTML.slice(0, 120))"""
NARROW = """Array.from(document.querySelectorAll("main td, main th")).filter((cell) => {
  const words = cell.textContent.trim();
  const head = cell.closest("thead");
  return cell.getClientRects().length && !(head && getComputedStyle(head).clipPath !== "none")
    && words.length > 3 && cell.getBoundingClientRect().height > 0
    && cell.getBoundingClientRect().width < 2.2 * parseFloat(getComputedStyle(cell).fontSize);
}).map((cell) => cell.outerHTML.slice(0, 120))"""
"""Cells so narrow that Chinese would stand one character a line."""
SMALL = """
Array.from(document.querySelectorAll("a[href], button, summary, input")).filter((target) => {
  const box = target.getBoundingClientRect();
  const length = (part) => part.textContent.replace(/\\s/g, "").length;
  let block = target;
  while (getComputedStyle(block).display === "inline") {
    block = block.parentElement;
  }
  const links = Array.from(block.querySelectorAll("a, button"));
  const inText = block !== target
    && length(block) > links.reduce((sum, link) => sum + length(link), 0);
  return target.getClientRects().length && !inText && !target.matches(".skip-link")
    && (box.width < 24 || box.height < 24);
}).map((target) => {
  const box = target.getBoundingClientRect();
  return `${box.width.toFixed(1)} x ${box.height.toFixed(1)}: ${target.outerHTML.slice(0, 120)}`;
})
"""
"""Targets that are too small, except those in the middle of other words."""
PLANTED = """
document.querySelector("main").innerHTML = `
  <p style="width: 150vw">wide</p><button style="all: unset; display: block; width: 9px">b</button>
  <div style="width: 3em; height: 1em; overflow: hidden">one two three four</div>
  <table><tr><td style="width: 1em; overflow-wrap: anywhere">narrow</td>
  <td>${"long ".repeat(200)}</td></tr></table>`;
"""
"""One fault of each kind that these tests are to see."""


def faults_of(page: Page, look: str) -> dict[int, list[str]]:
    """Return what `look` finds at every width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if faults := page.evaluate(look):
            found[width] = faults
    return found


@pytest.mark.parametrize("large", [False, True], ids=["standard print", "large print"])
def test_no_page_scrolls_sideways(
    open_page: Callable[..., Page],
    site: Path,
    every_page: tuple[str, ...],
    large: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """At every width every page of the site reflows, and no cell holds one character a line."""
    page = open_page()
    if large:
        page.goto(f"file://{site}/index.html")
        page.click('[data-reading="large"]')
    found = {}
    for path in every_page:
        page.goto(f"file://{site}/{path}")
        assert page.evaluate("'large' in document.documentElement.dataset") == large
        if faults := faults_of(page, f"[...{SIDEWAYS}, ...{NARROW}]"):
            found[path] = faults
    assert found == {}


def test_no_page_scrolls_sideways_in_english(
    open_page: Callable[..., Page], english_site: Path, kinds: tuple[str, ...]
) -> None:
    """The longer words of English reflow as well."""
    page = open_page()
    found = {}
    for path in kinds:
        page.goto(f"file://{english_site}/{path}")
        if faults := faults_of(page, SIDEWAYS):
            found[path] = faults
    assert found == {}


def test_text_spacing_cuts_nothing(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...]
) -> None:
    """With wide lines, letters and paragraphs no text is cut and no page scrolls sideways."""
    page = open_page(bypass_csp=True)
    found = {}
    for path in kinds:
        page.goto(f"file://{site}/{path}")
        page.add_style_tag(content=SPACING)
        if faults := faults_of(page, f"[...{CUT}, ...{SIDEWAYS}]"):
            found[path] = faults
    assert found == {}


def test_targets_are_large_enough(
    open_page: Callable[..., Page], site: Path, every_page: tuple[str, ...]
) -> None:
    """Whatever can be pressed, outside running text, is at least 24 by 24 pixels."""
    page = open_page()
    found = {}
    for path in every_page:
        page.goto(f"file://{site}/{path}")
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if small := page.evaluate(SMALL):
                found[path, width] = small
    assert found == {}


def test_planted_faults_are_seen(open_page: Callable[..., Page], site: Path) -> None:
    """A wide paragraph, a cut line, a narrow cell and a small button are seen where they are."""
    page = open_page(375, bypass_csp=True)
    page.goto(f"file://{site}/index.html")
    page.evaluate(PLANTED)
    seen = {
        name: any(part in fault for fault in page.evaluate(look))
        for name, look, part in (
            ("wide", SIDEWAYS, "<p style"),
            ("cut", CUT, "<div style"),
            ("narrow", NARROW, "<td style"),
            ("small", SMALL, "<button style"),
        )
    }
    assert seen == {"wide": True, "cut": True, "narrow": True, "small": True}
