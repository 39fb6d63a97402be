"""Figures keep their print, and every step between them is exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.money import (
    PLAIN,
    POINTS,
    Figure,
    MoneyUnit,
    cut,
    grouped,
    in_unit,
    in_yuan,
    parse_amount,
    parse_rate,
    percent,
    plain,
    round_half_up,
    rounded,
    total_of,
)

ONE_IN_MANY = settings(max_examples=100, deadline=None, derandomize=True)

AMOUNTS = (
    ("12", "12", 0),
    ("6.89", "6.89", 2),
    ("211,820.00", "211820.00", 2),
    ("1,234,567", "1234567", 0),
    ("0", "0", 0),
    ("0.00", "0.00", 2),
    ("-3.5", "-3.5", 1),
    ("007", "7", 0),
)
NO_AMOUNTS = (
    "",
    " 12",
    "12 ",
    "12万",
    "１２",
    "1,23",
    "12,34,567",
    "1,2345",
    ".5",
    "5.",
    "1e3",
    "+5",
    "--5",
    "1.2.3",
    "NaN",
    "Infinity",
    "٣",
    "1\n",
    "12，345",
)
RATES = (
    ("97.80%", "97.80", 2),
    ("88%", "88", 0),
    ("104％", "104", 0),
    ("-1.5%", "-1.5", 1),
)
NO_RATES = ("", "88", "0.88", "% 88", "88 %", "八成", "88%%", "1,000%", "八十八%")

HALF_UP = (
    ("88.857610", 2, "88.86"),
    ("2.5", 0, "3"),
    ("-2.5", 0, "-3"),
    ("2.675", 2, "2.68"),
    ("0.005", 2, "0.01"),
    ("100", 2, "100.00"),
    ("99.995", 2, "100.00"),
)
CUTS = (("88.75", 0, "88"), ("88.99", 1, "88.9"), ("-88.75", 0, "-88"), ("88", 2, "88.00"))
PLAINS = (
    ("31.50", "31.5"),
    ("100", "100"),
    ("1E+3", "1000"),
    ("0.00", "0"),
    ("0.10", "0.1"),
    ("1E-7", "0.0000001"),
)
GROUPS = (("3055000.0", "3,055,000"), ("0.46", "0.46"), ("1234.50", "1,234.5"), ("999", "999"))


@pytest.mark.parametrize(("text", "value", "places"), AMOUNTS)
def test_amount_keeps_its_print_beside_its_value(text: str, value: str, places: int) -> None:
    """An amount reads as its exact value and still knows how it was printed."""
    figure = parse_amount(text)
    assert figure is not None
    assert (figure.text, figure.value, figure.places) == (text, Decimal(value), places)


def test_points_made_beforehand_are_what_is_read() -> None:
    """A figure kept ready keeps its print beside its value, to the last zero."""
    for text, figure in POINTS.items():
        assert PLAIN.fullmatch(text)
        assert repr(figure) == repr(Figure(text, Decimal(text)))


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    """Text that does not print one number in one accepted way is no amount."""
    assert parse_amount(text) is None


@pytest.mark.parametrize(("text", "value", "places"), RATES)
def test_rate_keeps_its_percent(text: str, value: str, places: int) -> None:
    """A rate reads as the number before its sign, in percent."""
    figure = parse_rate(text)
    assert figure is not None
    assert (figure.text, figure.value, figure.places) == (text, Decimal(value), places)


@pytest.mark.parametrize("text", NO_RATES)
def test_what_is_no_rate_is_not_guessed(text: str) -> None:
    """Text without exactly one number and one sign is no rate."""
    assert parse_rate(text) is None


@pytest.mark.parametrize(("value", "places", "expected"), HALF_UP)
def test_half_is_rounded_away_from_zero(value: str, places: int, expected: str) -> None:
    """Rounding is 四舍五入: a half goes away from zero, and the places are always there."""
    assert str(round_half_up(Decimal(value), places)) == expected


@pytest.mark.parametrize(("value", "places", "expected"), CUTS)
def test_cutting_drops_what_follows(value: str, places: int, expected: str) -> None:
    """Cutting keeps the digits before the place, whatever follows."""
    assert str(cut(Decimal(value), places)) == expected


@pytest.mark.parametrize(("value", "expected"), PLAINS)
def test_plain_has_neither_exponent_nor_trailing_zeros(value: str, expected: str) -> None:
    """A computed figure reads as plain digits."""
    assert plain(Decimal(value)) == expected


@pytest.mark.parametrize(("value", "expected"), GROUPS)
def test_grouped_sets_commas_between_thousands(value: str, expected: str) -> None:
    """A long amount reads with commas and loses nothing."""
    assert grouped(Decimal(value)) == expected


def test_percent_has_two_places_unless_more_are_asked() -> None:
    """A computed rate reads with two places, or with as many as were printed."""
    assert percent(Decimal("57.416666")) == "57.42%"
    assert percent(Decimal("57.416666"), 3) == "57.417%"


def test_wan_yuan_is_ten_thousand_yuan() -> None:
    """Amounts change their unit without losing a digit."""
    assert in_yuan(Decimal("271.46"), MoneyUnit.WAN_YUAN) == Decimal(2714600)
    assert in_yuan(Decimal("207160.00"), MoneyUnit.YUAN) == Decimal("207160.00")
    assert in_unit(Decimal(4600), MoneyUnit.WAN_YUAN) == Decimal("0.46")
    assert in_unit(Decimal(4600), MoneyUnit.YUAN) == Decimal(4600)


MONEY = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@ONE_IN_MANY
@given(MONEY, st.sampled_from(MoneyUnit))
def test_changing_the_unit_forth_and_back_is_exact(value: Decimal, unit: MoneyUnit) -> None:
    """An amount that goes into 元 and back is the same amount."""
    assert in_unit(in_yuan(value, unit), unit) == value


@ONE_IN_MANY
@given(MONEY)
def test_what_is_written_reads_as_the_same_value(value: Decimal) -> None:
    """Plain and grouped digits both read back as the value they were written from."""
    for text in (plain(value), grouped(value)):
        figure = parse_amount(text)
        assert figure is not None
        assert figure.value == value


@ONE_IN_MANY
@given(st.text(max_size=20))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    """Whatever stands in a cell is an amount whose text is kept, or none."""
    for figure in (parse_amount(text), parse_rate(text)):
        assert figure is None or figure.text == text


DIGITS = st.from_regex(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", fullmatch=True)


@ONE_IN_MANY
@given(DIGITS, st.integers(min_value=0, max_value=4))
def test_every_amount_that_reads_can_be_rounded(text: str, places: int) -> None:
    """However long a number is printed, it is refused or it can be computed with."""
    figure = parse_amount(text)
    if figure is not None:
        assert abs(round_half_up(figure.value, places) - figure.value) < 1
        assert abs(cut(figure.value, places) - figure.value) < 1
        assert round_half_up(figure.value, figure.places) == figure.value
        assert (
            in_unit(in_yuan(figure.value, MoneyUnit.WAN_YUAN), MoneyUnit.WAN_YUAN) == figure.value
        )


@ONE_IN_MANY
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6) | MONEY, st.integers(0, 8))
@example(Decimal("-0.001"), 2)
@example(Decimal("1E+3"), 0)
@example(Decimal("2.50"), 1)
def test_rounded_is_what_rounding_writes(value: Decimal, places: int) -> None:
    """A figure that needs no rounding is written as if it had been rounded."""
    assert rounded(value, places) == plain(round_half_up(value, places))


def test_total_adds_values_and_none_come_to_nothing() -> None:
    """Figures are added by value, whatever their print; no figures are 0."""
    figures = [figure for text in ("1,000.50", "2.5", "-3") if (figure := parse_amount(text))]
    assert total_of(figures) == Decimal("1000.00")
    assert total_of(()) == 0
