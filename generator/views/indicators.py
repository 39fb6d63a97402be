"""Indicator tables: rows under their sections, with only the columns that the form has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.i18n import N_
from generator.views.figures import Cell, State, absent, cells_of

if TYPE_CHECKING:
    from collections.abc import Container

    from generator.i18n import Catalogue
    from generator.model.project import (
        Evaluation,
        PrintedSection,
        Reading,
        TargetIndicator,
        Targets,
    )
    from generator.money import Figure


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


Columns = Mapping[str, Sequence[Any]]
"""A table column by column, each under the name of its field."""
TEXTS = ("group", "name", "explanation", "note", "editor_note", "basis")
RESULTS = ("actual", "deviation")
"""Columns that a page shows as the form has them; only an evaluation has the second."""
NO_CELL = Cell("")
"""Stands where a declaration has no column."""


def evaluation_table(evaluation: Evaluation, say: Catalogue) -> IndicatorTable | None:
    """Return the indicator table of a self-evaluation; None where it has no rows."""
    if not evaluation.indicators:
        return None
    form, reading, total = _form(evaluation.indicators), evaluation.reading, evaluation.total
    columns = _evaluated(form, frozenset(reading.uncertain) if reading else (), say)
    rows = _rows(columns)
    return _table(
        _read(reading, rows) if reading else _printed(form, evaluation.sections, rows),
        columns,
        weight=total.weight.text if total and total.weight else "",
        score=total.score.text if total and total.score else "",
        review=total.review_score.text if total and total.review_score else "",
    )


def target_table(targets: Targets) -> IndicatorTable | None:
    """Return the indicator table of a target declaration; None where it has no rows."""
    if not targets.indicators:
        return None
    form = _form(targets.indicators)
    columns = _declared(form, NO_CELL)
    return _table(_printed(form, (), _rows(columns)), columns)


def _form(rows: Sequence[TargetIndicator]) -> Columns:
    """Return the columns of a form, as they are given."""
    names = type(rows[0]).model_fields
    given = map(itemgetter(*names), map(vars, rows))
    return dict(zip(names, zip(*given, strict=True), strict=True))


def _table(
    groups: tuple[IndicatorGroup, ...],
    columns: Columns,
    *,
    weight: str = "",
    score: str = "",
    review: str = "",
) -> IndicatorTable:
    return IndicatorTable(
        groups=groups,
        count=len(columns["number"]),
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


def _rows(columns: Columns) -> tuple[IndicatorRow, ...]:
    return tuple(map(IndicatorRow, *(columns[name] for name in IndicatorRow._fields)))


def _read(reading: Reading, rows: Sequence[IndicatorRow]) -> tuple[IndicatorGroup, ...]:
    """Return the groups that an editor read into a table."""
    return tuple(
        IndicatorGroup(
            name=group.name,
            weight=group.weight.text if group.weight else "",
            score="",
            rows=tuple(rows[group.first - 1 : group.last]),
        )
        for group in reading.sections
    )


def _printed(
    form: Columns, labels: Sequence[PrintedSection], rows: Sequence[IndicatorRow]
) -> tuple[IndicatorGroup, ...]:
    """Return the groups that a table prints; rows without a name belong to that of the last."""
    points = {label.name: label for label in labels}
    groups: list[IndicatorGroup] = []
    name, first = "", 0
    for place, section in enumerate(form["section"]):
        if section and section != name:
            if place:
                groups.append(_group(name, points.get(name), rows[first:place]))
            name, first = section, place
    return (*groups, _group(name, points.get(name), rows[first:]))


def _group(name: str, label: PrintedSection | None, rows: Sequence[IndicatorRow]) -> IndicatorGroup:
    return IndicatorGroup(
        name=name,
        weight=label.weight.text if label and label.weight else "",
        score=label.score.text if label and label.score else "",
        rows=tuple(rows),
    )


def _evaluated(form: Columns, uncertain: Container[int], say: Catalogue) -> Columns:
    """Return the columns of a self-evaluation on a page; `uncertain`: the numbers of rows."""
    scores = form["score"]
    return {
        **_declared(form, absent(say, N_("无分值"))),
        **{name: [text or "" for text in form[name]] for name in RESULTS},
        "score": _cells(scores, absent(say, N_("未打分"))),
        "review_score": [score.text if score else "" for score in form["review_score"]],
        "is_zero": [score is not None and not score.value for score in scores],
        "is_uncertain": [number in uncertain for number in range(1, len(scores) + 1)],
        "not_applicable": list(map(bool, form["not_applicable"])),
    }


def _declared(form: Columns, unweighted: Cell) -> Columns:
    """Return the columns of a declaration on a page; `unweighted` stands where there is none."""
    count = len(form["name"])
    blank, never = [""] * count, [False] * count
    return {
        **{name: [text or "" for text in form[name]] for name in TEXTS},
        "number": list(map(str, range(1, count + 1))),
        "target": list(map(_target, form["operator"], form["target"], form["measure"])),
        "actual": blank,
        "weight": _cells(form["weight"], unweighted),
        "score": [NO_CELL] * count,
        "review_score": blank,
        "deviation": blank,
        "criterion": list(map(_criterion, form["attribute"], form["criterion"])),
        "is_zero": never,
        "is_uncertain": never,
        "not_applicable": never,
    }


def _cells(figures: Sequence[Figure | None], missing: Cell) -> list[Cell]:
    """Return the cells of a column of figures."""
    texts = [figure.text if figure else "" for figure in figures]
    cells = cells_of(texts, missing)
    return [cells[text] for text in texts]


def _target(operator: str | None, target: str | None, measure: str | None) -> str:
    """Return the target of split columns in one; a unit that the value carries is not repeated."""
    value = target or ""
    unit = "" if not measure or value.endswith(measure) else measure
    return " ".join(filter(None, (operator, value, unit))) if operator or unit else value


def _criterion(attribute: str | None, criterion: str | None) -> str:
    return "；".join(filter(None, (attribute, criterion))) if attribute or criterion else ""
