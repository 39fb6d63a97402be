"""The compare page: a few projects side by side, chosen in the browser, never ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_
from generator.views.shell import Link, Shell, make_shell, ways_from
from generator.views.tools import Choice, RowLinks, make_facet, row_links

if TYPE_CHECKING:
    from generator.views.overview import Overview

WAYS = (
    (N_("全部项目"), urls.page_at("projects")),
    (N_("按单位（各年度并列）"), urls.page_at("units")),
    (N_("历年项目"), urls.page_at("series")),
    (N_("数据下载"), urls.DOWNLOADS),
)
"""Where projects stand side by side without a script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueYear:
    """A year that projects can be chosen from."""

    year: str
    shards: tuple[str, ...]
    """The files of the catalogue that hold it, in the order of their units."""
    units: tuple[str, ...]
    """The unit with which each of them begins, so that a project costs only its own file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """The compare page; which projects it shows, the reader's address says."""

    shell: Shell
    title: str
    scripts: tuple[str, ...]
    years: tuple[CatalogueYear, ...]
    """Newest first; none where nothing is published."""
    links: RowLinks
    kinds: tuple[Choice, ...]
    ledger: tuple[Choice, ...]
    ways: tuple[Link, ...]


def view_comparison(site: Overview) -> ComparisonView:
    """Return the compare page."""
    say, origin = site.setting.catalogue, urls.COMPARE
    title = say.translate(N_("项目对照"))
    shards = site.tables.shards
    return ComparisonView(
        shell=make_shell(site.setting, origin, title),
        title=title,
        scripts=tuple(urls.relative(origin, script) for script in urls.COMPARE_SCRIPTS),
        years=tuple(
            CatalogueYear(
                year=year,
                shards=tuple(urls.relative(origin, s.path) for s in shards if s.year == year),
                units=tuple(s.entries[0].identity.unit for s in shards if s.year == year),
            )
            for year in site.tables.by_year
        ),
        links=row_links(origin),
        kinds=make_facet("kind", say).choices,
        ledger=make_facet("ledger", say).choices,
        ways=ways_from(origin, site.setting, WAYS),
    )
