"""The plan: every file that will exist is declared before anything is published.

A declaration says which path, made of what (a digest of exactly what the file depends on), and
who declares it. Two declarations of one path are a problem that names both.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.problem import Family, Kind, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.problem import Problem

COLLISION = Kind(
    code="U107",
    slug="output-collision",
    family=Family.PUBLICATION,
    severity=Severity.ERROR,
    message=N_("有不止一处内容要写到 {path}：{sources}"),
    hint=N_("给其中一处改名"),
    why=N_("两页写到同一地址，后写的会盖掉先写的。"),
    bad="pages/projects.md 与 全部项目 都写到 projects/index.html",
    good="pages/project-notes.md",
)
KINDS = (COLLISION,)


@dataclass(frozen=True, slots=True)
class Declared:
    """One file that will exist."""

    path: str
    """Inside the site, with forward slashes."""
    digest: str
    """SHA-256 of everything the file depends on."""
    source: str
    """What declares it: a content path, or the name of a page kind."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of the site, by path."""

    files: Mapping[str, Declared]


def make_plan(declared: Iterable[Declared]) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the plan and every collision in it, each with all its sources."""
    by_path: dict[str, list[Declared]] = defaultdict(list)
    for file in declared:
        by_path[file.path.casefold()].append(file)
    problems = [_collision(files) for files in by_path.values() if len(files) > 1]
    problems += _files_as_folders(by_path)
    files = {files[0].path: files[0] for _, files in sorted(by_path.items())}
    return Plan(files), tuple(problems)


def _collision(files: list[Declared]) -> Problem:
    sources = sorted({file.source for file in files})
    shown = "、".join(sources)
    return COLLISION.at(Location(_blamed(sources)), path=files[0].path, sources=shown)


def _blamed(sources: list[str]) -> str:
    """Return the source to show first: content, which a writer can rename."""
    return next((source for source in sources if "/" in source), sources[0])


def _files_as_folders(by_path: Mapping[str, list[Declared]]) -> Iterator[Problem]:
    """Yield a problem for every file that another file needs as its folder."""
    torn = {folder for folder in _folders(by_path) if folder in by_path}
    for path, files in by_path.items() if torn else ():
        parts = path.split("/")
        for length in range(1, len(parts)):
            folder = "/".join(parts[:length])
            if folder in torn:
                yield _collision([by_path[folder][0], files[0]])


def _folders(paths: Iterable[str]) -> set[str]:
    """Return every folder that one of the paths lies in."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
