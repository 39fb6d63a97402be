"""Targets as forms print them are read as they are meant, or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue
from generator.score.targets import (
    Operator,
    Quantity,
    Target,
    TargetKind,
    Unparsed,
    parse_actual,
    parse_target,
    write_target,
)

if TYPE_CHECKING:
    from decimal import Decimal

FOLDER = Path(__file__).parents[2] / "fixtures" / "targets"
CONTENT = Path(__file__).parents[3] / "content"
SIGNS = "0123456789.,%≥≤<>=不少于超过以上以内约余百分之一二十万亿元次个年月日前底每-~/ "
"""What targets are made of."""
INSIDE = re.compile(r"(?<=[\d.,．，])\s(?=\d)")
MANY = settings(max_examples=300, deadline=None, derandomize=True)


def cases(name: str) -> list[Any]:
    """Return the cases of a file."""
    return list(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))


def told(target: Target | Unparsed) -> tuple[str | None, str, str]:
    """Return operator, value and unit as the case files write them."""
    assert isinstance(target, Target), Catalogue().say(target.reason)
    quantity = target.quantity
    assert quantity is not None
    value = str(quantity.value)
    if quantity.upper is not None:
        value += f"-{quantity.upper}"
    sign = target.operator.value if target.operator else None
    return sign, value + "~" * quantity.approximate, quantity.unit


@pytest.mark.parametrize(("text", "sign", "value", "unit"), cases("quantities"))
def test_quantity(text: str, sign: str | None, value: str, unit: str) -> None:
    """Signs, numbers and units are read in all the ways that forms print them."""
    assert told(parse_target(text)) == (sign, value, unit)


@pytest.mark.parametrize("case", cases("columns"))
def test_split_columns(case: list[str]) -> None:
    """Operator, value and unit in columns of their own are one target; doubled units are one."""
    operator, text, unit, *wanted = case
    assert list(told(parse_target(text, operator=operator, unit=unit))) == wanted


@pytest.mark.parametrize(("text", "kind", "vague"), cases("words"))
def test_words(text: str, kind: str, vague: bool) -> None:  # noqa: FBT001  a column of the table
    """Levels, deadlines and empty places are told apart, and vague words known."""
    target = parse_target(text)
    assert isinstance(target, Target)
    assert (target.kind.value, target.is_vague) == (kind, vague)


@pytest.mark.parametrize(("text", "reason"), cases("unparsed"))
def test_what_reads_two_ways_is_not_parsed(text: str, reason: str) -> None:
    """What is no single quantity is refused, with the reason."""
    found = parse_target(text)
    assert isinstance(found, Unparsed)
    assert Catalogue().say(found.reason) == reason


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


@MANY
@given(
    st.text()
    | st.text(
        "0123456789.,%≥≤<>=不少于超过以上以内约余百分之一二十万亿元次个年月日前底每-~/ ",
        max_size=30,
    )
)
def test_no_text_is_too_much(text: str) -> None:
    """Whatever a form prints, the parser answers."""
    assert isinstance(parse_target(text), Target | Unparsed)
    assert isinstance(parse_actual(text, unit=text[:3]), Target | Unparsed)


UNITS = st.sampled_from(["%", "次", "个", "家", "万元", "元", "人次", "天", ""])
NUMBERS = st.decimals(0, 10**7, places=2, allow_nan=False, allow_infinity=False)


@MANY
@given(st.none() | st.sampled_from(Operator), NUMBERS, UNITS)
def test_print_and_parse_round_trip(sign: Operator | None, value: Decimal, unit: str) -> None:
    """What is written in canonical form is read as the same target."""
    target = Target(
        kind=TargetKind.QUANTITATIVE,
        text="",
        operator=sign,
        quantity=Quantity(value=value, unit=unit),
    )
    again = parse_target(write_target(target))
    assert isinstance(again, Target)
    assert (again.operator, again.quantity) == (sign, Quantity(value=value.normalize(), unit=unit))


@MANY
@given(st.sampled_from(cases("quantities")), st.sampled_from([" ", "\u3000", "\u00a0"]))
def test_blanks_change_nothing(case: list[str], blank: str) -> None:
    """Blanks of any kind leave the target as it is, except inside a number."""
    spread = INSIDE.sub("", blank.join(case[0]))
    assert told(parse_target(spread)) == told(parse_target(case[0]))
