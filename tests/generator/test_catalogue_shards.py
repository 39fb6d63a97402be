"""The catalogue: what the browser sorts and filters by, from entries alone."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from generator import tabulate as tabulating
from generator.catalogue import as_file, view_shard
from generator.facets import LedgerMark, RateBand, ledger_marks, rate_band
from generator.i18n import Catalogue
from generator.load import arrange, load_frame
from generator.model.entry import Entry
from generator.model.identity import ProjectId
from generator.model.ledger import Outcome
from generator.privacy import leaks
from generator.read import survey
from generator.tabulate import tabulate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.load import Frame

SITE = """\
站点名称: 测试
站点性质: 演示
站点简介: 测试。
主办单位: 测试组
栏目: {名称: 绩效自评}
"""
SCHEME = """\
办法名称: 测试办法
简称: 办法
适用地区: 某市
来源: [{名称: 某文件}]
金额单位: 万元
计分: 是
总分: "100"
预算执行: {计分: 否}
等级: [{等级: 差, 下限: "0", 上限: "60"}, {等级: 优, 下限: "60", 上限: "100", 含上限: 是}]
"""
ENTRY = Entry(
    identity=ProjectId("2020", "bureau", "road"),
    name="道路养护",
    has_targets=False,
    has_evaluation=True,
    scheme="plain",
    named_scheme="plain",
    document=None,
    position=0,
    ordinal="",
    budget=Decimal(12345600),
    executed=Decimal(6172800),
    executed_stated=False,
    rate=Decimal(50),
    rate_stated="50%",
    score=Decimal("88.50"),
    score_stated=True,
    grade="优",
    grade_printed="优秀",
    outcomes=((Outcome.AGREES, 2), (Outcome.DIFFERS, 1)),
    missing=(),
    index_number="",
    evaluation_published=datetime.date(2021, 3, 1),
    targets_published=None,
    corrections=0,
    series="",
    problems=(),
    measures=(),
    indicators=0,
    sentences=b"",
)
TARGETS_ONLY = ENTRY._replace(
    identity=ProjectId("2020", "bureau", "bridge"),
    name="桥梁",
    has_targets=True,
    has_evaluation=False,
    scheme=None,
    executed=None,
    rate=None,
    rate_stated="",
    score=None,
    grade="",
    grade_printed="",
    outcomes=((Outcome.NOT_STATED, 1),),
)
HOSTILE = (
    '</script><script>alert("1")</script>',
    "=1+1",
    "引号\"和'单引号'与反斜线\\",
    "行分隔\u2028段分隔\u2029",
    "<b>粗</b> & 13912345678号 >",
)


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    """Return a frame with one unit and one scheme."""
    for name, text in {
        "site.yaml": SITE,
        "schemes/plain.yaml": SCHEME,
        "units/bureau.yaml": "单位名称: 某市某局\n地区: 某市\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    loaded, problems = load_frame(tmp_path, arrange(survey(tmp_path)[0])[0])
    assert problems == ()
    return loaded


def written(frame: Frame, *entries: Entry) -> Mapping[str, bytes]:
    """Return the catalogue of some entries."""
    shards = tabulate(entries).shards
    return {shard.path: as_file(view_shard(shard, frame, Catalogue())) for shard in shards}


def record_of(content: bytes) -> Any:  # noqa: ANN401  whatever the file says
    """Return the record that a file of the catalogue hands over."""
    text = content.decode()
    assert text.startswith("selfevalCatalogue(")
    assert text.endswith(");\n")
    return json.loads(text.removeprefix("selfevalCatalogue(").removesuffix(");\n"))


def test_a_file_says_what_a_list_shows(frame: Frame) -> None:
    """Rows stand in list order, column by column, figures as lists print them with their origin."""
    (content,) = written(frame, ENTRY, TARGETS_ONLY).values()
    assert record_of(content) == {
        "year": "2020",
        "units": [["bureau", "某市某局", "某市"]],
        "schemes": [["plain", "办法", ["优", "差"]]],
        "documents": [],
        "grades": ["优"],
        "unit": [0, 0],
        "scheme": [-1, 0],
        "document": [-1, -1],
        "grade": [-1, 0],
        "slug": ["bridge", "road"],
        "name": ["桥梁", "道路养护"],
        "kind": [2, 1],
        "rate": [7, 1],
        "ledger": [16, 1],
        "differs": [0, 1],
        "over": [0, 0],
        "shown": {
            "budget": [["=1,234.56"], [0, 0]],
            "executed": [["!未列", "~617.28"], []],
            "rate": [["!未列", "=50%"], []],
            "score": [["!无自评", "=88.5"], []],
            "grade": [["!无自评", "=优秀"], []],
        },
    }


def test_titles_do_no_harm(frame: Frame) -> None:
    """Whatever a title holds arrives as it was, and nothing in the file looks like markup."""
    entries = [
        ENTRY._replace(identity=ProjectId("2020", "bureau", f"p-{at}"), name=name)
        for at, name in enumerate(HOSTILE)
    ]
    (content,) = written(frame, *entries).values()
    assert record_of(content)["name"] == list(HOSTILE)
    assert not set("<>\u2028\u2029") & set(content.decode())


def test_the_gate_sees_into_a_file(frame: Frame) -> None:
    """A telephone between angle brackets of two titles is found all the same."""
    entries = [
        ENTRY._replace(identity=ProjectId("2020", "bureau", f"p-{at}"), name=name)
        for at, name in enumerate(("甲 < 乙", "联系电话13912345678", "丙 > 丁"))
    ]
    ((path, content),) = written(frame, *entries).items()
    assert [(p.kind.code, p.at.path) for p in leaks(path, content)] == [("P102", path)]


def test_an_edit_changes_one_file(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year is cut into files; an edited project changes its own file and no other."""
    monkeypatch.setattr(tabulating, "SHARD_ROWS", 2)
    entries = [
        ENTRY._replace(identity=ProjectId(year, "bureau", f"p-{at}"))
        for year in ("2019", "2020")
        for at in range(3)
    ]
    before = written(frame, *entries)
    entries[1] = entries[1]._replace(name="改过的名称")
    after = written(frame, *reversed(entries))
    assert list(before) == [
        "catalogue/2020-1.js",
        "catalogue/2020-2.js",
        "catalogue/2019-1.js",
        "catalogue/2019-2.js",
    ]
    assert {path for path in before if before[path] != after[path]} == {"catalogue/2019-1.js"}


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        (None, RateBand.UNKNOWN),
        ("-1", RateBand.BELOW_30),
        ("0", RateBand.BELOW_30),
        ("29.999", RateBand.BELOW_30),
        ("30", RateBand.BELOW_60),
        ("60", RateBand.BELOW_80),
        ("80", RateBand.BELOW_90),
        ("90", RateBand.BELOW_100),
        ("99.99999", RateBand.BELOW_100),
        ("100", RateBand.FULL),
        ("100.001", RateBand.OVER),
    ],
)
def test_rate_falls_into_one_band(rate: str | None, band: RateBand) -> None:
    """Bands begin with their lower end; exactly 100 % is a band of its own."""
    assert rate_band(None if rate is None else Decimal(rate)) is band


@pytest.mark.parametrize(
    ("outcomes", "marks"),
    [
        ({}, {LedgerMark.NOTHING}),
        ({Outcome.NOT_STATED: 3}, {LedgerMark.NOTHING}),
        ({Outcome.AGREES: 1, Outcome.NOT_STATED: 3}, {LedgerMark.AGREES}),
        ({Outcome.AGREES: 1, Outcome.CUT: 1}, {LedgerMark.CUT}),
        (
            {Outcome.DIFFERS: 2, Outcome.NOT_COMPUTABLE: 1, Outcome.AGREES: 5},
            {LedgerMark.DIFFERS, LedgerMark.NOT_COMPUTABLE},
        ),
    ],
)
def test_ledger_says_what_it_found(outcomes: dict[Outcome, int], marks: set[LedgerMark]) -> None:
    """All agree only where something was compared and nothing else came out."""
    assert ledger_marks(ENTRY._replace(outcomes=tuple(outcomes.items()))) == marks
