"""The pipeline: the stages in a row.

`build` publishes a site or leaves the last good one; `check` only looks. Both return a report and
print nothing.
"""

from __future__ import annotations

from generator.cache import Memory, load_memory, program_digest, save_memory
from generator.check import apply_exemptions, check_across
from generator.pipeline.build import (
    Work,
    build_projects,
    declared_sheets,
    make_projects,
    make_sheets,
    publish,
)
from generator.pipeline.content import open_stationery, read_content
from generator.pipeline.options import Options, Progress, Report
from generator.pipeline.report import blocked_report, check_report, site_report
from generator.pipeline.site import site_pages
from generator.plan import make_plan
from generator.tabulate import tabulate
from generator.views.overview import Overview
from generator.write import prepare, staging

__all__ = ["Options", "Progress", "Report", "build", "check"]


def build(options: Options) -> Report:
    """Build the site and publish it, unless a problem blocks it.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    prepare(options.output, (options.content, *options.themes))
    content = read_content(options)
    if content.frame is None:
        return blocked_report(content.problems)
    paper = open_stationery(options, content.frame)
    program = program_digest()
    known = load_memory(options.memory, program) or Memory()
    with staging(options.output) as stage:
        work = Work(
            options=options,
            content=content,
            frame=content.frame,
            paper=paper,
            known=known,
            stage=stage,
        )
        projects = build_projects(work)
        tables = tabulate(projects.entries)
        complete = all(memory.entry for memory in projects.memories.values())
        across = check_across(tables, content.frame, content.label, complete=complete)
        overview = Overview(tables=tables, frame=content.frame, setting=paper.setting)
        pages = tuple(site_pages(overview, content.label))
        declared = (*projects.declared(content.label), *declared_sheets(pages, paper))
        plan, collisions = make_plan(declared)
        found = (*content.problems, *projects.problems, *across, *collisions)
        findings = apply_exemptions(found, content.frame, options.today)
        if findings.blocked:
            return blocked_report(findings.standing, findings.accepted)
        sheets = make_sheets(work, pages, plan)
        removed = publish(work, projects, sheets)
    save_memory(options.memory, program, Memory(projects=projects.memories, files=sheets.files))
    return site_report(findings, projects, sheets, tables, removed)


def check(options: Options) -> Report:
    """Read, load, score and check everything; write nothing."""
    content = read_content(options)
    if content.frame is None:
        return blocked_report(content.problems)
    done = tuple(
        make_projects(options, content.frame, None, tuple(content.layout.projects.values()))
    )
    tables = tabulate(project.entry for project in done if project.entry is not None)
    complete = all(project.entry for project in done)
    across = check_across(tables, content.frame, content.label, complete=complete)
    found = (*content.problems, *(p for project in done for p in project.problems), *across)
    findings = apply_exemptions(found, content.frame, options.today)
    withheld = sum(project.withheld for project in done)
    return check_report(findings, tables, withheld)
