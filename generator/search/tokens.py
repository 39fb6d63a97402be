"""What counts as one word, in an index and in a query; `search.js` has the same rules.

A text is folded first: wide forms, digits in circles and capitals become the plain character,
invisible characters vanish, blanks beside Chinese vanish, anything else that is no letter or
digit becomes one bar, so that folding twice is folding once. Then every pair of neighbouring
Chinese characters is a term, and every run of other letters and digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
"""Characters that are written without blanks between words."""
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
BLANK = "[\t-\r \u1680\u2028\u2029]"
"""What is left of all blanks once a text is folded."""
BESIDE_HAN = re.compile(
    rf"{BLANK}(?:(?<=[{HAN}]{BLANK}){BLANK}*(?=[^\W_])|(?<=[^\W_]{BLANK}){BLANK}*(?=[{HAN}]))"
)
"""Blanks between a Chinese character and a letter or digit, or another."""
OTHER = re.compile(r"[\W_]+")
HAN_RUN = re.compile(f"[{HAN}]+")
WORD = re.compile(rf"[^\W_{HAN}]+")
RUN = re.compile(f"{HAN_RUN.pattern}|{WORD.pattern}")
QUOTED = re.compile(r"[\"“”„＂「『]([^\"“”„＂「」『』]*)[\"“”„＂」』]|([^\s\"“”„＂「」『』]+)")

PLAIN = re.compile("[0-9a-z\u4e00-\u9fff]+")
"""A text that is folded already: what most names of indicators are."""

COMMON = re.compile(
    "[\n -~·×–—‘’“”…≤≥、。〈-】〔〕\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff5e]*"
)
"""A text of characters whose plain form is themselves, or which are no letters in either form."""

BAR = "|"

LONGEST_WORD = 40
"""Characters of a word that are indexed; what follows is left to verification."""
LONGEST_QUERY = 200
"""Characters of a query that are looked at."""
MOST_PARTS = 8
"""Parts of a query that are looked at."""
MOST_LOOKUPS = 12
"""Terms of one part that are looked up; the others are left to verification."""


def fold(text: str) -> str:
    """Return `text` as it is compared: plain small letters and digits, single bars between."""
    if PLAIN.fullmatch(text):
        return text
    if COMMON.fullmatch(text):  # looking is forty times as quick as normalizing
        plain = text.lower()
    else:
        plain = INVISIBLE.sub("", normalize("NFKC", text)).lower()
    return OTHER.sub(BAR, BESIDE_HAN.sub("", plain)).strip(BAR)


def terms_of(folded: str) -> set[str]:
    """Return the terms of a folded text."""
    return _terms(folded, HAN_RUN.findall(folded))


def name_terms_of(folded: str) -> set[str]:
    """Return the terms of folded names: single Chinese characters besides those of any text."""
    runs = HAN_RUN.findall(folded)
    found = _terms(folded, runs)
    found.update("".join(runs))
    return found


def _terms(folded: str, runs: Sequence[str]) -> set[str]:
    """Return the terms of a folded text; `runs`: its runs of Chinese characters."""
    found = {word[:LONGEST_WORD] for word in WORD.findall(folded)}
    found.update(map(add, "".join([run[:-1] for run in runs]), "".join([run[1:] for run in runs])))
    return found


def letters_of(folded: str) -> set[str]:
    """Return the single Chinese characters of a folded text: terms of names, never of prose."""
    return set("".join(HAN_RUN.findall(folded)))


class Lookup(NamedTuple):
    """A term to look up."""

    term: str
    is_whole: bool = True
    """Whether the term is meant as it stands, or is the beginning of one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query: what stands between blanks, or in quotes."""

    text: str
    """Folded."""
    lookups: tuple[Lookup, ...]
    is_exact: bool
    """Whether the lookup alone proves that the part is in a text."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the part stands in a folded text: never from the middle of a word on."""
        first, last = RUN.findall(self.text)[0], RUN.findall(self.text)[-1]
        before = rf"(?<![^\W_{HAN}])" if WORD.match(first) else ""
        after = rf"(?![^\W_{HAN}])" if WORD.fullmatch(last) and len(last) == 1 else ""
        return re.compile(f"{before}{re.escape(self.text)}{after}")


def parts_of(query: str) -> tuple[Part, ...]:
    """Return the parts of a query, each once; nothing where it has no letter or digit."""
    found = QUOTED.findall(query[:LONGEST_QUERY])
    folded = dict.fromkeys(fold(quoted or bare) for quoted, bare in found)
    return tuple(part_of(text) for text in folded if text)[:MOST_PARTS]


def part_of(folded: str) -> Part:
    """Return the part of a query whose folded text is `folded`, which is not empty."""
    runs = RUN.findall(folded)
    lookups = tuple(dict.fromkeys(_lookups(runs)))
    if not lookups:
        lookups = tuple(Lookup(letter) for letter in dict.fromkeys(runs))
    alone = len(runs) == 1 and len(lookups) == 1
    return Part(folded, lookups[:MOST_LOOKUPS], alone and len(folded) <= LONGEST_WORD)


def _lookups(runs: list[str]) -> Iterator[Lookup]:
    """Yield what to look up; a Chinese character by itself is left to verification."""
    for place, run in enumerate(runs, 1):
        if HAN_RUN.match(run):
            yield from (Lookup(pair) for pair in map(add, run, run[1:]))
        else:
            open_ended = place == len(runs) and len(run) > 1
            yield Lookup(run[:LONGEST_WORD], is_whole=not (open_ended or len(run) > LONGEST_WORD))
