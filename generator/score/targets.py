"""Targets and actual values: what a form prints → operator, quantity, deadline or level.

What can be read two ways is not parseable, and says why: a score is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from generator.i18n import N_, Message, message
from generator.money import plain
from generator.score.vocabulary import (
    DIGITS,
    GLYPHS,
    MONEY_UNITS,
    PLACEHOLDERS,
    PREFIXES,
    SCALES,
    SUFFIXES,
    TENS,
    VAGUE,
    Operator,
)

__all__ = [
    "Deadline",
    "Operator",
    "Quantity",
    "Target",
    "TargetKind",
    "Unparsed",
    "parse_actual",
    "parse_target",
    "write_target",
]


class TargetKind(StrEnum):
    """What sort of target an indicator has."""

    QUANTITATIVE = "定量"
    QUALITATIVE = "定性"
    DEADLINE = "期限"
    UNSET = "未设"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit; 万 and 亿 are counted in, save in 万元 and 亿元."""

    value: Decimal
    upper: Decimal | None = None
    """The upper end of a range such as `90%-95%`."""
    unit: str = ""
    approximate: bool = False
    """Whether the form says 余, 多, 约, 近 or 左右."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A last day, as far as it is said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_of_month: bool = False
    recurrent: bool = False
    """Whether it comes back, as in 每月10日前."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
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

NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
CHINESE = "[零〇一二两三四五六七八九十百千]+"
ABOUT = r"(?:余|多)"
UNIT = r"[^\s0-9,.;，；。、<>=≥≤~()+\-×*/:]{0,6}"
SPACES = re.compile(r"\s+")
DATE = re.compile(
    r"(?:19|20)[0-9]{2}年(?:度)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日"
)
DEADLINE = re.compile(
    r"(?P<every>每月|每年|每季度)?(?:(?P<year>(?:19|20)[0-9]{2})年)?(?:(?P<month>[0-9]{1,2})月)?"
    r"(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>底|末)?(?:之前|以前|前)(?:完成|办结|上报|发放)?"
)
FREQUENCY = re.compile(
    rf"(?:每?(?P<n1>1|一)?(?P<p1>季度|半年|年|月|周|日|天)(?P<v1>{NUMBER}|{CHINESE})(?P<u1>次|期|场|批|份|篇))"
    rf"|(?:(?P<v2>{NUMBER}|{CHINESE})(?P<u2>次|期|场|批|份|篇)(?:每|/)(?P<p2>季度|半年|年|月|周|日|天))"
)
FRACTION = re.compile(rf"(?P<under>{CHINESE})分之(?P<over>{CHINESE})|(?P<a>[0-9]+)/(?P<b>[0-9]+)")
PERCENT = re.compile(rf"百分之(?P<all>百)?(?P<value>{NUMBER}|{CHINESE})?|百分百")
RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?P<unit1>%|{UNIT}?)(?:-|~|至|到)(?P<high>{NUMBER})(?P<unit>{UNIT})"
)
QUANTITY = re.compile(
    rf"(?P<about>约|近)?(?P<value>{NUMBER})(?P<scale>万|亿)?(?P<more>{ABOUT})?(?P<unit>{UNIT})(?P<around>左右)?"
)
COUNTED = re.compile(
    rf"(?P<value>{CHINESE})(?P<scale>万|亿)?(?P<more>{ABOUT})?(?P<unit>个|次|家|人次|人|份|项|起|期|场|批|篇|天|月|年|户|名|台|套|辆|宗|件)"
)
HAS_NUMBER = re.compile(r"[0-9]")
SIGNS = {word: sign for sign, words in (*PREFIXES, *SUFFIXES) for word in words}
"""Every sign and word that compares, with what it means."""


