"""Indexes of groups — years, units, documents, schemes, grades, kinds — and the site map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.tabulate import total_money
from generator.views.charts import ChartRow, count_rows
from generator.views.figures import totals
from generator.views.lists import IndexRow, IndexView
from generator.views.plans import KIND_INTROS, grade_words
from generator.views.shell import Link, Setting, Shell, make_shell, navigation
from generator.views.tools import STATEMENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.entry import Entry
    from generator.views.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeScheme:
    """The grades of one scheme with their projects."""

    scheme: Link
    rows: tuple[tuple[Link, ChartRow], ...]
    """Link to the projects of a grade, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradesView:
    """The index of grades, scheme by scheme."""

    shell: Shell
    title: str
    schemes: tuple[GradeScheme, ...]
    ungraded: int
    """How many evaluations carry no grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapPart:
    """One part of the site map."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapView:
    """The site map for people (网站地图)."""

    shell: Shell
    title: str
    parts: tuple[SiteMapPart, ...]


def index_pages(site: Overview) -> Iterator[tuple[str, IndexView]]:
    """Yield the path and view of every index of groups."""
    say = site.setting.catalogue
    years = [
        (say.say(message(N_("{year} 年度"), year=year)), ("years", year), "", entries)
        for year, entries in site.years.items()
    ]
    yield _index(site.setting, "years", N_("按年度"), YEARS_INTRO, years, money=True)
    units = [
        (unit.name, ("units", slug), unit.region, site.tables.by_unit.get(slug, ()))
        for slug, unit in site.frame.units.items()
    ]
    yield _index(site.setting, "units", N_("按单位"), UNITS_INTRO, units, money=True, foreign=True)
    documents = [
        (
            publication.facts.title,
            ("documents", identity.year, identity.unit, identity.slug),
            publication.facts.kind.value,
            site.tables.by_document.get(identity, ()),
        )
        for identity, publication in site.frame.publications.items()
    ]
    yield _index(
        site.setting,
        "documents",
        N_("公开文件"),
        DOCUMENTS_INTRO,
        documents,
        money=True,
        foreign=True,
    )
    schemes = [
        (scheme.name, ("schemes", slug), scheme.jurisdiction, site.tables.by_scheme.get(slug, ()))
        for slug, scheme in site.frame.schemes.items()
    ]
    yield _index(
        site.setting, "schemes", N_("评分办法"), SCHEMES_INTRO, schemes, money=False, foreign=True
    )
    kinds = [
        (
            say.translate(STATEMENT_WORDS[kind]),
            ("kinds", kind),
            say.translate(KIND_INTROS[kind]),
            group,
        )
        for kind, group in site.tables.by_kind.items()
    ]
    yield _series_index(site)
    yield _index(site.setting, "kinds", N_("按种类"), KINDS_INTRO, kinds, money=False)


def _series_index(site: Overview) -> tuple[str, IndexView]:
    series = [
        (group[0].name, ("series", slug), unit_of(group[0], site), group)
        for slug, group in site.tables.by_series.items()
    ]
    return _index(
        site.setting, "series", N_("历年项目"), SERIES_INTRO, series, money=False, foreign=True
    )


YEARS_INTRO = N_("金额只合计绩效自评，不含绩效目标；推算的支出已注明。")
UNITS_INTRO = N_("每个单位的项目，分年度列出。")
DOCUMENTS_INTRO = N_("一份文件可以包含多个项目；这里按文件列出。")
SCHEMES_INTRO = N_("分数和等级只在同一评分办法内有意义；每个办法都写明出处。")
SERIES_INTRO = N_("同一项目各年度并列；名称、单位和评分办法都按当年原件。")
KINDS_INTRO = N_("绩效目标是年初的计划，绩效自评是年末的结果，两者不能混同。")


def unit_of(entry: Entry, site: Overview) -> str:
    """Return the name of the unit of an entry."""
    unit = site.frame.units.get(entry.identity.unit)
    return unit.name if unit else entry.identity.unit


