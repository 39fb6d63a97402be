"""Prose becomes safe HTML, plain text and anchors; every fault has its line.

A case of `tests/fixtures/prose/` is a title, the Markdown and what becomes of it, each closed by
a line with a full stop alone. What becomes of it is a line `= …` for every section (topic, line)
or page (title, headings), its HTML, its plain text behind `|`, and a line `! …` for every problem.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue
from generator.model.narrative import HEADINGS, Narrative
from generator.model.source import Source
from generator.narrative import Markdown, parse_narrative, parse_prose
from generator.narrative.markup import is_allowed_link
from generator.problem import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.narrative import Prose, Section
    from generator.problem import Problem

FIXTURES = Path(__file__).parents[2] / "fixtures" / "prose"
VOID = frozenset({"br", "hr", "img"})
BLOCKS = {"blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
KNOWN = frozenset({"a", "br", "code", "em", "strong", *BLOCKS, *TABLES})
UNPUBLISHED = {"<h1>", "<h2>", "<img>"}
"""What the HTML may hold when a blocking problem keeps it from being published."""
PIECES = st.sampled_from(
    (
        "#", "##", "## 主要绩效", "\n", "\n\n", " ", "    ", "\t", ">", "- ", "1. ", "*", "**", "_",
        "`", "```\n", "[", "](", ")", "![", "<", "<p>", "</", "<!--", "-->", "&", "&#0;", "&lt;",
        "\\", "|", "|-|\n", "---\n", "===\n", "javascript:", "http://a", "{#a}", "甲", "：", "😀",
        "[a]: ", "\x0b", "\0", "\u2028", "\u202e",
    )
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)
MODEST = settings(max_examples=100, deadline=None, derandomize=True)


def cases(name: str) -> list[object]:
    """Return the cases of a fixture file: Markdown and what becomes of it, named by the title."""
    blocks = (FIXTURES / name).read_text("utf-8").split("\n.\n")
    titled = zip(blocks[0::3], blocks[1::3], blocks[2::3], strict=False)
    return [pytest.param(text, result, id=title.strip()) for title, text, result in titled]


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a line for every problem: place, code, message and hint in Chinese."""
    say = Catalogue().say
    for problem in in_order(list(problems)):
        place = f"{problem.at.line}:{problem.at.column} {problem.kind.code}"
        yield f"! {place} {say(problem.message)} → {say(problem.hint)}"


def shown_section(section: Section) -> Iterator[str]:
    """Yield the lines that a case expects of a section."""
    yield f"= {section.topic} @{section.line} {section.heading}"
    yield from section.html.rstrip("\n").split("\n")
    yield from (f"| {line}" for line in section.text.split("\n"))


def shown_page(page: Prose) -> Iterator[str]:
    """Yield the lines that a case expects of a page."""
    yield f"= {page.title}"
    yield from (f"= #{anchor} {heading}" for anchor, heading in page.headings)
    yield from page.html.rstrip("\n").split("\n")


@pytest.mark.parametrize(("text", "result"), cases("narratives.md"))
def test_narrative(text: str, result: str) -> None:
    """A narrative becomes the sections that the case shows, with the problems it shows."""
    narrative, problems = parse_narrative(Source("narrative.md", text + "\n"), Markdown())
    sections = [line for section in narrative.sections for line in shown_section(section)]
    assert [*sections, *told(problems)] == result.split("\n")


@pytest.mark.parametrize(("text", "result"), cases("pages.md"))
def test_page(text: str, result: str) -> None:
    """A page becomes the title, headings and HTML that the case shows, with its problems."""
    page, problems = parse_prose("page", Source("pages/page.md", text + "\n"), Markdown())
    shown = list(shown_page(page)) if page else []
    assert [*shown, *told(problems)] == result.split("\n")


