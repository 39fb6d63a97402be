"""What a build or check tells: made from what the stages returned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.check import NOT_CHECKED
from generator.pipeline.options import Report
from generator.problem import in_order
from generator.tabulate import count_outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.check import Findings
    from generator.pipeline.projects import Projects
    from generator.pipeline.sheets import Sheets
    from generator.problem import Problem
    from generator.tabulate import Tables
    from generator.write import Published


def blocked_report(
    standing: Sequence[Problem], more: Sequence[Problem] = (), accepted: tuple[Problem, ...] = ()
) -> Report:
    """Return the report of a build that published nothing."""
    return Report(
        problems=in_order([*standing, *more]),
        accepted=accepted,
        not_checked=NOT_CHECKED,
    )


def check_report(findings: Findings, projects: Projects, tables: Tables) -> Report:
    """Return the report of a check."""
    return Report(
        problems=in_order(list(findings.standing)),
        accepted=in_order(list(findings.accepted)),
        projects=len(tables.entries),
        withheld=len(projects.withheld),
        outcomes=count_outcomes(tables.entries),
        not_checked=NOT_CHECKED,
    )


def site_report(
    findings: Findings,
    projects: Projects,
    sheets: Sheets,
    tables: Tables,
    published: Published,
) -> Report:
    """Return the report of a build that published, or found nothing to publish."""
    fresh = sum(1 for name in projects.fresh if projects.memories[name].files)
    pages = sum(path.endswith(".html") for path in sheets.files)
    own = len(tables.entries) + len(tables.overall)
    return Report(
        problems=in_order(list(findings.standing)),
        accepted=in_order(list(findings.accepted)),
        projects=len(tables.entries),
        withheld=len(projects.withheld),
        outcomes=count_outcomes(tables.entries),
        not_checked=NOT_CHECKED,
        rendered=fresh + sheets.rendered,
        kept=own - fresh + pages - sheets.rendered,
        removed=published.removed,
        pages=own + pages,
        published=published.is_new,
    )


def amended_report(last: Report, findings: Findings, fresh: int) -> Report:
    """Return the report of a build that made the pages of `fresh` projects anew, and no other."""
    return replace(
        last,
        problems=in_order(list(findings.standing)),
        accepted=in_order(list(findings.accepted)),
        rendered=fresh,
        kept=last.kept - fresh,
        published=True,
    )
