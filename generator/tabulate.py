"""Entries → indexed, grouped tables. pandas arranges; it never computes a published figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator import urls
from generator.model.entry import Entry, in_list_order
from generator.model.ledger import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.model.identity import DocumentId

Group = tuple[Entry, ...]

EVALUATIONS = "evaluations"
TARGETS = "targets"
OVERALL = "overall"


SHARD_ROWS = 2500
"""Most projects in one file of the catalogue, so that a list with its first file stays light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The part of a year's entries that one file of the catalogue holds, in list order."""

    year: str
    number: int
    """From 1 within the year."""
    entries: Group

    @property
    def path(self) -> str:
        """The file inside the site."""
        return urls.catalogue_shard(self.year, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every entry in list order, and the groups that have a page of their own."""

    entries: Group
    by_year: Mapping[str, Group]
    """Newest year first."""
    by_unit: Mapping[str, Group]
    by_scheme: Mapping[str, Group]
    by_series: Mapping[str, Group]
    """One recurrent project each, newest year first."""
    by_grade: Mapping[tuple[str, str], Group]
    """By scheme and grade word: a grade means nothing without its scheme."""
    by_kind: Mapping[str, Group]
    by_document: Mapping[DocumentId, Group]
    overall: Group
    """Units as a whole: never among the projects, whose money they repeat."""

    @property
    def shards(self) -> tuple[Shard, ...]:
        """The files of the catalogue; their entries, one after another, are all, in list order."""
        return tuple(
            Shard(year=year, number=number, entries=entries[start : start + SHARD_ROWS])
            for year, entries in self.by_year.items()
            for number, start in enumerate(range(0, len(entries), SHARD_ROWS), 1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTotal:
    """Sums of money over evaluations, in 元, exact, with how many of how many they cover."""

    evaluations: int
    """How many entries carry a self-evaluation."""
    counted: int
    """How many of them have both a budget and an executed amount."""
    derived: int
    """How many of the executed amounts are derived, not printed."""
    budget: Decimal
    executed: Decimal
    over_budget: int

    @property
    def rate(self) -> Decimal | None:
        """Executed over budget in percent, exact; None without a budget."""
        return self.executed / self.budget * 100 if self.budget else None


COLUMNS = "year", "unit", "scheme", "series", "grade", "document"
Row = tuple[object, ...]
"""What an entry is grouped by, column by column; None where it belongs to no group."""
Places = dict[str, dict[object, list[int]]]
"""By column and value: the places of the rows that have it."""


def group(rows: Sequence[Row]) -> Places:
    """Return where each value of each column stands. The part of the work that can be sent."""
    import pandas as pd  # noqa: PLC0415  half a second to import, paid only by whoever groups

    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return {
        column: {
            value: list(map(int, places))
            for value, places in frame.groupby(column, sort=False, dropna=True).indices.items()
        }
        for column in COLUMNS
    }


def tabulate(entries: Iterable[Entry], group: Callable[[Sequence[Row]], Places] = group) -> Tables:
    """Return the tables of the site, in an order that never depends on run order."""
    every = sorted(entries, key=in_list_order)
    ordered = tuple(entry for entry in every if not entry.is_overall)
    overall = tuple(entry for entry in every if entry.is_overall)
    places = group([_row(entry) for entry in ordered])

    def grouped(column: str) -> dict[object, Group]:
        return {name: tuple(ordered[i] for i in found) for name, found in places[column].items()}

    return Tables(
        entries=ordered,
        by_year=dict(sorted(grouped("year").items(), reverse=True)),  # type: ignore[arg-type]  # keys of object columns are untyped
        by_unit=dict(sorted(grouped("unit").items())),  # type: ignore[arg-type]  # keys of object columns are untyped
        by_series=dict(sorted(grouped("series").items())),  # type: ignore[arg-type]  # keys of object columns are untyped
        by_scheme=dict(sorted(grouped("scheme").items())),  # type: ignore[arg-type]  # keys of object columns are untyped
        by_grade=grouped("grade"),  # type: ignore[arg-type]  # keys of object columns are untyped
        by_kind=_by_kind(ordered, overall),
        overall=overall,
        by_document=grouped("document"),  # type: ignore[arg-type]  # keys of object columns are untyped
    )


def _row(entry: Entry) -> Row:
    return (
        entry.identity.year,
        entry.identity.unit,
        entry.scheme,
        entry.series or None,
        (entry.scheme, entry.grade) if entry.scheme and entry.grade else None,
        entry.carrier,
    )


def _by_kind(entries: Group, overall: Group) -> Mapping[str, Group]:
    """A project with both statements stands in both groups."""
    groups = {
        EVALUATIONS: tuple(entry for entry in entries if entry.has_evaluation),
        TARGETS: tuple(entry for entry in entries if entry.has_targets),
        OVERALL: overall,
    }
    return {kind: group for kind, group in groups.items() if group}


def total_money(entries: Sequence[Entry]) -> MoneyTotal:
    """Return the sums over the evaluations among `entries` that have both amounts."""
    evaluated = [entry for entry in entries if entry.has_evaluation]
    derived = over = counted = 0
    budget = executed = Decimal(0)
    for entry in evaluated:
        if entry.budget is not None and entry.executed is not None:
            counted += 1
            derived += not entry.executed_stated
            over += entry.executed > entry.budget
            budget += entry.budget
            executed += entry.executed
    return MoneyTotal(
        evaluations=len(evaluated),
        counted=counted,
        derived=derived,
        budget=budget,
        executed=executed,
        over_budget=over,
    )


def count_outcomes(entries: Iterable[Entry]) -> tuple[tuple[Outcome, int], ...]:
    """Return how many ledger lines of `entries` came out how, every outcome listed."""
    found: Counter[Outcome] = Counter()
    for entry in entries:
        for outcome, lines in entry.outcomes:
            found[outcome] += lines
    return tuple((outcome, found[outcome]) for outcome in Outcome)
