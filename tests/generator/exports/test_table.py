"""CSV and JSON Lines: text is never a formula, numbers stay numbers, nothing gets lost."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.exports import table as module
from generator.exports.columns import Column, Type
from generator.exports.table import (
    csv_heading,
    csv_lines,
    harmless,
    jsonl_lines,
    one_line,
    parted,
    pieces_of,
    restored,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.exports.columns import Row

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "fixtures/exports/formulas.yaml").read_text("utf-8")
)
COLUMNS: tuple[Column[object], ...] = tuple(
    Column(kind.value, kind.value, kind, "", str) for kind in Type
)
EMPTY: Row = (None,) * len(COLUMNS)
FULL: Row = ("-5", -3, "-211820.50", False, "2021-03-05")
TEXTS = st.one_of(
    st.none(),
    st.sampled_from(["", "=35家", "2824平方米", "≥85%", *(case["text"] for case in CASES)]),
    st.text("a道 \u3000\t\n'=-@,;\"|", max_size=4),
    st.text(st.characters(exclude_categories=["Cs"])),
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, st.integers(-3, 3)), min_size=1, max_size=20)
SOME = (COLUMNS[0], COLUMNS[0], COLUMNS[1])
"""The columns of such rows."""


def csv_file(columns: tuple[Column[object], ...], rows: Iterable[Row]) -> bytes:
    """Return a whole CSV file."""
    pieces = (csv_lines(columns, piece) for piece in pieces_of(parted(rows)))
    return b"".join([csv_heading(columns), *pieces])


def jsonl_file(columns: tuple[Column[object], ...], rows: Iterable[Row]) -> bytes:
    """Return a whole file of JSON Lines."""
    return b"".join(jsonl_lines(columns, piece) for piece in pieces_of(parted(rows)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_text_is_never_a_formula(case: dict[str, str]) -> None:
    """What an office program could calculate gets an apostrophe, and nothing else does."""
    whole = csv_file(COLUMNS[:1], [(case["text"],)]).decode("utf-8-sig")
    assert whole == f"string\r\n{case['field']}\r\n"


@given(st.text())
def test_apostrophes_come_off_again(text: str) -> None:
    """The rule that the dictionary tells gives back every text, but for control characters."""
    assert restored(harmless(text)) == one_line(text)


@given(st.text())
def test_no_cell_holds_a_control_character(text: str) -> None:
    """Whatever stands in a text, a cell is one line of characters that can be shown."""
    assert all(character >= " " for character in harmless(text))


def test_numbers_stay_numbers() -> None:
    """A negative number is no formula; an empty cell is not 0; the file says that it is UTF-8."""
    assert csv_file(COLUMNS, [FULL, EMPTY]) == (
        b"\xef\xbb\xbfstring,integer,number,boolean,date\r\n"
        b"'-5,-3,-211820.50,false,2021-03-05\r\n,,,,\r\n"
    )


def test_json_lines_hold_values_as_they_are() -> None:
    """JSON Lines change no text, and write decimal numbers as text."""
    names = [column.name for column in COLUMNS]
    lines = jsonl_file(COLUMNS, [FULL, EMPTY]).splitlines()
    assert [list(json.loads(line).items()) for line in lines] == [
        list(zip(names, row, strict=True)) for row in (FULL, EMPTY)
    ]


@given(ROWS)
def test_rows_together_are_the_rows_one_by_one(rows: list[Row]) -> None:
    """What other rows hold changes no row: neither in CSV nor in JSON Lines."""
    heading = len(csv_heading(SOME))
    alone = [csv_file(SOME, [row])[heading:] for row in rows]
    assert csv_file(SOME, rows)[heading:] == b"".join(alone)
    assert jsonl_file(SOME, rows) == b"".join(jsonl_file(SOME, [row]) for row in rows)


@given(ROWS)
def test_plain_columns_are_what_careful_ones_are(rows: list[Row]) -> None:
    """A column that passes as plain is written as it would be if every cell were looked at."""
    quick = csv_file(SOME, rows), jsonl_file(SOME, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SPECIAL", re.compile(""))
        assert quick == (csv_file(SOME, rows), jsonl_file(SOME, rows))


def test_many_rows_are_written_in_pieces() -> None:
    """A long table comes in several pieces, which together hold every row once and in order."""
    rows: list[Row] = [(f"第 {number} 行",) for number in range(1201)]
    pieces = list(pieces_of(parted(rows)))
    assert [(piece.start, piece.rows) for piece in pieces] == [(0, 500), (500, 500), (1000, 201)]
    table = pd.read_csv(io.BytesIO(csv_file(COLUMNS[:1], rows)), encoding="utf-8-sig")
    assert list(table["string"]) == [row[0] for row in rows]


def test_no_piece_goes_beyond_a_sheet() -> None:
    """Pieces end where a sheet is full, also those of rows that come after others."""
    rows: list[Row] = [(number,) for number in range(7)]
    pieces = pieces_of(parted(rows), 3)
    assert [(piece.start, *piece.columns) for piece in pieces] == [
        (0, (0, 1, 2)),
        (3, (3, 4, 5)),
        (6, (6,)),
    ]
    later = pieces_of(parted(rows[:4]), 3, start=8)
    assert [(p.start, *p.columns) for p in later] == [(8, (0,)), (9, (1, 2, 3))]


@given(ROWS, st.integers(0, 3))
def test_what_rows_share_is_written_as_if_each_had_it_alone(rows: list[Row], count: int) -> None:
    """Rows whose first cells are given as shared are the rows that they would be anyway."""
    shared = [(row[:count], row[count:]) for row in rows]
    for written in (csv_lines, jsonl_lines):
        made = b"".join(written(SOME, piece) for piece in pieces_of(shared))
        assert made == b"".join(written(SOME, piece) for piece in pieces_of(parted(rows)))
