"""Work done aside: a child of this process does it meanwhile, where the system has children."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from generator.interrupt import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def aside(work: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Yield what tells the answer of `work`, an ASCII text, which a child of this process finds.

    Where there are no such children, or this one came to nothing, the work is done when its answer
    is asked for. The child is gone at the end, whether or not anybody asked.
    """
    if not hasattr(os, "fork"):
        yield work
        return
    ours, childs = os.pipe()
    with undisturbed():
        child = os.fork()
        if child == 0:
            _answer(work, childs)
    os.close(childs)
    try:
        yield lambda: _heard(ours) or work()
    finally:
        os.close(ours)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


END = b"."
"""Ends an answer; without it the child was stopped in the middle."""


def _answer(work: Callable[[], str], pipe: int) -> NoReturn:
    """Tell the answer and end at once, whatever happens: nothing else may run twice.

    The child is as deaf to interruptions as it was born; its parent dismisses it.
    """
    try:
        os.write(pipe, work().encode("ascii") + END)
    finally:
        os._exit(0)


def _heard(pipe: int) -> str:
    """Return the answer; empty where there is none, or only a part of it."""
    said = b"".join(iter(lambda: os.read(pipe, 4096), b""))
    return said[: -len(END)].decode("ascii") if said.endswith(END) else ""
