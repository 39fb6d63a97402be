"""Which lists of projects a site has, before they are cut into pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.tabulate import EVALUATIONS, OVERALL, TARGETS, Tables
from generator.views.lists import PAGE_SIZE, ListPlan
from generator.views.tools import STATEMENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.tabulate import Shard
    from generator.views.overview import Overview

UNIT_YEAR = N_("{unit}：{year} 年度项目")


def project_lists(site: Overview) -> Iterator[ListPlan]:
    """Yield every list: all, by year, by kind, by grade within its scheme.

    Schemes, and units year by year, have lists of their own where they are too long for one page.
    """
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
    yield from _long_lists(site, shards)


def _long_lists(site: Overview, shards: Sequence[Shard]) -> Iterator[ListPlan]:
    """Yield the lists of schemes, and of units year by year, that are too long for their page."""
    say = site.setting.catalogue
    for slug, scheme in site.frame.schemes.items():
        entries = site.tables.by_scheme.get(slug, ())
        if len(entries) > PAGE_SIZE:
            yield ListPlan(
                parts=("schemes", slug, "projects"),
                title=scheme.name,
                title_is_content=True,
                entries=entries,
                shards=_holding(entries, shards),
                scope={"scheme": slug},
                crumbs=(
                    (say.translate(N_("评分办法")), urls.page_at("schemes"), False),
                    (scheme.name, urls.page_at("schemes", slug), True),
                ),
            )
    for slug, unit in site.frame.units.items():
        years: dict[str, list[Entry]] = {}
        for entry in site.tables.by_unit.get(slug, ()):
            years.setdefault(entry.identity.year, []).append(entry)
        for year, own in years.items():
            if len(own) > PAGE_SIZE:
                yield ListPlan(
                    parts=("units", slug, year, "projects"),
                    title=say.say(
                        message(N_("{unit}：{year} 年度项目"), unit=unit.name, year=year)
                    ),
                    title_is_content=True,
                    entries=tuple(own),
                    has_money=True,
                    shards=_holding(own, shards),
                    scope={"unit": slug, "year": year},
                    crumbs=(
                        (say.translate(N_("按单位")), urls.page_at("units"), False),
                        (unit.name, urls.page_at("units", slug), True),
                    ),
                )


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
