"""Recomputation: target, actual value and the scheme's formula → the points of an indicator.

Formulas are those that schemes document (正向按比例; 反向 in two variants; 等于). Where a scheme is
silent nothing is computed; where a target or value can be read two ways, neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.model.ledger import Line, Outcome
from generator.model.project import Indicator
from generator.model.scheme import ExcessTreatment, ReverseFormula
from generator.money import plain, round_half_up
from generator.score.attainment import NOT_A_NUMBER, judge
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


@dataclass(frozen=True, slots=True)
class Points:
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
    for measure in measures:
        row = measure.row
        if not isinstance(row, Indicator) or row.weight is None or row.score is None:
            continue
        if row.not_applicable or not (row.target or row.operator):
            continue
        label = message(LABEL, row=str(measure.place + 1), name=row.name or "")
        anchor = f"indicator-{measure.place + 1}-score"
        points = recompute(measure, row.actual or "", row.weight.value, scheme)
        if isinstance(points, Message):
            yield blocked_line(anchor, label, row.score.text, points)
        else:
            yield _line(anchor, label, row.score, points, scheme)


def _line(anchor: str, label: Message, stated: Figure, points: Points, scheme: Scheme) -> Line:
    low, high = _shown(points.low, scheme), _shown(points.high, scheme)
    return Line(
        anchor=anchor,
        label=label,
        stated=stated.text,
        computed=low if points.low == points.high else f"{low}–{high}",
        outcome=_outcome(stated, points, scheme),
        formula=points.formula,
    )


def _outcome(stated: Figure, points: Points, scheme: Scheme) -> Outcome:
    """Return how a stated score stands: inside the interval, or within the scheme's tolerance."""
    slack = scheme.tolerance.value if scheme.tolerance else Decimal(0)
    if points.low - slack <= stated.value <= points.high + slack:
        return Outcome.AGREES
    if points.low != points.high:
        return Outcome.DIFFERS
    return compare(stated, points.low)


def _shown(points: Decimal, scheme: Scheme) -> str:
    places = int(scheme.rounding.places) if scheme.rounding else 2
    return plain(round_half_up(points, places))


def recompute(measure: Measure, printed: str, weight: Decimal, scheme: Scheme) -> Points | Message:
    """Return the points of an indicator with the actual value `printed`, or why there are none."""
    target = measure.target
    if target is None or target.kind is TargetKind.UNSET:
        return measure.obstacle or message(NO_TARGET)
    if not printed:
        return message(NO_ACTUAL)
    if target.kind is TargetKind.DEADLINE:
        return message(DEADLINES[judge(target, printed)])
    if target.kind is TargetKind.QUALITATIVE:
        return _level_points(printed, weight, scheme)
    if measure.attainment is None:
        return measure.obstacle or message(NOT_A_NUMBER)
    return _points(_Measured(measure.attainment, weight), scheme.formulas)


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


def _points(row: _Measured, formulas: Formulas | None) -> Points | Message:
    found = row.found
    if formulas is None:
        return message(NO_FORMULA)
    if formulas.excess is not None and found.exceeds(formulas.excess.threshold.value):
        return _excess(row, formulas.excess)
    if found.is_met:
        return row.full()
    if found.upper is not None:
        return message(RANGE)
    return _short(found.target.operator, row, formulas)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A target and an actual value in one unit, with the points at stake."""

    found: Attainment
    weight: Decimal

    @property
    def wanted(self) -> Decimal:
        return self.found.wanted

    @property
    def reached(self) -> Decimal:
        return self.found.reached

    def full(self) -> Points:
        """Return full marks."""
        points = plain(self.weight)
        formula = message(MET, **self._printed(), points=points)
        return Points(self.weight, self.weight, formula)

    def scored(self, points: Decimal, operands: str) -> Points:
        """Return the points that a formula gives, with its operands."""
        formula = message(
            SHORT,
            **self._printed(),
            weight=plain(self.weight),
            operands=operands,
            points=plain(round_half_up(points, 2)),
        )
        return Points(points, points, formula)

    def _printed(self) -> dict[str, str]:
        return {"target": self.found.target.text, "actual": self.found.actual.text}


def _excess(row: _Measured, rule: Excess) -> Points | Message:
    """Return the points for a value far beyond its target, as the scheme wants it."""
    if rule.treatment is ExcessTreatment.FULL_MARKS:
        return row.full()
    return message(BY_HAND, threshold=rule.threshold.text)


def _short(operator: Operator | None, row: _Measured, formulas: Formulas) -> Points | Message:
    """Return the points for a target that was missed, by the formula of its direction."""
    if operator is None:
        return message(NO_DIRECTION)
    if operator in {Operator.AT_MOST, Operator.LESS}:
        return _reverse(row, formulas.reverse)
    documented = formulas.equal if operator is Operator.EQUAL else formulas.positive
    if documented is None:
        return message(NO_FORMULA)
    return _proportional(row)


def _proportional(row: _Measured) -> Points | Message:
    """Return weight × actual ÷ target; a negative actual value counts as 0.

    More than an exact target asks for is not punished.
    """
    if row.wanted <= 0:
        return message(ZERO_TARGET)
    if row.reached > row.wanted:
        return row.full()
    reached = max(row.reached, Decimal(0))
    return row.scored(row.weight * reached / row.wanted, f"{plain(reached)} ÷ {plain(row.wanted)}")


def _reverse(row: _Measured, formula: ReverseFormula | None) -> Points | Message:
    """Return the points for a value above what was allowed, in the documented variant."""
    if formula is None:
        return message(NO_FORMULA)
    a, b = row.wanted, row.reached
    if formula is ReverseFormula.TARGET_OVER_ACTUAL:
        return row.scored(row.weight * max(a, Decimal(0)) / b, f"{plain(a)} ÷ {plain(b)}")
    if a <= 0:
        return message(ZERO_TARGET)
    share = max(Decimal(1) - (b - a) / a, Decimal(0))
    return row.scored(row.weight * share, f"(1 − ({plain(b)} − {plain(a)}) ÷ {plain(a)})")
