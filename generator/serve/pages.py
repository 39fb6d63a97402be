"""The server of a preview: the files of the draft, and the word to open pages to reload."""

from __future__ import annotations

import json
import logging
import mimetypes
import os
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import StaticFileHandler
from tornado import web

from generator.urls import PAGE

if TYPE_CHECKING:
    from generator.serve.watch import Changes


class PreviewServer(Server):  # type: ignore[misc]  # livereload is untyped
    """The server without the inline script that the pages' own policy forbids."""

    def application(self, port: int, host: str, **_: object) -> None:
        """Listen at the port."""
        LiveReloadHandler.watcher = self.watcher
        files = {"path": self.root, "default_filename": PAGE}
        handlers: list[Any] = [
            (r"/livereload", _Reload),
            (r"(?:/.*)?/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", _Files, {**files, "changes": self.watcher}),
        ]
        web.Application(handlers=handlers).listen(port, address=host)

    def _setup_logging(self) -> None:
        for name in ("livereload", "tornado.access", "tornado.application", "tornado.general"):
            logging.getLogger(name).setLevel(logging.ERROR)


def file_of(path: str) -> str:
    """Return the file of the site that the path of an address leads to."""
    file = unquote(path).lstrip("/")
    return f"{file}{PAGE}" if file.endswith("/") or not file else file


class _Reload(LiveReloadHandler):  # type: ignore[misc]  # livereload is untyped
    """An open page, told to reload when it changed, also while it was still connecting."""

    page = ""

    def on_message(self, message: str) -> None:
        said = json.loads(message)
        if said.get("command") == "info":
            self.page = file_of(urlsplit(said["url"]).path)
        super().on_message(message)
        if self.page and self.watcher.arrived(self.page):
            self.reload()

    def reload(self) -> None:
        """Have the page load itself anew."""
        self.send_message({"command": "reload", "path": "*", "liveCSS": False})


class _Files(StaticFileHandler):  # type: ignore[misc]  # livereload is untyped
    """The files of the draft, with the site's own page where there is none."""

    def initialize(self, changes: Changes, **given: Any) -> None:  # noqa: ANN401  passed on as given
        super().initialize(**given)
        self.changes = changes

    def prepare(self) -> None:
        file = file_of(self.request.path)
        self.changes.fetched[file] = time.monotonic()
        self.made = self.changes.ahead.files.get(file)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002  the same for every file
        self.set_header("Cache-Control", "no-cache")

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002  as tornado has it
        if self.made is None:
            await super().get(path, include_body)
            return
        kind, _ = mimetypes.guess_type(file_of(path))
        self.set_header("Content-Type", kind or "application/octet-stream")
        self.write(self.made)

    def compute_etag(self) -> str | None:
        tag: str | None = super().compute_etag() if self.made is None else None
        return tag

    def write_error(self, status_code: int, **_: object) -> None:
        try:
            with open(os.path.join(self.root, "404.html"), "rb") as page:  # noqa: PTH118, PTH123  tornado keeps the root as text
                self.finish(page.read())
        except OSError:
            self.finish(str(status_code))
