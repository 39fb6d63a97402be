"""The site tier: pages, index and data files, declared together and made side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pipeline.declare import site_sheets
from generator.pipeline.editions import begin_editions, end_editions
from generator.pipeline.exports import plan_exports
from generator.pipeline.index import begin_index, end_index, last_digests, plan_index
from generator.pipeline.sheets import make_sheets
from generator.pipeline.spread import open_executor, worthwhile_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline.exports import Exports
    from generator.pipeline.index import Index
    from generator.pipeline.projects import Projects
    from generator.pipeline.sheets import Sheet, Sheets
    from generator.pipeline.work import Work
    from generator.plan import Declared
    from generator.tabulate import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Every file of the site tier before it is made."""

    sheets: tuple[Sheet, ...]
    index: Index
    exports: Exports
    pages: int
    """Projects that the site has, to tell whether more processes are worth their start."""

    @property
    def declared(self) -> Iterator[Declared]:
        """Every file with the digest of what it is made of."""
        yield from (sheet.declared for sheet in self.sheets)
        yield from self.exports.declared
        yield from self.index.declared


def plan_site(work: Work, tables: Tables, projects: Projects) -> Site:
    """Return the site tier as it will be; nothing of it is made yet."""
    sheets = site_sheets(work, tables, projects)
    return Site(
        sheets=sheets,
        index=plan_index(work, projects),
        exports=plan_exports(work, tables, projects, sheets),
        pages=len(tables.entries),
    )


def make_site(work: Work, site: Site) -> Sheets:
    """Make what changed of the site tier and return all of it as written.

    Index and data files are made in worker processes, pages meanwhile in this one.
    """
    made = make_sheets(work, site.index.sheets)
    with open_executor(work.options.jobs or worthwhile_jobs(site.pages)) as executor:
        editions = begin_editions(work, site.exports.editions, executor)
        volumes = begin_index(work, site.index, executor, last_digests(work.known))
        made = made.joined(make_sheets(work, site.sheets))
        made = made.joined(end_index(volumes))
        tables = end_editions(work, site.exports.editions, editions)
    return made.joined(tables).joined(make_sheets(work, site.exports.settled(tables)))