def _any_of(table: tuple[tuple[Operator, tuple[str, ...]], ...]) -> re.Pattern[str]:
    """Return the pattern of all words of a table, longer ones before what they begin with."""
    words = sorted((word for _, words in table for word in words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


PREFIX, SUFFIX, ANY = _any_of(PREFIXES), _any_of(SUFFIXES), _any_of((*PREFIXES, *SUFFIXES))
PUZZLES = (
    (re.compile(r"第[0-9一二三四五六七八九十]+"), ORDINAL),
    (re.compile(r"[0-9]{2,4}-[0-9]{5,}|[0-9]{8,}号"), YEARS_ONLY),
    (re.compile(r"[0-9]\s*[×*:+]\s*[0-9]"), RATIO),
    (re.compile(r"(?:19|20)[0-9]{2}年?[-~至到](?:19|20)[0-9]{2}"), SEVERAL),
)
"""What holds a number and is no quantity."""


def parse_target(
    text: str, *, operator: str = "", unit: str = "", attribute: str = ""
) -> Target | Unparsed:
    """Return what a printed target says; `operator`, `unit` and `attribute` are split columns."""
    printed = " ".join(part.strip() for part in (operator, text, unit) if part.strip())
    sign = "" if _folded(operator) in {"定性", "定量", "其他"} else operator
    found = _parse(f"{sign}{text}", unit, printed)
    if "定性" in {_folded(operator), _folded(attribute)} and _is_words(found):
        return _level(printed, text)
    return found


def parse_actual(text: str, *, unit: str = "") -> Target | Unparsed:
    """Return what a printed actual value says; a sign in it makes it a mere bound."""
    return _parse(text, unit, text.strip())


def _is_words(found: Target | Unparsed) -> bool:
    return isinstance(found, Unparsed) or found.quantity is None


def _folded(text: str) -> str:
    """Return a text with one form for every sign, without blanks."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text.translate(GLYPHS)).translate(GLYPHS))


def _parse(text: str, unit: str, printed: str) -> Target | Unparsed:
    folded = _folded(text)
    if folded in PLACEHOLDERS:
        return Target(kind=TargetKind.UNSET, text=printed)
    reason = next((why for puzzle, why in PUZZLES if puzzle.search(folded)), None)
    if reason is not None:
        return Unparsed(printed, message(reason))
    deadline = DEADLINE.fullmatch(folded)
    if deadline is not None:
        return _deadline(deadline, printed)
    return _compared(folded, _folded(unit), printed) or _level(printed, text)


def _compared(folded: str, unit: str, printed: str) -> Target | Unparsed | None:
    """Return a quantity with its sign; None where the text holds no number."""
    sign, rest = _split(folded)
    if isinstance(sign, Message):
        return Unparsed(printed, sign)
    quantity = _quantity(rest, unit)
    if isinstance(quantity, Message):
        return Unparsed(printed, quantity)
    if quantity is None:
        return None
    return Target(kind=TargetKind.QUANTITATIVE, text=printed, operator=sign, quantity=quantity)


def _level(printed: str, text: str) -> Target:
    words = text.strip()
    vague = any(word in words for word in VAGUE)
    return Target(kind=TargetKind.QUALITATIVE, text=printed, level=words, is_vague=vague)


def _deadline(found: re.Match[str], printed: str) -> Target | Unparsed:
    said = {name: int(found[name]) if found[name] else None for name in ("year", "month", "day")}
    if not any(said.values()) and not found["end"]:
        return Unparsed(printed, message(UNKNOWN_UNIT))
    deadline = Deadline(**said, end_of_month=bool(found["end"]), recurrent=bool(found["every"]))
    return Target(kind=TargetKind.DEADLINE, text=printed, deadline=deadline)


def _split(text: str) -> tuple[Operator | Message | None, str]:
    """Return the comparison that a text makes, and the text without its signs."""
    prefix, rest = _taken(text, PREFIX)
    suffix, rest = _taken(rest, SUFFIX)
    again, _ = _taken(rest, ANY)
    found = {sign for sign in (prefix, suffix, again) if sign is not None}
    if len(found) > 1:
        return message(CONTRADICTION), text
    return (next(iter(found)) if found else None), rest


def _taken(text: str, words: re.Pattern[str]) -> tuple[Operator | None, str]:
    found = words.search(text)
    if found is None:
        return None, text
    return SIGNS[found[0]], text[: found.start()] + text[found.end() :]


def _quantity(text: str, unit: str) -> Quantity | Message | None:
    """Return the one quantity of a text; None where it holds no number at all."""
    for reading in (_frequency, _percent, _fraction, _range):
        found = reading(text)
        if found is not None:
            return _with_unit(found, unit)
    dated = DATE.sub("", text)
    numbers = list(QUANTITY.finditer(dated))
    if not numbers:
        return _counted(dated, unit) if dated else message(YEARS_ONLY)
    if len(numbers) > 1 and not _is_doubled(numbers):
        return message(SEVERAL)
    if COUNTED.search(dated[: numbers[0].start()]):
        return message(SEVERAL)
    return _signed(dated, numbers[0], unit)


def _is_doubled(numbers: list[re.Match[str]]) -> bool:
    """Whether a form prints one value twice, as `1次1次`."""
    return len({(n["value"], n["unit"]) for n in numbers}) == 1 and bool(numbers[0]["unit"])


def _signed(text: str, found: re.Match[str], unit: str) -> Quantity | Message:
    """Return a quantity with its minus sign; a dash behind words may be either, so is neither."""
    read = _read(found, unit)
    before = text[: found.start()]
    if isinstance(read, Message) or not before.endswith("-"):
        return read
    return message(UNKNOWN_UNIT) if before != "-" else replace(read, value=-read.value)


def _read(found: re.Match[str], unit: str) -> Quantity | Message:
    own, scale = found["unit"], found["scale"] or ""
    if f"{scale}{own}" in MONEY_UNITS:
        own, scale = f"{scale}{own}", ""
    value = Decimal(found["value"].replace(",", "")) * SCALES.get(scale, 1)
    if own.endswith("左右"):
        own = own.removesuffix("左右")
    approximate = (
        any(found[part] for part in ("about", "more", "around")) or "左右" in found["unit"]
    )
    quantity = Quantity(value=value, unit=_unit(own), approximate=bool(approximate))
    return _with_unit(quantity, unit)


def _unit(text: str) -> str:
    return "%" if text in {"%", "百分比", "个百分比"} else text


def _with_unit(quantity: Quantity, unit: str) -> Quantity | Message:
    """Return a quantity with the unit of its own column; a doubled unit is one."""
    column = _unit(unit)
    if not column or column in PLACEHOLDERS or quantity.unit == column:
        return quantity
    if not quantity.unit:
        return replace(quantity, unit=column)
    if quantity.unit.startswith(column) or column in quantity.unit:
        return quantity
    return message(UNKNOWN_UNIT)


def _frequency(text: str) -> Quantity | None:
    found = FREQUENCY.fullmatch(text)
    if found is None:
        return None
    value, unit, period = (found[f"{n}1"] or found[f"{n}2"] for n in ("v", "u", "p"))
    number = _number(value)
    return Quantity(value=number, unit=f"{unit}/{period}") if number is not None else None


def _percent(text: str) -> Quantity | None:
    found = PERCENT.fullmatch(text)
    if found is None:
        return None
    if text == "百分百" or (found["all"] and not found["value"]):
        return Quantity(value=Decimal(100), unit="%")
    value = _number(f"{found['all'] or ''}{found['value'] or ''}")
    return Quantity(value=value, unit="%") if value is not None else None


def _fraction(text: str) -> Quantity | None:
    found = FRACTION.fullmatch(text)
    if found is None:
        return None
    over, under = _number(found["over"] or found["a"]), _number(found["under"] or found["b"])
    return Quantity(value=over / under) if over is not None and under else None


def _range(text: str) -> Quantity | None:
    found = RANGE.fullmatch(text)
    if found is None or found["unit1"] not in {"", found["unit"]}:
        return None
    low, high = (Decimal(found[end].replace(",", "")) for end in ("low", "high"))
    if low >= high or (found["unit"] in {"年", "年度"} and low > 1900):  # noqa: PLR2004  calendar years
        return None
    return Quantity(value=low, upper=high, unit=_unit(found["unit"]))


def _counted(text: str, unit: str) -> Quantity | Message | None:
    """Return a quantity in Chinese numerals, such as 十二个; bare numerals in words are words."""
    numbers = list(COUNTED.finditer(text))
    if not numbers:
        return None
    value = _number(numbers[0]["value"])
    if len(numbers) > 1:
        return message(SEVERAL)
    if value is None:
        return None
    scaled = value * SCALES.get(numbers[0]["scale"] or "", 1)
    approximate = bool(numbers[0]["more"])
    return _with_unit(
        Quantity(value=scaled, unit=numbers[0]["unit"], approximate=approximate), unit
    )


def _number(text: str) -> Decimal | None:
    """Return a number in digits or in Chinese numerals below ten thousand; None for neither."""
    if HAS_NUMBER.match(text):
        return Decimal(text.replace(",", ""))
    total, digit = 0, 0
    for sign in text:
        if sign in DIGITS:
            if digit:
                return None
            digit = DIGITS[sign]
        elif sign in TENS:
            total += (digit or 1) * TENS[sign]
            digit = 0
        else:
            return None
    return Decimal(total + digit)


def write_target(target: Target) -> str:
    """Return a target in its canonical form, `≥95%`; words stay as they are printed."""
    if target.quantity is None:
        return target.level or target.text
    quantity = target.quantity
    about = "约" if quantity.approximate else ""
    upper = f"-{plain(quantity.upper)}{quantity.unit}" if quantity.upper is not None else ""
    sign = target.operator.value if target.operator else ""
    return f"{sign}{about}{plain(quantity.value)}{quantity.unit}{upper}"
