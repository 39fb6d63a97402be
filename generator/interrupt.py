"""Interruptions: Ctrl-C, the system's request to end, and who is to hear them.

The program itself hears both as `KeyboardInterrupt` and puts everything in order. Its workers are
deaf to Ctrl-C, which a terminal sends to every process, and are dismissed by the program: in the
middle of their work, but never while they hand over its outcome, which would leave the program
waiting for the rest of it.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from multiprocessing import parent_process
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = TypeVar("Answer")

STOPS = frozenset({signal.SIGINT, signal.SIGTERM})


class TerminatedError(KeyboardInterrupt):
    """The system asked the program to end, or the program one of its workers."""


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
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def attend() -> None:
    """Make this process, begun undisturbed, a worker that is gone as soon as the program is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _dismiss)
    threading.Thread(target=_leave_with_the_program, daemon=True).start()


def attended(work: Callable[..., Answer], /, *given: object, **named: object) -> Answer:
    """Return the answer of `work` in a worker, unless it is dismissed before or meanwhile.

    Raises `TerminatedError` where it is.
    """
    if signal.getsignal(signal.SIGTERM) is signal.SIG_IGN:
        raise TerminatedError
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        return work(*given, **named)
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _dismiss(*_: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # which also says that nothing is to be begun
    raise TerminatedError


def _leave_with_the_program() -> None:
    program = parent_process()
    if program is not None:
        program.join()
        os._exit(1)
