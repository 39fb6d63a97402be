"""A theme is one or more folders, of which the first that has a file wins."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, meta
from markupsafe import escape

from generator import theme as themes
from generator.i18n import Catalogue
from generator.render import render_page
from generator.theme import (
    assets,
    digest,
    open_theme,
    read_catalogue,
    style_path,
    style_sheet,
    theme_root,
)
from generator.theme.sources import references

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE_IN_MANY = settings(max_examples=100, deadline=None, derandomize=True)
ROOT = Path(__file__).parents[2]
FILES = {
    "layouts/page.html": "<title>{{ page.title }}</title>{% block main %}{% endblock %}",
    "pages/list.html": (
        '{% extends "layouts/page.html" %}'
        '{% from "components/row/row.html" import row %}'
        "{% block main %}{{ row(page.title) }}{% endblock %}"
    ),
    "pages/prose.html": '{% extends "layouts/page.html" %}',
    "components/row/row.html": (
        '{% from "components/cell/cell.html" import cell %}'
        "{% macro row(text) %}<p>{{ cell(text) }}</p>{% endmacro %}"
    ),
    "components/cell/cell.html": "{% macro cell(text) %}{{ text|cn }}{% endmacro %}",
    "components/row/row.css": "p { margin: 0; }\n",
    "components/cell/cell.css": "b { color: red; }\n",
    "assets/20-tables.css": "/* tables\n   and more */\ntable { width: 100%; }\n\n\n",
    "assets/10-base.css": "body { margin: 0; }\n",
    "assets/icon.svg": "<svg/>",
    "assets/fonts/mark.txt": "mark",
    "assets/.hidden": "draft",
    "locale/en/messages.po": (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "预算数"\nmsgstr "Budget"\n\n'
        'msgid "共 {n} 个"\nmsgid_plural "共 {n} 个"\nmsgstr[0] "{n} project"\n'
        'msgstr[1] "{n} projects"\n\n'
        'msgid "未译"\nmsgstr ""\n'
    ),
}


def lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a theme folder and return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a small theme."""
    return lay_out(tmp_path / "theme", FILES)


def rendered(folders: list[Path], text: str, language: str = "zh-CN", **page: object) -> str:
    """Return what a template of its own makes of `page`."""
    environment = open_theme(folders, language).environment
    return environment.from_string(text).render(page=SimpleNamespace(**page))


def test_page_is_rendered_through_layout_and_components(base: Path) -> None:
    """A page extends its layout and calls its components; the bytes are UTF-8."""
    page = render_page(
        open_theme([base], "zh-CN"), "pages/list.html", SimpleNamespace(title="道路")
    )
    assert page == "<title>道路</title><p>道路</p>".encode()


def test_own_folder_overrides_by_path(base: Path, tmp_path: Path) -> None:
    """A component of the same path in a first folder takes the place of the shipped one."""
    own = lay_out(
        tmp_path / "own",
        {"components/cell/cell.html": "{% macro cell(text) %}[{{ text }}]{% endmacro %}"},
    )
    page = render_page(
        open_theme([own, base], "zh-CN"), "pages/list.html", SimpleNamespace(title="道路")
    )
    assert page == "<title>道路</title><p>[道路]</p>".encode()


def test_folder_without_a_file_adds_nothing(base: Path, tmp_path: Path) -> None:
    """A first folder that has none of the files changes no page, style or asset."""
    (tmp_path / "own").mkdir()
    folders = [tmp_path / "own", base]
    assert assets(folders) == assets([base])
    assert open_theme(folders, "en").catalogue == open_theme([base], "en").catalogue


def test_style_sheet_has_base_first_then_components_by_name(base: Path) -> None:
    """Base styles come in order of their names, components after them, comments left out."""
    assert style_sheet([base]).decode() == (
        "body { margin: 0; }\ntable { width: 100%; }\nb { color: red; }\np { margin: 0; }\n"
    )


def test_style_of_own_folder_replaces_and_adds(base: Path, tmp_path: Path) -> None:
    """A style of the same path is replaced in its place, a new one is sorted in."""
    own = lay_out(
        tmp_path / "own",
        {"assets/10-base.css": "body { margin: 1em; }", "assets/15-own.css": "a { color: blue; }"},
    )
    assert style_sheet([own, base]).decode() == (
        "body { margin: 1em; }\n"
        "a { color: blue; }\n"
        "table { width: 100%; }\n"
        "b { color: red; }\n"
        "p { margin: 0; }\n"
    )


