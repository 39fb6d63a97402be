"""Pages of schemes and units stay light: what is too long for them has a list of its own."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.theme import theme_root
from generator.views import lists, plans

if TYPE_CHECKING:
    from tests.generator.pipeline.conftest import Town

REST = re.compile(r'<p class="more"><a href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def pages(town: Town, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return a site whose lists break after one project."""
    monkeypatch.setattr(plans, "PAGE_SIZE", 1)
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    shipped = replace(town, theme=theme_root())
    assert not shipped.build(jobs=1).blocked
    return shipped.files()


LONG = {
    "units/north-bureau/index.html": ("units/north-bureau/2020/projects/index.html", 2),
    "schemes/points/index.html": ("schemes/points/projects/index.html", 2),
}


@pytest.mark.parametrize("path", LONG)
def test_what_is_too_long_goes_on_in_a_list(pages: dict[str, bytes], path: str) -> None:
    """The page shows the beginning, says how many there are, and leads to all of them."""
    whole, count = LONG[path]
    ((href, words),) = REST.findall(pages[path].decode())
    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) == whole
    assert words == f"以上是前 1 个，查看全部 {count} 个项目"
    later = whole.replace("index.html", f"page/{count}/index.html")
    assert {whole, later} <= pages.keys()


def test_what_fits_has_no_list_of_its_own(town: Town) -> None:
    """Where every project fits, nothing is shortened and no list is added."""
    shipped = replace(town, theme=theme_root())
    shipped.build(jobs=1)
    files = shipped.files()
    assert [path for path in files if REST.search(files[path].decode("utf-8", "replace"))] == []
    assert {whole for whole, _ in LONG.values()} & files.keys() == set()
