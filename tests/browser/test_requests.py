"""Pages ask nobody else, complain of nothing and break no policy, wherever they lie."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STYLED = "getComputedStyle(document.querySelector('.skip-link')).position === 'absolute'"
PLANTED = """
<script>document.title = "inline";</script>
<img src="http://127.0.0.2:9/foreign.png" alt=""><script src="assets/none.js"></script>
<script src="assets/broken.js"></script></body>
"""
"""A script in the page, one that is missing, one that breaks, and an image of somebody else."""


def faults_of(page: Page, base: str, paths: Sequence[str]) -> dict[str, list[str]]:
    """Return everything that goes wrong while a reader opens page after page below `base`."""
    host = base.split("/")[2]
    faults = watched(page)
    page.on("request", lambda request: _note_foreign(request.url, host, faults))
    found = {}
    for path in paths:
        faults.clear()
        page.goto(f"{base}/{path}")
        extra = [] if page.evaluate(STYLED) else ["no style"]
        if faults or extra:
            found[path] = [*faults, *extra]
    return found


def _note_foreign(address: str, host: str, faults: list[str]) -> None:
    if address.split("/")[2] != host:
        faults.append(f"left the host: {address}")


def test_pages_are_sound_wherever_they_lie(
    open_page: Callable[..., Page], base: str, every_page: tuple[str, ...]
) -> None:
    """By double-click or below a sub-path, no page leaves the host, complains, or breaks policy."""
    assert faults_of(open_page(), base, every_page) == {}


def test_pages_are_sound_at_the_root(
    open_page: Callable[..., Page],
    site: Path,
    every_page: tuple[str, ...],
    served: Callable[[Path], AbstractContextManager[str]],
) -> None:
    """Served at the root of a host, likewise."""
    with served(site) as address:
        assert faults_of(open_page(375), address, every_page) == {}


def test_pages_are_sound_in_english(open_page: Callable[..., Page], english_site: Path) -> None:
    """The English site is as sound as the Chinese one."""
    paths = [path.relative_to(english_site).as_posix() for path in english_site.rglob("*.html")]
    assert faults_of(open_page(), f"file://{english_site}", sorted(paths)) == {}


def test_planted_faults_are_seen(
    open_page: Callable[..., Page],
    site: Path,
    served: Callable[[Path], AbstractContextManager[str]],
    tmp_path: Path,
) -> None:
    """Inline and broken scripts, missing files, and addresses of somebody else are seen."""
    shutil.copytree(site / "assets", tmp_path / "assets")
    (tmp_path / "assets/broken.js").write_text("nobody.knows();\n")
    text = (site / "404.html").read_text("utf-8").replace("</body>", PLANTED)
    (tmp_path / "index.html").write_text(text, "utf-8")
    with served(tmp_path) as address:
        faults = "\n".join(faults_of(open_page(), address, ["index.html"])["index.html"])
    expected = (
        "console error: policy: script-src-elem inline",
        "console error: policy: img-src http://127.0.0.2:9/foreign.png",
        "console error: Failed to load resource: the server responded with a status of 404",
        "error: nobody is not defined",
    )
    assert [sentence for sentence in expected if sentence not in faults] == []