def test_style_sheet_is_named_after_its_content(base: Path) -> None:
    """Another style sheet has another name, so that no browser shows an old one."""
    before = style_path(style_sheet([base]))
    assert before.startswith("assets/theme.")
    assert before.endswith(".css")
    (base / "components/row/row.css").write_text("p { margin: 1em; }", "utf-8")
    assert style_path(style_sheet([base])) != before


def test_assets_are_the_style_sheet_and_every_visible_file(base: Path) -> None:
    """Published are one style sheet and the other assets by their path; hidden files are not."""
    style = style_sheet([base])
    assert assets([base]) == {
        style_path(style): style,
        "assets/fonts/mark.txt": b"mark",
        "assets/icon.svg": b"<svg/>",
    }


def test_asset_of_own_folder_wins(base: Path, tmp_path: Path) -> None:
    """An asset of the same path comes from the first folder."""
    own = lay_out(tmp_path / "own", {"assets/icon.svg": "<svg>own</svg>"})
    assert assets([own, base])["assets/icon.svg"] == b"<svg>own</svg>"


INCLUDED = ("pages/list.html", "layouts/page.html", "components/row/row.html")


@pytest.mark.parametrize("name", [*INCLUDED, "components/cell/cell.html"])
def test_closure_changes_with_everything_a_template_uses(base: Path, name: str) -> None:
    """A change in a template, its layout, or a component however deep, changes the digest."""
    before = open_theme([base], "zh-CN").closure("pages/list.html")
    (base / name).write_text(FILES[name] + " ", "utf-8")
    assert open_theme([base], "zh-CN").closure("pages/list.html") != before


@pytest.mark.parametrize("name", ["pages/prose.html", "components/row/row.css", "assets/icon.svg"])
def test_closure_ignores_what_a_template_does_not_use(base: Path, name: str) -> None:
    """A change elsewhere in the theme leaves the digest as it was."""
    before = open_theme([base], "zh-CN").closure("pages/list.html")
    (base / name).write_text(FILES[name] + " ", "utf-8")
    assert open_theme([base], "zh-CN").closure("pages/list.html") == before


WAYS = (
    '{% extends "a.html" %}',
    "{%- include 'a.html' -%}",
    '{% include ["a.html", "b.html"] ignore missing %}',
    '{% include "a.html" if page.short else "b.html" %}',
    '{% import\n "a.html" as a with context %}{%from "b.html" import b%}',
    '{% block main %}{% if page %}{%+ include "a.html" %}{% endif %}{% endblock %}',
)


@pytest.mark.parametrize(
    "source", [*WAYS, *(path.read_text("utf-8") for path in sorted(theme_root().rglob("*.html")))]
)
def test_no_template_that_another_names_is_missed(source: str) -> None:
    """Every template that parsing finds to be named is found without parsing."""
    parsed = meta.find_referenced_templates(Environment(autoescape=True).parse(source))
    assert set(filter(None, parsed)) <= set(references(source))


def test_closure_changes_when_a_component_is_overridden(base: Path, tmp_path: Path) -> None:
    """Putting a component of the same path before the shipped one changes the digest."""
    own = tmp_path / "own"
    before = open_theme([own, base], "zh-CN").closure("pages/list.html")
    lay_out(own, {"components/cell/cell.html": FILES["components/cell/cell.html"] + " "})
    assert open_theme([own, base], "zh-CN").closure("pages/list.html") != before


def test_closure_changes_with_the_language_and_its_translations(base: Path) -> None:
    """Another language, and another translation, make another digest."""
    chinese = open_theme([base], "zh-CN").closure("pages/list.html")
    english = open_theme([base], "en").closure("pages/list.html")
    catalogue = base / "locale/en/messages.po"
    catalogue.write_text(FILES["locale/en/messages.po"].replace("Budget", "Funds"), "utf-8")
    assert len({chinese, english, open_theme([base], "en").closure("pages/list.html")}) == 3


