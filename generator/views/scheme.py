"""The page of a scheme: its rules in words, its bands, a worked example, its projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, Message, message
from generator.score import score_example
from generator.views.charts import ChartRow, GradeScale, grade_scale, score_distribution
from generator.views.figures import LedgerRow, ledger_rows
from generator.views.formulas import indicator_rules
from generator.views.lists import ProjectRow, beginning, names_of, project_rows
from generator.views.shell import Link, Pair, Shell, make_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.i18n import Catalogue
    from generator.model.scheme import Band, Scheme
    from generator.tabulate import Tables
    from generator.views.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class BandRow:
    """One grade with its scores."""

    word: str
    synonyms: str
    words: str
    """Its scores in words, with or without the ends."""
    projects: Link | None
    """The list of projects with this grade, where there are any."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    """A section of the scheme with its weight."""

    name: str
    synonyms: str
    weight: str
    """Empty where the weight is split freely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """Where a rule was read."""

    title: str
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """A worked example, computed by the engine."""

    budget: str
    executed: str
    unit: str
    sections: tuple[tuple[str, str], ...]
    ledger: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeView:
    """The page of a scheme."""

    shell: Shell
    name: str
    facts: tuple[Pair, ...]
    rules: tuple[str, ...]
    """The rules in words."""
    weights: tuple[WeightRow, ...]
    has_synonyms: bool
    """Whether any section has another name in forms."""
    total: str
    bands: tuple[BandRow, ...]
    sources: tuple[SourceRow, ...]
    note: str
    example: ExampleView | None
    scale: GradeScale | None
    scores: tuple[ChartRow, ...]
    """How many evaluations scored how much."""
    count: int
    """Projects under the scheme."""
    rows: tuple[ProjectRow, ...]
    rest: str
    """The link to all of them where they are too many for one page; else empty."""


def view_scheme(slug: str, site: Overview, origin: str) -> SchemeView:
    """Return the page of a scheme."""
    scheme, say = site.frame.schemes[slug], site.setting.catalogue
    entries = site.tables.by_scheme.get(slug, ())
    shown, rest = beginning(entries, ("schemes", slug, "projects"), origin)
    return SchemeView(
        shell=make_shell(
            site.setting,
            origin,
            scheme.name,
            crumbs=((say.translate(N_("评分办法")), urls.page_at("schemes"), False),),
        ),
        name=scheme.name,
        facts=_facts(scheme, say),
        rules=tuple(say.say(rule) for rule in _rules(scheme)),
        weights=tuple(_weights(scheme, say)),
        has_synonyms=any(section.synonyms for section in scheme.sections),
        total=scheme.total.text if scheme.total else "",
        bands=_bands(slug, scheme, site.tables, origin, say),
        sources=tuple(
            SourceRow(title=source.title, href=source.address or "", note=source.note or "")
            for source in scheme.sources
        ),
        note=scheme.note or "",
        example=_example(scheme, say),
        scale=grade_scale(scheme),
        scores=score_distribution(entries),
        count=len(entries),
        rows=project_rows(shown, names_of(site.frame), origin, say),
        rest=rest,
    )


def _weights(scheme: Scheme, say: Catalogue) -> Iterator[WeightRow]:
    """Yield what full marks are made of: the execution rate where it is scored, and sections."""
    execution = scheme.execution
    if scheme.sections and execution.scored and execution.weight is not None:
        yield WeightRow(
            name=say.translate(N_("预算执行率")), synonyms="", weight=execution.weight.text
        )
    for section in scheme.sections:
        weight = section.weight.text if section.weight else ""
        yield WeightRow(name=section.name, synonyms="、".join(section.synonyms), weight=weight)


def _facts(scheme: Scheme, say: Catalogue) -> tuple[Pair, ...]:
    years = message(N_("来源没有写明"))
    if scheme.years is not None:
        years = _years(scheme.years.first, scheme.years.last)
    return (
        Pair(say.translate(N_("适用地区")), scheme.jurisdiction),
        Pair(say.translate(N_("适用年度")), say.say(years), foreign=False),
        Pair(say.translate(N_("金额单位")), scheme.money_unit.value),
    )


def _years(first: str, last: str | None) -> Message:
    if last is None:
        return message(N_("{first} 年起"), first=first)
    if first == last:
        return message(N_("{year} 年"), year=first)
    return message(N_("{first} 年至 {last} 年"), first=first, last=last)


def _rules(scheme: Scheme) -> Iterator[Message]:
    if not scheme.scored:
        yield message(N_("原件没有打分，只写目标和完成情况。"))
    execution = scheme.execution
    budget = message(DENOMINATORS[execution.denominator.value])
    yield message(N_("预算执行率 = 全年执行数 ÷ {budget}。"), budget=budget)
    if execution.scored and execution.weight is not None:
        yield message(N_("执行率得分 = 执行率 × {weight} 分。"), weight=execution.weight.text)
        if execution.capped:
            yield message(N_("执行率超过 100% 时按满分计。"))
    elif scheme.scored:
        yield message(N_("执行率不单独计分。"))
    if scheme.scored and scheme.total is not None:
        parts = (
            N_("执行率得分与各一级指标得分之和") if execution.scored else N_("各一级指标得分之和")
        )
        yield message(
            N_("总分 = {parts}，满分 {total} 分。"), parts=message(parts), total=scheme.total.text
        )
    if scheme.scored and not scheme.bands:
        yield message(N_("所据来源没有列出等级。"))
    yield from indicator_rules(scheme)


DENOMINATORS = {"全年预算数": N_("全年预算数"), "年初预算数": N_("年初预算数")}


def _bands(
    slug: str, scheme: Scheme, tables: Tables, origin: str, say: Catalogue
) -> tuple[BandRow, ...]:
    used = [band.word for band in scheme.bands if (slug, band.word) in tables.by_grade]
    return tuple(
        BandRow(
            word=band.word,
            synonyms="、".join(band.synonyms),
            words=_in_words(band, say),
            projects=_grade_link(slug, band.word, used, origin),
            count=len(tables.by_grade.get((slug, band.word), ())),
        )
        for band in scheme.bands
    )


def _in_words(band: Band, say: Catalogue) -> str:
    lower = N_("{score}（含）") if band.lower_included else N_("{score}（不含）")
    upper = N_("{score}（含）") if band.upper_included else N_("{score}（不含）")
    return say.say(
        message(
            N_("{lower}至{upper}"),
            lower=message(lower, score=band.lower.text),
            upper=message(upper, score=band.upper.text),
        )
    )


def _grade_link(slug: str, word: str, used: list[str], origin: str) -> Link | None:
    if word not in used:
        return None
    path = urls.page_at("grades", slug, str(used.index(word) + 1))
    return Link(word, urls.relative(origin, path), foreign=True)


def _example(scheme: Scheme, say: Catalogue) -> ExampleView | None:
    result = score_example(scheme)
    if scheme.example is None or result is None:
        return None
    return ExampleView(
        budget=scheme.example.budget.text,
        executed=scheme.example.executed.text,
        unit=scheme.money_unit.value,
        sections=tuple((s.name, s.score.text) for s in scheme.example.sections),
        ledger=ledger_rows(result.ledger, say),
    )
