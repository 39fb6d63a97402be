"""Large print, high contrast and reading aloud, by mouse and by keyboard, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PROJECT = "projects/2018/hongshan-work-safety/work-safety-support/index.html"
SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
LEAST = 17
"""Pixels of the smallest mark beside a figure in large print; running text has 22."""
WORDS = """
(() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.data.replace(/\\s/g, "");
    const parent = walker.currentNode.parentElement;
    if (words && parent.getClientRects().length) {
      found.push([words, parseFloat(getComputedStyle(parent).fontSize)]);
    }
  }
  return found;
})()
"""
"""Every piece of text that main shows, with its size."""
SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = function (words) { this.text = words; };
Object.defineProperty(window, "speechSynthesis", { value: {
  speak: (utterance) => {
    window.spoken.push([utterance.lang, utterance.text]);
    window.latest = utterance;
  },
  cancel: () => { window.spoken.push("cancelled"); },
}});
"""
ALOUD = '[data-reading="aloud"]'
SKIPPED = 200
"""How many spoken characters at once may be words that the page does not show."""


@pytest.mark.parametrize("name", ["large", "contrast"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_aid_is_switched_and_remembered(
    open_page: Callable[..., Page], site: Path, name: str, key: str
) -> None:
    """A key switches an aid on; the page loaded anew and the next one have it, until the key."""
    page = open_page()
    page.goto(f"file://{site}/index.html")
    button = f'[data-reading="{name}"]'
    steps: dict[str, Callable[[], object]] = {
        "look": lambda: None,
        "press": lambda: page.press(button, key),
        "reload": page.reload,
        "leave": lambda: page.goto(f"file://{site}/projects/index.html"),
    }
    states = []
    for step in ("look", "press", "reload", "leave", "press", "reload", "leave"):
        steps[step]()
        on = page.evaluate(f"document.documentElement.hasAttribute('data-{name}')")
        states.append((page.get_attribute(button, "aria-pressed"), on))
    off, on = ("false", False), ("true", True)
    assert states == [off, on, on, on, off, off, off]


def test_aids_are_switched_by_themselves(open_page: Callable[..., Page], site: Path) -> None:
    """A click on one aid switches that one only; both may be on."""
    page = open_page()
    page.goto(f"file://{site}/index.html")
    states = []
    for clicked in ("contrast", "large", "contrast"):
        page.click(f'[data-reading="{clicked}"]')
        states.append(page.evaluate("Object.keys(document.documentElement.dataset).sort()"))
    assert states == [["contrast"], ["contrast", "large"], ["large"]]


def test_large_print_is_large(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...]
) -> None:
    """On a phone large print is a fifth larger than before, and no words are below 17 pixels."""
    page = open_page(375)
    page.goto(f"file://{site}/index.html")
    before = page.evaluate(SIZE)
    page.click('[data-reading="large"]')
    assert page.evaluate(SIZE) >= before * 1.2
    small = {}
    for path in kinds:
        page.goto(f"file://{site}/{path}")
        if found := {words: size for words, size in page.evaluate(WORDS) if size < LEAST}:
            small[path] = found
    assert small == {}


def unspoken(page: Page) -> list[str]:
    """Return every piece of text that main shows and nobody has spoken in its place."""
    said = "".join("".join(words.split()) for _, words in page.evaluate("window.spoken"))
    missing, place = [], 0
    for words, _ in page.evaluate(WORDS):
        found = said.find(words, place, place + len(words) + SKIPPED)
        if found < 0:
            missing.append(words)
        else:
            place = found + len(words)
    return missing


def test_reading_aloud_leaves_nothing_out(
    open_page: Callable[..., Page], site: Path, kinds: tuple[str, ...]
) -> None:
    """Every word that main shows is spoken, in the order of the page, in Chinese."""
    page = open_page()
    page.add_init_script(SPEECH)
    missing = {}
    for path in kinds:
        page.goto(f"file://{site}/{path}")
        page.click(ALOUD)
        assert {language for language, _ in page.evaluate("window.spoken")} == {"zh-CN"}
        if words := unspoken(page):
            missing[path] = words
    assert missing == {}


def test_reading_aloud_speaks_each_part_in_its_language(
    open_page: Callable[..., Page], english_site: Path
) -> None:
    """On an English page Chinese content is spoken as Chinese, the words around it as English."""
    page = open_page()
    page.add_init_script(SPEECH)
    page.goto(f"file://{english_site}/{PROJECT}")
    page.click(ALOUD)
    spoken = page.evaluate("window.spoken")
    headings = page.locator("main h2").all_inner_texts()
    assert ["zh-CN", page.inner_text("h1")] in spoken
    assert [heading for heading in headings if ["en", heading] not in spoken] == []
    assert len(headings) > 1


def test_reading_aloud_starts_and_stops(open_page: Callable[..., Page], site: Path) -> None:
    """The button starts by key, stops at the second press, and is off after the last word."""
    page = open_page()
    page.add_init_script(SPEECH)
    page.goto(f"file://{site}/{PROJECT}")
    states = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: page.press(ALOUD, "Enter"),
        lambda: page.press(ALOUD, "Space"),
        lambda: page.click(ALOUD),
        lambda: page.evaluate("window.latest.onend()"),
    )
    for step in steps:
        step()
        silent = page.evaluate("window.spoken.at(-1)") == "cancelled"
        states.append((page.get_attribute(ALOUD, "aria-pressed"), silent))
    on, off = ("true", False), ("false", True)
    assert states == [on, off, on, off]


def test_reading_aloud_is_not_offered_where_nobody_can_speak(
    open_page: Callable[..., Page], site: Path
) -> None:
    """A browser without speech shows no button for it; the other aids stay."""
    shown = {}
    for name, script in (
        ("speech", SPEECH),
        ("none", "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"),
    ):
        page = open_page()
        page.add_init_script(script)
        page.goto(f"file://{site}/index.html")
        shown[name] = page.locator("[data-reading]:visible").all_inner_texts()
    assert shown == {"speech": ["大字版", "高对比", "朗读"], "none": ["大字版", "高对比"]}
