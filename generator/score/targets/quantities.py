"""Quantities: one grammar over the whole text; what it leaves over makes the text a puzzle.

[每人每月] [实际完成] [≥] [约] number [余] [万] [余] [unit] [- number unit] [/月] [左右] [以上]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.i18n import Message, message
from generator.score.targets.numerals import ARABIC, CHINESE, read_number
from generator.score.targets.records import (
    CONTRADICTION,
    DATE_OR_NUMBER,
    PERIOD,
    RATIO,
    SIGN_AND_RANGE,
    UNITS_CONTRADICT,
    UNKNOWN_UNIT,
    YEARS_ONLY,
    Quantity,
)
from generator.score.targets.units import NO_UNIT, SCALE, UNIT, Measure, join, measure
from generator.score.vocabulary import (
    ABOUT,
    COUNTERS,
    ENDINGS,
    LEADS,
    OCCASIONS,
    PERIODS,
    SIGNS,
    TAILS,
    Operator,
    any_of,
)

EACH = rf"每[一1]?个?(?:{any_of(PERIODS)})"
WORDS = rf"(?:{any_of(LEADS)}){{0,4}}"
SIGN = any_of(list(SIGNS))
RANGE = rf"(?:(?P<unit1>{UNIT})?(?P<dash>[-~至到])(?P<high>{ARABIC})(?P<scale2>{SCALE})?)?"
QUANTITY = re.compile(
    rf"{WORDS}(?P<sign1>{SIGN})?"
    rf"(?P<every>(?:{EACH}){{1,3}}|[一1](?:个?季度|年|周|天|个月)|半年)?"
    rf"{WORDS}(?P<sign2>{SIGN})?(?P<about>{any_of(ABOUT)})?(?:"
    rf"(?P<minus>-)?(?P<low>{ARABIC})(?P<more>[余多])?(?P<scale>{SCALE})?(?P<more2>[余多])?"
    rf"{RANGE}(?P<unit>{UNIT})?(?:(?P=scale)(?P=unit)|(?P=unit))?"
    rf"|(?P<count>{CHINESE})(?P<more3>[余多])?(?P<counter>{any_of(COUNTERS)})?"
    rf"|百分之(?P<percent>百|{ARABIC}|{CHINESE})|(?P<whole>百分百)"
    rf"|(?P<under>{CHINESE})分之(?P<over>{CHINESE})|(?P<a>[1-9][0-9]{{0,5}})/(?P<b>[1-9][0-9]{{0,5}})"
    rf")(?P<each>(?:{EACH}|/(?:{any_of(PERIODS)})){{1,3}})?"
    rf"(?P<around>左右|上下)?(?P<end>{any_of(list(ENDINGS))})?(?:{any_of(TAILS)})?[。;,、]?"
)
"""Every part is bounded, so that no text keeps it busy."""
BOUNDS = re.compile(r"([^,，;、且]{2,40})(?:[,，;、]|并?且)([^,，;、且]{2,40})")
ONE = re.compile(r"[一1]?个?(?=.)")
CODE = re.compile(r"[0-9]{7,}")
YEAR_AND_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])")
YEARS = (Decimal(1900), Decimal(2100))
MONTHS, DAYS = 12, 31
PARTS = re.compile(r"[每/]")
DATES = frozenset({"月", "月份", "日", "时"})
"""Units that a bare number may also have as a date or time of day: 11月, 5日, 8时."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity with the comparison that it comes with."""

    operator: Operator | None
    quantity: Quantity


Reading = Measured | Message


def read_quantity(
    folded: str, column: Measure, sign: Operator | None, ignored: frozenset[str]
) -> Measured | Message | None:
    """Return the one quantity that a whole text is; None where it is none.

    `column` and `sign` come from columns of their own, `ignored` are words that compare nothing.
    """
    found = QUANTITY.fullmatch(folded)
    if found is None:
        return _between(folded, column, sign)
    if found["count"] and not found["counter"] and column == NO_UNIT:
        return None
    operator = _operator(found, sign, ignored)
    if isinstance(operator, Message):
        return operator
    return _numbers(found, column, operator)


def _between(folded: str, column: Measure, sign: Operator | None) -> Reading | None:
    """Return the range that `≥95%，≤100%` is: two inclusive bounds say no less and no more."""
    bounds = BOUNDS.fullmatch(folded)
    if bounds is None or sign not in {None, Operator.EQUAL}:
        return None
    parts = [read_quantity(part, column, None, frozenset()) for part in bounds.groups()]
    low, high = (_bound(parts, wanted) for wanted in (Operator.AT_LEAST, Operator.AT_MOST))
    if low is None or high is None or low.unit != high.unit or low.value >= high.value:
        return None
    quantity = Quantity(value=low.value, upper=high.value, unit=low.unit)
    return Measured(None, quantity)


def _bound(parts: list[Reading | None], wanted: Operator) -> Quantity | None:
    """Return the exact quantity that comes with `wanted`."""
    found = (part for part in parts if isinstance(part, Measured) and part.operator is wanted)
    bound = next(found, None)
    return None if bound is None or bound.quantity.approximate else bound.quantity


def _operator(
    found: re.Match[str], column: Operator | None, ignored: frozenset[str]
) -> Operator | Message | None:
    first, second, end = found.group("sign1", "sign2", "end")
    signs = {SIGNS[word] for word in (first, second) if word and word not in ignored}
    if end:
        signs.add(ENDINGS[end])
    if column:
        signs.add(column)
    if len(signs) > 1:
        return message(CONTRADICTION)
    return signs.pop() if signs else None


