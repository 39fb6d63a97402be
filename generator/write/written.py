"""What was written: a file with its size and digest, and the manifest of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.manifest import manifest_text
from generator.read import Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"


class Written(NamedTuple):
    """A file of the site as it was written; a tuple, since a cache holds very many of them."""

    path: str
    size: int
    """Bytes."""
    sha256: str
    modified: int
    """Nanoseconds since the epoch, to notice later tampering."""

    @property
    def stamp(self) -> Stamp:
        """What the file system says of the file."""
        return Stamp(self.size, self.modified)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site says of itself: every file with its size and SHA-256."""

    written: Mapping[str, Written]
    version: str
    """Of the program."""
    draft: bool = False

    @property
    def content(self) -> bytes:
        """The manifest as it is written, in order of path."""
        files = ((path, file.size, file.sha256) for path, file in sorted(self.written.items()))
        return manifest_text(f"selfeval {self.version}", files, draft=self.draft).encode("utf-8")

    def stands_in(self, output: Path) -> bool:
        """Whether the last site carries exactly this manifest."""
        try:
            return (output / MANIFEST).read_bytes() == self.content
        except OSError:
            return False


def is_intact(output: Path, written: Written) -> bool:
    """Whether a file of the last site is still as it was written."""
    return is_as(output, written.path, written.stamp)


def is_as(folder: Path, path: str, stamp: tuple[int, int]) -> bool:
    """Whether a file in a folder still has its stamp."""
    return stamp_of(f"{folder}/{path}") == stamp
