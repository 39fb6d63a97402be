"""The standing site: what went into it and what came out is as it was, so nothing is to do.

Only the stamps of files are looked at, none of them is opened: not the content, not the theme, not
the cache. Where one stamp differs, or anything else that a site depends on, nothing is said, and
the build goes its whole way.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.cache import load_sealed, program_digest, save_sealed
from generator.memory import MEMORY
from generator.read import stamp_of, stamps_below, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.problem import Problem
    from generator.read import Inventory, Stamp
    from generator.write import Published

CLOCK_TICK = 20_000_000
"""Nanoseconds within which two writes may carry one time stamp."""
NOTE = "standing"
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
    """Digest of everything the site depends on; empty where some of it may change unseen."""
    memory: Stamp
    """Of what the build remembered."""
    site: str
    """Digest of the stamps of every file of the site."""
    spare: str
    """Digest of the stamps of every file of the spare."""
    report: object
    """What the next build will say if it finds nothing to do."""


@dataclass(frozen=True, slots=True)
class Remains:
    """What the last build left, as far as it is still as it was."""

    site_stands: Callable[[], bool]
    """Whether every file of the site is as the memory says, and no other lies there."""
    spare_stands: Callable[[], bool]
    """Whether every file of the spare is as the memory says, and no other lies there."""
    report: object | None = None
    """What is to be said where nothing is to do; None where something may be new."""


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


def remains(cache: Path, seen: Seen, tell: Callable[[int], str]) -> Remains:
    """Return what the last build left.

    `tell` returns the digest of what lies in the output now (0), and in the spare (1); see
    `stamps_digest`. It is asked only where the answer matters.
    """
    known = load_sealed(cache / NOTE, seen.program)
    if not isinstance(known, Standing) or known.memory != stamp_of(f"{cache}/{MEMORY}"):
        return NOTHING
    left = Remains(lambda: known.site == tell(0), lambda: known.spare == tell(1))
    is_same = seen.is_settled and known.inputs == seen.inputs and left.site_stands()
    return replace(left, report=known.report) if is_same else left


NOTHING = Remains(lambda: False, lambda: False)
"""What is left where no build was, or none whose note can be used."""


def has_note(cache: Path) -> bool:
    """Whether a build left a note, so that it is worth a look what else it left."""
    return (cache / NOTE).exists()


def stamps_digest(folder: Path) -> str:
    """Return the digest of the stamps of every file below a folder."""
    return _digest(_told(stamps_below(folder)))


def leave_standing(
    cache: Path,
    seen: Seen,
    report: object,
    published: Published,
) -> None:
    """Remember what the site is made of, for the next build."""
    memory = stamp_of(f"{cache}/{MEMORY}")
    if memory is None:
        return
    site = dict(sorted(published.files.items()))
    spare = {path: stamp for path, stamp in site.items() if path not in published.apart}
    known = Standing(
        inputs=seen.inputs if seen.is_settled else "",
        memory=memory,
        site=_digest(_told(site)),
        spare=_digest(_told(spare)),
        report=report,
    )
    save_sealed(cache / NOTE, seen.program, known, seen.began)


def _told(stamps: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Yield path, size and time of files in the order of their paths."""
    return (f"{path}\n{size} {modified}" for path, (size, modified) in sorted(stamps.items()))


def _digest(stamps: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(stamps).encode("utf-8", "surrogatepass")).hexdigest()
