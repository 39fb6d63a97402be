"""A closer look at a text that may hold something personal: what exactly, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.privacy.address import find_addresses
from generator.privacy.fold import fold
from generator.privacy.kinds import Match, Personal
from generator.privacy.numbers import MOBILE_DIGITS, find_numbers, masked_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.privacy.fold import Folded

BETWEEN_DIGITS = re.compile(r"[^0-9X]")


def look_closely(text: str, declared: Collection[str]) -> tuple[Match, ...]:
    """Return what is personal in `text`, in order and without overlaps.

    `declared`: telephones that the body itself declares public, in any writing; they pass.
    """
    folded = fold(text)
    public = frozenset(_calls(declared))
    numbers = sorted(_find_numbers(folded, public), key=_start)
    addresses = _apart(_find_addresses(folded), numbers)
    return tuple(sorted([*numbers, *addresses], key=_start))


def _start(match: Match) -> int:
    return match.start


def _find_numbers(folded: Folded, public: Collection[str]) -> Iterator[Match]:
    last = 0
    for what, start, end in sorted(find_numbers(folded.text), key=lambda found: found[1:]):
        number = BETWEEN_DIGITS.sub("", folded.text[start:end].upper())
        if start >= last and not (what is Personal.MOBILE and number in public):
            place = folded.span(start, end)
            yield Match(what=what, start=place[0], end=place[1], masked=masked_number(what, number))
        last = max(last, end)


def _find_addresses(folded: Folded) -> Iterator[Match]:
    last = 0
    for start, end, masked in find_addresses(folded.text):
        if start >= last:
            place = folded.span(start, end)
            yield Match(what=Personal.HOME_ADDRESS, start=place[0], end=place[1], masked=masked)
        last = max(last, end)


def _apart(addresses: Iterable[Match], numbers: Iterable[Match]) -> Iterator[Match]:
    """Yield the addresses that no number lies in; both are in order."""
    rest = iter(numbers)
    number = next(rest, None)
    for address in addresses:
        while number is not None and number.end <= address.start:
            number = next(rest, None)
        if number is None or number.start >= address.end:
            yield address


def _calls(declared: Iterable[str]) -> Iterator[str]:
    """Yield the mobile numbers among what is declared, as digits."""
    for contact in declared:
        text = fold(contact).text
        for what, start, end in find_numbers(text):
            if what is Personal.MOBILE:
                yield BETWEEN_DIGITS.sub("", text[start:end])
        yield BETWEEN_DIGITS.sub("", text)[-MOBILE_DIGITS:]