def _numbers(found: re.Match[str], column: Measure, operator: Operator | None) -> Reading:
    if found["low"]:
        return _in_digits(found, column, operator)
    if found["count"]:
        return _in_words(found, column, operator)
    if found["under"] or found["a"]:
        return _fraction(found, column, operator)
    percent = found["percent"]
    value = Decimal(100) if percent in {"百", None} else read_number(percent)
    return _quantity(found, value, join(Measure(base="%"), column), operator)


def _in_words(found: re.Match[str], column: Measure, operator: Operator | None) -> Reading:
    """Return a number in Chinese numerals; what it counts may stand in a column of its own."""
    counter = found["counter"] or ""
    scale, base = ("万", "元") if counter == "万元" else ("", counter)
    if found["count"][0] in "百千万亿" and not (found["about"] or found["more3"]):
        return message(UNKNOWN_UNIT)
    unit = join(measure(scale, base, _each(found)), column)
    return _quantity(found, read_number(found["count"]), unit, operator)


def _fraction(found: re.Match[str], column: Measure, operator: Operator | None) -> Reading:
    """Return a fraction; `3/4` alone may also be a date, or three out of four."""
    if found["a"] and operator is None:
        return message(RATIO)
    over, under = (
        read_number(found["over"] or found["a"]),
        read_number(found["under"] or found["b"]),
    )
    if column.base or over is None or not under:
        return message(UNITS_CONTRADICT if column.base else UNKNOWN_UNIT)
    return _quantity(found, over / under, NO_UNIT, operator)


def _in_digits(found: re.Match[str], column: Measure, operator: Operator | None) -> Reading:
    if found["minus"] and not _is_minus(found):
        return message(UNKNOWN_UNIT)
    if found["high"]:
        return _range(found, column, operator)
    raw = found["unit"] or ""
    if raw in DATES and not column.base and (raw == "月" or not found["end"]):
        return message(DATE_OR_NUMBER)
    unit = join(measure(found["scale"] or "", raw, _each(found)), column)
    value = Decimal(found["low"].replace(",", ""))
    if YEAR_AND_MONTH.fullmatch(found["low"]) and unit == NO_UNIT:
        return message(DATE_OR_NUMBER)
    if isinstance(unit, Measure) and _is_code(found, value, unit):
        return message(YEARS_ONLY)
    return _quantity(found, -value if found["minus"] else value, unit, operator)


def _range(found: re.Match[str], column: Measure, operator: Operator | None) -> Reading:
    low, high = (Decimal(found[end].replace(",", "")) for end in ("low", "high"))
    raw, scale = found["unit"] or "", found["scale2"] or ""
    ends = (found["scale"] or scale, found["unit1"] or raw)
    if found["unit1"] and not found["scale"]:
        ends = ("", found["unit1"])
    if found["minus"] or low >= high or ends != (scale, raw):
        return message(UNKNOWN_UNIT)
    if _is_years(low, raw, column):
        return message(PERIOD)
    if _is_dates(found, low, high, column):
        return message(DATE_OR_NUMBER)
    if operator not in {None, Operator.EQUAL}:
        return message(SIGN_AND_RANGE)
    unit = join(measure(scale, raw, _each(found)), column)
    if isinstance(unit, Message):
        return unit
    return _quantity(found, low, unit, operator, unit.counted(high))


def _is_years(low: Decimal, raw: str, column: Measure) -> bool:
    is_year = YEARS[0] <= low <= YEARS[1]
    return is_year and (raw[:1] == "年" or not (raw or column.base))


def _is_dates(found: re.Match[str], low: Decimal, high: Decimal, column: Measure) -> bool:
    """Whether a range may be a month and a day, or run from one day or month to another."""
    raw = found["unit"] or ""
    if raw or column.base:
        return raw in DATES
    return found["dash"] == "-" and low <= MONTHS and high <= DAYS


def _is_minus(found: re.Match[str]) -> bool:
    """Whether a dash stands alone or behind a sign; behind words it may be a mere dash."""
    before = found.string[: found.start("minus")]
    return not before or before[-1] in "≥≤<>="


def _is_code(found: re.Match[str], value: Decimal, unit: Measure) -> bool:
    """Whether a number is a year, or so long without any unit that it may be a telephone."""
    if unit.base == "年":
        return YEARS[0] <= value <= YEARS[1]
    is_bare = unit == NO_UNIT and not any(found.group("sign1", "sign2", "end"))
    return is_bare and CODE.fullmatch(found["low"]) is not None


def _each(found: re.Match[str]) -> tuple[str, ...]:
    every, each = found.group("every", "each")
    if not every and not each:
        return ()
    said = f"{every or ''}/{each or ''}"
    return tuple(ONE.sub("", part, count=1) for part in PARTS.split(said) if part)


def _quantity(
    found: re.Match[str],
    value: Decimal | None,
    unit: Measure | Message,
    operator: Operator | None,
    upper: Decimal | None = None,
) -> Reading:
    if isinstance(unit, Message):
        return unit
    if found["about"] == "近" and unit.base in {"年", "个月", "周", "天"}:
        return message(UNKNOWN_UNIT)
    once = found["every"] is not None and found["every"][0] != "每"
    if value is None or (once and unit.base not in OCCASIONS):
        return message(UNKNOWN_UNIT)
    approximate = any(found.group("about", "more", "more2", "more3", "around"))
    return Measured(
        operator,
        Quantity(
            value=unit.counted(value), upper=upper, unit=unit.shown(), approximate=approximate
        ),
    )
