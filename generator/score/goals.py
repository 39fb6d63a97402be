"""Two levels: points of indicators within a goal, and goals weighed among each other.

Only 部门整体支出绩效自评 is scored so: score of a goal = Σ points of its indicators × its ratio.
Source: the template of a provincial system for Tianjin.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.money import Figure, plain, total_of
from generator.score.compare import blocked_line, figure_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.ledger import Line
    from generator.model.project import Evaluation, Goal, Indicator

LABEL_RATIOS = N_("各目标权重比例合计")
LABEL_SCORE = N_("目标 {number} 得分")
NO_ROWS = N_("没有指标写明属于这一目标")
NO_SCORES = N_("属于这一目标的指标没有全部打分")
WEIGHED = N_("({parts}) × {ratio} = {score}")
WHOLE = Decimal(100)
"""A whole, in percent."""


@dataclass(frozen=True, slots=True)
class GoalPoints:
    """What the indicators of one goal come to, already weighed; None where they carry none."""

    weight: Decimal | None
    score: Decimal | None


def goal_points(evaluation: Evaluation) -> tuple[GoalPoints, ...]:
    """Return the weighed points of every goal that has a ratio, in the order of the form."""
    return tuple(
        GoalPoints(
            weight=_weighed([row.weight for row in _rows(evaluation, number)], goal),
            score=_weighed([row.score for row in _rows(evaluation, number)], goal),
        )
        for number, goal in enumerate(evaluation.goals, 1)
        if goal.ratio is not None
    )


def _rows(evaluation: Evaluation, number: int) -> list[Indicator]:
    return [row for row in evaluation.indicators if row.goal == number and not row.not_applicable]


def _weighed(figures: Sequence[Figure | None], goal: Goal) -> Decimal | None:
    found = [figure for figure in figures if figure is not None]
    if goal.ratio is None or not found or len(found) < len(figures):
        return None
    return total_of(found) * goal.ratio.value / WHOLE


def goal_lines(evaluation: Evaluation) -> Iterator[Line]:
    """Yield the sum of the ratios, and for every goal its points against its indicators."""
    ratios = [goal.ratio for goal in evaluation.goals if goal.ratio is not None]
    if not ratios:
        return
    total = total_of(ratios)
    yield figure_line(
        "goal-ratios",
        message(LABEL_RATIOS),
        stated=None,
        computed=total,
        shown=f"{plain(total)}%",
        formula=message(
            "{sum} = {total}%", sum=" + ".join(r.text for r in ratios), total=plain(total)
        ),
    )
    for number, goal in enumerate(evaluation.goals, 1):
        if goal.ratio is not None:
            yield _score_line(evaluation, number, goal, goal.ratio)


def _score_line(evaluation: Evaluation, number: int, goal: Goal, ratio: Figure) -> Line:
    rows = _rows(evaluation, number)
    label, anchor = message(LABEL_SCORE, number=str(number)), f"goal-{number}-score"
    scores = [row.score for row in rows if row.score is not None]
    if not rows or len(scores) < len(rows):
        printed = goal.score.text if goal.score else ""
        return blocked_line(anchor, label, printed, message(NO_SCORES if rows else NO_ROWS))
    score = total_of(scores) * ratio.value / WHOLE
    formula = message(
        WEIGHED,
        parts=" + ".join(figure.text for figure in scores),
        ratio=ratio.text,
        score=plain(score),
    )
    return figure_line(anchor, label, stated=goal.score, computed=score, formula=formula)
