"""What a rule may look at: one project with its result, its share of the frame, and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check.passages import Passage, passages_of, texts_of
from generator.problem import Location

if TYPE_CHECKING:
    from generator.load import Share
    from generator.model.ledger import Line, Result
    from generator.model.project import Project
    from generator.model.scheme import Scheme
    from generator.problem import Kind
    from generator.read import Places
    from generator.score import Measure


YUAN = frozenset({"元", "万元", "亿元"})
"""Units of money."""


@dataclass(frozen=True, slots=True)
class Case:
    """One project under examination."""

    project: Project
    result: Result
    share: Share
    scheme: Scheme | None
    """The scheme that the facts name."""
    places: Places
    texts: tuple[str, ...]
    """Every text that somebody wrote, in no order that means anything."""
    words: str
    """All of them, a line each: most rules look at them once and find nothing."""
    measures: tuple[Measure, ...]
    """Every indicator row with its target read."""
    money: tuple[Measure, ...]
    """Those whose targets are amounts of money."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every text that somebody wrote, with its place; asked for once something was found."""
        return passages_of(self.project)

    def excuses(self, kind: Kind) -> bool:
        """Whether the unit explains what `kind` reports."""
        return self.is_explained(kind.code, kind.slug)

    def place_of_passage(self, passage: Passage) -> Location:
        """Return where a text stands: its field, or the heading of its section."""
        if passage.path:
            return self.places.at(*passage.path)
        folder = self.places.source.path.rpartition("/")[0]
        narrative = f"{folder}/narrative.md"
        return Location(narrative, line=passage.line)

    def is_explained(self, *subjects: str) -> bool:
        """Whether the unit explains one of `subjects`: rule codes, slugs or ledger anchors."""
        return any(e.subject in subjects for e in self.project.facts.explanations)

    def place_of(self, line: Line) -> Location:
        """Return where the stated figure of a ledger line stands."""
        kind, _, number = line.anchor.partition("-")
        if kind in NUMBERED and number.split("-")[0].isdigit():
            shelf, leaf = NUMBERED[kind]
            row, _, column = number.partition("-")
            return self.places.at(*shelf, int(row) - 1, COLUMNS.get(column, leaf))
        return self.places.at(*PATHS[line.anchor])


def examine(
    project: Project,
    result: Result,
    share: Share,
    places: Places,
    measures: tuple[Measure, ...],
) -> Case:
    """Return a project laid out for examination."""
    scheme = share.schemes.get(project.facts.scheme or "")
    texts = tuple(texts_of(project))
    money = [
        measure
        for measure in measures
        if (target := measure.target) is not None
        and target.quantity is not None
        and target.quantity.unit in YUAN
    ]
    words = "\n".join(texts)
    return Case(project, result, share, scheme, places, texts, words, measures, tuple(money))


NUMBERED = {
    "part": (("资金", "资金构成"), "金额"),
    "section": (("自评", "一级指标"), "分值"),
    "indicator": (("自评", "指标"), "得分"),
    "sum": (("自评", "分项合计"), "合计"),
    "goal": (("自评", "目标"), "得分"),
}
COLUMNS = {"weight": "分值", "score": "得分"}
PATHS: dict[str, tuple[str, ...]] = {
    "budget-parts": ("资金", "资金构成"),
    "sources-initial": ("资金", "年初预算数"),
    "sources-budget": ("资金", "全年预算数"),
    "sources-executed": ("资金", "全年执行数"),
    "received-rate": ("资金", "到位率"),
    "executed": ("资金", "全年执行数"),
    "execution-rate": ("自评", "预算执行率"),
    "execution-score": ("自评", "执行率得分"),
    "section-labels": ("自评", "一级指标"),
    "goal-ratios": ("自评", "目标"),
    "weight-total": ("自评", "总分", "分值"),
    "score-total": ("自评", "总分", "得分"),
    "review-total": ("自评", "总分", "复核得分"),
    "grade": ("自评", "绩效等级"),
}
"""Where the stated figure of each ledger line stands in a project file."""
