"""The steps of a build that the pipeline strings together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator import __version__
from generator.cache import Memory, ProjectMemory, began_at, save_memory
from generator.check import apply_exemptions, check_across
from generator.pipeline.content import dependencies, shares_of
from generator.pipeline.options import Progress
from generator.pipeline.project import TEMPLATE, Batch, Done, build_batch
from generator.pipeline.projects import Projects
from generator.pipeline.spread import batches, open_executor, spread, worthwhile_jobs
from generator.read import content_digest
from generator.write import Manifest, is_intact

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence

    from generator.check import Findings
    from generator.load import Frame, ProjectFolder
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.pipeline.content import Content, Stationery
    from generator.pipeline.options import Options
    from generator.pipeline.sheets import Sheets
    from generator.pipeline.work import Work
    from generator.plan import Plan
    from generator.tabulate import Tables
    from generator.write import Written


def build_projects(work: Work) -> Projects:
    """Return what comes of every project; unchanged ones are taken from memory.

    The bytes of the others go straight to the stage, so that memory stays flat.
    """
    closure = work.paper.theme.closure(TEMPLATE)

    def depends(identity: ProjectId, entry: Entry | None) -> str:
        return dependencies(identity, entry, work.content, work.paper.setting, closure)

    kept: dict[ProjectId, ProjectMemory] = {}
    stale: list[ProjectFolder] = []
    for identity, folder in work.content.layout.projects.items():
        memory = None if work.options.full else _recall(work, folder, depends)
        if memory is None:
            stale.append(folder)
        else:
            kept[identity] = memory
    fresh: dict[ProjectId, ProjectMemory] = {}
    for done in make_projects(work.options, work.frame, work.paper, stale):
        written = tuple(work.stage.put(path, page) for path, page in done.files)
        folder = work.content.layout.projects[done.identity]
        fresh[done.identity] = _remember(done, folder, depends(done.identity, done.entry), written)
    memories = dict(sorted((kept | fresh).items()))
    return Projects(label=work.content.label, memories=memories, fresh=frozenset(fresh))


def check_projects(options: Options, content: Content) -> Projects:
    """Return what comes of every project without making any page."""
    folders = content.layout.projects
    done = make_projects(options, content.frame, None, tuple(folders.values()))
    found = sorted(done, key=lambda project: project.identity)
    memories = {d.identity: _remember(d, folders[d.identity], "", ()) for d in found}
    return Projects(label=content.label, memories=memories)


def judge(content: Content, projects: Projects, tables: Tables, today: datetime.date) -> Findings:
    """Return every problem of every file, after the exceptions of the site."""
    across = check_across(
        tables,
        content.frame,
        content.layout.projects,
        content.label,
        complete=projects.complete,
    )
    found = (*content.problems, *projects.problems, *across)
    return apply_exemptions(found, content.frame, today)


def _recall(
    work: Work,
    folder: ProjectFolder,
    depends: Callable[[ProjectId, Entry | None], str],
) -> ProjectMemory | None:
    """Return what is known of a project, if nothing that its page depends on has changed."""
    options, memory = work.options, work.known.projects.get(folder.identity)
    if memory is None or memory.entry is None:
        return None
    if memory.depends != depends(folder.identity, memory.entry):
        return None
    if not all(is_intact(options.output, file) for file in memory.files):
        return None
    if memory.stamps == folder.files and not _is_recent(options, folder):
        return memory
    if content_digest(options.content, folder.files) != memory.content:
        return None
    return replace(memory, stamps=folder.files)


def _is_recent(options: Options, folder: ProjectFolder) -> bool:
    """Whether a file may have changed again within the clock tick that its stamp shows."""
    began = began_at(options.memory)
    return began is None or any(
        stamp.modified >= began - CLOCK_TICK for stamp in folder.files.values()
    )


CLOCK_TICK = 20_000_000
"""Nanoseconds within which two writes may carry one time stamp."""


def make_projects(
    options: Options,
    frame: Frame,
    paper: Stationery | None,
    folders: Sequence[ProjectFolder],
) -> Iterator[Done]:
    """Yield what comes of `folders`, over as many processes as the build may use.

    Without stationery the projects are checked only.
    """
    if not folders:
        return
    jobs = options.jobs or worthwhile_jobs(len(folders))
    tasks = (_batch(options, frame, paper, tuple(part)) for part in batches(folders, jobs))
    done = 0
    with open_executor(jobs) as executor:
        for answer in spread(build_batch, tasks, executor, jobs):
            done += len(answer)
            options.progress(Progress(done, len(folders)))
            yield from answer


def _batch(
    options: Options, frame: Frame, paper: Stationery | None, folders: tuple[ProjectFolder, ...]
) -> Batch:
    return Batch(
        root=options.content,
        folders=folders,
        shares=dict(shares_of(folders, frame)),
        themes=options.themes,
        language=options.language or frame.site.language.value,
        stylesheet=paper.setting.stylesheet if paper else "",
        prose=paper.setting.prose if paper else (),
        draft=options.draft,
        preview=options.preview,
        render=paper is not None,
    )


def _remember(
    done: Done, folder: ProjectFolder, depends: str, written: tuple[Written, ...]
) -> ProjectMemory:
    return ProjectMemory(
        stamps=folder.files,
        content=done.content,
        depends=depends,
        entry=done.entry,
        withheld=done.withheld,
        problems=done.problems,
        files=written,
        rows=done.rows,
    )


def publish(work: Work, plan: Plan, projects: Projects, sheets: Sheets) -> int | None:
    """Exchange the staged site with the last one and return how many files were removed.

    Returns None where nothing changed, so that nothing needs to be published.
    """
    own = [file for memory in projects.memories.values() for file in memory.files]
    every = {file.path: file for file in own} | {p: w for p, (_, w) in sheets.files.items()}
    written = {path: every[path] for path in plan.files}
    last = {file.path for memory in work.known.projects.values() for file in memory.files}
    last |= set(work.known.files)
    staged = {file.path for name in projects.fresh for file in projects.memories[name].files} | {
        path for path, entry in sheets.files.items() if work.known.files.get(path) != entry
    }
    made = Manifest(written, __version__, draft=work.options.draft)
    if not staged and made.stands_in(work.options.output):
        return None
    for path in written:
        if path not in staged:
            work.stage.keep(path)
    work.stage.check(every[path] for path in staged.intersection(written))
    work.stage.publish(made)
    return len(last - set(written))


def remember(work: Work, projects: Projects, sheets: Sheets) -> bool:
    """Keep what this build knew for the next one, and tell whether that could be done."""
    memory = Memory(projects=projects.memories, files=sheets.files)
    return save_memory(work.memory, work.program, memory, work.began)
