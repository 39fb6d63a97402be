"""Work done aside: a child of this process does it meanwhile, where the system has children."""

from __future__ import annotations

import io
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from generator.interrupt import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@contextmanager
def aside(*works: Callable[[], str]) -> Iterator[Callable[[int], str]]:
    """Yield what tells the answer of each of `works` by its number; a child finds one by one.

    An answer is a line of ASCII. Where there are no such children, or this one came to nothing,
    the work is done when its answer is asked for. The child is gone at the end, whether or not
    anybody asked.
    """
    answers: dict[int, str] = {}

    def tell(number: int) -> str:
        while number not in answers and (line := lines.readline()).endswith("\n"):
            answers[len(answers)] = line.removesuffix("\n")  # without its end it was cut off
        if number not in answers:
            answers[number] = works[number]()
        return answers[number]

    with _begun(works) as lines:
        yield tell


@contextmanager
def _begun(works: Sequence[Callable[[], str]]) -> Iterator[TextIO]:
    """Yield the answers of a child, line by line; nothing where there are no children."""
    if not hasattr(os, "fork"):
        yield io.StringIO()
        return
    ours, childs = os.pipe()
    with undisturbed():
        child = os.fork()
        if child == 0:
            _answer(works, childs)
    os.close(childs)
    try:
        with os.fdopen(ours, encoding="ascii") as lines:
            yield lines
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _answer(works: Sequence[Callable[[], str]], pipe: int) -> NoReturn:
    """Tell the answers and end at once, whatever happens: nothing else may run twice.

    The child is as deaf to interruptions as it was born; its parent dismisses it.
    """
    try:
        with os.fdopen(pipe, "w", encoding="ascii") as lines:
            for work in works:
                lines.write(f"{work()}\n")
                lines.flush()
    finally:
        os._exit(0)
