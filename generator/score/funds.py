"""Money: what was executed, at which rate, and whether the parts make the whole.

Amounts are in the printed unit (元 or 万元) until they leave this module in a result.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.model.ledger import Outcome
from generator.model.scheme import Denominator
from generator.money import Figure, in_unit, in_yuan, percent, plain, total_of
from generator.score.compare import blocked_line, compare, figure_line, sum_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.ledger import Line
    from generator.model.project import Evaluation, Funds
    from generator.model.scheme import Scheme

HUNDRED = Decimal(100)

CARRY_OVER = N_("原件未列支出数，按全年执行数 = 预算数 − 年末结转 − 上缴核算")
ALL_SPENT = N_("原件只写“已全部支出”，按全年执行数等于预算数核算")
INITIAL_AS_BUDGET = N_("原件未列调整后的全年预算数，按年初预算数核算")
NO_EXECUTED = N_("原件既未列支出数，也未列结转或上缴数")
NO_BUDGET = N_("原件未列预算数")
NO_RECEIVED = N_("原件未列到位数")
ZERO_BUDGET_RECEIVED = N_("预算数为 0，到位率没有意义")
ZERO_BUDGET = N_("预算数为 0，执行率没有意义")

AS_PERCENT = N_("原件印作 {printed}，没有百分号，按百分数核对")
AS_RATIO = N_("原件印作 {printed}，没有百分号，按比值（1 为全部）核对")
EITHER = N_("原件印作 {printed}，没有百分号，按百分数或按比值都不相符")
SPENT_FORMULA = N_("预算数 {value} {unit}已全部支出")
LABEL_EXECUTED = N_("全年执行数")
LABEL_RATE = N_("预算执行率")
LABEL_RECEIVED = N_("资金到位率")
LABEL_PARTS = N_("资金构成合计")
LABEL_PART = N_("资金构成：{name}")
LABEL_SOURCES = N_("资金来源合计（{column}）")
COLUMN_INITIAL, COLUMN_BUDGET, COLUMN_EXECUTED = (
    N_("年初预算数"),
    N_("全年预算数"),
    N_("全年执行数"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the printed unit, stated or derived with assumptions."""

    value: Decimal
    text: str
    assumptions: tuple[Message, ...] = ()


def executed_amount(funds: Funds) -> Amount | None:
    """Return what was executed: as printed, or derived with the assumption said."""
    if funds.executed is not None:
        return Amount(funds.executed.value, funds.executed.text)
    budget = budget_amount(funds, Denominator.ADJUSTED)
    if budget is None:
        return None
    if funds.fully_executed:
        return Amount(budget.value, budget.text, (*budget.assumptions, message(ALL_SPENT)))
    if funds.carried_over is None and funds.returned is None:
        return None
    value = budget.value - total_of(_left(funds))
    return Amount(value, plain(value), (*budget.assumptions, message(CARRY_OVER)))


def budget_amount(funds: Funds, denominator: Denominator) -> Amount | None:
    """Return the budget that a rate is measured against, by the scheme's choice."""
    if denominator is Denominator.ADJUSTED and funds.budget is not None:
        return Amount(funds.budget.value, funds.budget.text)
    if funds.initial is None:
        return None
    assumed = denominator is Denominator.ADJUSTED
    notes = (message(INITIAL_AS_BUDGET),) if assumed else ()
    return Amount(funds.initial.value, funds.initial.text, notes)


def execution_rate(executed: Amount | None, budget: Amount | None) -> Decimal | None:
    """Return executed ÷ budget in percent, exact; None where it cannot be computed."""
    if executed is None or budget is None or budget.value == 0:
        return None
    return executed.value / budget.value * HUNDRED


def _left(funds: Funds) -> list[Figure]:
    return [figure for figure in (funds.carried_over, funds.returned) if figure is not None]


def fund_lines(funds: Funds) -> Iterator[Line]:
    """Yield the ledger lines of the money alone: parts, sources, received, executed."""
    yield from _part_lines(funds)
    yield from _source_lines(funds)
    yield from _received_line(funds)
    yield from _executed_line(funds)


def _part_lines(funds: Funds) -> Iterator[Line]:
    for number, part in enumerate(funds.parts, 1):
        if part.quantity is None or part.price is None:
            continue
        price_unit = part.price_unit or funds.unit
        value = in_unit(in_yuan(part.price.value, price_unit) * part.quantity.value, funds.unit)
        yield figure_line(
            f"part-{number}",
            message(LABEL_PART, name=part.name),
            stated=part.amount,
            computed=value,
            formula=message(
                "{price} {price_unit} × {quantity} = {value} {unit}",
                price=part.price.text,
                price_unit=price_unit,
                quantity=part.quantity.text,
                value=plain(value),
                unit=funds.unit,
            ),
        )
    if funds.parts:
        amounts = [part.amount for part in funds.parts]
        total = total_of(amounts)
        yield figure_line(
            "budget-parts",
            message(LABEL_PARTS),
            stated=funds.budget or funds.initial,
            computed=total,
            formula=sum_formula(amounts, total),
        )


