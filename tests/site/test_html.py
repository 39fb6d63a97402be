"""Every built page is valid HTML and keeps the rules that every page must keep."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

if TYPE_CHECKING:
    from pathlib import Path

DEMO = "演示网站，文字系据公开文件转述，非发布机关正式文本"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
Element = Any


def pages_of(site: Path) -> list[Path]:
    """Return every page of a built site."""
    return sorted(site.rglob("*.html"))


def parse(page: Path) -> Element:
    """Return the tree of a page; any departure from the HTML standard raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page.read_text("utf-8"))


@pytest.fixture(scope="module")
def trees(site: Path) -> dict[str, Element]:
    """Return the tree of every page by its path."""
    return {page.relative_to(site).as_posix(): parse(page) for page in pages_of(site)}


@pytest.fixture(scope="module")
def english_trees(english_site: Path) -> dict[str, Element]:
    """Return the tree of every page of the English site by its path."""
    return {p.relative_to(english_site).as_posix(): parse(p) for p in pages_of(english_site)}


def text_of(element: Element) -> str:
    """Return the text of an element with white space folded."""
    return " ".join("".join(element.itertext()).split())


def elements(tree: Element, *names: str) -> list[Element]:
    """Return the elements with one of `names` in document order."""
    return [element for element in tree.iter() if element.tag in names]


def test_there_are_pages(trees: dict[str, Element]) -> None:
    """The site has a page for every project, unit, scheme and document, and the fixed pages."""
    wanted = {
        "index.html", "404.html", "about/index.html", "glossary/index.html",
        "sitemap/index.html", "projects/index.html", "years/index.html", "years/2020/index.html",
        "units/index.html", "schemes/index.html", "documents/index.html", "grades/index.html",
        "kinds/index.html", "kinds/evaluations/index.html", "kinds/targets/index.html",
        "schemes/national-form/index.html", "units/yanchi-emergency/index.html",
        "documents/2020/yanchi-emergency/self-evaluation-report/index.html",
        "grades/minhang-2020/1/index.html",
    }  # fmt: skip
    assert wanted <= set(trees)
    projects = [
        path for path in trees if re.fullmatch(r"projects/\d{4}/[^/]+/[^/]+/index.html", path)
    ]
    assert len(projects) == 15


def test_language_title_and_one_heading(trees: dict[str, Element]) -> None:
    """Every page names its language, has a title, one h1 and no skipped heading level."""
    for path, tree in trees.items():
        assert tree.get("lang") == "zh-CN", path
        assert text_of(elements(tree, "title")[0]), path
        levels = [int(heading.tag[1]) for heading in elements(tree, *HEADINGS)]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)
        assert all(text_of(heading) for heading in elements(tree, *HEADINGS)), path


def test_landmarks_and_skip_link(trees: dict[str, Element]) -> None:
    """Every page has header, navigation, main and footer, and begins with a skip link to main."""
    for path, tree in trees.items():
        for name in ("header", "main", "footer"):
            assert len(elements(tree, name)) >= 1, (path, name)
        assert len(elements(tree, "main")) == 1, path
        assert all(
            nav.get("aria-label") or nav.get("aria-labelledby") for nav in elements(tree, "nav")
        )
        assert elements(tree, "a")[0].get("href") == "#main", path
        assert elements(tree, "main")[0].get("id") == "main", path


def test_tables_have_captions_and_scopes(trees: dict[str, Element]) -> None:
    """Every table has a caption and every header cell a scope."""
    for path, tree in trees.items():
        for table in elements(tree, "table"):
            assert text_of(table.find("caption")), path
            assert elements(table, "th"), path
            scopes = {th.get("scope") for th in elements(table, "th")}
            assert scopes <= {"col", "row", "rowgroup", "colgroup"}, (path, scopes)


def test_ids_are_unique_and_ascii(trees: dict[str, Element]) -> None:
    """Every anchor of a page is unique and plain ASCII, so that links to it last."""
    for path, tree in trees.items():
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), (path, sorted(i for i in ids if ids.count(i) > 1))
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in ids), path


