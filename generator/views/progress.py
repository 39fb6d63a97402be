"""The page 公开进度: what must be published against what is, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.progress import ARE_PUBLISHED, STANDING_WORDS, Standing
from generator.views.charts import ChartRow, count_rows
from generator.views.shell import Link, Shell, make_shell

if TYPE_CHECKING:
    from generator.progress import Duty, YearProgress
    from generator.views.overview import Overview

UNIT_PAGES = "units"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One project that must be published."""

    name: str
    href: str
    """Its page; empty where it is not published."""
    unit: Link
    kind: str
    due: str
    """`YYYY-MM-DD`; empty where nobody says."""
    is_derived: bool
    """Whether the last day was counted from the approval."""
    published: str
    """`YYYY-MM-DD`; empty where not published, or where nobody says when."""
    standing: str
    word: str
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """One year's list."""

    year: str
    title: str
    anchor: str
    basis: str
    published: int
    count: int
    standings: tuple[ChartRow, ...]
    rows: tuple[DutyRow, ...]
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """The page 公开进度."""

    shell: Shell
    title: str
    today: str
    """The day it is told for; empty where there is nothing to tell."""
    years: tuple[YearView, ...]
    published: tuple[tuple[Link, int], ...]
    """What is published without any list: year and number of projects."""


def view_progress(site: Overview) -> ProgressView:
    """Return the page 公开进度; without any list it says that nobody can tell what is missing."""
    say, origin = site.setting.catalogue, urls.PROGRESS
    listed = {progress.year for progress in site.progress}
    title = say.translate(N_("公开进度"))
    return ProgressView(
        shell=make_shell(site.setting, origin, title),
        title=title,
        today=site.today.isoformat() if site.progress else "",
        years=tuple(_year(progress, site) for progress in site.progress),
        published=tuple(
            (
                Link(
                    say.say(message(N_("{year} 年度"), year=year)),
                    urls.relative(origin, urls.page_at("years", year)),
                ),
                len(entries),
            )
            for year, entries in site.years.items()
            if year not in listed
        ),
    )


def _year(progress: YearProgress, site: Overview) -> YearView:
    say = site.setting.catalogue
    return YearView(
        year=progress.year,
        title=say.say(message(N_("{year} 年度"), year=progress.year)),
        anchor=f"year-{progress.year}",
        basis=progress.basis,
        published=progress.published,
        count=len(progress.duties),
        standings=count_rows(
            [
                (say.translate(word), progress.count(standing))
                for standing, word in STANDING_WORDS.items()
                if progress.count(standing)
            ]
        ),
        rows=tuple(_row(duty, site) for duty in progress.duties),
        withheld=progress.withheld,
    )


def _row(duty: Duty, site: Overview) -> DutyRow:
    say, origin = site.setting.catalogue, urls.PROGRESS
    entry, unit = duty.entry, site.frame.units.get(duty.unit)
    published = entry.published_on(duty.kind) if entry else None
    return DutyRow(
        name=duty.name,
        href=urls.relative(origin, entry.identity.page) if entry else "",
        unit=Link(
            unit.name if unit else duty.unit,
            urls.relative(origin, urls.page_at(UNIT_PAGES, duty.unit)) if unit else "",
            foreign=True,
        ),
        kind=say.translate(duty.kind.value),
        due=duty.due.isoformat() if duty.due else "",
        is_derived=duty.is_derived,
        published=published.isoformat() if published else "",
        standing=duty.standing.value,
        word=say.translate(STANDING_WORDS[Standing(duty.standing)]),
        is_published=duty.standing in ARE_PUBLISHED,
    )
