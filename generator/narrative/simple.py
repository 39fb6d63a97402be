"""The plain Markdown that narratives keep to, read in one sweep.

Known headings, paragraphs and lists at the margin, with no sign of Markdown inside
them: nothing can be wrong with such text, and there is one way to show it. Any other is left to
the parser of the whole of Markdown, beside which alone faults are found.
"""

from __future__ import annotations

import re
from itertools import count, pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model.narrative import HEADINGS, NUMBERED, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.narrative import Topic

NEVER = r"\x00-\x1f\x7f\\`*_\[\]<>&|~"
"""Signs that mean something to Markdown wherever they stand, and line ends."""
TEXT = rf"(?![#+=\-\s]|[0-9]{{1,9}}[.)](?:\s|$))[^{NEVER}]++(?<!\s)"
"""A line that begins no heading, no list and no line under a heading."""
ORDERED = rf"1\. {TEXT}(?:\n[0-9]{{1,9}}\. {TEXT})*+"
BULLETS = rf"- {TEXT}(?:\n- {TEXT})*+"
PARAGRAPH = rf"{TEXT}(?:\n{TEXT})*+"
BLOCK = rf"(?:{ORDERED}|{BULLETS}|{PARAGRAPH})(?:\n\n++|\n(?=## )|\n?\Z)"
TOPICS = dict(HEADINGS)
SECTION = re.compile(rf"## ({'|'.join(TOPICS)})\n++((?:{BLOCK})++)", re.MULTILINE)
NARRATIVE = re.compile(rf"(?:{SECTION.pattern})++", re.MULTILINE)
BLANK = re.compile(r"\n\n+")


class NotSimpleError(Exception):
    """The narrative is not of this kind; the parser of all of Markdown will say what it is."""


def simple_sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a narrative of this kind; for any other raise `NotSimpleError`."""
    if NARRATIVE.fullmatch(text) is None:
        raise NotSimpleError
    sections = tuple(_section(text, found) for found in SECTION.finditer(text))
    if len({section.topic for section in sections}) < len(sections):
        raise NotSimpleError
    return sections


def _section(text: str, found: re.Match[str]) -> Section:
    topic = TOPICS[found[1]]
    blocks = [_items(block) for block in BLANK.split(found[2].rstrip("\n"))]
    if any(mark and following for (mark, _), (following, _) in pairwise(blocks)):
        raise NotSimpleError  # two lists with a blank line between may be one loose list
    anchors = _anchors(topic)
    return Section(
        topic=topic,
        heading=found[1],
        html=Markup("".join(_html(mark, lines, anchors) for mark, lines in blocks)),  # noqa: S704  no text in it has signs of HTML
        text="\n".join(line for _, lines in blocks for line in lines),
        line=text.count("\n", 0, found.start()) + 1,
    )


def _items(block: str) -> tuple[str, list[str]]:
    """Return what marks the items of a block, nothing for a paragraph, and their words."""
    mark = "ul" if block.startswith("- ") else "ol" if block.startswith("1. ") else ""
    lines = block.split("\n")
    return mark, [line.partition(" ")[2] for line in lines] if mark else lines


def _anchors(topic: Topic) -> Iterator[str]:
    """Yield the attribute of each ordered item of a section."""
    named = topic in NUMBERED
    return (f' id="{topic}-{number}"' if named else "" for number in count(1))


def _html(mark: str, lines: list[str], anchors: Iterator[str]) -> str:
    words = [line.replace('"', "&quot;") for line in lines]
    if not mark:
        return "<p>" + "\n".join(words) + "</p>\n"
    ordered = mark == "ol"
    items = (f"<li{next(anchors) if ordered else ''}>{item}</li>\n" for item in words)
    return f"<{mark}>\n{''.join(items)}</{mark}>\n"
