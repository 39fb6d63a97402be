"""The pipeline: the stages in a row.

`build` publishes a site or leaves the last good one; `check` only looks. Both return a report and
print nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.pipeline.content import read_content
from generator.pipeline.draft import add_draft
from generator.pipeline.options import Options, Progress, Report
from generator.pipeline.report import blocked_report, check_report, site_report
from generator.pipeline.steps import build_projects, check_projects, judge, publish, remember
from generator.pipeline.tier import make_site, plan_site
from generator.pipeline.work import open_work
from generator.plan import make_plan
from generator.progress import track
from generator.tabulate import tabulate
from generator.theme.faults import BrokenTemplateError
from generator.write import prepare, reserved, staging

if TYPE_CHECKING:
    from generator.pipeline.content import Content
    from generator.progress import YearProgress

__all__ = ["Options", "Progress", "Report", "build", "check", "status"]


def build(options: Options) -> Report:
    """Build the site and publish it, unless a problem blocks it; nothing blocks a draft.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    prepare(options.output, (options.content, *options.themes), draft=options.draft)
    with reserved(options.output) as began:
        content = read_content(options)
        try:
            return _build(options, content, began)
        except BrokenTemplateError as fault:
            return blocked_report(content.problems, (fault.problem,))


def _build(options: Options, content: Content, began: int) -> Report:
    with staging(options.output) as stage:
        work = open_work(options, content, stage, began)
        projects = build_projects(work)
        tables = tabulate(projects.entries)
        findings = judge(content, projects, tables, options.today)
        if findings.blocked and not options.draft:
            return blocked_report(findings.standing, accepted=findings.accepted)
        site = plan_site(work, tables, projects)
        plan, collisions = make_plan((*projects.declared, *site.declared))
        if collisions and not options.draft:
            return blocked_report(findings.standing, collisions, findings.accepted)
        made = make_site(work, site)
        if made.problems and not options.draft:
            return blocked_report(findings.standing, made.problems, findings.accepted)
        if options.draft:
            findings = findings.joined((*collisions, *made.problems))
            plan, made = add_draft(work, plan, made, findings)
        removed = publish(work, plan, projects, made)
    kept = remember(work, projects, made)
    report = site_report(findings, projects, made, tables, removed, remembered=kept)
    return replace(report, draft=options.draft, loss=work.loss)


def check(options: Options) -> Report:
    """Read, load, score and check everything; write nothing."""
    content = read_content(options)
    projects = check_projects(options, content)
    tables = tabulate(projects.entries)
    findings = judge(content, projects, tables, options.today)
    return replace(check_report(findings, projects, tables), site=content.frame.site.name)


def status(options: Options) -> tuple[YearProgress, ...]:
    """Return what must be published against what is, the newest year first."""
    content = read_content(options)
    projects = check_projects(options, content)
    return track(content.frame.expected, projects.entries, projects.withheld, options.today)
