"""The stages of a build in a row, and those of a check."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.pipeline.amend import amend
from generator.pipeline.content import read_content, survey_content
from generator.pipeline.draft import add_draft
from generator.pipeline.publish import basis_of, keep, memory_of, publish
from generator.pipeline.report import blocked_report, check_report, site_report
from generator.pipeline.steps import build_projects, check_projects, judge, look_across
from generator.pipeline.tier import make_site, plan_site
from generator.pipeline.work import open_archive, open_work
from generator.plan import make_plan
from generator.progress import track
from generator.tabulate import tabulate
from generator.theme.faults import BrokenTemplateError
from generator.write import SPARE, staging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline.content import Content
    from generator.pipeline.options import Options, Report
    from generator.progress import YearProgress
    from generator.standing import Seen


def build_site(options: Options, seen: Seen) -> Report:
    """Build the site out of what was seen and publish it, unless a problem blocks it.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    with _collecting_seldom():
        content = read_content(options, seen)
        try:
            return _build(options, content, seen)
        except BrokenTemplateError as fault:
            return blocked_report(content.problems, (fault.problem,))


OBJECTS = 100_000
"""New objects after which unused ones are looked for among them; Python's own number is 700."""


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for unused objects seldom: nearly all that a build makes lives to its end."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _build(options: Options, content: Content, seen: Seen) -> Report:
    archive, loss = open_archive(options, seen)
    with staging(options.output, options.cache / SPARE) as stage:
        amended = amend(options, content, seen, archive, stage)
        if amended is not None:
            return amended
        work = open_work(options, content, seen, archive.read(), stage)
        projects = build_projects(work)
        tables = tabulate(projects.entries)
        across = look_across(content, projects, tables)
        findings = judge(content, (*projects.problems, *across), options.today)
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
        published = publish(work, plan, projects, made)
    report = site_report(findings, projects, made, tables, published)
    report = replace(report, draft=options.draft, loss=loss)
    basis = basis_of(work, projects, across, published, report)
    memory = memory_of(projects, made, site.index.volumes, published, basis)
    return keep(work, archive.replaced(memory, work.known), basis, report)


def check_content(options: Options) -> Report:
    """Read, load, score and check everything; write nothing."""
    content = survey_content(options)
    projects = check_projects(options, content)
    tables = tabulate(projects.entries)
    found = *projects.problems, *look_across(content, projects, tables)
    findings = judge(content, found, options.today)
    return replace(check_report(findings, projects, tables), site=content.frame.site.name)


def compare_progress(options: Options) -> tuple[YearProgress, ...]:
    """Return what must be published against what is, the newest year first."""
    content = survey_content(options)
    projects = check_projects(options, content)
    return track(content.frame.expected, projects.entries, projects.withheld, options.today)
