"""Tables as text: CSV for office programs, JSON Lines for programs. Written some rows at a time.

Columns are looked at before rows: what one of them holds in many rows is written once, and tells
at once whether any of it needs care.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.exports.columns import Type
from generator.exports.record import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from generator.exports.columns import Block, Cell, Column, Row

BOM = b"\xef\xbb\xbf"
"""Tells office programs that a CSV file is UTF-8."""
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
"""Characters that no cell may hold: controls, line ends, halves of characters."""
TRIGGER = re.compile("[\\s'\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠]")  # noqa: RUF001, RUF100  full-width signs are meant
"""What an office program may take for the beginning of a formula, after blanks and apostrophes."""
QUOTED = re.compile(r'[",;\r\n]|^\s|\s$')
AWKWARD = re.compile(
    '[",;\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]'
    "|\n[^\\S\n]|[^\\S\n]\n|\n['\u200b-\u200f\u2060\ufeff=+\\-@＝＋－＠]"  # noqa: RUF001, RUF100  as above
)
"""What a text may not hold, begin or end with if it is to stand in CSV as it is.

Asked of many texts at once, one a line.
"""
APOSTROPHE = "'"
PIECE = 500
"""Rows written at a time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table as they stand in it one after another; at least one."""

    start: int
    """How many rows are before them."""
    columns: Block
    values: tuple[frozenset[Cell], ...]
    """What each column holds, once."""

    @property
    def rows(self) -> int:
        """How many rows these are."""
        return len(self.columns[0])


Format: TypeAlias = "Callable[[tuple[Column[Any], ...], Piece], bytes]"
"""How rows are written under the columns of their table."""
Texts: TypeAlias = "Mapping[Cell, bytes]"
"""How each value of a column is written, in UTF-8."""


def blocks_of(rows: Iterable[Row]) -> Iterator[Block]:
    """Yield rows by columns, some at a time."""
    remaining = iter(rows)
    while columns := tuple(zip(*islice(remaining, PIECE), strict=True)):
        yield columns


def pieces_of(blocks: Iterable[Block], longest: int = 0, start: int = 0) -> Iterator[Piece]:
    """Yield the rows of a table some at a time.

    `start`: how many rows are before them. No piece goes beyond a multiple of `longest`, if given.
    """
    for columns in _gathered(blocks):
        rows = len(columns[0])
        while rows:
            done = min(rows, longest - start % longest) if longest else rows
            found = tuple(column[-rows:][:done] for column in columns)
            yield Piece(start, found, tuple(map(frozenset, found)))
            start += done
            rows -= done


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks joined to larger ones."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if sum(len(columns[0]) for columns in waiting) >= PIECE:
            yield _stacked(waiting)
            waiting = []
    if waiting:
        yield _stacked(waiting)


def _stacked(blocks: Sequence[Block]) -> Block:
    return [list(chain.from_iterable(parts)) for parts in zip(*blocks, strict=True)]


def joined(piece: Piece, columns: Iterable[Texts], opening: bytes, closing: bytes) -> list[bytes]:
    """Return every row of a piece as one text: its cells, as `columns` tell to write them.

    What is the same in every row of the piece is joined to its neighbour once.
    """
    before = opening
    found: list[tuple[Sequence[Cell], Texts]] = []
    for cells, texts in zip(piece.columns, columns, strict=True):
        if len(texts) == 1:
            before += b"".join(texts.values())
        else:
            found.append((cells, {value: before + text for value, text in texts.items()}))
            before = b""
    after = before + closing
    if not found:
        return [after] * piece.rows
    last, texts = found.pop()
    found.append((last, {value: text + after for value, text in texts.items()}))
    every = (map(texts.__getitem__, cells) for cells, texts in found)
    return list(map(b"".join, zip(*every, strict=True)))


def one_line(text: str) -> str:
    """Return `text` without control characters; each run of them becomes one blank."""
    return CONTROL.sub(" ", text)


def harmless(text: str) -> str:
    """Return a text that no office program takes for a formula.

    Where it could be one, an apostrophe is put before it. Undoing is exact: take one apostrophe
    off a cell that begins with one and is, after blanks and apostrophes, followed by a sign.
    """
    text = one_line(text)
    return f"{APOSTROPHE}{text}" if TRIGGER.match(text) else text


def restored(text: str) -> str:
    """Return the text that `harmless` made safe; the inverse of it."""
    is_marked = text.startswith(APOSTROPHE) and TRIGGER.match(text) is not None
    return text[1:] if is_marked else text


def csv_heading(columns: tuple[Column[Any], ...]) -> bytes:
    """Return how a CSV file begins: the mark of UTF-8, then the English names of its columns."""
    return BOM + f"{','.join(column.name for column in columns)}\r\n".encode()


def csv_lines(columns: tuple[Column[Any], ...], piece: Piece) -> bytes:
    """Return rows as lines of CSV in UTF-8, with CRLF; text is never a formula."""
    texts = map(_csv_texts, columns, piece.values, range(len(columns)))
    return b"".join(joined(piece, texts, b"", b"\r\n"))


def jsonl_lines(columns: tuple[Column[Any], ...], piece: Piece) -> bytes:
    """Return rows as JSON Lines: one object a line, values exactly as they are."""
    keys = (f'{"," if n else ""}"{column.name}":'.encode() for n, column in enumerate(columns))
    texts = (
        {value: key + dump(value) for value in values}
        for key, values in zip(keys, piece.values, strict=True)
    )
    return b"".join(joined(piece, texts, b"{", b"}\n"))


def _csv_texts(column: Column[Any], values: Collection[Cell], place: int) -> Texts:
    """Return what stands in CSV for each value of a column, with a comma but in the first."""
    comma = "," if place else ""
    if column.type is not Type.TEXT:
        return {value: f"{comma}{_plain(value)}".encode() for value in values}
    texts = [value for value in values if isinstance(value, str)]
    lines = "\n".join(("", *texts, ""))
    is_plain = AWKWARD.search(lines) is None and lines.count("\n") == len(texts) + 1
    made = texts if is_plain else map(_careful, texts)
    found: dict[Cell, bytes] = {None: comma.encode()} if None in values else {}
    return found | {text: f"{comma}{said}".encode() for text, said in zip(texts, made, strict=True)}


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _careful(text: str) -> str:
    text = harmless(text)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if QUOTED.search(text) else text
