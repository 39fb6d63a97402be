"""Deadlines: whether a day was in time, and how a date is written."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.score.targets.records import Bound

if TYPE_CHECKING:
    from generator.score.targets.records import Deadline

LEAP_YEAR = 2000
"""Stands for the year that neither of two dates names."""


class Punctuality(StrEnum):
    """Whether a deadline was met."""

    MET = "按期"
    MISSED = "逾期"
    UNDECIDABLE = "不能判断"


def judge_deadline(wanted: Deadline, reached: Deadline) -> Punctuality:
    """Return whether a deadline was met: only where every way to read both dates agrees.

    A year that neither names is the same one. Undecidable are deadlines that recur, a year that
    only one of them names, the very day where 前 leaves it open, a month against a day within it
    (done 12月底 may be any of its last days), and a day before a bare date, which may be a deadline
    or the very day that was meant.
    """
    if wanted.recurrent or reached.recurrent or (wanted.year is None) != (reached.year is None):
        return Punctuality.UNDECIDABLE
    if wanted == reached:
        return Punctuality.MET
    limits, span = _days(wanted, at_end=wanted.end_of_month), _days(reached, at_end=False)
    if limits is None or span is None:
        return Punctuality.UNDECIDABLE
    first, last = limits
    begin = date.min if reached.bound is not Bound.ON else span[0]
    if begin > last:
        return Punctuality.MISSED
    is_before = wanted.bound is Bound.ON and begin < first
    surely = last if wanted.bound is not Bound.BEFORE else first - timedelta(days=1)
    return Punctuality.MET if span[1] <= surely and not is_before else Punctuality.UNDECIDABLE


def _days(said: Deadline, *, at_end: bool) -> tuple[date, date] | None:
    """Return the first and the last day that a date may mean; None where it names no month."""
    if said.month is None:
        return None
    year = said.year or LEAP_YEAR
    if said.day is not None and not at_end:
        day = date(year, said.month, said.day)
        return day, day
    last = date(year, said.month, calendar.monthrange(year, said.month)[1])
    return (last if at_end else date(year, said.month, 1)), last


def write_date(said: Deadline) -> str:
    """Return a date that does not recur in its canonical form, `≤2022年12月31日` or `12月底前`."""
    parts = (
        f"{said.year}年" if said.year else "",
        f"{said.month}月" if said.month else "",
        f"{said.day}日" if said.day else "",
        "底" if said.end_of_month else "",
    )
    text = "".join(parts)
    if said.bound is Bound.BEFORE or (said.bound is Bound.UNTIL and said.end_of_month):
        return f"{text}前"
    is_plain = said.day or said.year or said.end_of_month
    named = text if is_plain else f"{text}份"
    return f"≤{named}" if said.bound is Bound.UNTIL else named
