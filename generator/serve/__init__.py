"""Preview: build a draft into a folder of its own, serve it, and build again on every change.

A preview never gives up: whatever is broken or missing, the last draft stays on screen until the
next build works, and the reader is told why.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.pipeline import build
from generator.serve.pages import PreviewServer
from generator.serve.watch import Changes
from generator.write import BusyError, WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.pipeline import Options, Report
    from generator.problem import Problem

HOST = "127.0.0.1"
PORT_IN_USE = N_("端口 {port} 已被占用；用 --port 换一个，或先停掉占用它的程序")
FAILED = N_("这一次没有生成出来（{kind}），预览保持上一次的样子；内容再有改动时会重试")


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

    changes = Changes(options, rebuild)
    make()
    try:
        PreviewServer(watcher=changes).serve(port=port, host=HOST, root=str(options.output))
    except OSError as error:
        raise WriteError(message(PORT_IN_USE, port=str(port))) from error


def _finding(problem: Problem) -> object:
    """Return what names a problem from build to build: lines move while somebody edits."""
    return problem.kind.code, problem.at.path, problem.at.field, problem.values
