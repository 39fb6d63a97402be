"""What names a person is found however it is written, and what names nobody passes."""

from __future__ import annotations

import datetime
import string
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.privacy import KIND_OF, Match, Personal, find_personal, mask, suspect
from generator.privacy.address import find_addresses
from generator.privacy.fold import fold
from generator.privacy.numbers import find_numbers
from generator.privacy.numerals import (
    BODY_WEIGHTS,
    CREDIT_CODE_LETTERS,
    PROVINCES,
    has_resident_id_check,
    is_card,
    is_credit_code,
)
from generator.privacy.suspect import is_suspect
from generator.problem import Location, Severity

if TYPE_CHECKING:
    import random

    from generator.problem import Kind

ROOT = Path(__file__).parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures" / "privacy").glob("*.yaml"))
SHELVES: tuple[dict[str, Any], ...] = tuple(
    yaml.safe_load(path.read_text("utf-8")) for path in FIXTURES
)
CAUGHT = [case for shelf in SHELVES for case in shelf["caught"]]
PASSES = [text for shelf in SHELVES for text in shelf["passes"]]
SHIPPED = sorted(
    path for path in (ROOT / "content").rglob("*") if path.suffix in {".yaml", ".md", ".csv"}
)
SOMETIMES = settings(max_examples=300, deadline=None, derandomize=True)

INVISIBLE = "\u200b\u200d\ufeff\u00ad\u2060"
FULL_WIDTH = str.maketrans(string.digits, "０１２３４５６７８９")


def found(text: str) -> list[tuple[str, str]]:
    """Return what is found in `text`, and what is shown of it."""
    return [(match.what.value, match.masked) for match in find_personal(text)]


def bare(text: str) -> str:
    """Return `text` in plain digits, without anything but digits and an X."""
    plain = text.translate(str.maketrans("０１２３４５６７８９", string.digits))
    return "".join(letter for letter in plain if letter in f"{string.digits}X")


@pytest.mark.parametrize("case", CAUGHT, ids=lambda case: case["text"])
def test_personal_data_is_caught(case: dict[str, str]) -> None:
    """Each text has one find, of the kind and with the masked form that the case says."""
    assert found(case["text"]) == [(case["what"], case["masked"])]


@pytest.mark.parametrize("case", CAUGHT, ids=lambda case: case["text"])
def test_masked_text_has_nothing_left(case: dict[str, str]) -> None:
    """What the mask leaves is no find again, and the masked form stands in it."""
    hidden = mask(case["text"], find_personal(case["text"]))
    assert case["masked"] in hidden
    assert find_personal(hidden) == ()


@pytest.mark.parametrize("text", PASSES)
def test_what_names_nobody_passes(text: str) -> None:
    """Codes, amounts, dates, office telephones and masked numbers are no finds."""
    assert found(text) == []


def test_there_are_enough_cases() -> None:
    """The cases stay many enough to hold the rules in place."""
    assert len(CAUGHT) >= 100
    assert len(PASSES) >= 120


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_shipped_content_has_nothing_personal(path: Path) -> None:
    """No file of the shipped content has a find, with its telephones, codes and addresses."""
    assert found(path.read_text("utf-8")) == []


def test_several_finds_stand_in_order() -> None:
    """A line of a list gives every find once, in the order of the text."""
    text = "张某 110101190001010014 13800138000 卡号6222000000000000004，家住甲镇乙村3号。"
    assert found(text) == [
        ("resident-id", "1****************4"),
        ("mobile", "138****8000"),
        ("bank-card", "***************0004"),
        ("home-address", "甲镇****"),
    ]
    assert mask(text, find_personal(text)) == (
        "张某 1****************4 138****8000 卡号***************0004，家住甲镇****。"
    )


def test_numbers_side_by_side_are_all_found() -> None:
    """Numbers with a single blank, comma or slash between them do not hide one another."""
    text = "13800138000 13900000000,19900000001/18800000000、138 0013 8000 139-0000-0000"
    assert [shown for _, shown in found(text)] == [
        "138****8000",
        "139****0000",
        "199****0001",
        "188****0000",
        "138****8000",
        "139****0000",
    ]
    assert len(find_personal("138 0013 8000 139 0000 0000 199 0000 0001 188 0000 0000")) == 4


def test_offsets_are_those_of_the_text_as_given() -> None:
    """Invisible characters count in the offsets, and those inside a number go with it."""
    text = "\ufeff电\u200b话：138\u200b0013\u200b8000\u200b。"
    (match,) = find_personal(text)
    assert match == Match(what=Personal.MOBILE, start=5, end=18, masked="138****8000")
    assert text[match.start : match.end] == "138\u200b0013\u200b8000"


