"""Where the values of a file stand, found again when somebody asks.

Of plain files each key and item has a line of its own, or a place in the brackets of a line; the
others are parsed once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.read.simple import ITEMS, PAIRS, QUOTES, NotSimpleError, Span, outline

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

    from generator.model.source import Source
    from generator.problem import Location
    from generator.read.simple import KeyPath


@dataclass(frozen=True)
class Places:
    """Where the values of one file stand; the text is only read again when that is asked."""

    source: Source

    def at(self, *path: str | int) -> Location:
        """Return the place of the value at `path`, or of the key of the nearest thing above it."""
        spans = self._find(path)
        return self._shown(spans[1], path) if spans else self._above(path)

    def of_key(self, *path: str | int) -> Location:
        """Return the place of the key at `path`, or of the key of the nearest thing above it."""
        spans = self._find(path)
        return self._shown(spans[0], path) if spans else self._above(path)

    def _above(self, path: KeyPath) -> Location:
        for length in range(len(path) - 1, 0, -1):
            spans = self._find(path[:length])
            if spans:
                return self._shown(spans[0], path[:length])
        return self.source.at(1)

    def _shown(self, span: Span, path: KeyPath) -> Location:
        shown = " › ".join(str(part + 1) if isinstance(part, int) else part for part in path)
        return self.source.at(span.line + 1, span.column + 1, width=span.width, field=shown)

    @cached_property
    def _find(self) -> Callable[[KeyPath], tuple[Span, Span] | None]:
        """What finds the key and the value at a path; an item of a list is its own key."""
        try:
            return _outlined(self.source).find
        except NotSimpleError:
            from generator.read.strict import strict_spans  # noqa: PLC0415  as in `values`

            return strict_spans(self.source)


@dataclass(frozen=True, slots=True)
class _Outline:
    """The keys and items of a plain file that stand at the beginning of a line."""

    lines: Sequence[str]
    entries: Mapping[KeyPath, tuple[int, int, str]]
    """Line and column (from 0), and what stands behind."""
    starts: Mapping[KeyPath, tuple[int, int]]
    """Where the first key or item below another stands."""

    def find(self, path: KeyPath) -> tuple[Span, Span] | None:
        """Return where the key and the value at `path` stand."""
        if path in self.entries:
            return self._at_line(path)
        number, _, rest = self.entries.get(path[:-1], (0, 0, ""))
        sort = {"{": PAIRS, "[": ITEMS}.get(rest[:1])
        if sort is None:
            return None
        line = self.lines[number]
        inside = enumerate(sort.finditer(line, _start(line, rest)))
        found = (m for index, m in inside if path[-1] == (m[1] if sort is PAIRS else index))
        return next((_in_brackets(number, match) for match in found), None)

    def _at_line(self, path: KeyPath) -> tuple[Span, Span]:
        (number, column, rest), part = self.entries[path], path[-1]
        width = len(part) if isinstance(part, str) else 1
        if rest:
            start = _start(self.lines[number], rest)
            value = Span(number, start, 1 if rest[0] in "{[" else len(rest))
        else:
            value = Span(*self.starts.get(path, (number, column + width + 1)), 1)
        return (Span(number, column, width) if isinstance(part, str) else value), value


def _outlined(source: Source) -> _Outline:
    entries: dict[KeyPath, tuple[int, int, str]] = {}
    starts: dict[KeyPath, tuple[int, int]] = {}
    above: KeyPath = ()
    for level, part, number, column, rest in outline(source):
        above = above[: level - 1]
        starts.setdefault(above, (number, column))
        above = (*above, part)
        if above in entries:
            raise NotSimpleError
        entries[above] = (number, column, rest)
    return _Outline(source.lines, entries, starts)


def _start(line: str, rest: str) -> int:
    return len(line.rstrip(" ")) - len(rest)


def _in_brackets(number: int, match: re.Match[str]) -> tuple[Span, Span]:
    """Return the key and the value of a match of `PAIRS`, or twice an item of `ITEMS`."""
    start, end = match.span(match.re.groups)
    quote = match.string[start - 1] in QUOTES
    value = Span(number, start - quote, end - start + 2 * quote)
    if match.re.groups == 1:
        return value, value
    return Span(number, match.start(1), len(match[1])), value
