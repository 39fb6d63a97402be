"""No page of any kind breaks a rule of WCAG 2.2 AA, or of good practice, in any mode."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from generator import urls
from generator.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
RUN = f"""
axe.run({{
  runOnly: {{ type: "tag", values: {TAGS} }}, resultTypes: ["violations"], preload: false,
}}).then((result) => result.violations.map((rule) => [
  rule.id, rule.nodes.length, rule.nodes[0].html, rule.nodes[0].failureSummary,
]))
"""
PLANTED = """
document.documentElement.removeAttribute("lang");
document.querySelector("main").insertAdjacentHTML("beforeend", `
  <h6>6</h6><img src="assets/icon.svg"><p style="color: #999; background: #fff">pale</p>
  <p style="line-height: 12px"><button style="width: 9px; height: 9px" aria-label="a"></button>
  <button style="width: 9px; height: 9px" aria-label="b"></button></p>`);
"""
"""Faults of several kinds: proof that the checker would see them."""


@dataclass(frozen=True)
class Mode:
    """How a reader looks at the site."""

    proof: str
    """What is true of a page that is shown in this mode."""
    context: dict[str, Any] = field(default_factory=dict)
    button: str = ""
    """The reading aid, really pressed."""

    def open(self, open_page: Callable[..., Page], base: Path) -> Page:
        """Return a page in this mode, with the checker in whatever it shows."""
        page = open_page(bypass_csp=True, **self.context)
        page.add_init_script(AXE.read_text("utf-8"))
        if self.button:
            page.goto(f"file://{base}/index.html")
            page.click(f'[data-reading="{self.button}"]')
        return page


DARK = 'matchMedia("(prefers-color-scheme: dark)").matches'
LARGE = 'document.documentElement.hasAttribute("data-large")'
CONTRAST = 'document.documentElement.hasAttribute("data-contrast")'
MODES = {
    "light": Mode("innerWidth === 1280"),
    "dark": Mode(DARK, {"color_scheme": "dark"}),
    "phone": Mode("innerWidth === 375", {"width": 375}),
    "forced colours": Mode(
        'matchMedia("(forced-colors: active)").matches', {"forced_colors": "active"}
    ),
    "high contrast": Mode(CONTRAST, button="contrast"),
    "high contrast in the dark": Mode(
        f"{CONTRAST} && {DARK}", {"color_scheme": "dark"}, button="contrast"
    ),
    "large print on a phone": Mode(
        f"{LARGE} && innerWidth === 375", {"width": 375}, button="large"
    ),
}


def violations_of(page: Page) -> list[str]:
    """Return every broken rule on a page, a line each: rule, how often, and the first element."""
    return [
        f"{rule} ({count}): {html}: {summary}" for rule, count, html, summary in page.evaluate(RUN)
    ]


def faults_of(page: Page, base: Path, paths: Iterable[str], proof: str) -> dict[str, list[str]]:
    """Return what is wrong on every page: broken rules, or that it is not in the mode."""
    found = {}
    for path in paths:
        page.goto(f"file://{base}/{path}")
        unproved = [] if page.evaluate(proof) else [f"not true: {proof}"]
        if faults := [*unproved, *violations_of(page)]:
            found[path] = faults
    return found


@pytest.mark.parametrize("mode", MODES)
def test_no_rule_is_broken(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...], mode: str
) -> None:
    """Every kind of page passes in this mode, and says that it is Chinese."""
    page = MODES[mode].open(open_page, site)
    proof = f'{MODES[mode].proof} && document.documentElement.lang === "zh-CN"'
    assert faults_of(page, site, kinds, proof) == {}


def test_no_rule_is_broken_in_english(
    open_page: Callable[..., Page], english_site: Path, kinds: tuple[str, ...]
) -> None:
    """Every kind of page passes in English, and says that it is English."""
    page = MODES["light"].open(open_page, english_site)
    proof = 'document.documentElement.lang === "en"'
    assert faults_of(page, english_site, kinds, proof) == {}


def test_planted_faults_are_seen(open_page: Callable[..., Page], site: Path) -> None:
    """The checker sees a missing language, a pale word, small buttons and more where they are."""
    page = MODES["light"].open(open_page, site)
    page.goto(f"file://{site}/index.html")
    page.evaluate(PLANTED)
    assert {fault.split()[0] for fault in violations_of(page)} == {
        "color-contrast", "heading-order", "html-has-lang", "image-alt", "target-size",
    }  # fmt: skip


def test_every_kind_is_looked_at(every_page: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Every folder of pages, every document with projects and the longest project are looked at."""
    deep = [path for path in every_page if path.count("/") > 1]
    projects = [path for path in every_page if path.startswith("projects/") and path in deep]
    assert {path.split("/")[0] for path in deep} <= {path.split("/")[0] for path in kinds}
    assert {path.rsplit("/", 2)[0] for path in projects} <= {
        path.rsplit("/", 2)[0] for path in kinds
    }
    assert {"index.html", "404.html", f"{MARKED}/index.html"} <= set(kinds)


@pytest.mark.parametrize("mode", MODES)
def test_no_rule_is_broken_with_filters_open(
    open_page: Callable[..., Page], site: Path, mode: str
) -> None:
    """A list passes with its filters open, sorted across schemes, and with nothing found."""
    page = MODES[mode].open(open_page, site)
    for query in ("sort=-score", "rate=over&q=none"):
        page.goto(f"file://{site}/projects/index.html?{query}")
        page.click(".table-tools summary")
        expect(page.locator(".table-tools__progress")).to_be_empty()
        assert page.evaluate(MODES[mode].proof)
        assert violations_of(page) == []


@pytest.mark.parametrize("mode", MODES)
def test_no_rule_is_broken_beside_each_other(
    open_page: Callable[..., Page], site: Path, mode: str
) -> None:
    """The compare page passes with four projects, warnings, and a list to choose more from."""
    page = MODES[mode].open(open_page, site)
    pages = sorted(site.glob("projects/*/*/*/index.html"))
    chosen = [path.parent.relative_to(site / "projects").as_posix() for path in pages[-4:]]
    page.goto(f"file://{site}/{urls.COMPARE}?p={'&p='.join([*chosen, 'none'])}")
    page.press(".compare-picker input", "Enter")
    expect(page.locator(".compare-picker__found > li").first).to_be_visible()
    expect(page.locator(".compare-table__project")).to_have_count(4)
    assert page.evaluate(MODES[mode].proof)
    assert violations_of(page) == []


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
    page = MODES[mode].open(open_page, draft)
    paths = [urls.DRAFT, "projects/index.html", f"{BROKEN}/index.html", f"{MARKED}/index.html"]
    assert faults_of(page, draft, paths, MODES[mode].proof) == {}
