"""Whether a row of characters is a number that somebody issued: shape, place, date, check digit."""

from __future__ import annotations

import datetime
import re

NORTH = frozenset({"11", "12", "13", "14", "15", "21", "22", "23"})
EAST = frozenset({"31", "32", "33", "34", "35", "36", "37"})
SOUTH = frozenset({"41", "42", "43", "44", "45", "46"})
WEST = frozenset({"50", "51", "52", "53", "54", "61", "62", "63", "64", "65"})
BEYOND = frozenset({"71", "81", "82", "83", "91"})
PROVINCES = NORTH | EAST | SOUTH | WEST | BEYOND
"""First two digits of the regions of GB/T 2260, with 台港澳 and 91 for foreigners."""
NATIONAL = "10"
"""What credit codes of national bodies have in place of a province."""
RESIDENT_ID = re.compile(r"[1-9][0-9]{5}((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9Xx]")
OLD_RESIDENT_ID = re.compile(r"[1-9][0-9]{5}([0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}")
RESIDENT_ID_CHECKS = "10X98765432"
"""Check characters of GB 11643 (MOD 11-2) by the remainder of the weighted sum."""
RESIDENT_ID_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))

CREDIT_CODE = re.compile(r"[1-9A-GNY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
CREDIT_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE_WEIGHTS = tuple(3**place % 31 for place in range(17))
"""GB 32100: MOD 31-3."""
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11714: MOD 11 of the organisation's own nine characters, the 9th to the 17th of the code."""
BODY_CHECKS = "0X987654321"

CARDS = {
    "62": range(13, 20),
    "4": range(16, 17),
    "5": range(16, 17),
    "35": range(16, 17),
    "37": range(15, 16),
    "6013": range(19, 20),
    "9558": range(19, 20),
    "9559": range(19, 20),
}
"""Beginnings of the cards that Chinese banks issue, with the lengths they have: 银联, Visa,
MasterCard, JCB, American Express, and the older cards of 中行, 工行 and 农行."""


def resembles_resident_id(number: str) -> bool:
    """Whether an 18-character number has the place and the date of a 居民身份证号."""
    parts = RESIDENT_ID.fullmatch(number)
    return parts is not None and number[:2] in PROVINCES and _is_date(*parts.groups())


def has_resident_id_check(number: str) -> bool:
    """Whether the last character of an 18-character number is right by MOD 11-2."""
    total = sum(int(digit) * w for digit, w in zip(number, RESIDENT_ID_WEIGHTS, strict=False))
    return RESIDENT_ID_CHECKS[total % 11] == number[-1].upper()


def resembles_old_resident_id(number: str) -> bool:
    """Whether a 15-digit number has the place and the date of an 身份证号 before 1999."""
    parts = OLD_RESIDENT_ID.fullmatch(number)
    if parts is None or number[:2] not in PROVINCES:
        return False
    year, month, day = parts.groups()
    return _is_date(f"19{year}", month, day)


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def is_credit_code(code: str) -> bool:
    """Whether `code` is a 统一社会信用代码: shape, place and both check characters.

    One 身份证号 in 31 passes the outer check alone; place and inner check leave one in thousands.
    """
    shaped = CREDIT_CODE.fullmatch(code) is not None
    return (
        shaped
        and code[2:4] in {*PROVINCES, NATIONAL}
        and _credit_code_check(code) == code[-1]
        and _body_check(code[8:16]) == code[16]
    )


def _credit_code_check(code: str) -> str:
    total = sum(
        CREDIT_CODE_LETTERS.index(letter) * weight
        for letter, weight in zip(code, CREDIT_CODE_WEIGHTS, strict=False)
    )
    return CREDIT_CODE_LETTERS[-total % 31]


def _body_check(body: str) -> str:
    total = sum(int(letter, 36) * weight for letter, weight in zip(body, BODY_WEIGHTS, strict=True))
    return BODY_CHECKS[total % 11]


CARD_BEGINNING = re.compile("|".join(CARDS))


def is_card(number: str) -> bool:
    """Whether `number` begins like a card of its length and passes Luhn's check."""
    known = any(number.startswith(b) and len(number) in sizes for b, sizes in CARDS.items())
    return known and number.isdecimal() and _luhn(number) == 0


def _luhn(number: str) -> int:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10
