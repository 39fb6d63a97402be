"""Problems are values: they say what, where and what next, and act on nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue, message
from generator.problem import Family, Kind, Location, Problem, Severity, in_order

SLIP = Kind(
    code="A901",
    slug="example-slip",
    family=Family.ARITHMETIC,
    severity=Severity.EXPLAIN,
    message="{figure}印为 {stated}",
    hint="核对{figure}",
    why="合计是各行之和。",
    bad="1 + 1 = 3",
    good="1 + 1 = 2",
)
FAULT = replace(SLIP, code="F901", slug="example-fault", severity=Severity.ERROR)
ADVICE = replace(SLIP, code="R901", slug="example-advice", severity=Severity.ADVICE)


def test_location_reads_as_editors_open_it() -> None:
    """A place is said as path, line and column, each from 1."""
    assert str(Location("content/site.yaml")) == "content/site.yaml:1:1"
    assert str(Location("content/site.yaml", 12, 5, width=3)) == "content/site.yaml:12:5"


def test_problem_says_what_is_wrong_and_what_to_do() -> None:
    """Message and hint of a problem carry its values, also values that are said themselves."""
    problem = SLIP.at(Location("a.yaml"), figure=message("总分"), stated="95")
    english = Catalogue("en", {"总分": ("total",), "核对{figure}": ("check the {figure}",)})
    assert Catalogue().say(problem.message) == "总分印为 95"
    assert english.say(problem.hint) == "check the total"


@pytest.mark.parametrize(("kind", "blocks"), [(FAULT, True), (SLIP, False), (ADVICE, False)])
def test_only_errors_block(kind: Kind, blocks: bool) -> None:  # noqa: FBT001  what the case expects
    """An error blocks a build; what wants an explanation and advice do not."""
    assert kind.at(Location("a.yaml"), figure="", stated="").blocks is blocks


def test_equal_problems_are_one() -> None:
    """Problems compare by what they say, so that a set holds each once."""
    twice = [SLIP.at(Location("a.yaml"), figure="总分", stated="95") for _ in range(2)]
    assert len(set(twice)) == 1


ORDERED = (
    FAULT.at(Location("a.yaml", 2, 1), figure="", stated="1"),
    ADVICE.at(Location("a.yaml", 2, 9), figure="", stated="1"),
    SLIP.at(Location("a.yaml", 10, 1), figure="", stated="1"),
    SLIP.at(Location("a.yaml", 10, 1), figure="", stated="2"),
    FAULT.at(Location("a.yaml", 10, 1), figure="", stated="1"),
    SLIP.at(Location("b.yaml", 1, 1), figure=message("总分"), stated="1"),
)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.permutations(ORDERED))
def test_order_does_not_depend_on_the_order_of_finding(found: list[Problem]) -> None:
    """Problems are told by file, place, code and values, however they were found."""
    assert in_order(found) == ORDERED
