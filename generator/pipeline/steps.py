"""The steps of a build that the pipeline strings together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.cache import began_at
from generator.check import apply_exemptions, check_across
from generator.memory import MEMORY, ProjectMemory
from generator.pipeline.content import dependencies
from generator.pipeline.options import Progress
from generator.pipeline.project import TEMPLATE, Batch, Done, build_batch
from generator.pipeline.projects import Projects
from generator.pipeline.spread import InProcess, batches, open_executor, spread, worthwhile_jobs
from generator.read import content_digest
from generator.standing import CLOCK_TICK
from generator.theme import digest

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from generator.check import Findings
    from generator.load import Frame, ProjectFolder
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.pipeline.content import Content, Stationery
    from generator.pipeline.options import Options
    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.tabulate import Tables
    from generator.write import Stage, Written


def build_projects(work: Work, executor: Executor) -> Projects:
    """Return what comes of every project; unchanged ones are taken from memory.

    The others are written to the stage as soon as they are made, so that memory stays flat.
    """
    closure = work.paper.theme.closure(TEMPLATE)
    depends = dependencies(work.content, work.paper.setting, closure).of
    settled = (began_at(work.cache / MEMORY) or 0) - CLOCK_TICK
    kept: dict[ProjectId, ProjectMemory] = {}
    stale: list[ProjectFolder] = []
    for identity, folder in work.content.layout.projects.items():
        memory = None if work.options.full else _recall(work, folder, depends, settled)
        if memory is None:
            stale.append(folder)
        else:
            kept[identity] = memory
    fresh: dict[ProjectId, ProjectMemory] = {}
    for done in make_projects(
        work.options, work.frame, executor, stale, paper=work.paper, stage=work.stage
    ):
        written = (*done.written, *(work.stage.put(path, page) for path, page in done.files))
        folder = work.content.layout.projects[done.identity]
        fresh[done.identity] = remembered(done, folder, depends(done.identity, done.entry), written)
    memories = dict(sorted((kept | fresh).items()))
    return Projects(label=work.content.label, memories=memories, fresh=frozenset(fresh))


def check_projects(options: Options, content: Content) -> Projects:
    """Return what comes of every project without making any page."""
    folders = content.layout.projects
    with open_executor(options.jobs or worthwhile_jobs(len(folders))) as executor:
        done = make_projects(options, content.frame, executor, tuple(folders.values()))
        found = sorted(done, key=lambda project: project.identity)
    memories = {d.identity: remembered(d, folders[d.identity], "", ()) for d in found}
    return Projects(label=content.label, memories=memories)


def look_across(content: Content, projects: Projects, tables: Tables) -> tuple[Problem, ...]:
    """Return the problems that only show when projects are seen together."""
    folders, complete = content.layout.projects, projects.complete
    return tuple(check_across(tables, content.frame, folders, content.label, complete=complete))


def judge(content: Content, found: Sequence[Problem], today: datetime.date) -> Findings:
    """Return every problem of every file, after the exceptions of the site.

    `found`: those of projects, and of projects seen together.
    """
    return apply_exemptions((*content.problems, *found), content.frame, today)


def _recall(
    work: Work,
    folder: ProjectFolder,
    depends: Callable[[ProjectId, Entry | None], str],
    settled: int,
) -> ProjectMemory | None:
    """Return what is known of a project, if nothing that its page depends on has changed.

    `settled`: from when on a file may have changed again without its stamp showing it.
    """
    options, memory = work.options, work.known.projects.get(folder.identity)
    if memory is None or memory.entry is None:
        return None
    if memory.depends != depends(folder.identity, memory.entry):
        return None
    if not all(work.is_intact(file) for file in memory.files):
        return None
    is_recent = any(stamp.modified >= settled for stamp in folder.files.values())
    if memory.stamps == folder.files and not is_recent:
        return memory
    if content_digest(options.content, folder.files) != memory.content:
        return None
    return memory._replace(stamps=folder.files)


def make_projects(
    options: Options,
    frame: Frame,
    executor: Executor,
    folders: Sequence[ProjectFolder],
    *,
    paper: Stationery | None = None,
    stage: Stage | None = None,
) -> Iterator[Done]:
    """Yield what comes of `folders`: of a few in this process, of many by way of `executor`.

    Without stationery the projects are checked only. Workers write to the stage; without one, and
    on other machines, the bytes of the files come back.
    """
    if not folders:
        return
    if options.cluster:
        from generator.pipeline.cluster import build_on_cluster as make  # noqa: PLC0415  few have one
    else:
        make = partial(build_here, executor=executor)
    batch = partial(batch_of, options, frame, paper, None if options.cluster else stage)
    done = 0
    for answer in make(options, folders, batch):
        done += len(answer)
        options.progress(Progress(done, len(folders)))
        yield from answer


def build_here(
    options: Options,
    folders: Sequence[ProjectFolder],
    batch: Callable[[Sequence[ProjectFolder]], Batch],
    executor: Executor,
) -> Iterator[tuple[Done, ...]]:
    """Yield what comes of `folders`, made by processes of this machine."""
    jobs = options.jobs or worthwhile_jobs(len(folders))
    maker = executor if jobs > 1 else InProcess()
    yield from spread(build_batch, map(batch, batches(folders, jobs)), maker, jobs)


def batch_of(
    options: Options,
    frame: Frame,
    paper: Stationery | None,
    stage: Stage | None,
    folders: Sequence[ProjectFolder],
) -> Batch:
    """Return projects with what they need; without a stage, the bytes of their files come back."""
    return Batch(
        root=options.content,
        folders=tuple(folders),
        shares=frame.shares(folder.identity for folder in folders),
        themes=options.themes,
        language=options.language or frame.site.language.value,
        stylesheet=paper.setting.stylesheet if paper else "",
        prose=paper.setting.prose if paper else (),
        draft=options.draft,
        preview=options.preview,
        render=paper is not None,
        stage=stage,
        keeping=paper.keeping if paper and stage else None,
    )


def remembered(
    done: Done, folder: ProjectFolder, depends: str, written: tuple[Written, ...]
) -> ProjectMemory:
    """Return what the next build has to know of a project.

    `depends`: the digest of everything else that its page depends on; `written`: its files.
    """
    return ProjectMemory(
        stamps=folder.files,
        content=done.content,
        depends=depends,
        entry=done.entry,
        withheld=done.withheld,
        problems=done.problems,
        files=written,
        rows=done.rows,
        shown=digest(repr(done.entry._replace(sentences=b"")).encode()) if done.entry else "",
    )
