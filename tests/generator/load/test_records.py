"""A file becomes one record, or every reason why it does not, each at its own key or value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.i18n import Catalogue
from generator.load.records import read_record, suggest
from generator.model.document import Document
from generator.model.project import ProjectFacts
from generator.model.scheme import Scheme
from generator.model.site import Exemptions, Expected, Release, Site
from generator.model.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.fields import Record
    from generator.problem import Problem

RECORDS: tuple[type[Record], ...] = (
    Site,
    Unit,
    Scheme,
    Document,
    ProjectFacts,
    Exemptions,
    Expected,
    Release,
)

FAULTY = """\
项目名称: ""
项目编号: "12"
是否经常性: 常年
所属文件: 自评报告
文件内次序: "0"
资金:
  全年预算数: 20万
  资金来源: 财政拨款
  资金构成:
    - {名称: 专家费}
    - 交通费
自评:
  公开信息: {发布日期: 2021年3月, 来源网址: example, 有效性: 作废}
  预算执行率: 约95%
  指标:
    - {三级指标: [甲], 分值: 五, 得份: "5"}
  编者归并: {理由: 分页, 分组: []}
"""
FOUND = (
    "1:1 empty-value 项目名称",
    "2:1 unknown-key 项目编号",
    "3:8 not-yes-or-no 是否经常性",
    "4:7 not-a-slug 所属文件",
    "5:8 not-a-row 文件内次序",
    "6:1 missing-key 资金",
    "7:10 not-an-amount 资金 › 全年预算数",
    "8:9 wrong-shape 资金 › 资金来源",
    "10:7 missing-key 资金 › 资金构成 › 1",
    "11:7 wrong-shape 资金 › 资金构成 › 2",
    "13:16 not-a-date 自评 › 公开信息 › 发布日期",
    "13:31 not-an-address 自评 › 公开信息 › 来源网址",
    "13:45 unknown-value 自评 › 公开信息 › 有效性",
    "14:10 not-a-rate 自评 › 预算执行率",
    "16:14 wrong-shape 自评 › 指标 › 1 › 三级指标",
    "16:23 not-an-amount 自评 › 指标 › 1 › 分值",
    "16:26 unknown-key 自评 › 指标 › 1 › 得份",
    "17:18 too-few-items 自评 › 编者归并 › 分组",
)


def write(root: Path, text: str) -> Path:
    """Write the text as the only file of a content folder, and return the folder."""
    root.mkdir(exist_ok=True)
    (root / "a.yaml").write_text(text, "utf-8")
    return root


def said(problem: Problem) -> str:
    """Return place, slug and field of a problem."""
    return f"{problem.at.line}:{problem.at.column} {problem.kind.slug} {problem.at.field}"


def test_every_fault_of_a_file_is_found_in_one_pass(tmp_path: Path) -> None:
    """Each fault of a file is reported, at the line, column and field where it was made."""
    record, places, problems = read_record(write(tmp_path, FAULTY), "a.yaml", ProjectFacts)
    assert record is None
    assert places is not None
    assert sorted(map(said, problems), key=FOUND.index) == list(FOUND)


def test_faults_of_form_and_of_meaning_are_found_together(tmp_path: Path) -> None:
    """A repeated key does not hide a wrong value, nor the other way round."""
    text = "单位名称: 甲\n单位名称: 乙\n地区: [丙]\n级别: &a 县级\n"
    record, _, problems = read_record(write(tmp_path, text), "a.yaml", Unit)
    assert record is None
    assert sorted(map(said, problems)) == [
        "2:1 duplicate-key ",
        "3:5 wrong-shape 地区",
        "4:5 anchor-or-alias ",
    ]


def test_record_keeps_what_is_printed(tmp_path: Path) -> None:
    """Amounts and rates keep their printed text beside their value, dates are dates."""
    text = (
        "项目名称: 甲\n资金: {单位: 元, 全年预算数: '211,820.00', 全年执行数: ''}\n"
        "自评: {预算执行率: 97.80%, 公开信息: {发布日期: 2021-03-05}}\n"
    )
    record, _, problems = read_record(write(tmp_path, text), "a.yaml", ProjectFacts)
    assert problems == ()
    assert record is not None
    assert record.funds.budget is not None
    assert (record.funds.budget.text, f"{record.funds.budget.value}") == ("211,820.00", "211820.00")
    assert record.funds.executed is None
    assert "executed" in record.funds.model_fields_set
    assert "initial" not in record.funds.model_fields_set
    assert record.evaluation is not None
    assert record.evaluation.execution_rate is not None
    assert record.evaluation.execution_rate.text == "97.80%"
    assert f"{record.evaluation.disclosure.published}" == "2021-03-05"


def test_english_attributes_are_no_keys(tmp_path: Path) -> None:
    """A file is written with the Chinese keys only."""
    _, _, problems = read_record(write(tmp_path, "name: 甲\nregion: 乙\n"), "a.yaml", Unit)
    assert sorted(map(said, problems)) == [
        "1:1 missing-key ",
        "1:1 missing-key ",
        "1:1 unknown-key name",
        "2:1 unknown-key region",
    ]


SUGGESTIONS = (
    ("全年执行", ("全年预算数", "全年执行数"), "是不是“全年执行数”？"),
    ("demo2020", ("demo-2020", "demo-2019"), "是不是“demo-2020”？"),
    ("万元整", ("元", "万元"), "是不是“万元”？"),
    ("领导", ("项目名称", "资金"), ""),
    ("甲", (), ""),
    ("", ("甲",), ""),
)


@pytest.mark.parametrize(("written", "known", "expected"), SUGGESTIONS)
def test_suggestion(written: str, known: tuple[str, ...], expected: str) -> None:
    """The nearest known word is suggested, and nothing where none is near."""
    assert Catalogue().say(suggest(written, known)) == expected


def keys_of(record: type[BaseModel]) -> Iterator[str]:
    """Yield every key that a record or a record inside it knows."""
    for field in record.model_fields.values():
        yield str(field.alias)
        for kind in kinds_of(field.annotation):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from keys_of(kind)


def kinds_of(annotation: object) -> Iterator[object]:
    """Yield the types that an annotation is made of."""
    inner = get_args(annotation)
    yield from [annotation] if not inner else [kind for part in inner for kind in kinds_of(part)]


KEYS = st.sampled_from(sorted({key for record in RECORDS for key in keys_of(record)}))
PRINTED = ("", " ", "甲", "是", "否", "万元", "演示", "有效", "demo-2020", "https://a.example")
NUMBERS = ("20", "-1", "20.5", "211,820.00", "97.80%", "1" * 99, "2020", "2021-03-05", "１", "0")
WORDS = st.sampled_from((*PRINTED, *NUMBERS))
VALUES = st.recursive(
    WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(RECORDS), st.dictionaries(KEYS, VALUES, max_size=9) | VALUES)
def test_any_values_are_loaded(
    tmp_path_factory: pytest.TempPathFactory, record: type[Record], value: object
) -> None:
    """Whatever a file holds, there is a record, or a problem in our words says why not."""
    root = write(tmp_path_factory.mktemp("any"), json.dumps(value, ensure_ascii=False))
    loaded, _, problems = read_record(root, "a.yaml", record)
    assert (loaded is None) == any(problem.blocks for problem in problems)
    for problem in problems:
        assert (
            "{" not in Catalogue().say(problem.kind.message).replace("{%s}", "") or problem.values
        )
        assert problem.at.path == f"{root.name}/a.yaml"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(RECORDS), st.text(max_size=60))
def test_any_text_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, record: type[Record], text: str
) -> None:
    """No text breaks the loading, and nothing is lost without a word."""
    root = tmp_path_factory.mktemp("any")
    (root / "a.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded, _, problems = read_record(root, "a.yaml", record)
    assert (loaded is None) == any(problem.blocks for problem in problems)
