"""Chains of digits: numbers that touch or are set apart by blanks and hyphens only.

Numbers are looked for between the cuts of a chain and nowhere else, so a code of twenty digits
never holds a mobile number, and `110101 1900 0101 0014` is still found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHAIN = re.compile(r"[0-9](?:[ -]{0,3}[0-9Xx]){10,}")
"""Eleven digits at least, as a mobile number has; an X only ever ends a number."""
ALNUM = re.compile(r"[0-9A-Za-z]")
WORDS = "tel|phone|mobile|mob|cell|wechat|weixin|wx|vx|qq|id|no|sfz|sfzh|sj|sjh|dh|zh|kh"
WORD_BEFORE = re.compile(rf"(?<![0-9A-Za-z])(?:{WORDS})\Z", re.IGNORECASE)
WORD_AFTER = re.compile(rf"(?:{WORDS})(?![0-9A-Za-z])", re.IGNORECASE)
LONGEST_WORD = 7
STARS = "****"
"""Digits that touch as many are what a mask left over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Digits in a row, without what stands between them."""

    text: str
    """The whole folded text."""
    digits: str
    at: Sequence[int]
    """Offset of each digit in `text`."""
    cuts: tuple[int, ...]
    """Where a number may begin or end, as counts of digits, in order."""
    known_cuts: frozenset[int]
    """The same, to ask."""

    def groups(self, start: int, end: int) -> tuple[int, ...]:
        """Return how many digits stand together from `start` to `end`."""
        inner = [cut for cut in range(start + 1, end) if cut in self.known_cuts]
        return tuple(right - left for left, right in pairwise([start, *inner, end]))

    def around(self, start: int, end: int, most: int) -> str:
        """Return the lengths of up to `most` groups on each side, one digit each, with a bar."""
        first, last = bisect_left(self.cuts, start), bisect_left(self.cuts, end)
        sides = self.cuts[max(0, first - most) : first + 1], self.cuts[last : last + most + 1]
        return "|".join(
            "".join([str(min(9, right - left)) for left, right in pairwise(side)]) for side in sides
        )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in `text` of the digits from `start` to `end`."""
        return self.at[start], self.at[end - 1] + 1

    def is_hyphened(self, start: int, end: int) -> bool:
        """Whether hyphens alone set the groups from `start` to `end` apart."""
        first, last = self.place(start, end)
        return " " not in self.text[first:last]

    def goes_on(self, start: int, end: int) -> bool:
        """Whether a hyphen ties the digits from `start` to `end` to more digits."""
        first, last = self.place(start, end)
        tied_before = start > 0 and self.text[first - 1] == "-"
        return tied_before or (end < len(self.digits) and self.text[last] == "-")


def find_chains(text: str) -> Iterator[Chain]:
    """Yield the chains of `text`, which is folded."""
    for found in CHAIN.finditer(text):
        yield _chain(text, found.start(), found.end())


def _chain(text: str, start: int, end: int) -> Chain:
    at = _places(text, start, end)
    apart = [n for n, (left, right) in enumerate(pairwise(at), 1) if right - left > 1]
    first = [0] if _is_open_before(text, start) else []
    last = [len(at)] if _is_open_after(text, end) else []
    cuts = (*first, *apart, *last)
    digits = "".join([text[place] for place in at])
    return Chain(text=text, digits=digits, at=at, cuts=cuts, known_cuts=frozenset(cuts))


def _places(text: str, start: int, end: int) -> Sequence[int]:
    if text.find(" ", start, end) < 0 and text.find("-", start, end) < 0:
        return range(start, end)
    return tuple([place for place in range(start, end) if text[place] not in " -"])


def _is_open_before(text: str, start: int) -> bool:
    if start == 0 or ALNUM.match(text[start - 1]) is None:
        return not text.endswith(STARS, 0, start)
    return WORD_BEFORE.search(text[max(0, start - LONGEST_WORD - 1) : start]) is not None


def _is_open_after(text: str, end: int) -> bool:
    if ALNUM.match(text, end) is None:
        return not text.startswith(STARS, end)
    return WORD_AFTER.match(text, end) is not None
