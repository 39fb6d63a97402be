"""The site tier: every page that is made of entries and the frame, never of whole projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.search.volume import BLOCK
from generator.theme import digest
from generator.views.accessibility import view_accessibility
from generator.views.comparison import view_comparison
from generator.views.groups import view_document, view_unit
from generator.views.home import view_home, view_not_found
from generator.views.indexes import index_pages, view_grades, view_site_map
from generator.views.lists import list_pages, names_of, project_lists
from generator.views.progress import view_progress
from generator.views.prose import view_prose
from generator.views.scheme import view_scheme
from generator.views.search import view_search
from generator.views.series import view_series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.views.overview import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page before it is rendered."""

    path: str
    template: str
    view: object
    source: str
    """What declares it, for collisions."""

    def digest(self, closure: str) -> str:
        """Return the digest of everything the page depends on."""
        return digest(closure.encode(), repr(self.view).encode())


def site_pages(site: Overview) -> Iterator[SitePage]:
    """Yield every page of the site tier."""
    yield _page(urls.HOME, "home", view_home(site))
    yield _page(urls.NOT_FOUND, "not-found", view_not_found(site.setting))
    names = names_of(site.frame)
    for plan in project_lists(site):
        for path, listed in list_pages(plan, names, site.setting):
            yield _page(path, "list", listed)
    for path, index in index_pages(site):
        yield _page(path, "index", index)
    grades = urls.page_at("grades")
    yield _page(grades, "grades", view_grades(site, grades))
    yield _page(urls.PROGRESS, "progress", view_progress(site))
    if "accessibility" not in {prose.slug for prose in site.frame.prose}:
        yield _page(urls.ACCESSIBILITY, "accessibility", view_accessibility(site.setting))
    yield _page(urls.SEARCH, "search", view_search(site.setting, BLOCK))
    yield _page(urls.COMPARE, "compare", view_comparison(site))
    yield _page(urls.SITE_MAP, "sitemap", view_site_map(site, urls.SITE_MAP))
    yield from _content_pages(site)


def _content_pages(site: Overview) -> Iterator[SitePage]:
    for slug in site.frame.units:
        path = urls.page_at("units", slug)
        unit = view_unit(slug, site, path)
        yield _page(path, "unit", unit, f"{site.label}/units/{slug}.yaml")
    for slug in site.tables.by_series:
        yield _page(urls.page_at("series", slug), "series", view_series(slug, site))
    for slug in site.frame.schemes:
        path = urls.page_at("schemes", slug)
        scheme = view_scheme(slug, site, path)
        yield _page(path, "scheme", scheme, f"{site.label}/schemes/{slug}.yaml")
    for identity, publication in site.frame.publications.items():
        document = view_document(publication, site)
        yield _page(identity.page, "document", document, f"{site.label}/{identity.folder}")
    for prose in site.frame.prose:
        path = urls.page_at(prose.slug)
        view = view_prose(prose, site.setting, path)
        yield _page(path, "prose", view, f"{site.label}/pages/{prose.slug}.md")


def _page(path: str, template: str, view: object, source: str = "") -> SitePage:
    return SitePage(
        path=path, template=f"pages/{template}.html", view=view, source=source or _title(view)
    )


def _title(view: object) -> str:
    """Return what a page calls itself, for a collision that people read."""
    return str(getattr(view, "title", ""))
