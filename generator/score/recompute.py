"""Recomputation: target, actual value and the scheme's formula → the points of an indicator.

Formulas are those that schemes document (正向按比例; 反向 in two variants; 等于). Where a scheme is
silent nothing is computed; where a target or value can be read two ways, neither.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_, Message, message
from generator.model.ledger import Line, Outcome
from generator.model.project import Indicator
from generator.model.scheme import ExcessTreatment, ReverseFormula
from generator.money import plain, rounded
from generator.score.attainment import MOST, NOT_A_NUMBER
from generator.score.compare import blocked_line, compare
from generator.score.targets import Operator, Punctuality, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.scheme import Excess, Formulas, Scheme
    from generator.money import Figure
    from generator.score.attainment import Attainment
    from generator.score.measures import Measure

LABEL = N_("第 {row} 行“{name}”得分")
NO_ACTUAL = N_("原件未列实际完成值")
NO_TARGET = N_("原件未列年度指标值")
DEADLINES = {
    Punctuality.MET: N_("期限指标，按期完成；所据来源没有写明怎样计分"),
    Punctuality.MISSED: N_("期限指标，逾期完成；所据来源没有写明怎样计分"),
    Punctuality.UNDECIDABLE: N_("期限指标，是否按期不能判断；所据来源没有写明怎样计分"),
}
NO_LEVELS = N_("定性指标，所据来源没有写明怎样计分")
UNKNOWN_LEVEL = N_("完成情况“{printed}”不是办法所列的档次，分值区间不能确定")
NO_DIRECTION = N_("年度指标值没有比较符号，不知道越大越好还是越小越好")
BY_HAND = N_("完成值超过目标的 {threshold}，办法要求人工核定得分")
RANGE = N_("目标是一个区间，完成值在区间之外，所据来源没有写明怎样计分")
NO_FORMULA = N_("所据来源没有写明这类指标怎样计分")
ZERO_TARGET = N_("目标为 0，不能按比例计分")

MET = N_("{target}，实际 {actual} → 达到目标，得满分 {points}")
SHORT = N_("{target}，实际 {actual} → {weight} × {operands} = {points}")
LEVEL = N_("{level} → {weight} × {lower} 至 {upper} = {low} 至 {high}")


class Points(NamedTuple):
    """What an indicator should have scored: a number, or for levels an interval of points."""

    low: Decimal
    high: Decimal
    formula: Message


def indicator_lines(measures: Sequence[Measure], scheme: Scheme) -> Iterator[Line]:
    """Yield a ledger line for every scored indicator, where the scheme says how scores come about.

    Indicators without points, score or target are not asked; those that do not apply neither.
    """
    if scheme.formulas is None and not scheme.qualitative:
        return
    places = int(scheme.rounding.places) if scheme.rounding else 2
    slack = scheme.tolerance.value if scheme.tolerance else Decimal(0)
    for measure in measures:
        row = measure.row
        if not isinstance(row, Indicator) or row.weight is None or row.score is None:
            continue
        if row.not_applicable or not (row.target or row.operator):
            continue
        number = str(measure.place + 1)
        label = Message(LABEL, (("row", number), ("name", row.name or "")))
        anchor = f"indicator-{number}-score"
        points = recompute(measure, row.actual or "", row.weight.value, scheme)
        if isinstance(points, Message):
            yield blocked_line(anchor, label, row.score.text, points)
        else:
            shown, outcome = _shown(points, places), _outcome(row.score, points, slack)
            yield Line(anchor, label, row.score.text, shown, outcome, points.formula)


def _outcome(stated: Figure, points: Points, slack: Decimal) -> Outcome:
    """Return how a stated score stands: inside the interval, or within the scheme's tolerance."""
    if points.low - slack <= stated.value <= points.high + slack:
        return AGREES
    if points.low != points.high:
        return Outcome.DIFFERS
    return compare(stated, points.low)


AGREES = Outcome.AGREES


def _shown(points: Points, places: int) -> str:
    low = rounded(points.low, places)
    return low if points.low == points.high else f"{low}–{rounded(points.high, places)}"


