"""Numbers of people: 身份证号, 银行卡号, 手机号."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.privacy import cues, numerals
from generator.privacy.chain import STARS, find_chains
from generator.privacy.kinds import Personal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.privacy.chain import Chain

MOBILE = re.compile(r"(?:0086|86|0)?(1[3-9][0-9]{9})")
"""With the prefix for calls from abroad, or the 0 that was dialled for calls to another city."""
DOTTED_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9][0-9](?:\.[0-9]{4}){2}(?![0-9A-Za-z]|\.[0-9])")
USUAL_GROUPS = frozenset({(11,), (3, 4, 4)})
HYPHENED_GROUPS = frozenset({(4, 3, 4), (4, 4, 3)})
"""Told from a row of figures only by their hyphens; any other grouping wants a cue word."""
MOBILE_DIGITS = 11
NEIGHBOURS = 3
ROW = re.compile(r"(?:[1-5][^1-5]*){3}")
"""Three short numbers around, the sign of a row of figures; other mobile numbers do not count."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
FOURS = re.compile(r"4{3,4}[1-4]")
"""Lengths of the groups of a card number as it is embossed."""


def find_numbers(text: str) -> Iterator[tuple[Personal, int, int]]:
    """Yield what each number of a person is, with its offsets in `text`, which is folded.

    Within a chain by what they are, so that a longer number never loses to one inside it.
    """
    for chain in find_chains(text):
        taken: set[int] = set()
        for what, measure in MEASURES:
            for cut in chain.cuts:
                span = measure(chain, cut)
                if span is not None and taken.isdisjoint(range(*span)):
                    taken.update(range(*span))
                    yield (what, *chain.place(*span))
    for found in DOTTED_MOBILE.finditer(text):
        if not _is_exempt_call(text, *found.span()):
            yield (Personal.MOBILE, *found.span())


def _measure_resident_id(chain: Chain, start: int) -> tuple[int, int] | None:
    """Return the digits of the 身份证号 that begins at a cut, old or new."""
    for length, is_id in RESIDENT_IDS:
        if start + length in chain.known_cuts and is_id(chain, start):
            return start, start + length
    return None


def _is_resident_id(chain: Chain, start: int) -> bool:
    """Whether 18 characters are a 身份证号; a wrong check digit is a slip where words say so."""
    number = chain.digits[start : start + 18]
    if not numerals.resembles_resident_id(number):
        return False
    is_plain = numerals.has_resident_id_check(number) and not numerals.is_credit_code(number)
    return is_plain or cues.is_near(cues.RESIDENT_ID, chain.text, *chain.place(start, start + 18))


def _is_old_resident_id(chain: Chain, start: int) -> bool:
    """Whether 15 digits are a 身份证号; they have no check digit, so words must say so."""
    number = chain.digits[start : start + 15]
    return numerals.resembles_old_resident_id(number) and cues.is_near(
        cues.RESIDENT_ID, chain.text, *chain.place(start, start + 15)
    )


def _is_disabled_id(chain: Chain, start: int) -> bool:
    """Whether 20 digits number a 残疾人证: a 身份证号 with the kind and degree behind."""
    number = chain.digits[start : start + 18]
    is_id = numerals.resembles_resident_id(number) and numerals.has_resident_id_check(number)
    place = chain.place(start, start + 20)
    return is_id and cues.is_near(cues.DISABLED, chain.text, *place)


RESIDENT_IDS = ((20, _is_disabled_id), (18, _is_resident_id), (15, _is_old_resident_id))


def _measure_card(chain: Chain, start: int) -> tuple[int, int] | None:
    """Return the digits of the card number that begins at a cut, the longest there is."""
    if numerals.CARD_BEGINNING.match(chain.digits, start) is None:
        return None
    for end in range(start + 19, start + 12, -1):
        if end in chain.known_cuts and _is_card(chain, start, end):
            return start, end
    return None


def _is_card(chain: Chain, start: int, end: int) -> bool:
    if not numerals.is_card(chain.digits[start:end]):
        return False
    place = chain.place(start, end)
    if cues.is_amount(chain.text, *place):
        return False
    return cues.is_near(cues.ACCOUNT, chain.text, *place) or _is_in_fours(chain, start, end)


def _is_in_fours(chain: Chain, start: int, end: int) -> bool:
    """Whether the digits stand as on a card, and not as a row of figures or years."""
    groups = "".join(map(str, chain.groups(start, end)))
    if FOURS.fullmatch(groups) is None:
        return False
    number = chain.digits[start:end]
    is_alone = start == 0 and end == len(chain.digits)
    has_year = any(YEAR.fullmatch(number, at, at + 4) for at in range(0, len(number), 4))
    return number.startswith("62") or (is_alone and not has_year)


def _measure_mobile(chain: Chain, start: int) -> tuple[int, int] | None:
    """Return the digits of the mobile number that begins at a cut, without a prefix."""
    found = MOBILE.match(chain.digits, start)
    if found is None or found.end() not in chain.known_cuts:
        return None
    span = found.span(1)
    place = chain.place(*span)
    is_plain = _is_grouped_as_mobile(chain, start, *span)
    if not (is_plain or cues.is_near(cues.CALL, chain.text, *place, cues.CALL_REACH)):
        return None
    return None if _is_exempt_call(chain.text, *place) else span


def _is_grouped_as_mobile(chain: Chain, cut: int, start: int, end: int) -> bool:
    """Whether the digits stand as people write mobile numbers, and no longer code goes on."""
    groups = chain.groups(start, end)
    if groups == (MOBILE_DIGITS,):
        return start - cut != 1 or chain.digits[cut] != "0"
    if chain.goes_on(cut, end):
        return False
    years = (chain.digits[end - 8 : end - 4], chain.digits[end - 4 : end])
    if groups in USUAL_GROUPS:
        return not (all(map(YEAR.fullmatch, years)) or _is_in_row(chain, start, end))
    return groups in HYPHENED_GROUPS and chain.is_hyphened(start, end)


def _is_in_row(chain: Chain, start: int, end: int) -> bool:
    """Whether blanks set the groups from `start` to `end` among figures, as a table's text does."""
    around = chain.around(start, end, NEIGHBOURS).replace("344", "")
    return ROW.search(around) is not None and not chain.is_hyphened(start, end)


def _is_exempt_call(text: str, start: int, end: int) -> bool:
    """Whether the words around say that eleven digits are no telephone."""
    if cues.is_labelled(cues.CALL_LABELS, text, start):
        return False
    if cues.is_decimals(text, start) and cues.is_near(cues.CALL, text, start, end, cues.CALL_REACH):
        return False
    return (
        cues.is_labelled(cues.CODE_LABELS, text, start)
        or cues.is_amount(text, start, end)
        or cues.is_in_page_address(text, start)
    )


MEASURES: tuple[tuple[Personal, Callable[[Chain, int], tuple[int, int] | None]], ...] = (
    (Personal.RESIDENT_ID, _measure_resident_id),
    (Personal.BANK_CARD, _measure_card),
    (Personal.MOBILE, _measure_mobile),
)


def masked_number(what: Personal, number: str) -> str:
    """Return what may be shown of a number given without what sets its groups apart."""
    if what is Personal.MOBILE:
        return f"{number[:3]}{STARS}{number[-4:]}"
    if what is Personal.RESIDENT_ID:
        return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}"
    return f"{'*' * (len(number) - 4)}{number[-4:]}"
