"""Markdown → safe HTML, headings and plain text; every fault with its line.

The only module that makes `Markup` from content. Raw HTML is off, images are refused, links may
lead only to http(s), mail or places within the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from generator.i18n import N_, Message, message
from generator.model.narrative import HEADINGS, Narrative, Prose, Section, Topic
from generator.problem import Family, Kind, Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from generator.model.source import Source

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
ALLOWED = ("http:", "https:", "mailto:")
REMNANT = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->|&amp;(?:nbsp|lt|gt|amp|quot);"
)
LINK = re.compile(
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|<)"
    r"([A-Za-z][A-Za-z0-9+.-]*:(?:[^()\s<>]|\([^()\s]*\))+)"
)
NO_SPACE = re.compile(r" {0,3}(#{2,6})([^\s#].*)")
ANCHOR = re.compile(r"\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$")
NUMBERED = frozenset({Topic.ACHIEVEMENTS, Topic.PROBLEMS, Topic.MEASURES})

UNKNOWN_HEADING = Kind(
    code="F201",
    slug="unknown-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("不认识的标题“{heading}”"),
    hint=N_("{suggestion}可用的标题：{known}"),
    why=N_("标题决定内容放在页面何处；不认识的标题下的文字会没有地方放。"),
    bad="## 主要成绩",
    good="## 主要绩效",
)
DUPLICATE_HEADING = Kind(
    code="F202",
    slug="duplicate-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("标题“{heading}”重复，第 {line} 行已有"),
    hint=N_("把两处内容并到一个标题下"),
    why=N_("同一标题写两次，页面上的锚点会指向不同的内容。"),
    bad="## 主要问题 …… ## 主要问题",
    good="## 主要问题",
)
HEADING_LEVEL = Kind(
    code="F203",
    slug="heading-level",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("正文里不能用一级标题“{heading}”"),
    hint=N_("改成“## {heading}”；一个页面只有一个一级标题"),
    why=N_("一个页面只有一个一级标题，读屏软件靠它辨认页面。"),
    bad="# 主要绩效",
    good="## 主要绩效",
)
TEXT_BEFORE_HEADING = Kind(
    code="F204",
    slug="text-before-heading",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("第一个标题之前有文字"),
    hint=N_("在文字前加上标题，例如“## 项目概况”"),
    why=N_("没有标题的文字不知道该放在页面何处。"),
    bad="本项目用于……\n\n## 主要绩效",
    good="## 项目概况\n\n本项目用于……",
)
UNSAFE_LINK = Kind(
    code="F205",
    slug="unsafe-link",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("不能使用链接“{address}”"),
    hint=N_("只能链接 http、https、mailto 地址或站内文件"),
    why=N_("其他形式的链接可能在读者的浏览器里执行程序。"),
    bad="[原件](javascript:alert(1))",
    good="[原件](https://www.example.gov.cn/a.html)",
)
IMAGE = Kind(
    code="F206",
    slug="image-in-narrative",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("叙述里不能插入图片“{address}”"),
    hint=N_("把图片列入“附件”，在叙述里用文字说明"),
    why=N_("图片没有文字替代就不能检索和朗读，站外图片还会泄露读者的访问。"),
    bad="![现场](photo.jpg)",
    good="现场照片见附件。",
)
HTML_REMNANT = Kind(
    code="F207",
    slug="html-remnant",
    family=Family.RESIDUE,
    severity=Severity.ADVICE,
    message=N_("有网页代码残留“{remnant}”，会原样显示给读者"),
    hint=N_("删除它，段落之间空一行即可"),
    why=N_("从系统导出的文字常带 <p> 一类的残留，读者看到的是乱码。"),
    bad="<p>1.抓好日常检查</p>",
    good="1. 抓好日常检查",
)
NO_TITLE = Kind(
    code="F208",
    slug="page-without-title",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("页面没有标题"),
    hint=N_("第一行写“# 页面标题”"),
    why=N_("没有标题的页面在导航和读屏软件里都没有名字。"),
    bad="这是一个演示网站。",
    good="# 关于本站\n\n这是一个演示网站。",
)
HEADING_WITHOUT_SPACE = Kind(
    code="F209",
    slug="heading-without-space",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("井号后面没有空格，不会当作标题"),
    hint=N_("写成“{fixed}”"),
    why=N_("少一个空格，标题就会当作正文印给读者，它下面的内容也会归到别处。"),
    bad="##主要问题",
    good="## 主要问题",
)
REPEATED_ANCHOR = Kind(
    code="F210",
    slug="repeated-anchor",
    family=Family.FORM,
    severity=Severity.ERROR,
    message=N_("锚点“{anchor}”在这一页已经用过"),
    hint=N_("换一个锚点；“main”留给页面正文"),
    why=N_("同一页有两个相同的锚点，链接会跳到错的地方。"),
    bad="## 分值 {#weight} …… ## 权重 {#weight}",
    good="## 分值 {#weight} …… ## 权重 {#share}",
)
RESERVED = "main"
"""The anchor that the layout of every page uses."""
KINDS = (
    UNKNOWN_HEADING,
    DUPLICATE_HEADING,
    HEADING_LEVEL,
    TEXT_BEFORE_HEADING,
    UNSAFE_LINK,
    IMAGE,
    HTML_REMNANT,
    NO_TITLE,
    HEADING_WITHOUT_SPACE,
    REPEATED_ANCHOR,
)
SUGGESTION = N_("是不是“{match}”？")


class _Markdown(MarkdownIt):
    """CommonMark with tables, without raw HTML, with a closed list of link schemes."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the parser's own name for its hook
        return is_allowed_link(url) and super().validateLink(url)


