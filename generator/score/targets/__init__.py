"""Targets and actual values: what a form prints → operator, quantity, deadline or level.

Plain ones are read outright (`simple`), all else by small grammars (`strict`). What is left over,
or can be read two ways, is not parseable, and says why: nothing is guessed.
"""

from __future__ import annotations

from generator.money import plain
from generator.score.targets.deadlines import Punctuality, judge_deadline, write_date
from generator.score.targets.records import (
    Bound,
    Deadline,
    Quantity,
    Target,
    TargetKind,
    Unparsed,
)
from generator.score.targets.simple import ATTRIBUTES, read_simple
from generator.score.vocabulary import Operator

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
    "parse_target",
    "write_target",
]


def parse_target(
    text: str, operator: str = "", unit: str = "", attribute: str = ""
) -> Target | Unparsed:
    """Return what a printed target says; `operator`, `unit` and `attribute` are split columns."""
    simple = read_simple(text, operator, unit) if attribute in ATTRIBUTES else None
    if simple is not None:
        return simple
    from generator.score.targets.strict import parse_target_strictly  # noqa: PLC0415  few forms need it

    return parse_target_strictly(text, operator, unit, attribute)


def parse_actual(
    text: str, unit: str = "", *, wanted: TargetKind | None = None
) -> Target | Unparsed:
    """Return what a printed actual value says; a sign in it makes it a mere bound.

    Beside a target of the kind 期限 (`wanted`), `11月` is a month and not a number of months.
    """
    simple = read_simple(text, "", unit) if wanted is None or not unit else None
    if simple is not None:
        return simple._replace(text=text) if unit else simple
    from generator.score.targets.strict import parse_actual_strictly  # noqa: PLC0415  as above

    return parse_actual_strictly(text, unit, wanted)


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
