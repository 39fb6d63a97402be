"""An edit that shows on the pages of its own project only: nothing else is looked at.

Most edits while somebody writes are of this kind: other words in a narrative. The files of the
project are made anew; where all that other pages show of it is as it was, these stay, and only the
index learns the new words. Whatever else an edit touches goes the whole way, as if this module
were not there; rows of random edits are held against cold builds by the tests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.cache import began_at
from generator.check import revise_reuse
from generator.manifest import file_text
from generator.memory import MEMORY, Basis, Memory, plain
from generator.model.identity import project_of
from generator.pipeline.content import read_share
from generator.pipeline.index import Index, begin_index, end_index
from generator.pipeline.options import Report
from generator.pipeline.publish import keep, without_findings
from generator.pipeline.report import amended_report
from generator.pipeline.sheets import Sheets, make_sheets, plain_sheet
from generator.pipeline.spread import InProcess
from generator.pipeline.steps import judge, make_projects, remembered
from generator.pipeline.work import open_work
from generator.read import content_digest, read_bytes
from generator.search.volume import ROOT, make_volume, revised_root
from generator.standing import CLOCK_TICK
from generator.theme.faults import BrokenTemplateError
from generator.write import MANIFEST, Change, is_as

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.memory import Archive, ProjectMemory
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.pipeline.options import Options
    from generator.pipeline.work import Work
    from generator.search.volume import Volume
    from generator.standing import Remains, Seen
    from generator.write import Published, Stage, Written

MOST = 16
"""Projects edited at once, beyond which the whole way is hardly longer."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Projects whose files may have changed, where nothing else did."""

    basis: Basis
    last: Report
    """What the last build reported, besides problems."""
    projects: Collection[ProjectId]


def amend(
    options: Options, seen: Seen, left: Remains, archive: Archive, stage: Stage
) -> Report | None:
    """Publish an edit that shows on the pages of its own projects only.

    Returns None, with an empty stage, where there is more to do.
    """
    edit = _find_edit(options, seen, archive.basis)
    if edit is None:
        return None
    units = {name.unit for name in edit.projects}
    known = archive.read(units, volumes={name.year for name in edit.projects})
    content = read_share(options, seen, edit.projects, edit.basis.shared)
    try:
        work = open_work(options, content, seen, left, known=known, stage=stage)
        report = _amend(work, archive, edit)
    except BrokenTemplateError:
        report = None  # the whole way says which, and blocks
    if report is None:
        stage.clear()
    return report


def _find_edit(options: Options, seen: Seen, basis: Basis | None) -> Edit | None:
    """Return the edit since the last build; None where more than files of projects changed."""
    if basis is None or options.full or options.cluster or basis.around != seen.around:
        return None
    now, last = seen.inventory.files, basis.content
    if now.keys() != last.keys() or seen.problems or not isinstance(basis.report, Report):
        return None
    settled = (began_at(options.cache / MEMORY) or 0) - CLOCK_TICK
    changed = (p for p, stamp in now.items() if stamp != last[p] or stamp.modified >= settled)
    projects = {project_of(path) for path in changed}
    if not 0 < len(projects) <= MOST or None in projects:
        return None
    return Edit(basis, basis.report, sorted(name for name in projects if name))


def _amend(work: Work, archive: Archive, edit: Edit) -> Report | None:
    made = _make(work, edit)
    if made is None:
        return None
    volumes = _revised_volumes(work, made)
    index = _reindex(work, volumes)
    if index is None or index.problems:
        return None
    across = tuple(revise_reuse(edit.basis.across, _by_unit(work, made), work.content.label))
    own = {name: memory.problems for name, memory in made.items()}
    problems = {name: p for name, p in sorted({**edit.basis.problems, **own}.items()) if p}
    found = *(p for each in problems.values() for p in each), *across
    findings = judge(work.content, found, work.options.today)
    told = problems == edit.basis.problems and set(across) == set(edit.basis.across)
    if (findings.blocked and not work.options.draft) or (work.options.draft and not told):
        return None
    published = _publish(work, edit, made, index)
    if published is None:
        return None
    report = amended_report(edit.last, findings, len(made))
    basis = replace(
        edit.basis,
        content=plain(work.seen.inventory.files),
        site=plain(published.files),
        problems=problems,
        across=across,
        report=without_findings(report),
    )
    memory = Memory(
        projects={**work.known.projects, **made},
        files={**work.known.files, **index.files},
        views=work.known.views,
        volumes={volume.name: volume for volume in volumes},
        apart=published.apart,
        basis=basis,
    )
    return keep(work, archive.revised(memory), published, report)