@pytest.mark.parametrize(
    "declared",
    [
        "13800138000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "值班：１３８００１３８０００",
        "13 8001 38000",
    ],
)
@pytest.mark.parametrize("written", ["13800138000", "138 0013 8000", "+86-138-0013-8000"])
def test_declared_contacts_pass(declared: str, written: str) -> None:
    """A number that the body declares public passes in any writing; another one does not."""
    text = f"值班电话 {written}，张某 13900000000"
    assert [m.masked for m in find_personal(text, declared=(declared,))] == ["139****0000"]


def test_one_declaration_may_hold_several_numbers() -> None:
    """A contact is text as people write it, with an office telephone and two mobile numbers."""
    declared = ["0871-67478101、13800138000、13900000000", "67481096"]
    assert find_personal("13800138000 13900000000 67481096", declared=declared) == ()


def test_a_declared_digit_string_never_frees_an_id() -> None:
    """Only telephones can be declared."""
    number = "110101190001010014"
    assert [m.what for m in find_personal(number, declared=(number,))] == [Personal.RESIDENT_ID]


@pytest.mark.parametrize("what", Personal)
def test_every_find_has_its_kind(what: Personal) -> None:
    """Finds become problems that show the masked form; only addresses do not block."""
    kind = KIND_OF[what]
    assert what.value in {kind.slug, kind.slug.removesuffix("-number")}
    assert kind.at(Location("a.md"), masked="1*4").message.values == (("masked", "1*4"),)
    assert (kind.severity is Severity.ADVICE) is (what is Personal.HOME_ADDRESS)


@pytest.mark.parametrize("kind", KIND_OF.values(), ids=lambda kind: kind.code)
def test_examples_of_kinds_are_what_they_say(kind: Kind) -> None:
    """The bad example of a kind has its find, and the good one has none."""
    assert [KIND_OF[match.what] for match in find_personal(kind.bad)] == [kind]
    assert find_personal(kind.good) == ()


# Texts around numbers: Chinese words, and whatever may end a number there.
WORDS = [
    "经费",
    "村民",
    "，",
    "。",
    "\n",
    "（",
    "张某：",
    "已发放",
    "、",
    "　",
    "的",
    "“",
    "|",
    "\u200b",
]
AROUND = st.lists(st.sampled_from(WORDS), max_size=8).map("".join)


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    """Return a right 居民身份证号 that is not a right credit code at the same time."""
    place = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.from_regex(r"\A[0-9]{4}\Z"))
    born = draw(st.dates(*(datetime.date(y, 1, 1) for y in (1900, 2099))))
    head = f"{place}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    number = next(head + c for c in "0123456789X" if has_resident_id_check(head + c))
    assume(not is_credit_code(number))
    return number


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Return a right card number that begins with 62."""
    rest = draw(st.integers(10, 16))
    head = "62" + draw(st.from_regex(rf"\A[0-9]{{{rest}}}\Z"))
    return next(head + c for c in string.digits if is_card(head + c))


MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Return a right 统一社会信用代码, digits alone as often as not."""
    letters = draw(st.sampled_from([string.digits, CREDIT_CODE_LETTERS]))
    body = "".join(draw(st.lists(st.sampled_from(letters), min_size=8, max_size=8)))
    inner = sum(int(x, 36) * w for x, w in zip(body, BODY_WEIGHTS, strict=True)) % 11
    kind = draw(st.sampled_from(["11", "12", "51", "52", "91", "92", "93"]))
    place = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.from_regex(r"\A[0-9]{4}\Z"))
    head = f"{kind}{place}{body}{'0X987654321'[inner]}"
    return next(head + c for c in CREDIT_CODE_LETTERS if is_credit_code(head + c))


def dress(number: str, chance: random.Random) -> str:
    """Return `number` as people write it: full width, or with invisible characters in it."""
    written = number.translate(FULL_WIDTH) if chance.random() < 0.3 else number
    return "".join(
        letter + (chance.choice(INVISIBLE) if chance.random() < 0.2 else "") for letter in written
    )


def assert_hidden(text: str, number: str, what: Personal) -> None:
    """`number` is found at its place in `text`, and nothing of the kind is left when masked."""
    matches = find_personal(text)
    spans = {bare(text[m.start : m.end]): m for m in matches if m.what is what}
    assert number in spans
    assert number not in bare(spans[number].masked)
    hidden = mask(text, matches)
    assert find_personal(hidden) == ()
    assert number not in bare(hidden)


@SOMETIMES
@given(AROUND, resident_ids(), AROUND, st.randoms())
def test_any_resident_id_is_found(
    before: str, number: str, after: str, chance: random.Random
) -> None:
    """Whatever Chinese text stands around a right 身份证号, it is found and can be hidden."""
    assert_hidden(f"{before}{dress(number, chance)}{after}", number, Personal.RESIDENT_ID)


@SOMETIMES
@given(AROUND, MOBILES, AROUND, st.randoms())
def test_any_mobile_is_found(before: str, number: str, after: str, chance: random.Random) -> None:
    """Whatever Chinese text stands around a mobile number, it is found and can be hidden."""
    assert_hidden(f"{before}{dress(number, chance)}{after}", number, Personal.MOBILE)


