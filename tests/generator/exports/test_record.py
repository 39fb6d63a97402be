"""The JSON of a project: everything published, nothing else, and absences told apart."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from generator.exports.columns import INDICATOR_COLUMNS, PROJECT_COLUMNS, Placed, row_of
from generator.exports.explain import ADDED, RECORDS, explain_record
from generator.exports.record import dump, encode_record, indicator_rows, rows_record
from generator.model.project import Evaluation, ProjectFacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def records(site: Path) -> list[dict[str, Any]]:
    """Return the JSON of every project of the shipped site."""
    return [json.loads(path.read_bytes()) for path in sorted(site.rglob("project.json"))]


ROWS = [
    {"三级指标": "未打分", "分值": "10"},
    {"三级指标": "得零分", "分值": "10", "得分": "0"},
    {"三级指标": "没有分值"},
    {"三级指标": "分值留空", "分值": ""},
    {"三级指标": "不适用", "分值": "10", "不适用": "是"},
]


def test_not_scored_zero_and_no_weight_are_three_things() -> None:
    """A missing score, a score of 0 and a missing weight are told apart, and blank from absent."""
    rows = encode_record(Evaluation.model_validate({"指标": ROWS}))["indicators"]
    told = [
        {key: (row[key] or {}).get("value") for key in ("weight", "score") if key in row}
        for row in rows
    ]
    assert told == [
        {"weight": "10"},
        {"weight": "10", "score": "0"},
        {},
        {"weight": None},
        {"weight": "10"},
    ]


def test_who_let_something_pass_is_not_told() -> None:
    """Names inside the unit that the page does not show are not in the data either."""
    facts = ProjectFacts.model_validate(
        {
            "项目名称": "道路养护费",
            "资金": {"单位": "元"},
            "附件": [{"文件": "a.pdf", "名称": "原件", "人工核验": "某人"}],
            "更正": [
                {"日期": "2022-01-01", "版本": "2", "事项": "得分", "原因": "笔误", "批准": "某处"}
            ],
        }
    )
    told = json.dumps(encode_record(facts), ensure_ascii=False)
    assert [word for word in ("某人", "某处") if word in told] == []


def fields_of(value: object) -> Iterator[str]:
    """Yield every key in some JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from fields_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields_of(inner)


INNER = {
    "printed", "value", "yuan", "id", "full_marks", "title", "kind", "short_name", "region",
    "region_code", "level", "credit_code", "first_row", "last_row", "read_by_editor", "position",
    "ordinal",
}  # fmt: skip
"""Keys of small objects, which the dictionary tells in the note of the object."""


def test_every_field_is_in_the_dictionary(records: list[dict[str, Any]]) -> None:
    """No key stands in any project of the shipped site that the dictionary does not tell of."""
    told = {field.name for _, record in RECORDS for field in explain_record(record)}
    told |= {part for field in ADDED for part in re.split(r"\[\]\.|\.", field.name)}
    assert {key for record in records for key in fields_of(record)} - told - INNER == set()


def test_indicator_rows_are_those_of_the_json(records: list[dict[str, Any]]) -> None:
    """Every indicator is one row of the table, targets before evaluation, as its columns say."""
    kinds = ("targets", "绩效目标"), ("evaluation", "绩效自评")
    for record in records:
        assert [first + others for first, others in indicator_rows(record)] == [
            row_of(INDICATOR_COLUMNS, Placed(record, word, row))
            for key, word in kinds
            for row in (record[key] or {}).get("indicators", ())
        ]


def test_rows_are_made_of_the_beginning_of_the_json(site: Path) -> None:
    """What is read of the JSON for rows gives the rows that the whole of it gives."""
    for path in sorted(site.rglob("project.json")):
        content = path.read_bytes()
        part, whole = rows_record(content), json.loads(content)
        assert list(part) == list(whole)[: list(whole).index("result")]
        assert [*indicator_rows(part)] == [*indicator_rows(whole)]


@pytest.mark.parametrize("text", [',"result":{', '\\",\\"result\\":{', '","result":{"'])
def test_no_text_passes_for_the_end_of_what_rows_are_made_of(text: str) -> None:
    """Whatever a text says, it is no key: its quotes are escaped."""
    record = {"name": text, "evaluation": {"note": [text]}, "result": {"score": text}}
    assert rows_record(dump(record)) == {"name": text, "evaluation": {"note": [text]}}
    assert rows_record(dump({"name": text})) == {"name": text}


def test_what_is_left_blank_is_null(records: list[dict[str, Any]]) -> None:
    """Every money amount of the shipped site carries its printed text, number and 元."""
    amounts = [record["funds"][key] for record in records for key in ("budget", "executed")
               if record["funds"].get(key)]  # fmt: skip
    assert amounts
    assert all(set(amount) == {"printed", "value", "yuan"} for amount in amounts)


@pytest.mark.parametrize("columns", [PROJECT_COLUMNS, INDICATOR_COLUMNS])
def test_columns_are_named_once(columns: tuple[Any, ...]) -> None:
    """English and Chinese names are unique in a table; English ones need no quoting anywhere."""
    names, titles = [c.name for c in columns], [c.title for c in columns]
    assert (len(set(names)), len(set(titles))) == (len(names), len(titles))
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z_]*", name)] == []
    assert [c.name for c in columns if not c.note] == []
