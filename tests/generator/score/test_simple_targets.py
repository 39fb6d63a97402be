"""Plain targets: what is read without the grammars comes out as with them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.score.targets import (
    Target,
    TargetKind,
    parse_actual,
    parse_target,
)
from generator.score.targets.simple import COUNTING, SIGNS, TELLING, UNITS, WORDS, read_simple
from generator.score.targets.strict import parse_actual_strictly, parse_target_strictly
from generator.score.vocabulary import (
    ABOUT,
    COUNTERS,
    ENDINGS,
    LEADS,
    PERIODS,
    PLACEHOLDERS,
    PREFIXES,
    TAILS,
    VAGUE,
)

NUMBERS = ("0", "7", "012", "95", "99.50", "2021", "2022.11", "123456789", "1.0000", "1,000", "")
COLUMNS = ("", "≥", "＝", "定量", "定性", "大于", "次", "%", "5次")
FRAGMENTS = (
    *ABOUT, *COUNTERS, *ENDINGS, *LEADS, *PERIODS, *PLACEHOLDERS, *TAILS, *VAGUE, *COUNTING,
    *TELLING, *(word for words in PREFIXES.values() for word in words), "健全", "机制", "每", "第",
    "年底", "月份", "上半年", "季度", "若干", "数十", "上百", "截至", "日", "号", "档", "以前",
)  # fmt: skip


def agree(text: str, operator: str = "", unit: str = "", attribute: str = "") -> None:
    """Hold both readings of a text against each other, as a target and as an actual value."""
    split = {"operator": operator, "unit": unit, "attribute": attribute}
    strict = parse_target_strictly(text, operator, unit, attribute)
    assert repr(parse_target(text, **split)) == repr(strict)
    for wanted in (None, TargetKind.DEADLINE):
        strict = parse_actual_strictly(text, unit, wanted)
        assert repr(parse_actual(text, unit=unit, wanted=wanted)) == repr(strict)


@pytest.mark.parametrize("unit", UNITS)
def test_plain_quantities(unit: str) -> None:
    """A number with a sign and a unit is the same quantity, in one column or in several."""
    for sign, number in product(SIGNS, NUMBERS):
        agree(f"{sign}{number}{unit}")
        agree(f"{number}{unit}", sign)
        agree(number, sign, unit)
        agree(f"{number}{unit}", sign, unit, "定量")
        agree(f"{sign}{number}", "", unit, "定性")
    assert isinstance(read_simple(f"≥95{unit}"), Target)


@pytest.mark.parametrize("operator", COLUMNS)
def test_columns_that_are_not_plain(operator: str) -> None:
    """Columns with anything else in them are left to the grammars."""
    for unit, text in product(COLUMNS, ("95", "≥95%", "95次", "9月1日前", "健全", "", "-", " 5次")):
        agree(text, operator, unit)


def test_plain_dates() -> None:
    """A month and a day are the same date, alone and with 前 behind."""
    for month, day, end in product(range(14), range(33), ("日", "日前", "号前", "日之前")):
        agree(f"{month}月{day}{end}")


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4).map("".join))
def test_words(text: str) -> None:
    """Words are the same words, and those that stand for a number or a time are no plain ones."""
    agree(text)


@pytest.mark.parametrize("sign", COUNTING + TELLING + "〇5%é ，")
def test_signs_that_no_plain_words_hold(sign: str) -> None:
    """A sign of numbers or times keeps a text from being plain words."""
    assert WORDS.fullmatch("健全机制")
    assert WORDS.fullmatch(f"健全{sign}机制") is None


def test_every_other_ideograph_is_plain() -> None:
    """No single ideograph that is taken for a plain word is anything else to the grammars."""
    signs = [chr(code) for code in range(0x4E00, 0x9FB0)]
    plain = [sign for sign in signs if WORDS.fullmatch(sign)]
    assert len(plain) == len(signs) - len(COUNTING + TELLING)
    for sign in plain:
        agree(sign)
