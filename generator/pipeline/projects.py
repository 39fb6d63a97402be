"""What came of all projects of a build or check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plan import Declared
from generator.progress import Withheld
from generator.read import says_withheld

if TYPE_CHECKING:
    from pathlib import Path

    from generator.memory import ProjectMemory
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """What came of all projects: their memories, and which of them were made anew."""

    label: str
    """The name of the content folder."""
    memories: dict[ProjectId, ProjectMemory]
    fresh: frozenset[ProjectId] = frozenset()

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """The projects that must not be published."""
        return tuple(
            Withheld(identity, memory.withheld)
            for identity, memory in self.memories.items()
            if memory.withheld
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of every project that may be published."""
        return tuple(m.entry for m in self.memories.values() if m.entry is not None)

    @property
    def shown(self) -> dict[ProjectId, str]:
        """The digest of what other pages show of each entry."""
        return {identity: memory.shown for identity, memory in self.memories.items()}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of every project."""
        return tuple(p for memory in self.memories.values() for p in memory.problems)

    def unlisted(self, root: Path) -> tuple[ProjectId, ...]:
        """The projects that errors keep out of every list, save those that are not public."""
        return tuple(
            identity
            for identity, memory in self.memories.items()
            if memory.entry is None
            and any(problem.blocks for problem in memory.problems)
            and not says_withheld(root, f"{self.label}/{identity.folder}")
        )

    @property
    def complete(self) -> bool:
        """Whether every project could be read; one that is withheld could."""
        return not any(problem.blocks for problem in self.problems)

    @property
    def declared(self) -> tuple[Declared, ...]:
        """Every file that projects put into the site."""
        return tuple(
            Declared(file.path, file.sha256, source)
            for identity, memory in self.memories.items()
            for source in (f"{self.label}/{identity.folder}",)
            for file in memory.files
        )
