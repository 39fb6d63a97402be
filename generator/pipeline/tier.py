"""The site tier: pages, index and data files, declared together and made side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pipeline.declare import site_sheets
from generator.pipeline.editions import begin_editions, end_editions, plan_editions
from generator.pipeline.exports import plan_exports
from generator.pipeline.index import begin_index, end_index, last_digests, plan_index
from generator.pipeline.sheets import make_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from generator.pipeline.editions import Begun
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
    editions: Begun
    """The data files, which are begun before anything else is planned: workbooks take long."""

    @property
    def declared(self) -> Iterator[Declared]:
        """Every file with the digest of what it is made of."""
        yield from (sheet.declared for sheet in self.sheets)
        yield from self.exports.declared
        yield from self.index.declared


def plan_site(work: Work, tables: Tables, projects: Projects, executor: Executor) -> Site:
    """Return the site tier as it will be; nothing of it is made yet but data files begun."""
    editions = begin_editions(work, plan_editions(work, tables, projects), executor)
    sheets = site_sheets(work, tables, projects)
    return Site(
        sheets=sheets,
        index=plan_index(work, projects),
        exports=plan_exports(work, tables, editions.editions, sheets),
        editions=editions,
    )


def make_site(work: Work, site: Site, executor: Executor) -> Sheets:
    """Make what changed of the site tier and return all of it as written.

    Index and data files are made in worker processes, pages meanwhile in this one.
    """
    made = make_sheets(work, site.index.sheets)
    volumes = begin_index(work, site.index, executor, last_digests(work.known))
    made = made.joined(make_sheets(work, site.sheets))
    made = made.joined(end_index(volumes))
    tables = end_editions(work, site.editions)
    return made.joined(tables).joined(make_sheets(work, site.exports.settled(tables)))
