"""The files that people and machines take away: declared, then made from what the tiers left.

Tables of indicators are read off the JSON of single projects, one after another, so that the
program never holds more than one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from generator import urls
from generator.exports.columns import PROJECT_COLUMNS, Listed, rows_of
from generator.exports.explain import DICTIONARY_COLUMNS, dictionary_rows
from generator.exports.feed import feed
from generator.exports.files import (
    CSV,
    INDICATORS,
    JSON_LINES,
    PROJECTS,
    TABLE_WORDS,
    TABLES,
    Weighed,
    data_files,
)
from generator.exports.linked import dataset
from generator.exports.news import corrections, document_corrections, publications
from generator.exports.package import data_package
from generator.exports.record import indicator_rows
from generator.exports.sitemap import sitemap_files
from generator.exports.table import csv_file, jsonl_file
from generator.exports.workbook import Sheet as Table
from generator.exports.workbook import workbook
from generator.i18n import N_
from generator.model.identity import DocumentId
from generator.pipeline.sheets import Sheet, page_sheet, plain_sheet
from generator.pipeline.site import SitePage
from generator.plan import Declared
from generator.render import draw
from generator.theme import digest
from generator.views.downloads import view_dictionary, view_downloads

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from generator.exports.columns import Row
    from generator.exports.feed import News
    from generator.exports.files import DataFile
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.tabulate import Tables

SOURCE = N_("数据下载")
DICTIONARY_TITLE = "字段说明"
"""The title of a sheet in a workbook, whose headings are Chinese in every language."""


def export_sheets(
    work: Work, tables: Tables, projects: Projects, sheets: Sequence[Sheet]
) -> tuple[Sheet, ...]:
    """Return every data file with the pages about them; `sheets`: every other of the site tier."""
    exports = _Exports(work, tables, projects)
    own = (*exports.tables(), *exports.pages())
    return (*own, *exports.feeds(), *exports.sitemaps((*sheets, *own)))


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

    def tables(self) -> Iterator[Sheet]:
        """Yield every data file; JSON Lines first, which others are made of."""
        years = self.entries.by_year
        facts = {year: self._facts_digest(year) for year in years}
        rows = {year: self._rows_digest(year) for year in years}
        for file in sorted(self.files, key=lambda file: file.ending != JSON_LINES):
            wanted = [facts[file.year]] if file.year else [*facts.values()]
            if file.table != PROJECTS:
                wanted.append(rows[file.year])
            make = partial(self._make, file)
            yield Sheet(_declared(file.path, *wanted), make, is_page=False)

    def pages(self) -> Iterator[Sheet]:
        """Yield the pages about the data, and the files that describe it to machines."""
        work, setting = self.work, self.work.paper.setting
        inputs = (*(sheet.declared.digest for sheet in self.tables()), repr(setting.site))
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
        dictionary = SitePage(
            path=urls.DICTIONARY,
            template="pages/dictionary.html",
            view=view_dictionary(setting),
            source=SOURCE,
        )
        yield page_sheet(work, dictionary, theme.closure(dictionary.template))
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

    def _make(self, file: DataFile) -> tuple[Iterator[bytes] | bytes, tuple[()]]:
        if file.table in TABLES:
            return self._table(file), ()
        sheets = [Table(TABLE_WORDS[t], TABLES[t], self._rows(t, file.year)) for t in TABLES]
        titled = tuple((TABLE_WORDS[table], columns) for table, columns in TABLES.items())
        sheets.append(Table(DICTIONARY_TITLE, DICTIONARY_COLUMNS, dictionary_rows(titled)))
        return workbook(sheets), ()

    def _table(self, file: DataFile) -> Iterator[bytes]:
        if file.ending == CSV:
            return csv_file(TABLES[file.table], self._rows(file.table, file.year))
        if file.table == INDICATORS:
            return jsonl_file(self._indicators(file.year))
        return jsonl_file(self._rows(file.table, file.year))

    def _rows(self, table: str, year: str) -> Iterator[Row]:
        """Yield the rows of a table; indicators come from their JSON Lines, made before."""
        if table == PROJECTS:
            return (rows_of(PROJECT_COLUMNS, self._listed(entry)) for entry in self._of(year))
        path = urls.table_file(INDICATORS, JSON_LINES, year)
        return (orjson.loads(line) for line in self.work.stage.lines(path))

    def _indicators(self, year: str) -> Iterator[Row]:
        for entry in self._of(year):
            yield from indicator_rows(self._record(entry.identity))

    def _record(self, identity: ProjectId) -> Mapping[str, Any]:
        lines = self.work.stage.lines(urls.project_json(identity.folder))
        record: Mapping[str, Any] = orjson.loads(b"".join(lines))
        return record

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
        return digest(*(repr(self._listed(entry)).encode() for entry in self._of(year)))

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
                yield from corrections(listed, self._record(entry.identity), say)
        for publication in self.work.frame.publications.values():
            yield from document_corrections(publication, say)

    def _downloads(self, template: str) -> tuple[bytes, tuple[Any, ...]]:
        setting = self.work.paper.setting
        view = view_downloads(self._weigh(), self._latest, setting)
        draft = self.work.options.draft
        return draw(self.work.paper.theme, template, view, urls.DOWNLOADS, draft=draft)


def _declared(path: str, *inputs: str) -> Declared:
    return Declared(path, digest(*(text.encode() for text in inputs)), SOURCE)
