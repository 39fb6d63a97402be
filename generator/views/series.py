"""The page of a series: one recurrent project over the years, each with its scheme and name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.views.figures import (
    Cell,
    budget_cell,
    executed_cell,
    grade_cell,
    rate_cell,
    score_cell,
)
from generator.views.shell import Link, Shell, make_shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.entry import Entry
    from generator.views.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesYear:
    """One year of a recurrent project."""

    year: str
    project: Link
    unit: Link
    scheme: Link | None
    budget: Cell
    executed: Cell
    rate: Cell
    score: Cell
    grade: Cell
    earlier: str
    """The year before in the series; empty in the first."""
    promised: tuple[Link, ...]
    """The measures of the year before, each with its place there."""
    problems: tuple[Link, ...]
    measures: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """The page of a series."""

    shell: Shell
    title: str
    years: tuple[SeriesYear, ...]
    """Newest first."""
    names: tuple[str, ...]
    """Every name it had, where it had several."""
    schemes_differ: bool
    """Whether its scores come from several schemes and cannot be compared."""


def view_series(slug: str, site: Overview) -> SeriesView:
    """Return the page of a series."""
    entries, say = site.tables.by_series[slug], site.setting.catalogue
    origin = urls.page_at("series", slug)
    names = tuple(dict.fromkeys(entry.name for entry in entries))
    earlier = (*entries[1:], None)
    return SeriesView(
        shell=make_shell(
            site.setting,
            origin,
            say.say(message(N_("{name}：历年情况"), name=entries[0].name)),
            crumbs=((say.translate(N_("历年项目")), urls.page_at("series"), False),),
        ),
        title=entries[0].name,
        years=tuple(
            _year(entry, before, site, origin)
            for entry, before in zip(entries, earlier, strict=True)
        ),
        names=names if len(names) > 1 else (),
        schemes_differ=len({entry.scheme for entry in entries if entry.scheme}) > 1,
    )


def _year(entry: Entry, before: Entry | None, site: Overview, origin: str) -> SeriesYear:
    say, identity = site.setting.catalogue, entry.identity
    unit, scheme = site.frame.units.get(identity.unit), site.frame.schemes.get(entry.scheme or "")
    return SeriesYear(
        year=identity.year,
        project=Link(entry.name, urls.relative(origin, identity.page), foreign=True),
        unit=Link(
            unit.name if unit else identity.unit,
            urls.relative(origin, urls.page_at("units", identity.unit)),
            foreign=True,
        ),
        scheme=Link(
            scheme.name,
            urls.relative(origin, urls.page_at("schemes", entry.scheme or "")),
            foreign=True,
        )
        if scheme
        else None,
        budget=budget_cell(entry, say),
        executed=executed_cell(entry, say),
        rate=rate_cell(entry, say),
        score=score_cell(entry, say),
        grade=grade_cell(entry, say),
        earlier=before.identity.year if before else "",
        promised=_items(before, "measures", origin) if before else (),
        problems=_items(entry, "problems", origin),
        measures=_items(entry, "measures", origin),
    )


def _items(entry: Entry, topic: str, origin: str) -> tuple[Link, ...]:
    """Return the numbered problems or measures of a project, each with a link to its place."""
    texts: Sequence[str] = entry.problems if topic == "problems" else entry.measures
    page = entry.identity.page
    return tuple(
        Link(text, urls.relative(origin, f"{page}#{topic}-{number}"), foreign=True)
        for number, text in enumerate(texts, 1)
    )
