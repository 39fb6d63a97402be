"""The plain Markdown that narratives and free pages keep to, read in one sweep.

Headings, paragraphs and lists at the margin, with no sign of Markdown inside them: nothing can be
wrong with such text, and there is one way to show it. Any other is left to the parser of the
whole of Markdown, beside which alone faults are found.
"""

from __future__ import annotations

import re
from itertools import count, pairwise, repeat
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from generator.model.narrative import HEADINGS, NUMBERED, Prose, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.narrative import Topic

NEVER = r"\x00-\x1f\x7f\\`*_\[\]<>&|~"
"""Signs that mean something to Markdown wherever they stand, and line ends."""
TEXT = rf"(?![#+=\-\s]|[0-9]{{1,9}}[.)](?:\s|$))[^{NEVER}]++(?<!\s)"
"""A line that begins no heading, no list and no line under a heading."""
PARAGRAPH = rf"{TEXT}(?:\n{TEXT})*+"
ORDERED = rf"1\. {PARAGRAPH}(?:\n[0-9]{{1,9}}\. {PARAGRAPH})*+"
BULLETS = rf"- {PARAGRAPH}(?:\n- {PARAGRAPH})*+"
BLOCK = rf"(?:{ORDERED}|{BULLETS}|{PARAGRAPH})(?:\n\n++|\n(?=## )|\n?\Z)"
BLOCKS = re.compile(rf"(?:{BLOCK})*+", re.MULTILINE)
WORDS = rf"[^{NEVER}#{{}}\s](?:[^{NEVER}#{{}}]*+(?<!\s))?+"
"""The words of a heading that is not closed by # and names no anchor."""
TITLE = re.compile(rf"# ({WORDS})(?:\n++|\Z)")
HEADING = re.compile(rf"## ({WORDS})(?:\n++|\Z)")
BLANK = re.compile(r"\n\n+")
ITEM = re.compile(r"(?:\A|\n)(?:- |[0-9]{1,9}\. )")
"""What begins each item of a list."""
TOPICS = dict(HEADINGS)

Block: TypeAlias = tuple[str, list[str]]
"""What marks the items of a list and their words; a paragraph is one item with no mark."""


class NotSimpleError(Exception):
    """The narrative is not of this kind; the parser of all of Markdown will say what it is."""


def simple_sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a narrative of this kind; for any other raise `NotSimpleError`."""
    sections = tuple(
        _section(heading, blocks, text.count("\n", 0, start) + 1)
        for heading, blocks, start in _parts(text, 0)
    )
    if not sections or len({section.topic for section in sections}) < len(sections):
        raise NotSimpleError
    return sections


def simple_prose(slug: str, text: str) -> Prose:
    """Return a free page of this kind; for any other raise `NotSimpleError`."""
    title = TITLE.match(text)
    if title is None:
        raise NotSimpleError
    headings: list[tuple[str, str]] = []
    html = ""
    for heading, blocks, _ in _parts(text, title.end()):
        if heading:
            anchor = f"section-{len(headings) + 1}"
            headings.append((anchor, heading))
            html += f'<h2 id="{anchor}">{_quoted(heading)}</h2>\n'
        html += _html(blocks, repeat(""))
    page = Markup(html)  # noqa: S704  no text in it has signs of HTML
    return Prose(slug=slug, title=title[1], html=page, headings=tuple(headings))


def _parts(text: str, start: int) -> Iterator[tuple[str, list[Block], int]]:
    """Yield each heading of a text with what stands below it, and where it stands.

    What stands ahead of the first one has none. Raises `NotSimpleError` for any other text.
    """
    while start < len(text):
        heading = HEADING.match(text, start)
        body = BLOCKS.match(text, heading.end() if heading else start)
        if body is None or body.end() == start:
            raise NotSimpleError
        yield heading[1] if heading else "", _blocks(body[0]), start
        start = body.end()


def _section(heading: str, blocks: list[Block], line: int) -> Section:
    topic = TOPICS.get(heading)
    if topic is None or not blocks:
        raise NotSimpleError
    return Section(
        topic=topic,
        heading=heading,
        html=Markup(_html(blocks, _anchors(topic))),  # noqa: S704  no text in it has signs of HTML
        text="\n".join(item for _, items in blocks for item in items),
        line=line,
    )


def _blocks(body: str) -> list[Block]:
    """Return the paragraphs and lists of a text; raise `NotSimpleError` for lists in a row."""
    blocks = [_block(block) for block in BLANK.split(body.rstrip("\n"))] if body else []
    if any(mark and following for (mark, _), (following, _) in pairwise(blocks)):
        raise NotSimpleError  # two lists with a blank line between may be one loose list
    return blocks


def _block(block: str) -> Block:
    mark = "ul" if block.startswith("- ") else "ol" if block.startswith("1. ") else ""
    return mark, ITEM.split(block)[1:] if mark else [block]


def _anchors(topic: Topic) -> Iterator[str]:
    """Return the attribute of each ordered item of a section."""
    return (f' id="{topic}-{number}"' for number in count(1)) if topic in NUMBERED else repeat("")


def _html(blocks: Iterable[Block], anchors: Iterator[str]) -> str:
    """Return blocks as HTML; each ordered item takes the next of the anchors."""
    html = ""
    for mark, items in blocks:
        if not mark:
            html += f"<p>{_quoted(items[0])}</p>\n"
            continue
        starts = anchors if mark == "ol" else repeat("")
        lines = [f"<li{next(starts)}>{_quoted(item)}</li>\n" for item in items]
        html += f"<{mark}>\n{''.join(lines)}</{mark}>\n"
    return html


def _quoted(text: str) -> str:
    return text.replace('"', "&quot;")
