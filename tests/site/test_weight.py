"""Pages are light: what a reader on a phone pays for one project, with all that it loads."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = re.compile(r'<script[^>]* src="([^"]+)"')
PAGE = 60 * 1024
"""Most bytes of a project page with style, script and icon, each as a server packs it."""
SCRIPTS = 15 * 1024
"""Most bytes of all scripts that one page loads, packed; shards of data are not among them."""
LIST = 150 * 1024
"""Most bytes of a list page, packed."""


def packed(path: Path) -> int:
    """Return how many bytes a file has on its way to a reader."""
    return len(gzip.compress(path.read_bytes(), 9))


def test_project_with_everything_is_light(site: Path) -> None:
    """No project page, with everything it loads, is heavier than 60 KB."""
    shared = sum(packed(path) for path in (site / "assets").iterdir())
    weights = {
        path.parent.name: packed(path) + shared for path in site.glob("projects/*/*/*/index.html")
    }
    assert len(weights) == 15
    assert {name: weight for name, weight in weights.items() if weight > PAGE} == {}


def test_scripts_are_light(site: Path) -> None:
    """No page loads more than 15 KB of scripts."""
    weights = {
        page.relative_to(site).as_posix(): sum(packed(script) for script in scripts_of(page))
        for page in site.rglob("index.html")
    }
    assert min(weights.values()) > 0
    assert {path: weight for path, weight in weights.items() if weight > SCRIPTS} == {}


def scripts_of(page: Path) -> list[Path]:
    """Return the scripts of the theme that a page loads."""
    found = SOURCE.findall(page.read_text("utf-8"))
    return [page.parent / source for source in found if "assets/" in source]


def test_lists_are_light(site: Path) -> None:
    """No list is heavier than 150 KB."""
    assert {path for path in site.rglob("*.html") if packed(path) > LIST} == set()
