"""Scoring: grades and scores against the bands and weights of the scheme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.ledger import Line, Outcome
from generator.problem import Family, Kind, Severity
from generator.score import band_of_word, is_between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.check.case import Case
    from generator.model.scheme import Scheme
    from generator.problem import Problem

_rule = partial(Kind, family=Family.SCORING)

GRADE_DIFFERS = _rule(
    code="S101",
    slug="grade-differs",
    severity=Severity.EXPLAIN,
    message=N_("等级印为“{stated}”，按评分办法 {score} 分属“{computed}”"),
    hint=N_("核对总分和等级；原件确是如此，就在“情况说明”中写明原因"),
    why=N_("等级由总分和分数段决定，不符说明其中一个写错。"),
    bad='总分: {得分: "85"}，绩效等级: 优秀',
    good='总分: {得分: "85"}，绩效等级: 良好',
)
GRADE_SYNONYM = _rule(
    code="S102",
    slug="grade-synonym",
    severity=Severity.ADVICE,
    message=N_("等级印为“{stated}”，按同义词识别为“{computed}”"),
    hint=N_("今后使用评分办法自己的等级用词"),
    why=N_("用词不一，检索和汇总时会当成两个等级。"),
    bad="绩效等级: 优（办法用“优秀”）",
    good="绩效等级: 优秀",
)
GRADE_UNKNOWN = _rule(
    code="S103",
    slug="grade-unknown",
    severity=Severity.EXPLAIN,
    message=N_("等级“{stated}”不在评分办法的等级之内"),
    hint=N_("改用办法的等级用词，或在办法的“同义词”中加上它"),
    why=N_("不在办法之内的等级没有对应的分数段。"),
    bad="绩效等级: 甲等",
    good="绩效等级: 优秀",
)
GRADE_IN_GAP = _rule(
    code="S104",
    slug="grade-in-gap",
    severity=Severity.ADVICE,
    message=N_("{score} 分落在两个等级之间，办法没有规定属于哪一级"),
    hint=N_("请制定办法的部门明确；网站只如实说明，不作推测"),
    why=N_("按整数划的分数段，容不下带小数的总分。"),
    bad="80–89 为良，90–100 为优，总分 89.5",
    good="[80, 90) 为良，[90, 100] 为优",
)
EXECUTION_SCORE_DIFFERS = _rule(
    code="S105",
    slug="execution-score-differs",
    severity=Severity.EXPLAIN,
    message=N_("执行率得分印为 {stated}，按评分办法算得 {computed}"),
    hint=N_("核对执行率和分值；原件确是如此，就在“情况说明”中写明原因"),
    why=N_("执行率得分由执行率和分值算出。"),
    bad='执行率 95%，分值 10，执行率得分: "9"',
    good='执行率 95%，分值 10，执行率得分: "9.5"',
)
ABOVE_SCHEME = _rule(
    code="S106",
    slug="section-above-scheme",
    severity=Severity.EXPLAIN,
    message=N_("“{name}”得分 {score}，超过评分办法规定的 {weight} 分"),
    hint=N_("核对得分，或核对所用的评分办法"),
    why=N_("一个部分的得分不能超过办法给它的分值。"),
    bad='一级指标: [{名称: 产出绩效, 得分: "55"}]（办法为 50 分）',
    good='一级指标: [{名称: 产出绩效, 得分: "45"}]（办法为 50 分）',
)
KINDS = (
    GRADE_DIFFERS,
    GRADE_SYNONYM,
    GRADE_UNKNOWN,
    GRADE_IN_GAP,
    EXECUTION_SCORE_DIFFERS,
    ABOVE_SCHEME,
)


def find_grade_slips(case: Case) -> Iterator[Problem]:
    """Yield what is wrong with the grade."""
    scheme = case.scheme
    line = _line(case, "grade")
    if scheme is None or line is None or not scheme.bands:
        return
    kind = _grade_kind(scheme, line, case.result.score)
    if kind is not None and not case.is_explained(kind.code, kind.slug, "grade"):
        score = f"{case.result.score:f}" if case.result.score is not None else ""
        yield kind.at(case.place_of(line), stated=line.stated, computed=line.computed, score=score)


def _grade_kind(scheme: Scheme, line: Line, score: Decimal | None) -> Kind | None:
    if line.outcome is Outcome.NOT_COMPUTABLE:
        return GRADE_IN_GAP if score is not None and is_between(scheme, score) else None
    named = band_of_word(scheme, line.stated) if line.stated else None
    if line.outcome is Outcome.DIFFERS:
        return GRADE_DIFFERS if named else GRADE_UNKNOWN
    return GRADE_SYNONYM if named is not None and named.word != line.stated else None


def find_execution_score_slips(case: Case) -> Iterator[Problem]:
    """Yield a problem where the execution score does not follow from the rate."""
    line = _line(case, "execution-score")
    kind = EXECUTION_SCORE_DIFFERS
    if line is None or line.outcome not in {Outcome.DIFFERS, Outcome.CUT}:
        return
    if not case.is_explained(kind.code, kind.slug, line.anchor):
        yield kind.at(case.place_of(line), stated=line.stated, computed=line.computed)


def find_sections_above_scheme(case: Case) -> Iterator[Problem]:
    """Yield a problem for every section scored above the weight its scheme gives it."""
    scheme, evaluation = case.scheme, case.project.facts.evaluation
    if (
        scheme is None
        or evaluation is None
        or case.is_explained(ABOVE_SCHEME.code, ABOVE_SCHEME.slug)
    ):
        return
    weights = {
        name: section.weight
        for section in scheme.sections
        for name in (section.name, *section.synonyms)
    }
    for index, label in enumerate(evaluation.sections):
        weight = weights.get(label.name)
        if label.score and weight and label.score.value > weight.value:
            place = case.places.at("自评", "一级指标", index, "得分")
            yield ABOVE_SCHEME.at(
                place, name=label.name, score=label.score.text, weight=weight.text
            )


def _line(case: Case, anchor: str) -> Line | None:
    return next((line for line in case.result.ledger if line.anchor == anchor), None)


RULES = (find_grade_slips, find_execution_score_slips, find_sections_above_scheme)
