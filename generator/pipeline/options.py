"""What a build is asked for, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.problem import Severity
from generator.write import beside

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path

    from generator.cache import Loss
    from generator.model.ledger import Outcome
    from generator.problem import Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is."""

    done: int
    of: int


def _silent(_: Progress) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything a build or check depends on besides the content itself."""

    content: Path
    output: Path
    themes: tuple[Path, ...]
    """Theme folders, the first taking precedence."""
    today: datetime.date
    """For exceptions that expire; never printed."""
    language: str | None = None
    """Interface language; None for the one in `site.yaml`."""
    jobs: int = 0
    """Processes; 0 for as many as the work is worth."""
    cluster: str = ""
    """Address of the dask scheduler whose workers make the projects; empty for this machine."""
    full: bool = False
    """Whether to render everything anew."""
    draft: bool = False
    """Whether to show all that can be shown, with its problems, instead of blocking."""
    preview: bool = False
    """Whether pages reload themselves when something changes."""
    progress: Callable[[Progress], None] = field(default=_silent, compare=False)

    @property
    def cache(self) -> Path:
        """Where the cache of this output lies: beside it, never inside."""
        return beside(self.output, "cache")

    @property
    def asked(self) -> tuple[object, ...]:
        """What shapes a site besides content, themes and program."""
        return self.today, self.language, self.draft, self.preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a build or check."""

    problems: tuple[Problem, ...]
    site: str = ""
    """The name of the site."""
    accepted: tuple[Problem, ...] = ()
    """Findings accepted by an exception."""
    projects: int = 0
    withheld: int = 0
    """Projects that must not be published (不予公开)."""
    outcomes: tuple[tuple[Outcome, int], ...] = ()
    not_checked: tuple[str, ...] = ()
    rendered: int = 0
    kept: int = 0
    removed: int = 0
    pages: int = 0
    """Files of the site that are pages."""
    draft: bool = False
    """Whether what was built is a draft, which problems do not block."""
    published: bool = False
    """Whether this build replaced the site; false where nothing had changed or something blocks."""
    loss: Loss | None = None
    """Why nothing that the last build knew could be used, where it was wanted."""
    remembered: bool = True
    """Whether the cache could be written."""

    @property
    def repeated(self) -> Report:
        """What a build says that finds everything as this one left it."""
        kept = self.rendered + self.kept
        said = replace(self, rendered=0, kept=kept, removed=0)
        return replace(said, published=False, remembered=True, loss=None)

    @property
    def blocked(self) -> bool:
        """Whether problems keep the content from being published."""
        return any(problem.blocks for problem in self.problems)

    @property
    def unexplained(self) -> bool:
        """Whether something still wants an explanation; the strict check fails on it."""
        return any(problem.kind.severity is Severity.EXPLAIN for problem in self.problems)
