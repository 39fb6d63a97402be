"""The index of the search: laid down year by year, and revised where only some texts changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from generator import urls
from generator.pipeline.sheets import Sheet, Sheets, plain_sheet
from generator.plan import Declared
from generator.read import read_bytes
from generator.search.proof import prove
from generator.search.query import see_all
from generator.search.revise import revise
from generator.search.texts import (
    document_text,
    names_of_unit,
    names_on,
    prose_text,
    readable,
    scheme_text,
    text_of,
    text_path,
    text_shard,
    unit_text,
)
from generator.search.volume import (
    ROOT,
    Item,
    PageKind,
    Volume,
    address_shards,
    gather,
    make_volume,
    root_shard,
    volume_shards,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from generator.load import Frame
    from generator.memory import Memory
    from generator.model.entry import Entry
    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.search.texts import PageText
    from generator.write import Stage, Written

GENERAL = "general"
"""The volume of pages that belong to no year."""
LARGE_EDIT = 4
"""From which part of its pages on a volume is laid down anew: a quarter."""


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
        content = text_shard(found.text, path)
        sheets.append(replace(plain_sheet(path, content, ROOT), legible=readable))
        items[found.year or GENERAL].append(_site_item(found, _sha256(content)))
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


def _site_item(found: SitePageText, sha256: str) -> Item:
    folder = found.page.removesuffix(f"/{urls.PAGE}")
    return Item(found.unit, folder, found.kind, found.scheme, sha256)


def _root(volumes: Sequence[Volume], frame: Frame) -> bytes:
    units = [(slug, names_of_unit(unit)) for slug, unit in frame.units.items()]
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
    """A volume to lay down, and the stage on which its texts lie."""

    volume: Volume
    stage: Stage


@dataclass(frozen=True, slots=True)
class Laid:
    """A volume as it was laid down, and every name by which it would miss a page."""

    volume: Volume
    files: Mapping[str, Written]
    """The shards that were made anew."""
    problems: tuple[Problem, ...]


def lay_volume(task: Task) -> Laid:
    """Write the shards of a volume, proved; runs in a worker process."""
    read = task.stage.read
    gathered = gather(task.volume, read)
    files = volume_shards(task.volume, gathered)
    problems = tuple(prove(task.volume, see_all(files, read), gathered.names))
    return Laid(task.volume, _put(task.stage, files), problems)


@dataclass(frozen=True, slots=True)
class Begun:
    """An index of which some volumes are still being laid down elsewhere."""

    made: Sheets
    handed: tuple[Future[Laid], ...]


def begin_index(work: Work, index: Index, executor: Executor, last: Mapping[str, str]) -> Begun:
    """Revise the volumes in which little changed, and hand out those to be laid down anew.

    The text shards must have been made: those of projects, and the sheets of the index. `last`:
    the SHA-256 of text shards as the last build wrote them, by path.
    """
    made, handed = Sheets(files={}, rendered=0), []
    for volume in index.volumes:
        known = _recall(work, volume)
        revised = None if known is None else _revise(work, volume, last)
        if known is None or revised is None:
            handed.append(executor.submit(lay_volume, Task(volume, work.stage)))
        else:
            made = made.joined(_taken(revised, known))
    return Begun(made, tuple(handed))


def end_index(begun: Begun) -> Sheets:
    """Wait for the volumes that were handed out, and return the whole index as written."""
    made = begun.made
    for future in begun.handed:
        made = made.joined(_taken(future.result(), {}))
    return made


def _put(stage: Stage, files: Mapping[str, bytes]) -> dict[str, Written]:
    return {path: stage.put(path, content) for path, content in files.items()}


def _taken(laid: Laid, known: Mapping[str, Written]) -> Sheets:
    """Return the shards of a volume: those that are new, and the others taken over."""
    digest = "" if laid.problems else laid.volume.digest
    written = {**known, **laid.files}
    files = {path: (digest, file) for path, file in written.items()}
    return Sheets(files=files, rendered=0, problems=laid.problems)


def _recall(work: Work, volume: Volume) -> dict[str, Written] | None:
    """Return the shards of a volume as the last build wrote them, where they are still so.

    They are of one making, and pages have kept their numbers; what they say may be out of date.
    """
    entries = [work.known.files.get(path) for path in volume.paths]
    found = [entry for entry in entries if entry is not None]
    if work.options.full or len(found) < len(entries) or len({entry[0] for entry in found}) > 1:
        return None
    written = {file.path: file for _, file in found}
    intact = found[0][0] and all(work.is_intact(f) for f in written.values())
    same = found[0][0] == volume.digest or all(
        written[path].sha256 == _sha256(content) for path, content in address_shards(volume).items()
    )
    return written if intact and same else None


def last_digests(known: Memory) -> dict[str, str]:
    """Return the SHA-256 of every file of the last build, by path."""
    own = (file for memory in known.projects.values() for file in memory.files)
    site = (file for _, file in known.files.values())
    return {file.path: file.sha256 for file in chain(own, site)}


def _revise(work: Work, volume: Volume, last: Mapping[str, str]) -> Laid | None:
    """Return a volume with what an edit of some of its texts changes; None where it is too much."""
    if work.known.files[volume.columns_path][0] == volume.digest:
        return Laid(volume, {}, ())
    paths = {n: i.text for n, i in enumerate(volume.items) if last.get(i.text) != i.sha256}
    if len(paths) * LARGE_EDIT > len(volume.items):
        return None
    read = work.stage.read
    try:
        before = {n: read_bytes(work.stage.output, path) for n, path in paths.items()}
    except OSError:
        return None
    if any(_sha256(before[n]) != last.get(path) for n, path in paths.items()):
        return None
    texts = {n: (before[n], read(path)) for n, path in paths.items()}
    files = revise(volume, texts, partial(read_bytes, work.stage.output))
    names = {n: names_on(text_of(new)) for n, (_, new) in texts.items()}
    problems = tuple(prove(volume, see_all(files, read), names))
    return Laid(volume, _put(work.stage, files), problems)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
