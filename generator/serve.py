"""Preview: build a draft into a folder of its own, serve it, and build again on every change.

A preview never gives up: whatever is broken or missing, the last draft stays on screen until the
next build works, and the reader is told why.
"""

from __future__ import annotations

import json
import logging
import os
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import StaticFileHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.ioloop import PeriodicCallback

from generator.i18n import N_, Message, message
from generator.pipeline import build
from generator.read import stamps_below
from generator.write import BusyError, WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.pipeline import Options, Report
    from generator.problem import Problem
    from generator.read import Stamp

HOST = "127.0.0.1"
PORT_IN_USE = N_("端口 {port} 已被占用；用 --port 换一个，或先停掉占用它的程序")
FAILED = N_("这一次没有生成出来（{kind}），预览保持上一次的样子；内容再有改动时会重试")

LOOK_EVERY = 100
"""Milliseconds between two looks at the files."""
REST = 5
"""From the beginning of one look to the next, in lengths of the look: a fifth of a processor."""


class _Changes(Watcher):  # type: ignore[misc]  # livereload is untyped
    """Sees every file that is added, changed or removed, even a folder that goes or comes back."""

    def __init__(self, folders: Sequence[Path], rebuild: Callable[[], bool]) -> None:
        super().__init__()
        self.folders = folders
        self.rebuild = rebuild
        self.seen = _stamps(folders)
        self.built = time.monotonic()
        self.rests_until = 0.0
        self.fetched: dict[str, float] = {}

    def start(self, _: Callable[[], None]) -> bool:
        """Look around often, instead of by livereload's own slower and forgetful clock."""
        PeriodicCallback(self.look, LOOK_EVERY).start()
        return True

    def look(self) -> None:
        """Build again and reload every open page where something changed.

        Where another build is at work on the preview, the next look tries again. After a look
        that took long, of very many files, it rests for a while.
        """
        began = time.monotonic()
        if began < self.rests_until:
            return
        now = _stamps(self.folders)
        self.rests_until = began + REST * (time.monotonic() - began)
        if now == self.seen:
            return
        if not self.rebuild():
            return
        self.seen = now
        self.built = time.monotonic()
        LiveReloadHandler.reload_waiters("*")

    def is_stale(self, path: str) -> bool:
        """Whether a page was fetched, if ever, before the last build."""
        return self.fetched.get(path, 0) < self.built


class _Preview(Server):  # type: ignore[misc]  # livereload is untyped
    """The server without the inline script that the pages' own policy forbids."""

    def application(self, port: int, host: str, **_: object) -> None:
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        files = {"path": self.root, "default_filename": "index.html"}
        handlers: list[Any] = [
            (r"/livereload", _Reload),
            (r"(?:/.*)?/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", _Files, {**files, "changes": self.watcher}),
        ]
        web.Application(handlers=handlers).listen(port, address=host)

    def _setup_logging(self) -> None:
        for name in ("livereload", "tornado.access", "tornado.application", "tornado.general"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


class _Reload(LiveReloadHandler):  # type: ignore[misc]  # livereload is untyped
    """Tells pages to reload, also one that was built anew while it was still connecting."""

    def on_message(self, message: str) -> None:
        super().on_message(message)
        said = json.loads(message)
        if said.get("command") == "info" and self.watcher.is_stale(urlsplit(said["url"]).path):
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})


class _Files(StaticFileHandler):  # type: ignore[misc]  # livereload is untyped
    """The files of the draft, with the site's own page where there is none."""

    def initialize(self, changes: _Changes, **given: Any) -> None:  # noqa: ANN401  passed on as given
        super().initialize(**given)
        self.changes = changes

    def prepare(self) -> None:
        self.changes.fetched[self.request.path] = time.monotonic()

    def write_error(self, status_code: int, **_: object) -> None:
        try:
            with open(os.path.join(self.root, "404.html"), "rb") as page:  # noqa: PTH118, PTH123  tornado keeps the root as text
                self.finish(page.read())
        except OSError:
            self.finish(str(status_code))


def _stamps(folders: Sequence[Path]) -> dict[Path, dict[str, Stamp]]:
    """Return every file below `folders` with its size and time."""
    return {folder: stamps_below(folder) for folder in folders}


def serve(
    options: Options,
    port: int,
    tell: Callable[[Report, Sequence[Problem], float], None],
    complain: Callable[[Message], None],
) -> None:
    """Serve a preview until interrupted; `tell` gets the report of every build and what is new.

    Errors are new until they are mended: whoever edits wants to see those that are left.

    `complain` gets the reason where a build could not be made at all. Raises `WriteError` where
    the port is taken or the first preview cannot be written.
    """
    known: frozenset[object] = frozenset()
    waiting = False

    def make() -> None:
        nonlocal known
        started = time.monotonic()
        report = build(options)
        fresh = [p for p in report.problems if p.blocks or _finding(p) not in known]
        known = frozenset(map(_finding, report.problems))
        tell(report, fresh, time.monotonic() - started)

    def rebuild() -> bool:
        nonlocal waiting
        try:
            make()
        except BusyError as error:
            if not waiting:
                complain(error.said)
            waiting = True
            return False
        except WriteError as error:
            complain(error.said)
        except Exception as error:  # noqa: BLE001  a preview outlives whatever is being edited
            complain(message(FAILED, kind=type(error).__name__))
        waiting = False
        return True

    changes = _Changes((options.content, *options.themes), rebuild)
    make()
    try:
        _Preview(watcher=changes).serve(port=port, host=HOST, root=str(options.output))
    except OSError as error:
        raise WriteError(message(PORT_IN_USE, port=str(port))) from error


def _finding(problem: Problem) -> object:
    """Return what names a problem from build to build: lines move while somebody edits."""
    return problem.kind.code, problem.at.path, problem.at.field, problem.values
