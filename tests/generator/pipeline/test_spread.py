"""Work is spread over whatever offers `submit`, a few tasks at a time."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor
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
    open_executor,
    spread,
    worthwhile_jobs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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
