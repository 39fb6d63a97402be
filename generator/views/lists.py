"""Lists of projects and indexes of groups: everything that is made of entries alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator import urls
from generator.model.ledger import Outcome
from generator.tabulate import EVALUATIONS, OVERALL, TARGETS, total_money
from generator.views.figures import (
    Cell,
    State,
    Totals,
    budget_cell,
    executed_cell,
    grade_cell,
    rate_cell,
    score_cell,
    totals,
)
from generator.views.pages import Pages, make_pages
from generator.views.shell import Link, Setting, Shell, make_shell
from generator.views.tools import KIND_WORDS, STATEMENT_WORDS, TableTools, table_tools

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.i18n import Catalogue
    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.tabulate import Group, MoneyTotal, Shard

PAGE_SIZE = 100
"""Projects on one list page; a page of 100 stays far below 150 KB compressed."""


class ProjectRow(NamedTuple):
    """One project in a list."""

    name: Link
    year: Link
    unit: Link
    kinds: tuple[str, ...]
    budget: Cell
    executed: Cell
    rate: Cell
    score: Cell
    grade: Cell
    scheme: Link | None
    is_over_budget: bool
    disagreements: int
    """How many ledger lines of the project do not agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A page of a list of projects."""

    shell: Shell
    title: str
    title_is_content: bool
    intro: str
    count: int
    """How many projects the whole list has."""
    page_size: int
    totals: Totals
    has_money: bool
    """Whether the projects of the list are of one year, so that their sums say something."""
    rows: tuple[ProjectRow, ...]
    pages: Pages
    tools: TableTools | None
    """What sorts and filters the list in the browser; None where there is nothing to sort."""
    pattern: ProjectRow
    """A row with everything that a row can have, for the browser to fill."""
    ways: tuple[Link, ...]
    """Related ways in, such as the scheme that a grade belongs to."""
    unlisted: tuple[Link, ...]
    """In a draft, the projects of this list that errors keep out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One group in an index of groups."""

    name: Link
    note: str
    count: int
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """An index of groups: all years, units, documents, kinds."""

    shell: Shell
    title: str
    intro: str
    rows: tuple[IndexRow, ...]
    has_money: bool
    """Whether the sums of the rows may stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that lists show for the identifiers in entries."""

    units: dict[str, str]
    schemes: dict[str, str]


def names_of(frame: Frame) -> Names:
    """Return the names that lists show."""
    return Names(
        units={slug: unit.name for slug, unit in frame.units.items()},
        schemes={s: scheme.short_name or scheme.name for s, scheme in frame.schemes.items()},
    )


def project_rows(
    entries: Sequence[Entry], names: Names, origin: str, say: Catalogue
) -> tuple[ProjectRow, ...]:
    """Return the rows of a list on the page at `origin`."""
    years = {
        year: Link(year, urls.relative(origin, urls.page_at("years", year)))
        for year in {entry.identity.year for entry in entries}
    }
    units = {
        slug: _link(names.units.get(slug, slug), "units", slug, origin)
        for slug in {entry.identity.unit for entry in entries}
    }
    schemes = {
        slug: _link(names.schemes[slug], "schemes", slug, origin)
        for slug in {entry.scheme for entry in entries}
        if slug is not None and slug in names.schemes
    }
    return tuple(_row(entry, (years, units, schemes), origin, say) for entry in entries)


def _link(text: str, folder: str, slug: str, origin: str) -> Link:
    return Link(text, urls.relative(origin, urls.page_at(folder, slug)), foreign=True)


def _row(
    entry: Entry, links: tuple[Mapping[str, Link], ...], origin: str, say: Catalogue
) -> ProjectRow:
    """Return the row of an entry; `links`: to the years, units and schemes of the page."""
    identity, (years, units, schemes) = entry.identity, links
    return ProjectRow(
        name=Link(entry.name, urls.relative(origin, identity.page), foreign=True),
        year=years[identity.year],
        unit=units[identity.unit],
        kinds=tuple(_kinds(entry, say)),
        budget=budget_cell(entry, say),
        executed=executed_cell(entry, say),
        rate=rate_cell(entry, say),
        score=score_cell(entry, say),
        grade=grade_cell(entry, say),
        scheme=schemes.get(entry.scheme or ""),
        is_over_budget=entry.is_over_budget,
        disagreements=entry.outcome(Outcome.DIFFERS),
    )


def _kinds(entry: Entry, say: Catalogue) -> Iterator[str]:
    if entry.has_evaluation:
        yield say.translate(STATEMENT_WORDS[OVERALL if entry.is_overall else EVALUATIONS])
    if entry.has_targets:
        yield say.translate(KIND_WORDS[TARGETS])


def _pattern(origin: str, say: Catalogue) -> ProjectRow:
    """Return a row with every part and no content but a sign that the browser replaces."""
    here, figure = (
        Link("0", urls.relative(origin, origin)),
        Cell("0", State.DERIVED),
    )
    return ProjectRow(
        name=here,
        year=here,
        unit=here,
        kinds=tuple(say.translate(word) for word in KIND_WORDS.values()),
        budget=figure,
        executed=figure,
        rate=figure,
        score=figure,
        grade=figure,
        scheme=here,
        is_over_budget=True,
        disagreements=1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """A list before it is cut into pages: where it stands, what it is called, what it holds."""

    parts: tuple[str, ...]
    """The folders of its address."""
    title: str
    title_is_content: bool = False
    intro: str = ""
    entries: tuple[Entry, ...]
    crumbs: tuple[tuple[str, str, bool], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    """Text and path of related pages."""
    unlisted: tuple[ProjectId, ...] = ()
    has_money: bool = False
    shards: tuple[Shard, ...]
    """The files of the catalogue that hold its entries."""
    scope: Mapping[str, str] = field(default_factory=dict)
    """What narrows the whole catalogue to this list."""

    @property
    def page_count(self) -> int:
        """How many pages the list has; an empty list has one."""
        return max(1, -(-len(self.entries) // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list before it is viewed."""

    plan: ListPlan
    number: int
    totals: MoneyTotal

    @property
    def path(self) -> str:
        """Where it stands in the site."""
        return urls.page_at(*self.plan.parts, number=self.number)

    @property
    def entries(self) -> Group:
        """What it lists."""
        return self.plan.entries[(self.number - 1) * PAGE_SIZE : self.number * PAGE_SIZE]

    @property
    def around(self) -> tuple[object, ...]:
        """What it shows of the whole list besides its own entries."""
        plan = replace(self.plan, entries=(), shards=())
        shards = tuple((shard.path, len(shard.entries)) for shard in self.plan.shards)
        return plan, self.number, self.totals, len(self.plan.entries), shards


