"""Weights and totals of a form against its scheme, and against what they can come to."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.money import plain, total_of
from generator.problem import Family, Kind, Severity
from generator.score import goal_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.check.case import Case
    from generator.model.ledger import SectionTotal
    from generator.model.project import Evaluation
    from generator.model.scheme import Scheme, SchemeSection
    from generator.problem import Problem

_rule = partial(Kind, family=Family.SCORING)

WEIGHTS_MISS_TOTAL = _rule(
    code="S107",
    slug="weights-miss-total",
    severity=Severity.EXPLAIN,
    message=N_("指标分值与执行率分值相加得 {computed}，评分办法的总分是 {total}"),
    hint=N_("核对各行分值；原件确是如此，就在“情况说明”中写明原因"),
    why=N_("分值相加不等于总分，满分就不是办法所说的满分。"),
    bad="执行率 20 分，产出 60 分，效益 40 分（办法总分 100）",
    good="执行率 20 分，产出 40 分，效益 40 分",
)
SECTION_WEIGHT = _rule(
    code="S108",
    slug="section-weight-off-scheme",
    severity=Severity.EXPLAIN,
    message=N_("“{name}”各行分值相加得 {computed}，评分办法规定为 {weight} 分"),
    hint=N_("核对各行分值和所属的一级指标；经批准调整的，在“情况说明”中写明"),
    why=N_("一级指标的分值由办法规定，改动了就不能与其他项目相比。"),
    bad="产出指标各行分值之和 60（办法为 40 分）",
    good="产出指标各行分值之和 40",
)
EXECUTION_TWICE = _rule(
    code="S109",
    slug="execution-counted-twice",
    severity=Severity.ADVICE,
    message=N_("预算执行率已单独计分，指标“{name}”又计了一次"),
    hint=N_("今后指标表里不再列执行率"),
    why=N_("同一件事计两次分，其他指标的分量就轻了。"),
    bad='执行率得分: "20"，另有时效指标“预算资金执行率”',
    good="执行率只在资金栏计分",
)
ABOVE_POSSIBLE = _rule(
    code="S110",
    slug="total-above-possible",
    severity=Severity.EXPLAIN,
    message=N_("总分印为 {score}，表中各项分值相加只有 {possible}"),
    hint=N_("核对总分和各项分值；另有加分的，在“情况说明”中写明依据"),
    why=N_("总分不能超过各项满分之和。"),
    bad='总分: {得分: "98"}，各项分值之和 94',
    good='总分: {得分: "94"}，各项分值之和 94',
)
CONCENTRATED = _rule(
    code="S111",
    slug="weight-concentrated",
    severity=Severity.ADVICE,
    message=N_("“{name}”一项占 {weight} 分，为总分 {total} 的四成以上"),
    hint=N_("今后把分值分到更能说明成效的几项指标上"),
    why=N_("一项指标定了近半的分数，其余指标几乎不起作用。"),
    bad='满意度: 分值 "40"，其余各项共 60 分',
    good="各项指标的分值相差不大",
)
FULL_MARKS_OVER_BUDGET = _rule(
    code="S112",
    slug="full-marks-over-budget",
    severity=Severity.ADVICE,
    message=N_("支出超过预算，自评仍得满分 {score}"),
    hint=N_("核对资金管理方面的得分，或在“情况说明”中写明超支为何不影响得分"),
    why=N_("超支又得满分，读者会问预算约束怎样计分。"),
    bad='全年预算数: "175"，全年执行数: "182"，总分: {得分: "100"}',
    good='全年预算数: "175"，全年执行数: "175"，总分: {得分: "100"}',
)
GOAL_RATIOS = _rule(
    code="S122",
    slug="goal-ratios-miss-whole",
    severity=Severity.EXPLAIN,
    message=N_("各目标权重比例相加得 {computed}%，不是 100%"),
    hint=N_("核对权重比例；原件确是如此，就在“情况说明”中写明原因"),
    why=N_("部门整体自评的总分由各目标按比例合成，比例之和应为 100%。"),
    bad="权重比例 60% 与 50%",
    good="权重比例 60% 与 40%",
)
KINDS = (
    WEIGHTS_MISS_TOTAL,
    SECTION_WEIGHT,
    EXECUTION_TWICE,
    ABOVE_POSSIBLE,
    CONCENTRATED,
    FULL_MARKS_OVER_BUDGET,
    GOAL_RATIOS,
)

EXECUTION_WORDS = ("预算执行率", "资金执行率", "预算资金执行率", "支出执行率")
WHOLE = Decimal(100)
"""A whole, in percent."""
FEW = 4
"""With fewer scored indicators a heavy one is no concentration."""
HEAVY = Decimal("0.4")
"""The share of the total that one indicator carried on a published Hubei form of 2020."""


def find_weights_that_miss(case: Case) -> Iterator[Problem]:
    """Yield a problem where every row carries a weight and they do not come to the total."""
    scheme, evaluation = case.scheme, case.project.facts.evaluation
    if scheme is None or scheme.total is None or evaluation is None:
        return
    possible = None if _printed_weights(evaluation) else _possible(evaluation, scheme)
    if possible is None or possible == scheme.total.value:
        return
    if not case.excuses(WEIGHTS_MISS_TOTAL):
        yield WEIGHTS_MISS_TOTAL.at(
            case.places.at("自评", "指标"), computed=plain(possible), total=scheme.total.text
        )


def _printed_weights(evaluation: Evaluation) -> bool:
    """Whether a total of weights is printed, so that the ledger compares it already."""
    return evaluation.total is not None and evaluation.total.weight is not None


def _possible(evaluation: Evaluation, scheme: Scheme) -> Decimal | None:
    """Return the points that rows and execution can come to; None where rows carry none."""
    weights = [row.weight.value for row in evaluation.indicators if row.weight is not None]
    if evaluation.has_two_levels:
        weights = [goal.weight for goal in goal_points(evaluation) if goal.weight is not None]
    if not weights:
        return None
    execution = evaluation.execution_weight or scheme.execution.weight
    own = execution.value if scheme.execution.scored and execution is not None else Decimal(0)
    return sum(weights, own)


def find_sections_off_scheme(case: Case) -> Iterator[Problem]:
    """Yield a problem for every section whose rows do not carry what the scheme gives it."""
    scheme, evaluation = case.scheme, case.project.facts.evaluation
    if scheme is None or evaluation is None or case.excuses(SECTION_WEIGHT):
        return
    if evaluation.has_two_levels:  # sections run through every goal
        return
    known = _known_sections(scheme)
    found = _weights_by_section(case, known)
    for name, computed in found.items():
        weight = known[name].weight
        if weight is not None and computed != weight.value:
            place = case.places.at("自评", "指标")
            yield SECTION_WEIGHT.at(place, name=name, computed=plain(computed), weight=weight.text)


def _known_sections(scheme: Scheme) -> Mapping[str, SchemeSection]:
    return {
        name: section for section in scheme.sections for name in (section.name, *section.synonyms)
    }


def _weights_by_section(case: Case, known: Mapping[str, SchemeSection]) -> Mapping[str, Decimal]:
    """Return the weights of rows by the scheme's sections, repeated labels taken together."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for section in _with_rows(case):
        if section.name in known and section.weight is not None:
            found[known[section.name].name] += section.weight
    return found


