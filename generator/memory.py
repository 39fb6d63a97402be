"""The memory: what the last build knew, in parts that are read only when they are needed.

An edit of one project needs its unit, the year of the index that it stands in and what the site
is made of at large; the parts of other units are then neither read nor written anew.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.cache import Loss, load_sealed, save_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.problem import Problem
    from generator.read import Stamp
    from generator.search.volume import Volume
    from generator.write import Written

MEMORY = "memory"
"""The file of the cache that keeps what the last build knew."""
SITE, BASIS, UNITS, VOLUMES = "site", "basis", "units/", "volumes/"
"""Its parts; those of units and volumes go on with a name."""


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
class Basis:
    """What must be as it was, for an edit to concern single projects only."""

    around: str
    """Digest of all that shapes the site besides content."""
    content: Mapping[str, tuple[int, int]]
    """The stamp of every file of the content folder."""
    site: Mapping[str, tuple[int, int]]
    """The stamp of every file of the site."""
    shared: tuple[Problem, ...]
    """The problems of all that projects share."""
    problems: Mapping[ProjectId, tuple[Problem, ...]]
    """Of each project that has any."""
    across: tuple[Problem, ...]
    """What only showed when projects were seen together."""
    report: object
    """What the build reported, besides problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the last build knew, or as much of it as was asked for."""

    projects: Mapping[ProjectId, ProjectMemory] = field(default_factory=dict)
    files: Mapping[str, tuple[str, Written]] = field(default_factory=dict)
    """Of every site page and asset: digest of its inputs, and how it was written."""
    views: Mapping[str, Viewed] = field(default_factory=dict)
    """Of every page of the site tier."""
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    """The index, by the names of its volumes."""
    apart: frozenset[str] = frozenset()
    """The files in which the site before the last differs from the last."""
    basis: Basis | None = None

    def written(self, path: str) -> Written | None:
        """Return how a file of the site tier was written; None for one that was not."""
        known = self.files.get(path)
        return known[1] if known else None


@dataclass(frozen=True, slots=True)
class Archive:
    """A memory as it lies in the cache: parts by name, unread."""

    parts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def basis(self) -> Basis | None:
        """What must be as it was; None where the last build left none."""
        basis = self._opened(BASIS)
        return basis if isinstance(basis, Basis) else None

    def read(self, units: Iterable[str] | None = None, volumes: Iterable[str] = ()) -> Memory:
        """Return the memory with the projects of some units, or of all, and with some volumes."""
        if SITE not in self.parts:
            return Memory()
        named = self._names(UNITS) if units is None else units
        projects: dict[ProjectId, ProjectMemory] = {}
        for unit in named:
            projects |= self._opened(f"{UNITS}{unit}") or {}
        files, views, apart = self._opened(SITE)
        kept = {name: self._opened(f"{VOLUMES}{name}") for name in volumes}
        return Memory(projects=projects, files=files, views=views, apart=apart, volumes=kept)

    def replaced(self, memory: Memory, known: Memory) -> Archive:
        """Return the archive of a whole memory; parts are taken over where nothing changed.

        `known`: all that was read of this archive.
        """
        last = _by_unit(known.projects)
        own = {
            f"{UNITS}{unit}": self._kept(unit, projects, last.get(unit, {}))
            for unit, projects in _by_unit(memory.projects).items()
        }
        return Archive({**own, **dict(_shared_parts(memory))})

    def revised(self, memory: Memory) -> Archive:
        """Return this archive with everything that a part of a memory says anew."""
        own = {f"{UNITS}{u}": _pickled(own) for u, own in _by_unit(memory.projects).items()}
        return Archive({**self.parts, **own, **dict(_shared_parts(memory))})

    def _kept(
        self,
        unit: str,
        own: Mapping[ProjectId, ProjectMemory],
        last: Mapping[ProjectId, ProjectMemory],
    ) -> bytes:
        """Return the part of a unit: as it lies here, where every project is the one read."""
        same = own.keys() == last.keys() and all(own[name] is last[name] for name in own)
        return self.parts[f"{UNITS}{unit}"] if same else _pickled(own)

    def _names(self, kind: str) -> Iterator[str]:
        return (name.removeprefix(kind) for name in self.parts if name.startswith(kind))

    def _opened(self, name: str) -> Any:  # noqa: ANN401  parts hold what their names say
        return pickle.loads(self.parts[name]) if name in self.parts else None  # noqa: S301  sealed by this very program


def plain(stamps: Mapping[str, Stamp | tuple[int, int]]) -> Mapping[str, tuple[int, int]]:
    """Return stamps as mere pairs, which are read and kept four times as fast."""
    return {path: (size, modified) for path, (size, modified) in stamps.items()}


def load_archive(path: Path, program: str) -> Archive | Loss:
    """Return what the last build knew, or why nothing of it can be used."""
    parts = load_sealed(path, program)
    if isinstance(parts, Loss):
        return parts
    if not isinstance(parts, dict) or not all(isinstance(part, bytes) for part in parts.values()):
        return Loss.DAMAGED
    return Archive(parts)


def save_archive(path: Path, program: str, archive: Archive, began: int) -> bool:
    """Keep what this build knew for the next one; see `save_sealed`."""
    return save_sealed(path, program, archive.parts, began)


def _shared_parts(memory: Memory) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that belong to no unit."""
    yield SITE, _pickled((memory.files, memory.views, memory.apart))
    yield BASIS, _pickled(memory.basis)
    for name, volume in memory.volumes.items():
        yield f"{VOLUMES}{name}", _pickled(volume)


def _by_unit(
    projects: Mapping[ProjectId, ProjectMemory],
) -> Mapping[str, Mapping[ProjectId, ProjectMemory]]:
    found: dict[str, dict[ProjectId, ProjectMemory]] = defaultdict(dict)
    for identity, project in projects.items():
        found[identity.unit][identity] = project
    return found


def _pickled(part: object) -> bytes:
    return pickle.dumps(part, protocol=pickle.HIGHEST_PROTOCOL)