def _index(
    setting: Setting,
    folder: str,
    title: str,
    intro: str,
    groups: Iterable[tuple[str, tuple[str, ...], str, Sequence[Entry]]],
    *,
    money: bool,
    foreign: bool = False,
) -> tuple[str, IndexView]:
    origin = urls.page_at(folder)
    rows = tuple(
        IndexRow(
            name=Link(name, urls.relative(origin, urls.page_at(*parts)), foreign=foreign),
            note=note,
            count=len(entries),
            totals=totals(total_money(entries)),
        )
        for name, parts, note, entries in groups
    )
    said = setting.catalogue.translate(title)
    return origin, IndexView(
        shell=make_shell(setting, origin, said),
        title=said,
        intro=setting.catalogue.translate(intro),
        rows=rows,
        has_money=money,
    )


def view_grades(site: Overview, origin: str) -> GradesView:
    """Return the index of grades."""
    title = site.setting.catalogue.translate(N_("按等级"))
    graded = {slug: grade_words(site.tables, slug, site.frame) for slug in site.frame.schemes}
    return GradesView(
        shell=make_shell(site.setting, origin, title),
        title=title,
        schemes=tuple(
            _grade_scheme(slug, words, site, origin) for slug, words in graded.items() if words
        ),
        ungraded=sum(1 for e in site.tables.entries if e.has_evaluation and not e.grade),
    )


def _grade_scheme(slug: str, words: Sequence[str], site: Overview, origin: str) -> GradeScheme:
    counts = [(word, len(site.tables.by_grade.get((slug, word), ()))) for word in words]
    scheme = urls.relative(origin, urls.page_at("schemes", slug))
    return GradeScheme(
        scheme=Link(site.frame.schemes[slug].name, scheme, foreign=True),
        rows=tuple(
            (
                Link(
                    row.label,
                    urls.relative(origin, urls.page_at("grades", slug, str(number))),
                    foreign=True,
                ),
                row,
            )
            for number, row in enumerate(count_rows(counts, foreign=True), 1)
        ),
    )


def view_site_map(site: Overview, origin: str) -> SiteMapView:
    """Return the site map: every page but single projects and further list pages."""
    say = site.setting.catalogue.translate
    title = say(N_("网站地图"))
    years = [(year, urls.page_at("years", year), False) for year in site.years]
    units = [(u.name, urls.page_at("units", slug), True) for slug, u in site.frame.units.items()]
    documents = [(p.facts.title, i.page, True) for i, p in site.frame.publications.items()]
    schemes = [
        (s.name, urls.page_at("schemes", slug), True) for slug, s in site.frame.schemes.items()
    ]
    kinds = [
        (say(STATEMENT_WORDS[kind]), urls.page_at("kinds", kind), False)
        for kind in site.tables.by_kind
    ]
    more = [
        (say(N_("搜索")), urls.SEARCH, False),
        (say(N_("项目对照")), urls.COMPARE, False),
        (say(N_("按等级")), urls.page_at("grades"), False),
        (say(N_("按种类")), urls.page_at("kinds"), False),
        (say(N_("历年项目")), urls.page_at("series"), False),
        (say(N_("数据下载")), urls.DOWNLOADS, False),
        (say(N_("数据字典")), urls.DICTIONARY, False),
        (say(N_("无障碍声明")), urls.ACCESSIBILITY, False),
    ]
    parts = (
        (
            N_("主要栏目"),
            [(say(text), path, False) for text, path in navigation(site.setting)] + more,
        ),
        (N_("年度"), years),
        (N_("单位"), units),
        (N_("公开文件"), documents),
        (N_("评分办法"), schemes),
        (N_("种类"), kinds),
    )
    return SiteMapView(
        shell=make_shell(site.setting, origin, title),
        title=title,
        parts=tuple(_map_part(say(heading), links, origin) for heading, links in parts if links),
    )


def _map_part(title: str, links: Sequence[tuple[str, str, bool]], origin: str) -> SiteMapPart:
    return SiteMapPart(
        title=title,
        links=tuple(
            Link(text, urls.relative(origin, path), foreign=foreign)
            for text, path, foreign in links
        ),
    )
