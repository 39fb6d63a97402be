"""Thresholds: what a scheme wants explained, and whether a project comes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.score.targets import Operator, Target, parse_target

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.scheme import ExplainRule

UNITS = frozenset({"%", "分", ""})


def limit_of(rule: ExplainRule) -> Target | None:
    """Return the threshold of a rule as a comparison (`低于90%`); None where it is none."""
    read = parse_target(rule.threshold)
    if not isinstance(read, Target) or read.operator in {None, Operator.EQUAL}:
        return None
    quantity = read.quantity
    if quantity is None or quantity.upper is not None or quantity.unit not in UNITS:
        return None
    return read


def comes_to(rule: ExplainRule, value: Decimal) -> bool:
    """Whether `value`, in percent or points, is what the rule wants explained."""
    limit = limit_of(rule)
    if limit is None or limit.quantity is None:
        return False
    bound = limit.quantity.value
    return {
        Operator.LESS: value < bound,
        Operator.AT_MOST: value <= bound,
        Operator.MORE: value > bound,
        Operator.AT_LEAST: value >= bound,
    }.get(limit.operator or Operator.EQUAL, False)
