"""Interruptions: Ctrl-C, the system's request to end, and who is to hear them.

The program itself hears both as `KeyboardInterrupt` and puts everything in order. Its workers hear
neither: a terminal sends Ctrl-C to every process, and each would complain of it.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from multiprocessing import parent_process
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPS = frozenset({signal.SIGINT, signal.SIGTERM})


class TerminatedError(KeyboardInterrupt):
    """The system asked the program to end."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Let the system end what is done meanwhile as Ctrl-C does, by an exception."""

    def stop(*_: object) -> NoReturn:
        raise TerminatedError

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back interruptions, also from what is begun meanwhile; they come afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def attend() -> None:
    """Make this process a worker: deaf to Ctrl-C, and gone as soon as the program is.

    Its beginning must have been undisturbed, so that no interruption meets it before.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    threading.Thread(target=_leave_with_the_program, daemon=True).start()


def _leave_with_the_program() -> None:
    program = parent_process()
    if program is not None:
        program.join()
        os._exit(1)
