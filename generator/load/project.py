"""One project folder → one project, or the problems that keep it from being one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.load import kinds
from generator.load.attachments import match_attachments, personal_in_attachments
from generator.load.frame import unknown_reference
from generator.load.layout import version_folders
from generator.load.records import read_record
from generator.model.identity import DocumentId
from generator.model.narrative import Narrative
from generator.model.project import Project, ProjectFacts
from generator.narrative import parse_narrative
from generator.read import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.load.frame import Share
    from generator.load.layout import ProjectFolder
    from generator.model.project import Evaluation, Reading
    from generator.narrative import Markdown
    from generator.problem import Problem
    from generator.read import Places

GAP, OVERLAP = N_("与上一组之间有空行"), N_("与上一组重叠，或首行在末行之后")
SHORT = N_("没有止于最后一行")


def load_project(
    root: Path, folder: ProjectFolder, share: Share, markdown: Markdown
) -> tuple[Project | None, Places | None, tuple[Problem, ...]]:
    """Return the project in `folder`, the places of its facts, and everything wrong with its files.

    A project with a blocking problem is not returned; its problems are complete all the same.
    """
    base, name = folder.identity.folder, folder.identity.facts_file
    if f"{base}/{name}" not in folder.files:
        return None, None, ()
    facts, places, problems = read_record(root, f"{base}/{name}", ProjectFacts, share.declared)
    narrative, faults = _load_narrative(root, folder, f"{base}/narrative.md", markdown, share)
    problems += faults
    versions, faults = _load_versions(root, folder, markdown, share)
    problems += faults
    if facts is None or places is None:
        return None, places, problems
    attached, faults = match_attachments(root, base, facts.attachments, folder.files, places)
    faults += tuple(personal_in_attachments(root, attached, places, share.site))
    problems += (*faults, *_inconsistencies(folder, facts, share, places))
    facts = _without_withheld_document(folder, facts, share)
    if any(problem.blocks for problem in problems) or not _is_grounded(facts, share):
        return None, places, problems
    project = Project(
        identity=folder.identity,
        facts=facts,
        narrative=narrative,
        attachments=attached,
        versions=versions,
    )
    return project, places, problems


def _without_withheld_document(
    folder: ProjectFolder, facts: ProjectFacts, share: Share
) -> ProjectFacts:
    """Return the facts without a document that must not be published."""
    withheld = {
        document.slug
        for document in share.names.withheld
        if document.unit == folder.identity.unit and document.year == folder.identity.year
    }
    if facts.document not in withheld:
        return facts
    return facts.model_copy(update={"document": None, "ordinal": None, "position": None})


def _is_grounded(facts: ProjectFacts, share: Share) -> bool:
    """Whether everything the project names could be loaded; what could not is reported there."""
    return (
        share.unit is not None
        and (facts.scheme is None or facts.scheme in share.schemes)
        and (facts.document is None or facts.document in {d.slug for d in share.documents})
    )


def _load_narrative(
    root: Path, folder: ProjectFolder, path: str, markdown: Markdown, share: Share
) -> tuple[Narrative, tuple[Problem, ...]]:
    if path not in folder.files:
        return Narrative(), ()
    source, problems = read_source(root, path, share.declared)
    if source is None:
        return Narrative(), problems
    narrative, faults = parse_narrative(source, markdown)
    return narrative, problems + faults


def _load_versions(
    root: Path, folder: ProjectFolder, markdown: Markdown, share: Share
) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    problems: tuple[Problem, ...] = ()
    versions, name = version_folders(folder), folder.identity.facts_file
    for path in versions:
        if f"{path}/{name}" in folder.files:
            problems += read_record(root, f"{path}/{name}", ProjectFacts, share.declared)[2]
        problems += _load_narrative(root, folder, f"{path}/narrative.md", markdown, share)[1]
    return tuple(int(path.rpartition("/")[2]) for path in versions), problems


def _inconsistencies(
    folder: ProjectFolder, facts: ProjectFacts, share: Share, places: Places
) -> Iterator[Problem]:
    """Yield what is wrong with the facts beyond single values: references, rows, statements."""
    yield from _references(folder, facts, share, places)
    if facts.targets is None and facts.evaluation is None:
        yield kinds.NO_STATEMENT.at(places.of_key("项目名称"))
    if facts.evaluation is not None and facts.scheme is None:
        yield kinds.NO_SCHEME.at(places.of_key("自评"))
    if facts.evaluation is not None:
        yield from _rows(facts.evaluation, places)


def _references(
    folder: ProjectFolder, facts: ProjectFacts, share: Share, places: Places
) -> Iterator[Problem]:
    year, unit = folder.identity.year, folder.identity.unit
    names = share.names
    if unit not in names.units:
        yield unknown_reference("unit", unit, names.units, places.of_key("项目名称"))
    if facts.scheme is not None and facts.scheme not in names.schemes:
        yield unknown_reference("scheme", facts.scheme, names.schemes, places.at("评分办法"))
    if facts.document is None or DocumentId(year, unit, facts.document) in share.documents:
        return
    known = [d.slug for d in names.documents if (d.year, d.unit) == (year, unit)]
    if facts.document not in known:
        place = places.at("所属文件")
        yield unknown_reference("document", facts.document, known, place, f"{year}/{unit}")


def _rows(evaluation: Evaluation, places: Places) -> Iterator[Problem]:
    count = len(evaluation.indicators)
    goals = len(evaluation.goals)
    for index, indicator in enumerate(evaluation.indicators):
        if indicator.goal is not None and indicator.goal > goals:
            place = places.at("自评", "指标", index, "所属绩效目标")
            yield kinds.GOAL_OUT_OF_RANGE.at(place, goal=str(indicator.goal), count=str(goals))
    for index, label in enumerate(evaluation.sections):
        if label.row is not None and label.row > count:
            place = places.at("自评", "一级指标", index, "所在行")
            yield kinds.ROW_OUT_OF_RANGE.at(place, row=str(label.row), count=str(count))
    if evaluation.reading is not None:
        yield from _reading(evaluation.reading, count, places)
        for index, row in enumerate(evaluation.reading.uncertain):
            if row > count:
                place = places.at("自评", "编者归并", "存疑行", index)
                yield kinds.ROW_OUT_OF_RANGE.at(place, row=str(row), count=str(count))


def _reading(reading: Reading, count: int, places: Places) -> Iterator[Problem]:
    expected = 1
    for index, group in enumerate(reading.sections):
        if group.first != expected or group.last < group.first:
            what = message(GAP if group.first > expected else OVERLAP)
            place = places.at("自评", "编者归并", "分组", index, "起")
            yield kinds.READING_BROKEN.at(place, row=str(group.first), what=what, count=str(count))
        expected = group.last + 1
    if expected != count + 1:
        place = places.at("自评", "编者归并", "分组", len(reading.sections) - 1, "止")
        row = str(reading.sections[-1].last)
        yield kinds.READING_BROKEN.at(place, row=row, what=message(SHORT), count=str(count))
