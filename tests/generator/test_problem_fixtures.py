"""Every kind of problem is shown by content that has it; see `conftest.py` for how to add a case.

The whole report of every case is compared: places, kinds, words and fixes, and nothing besides.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.explain import all_kinds
from generator.pipeline import build, check
from generator.read.syntax import SYNTAX_FAULTS
from generator.search import proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.pipeline import Options
    from generator.problem import Kind, Problem

PROBLEMS = Path(__file__).parents[1] / "fixtures" / "problems"
CASES = sorted(folder.name for folder in PROBLEMS.iterdir())
KINDS = all_kinds()
OWN_FAULTS = proof.KINDS
"""Faults of the program itself, which no content shows; `tests/generator/search` does."""


def expected_of(name: str) -> list[str]:
    """Return the lines that a case expects; none where it does not say."""
    path = PROBLEMS / name / "expected.txt"
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def is_built(name: str) -> bool:
    """Whether a case shows what only a build can find."""
    path = PROBLEMS / name / "case.yaml"
    return path.is_file() and "command: build" in path.read_text("utf-8")


def kind_of(case: str) -> str:
    """Return the code and slug that a case stands for."""
    names = [f"{kind.code}-{kind.slug}" for kind in KINDS]
    return next((n for n in names if case == n or case.startswith(f"{n}-")), "")


BLOCKING = [name for name in CASES if any(" error: " in line for line in expected_of(name))]


@pytest.mark.parametrize("name", CASES)
def test_case_reports_every_problem_in_full(
    name: str,
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """The run finds what `expected.txt` says: places, kinds, words and fixes, and nothing else."""
    run = build if is_built(name) else check
    report = run(options_of(lay_out(name)))
    assert tell(report.problems) == expected_of(name)


@pytest.mark.parametrize("name", CASES)
def test_case_names_a_kind_that_it_has(name: str) -> None:
    """A case is named after a kind of problem, and that kind is among what it reports."""
    found = {"-".join(line.partition(" ")[2].split(" ")[:2]) for line in expected_of(name)}
    assert kind_of(name) in found


@pytest.mark.parametrize("name", BLOCKING)
def test_blocking_case_publishes_nothing(
    name: str,
    tmp_path: Path,
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """A build over content with an error reports the same and leaves no site behind.

    What it compiled of templates may stay, for the next build.
    """
    report = build(options_of(lay_out(name)))
    assert (report.blocked, report.published) == (True, False)
    assert tell(report.problems) == expected_of(name)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.glob(".*/*")}
    assert left <= {".site.cache/templates"}
    assert {path.name for path in tmp_path.glob("[!.]*")} <= {"content", "theme"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_kind_has_a_case(kind: Kind) -> None:
    """Every kind of problem has at least one folder that shows it."""
    folders = [name for name in CASES if kind_of(name) == f"{kind.code}-{kind.slug}"]
    assert folders or kind in OWN_FAULTS


@pytest.mark.parametrize(("_", "what", "mend"), SYNTAX_FAULTS, ids=[f[0] for f in SYNTAX_FAULTS])
def test_syntax_fault_has_a_case(_: str, what: str, mend: str) -> None:
    """Every explanation of a YAML fault is shown by at least one case."""
    told = [line for name in CASES for line in expected_of(name)]
    assert any(line.endswith(f"YAML 格式有误：{what} → {mend}") for line in told)


def test_base_has_no_problem(
    lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """The base content, which every case starts from, has nothing to report and is published."""
    options = options_of(lay_out())
    assert (check(options).problems, check(options).projects) == ((), 1)
    report = build(options)
    assert (report.problems, report.published) == ((), True)
    assert (options.output / "index.html").is_file()


def test_codes_and_slugs_are_unique() -> None:
    """No two kinds share a code or a slug, and no slug is another's code."""
    names = [name for kind in KINDS for name in (kind.code.lower(), kind.slug)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_kind_says_everything_that_explain_shows(kind: Kind) -> None:
    """A kind has a message, a next step, a reason, and an example that differs when put right."""
    said = (kind.message, kind.hint, kind.why, kind.bad, kind.good)
    assert all(text.strip() for text in said)
    assert kind.bad != kind.good
