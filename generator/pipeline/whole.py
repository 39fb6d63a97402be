"""The whole way: every stage of a build in a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.pipeline.content import read_content
from generator.pipeline.draft import add_draft
from generator.pipeline.publish import basis_of, keep, memory_of, publish
from generator.pipeline.report import blocked_report, site_report
from generator.pipeline.spread import begin_beside, open_executor, worthwhile_jobs
from generator.pipeline.steps import build_projects, judge, look_across
from generator.pipeline.tier import make_site, plan_site
from generator.pipeline.work import open_work
from generator.plan import make_plan
from generator.tabulate import group, tabulate
from generator.theme.faults import BrokenTemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from generator.memory import Archive
    from generator.pipeline.options import Options, Report
    from generator.pipeline.work import Work
    from generator.standing import Remains, Seen
    from generator.tabulate import Places, Row
    from generator.write import Stage


def build_whole(
    options: Options, seen: Seen, left: Remains, archive: Archive, stage: Stage
) -> Report:
    """Build the site and publish it, unless a problem blocks it; keep what the next build needs.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    content = read_content(options, seen)
    jobs = options.jobs or worthwhile_jobs(len(content.layout.projects))
    groupers = 1 if options.preview else jobs  # a preview imports once what groups, and stays
    with begin_beside(group, groupers) as grouping, open_executor(jobs) as executor:
        work = open_work(options, content, seen, left, known=archive.read(), stage=stage)
        try:
            return _build(work, archive, executor, grouping)
        except BrokenTemplateError as fault:
            return blocked_report(content.problems, (fault.problem,))


def _build(
    work: Work,
    archive: Archive,
    executor: Executor,
    grouping: Callable[[Sequence[Row]], Places],
) -> Report:
    """Go through all stages with one set of workers, begun while this process is still small."""
    options, content = work.options, work.content
    projects = build_projects(work, executor)
    tables = tabulate(projects.entries, grouping)
    across = look_across(content, projects, tables)
    findings = judge(content, (*projects.problems, *across), options.today)
    if findings.blocked and not options.draft:
        return blocked_report(findings.standing, accepted=findings.accepted)
    site = plan_site(work, tables, projects, executor)
    plan, collisions = make_plan((*projects.declared, *site.declared))
    if collisions and not options.draft:
        return blocked_report(findings.standing, collisions, findings.accepted)
    made, volumes = make_site(work, site, executor), site.index.volumes
    del site  # what it was made of is needed no more, and what follows takes most room
    if made.problems and not options.draft:
        return blocked_report(findings.standing, made.problems, findings.accepted)
    if options.draft:
        findings = findings.joined((*collisions, *made.problems))
        plan, made = add_draft(work, plan, made, findings)
    published = publish(work, plan, projects, made)
    del plan  # as above
    report = replace(site_report(findings, projects, made, tables, published), draft=options.draft)
    basis = basis_of(work, projects, across, published, report)
    memory = memory_of(projects, made, volumes, published, basis)
    return keep(work, archive.replaced(memory, work.known), published, report)