def test_no_script_style_or_foreign_request(trees: dict[str, Element]) -> None:
    """No page carries inline script or style, and nothing is fetched from another host."""
    for path, tree in trees.items():
        assert elements(tree, "style", "iframe", "object", "embed", "base") == [], path
        for element in tree.iter():
            assert "style" not in element.attrib, (path, element.tag)
            assert not [name for name in element.attrib if name.startswith("on")], path
        for element in elements(tree, "script", "img", "link", "source", "video", "audio"):
            address = element.get("src") or element.get("href") or ""
            assert not urlsplit(address).netloc, (path, address)
        assert all(script.get("src") for script in elements(tree, "script")), path


def test_content_security_policy(trees: dict[str, Element]) -> None:
    """Every page forbids everything but its own site's files."""
    for path, tree in trees.items():
        policies = [
            meta.get("content")
            for meta in elements(tree, "meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, path
        assert "default-src 'none'" in policies[0], path
        assert "unsafe" not in policies[0], path


def test_demonstration_is_said_everywhere(trees: dict[str, Element], site: Path) -> None:
    """Every page of the demonstration says so and asks not to be indexed."""
    for path, tree in trees.items():
        assert DEMO in (site / path).read_text("utf-8"), path
        robots = [m.get("content") for m in elements(tree, "meta") if m.get("name") == "robots"]
        assert robots == ["noindex"], path


def test_page_tags(trees: dict[str, Element]) -> None:
    """Page tags stand once each: site tags everywhere, column tags below the home page."""
    for path, tree in trees.items():
        names = [m.get("name") for m in elements(tree, "meta") if m.get("name")]
        assert len(names) == len({name.lower() for name in names}), path
        assert "SiteName" in names, path
        assert ("ColumnName" in names) == (path != "index.html"), path
        is_article = path.startswith(("projects/20", "documents/20"))
        assert ("ArticleTitle" in names) == is_article, path


def test_every_internal_link_and_anchor_exists(trees: dict[str, Element], site: Path) -> None:
    """Every link inside the site names a file that exists, and every fragment an anchor on it."""
    ids = {p: {e.get("id") for e in tree.iter() if e.get("id")} for p, tree in trees.items()}
    broken = []
    for path, tree in trees.items():
        for element in elements(tree, "a", "link", "script", "img"):
            address = element.get("href") or element.get("src") or ""
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (site / path).parent / unquote(parts.path) if parts.path else site / path
            found = target.resolve()
            if not found.is_file() or not found.is_relative_to(site.resolve()):
                broken.append((path, address))
                continue
            name = found.relative_to(site.resolve()).as_posix()
            if parts.fragment and parts.fragment not in ids.get(name, set()):
                broken.append((path, address))
    assert broken == []


def test_every_page_can_be_reached(trees: dict[str, Element], site: Path) -> None:
    """Following links from the home page reaches every page but the one for wrong addresses."""
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for link in elements(trees[path], "a"):
            parts = urlsplit(link.get("href") or "")
            if parts.path and not parts.scheme:
                found = ((site / path).parent / parts.path).resolve()
                name = found.relative_to(site.resolve()).as_posix()
                if name in trees:
                    waiting.append(name)
    assert set(trees) - reached == {"404.html"}


def test_external_links_are_marked(trees: dict[str, Element]) -> None:
    """A link that leaves the site says so and gives nothing away."""
    for path, tree in trees.items():
        for link in elements(tree, "main"):
            for anchor in elements(link, "a"):
                if (anchor.get("href") or "").startswith("http"):
                    assert "noopener" in (anchor.get("rel") or ""), (path, anchor.get("href"))


def test_english_pages_mark_chinese_content(english_trees: dict[str, Element]) -> None:
    """On English pages every piece of Chinese text stands inside an element marked as Chinese."""
    unmarked = []
    for path, tree in english_trees.items():
        assert tree.get("lang") == "en", path
        unmarked += [(path, text) for text in chinese_outside(elements(tree, "body")[0])]
    assert unmarked == []


def chinese_outside(element: Element) -> list[str]:
    """Return the Chinese texts below `element` that no `lang` marks."""
    if element.get("lang", "").startswith("zh"):
        return []
    found = [element.text or ""]
    for child in element:
        found += chinese_outside(child)
        found.append(child.tail or "")
    return [text for text in found if re.search(r"[\u4e00-\u9fff]", text)]