def recompute(measure: Measure, printed: str, weight: Decimal, scheme: Scheme) -> Points | Message:
    """Return the points of an indicator with the actual value `printed`, or why there are none."""
    if measure.attainment is not None:  # as with most rows: two numbers that compare
        return _points(measure.attainment, weight, scheme.formulas)
    target = measure.target
    if target is None or target.kind is TargetKind.UNSET:
        return measure.obstacle or message(NO_TARGET)
    if not printed:
        return message(NO_ACTUAL)
    if target.kind is TargetKind.DEADLINE:
        return message(DEADLINES[measure.punctuality or Punctuality.UNDECIDABLE])
    if target.kind is TargetKind.QUALITATIVE:
        return _level_points(printed, weight, scheme)
    return measure.obstacle or message(NOT_A_NUMBER)


def _level_points(actual: str, weight: Decimal, scheme: Scheme) -> Points | Message:
    """Return the interval of points that the level reached may earn."""
    if not scheme.qualitative:
        return message(NO_LEVELS)
    level = next((band for band in scheme.qualitative if band.word == actual.strip()), None)
    if level is None:
        return message(UNKNOWN_LEVEL, printed=actual)
    low, high = weight * level.lower.value / 100, weight * level.upper.value / 100
    formula = message(
        LEVEL,
        level=level.word,
        weight=plain(weight),
        lower=level.lower.text,
        upper=level.upper.text,
        low=plain(low),
        high=plain(high),
    )
    return Points(low, high, formula)


def _points(found: Attainment, weight: Decimal, formulas: Formulas | None) -> Points | Message:
    """Return the points for an actual value beside its target, with `weight` at stake."""
    if formulas is None:
        return message(NO_FORMULA)
    if formulas.excess is not None and found.exceeds(formulas.excess.threshold.value):
        return _excess(found, weight, formulas.excess)
    if found.is_met:
        return _full(found, weight)
    if found.upper is not None:
        return message(RANGE)
    return _short(found, weight, formulas)


def _full(found: Attainment, weight: Decimal) -> Points:
    """Return full marks."""
    values = (
        ("target", found.target.text), ("actual", found.actual.text), ("points", plain(weight)),
    )  # fmt: skip
    return Points(weight, weight, Message(MET, values))


def _scored(found: Attainment, weight: Decimal, points: Decimal, operands: str) -> Points:
    """Return the points that a formula gives, with its operands."""
    formula = message(
        SHORT,
        target=found.target.text,
        actual=found.actual.text,
        weight=plain(weight),
        operands=operands,
        points=rounded(points, 2),
    )
    return Points(points, points, formula)


def _excess(found: Attainment, weight: Decimal, rule: Excess) -> Points | Message:
    """Return the points for a value far beyond its target, as the scheme wants it."""
    if rule.treatment is ExcessTreatment.FULL_MARKS:
        return _full(found, weight)
    return message(BY_HAND, threshold=rule.threshold.text)


def _short(found: Attainment, weight: Decimal, formulas: Formulas) -> Points | Message:
    """Return the points for a target that was missed, by the formula of its direction."""
    operator = found.target.operator
    if operator is None:
        return message(NO_DIRECTION)
    if operator in MOST:
        return _reverse(found, weight, formulas.reverse)
    documented = formulas.equal if operator is Operator.EQUAL else formulas.positive
    if documented is None:
        return message(NO_FORMULA)
    return _proportional(found, weight)


def _proportional(found: Attainment, weight: Decimal) -> Points | Message:
    """Return weight × actual ÷ target; a negative actual value counts as 0.

    More than an exact target asks for is not punished.
    """
    wanted = found.wanted
    if wanted <= 0:
        return message(ZERO_TARGET)
    if found.reached > wanted:
        return _full(found, weight)
    reached = max(found.reached, Decimal(0))
    operands = f"{plain(reached)} ÷ {plain(wanted)}"
    return _scored(found, weight, weight * reached / wanted, operands)


def _reverse(
    found: Attainment, weight: Decimal, formula: ReverseFormula | None
) -> Points | Message:
    """Return the points for a value above what was allowed, in the documented variant."""
    if formula is None:
        return message(NO_FORMULA)
    a, b = found.wanted, found.reached
    if formula is ReverseFormula.TARGET_OVER_ACTUAL:
        points = weight * max(a, Decimal(0)) / b
        return _scored(found, weight, points, f"{plain(a)} ÷ {plain(b)}")
    if a <= 0:
        return message(ZERO_TARGET)
    points = weight * max(Decimal(1) - (b - a) / a, Decimal(0))
    return _scored(found, weight, points, f"(1 − ({plain(b)} − {plain(a)}) ÷ {plain(a)})")
