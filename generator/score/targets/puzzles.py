"""Puzzles: why a text with a number in it is neither a quantity nor a date."""

from __future__ import annotations

import re

from generator.i18n import Message, message
from generator.score.targets.numerals import CHINESE
from generator.score.targets.records import (
    NO_FIGURE,
    ORDINAL,
    PERIOD,
    RATIO,
    SEVERAL,
    UNKNOWN_UNIT,
    YEARS_ONLY,
)
from generator.score.vocabulary import COUNTERS, any_of

YEAR = r"(?:(?:19|20)[0-9]{2}年?度?)"
DAY = rf"{YEAR}?(?:[0-9]{{1,2}}(?:月份?|[./]))?(?:[0-9]{{1,2}}[日号]?)?"
SPAN = re.compile(
    rf"{YEAR}?(?:[上下]半年|第?[一二三四1-4]季度)[底末内]?(?:之前|以前|前)?(?:已?完成)?"
    rf"|{YEAR}(?:内|全年)?[-~至到]{YEAR}|{YEAR}(?:内|全年)"
    rf"|{YEAR}?[0-9]{{1,2}}(?:月份?(?:[0-9]{{1,2}}[日号])?)?[-~至到]{YEAR}?[0-9]{{1,2}}月份?(?:[0-9]{{1,2}}[日号])?"
)
"""A time from one day to another, or a part of a year."""
PUZZLES = (
    (re.compile(r"第[0-9]|第[一二三四五六七八九十]{1,3}(?:[名位]|$)|[0-9][级届]"), ORDINAL),
    (
        re.compile(r"[0-9]{2,4}-[0-9]{5,9}|[0-9]{3,4}-[0-9]{3,4}-[0-9]{4}|[0-9]{8,20}号|[0-9]{11}"),
        YEARS_ONLY,
    ),
    (re.compile(r"[0-9][×*:+/÷][0-9]"), RATIO),
    (re.compile(r"[数几][十百千万]|[十百千万]几|上[百千万]|若干"), NO_FIGURE),
)  # fmt: skip
NUMBERS = re.compile(
    rf"\d{{1,120}}(?:[.,]\d{{1,120}}){{0,8}}|百分之|(?<![0-9])(?=[零一二两三四五六七八九十])(?!一[^一]一){CHINESE}(?:{any_of(COUNTERS)})(?!性)"
    r"|[一二三四五六七八九十]{1,3}月|[二三四五六七八九]十[一二三四五六七八九]?分|[²³¹¼½¾⅓⅔①-⑳⑴-⒇Ⅰ-Ⅻ㈠-㈩]|[壹贰叁肆伍陆柒捌玖拾佰仟][壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,16}"
)
"""What is a number; in Chinese numerals only where something is counted."""
NAMED_DAYS = re.compile(
    r"(?:19|20)[0-9]{2}年度?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日"
)


def explain(folded: str) -> Message | None:
    """Return why a text that the grammars did not take is no target; None where it is words."""
    if SPAN.fullmatch(folded):
        return message(PERIOD)
    reason = next((why for puzzle, why in PUZZLES if puzzle.search(folded)), None)
    if reason is not None:
        return message(reason)
    numbers = len(NUMBERS.findall(folded))
    if not numbers:
        return None
    if not NUMBERS.search(NAMED_DAYS.sub("", folded)):
        return message(YEARS_ONLY)
    return message(SEVERAL if numbers > 1 else UNKNOWN_UNIT)
