"""Nothing sticks out or is cut, however narrow the window, large the print or wide the spacing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""The text spacing that WCAG 1.4.12 asks a page to bear."""
CUT = """
Array.from(document.querySelectorAll("body *")).filter((element) => {
  const style = getComputedStyle(element);
  const hides = ["hidden", "clip"].some((way) => [style.overflowX, style.overflowY].includes(way));
  const beyond = Math.max(
    element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight);
  return hides && style.clipPath === "none" && element.clientHeight > 0 && beyond > 1;
}).map((element) => element.outerHTML.slice(0, 120))
"""
NARROW = """
Array.from(document.querySelectorAll("main td, main th")).filter((cell) => {
  const words = cell.textContent.trim();
  const head = cell.closest("thead");
  return cell.getClientRects().length && !(head && getComputedStyle(head).clipPath !== "none")
    && words.length > 3 && cell.getBoundingClientRect().height > 0
    && cell.getBoundingClientRect().width < 2.2 * parseFloat(getComputedStyle(cell).fontSize);
}).map((cell) => cell.outerHTML.slice(0, 120))
"""
"""Cells so narrow that Chinese would stand one character a line."""
SMALL = """
Array.from(document.querySelectorAll("a, button")).filter((target) => {
  const box = target.getBoundingClientRect();
  const inText = getComputedStyle(target).display === "inline";
  return target.getClientRects().length && !inText && !target.matches(".skip-link")
    && (box.width < 24 || box.height < 24);
}).map((target) => target.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("large", [False, True], ids=["standard print", "large print"])
@pytest.mark.parametrize("width", [320, 375, 640, 768, 1280])
def test_no_page_scrolls_sideways(
    open_page: Callable[..., Page],
    site: Path,
    every_page: tuple[str, ...],
    width: int,
    large: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """At every width, 1280 at 400 % zoom among them, every page of the site reflows."""
    page = open_page(width)
    if large:
        page.goto(f"file://{site}/index.html")
        page.click('[data-reading="large"]')
    found = {}
    for path in every_page:
        page.goto(f"file://{site}/{path}")
        faults = [*page.evaluate(NARROW)]
        if (beyond := page.evaluate(OVERFLOW)) > 0:
            faults.append(f"{beyond} px too wide")
        if faults:
            found[path] = faults
    assert found == {}


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_text_spacing_cuts_nothing(
    open_page: Callable[..., Page], site: Path, kinds: dict[str, str], width: int
) -> None:
    """With wide lines, letters and paragraphs no text is cut and no page scrolls sideways."""
    page = open_page(width, bypass_csp=True)
    found = {}
    for kind, path in kinds.items():
        page.goto(f"file://{site}/{path}")
        page.add_style_tag(content=SPACING)
        cut, beyond = page.evaluate(CUT), page.evaluate(OVERFLOW)
        if cut or beyond > 0:
            found[kind] = (cut, beyond)
    assert found == {}


@pytest.mark.parametrize("width", [375, 1280])
def test_targets_are_large_enough(
    open_page: Callable[..., Page], site: Path, every_page: tuple[str, ...], width: int
) -> None:
    """Whatever can be pressed, outside running text, is at least 24 by 24 pixels."""
    page = open_page(width)
    found = {}
    for path in every_page:
        page.goto(f"file://{site}/{path}")
        if small := page.evaluate(SMALL):
            found[path] = small
    assert found == {}
