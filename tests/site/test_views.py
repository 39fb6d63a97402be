"""Templates and views agree: a page shows every field of its view, and asks for no other."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from generator.theme import theme_root
from generator.views.accessibility import AccessibilityView
from generator.views.comparison import ComparisonView
from generator.views.downloads import DictionaryView, DownloadsView
from generator.views.draft import FaultyView, GalleryView, ProblemsView
from generator.views.groups import DocumentView, UnitView
from generator.views.home import HomeView, NotFoundView
from generator.views.indexes import GradesView, SiteMapView
from generator.views.lists import IndexView, ListView
from generator.views.progress import ProgressView
from generator.views.project import ProjectView
from generator.views.prose import ProseView
from generator.views.scheme import SchemeView
from generator.views.search import SearchView
from generator.views.series import SeriesView

if TYPE_CHECKING:
    from typing import Any

VIEWS: dict[str, type[Any]] = {
    "accessibility": AccessibilityView,
    "compare": ComparisonView,
    "dictionary": DictionaryView,
    "document": DocumentView,
    "downloads": DownloadsView,
    "faulty": FaultyView,
    "gallery": GalleryView,
    "grades": GradesView,
    "home": HomeView,
    "index": IndexView,
    "list": ListView,
    "not-found": NotFoundView,
    "problems": ProblemsView,
    "progress": ProgressView,
    "project": ProjectView,
    "prose": ProseView,
    "scheme": SchemeView,
    "search": SearchView,
    "series": SeriesView,
    "sitemap": SiteMapView,
    "unit": UnitView,
}


def test_every_page_has_a_view() -> None:
    """The templates of pages are those that views are made for."""
    assert {path.stem for path in (theme_root() / "pages").iterdir()} == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_page_shows_every_field_and_no_other(name: str) -> None:
    """What a template reads of its view, and what the view holds, is the same."""
    template = (theme_root() / "pages" / f"{name}.html").read_text("utf-8")
    layout = (theme_root() / "layouts/page.html").read_text("utf-8")
    read = set(re.findall(r"(?<!/)\bpage\.([a-z_]+)", template + layout))
    assert read == {field.name for field in fields(VIEWS[name])}
