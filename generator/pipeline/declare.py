"""Every file of the site tier is declared: pages, the catalogue, assets and attachments."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator.catalogue import catalogue_files
from generator.memory import Viewed
from generator.pipeline.sheets import Sheet, draw_page, plain_sheet
from generator.pipeline.site import Keys, SitePage, keys_of, site_pages, title_of
from generator.plan import Declared
from generator.problem import Location
from generator.progress import track
from generator.read import UNREADABLE, content_digest, read_bytes
from generator.theme import digest
from generator.views.overview import Overview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.pipeline.projects import Projects
    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.tabulate import Tables


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
        return draw_page(work, page.template, view(), page.path)

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


def _attached(root: Path, path: str) -> tuple[bytes, tuple[Problem, ...]]:
    try:
        return read_bytes(root, path), ()
    except OSError:
        return b"", (UNREADABLE.at(Location(f"{root.name}/{path}")),)
