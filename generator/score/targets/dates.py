"""Dates: the last day of a target, or the day that was reached, as a form prints it."""

from __future__ import annotations

import calendar
import re

from generator.i18n import Message, message
from generator.score.targets.deadlines import LEAP_YEAR
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
