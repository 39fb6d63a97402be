"""XLSX workbooks: written from scratch, because their bytes must be the same every time.

A cell is a number, a truth value or a text; there is no way to write a formula. Times in the
archive are fixed, and the order of its parts is the order they are written in.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from html import escape
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

from generator.exports.columns import Type
from generator.exports.table import joined, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.exports.columns import Cell, Column
    from generator.exports.table import Held, Piece, Texts

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the archive: the first that a zip file can say."""
LONGEST_TEXT = 32_767
"""Characters that a cell may hold."""
MOST_ROWS = 1_048_575
"""Rows below the heading of one sheet; what goes beyond continues on a further sheet."""
AWKWARD = re.compile(
    "[&<>_\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\\s\\s|^\\s|\\s$"
)
"""What keeps a text from standing in XML as it is; a sign more does no harm, one less would."""
MARK = "\0"
"""Stands for the number of a row until it is known; no text on a sheet holds it."""
CLOSING = b"</sheetData></worksheet>"
PLAIN_END = "</t></is></c>"
"""What follows a text that stands on a sheet as it is."""
EXACT = 15
"""Digits that a binary number keeps, whatever they are."""
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDTHS = {Type.INTEGER: 10, Type.NUMBER: 16, Type.FLAG: 10, Type.DAY: 13, Type.TEXT: 24}
"""Widths of columns in characters."""
NUMBERS = frozenset({Type.INTEGER, Type.NUMBER})

STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
HEADING, TEXT = 1, 2
"""Places of styles in the list above."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook in the making; the same sheets give the same bytes."""

    made: io.BytesIO
    archive: zipfile.ZipFile
    titles: list[str]

    def copied(
        self, title: str, columns: tuple[Column[Any], ...], pieces: Iterable[Piece]
    ) -> Iterator[Piece]:
        """Yield `pieces` as they are, after each has been written into a sheet."""
        is_empty = True
        for number, found in groupby(pieces, key=lambda piece: piece.start // MOST_ROWS):
            is_empty = False
            with self._sheet(f"{title}{number + 1}" if number else title) as part:
                part.write(_opening(columns))
                for piece in found:
                    part.write(sheet_rows(columns, piece))
                    yield piece
                part.write(CLOSING)
        if is_empty:
            with self._sheet(title) as part:
                part.write(_opening(columns) + CLOSING)

    def closed(self) -> bytes:
        """Return the workbook, to which nothing more can be added."""
        for name, text in _frame(self.titles):
            self.archive.writestr(part_at(name), text.encode("utf-8"))
        self.archive.close()
        return self.made.getvalue()

    def _sheet(self, title: str) -> IO[bytes]:
        self.titles.append(title)
        return self.archive.open(part_at(sheet_path(len(self.titles))), "w")


def open_book() -> Book:
    """Return a workbook without any sheet."""
    made = io.BytesIO()
    return Book(made, zipfile.ZipFile(made, "w"), [])


def sheet_path(number: int) -> str:
    """Return where a sheet stands in the archive; they are counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def part_at(name: str) -> zipfile.ZipInfo:
    """Return the head of a part of the archive, which knows nothing of the clock."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    return info


def _opening(columns: tuple[Column[Any], ...]) -> bytes:
    """Return what stands on a sheet before its rows."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{WIDTHS[column.type]}" customWidth="1"/>'
        for n, column in enumerate(columns, 1)
    )
    heading = "".join(
        _text_cell(f"{_letters(n)}1", column.heading, HEADING)
        for n, column in enumerate(columns, 1)
    )
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
        f'<row r="1">{heading}</row>'
    ).encode()


def sheet_rows(columns: tuple[Column[Any], ...], piece: Piece) -> bytes:
    """Return rows as they stand on a sheet, numbered as their table goes on."""
    written = (
        partial(_cells, f"{_letters(n)}{MARK}", column.type, held)
        for n, (column, held) in enumerate(zip(columns, piece.held, strict=True), 1)
    )
    rows = joined(piece, written, f'<row r="{MARK}">'.encode(), b"</row>")
    mark, first = MARK.encode(), piece.start % MOST_ROWS + 2
    return b"".join([row.replace(mark, b"%d" % n) for n, row in enumerate(rows, first)])


def _cells(place: str, kind: Type, held: Held, before: bytes) -> Texts:
    """Return what stands on a sheet for each value of a column; nothing for None."""
    opening, closing = before + _plain_opening(place).encode(), PLAIN_END.encode()
    found: dict[Cell, bytes] = {}
    if kind is Type.TEXT and held.plain and _fits(*held.plain):
        found = {text: opening + said + closing for text, said in held.pairs}
    for value in held.others if found else (*held.plain, *held.others):
        found[value] = before + _cell(place, value, is_number=kind in NUMBERS).encode()
    return found


def _cell(place: str, value: Cell, *, is_number: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    text = str(value)
    if is_number and _survives(text):
        return f'<c r="{place}"><v>{text}</v></c>'
    if _fits(text) and AWKWARD.search(text) is None:
        return f"{_plain_opening(place)}{text}{PLAIN_END}"
    return _text_cell(place, text, TEXT)


def _fits(*texts: str) -> bool:
    return len(max(texts, key=len)) <= LONGEST_TEXT


def _plain_opening(place: str) -> str:
    return f'<c r="{place}" s="{TEXT}" t="inlineStr"><is><t>'


def _survives(number: str) -> bool:
    """Whether a number is the same after an office program made a binary one of it."""
    return len(number) <= EXACT or Decimal(repr(float(number))) == Decimal(number)


def _text_cell(place: str, text: str, style: int) -> str:
    safe = escape(LOOKS_ESCAPED.sub("_x005F_", one_line(text)[:LONGEST_TEXT]), quote=False)
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'
    )


def _letters(number: int) -> str:
    """Return the letters of a column counted from 1: A, B … Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _frame(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold a workbook together, each with its text."""
    numbers = range(1, len(titles) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'{DECLARATION}<Types xmlns="{PARTS}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{kinds}</Types>'
        ),
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, title in zip(numbers, titles, strict=True)
    )
    yield (
        "xl/workbook.xml",
        (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
            "</workbook>"
        ),
    )
    sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*sheets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PARTS}/relationships">{listed}</Relationships>'
