"""The project page: what a template may see of one project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.model.ledger import Outcome, outcomes_of
from generator.model.project import Evaluation, Goal
from generator.tabulate import EVALUATIONS, OVERALL, TARGETS
from generator.views.compared import ComparedRow, compared_rows
from generator.views.figures import (
    Cell,
    LedgerRow,
    OutcomeCount,
    absent,
    explained,
    ledger_rows,
    outcome_counts,
)
from generator.views.indicators import IndicatorTable, evaluation_table, target_table
from generator.views.money import MoneyView, money_view
from generator.views.prose import NarrativeView, arrange_narrative, is_all, lead_of
from generator.views.quotation import Quotation, quotation
from generator.views.records import (
    AttachmentView,
    CorrectionView,
    DisclosureView,
    attachments,
    corrections,
    disclosure,
    review,
)
from generator.views.score import ScoreView, score_view
from generator.views.shell import Article, Link, Pair, Related, Setting, Shell, make_shell
from generator.views.tools import STATEMENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.load import Share
    from generator.model.identity import ProjectId
    from generator.model.ledger import Result, Told
    from generator.model.project import Project, ProjectFacts, TargetGoal, Targets
    from generator.score import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal with its completion."""

    scope: str
    expected: str
    achieved: Cell
    ratio: str
    """Its share of the total where goals are weighed among each other; empty elsewhere."""
    score: str
    rows: str
    """Which indicator rows belong to it, as a list of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """Everything the project page shows, in the order it shows it."""

    shell: Shell
    name: str
    lead: str
    """What the project is for, in one sentence of its own; empty where it has none."""
    lead_is_all: bool
    """Whether the source says nothing more about it, so that no section repeats the lead."""
    kinds: tuple[str, ...]
    """Which statements the page carries, in words."""
    year: Link
    unit: Link
    document: Link | None
    ordinal: str
    identity: tuple[Pair, ...]
    other_names: tuple[Pair, ...]
    money: MoneyView
    score: ScoreView | None
    prose: NarrativeView
    goals: tuple[GoalView, ...]
    target_goals: tuple[GoalView, ...]
    indicators: IndicatorTable | None
    targets: IndicatorTable | None
    empty_headings: tuple[str, ...]
    notes: tuple[str, ...]
    """Notes printed below the table."""
    ledger: tuple[LedgerRow, ...]
    outcomes: tuple[OutcomeCount, ...]
    checked: int
    """How many ledger lines compare a printed figure with a computed one."""
    disagreements: int
    explanations: tuple[Pair, ...]
    """What the unit says about other things than a line of the ledger."""
    has_explanations: bool
    editor_notes: tuple[str, ...]
    attachments: tuple[AttachmentView, ...]
    disclosures: tuple[DisclosureView, ...]
    review: tuple[Pair, ...]
    corrections: tuple[CorrectionView, ...]
    versions: tuple[str, ...]
    compared: tuple[ComparedRow, ...]
    """Targets as declared beside results; empty where only one statement is published."""
    quotation: Quotation
    series: str
    """Link to the same project over the years; empty where it is linked to none."""
    compare: str
    """Link to where it is put beside other projects; empty for a unit as a whole."""
    json: str
    """Link to everything on this page as JSON."""


COMPARED = frozenset({Outcome.AGREES, Outcome.CUT, Outcome.DIFFERS})
"""Outcomes of lines where both figures are there."""


def view_project(
    project: Project,
    result: Result,
    share: Share,
    setting: Setting,
    *,
    told: Sequence[Told],
    measures: Sequence[Measure],
) -> ProjectView:
    """Return the view of a project; `told`: its ledger in their language, `measures`: its rows."""
    facts, say, origin = project.facts, setting.catalogue, project.identity.page
    evaluation, targets, lead = facts.evaluation, facts.targets, lead_of(project.narrative)
    return ProjectView(
        shell=_shell(project, share, setting, origin, lead),
        name=facts.name,
        lead=lead,
        lead_is_all=is_all(project.narrative),
        kinds=tuple(_kinds(project, say)),
        year=_year_link(project, origin, say),
        unit=_unit_link(project, share, origin),
        document=_document_link(project, share, origin),
        ordinal=facts.ordinal or "",
        identity=tuple(_identity(project, share, say)),
        other_names=tuple(Pair(other.place, other.name) for other in facts.other_names),
        money=money_view(facts, result, say),
        score=score_view(facts, result, origin, setting),
        prose=arrange_narrative(project.narrative, say, evaluated=evaluation is not None),
        goals=_goals(evaluation, say),
        target_goals=_goals(targets, say),
        indicators=evaluation_table(evaluation, say) if evaluation else None,
        targets=target_table(targets) if targets else None,
        empty_headings=_empty_headings(facts),
        notes=evaluation.notes if evaluation else (),
        ledger=ledger_rows(result.ledger, say, facts.explanations, told),
        outcomes=outcome_counts((counts := outcomes_of(result.ledger)).items(), say),
        checked=sum(counts[outcome] for outcome in COMPARED),
        disagreements=counts[Outcome.DIFFERS],
        explanations=_explanations(facts, result),
        has_explanations=bool(facts.explanations),
        editor_notes=facts.editor_notes,
        attachments=attachments(project.attachments, origin),
        disclosures=_disclosures(facts, say),
        review=review(facts.review, say),
        corrections=corrections(facts.corrections),
        versions=tuple(str(number) for number in project.versions),
        compared=compared_rows(facts, measures, say),
        quotation=quotation(project, share, setting),
        series=_series_link(project, origin),
        compare=_compare_link(project.identity, origin),
        json=urls.relative(origin, urls.project_json(project.identity.folder)),
    )


def _shell(project: Project, share: Share, setting: Setting, origin: str, lead: str) -> Shell:
    facts, identity = project.facts, project.identity
    unit = share.unit.name if share.unit else identity.unit
    statement = facts.evaluation or facts.targets
    record = statement.disclosure if statement else None
    return make_shell(
        setting,
        origin,
        facts.name,
        description=" ".join(part for part in (unit, identity.year, facts.name, lead) if part),
        crumbs=(
            *_way_to(identity, setting.catalogue),
            (unit, urls.page_at("units", identity.unit), True),
        ),
        article=Article(
            published=record.published.isoformat() if record and record.published else "",
            source=(record.publisher or "") if record else "",
            index_number=(record.index_number or "") if record else "",
            version=len(facts.corrections) + 1,
        ),
        related=(
            Related(
                "alternate",
                "application/json",
                urls.project_json(identity.folder),
                setting.catalogue.translate(N_("本项目数据（JSON）")),
            ),
        ),
    )


def _way_to(identity: ProjectId, say: Catalogue) -> tuple[tuple[str, str, bool], ...]:
    """Return the lists above a project, from the widest on."""
    if identity.is_overall:
        return ((say.translate(STATEMENT_WORDS[OVERALL]), urls.page_at("kinds", OVERALL), False),)
    return (
        (say.translate(N_("全部项目")), urls.page_at("projects"), False),
        (identity.year, urls.page_at("years", identity.year), False),
    )


def _kinds(project: Project, say: Catalogue) -> Iterator[str]:
    if project.facts.evaluation is not None:
        whole = project.identity.is_overall
        yield say.translate(STATEMENT_WORDS[OVERALL if whole else EVALUATIONS])
    if project.facts.targets is not None:
        yield say.translate(STATEMENT_WORDS[TARGETS])


def _year_link(project: Project, origin: str, say: Catalogue) -> Link:
    """Return the link to the year; a unit as a whole stands in no list of projects."""
    year = project.identity.year
    text = say.say(message(N_("{year} 年度"), year=year))
    whole = project.identity.is_overall
    page = urls.page_at("kinds", OVERALL) if whole else urls.page_at("years", year)
    return Link(text, urls.relative(origin, page))


def _unit_link(project: Project, share: Share, origin: str) -> Link:
    unit = project.identity.unit
    name = share.unit.name if share.unit else unit
    return Link(name, urls.relative(origin, urls.page_at("units", unit)), foreign=True)


def _series_link(project: Project, origin: str) -> str:
    series = project.facts.series
    listed = series is not None and not project.identity.is_overall
    return urls.relative(origin, urls.page_at("series", series or "")) if listed else ""


def _compare_link(identity: ProjectId, origin: str) -> str:
    if identity.is_overall:
        return ""
    return urls.compare_with(origin, identity.year, identity.unit, identity.slug)


def _document_link(project: Project, share: Share, origin: str) -> Link | None:
    for identity, facts in share.documents.items():
        if identity.slug == project.facts.document:
            return Link(facts.title, urls.relative(origin, identity.page), foreign=True)
    return None


def _identity(project: Project, share: Share, say: Catalogue) -> Iterator[Pair]:
    facts = project.facts
    recurrent = {True: "是", False: "否", None: None}[facts.recurrent]
    fields = (
        ("code", N_("项目编码"), facts.code),
        ("attribute", N_("项目属性"), facts.attribute),
        ("recurrent", N_("是否经常性项目"), recurrent),
        ("department", N_("主管部门"), facts.department),
        ("executing_unit", N_("实施单位"), facts.executing_unit),
        ("office", N_("具体实施处（科室）"), facts.office),
    )
    for name, term, value in fields:
        if name in facts.model_fields_set:
            yield _printed(say, term, value)
    if share.unit is not None:
        yield Pair(say.translate(N_("地区")), share.unit.region)
    evaluation = facts.evaluation
    if evaluation is not None and "evaluated_on" in evaluation.model_fields_set:
        yield _printed(say, N_("自评时间"), evaluation.evaluated_on)


def _printed(say: Catalogue, term: str, value: str | None) -> Pair:
    """Return a field that the form prints; left blank is said, not hidden."""
    if value is None:
        return Pair(say.translate(term), say.translate(N_("原件留空")), foreign=False)
    return Pair(say.translate(term), value)


def _goals(statement: Targets | Evaluation | None, say: Catalogue) -> tuple[GoalView, ...]:
    goals: Sequence[TargetGoal] = statement.goals if statement else ()
    rows: dict[int, list[str]] = {}
    if isinstance(statement, Evaluation) and goals:
        for number, row in enumerate(statement.indicators, 1):
            if row.goal is not None:
                rows.setdefault(row.goal, []).append(str(number))
    return tuple(
        GoalView(
            scope=goal.scope or "",
            expected=goal.expected,
            achieved=_achieved(goal, say),
            ratio=goal.ratio.text if isinstance(goal, Goal) and goal.ratio else "",
            score=goal.score.text if isinstance(goal, Goal) and goal.score else "",
            rows="、".join(rows.get(number, ())),
        )
        for number, goal in enumerate(goals, 1)
    )


def _achieved(goal: TargetGoal, say: Catalogue) -> Cell:
    stated = goal.achieved if isinstance(goal, Goal) else None
    return Cell(stated) if stated else absent(say, N_("原件未列"))


def _empty_headings(facts: ProjectFacts) -> tuple[str, ...]:
    statements = (facts.evaluation, facts.targets)
    return tuple(heading for s in statements if s is not None for heading in s.empty_headings)


def _explanations(facts: ProjectFacts, result: Result) -> tuple[Pair, ...]:
    """Return what the unit explains apart from lines of the ledger."""
    return tuple(
        Pair(e.subject, e.text) for e in facts.explanations if not explained(e, result.ledger)
    )


def _disclosures(facts: ProjectFacts, say: Catalogue) -> tuple[DisclosureView, ...]:
    found = []
    if facts.evaluation is not None:
        found.append(disclosure(say.translate(N_("绩效自评")), facts.evaluation.disclosure, say))
    if facts.targets is not None:
        found.append(disclosure(say.translate(N_("绩效目标")), facts.targets.disclosure, say))
    return tuple(found)
