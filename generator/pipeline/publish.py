"""The end of a build: the site is published, and what the next build must know is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator import __version__
from generator.memory import MEMORY, Basis, Memory, plain, save_archive
from generator.read import stamps_below
from generator.standing import leave_standing
from generator.write import Change, Manifest, Published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.memory import Archive
    from generator.pipeline.options import Report
    from generator.pipeline.projects import Projects
    from generator.pipeline.sheets import Sheets
    from generator.pipeline.work import Work
    from generator.plan import Plan
    from generator.problem import Problem
    from generator.search.volume import Volume


def publish(work: Work, plan: Plan, projects: Projects, sheets: Sheets) -> Published:
    """Exchange the staged site with the last one, unless nothing changed."""
    own = [file for memory in projects.memories.values() for file in memory.files]
    every = {file.path: file for file in own} | {p: w for p, (_, w) in sheets.files.items()}
    written = {path: every[path] for path in plan.files}
    last = {file.path for memory in work.known.projects.values() for file in memory.files}
    last |= set(work.known.files)
    fresh = {file.path for name in projects.fresh for file in projects.memories[name].files} | {
        path for path, (_, file) in sheets.files.items() if work.known.written(path) != file
    }
    made = Manifest(written, __version__, draft=work.options.draft)
    apart = work.known.apart
    if not fresh and made.stands_in(work.options.output):
        found = stamps_below(work.options.output)
        return Published(files=found, is_new=False, removed=0, apart=apart)
    gone = frozenset(last - written.keys())
    change = Change(
        fresh=frozenset(fresh & written.keys()),
        gone=gone,
        apart=apart,
        spare_stands=work.left.spare_stands(),
    )
    return work.stage.publish(made.content, {p: f.stamp for p, f in written.items()}, change)


def memory_of(
    projects: Projects,
    sheets: Sheets,
    volumes: Sequence[Volume],
    published: Published,
    basis: Basis,
) -> Memory:
    """Return what this build knows."""
    return Memory(
        projects=projects.memories,
        files=sheets.files,
        views=sheets.views,
        volumes={volume.name: volume for volume in volumes},
        apart=published.apart,
        basis=basis,
    )


def basis_of(
    work: Work,
    projects: Projects,
    across: tuple[Problem, ...],
    published: Published,
    report: Report,
) -> Basis:
    """Return what must be as it is for an edit to concern single projects only."""
    return Basis(
        around=work.seen.around,
        content=plain(work.seen.inventory.files),
        site=plain(published.files),
        shared=work.content.problems,
        problems={name: own.problems for name, own in projects.memories.items() if own.problems},
        across=across,
        report=without_findings(report),
    )


def without_findings(report: Report) -> Report:
    """Return what the next build will say if it finds all as it is, besides problems."""
    return replace(report.repeated, problems=(), accepted=())


def keep(work: Work, archive: Archive, published: Published, report: Report) -> Report:
    """Keep what this build knew for the next one; return its report, which tells if that failed."""
    kept = save_archive(work.cache / MEMORY, work.seen.program, archive, work.seen.began)
    leave_standing(work.cache, work.seen, report.repeated, published)
    return replace(report, remembered=kept)
