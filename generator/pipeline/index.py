"""The index of the search: laid down year by year, and only for years in which a text changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import urls
from generator.pipeline.sheets import Sheet, Sheets, plain_sheet
from generator.pipeline.spread import open_executor, spread, worthwhile_jobs
from generator.plan import Declared
from generator.read import read_bytes
from generator.search.proof import prove
from generator.search.texts import (
    document_text,
    prose_text,
    scheme_text,
    text_path,
    text_shard,
    unit_text,
)
from generator.search.volume import (
    ROOT,
    Item,
    PageKind,
    Volume,
    make_volume,
    root_shard,
    volume_shards,
)
from generator.write import is_intact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.search.texts import PageText
    from generator.write import Written

GENERAL = "general"
"""The volume of pages that belong to no year."""


@dataclass(frozen=True, slots=True)
class SitePageText:
    """A page of the site tier that can be found, with its text."""

    page: str
    year: str
    """Empty where it has none."""
    kind: PageKind
    unit: str
    scheme: str
    text: PageText


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The index before it is made."""

    volumes: tuple[Volume, ...]
    sheets: tuple[Sheet, ...]
    """The text shards of pages that are no project, and the shard that names the volumes."""

    @property
    def declared(self) -> Iterator[Declared]:
        """Every file of it, with the digest of what it is made of."""
        yield from (sheet.declared for sheet in self.sheets)
        for volume in self.volumes:
            yield from (Declared(path, volume.digest, ROOT) for path in volume.paths)


def plan_index(work: Work, projects: Projects) -> Index:
    """Return the index as it will be: every file of it is known before any text is read."""
    items: dict[str, list[Item]] = defaultdict(list)
    for identity, memory in projects.memories.items():
        path = text_path(identity.page)
        written = next((file for file in memory.files if file.path == path), None)
        if memory.entry is not None and written is not None:
            items[identity.year].append(_project_item(memory.entry, written))
    sheets = []
    for found in _site_texts(work):
        path = text_path(found.page)
        sheet = plain_sheet(path, text_shard(found.text, path), ROOT)
        sheets.append(replace(sheet, is_text=True))
        items[found.year or GENERAL].append(_site_item(found, sheet))
    volumes = tuple(
        make_volume(name, "" if name == GENERAL else name, items[name]) for name in sorted(items)
    )
    root = plain_sheet(ROOT, _root(volumes, work.frame), ROOT)
    return Index(volumes=volumes, sheets=(*sheets, root))


def _project_item(entry: Entry, written: Written) -> Item:
    kinds = PageKind(0)
    kinds |= PageKind.EVALUATION if entry.has_evaluation else kinds
    kinds |= PageKind.TARGETS if entry.has_targets else kinds
    identity = entry.identity
    return Item(identity.unit, identity.folder, kinds, entry.scheme or "", written.sha256)


def _site_item(found: SitePageText, sheet: Sheet) -> Item:
    folder = found.page.removesuffix(f"/{urls.PAGE}")
    return Item(found.unit, folder, found.kind, found.scheme, sheet.declared.digest)


def _root(volumes: Sequence[Volume], frame: Frame) -> bytes:
    units = [
        (
            slug,
            [
                unit.name,
                *(n for n in (unit.short_name,) if n),
                *(p.name for p in unit.predecessors),
            ],
        )
        for slug, unit in frame.units.items()
    ]
    schemes = [(slug, scheme.short_name or scheme.name) for slug, scheme in frame.schemes.items()]
    return root_shard(volumes, units, schemes)


def _site_texts(work: Work) -> Iterator[SitePageText]:
    """Yield every page besides projects that can be found by its text."""
    frame, say = work.frame, work.paper.setting.catalogue
    for slug, unit in frame.units.items():
        page = urls.page_at("units", slug)
        yield SitePageText(page, "", PageKind.UNIT, slug, "", unit_text(unit, say))
    for slug, scheme in frame.schemes.items():
        page = urls.page_at("schemes", slug)
        yield SitePageText(page, "", PageKind.SCHEME, "", slug, scheme_text(scheme))
    for prose in frame.prose:
        page = urls.page_at(prose.slug)
        yield SitePageText(page, "", PageKind.PROSE, "", "", prose_text(prose))
    for identity, publication in frame.publications.items():
        text, own = document_text(publication, say), publication.facts.scheme or ""
        kind = PageKind.DOCUMENT
        yield SitePageText(identity.page, identity.year, kind, identity.unit, own, text)


@dataclass(frozen=True, slots=True)
class Task:
    """A volume to lay down, and the folders in which its texts lie, the newest first."""

    volume: Volume
    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A volume as it was laid down, and every name by which it would miss a page."""

    volume: Volume
    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


def lay_volume(task: Task) -> Laid:
    """Return the shards of a volume, proved; runs in a worker process."""

    def read(path: str) -> bytes:
        first, last = task.folders
        try:
            return read_bytes(first, path)
        except FileNotFoundError:
            return read_bytes(last, path)

    files = volume_shards(task.volume, read)
    return Laid(task.volume, tuple(files.items()), tuple(prove(task.volume, files, read)))


def make_index(work: Work, index: Index) -> Sheets:
    """Lay down the volumes in which something changed, and return all of them as written.

    The text shards must have been made: those of projects, and the sheets of the index.
    """
    folders = (work.stage.folder, work.stage.output)
    kept = {volume.name: _recall(work, volume) for volume in index.volumes}
    tasks = [Task(v, folders) for v in index.volumes if kept[v.name] is None]
    files = {path: entry for known in kept.values() if known for path, entry in known.items()}
    problems: list[Problem] = []
    jobs = work.options.jobs or worthwhile_jobs(sum(len(t.volume.items) for t in tasks))
    with open_executor(min(jobs, len(tasks))) as executor:
        for laid in spread(lay_volume, tasks, executor, max(1, len(tasks))):
            digest = "" if laid.problems else laid.volume.digest
            for path, content in laid.files:
                files[path] = (digest, work.stage.put(path, content))
            problems += laid.problems
    return Sheets(files=files, rendered=0, problems=tuple(problems))


def _recall(work: Work, volume: Volume) -> dict[str, tuple[str, Written]] | None:
    """Return the shards of a volume as the last build wrote them, if they still hold."""
    if work.options.full:
        return None
    known = {path: work.known.files.get(path) for path in volume.paths}
    held = {path: entry for path, entry in known.items() if entry and entry[0] == volume.digest}
    whole = len(held) == len(known)
    intact = whole and all(is_intact(work.options.output, file) for _, file in held.values())
    return held if intact else None
