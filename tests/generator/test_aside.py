"""Work done aside gives its answer, or is done where it is asked for."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.aside import aside

PARENT = os.getpid()


def children() -> set[str]:
    """Return the processes that this one has begun and not taken leave of."""
    return set(Path(f"/proc/{PARENT}/task/{PARENT}/children").read_text("ascii").split())


def who() -> str:
    """Return which process is at work."""
    return str(os.getpid())


def stopped() -> str:
    """Come to nothing, but only in a child."""
    if os.getpid() != PARENT:
        os.kill(os.getpid(), 9)
    return "here"


def interrupted() -> str:
    """Be interrupted, but only in a child."""
    if os.getpid() != PARENT:
        raise KeyboardInterrupt
    return "here"


def test_another_process_answers() -> None:
    """The work is done by a child, which is gone at the end."""
    before = children()
    with aside(who) as answer:
        assert answer(0) != str(PARENT)
    assert children() == before


def test_every_work_is_answered_by_its_number() -> None:
    """Answers may be asked for in any order, and more than once."""
    with aside(lambda: "first", lambda: "second") as answer:
        assert [answer(1), answer(0), answer(1)] == ["second", "first", "second"]


def test_what_the_child_found_before_it_ended_is_not_done_again() -> None:
    """Where a child is killed at its second work, its first answer still holds."""
    with aside(who, stopped, lambda: "third") as answer:
        assert answer(0) != str(PARENT)
        assert [answer(1), answer(2)] == ["here", "third"]


def test_long_answer_comes_whole() -> None:
    """An answer larger than what a pipe holds is the same."""
    with aside(lambda: "0123456789" * 50_000) as answer:
        assert answer(0) == "0123456789" * 50_000


@pytest.mark.parametrize("work", [stopped, interrupted])
def test_what_came_to_nothing_is_done_here(work: object) -> None:
    """Where the child is killed or interrupted, the answer is found by whoever asks."""
    assert callable(work)
    with aside(work) as answer:
        assert answer(0) == "here"


def test_without_children_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot divide a process, a work is done once, when it is asked for."""
    monkeypatch.delattr(os, "fork")
    done: list[str] = []

    def note() -> str:
        done.append(who())
        return "done"

    with aside(note) as answer:
        assert [answer(0), answer(0)] == ["done", "done"]
    assert done == [str(PARENT)]


def test_nobody_waits_for_an_answer_that_is_not_wanted() -> None:
    """A child at a long work is dismissed as soon as nobody can ask it any more."""
    before, began = children(), time.monotonic()

    def sleep() -> str:
        time.sleep(60)
        return "awake"

    with aside(sleep):
        pass
    assert time.monotonic() - began < 30
    assert children() == before
