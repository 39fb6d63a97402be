"""The rules of a scheme about single indicators, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.model.scheme import (
    FACT_WORDS,
    EqualFormula,
    ExcessTreatment,
    NotApplicable,
    PositiveFormula,
    ReverseFormula,
    RoundingMode,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.scheme import Formulas, Scheme

POSITIVE = {
    PositiveFormula.PROPORTIONAL: N_(
        "目标为“不少于”的指标：达到目标得满分，没有达到的，得分 = 分值 × 完成值 ÷ 目标值。"
    )
}
REVERSE = {
    ReverseFormula.TARGET_OVER_ACTUAL: N_(
        "目标为“不超过”的指标：不超过的得满分，超过的，得分 = 分值 × 目标值 ÷ 完成值。"
    ),
    ReverseFormula.MINUS_EXCESS_RATIO: N_(
        "目标为“不超过”的指标：不超过的得满分，超过的，得分 = 分值 ×（1 − 超出部分 ÷ 目标值），"
        "最低为 0。"
    ),
}
EQUAL = {
    EqualFormula.PROPORTIONAL_BELOW: N_(
        "目标为“等于”的指标：不足的，得分 = 分值 × 完成值 ÷ 目标值；超过的不扣分。"
    )
}
EXCESS = {
    ExcessTreatment.FULL_MARKS: N_("完成值超过目标的 {threshold}，仍按满分计。"),
    ExcessTreatment.BY_HAND: N_("完成值超过目标的 {threshold}，由人工核定得分。"),
}
LEVEL = N_("定性指标“{word}”：得分值的 {upper} 至 {lower}。")
ROUNDED = {
    RoundingMode.HALF_UP: N_("得分四舍五入保留 {places} 位小数。"),
    RoundingMode.CUT: N_("得分保留 {places} 位小数，其余舍去。"),
}
TOLERANCE = N_("核对时允许相差 {points} 分。")
RESCALED = N_("不适用的指标剔除后，其余指标的得分按比例折算。")
EXPLAINED = N_("{fact}{threshold}的，须说明原因（{basis}）。")
NO_FORMULAS = N_("所据来源没有写明单项指标怎样由目标值和完成值计分，本站不核算单项得分。")


def indicator_rules(scheme: Scheme) -> Iterator[Message]:
    """Yield how points of indicators come about, as far as the sources say."""
    if scheme.formulas is not None:
        yield from _formulas(scheme.formulas)
    for level in scheme.qualitative:
        upper, lower = level.upper.text, level.lower.text
        yield message(LEVEL, word=level.word, upper=upper, lower=lower)
    if scheme.scored and scheme.formulas is None and not scheme.qualitative:
        yield message(NO_FORMULAS)
    yield from _figures(scheme)
    for rule in scheme.explain:
        fact = message(FACT_WORDS[rule.fact])
        yield message(EXPLAINED, fact=fact, threshold=rule.threshold, basis=rule.basis)


def _formulas(formulas: Formulas) -> Iterator[Message]:
    if formulas.positive is not None:
        yield message(POSITIVE[formulas.positive])
    if formulas.reverse is not None:
        yield message(REVERSE[formulas.reverse])
    if formulas.equal is not None:
        yield message(EQUAL[formulas.equal])
    if formulas.excess is not None:
        excess = formulas.excess
        yield message(EXCESS[excess.treatment], threshold=excess.threshold.text)


def _figures(scheme: Scheme) -> Iterator[Message]:
    if scheme.not_applicable is NotApplicable.DROP_AND_RESCALE:
        yield message(RESCALED)
    if scheme.rounding is not None:
        rounding = scheme.rounding
        yield message(ROUNDED[rounding.mode], places=rounding.places.value)
    if scheme.tolerance is not None:
        yield message(TOLERANCE, points=scheme.tolerance.text)
