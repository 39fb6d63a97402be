"""Every file of the site tier is declared: pages, the catalogue, assets and attachments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.catalogue import as_file, view_shard
from generator.pipeline.sheets import Drawing, Sheet, draw_page, plain_sheet
from generator.pipeline.site import Keys, SitePage, keys_of, site_pages
from generator.plan import Declared
from generator.problem import Location
from generator.progress import track
from generator.read import UNREADABLE, content_digest, read_bytes
from generator.theme import digest
from generator.views.overview import Overview

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    keys = keys_of(overview, projects.shown)
    return (
        *_page_sheets(work, overview, keys),
        *_catalogue_sheets(work, tables, keys),
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
    """Return the sheet of a page; it is viewed only when it is made, so that no view waits."""
    draw = partial(draw_page, work, page.template, path=page.path)
    return Sheet(
        Declared(page.path, digest(closure.encode(), page.key.encode()), page.source),
        Drawing(page.view, closure, draw),
        is_page=True,
    )


def _catalogue_sheets(work: Work, tables: Tables, keys: Keys) -> Iterator[Sheet]:
    """Yield the files of the catalogue, by which the browser sorts and filters lists."""
    for shard in tables.shards:
        view = partial(view_shard, shard, work.frame, work.paper.theme.catalogue)
        yield Sheet(
            Declared(shard.path, keys.of(shard.entries), "catalogue"),
            Drawing(view, "", _write_shard),
            is_page=False,
            legible=bytes,
        )


def _write_shard(record: Mapping[str, object]) -> tuple[bytes, tuple[()]]:
    return as_file(record), ()


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
