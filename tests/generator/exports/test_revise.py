"""Revised data files: whatever changed, they are to the byte what making them anew gives."""

from __future__ import annotations

import io
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from generator.exports.columns import Column, Type
from generator.exports.revise import Change, Run, changed_book, runs_between
from generator.exports.table import csv_heading, csv_lines, jsonl_lines, parted, pieces_of
from generator.exports.workbook import MOST_ROWS, open_book, sheet_path, sheet_rows
from generator.model.identity import ProjectId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.exports.columns import PartedRow, Row
    from generator.exports.table import Format

COLUMNS: tuple[Column[object], ...] = (
    Column("project", "项目", Type.TEXT, "", str),
    Column("name", "名称", Type.TEXT, "", str),
    Column("count", "个数", Type.INTEGER, "", str),
)
Table: TypeAlias = "Mapping[ProjectId, tuple[Row, ...]]"
"""The rows of every project."""
NAMES = st.sampled_from(["道路", "=1", "a,b", "甲\n乙", "<标记>&", "丁_x0041_", "</row>", ""])
ROWS = st.lists(st.tuples(NAMES, NAMES, st.integers(0, 2)), max_size=3).map(tuple)
PROJECTS = st.sampled_from([ProjectId("2020", "office", f"p{number}") for number in range(8)])
TABLES = st.dictionaries(PROJECTS, ROWS)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Table, Table]:
    """Return a table before and after some of its projects came, went or changed."""
    before: Table = draw(TABLES)
    gone: set[ProjectId] = draw(st.sets(PROJECTS))
    other: Table = draw(TABLES)
    return before, {p: rows for p, rows in {**before, **other}.items() if p not in gone}


@st.composite
def renames(draw: st.DrawFn) -> tuple[Table, Table]:
    """Return a table before and after an edit that leaves every project as many rows."""
    before: Table = draw(TABLES)
    renamed: set[ProjectId] = draw(st.sets(PROJECTS))
    return before, {
        project: tuple((draw(NAMES), *row[1:]) for row in rows) if project in renamed else rows
        for project, rows in before.items()
    }


def rows_of(table: Table) -> Iterator[Row]:
    """Yield the rows of a table, project by project in the order of their addresses."""
    for project in sorted(table):
        yield from table[project]


def runs(before: Table, after: Table) -> list[Run]:
    """Return how the second table differs from the first."""
    last, now = (
        {project: (repr(rows), len(rows)) for project, rows in table.items()}
        for table in (before, after)
    )
    return list(runs_between(last, now, lambda project: (project.slug,)))


def change(before: Table, after: Table, written: Format) -> Change:
    """Return how a file of the first table becomes one of the second."""
    named = {project.slug: rows for project, rows in after.items()}

    def rows_about(projects: Iterable[Row]) -> Iterator[PartedRow]:
        return parted(row for (slug,) in projects for row in named[str(slug)])

    return Change(runs(before, after), rows_about, partial(written, COLUMNS))


def csv_file(table: Table) -> bytes:
    """Return a table as CSV."""
    lines = (csv_lines(COLUMNS, piece) for piece in pieces_of(parted(rows_of(table))))
    return b"".join([csv_heading(COLUMNS), *lines])


def jsonl_file(table: Table) -> bytes:
    """Return a table as JSON Lines."""
    return b"".join(jsonl_lines(COLUMNS, piece) for piece in pieces_of(parted(rows_of(table))))


def workbook(*tables: Table) -> bytes:
    """Return a workbook with a sheet for each table."""
    book = open_book()
    for table in tables:
        deque(book.copied("表", COLUMNS, pieces_of(parted(rows_of(table)), MOST_ROWS)), maxlen=0)
    return book.closed()


@given(edits())
def test_revised_lines_are_those_made_anew(edit: tuple[Table, Table]) -> None:
    """Whatever projects come, go or change, the file is the one that is made of them anew."""
    before, after = edit
    last = io.BytesIO(csv_file(before))
    assert b"".join(change(before, after, csv_lines).apply(last, 1)) == csv_file(after)
    last = io.BytesIO(jsonl_file(before))
    assert b"".join(change(before, after, jsonl_lines).apply(last, 0)) == jsonl_file(after)


@given(edits())
def test_runs_tell_of_every_row_once(edit: tuple[Table, Table]) -> None:
    """Rows that stay are as many before and after; nothing that stays is said to be made."""
    before, after = edit
    found = runs(before, after)
    assert sum(run.kept + run.dropped for run in found) == len(list(rows_of(before)))
    assert sum(run.kept + run.added for run in found) == len(list(rows_of(after)))
    told = [row for run in found for row in run.projects]
    assert told == [(p.slug,) for p in sorted(after) if after[p] != before.get(p)]


@given(renames(), renames())
def test_revised_workbook_is_the_one_made_anew(
    first: tuple[Table, Table], second: tuple[Table, Table]
) -> None:
    """Where every row keeps its place, the workbook is the one that is made of them anew."""
    changes = {
        sheet_path(number): change(before, after, sheet_rows)
        for number, (before, after) in enumerate((first, second), 1)
    }
    made = changed_book(workbook(first[0], second[0], first[0]), changes)
    assert made == workbook(first[1], second[1], first[0])


def test_long_tables_are_revised_piece_by_piece() -> None:
    """Also where thousands of rows stay and many are new, the files are those made anew."""
    many = {
        ProjectId("2020", "office", f"p{number:04}"): tuple(
            ("道路" * 40, f"{number}", row) for row in range(30)
        )
        for number in range(600)
    }
    changed = sorted(many)[100:140]
    after = many | {p: tuple(("<桥>", *row[1:]) for row in many[p]) for p in changed}
    last = io.BytesIO(csv_file(many))
    assert b"".join(change(many, after, csv_lines).apply(last, 1)) == csv_file(after)
    made = changed_book(workbook(many), {sheet_path(1): change(many, after, sheet_rows)})
    assert made == workbook(after)
