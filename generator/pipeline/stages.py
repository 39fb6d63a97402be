"""The stages of a build in a row, and those of a check."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.pipeline.amend import amend
from generator.pipeline.content import survey_content
from generator.pipeline.report import check_report
from generator.pipeline.steps import check_projects, judge, look_across
from generator.pipeline.work import open_archive
from generator.progress import track
from generator.tabulate import tabulate
from generator.write import SPARE, staging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline.options import Options, Report
    from generator.progress import YearProgress
    from generator.standing import Remains, Seen


def build_site(options: Options, seen: Seen, left: Remains) -> Report:
    """Build the site out of what was seen and left, and publish it, unless a problem blocks it.

    Raises `WriteError` where the output cannot be written; the last good site then stands.
    """
    with _collecting_seldom(), staging(options.output, options.cache / SPARE) as stage:
        archive, loss = open_archive(options, seen)
        report = amend(options, seen, left, archive, stage)
        if report is None:
            from generator.pipeline.whole import build_whole  # noqa: PLC0415  an edit may need none

            report = replace(build_whole(options, seen, left, archive, stage), loss=loss)
        return report


OBJECTS = 1_000_000
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
