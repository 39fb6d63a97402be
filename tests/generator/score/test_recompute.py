"""Points follow from target, actual value and the scheme's formula, or a reason says why not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.i18n import Catalogue, Message
from generator.model.ledger import Outcome
from generator.model.project import ProjectFacts
from generator.model.scheme import Scheme
from generator.score import measures_of, score_project
from generator.score.recompute import recompute

TEXT = (Path(__file__).parents[2] / "fixtures" / "recompute.yaml").read_text("utf-8")
CASES = yaml.load(TEXT, yaml.CBaseLoader)  # noqa: S506  text only
SAY = Catalogue().say


def scheme_of(case: dict[str, Any], **more: object) -> Scheme:
    """Return the scheme of a case."""
    return Scheme.model_validate(
        {
            "办法名称": "示例办法", "适用地区": "示例", "来源": [{"名称": "示例"}],
            "金额单位": "万元", "计分": "是", "总分": "10", "预算执行": {"计分": "否"},
            "指标公式": case["formulas"], "定性档次": case.get("levels", []), **more,
        }
    )  # fmt: skip


def facts_of(row: dict[str, str], score: str) -> ProjectFacts:
    """Return a project with one indicator of ten points."""
    indicator = {"三级指标": "示例", "分值": "10", "得分": score, **row}
    funds = {"单位": "万元", "全年预算数": "10", "全年执行数": "10"}
    return ProjectFacts.model_validate(
        {"项目名称": "示例", "资金": funds, "自评": {"指标": [indicator]}}
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shows"])
def test_points_or_reason(case: dict[str, Any]) -> None:
    """The ledger has the points with rule and operands, or the reason why there are none."""
    result = score_project(facts_of(case["row"], "10"), scheme_of(case))
    line = next(line for line in result.ledger if line.anchor == "indicator-1-score")
    if "reason" in case:
        told = (line.outcome, [SAY(note) for note in line.notes])
        assert told == (Outcome.NOT_COMPUTABLE, [case["reason"]])
    else:
        assert (line.computed, SAY(line.formula)) == (case["points"], case["formula"])


SHORT = {"formulas": {"正向": "按比例"}}
LEVEL = {**SHORT, "levels": [{"程度": "部分达成", "上限": "80%", "下限": "50%"}]}
MISSED = {"年度指标值": "≥95%", "实际完成值": "93%"}
PARTLY = {"年度指标值": "明显改善", "实际完成值": "部分达成"}


@pytest.mark.parametrize(
    ("case", "row", "score", "more", "outcome"),
    [
        (SHORT, MISSED, "9.79", {}, Outcome.AGREES),
        (SHORT, MISSED, "9.8", {}, Outcome.AGREES),
        (SHORT, MISSED, "9.7", {}, Outcome.CUT),
        (SHORT, MISSED, "10", {}, Outcome.AGREES),
        (SHORT, MISSED, "9", {}, Outcome.CUT),
        (SHORT, MISSED, "8", {}, Outcome.DIFFERS),
        (SHORT, MISSED, "9.5", {"容差": "0.5"}, Outcome.AGREES),
        (SHORT, MISSED, "9.2", {"容差": "0.5"}, Outcome.DIFFERS),
        (LEVEL, PARTLY, "5", {}, Outcome.AGREES),
        (LEVEL, PARTLY, "8", {}, Outcome.AGREES),
        (LEVEL, PARTLY, "8.1", {}, Outcome.DIFFERS),
    ],
)
def test_stated_score_stands_to_the_computed(
    case: dict[str, Any], row: dict[str, str], score: str, more: dict[str, str], outcome: Outcome
) -> None:  # fmt: skip
    """A score is compared at its printed precision, within tolerance, or inside the interval."""
    result = score_project(facts_of(row, score), scheme_of(case, **more))
    line = next(line for line in result.ledger if line.anchor == "indicator-1-score")
    assert line.outcome is outcome


@pytest.mark.parametrize("missing", ["分值", "得分", "年度指标值"])
def test_rows_that_are_not_scored_are_not_asked(missing: str) -> None:
    """Without points, score or target there is nothing to compute, and no line says so."""
    facts = facts_of(MISSED, "10")
    assert facts.evaluation is not None
    row = facts.evaluation.indicators[0]
    names = {"分值": "weight", "得分": "score", "年度指标值": "target"}
    changed = row.model_copy(update={names[missing]: None})
    evaluation = facts.evaluation.model_copy(update={"indicators": (changed,)})
    result = score_project(facts.model_copy(update={"evaluation": evaluation}), scheme_of(SHORT))
    assert [line.anchor for line in result.ledger if line.anchor.startswith("indicator")] == []


def test_scheme_without_formulas_recomputes_nothing() -> None:
    """Where no source documents a formula, no score is called into question."""
    scheme = scheme_of(SHORT).model_copy(update={"formulas": None})
    ledger = score_project(facts_of(MISSED, "10"), scheme).ledger
    assert [line.anchor for line in ledger if line.anchor.startswith("indicator")] == []


def test_reason_is_a_sentence() -> None:
    """What cannot be computed says why in words that people read."""
    facts = facts_of({"年度指标值": "第1名", "实际完成值": "第2名"}, "10")
    (measure,) = measures_of(facts)
    found = recompute(measure, "第2名", Decimal(10), scheme_of(SHORT))
    assert isinstance(found, Message)
    assert SAY(found) == "年度指标值“第1名”不能核算：是名次或序号"
