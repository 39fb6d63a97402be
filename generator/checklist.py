"""The verification sheet (校核单): the report of a check, to print, work through and sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.ledger import OUTCOME_WORDS
from generator.problem import SEVERITY_WORDS, Severity
from generator.render import render_page
from generator.since import mark
from generator.views.draft import ProblemView, view_problem

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from generator.pipeline import Report
    from generator.problem import Problem
    from generator.since import Difference
    from generator.theme import Theme

TEMPLATE = "reports/checklist.html"
HEADINGS = {
    Severity.ERROR: N_("一、错误（改正前不能发布）"),
    Severity.EXPLAIN: N_("二、须说明（签字前应当说明）"),
    Severity.ADVICE: N_("三、提醒"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One finding on the sheet."""

    problem: ProblemView
    href: str
    """The file, seen from where the sheet lies."""
    is_new: bool
    """Whether the earlier run did not have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the sheet."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistView:
    """The whole sheet."""

    language: str
    site: str
    today: str
    projects: int
    withheld: int
    counts: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]
    parts: tuple[Part, ...]
    accepted: tuple[Entry, ...]
    is_compared: bool
    gone: tuple[str, ...]
    not_checked: tuple[str, ...]


def checklist(
    report: Report,
    theme: Theme,
    *,
    today: datetime.date,
    folder: str = "",
    difference: Difference | None = None,
) -> str:
    """Return the sheet as one HTML file; `folder` holds the content, seen from the sheet."""
    say = theme.catalogue

    def entries(problems: Iterable[Problem]) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                problem=view_problem(problem, say),
                href=f"{folder}{problem.at.path}",
                is_new=difference is not None and mark(problem, say) in difference.new,
            )
            for problem in problems
        )

    view = ChecklistView(
        language=say.language,
        site=report.site,
        today=today.isoformat(),
        projects=report.projects,
        withheld=report.withheld,
        counts=tuple(
            (say.translate(word), sum(p.kind.severity is severity for p in report.problems))
            for severity, word in SEVERITY_WORDS.items()
        ),
        outcomes=tuple((say.translate(OUTCOME_WORDS[o]), count) for o, count in report.outcomes),
        parts=tuple(
            Part(
                heading=say.translate(heading),
                entries=entries(p for p in report.problems if p.kind.severity is severity),
            )
            for severity, heading in HEADINGS.items()
        ),
        accepted=entries(report.accepted),
        is_compared=difference is not None,
        gone=tuple(f"{m.code} {m.path} {m.message}" for m in difference.gone) if difference else (),
        not_checked=tuple(say.say(text) for text in report.not_checked),
    )
    return render_page(theme, TEMPLATE, view).decode("utf-8")
