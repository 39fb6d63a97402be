"""The plain part of YAML that content files keep to, read in one sweep.

Every line of it has one meaning: a comment, `key: value`, `- item` or `- key: value`, where a
value is text, quoted text without escapes, or a flow mapping or list of such on the same line.
Any other file, broken or merely unusual, is left to the strict reader, which alone finds faults.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.source import Source

MOST_LEVELS = 12
"""Deeper files are left to the strict reader, which knows where nesting becomes a fault."""
LONGEST_KEY = 100
"""Longer keys are left to the strict reader, whose parser has a limit of its own."""

NEVER = r"\t\n\r"
"""Signs that no line holds, besides control characters, which are looked for by themselves."""
FIRST = rf"[^{NEVER} \-?:,\[\]{{}}#&*!|>'\"%@`]"
"""What begins text without quotes; every other sign would have a meaning of its own."""
KEY = rf"\w[^{NEVER}?:,\[\]{{}}#'\"]{{0,{LONGEST_KEY}}}+(?<! )"
QUOTED = rf"\"[^{NEVER}\"\\]*+\"|'[^{NEVER}']*+'"


def _plain(ends: str) -> str:
    """Return the pattern of text without quotes and without any of the signs `ends`.

    A # could begin a comment and a colon ahead of a blank end a key, so neither is plain.
    """
    sign = rf"[^{NEVER} :#{ends}]"
    word = rf"{sign}*+(?::{sign}++)*+"
    return rf"{FIRST}{word}(?: ++{sign}{word})*+"


BRACKETED = r",?{}\[\]"
PART = rf"(?:{QUOTED}|{_plain(BRACKETED)})"
PAIR = rf"{KEY}: ++{PART}"
FLOW = rf"\{{ *+{PAIR}(?: *+, *+{PAIR})*+ *+\}}|\[ *+{PART}(?: *+, *+{PART})*+ *+\]"
LINE = re.compile(
    rf"^(?:( *+)(?:(- ++)(?!$)(?:({KEY}):(?: ++|$))?+|({KEY}):(?: ++|$))"
    rf"({FLOW}|{QUOTED}|{_plain('')})?+ *+| *+(?:#[^{NEVER}]*+)?+)$",
    re.MULTILINE,
)
VALUE = r"[\"']?+((?<=\")[^\"]*+|(?<=')[^']*+|[^,}\]]*(?<! ))"
PAIRS = re.compile(rf"[{{,] *+([^:]++): ++{VALUE}")
"""The pairs of what is known to be a flow mapping of this kind."""
ITEMS = re.compile(rf"[\[,] *+{VALUE}")
"""The items of what is known to be a flow list of this kind."""

Line: TypeAlias = tuple[str, str, str, str, str]
"""Indent, dash with the blanks behind it, key behind a dash, other key, and the rest."""
Entry: TypeAlias = tuple[int, "str | int", int, int, str]
"""How deep from 1, key or place in a list, line, column (all from 0), and what stands behind."""


Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A value of a content file; None stands where a problem was found."""
KeyPath: TypeAlias = tuple[str | int, ...]
"""The keys and list indexes (from 0) that lead to a value."""


class Span(NamedTuple):
    """A piece of one line of a file."""

    line: int
    """From 0, as the column."""
    column: int
    width: int


class NotSimpleError(Exception):
    """The file is not of this kind; the strict reader will say what it is."""


def read_simple(source: Source) -> Any:  # noqa: ANN401  a tree of mappings, lists and text
    """Return the value of a file of this kind; for any other raise `NotSimpleError`."""
    top: list[Any] = [None]
    inside: list[Any] = [top]
    last: str | int = 0
    for level, part, _, _, rest in outline(source):
        if level == len(inside):
            inside[-1][last] = {} if isinstance(part, str) else []
            inside.append(inside[-1][last])
        del inside[level + 1 :]
        holder = inside[level]
        if isinstance(part, int):
            holder.append(_value(rest))
        elif part in holder:
            raise NotSimpleError
        else:
            holder[part] = _value(rest)
        last = part
    if top[0] is None:
        raise NotSimpleError
    return top[0]


def _value(rest: str) -> Any:  # noqa: ANN401  as above
    first = rest[:1]
    if first == "{":
        pairs = PAIRS.findall(rest)
        value = dict(pairs)
        if len(value) != len(pairs):
            raise NotSimpleError
        return value
    if first == "[":
        return ITEMS.findall(rest)
    return rest[1:-1] if first in QUOTES else rest


QUOTES = frozenset("\"'")


def outline(source: Source) -> Iterator[Entry]:
    """Yield every key and every item that stands at the beginning of a line.

    A line belongs below the nearest earlier one that stands further left; a list may also stand
    right below its key.
    """
    opened: list[int] = []  # where each key or item stands: twice its column, and 1 for an item
    parts: list[str | int] = []
    waiting = True
    for number, (indent, dash, inner_key, key, rest) in enumerate(_lines(source)):
        if not dash and not key:
            continue
        column, closed = len(indent), -1
        place = 2 * column + (1 if dash else 0)
        before: str | int = -1
        while opened and opened[-1] >= place:
            closed, before = opened.pop(), parts.pop()
        if closed != place and (closed >= 0 or not waiting or len(opened) >= MOST_LEVELS):
            raise NotSimpleError
        part = key or (before + 1 if isinstance(before, int) else 0)
        opened.append(place)
        parts.append(part)
        yield len(opened), part, number, column, "" if inner_key else rest
        if inner_key:
            column += len(dash)
            opened.append(2 * column)
            parts.append(inner_key)
            yield len(opened), inner_key, number, column, rest
        waiting = not rest


def _lines(source: Source) -> Sequence[Line]:
    found: list[Line] = LINE.findall(source.text)
    if source.has_control or len(found) != source.text.count("\n") + 1:
        raise NotSimpleError
    return found
