"""Pages are light: what a reader on a phone pays for one project, with all that it loads."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 60 * 1024
"""Most bytes of a project page with style, script and icon, each as a server packs it."""
SCRIPTS = 15 * 1024
"""Most bytes of all scripts of the site together, packed."""
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
    """All scripts of the site together are below 15 KB; shards of the search hold texts only."""
    assert 0 < sum(packed(path) for path in (site / "assets").glob("*.js")) <= SCRIPTS


def test_lists_are_light(site: Path) -> None:
    """No list is heavier than 150 KB."""
    assert {path for path in site.rglob("*.html") if packed(path) > LIST} == set()
