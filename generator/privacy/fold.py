"""Look-alikes → the plain character, invisible characters → nothing, with the way back.

Full-width digits, odd hyphens and zero-width characters come in by word processors and input
methods, and sometimes on purpose. Folded, a number has one form only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20e3\ufe00-\ufe0f\ufeff"
)
"""Characters without a width of their own; U+20E3 and U+FE0F make keycaps of digits."""
INVISIBLE = re.compile(f"[{UNSEEN}]")
HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00b7\u2022\u30fb"
"""Dashes, the minus sign and middle dots, as people set between groups of digits."""
SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u3000"
FULL_WIDTH = range(0xFF01, 0xFF5F)
FULL_WIDTH_KEPT = "，；！？"  # they end clauses; as ASCII they could belong to a figure
LETTERS_LIKE_X = "\u0425\u0445\u03a7\u03c7\u2169\u2179"
"""Cyrillic, Greek, and the Roman ten."""
MATHEMATICAL_DIGITS = range(0x1D7CE, 0x1D800)
"""Five alphabets of ten digits."""
LIKENESS = {
    0xFFE5: "¥",
    **{ord(hyphen): "-" for hyphen in HYPHENS},
    **{ord(space): " " for space in SPACES},
    **{code: chr(code - 0xFEE0) for code in FULL_WIDTH if chr(code) not in FULL_WIDTH_KEPT},
    **{code: str((code - 0x1D7CE) % 10) for code in MATHEMATICAL_DIGITS},
    **{ord(letter): "X" for letter in LETTERS_LIKE_X},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text in plain characters."""

    text: str
    places: Sequence[int]
    """Offset of each character of `text` in the text as given."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text as given of what stands from `start` to `end` here."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Return `text` in plain characters."""
    if INVISIBLE.search(text) is None:
        return Folded(text=text.translate(LIKENESS), places=range(len(text)))
    places = [place for place, letter in enumerate(text) if INVISIBLE.match(letter) is None]
    return Folded(text=INVISIBLE.sub("", text).translate(LIKENESS), places=places)