def _make(work: Work, edit: Edit) -> dict[ProjectId, ProjectMemory] | None:
    """Return what came of the edited projects; None without any, or where other pages show it."""
    known, layout = work.known.projects, work.content.layout.projects
    if not all(name in known for name in edit.projects):
        return None
    edited = [
        layout[name]
        for name in edit.projects
        if content_digest(work.options.content, layout[name].files) != known[name].content
    ]
    made: dict[ProjectId, ProjectMemory] = {}
    for done in make_projects(
        work.options, work.frame, InProcess(), edited, paper=work.paper, stage=work.stage
    ):
        before = known[done.identity]
        memory = remembered(done, layout[done.identity], before.depends, done.written)
        if not _shows_alike(before, memory):
            return None
        made[done.identity] = memory
    return made or None


def _shows_alike(before: ProjectMemory, now: ProjectMemory) -> bool:
    """Whether other pages, lists and tables show the same of a project as before.

    A project with corrections is also in the news, which tell what was corrected.
    """
    if before.entry is None or now.entry is None or now.entry.corrections:
        return False
    same = before.shown == now.shown and before.rows == now.rows
    return same and [file.path for file in before.files] == [file.path for file in now.files]


def _revised_volumes(work: Work, made: Mapping[ProjectId, ProjectMemory]) -> tuple[Volume, ...]:
    """Return the volumes of the index whose texts changed."""
    fresh = {file.path: file.sha256 for memory in made.values() for file in memory.files}
    revised = []
    for volume in work.known.volumes.values():
        items = [
            item._replace(sha256=fresh[item.text]) if item.text in fresh else item
            for item in volume.items
        ]
        revised.append(make_volume(volume.name, volume.year, items))
    return tuple(v for v in revised if v.digest != work.known.volumes[v.name].digest)


def _reindex(work: Work, volumes: tuple[Volume, ...]) -> Sheets | None:
    """Return the shards of these volumes, new or as they were; None where they cannot be told."""
    named = work.known.written(ROOT)
    if not volumes:
        return Sheets(files={}, rendered=0)
    if named is None or not work.is_intact(named):
        return None
    known = (work.known.volumes[volume.name] for volume in volumes)
    last = {item.text: item.sha256 for volume in known for item in volume.items}
    root = revised_root(read_bytes(work.stage.output, ROOT), volumes)
    made = make_sheets(work, [plain_sheet(ROOT, root, ROOT)])
    begun = begin_index(work, Index(volumes=volumes, sheets=()), InProcess(), last)
    return made.joined(end_index(begun))


def _by_unit(work: Work, made: Mapping[ProjectId, ProjectMemory]) -> Mapping[str, list[Entry]]:
    """Return the entries of every project of the units that were edited."""
    every = {**work.known.projects, **made}
    units: dict[str, list[Entry]] = {name.unit: [] for name in made}
    for name, memory in every.items():
        if name.unit in units and memory.entry is not None and not name.is_overall:
            units[name.unit].append(memory.entry)
    return units


def _publish(
    work: Work, edit: Edit, made: Mapping[ProjectId, ProjectMemory], index: Sheets
) -> Published | None:
    """Publish by way of the spare; None where it, or the last manifest, cannot be trusted."""
    output, site = work.stage.output, dict(edit.basis.site)
    if not is_as(output, MANIFEST, site.pop(MANIFEST)):
        return None
    moved = dict(_moved(work, made, index))
    manifest = read_bytes(output, MANIFEST)
    for path, (last, file) in moved.items():
        told = file_text(path, last.size, last.sha256).encode()
        manifest = manifest.replace(told, file_text(path, file.size, file.sha256).encode())
        site[path] = file.stamp
    change = Change(
        fresh=frozenset(moved),
        gone=frozenset(),
        apart=work.known.apart,
        spare_stands=work.left.spare_stands(),
    )
    return work.stage.revise(manifest, site, change)


def _moved(
    work: Work, made: Mapping[ProjectId, ProjectMemory], index: Sheets
) -> Iterator[tuple[str, tuple[Written, Written]]]:
    """Yield every file that was made anew, as it was written before and now."""
    for name, memory in made.items():
        for last, file in zip(work.known.projects[name].files, memory.files, strict=True):
            yield file.path, (last, file)
    for path, (_, file) in index.files.items():
        before = work.known.written(path)
        if before is not None and before != file:
            yield path, (before, file)
