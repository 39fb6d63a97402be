"""Compiled templates, kept for the next process: compiling takes as long as a hundred pages."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from generator.theme.sources import references, source_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where compiled templates are kept, and for which program."""

    folder: Path
    program: str
    """Digest of the program: another one may compile the same template to other code."""


class KeptCode(FileSystemBytecodeCache):
    """Jinja's cache of compiled templates; advice, like every cache, and never fatal."""

    def __init__(self, keeping: Keeping, spoken: str) -> None:
        super().__init__(str(keeping.folder))
        self.salt = f"{keeping.program} {spoken} "

    def get_source_checksum(self, source: str) -> str:
        """Return what must be the same for the code to be: sources, program and words."""
        return hashlib.sha256(f"{self.salt}{source}".encode()).hexdigest()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return where the code of a template lies; components may be written out in it."""
        named = sorted(set(references(source)))
        parts = (f"{other} {source_of(environment, other)}" for other in named)
        return super().get_bucket(environment, name, filename, "\0".join((source, *parts)))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the code of a template, where there is any that can be read."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, where the disk lets it."""
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
