"""Work spread over an executor: local processes, one process, or whatever else offers `submit`."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

Task = TypeVar("Task")
Answer = TypeVar("Answer")

AHEAD = 2
"""Tasks handed out per worker beyond the one it works on; bounds what waits in memory."""
LARGEST_BATCH = 200
SILENCE = 5.0
"""Seconds without any answer after which somebody looks what has become of the workers."""
MANY = 64
"""From how many projects on more than one process pays for its start."""


class InProcess(Executor):
    """The executor of `--jobs 1`: does the work where it stands, when it is submitted."""

    def submit(
        self, fn: Callable[..., Answer], /, *args: object, **kwargs: object
    ) -> Future[Answer]:
        """Return the finished future of `fn`."""
        future: Future[Answer] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _trust() -> None:
    """Trust that answers will come: local processes cannot be lost without a word."""


def worthwhile_jobs(projects: int) -> int:
    """Return how many processes pay for their start: one for a few projects, else one a core."""
    return (os.cpu_count() or 1) if projects >= MANY else 1


def open_executor(jobs: int) -> Executor:
    """Return the executor for `jobs` processes."""
    if jobs <= 1:
        return InProcess()
    from generator.pipeline.processes import Processes  # noqa: PLC0415  small builds need none

    return Processes(jobs)


def begin_beside(
    work: Callable[[Sequence[Task]], Answer], jobs: int
) -> AbstractContextManager[Callable[[Sequence[Task]], Answer]]:
    """Begin a process for one kind of work, unless one job is to do everything."""
    if jobs <= 1:
        return nullcontext(work)
    from generator.pipeline.processes import beside  # noqa: PLC0415  see above

    return beside(work)


def spread(
    work: Callable[[Task], Answer],
    tasks: Iterable[Task],
    executor: Executor,
    jobs: int,
    watch: Callable[[], object] = _trust,
) -> Iterator[Answer]:
    """Yield the answers to `tasks` as they come, never more than a few waiting.

    `watch` is called when none has come for a while; it may raise, so that nobody waits for ever.
    """
    remaining = iter(tasks)
    pending = {executor.submit(work, task) for task in islice(remaining, jobs * AHEAD)}
    while pending:
        done, pending = wait(pending, timeout=SILENCE, return_when=FIRST_COMPLETED)
        if not done:
            watch()
        pending |= {executor.submit(work, task) for task in islice(remaining, len(done))}
        for future in done:
            yield future.result()


def batches(
    items: Sequence[Task], jobs: int, largest: int = LARGEST_BATCH
) -> Iterator[Sequence[Task]]:
    """Yield `items` in batches: a few per worker, none so large that results pile up."""
    shares = jobs * 4 if jobs > 1 else 1
    size = max(1, min(LARGEST_BATCH, largest, -(-len(items) // shares)))
    for start in range(0, len(items), size):
        yield items[start : start + size]
