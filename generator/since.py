"""What changed since an earlier run: which findings are new, and which are gone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.i18n import Catalogue
    from generator.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What makes a finding the same in two runs: lines move, words stay."""

    code: str
    path: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Findings of a run against those of an earlier one."""

    new: frozenset[Mark]
    gone: tuple[Mark, ...]
    """In order of code and path."""


class NotAReportError(ValueError):
    """A file that is not a JSON report of this program."""


def mark(problem: Problem, catalogue: Catalogue) -> Mark:
    """Return what names a finding in every run."""
    said = catalogue.say(problem.message)
    return Mark(problem.kind.code, problem.at.path, problem.at.field, said)


def read_marks(report: bytes) -> frozenset[Mark]:
    """Return the findings of an earlier JSON report.

    Raises `NotAReportError` where it is none.
    """
    try:
        found = json.loads(report)["problems"]
        return frozenset(Mark(p["code"], p["path"], p["field"], p["message"]) for p in found)
    except (ValueError, KeyError, TypeError) as error:
        raise NotAReportError from error


def compare_runs(
    problems: Sequence[Problem], earlier: frozenset[Mark], catalogue: Catalogue
) -> Difference:
    """Return what is new among `problems`, and what of the earlier run is gone."""
    now = frozenset(mark(problem, catalogue) for problem in problems)
    return Difference(new=now - earlier, gone=tuple(sorted(earlier - now)))
