"""The home page and the page for addresses that do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.tabulate import count_outcomes, total_money
from generator.views.charts import Bar, ChartRow, money_bar, rate_distribution
from generator.views.figures import OutcomeCount, Totals, outcome_counts, totals
from generator.views.lists import ProjectRow, names_of, project_rows
from generator.views.shell import Link, Setting, Shell, make_shell, navigation, ways_from

if TYPE_CHECKING:
    from generator.views.overview import Overview

LATEST = 10
"""How many projects the home page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One year with its counts and sums."""

    year: Link
    projects: int
    targets: int
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit with its sums and their bar."""

    unit: Link
    totals: Totals
    bar: Bar | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way into the site."""

    link: Link
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page."""

    shell: Shell
    title: str
    summary: str
    projects: int
    evaluations: int
    targets: int
    units: int
    documents: int
    years: tuple[YearRow, ...]
    unit_rows: tuple[UnitRow, ...]
    rates: tuple[ChartRow, ...]
    """How many evaluations executed how much of their budget."""
    outcomes: tuple[OutcomeCount, ...]
    lines: int
    """How many ledger lines there are in all."""
    ways: tuple[Way, ...]
    latest: tuple[ProjectRow, ...]
    has_more: bool
    all_projects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page for addresses that do not exist."""

    shell: Shell
    title: str
    ways: tuple[Link, ...]


WAYS = (
    (N_("按年度"), "years", N_("每年有哪些项目，预算多少，执行多少")),
    (N_("按单位"), "units", N_("一个单位历年的项目")),
    (N_("公开文件"), "documents", N_("一份报告里的全部项目")),
    (N_("评分办法"), "schemes", N_("分数按什么办法得来，等级怎样划分")),
    (N_("公开进度"), "progress", N_("应当公开的与已经公开的对照")),
    (N_("按等级"), "grades", N_("同一评分办法内的等级分布")),
    (N_("按种类"), "kinds", N_("绩效目标与绩效自评分开查看")),
    (N_("数据下载"), "data", N_("全部项目和指标的表格文件")),
)


def view_home(site: Overview) -> HomeView:
    """Return the home page."""
    say, origin = site.setting.catalogue, urls.HOME
    outcomes = count_outcomes(site.tables.entries)
    latest = site.tables.entries[:LATEST]
    return HomeView(
        shell=make_shell(site.setting, origin, site.setting.site.name),
        title=site.setting.site.name,
        summary=site.setting.site.summary,
        projects=len(site.tables.entries),
        evaluations=sum(1 for entry in site.tables.entries if entry.has_evaluation),
        targets=sum(1 for entry in site.tables.entries if entry.has_targets),
        units=len(site.tables.by_unit),
        documents=len(site.frame.publications),
        years=_years(site),
        unit_rows=_units(site),
        rates=rate_distribution(site.tables.entries, say),
        outcomes=outcome_counts(outcomes, say),
        lines=sum(count for _, count in outcomes),
        ways=tuple(
            Way(link=Link(say.translate(text), urls.page_at(folder)), note=say.translate(note))
            for text, folder, note in WAYS
        ),
        latest=project_rows(latest, names_of(site.frame), origin, say),
        has_more=len(site.tables.entries) > LATEST,
        all_projects=urls.page_at("projects"),
    )


def _units(site: Overview) -> tuple[UnitRow, ...]:
    """Return the units that have sums, all bars on one scale."""
    sums = {
        slug: total
        for slug, entries in site.tables.by_unit.items()
        if (total := total_money(entries)).counted
    }
    scale = max((max(s.budget, s.executed) for s in sums.values()), default=None)
    return tuple(
        UnitRow(
            unit=Link(site.frame.units[slug].name, urls.page_at("units", slug), foreign=True),
            totals=totals(total),
            bar=money_bar(total.budget, total.executed, scale),
        )
        for slug, total in sums.items()
    )


def _years(site: Overview) -> tuple[YearRow, ...]:
    return tuple(
        YearRow(
            year=Link(
                site.setting.catalogue.say(message(N_("{year} 年度"), year=year)),
                urls.page_at("years", year),
            ),
            projects=len(entries),
            targets=sum(1 for entry in entries if entry.has_targets),
            totals=totals(total_money(entries)),
        )
        for year, entries in site.years.items()
    )


def view_not_found(setting: Setting) -> NotFoundView:
    """Return the page for addresses that do not exist."""
    title = setting.catalogue.translate(N_("找不到页面"))
    return NotFoundView(
        shell=make_shell(setting, urls.NOT_FOUND, title),
        title=title,
        ways=ways_from(urls.NOT_FOUND, setting, navigation(setting)),
    )
