"""Figures as printed: their exact text beside their exact value. No binary floats anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,8})?")
RATE = re.compile(r"(?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,8})?)[%％]")
ZERO = Decimal(0)
WIDE = Context(prec=80)
"""Wide enough to round any printed figure, however large."""


class MoneyUnit(StrEnum):
    """The unit that a form prints its amounts in."""

    YUAN = "元"
    WAN_YUAN = "万元"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, with its value."""

    text: str
    """Exactly as printed: `211,820.00`, `97.80%`."""
    value: Decimal
    """The number the text stands for; a rate keeps its percent (97.80, not 0.978)."""

    @property
    def places(self) -> int:
        """How many digits stand after the decimal point."""
        return max(0, -int(self.value.as_tuple().exponent))


POINTS = {
    text: Figure(text, Decimal(text)) for whole in range(101) for text in (f"{whole}", f"{whole}.5")
}
"""The figures that nearly all cells for points print, made once: whole and half ones up to 100."""


def parse_amount(text: str) -> Figure | None:
    """Return the amount that `text` prints (`12`, `211,820.00`), or None where it is none."""
    if text in POINTS:
        return POINTS[text]
    if PLAIN.fullmatch(text):
        return Figure(text, Decimal(text))
    return Figure(text, Decimal(text.replace(",", ""))) if GROUPED.fullmatch(text) else None


def parse_rate(text: str) -> Figure | None:
    """Return the percentage that `text` prints (`97.80%`), or None where it is none."""
    match = RATE.fullmatch(text)
    return Figure(text, Decimal(match["number"])) if match else None


def parse_printed_rate(text: str) -> Figure | None:
    """Return a rate as a form prints it: with its sign, or bare as `97.8` or `0.978`.

    The value of a bare rate is the bare number; only a comparison can tell which of the two it is.
    """
    return parse_rate(text) or (Figure(text, Decimal(text)) if PLAIN.fullmatch(text) else None)


def total_of(figures: Iterable[Figure]) -> Decimal:
    """Return the sum of figures; 0 of none."""
    return sum([figure.value for figure in figures], ZERO)


def in_yuan(value: Decimal, unit: MoneyUnit) -> Decimal:
    """Return an amount in 元, whatever unit it was printed in."""
    return value * 10000 if unit is MoneyUnit.WAN_YUAN else value


def in_unit(yuan: Decimal, unit: MoneyUnit) -> Decimal:
    """Return an amount of 元 in `unit`."""
    return yuan / 10000 if unit is MoneyUnit.WAN_YUAN else yuan


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Return `value` rounded half away from zero to `places` digits (四舍五入)."""
    return value.quantize(_step(places), rounding=ROUND_HALF_UP, context=WIDE)


def cut(value: Decimal, places: int) -> Decimal:
    """Return `value` with everything behind `places` digits cut off (截位)."""
    return value.quantize(_step(places), rounding=ROUND_DOWN, context=WIDE)


STEPS = tuple(Decimal(1).scaleb(-places) for places in range(9))


def _step(places: int) -> Decimal:
    """Return what a figure with `places` digits behind the point is a multiple of."""
    return STEPS[places] if 0 <= places < len(STEPS) else Decimal(1).scaleb(-places)


def plain(value: Decimal) -> str:
    """Return `value` in plain digits, without exponent and without trailing zeros."""
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int) -> str:
    """Return `value` rounded half away from zero, in plain digits; most need no rounding."""
    text = plain(value)
    return text if len(text.partition(".")[2]) <= places else plain(round_half_up(value, places))


def grouped(value: Decimal) -> str:
    """Return `value` in plain digits with commas between thousands."""
    return f"{Decimal(plain(value)):,f}"


def percent(value: Decimal, places: int = 2) -> str:
    """Return a rate, given in percent, as text: `57.42%`."""
    return f"{round_half_up(value, places):f}%"
