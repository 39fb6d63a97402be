"""Figures as a page shows them: stated, derived or absent, never mixed up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.check.arithmetic import subjects_of
from generator.i18n import N_
from generator.model.ledger import OUTCOME_WORDS, Outcome, tell
from generator.money import MoneyUnit, grouped, in_unit, percent, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from generator.i18n import Catalogue
    from generator.model.disclosure import Explanation
    from generator.model.entry import Entry
    from generator.model.ledger import Line, Told
    from generator.tabulate import MoneyTotal


class State(StrEnum):
    """Where a figure comes from."""

    STATED = "stated"
    """Printed by the unit."""
    DERIVED = "derived"
    """Computed by this site from what is printed."""
    ABSENT = "absent"
    """Not there; the text says why."""

    __repr__ = str.__repr__
    """What the digest of a page is made of, a hundred times a page."""


class Cell(NamedTuple):
    """A figure, or the words that stand for its absence; a page has a hundred of them."""

    text: str
    state: State = State.STATED


class LedgerRow(NamedTuple):
    """A ledger line, ready to print; a tuple for the reason that rows of indicators are."""

    anchor: str
    """Page anchor, `check-execution-rate`."""
    label: str
    stated: Cell
    computed: Cell
    outcome: str
    """The outcome in words."""
    outcome_key: str
    """The outcome as an ASCII word, for the style."""
    formula: str
    notes: tuple[str, ...]
    explanations: tuple[str, ...]
    """What the unit says about this line."""


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many ledger lines came out one way."""

    word: str
    key: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of money over a group of evaluations, ready to print."""

    evaluations: int
    counted: int
    derived: int
    over_budget: int
    budget: str
    """万元, exact."""
    executed: str
    rate: str


def derived(text: str) -> Cell:
    """Return the cell of a figure that this site computed."""
    return Cell(text, State.DERIVED)


def absent(catalogue: Catalogue, reason: str) -> Cell:
    """Return the cell of a figure that is not there, saying why."""
    return Cell(catalogue.translate(reason), State.ABSENT)


def cells_of(texts: Iterable[str], missing: Cell, state: State = State.STATED) -> dict[str, Cell]:
    """Return the cells of a column by their texts, of which many are alike.

    `missing` is that of the empty text.
    """
    return {text: Cell(text, state) for text in set(texts)} | {"": missing}


def in_wan(yuan: Decimal) -> str:
    """Return an amount of 元 in 万元, exact, with commas."""
    return grouped(in_unit(yuan, MoneyUnit.WAN_YUAN))


def rate_text(rate: Decimal) -> str:
    """Return a computed rate for reading: two decimals."""
    return percent(rate)


def points_text(points: Decimal) -> str:
    """Return computed points for reading: at most two decimals, none added."""
    return rounded(points, 2)


def ledger_rows(
    lines: Sequence[Line],
    catalogue: Catalogue,
    explanations: Sequence[Explanation] = (),
    told: Sequence[Told] = (),
) -> tuple[LedgerRow, ...]:
    """Return the ledger, ready to print, with what the unit says beside the line it is about.

    `told`: what the lines say, where it has been told before.
    """
    unstated, unknown = absent(catalogue, N_("未列")), absent(catalogue, N_("无"))
    stated = cells_of((line.stated for line in lines), unstated)
    computed = cells_of((line.computed for line in lines), unknown, State.DERIVED)
    words = {o: (catalogue.translate(word), o.value) for o, word in OUTCOME_WORDS.items()}
    return tuple(
        LedgerRow(
            f"check-{line.anchor}",
            said.label,
            stated[line.stated],
            computed[line.computed],
            *words[line.outcome],
            said.formula,
            said.notes,
            _said_of(line, explanations) if explanations else (),
        )
        for line, said in zip(lines, told or tell(lines, catalogue), strict=True)
    )


def explained(explanation: Explanation, lines: Sequence[Line]) -> bool:
    """Whether an explanation stands beside a line of the ledger."""
    return any(explanation.subject in subjects_of(line) for line in lines)


def _said_of(line: Line, explanations: Sequence[Explanation]) -> tuple[str, ...]:
    subjects = subjects_of(line)
    return tuple(e.text for e in explanations if e.subject in subjects)


def outcome_counts(
    counts: Iterable[tuple[Outcome, int]], catalogue: Catalogue
) -> tuple[OutcomeCount, ...]:
    """Return the outcomes with their counts, ready to print."""
    return tuple(
        OutcomeCount(catalogue.translate(OUTCOME_WORDS[outcome]), outcome.value, count)
        for outcome, count in counts
    )


def totals(total: MoneyTotal) -> Totals:
    """Return sums of money, ready to print."""
    return Totals(
        evaluations=total.evaluations,
        counted=total.counted,
        derived=total.derived,
        over_budget=total.over_budget,
        budget=in_wan(total.budget),
        executed=in_wan(total.executed),
        rate=rate_text(total.rate) if total.rate is not None else "",
    )


def score_cell(entry: Entry, catalogue: Catalogue) -> Cell:
    """Return the score of an entry: printed, summed up, or why there is none."""
    if not entry.has_evaluation:
        return absent(catalogue, N_("无自评"))
    if entry.score is None:
        return absent(catalogue, N_("未打分"))
    text = points_text(entry.score)
    return Cell(text) if entry.score_stated else derived(text)


def grade_cell(entry: Entry, catalogue: Catalogue) -> Cell:
    """Return the grade of an entry: printed, by score, or why there is none."""
    if not entry.grade:
        return absent(catalogue, N_("未评等级") if entry.has_evaluation else N_("无自评"))
    return Cell(entry.grade_printed) if entry.grade_printed else derived(entry.grade)


def rate_cell(entry: Entry, catalogue: Catalogue) -> Cell:
    """Return the execution rate of an entry: printed, computed, or why there is none."""
    if entry.rate_stated:
        return Cell(entry.rate_stated)
    if entry.rate is not None:
        return derived(rate_text(entry.rate))
    return absent(catalogue, N_("无法核算") if entry.has_evaluation else N_("未列"))


def budget_cell(entry: Entry, catalogue: Catalogue) -> Cell:
    """Return the budget of an entry in 万元."""
    return Cell(in_wan(entry.budget)) if entry.budget is not None else absent(catalogue, N_("未列"))


def executed_cell(entry: Entry, catalogue: Catalogue) -> Cell:
    """Return what was executed in 万元: printed, derived, or why it is not known."""
    if entry.executed is None:
        return absent(catalogue, N_("未列"))
    text = in_wan(entry.executed)
    return Cell(text) if entry.executed_stated else derived(text)
