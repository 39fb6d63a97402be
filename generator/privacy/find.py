"""Text → everything personal in it, in order; and the text without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.privacy.suspect import is_suspect

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.privacy.kinds import Match


def find_personal(text: str, *, declared: Collection[str] = ()) -> tuple[Match, ...]:
    """Return what is personal in `text`, in order and without overlaps.

    `declared`: telephones that the body itself declares public, in any writing; they pass.
    """
    if not is_suspect(text):
        return ()
    from generator.privacy.closer import look_closely  # noqa: PLC0415  hardly any text needs its patterns

    return look_closely(text, declared)


def mask(text: str, matches: Iterable[Match]) -> str:
    """Return `text` with every match, given in order, replaced by its masked form."""
    pieces, done = [], 0
    for match in matches:
        pieces += [text[done : match.start], match.masked]
        done = match.end
    return "".join([*pieces, text[done:]])
