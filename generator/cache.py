"""The cache: what the last build knew, so that the next one does only what changed.

It is advice, never truth: a cache that is missing, truncated, altered or from another program is
ignored, which costs time only, and every kept file is compared with what was written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.problem import Problem
    from generator.read import Stamp
    from generator.write import Written

MEMORY = "memory"
"""The file of the cache that keeps what the last build knew."""
MAGIC = b"selfeval-cache-1\n"


class ProjectMemory(NamedTuple):
    """What the last build knew of one project."""

    stamps: Mapping[str, Stamp]
    content: str
    """Digest of the content of its files."""
    depends: str
    """Digest of everything else its page depends on."""
    entry: Entry | None
    """None for a project that must not be published."""
    withheld: str
    """The name of a project that must not be published; it goes nowhere but here."""
    problems: tuple[Problem, ...]
    files: tuple[Written, ...]
    rows: str
    """Digest of its rows in the tables of indicators; empty without any."""
    shown: str = ""
    """Digest of what other pages show of its entry."""


class Viewed(NamedTuple):
    """What the last build knew of the view of a page."""

    key: str
    """Digest of all that the view is made of, or more."""
    digest: str
    """Digest of the view itself."""
    source: str
    """What declares the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the last build knew."""

    projects: Mapping[ProjectId, ProjectMemory] = field(default_factory=dict)
    files: Mapping[str, tuple[str, Written]] = field(default_factory=dict)
    """Of every site page and asset: digest of its inputs, and how it was written."""
    views: Mapping[str, Viewed] = field(default_factory=dict)
    """Of every page of the site tier."""
    apart: frozenset[str] = frozenset()
    """The files in which the site before the last differs from the last."""

    def written(self, path: str) -> Written | None:
        """Return how a file of the site tier was written; None for one that was not."""
        known = self.files.get(path)
        return known[1] if known else None


class Loss(Enum):
    """Why nothing that the last build knew can be used, in words for people."""

    MISSING = N_("不见了")
    UNREADABLE = N_("读不出来")
    FOREIGN = N_("不是这个版本的程序写的")
    DAMAGED = N_("不完整或已损坏")


def program_digest() -> str:
    """Return the digest of this program, so that another version trusts nothing of this one.

    Python and the installed packages are part of it: they shape pages, and what a pickle means.
    """
    total = hashlib.sha256("\n".join((sys.version, *sorted(_packages()))).encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _packages() -> Iterator[str]:
    """Yield the name and version of every installed package, as its folder says them."""
    for folder in sys.path:
        if Path(folder).is_dir():
            yield from (path.name for path in Path(folder).glob("*.*-info"))


def load_memory(path: Path, program: str) -> Memory | Loss:
    """Return what the last build knew, or why nothing of it can be used."""
    known = load_sealed(path, program)
    return known if isinstance(known, (Memory, Loss)) else Loss.DAMAGED


def load_sealed(path: Path, program: str) -> object | Loss:
    """Return what this very program kept at `path`, or why it cannot be used."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Loss.MISSING
    except OSError:
        return Loss.UNREADABLE
    head = _head(program)
    if not content.startswith(head):
        return Loss.FOREIGN if content.startswith(MAGIC) else Loss.DAMAGED
    seal, body = content[len(head) : len(head) + 32], content[len(head) + 32 :]
    if hashlib.sha256(body).digest() != seal:
        return Loss.DAMAGED
    try:
        return pickle.loads(body)  # type: ignore[no-any-return]  # noqa: S301  sealed above; written by this very program
    except Exception:  # noqa: BLE001  whatever a pickle may stumble over, a cache is never fatal
        return Loss.DAMAGED


def save_sealed(path: Path, program: str, known: object, began: int) -> bool:
    """Keep something that this build knew for the next one, and tell whether the disk let it.

    `began`: when the build began to look at the content, in nanoseconds. The site is published by
    then; without a cache the next build only takes longer.
    """
    body = pickle.dumps(known, protocol=pickle.HIGHEST_PROTOCOL)
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(_head(program) + hashlib.sha256(body).digest() + body)
        os.utime(partial, ns=(began, began))
        partial.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        return False
    return True


def began_at(path: Path) -> int | None:
    """Return when the last build began to look at the content, in nanoseconds since the epoch."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _head(program: str) -> bytes:
    return MAGIC + program.encode() + b"\n"
