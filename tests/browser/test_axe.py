"""No page of any kind breaks a rule of WCAG 2.2 AA, or of good practice, in any mode."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import urls
from generator.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from generator.pipeline import Options

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
BROKEN = "projects/2020/yanchi-emergency/safety-management"
MARKED = "projects/2020/minhang-safety-inspection/enforcement-and-inspection-equipment"
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


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory, make_options: Callable[..., Options]) -> Path:
    """Return a draft of the shipped content in which one project is broken."""
    folder = tmp_path_factory.mktemp("draft")
    shutil.copytree(ROOT / "content", folder / "content")
    facts = folder / "content" / BROKEN / "project.yaml"
    facts.write_text(facts.read_text("utf-8").replace("资金:", "资金: [", 1), "utf-8")
    build(make_options(folder / "site", content=folder / "content", draft=True))
    return folder / "site"


@pytest.mark.parametrize("mode", ["light", "dark", "phone", "high contrast"])
def test_no_rule_is_broken_in_a_draft(
    open_page: Callable[..., Page], draft: Path, mode: str
) -> None:
    """Ribbon, problems in their place, and the page in the place of a record pass as well."""
    changes = dict(MODES[mode])
    button = changes.pop("button", None)
    page = open_page(bypass_csp=True, **changes)
    if button:
        page.goto(f"file://{draft}/index.html")
        page.click(f'[data-reading="{button}"]')
    paths = [urls.DRAFT, "projects/index.html", f"{BROKEN}/index.html", f"{MARKED}/index.html"]
    assert violations_of(page, draft, {path: path for path in paths}) == []