def _source_lines(funds: Funds) -> Iterator[Line]:
    columns = (
        ("initial", COLUMN_INITIAL, funds.initial, [s.initial for s in funds.sources]),
        ("budget", COLUMN_BUDGET, funds.budget, [s.budget for s in funds.sources]),
        ("executed", COLUMN_EXECUTED, funds.executed, [s.executed for s in funds.sources]),
    )
    for anchor, name, stated, column in columns:
        figures = [figure for figure in column if figure is not None]
        if figures:
            total = total_of(figures)
            yield figure_line(
                f"sources-{anchor}",
                message(LABEL_SOURCES, column=message(name)),
                stated=stated,
                computed=total,
                formula=sum_formula(figures, total),
            )


def _received_line(funds: Funds) -> Iterator[Line]:
    if funds.received_rate is None:
        return
    label = message(LABEL_RECEIVED)
    budget = budget_amount(funds, Denominator.ADJUSTED)
    if funds.received is None or budget is None or budget.value == 0:
        reason = message(_received_reason(funds, budget))
        yield blocked_line("received-rate", label, funds.received_rate.text, reason)
        return
    received = Amount(funds.received.value, funds.received.text)
    rate = received.value / budget.value * HUNDRED
    stated, notes = _read(funds.received_rate, rate)
    yield figure_line(
        "received-rate",
        label,
        stated=stated,
        computed=rate,
        shown=_shown(rate, stated),
        formula=_rate_formula(received, budget, rate, stated),
        notes=(*budget.assumptions, *notes),
    )


def _received_reason(funds: Funds, budget: Amount | None) -> str:
    if budget is None:
        return NO_BUDGET
    return NO_RECEIVED if funds.received is None else ZERO_BUDGET_RECEIVED


def _executed_line(funds: Funds) -> Iterator[Line]:
    """Yield a line where the executed amount follows from something else that is printed."""
    budget = budget_amount(funds, Denominator.ADJUSTED)
    left = _left(funds)
    if budget is None or not (left or funds.fully_executed):
        return
    value = budget.value - total_of(left)
    operands = " − ".join([budget.text, *(figure.text for figure in left)])
    derived = executed_amount(funds)
    yield figure_line(
        "executed",
        message(LABEL_EXECUTED),
        stated=funds.executed,
        computed=value,
        formula=message(
            "{operands} = {value} {unit}" if left else SPENT_FORMULA,
            operands=operands,
            value=plain(value),
            unit=funds.unit,
        ),
        notes=derived.assumptions if derived and not funds.executed else budget.assumptions,
    )


def rate_line(evaluation: Evaluation, funds: Funds, scheme: Scheme) -> Line:
    """Return the ledger line of the execution rate under `scheme`."""
    label, stated = message(LABEL_RATE), evaluation.execution_rate
    executed = executed_amount(funds)
    budget = budget_amount(funds, scheme.execution.denominator)
    rate = execution_rate(executed, budget)
    if rate is None or executed is None or budget is None:
        reason = NO_BUDGET if budget is None else NO_EXECUTED if executed is None else ZERO_BUDGET
        text = stated.text if stated else ""
        return blocked_line("execution-rate", label, text, message(reason))
    read, notes = _read(stated, rate)
    return figure_line(
        "execution-rate",
        label,
        stated=read,
        computed=rate,
        shown=_shown(rate, read),
        formula=_rate_formula(executed, budget, rate, read),
        notes=tuple(dict.fromkeys((*executed.assumptions, *budget.assumptions, *notes))),
    )


def _read(stated: Figure | None, computed: Decimal) -> tuple[Figure | None, tuple[Message, ...]]:
    """Return a printed rate in percent; a bare one is read the way that fits, and that is said."""
    if stated is None or stated.text.endswith(("%", "％")):
        return stated, ()
    readings = ((stated, AS_PERCENT), (Figure(stated.text, stated.value.scaleb(2)), AS_RATIO))
    for wanted in (Outcome.AGREES, Outcome.CUT):
        for figure, note in readings:
            if compare(figure, computed) is wanted:
                return figure, (message(note, printed=stated.text),)
    figure, note = readings[0] if stated.value > BARE_RATIOS_END else (readings[1][0], EITHER)
    return figure, (message(note, printed=stated.text),)


BARE_RATIOS_END = Decimal(2)
"""A bare number above this can only mean percent: nobody spends twice the budget."""


def _shown(rate: Decimal, stated: Figure | None) -> str:
    return percent(rate, max(2, stated.places if stated else 2))


def _rate_formula(part: Amount, whole: Amount, rate: Decimal, stated: Figure | None) -> Message:
    return message(
        "{part} ÷ {whole} = {rate}", part=part.text, whole=whole.text, rate=_shown(rate, stated)
    )