def is_allowed_link(address: str) -> bool:
    """Whether a narrative may link to `address`."""
    scheme = SCHEME.match(address)
    return scheme is None or scheme[0].lower() in ALLOWED


def markdown() -> MarkdownIt:
    """Return a parser; making one costs more than a narrative, so callers keep it for a batch."""
    return _Markdown("commonmark", {"html": False}).enable("table")


def parse_narrative(source: Source, parser: MarkdownIt) -> tuple[Narrative, tuple[Problem, ...]]:
    """Return the sections of a narrative and everything wrong with it."""
    tokens = parser.parse(source.text)
    parsing = _Parsing(source, parser)
    problems = [*_faults(source, tokens)]
    sections = tuple(parsing.sections(tokens, problems))
    return Narrative(sections), tuple(problems)


def parse_prose(
    slug: str, source: Source, parser: MarkdownIt
) -> tuple[Prose | None, tuple[Problem, ...]]:
    """Return a free page, whose first line is its title, and everything wrong with it."""
    tokens = parser.parse(source.text)
    problems = [*_faults(source, tokens)]
    if not tokens or tokens[0].tag != "h1" or not _words(tokens[1]).strip():
        return None, (*problems, NO_TITLE.at(source.at(1)))
    body = tokens[3:]
    problems += _second_titles(source, body)
    headings = tuple(_anchor_headings(body))
    problems += _repeated_anchors(source, body)
    html = Markup(parser.renderer.render(body, parser.options, {}))  # noqa: S704  raw HTML is off
    title = _words(tokens[1])
    return Prose(slug=slug, title=title, html=html, headings=headings), tuple(problems)


@dataclass(slots=True)
class _Parsing:
    source: Source
    parser: MarkdownIt
    seen: dict[Topic, int] = field(default_factory=dict)

    def sections(self, tokens: Sequence[Token], problems: list[Problem]) -> Iterator[Section]:
        starts = [i for i, token in enumerate(tokens) if _is_heading(token, "h1", "h2")]
        if tokens and (not starts or starts[0] > 0):
            problems.append(TEXT_BEFORE_HEADING.at(self.place(tokens[0])))
        if not starts:
            return
        for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
            outcome = self.section(
                tokens[start], _words(tokens[start + 1]), tokens[start + 3 : end]
            )
            if isinstance(outcome, Section):
                yield outcome
            else:
                problems.append(outcome)

    def section(self, opening: Token, heading: str, body: Sequence[Token]) -> Section | Problem:
        place = self.place(opening)
        if opening.tag == "h1":
            return HEADING_LEVEL.at(place, heading=heading)
        topic = dict(HEADINGS).get(heading)
        if topic is None:
            return UNKNOWN_HEADING.at(place, heading=heading, **_suggest(heading))
        if topic in self.seen:
            return DUPLICATE_HEADING.at(place, heading=heading, line=str(self.seen[topic]))
        self.seen[topic] = place.line
        if topic in NUMBERED:
            _number_items(topic, body)
        html = Markup(self.parser.renderer.render(body, self.parser.options, {}))  # noqa: S704  raw HTML is off
        return Section(
            topic=topic, heading=heading, html=html, text=plain_text(body), line=place.line
        )

    def place(self, token: Token) -> Location:
        line = token.map[0] + 1 if token.map else 1
        return self.source.at(line, width=200)


def _is_heading(token: Token, *tags: str) -> bool:
    """Whether a token opens a heading of its own, not one inside a list or quotation."""
    return token.type == "heading_open" and token.level == 0 and token.tag in tags