MARKED = {
    "nothing else": ("道路", '<span lang="zh-CN">道路</span>'),
    "a tag behind": ("道路<1>", '<span lang="zh-CN">道路</span>&lt;1&gt;'),
    "a figure before": ("2020年度", '2020<span lang="zh-CN">年度</span>'),
    "quotation marks": ("“十有”“五全”", '<span lang="zh-CN">“十有”“五全”</span>'),
    "figures inside": (
        "完成42公里，占97.80%",
        '<span lang="zh-CN">完成42公里，占97.80%</span>',
    ),
    "two runs": ("甲 A 乙", '<span lang="zh-CN">甲</span> A <span lang="zh-CN">乙</span>'),
    "a figure alone": ("98.5%", "98.5%"),
    "a tag alone": ("<b>", "&lt;b&gt;"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("case", MARKED)
def test_chinese_is_marked_on_english_pages(base: Path, case: str) -> None:
    """On a page of another language each run of Chinese says that it is Chinese."""
    name, marked = MARKED[case]
    assert rendered([base], "{{ page.name|cn }}", "en", name=name) == marked


@pytest.mark.parametrize("case", MARKED)
def test_nothing_is_marked_on_chinese_pages(base: Path, case: str) -> None:
    """On a Chinese page content stands as it is, escaped."""
    name, _ = MARKED[case]
    assert rendered([base], "{{ page.name|cn }}", name=name) == escape(name)


MARKING = open_theme([], "en").environment.from_string("{{ page|cn }}")


@ONE_IN_MANY
@given(st.text(st.sampled_from("预算“，。12.5%< >&aB—"), max_size=20))
def test_marking_loses_nothing(text: str) -> None:
    """Whatever stands in a text, only marks are added to it."""
    bare = MARKING.render(page=text).replace('<span lang="zh-CN">', "").replace("</span>", "")
    assert bare == escape(text)


def test_templates_translate_and_count(base: Path) -> None:
    """Templates say interface words in the language of the page, values escaped."""
    text = (
        '{{ _("预算数") }} {{ _("见{name}", name=page.name) }} {{ ngettext("共 {n} 个", "", 2) }}'
    )
    assert rendered([base], text, "en", name="<a>") == "Budget 见&lt;a&gt; 2 projects"
    assert rendered([base], '{{ ngettext("共 {n} 个", "共 {n} 个", 2) }}') == "共 2 个"


def test_a_misspelt_name_in_a_template_is_an_error(base: Path) -> None:
    """A template that uses what its view does not have fails instead of leaving a gap."""
    with pytest.raises(AttributeError):
        rendered([base], "{{ page.titel }}", title="道路")


def test_everything_is_escaped(base: Path) -> None:
    """Text in a page is never taken for HTML."""
    assert rendered([base], "{{ page.name }}", name="<script>") == "&lt;script&gt;"


def test_catalogue_is_read_from_the_theme(base: Path) -> None:
    """Translations come with the theme; empty ones are as good as none."""
    assert read_catalogue([base], "en") == Catalogue(
        "en", {"预算数": ("Budget",), "共 {n} 个": ("{n} project", "{n} projects")}
    )


def test_own_translation_wins_word_by_word(base: Path, tmp_path: Path) -> None:
    """A first folder may translate a word its own way and leave the others."""
    own = lay_out(
        tmp_path / "own",
        {"locale/en/messages.po": 'msgid ""\nmsgstr ""\n\nmsgid "预算数"\nmsgstr "Funds"\n'},
    )
    catalogue = read_catalogue([own, base], "en")
    assert catalogue.translate("预算数") == "Funds"
    assert catalogue.count("共 {n} 个", "", 1) == "1 project"


def test_source_language_needs_no_file(tmp_path: Path) -> None:
    """Chinese is what the strings are written in; another language without a file says the same."""
    assert read_catalogue([tmp_path], "zh-CN") == Catalogue()
    assert read_catalogue([tmp_path], "en") == Catalogue("en", {})


def test_checkout_uses_the_theme_beside_the_program() -> None:
    """In a checkout the theme that is being edited is the one that is used."""
    assert theme_root() == ROOT / "theme"


@pytest.mark.parametrize("others", [(), ("theme/layouts/page.html",), ("pyproject.toml",)])
def test_installed_program_uses_its_own_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: tuple[str, ...]
) -> None:
    """Outside a checkout the packaged theme is used, whatever else lies beside the package."""
    lay_out(tmp_path, dict.fromkeys(others, ""))
    monkeypatch.setattr(themes, "files", lambda _: tmp_path / "generator")
    assert theme_root() == tmp_path / "generator" / "_theme"


def test_digest_sets_its_parts_off() -> None:
    """The same bytes in other parts are another digest."""
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}) == 4
