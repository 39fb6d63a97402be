"""Scoring: facts and a scheme → totals, rate, grade, and the ledger of stated against computed.

Stated figures are never changed. Everything derived carries its rule, operands and assumptions.
All arithmetic is decimal; rounding happens only where a printed precision or the scheme asks.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.ledger import Line, Result
from generator.model.project import ProjectFacts
from generator.model.scheme import Denominator
from generator.money import in_yuan
from generator.score.attainment import attainment_of, target_of
from generator.score.compare import figure_line
from generator.score.funds import (
    budget_amount,
    executed_amount,
    execution_rate,
    fund_lines,
    rate_line,
)
from generator.score.goals import goal_lines, goal_points
from generator.score.grade import band_of_score, band_of_word, grade_line, interval, is_between
from generator.score.measures import Measure, measures_of
from generator.score.points import (
    execution_score,
    execution_score_line,
    label_line,
    section_lines,
    section_totals,
    sum_lines,
    total_lines,
)
from generator.score.recompute import indicator_lines
from generator.score.targets import Operator, Punctuality, Target
from generator.score.thresholds import comes_to, limit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.ledger import SectionTotal
    from generator.model.project import Evaluation
    from generator.model.scheme import Scheme

__all__ = [
    "Measure",
    "Operator",
    "Punctuality",
    "Target",
    "attainment_of",
    "band_of_word",
    "comes_to",
    "figure_line",
    "goal_points",
    "interval",
    "is_between",
    "limit_of",
    "measures_of",
    "score_example",
    "score_project",
    "target_of",
]


def score_project(
    facts: ProjectFacts, scheme: Scheme | None, measures: Sequence[Measure] | None = None
) -> Result:
    """Return everything that follows from the facts of a project under its scheme.

    `measures`: its indicator rows, where the caller has read them already.
    """
    funds = facts.funds
    denominator = scheme.execution.denominator if scheme else Denominator.ADJUSTED
    budget = budget_amount(funds, denominator)
    if facts.evaluation is None or scheme is None:
        return Result(
            budget=in_yuan(budget.value, funds.unit) if budget else None,
            ledger=tuple(fund_lines(funds)),
        )
    executed = executed_amount(funds)
    rate = execution_rate(executed, budget)
    read = measures_of(facts) if measures is None else measures
    sections = section_totals(facts.evaluation)
    lines = _lines(facts, scheme, rate, sections, read)
    score, score_stated = _score(facts.evaluation, lines)
    return Result(
        budget=in_yuan(budget.value, funds.unit) if budget else None,
        executed=in_yuan(executed.value, funds.unit) if executed else None,
        executed_stated=funds.executed is not None,
        rate=rate,
        score=score,
        score_stated=score_stated,
        grade=_grade(facts.evaluation, scheme, score),
        sections=sections,
        ledger=_with_grade(lines, scheme, facts.evaluation, score),
    )


def _lines(
    facts: ProjectFacts,
    scheme: Scheme,
    rate: Decimal | None,
    sections: Sequence[SectionTotal],
    measures: Sequence[Measure],
) -> tuple[Line, ...]:
    evaluation = facts.evaluation
    if evaluation is None:
        return ()
    stated_rate = rate_line(evaluation, facts.funds, scheme)
    return (
        *fund_lines(facts.funds),
        stated_rate,
        *execution_score_line(evaluation, stated_rate, rate, scheme),
        *section_lines(evaluation, sections),
        *label_line(evaluation),
        *goal_lines(evaluation),
        *indicator_lines(measures, scheme),
        *total_lines(evaluation, scheme, execution_score(rate, scheme)),
        *sum_lines(evaluation),
    )


def _score(evaluation: Evaluation, lines: tuple[Line, ...]) -> tuple[Decimal | None, bool]:
    """Return the total score: as printed, or as it comes out where nothing is printed."""
    if evaluation.total is not None and evaluation.total.score is not None:
        return evaluation.total.score.value, True
    derived = next((line for line in lines if line.anchor == "score-total"), None)
    return (Decimal(derived.computed) if derived and derived.computed else None), False


def _grade(evaluation: Evaluation, scheme: Scheme, score: Decimal | None) -> str:
    if evaluation.grade:
        named = band_of_word(scheme, evaluation.grade)
        return named.word if named else evaluation.grade
    band = band_of_score(scheme, score) if score is not None else None
    return band.word if band else ""


def _with_grade(
    lines: tuple[Line, ...], scheme: Scheme, evaluation: Evaluation, score: Decimal | None
) -> tuple[Line, ...]:
    grade = grade_line(scheme, evaluation.grade or "", score)
    return (*lines, grade) if grade else lines


def score_example(scheme: Scheme) -> Result | None:
    """Return the scheme's worked example, computed by the same engine; None where it has none."""
    example = scheme.example
    if example is None:
        return None
    facts = ProjectFacts.model_validate(
        {
            "项目名称": scheme.name,
            "资金": {
                "单位": scheme.money_unit,
                "年初预算数": example.budget.text,
                "全年预算数": example.budget.text,
                "全年执行数": example.executed.text,
            },
            "自评": {
                "一级指标": [
                    {"名称": section.name, "得分": section.score.text}
                    for section in example.sections
                ]
            },
        }
    )
    return score_project(facts, scheme)
