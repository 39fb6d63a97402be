"""The ledger (核对表): for every figure that can be derived, what was stated and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from generator.i18n import Catalogue, Message


class Outcome(StrEnum):
    """How a stated figure stands to the computed one; the first that fits."""

    AGREES = "agrees"
    """相符: equal at the printed precision, rounded half up."""
    CUT = "agrees-when-cut"
    """截位相符: only cutting fits, as 88 % for 88.75 %."""
    DIFFERS = "differs"
    """不符."""
    NOT_COMPUTABLE = "not-computable"
    """无法核算, with the reason."""
    NOT_STATED = "not-stated"
    """原件未列: the computed figure is ours."""

    __hash__ = str.__hash__
    """Lines are counted and worded by their outcome, thirty a page."""


OUTCOME_WORDS = {
    Outcome.AGREES: N_("相符"),
    Outcome.CUT: N_("截位相符"),
    Outcome.DIFFERS: N_("不符"),
    Outcome.NOT_COMPUTABLE: N_("无法核算"),
    Outcome.NOT_STATED: N_("原件未列"),
}


class Line(NamedTuple):
    """One figure of the ledger; a named tuple, since a form has one for every indicator."""

    anchor: str
    """Stable ASCII name of the figure; the page's anchor is `check-` and this."""
    label: Message
    stated: str
    """As printed; empty where the source does not state it."""
    computed: str
    """What comes out; empty where nothing can be computed."""
    outcome: Outcome
    formula: Message
    """The rule with its operands and result."""
    notes: tuple[Message, ...] = ()
    """Assumptions made, or the reason why nothing can be computed."""


class Told(NamedTuple):
    """What a line says in one language."""

    label: str
    formula: str
    notes: tuple[str, ...]


def outcomes_of(lines: Iterable[Line]) -> dict[Outcome, int]:
    """Return how many lines came out how, every outcome listed."""
    counts = dict.fromkeys(Outcome, 0)
    for line in lines:
        counts[line.outcome] += 1
    return counts


def tell(lines: Iterable[Line], catalogue: Catalogue) -> tuple[Told, ...]:
    """Return what lines say in the language of a catalogue."""
    say = catalogue.say
    return tuple(Told(say(n.label), say(n.formula), tuple(map(say, n.notes))) for n in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTotal:
    """A section with the sums of its rows."""

    name: str
    weight: Decimal | None
    """Sum of the weights of its rows in points, or the printed one where rows carry none."""
    score: Decimal | None
    """Sum of the scores of its rows in points, or the printed one."""
    first: int | None = None
    """First indicator row, counted from 1."""
    last: int | None = None
    read_by_editor: bool = False
    """Whether the section is an editor's reading (编者归并)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the engine makes of one project under its scheme. Money is in 元, rates in percent."""

    budget: Decimal | None = None
    executed: Decimal | None = None
    executed_stated: bool = False
    """Whether the executed amount is printed; otherwise it was derived, with an assumption."""
    rate: Decimal | None = None
    """Execution rate, exact."""
    score: Decimal | None = None
    score_stated: bool = False
    grade: str = ""
    """The scheme's own word for the stated grade, or for the score where no grade is stated."""
    sections: tuple[SectionTotal, ...] = ()
    ledger: tuple[Line, ...] = ()
