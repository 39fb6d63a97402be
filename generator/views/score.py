"""Score, grade and sections of a project, always with the scheme they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, message
from generator.views.charts import Bar, GradeScale, mark_score, score_bar
from generator.views.figures import Cell, absent, derived, points_text
from generator.views.shell import Link

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.i18n import Catalogue
    from generator.model.ledger import Result, SectionTotal
    from generator.model.project import Evaluation, ProjectFacts
    from generator.model.scheme import Scheme
    from generator.views.shell import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A first-level section with its points."""

    name: str
    weight: Cell
    score: Cell
    rows: str
    """Which indicator rows it covers; empty where none carry points."""
    bar: Bar | None
    """Score in the outline of the weight; none where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """A section label as printed, where an editor regrouped the rows."""

    name: str
    weight: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """Score and grade, under which scheme."""

    scheme: Link
    score: Cell
    full: str
    """The full marks of the scheme; empty where it gives no points."""
    grade: Cell
    grade_word: str
    """The scheme's own word where the printed one is another; else empty."""
    scale: GradeScale | None
    """The grade on its scale; none where the scheme has no grades."""
    sections: tuple[SectionRow, ...]
    reading_reason: str
    """Why an editor regrouped the rows; empty where nobody did."""
    uncertain: str
    """The rows whose section is uncertain."""
    printed_labels: tuple[LabelRow, ...]


def score_view(
    facts: ProjectFacts, result: Result, origin: str, setting: Setting
) -> ScoreView | None:
    """Return score and grade of a project; None for a mere target declaration."""
    if facts.evaluation is None or facts.scheme is None:
        return None
    say, scheme = setting.catalogue, setting.schemes[facts.scheme]
    scale = setting.scales[facts.scheme]
    reading = facts.evaluation.reading
    printed = facts.evaluation.grade or ""
    return ScoreView(
        scheme=Link(
            scheme.name,
            urls.relative(origin, urls.page_at("schemes", facts.scheme)),
            foreign=True,
        ),
        score=_score(result, scheme, facts.evaluation, say),
        full=scheme.total.text if scheme.scored and scheme.total else "",
        grade=_grade(result, scheme, printed, say),
        grade_word=result.grade if printed and result.grade != printed else "",
        scale=mark_score(scale, result.score, result.grade) if scale else None,
        sections=_rows(result, scheme, say),
        reading_reason=reading.reason if reading else "",
        uncertain="、".join(str(row) for row in reading.uncertain) if reading else "",
        printed_labels=_labels(facts.evaluation) if reading else (),
    )


def _score(result: Result, scheme: Scheme, evaluation: Evaluation, say: Catalogue) -> Cell:
    if result.score is None:
        return absent(say, N_("未打分") if scheme.scored else N_("原件没有打分"))
    stated = evaluation.total.score if evaluation.total else None
    return Cell(stated.text) if stated else derived(points_text(result.score))


def _grade(result: Result, scheme: Scheme, printed: str, say: Catalogue) -> Cell:
    if printed:
        return Cell(printed)
    if result.grade:
        return derived(result.grade)
    return absent(say, N_("未评等级") if scheme.bands else N_("原件未列等级"))


def _rows(result: Result, scheme: Scheme, say: Catalogue) -> tuple[SectionRow, ...]:
    weights = [_weight(section, scheme) for section in result.sections]
    return tuple(
        _row(section, weight, say) for section, weight in zip(result.sections, weights, strict=True)
    )


def _row(section: SectionTotal, weight: Decimal | None, say: Catalogue) -> SectionRow:
    rows = ""
    if section.first is not None:
        said = message(N_("第 {first}–{last} 行"), first=str(section.first), last=str(section.last))
        rows = say.say(said)
    return SectionRow(
        name=section.name,
        weight=Cell(points_text(weight)) if weight is not None else absent(say, N_("未列")),
        score=Cell(points_text(section.score))
        if section.score is not None
        else absent(say, N_("未打分")),
        rows=rows,
        bar=score_bar(section.score, weight),
    )


def _weight(section: SectionTotal, scheme: Scheme) -> Decimal | None:
    """Return the weight of a section: as printed, else what the scheme gives it."""
    if section.weight is not None:
        return section.weight
    for known in scheme.sections:
        if section.name == known.name or section.name in known.synonyms:
            return known.weight.value if known.weight else None
    return None


def _labels(evaluation: Evaluation) -> tuple[LabelRow, ...]:
    return tuple(
        LabelRow(
            name=label.name,
            weight=label.weight.text if label.weight else "",
            row=str(label.row) if label.row else "",
        )
        for label in evaluation.sections
    )
