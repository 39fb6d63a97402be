"""The gate: personal data in a file becomes a problem at its place, and no problem repeats it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.i18n import Message
from generator.privacy.find import find_personal, mask
from generator.privacy.kinds import KIND_OF, Personal
from generator.problem import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.privacy.kinds import Match
    from generator.problem import Problem

LONGEST_EXCERPT = 200
"""Characters of a line that are kept for underlining."""
CONTACT_FILE = re.compile(r"/(?:site|units/[^/]+)\.yaml$")
"""Files in which a body declares its own public contact."""
CONTACT_LINE = re.compile(r"[\s{,\-]*电话\s*:")
TAG = re.compile(r"<[^>]*>")
SUSPECT = re.compile(r"(?<!\d)\d{11,19}[Xx]?(?!\d)|家住|住址|户籍地址|现住")
"""What is worth a closer look on a page whose content went through the gate already."""
RUN = re.compile(b"0" * 11 + b"0*")
"""Eleven digits or more in a row, when every digit is made a zero."""
LONGEST_RUN = 22
"""Digits of the longest suspect run, and what a sign before it may add; a rate has 24 and more."""
FULL_WIDTH = b"\xef\xbc"
"""How full-width digits begin in UTF-8."""
DIGITS = b"0123456789" + "０１２３４５６７８９".encode().replace(FULL_WIDTH, b"")
ZEROES = bytes(ord("0") if sign in DIGITS else ord(" ") for sign in range(256))
"""Makes zeroes of digits, full-width ones without their beginning, and blanks of the rest."""
ELEVEN = b"0" * 11
CUE_SIGNS = ("住", "籍")
"""Of which one stands in every cue."""
AROUND = 40
"""Characters on each side of a suspect run that may say what it is."""


def personal_problems(path: str, text: str, declared: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for every piece of personal data in a file, its line shown masked.

    `path` is the file as problems show it. `declared`: telephones that the body itself makes
    public; in the files that declare them they pass as well.
    """
    matches = find_personal(text, declared=declared)
    if not matches:
        return
    lines = mask(text, matches).split("\n") if _keeps_lines(text, matches) else []
    own_contact = CONTACT_FILE.search(path) is not None
    for match in matches:
        line = text.count("\n", 0, match.start) + 1
        column = match.start - text.rfind("\n", 0, match.start)
        excerpt = lines[line - 1] if lines else ""
        if own_contact and match.what is Personal.MOBILE and CONTACT_LINE.match(excerpt):
            continue
        place = Location(
            path, line=line, column=column, width=len(match.masked),
            excerpt=excerpt[:LONGEST_EXCERPT],
        )  # fmt: skip
        yield KIND_OF[match.what].at(place, masked=match.masked)


def _keeps_lines(text: str, matches: tuple[Match, ...]) -> bool:
    """Whether masking leaves every line where it is."""
    return not any("\n" in text[match.start : match.end] for match in matches)


def leaks(path: str, page: bytes, declared: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the personal data that a finished file of the site shows after all.

    Its content went through the gate already, so only what looks like a number of such length, or
    a cue word, is looked at again.
    """
    if not _is_suspect(page):
        return
    text = TAG.sub(" ", page.decode("utf-8", "replace"))
    for suspect in SUSPECT.finditer(text):
        nearby = text[max(0, suspect.start() - AROUND) : suspect.end() + AROUND]
        for match in find_personal(nearby, declared=declared):
            yield KIND_OF[match.what].at(Location(path), masked=match.masked)
            return


def _is_suspect(page: bytes) -> bool:
    """Whether a closer look may find something: two sweeps, where most pages end."""
    text = page.decode("utf-8", "replace")  # in which signs are found much sooner than in bytes
    if any(sign in text for sign in CUE_SIGNS):
        return True
    figures = page.translate(ZEROES, FULL_WIDTH)
    runs = RUN.finditer(figures) if ELEVEN in figures else ()
    return any(run.end() - run.start() <= LONGEST_RUN for run in runs)


def discreet(problem: Problem) -> Problem:
    """Return a problem that repeats no personal data, neither in its line nor in its values."""
    excerpt = _masked(problem.at.excerpt)
    values = tuple((name, _discreet_value(value)) for name, value in problem.values)
    if excerpt == problem.at.excerpt and values == problem.values:
        return problem
    return replace(problem, at=replace(problem.at, excerpt=excerpt), values=values)


def _discreet_value(value: str | Message) -> str | Message:
    if isinstance(value, str):
        return _masked(value)
    return Message(value.text, tuple((name, _discreet_value(v)) for name, v in value.values))


def _masked(text: str) -> str:
    matches = find_personal(text)
    return mask(text, matches) if matches else text
