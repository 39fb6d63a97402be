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
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from generator.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAGIC = b"selfeval-cache-1\n"
SEAL = 32
"""Bytes of the digest between head and body."""


class Loss(Enum):
    """Why nothing that the last build knew can be used, in words for people."""

    MISSING = N_("不见了")
    UNREADABLE = N_("读不出来")
    FOREIGN = N_("不是这个版本的程序写的")
    DAMAGED = N_("不完整或已损坏")


class Sealing:
    """A file that is digested as it is written, so that no part of it is held twice."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.total = file, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        """Write one more piece."""
        self.total.update(piece)
        return self.file.write(piece)


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
    seal, body = content[len(head) : len(head) + SEAL], memoryview(content)[len(head) + SEAL :]
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
    head, partial = _head(program), path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(head + bytes(SEAL))
            sealing = Sealing(file)
            pickle.dump(known, sealing, protocol=pickle.HIGHEST_PROTOCOL)
            file.seek(len(head))
            file.write(sealing.total.digest())
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
