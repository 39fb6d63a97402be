"""What every step of one build works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cache import Loss
from generator.memory import MEMORY, Archive, load_archive
from generator.pipeline.content import open_stationery
from generator.write import is_intact, stands

if TYPE_CHECKING:
    from pathlib import Path

    from generator.load import Frame
    from generator.memory import Memory
    from generator.pipeline.content import Content, Stationery
    from generator.pipeline.options import Options
    from generator.standing import Remains, Seen
    from generator.write import Stage, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What every step of one build works with."""

    options: Options
    content: Content
    paper: Stationery
    seen: Seen
    cache: Path
    """Where the cache lies, found before the output (perhaps the working folder) is replaced."""
    known: Memory
    """What the last build knew, as far as this one needs it."""
    stage: Stage
    left: Remains
    site_stands: bool
    """Whether the whole of the last site is as it was written."""

    def is_intact(self, file: Written) -> bool:
        """Whether a file of the last site is still as it was written."""
        return self.site_stands or is_intact(self.options.output, file)

    @property
    def frame(self) -> Frame:
        """What projects share."""
        return self.content.frame


def open_work(
    options: Options, content: Content, seen: Seen, left: Remains, *, known: Memory, stage: Stage
) -> Work:
    """Return everything that the steps of a build work with."""
    return Work(
        options=options,
        content=content,
        paper=open_stationery(options, content.frame, seen.program),
        seen=seen,
        cache=options.cache.absolute(),
        known=known,
        stage=stage,
        left=left,
        site_stands=left.site_stands(),
    )


def open_archive(options: Options, seen: Seen) -> tuple[Archive, Loss | None]:
    """Return the memory of the last build, and why it is empty where it should not be."""
    archive = load_archive(options.cache / MEMORY, seen.program)
    if isinstance(archive, Archive):
        return archive, None
    return Archive(), archive if _was_wanted(options, archive) else None


def _was_wanted(options: Options, loss: Loss) -> bool:
    """Whether anybody misses the cache: nobody does on a first build, or when all is made anew."""
    return not options.full and (loss is not Loss.MISSING or stands(options.output))
