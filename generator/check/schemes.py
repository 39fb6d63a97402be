"""Schemes as data: bands that overlap or leave gaps, weights that cannot sum."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.money import plain
from generator.problem import Family, Kind, Severity
from generator.score import limit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.scheme import Band, Scheme
    from generator.problem import Problem
    from generator.read import Places

_rule = partial(Kind, family=Family.SCORING)

BANDS_OVERLAP = _rule(
    code="S201",
    slug="bands-overlap",
    severity=Severity.ERROR,
    message=N_("“{upper}”与“{lower}”的分数段重叠，{score} 分属于两个等级"),
    hint=N_("让每个分数只属于一个等级：改分数，或改“含下限”“含上限”"),
    why=N_("一个分数属于两个等级，等级就不能核对。"),
    bad='{等级: 优, 下限: "90"}, {等级: 良, 上限: "90", 含上限: 是}',
    good='{等级: 优, 下限: "90"}, {等级: 良, 上限: "90", 含上限: 否}',
)
BANDS_GAP = _rule(
    code="S202",
    slug="bands-gap",
    severity=Severity.ADVICE,
    message=N_("“{upper}”与“{lower}”之间有空档：{scores}没有等级"),
    hint=N_("来源确是按整数划分的，保持原样；网站会如实说明落在空档的分数"),
    why=N_("整数分数段留下空档，带小数的总分没有等级可归。"),
    bad='{等级: 优, 下限: "90"}, {等级: 良, 上限: "89", 含上限: 是}',
    good='{等级: 优, 下限: "90"}, {等级: 良, 上限: "90", 含上限: 否}',
)
BAND_EMPTY = _rule(
    code="S203",
    slug="band-empty",
    severity=Severity.ERROR,
    message=N_("“{word}”的下限 {lower} 不低于上限 {upper}，没有分数能属于它"),
    hint=N_("检查下限和上限是否写反"),
    why=N_("没有分数的等级永远不会用到，多半是写反了。"),
    bad='{等级: 优, 下限: "100", 上限: "90"}',
    good='{等级: 优, 下限: "90", 上限: "100"}',
)
WEIGHTS_DO_NOT_SUM = _rule(
    code="S204",
    slug="weights-do-not-sum",
    severity=Severity.ERROR,
    message=N_("各部分分值相加得 {computed}，总分写为 {total}"),
    hint=N_("改正分值或总分；自行分配的一级指标不写分值"),
    why=N_("各部分分值之和不等于总分，就没有人能得满分，或能得超过满分。"),
    bad='总分: "100"，一级指标 36 + 34 + 15',
    good='总分: "100"，一级指标 36 + 34 + 15 + 15',
)
POINTS_MISSING = _rule(
    code="S205",
    slug="scheme-points-missing",
    severity=Severity.ERROR,
    message=N_("打分的办法缺少“{key}”"),
    hint=N_("补上“{key}”，或写“计分: 否”"),
    why=N_("没有分值就不能核算得分。"),
    bad="计分: 是（没有总分）",
    good='计分: 是\n总分: "100"',
)
THRESHOLD_UNREADABLE = _rule(
    code="S206",
    slug="threshold-unreadable",
    severity=Severity.ERROR,
    message=N_("阈值“{threshold}”不是一个比较"),
    hint=N_("写成“低于90%”“≥30%”“低于80分”这样的比较"),
    why=N_("读不懂阈值，就不知道哪些项目须说明。"),
    bad="须说明: [{事项: 预算执行率, 阈值: 偏低, …}]",
    good="须说明: [{事项: 预算执行率, 阈值: 低于90%, …}]",
)
KINDS = (
    BANDS_OVERLAP,
    BANDS_GAP,
    BAND_EMPTY,
    WEIGHTS_DO_NOT_SUM,
    POINTS_MISSING,
    THRESHOLD_UNREADABLE,
)


def check_scheme(scheme: Scheme, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with a scheme as data."""
    yield from _points(scheme, places)
    yield from _weights(scheme, places)
    yield from _thresholds(scheme, places)
    empty = tuple(_empty_bands(scheme, places))
    yield from empty or _neighbours(scheme, places)


def _points(scheme: Scheme, places: Places) -> Iterator[Problem]:
    if scheme.scored and scheme.total is None:
        yield POINTS_MISSING.at(places.of_key("计分"), key="总分")
    if scheme.execution.scored and scheme.execution.weight is None:
        yield POINTS_MISSING.at(places.of_key("预算执行", "计分"), key="分值")


def _weights(scheme: Scheme, places: Places) -> Iterator[Problem]:
    """Yield a problem where every weight is fixed and they miss the total."""
    weights = [section.weight for section in scheme.sections]
    if scheme.total is None or not weights or not all(weights):
        return
    if scheme.execution.scored and scheme.execution.weight is None:
        return
    fixed = [weight.value for weight in weights if weight is not None]
    execution = scheme.execution.weight
    own = execution.value if scheme.execution.scored and execution is not None else Decimal(0)
    computed = sum(fixed, own)
    if computed != scheme.total.value:
        yield WEIGHTS_DO_NOT_SUM.at(
            places.at("总分"), computed=plain(computed), total=scheme.total.text
        )


def _thresholds(scheme: Scheme, places: Places) -> Iterator[Problem]:
    for index, rule in enumerate(scheme.explain):
        if limit_of(rule) is None:
            place = places.at("须说明", index, "阈值")
            yield THRESHOLD_UNREADABLE.at(place, threshold=rule.threshold)


def _empty_bands(scheme: Scheme, places: Places) -> Iterator[Problem]:
    for index, band in enumerate(scheme.bands):
        if band.lower.value >= band.upper.value:
            yield BAND_EMPTY.at(
                places.at("等级", index, "下限"),
                word=band.word,
                lower=band.lower.text,
                upper=band.upper.text,
            )


def _neighbours(scheme: Scheme, places: Places) -> Iterator[Problem]:
    ordered = sorted(enumerate(scheme.bands), key=lambda pair: pair[1].lower.value, reverse=True)
    for (_, upper), (index, lower) in pairwise(ordered):
        place = places.at("等级", index, "上限")
        if _overlap(upper, lower):
            yield BANDS_OVERLAP.at(
                place, upper=upper.word, lower=lower.word, score=upper.lower.text
            )
        elif _gap(upper, lower):
            yield BANDS_GAP.at(
                place,
                upper=upper.word,
                lower=lower.word,
                scores=_between(lower, upper),
            )


def _between(lower: Band, upper: Band) -> Message:
    if lower.upper.value == upper.lower.value:
        return message(N_("{score} 分"), score=upper.lower.text)
    said = N_("{from_score} 至 {to_score} 之间的分数")
    return message(said, from_score=lower.upper.text, to_score=upper.lower.text)


def _overlap(upper: Band, lower: Band) -> bool:
    if lower.upper.value == upper.lower.value:
        return lower.upper_included and upper.lower_included
    return lower.upper.value > upper.lower.value


def _gap(upper: Band, lower: Band) -> bool:
    if lower.upper.value == upper.lower.value:
        return not (lower.upper_included or upper.lower_included)
    return lower.upper.value < upper.lower.value
