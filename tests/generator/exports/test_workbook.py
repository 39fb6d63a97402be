"""XLSX: read back it says what was written, its bytes are always the same, no cell calculates."""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports import table
from generator.exports import workbook as module
from generator.exports.columns import Column, Type
from generator.exports.table import parted, pieces_of
from generator.exports.workbook import open_book, sheet_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.exports.columns import Row

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is needed to read workbooks back")

COLUMNS: tuple[Column[object], ...] = (
    Column("name", "名称", Type.TEXT, "", str),
    Column("count", "个数", Type.INTEGER, "", str),
    Column("money", "金额", Type.NUMBER, "", str, "元"),
    Column("is_open", "公开", Type.FLAG, "", str),
    Column("day", "日期", Type.DAY, "", str),
)
ROWS: tuple[Row, ...] = (
    ("=1+1", -3, "211820.50", True, "2021-03-05"),
    (" 前后空格 & <标记> ", 0, "-0.5", False, None),
    (None, None, None, None, None),
    ("0012", 1, "12345678901234567.89", None, None),
)
AWKWARD = st.lists(
    st.tuples(
        st.one_of(
            st.none(),
            st.sampled_from(["", "甲 |乙", "a_x0041_b", "道路", "甲\x07", "长" * 32_768]),
            st.text("a道 \u3000\t\n|_&<", max_size=4),
            st.text(st.characters(exclude_categories=["Cs"])),
        ),
        st.integers(-3, 3),
        st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
        st.booleans(),
        st.none() | st.dates().map(str),
    ),
    min_size=1,
    max_size=20,
)


def workbook(rows: Sequence[Row] = ROWS) -> bytes:
    """Return a workbook of a sheet with rows, and one without."""
    book = open_book()
    deque(book.copied("项目", COLUMNS, pieces_of(parted(rows), module.MOST_ROWS)), maxlen=0)
    deque(book.copied("空表", COLUMNS[:1], ()), maxlen=0)
    return book.closed()


def test_workbook_reads_back() -> None:
    """Texts are texts, numbers numbers, truth values such; what a double cannot hold is text."""
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    assert book.sheetnames == ["项目", "空表"]
    assert list(book["项目"].values) == [
        ("名称", "个数", "金额（元）", "公开", "日期"),
        ("=1+1", -3, 211820.5, True, "2021-03-05"),
        (" 前后空格 & <标记> ", 0, -0.5, False, None),
        (None, None, None, None, None),
        ("0012", 1, "12345678901234567.89", None, None),
    ]
    assert list(book["空表"].values) == [("名称",)]
    assert book["项目"].freeze_panes == "A2"
    assert {cell.data_type for row in book["项目"].iter_rows() for cell in row} <= {"s", "n", "b"}


def test_no_cell_is_a_formula() -> None:
    """Nothing in the archive is a formula, a link to elsewhere, or a macro."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert re.findall(r"<f\b|externalLink|hyperlink|vbaProject|definedName", whole) == []


def test_bytes_are_always_the_same() -> None:
    """Two workbooks of the same rows are the same to the byte, and know nothing of the clock."""
    made = workbook()
    assert made == workbook()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {module.EPOCH}
        assert {part.create_system for part in archive.infolist()} == {3}


def test_rows_beyond_a_sheet_continue_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sheet holds more rows than an office program reads; each has its heading."""
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    book = openpyxl.load_workbook(io.BytesIO(workbook(ROWS[:1] * 4)))
    assert book.sheetnames == ["项目", "项目2", "空表"]
    assert [sheet.max_row for sheet in book] == [4, 2, 1]


def test_characters_that_xml_cannot_hold_become_blanks() -> None:
    """A control character does not break the file; what looks like an escape stays as it is."""
    made = workbook([("铃\x07声\ufffe_x0041_", *ROWS[2][1:])])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "铃 声 _x005F_x0041_" in archive.read("xl/worksheets/sheet1.xml").decode()


@given(AWKWARD)
def test_plain_columns_are_what_careful_ones_are(rows: list[Row]) -> None:
    """A column that passes as plain stands on a sheet as it would if every cell were looked at."""
    (piece,) = pieces_of(parted(rows))
    quick = sheet_rows(COLUMNS, piece)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "SPECIAL", re.compile(""))
        (piece,) = pieces_of(parted(rows))
        assert quick == sheet_rows(COLUMNS, piece)


@given(AWKWARD)
def test_rows_together_are_the_rows_one_by_one(rows: list[Row]) -> None:
    """What other rows hold changes no row."""
    (piece,) = pieces_of(parted(rows))
    alone = (next(pieces_of(parted([row]), start=place)) for place, row in enumerate(rows))
    assert sheet_rows(COLUMNS, piece) == b"".join(sheet_rows(COLUMNS, own) for own in alone)
