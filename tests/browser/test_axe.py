"""No page of any kind breaks a rule of WCAG 2.2 AA, or of good practice, in any mode."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js")
TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
]  # fmt: skip
RUN = f"axe.run({{runOnly: {{type: 'tag', values: {TAGS}}}}})"
MODES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"width": 375},
    "forced colours": {"forced_colors": "active"},
    "large print": {"button": "large"},
    "high contrast": {"button": "contrast"},
    "high contrast in the dark": {"button": "contrast", "color_scheme": "dark"},
    "large print on a phone": {"button": "large", "width": 375},
}
"""How a reader may look at the site; a button is one of the reading aids, really pressed."""


def violations_of(page: Page, base: Path, paths: Mapping[str, str]) -> list[str]:
    """Return every broken rule on every page, a line each: page, rule, and the first element."""
    source = AXE.read_text("utf-8")
    found = []
    for kind, path in paths.items():
        page.goto(f"file://{base}/{path}")
        page.evaluate(source)
        for broken in page.evaluate(RUN)["violations"]:
            first = broken["nodes"][0]
            found.append(f"{kind}: {broken['id']}: {first['html']}: {first['failureSummary']}")
    return found


@pytest.mark.parametrize("mode", MODES)
def test_no_rule_is_broken(
    open_page: Callable[..., Page], site: Path, kinds: dict[str, str], mode: str
) -> None:
    """Every kind of page passes in this mode."""
    changes = dict(MODES[mode])
    button = changes.pop("button", None)
    page = open_page(bypass_csp=True, **changes)
    if button:
        page.goto(f"file://{site}/index.html")
        page.click(f'[data-reading="{button}"]')
    assert violations_of(page, site, kinds) == []


def test_no_rule_is_broken_in_english(
    open_page: Callable[..., Page], english_site: Path, kinds: dict[str, str]
) -> None:
    """Every kind of page passes in English."""
    assert violations_of(open_page(bypass_csp=True), english_site, kinds) == []


def test_language_is_said(open_page: Callable[..., Page], site: Path, english_site: Path) -> None:
    """Every page names its language, which no rule of the checker compares with the words."""
    page = open_page()
    said = {}
    for base in (site, english_site):
        page.goto(f"file://{base}/index.html")
        said[base.parent.name.rstrip("0123456789")] = page.evaluate("document.documentElement.lang")
    assert said == {"chinese": "zh-CN", "english": "en"}
