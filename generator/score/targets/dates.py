"""Dates: the last day of a target, the day that was reached, and whether it was in time."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum

from generator.i18n import Message, message
from generator.score.targets.records import (
    BEFORE_YEAR,
    DATE_OR_NUMBER,
    NO_MONTH,
    NO_SUCH_DAY,
    SIGN_AND_DATE,
    Bound,
    Deadline,
)
from generator.score.vocabulary import SIGNS, Operator, any_of

LIMITS = ("不晚于", "不迟于", "截至", "截止到", "截止")
LEADS = ("已", "实际", "应", "须", "于", "在", "完成时间", "当年", "本年")
DONE = (
    "完成",
    "办结",
    "上报",
    "发放",
    "到位",
    "开展",
    "实施",
    "支付",
    "拨付",
    "验收",
    "竣工",
    "提交",
    "报送",
)
DATE = re.compile(
    rf"(?:{any_of(LEADS)}){{0,3}}(?P<limit>{any_of((*LIMITS, *SIGNS))})?"
    r"(?P<every>每年|每个?季度?|每个?月)?(?:"
    r"(?:(?P<year>(?:19|20)[0-9]{2})年度?)?(?:(?P<month>[0-9]{1,2})月(?P<named>份)?)?"
    r"(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>年底|年末|月底|月末|底|末)?"
    r"|(?P<year2>(?:19|20)[0-9]{2})(?P<dash>[-./])(?P<month2>[0-9]{1,2})(?:(?P=dash)(?P<day2>[0-9]{1,2}))?"
    rf")(?P<before>之前|以前|前|止|为止)?(?P<done>(?:已|应)?(?:全部)?(?:{any_of(DONE)}){{1,2}})?[。;,、]?"
)
DATE_SIGNS = frozenset({None, Operator.EQUAL, Operator.AT_MOST, Operator.LESS})
YEAR_ENDS = frozenset({"年底", "年末"})
DECEMBER = 12
LEAP_YEAR = 2000
"""Stands for the year that neither of two dates names."""


class Punctuality(StrEnum):
    """Whether a deadline was met."""

    MET = "按期"
    MISSED = "逾期"
    UNDECIDABLE = "不能判断"


def read_date(folded: str, sign: Operator | None, *, is_asked: bool) -> Deadline | Message | None:
    """Return the date that a whole text is; None where it is none, or may be a number as well.

    `sign` comes from a column of its own. Where a date is asked for (`is_asked`), `11月` is one.
    """
    found = DATE.fullmatch(folded)
    if found is None or not any(found.group("month", "day", "year2", "end", "before")):
        return None
    said = {
        name: int(digits) if (digits := found[name] or found[f"{name}2"]) else None
        for name in ("year", "month", "day")
    }
    end = found["end"] or ""
    if said["month"] is None and (end in YEAR_ENDS or (said["year"] and end in {"底", "末"})):
        said["month"] = DECEMBER
    obstacle = _obstacle(found, said, sign)
    if obstacle is not None or _is_number_too(found, is_asked=is_asked):
        return obstacle
    return Deadline(
        **said,
        end_of_month=bool(end),
        recurrent=bool(found["every"]),
        bound=_bound(found, sign),
    )


def _obstacle(
    found: re.Match[str], said: dict[str, int | None], sign: Operator | None
) -> Message | None:
    """Return why what looks like a date is none that can be told."""
    year, month, day = said["year"], said["month"], said["day"]
    if month is None and year is not None and not found["end"]:
        return message(BEFORE_YEAR) if found["before"] and day is None else message(NO_SUCH_DAY)
    if month is None and not found["every"]:
        return message(DATE_OR_NUMBER if day else NO_MONTH)
    if not _exists(year, month, day) or (found["end"] and day):
        return message(NO_SUCH_DAY)
    if not {sign, SIGNS.get(found["limit"] or "")} <= DATE_SIGNS:
        return message(SIGN_AND_DATE)
    return None


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None:
        return day is None or 1 <= day <= calendar.monthrange(LEAP_YEAR, 1)[1]
    if not 1 <= month <= DECEMBER:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year or LEAP_YEAR, month)[1]


def _is_number_too(found: re.Match[str], *, is_asked: bool) -> bool:
    """Whether a text such as `11月` or `2022.11` may be a number; asked for a date, it is one."""
    if is_asked or any(found.group("every", "end", "before", "done", "named", "day", "day2")):
        return False
    return found["dash"] in {".", "/"} or not (found["year"] or found["year2"])


def _bound(found: re.Match[str], sign: Operator | None) -> Bound:
    if found["before"] in {"之前", "以前", "前"}:
        return Bound.UNTIL if found["end"] else Bound.BEFORE
    signs = {sign, SIGNS.get(found["limit"] or "")}
    if Operator.LESS in signs:
        return Bound.BEFORE
    limited = found["before"] or found["limit"] in LIMITS or Operator.AT_MOST in signs
    return Bound.UNTIL if limited else Bound.ON


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