def _with_rows(case: Case) -> Iterator[SectionTotal]:
    return (section for section in case.result.sections if section.first is not None)


def find_execution_twice(case: Case) -> Iterator[Problem]:
    """Yield a problem where execution is scored by itself and among the indicators again."""
    scheme, evaluation = case.scheme, case.project.facts.evaluation
    if scheme is None or evaluation is None or not scheme.execution.scored:
        return
    is_named = any(word in case.words for word in EXECUTION_WORDS)
    for index, row in enumerate(evaluation.indicators if is_named else ()):
        if row.weight and row.name and any(word in row.name for word in EXECUTION_WORDS):
            place = case.places.at("自评", "指标", index, "三级指标")
            yield EXECUTION_TWICE.at(place, name=row.name)


def find_total_above_possible(case: Case) -> Iterator[Problem]:
    """Yield a problem where more points are printed than the form has."""
    scheme, evaluation = case.scheme, case.project.facts.evaluation
    if scheme is None or evaluation is None or evaluation.total is None:
        return
    score, possible = evaluation.total.score, _possible(evaluation, scheme)
    if score is None or possible is None or score.value <= possible:
        return
    if not case.excuses(ABOVE_POSSIBLE):
        place = case.places.at("自评", "总分", "得分")
        yield ABOVE_POSSIBLE.at(place, score=score.text, possible=plain(possible))


def find_concentration(case: Case) -> Iterator[Problem]:
    """Yield a problem for every indicator that carries two fifths of the total or more."""
    scheme, evaluation = case.scheme, case.project.facts.evaluation
    if scheme is None or scheme.total is None or evaluation is None:
        return
    if evaluation.has_two_levels:  # a row counts for its goal only
        return
    weights = [row.weight.value for row in evaluation.indicators if row.weight]
    heavy = scheme.total.value * HEAVY
    if len(weights) < FEW or max(weights) < heavy:
        return
    for index, row in enumerate(evaluation.indicators):
        if row.weight and row.weight.value >= heavy:
            yield CONCENTRATED.at(
                case.places.at("自评", "指标", index, "分值"),
                name=row.name or "",
                weight=row.weight.text,
                total=scheme.total.text,
            )


def find_full_marks_over_budget(case: Case) -> Iterator[Problem]:
    """Yield a problem where more was spent than budgeted and every point was given."""
    scheme, result = case.scheme, case.result
    if scheme is None or scheme.total is None or result.score != scheme.total.value:
        return
    if result.budget is None or result.executed is None or result.executed <= result.budget:
        return
    if not case.excuses(FULL_MARKS_OVER_BUDGET):
        place = case.places.at("自评", "总分", "得分")
        yield FULL_MARKS_OVER_BUDGET.at(place, score=plain(result.score))


def find_goal_ratios(case: Case) -> Iterator[Problem]:
    """Yield a problem where the ratios of the goals do not make a whole."""
    evaluation = case.project.facts.evaluation
    ratios = [goal.ratio for goal in evaluation.goals if goal.ratio] if evaluation else []
    total = total_of(ratios)
    if ratios and total != WHOLE and not case.excuses(GOAL_RATIOS):
        place = case.places.at("自评", "目标", 0, "权重比例")
        yield GOAL_RATIOS.at(place, computed=plain(total))


RULES = (
    find_goal_ratios,
    find_weights_that_miss,
    find_sections_off_scheme,
    find_execution_twice,
    find_total_above_possible,
    find_concentration,
    find_full_marks_over_budget,
)
