"""Measures: every indicator row with its target and actual value read once, for all who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_, Message, message
from generator.score.attainment import Attainment, actual_of, attain, judge, target_of
from generator.score.targets import Punctuality, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.project import Indicator, ProjectFacts, TargetIndicator

DECLARED, EVALUATED = "绩效目标", "自评"
"""The keys of the statements."""
UNPARSED_TARGET = N_("年度指标值“{printed}”不能核算：{reason}")
UNPARSED_ACTUAL = N_("实际完成值“{printed}”不能核算：{reason}")


class Measure(NamedTuple):
    """One indicator row of one statement; a named tuple, since forms have many."""

    statement: str
    """The key of the statement: 绩效目标 or 自评."""
    place: int
    """The row, counted from 0."""
    row: TargetIndicator
    target: Target | None
    """What its target says; None where there is none or it was not understood."""
    attainment: Attainment | None
    """How the actual value stands to it; None where the two are no comparable numbers."""
    punctuality: Punctuality | None
    """Whether a deadline was met; None where the target is none."""
    obstacle: Message | None
    """Why target and actual value cannot be compared, where both are printed."""


def measures_of(facts: ProjectFacts) -> tuple[Measure, ...]:
    """Return every indicator row of both statements, in the order of the forms."""
    return (*_declared(facts), *_evaluated(facts))


def _declared(facts: ProjectFacts) -> Iterator[Measure]:
    for place, row in enumerate(facts.targets.indicators if facts.targets else ()):
        target, obstacle = _target(row)
        yield Measure(DECLARED, place, row, target, None, None, obstacle)


def _evaluated(facts: ProjectFacts) -> Iterator[Measure]:
    for place, row in enumerate(facts.evaluation.indicators if facts.evaluation else ()):
        target, obstacle = _target(row)
        attained, punctuality = None, None
        if target is not None and target.quantity is not None and row.actual:
            found = _attained(row, target)
            attained, obstacle = (None, found) if isinstance(found, Message) else (found, None)
        elif target is not None and target.deadline is not None:
            punctuality = judge(target, row.actual or "")
        yield Measure(EVALUATED, place, row, target, attained, punctuality, obstacle)


def _target(row: TargetIndicator) -> tuple[Target | None, Message | None]:
    if not (row.target or row.operator):
        return None, None
    read = target_of(row)
    if isinstance(read, Target):
        return read, None
    return None, message(UNPARSED_TARGET, printed=read.text, reason=read.reason)


def _attained(row: Indicator, target: Target) -> Attainment | Message:
    actual = actual_of(row)
    if isinstance(actual, Target):
        return attain(target, actual)
    return message(UNPARSED_ACTUAL, printed=actual.text, reason=actual.reason)
