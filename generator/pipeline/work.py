"""What every step of one build works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cache import MEMORY, Loss, Memory, load_memory
from generator.pipeline.content import open_stationery
from generator.write import stands

if TYPE_CHECKING:
    from pathlib import Path

    from generator.load import Frame
    from generator.pipeline.content import Content, Stationery
    from generator.pipeline.options import Options
    from generator.standing import Seen
    from generator.write import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What every step of one build works with."""

    options: Options
    content: Content
    paper: Stationery
    program: str
    """Digest of this program."""
    cache: Path
    """Where the cache lies, found before the output (perhaps the working folder) is replaced."""
    known: Memory
    """What the last build knew."""
    loss: Loss | None
    """Why that is nothing, where it should have been something."""
    stage: Stage
    began: int
    """When the build began to look at the content, in nanoseconds by the disk's clock."""

    @property
    def frame(self) -> Frame:
        """What projects share."""
        return self.content.frame


def open_work(options: Options, content: Content, stage: Stage, seen: Seen) -> Work:
    """Return everything that the steps of a build work with."""
    known = load_memory(options.cache / MEMORY, seen.program)
    return Work(
        options=options,
        content=content,
        paper=open_stationery(options, content.frame, seen.program),
        program=seen.program,
        cache=options.cache.absolute(),
        known=known if isinstance(known, Memory) else Memory(),
        loss=known if isinstance(known, Loss) and _was_wanted(options, known) else None,
        stage=stage,
        began=seen.began,
    )


def _was_wanted(options: Options, loss: Loss) -> bool:
    """Whether anybody misses the cache: nobody does on a first build, or when all is made anew."""
    return not options.full and (loss is not Loss.MISSING or stands(options.output))
