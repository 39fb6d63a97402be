"""What changed while a preview is served, and what is done about it: shown first, then built.

A change is acted on when it rests: two looks in a row have seen the same. The pages of edited
projects that are open are made at once and shown; when they are, everything is built.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import PeriodicCallback

from generator.model.identity import project_of
from generator.pipeline import lay_out
from generator.read import Inventory, stamp_of, stamps_below, survey
from generator.urls import draft_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from generator.model.identity import ProjectId
    from generator.pipeline import Desk, Options
    from generator.problem import Problem
    from generator.read import Stamp

TICK = 20
"""Milliseconds between two looks at what is open or moves; the clock of a disk ticks faster."""
SOON = 0.0
"""Seconds to rest where the next look has something to do."""
REST = 0.2
"""Seconds between two looks at everything while nothing moves."""
SHARE = 5
"""From the beginning of such a look to the next, in lengths of the look: a fifth of a processor."""
PATIENCE = 1.0
"""Seconds to wait for open pages to come back before everything else is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What lies in the folders that a preview is made of."""

    content: Inventory
    problems: tuple[Problem, ...]
    themes: tuple[Mapping[str, Stamp], ...]

    def is_like(self, other: Sight) -> bool:
        """Whether all but files of the content folder is as in another sight."""
        return (self.problems, self.themes) == (other.problems, other.themes)


def take_sight(options: Options) -> Sight:
    """Return what lies in the folders of content and themes, as a build would see it."""
    content, problems = survey(options.content)
    themes = tuple(stamps_below(folder) for folder in options.themes)
    return Sight(content=content, problems=problems, themes=themes)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Files that are shown before the build that they belong to."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    told: Mapping[str, Stamp | None] = field(default_factory=dict)
    """By open page: what changes with the problems that it shows."""


class Changes(Watcher):  # type: ignore[misc]  # livereload is untyped
    """Sees every file that is added, changed or removed, even a folder that goes or comes back."""

    def __init__(self, options: Options, rebuild: Callable[[], bool]) -> None:
        super().__init__()
        self.options = options
        self.rebuild = rebuild
        self.last = self.shown = self.built = take_sight(options)
        self.near: Mapping[str, Mapping[str, Stamp]] = {}
        self.moves = False
        self.rests_until = 0.0
        self.desk: Desk | None = None
        self.wants_desk = True
        self.ahead = Ahead()
        self.awaited: set[str] = set()
        self.renewed = time.monotonic()
        self.fetched: dict[str, float] = {}

    def start(self, _: Callable[[], None]) -> bool:
        """Look around often, instead of by livereload's own slower and forgetful clock."""
        PeriodicCallback(self.look, TICK).start()
        return True

    def look(self) -> None:
        """Look at the projects that are open, and at everything where it is time."""
        near, began = self._near(), time.monotonic()
        moves = any(self.near.get(folder, files) != files for folder, files in near.items())
        rests, self.moves, self.near = self.moves and not moves, moves, near
        if moves or (rests and self._show_near()) or (not rests and began < self.rests_until):
            return
        self.rests_until = began + REST  # whatever is raised below
        now = take_sight(self.options)
        took = time.monotonic() - began
        rest = self._act(now)
        self.rests_until = time.monotonic() + max(rest, (SHARE - 1) * took if rest else SOON)

    def _near(self) -> Mapping[str, Mapping[str, Stamp]]:
        """Return the files of every project whose page is open, by its folder."""
        own = {name.folder for name in map(project_of, self._wanted()) if name}
        return {f: stamps_below(self.options.content / f) for f in own if ".." not in f}

    def _show_near(self) -> bool:
        """Show the open projects, which rest again, unless there is more to look at."""
        known, folders = self.last.content.files, tuple(f"{folder}/" for folder in self.near)
        own = {
            f"{folder}/{path}": stamp
            for folder, files in self.near.items()
            for path, stamp in files.items()
            if not path.startswith(".")
        }
        if own.keys() != {path for path in known if path.startswith(folders)}:
            return False
        content = Inventory(self.last.content.label, {**known, **own})
        self.last = self.shown = replace(self.last, content=content)
        self._show(self.last)
        self.rests_until = self.renewed + PATIENCE
        return bool(self.awaited)

    def _act(self, now: Sight) -> float:
        """Do the next thing that is to do; return for how many seconds to rest then.

        Where another build is at work on the preview, a later look tries again.
        """
        if now != self.last:
            self.last = now
            return SOON
        if now == self.shown == self.built:
            self._prepare()
            return REST
        if now != self.shown:
            self.shown = now
            self._show(now)
        if self.awaited and time.monotonic() < self.renewed + PATIENCE:
            return PATIENCE
        self._build(now)
        return REST

    def _wanted(self) -> set[str]:
        """Return the pages that are open, also those that are just being loaded anew."""
        return open_pages() | self.awaited

    def _prepare(self) -> None:
        """Lay out once what the next edit will be made with."""
        if self.wants_desk:
            self.wants_desk = False
            with suppress(Exception):  # the desk is a short cut; builds tell what is the matter
                self.desk = lay_out(self.options, self.built.content)

    def _edited(self, now: Sight) -> Collection[ProjectId] | None:
        """Return the projects that were edited since the last build; None where more changed."""
        if self.desk is None or not now.is_like(self.built):
            return None
        return self.desk.edited(now.content)

    def _show(self, now: Sight) -> None:
        """Make the open pages of edited projects, and have those shown that became others."""
        files: Mapping[str, bytes] = {}
        edited = [name for name in self._edited(now) or () if name.page in self._wanted()]
        if self.desk is not None and edited:
            with suppress(Exception):  # as above
                files = self.desk.glance(now.content, edited)
        pages, last = self._wanted() & files.keys(), self.ahead.files
        fresh = {page for page in pages if files[page] != last.get(page)}
        self.ahead = Ahead(files, {page: self._told(page) for page in pages})
        self.awaited = (self.awaited & pages) | fresh
        if fresh:
            self._reload(fresh)

    def _build(self, now: Sight) -> None:
        """Build everything, and reload the open pages that look otherwise by now."""
        if not self.rebuild():
            return
        alike = {page for page in self.ahead.told if self._stands(page)}
        kept = self.desk if self._edited(now) is not None else None
        self.desk = kept and kept.after(now.content)
        self.wants_desk = self.desk is None
        self.built, self.ahead, self.awaited = now, Ahead(), set()
        self._reload(open_pages() - alike)

    def _stands(self, page: str) -> bool:
        """Whether a page came out as it was shown ahead, with the problems that it showed."""
        try:
            made = (self.options.output / page).read_bytes()
        except OSError:
            return False
        return made == self.ahead.files[page] and self._told(page) == self.ahead.told[page]

    def _told(self, page: str) -> Stamp | None:
        """Return what changes with the problems that a page shows; a file that stays is linked."""
        return stamp_of(f"{self.options.output}/{draft_shard(page)}")

    def _reload(self, pages: Collection[str]) -> None:
        self.renewed = time.monotonic()
        for waiter in tuple(LiveReloadHandler.waiters):
            if waiter.page in pages:
                waiter.reload()

    def arrived(self, page: str) -> bool:
        """Note that a page is open; tell whether it was fetched before the last reload."""
        if page in self.awaited:
            self.awaited.discard(page)
            self.rests_until = self.rests_until if self.awaited else SOON
        return self.fetched.get(page, 0) < self.renewed


def open_pages() -> set[str]:
    """Return the pages that browsers show."""
    return {waiter.page for waiter in LiveReloadHandler.waiters}
