"""CSV and JSON Lines: text is never a formula, numbers stay numbers, nothing gets lost."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.columns import Column, Type
from generator.exports.table import csv_file, harmless, jsonl_file, one_line, restored

if TYPE_CHECKING:
    from generator.exports.columns import Row

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "fixtures/exports/formulas.yaml").read_text("utf-8")
)
COLUMNS: tuple[Column[object], ...] = tuple(
    Column(kind.value, kind.value, kind, "", str) for kind in Type
)
EMPTY: Row = {column.name: None for column in COLUMNS}
FULL: Row = {
    "string": "-5",
    "integer": -3,
    "number": "-211820.50",
    "boolean": False,
    "date": "2021-03-05",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_text_is_never_a_formula(case: dict[str, str]) -> None:
    """What an office program could calculate gets an apostrophe, and nothing else does."""
    whole = b"".join(csv_file(COLUMNS[:1], [{"string": case["text"]}])).decode("utf-8-sig")
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
    assert b"".join(csv_file(COLUMNS, [FULL, EMPTY])) == (
        b"\xef\xbb\xbfstring,integer,number,boolean,date\r\n"
        b"'-5,-3,-211820.50,false,2021-03-05\r\n,,,,\r\n"
    )


def test_json_lines_hold_values_as_they_are() -> None:
    """JSON Lines change no text, and write decimal numbers as text."""
    lines = b"".join(jsonl_file([FULL, EMPTY])).splitlines()
    assert [json.loads(line) for line in lines] == [FULL, EMPTY]


def test_many_rows_are_written_in_pieces() -> None:
    """A long table comes in several pieces, which together hold every row once and in order."""
    rows = [{"string": f"第 {number} 行"} for number in range(1201)]
    pieces = list(csv_file(COLUMNS[:1], rows))
    assert len(pieces) == 4
    table = pd.read_csv(io.BytesIO(b"".join(pieces)), encoding="utf-8-sig")
    assert list(table["string"]) == [row["string"] for row in rows]
