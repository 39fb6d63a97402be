"""Targets beside results: one project whose declaration and evaluation are both published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.score import Target, attainment_of, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.model.project import Indicator, ProjectFacts, TargetIndicator

MET, MISSED, UNKNOWN = N_("达到"), N_("未达到"), N_("不能判断")
DROPPED, ADDED = N_("自评中没有这一指标"), N_("申报时没有这一指标")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One indicator as it was declared and as it was evaluated."""

    name: str
    declared: str
    """The target as declared with the budget; empty where it was not."""
    evaluated: str
    """The target that the evaluation prints; empty where it has none."""
    actual: str
    is_changed: bool
    """Whether the evaluation measures against another target than was declared."""
    verdict: str
    """Whether the declared target was met, as far as the two can be compared."""


def compared_rows(facts: ProjectFacts, say: Catalogue) -> tuple[ComparedRow, ...]:
    """Return declared and evaluated indicators side by side, matched by their names.

    None where only one of the two statements is published.
    """
    if facts.targets is None or facts.evaluation is None:
        return ()
    return tuple(_rows(facts.targets.indicators, facts.evaluation.indicators, say))


def _rows(
    declared: Sequence[TargetIndicator], evaluated: Sequence[Indicator], say: Catalogue
) -> Iterator[ComparedRow]:
    left = {row.name: row for row in reversed(evaluated) if row.name}
    for row in declared:
        result = left.pop(row.name, None) if row.name else None
        yield _row(row, result, say)
    for name, result in left.items():
        yield ComparedRow(
            name=name,
            declared="",
            evaluated=printed_target(result),
            actual=result.actual or "",
            is_changed=False,
            verdict=say.translate(ADDED),
        )


def _row(row: TargetIndicator, result: Indicator | None, say: Catalogue) -> ComparedRow:
    evaluated = printed_target(result) if result else ""
    return ComparedRow(
        name=row.name or row.group or "",
        declared=printed_target(row),
        evaluated=evaluated,
        actual=(result.actual or "") if result else "",
        is_changed=bool(evaluated) and _bare(evaluated) != _bare(printed_target(row)),
        verdict=say.translate(_verdict(row, result)),
    )


def printed_target(row: TargetIndicator) -> str:
    """Return the target of a row with the parts that its form splits off."""
    parts = (row.operator, row.target, row.measure)
    return " ".join(part for part in parts if part)


def _bare(text: str) -> str:
    return "".join(text.split())


def _verdict(row: TargetIndicator, result: Indicator | None) -> str:
    """Return whether the declared target was met; what was dropped is said to be."""
    if result is None:
        return DROPPED
    wanted = target_of(row)
    if not isinstance(wanted, Target):
        return UNKNOWN
    if result.measure != row.measure:
        result = result.model_copy(update={"measure": row.measure})
    found = attainment_of(result, wanted)
    if found is None:
        return UNKNOWN
    return MET if found.is_met else MISSED
