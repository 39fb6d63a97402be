"""The data files of a year: made in a worker process, from what the project tier left.

Tables of indicators are read off the JSON of single projects, one after another, so that no
process ever holds more than some of their rows, and a workbook as it is compressed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from generator import urls
from generator.exports.columns import PROJECT_COLUMNS
from generator.exports.explain import DICTIONARY_COLUMNS, dictionary_rows
from generator.exports.files import CSV, JSON_LINES, PROJECTS, TABLE_WORDS, TABLES, XLSX
from generator.exports.record import indicator_rows, rows_record
from generator.exports.revise import Change, changed_book
from generator.exports.table import csv_heading, csv_lines, jsonl_lines, parted, pieces_of
from generator.exports.workbook import MOST_ROWS, open_book, sheet_path, sheet_rows
from generator.read import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.exports.columns import Column, PartedRow, Row
    from generator.exports.files import DataFile
    from generator.exports.revise import Run
    from generator.exports.table import Format, Piece
    from generator.exports.workbook import Book
    from generator.model.identity import ProjectId
    from generator.write import Stage, Written

DICTIONARY_TITLE = "字段说明"
"""The title of a sheet in a workbook, whose headings are Chinese in every language."""
LINES: Mapping[str, Format] = {CSV: csv_lines, JSON_LINES: jsonl_lines}
ADDRESS = [column.name for column in PROJECT_COLUMNS].index("json")
"""Where the row of a project says where its JSON stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Data files of one year: what a worker needs to make them."""

    files: tuple[DataFile, ...]
    projects: tuple[Row, ...]
    """The table of projects, in the order of their addresses."""
    stage: Stage


def lay_edition(edition: Edition) -> tuple[Written, ...]:
    """Write the data files of an edition; runs in a worker process.

    All files of a table are made in one go over its rows, the sheet of the workbook with them.
    """
    book = open_book() if any(file.ending == XLSX for file in edition.files) else None
    written: list[Written] = []
    for table, columns in TABLES.items():
        files = [file for file in edition.files if file.table == table]
        if files or book:
            pieces = pieces_of(table_rows(table, edition.projects, edition.stage), MOST_ROWS)
            copied = book.copied(TABLE_WORDS[table], columns, pieces) if book else pieces
            paths = [file.path for file in files]
            written += edition.stage.put_each(paths, _contents(files, columns, copied))
    workbooks = (file.path for file in edition.files if file.ending == XLSX)
    return (*written, *(edition.stage.put(path, _closed(book)) for path in workbooks if book))


def _contents(
    files: Sequence[DataFile], columns: tuple[Column[Any], ...], pieces: Iterable[Piece]
) -> Iterator[Sequence[bytes]]:
    """Yield what comes next in each of the files of a table."""
    yield [csv_heading(columns) if file.ending == CSV else b"" for file in files]
    for piece in pieces:
        yield [LINES[file.ending](columns, piece) for file in files]


def _closed(book: Book) -> bytes:
    titled = tuple((TABLE_WORDS[table], columns) for table, columns in TABLES.items())
    pieces = pieces_of(parted(dictionary_rows(titled)), MOST_ROWS)
    deque(book.copied(DICTIONARY_TITLE, DICTIONARY_COLUMNS, pieces), maxlen=0)
    return book.closed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Data files of one year that differ from the last ones in some rows only."""

    files: tuple[DataFile, ...]
    runs: Mapping[str, tuple[Run, ...]]
    """By table, what comes after what in it."""
    stage: Stage


def revise_edition(revision: Revision) -> tuple[Written, ...]:
    """Write the data files of a revision; runs in a worker process."""
    return tuple(revision.stage.put(f.path, _revised(revision, f)) for f in revision.files)


def _revised(revision: Revision, file: DataFile) -> Iterable[bytes] | bytes:
    stage = revision.stage
    if file.ending == XLSX:
        sheets = enumerate(TABLES, 1)
        changes = {sheet_path(n): _change(revision, table, sheet_rows) for n, table in sheets}
        return changed_book(read_bytes(stage.output, file.path), changes)
    change = _change(revision, file.table, LINES[file.ending])
    return change.apply(stage.last_lines(file.path), heading=int(file.ending == CSV))


def _change(revision: Revision, table: str, written: Format) -> Change:
    return Change(
        revision.runs[table],
        lambda projects: table_rows(table, projects, revision.stage),
        partial(written, TABLES[table]),
    )


def table_rows(table: str, projects: Iterable[Row], stage: Stage) -> Iterator[PartedRow]:
    """Yield the rows of a table that tell of `projects`, which are given by their own rows."""
    if table == PROJECTS:
        return parted(projects)
    records = (rows_record(stage.read(str(row[ADDRESS]))) for row in projects)
    return chain.from_iterable(map(indicator_rows, records))


def read_record(stage: Stage, identity: ProjectId) -> Mapping[str, Any]:
    """Return the published JSON of a project."""
    record: Mapping[str, Any] = orjson.loads(stage.read(urls.project_json(identity.folder)))
    return record
