"""Entries become ordered groups and exact sums, however they come in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.entry import Entry
from generator.model.identity import DocumentId, ProjectId
from generator.model.ledger import Outcome
from generator.money import percent
from generator.tabulate import EVALUATIONS, TARGETS, count_outcomes, tabulate, total_money

BLANK = Entry(
    identity=ProjectId("2020", "north", "roads"),
    name="道路养护费",
    has_targets=False,
    has_evaluation=True,
    scheme="points",
    named_scheme="points",
    document=None,
    position=0,
    ordinal="",
    budget=None,
    executed=None,
    executed_stated=False,
    rate=None,
    rate_stated="",
    score=None,
    score_stated=False,
    grade="",
    grade_printed="",
    outcomes=(),
    missing=(),
    index_number="",
    evaluation_published=None,
    targets_published=None,
    corrections=0,
    series="",
    problems=(),
    measures=(),
    indicators=0,
    sentences=b"",
)


def entry(year: str, unit: str, slug: str, document: str | None = None, position: int = 0) -> Entry:
    """Return an entry with an identity and a place in a document."""
    return BLANK._replace(
        identity=ProjectId(year, unit, slug), document=document, position=position
    )


def money(budget: str | None, executed: str | None, *, stated: bool = True) -> Entry:
    """Return an evaluation with amounts in 元."""
    return BLANK._replace(
        budget=None if budget is None else Decimal(budget),
        executed=None if executed is None else Decimal(executed),
        executed_stated=stated,
    )


ORDERED = (
    entry("2021", "north", "parks"),
    entry("2020", "north", "lamps"),
    entry("2020", "north", "roads", "report", 1),
    entry("2020", "north", "water", "report", 2),
    entry("2020", "north", "bins", "report", 10),
    entry("2020", "south", "ditches"),
    entry("2018", "north", "roads"),
)
TARGET = BLANK._replace(has_targets=True, has_evaluation=False, scheme=None)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.permutations(ORDERED))
def test_lists_have_one_order(entries: list[Entry]) -> None:
    """Newest year first, then unit, document and printed place, whatever order entries come in."""
    tables = tabulate(entries)
    assert tables.entries == ORDERED
    assert list(tables.by_year) == ["2021", "2020", "2018"]
    assert tables.by_year["2020"] == ORDERED[1:6]
    assert list(tables.by_unit) == ["north", "south"]
    assert tables.by_unit["south"] == (ORDERED[5],)


def test_document_holds_its_projects_in_printed_order() -> None:
    """A document's projects stand by their place in it; projects without one are in no document."""
    assert tabulate(ORDERED).by_document == {DocumentId("2020", "north", "report"): ORDERED[2:5]}


def test_same_slug_of_another_unit_is_another_document() -> None:
    """Documents of two units with one name are two documents."""
    north, south = (
        entry("2020", "north", "a", "report", 1),
        entry("2020", "south", "a", "report", 1),
    )
    assert tabulate((south, north)).by_document == {
        DocumentId("2020", "north", "report"): (north,),
        DocumentId("2020", "south", "report"): (south,),
    }


def test_grade_is_grouped_within_its_scheme() -> None:
    """The same word under two schemes is two groups; no grade and no scheme are none."""
    first = entry("2020", "a", "a")._replace(grade="优", scheme="points")
    second = entry("2020", "a", "b")._replace(grade="优", scheme="minhang-2020")
    third = entry("2020", "a", "c")._replace(grade="优", scheme="points")
    none = entry("2020", "a", "d")._replace(grade="", scheme="points")
    stray = entry("2020", "a", "e")._replace(grade="优", scheme=None)
    tables = tabulate((first, second, third, none, stray))
    assert tables.by_grade == {("points", "优"): (first, third), ("minhang-2020", "优"): (second,)}
    assert tables.by_scheme == {"minhang-2020": (second,), "points": (first, third, none)}


def test_project_with_both_statements_stands_in_both_kinds() -> None:
    """Evaluations and targets are never mixed, and a project may have both."""
    both = BLANK._replace(has_targets=True)
    tables = tabulate((both, TARGET._replace(identity=ProjectId("2020", "south", "parks"))))
    assert tables.by_kind == {EVALUATIONS: (tables.entries[0],), TARGETS: tables.entries}


def test_kind_without_projects_is_absent() -> None:
    """A kind that nobody published has no group, and so no empty page."""
    assert tabulate((BLANK,)).by_kind == {EVALUATIONS: (BLANK,)}


