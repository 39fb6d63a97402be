"""Targets and actual values: what a form prints → operator, quantity, deadline or level.

A text is read as a whole by small grammars (`quantities`, `dates`); words have no number in them.
What is left over, or can be read two ways, is not parseable, and says why: nothing is guessed.
"""

from __future__ import annotations

from generator.i18n import Message, message
from generator.money import plain
from generator.score.targets.dates import Punctuality, judge_deadline, read_date, write_date
from generator.score.targets.puzzles import explain
from generator.score.targets.quantities import Measured, read_quantity
from generator.score.targets.records import (
    COLUMN_SIGN,
    MARKED_QUALITATIVE,
    TOO_LONG,
    Bound,
    Deadline,
    Quantity,
    Target,
    TargetKind,
    Unparsed,
)
from generator.score.targets.simple import ATTRIBUTES, level, read_simple
from generator.score.targets.units import read_column
from generator.score.vocabulary import (
    NEUTRAL,
    REACHED,
    SIGNS,
    Operator,
    fold,
    is_placeholder,
)

__all__ = [
    "Bound",
    "Deadline",
    "Operator",
    "Punctuality",
    "Quantity",
    "Target",
    "TargetKind",
    "Unparsed",
    "judge_deadline",
    "parse_actual",
    "parse_actual_strictly",
    "parse_target",
    "parse_target_strictly",
    "write_target",
]

LONGEST = 120
"""Characters; longer texts tell a story."""
QUALITATIVE = ("定性", "定性指标")
NOTHING: frozenset[str] = frozenset()


def parse_target(
    text: str, *, operator: str = "", unit: str = "", attribute: str = ""
) -> Target | Unparsed:
    """Return what a printed target says; `operator`, `unit` and `attribute` are split columns."""
    simple = read_simple(text, operator, unit) if attribute in ATTRIBUTES else None
    return simple or parse_target_strictly(text, operator, unit, attribute)


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


def parse_actual(
    text: str, *, unit: str = "", wanted: TargetKind | None = None
) -> Target | Unparsed:
    """Return what a printed actual value says; a sign in it makes it a mere bound.

    Beside a target of the kind 期限 (`wanted`), `11月` is a month and not a number of months.
    """
    simple = read_simple(text, "", unit) if wanted is None or not unit else None
    if simple is not None:
        return simple._replace(text=text) if unit else simple
    return parse_actual_strictly(text, unit, wanted)


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


def write_target(target: Target) -> str:
    """Return a target in its canonical form, `≥95%`; words stay as they are printed."""
    if target.deadline is not None and not target.deadline.recurrent:
        return write_date(target.deadline)
    if target.quantity is None:
        return target.level or target.text
    quantity = target.quantity
    about = "约" if quantity.approximate else ""
    upper = f"-{plain(quantity.upper)}{quantity.unit}" if quantity.upper is not None else ""
    sign = target.operator.value if target.operator else ""
    return f"{sign}{about}{plain(quantity.value)}{quantity.unit}{upper}"
