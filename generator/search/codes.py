"""Compact, canonical codes: ascending numbers as a short string, terms with their postings.

The alphabet has no digit, so that in a shard every digit belongs to a term and the gate that
looks for personal numbers sees nothing else; and no sign that a script or JSON would escape.
"""

from __future__ import annotations

from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-."
LAST = 32
"""The first half of the alphabet ends a number, the second says that more follows."""
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
GIVES, ENDS = "=", ";"
"""What stands between a term and its postings, and what ends them."""


def code_of(number: int) -> str:
    """Return the code of one number, five bits a sign, the lowest last."""
    signs = [ALPHABET[number % LAST]]
    while number := number // LAST:
        signs.append(ALPHABET[LAST + number % LAST])
    return "".join(reversed(signs))


def steps_up_to(count: int) -> tuple[str, ...]:
    """Return the codes of all distances up to `count`, to encode many by looking them up.

    A distance is at least 1, and 1 is written as 0; nothing has the distance 0.
    """
    return ("", *map(code_of, range(count)))


def encode(ascending: Sequence[int], steps: Sequence[str]) -> str:
    """Return ascending numbers as the codes of their distances."""
    if len(ascending) == 1:  # as of nearly half of all terms
        return steps[ascending[0] + 1]
    return "".join(map(steps.__getitem__, map(sub, ascending, (-1, *ascending))))


def numbers_of(coded: str) -> list[int]:
    """Return the numbers that a string of codes holds, one after another."""
    found, number = [], 0
    for sign in coded:
        value = VALUES[sign]
        number = number * LAST + value % LAST
        if value < LAST:
            found.append(number)
            number = 0
    return found


def decode(coded: str) -> list[int]:
    """Return the ascending numbers that `encode` made a string of."""
    found, last, higher = [], -1, 0
    for sign in coded:
        value = VALUES[sign]
        if value < LAST:
            last += higher + value + 1
            higher = 0
            found.append(last)
        else:
            higher = (higher + value - LAST) * LAST
    return found


def join_terms(postings: Mapping[str, str]) -> str:
    """Return terms with their postings, in order of the terms."""
    lines = (f"{term}{GIVES}{postings[term]}{ENDS}" for term in sorted(postings))
    return ENDS + "".join(lines)


def split_terms(joined: str) -> dict[str, str]:
    """Return the terms that `join_terms` joined, with their postings."""
    lines = joined.strip(ENDS).split(ENDS) if joined != ENDS else []
    return dict(line.split(GIVES) for line in lines)


def find_terms(postings: Mapping[str, str], term: str, *, is_whole: bool) -> Iterable[str]:
    """Return the postings of a term, or of all terms that begin so."""
    if is_whole:
        return (postings[term],) if term in postings else ()
    return (posting for found, posting in postings.items() if found.startswith(term))