class Tags(HTMLParser):
    """Follows the tags of a piece of HTML and keeps what should not be there."""

    ATTRIBUTES = frozenset({"class", "href", "id", "start", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag or attribute that is not known, and a link that is not allowed."""
        self.faults += [] if tag in KNOWN else [f"<{tag}>"]
        for name, value in attrs if tag in KNOWN else ():
            allowed = name != "href" or is_allowed_link(value or "")
            self.faults += [] if name in self.ATTRIBUTES and allowed else [f"{tag} {name}"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Keep an end that closes something else than what is open."""
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}>")


def faults_of(html: str) -> list[str]:
    """Return what is wrong with a piece of HTML: unknown tags, unsafe links, tags left open."""
    tags = Tags()
    tags.feed(html)
    tags.close()
    return [*tags.faults, *tags.open]


@MODEST
@example("> ## 其他说明\n\n甲")
@example("- # 其他说明\n\n  甲")
@example("| 甲 | 乙 |\n|--:|:-:|\n| 1 | 2 |")
@example("[甲](\njavascript:alert(1))")
@example("<javascript:alert(1)> [甲](java&#115;cript:alert(1)) [乙][1]\n\n[1]: javascript:alert(1)")
@given(TEXTS)
def test_narrative_is_always_safe(text: str) -> None:
    """Whatever stands in a narrative, its HTML is balanced and closed to scripts and styles."""
    source = Source("narrative.md", f"## 主要绩效\n\n{text}\n\n## 主要问题\n\n{text}\n")
    narrative, problems = parse_narrative(source, Markdown())
    tolerated = UNPUBLISHED if any(problem.blocks for problem in problems) else set()
    for section in narrative.sections:
        assert set(faults_of(section.html)) <= tolerated


@MODEST
@example("甲\n===\n\n乙\n---\n\n## 丙 {#a}\n")
@given(TEXTS)
def test_page_is_always_safe(text: str) -> None:
    """Whatever stands on a page, its HTML is balanced and closed to scripts and styles."""
    page, problems = parse_prose("page", Source("page.md", f"# 标题\n\n{text}\n"), Markdown())
    assert page is not None
    tolerated = UNPUBLISHED if any(problem.blocks for problem in problems) else set()
    assert set(faults_of(page.html)) <= {"<h2>", *tolerated}


@MODEST
@given(TEXTS)
def test_any_text_is_parsed(text: str) -> None:
    """No text breaks the parsing of a narrative or page, and every place lies in the text."""
    source = Source("narrative.md", text)
    _, faults = parse_narrative(source, Markdown())
    _, more = parse_prose("page", source, Markdown())
    for problem in (*faults, *more):
        assert 1 <= problem.at.line <= len(source.lines)
        assert 1 <= problem.at.column <= len(source.lines[problem.at.line - 1]) + 1


HOSTILE = {
    "quotes": ">" * 5000,
    "quotes with spaces": "> " * 5000,
    "brackets": "[" * 5000,
    "images": "![" * 5000,
    "links": "[甲](" * 5000,
    "closed links": "[" * 2000 + "甲" + "](b)" * 2000,
    "list items": "- " * 5000,
    "numbers": "1. " * 5000,
    "deeper and deeper": "\n".join("  " * depth + "- 甲" for depth in range(300)),
    "stars": "*" * 50_000,
    "open emphasis": "*甲 " * 10_000,
    "crossed emphasis": "*甲_ " * 4000,
    "backticks": " ".join("`" * length for length in range(1, 300)),
    "angles": "<" * 50_000,
    "tags": "<p>" * 10_000,
    "entities": "&#1;" * 10_000,
    "backslashes": "\\" * 50_001,
    "wide table": "|甲" * 1000 + "|\n" + "|-" * 1000 + "|\n",
    "long table": "甲|乙\n-|-\n" + "1|2\n" * 3000,
    "definitions": "".join(f"[{number}]: /甲\n" for number in range(10_000)),
    "unsafe links": "[甲](javascript:1) " * 5000,
    "nothing": "\0" * 50_000,
    "spaces": " " * 200_000,
    "lines": "甲\n" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_parsed(text: str) -> None:
    """Text made to exhaust the parser becomes one section, safe as any other."""
    source = Source("narrative.md", f"## 主要绩效\n\n甲\n\n{text}\n")
    narrative, _ = parse_narrative(source, Markdown())
    assert [faults_of(section.html) for section in narrative.sections] == [[]]


LINKS = {
    "https://www.example.gov.cn/a.html": True,
    "HTTP://www.example.gov.cn": True,
    "mailto:a@example.gov.cn": True,
    "attachments/form.pdf": True,
    "../report/index.html#achievements": True,
    "#problems-1": True,
    "a/b:c": True,
    "javascript:alert(1)": False,
    "JavaScript:alert(1)": False,
    "vbscript:甲": False,
    "data:text/html,甲": False,
    "file:///C:/表.pdf": False,
    "ftp://a.example/b": False,
}


@pytest.mark.parametrize(("address", "allowed"), LINKS.items(), ids=LINKS)
def test_link(address: str, allowed: bool) -> None:  # noqa: FBT001  the answer that is expected
    """Links lead to the web, to mail or within the site, and nowhere else."""
    assert is_allowed_link(address) is allowed


def test_every_heading_is_a_topic_of_its_own() -> None:
    """The headings of a narrative and their topics belong to each other one by one."""
    words, topics = zip(*HEADINGS, strict=True)
    assert len(set(words)) == len(set(topics)) == len(HEADINGS)
    text = "".join(f"## {word}\n\n甲\n\n" for word in words)
    narrative, problems = parse_narrative(Source("narrative.md", text), Markdown())
    assert problems == ()
    assert [(part.heading, part.topic) for part in narrative.sections] == list(HEADINGS)


def test_absent_section_is_none() -> None:
    """A narrative without a section about a topic says so."""
    assert [Narrative().section(topic) for _, topic in HEADINGS] == [None] * len(HEADINGS)


def test_plain_text_has_no_markup() -> None:
    """The plain text of a section carries no trace of Markdown, so that it can be searched."""
    text = (
        "## 主要绩效\n\n1. **检查** *企业*[42家](https://a.example)`甲`\n\n| 乙 |\n|---|\n| 丙 |\n"
    )
    narrative, _ = parse_narrative(Source("narrative.md", text), Markdown())
    assert re.split("\n", narrative.sections[0].text) == ["检查 企业42家甲", "乙", "丙"]
