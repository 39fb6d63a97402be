"""Targets as forms print them are read as they are meant, or not at all."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue
from generator.score.targets import (
    Bound,
    Deadline,
    Operator,
    Punctuality,
    Quantity,
    Target,
    TargetKind,
    Unparsed,
    judge_deadline,
    parse_actual,
    parse_target,
    write_target,
)
from generator.score.vocabulary import GLYPHS

if TYPE_CHECKING:
    import random

FOLDER = Path(__file__).parents[2] / "fixtures" / "targets"
CONTENT = Path(__file__).parents[3] / "content"
INSIDE = re.compile(r"(?<=[\d.,．，])\s(?=\d)")
MANY = settings(max_examples=300, deadline=None, derandomize=True)
SAY = Catalogue().say


def cases(name: str) -> list[Any]:
    """Return the cases of a file, or of all files of a folder."""
    paths = sorted(FOLDER.glob(f"{name}/*.yaml")) or [FOLDER / f"{name}.yaml"]
    return [case for path in paths for case in yaml.safe_load(path.read_text("utf-8"))]


QUANTITIES, REFUSED = cases("quantities"), cases("unparsed")


def told(found: Target | Unparsed) -> object:
    """Return what was understood as the case files write it: a reason, or the parts."""
    if isinstance(found, Unparsed):
        return SAY(found.reason)
    if found.deadline is not None:
        d = found.deadline
        return [found.kind.value, d.year, d.month, d.day, d.end_of_month, d.recurrent, d.bound]
    if found.quantity is None:
        return [found.kind.value, found.is_vague]
    value = str(found.quantity.value)
    if found.quantity.upper is not None:
        value += f"-{found.quantity.upper}"
    sign = found.operator.value if found.operator else None
    return [sign, value + "~" * found.quantity.approximate, found.quantity.unit]


@pytest.mark.parametrize(("text", "sign", "value", "unit"), QUANTITIES)
def test_quantity(text: str, sign: str | None, value: str, unit: str) -> None:
    """Signs, numbers and units are read in all the ways that forms print them."""
    assert told(parse_target(text)) == [sign, value, unit]


@pytest.mark.parametrize("case", cases("columns"))
def test_split_columns(case: list[str]) -> None:
    """Operator, value and unit in columns of their own are one target; doubled units are one."""
    operator, text, unit, *wanted = case
    assert told(parse_target(text, operator=operator, unit=unit)) == wanted


@pytest.mark.parametrize(("operator", "text", "unit", "reason"), cases("columns-unparsed"))
def test_columns_that_contradict(operator: str, text: str, unit: str, reason: str) -> None:
    """Columns that say different things are refused: nobody knows which of them is right."""
    assert told(parse_target(text, operator=operator, unit=unit)) == reason


@pytest.mark.parametrize(("text", "kind", "vague"), cases("words"))
def test_words(text: str, kind: str, vague: bool) -> None:  # noqa: FBT001  a column of the table
    """Levels and empty places are told apart, and vague words known."""
    assert told(parse_target(text)) == [kind, vague]


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: list[Any]) -> None:
    """Dates are deadlines as far as they are said, with what 前, 底 and 截至 make of them."""
    text, *parts = case
    assert told(parse_target(text)) == ["期限", *parts]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_reads_two_ways_is_not_parsed(text: str, reason: str) -> None:
    """What is no single quantity is refused, with the reason."""
    assert told(parse_target(text)) == reason


@pytest.mark.parametrize(("text", "unit", "kind", "wanted"), cases("actuals"))
def test_actual_values(text: str, unit: str, kind: str, wanted: object) -> None:
    """An actual value is read like a target, but 达到 compares nothing."""
    target = TargetKind(kind) if kind else None
    assert told(parse_actual(text, unit=unit, wanted=target)) == wanted


@pytest.mark.parametrize(
    ("text", "operator", "attribute", "wanted"),
    [
        ("有所提升", "定性", "", ["定性", True]),
        ("有所提升", "", "定性指标", ["定性", True]),
        ("12月底前完成", "定性", "", ["定性", False]),
        ("检查800次，立案15件", "＝", "定性指标", ["定性", False]),
        ("", "定性", "", ["未设", False]),
        ("≥95%", "定性", "", "标为定性指标，指标值却是数"),
        ("100", "＝", "定性指标", "标为定性指标，指标值却是数"),
        ("有所提升", "＝", "定量指标", ["定性", True]),
    ],
)
def test_marked_as_qualitative(text: str, operator: str, attribute: str, wanted: object) -> None:
    """A target that the form calls qualitative is words, unless it is nothing or just a number."""
    assert told(parse_target(text, operator=operator, attribute=attribute)) == wanted


@pytest.mark.parametrize(("wanted", "reached", "verdict"), cases("deadlines"))
def test_deadline_is_met_missed_or_open(wanted: str, reached: str, verdict: str) -> None:
    """A deadline is met or missed only where every way to read both dates agrees."""
    target, actual = parse_target(wanted), parse_actual(reached, wanted=TargetKind.DEADLINE)
    assert isinstance(target, Target)
    assert isinstance(actual, Target)
    assert target.deadline is not None
    assert actual.deadline is not None
    assert judge_deadline(target.deadline, actual.deadline) is Punctuality(verdict)


def test_every_target_of_the_shipped_content_is_understood() -> None:
    """Of all targets and values of the shipped projects none is a puzzle."""
    puzzles = []
    for path in sorted(CONTENT.glob("projects/*/*/*/project.yaml")):
        facts = yaml.safe_load(path.read_text("utf-8"))
        for statement in ("自评", "绩效目标"):
            for row in facts.get(statement, {}).get("指标", []):
                found = parse_target(
                    str(row.get("年度指标值", "")),
                    operator=row.get("指标性质", ""),
                    unit=row.get("度量单位", ""),
                )
                if isinstance(found, Unparsed):
                    puzzles.append((found.text, Catalogue().say(found.reason)))
    assert puzzles == PUZZLES


PUZZLES: list[tuple[str, str]] = []
"""Targets of the shipped content that can be read two ways."""


PIECES = [
    *"0123456789.,%≥≤<>=/~-+:()万亿余多约近以上内每第半年月日号底前次个一二十百零点到至元人。；",
    "不少于", "百分之", "完成", "2022年", "每月", "万元", "左右", "季度", "分之", "截至",
    "²", "Ⅲ",
]  # fmt: skip
"""What targets are made of."""


@MANY
@given(st.text() | st.lists(st.sampled_from([*PIECES, " "]), max_size=14).map("".join))
def test_no_text_is_too_much(text: str) -> None:
    """Whatever a form prints, the parser answers."""
    assert isinstance(parse_target(text), Target | Unparsed)
    assert isinstance(parse_target(text[3:], operator=text[:1], unit=text[1:3]), Target | Unparsed)
    assert isinstance(parse_actual(text, unit=text[:3]), Target | Unparsed)
    assert isinstance(parse_actual(text, wanted=TargetKind.DEADLINE), Target | Unparsed)


@MANY
@given(st.lists(st.sampled_from([*PIECES, " "]), max_size=10).map("".join))
def test_what_was_understood_is_written_and_read_again(text: str) -> None:
    """The canonical form of whatever was understood says the same as the text did."""
    found = parse_target(text)
    if isinstance(found, Target) and found.kind is not TargetKind.UNSET:
        again = parse_target(write_target(found))
        assert isinstance(again, Target)
        assert (again.operator, again.quantity, again.deadline) == (
            found.operator,
            found.quantity,
            found.deadline,
        )


@pytest.mark.parametrize(
    "piece", [*PIECES, "1,", "1.", "1-", "1次", "一", "1万", "1/", "12月", "≥1，"]
)
@pytest.mark.parametrize("end", ["", "1", "次", "?"])
def test_long_texts_are_refused_or_words(piece: str, end: str) -> None:
    """However long a text goes on, it is answered, and no number is taken out of it."""
    for times in (40, 100, 20_000):
        found = parse_target(piece * times + end)
        assert isinstance(found, Unparsed) or found.quantity is None


def test_long_text_with_a_number_says_that_it_is_long() -> None:
    """Past 120 characters a text tells a story; without a number it is still words."""
    assert told(parse_target("检查" * 60 + "1次")) == "文字太长，不是一个目标值"
    assert told(parse_target("有所提升" * 40)) == ["定性", True]


UNITS = st.sampled_from(["%", "次", "个", "家", "万元", "元", "人次", "天", "个月", "元/人/月"])
NUMBERS = st.decimals(0, 10**7, places=2, allow_nan=False, allow_infinity=False)


@MANY
@given(
    st.none() | st.sampled_from(Operator),
    st.builds(Quantity, value=NUMBERS, unit=UNITS, approximate=st.booleans()),
)
def test_print_and_parse_round_trip(sign: Operator | None, quantity: Quantity) -> None:
    """What is written in canonical form is read as the same target."""
    target = Target(kind=TargetKind.QUANTITATIVE, text="", operator=sign, quantity=quantity)
    again = parse_target(write_target(target))
    assert isinstance(again, Target)
    assert (again.operator, again.quantity) == (sign, quantity)


DEADLINES = st.builds(
    Deadline,
    year=st.none() | st.integers(1900, 2099),
    month=st.integers(1, 12),
    day=st.none() | st.integers(1, 28),
    bound=st.sampled_from(Bound),
) | st.builds(
    Deadline,
    year=st.none() | st.integers(1900, 2099),
    month=st.integers(1, 12),
    end_of_month=st.just(value=True),
    bound=st.sampled_from([Bound.ON, Bound.UNTIL]),
)


@MANY
@given(DEADLINES)
def test_dates_are_written_and_read_again(deadline: Deadline) -> None:
    """A date in its canonical form is read as the same date."""
    again = parse_target(write_target(Target(kind=TargetKind.DEADLINE, text="", deadline=deadline)))
    assert isinstance(again, Target)
    assert again.deadline == deadline


@MANY
@given(DEADLINES, DEADLINES)
def test_verdicts_agree_with_each_other(wanted: Deadline, reached: Deadline) -> None:
    """A day that is surely too late for one deadline does not meet it when said less exactly."""
    verdict = judge_deadline(wanted, reached)
    lax = judge_deadline(wanted, replace(reached, day=None, end_of_month=False))
    assert {verdict, lax} != {Punctuality.MET, Punctuality.MISSED}


VARIANTS = {
    code: sign for code, sign in GLYPHS.items() if sign and len(sign) == 1 and chr(code) != sign
}
"""Glyphs that mean the same as another sign."""
FORMS = {
    sign: [chr(code) for code, meant in VARIANTS.items() if meant == sign]
    for sign in VARIANTS.values()
}


@MANY
@given(st.sampled_from([*QUANTITIES, *REFUSED, *cases("dates")]), st.randoms(use_true_random=False))
def test_glyphs_change_nothing(case: list[Any], chance: random.Random) -> None:
    """Wide, small and doubled forms of the characters leave the reading as it is."""
    text = str(case[0])
    changed = "".join(chance.choice([sign, *FORMS.get(sign, [])]) for sign in text)
    assert told(parse_target(changed)) == told(parse_target(text))


@MANY
@given(st.sampled_from(QUANTITIES), st.sampled_from([" ", "\u3000", "\u00a0", "\n"]))
def test_blanks_change_nothing(case: list[str], blank: str) -> None:
    """Blanks of any kind leave the target as it is, except inside a number."""
    spread = INSIDE.sub("", blank.join(case[0]))
    assert told(parse_target(spread)) == told(parse_target(case[0]))


@pytest.mark.parametrize("text", ["1 225家", "9 5%", "1, 225家", "35\n20次"])
def test_blanks_between_digits_part_two_numbers(text: str) -> None:
    """Nobody knows whether digits with a blank between them are one number."""
    assert told(parse_target(text)) == "有不止一个数"
