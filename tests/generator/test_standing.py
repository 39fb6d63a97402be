"""Whether the last site still stands is told by stamps alone, and never wrongly."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.read import stamps_below
from generator.standing import CLOCK_TICK, leave_standing, look, remains, stamps_digest
from generator.write import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.standing import Remains, Seen

LONG_AGO = 1_600_000_000_000_000_000
NOW = LONG_AGO + 10**12


class Place:
    """A content, a theme, a site and a cache, all of them old."""

    def __init__(self, folder: Path) -> None:
        self.content, self.theme = folder / "content", folder / "theme"
        self.site, self.cache = folder / "site", folder / ".site.cache"
        for name in ("content/site.yaml", "content/units/a.yaml", "theme/pages/home.html"):
            self.write(name)
        for name in ("site/index.html", "site/units/a/index.html", ".site.cache/memory"):
            self.write(name)
        self.write(".site.cache/spare/units/a/index.html")

    def write(self, name: str, text: str = "x", modified: int = LONG_AGO) -> None:
        """Write a file that is as old as told."""
        path = self.content.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, ns=(modified, modified))

    def look(self, asked: str = "", began: int = NOW) -> Seen:
        """Return what a build sees."""
        return look(self.content, [self.theme], asked, began)

    def remains(self, seen: Seen) -> Remains:
        """Return what is left of the last build."""
        folders = self.site, self.cache / "spare"
        return remains(self.cache, seen, lambda number: stamps_digest(folders[number]))

    def standing(self, seen: Seen) -> object | None:
        """Return what is said of the site."""
        return self.remains(seen).report

    def leave(self, seen: Seen) -> None:
        """Remember the site as it is."""
        site, apart = stamps_below(self.site), frozenset({"index.html"})
        published = Published(files=site, is_new=True, removed=0, apart=apart)
        leave_standing(self.cache, seen, "report", published)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a place in which a build has just ended."""
    made = Place(tmp_path)
    made.leave(made.look())
    return made


def test_what_is_as_it_was_stands(place: Place) -> None:
    """Where nothing was touched, the report of the last build holds."""
    assert place.standing(place.look()) == "report"


CHANGES: dict[str, Callable[[Place], None]] = {
    "a content file is longer": lambda p: p.write("content/site.yaml", "xx"),
    "a content file is newer": lambda p: p.write("content/site.yaml", modified=LONG_AGO + 1),
    "a content file is added": lambda p: p.write("content/pages/about.md"),
    "a content file is gone": lambda p: (p.content / "units/a.yaml").unlink(),
    "a template is newer": lambda p: p.write("theme/pages/home.html", modified=LONG_AGO + 1),
    "a template is added": lambda p: p.write("theme/pages/list.html"),
    "a page is altered": lambda p: p.write("site/index.html", "y", modified=LONG_AGO + 1),
    "a page is gone": lambda p: (p.site / "units/a/index.html").unlink(),
    "a file is put into the site": lambda p: p.write("site/stray.txt"),
    "the memory is altered": lambda p: p.write(".site.cache/memory", "xx"),
    "the memory is gone": lambda p: (p.cache / "memory").unlink(),
    "the note is damaged": lambda p: p.write(".site.cache/standing", "x"),
    "the note is gone": lambda p: (p.cache / "standing").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_goes_the_whole_way(place: Place, change: str) -> None:
    """One stamp that differs is enough for nothing to be said."""
    CHANGES[change](place)
    assert place.standing(place.look()) is None


def test_what_is_asked_for_counts(place: Place) -> None:
    """Another day, language or kind of site is another site."""
    assert place.standing(place.look(asked="draft")) is None


def test_nothing_stands_on_what_may_have_changed_unseen(tmp_path: Path) -> None:
    """A file as young as the clock tick of the looking may change again with the same stamp."""
    place = Place(tmp_path)
    place.write("content/site.yaml", modified=NOW - CLOCK_TICK)
    place.leave(place.look())
    assert place.standing(place.look()) is None
    place.leave(place.look(began=NOW + 1))
    assert place.standing(place.look(began=NOW + 1)) == "report"


def what_stands(place: Place) -> tuple[bool, bool]:
    """Return whether the site stands, and whether the spare does."""
    left = place.remains(place.look())
    return left.site_stands(), left.spare_stands()


def test_site_and_spare_stand_whatever_becomes_of_the_content(place: Place) -> None:
    """What lies in site and spare is told apart from whether anything is to do."""
    place.write("content/site.yaml", "xx")
    assert place.standing(place.look()) is None
    assert what_stands(place) == (True, True)


LOSSES: dict[str, tuple[Callable[[Place], None], tuple[bool, bool]]] = {
    "a page is altered": (
        lambda p: p.write("site/index.html", "y", modified=LONG_AGO + 1),
        (False, True),
    ),
    "a file of the spare is altered": (
        lambda p: p.write(".site.cache/spare/units/a/index.html", modified=LONG_AGO + 1),
        (True, False),
    ),
    "a file of the spare is gone": (
        lambda p: (p.cache / "spare/units/a/index.html").unlink(),
        (True, False),
    ),
    "a file is put into the spare": (lambda p: p.write(".site.cache/spare/stray"), (True, False)),
    "the memory is altered": (lambda p: p.write(".site.cache/memory", "xx"), (False, False)),
    "the note is gone": (lambda p: (p.cache / "standing").unlink(), (False, False)),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_was_altered_does_not_stand(place: Place, loss: str) -> None:
    """A stamp that differs tells which of the two is not as it was left."""
    change, left = LOSSES[loss]
    change(place)
    assert what_stands(place) == left


def test_young_content_does_not_keep_the_site_from_standing(tmp_path: Path) -> None:
    """Where content may change unseen, the site itself is still as it was left."""
    place = Place(tmp_path)
    place.write("content/site.yaml", modified=NOW - CLOCK_TICK)
    place.leave(place.look())
    assert place.standing(place.look()) is None
    assert what_stands(place) == (True, True)
