"""What can be wrong with single lines and single pieces of prose, each at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.narrative import kinds
from generator.narrative.markup import is_allowed_link, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from generator.model.source import Source
    from generator.problem import Location, Problem

REMNANT = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->|&amp;(?:nbsp|lt|gt|amp|quot);"
)
LINK = re.compile(
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|<)"
    r"([A-Za-z][A-Za-z0-9+.-]*:(?:[^()\s<>]|\([^()\s]*\))+)"
)
NO_SPACE = re.compile(r" {0,3}(#{2,6})([^\s#].*)")


def find_faults(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield what is wrong with single lines and single pieces of text."""
    for number, line in enumerate(source.lines, 1):
        match = NO_SPACE.match(line)
        if match:
            fixed = f"{match[1]} {match[2]}"
            yield kinds.HEADING_WITHOUT_SPACE.at(source.at(number, width=len(line)), fixed=fixed)
        yield from _unsafe_links(source, number, line)
    yield from dict.fromkeys(
        problem for token in tokens for problem in _block_faults(source, token)
    )
    yield from _nested_headings(source, tokens)


def _nested_headings(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield the headings inside lists and quotations that would rival those of the page."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level > 0 and token.tag in {"h1", "h2"}:
            line = token.map[0] + 1 if token.map else 1
            heading = words(tokens[index + 1])
            yield kinds.NESTED_HEADING.at(source.at(line, width=200), heading=heading)


def _unsafe_links(source: Source, number: int, line: str) -> Iterator[Problem]:
    for match in LINK.finditer(line):
        if not is_allowed_link(match[1]) and not _in_code(line, match.start()):
            place = source.at(number, match.start(1) + 1, width=len(match[1]))
            yield kinds.UNSAFE_LINK.at(place, address=match[1])


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
                yield kinds.HTML_REMNANT.at(place, remnant=match[0].replace("&amp;", "&", 1))
    taken: set[tuple[int, int]] = set()
    for child in token.children or ():
        if child.type == "image":
            place = _find(source, f"![{child.content}]", (first, end), taken)
            taken.add((place.line, place.column))
            yield kinds.IMAGE.at(place, address=str(child.attrs.get("src", "")))


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
