"""Pages of one unit and of one document, with the projects that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator import urls
from generator.check.identity import PROJECT_COUNT
from generator.i18n import N_, message
from generator.score import figure_line
from generator.tabulate import count_outcomes, total_money
from generator.views.figures import (
    LedgerRow,
    OutcomeCount,
    Totals,
    ledger_rows,
    outcome_counts,
    totals,
)
from generator.views.lists import (
    ProjectRow,
    beginning,
    names_of,
    project_rows,
    unlisted_links,
)
from generator.views.prose import NarrativeView, arrange_narrative
from generator.views.records import (
    AttachmentView,
    CorrectionView,
    DisclosureView,
    attachments,
    corrections,
    disclosure,
    review,
)
from generator.views.shell import Article, Link, Pair, Setting, Shell, make_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.i18n import Catalogue, Message
    from generator.load import Frame
    from generator.model.document import Document, Publication
    from generator.model.entry import Entry
    from generator.model.ledger import Line
    from generator.model.unit import Predecessor, Unit
    from generator.views.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitYear:
    """One year of a unit."""

    year: Link
    anchor: str
    totals: Totals
    count: int
    """Projects of the year."""
    rows: tuple[ProjectRow, ...]
    rest: str
    """The link to all of them where they are too many for one page; else empty."""
    overall: Link | None
    """The evaluation of everything the unit spent that year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineYear:
    """One year of a unit or of a body whose duties it took over."""

    year: str
    name: str
    """The name of the predecessor that spent; empty where it was the unit itself."""
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """The page of a unit: its projects year by year."""

    shell: Shell
    name: str
    facts: tuple[Pair, ...]
    predecessors: tuple[Pair, ...]
    note: str
    years: tuple[UnitYear, ...]
    line: tuple[LineYear, ...]
    """Every year side by side, predecessors under their own names; empty with a single year."""
    documents: tuple[Link, ...]
    unlisted: tuple[Link, ...]
    """In a draft, the projects of the unit that errors keep out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """The page of a document that carries projects."""

    shell: Shell
    title: str
    kind: str
    year: Link
    unit: Link
    scheme: Link | None
    ledger: tuple[LedgerRow, ...]
    """The number of projects as the document says it, against those that stand here."""
    rows: tuple[ProjectRow, ...]
    totals: Totals
    outcomes: tuple[OutcomeCount, ...]
    prose: NarrativeView
    citations: tuple[CitationView, ...]
    attachments: tuple[AttachmentView, ...]
    disclosure: DisclosureView
    review: tuple[Pair, ...]
    corrections: tuple[CorrectionView, ...]
    explanations: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A rule or file that a document cites."""

    title: str
    number: str
    note: str


def view_unit(slug: str, site: Overview, origin: str) -> UnitView:
    """Return the page of a unit."""
    unit, say = site.frame.units[slug], site.setting.catalogue
    own = (*site.tables.by_unit.get(slug, ()), *_overall(slug, site))
    years = sorted({entry.identity.year for entry in own}, reverse=True)
    line = tuple(sorted(_line(slug, site, ()), key=lambda year: year.year, reverse=True))
    return UnitView(
        shell=make_shell(
            site.setting,
            origin,
            unit.name,
            crumbs=((say.translate(N_("按单位")), urls.page_at("units"), False),),
        ),
        name=unit.name,
        facts=tuple(_facts(unit, site.frame, origin, say)),
        predecessors=tuple(
            Pair(p.name, say.say(span) if (span := _span(p)) else "", foreign=False)
            for p in unit.predecessors
        ),
        note=unit.note or "",
        years=tuple(_unit_year(year, slug, site, origin) for year in years),
        line=line if len(line) > 1 else (),
        documents=tuple(
            Link(p.facts.title, urls.relative(origin, i.page), foreign=True)
            for i, p in site.frame.publications.items()
            if i.unit == slug
        ),
        unlisted=unlisted_links((i for i in site.unlisted if i.unit == slug), origin),
    )


