"""A view and its template give the bytes of a page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from generator.render import draw, render_page
from generator.theme import open_theme
from generator.theme.faults import BrokenTemplateError

if TYPE_CHECKING:
    from pathlib import Path


def test_page_is_utf8_and_sees_only_its_view(tmp_path: Path) -> None:
    """A template finds its view under one name, and its characters come out as UTF-8."""
    (tmp_path / "page.html").write_text("<p>{{ page.name }} ≥ 98%</p>\n", "utf-8")
    theme = open_theme([tmp_path], "zh-CN")
    assert (
        render_page(theme, "page.html", SimpleNamespace(name="满意度"))
        == "<p>满意度 ≥ 98%</p>".encode()
    )


def test_missing_template_is_an_error(tmp_path: Path) -> None:
    """A template that the theme lacks is never an empty page."""
    with pytest.raises(BrokenTemplateError):
        render_page(open_theme([tmp_path], "zh-CN"), "page.html", {})


def test_broken_template_gives_a_page_that_says_so_in_a_draft(tmp_path: Path) -> None:
    """A draft shows which line of which template to mend; its script brings the mended page."""
    (tmp_path / "page.html").write_text("<p>\n{{ page.nmae }}</p>\n", "utf-8")
    theme = open_theme([tmp_path], "zh-CN")
    page, problems = draw(
        theme, "page.html", SimpleNamespace(name="满意度"), "units/a/index.html", draft=True
    )
    assert [str(problem.at) for problem in problems] == [f"{tmp_path.name}/page.html:2:1"]
    assert "模板不能用：用到了没有的名字 nmae" in page.decode()
    assert f"{tmp_path.name}/page.html:2:1" in page.decode()
    assert 'src="../../livereload.js"' in page.decode()


def test_broken_template_stops_a_build(tmp_path: Path) -> None:
    """Outside a draft, a page that cannot be made is never replaced by another."""
    (tmp_path / "page.html").write_text("{% if page %}", "utf-8")
    with pytest.raises(BrokenTemplateError) as caught:
        draw(open_theme([tmp_path], "zh-CN"), "page.html", {}, "index.html", draft=False)
    assert caught.value.problem.kind.slug == "broken-template"


def test_fault_in_a_component_is_told_where_it_lies(tmp_path: Path) -> None:
    """The line to mend is the one in the component, though its code stands in that of the page."""
    (tmp_path / "part.html").write_text(
        "{% macro part(row) %}\n<b>{{ row.nmae }}</b>{% endmacro %}\n", "utf-8"
    )
    (tmp_path / "page.html").write_text(
        '{% from "part.html" import part %}\n{{ part(page) }}\n', "utf-8"
    )
    with pytest.raises(BrokenTemplateError) as caught:
        render_page(open_theme([tmp_path], "zh-CN"), "page.html", SimpleNamespace(name="a"))
    assert str(caught.value.problem.at) == f"{tmp_path.name}/part.html:2:1"
