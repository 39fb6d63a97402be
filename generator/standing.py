"""The standing site: what went into it and what came out is as it was, so nothing is to do.

Only the stamps of files are looked at, none of them is opened: not the content, not the theme, not
the cache. Where one stamp differs, or anything else that a site depends on, nothing is said, and
the build goes its whole way.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cache import load_sealed, program_digest, save_sealed
from generator.memory import MEMORY
from generator.read import Stamp, stamps_below, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.problem import Problem
    from generator.read import Inventory

CLOCK_TICK = 20_000_000
"""Nanoseconds within which two writes may carry one time stamp."""
NAME = "standing"
"""The file of the cache that tells of the standing site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a build saw before it opened any file."""

    inventory: Inventory
    problems: tuple[Problem, ...]
    program: str
    """Digest of this program."""
    around: str
    """Digest of everything a site depends on besides content: program, options, themes."""
    inputs: str
    """Digest of that and of the stamps of content: everything a site depends on."""
    began: int
    """When it began to look, in nanoseconds by the disk's clock."""
    is_settled: bool
    """Whether every file is older than the clock tick in which the looking began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a build left behind."""

    inputs: str
    output: str
    """Digest of the stamps of every file of the site, and of what the build remembered."""
    report: object
    """What the next build will say if it finds nothing to do."""


def look(content: Path, themes: Iterable[Path], asked: str, began: int) -> Seen:
    """Return what lies in the content and theme folders; `asked`: what else shapes a site."""
    inventory, problems = survey(content)
    program = program_digest()
    around = [part for theme in themes for part in (str(theme), *_told(stamps_below(theme)))]
    newest = max((stamp.modified for stamp in inventory.files.values()), default=0)
    shaping = _digest((program, asked, str(content.absolute()), *around))
    return Seen(
        inventory=inventory,
        problems=problems,
        program=program,
        around=shaping,
        inputs=_digest((shaping, *_told(inventory.files))),
        began=began,
        is_settled=newest < began - CLOCK_TICK,
    )


def standing(cache: Path, left: Callable[[], str], seen: Seen) -> object | None:
    """Return the report of a build that has nothing to do; None where something may be new.

    `left` returns the digest of what lies in the output now.
    """
    known = load_sealed(cache / NAME, seen.program)
    if not isinstance(known, Standing) or not seen.is_settled or known.inputs != seen.inputs:
        return None
    return known.report if known.output == left() else None


def what_is_left(cache: Path, output: Path) -> str:
    """Return the digest of what lies in the output now, and of what the last build remembered."""
    return _left(cache, stamps_below(output))


def leave_standing(
    cache: Path,
    seen: Seen,
    report: object,
    site: Mapping[str, tuple[int, int]],
) -> None:
    """Remember what the site is made of, for the next build; of no site that may be out of date.

    `site`: every file of it.
    """
    if seen.is_settled:
        known = Standing(inputs=seen.inputs, output=_left(cache, site), report=report)
        save_sealed(cache / NAME, seen.program, known, seen.began)


def _left(cache: Path, site: Mapping[str, tuple[int, int]]) -> str:
    """Return the digest of what a build left: the files of the site, and what it remembered."""
    try:
        status = (cache / MEMORY).stat()
    except OSError:
        return ""
    memory = Stamp(status.st_size, status.st_mtime_ns)
    return _digest(_told({f"/{MEMORY}": memory, **site}))


def _told(stamps: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Yield path, size and time of files in the order of their paths."""
    return (f"{path}\n{size} {modified}" for path, (size, modified) in sorted(stamps.items()))


def _digest(stamps: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(stamps).encode("utf-8", "surrogatepass")).hexdigest()