def _suggest(heading: str) -> dict[str, str | Message]:
    known = [word for word, _ in HEADINGS]
    near = get_close_matches(heading, known, n=1, cutoff=0.4)
    suggestion = message(SUGGESTION, match=near[0]) if near else ""
    return {"suggestion": suggestion, "known": "、".join(known)}


def _number_items(topic: Topic, body: Sequence[Token]) -> None:
    """Give each top-level ordered item of a section just parsed its stable anchor."""
    items = [t for t in body if t.type == "list_item_open" and t.level == 1 and t.info]
    for number, item in enumerate(items, 1):
        item.attrSet("id", f"{topic}-{number}")


def _anchor_headings(body: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for number, index in enumerate(
        [i for i, token in enumerate(body) if _is_heading(token, "h2")], 1
    ):
        inline = body[index + 1]
        named = ANCHOR.search(_words(inline))
        anchor = named[1] if named else f"section-{number}"
        if named and inline.children:
            inline.children[-1].content = ANCHOR.sub("", inline.children[-1].content)
        body[index].attrSet("id", anchor)
        yield anchor, ANCHOR.sub("", _words(inline))


def _repeated_anchors(source: Source, body: Sequence[Token]) -> Iterator[Problem]:
    seen = {RESERVED}
    for token in body:
        anchor = token.attrs.get("id") if _is_heading(token, "h2") else None
        if anchor in seen:
            line = token.map[0] + 1 if token.map else 1
            yield REPEATED_ANCHOR.at(source.at(line, width=200), anchor=str(anchor))
        seen.add(str(anchor))


def _second_titles(source: Source, body: Sequence[Token]) -> Iterator[Problem]:
    for index, token in enumerate(body):
        if _is_heading(token, "h1"):
            line = token.map[0] + 1 if token.map else 1
            heading = _words(body[index + 1])
            yield HEADING_LEVEL.at(source.at(line, width=200), heading=heading)


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the words of `tokens`, a paragraph, item or cell a line."""
    return "\n".join(_words(token) for token in tokens if token.type == "inline")


def _words(inline: Token) -> str:
    children = inline.children or ()
    return "".join("\n" if child.type.endswith("break") else child.content for child in children)


def _faults(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield what is wrong with single lines and single pieces of text."""
    for number, line in enumerate(source.lines, 1):
        match = NO_SPACE.match(line)
        if match:
            fixed = f"{match[1]} {match[2]}"
            yield HEADING_WITHOUT_SPACE.at(source.at(number, width=len(line)), fixed=fixed)
        yield from _unsafe_links(source, number, line)
    yield from dict.fromkeys(
        problem for token in tokens for problem in _block_faults(source, token)
    )


def _unsafe_links(source: Source, number: int, line: str) -> Iterator[Problem]:
    for match in LINK.finditer(line):
        if not is_allowed_link(match[1]) and not _in_code(line, match.start()):
            place = source.at(number, match.start(1) + 1, width=len(match[1]))
            yield UNSAFE_LINK.at(place, address=match[1])


def _block_faults(source: Source, token: Token) -> Iterator[Problem]:
    """Yield the remnants and images in the lines of one block of text."""
    first, end = token.map or (0, 0)
    if token.type != "inline":
        return
    for number in range(first, min(end, len(source.lines))):
        line = source.lines[number]
        for match in REMNANT.finditer(line):
            if not _in_code(line, match.start()):
                place = source.at(number + 1, match.start() + 1, width=len(match[0]))
                yield HTML_REMNANT.at(place, remnant=match[0].replace("&amp;", "&", 1))
    taken: set[tuple[int, int]] = set()
    for child in token.children or ():
        if child.type == "image":
            place = _find(source, f"![{child.content}]", (first, end), taken)
            taken.add((place.line, place.column))
            yield IMAGE.at(place, address=str(child.attrs.get("src", "")))


def _find(
    source: Source, text: str, block: tuple[int, int], taken: set[tuple[int, int]]
) -> Location:
    """Return where `text` stands in a block of lines (from 0), not counting places taken."""
    first, end = block
    for number in range(first, min(end, len(source.lines))):
        column = source.lines[number].find(text)
        while column >= 0 and (number + 1, column + 1) in taken:
            column = source.lines[number].find(text, column + 1)
        if column >= 0:
            return source.at(number + 1, column + 1, width=len(text))
    return source.at(first + 1)


def _in_code(line: str, column: int) -> bool:
    return line.count("`", 0, column) % 2 == 1
