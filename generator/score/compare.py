"""Stated against computed: one rule for every figure of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.model.ledger import Line, Outcome
from generator.money import Figure, cut, plain, round_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

MOST_ADDENDS = 8
"""Longer sums are said as “n 项之和”; the addends stand in the table above the ledger."""
SUM_OF_MANY = N_("{count} 项之和 = {total}")


def compare(stated: Figure, computed: Decimal) -> Outcome:
    """Return how `stated` stands to `computed`, at the precision that was printed."""
    if round_half_up(computed, stated.places) == stated.value:
        return Outcome.AGREES
    if cut(computed, stated.places) == stated.value:
        return Outcome.CUT
    return Outcome.DIFFERS


def figure_line(
    anchor: str,
    label: Message,
    *,
    stated: Figure | None,
    computed: Decimal,
    formula: Message,
    shown: str = "",
    notes: tuple[Message, ...] = (),
) -> Line:
    """Return the ledger line of a figure that can be computed; `shown` is its printed form."""
    return Line(
        anchor=anchor,
        label=label,
        stated=stated.text if stated else "",
        computed=shown or plain(computed),
        outcome=compare(stated, computed) if stated else Outcome.NOT_STATED,
        formula=formula,
        notes=notes,
    )


def blocked_line(anchor: str, label: Message, stated: str, reason: Message) -> Line:
    """Return the ledger line of a figure that cannot be computed, with the reason."""
    return Line(
        anchor=anchor,
        label=label,
        stated=stated,
        computed="",
        outcome=Outcome.NOT_COMPUTABLE,
        formula=message(""),
        notes=(reason,),
    )


def sum_formula(parts: Sequence[Figure], total: Decimal) -> Message:
    """Return `5 + 8 + 2 = 15`, or how many parts were added where they are many."""
    if len(parts) > MOST_ADDENDS:
        return message(SUM_OF_MANY, count=str(len(parts)), total=plain(total))
    addends = " + ".join(part.text for part in parts)
    return message("{sum} = {total}", sum=addends, total=plain(total))
