"""Work is spread over whatever offers `submit`, a few tasks at a time."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import active_children, parent_process
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline.spread import (
    AHEAD,
    LARGEST_BATCH,
    MANY,
    InProcess,
    batches,
    begin_beside,
    open_executor,
    spread,
    worthwhile_jobs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def double(number: int) -> int:
    """Return twice `number`."""
    return 2 * number


class Reluctant(Executor):
    """An executor that finishes one task when it is asked for the next, the latest first."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        self.open: list[tuple[Future[int], int]] = []
        self.most = 0

    def submit(  # type: ignore[override]  # only what `spread` hands over
        self, fn: Callable[[int], int], task: int, /
    ) -> Future[int]:
        """Return a future; finish the latest one when enough of them wait."""
        future: Future[int] = Future()
        self.open.append((future, fn(task)))
        self.most = max(self.most, len(self.open))
        if len(self.open) == self.waiting:
            self.finish()
        return future

    def finish(self) -> None:
        """Finish the task that was handed over last."""
        future, answer = self.open.pop()
        future.set_result(answer)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_is_answered_once(jobs: int) -> None:
    """One process or several give the same answers, in whatever order they come."""
    with open_executor(jobs) as executor:
        answers = sorted(spread(double, range(20), executor, jobs))
    assert answers == [2 * number for number in range(20)]


def test_no_task_gives_no_answer() -> None:
    """Nothing to do is done at once."""
    assert list(spread(double, (), InProcess(), 4)) == []


def test_only_a_few_tasks_wait() -> None:
    """Tasks are drawn as others finish, so that memory stays flat however many there are."""
    jobs = 3
    drawn = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    answers = spread(double, tasks(), InProcess(), jobs)
    next(answers)
    assert len(drawn) <= 2 * jobs * AHEAD


def test_answers_come_as_they_are_ready() -> None:
    """A slow task does not hold back the answers of later ones."""
    jobs = 1
    executor = Reluctant(jobs * AHEAD)
    answers = spread(double, range(3), executor, jobs)
    assert next(answers) == 2
    assert next(answers) == 4
    executor.finish()
    assert list(answers) == [0]
    assert executor.most == jobs * AHEAD


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_task_comes_out(jobs: int) -> None:
    """What goes wrong in a worker is not swallowed."""
    with open_executor(jobs) as executor, pytest.raises(ZeroDivisionError):
        list(spread((1).__truediv__, (0,), executor, jobs))


def test_one_job_starts_no_process() -> None:
    """The work of one job is done where it stands."""
    assert isinstance(open_executor(1), InProcess)
    with open_executor(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)


def test_processes_are_started_only_when_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few projects are done in one process, many on every core there is."""
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert [worthwhile_jobs(count) for count in (0, MANY - 1, MANY, 10_000)] == [1, 1, 8, 8]
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert worthwhile_jobs(MANY) == 1


def _where(numbers: Sequence[int]) -> tuple[int, list[int]]:
    return os.getpid(), sorted(numbers)


def _dying(numbers: Sequence[int]) -> tuple[int, list[int]]:
    if numbers and parent_process() is not None:
        os._exit(1)
    return _where(numbers)


def test_work_beside_is_done_by_a_process_of_its_own() -> None:
    """One and the same process answers every time, and is gone at the end."""
    before = set(active_children())
    with begin_beside(_where, 2) as sort:
        first, second = sort((2, 1)), sort((4, 3, 5))
    assert first[0] == second[0] != os.getpid()
    assert (first[1], second[1]) == ([1, 2], [3, 4, 5])
    assert set(active_children()) == before


def test_one_job_has_nothing_beside() -> None:
    """Where one process is to do everything, the work is done where it stands."""
    with begin_beside(_where, 1) as sort:
        assert sort((2, 1)) == (os.getpid(), [1, 2])


def test_lost_process_costs_time_only() -> None:
    """Where the process beside dies at its work, the work is done here."""
    with begin_beside(_dying, 2) as sort:
        assert sort((2, 1)) == (os.getpid(), [1, 2])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 3000), st.integers(1, 64))
def test_batches_hold_everything_in_order(count: int, jobs: int) -> None:
    """Batches put together are the whole; none is empty or too large for memory."""
    made = [list(batch) for batch in batches(range(count), jobs)]
    assert [item for batch in made for item in batch] == list(range(count))
    assert all(1 <= len(batch) <= LARGEST_BATCH for batch in made)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.integers(1, 3000), st.integers(2, 16))
def test_every_worker_gets_a_share(count: int, jobs: int) -> None:
    """With several workers there are batches for all of them, as far as there are items."""
    assert len(list(batches(range(count), jobs))) >= min(jobs, count)


class Lost(Executor):
    """An executor whose workers never answer."""

    def submit(self, *_: object) -> Future[int]:  # type: ignore[override]  # whatever is handed over
        """Return a future that nobody finishes."""
        return Future()


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a silence somebody looks what has become of the workers, and may end the waiting."""
    monkeypatch.setattr("generator.pipeline.spread.SILENCE", 0.01)
    looks = iter((False, False, True))

    def watch() -> None:
        if next(looks):
            raise TimeoutError

    with pytest.raises(TimeoutError):
        list(spread(double, range(3), Lost(), 1, watch))
    assert list(looks) == []
