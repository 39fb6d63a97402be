"""Points: sections, weights, scores and totals as sums of what is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.model.ledger import SectionTotal
from generator.model.scheme import NotApplicable, RoundingMode
from generator.money import Figure, cut, plain, round_half_up, total_of
from generator.score.compare import blocked_line, figure_line, sum_formula
from generator.score.goals import goal_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.ledger import Line
    from generator.model.project import Evaluation, Goal, Indicator, PrintedSection
    from generator.model.scheme import Scheme

LABEL_EXECUTION_SCORE = N_("预算执行率得分")
LABEL_SECTION_WEIGHT = N_("“{name}”分值")
LABEL_SECTION_SCORE = N_("“{name}”得分")
LABEL_LABELS = N_("一级指标标注分值合计")
LABEL_WEIGHTS = N_("指标分值合计")
LABEL_SCORES = N_("总分")
LABEL_REVIEW = N_("复核总分")
LABEL_SUM = N_("分项合计：{subject}")

READ_BY_EDITOR = N_("原件标签因分页错位，按编者归并第 {first}–{last} 行核算；归并不是单位的说法")
UNCERTAIN = N_("第 {rows} 行归属存疑，该行没有分值，不影响小计")
UNCERTAIN_COUNTS = N_("第 {rows} 行归属存疑，会影响小计")
NO_ROWS = N_("找不到与这一标签对应的指标行")
OUTSIDE_READING = N_("这一标签无法归到任何一组指标行，请单位说明")
CAPPED_FORMULA = N_("执行率 {rate}% 超过 100%，封顶按满分 {weight} 计")
WITHOUT_EXECUTION = N_("总分包含执行率得分，而执行率得分既未印出也无法核算")
CAP_UNKNOWN = N_("执行率超过 100%，评分办法的来源没有写是否封顶")
ROUNDED = N_("评分办法的来源没有写舍入方法，按四舍五入保留两位小数")
LABELS_AGAINST_TOTAL = N_("各标签标注的分值与总分值比较，仅凭本表无法判断何者有误")

RESCALED = N_("不适用的指标剔除后折算：{scored} × {total} ÷ {kept} = {value}")


def section_totals(evaluation: Evaluation) -> tuple[SectionTotal, ...]:
    """Return the sections of an evaluation with the sums of their rows.

    An editor's reading comes first, then the section that each row names, then the printed
    labels alone.
    """
    if evaluation.reading is not None:
        return tuple(
            _section(group.name, evaluation.indicators, group.first, group.last, by_editor=True)
            for group in evaluation.reading.sections
        )
    if any(row.section for row in evaluation.indicators) and _carries_points(evaluation):
        return tuple(_sections_of_rows(evaluation.indicators))
    return tuple(
        SectionTotal(name=s.name, weight=_value(s.weight), score=_value(s.score))
        for s in evaluation.sections
    )


def _carries_points(evaluation: Evaluation) -> bool:
    return any(row.weight or row.score for row in evaluation.indicators)


def _sections_of_rows(rows: Sequence[Indicator]) -> Iterator[SectionTotal]:
    """Yield the sections that rows name; a row without a name belongs to the one above."""
    named = rows[0].section or ""
    first = 1
    for number, row in enumerate(rows, 1):
        if row.section and row.section != named:
            yield _section(named, rows, first, number - 1)
            named, first = row.section, number
    yield _section(named, rows, first, len(rows))


def _section(
    name: str, rows: Sequence[Indicator], first: int, last: int, *, by_editor: bool = False
) -> SectionTotal:
    own = rows[first - 1 : last]
    return SectionTotal(
        name=name,
        weight=_total([row.weight for row in own]),
        score=_total([row.score for row in own]),
        first=first,
        last=last,
        read_by_editor=by_editor,
    )


def _total(figures: Sequence[Figure | None]) -> Decimal | None:
    """Return the sum of what is printed; None where nothing is, which is not the same as 0."""
    found = [figure for figure in figures if figure is not None]
    return total_of(found) if found else None


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure is not None else None


def execution_score(rate: Decimal | None, scheme: Scheme) -> Decimal | None:
    """Return the points that `rate` (percent) earns, rounded as the scheme rounds.

    None where the scheme gives no points for execution or cannot say how many.
    """
    weight = scheme.execution.weight
    if not scheme.execution.scored or weight is None or rate is None:
        return None
    if rate > WHOLE and scheme.execution.capped is None:
        return None
    if rate > WHOLE and scheme.execution.capped:
        return weight.value
    return _rounded(rate * weight.value / WHOLE, scheme)


WHOLE = Decimal(100)
"""A whole, in percent."""


def _rounded(score: Decimal, scheme: Scheme) -> Decimal:
    if scheme.rounding is None:
        return round_half_up(score, 2)
    places = int(scheme.rounding.places)
    return (cut if scheme.rounding.mode is RoundingMode.CUT else round_half_up)(score, places)


def execution_score_line(
    evaluation: Evaluation, rate: Line, exact: Decimal | None, scheme: Scheme
) -> Iterator[Line]:
    """Yield the line of the execution score where the scheme gives points for execution.

    `rate` is the line of the execution rate, `exact` the rate itself in percent.
    """
    weight = scheme.execution.weight
    if not scheme.execution.scored or weight is None:
        return
    label, stated = message(LABEL_EXECUTION_SCORE), evaluation.execution_score
    score = execution_score(exact, scheme)
    if exact is None or score is None:
        reason = message(CAP_UNKNOWN) if exact is not None else rate.notes[0]
        yield blocked_line("execution-score", label, stated.text if stated else "", reason)
        return
    yield figure_line(
        "execution-score",
        label,
        stated=stated,
        computed=exact * weight.value / WHOLE if _compares_exactly(exact, scheme) else score,
        shown=plain(score),
        formula=_execution_formula(exact, weight, score, capped=_is_capped(exact, scheme)),
        notes=_rounding_notes(exact * weight.value / WHOLE, stated, scheme),
    )


def _compares_exactly(rate: Decimal, scheme: Scheme) -> bool:
    """Whether a printed score is compared at its own precision, as no scheme rounds it."""
    return scheme.rounding is None and not _is_capped(rate, scheme)


def _is_capped(rate: Decimal, scheme: Scheme) -> bool:
    return rate > WHOLE and bool(scheme.execution.capped)


def _execution_formula(rate: Decimal, weight: Figure, score: Decimal, *, capped: bool) -> Message:
    shown = plain(round_half_up(rate, 2))
    if capped:
        return message(CAPPED_FORMULA, rate=shown, weight=weight.text)
    return message(
        "{rate}% × {weight} = {score}", rate=shown, weight=weight.text, score=plain(score)
    )


def _rounding_notes(score: Decimal, stated: Figure | None, scheme: Scheme) -> tuple[Message, ...]:
    exact = round_half_up(score, 2) == score
    return () if exact or stated or scheme.rounding else (message(ROUNDED),)


def section_lines(evaluation: Evaluation, sections: Sequence[SectionTotal]) -> Iterator[Line]:
    """Yield, for every printed label, its points and score against the rows below it."""
    for number, label in enumerate(evaluation.sections, 1):
        own = next((section for section in sections if section.name == label.name), None)
        if own is None or own.first is None:
            yield from _label_without_rows(evaluation, label, number)
            continue
        notes = tuple(_reading_notes(evaluation, own))
        rows = evaluation.indicators[own.first - 1 : own.last]
        if label.weight is not None and own.weight is not None:
            yield figure_line(
                f"section-{number}-weight",
                message(LABEL_SECTION_WEIGHT, name=label.name),
                stated=label.weight,
                computed=own.weight,
                formula=_rows_formula([row.weight for row in rows], own.weight),
                notes=notes,
            )
        if label.score is not None and own.score is not None:
            yield figure_line(
                f"section-{number}-score",
                message(LABEL_SECTION_SCORE, name=label.name),
                stated=label.score,
                computed=own.score,
                formula=_rows_formula([row.score for row in rows], own.score),
                notes=notes,
            )


def _label_without_rows(
    evaluation: Evaluation, label: PrintedSection, number: int
) -> Iterator[Line]:
    if label.weight is not None and evaluation.indicators:
        reason = OUTSIDE_READING if evaluation.reading is not None else NO_ROWS
        said = message(LABEL_SECTION_WEIGHT, name=label.name)
        yield blocked_line(f"section-{number}-weight", said, label.weight.text, message(reason))


def _reading_notes(evaluation: Evaluation, section: SectionTotal) -> Iterator[Message]:
    if evaluation.reading is None or section.first is None or section.last is None:
        return
    yield message(READ_BY_EDITOR, first=str(section.first), last=str(section.last))
    rows = [r for r in evaluation.reading.uncertain if section.first <= r <= section.last]
    if rows:
        weighted = any(evaluation.indicators[row - 1].weight for row in rows)
        said = UNCERTAIN_COUNTS if weighted else UNCERTAIN
        yield message(said, rows="、".join(map(str, rows)))


def _rows_formula(figures: Sequence[Figure | None], total: Decimal) -> Message:
    return sum_formula([figure for figure in figures if figure is not None], total)


def label_line(evaluation: Evaluation) -> Iterator[Line]:
    """Yield the sum of the points on the section labels against the printed total weight."""
    labels = [label.weight for label in evaluation.sections if label.weight is not None]
    stated = evaluation.total.weight if evaluation.total else None
    if not labels or stated is None or len(labels) < len(evaluation.sections):
        return
    execution = evaluation.execution_weight
    figures = [*labels, *([execution] if execution else [])]
    total = total_of(figures)
    differs = total != stated.value
    yield figure_line(
        "section-labels",
        message(LABEL_LABELS),
        stated=stated,
        computed=total,
        formula=sum_formula(figures, total),
        notes=(message(LABELS_AGAINST_TOTAL),) if differs else (),
    )


def total_lines(
    evaluation: Evaluation, scheme: Scheme, execution: Decimal | None
) -> Iterator[Line]:
    """Yield the lines of the total weight, the total score and the reviewed total."""
    total = evaluation.total
    lacks_execution = _lacks_execution(evaluation, scheme, execution)
    if lacks_execution:
        printed = total.score.text if total and total.score else ""
        reason = message(WITHOUT_EXECUTION)
        yield blocked_line("score-total", message(LABEL_SCORES), printed, reason)
    columns = (
        (
            "weight-total",
            LABEL_WEIGHTS,
            total.weight if total else None,
            _with(evaluation.execution_weight, _weights(evaluation)),
        ),
        (
            "score-total",
            LABEL_SCORES,
            total.score if total else None,
            _score_parts(evaluation, execution),
        ),
        (
            "review-total",
            LABEL_REVIEW,
            total.review_score if total else None,
            [row.review_score for row in evaluation.indicators],
        ),
    )
    for anchor, label, stated, column in columns:
        figures = [figure for figure in column if figure is not None]
        blocked = anchor == "score-total" and lacks_execution
        if anchor == "score-total" and not blocked and _drops(evaluation, scheme):
            yield _rescaled_line(evaluation, scheme, execution)
        elif figures and not blocked:
            value = total_of(figures)
            yield figure_line(
                anchor,
                message(label),
                stated=stated,
                computed=value,
                formula=sum_formula(figures, value),
            )


def _weights(evaluation: Evaluation) -> list[Figure | None]:
    """Return the weights that add up to the whole: of rows, or of goals weighed by their ratio."""
    if evaluation.has_two_levels:
        return [_figure(points.weight) for points in goal_points(evaluation)]
    return [row.weight for row in evaluation.indicators]


def _figure(value: Decimal | None) -> Figure | None:
    return Figure(plain(value), value) if value is not None else None


def _drops(evaluation: Evaluation, scheme: Scheme) -> bool:
    """Whether the scheme leaves out indicators of this form that do not apply."""
    return (
        scheme.not_applicable is NotApplicable.DROP_AND_RESCALE
        and scheme.total is not None
        and any(row.not_applicable and row.weight for row in evaluation.indicators)
        and any(row.score for row in evaluation.indicators if not row.not_applicable)
    )


def _rescaled_line(evaluation: Evaluation, scheme: Scheme, execution: Decimal | None) -> Line:
    """Return the total score of what applies, scaled up to full marks."""
    rows = [row for row in evaluation.indicators if not row.not_applicable]
    own = evaluation.execution_score.value if evaluation.execution_score else execution
    weights = [row.weight.value for row in rows if row.weight]
    if own is not None and (part := evaluation.execution_weight or scheme.execution.weight):
        weights.append(part.value)
    scored = sum((row.score.value for row in rows if row.score), own or Decimal(0))
    kept, total = sum(weights, Decimal(0)), scheme.total.value if scheme.total else Decimal(0)
    stated = evaluation.total.score if evaluation.total else None
    value = scored * total / kept if kept else Decimal(0)
    formula = message(
        RESCALED,
        scored=plain(scored),
        total=plain(total),
        kept=plain(kept),
        value=plain(round_half_up(value, 2)),
    )
    return figure_line(
        "score-total",
        message(LABEL_SCORES),
        stated=stated,
        computed=value,
        shown=plain(round_half_up(value, 2)),
        formula=formula,
    )


def _lacks_execution(evaluation: Evaluation, scheme: Scheme, execution: Decimal | None) -> bool:
    """Whether the total needs an execution score that is neither printed nor computable."""
    needed = scheme.execution.scored and evaluation.execution_score is None and execution is None
    return needed and any(_score_parts(evaluation, None))


def _with(first: Figure | None, others: Sequence[Figure | None]) -> list[Figure | None]:
    return [first, *others] if any(others) else []


def _score_parts(evaluation: Evaluation, execution: Decimal | None) -> list[Figure | None]:
    """Return what the total score is made of: rows where they are scored, else sections."""
    rows = [row.score for row in evaluation.indicators]
    parts = rows if any(rows) else [section.score for section in evaluation.sections]
    if evaluation.has_two_levels:
        parts = [
            goal.score or _figure(points.score)
            for goal, points in zip(
                _weighed_goals(evaluation), goal_points(evaluation), strict=True
            )
        ]
    own = evaluation.execution_score
    if own is None and execution is not None:
        own = Figure(plain(execution), execution)
    return _with(own, parts)


def _weighed_goals(evaluation: Evaluation) -> list[Goal]:
    return [goal for goal in evaluation.goals if goal.ratio is not None]


def sum_lines(evaluation: Evaluation) -> Iterator[Line]:
    """Yield a line for every sum of counts that the source prints with its parts."""
    for number, stated in enumerate(evaluation.sums, 1):
        addends = [part.amount for part in stated.parts]
        total = total_of(addends)
        yield figure_line(
            f"sum-{number}",
            message(LABEL_SUM, subject=stated.subject),
            stated=stated.total,
            computed=total,
            formula=sum_formula(addends, total),
        )