def list_pages(plan: ListPlan) -> Iterator[ListPage]:
    """Yield every page of a list."""
    whole = total_money(plan.entries)
    for number in range(1, plan.page_count + 1):
        yield ListPage(plan, number, whole)


def view_list(page: ListPage, names: Names, setting: Setting) -> ListView:
    """Return a page of a list."""
    plan, origin = page.plan, page.path
    return ListView(
        shell=make_shell(setting, origin, plan.title, crumbs=plan.crumbs),
        title=plan.title,
        title_is_content=plan.title_is_content,
        intro=plan.intro,
        count=len(plan.entries),
        page_size=PAGE_SIZE,
        totals=totals(page.totals),
        has_money=plan.has_money,
        rows=project_rows(page.entries, names, origin, setting.catalogue),
        pages=make_pages(plan.parts, page.number, plan.page_count),
        tools=table_tools(origin, plan.shards, plan.scope, setting.catalogue)
        if plan.shards
        else None,
        pattern=_pattern(origin, setting.catalogue),
        ways=tuple(
            Link(text, urls.relative(origin, path), foreign=True) for text, path in plan.ways
        ),
        unlisted=unlisted_links(plan.unlisted, origin),
    )


def unlisted_links(unlisted: Iterable[ProjectId], origin: str) -> tuple[Link, ...]:
    """Return links to the pages that stand in the place of projects with errors."""
    return tuple(
        Link(identity.folder, urls.relative(origin, identity.page)) for identity in unlisted
    )


def beginning(
    entries: Sequence[Entry], whole: tuple[str, ...], origin: str
) -> tuple[Sequence[Entry], str]:
    """Return what a page that is no list shows of `entries`, and where the rest stands.

    `whole`: the folders of the list of all of them, which there is where they are too many.
    """
    if len(entries) <= PAGE_SIZE:
        return entries, ""
    return entries[:PAGE_SIZE], urls.relative(origin, urls.page_at(*whole))
