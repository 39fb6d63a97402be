"""The standing site: what went into it and what came out is as it was, so nothing is to do.

Only the stamps of files are looked at, none of them is opened: not the content, not the theme, not
the cache. Where one stamp differs, or anything else that a site depends on, nothing is said, and
the build goes its whole way.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cache import MEMORY, load_sealed, program_digest, save_sealed
from generator.read import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
    inputs: str
    """Digest of everything a site depends on: program, options, stamps of content and themes."""
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
    own = [_stamp(path, s.size, s.modified) for path, s in inventory.files.items()]
    around = [stamp for theme in themes for stamp in (str(theme), *_stamps(theme))]
    newest = max((stamp.modified for stamp in inventory.files.values()), default=0)
    return Seen(
        inventory=inventory,
        problems=problems,
        program=program,
        inputs=_digest((program, asked, str(content.absolute()), *own, "", *around)),
        began=began,
        is_settled=newest < began - CLOCK_TICK,
    )


def standing(cache: Path, output: Path, seen: Seen) -> object | None:
    """Return the report of a build that has nothing to do; None where something may be new."""
    known = load_sealed(cache / NAME, seen.program)
    if not isinstance(known, Standing) or not seen.is_settled or known.inputs != seen.inputs:
        return None
    return known.report if known.output == _left(cache, output) else None


def leave_standing(cache: Path, output: Path, seen: Seen, report: object) -> None:
    """Remember what the site is made of, for the next build; of no site that may be out of date."""
    if seen.is_settled:
        known = Standing(inputs=seen.inputs, output=_digest(sorted(_stamps(output))), report=report)
        save_sealed(cache / NAME, seen.program, known, seen.began)


def _left(cache: Path, output: Path) -> str:
    memory = (stamp for stamp in _stamps(cache) if stamp.startswith(f"{MEMORY}\n"))
    return _digest((*memory, *sorted(_stamps(output))))


def _stamps(folder: Path) -> Iterator[str]:
    """Yield name, size and time of every file below a folder."""
    folders = [(str(folder), "")]
    while folders:
        path, prefix = folders.pop()
        try:
            entries = os.scandir(path)
        except OSError:
            yield f"{prefix}?"
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    yield _stamp(f"{prefix}{entry.name}", status.st_size, status.st_mtime_ns)


def _stamp(path: str, size: int, modified: int) -> str:
    return f"{path}\n{size} {modified}"


def _digest(stamps: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(stamps).encode("utf-8", "surrogatepass")).hexdigest()