@SOMETIMES
@given(AROUND, cards(), AROUND, st.randoms())
def test_any_card_is_found(before: str, number: str, after: str, chance: random.Random) -> None:
    """Whatever Chinese text stands around a labelled card number, it is found."""
    text = f"{before}银行卡号：{dress(number, chance)}{after}"
    assume(not any(m.what is Personal.RESIDENT_ID for m in find_personal(text)))
    assert_hidden(text, number, Personal.BANK_CARD)


@SOMETIMES
@given(AROUND, credit_codes(), AROUND)
def test_no_credit_code_is_found(before: str, code: str, after: str) -> None:
    """A right 统一社会信用代码 names no person, with letters or without."""
    assert found(f"{before}{code}{after}") == []


@SOMETIMES
@given(AROUND, st.decimals(min_value=0, max_value=10**14, places=2), AROUND)
def test_no_amount_is_found(before: str, amount: object, after: str) -> None:
    """Amounts with decimals, plain and grouped, are no telephones."""
    assert found(f"{before}{amount}{after}{amount:,}元") == []


@SOMETIMES
@given(AROUND, st.from_regex(r"\A[0-9]{20,60}\Z"), AROUND)
def test_no_long_run_is_found(before: str, run: str, after: str) -> None:
    """Twenty digits and more are a code, whatever numbers could be cut out of them."""
    assert found(f"{before}{run}{after}") == []


PIECES = [
    *"0123456789Xx*-.,+ \n（）：。",
    *INVISIBLE,
    *("13800138000", "138", "0013", "8000", "110101190001010014", "110101", "19000101", "0014"),
    *("6222 0000 0000 0000 004", "6222000000000000004", "86", "****", "元", "万"),
    *("身份证", "电话", "编号", "卡号", "家住", "某镇", "某村", "3号", "小区", "1栋", "http://"),
]


@settings(SOMETIMES, max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_finds_never_overlap_and_never_show_the_whole(text: str) -> None:
    """Pieces in any order: finds stand in order and apart, and each is hidden."""
    matches = find_personal(text)
    ends = [0, *(match.end for match in matches)]
    assert all(end <= match.start for end, match in zip(ends, matches, strict=False))
    assert all(text[match.start : match.end] != match.masked for match in matches)
    assert [match for match in find_personal(mask(text, matches)) if match.what not in WORDED] == []


WORDED = {Personal.HOME_ADDRESS}
"""Found by words, which stay: what follows a masked address is looked at anew."""


APART = ["", *" -.\u3000－．·", *INVISIBLE, "\n"]
SHREDS = [
    *"0123456789xＸ０９Х",
    "\U0001d7d3",
    *"家庭地址户籍所在现居住常租暂于某镇村",
    "3号",
    "138",
    "1 ",
]


@settings(SOMETIMES, max_examples=1500)
@given(st.lists(st.tuples(st.sampled_from(SHREDS), st.sampled_from(APART)), max_size=25))
@example([(letter, "\u200b") for letter in "家庭地址某镇3号"])
@example([(digit, ".") for digit in ("138", "0013", "8000")])
def test_what_is_no_suspect_holds_nothing(shreds: list[tuple[str, str]]) -> None:
    """A text that is not looked at closely would show nothing if it were."""
    text = "".join(shred + apart for shred, apart in shreds)
    folded = fold(text).text
    assert is_suspect(text) or [*find_numbers(folded), *find_addresses(folded)] == []


def test_quick_sweeps_pass_over_nothing() -> None:
    """Whatever sign a digit or a gap is written with, the sweeps see that it may be a number."""
    signs = [chr(code) for code in range(sys.maxunicode + 1)]
    digits = [sign for sign in signs if suspect.NUMBER.fullmatch(sign * 11)]
    gaps = [sign for sign in signs if suspect.NUMBER.fullmatch(sign.join("1" * 11))]
    assert len(digits) >= 80
    assert len(gaps) > 60
    for number in (*(d * 11 for d in digits), *(gap.join("1" * 11) for gap in gaps)):
        assert suspect.may_have_number(f"甲{number}乙"), ascii(number)
    assert not suspect.may_have_number("甲1" * 99)
    for cue, gap in product(suspect.CUES, ("", *gaps)):
        assert suspect.may_have_cue(gap.join(cue)), cue


@SOMETIMES
@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    """Any text is searched, lone surrogates, digits of all scripts and nothing at all."""
    assert mask(text, ()) == text
    assert isinstance(find_personal(text), tuple)


@pytest.mark.parametrize(
    "piece", ["1 ", "1-", "1", "138 ", "6222 0000 ", "家住", "住址：", "(", "1."]
)
def test_long_rows_are_searched_in_one_pass(piece: str) -> None:
    """Rows that nearly match everywhere end in moments; a pass over pairs would take hours."""
    assert find_personal(piece * 20_000) == ()
