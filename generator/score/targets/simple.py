"""The plain targets and actual values that most rows of forms print, read without the grammars.

`≥95%`, `42家`, `9月22日前` and mere words have one meaning wherever they stand. Whatever else is
printed, be it unusual or a puzzle, is left to the grammars, which would make the same of these.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.score.targets.records import Bound, Deadline, Quantity, Target, TargetKind
from generator.score.vocabulary import PLACEHOLDERS, PREFIXES, REACHED, UNIT_NAMES, VAGUE, any_of

SIGNS = {
    "": None,
    **{word: sign for sign, words in PREFIXES.items() for word in words if word not in REACHED},
}
"""Signs and words ahead of a number that mean the same in targets and in actual values."""
QUANTITATIVE = TargetKind.QUANTITATIVE
UNITS = {
    unit: UNIT_NAMES.get(unit, unit)
    for unit in (
        "%", "元", "万元", "个", "人", "次", "家", "户", "份", "项", "场", "期", "件", "台", "套",
        "处", "批", "名", "篇", "辆", "座", "所", "间", "亩", "吨", "米", "条", "册", "株", "盏",
        "块", "张", "部", "起", "宗", "例", "天", "人次", "家次", "公里", "平方米", "小时",
    )
}  # fmt: skip
"""Units that nothing else can be, in their canonical form; a year or a day could be a date."""
QUANTITY = re.compile(
    rf"([≥≤<>=]|(?![0-9])(?:{any_of([*filter(None, SIGNS)])}))?"
    r"((?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?)([%\u4e00-\u9fff]{1,3})?"
)
DATE = re.compile(r"([1-9]|1[0-2])月([1-9]|1[0-9]|2[0-8])日(前)?")
"""A day that every month of every year has."""
COUNTING = "零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
TELLING = "底末前止半若季"
"""Signs of times and of vague numbers that need no figure."""
OTHER = "".join(
    f"{chr(before + 1)}-{chr(sign - 1)}"
    for before, sign in zip(
        [0x4DFF, *sorted(map(ord, COUNTING + TELLING))],
        [*sorted(map(ord, COUNTING + TELLING)), 0x9FB0],
        strict=True,
    )
    if before + 1 < sign
)
"""All other ideographs, as ranges of a character class."""
WORDS = re.compile(f"[{OTHER}]{{1,60}}")
IS_VAGUE = re.compile("|".join(VAGUE))
ATTRIBUTES = frozenset({"", "定量", "定量指标"})
"""What the column of attributes may hold for a plain reading to hold good."""


def read_simple(text: str, operator: str = "", unit: str = "") -> Target | None:
    """Return what a plain target or actual value says; None for any other.

    `operator` and `unit` are split columns, of which a plain one holds a sign and a unit.
    """
    found = QUANTITY.fullmatch(text)
    if found is not None:
        return _quantity(found, operator, unit)
    if operator or unit:
        return None
    if WORDS.fullmatch(text):
        return None if text in PLACEHOLDERS else level(text, text)
    dated = DATE.fullmatch(text)
    return _date(dated) if dated else None


def _quantity(found: re.Match[str], operator: str, unit: str) -> Target | None:
    sign, number, own = found.groups("")
    shown = UNITS.get(own or unit)
    if shown is None:
        return None
    text = found.string
    if operator or unit:
        if (sign and operator) or (own and unit and own != unit) or operator not in SIGNS:
            return None
        text = " ".join(filter(None, (operator, text, unit)))
    quantity = Quantity(Decimal(number), None, shown)
    return Target(QUANTITATIVE, text, SIGNS[sign or operator], quantity)


def _date(found: re.Match[str]) -> Target:
    month, day, before = found.groups()
    bound = Bound.BEFORE if before else Bound.ON
    deadline = Deadline(month=int(month), day=int(day), bound=bound)
    return Target(kind=TargetKind.DEADLINE, text=found.string, deadline=deadline)


def level(printed: str, words: str) -> Target:
    """Return the target that consists of words."""
    vague = IS_VAGUE.search(words) is not None
    return Target(kind=TargetKind.QUALITATIVE, text=printed, level=words, is_vague=vague)
