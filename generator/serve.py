"""Preview: build into a folder of its own, serve it, and build again when something changes."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from livereload import Server
from livereload.handlers import ForceReloadHandler, LiveReloadHandler, LiveReloadJSHandler
from livereload.server import StaticFileHandler
from tornado import web

from generator.i18n import N_, message
from generator.pipeline import build
from generator.write import WriteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Options, Report

HOST = "127.0.0.1"
PORT_IN_USE = N_("端口 {port} 已被占用；用 --port 换一个，或先停掉占用它的程序")


class _Preview(Server):  # type: ignore[misc]  # livereload is untyped
    """The server without the inline script that the pages' own policy forbids."""

    def application(self, port: int, host: str, **_: object) -> None:
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        handlers: list[Any] = [
            (r"/livereload", LiveReloadHandler),
            (r"/forcereload", ForceReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", StaticFileHandler, {"path": self.root, "default_filename": "index.html"}),
        ]
        web.Application(handlers=handlers).listen(port, address=host)

    def _setup_logging(self) -> None:
        for name in ("livereload", "tornado.access", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def serve(options: Options, port: int, tell: Callable[[Report, float], None]) -> None:
    """Serve a preview until interrupted; `tell` gets the report of every build.

    Raises `WriteError` where the port is taken or the preview cannot be written.
    """

    def rebuild() -> None:
        started = time.monotonic()
        report = build(options)
        tell(report, time.monotonic() - started)

    rebuild()
    options.output.mkdir(exist_ok=True)
    server = _Preview()
    for folder in (options.content, *options.themes):
        server.watch(str(folder), rebuild)
    try:
        server.serve(port=port, host=HOST, root=str(options.output))
    except OSError as error:
        raise WriteError(message(PORT_IN_USE, port=str(port))) from error