def entries_of(slug: str, site: Overview, seen: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """Return every entry that the page of a unit shows: its own, and those of its predecessors."""
    if slug in seen or slug not in site.frame.units:
        return ()
    bodies = (body.unit for body in site.frame.units[slug].predecessors if body.unit is not None)
    earlier = (entry for body in bodies for entry in entries_of(body, site, (*seen, slug)))
    return (*site.tables.by_unit.get(slug, ()), *_overall(slug, site), *earlier)


def _span(predecessor: Predecessor) -> Message | None:
    """Return from when to when a predecessor body existed, as far as known."""
    since, until = predecessor.since, predecessor.until
    if since and until:
        return message(N_("{since} 至 {until}"), since=str(since), until=str(until))
    if since:
        return message(N_("{since} 起"), since=str(since))
    return message(N_("至 {until}"), until=str(until)) if until else None


def _line(slug: str, site: Overview, seen: tuple[str, ...]) -> Iterator[LineYear]:
    """Yield the years of a unit and of its predecessors that have a record of their own."""
    if slug in seen or slug not in site.frame.units:
        return
    unit, entries = site.frame.units[slug], site.tables.by_unit.get(slug, ())
    for year in dict.fromkeys(entry.identity.year for entry in entries):
        own = tuple(entry for entry in entries if entry.identity.year == year)
        name = unit.name if seen else ""
        yield LineYear(year=year, name=name, totals=totals(total_money(own)))
    for body in unit.predecessors:
        if body.unit is not None:
            yield from _line(body.unit, site, (*seen, slug))


def _overall(slug: str, site: Overview) -> tuple[Entry, ...]:
    return tuple(entry for entry in site.tables.overall if entry.identity.unit == slug)


def _unit_year(year: str, slug: str, site: Overview, origin: str) -> UnitYear:
    say = site.setting.catalogue
    entries = tuple(e for e in site.tables.by_unit.get(slug, ()) if e.identity.year == year)
    whole = next((e for e in _overall(slug, site) if e.identity.year == year), None)
    shown, rest = beginning(entries, ("units", slug, year, "projects"), origin)
    return UnitYear(
        year=Link(
            say.say(message(N_("{year} 年度"), year=year)),
            urls.relative(origin, urls.page_at("years", year)) if entries else "",
        ),
        anchor=f"year-{year}",
        totals=totals(total_money(entries)),
        count=len(entries),
        rows=project_rows(shown, names_of(site.frame), origin, say),
        rest=rest,
        overall=Link(whole.name, urls.relative(origin, whole.identity.page), foreign=True)
        if whole
        else None,
    )


def _facts(unit: Unit, frame: Frame, origin: str, say: Catalogue) -> Iterator[Pair]:
    parent = frame.units.get(unit.parent) if unit.parent else None
    contact = unit.contact
    fields = (
        (N_("地区"), unit.region),
        (N_("行政区划代码"), unit.region_code),
        (N_("级别"), unit.level),
        (N_("统一社会信用代码"), unit.credit_code),
        (N_("职责"), unit.summary),
        (N_("地址"), contact.address if contact else None),
        (N_("电话"), contact.telephone if contact else None),
        (N_("邮箱"), contact.email if contact else None),
        (N_("法定代表人"), contact.head if contact else None),
    )
    if parent is not None and unit.parent is not None:
        href = urls.relative(origin, urls.page_at("units", unit.parent))
        yield Pair(say.translate(N_("主管部门")), parent.name, href)
    for term, value in fields:
        if value:
            yield Pair(say.translate(term), value)


def view_document(publication: Publication, site: Overview) -> DocumentView:
    """Return the page of a document."""
    facts, identity, say = publication.facts, publication.identity, site.setting.catalogue
    origin = identity.page
    entries = site.tables.by_document.get(identity, ())
    unit = site.frame.units[identity.unit].name
    return DocumentView(
        shell=_document_shell(publication, site.setting),
        title=facts.title,
        kind=facts.kind.value,
        year=Link(
            say.say(message(N_("{year} 年度"), year=identity.year)),
            urls.relative(origin, urls.page_at("years", identity.year)),
        ),
        unit=Link(unit, urls.relative(origin, urls.page_at("units", identity.unit)), foreign=True),
        scheme=_scheme(publication, site.frame, origin),
        ledger=ledger_rows(tuple(_ledger(facts, len(entries))), say, facts.explanations),
        rows=project_rows(entries, names_of(site.frame), origin, say),
        totals=totals(total_money(entries)),
        outcomes=outcome_counts(count_outcomes(entries), say),
        prose=arrange_narrative(publication.narrative, say, evaluated=False),
        citations=tuple(
            CitationView(title=c.title, number=c.number or "", note=c.note or "")
            for c in facts.citations
        ),
        attachments=attachments(publication.attachments, origin),
        disclosure=disclosure(say.translate(N_("公开信息")), facts.disclosure, say),
        review=review(facts.review, say),
        corrections=corrections(facts.corrections),
        explanations=tuple(
            Pair(e.subject, e.text) for e in facts.explanations if e.subject != PROJECT_COUNT
        ),
    )


def _ledger(facts: Document, found: int) -> Iterator[Line]:
    if facts.project_count is not None:
        yield figure_line(
            PROJECT_COUNT,
            message(N_("项目个数")),
            stated=facts.project_count,
            computed=Decimal(found),
            formula=message(N_("本站收录 {count} 个"), count=str(found)),
        )


def _document_shell(publication: Publication, setting: Setting) -> Shell:
    record = publication.facts.disclosure
    return make_shell(
        setting,
        publication.identity.page,
        publication.facts.title,
        crumbs=((setting.catalogue.translate(N_("公开文件")), urls.page_at("documents"), False),),
        article=Article(
            published=record.published.isoformat() if record.published else "",
            source=record.publisher or "",
            index_number=record.index_number or "",
            version=len(publication.facts.corrections) + 1,
        ),
    )


def _scheme(publication: Publication, frame: Frame, origin: str) -> Link | None:
    slug = publication.facts.scheme
    if slug is None:
        return None
    path = urls.relative(origin, urls.page_at("schemes", slug))
    return Link(frame.schemes[slug].name, path, foreign=True)
