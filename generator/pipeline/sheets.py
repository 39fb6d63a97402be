"""The files of the site tier: declared first, then made where their inputs changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.catalogue import catalogue_files
from generator.memory import Viewed
from generator.pipeline.site import Keys, SitePage, keys_of, site_pages, title_of
from generator.plan import Declared
from generator.privacy import leaks
from generator.problem import Location
from generator.progress import track
from generator.read import UNREADABLE, content_digest, read_bytes
from generator.render import draw
from generator.theme import digest
from generator.views.overview import Overview
from generator.write import Written, is_intact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.tabulate import Tables


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the site tier before it is made."""

    declared: Declared
    make: Callable[[], tuple[bytes | Iterable[bytes], tuple[Problem, ...]]]
    """Makes its bytes, and in a draft the problem of a template that cannot be used.

    It may look at the files of the sheets before it, which are made by then.
    """
    is_page: bool
    legible: Callable[[bytes], bytes] | None = None
    """How the gate reads what it repeats without being a page; None where it repeats nothing."""
    viewed: Viewed | None = None
    """What the next build has to know of its view, where that costs something."""


def plain_sheet(path: str, content: bytes, source: str) -> Sheet:
    """Return the sheet of a file whose bytes are at hand."""
    return Sheet(Declared(path, digest(content), source), lambda: (content, ()), is_page=False)


def page_sheet(work: Work, path: str, template: str, view: object, source: str) -> Sheet:
    """Return the sheet of a page whose view is at hand."""
    closure = work.paper.theme.closure(template)
    declared = Declared(path, digest(closure.encode(), repr(view).encode()), source)
    return Sheet(declared, partial(_draw, work, template, view, path), is_page=True)


def _draw(work: Work, template: str, view: object, path: str) -> tuple[bytes, tuple[Problem, ...]]:
    return draw(work.paper.theme, template, view, path, draft=work.options.draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The files of the site tier as written, and how many of them were made anew."""

    files: dict[str, tuple[str, Written]]
    """Path to the digest of its inputs and how it was written."""
    rendered: int
    """Pages rendered."""
    problems: tuple[Problem, ...] = ()
    """Personal data on finished pages; in a draft, templates that could not be used."""
    views: Mapping[str, Viewed] = field(default_factory=dict)
    """What the next build has to know of the views of pages."""

    def joined(self, others: Sheets) -> Sheets:
        """Return these files and `others` together."""
        return Sheets(
            files=self.files | others.files,
            rendered=self.rendered + others.rendered,
            problems=self.problems + others.problems,
            views={**self.views, **others.views},
        )


def site_sheets(work: Work, tables: Tables, projects: Projects) -> tuple[Sheet, ...]:
    """Return every file of the site tier with the digest of what it depends on."""
    today = work.options.today
    overview = Overview(
        tables=tables,
        frame=work.frame,
        setting=work.paper.setting,
        label=work.content.label,
        today=today,
        progress=track(work.frame.expected, tables.entries, projects.withheld, today),
        unlisted=projects.unlisted(work.options.content),
    )
    return (
        *_page_sheets(work, overview, keys_of(overview, projects.shown)),
        *_catalogue_sheets(work, tables),
        *_file_sheets(work),
    )


def _page_sheets(work: Work, overview: Overview, keys: Keys) -> Iterator[Sheet]:
    theme = work.paper.theme
    closures: dict[str, str] = {}
    for page in site_pages(overview, keys):
        if page.template not in closures:
            closures[page.template] = theme.closure(page.template)
        yield _page_sheet(work, page, closures[page.template])


def _page_sheet(work: Work, page: SitePage, closure: str) -> Sheet:
    """Return the sheet of a page, which is viewed only where its view may have changed."""
    view, viewed = page.view, work.known.views.get(page.path)
    if viewed is None or viewed.key != page.key:
        made = page.view()
        view, source = (lambda: made), page.source or title_of(made)
        viewed = Viewed(page.key, digest(repr(made).encode()), source)
    declared = Declared(page.path, digest(closure.encode(), viewed.digest.encode()), viewed.source)

    def make() -> tuple[bytes, tuple[Problem, ...]]:
        return _draw(work, page.template, view(), page.path)

    return Sheet(declared, make, is_page=True, viewed=viewed)


def _catalogue_sheets(work: Work, tables: Tables) -> Iterator[Sheet]:
    """Yield the files of the catalogue, by which the browser sorts and filters lists."""
    for path, content in catalogue_files(tables, work.frame, work.paper.theme.catalogue):
        yield replace(plain_sheet(path, content, "catalogue"), legible=bytes)


def _file_sheets(work: Work) -> Iterator[Sheet]:
    root = work.options.content
    for path, content in work.paper.assets.items():
        yield plain_sheet(path, content, "theme")
    for identity, publication in work.frame.publications.items():
        source = f"{work.content.label}/{identity.folder}"
        for file in publication.attachments:
            declared = Declared(file.path, content_digest(root, [file.path]), source)
            yield Sheet(declared, partial(_attached, root, file.path), is_page=False)


def _declared(work: Work) -> tuple[str, ...]:
    """Return every telephone that the site or one of its units makes public."""
    contacts = (work.frame.site.contact, *(unit.contact for unit in work.frame.units.values()))
    return tuple(c.telephone for c in contacts if c is not None and c.telephone)


def _attached(root: Path, path: str) -> tuple[bytes, tuple[Problem, ...]]:
    try:
        return read_bytes(root, path), ()
    except OSError:
        return b"", (UNREADABLE.at(Location(f"{root.name}/{path}")),)


def recall(work: Work, declared: Declared) -> Written | None:
    """Return a file as the last build wrote it; None where it has to be made anew."""
    before = None if work.options.full else work.known.files.get(declared.path)
    if before is None or before[0] != declared.digest:
        return None
    return before[1] if is_intact(work.options.output, before[1]) else None


def make_sheets(work: Work, sheets: Iterable[Sheet]) -> Sheets:
    """Make the files of the site tier whose inputs changed and return all of them as written."""
    files: dict[str, tuple[str, Written]] = {}
    rendered = 0
    problems: list[Problem] = []
    views: dict[str, Viewed] = {}
    for sheet in sheets:
        if sheet.viewed is not None:
            views[sheet.declared.path] = sheet.viewed
        path, wanted = sheet.declared.path, sheet.declared.digest
        before = recall(work, sheet.declared)
        if before is not None:
            files[path] = wanted, before
            continue
        content, torn = sheet.make()
        if (sheet.is_page or sheet.legible) and isinstance(content, bytes):
            said = sheet.legible(content) if sheet.legible else content
            problems += leaks(path, said, _declared(work))
        files[path] = ("" if torn else wanted, work.stage.put(path, content))
        problems += torn
        rendered += sheet.is_page
    return Sheets(files=files, rendered=rendered, problems=tuple(problems), views=views)
