"""What targets and actual values are, once they are understood, and why some are not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_, Message

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.score.vocabulary import Operator


class TargetKind(StrEnum):
    """What sort of target an indicator has."""

    QUANTITATIVE = "定量"
    QUALITATIVE = "定性"
    DEADLINE = "期限"
    UNSET = "未设"


class Quantity(NamedTuple):
    """A number with its unit; 万 and 亿 are counted in, save in 万元, 亿元 and without a unit.

    `31.5万` may be 万元, so that beside it `31.5` and `315000` may not be compared. A named tuple,
    as a target is, since a form has many of both.
    """

    value: Decimal
    upper: Decimal | None = None
    """The upper end of a range such as `90%-95%`."""
    unit: str = ""
    """Canonical, what it is meant for each of behind strokes: `元/人/月`."""
    approximate: bool = False
    """Whether the form says 余, 多, 约, 近 or 左右."""


class Bound(StrEnum):
    """How a date is meant."""

    ON = "当日"
    """Nothing is said besides the date: it may be the last day, or the very day."""
    BEFORE = "之前"
    """前 leaves open whether the day itself is in time."""
    UNTIL = "截至"
    """The day itself is in time: ≤, 不晚于, 截至, and 前 behind 底."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date, as far as it is said; of a target the last day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_of_month: bool = False
    """Whether it is the last day of the month (12月底) or, in 每季度末, of the time that recurs."""
    recurrent: bool = False
    """Whether it comes back, as in 每月10日前."""
    bound: Bound = Bound.ON


class Target(NamedTuple):
    """A target or an actual value that was understood."""

    kind: TargetKind
    text: str
    """As printed, split columns joined by a space."""
    operator: Operator | None = None
    quantity: Quantity | None = None
    deadline: Deadline | None = None
    level: str = ""
    """The words of a qualitative target."""
    is_vague: bool = False
    """Whether the words leave open when it is reached."""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A target or actual value that was not understood, with the reason."""

    text: str
    reason: Message


SEVERAL = N_("有不止一个数")
CONTRADICTION = N_("前后的比较符号互相矛盾")
YEARS_ONLY = N_("只有年份或编号一类的数")
ORDINAL = N_("是名次或序号")
RATIO = N_("是比例或算式")
UNKNOWN_UNIT = N_("数的前后有不能识别的写法")
TOO_LONG = N_("文字太长，不是一个目标值")
UNITS_CONTRADICT = N_("指标值的单位与度量单位一栏不一致")
PERIOD = N_("是一段时间，不是一个期限")
NO_FIGURE = N_("只有“数十”“若干”一类的说法，没有确数")
DATE_OR_NUMBER = N_("可以读作日期，也可以读作数")
NO_MONTH = N_("没有写明是哪一个月")
NO_SUCH_DAY = N_("没有这样的日期")
BEFORE_YEAR = N_("“年前”是否包括当年，没有写明")
MARKED_QUALITATIVE = N_("标为定性指标，指标值却是数")
COLUMN_SIGN = N_("比较符号一栏的“{sign}”不能识别")
SIGN_AND_RANGE = N_("比较符号与区间不能并用")
SIGN_AND_DATE = N_("比较符号与日期不能并用")
