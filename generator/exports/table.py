"""Tables as text: CSV for office programs, JSON Lines for programs. Written some rows at a time.

Columns are looked at before rows: what one of them holds in many rows is written once, and tells
at once whether any of it needs care.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, repeat
from operator import getitem
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.exports.columns import Type
from generator.exports.record import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from generator.exports.columns import Cell, Column, PartedRow, Row

BOM = b"\xef\xbb\xbf"
"""Tells office programs that a CSV file is UTF-8."""
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
"""Characters that no cell may hold: controls, line ends, halves of characters."""
TRIGGER = re.compile("[\\s'\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠]")  # noqa: RUF001, RUF100  full-width signs are meant
"""What an office program may take for the beginning of a formula, after blanks and apostrophes."""
QUOTED = re.compile(r'[",;\r\n]|^\s|\s$')
SPECIAL = re.compile(
    '[",;&<>_\\\\\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]'
)
"""Signs that some format does not take in a text as they are; one more does no harm."""
BLANK = re.compile("\\s(?:[^\\S\n]|(?<=[^\\S\n])\n)")
"""Blanks side by side, or where a text begins or ends; asked of many texts at once, one a line."""
FORMULA = re.compile("\n['\u200b-\u200f\u2060\ufeff=+\\-@＝＋－＠]")  # noqa: RUF001, RUF100  as above
"""What a formula may begin with where no text begins with a blank; asked likewise."""
APOSTROPHE = "'"
PIECE = 500
"""Rows written at a time."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a column holds in some rows, each value once."""

    plain: Sequence[str]
    """Texts that stand in every format as they are, but for an apostrophe in CSV."""
    encoded: Sequence[bytes]
    """The same in UTF-8."""
    others: Sequence[Cell]

    @property
    def pairs(self) -> Iterator[tuple[str, bytes]]:
        """Every plain text with its UTF-8."""
        return zip(self.plain, self.encoded, strict=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table as they stand in it one after another; at least one."""

    start: int
    """How many rows are before them."""
    shared: Sequence[Row]
    """What the first columns hold in each row."""
    columns: Sequence[Sequence[Cell]]
    """The cells of each of the others, from above."""
    held: tuple[Held, ...]
    """What every column holds, the first as well as the others."""

    @property
    def rows(self) -> int:
        """How many rows these are."""
        return len(self.shared)


Format: TypeAlias = "Callable[[tuple[Column[Any], ...], Piece], bytes]"
"""How rows are written under the columns of their table."""
Texts: TypeAlias = "Mapping[Cell, bytes]"
"""How each value of a column is written, in UTF-8."""
Written: TypeAlias = "Callable[[bytes], Texts]"
"""Returns how each value of a column is written after what stands before all of them."""


def parted(rows: Iterable[Row]) -> Iterator[PartedRow]:
    """Yield rows that have nothing in common with those beside them."""
    return (((), row) for row in rows)


def pieces_of(rows: Iterable[PartedRow], longest: int = 0, start: int = 0) -> Iterator[Piece]:
    """Yield the rows of a table some at a time.

    `start`: how many rows are before them. No piece goes beyond a multiple of `longest`, if given.
    """
    remaining = iter(rows)
    while found := tuple(islice(remaining, _room(start, longest))):
        shared, others = zip(*found, strict=True)
        columns = tuple(zip(*others, strict=True))
        every = chain(zip(*frozenset(shared), strict=True), columns)
        yield Piece(start, shared, columns, tuple(_held(frozenset(cells)) for cells in every))
        start += len(found)


def _room(start: int, longest: int) -> int:
    """Return how many rows a piece takes at most that begins after so many."""
    return min(PIECE, longest - start % longest) if longest else PIECE


def _held(values: Collection[Cell]) -> Held:
    texts = [value for value in values if isinstance(value, str)]
    lines = "\n".join(("", *texts, ""))
    if SPECIAL.search(lines) or BLANK.search(lines) or lines.count("\n") != len(texts) + 1:
        return Held((), (), tuple(values))
    others = tuple(value for value in values if not isinstance(value, str))
    return Held(texts, lines.encode().split(b"\n")[1:-1], others)


def joined(piece: Piece, columns: Iterable[Written], opening: bytes, closing: bytes) -> list[bytes]:
    """Return every row of a piece as one text: its cells, as `columns` tell to write them.

    What is the same in every row of the piece is joined to its neighbour once.
    """
    remaining = iter(columns)
    first = [next(remaining)(b"") for _ in piece.shared[0]]
    begun = {row: opening + b"".join(map(getitem, first, row)) for row in frozenset(piece.shared)}
    found: list[tuple[Sequence[Any], Mapping[Any, bytes]]] = [(piece.shared, begun)]
    before = b""
    for cells, written in zip(piece.columns, remaining, strict=True):
        texts = written(before)
        if len(texts) == 1:
            (before,) = texts.values()
        else:
            found.append((cells, texts))
            before = b""
    last, ends = found.pop()
    found.append((last, {value: text + before + closing for value, text in ends.items()}))
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
    commas = (b"", *repeat(b",", len(columns) - 1))
    written = map(partial(partial, _csv_texts), columns, piece.held, commas)
    return b"".join(joined(piece, written, b"", b"\r\n"))


def jsonl_lines(columns: tuple[Column[Any], ...], piece: Piece) -> bytes:
    """Return rows as JSON Lines: one object a line, values exactly as they are."""
    keys = (f'{"," if n else ""}"{column.name}":'.encode() for n, column in enumerate(columns))
    written = map(partial(partial, _json_texts), keys, piece.held)
    return b"".join(joined(piece, written, b"{", b"}\n"))


def _json_texts(key: bytes, held: Held, before: bytes) -> Texts:
    """Return what stands in JSON for each value of a column, after its key."""
    opened = before + key + b'"'
    found: dict[Cell, bytes] = {text: opened + said + b'"' for text, said in held.pairs}
    for value in held.others:
        found[value] = before + key + dump(value)
    return found


def _csv_texts(column: Column[Any], held: Held, comma: bytes, before: bytes) -> Texts:
    """Return what stands in CSV for each value of a column, after a comma."""
    start, is_text = before + comma, column.type is Type.TEXT
    found: dict[Cell, bytes] = {text: start + said for text, said in held.pairs}
    for value in held.others:
        found[value] = start + (_careful(value) if is_text else _plain(value)).encode()
    if is_text and FORMULA.search("\n".join(("", *held.plain))):
        for text in filter(TRIGGER.match, held.plain):
            found[text] = start + _careful(text).encode()
    return found


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _careful(value: Cell) -> str:
    text = harmless(_plain(value))
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if QUOTED.search(text) else text
