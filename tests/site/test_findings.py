"""Findings on the shipped content: one list, read line by line and counted rule by rule."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.explain import all_kinds
from generator.i18n import Catalogue
from generator.pipeline import check
from generator.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Options
    from generator.problem import Problem

GOLDEN = Path(__file__).parent / "golden/findings.txt"
RECORD = Path(__file__).parents[2] / "docs/explanation/rules-on-real-documents.md"
ROW = re.compile(r"^\| `?([A-Z][0-9]{3})`? [^|]*\| ([0-9]+) \| ([0-9]+) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def findings(
    make_options: Callable[..., Options], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Problem, ...]:
    """Return what the check finds in the shipped content."""
    return check(make_options(tmp_path_factory.mktemp("findings") / "site")).problems


def test_findings_are_those_that_were_reviewed(findings: tuple[Problem, ...]) -> None:
    """Every finding on the four published documents stands in the reviewed list, and no other."""
    say = Catalogue().say
    found = "".join(f"{p.at} {p.kind.code} {say(p.message)}\n" for p in findings)
    if os.environ.get("SELFEVAL_GOLDEN") == "write":
        GOLDEN.write_text(found, "utf-8")
        pytest.fail("wrote findings.txt: read every new line before you commit it")
    assert found == GOLDEN.read_text("utf-8")


def test_record_counts_hits_of_every_rule(findings: tuple[Problem, ...]) -> None:
    """The page of hits and false hits says for every rule that found something how often it did."""
    recorded = {code: int(hits) for code, hits, _ in ROW.findall(RECORD.read_text("utf-8"))}
    counted = Counter(problem.kind.code for problem in findings)
    assert {code: hits for code, hits in recorded.items() if hits} == dict(counted)


def test_only_advice_may_be_wrong_more_than_now_and_then() -> None:
    """A rule that asks for an explanation has no false hit on the documents at hand."""
    rows = ROW.findall(RECORD.read_text("utf-8"))
    severe = {kind.code for kind in all_kinds() if kind.severity is not Severity.ADVICE}
    assert [code for code, _, false in rows if code in severe and int(false)] == []
