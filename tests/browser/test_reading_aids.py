"""Large print, high contrast and reading aloud, by mouse and by keyboard, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = function (words) { this.text = words; };
Object.defineProperty(window, "speechSynthesis", { value: {
  speak: (utterance) => window.spoken.push([utterance.lang, utterance.text]),
  cancel: () => { window.spoken.push("cancelled"); },
}});
"""


@pytest.mark.parametrize("name", ["large", "contrast"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_aid_is_switched_and_remembered(
    open_page: Callable[..., Page], site: Path, name: str, key: str
) -> None:
    """A key switches an aid on, the next page still has it, and the key switches it off again."""
    page = open_page()
    page.goto(f"file://{site}/index.html")
    button = f'[data-reading="{name}"]'
    states = []
    for step in (None, "press", "leave", "press", "leave"):
        if step == "press":
            page.focus(button)
            page.keyboard.press(key)
        elif step == "leave":
            page.goto(f"file://{site}/projects/index.html")
        on = page.evaluate(f"document.documentElement.hasAttribute('data-{name}')")
        states.append((page.get_attribute(button, "aria-pressed"), on))
    off, on = ("false", False), ("true", True)
    assert states == [off, on, on, off, off]


def test_large_print_is_large(open_page: Callable[..., Page], site: Path) -> None:
    """Large print is at least 18 points, which is 24 pixels, on a phone, and larger than before."""
    page = open_page(375)
    page.goto(f"file://{site}/index.html")
    before = page.evaluate(SIZE)
    page.click('[data-reading="large"]')
    assert page.evaluate(SIZE) >= max(before * 1.2, 21)


def test_reading_aloud_speaks_each_part_in_its_language(
    open_page: Callable[..., Page], english_site: Path
) -> None:
    """Every part of main is spoken in order, Chinese as Chinese; a second press falls silent."""
    page = open_page()
    page.add_init_script(SPEECH)
    page.goto(
        f"file://{english_site}/projects/2018/hongshan-work-safety/work-safety-support/index.html"
    )
    page.click('[data-reading="aloud"]')
    spoken = page.evaluate("window.spoken")
    assert page.get_attribute('[data-reading="aloud"]', "aria-pressed") == "true"
    assert spoken[1] == ["zh-CN", page.inner_text("h1")]
    assert {language for language, _ in spoken} == {"zh-CN", "en"}
    page.click('[data-reading="aloud"]')
    assert page.evaluate("window.spoken.at(-1)") == "cancelled"
    assert page.get_attribute('[data-reading="aloud"]', "aria-pressed") == "false"


def test_reading_aloud_is_not_offered_where_nobody_can_speak(
    open_page: Callable[..., Page], site: Path
) -> None:
    """A browser without speech shows no button for it; the other aids stay."""
    page = open_page()
    page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")
    page.goto(f"file://{site}/index.html")
    shown = {name: page.is_visible(f'[data-reading="{name}"]') for name in ("large", "aloud")}
    assert shown == {"large": True, "aloud": False}
