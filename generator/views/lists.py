"""Lists of projects and indexes of groups: everything that is made of entries alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.model.ledger import Outcome
from generator.tabulate import EVALUATIONS, OVERALL, TARGETS, Tables, total_money
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
    from generator.views.overview import Overview

PAGE_SIZE = 100
"""Projects on one list page; a page of 100 stays far below 150 KB compressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
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
    return tuple(_row(entry, names, origin, say) for entry in entries)


def _row(entry: Entry, names: Names, origin: str, say: Catalogue) -> ProjectRow:
    identity = entry.identity
    scheme = entry.scheme
    return ProjectRow(
        name=Link(entry.name, urls.relative(origin, identity.page), foreign=True),
        year=Link(identity.year, urls.relative(origin, urls.page_at("years", identity.year))),
        unit=Link(
            names.units.get(identity.unit, identity.unit),
            urls.relative(origin, urls.page_at("units", identity.unit)),
            foreign=True,
        ),
        kinds=tuple(_kinds(entry, say)),
        budget=budget_cell(entry, say),
        executed=executed_cell(entry, say),
        rate=rate_cell(entry, say),
        score=score_cell(entry, say),
        grade=grade_cell(entry, say),
        scheme=Link(
            names.schemes[scheme],
            urls.relative(origin, urls.page_at("schemes", scheme)),
            foreign=True,
        )
        if scheme in names.schemes and scheme is not None
        else None,
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


def project_lists(site: Overview) -> Iterator[ListPlan]:
    """Yield every list of projects: all, by year, by grade within its scheme, by kind."""
    say, shards = site.setting.catalogue, site.tables.shards
    yield ListPlan(
        parts=("projects",),
        title=say.translate(N_("全部项目")),
        entries=site.tables.entries,
        shards=shards,
        unlisted=site.unlisted,
    )
    for year, entries in site.years.items():
        yield ListPlan(
            parts=("years", year),
            title=say.say(message(N_("{year} 年度项目"), year=year)),
            entries=entries,
            has_money=True,
            shards=tuple(shard for shard in shards if shard.year == year),
            scope={"year": year},
            crumbs=((say.translate(N_("按年度")), urls.page_at("years"), False),),
            unlisted=tuple(identity for identity in site.unlisted if identity.year == year),
        )
    for kind, entries in site.tables.by_kind.items():
        yield ListPlan(
            parts=("kinds", kind),
            title=say.translate(STATEMENT_WORDS[kind]),
            intro=say.translate(KIND_INTROS[kind]),
            entries=entries,
            shards=_holding(entries, shards),
            scope={"kind": kind},
            crumbs=((say.translate(N_("按种类")), urls.page_at("kinds"), False),),
        )
    yield from _grade_lists(site, shards)


def _holding(entries: Iterable[Entry], shards: Iterable[Shard]) -> tuple[Shard, ...]:
    """Return the files of the catalogue that hold any of `entries`."""
    wanted = {entry.identity for entry in entries}
    return tuple(s for s in shards if any(entry.identity in wanted for entry in s.entries))


KIND_INTROS = {
    EVALUATIONS: N_("单位在年度结束后对项目执行情况的自我评价。"),
    TARGETS: N_("随预算公开的绩效目标，是年初的计划，没有完成情况，不是评价结果。"),
    OVERALL: N_("单位对全年全部支出的自我评价；其中的资金已包含各项目的资金，不与项目合计。"),
}


def _grade_lists(site: Overview, shards: Sequence[Shard]) -> Iterator[ListPlan]:
    say = site.setting.catalogue
    for slug, scheme in site.frame.schemes.items():
        for number, word in enumerate(grade_words(site.tables, slug, site.frame), 1):
            said = message(N_("{scheme}：{grade}"), scheme=scheme.name, grade=word)
            entries = site.tables.by_grade.get((slug, word), ())
            yield ListPlan(
                parts=("grades", slug, str(number)),
                title=say.say(said),
                title_is_content=True,
                intro=say.translate(N_("等级只在同一评分办法内有意义，不同办法之间不能比较。")),
                entries=entries,
                shards=_holding(entries, shards),
                scope={"scheme": slug, "grade": f"{slug}:{word}"},
                crumbs=((say.translate(N_("按等级")), urls.page_at("grades"), False),),
                ways=((scheme.name, urls.page_at("schemes", slug)),),
            )


def grade_words(tables: Tables, scheme: str, frame: Frame) -> tuple[str, ...]:
    """Return the grades of a scheme that have a page, bands first, then words outside them."""
    known = [band.word for band in frame.schemes[scheme].bands]
    foreign = sorted(w for s, w in tables.by_grade if s == scheme and w not in known)
    used = [word for word in known if (scheme, word) in tables.by_grade]
    return (*used, *foreign)
