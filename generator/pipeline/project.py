"""The project tier: one project folder → bytes of its pages, its entry, its problems.

Runs in worker processes, project by project, independent of each other. Nothing here sees
another project.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.check import check_project, examine, fingerprints
from generator.exports.record import ROW_SOURCES, dump, project_record
from generator.i18n import N_, SOURCE_LANGUAGE, Catalogue
from generator.load import Share, load_project
from generator.model.entry import Entry
from generator.model.identity import DocumentId
from generator.model.ledger import outcomes_of, tell
from generator.model.narrative import CORE, Topic
from generator.narrative import Markdown
from generator.privacy import discreet, leaks
from generator.problem import Location
from generator.read import UNREADABLE, content_digest, read_bytes
from generator.render import draw
from generator.score import measures_of, score_project
from generator.search.texts import project_text, readable, text_path, text_shard
from generator.theme import digest, open_theme
from generator.views.figures import State, grade_cell, score_cell
from generator.views.project import view_project
from generator.views.shell import Setting

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.load import ProjectFolder
    from generator.model.identity import ProjectId
    from generator.model.ledger import Result, Told
    from generator.model.project import Evaluation, Project, Targets
    from generator.problem import Problem
    from generator.theme import Theme
    from generator.theme.kept import Keeping
    from generator.write import Stage, Written

TEMPLATE = "pages/project.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Projects for one worker, with what they need; everything in it can be sent."""

    root: Path
    folders: tuple[ProjectFolder, ...]
    shares: Mapping[tuple[str, str], Share]
    """By year and unit."""
    themes: tuple[Path, ...]
    language: str
    stylesheet: str
    prose: tuple[str, ...] = ()
    """Which free pages the site has."""
    draft: bool = False
    """Whether projects with errors are shown as far as they can be."""
    preview: bool = False
    render: bool = True
    """Whether to make pages, or only to check."""
    stage: Stage | None = None
    """Where to write pages; None where their bytes are to be handed back."""
    keeping: Keeping | None = None
    """Where compiled templates are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one project."""

    identity: ProjectId
    entry: Entry | None
    """None where the project has a blocking problem or must not be published."""
    withheld: str
    """The name of a project that must not be published; empty for every other."""
    problems: tuple[Problem, ...]
    content: str
    """Digest of the content of its files."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Path inside the site and bytes, where they were not written."""
    written: tuple[Written, ...] = ()
    """The files, where they were written."""
    rows: str = ""
    """Digest of its rows in the tables of indicators; empty without any."""


def build_batch(batch: Batch) -> tuple[Done, ...]:
    """Return what comes of every project of a batch; the parser and theme are opened once."""
    return build_with(batch, Markdown(), open_theme(batch.themes, batch.language, batch.keeping))


def build_with(batch: Batch, markdown: Markdown, theme: Theme) -> tuple[Done, ...]:
    """Return what comes of every project of a batch, by a parser and a theme that are at hand."""
    if not batch.folders:
        return ()
    setting = _setting(batch, theme)

    def build_project(folder: ProjectFolder) -> Done:
        content = content_digest(batch.root, folder.files)  # first: what changes later is seen
        share = batch.shares[folder.identity.year, folder.identity.unit]
        project, places, problems = load_project(batch.root, folder, share, markdown)
        if project is None or places is None or project.withheld:
            return _without_page(folder, content, project, problems)
        scheme, measures = share.schemes.get(project.facts.scheme or ""), measures_of(project.facts)
        result = score_project(project.facts, scheme, measures)
        case = examine(project, result, share, places, measures)
        problems += tuple(check_project(case))
        entry = summarise(project, result, share, fingerprints(case))
        files: tuple[tuple[str, bytes], ...] = ()
        rows = ""
        if batch.render and (batch.draft or not any(problem.blocks for problem in problems)):
            told = tell(result.ledger, theme.catalogue)
            view = view_project(project, result, share, setting, told=told, measures=measures)
            page, torn = draw(theme, TEMPLATE, view, project.identity.page, draft=batch.draft)
            attached, faults = _attached(batch.root, project)
            record = project_record(project, result, share, _in_source(told, result, theme))
            rows = digest(*(dump(record[part]) for part in ROW_SOURCES))
            exported = urls.project_json(project.identity.folder), dump(record)
            text = searchable(project, entry, theme.catalogue)
            files = ((project.identity.page, page), exported, text, *attached)
            problems += (*torn, *faults, *_leaks(files[:2], share))
            problems += tuple(leaks(text[0], readable(text[1]), share.declared))
        return Done(
            identity=folder.identity,
            entry=entry,
            withheld="",
            problems=tuple(discreet(problem) for problem in problems),
            content=content,
            files=() if batch.stage else files,
            written=_put(batch.stage, files) if batch.stage else (),
            rows=rows,
        )

    return tuple(build_project(folder) for folder in batch.folders)


