"""The money block: budget, execution and rate, in the unit that was printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.money import MoneyUnit, grouped, in_unit
from generator.views.charts import Bar, money_bar
from generator.views.figures import Cell, absent, derived, rate_text
from generator.views.shell import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.i18n import Catalogue
    from generator.model.ledger import Result
    from generator.model.project import ProjectFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """One printed amount."""

    label: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part of the budget by use."""

    name: str
    amount: str
    arithmetic: str
    """Quantity and price as printed; empty where the source gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source of the money."""

    name: str
    initial: str
    budget: str
    executed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyView:
    """Budget, execution and rate."""

    unit: str
    """元 or 万元."""
    budget_label: str
    """Which budget: the year's, or the initial one."""
    budget: Cell
    executed: Cell
    rate: Cell
    is_planned_only: bool
    """Whether there is only a target declaration, which says nothing of execution."""
    balance: str
    """What is over or left in words with its amount; empty where unknown."""
    is_over: bool
    bar: Bar | None
    """Executed money in the outline of the budget; none where unknown."""
    cause: str
    """The reason for unspent money as the source gives it."""
    wants_cause: bool
    """Whether money is left or over and the source gives no reason."""
    rows: tuple[MoneyRow, ...]
    """Everything else that is printed about the money."""
    parts: tuple[PartRow, ...]
    allocations: tuple[Pair, ...]
    sources: tuple[SourceRow, ...]


def money_view(facts: ProjectFacts, result: Result, say: Catalogue) -> MoneyView:
    """Return the money block of a project."""
    funds = facts.funds
    budget = funds.budget or funds.initial
    difference = _difference(result)
    return MoneyView(
        unit=funds.unit.value,
        budget_label=say.translate(N_("全年预算数") if funds.budget else N_("年初预算数")),
        budget=Cell(budget.text) if budget else absent(say, N_("未列")),
        executed=_executed(facts, result, say),
        rate=_rate(facts, result, say),
        is_planned_only=facts.evaluation is None,
        balance=_balance(difference, funds.unit, say),
        is_over=difference is not None and difference > 0,
        bar=money_bar(result.budget, result.executed),
        cause=funds.cause or "",
        wants_cause=not funds.cause and difference is not None and difference != 0,
        rows=tuple(_rows(facts, say)),
        parts=tuple(_parts(facts)),
        allocations=tuple(Pair(a.name, a.amount.text) for a in funds.allocations),
        sources=tuple(_sources(facts)),
    )


def _difference(result: Result) -> Decimal | None:
    if result.budget is None or result.executed is None:
        return None
    return result.executed - result.budget


def _executed(facts: ProjectFacts, result: Result, say: Catalogue) -> Cell:
    funds = facts.funds
    if funds.executed is not None:
        return Cell(funds.executed.text)
    if result.executed is not None:
        return derived(grouped(in_unit(result.executed, funds.unit)))
    return absent(say, N_("未列"))


def _rate(facts: ProjectFacts, result: Result, say: Catalogue) -> Cell:
    evaluation = facts.evaluation
    if evaluation is None:
        return absent(say, N_("未列"))
    if evaluation.execution_rate is not None:
        return Cell(evaluation.execution_rate.text)
    if result.rate is not None:
        return derived(rate_text(result.rate))
    return absent(say, N_("无法核算"))


def _balance(difference: Decimal | None, unit: MoneyUnit, say: Catalogue) -> str:
    if difference is None:
        return ""
    amount = grouped(in_unit(abs(difference), unit))
    if difference > 0:
        return say.say(message(N_("超出预算 {amount} {unit}"), amount=amount, unit=unit.value))
    if difference < 0:
        return say.say(message(N_("未执行 {amount} {unit}"), amount=amount, unit=unit.value))
    return say.translate(N_("预算全部执行"))


def _rows(facts: ProjectFacts, say: Catalogue) -> Iterator[MoneyRow]:
    funds = facts.funds
    amounts = (
        (N_("上年预算数"), funds.previous),
        (N_("年初预算数"), funds.initial if funds.budget else None),
        (N_("资金到位数"), funds.received),
        (N_("上年结转"), funds.carried_in),
        (N_("年末结转"), funds.carried_over),
        (N_("上缴"), funds.returned),
    )
    for label, figure in amounts:
        if figure is not None:
            yield MoneyRow(label=say.translate(label), amount=figure.text, unit=funds.unit.value)
    if funds.previous is not None and (now := funds.budget or funds.initial) is not None:
        yield from _growth(funds.previous.value, now.value, funds.unit, say)
    if funds.received_rate is not None:
        label = say.translate(N_("资金到位率"))
        yield MoneyRow(label=label, amount=funds.received_rate.text, unit="")
    if funds.origin is not None:
        yield MoneyRow(label=say.translate(N_("经费来源")), amount=funds.origin, unit="")


def _growth(before: Decimal, now: Decimal, unit: MoneyUnit, say: Catalogue) -> Iterator[MoneyRow]:
    """Yield how much the budget grew or shrank against the year before, in words."""
    if before <= 0 or now == before:
        return
    label = N_("比上年增加（本站推算）") if now > before else N_("比上年减少（本站推算）")
    share = rate_text(abs(now - before) / before * 100)
    amount = say.say(message("{amount} {unit}", amount=grouped(abs(now - before)), unit=unit.value))
    said = say.say(message(N_("{amount}（{share}）"), amount=amount, share=share))
    yield MoneyRow(label=say.translate(label), amount=said, unit="")


def _parts(facts: ProjectFacts) -> Iterator[PartRow]:
    for part in facts.funds.parts:
        arithmetic = ""
        if part.quantity is not None and part.price is not None:
            price_unit = (part.price_unit or facts.funds.unit).value
            measure = part.quantity_unit or ""
            arithmetic = f"{part.price.text}{price_unit} × {part.quantity.text}{measure}"
        yield PartRow(name=part.name, amount=part.amount.text, arithmetic=arithmetic)


def _sources(facts: ProjectFacts) -> Iterator[SourceRow]:
    for source in facts.funds.sources:
        yield SourceRow(
            name=source.name,
            initial=source.initial.text if source.initial else "",
            budget=source.budget.text if source.budget else "",
            executed=source.executed.text if source.executed else "",
        )
