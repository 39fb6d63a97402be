"""Indicator tables: rows under their sections, with only the columns that the form has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_
from generator.views.figures import Cell, State, absent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.model.project import (
        Evaluation,
        Indicator,
        PrintedSection,
        TargetIndicator,
        Targets,
    )


class IndicatorRow(NamedTuple):
    """One row of an indicator table; fields of columns the form lacks are empty.

    A tuple, because there are thirty on a page: it is made in a sixth of the time of a dataclass.
    """

    number: str
    """Row number from 1 in the order of the form; its anchor is `row-` and this."""
    group: str
    """Second-level indicator."""
    name: str
    explanation: str
    target: str
    """Target as printed, with the parts that the form splits off."""
    actual: str
    weight: Cell
    score: Cell
    review_score: str
    deviation: str
    note: str
    editor_note: str
    basis: str
    criterion: str
    is_zero: bool
    """Scored 0 points, which is not the same as not scored."""
    is_uncertain: bool
    not_applicable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup:
    """The rows of one first-level section."""

    name: str
    """Empty where the form names no first level."""
    weight: str
    score: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """An indicator table with the columns that the form has."""

    groups: tuple[IndicatorGroup, ...]
    count: int
    has_group: bool
    has_explanation: bool
    has_target: bool
    has_actual: bool
    has_weight: bool
    has_score: bool
    has_review_score: bool
    has_deviation: bool
    has_note: bool
    has_basis: bool
    total_weight: str
    total_score: str
    total_review_score: str


def evaluation_table(evaluation: Evaluation, say: Catalogue) -> IndicatorTable | None:
    """Return the indicator table of a self-evaluation; None where it has no rows."""
    rows = evaluation.indicators
    if not rows:
        return None
    reading = evaluation.reading
    uncertain = frozenset(reading.uncertain) if reading else frozenset()
    without = absent(say, N_("无分值")), absent(say, N_("未打分"))
    views = tuple(
        _row(number, row, *without, uncertain=number in uncertain)
        for number, row in enumerate(rows, 1)
    )
    total = evaluation.total
    return _table(
        _grouped(evaluation, views),
        views,
        weight=total.weight.text if total and total.weight else "",
        score=total.score.text if total and total.score else "",
        review=total.review_score.text if total and total.review_score else "",
    )


def target_table(targets: Targets) -> IndicatorTable | None:
    """Return the indicator table of a target declaration; None where it has no rows."""
    if not targets.indicators:
        return None
    views = tuple(_target_row(number, row) for number, row in enumerate(targets.indicators, 1))
    names = _carried_down([row.section for row in targets.indicators])
    return _table(_runs(names, views), views)


def _table(
    groups: tuple[IndicatorGroup, ...],
    rows: Sequence[IndicatorRow],
    *,
    weight: str = "",
    score: str = "",
    review: str = "",
) -> IndicatorTable:
    columns = dict(zip(IndicatorRow._fields, zip(*rows, strict=True), strict=True))
    return IndicatorTable(
        groups=groups,
        count=len(rows),
        has_group=any(columns["group"]),
        has_explanation=any(columns["explanation"]),
        has_target=any(columns["target"]),
        has_actual=any(columns["actual"]),
        has_weight=any(map(_is_printed, columns["weight"])),
        has_score=any(map(_is_printed, columns["score"])),
        has_review_score=any(columns["review_score"]),
        has_deviation=any(columns["deviation"]),
        has_note=any(columns["note"]) or any(columns["editor_note"]),
        has_basis=any(columns["basis"]) or any(columns["criterion"]),
        total_weight=weight,
        total_score=score,
        total_review_score=review,
    )


def _is_printed(cell: Cell) -> bool:
    return bool(cell.text) and cell.state is State.STATED


def _grouped(evaluation: Evaluation, rows: Sequence[IndicatorRow]) -> tuple[IndicatorGroup, ...]:
    reading = evaluation.reading
    if reading is not None:
        return tuple(
            IndicatorGroup(
                name=group.name,
                weight=group.weight.text if group.weight else "",
                score="",
                rows=tuple(rows[group.first - 1 : group.last]),
            )
            for group in reading.sections
        )
    printed = {label.name: label for label in evaluation.sections}
    groups = _runs(_carried_down([row.section for row in evaluation.indicators]), rows)
    return tuple(_labelled(group, printed) for group in groups)


def _labelled(group: IndicatorGroup, printed: dict[str, PrintedSection]) -> IndicatorGroup:
    label = printed.get(group.name)
    if label is None:
        return group
    return IndicatorGroup(
        name=group.name,
        weight=label.weight.text if label.weight else "",
        score=label.score.text if label.score else "",
        rows=group.rows,
    )


def _carried_down(names: Sequence[str | None]) -> Iterator[str]:
    current = ""
    for name in names:
        current = name or current
        yield current


def _runs(names: Iterator[str], rows: Sequence[IndicatorRow]) -> tuple[IndicatorGroup, ...]:
    runs = groupby(zip(names, rows, strict=True), key=lambda pair: pair[0])
    return tuple(
        IndicatorGroup(name=name, weight="", score="", rows=tuple(row for _, row in run))
        for name, run in runs
    )


def _row(
    number: int, row: Indicator, unweighted: Cell, unscored: Cell, *, uncertain: bool
) -> IndicatorRow:
    """Return a row, its fields in their order; the cells stand where it has no points."""
    weight, score, review = row.weight, row.score, row.review_score
    return IndicatorRow(
        str(number),
        row.group or "",
        row.name or "",
        row.explanation or "",
        _target(row),
        row.actual or "",
        Cell(weight.text) if weight else unweighted,
        Cell(score.text) if score else unscored,
        review.text if review else "",
        row.deviation or "",
        row.note or "",
        row.editor_note or "",
        row.basis or "",
        _criterion(row),
        score is not None and score.value == 0,
        uncertain,
        bool(row.not_applicable),
    )


def _target(row: TargetIndicator) -> str:
    """Return the target of split columns in one; a unit that the value carries is not repeated."""
    value, measure = row.target or "", row.measure or ""
    unit = "" if value.endswith(measure) else measure
    return " ".join(filter(None, (row.operator, value, unit))) if row.operator or unit else value


def _criterion(row: TargetIndicator) -> str:
    attribute, criterion = row.attribute, row.criterion
    return "；".join(filter(None, (attribute, criterion))) if attribute or criterion else ""


NO_CELL = Cell("")
"""Stands where a declaration has no column."""


def _target_row(number: int, row: TargetIndicator) -> IndicatorRow:
    """Return a row of a declaration; its fields in their order."""
    return IndicatorRow(
        str(number),
        row.group or "",
        row.name or "",
        row.explanation or "",
        _target(row),
        "",
        Cell(row.weight.text) if row.weight else NO_CELL,
        NO_CELL,
        "",
        "",
        row.note or "",
        row.editor_note or "",
        row.basis or "",
        _criterion(row),
        is_zero=False,
        is_uncertain=False,
        not_applicable=False,
    )
