"""Measures: every indicator row with its target read once, for all rules that look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.score import Attainment, Target, attainment_of, is_late, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.project import Indicator, ProjectFacts, TargetIndicator


class Measure(NamedTuple):
    """One indicator row of one statement."""

    statement: str
    """The key of the statement: 绩效目标 or 自评."""
    place: int
    """The row, counted from 0."""
    row: TargetIndicator
    target: Target | None
    """What its target says; None where there is none or it was not understood."""
    attainment: Attainment | None
    """How the actual value stands to it; None where the two are no comparable numbers."""
    late: bool
    """Whether a deadline was certainly missed."""


def measures_of(facts: ProjectFacts) -> tuple[Measure, ...]:
    """Return every indicator row of both statements, in the order of the forms."""
    return (*_declared(facts), *_evaluated(facts))


def _declared(facts: ProjectFacts) -> Iterator[Measure]:
    for index, row in enumerate(facts.targets.indicators if facts.targets else ()):
        yield Measure("绩效目标", index, row, _target(row), None, late=False)


def _evaluated(facts: ProjectFacts) -> Iterator[Measure]:
    for index, row in enumerate(facts.evaluation.indicators if facts.evaluation else ()):
        target = _target(row)
        found = attainment_of(row, target) if target else None
        late = target is not None and is_late(row, target)
        yield Measure("自评", index, row, target, found, late=late)


def _target(row: TargetIndicator | Indicator) -> Target | None:
    read = target_of(row) if row.target or row.operator else None
    return read if isinstance(read, Target) else None