def _in_source(told: tuple[Told, ...], result: Result, theme: Theme) -> tuple[Told, ...]:
    """Return a ledger in the source language, which is that of the pages most of the time."""
    is_source = theme.catalogue.language == SOURCE_LANGUAGE
    return told if is_source else tell(result.ledger, Catalogue())


def _put(stage: Stage, files: Iterable[tuple[str, bytes]]) -> tuple[Written, ...]:
    return tuple(stage.put(path, content) for path, content in files)


def _leaks(files: Iterable[tuple[str, bytes]], share: Share) -> tuple[Problem, ...]:
    """Return the personal data of the first file that shows any; the others tell the same."""
    found = (tuple(leaks(path, content, share.declared)) for path, content in files)
    return next((problems for problems in found if problems), ())


def _setting(batch: Batch, theme: Theme) -> Setting:
    """Return what the pages of a batch share; all of its projects see the same site and schemes."""
    share = next(iter(batch.shares.values()))
    return Setting(
        site=share.site,
        schemes=share.schemes,
        catalogue=theme.catalogue,
        stylesheet=batch.stylesheet,
        prose=batch.prose,
        draft=batch.draft,
        preview=batch.preview,
    )


def _without_page(
    folder: ProjectFolder, content: str, project: Project | None, problems: tuple[Problem, ...]
) -> Done:
    return Done(
        identity=folder.identity,
        entry=None,
        withheld=project.facts.name if project else "",
        problems=tuple(discreet(problem) for problem in problems),
        content=content,
    )


def _attached(
    root: Path, project: Project
) -> tuple[tuple[tuple[str, bytes], ...], tuple[Problem, ...]]:
    """Return the bytes of the attachments, and those that could not be read after all."""
    read: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for file in project.attachments:
        try:
            read.append((file.path, read_bytes(root, file.path)))
        except OSError:
            problems.append(UNREADABLE.at(Location(f"{root.name}/{file.path}")))
    return tuple(read), tuple(problems)


def searchable(project: Project, entry: Entry, say: Catalogue) -> tuple[str, bytes]:
    """Return the text shard of a project: what the search knows and shows of it."""
    path = text_path(project.identity.page)
    score, grade = score_cell(entry, say), grade_cell(entry, say)
    shown = ((N_("得分"), score), (N_("等级"), grade)) if entry.has_evaluation else ()
    notes = {State.STATED: "", State.DERIVED: f" {say.translate(N_('本站推算'))}"}
    marks = [
        f"{say.translate(term)} {cell.text}{notes[cell.state]}"
        for term, cell in shown
        if cell.state in notes
    ]
    return path, text_shard(project_text(project, marks, say), path)


def _published(
    statement: Targets | Evaluation | None, fallback: datetime.date | None
) -> datetime.date | None:
    """Return when a statement was published: by itself, or with the document that carries it."""
    return (statement.disclosure.published or fallback) if statement else None


def _items(project: Project, topic: Topic) -> tuple[str, ...]:
    """Return the numbered items of a section, where a page of a series will show them."""
    section = project.narrative.section(topic)
    return section.items if section is not None and project.facts.series else ()


def summarise(project: Project, result: Result, share: Share, sentences: bytes) -> Entry:
    """Return the entry of a project."""
    facts = project.facts
    statement = facts.evaluation or facts.targets
    record = statement.disclosure if statement else None
    document = facts.document and share.documents.get(
        DocumentId(project.identity.year, project.identity.unit, facts.document)
    )
    fallback = document.disclosure.published if document else None
    rate = facts.evaluation.execution_rate if facts.evaluation else None
    return Entry(
        identity=project.identity,
        name=facts.name,
        has_targets=facts.targets is not None,
        has_evaluation=facts.evaluation is not None,
        scheme=facts.scheme if facts.evaluation else None,
        named_scheme=facts.scheme,
        document=facts.document,
        position=facts.position or 0,
        ordinal=facts.ordinal or "",
        budget=result.budget,
        executed=result.executed,
        executed_stated=result.executed_stated,
        rate=result.rate,
        rate_stated=rate.text if rate else "",
        score=result.score,
        score_stated=result.score_stated,
        grade=result.grade,
        grade_printed=(facts.evaluation.grade or "") if facts.evaluation else "",
        outcomes=tuple(outcomes_of(result.ledger).items()),
        missing=tuple(t for t in CORE if project.narrative.section(t) is None),
        index_number=(record.index_number or "") if record else "",
        evaluation_published=_published(facts.evaluation, fallback),
        targets_published=_published(facts.targets, fallback),
        corrections=len(facts.corrections),
        sentences=sentences,
        series=facts.series or "",
        problems=_items(project, Topic.PROBLEMS),
        measures=_items(project, Topic.MEASURES),
        indicators=sum(len(s.indicators) for s in (facts.targets, facts.evaluation) if s),
    )
