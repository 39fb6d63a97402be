"""Every kind of problem can be found by what people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import check, load, narrative, plan, privacy, read
from generator.explain import all_kinds, find_kind, near_kinds, rules_page
from generator.search import proof
from generator.theme import faults, read_catalogue, theme_root

NAMES = [name for kind in all_kinds() for name in (kind.code, kind.slug)]


def test_every_kind_of_every_stage_is_listed_once() -> None:
    """The list holds the kinds of all stages, each once, in the order of their codes."""
    codes = [kind.code for kind in all_kinds()]
    modules = (read, load, narrative, check, plan, privacy, faults, proof)
    stages = [module.KINDS for module in modules]
    assert codes == sorted({kind.code for kinds in stages for kind in kinds})


@pytest.mark.parametrize("name", NAMES)
def test_kind_is_found_by_code_and_by_slug(name: str) -> None:
    """A kind is found by its code or slug, whatever the case and with blanks around."""
    found = [find_kind(typed) for typed in (name, name.lower(), name.upper(), f" {name}\n")]
    assert {kind is not None and name in {kind.code, kind.slug} for kind in found} == {True}


@pytest.mark.parametrize("name", ["", "E", "E1", "E10", "E1010", "over", "over budget", "*"])
def test_what_is_no_name_finds_nothing(name: str) -> None:
    """Part of a name is not the name."""
    assert find_kind(name) is None


@pytest.mark.parametrize(
    ("typed", "near"),
    [("over-budgt", "over-budget"), ("unknwon-key", "unknown-key"), ("E0101", "E101")],
)
def test_a_slip_of_the_hand_is_guessed(typed: str, near: str) -> None:
    """The name that was meant is among at most three guesses."""
    guesses = near_kinds(typed)
    assert near in guesses
    assert len(guesses) <= 3


def test_what_resembles_nothing_gets_no_guess() -> None:
    """No guess is better than a wrong one."""
    assert near_kinds("zzzzzz") == ()


def test_reference_page_is_that_of_the_rules() -> None:
    """`docs/reference/rules.md` is what `make reference` writes, to the byte."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
    assert page.read_text("utf-8") == rules_page(read_catalogue([theme_root()], "en"))
