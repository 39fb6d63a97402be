"""The pipeline: the stages in a row.

`build` publishes a site or leaves the last good one; `check` only looks. Both return a report and
print nothing.
"""

from __future__ import annotations

from generator.pipeline.content import read_content
from generator.pipeline.options import Options, Progress, Report
from generator.pipeline.report import blocked_report, check_report, site_report
from generator.pipeline.steps import (
    build_projects,
    check_projects,
    judge,
    make_sheets,
    open_work,
    publish,
    remember,
    site_sheets,
)
from generator.plan import make_plan
from generator.tabulate import tabulate
from generator.write import prepare, staging

__all__ = ["Options", "Progress", "Report", "build", "check"]


def build(options: Options) -> Report:
    """Build the site and publish it, unless a problem blocks it.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    prepare(options.output, (options.content, *options.themes))
    content = read_content(options)
    with staging(options.output) as stage:
        work = open_work(options, content, stage)
        projects = build_projects(work)
        tables = tabulate(projects.entries)
        findings = judge(content, projects, tables, options.today)
        if findings.blocked:
            return blocked_report(findings)
        sheets = site_sheets(work, tables)
        plan, collisions = make_plan((*projects.declared, *(sheet.declared for sheet in sheets)))
        if collisions:
            return blocked_report(findings, collisions)
        made = make_sheets(work, sheets)
        removed = publish(work, plan, projects, made)
    kept = remember(work, projects, made)
    return site_report(findings, projects, made, tables, removed, remembered=kept)


def check(options: Options) -> Report:
    """Read, load, score and check everything; write nothing."""
    content = read_content(options)
    projects = check_projects(options, content)
    tables = tabulate(projects.entries)
    findings = judge(content, projects, tables, options.today)
    return check_report(findings, projects, tables)
