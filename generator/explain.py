"""Every kind of problem there is, and the one that a code or slug names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator import check, load, narrative, plan, privacy, read
from generator.theme import faults

if TYPE_CHECKING:
    from generator.problem import Kind


def all_kinds() -> tuple[Kind, ...]:
    """Return every kind of problem, in the order of their codes."""
    kinds = (
        *read.KINDS,
        *load.KINDS,
        *narrative.KINDS,
        *check.KINDS,
        *plan.KINDS,
        *privacy.KINDS,
        *faults.KINDS,
    )
    return tuple(sorted(kinds, key=lambda kind: kind.code))


def find_kind(name: str) -> Kind | None:
    """Return the kind whose code or slug is `name`, in whatever case it is written."""
    wanted = name.strip().lower()
    return next((k for k in all_kinds() if wanted in {k.code.lower(), k.slug}), None)


def near_kinds(name: str) -> tuple[str, ...]:
    """Return codes and slugs that look like `name`."""
    known = [word for kind in all_kinds() for word in (kind.code, kind.slug)]
    return tuple(get_close_matches(name, known, n=3, cutoff=0.5))
