"""Units: the one behind a number, the one in a column of its own, and how they go together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import Message, message
from generator.score.targets.records import SEVERAL, UNITS_CONTRADICT
from generator.score.vocabulary import (
    MONEY_SCALES,
    PERIOD_NAMES,
    PLACEHOLDERS,
    SCALES,
    UNIT_NAMES,
    any_of,
)

if TYPE_CHECKING:
    from decimal import Decimal

SCALE = any_of(list(SCALES))
SIGN = r"[\u4e00-\u9fff㎡㎥]"
NOT_IN_UNITS = (
    "一二两三四五六七八九十百千零万亿几数不未无没至到或和与及且以之前后底末内外余多约近每第达增减升降提"
    "超于完号率办含其扣得应已均共是为有的了需须按由被因将则能可再"
)
"""Characters of numbers, comparisons, dates, changes and deeds: never part of a unit."""
NOT_FIRST = "低高大小成级届档等点年月日"
"""Characters that grades, shares, times of day and dates have right behind a number."""
BASE = (
    rf"(?:%|‰|百分比|个?百分点|k?m[23²³](?![0-9])"
    rf"|(?![GA](?![A-Za-z]))[A-Za-zµ℃°]{{1,6}}|年度?|月份?|日|(?!(?!小时)[{NOT_FIRST}])"
    rf"(?:千(?=[米克瓦伏卡])|(?![{NOT_IN_UNITS}]|左右|上下){SIGN}){{1,6}})"
)
"""One unit: an open class, for nobody lists all that can be counted."""
UNIT = rf"(?:{BASE}(?:[/·](?:每|\()?{BASE}\)?){{0,3}})"
STROKES = re.compile(r"[/·()]+每?")
COLUMN = re.compile(rf"(?P<scale>{SCALE})?(?P<base>.*)")
FIGURE = re.compile(r"[0-9<>=≥≤]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as printed, taken apart: `万元/人/月` is (万, 元, 人 and 月)."""

    scale: str = ""
    base: str = ""
    each: tuple[str, ...] = ()

    def counted(self, number: Decimal) -> Decimal:
        """Return a number in this unit in the unit that is shown."""
        if not self.scale or not self.base:
            return number
        factor = MONEY_SCALES[self.scale][0] if self.base == "元" else SCALES[self.scale]
        return number * factor

    def shown(self) -> str:
        """Return the unit in its canonical form, without a scale except in 万元 and bare 万."""
        is_money = self.scale and self.base == "元"
        base = MONEY_SCALES[self.scale][1] if is_money else self.base or self.scale
        return "/".join((base, *self.each)) if self.each else base


NO_UNIT = Measure()


def measure(scale: str, unit: str, each: tuple[str, ...] = ()) -> Measure:
    """Return a unit that matches `UNIT`; a doubled one, 次次, is one."""
    half = len(unit) // 2
    single = unit[:half] if half and unit[:half] == unit[half:] else unit
    if "/" not in single and "·" not in single:
        base, more = single, []
    else:
        base, *more = STROKES.sub("/", single.rstrip(")")).split("/")
    periods = tuple(
        sorted(PERIOD_NAMES.get(one, UNIT_NAMES.get(one, one)) for one in (*more, *each))
    )
    return Measure(scale, UNIT_NAMES.get(base, base), periods)


def read_column(folded: str) -> Measure | Message:
    """Return what a column of units says; a number in it would be a second one."""
    if folded in PLACEHOLDERS or folded in {"-", "~", "/", "*"}:
        return NO_UNIT
    if folded not in UNIT_NAMES and FIGURE.search(folded):
        return message(SEVERAL)
    found = COLUMN.match(folded)
    return measure(found["scale"] or "", found["base"]) if found else NO_UNIT


def join(own: Measure, column: Measure) -> Measure | Message:
    """Return the one unit that a value and its column of units say together.

    A repeated unit is one unit; `31.5万元` beside 元 contradicts, and nobody knows which is right.
    """
    if column in {NO_UNIT, own}:
        return own
    if own.each and column.each and own.each != column.each:
        return message(UNITS_CONTRADICT)
    each = own.each or column.each
    if not own.base:
        is_scaled_twice = own.scale and column.scale
        joined = Measure(own.scale or column.scale, column.base, each)
        return message(UNITS_CONTRADICT) if is_scaled_twice else joined
    if own.base != column.base or not _is_one_scale(own, column):
        return message(UNITS_CONTRADICT)
    return Measure(own.scale, own.base, each)


def _is_one_scale(own: Measure, column: Measure) -> bool:
    """Whether the scales agree; 1.2万人次 beside 人次 does, for nobody counts in 万人次 only."""
    return own.scale == column.scale or (not column.scale and own.base != "元")
