"""The data files, year by year: declared, then made anew or revised where few projects changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator import urls
from generator.exports.columns import PROJECT_COLUMNS, Listed, row_of
from generator.exports.files import (
    CSV,
    INDICATORS,
    PROJECTS,
    TABLES,
    WORKBOOK,
    XLSX,
    Weighed,
    data_files,
)
from generator.exports.revise import runs_between
from generator.exports.table import csv_heading
from generator.exports.workbook import MOST_ROWS
from generator.i18n import N_
from generator.model.identity import DocumentId
from generator.pipeline.sheets import Sheets, recall
from generator.pipeline.tables import Edition, Revision, lay_edition, revise_edition
from generator.plan import Declared
from generator.theme import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from generator.exports.columns import Row
    from generator.exports.files import DataFile
    from generator.exports.revise import Run
    from generator.load import Frame
    from generator.memory import ProjectMemory
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.tabulate import Tables
    from generator.write import Written

SOURCE = N_("数据下载")
LARGE_EDIT = 4
"""From which part of its projects on the files of a year are made anew: a quarter."""


class Member(NamedTuple):
    """A project among those of its year."""

    listed: Listed
    shown: str
    """Digest of what the table of projects shows of its entry."""
    rows: str
    """Digest of its rows in the table of indicators."""

    def rows_in(self, table: str) -> tuple[str, int]:
        """Return the digest of its rows in a table, and how many these are."""
        return (self.shown, 1) if table == PROJECTS else (self.rows, self.listed.entry.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The data files of a year before they are made."""

    name: str
    files: tuple[DataFile, ...]
    members: Mapping[ProjectId, Member]
    """In the order of their addresses."""

    @property
    def digests(self) -> Mapping[str, str]:
        """The digest of all that goes into the files of each table, and of the workbook."""
        every = self.members.values()
        facts = digest(*(f"{own.shown}{own.listed.names!r}".encode() for own in every))
        rows = digest(*(own.rows.encode() for own in every))
        return {PROJECTS: facts, INDICATORS: rows, WORKBOOK: digest(facts.encode(), rows.encode())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """All data files before they are made."""

    years: tuple[Year, ...]
    whole: tuple[DataFile, ...]
    """Those of all years, which are those of single years one after another."""
    declared: Mapping[str, Declared]
    """How each of them is declared, by path."""

    @property
    def files(self) -> tuple[DataFile, ...]:
        """Every data file there will be, the newest year first."""
        return (*self.whole, *(file for year in self.years for file in year.files))

    def weighed(self, made: Sheets) -> tuple[Weighed, ...]:
        """Return every file with what is known of it now that it is `made`."""
        written = ((file, made.files[file.path][1]) for file in self.files)
        return tuple(Weighed(file, found.size, found.sha256) for file, found in written)


def plan_editions(work: Work, tables: Tables, projects: Projects) -> Editions:
    """Return the data files as they will be; nothing of them is made yet."""
    groups = tables.by_year
    found = data_files(
        {year: len(group) for year, group in groups.items()},
        {year: sum(entry.indicators for entry in group) for year, group in groups.items()},
    )
    years = tuple(
        Year(
            name=year,
            files=tuple(file for file in found if file.year == year),
            members=_members(work.frame, (projects.memories[e.identity] for e in group)),
        )
        for year, group in groups.items()
    )
    digests = {year.name: year.digests for year in years}
    facts = digest(*(own[PROJECTS].encode() for own in digests.values()))
    made_of = ((f.path, digests[f.year][f.table] if f.year else facts) for f in found)
    return Editions(
        years=years,
        whole=tuple(file for file in found if not file.year),
        declared={path: Declared(path, own, SOURCE) for path, own in made_of},
    )


def _members(frame: Frame, memories: Iterable[ProjectMemory]) -> Mapping[ProjectId, Member]:
    """Return the projects that are remembered, in the order of their addresses."""
    found = (
        Member(listed_entry(frame, memory.entry), memory.shown, memory.rows)
        for memory in memories
        if memory.entry is not None
    )
    return dict(sorted((member.listed.entry.identity, member) for member in found))


def listed_entry(frame: Frame, entry: Entry) -> Listed:
    """Return an entry with the names that it only points to."""
    identity = entry.identity
    unit = frame.units.get(identity.unit)
    scheme = frame.schemes.get(entry.scheme or "")
    document = DocumentId(identity.year, identity.unit, entry.document or "")
    publication = frame.publications.get(document)
    return Listed(
        entry=entry,
        unit_name=unit.name if unit else identity.unit,
        region=unit.region if unit else "",
        scheme_name=scheme.name if scheme else "",
        document_title=publication.facts.title if publication else "",
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """Data files of which some are still being made elsewhere."""

    editions: Editions
    handed: tuple[Future[tuple[Written, ...]], ...]
    """Each tells what was written."""


def begin_editions(work: Work, editions: Editions, executor: Executor) -> Begun:
    """Hand out the data files of years whose inputs changed; the projects must have been made."""
    handed: list[Future[tuple[Written, ...]]] = []
    for year in editions.years:
        stale = [f for f in year.files if recall(work, editions.declared[f.path]) is None]
        revisions = list(_revisions(work, year, stale)) if stale else []
        revised = {file for revision in revisions for file in revision.files}
        handed += [executor.submit(revise_edition, revision) for revision in revisions]
        if anew := tuple(file for file in stale if file not in revised):
            rows = tuple(_row(member) for member in year.members.values())
            edition = Edition(files=anew, projects=rows, stage=work.stage)
            handed.append(executor.submit(lay_edition, edition))
    return Begun(editions, tuple(handed))


def end_editions(work: Work, begun: Begun) -> Sheets:
    """Wait for the data files that were handed out, and return all of them as written."""
    editions = begun.editions
    fresh = {file.path: file for future in begun.handed for file in future.result()}
    for file in editions.whole:
        if recall(work, editions.declared[file.path]) is None:
            fresh[file.path] = work.stage.put(file.path, _whole(work, editions, file))
    found = ((d, fresh.get(d.path) or recall(work, d)) for d in editions.declared.values())
    return Sheets(files={d.path: (d.digest, file) for d, file in found if file}, rendered=0)


def _whole(work: Work, editions: Editions, file: DataFile) -> Iterator[bytes]:
    """Yield a file of all years: the heading, then the rows of one year after another."""
    heading = csv_heading(TABLES[file.table]) if file.ending == CSV else b""
    yield heading
    for year in sorted(year.name for year in editions.years):
        path = urls.table_file(file.table, file.ending, year)
        yield work.stage.read(path).removeprefix(heading)


def _row(member: Member) -> Row:
    return row_of(PROJECT_COLUMNS, member.listed)


def _revisions(work: Work, year: Year, stale: Sequence[DataFile]) -> Iterator[Revision]:
    """Yield the revisions of those files that differ from the last build's in some rows only.

    What the last build knew of its projects, with the names they have now, tells whether a file of
    it was made of just that. The workbook is a task of its own: it takes longest.
    """
    memories = (m for identity, m in work.known.projects.items() if identity.year == year.name)
    listed = (m for m in memories if m.entry is not None and not m.entry.is_overall)
    last = Year(name=year.name, files=year.files, members=_members(work.frame, listed))
    digests = last.digests
    fit = [file for file in stale if _is_of(work, file, digests[file.table])]
    if not fit:
        return
    runs = {table: tuple(_runs(table, last.members, year.members)) for table in TABLES}
    changed = max(sum(len(run.projects) for run in found) for found in runs.values())
    if changed * LARGE_EDIT > len(year.members):
        return
    revision = partial(Revision, runs=runs, stage=work.stage)
    if lines := tuple(file for file in fit if file.ending != XLSX):
        yield revision(files=lines)
    books = tuple(file for file in fit if file.ending == XLSX and file.rows <= MOST_ROWS)
    if books and all(run.dropped == run.added for found in runs.values() for run in found):
        yield revision(files=books)


def _is_of(work: Work, file: DataFile, inputs: str) -> bool:
    """Whether a file stands as the last build wrote it, and was made of these inputs."""
    known = None if work.options.full else work.known.files.get(file.path)
    return known is not None and known[0] == inputs and work.is_intact(known[1])


def _runs(
    table: str, last: Mapping[ProjectId, Member], now: Mapping[ProjectId, Member]
) -> Iterator[Run]:
    """Yield what comes after what in a table that was made of `last` and is to be made of `now`."""
    before = {identity: member.rows_in(table) for identity, member in last.items()}
    after = {identity: member.rows_in(table) for identity, member in now.items()}
    return runs_between(before, after, lambda identity: _row(now[identity]))
