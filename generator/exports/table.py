"""Tables as text: CSV for office programs, JSON Lines for programs. Written a piece at a time."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.exports.columns import Type
from generator.exports.record import dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.exports.columns import Cell, Column, Row

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

Asked of the texts of a whole row at once, one a line.
"""
APOSTROPHE = "'"
PIECE = 500
"""Rows written at a time."""


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


def csv_file(columns: tuple[Column[Any], ...], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file: UTF-8 with BOM, CRLF, first line English names, text never a formula."""
    yield BOM
    heading = [",".join(column.name for column in columns)]
    for piece in _pieces(chain(heading, (_line(columns, row) for row in rows))):
        yield "".join(f"{line}\r\n" for line in piece).encode("utf-8")


def jsonl_file(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a JSON Lines file: one object a line, values exactly as they are."""
    for piece in _pieces(rows):
        yield b"".join(dump(row) + b"\n" for row in piece)


def _pieces(items: Iterable[Any]) -> Iterator[list[Any]]:
    piece: list[Any] = []
    for item in items:
        piece.append(item)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _line(columns: tuple[Column[Any], ...], row: Row) -> str:
    values = (row[column.name] for column in columns)
    texts = [value if type(value) is str else _plain(value) for value in values]
    lines = "\n".join(("", *texts, ""))
    if AWKWARD.search(lines) is None and lines.count("\n") == len(texts) + 1:
        return ",".join(texts)
    return ",".join(
        _careful(text) if column.type is Type.TEXT else text
        for column, text in zip(columns, texts, strict=True)
    )


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _careful(text: str) -> str:
    text = harmless(text)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if QUOTED.search(text) else text
