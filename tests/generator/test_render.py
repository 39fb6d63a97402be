"""A view and its template give the bytes of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateNotFound

from generator.render import render_page
from generator.theme import open_theme

if TYPE_CHECKING:
    from pathlib import Path


def test_page_is_utf8_and_sees_only_its_view(tmp_path: Path) -> None:
    """A template finds its view under one name, and its characters come out as UTF-8."""
    (tmp_path / "page.html").write_text("<p>{{ page.name }} ≥ 98%</p>\n", "utf-8")
    theme = open_theme([tmp_path], "zh-CN")
    assert render_page(theme, "page.html", {"name": "满意度"}) == "<p>满意度 ≥ 98%</p>".encode()


def test_missing_template_is_an_error(tmp_path: Path) -> None:
    """A template that the theme lacks is never an empty page."""
    with pytest.raises(TemplateNotFound):
        render_page(open_theme([tmp_path], "zh-CN"), "page.html", {})
