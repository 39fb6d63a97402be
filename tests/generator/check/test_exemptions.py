"""Exceptions accept findings by rule and place until a day; errors are never accepted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.pipeline import Options
    from generator.problem import Problem

PROBLEMS = Path(__file__).parents[3] / "tests" / "fixtures" / "problems"
LINE = re.compile(
    r"(?P<path>content/.+?):\d+:\d+ (?P<code>[A-Z]\d+) (?P<slug>\S+) (?P<severity>\w+):"
)
OF_EXCEPTIONS = ("U104", "U105", "U106")
ERRORS = (
    "F005-case-collision",
    "F101-unknown-key",
    "F201-unknown-heading",
    "S201-bands-overlap",
    "U101-review-missing",
)


def acceptable() -> Iterator[object]:
    """Yield the first finding of every case that has no error, with its file, code and slug."""
    for folder in sorted(PROBLEMS.iterdir()):
        told = (folder / "expected.txt").read_text("utf-8")
        found = LINE.match(told)
        if found and " error: " not in told and found["code"] not in OF_EXCEPTIONS:
            yield pytest.param(
                folder.name, found["path"], found["code"], found["slug"], id=folder.name
            )


def accept(content: Path, rule: str, scope: str, until: str = "2026-01-01") -> None:
    """Write the only exception of a content folder."""
    text = f"{{规则: {rule}, 范围: '{scope}', 理由: 已核实, 批准: 办公室, 有效期至: {until}}}"
    (content / "exceptions.yaml").write_text(f"例外:\n  - {text}\n", "utf-8")


@pytest.mark.parametrize(("case", "path", "code", "slug"), list(acceptable()))
def test_finding_can_be_accepted(  # noqa: PLR0917  a case and what the run needs
    case: str,
    path: str,
    code: str,
    slug: str,
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """An exception by code or slug moves the findings of its rule to the accepted ones."""
    content = lay_out(case)
    before = tell(check(options_of(content)).problems)
    moved = [line for line in before if f" {code} " in line and line.startswith(f"{path}:")]
    for rule, scope in ((code, path), (slug, "content/*")):
        accept(content, rule, scope)
        report = check(options_of(content))
        assert sorted(tell((*report.problems, *report.accepted))) == sorted(before)
        assert set(moved) <= set(tell(report.accepted))


@pytest.mark.parametrize("case", ERRORS)
def test_error_is_never_accepted(
    case: str,
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """An exception that covers an error accepts nothing and is an error itself."""
    content = lay_out(case)
    before = tell(check(options_of(content)).problems)
    accept(content, case[:4], "*")
    report = check(options_of(content))
    own = [problem for problem in report.problems if problem.kind.code == "U106"]
    assert [f"{problem.at}" for problem in own] == ["content/exceptions.yaml:2:10"]
    assert sorted(tell(report.problems)) == sorted([*before, *tell(own)])
    assert (report.accepted, report.blocked) == ((), True)


@pytest.mark.parametrize(("until", "accepted"), [("2026-01-01", 1), ("2025-12-31", 0)])
def test_exception_holds_through_its_last_day(
    until: str, accepted: int, lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """On its last day an exception still holds; the day after, the finding stands again."""
    content = lay_out("E101-over-budget")
    accept(content, "E101", "content/projects/*", until)
    report = check(options_of(content))
    assert [problem.kind.code for problem in report.accepted] == ["E101"] * accepted
    assert [problem.kind.code for problem in report.problems] == ["U105", "E101"] * (1 - accepted)


@pytest.mark.parametrize(
    ("rule", "scope"),
    [
        ("E101", "content/projects/2019/*"),
        ("E101", "projects/*"),
        ("e101", "content/*"),
        ("A101", "content/*"),
        ("E101", "CONTENT/*"),
    ],
)
def test_exception_of_something_else_accepts_nothing(
    rule: str, scope: str, lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """An exception that matches neither rule nor place is reported as unused."""
    content = lay_out("E101-over-budget")
    accept(content, rule, scope)
    report = check(options_of(content))
    assert [problem.kind.code for problem in report.problems] == ["U104", "E101"]
    assert report.accepted == ()
