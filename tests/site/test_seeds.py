"""Every figure of the four published documents stands in the content and on the built pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FIXTURES = sorted((ROOT / "tests/fixtures/seeds").glob("*.yaml"))
FIGURES = [
    pytest.param(figure, id=f"{path.stem}-{figure['line']}-{number}")
    for path in FIXTURES
    for number, figure in enumerate(yaml.safe_load(path.read_text("utf-8"))["figures"], 1)
]


def value_at(path: str, keys: list[str | int]) -> str:
    """Return the scalar at `keys` of a content file, exactly as written."""
    value: Any = yaml.load((ROOT / "content" / path).read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  text only
    for key in keys:
        value = value[key]
    assert isinstance(value, str)
    return value


class Words(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.parts.append(data)


def squeeze(text: str) -> str:
    """Return `text` without any white space, which HTML and Markdown fold."""
    return re.sub(r"\s+", "", text)


def words_of(page: Path) -> str:
    """Return all text of a page without white space."""
    words = Words()
    words.feed(page.read_text("utf-8"))
    return squeeze("".join(words.parts))


def page_of(site: Path, path: str) -> Path:
    """Return the built page of a content file."""
    folder = (
        path.rsplit("/", 1)[0] if path.endswith(("project.yaml", "document.yaml", ".md")) else path
    )
    return site / folder.removesuffix(".yaml") / "index.html"


def test_every_document_has_a_fixture() -> None:
    """The four published documents each have a list of their figures."""
    assert [path.stem for path in FIXTURES] == ["001", "002", "003", "004"]
    assert len(FIGURES) > 400


@pytest.mark.parametrize("figure", FIGURES)
def test_content_holds_the_figure(figure: dict[str, Any]) -> None:
    """The content holds the figure exactly as printed, at the place the fixture names."""
    if "key" not in figure:
        assert figure["text"] in (ROOT / "content" / figure["in"]).read_text("utf-8")
    elif "value" in figure:
        assert value_at(figure["in"], figure["key"]) == figure["value"]
    else:
        assert figure["text"] in value_at(figure["in"], figure["key"])


def test_built_pages_show_every_figure(site: Path) -> None:
    """The page of each content file shows every figure that the file holds."""
    missing = []
    pages: dict[Path, str] = {}
    for parameter in FIGURES:
        figure: Any = parameter.values[0]
        page = page_of(site, figure["in"])
        pages.setdefault(page, words_of(page))
        shown = value_at(figure["in"], figure["key"]) if "key" in figure else figure["text"]
        if squeeze(plain(shown)) not in pages[page]:
            missing.append((parameter.id, figure["in"], shown))
    assert missing == []


def plain(text: str) -> str:
    """Return Markdown text without its marks of emphasis."""
    return text.replace("**", "")
