"""Whether a text can hold anything personal at all; hardly any does, and none is folded in vain.

What is asked for here stands in every find, so that nothing is missed; most of what passes is
none. Both patterns begin with a sign of a closed set, which is what makes them quick.
"""

from __future__ import annotations

import re

from generator.privacy.fold import LIKENESS, MATHEMATICAL_DIGITS, UNSEEN


def _alike(plain: str) -> str:
    """Return, for a character class, the signs `plain` and all that folds to one of them."""
    codes = {code for code, sign in LIKENESS.items() if sign in plain}
    return re.escape(plain) + "".join(map(chr, sorted(codes - {*MATHEMATICAL_DIGITS})))


DIGIT = f"[{_alike('0123456789Xx')}{chr(MATHEMATICAL_DIGITS[0])}-{chr(MATHEMATICAL_DIGITS[-1])}]"
BETWEEN = f"[{_alike(' -.')}{UNSEEN}]*+"
"""What may stand between the digits of a number and the characters of a cue."""
NUMBER = re.compile(f"{DIGIT}(?:{BETWEEN}{DIGIT}){{10}}")
"""Eleven digits, as a mobile number has."""
CUES = (
    "住址", "居住", "常住", "家住", "现住", "租住", "暂住",
    "家庭地址", "户籍所在地", "户籍地", "现居于",
)  # fmt: skip
CUE = re.compile("|".join(BETWEEN.join(cue) for cue in CUES))
"""The words of which one stands ahead of every home address."""
RARE = ("住", "籍", "址")
"""Signs of which one stands in every cue save the last, which has both of `PARTS`."""
PARTS = ("居", "于")
ELEVEN = b"0" * 11
OTHERS = frozenset({*range(0x80), *range(0xE4, 0xEA)} - {*b"0123456789Xx"})
"""First bytes in UTF-8 of signs that pass for no part of a number: ASCII and U+4000 to U+9FFF."""
DROPPED = bytes((*b" -.", *range(0x80, 0xC0)))
"""What may stand between digits, and all but the first byte of a sign that has several."""
ZEROES = bytes(ord(" ") if code in OTHERS else ord("0") for code in range(0x100))
"""Makes zeroes of digits, and of signs that may look like one."""


def is_suspect(text: str) -> bool:
    """Whether a closer look at `text`, as written, may find something."""
    if may_have_number(text) and NUMBER.search(text) is not None:
        return True
    return may_have_cue(text) and CUE.search(text) is not None


def may_have_number(text: str) -> bool:
    """Whether there may be eleven digits: two quick sweeps that hardly any text passes."""
    return ELEVEN in text.encode("utf-8", "surrogatepass").translate(ZEROES, DROPPED)


def may_have_cue(text: str) -> bool:
    """Whether the signs of a cue are there."""
    return any(sign in text for sign in RARE) or all(sign in text for sign in PARTS)
