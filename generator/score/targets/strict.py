"""Targets and actual values by grammars, each text read as a whole (`quantities`, `dates`).

Only what `simple` leaves is read so; most forms print nothing of the kind, and load no grammar.
"""

from __future__ import annotations

from generator.i18n import Message, message
from generator.score.targets.dates import read_date
from generator.score.targets.puzzles import explain
from generator.score.targets.quantities import Measured, read_quantity
from generator.score.targets.records import (
    COLUMN_SIGN,
    MARKED_QUALITATIVE,
    TOO_LONG,
    Deadline,
    Target,
    TargetKind,
    Unparsed,
)
from generator.score.targets.simple import level
from generator.score.targets.units import read_column
from generator.score.vocabulary import (
    NEUTRAL,
    REACHED,
    SIGNS,
    Operator,
    fold,
    is_placeholder,
)

LONGEST = 120
"""Characters; longer texts tell a story."""
QUALITATIVE = ("定性", "定性指标")
NOTHING: frozenset[str] = frozenset()


def parse_target_strictly(text: str, operator: str, unit: str, attribute: str) -> Target | Unparsed:
    """Return the same as `parse_target` by the grammars alone."""
    printed = " ".join(part.strip() for part in (operator, text, unit) if part.strip())
    column = fold(operator)
    is_qualitative = column in QUALITATIVE or fold(attribute) in QUALITATIVE
    if (
        not is_qualitative
        and column not in SIGNS
        and column not in NEUTRAL
        and not is_placeholder(column)
    ):
        return Unparsed(printed, message(COLUMN_SIGN, sign=operator.strip()))
    found = _parse(text, fold(unit), printed, SIGNS.get(column), NOTHING)
    return _qualitative(found, printed, text) if is_qualitative else found


def parse_actual_strictly(text: str, unit: str, wanted: TargetKind | None) -> Target | Unparsed:
    """Return the same as `parse_actual` by the grammars alone."""
    is_asked = wanted is TargetKind.DEADLINE
    return _parse(text, fold(unit), text.strip(), None, REACHED, is_asked=is_asked)


def _qualitative(found: Target | Unparsed, printed: str, text: str) -> Target | Unparsed:
    """Return the words of a target that the form itself calls qualitative."""
    if isinstance(found, Target) and found.kind is TargetKind.UNSET:
        return found
    if isinstance(found, Target) and found.quantity is not None:
        return Unparsed(printed, message(MARKED_QUALITATIVE))
    return level(printed, text.strip())


def _parse(
    text: str,
    unit: str,
    printed: str,
    sign: Operator | None,
    ignored: frozenset[str],
    *,
    is_asked: bool = False,
) -> Target | Unparsed:
    folded = fold(text)
    if is_placeholder(folded):
        return Target(kind=TargetKind.UNSET, text=printed)
    if len(folded) > LONGEST:
        is_words = explain(folded) is None
        return level(printed, text.strip()) if is_words else Unparsed(printed, message(TOO_LONG))
    dated = read_date(folded, sign, is_asked=True) if is_asked else None
    if isinstance(dated, Deadline):
        return Target(kind=TargetKind.DEADLINE, text=printed, deadline=dated)
    found = _counted(folded, unit, sign, ignored)
    if isinstance(found, Measured):
        return Target(
            kind=TargetKind.QUANTITATIVE,
            text=printed,
            operator=found.operator,
            quantity=found.quantity,
        )
    dated = read_date(folded, sign, is_asked=False)
    if isinstance(dated, Deadline):
        return Target(kind=TargetKind.DEADLINE, text=printed, deadline=dated)
    reason = found or dated or explain(folded)
    return level(printed, text.strip()) if reason is None else Unparsed(printed, reason)


def _counted(
    folded: str, unit: str, sign: Operator | None, ignored: frozenset[str]
) -> Measured | Message | None:
    column = read_column(unit)
    if isinstance(column, Message):
        return column
    return read_quantity(folded, column, sign, ignored)