def test_nothing_gives_empty_tables() -> None:
    """A site without projects has tables without groups."""
    tables = tabulate(())
    assert tables.entries == ()
    groups = (
        tables.by_year,
        tables.by_unit,
        tables.by_scheme,
        tables.by_grade,
        tables.by_kind,
        tables.by_document,
    )
    assert [dict(group) for group in groups] == [{}, {}, {}, {}, {}, {}]


HONGSHAN = [
    money(budget, executed)
    for budget, executed in (
        ("3055000", "2714600"),
        ("261500", "263300"),
        ("400000", "355000"),
        ("218000", "174100"),
        ("1500000", "1477500"),
        ("2000000", "450000"),
        ("1750000", "1820000"),
    )
]
YANCHI = [
    money("120000", "68900", stated=False),
    money("150000", "150000", stated=False),
    money("360000", "108000", stated=False),
    money("100000", "4600"),
    money("60000", "60000", stated=False),
    money("600000", "600000", stated=False),
]


def test_hongshan_sums_to_its_published_figures() -> None:
    """Seven projects of 2018: 918.45 万元 budgeted, 725.45 spent, 78.99 %, two over budget."""
    total = total_money(HONGSHAN)
    assert (total.budget, total.executed) == (Decimal(9184500), Decimal(7254500))
    assert percent(total.rate or Decimal(0)) == "78.99%"
    assert (total.evaluations, total.counted, total.derived, total.over_budget) == (7, 7, 0, 2)


def test_yanchi_sums_to_its_published_figures() -> None:
    """Six projects of 2020: 139 万元 budgeted, 99.15 spent, 71.33 %, five amounts derived."""
    total = total_money(YANCHI)
    assert (total.budget, total.executed) == (Decimal(1390000), Decimal(991500))
    assert percent(total.rate or Decimal(0)) == "71.33%"
    assert (total.evaluations, total.counted, total.derived, total.over_budget) == (6, 6, 5, 0)


def test_sums_cover_only_what_has_both_amounts() -> None:
    """An evaluation without budget or execution counts among all, not among the summed."""
    total = total_money((money("100", "90"), money("50", None), money(None, "7"), TARGET))
    assert (total.evaluations, total.counted) == (3, 1)
    assert (total.budget, total.executed, total.rate) == (Decimal(100), Decimal(90), Decimal(90))


def test_targets_are_never_summed() -> None:
    """The money of a target declaration is in no sum of evaluations."""
    planned = TARGET._replace(budget=Decimal(315000), executed=Decimal(1))
    total = total_money((planned,))
    assert (total.evaluations, total.counted, total.budget, total.rate) == (0, 0, Decimal(0), None)


def test_a_budget_of_nothing_has_no_rate() -> None:
    """Nothing divided by nothing is no rate."""
    assert total_money((money("0", "0"),)).rate is None
    assert total_money(()).rate is None


CENTS = st.integers(min_value=0, max_value=10**13)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(CENTS, CENTS), max_size=20))
def test_sums_are_exact_to_the_cent(amounts: list[tuple[int, int]]) -> None:
    """Sums of decimals are what whole cents add up to, without any rounding."""
    total = total_money([money(f"{b}E-2", f"{e}E-2") for b, e in amounts])
    assert total.budget == Decimal(sum(budget for budget, _ in amounts)) / 100
    assert total.executed == Decimal(sum(executed for _, executed in amounts)) / 100
    assert total.over_budget == sum(executed > budget for budget, executed in amounts)


def test_every_outcome_is_counted_even_when_none_has_it() -> None:
    """Counts of ledger lines list each outcome, summed over all entries."""
    first = BLANK._replace(outcomes=((Outcome.AGREES, 3), (Outcome.DIFFERS, 1)))
    second = BLANK._replace(outcomes=((Outcome.AGREES, 2), (Outcome.CUT, 1)))
    assert count_outcomes((first, second)) == (
        (Outcome.AGREES, 5),
        (Outcome.CUT, 1),
        (Outcome.DIFFERS, 1),
        (Outcome.NOT_COMPUTABLE, 0),
        (Outcome.NOT_STATED, 0),
    )


@pytest.mark.parametrize(
    ("budget", "executed", "over"),
    [("26.15", "26.33", True), ("175", "175", False), (None, "1", False), ("1", None, False)],
)
def test_over_budget_needs_both_amounts(
    budget: str | None,
    executed: str | None,
    over: bool,  # noqa: FBT001  what the case expects
) -> None:
    """More spent than budgeted is over budget; not knowing one of them is not."""
    assert money(budget, executed).is_over_budget is over
