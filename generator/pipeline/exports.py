"""The files that people and machines take away: declared, then made from what the tiers left."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING

from generator import urls
from generator.exports.feed import NEWEST, feed
from generator.exports.linked import dataset
from generator.exports.news import corrections, document_corrections, publications
from generator.exports.package import data_package
from generator.exports.sitemap import sitemap_files
from generator.pipeline.editions import SOURCE, listed_entry
from generator.pipeline.sheets import Sheet, page_sheet, plain_sheet
from generator.pipeline.tables import read_record
from generator.plan import Declared
from generator.render import draw
from generator.theme import digest
from generator.views.downloads import view_dictionary, view_downloads

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from generator.exports.feed import News
    from generator.exports.files import Weighed
    from generator.model.entry import Entry
    from generator.pipeline.editions import Editions
    from generator.pipeline.sheets import Sheets
    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.tabulate import Tables


@dataclass(frozen=True, slots=True)
class Account:
    """A page about the data files, or a file that describes them, before these are made."""

    declared: Declared
    of: Callable[[tuple[Weighed, ...]], tuple[bytes, tuple[Problem, ...]]]
    """Makes its bytes of what the data files turned out to be."""
    is_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """The files that are given away, before they are made."""

    editions: Editions
    accounts: tuple[Account, ...]
    sheets: tuple[Sheet, ...]
    """What tells nothing of the data files."""

    @property
    def declared(self) -> Iterator[Declared]:
        """Every file of it, with the digest of what it is made of."""
        yield from self.editions.declared.values()
        yield from (account.declared for account in self.accounts)
        yield from (sheet.declared for sheet in self.sheets)

    def settled(self, made: Sheets) -> Iterator[Sheet]:
        """Yield all but the data files, which are `made`."""
        weighed = self.editions.weighed(made)
        for account in self.accounts:
            yield Sheet(account.declared, partial(account.of, weighed), account.is_page)
        yield from self.sheets


def plan_exports(
    work: Work, tables: Tables, editions: Editions, sheets: Sequence[Sheet]
) -> Exports:
    """Return the data files with the pages about them; `sheets`: every other of the site tier."""
    exports = _Exports(work, tables)
    accounts = tuple(exports.accounts(editions.declared.values()))
    dictionary = view_dictionary(work.paper.setting)
    own = page_sheet(work, urls.DICTIONARY, "pages/dictionary.html", dictionary, SOURCE)
    pages = {sheet.declared.path for sheet in (*sheets, own) if sheet.is_page}
    pages |= {account.declared.path for account in accounts if account.is_page}
    return Exports(
        editions=editions,
        accounts=accounts,
        sheets=(own, *exports.feeds(), *exports.sitemaps(pages)),
    )


@dataclass(frozen=True, slots=True)
class _Exports:
    """What the exports of one build are made of."""

    work: Work
    entries: Tables

    def accounts(self, tables: Iterable[Declared]) -> Iterator[Account]:
        """Yield the page about the data files, and the files that describe them to machines."""
        work, setting = self.work, self.work.paper.setting
        inputs = (*(table.digest for table in tables), repr(setting.site))
        site, regions = setting.site, self._regions
        yield Account(
            _declared(urls.DATA_PACKAGE, *inputs),
            lambda weighed: (data_package(site, weighed), ()),
        )
        yield Account(
            _declared(urls.DATASET, *inputs, repr(regions)),
            lambda weighed: (dataset(site, weighed, regions), ()),
        )
        template, latest = "pages/downloads.html", self._latest
        shown = (work.paper.theme.closure(template), repr(setting), str(latest), *inputs)

        def downloads(weighed: tuple[Weighed, ...]) -> tuple[bytes, tuple[Problem, ...]]:
            view, draft = view_downloads(weighed, latest, setting), work.options.draft
            return draw(work.paper.theme, template, view, urls.DOWNLOADS, draft=draft)

        yield Account(_declared(urls.DOWNLOADS, *shown), downloads, is_page=True)

    def feeds(self) -> Iterator[Sheet]:
        """Yield the feed, where the site has an address."""
        setting = self.work.paper.setting
        if setting.feeds:
            base = setting.site.base_address or ""
            language = setting.catalogue.language
            content = feed(setting.site, base, self._news(), language)
            yield plain_sheet(urls.FEED, content, SOURCE)

    def sitemaps(self, pages: Collection[str]) -> Iterator[Sheet]:
        """Yield the site map for search engines, where the site wants to be found.

        `pages`: the paths of those that are no projects.
        """
        setting = self.work.paper.setting
        if setting.is_listed:
            projects = {entry.identity.page for entry in self.entries.entries}
            every = sorted({*pages, *projects} - {urls.NOT_FOUND})
            found = sitemap_files(setting.site.base_address or "", every)
            for path, content in found.items():
                yield plain_sheet(path, content, SOURCE)

    @property
    def _regions(self) -> tuple[str, ...]:
        units = self.work.frame.units
        return tuple(units[slug].region for slug in self.entries.by_unit if slug in units)

    @property
    def _latest(self) -> datetime.date | None:
        """The last day on which anything is known to have been published."""
        return max(chain.from_iterable(map(_days, self.entries.entries)), default=None)

    def _news(self) -> Iterator[News]:
        """Yield all news that the feed has room for, perhaps with some that are older."""
        say, entries = self.work.paper.setting.catalogue, self.entries.entries
        newest = nlargest(NEWEST, chain.from_iterable(map(_days, entries)))
        oldest = newest[-1] if len(newest) == NEWEST else datetime.date.min
        for entry in entries:
            if any(day >= oldest for day in _days(entry)):
                yield from publications(listed_entry(self.work.frame, entry), say)
            if entry.corrections:
                record = read_record(self.work.stage, entry.identity)
                yield from corrections(listed_entry(self.work.frame, entry), record, say)
        for publication in self.work.frame.publications.values():
            yield from document_corrections(publication, say)


def _days(entry: Entry) -> Iterator[datetime.date]:
    """Yield the days on which statements of a project were published, as far as known."""
    return filter(None, (entry.evaluation_published, entry.targets_published))


def _declared(path: str, *inputs: str) -> Declared:
    return Declared(path, digest(*(text.encode() for text in inputs)), SOURCE)
