"""What changed while a preview is served, and what to do about it: show it, then build.

A change is acted on when it rests: two looks in a row must have seen the same. The pages that
somebody has open are made first and shown; as soon as they are, everything is built.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import PeriodicCallback

from generator.pipeline import lay_out
from generator.read import Inventory, Stamp, stamps_below, survey
from generator.urls import PAGE, draft_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.pipeline import Options
    from generator.pipeline.glance import Desk
    from generator.problem import Problem

TICK = 20
"""Milliseconds between two looks at the projects whose pages are open, and at what moves."""
REST = 200
"""Milliseconds between two looks at all files while nothing moves."""
SHARE = 5
"""From the beginning of one such look to the next, in lengths of the look: a fifth at most."""
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
    """Return every file of content and themes with its stamp, as a build would see it."""
    content, problems = survey(options.content)
    themes = tuple(stamps_below(folder) for folder in options.themes)
    return Sight(content=content, problems=problems, themes=themes)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Files that are shown before the build that they belong to."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    shards: Mapping[str, object] = field(default_factory=dict)
    """By page: what the problems in it are told by, in the last build."""


class Changes(Watcher):  # type: ignore[misc]  # livereload is untyped
    """Sees every file that is added, changed or removed, even a folder that goes or comes back."""

    def __init__(self, options: Options, rebuild: Callable[[], bool]) -> None:
        super().__init__()
        self.options = options
        self.rebuild = rebuild
        self.last = self.shown = self.built = take_sight(options)
        self.near: object = None
        self.rests_until = 0.0
        self.desk: Desk | None = None
        self.ahead = Ahead()
        self.awaited: set[str] = set()
        self.waits_until = 0.0
        self.renewed = time.monotonic()
        self.fetched: dict[str, float] = {}

    def start(self, _: Callable[[], None]) -> bool:
        """Look around often, instead of by livereload's own slower and forgetful clock."""
        PeriodicCallback(self.look, TICK).start()
        return True

    def look(self) -> None:
        """Look at open projects, and at everything where these changed or enough time went by."""
        began = time.monotonic()
        near = self._look_near()
        if near == self.near and began < self.rests_until:
            return
        self.near = near
        if self._act(take_sight(self.options)):
            self.rests_until = 0.0
        else:
            self.rests_until = began + max(REST / 1000, SHARE * (time.monotonic() - began))

    def _look_near(self) -> object:
        """Return the stamps of the files of the projects whose pages are open."""
        folders = (page.removesuffix(f"/{PAGE}") for page in self._open_pages())
        own = sorted(path for path in folders if path.startswith(("projects/", "overall/")))
        return [(path, stamps_below(self.options.content / path)) for path in own]

    def _act(self, now: Sight) -> bool:
        """Do the next thing that is to do; tell whether to look again soon.

        Where another build is at work on the preview, a later look tries again.
        """
        if now != self.last:
            self.last = now
            return True
        if now == self.shown == self.built:
            self.desk = self.desk or lay_out(self.options, now.content)
            return False
        if now != self.shown:
            self.shown = now
            self._show(now)
        if self.awaited and time.monotonic() < self.waits_until:
            return True
        self._build(now)
        return False

    def _show(self, now: Sight) -> None:
        """Make the open pages of edited projects, and have them shown."""
        files = self._glance(now)
        pages = self._open_pages() & files.keys()
        self.ahead = Ahead(files, {page: self._shard(page) for page in pages})
        self.renewed = time.monotonic()
        self.awaited = set(pages)
        self.waits_until = self.renewed + PATIENCE
        self._reload(pages)

    def _glance(self, now: Sight) -> Mapping[str, bytes]:
        if self.desk is None or not now.is_like(self.built):
            return {}
        try:
            return self.desk.glance(now.content, self._open_pages())
        except Exception:  # noqa: BLE001  the build that follows tells what is the matter
            return {}

    def _build(self, now: Sight) -> None:
        """Build everything, and reload the open pages that look otherwise than they do."""
        if not self.rebuild():
            return
        shown = {page for page in self.ahead.shards if self._stands(page)}
        if self.desk is not None:
            self.desk = self.desk.after(now.content) if now.is_like(self.built) else None
        self.built, self.ahead = now, Ahead()
        self.renewed = time.monotonic()
        self._reload(self._open_pages() - shown)

    def _stands(self, page: str) -> bool:
        """Whether a page came out as it was shown ahead, and with the problems it had."""
        try:
            made = (self.options.output / page).read_bytes()
        except OSError:
            return False
        return made == self.ahead.files[page] and self._shard(page) == self.ahead.shards[page]

    def _shard(self, page: str) -> object:
        """Return what changes with the problems of a page."""
        try:
            status = (self.options.output / draft_shard(page)).stat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns

    def _open_pages(self) -> set[str]:
        return {waiter.page for waiter in LiveReloadHandler.waiters}

    def _reload(self, pages: Iterable[str]) -> None:
        for waiter in tuple(LiveReloadHandler.waiters):
            if waiter.page in pages:
                waiter.reload()

    def arrived(self, page: str) -> bool:
        """Note that a page is open; tell whether it was fetched, if ever, before it was renewed."""
        self.awaited.discard(page)
        return self.fetched.get(page, 0) < self.renewed
