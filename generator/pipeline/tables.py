"""The data files of a year: made in a worker process, from what the project tier left.

Tables of indicators are read off the JSON of single projects, one after another, so that no
process ever holds more than one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from generator import urls
from generator.exports.columns import PROJECT_COLUMNS, Listed, rows_of
from generator.exports.explain import DICTIONARY_COLUMNS, dictionary_rows
from generator.exports.files import CSV, INDICATORS, JSON_LINES, PROJECTS, TABLE_WORDS, TABLES
from generator.exports.record import indicator_rows
from generator.exports.table import csv_file, jsonl_file
from generator.exports.workbook import Sheet, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.exports.columns import Row
    from generator.exports.files import DataFile
    from generator.model.identity import ProjectId
    from generator.write import Stage, Written

DICTIONARY_TITLE = "字段说明"
"""The title of a sheet in a workbook, whose headings are Chinese in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Data files of one year, or of all: what a worker needs to make them."""

    files: tuple[DataFile, ...]
    """JSON Lines before all others, which are made of them."""
    listed: tuple[Listed, ...]
    """The projects of the year in the order of their addresses."""
    stage: Stage


def lay_edition(edition: Edition) -> tuple[Written, ...]:
    """Write the data files of an edition; runs in a worker process."""
    return tuple(edition.stage.put(file.path, _content(edition, file)) for file in edition.files)


def _content(edition: Edition, file: DataFile) -> Iterable[bytes] | bytes:
    if file.table not in TABLES:
        return _workbook(edition, file.year)
    if file.ending == CSV:
        return csv_file(TABLES[file.table], _rows(edition, file.table, file.year))
    if file.table == INDICATORS:
        return jsonl_file(_indicators(edition))
    return jsonl_file(_rows(edition, file.table, file.year))


def _workbook(edition: Edition, year: str) -> bytes:
    sheets = [Sheet(TABLE_WORDS[t], TABLES[t], _rows(edition, t, year)) for t in TABLES]
    titled = tuple((TABLE_WORDS[table], columns) for table, columns in TABLES.items())
    sheets.append(Sheet(DICTIONARY_TITLE, DICTIONARY_COLUMNS, dictionary_rows(titled)))
    return workbook(sheets)


def _rows(edition: Edition, table: str, year: str) -> Iterator[Row]:
    """Yield the rows of a table; indicators come from their JSON Lines, made before."""
    if table == PROJECTS:
        return (rows_of(PROJECT_COLUMNS, listed) for listed in edition.listed)
    lines = edition.stage.lines(urls.table_file(INDICATORS, JSON_LINES, year))
    return map(orjson.loads, lines)


def _indicators(edition: Edition) -> Iterator[Row]:
    for listed in edition.listed:
        yield from indicator_rows(read_record(edition.stage, listed.entry.identity))


def read_record(stage: Stage, identity: ProjectId) -> Row:
    """Return the published JSON of a project."""
    record: Row = orjson.loads(stage.read(urls.project_json(identity.folder)))
    return record
