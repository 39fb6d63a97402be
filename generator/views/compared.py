"""Targets beside results: one project whose declaration and evaluation are both published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.score import attainment_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.model.project import Indicator, ProjectFacts, TargetIndicator
    from generator.score import Measure

    Evaluated = tuple[Indicator, Measure]

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


def compared_rows(
    facts: ProjectFacts, measures: Sequence[Measure], say: Catalogue
) -> tuple[ComparedRow, ...]:
    """Return declared and evaluated indicators side by side, matched by their names.

    None where only one of the two statements is published. `measures`: the rows of both.
    """
    if facts.targets is None or facts.evaluation is None:
        return ()
    declared = len(facts.targets.indicators)
    results = tuple(zip(facts.evaluation.indicators, measures[declared:], strict=True))
    return tuple(_rows(measures[:declared], results, say))


def _rows(
    declared: Sequence[Measure], results: Sequence[Evaluated], say: Catalogue
) -> Iterator[ComparedRow]:
    left = {result[0].name: result for result in reversed(results) if result[0].name}
    for measure in declared:
        name = measure.row.name
        yield _row(measure, left.pop(name, None) if name else None, say)
    for name, (row, _) in left.items():
        yield ComparedRow(
            name=name,
            declared="",
            evaluated=printed_target(row),
            actual=row.actual or "",
            is_changed=False,
            verdict=say.translate(ADDED),
        )


def _row(measure: Measure, result: Evaluated | None, say: Catalogue) -> ComparedRow:
    row, declared = measure.row, printed_target(measure.row)
    evaluated = printed_target(result[0]) if result else ""
    return ComparedRow(
        name=row.name or row.group or "",
        declared=declared,
        evaluated=evaluated,
        actual=(result[0].actual or "") if result else "",
        is_changed=evaluated not in ("", declared) and _bare(evaluated) != _bare(declared),
        verdict=say.translate(_verdict(measure, result)),
    )


def printed_target(row: TargetIndicator) -> str:
    """Return the target of a row with the parts that its form splits off."""
    parts = (row.operator, row.target, row.measure)
    return " ".join(part for part in parts if part)


def _bare(text: str) -> str:
    return "".join(text.split())


def _verdict(declared: Measure, result: Evaluated | None) -> str:
    """Return whether the declared target was met; what was dropped is said to be."""
    if result is None:
        return DROPPED
    (row, measure), wanted, unit = result, declared.target, declared.row.measure
    if wanted is None:
        return UNKNOWN
    if measure.target == wanted and row.measure == unit:
        found = measure.attainment
    else:
        found = attainment_of(row.model_copy(update={"measure": unit}), wanted)
    if found is None:
        return UNKNOWN
    return MET if found.is_met else MISSED
