"""The files that people and machines take away: declared, then made from what the tiers left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from generator import urls
from generator.exports.columns import Listed
from generator.exports.feed import feed
from generator.exports.files import JSON_LINES, PROJECTS, Weighed, data_files
from generator.exports.linked import dataset
from generator.exports.news import corrections, document_corrections, publications
from generator.exports.package import data_package
from generator.exports.sitemap import sitemap_files
from generator.i18n import N_
from generator.model.identity import DocumentId
from generator.pipeline.sheets import Sheet, Sheets, page_sheet, plain_sheet, recall
from generator.pipeline.tables import Edition, lay_edition, read_record
from generator.plan import Declared
from generator.render import draw
from generator.theme import digest
from generator.views.downloads import view_dictionary, view_downloads

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from generator.exports.feed import News
    from generator.exports.files import DataFile
    from generator.model.entry import Entry
    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.tabulate import Tables
    from generator.write import Written

SOURCE = N_("数据下载")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """The files that are given away, before they are made."""

    editions: tuple[tuple[Edition, Mapping[str, Declared]], ...]
    """Data files, and how each of them is declared, by path."""
    sheets: tuple[Sheet, ...]
    """The pages and descriptions of data files; they tell the sizes of these."""

    @property
    def declared(self) -> Iterator[Declared]:
        """Every file of it, with the digest of what it is made of."""
        for _, files in self.editions:
            yield from files.values()
        yield from (sheet.declared for sheet in self.sheets)


def plan_exports(
    work: Work, tables: Tables, projects: Projects, sheets: Sequence[Sheet]
) -> Exports:
    """Return the data files with the pages about them; `sheets`: every other of the site tier."""
    exports = _Exports(work, tables, projects)
    editions = tuple(exports.editions())
    own = tuple(exports.pages([file for _, files in editions for file in files.values()]))
    return Exports(
        editions=editions, sheets=(*own, *exports.feeds(), *exports.sitemaps((*sheets, *own)))
    )


def begin_editions(
    work: Work, exports: Exports, executor: Executor
) -> Sequence[Future[tuple[Written, ...]]]:
    """Hand out the data files whose inputs changed; each future tells what was written."""
    handed = []
    for edition, declared in exports.editions:
        stale = [f for f in edition.files if recall(work, declared[f.path]) is None]
        if stale:
            task = replace(edition, files=tuple(stale))
            handed.append(executor.submit(lay_edition, task))
    return handed


def end_editions(
    work: Work, exports: Exports, handed: Iterable[Future[tuple[Written, ...]]]
) -> Sheets:
    """Wait for the data files that were handed out, and return all of them as written."""
    fresh = {file.path: file for future in handed for file in future.result()}
    every = [file for _, files in exports.editions for file in files.values()]
    found = ((d, fresh.get(d.path) or recall(work, d)) for d in every)
    return Sheets(files={d.path: (d.digest, file) for d, file in found if file}, rendered=0)


@dataclass(frozen=True, slots=True)
class _Exports:
    """What the exports of one build are made of."""

    work: Work
    entries: Tables
    projects: Projects

    @property
    def files(self) -> Sequence[DataFile]:
        """Every data file there will be, the newest year first."""
        years = self.entries.by_year
        return data_files(
            {year: len(group) for year, group in years.items()},
            {year: sum(entry.indicators for entry in group) for year, group in years.items()},
        )

    def editions(self) -> Iterator[tuple[Edition, Mapping[str, Declared]]]:
        """Yield the data files year by year, each with its digest; JSON Lines first."""
        years = self.entries.by_year
        facts = {year: self._facts_digest(year) for year in years}
        rows = {year: self._rows_digest(year) for year in years}
        found = sorted(self.files, key=lambda file: (file.year, file.ending != JSON_LINES))
        for year, files in groupby(found, key=lambda file: file.year):
            own = tuple(files)
            shared = [facts[year]] if year else [*facts.values()]
            declared = {
                file.path: _declared(
                    file.path, *shared, *([] if file.table == PROJECTS else [rows[year]])
                )
                for file in own
            }
            listed = tuple(map(self._listed, self._of(year)))
            yield Edition(files=own, listed=listed, stage=self.work.stage), declared

    def pages(self, tables: Sequence[Declared]) -> Iterator[Sheet]:
        """Yield the pages about the data files, and the files that describe them to machines."""
        work, setting = self.work, self.work.paper.setting
        inputs = (*(table.digest for table in tables), repr(setting.site))
        package, linked = (
            _declared(urls.DATA_PACKAGE, *inputs),
            _declared(urls.DATASET, *inputs, repr(self._regions)),
        )
        yield Sheet(package, lambda: (data_package(setting.site, self._weigh()), ()), is_page=False)
        yield Sheet(
            linked,
            lambda: (dataset(setting.site, self._weigh(), self._regions), ()),
            is_page=False,
        )
        theme = work.paper.theme
        dictionary = view_dictionary(setting)
        yield page_sheet(work, urls.DICTIONARY, "pages/dictionary.html", dictionary, SOURCE)
        template = "pages/downloads.html"
        shown = (theme.closure(template), repr(setting), str(self._latest), *inputs)
        yield Sheet(
            _declared(urls.DOWNLOADS, *shown), partial(self._downloads, template), is_page=True
        )

    def feeds(self) -> Iterator[Sheet]:
        """Yield the feed, where the site has an address."""
        setting = self.work.paper.setting
        if setting.feeds:
            base = setting.site.base_address or ""
            language = setting.catalogue.language
            content = feed(setting.site, base, self._news(), language)
            yield plain_sheet(urls.FEED, content, SOURCE)

    def sitemaps(self, sheets: Sequence[Sheet]) -> Iterator[Sheet]:
        """Yield the site map for search engines, where the site wants to be found."""
        setting = self.work.paper.setting
        if setting.is_listed:
            pages = {sheet.declared.path for sheet in sheets if sheet.is_page} - {urls.NOT_FOUND}
            pages |= {entry.identity.page for entry in self.entries.entries}
            found = sitemap_files(setting.site.base_address or "", sorted(pages))
            for path, content in found.items():
                yield plain_sheet(path, content, SOURCE)

    def _of(self, year: str) -> Sequence[Entry]:
        """Return the entries of a year, or of all, in the order of their addresses."""
        found = self.entries.by_year[year] if year else self.entries.entries
        return sorted(found, key=lambda entry: entry.identity)

    def _listed(self, entry: Entry) -> Listed:
        frame, identity = self.work.frame, entry.identity
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

    def _facts_digest(self, year: str) -> str:
        """Return the digest of all that the table of projects shows of a year."""
        shown = self.projects.memories
        return digest(
            *(
                f"{shown[entry.identity].shown}{self._listed(entry).names!r}".encode()
                for entry in self._of(year)
            )
        )

    def _rows_digest(self, year: str) -> str:
        rows = (self.projects.memories[entry.identity].rows for entry in self._of(year))
        return digest(*(own.encode() for own in rows))

    @property
    def _regions(self) -> tuple[str, ...]:
        units = self.work.frame.units
        return tuple(units[slug].region for slug in self.entries.by_unit if slug in units)

    def _weigh(self) -> tuple[Weighed, ...]:
        stage = self.work.stage
        return tuple(
            Weighed(file, stage.size(file.path), stage.sha256(file.path)) for file in self.files
        )

    @property
    def _latest(self) -> datetime.date | None:
        """The last day on which anything is known to have been published."""
        days = ((e.evaluation_published, e.targets_published) for e in self.entries.entries)
        return max(filter(None, chain.from_iterable(days)), default=None)

    def _news(self) -> Iterator[News]:
        say = self.work.paper.setting.catalogue
        for entry in self.entries.entries:
            listed = self._listed(entry)
            yield from publications(listed, say)
            if entry.corrections:
                yield from corrections(listed, read_record(self.work.stage, entry.identity), say)
        for publication in self.work.frame.publications.values():
            yield from document_corrections(publication, say)

    def _downloads(self, template: str) -> tuple[bytes, tuple[Any, ...]]:
        setting = self.work.paper.setting
        view = view_downloads(self._weigh(), self._latest, setting)
        draft = self.work.options.draft
        return draw(self.work.paper.theme, template, view, urls.DOWNLOADS, draft=draft)


def _declared(path: str, *inputs: str) -> Declared:
    return Declared(path, digest(*(text.encode() for text in inputs)), SOURCE)
