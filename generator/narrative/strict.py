"""Narratives and free pages by the whole of Markdown: safe HTML from tokens, and every fault.

Only texts beyond the plain part of Markdown (`simple.py`) come here; most builds load no parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.i18n import N_, Message, message
from generator.model.narrative import HEADINGS, NUMBERED, Narrative, Prose, Section, Topic
from generator.narrative import kinds
from generator.narrative.faults import find_faults
from generator.narrative.markup import is_heading, plain_text, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from generator.model.source import Source
    from generator.problem import Location, Problem

ANCHOR = re.compile(r"\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$")
ANY_ANCHOR = re.compile(r"\{#([^}]*)\}\s*$")
RESERVED = "main"
"""The anchor that the layout of every page uses."""
SUGGESTION = N_("是不是“{match}”？")


def parse_strictly(source: Source, parser: MarkdownIt) -> tuple[Narrative, tuple[Problem, ...]]:
    """Return the same as `parse_narrative` by the whole of Markdown, at six times the cost."""
    tokens = parser.parse(source.text)
    parsing = _Parsing(source, parser)
    problems = [*find_faults(source, tokens)]
    sections = tuple(parsing.sections(tokens, problems))
    return Narrative(sections), tuple(problems)


def prose_strictly(
    slug: str, source: Source, parser: MarkdownIt
) -> tuple[Prose | None, tuple[Problem, ...]]:
    """Return the same as `parse_prose` by the whole of Markdown."""
    tokens = parser.parse(source.text)
    problems = [*find_faults(source, tokens)]
    if not tokens or tokens[0].tag != "h1" or not words(tokens[1]).strip():
        return None, (*problems, kinds.NO_TITLE.at(source.at(1)))
    body = tokens[3:]
    problems += _second_titles(source, body)
    headings = tuple(_anchor_headings(body))
    problems += _repeated_anchors(source, body)
    problems += _bad_anchors(source, body)
    html = Markup(parser.renderer.render(body, parser.options, {}))  # noqa: S704  raw HTML is off
    title = words(tokens[1])
    return Prose(slug=slug, title=title, html=html, headings=headings), tuple(problems)


@dataclass(slots=True)
class _Parsing:
    source: Source
    parser: MarkdownIt
    seen: dict[Topic, int] = field(default_factory=dict)

    def sections(self, tokens: Sequence[Token], problems: list[Problem]) -> Iterator[Section]:
        starts = [i for i, token in enumerate(tokens) if is_heading(token, "h1", "h2")]
        if tokens and (not starts or starts[0] > 0):
            problems.append(kinds.TEXT_BEFORE_HEADING.at(self.place(tokens[0])))
        if not starts:
            return
        for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
            outcome = self.section(tokens[start], words(tokens[start + 1]), tokens[start + 3 : end])
            if isinstance(outcome, Section):
                yield outcome
            else:
                problems.append(outcome)

    def section(self, opening: Token, heading: str, body: Sequence[Token]) -> Section | Problem:
        place = self.place(opening)
        if opening.tag == "h1":
            return kinds.HEADING_LEVEL.at(place, heading=heading)
        topic = dict(HEADINGS).get(heading)
        if topic is None:
            return kinds.UNKNOWN_HEADING.at(place, heading=heading, **_suggest(heading))
        if topic in self.seen:
            return kinds.DUPLICATE_HEADING.at(place, heading=heading, line=str(self.seen[topic]))
        self.seen[topic] = place.line
        if not plain_text(body).strip():
            return kinds.EMPTY_SECTION.at(place, heading=heading)
        if topic in NUMBERED:
            _number_items(topic, body)
        html = Markup(self.parser.renderer.render(body, self.parser.options, {}))  # noqa: S704  raw HTML is off
        return Section(
            topic=topic, heading=heading, html=html, text=plain_text(body), line=place.line
        )

    def place(self, token: Token) -> Location:
        line = token.map[0] + 1 if token.map else 1
        return self.source.at(line, width=200)


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
        [i for i, token in enumerate(body) if is_heading(token, "h2")], 1
    ):
        inline = body[index + 1]
        named = ANCHOR.search(words(inline))
        anchor = named[1] if named else f"section-{number}"
        if named and inline.children:
            inline.children[-1].content = ANCHOR.sub("", inline.children[-1].content)
        body[index].attrSet("id", anchor)
        yield anchor, ANCHOR.sub("", words(inline))


def _repeated_anchors(source: Source, body: Sequence[Token]) -> Iterator[Problem]:
    seen = {RESERVED}
    for token in body:
        anchor = token.attrs.get("id") if is_heading(token, "h2") else None
        if anchor in seen:
            line = token.map[0] + 1 if token.map else 1
            yield kinds.REPEATED_ANCHOR.at(source.at(line, width=200), anchor=str(anchor))
        seen.add(str(anchor))


def _bad_anchors(source: Source, body: Sequence[Token]) -> Iterator[Problem]:
    for index, token in enumerate(body):
        match = ANY_ANCHOR.search(words(body[index + 1])) if is_heading(token, "h2") else None
        if match:
            line = token.map[0] + 1 if token.map else 1
            yield kinds.BAD_ANCHOR.at(source.at(line, width=200), anchor=match[1])


def _second_titles(source: Source, body: Sequence[Token]) -> Iterator[Problem]:
    for index, token in enumerate(body):
        if is_heading(token, "h1"):
            line = token.map[0] + 1 if token.map else 1
            heading = words(body[index + 1])
            yield kinds.HEADING_LEVEL.at(source.at(line, width=200), heading=heading)
