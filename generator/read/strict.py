"""The whole of YAML as plain values, with all that may be wrong with it.

Duplicate keys, anchors, aliases, tags and deep nesting are problems, not surprises. Only files
beyond the plain part of YAML (`simple.py`) come here, so that most builds never load a parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from generator.model.source import CONTROL
from generator.read import kinds
from generator.read.simple import Span
from generator.read.syntax import SyntaxFault, explain_syntax, wide_colon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.model.source import Source
    from generator.problem import Kind, Location, Problem
    from generator.read.simple import KeyPath, Plain

DEEPEST = 16
"""How many levels a content file may nest; real ones need six."""

LINE = 10_000
"""A width past any line: underline to its end."""

Event: TypeAlias = Any
"""An event of the parser, whose types are not declared."""

HASH = re.compile(r"[ \t]#\S")
COMMENT = re.compile(r"[ \t]+(#\S.*)")

Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def span_of(event: Event) -> Span:
    """Return where a parser's event stands; one that runs over lines reaches to their ends."""
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else LINE
    return Span(start.line, start.column, width)


def locate(source: Source, event: Event) -> Location:
    """Return the location of a parser's event."""
    line, column, width = span_of(event)
    return source.at(line + 1, column + 1, width=width)


class _TooDeepError(Exception):
    """Nesting went past the limit; reading this file ends here."""


def parse_strictly(source: Source) -> tuple[Plain, tuple[Problem, ...]]:
    """Return the same as `parse_yaml` by the whole of YAML, at five times the cost."""
    reading = _Reading(source)
    return reading.whole(), tuple(reading.problems)


def strict_marks(source: Source) -> Mapping[KeyPath, tuple[Event, Event]]:
    """Return the parser's events of the key and of the value at every path of a file."""
    reading = _Reading(source, marks={})
    reading.whole()
    return reading.marks or {}


def strict_spans(source: Source) -> Callable[[KeyPath], tuple[Span, Span] | None]:
    """Return what finds the key and the value at a path of a file."""
    marks = strict_marks(source)

    def find(path: KeyPath) -> tuple[Span, Span] | None:
        events = marks.get(path)
        return (span_of(events[0]), span_of(events[1])) if events else None

    return find


@dataclass(slots=True)
class _Reading:
    """One pass over the parser's events; the only mutable thing, gone when the pass is over."""

    source: Source
    marks: dict[KeyPath, tuple[Event, Event]] | None = None
    problems: list[Problem] = field(default_factory=list)
    folded: list[tuple[int, Problem]] = field(default_factory=list)
    """Text that runs over lines, with its last line (from 1); a syntax fault may be the cause."""
    brackets: list[Event] = field(default_factory=list)
    """Open brackets and braces, the innermost last."""
    quoted: Event = None
    """The last quoted text that runs over lines."""
    hashed: bool = field(init=False)
    """Whether the file has a # that could cut a value short; most have none."""

    def __post_init__(self) -> None:
        self.hashed = HASH.search(self.source.text) is not None

    def whole(self) -> Plain:
        events = yaml.parse(CONTROL.sub(" ", self.source.text), Loader=Loader)
        try:
            value = self._documents(events)
        except _TooDeepError:
            value = None
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            value = None
        if isinstance(value, str) and "：" in value:
            self.problems.append(wide_colon(self.source))
            return None
        self.problems += [problem for _, problem in self.folded]
        return value

    def _documents(self, events: Iterator[Event]) -> Plain:
        value: Plain = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:  # noqa: PLR2004  the second document is one too many
                    self._report(kinds.SEVERAL_DOCUMENTS, event)
            elif isinstance(event, yaml.NodeEvent):
                read = self._value(event, events, ())
                value = read if documents == 1 else value
        return value

    def _value(self, event: Event, events: Iterator[Event], path: KeyPath) -> Plain:
        if isinstance(event, yaml.AliasEvent):
            self._report(kinds.ANCHOR, event, name=f"*{event.anchor}")
            return None
        if event.anchor is not None:
            self._report(kinds.ANCHOR, event, name=f"&{event.anchor}")
        if event.tag is not None:
            self._report(kinds.TAG, event, tag=self._written(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if len(path) >= DEEPEST:
            self._report(kinds.TOO_DEEP, event, limit=str(DEEPEST))
            raise _TooDeepError
        if event.flow_style:
            self.brackets.append(event)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        value = self._list(events, path) if is_list else self._mapping(events, path)
        if event.flow_style:
            self.brackets.pop()
        return value

    def _text(self, event: Event) -> str:
        """Return a scalar exactly as written; what YAML would drop or fold is a problem."""
        value = str(event.value)
        if event.style:
            if event.style in "'\"" and event.end_mark.line > event.start_mark.line:
                self.quoted = event
            return value
        start, end = event.start_mark, event.end_mark
        if value and end.line > start.line:
            problem = kinds.FOLDED_TEXT.at(locate(self.source, event), text=value)
            self.folded.append((end.line + 1, problem))
        elif self.hashed and end.line < len(self.source.lines):
            rest = COMMENT.match(self.source.lines[end.line], end.column)
            if rest:
                place = self.source.at(end.line + 1, rest.start(1) + 1, width=len(rest[1]))
                self.problems.append(kinds.TEXT_AFTER_HASH.at(place, text=rest[1]))
        return value

    def _list(self, events: Iterator[Event], path: KeyPath) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            self._mark(here, event, event)
            items.append(self._value(event, events, here))
        return items

    def _mapping(self, events: Iterator[Event], path: KeyPath) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._value(event, events, (*path, ""))
            if not isinstance(name, str):
                if name is not None:
                    self._report(kinds.KEY_NOT_TEXT, event)
                self._value(next(events), events, path)
                continue
            if name in found:
                self._report(kinds.DUPLICATE_KEY, event, key=name, line=str(lines[name]))
            lines.setdefault(name, event.start_mark.line + 1)
            here = (*path, name)
            follower = next(events)
            self._mark(here, event, follower)
            value = self._value(follower, events, here)
            found.setdefault(name, value)
        return found

    def _written(self, event: Event) -> str:
        """Return the first word at an event, as the writer wrote it."""
        mark = event.start_mark
        return str(self.source.lines[mark.line][mark.column :].split(" ")[0])

    def _mark(self, path: KeyPath, key: Event, value: Event) -> None:
        if self.marks is not None:
            self.marks.setdefault(path, (key, value))

    def _report(self, kind: Kind, event: Event, **values: str) -> None:
        self.problems.append(kind.at(locate(self.source, event), **values))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        fault = SyntaxFault(
            source=self.source,
            error=error,
            bracket=self.brackets[-1].start_mark if self.brackets else None,
            quote=self.quoted.start_mark if self.quoted else None,
            quote_end=self.quoted.end_mark if self.quoted else None,
        )
        problem = explain_syntax(fault)
        self.problems.append(problem)
        seen = error.problem_mark or error.context_mark
        last = min(problem.at.line, seen.line + 1 if seen else problem.at.line) - 1
        self.folded = [(line, folded) for line, folded in self.folded if line < last]
