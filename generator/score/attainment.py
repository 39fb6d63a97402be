"""Attainment: how an actual value stands to its target, before any points are given."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_, Message, message
from generator.score.targets import (
    Operator,
    Punctuality,
    Quantity,
    Target,
    TargetKind,
    Unparsed,
    judge_deadline,
    parse_actual,
    parse_target,
)

if TYPE_CHECKING:
    from generator.model.project import Indicator, TargetIndicator

UNITS_DIFFER = N_("目标的单位“{target}”与完成值的单位“{actual}”不同，不能相比")
APPROXIMATE = N_("数值是约数，不能核算")
BOUND = N_("完成值只写了界限，不是一个数")
NOT_A_NUMBER = N_("完成值不是数")
LEAST = frozenset({Operator.AT_LEAST, Operator.MORE})
MOST = frozenset({Operator.AT_MOST, Operator.LESS})
MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""Money units that compare with each other, in 元."""


class Attainment(NamedTuple):
    """A target and an actual value in one unit; a named tuple as they are."""

    target: Target
    actual: Target
    wanted: Decimal
    upper: Decimal | None
    """The upper end where the target is a range."""
    reached: Decimal

    @property
    def is_met(self) -> bool:
        """Whether the actual value reaches the target; an equal one does in every direction."""
        if self.upper is not None:
            return self.wanted <= self.reached <= self.upper
        operator = self.target.operator
        if operator in LEAST:
            return self.reached >= self.wanted
        if operator in MOST:
            return self.reached <= self.wanted
        return self.reached == self.wanted

    def exceeds(self, limit: Decimal) -> bool:
        """Whether more than `limit` percent of an “at least” or exact target was reached."""
        if self.target.operator is None or self.target.operator in MOST:
            return False
        rate = self.rate
        return rate is not None and rate > limit

    @property
    def rate(self) -> Decimal | None:
        """Actual over target in percent, exact; None for a range or a target of 0 or less."""
        if self.upper is not None or self.wanted <= 0:
            return None
        return self.reached / self.wanted * 100


def target_of(row: TargetIndicator) -> Target | Unparsed:
    """Return what the target of a row says, its split columns taken together."""
    return parse_target(
        row.target or "", row.operator or "", row.measure or "", row.attribute or ""
    )


def actual_of(row: Indicator) -> Target | Unparsed:
    """Return what the actual value of a row says."""
    return parse_actual(row.actual or "", row.measure or "")


def attain(target: Target, actual: Target) -> Attainment | Message:
    """Return a target beside an actual value, or the reason why they cannot be compared."""
    wanted, reached = target.quantity, actual.quantity
    if wanted is None or reached is None:
        return message(NOT_A_NUMBER)
    obstacle = _obstacle(wanted, reached, actual)
    if obstacle is not None:
        return obstacle
    is_same = reached.unit == wanted.unit
    value = reached.value if is_same else _converted(reached, wanted.unit)
    return Attainment(target, actual, wanted.value, wanted.upper, value)


def attainment_of(row: Indicator, target: Target) -> Attainment | None:
    """Return how a row stands to a target; None where the two are no comparable numbers."""
    if target.quantity is None or not row.actual:
        return None
    actual = actual_of(row)
    found = attain(target, actual) if isinstance(actual, Target) else None
    return found if isinstance(found, Attainment) else None


def judge(target: Target, printed: str) -> Punctuality:
    """Return whether a deadline was met, as far as the printed dates tell."""
    actual = parse_actual(printed, wanted=TargetKind.DEADLINE)
    if target.deadline is None or isinstance(actual, Unparsed) or actual.deadline is None:
        return Punctuality.UNDECIDABLE
    return judge_deadline(target.deadline, actual.deadline)


def _obstacle(wanted: Quantity, reached: Quantity, actual: Target) -> Message | None:
    """Return what keeps two quantities from being compared."""
    if wanted.approximate or reached.approximate:
        return message(APPROXIMATE)
    if actual.operator is not None and actual.operator is not Operator.EQUAL:
        return message(BOUND)
    if reached.upper is not None:
        return message(BOUND)
    if wanted.unit != reached.unit and not {wanted.unit, reached.unit} <= set(MONEY):
        return message(UNITS_DIFFER, target=wanted.unit or "-", actual=reached.unit or "-")
    return None


def _converted(reached: Quantity, unit: str) -> Decimal:
    """Return a value in another unit, that of its target; both are units of money."""
    return reached.value * MONEY[reached.unit] / MONEY[unit]
