"""The site tier: every page that is made of entries and the frame, never of whole projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator import urls
from generator.search.volume import BLOCK
from generator.theme import digest
from generator.views.accessibility import view_accessibility
from generator.views.comparison import view_comparison
from generator.views.groups import entries_of, view_document, view_unit
from generator.views.home import view_home, view_not_found
from generator.views.indexes import index_pages, view_grades, view_site_map
from generator.views.lists import list_pages, names_of, view_list
from generator.views.plans import project_lists
from generator.views.progress import view_progress
from generator.views.prose import view_prose
from generator.views.scheme import view_scheme
from generator.views.search import view_search
from generator.views.series import view_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.views.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page before it is rendered, or even viewed."""

    path: str
    template: str
    view: Callable[[], object]
    key: str
    """Digest of all that its view is made of, or more; where it is as it was, so is the view."""
    source: str = ""
    """What declares it, for collisions; empty where the page's own title does."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Digests of what views are made of."""

    common: str
    """Of all that is no entry: frame, setting, day, progress."""
    entries: Mapping[ProjectId, str]
    """Of what each entry shows."""

    def of(self, entries: Iterable[Entry], *more: object) -> str:
        """Return the digest of these entries, `more` and all that they have in common."""
        shown = "".join([self.entries[entry.identity] for entry in entries])
        return digest(self.common.encode(), repr(more).encode(), shown.encode())


def keys_of(site: Overview, entries: Mapping[ProjectId, str]) -> Keys:
    """Return the digests that tell which views are as they were."""
    parts = (site.frame, site.setting, site.today, site.progress, site.unlisted, site.label)
    return Keys(digest(*(repr(part).encode() for part in parts)), entries)


def site_pages(site: Overview, keys: Keys) -> Iterator[SitePage]:
    """Yield every page of the site tier."""
    every = keys.of((*site.tables.entries, *site.tables.overall))
    names = names_of(site.frame)
    for plan in project_lists(site):
        for page in list_pages(plan):
            yield SitePage(
                path=page.path,
                template="pages/list.html",
                view=partial(view_list, page, names, site.setting),
                key=keys.of(page.entries, page.around),
                source=plan.title,
            )
    for path, template, view, source, shown in (*_own_pages(site), *_content_pages(site)):
        yield SitePage(
            path=path,
            template=f"pages/{template}.html",
            view=view,
            key=every if shown is None else keys.of(shown),
            source=source,
        )


Page = tuple[str, str, Callable[[], object], str, "Sequence[Entry] | None"]
"""Path, template, view, what declares it, and the entries that it shows; None for all."""


def _own_pages(site: Overview) -> Iterator[Page]:
    yield urls.HOME, "home", partial(view_home, site), "", None
    yield urls.NOT_FOUND, "not-found", partial(view_not_found, site.setting), "", None
    for path, view in index_pages(site):
        yield path, "index", partial(_made, view), "", None
    grades = urls.page_at("grades")
    yield grades, "grades", partial(view_grades, site, grades), "", None
    yield urls.PROGRESS, "progress", partial(view_progress, site), "", None
    if "accessibility" not in {prose.slug for prose in site.frame.prose}:
        yield urls.ACCESSIBILITY, "accessibility", partial(view_accessibility, site.setting), "", ()
    yield urls.SEARCH, "search", partial(view_search, site.setting, BLOCK), "", ()
    yield urls.COMPARE, "compare", partial(view_comparison, site), "", None
    yield urls.SITE_MAP, "sitemap", partial(view_site_map, site, urls.SITE_MAP), "", None


def _content_pages(site: Overview) -> Iterator[Page]:
    tables = site.tables
    for slug in site.frame.units:
        path, source = urls.page_at("units", slug), f"{site.label}/units/{slug}.yaml"
        yield path, "unit", partial(view_unit, slug, site, path), source, entries_of(slug, site)
    for slug, entries in tables.by_series.items():
        path = urls.page_at("series", slug)
        yield path, "series", partial(view_series, slug, site), "", entries
    for slug in site.frame.schemes:
        path, source = urls.page_at("schemes", slug), f"{site.label}/schemes/{slug}.yaml"
        entries = tables.by_scheme.get(slug, ())
        yield path, "scheme", partial(view_scheme, slug, site, path), source, entries
    for identity, publication in site.frame.publications.items():
        path, source = identity.page, f"{site.label}/{identity.folder}"
        entries = tables.by_document.get(identity, ())
        yield path, "document", partial(view_document, publication, site), source, entries
    for prose in site.frame.prose:
        path, source = urls.page_at(prose.slug), f"{site.label}/pages/{prose.slug}.md"
        yield path, "prose", partial(view_prose, prose, site.setting, path), source, ()


def _made(view: object) -> object:
    """Return a view that costs little, and is made at once."""
    return view


def title_of(view: object) -> str:
    """Return what a page calls itself, for a collision that people read."""
    return str(getattr(view, "title", ""))
