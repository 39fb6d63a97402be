"""Local worker processes; a module of its own, since their tools take long to import."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import Pipe, Process, active_children
from typing import TYPE_CHECKING, TypeVar

from generator.interrupt import attend, attended, undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@contextmanager
def beside(
    work: Callable[[Sequence[Task]], Answer],
) -> Iterator[Callable[[Sequence[Task]], Answer]]:
    """Yield `work` as a process of its own does it, begun at once; here where that one is lost.

    That process first does the work on nothing, so that whatever has to be imported for it is there
    when it is wanted.
    """
    ours, theirs = Pipe()
    with undisturbed():
        worker = Process(target=_work_beside, args=(work, theirs), daemon=True)
        worker.start()
    theirs.close()

    def ask(tasks: Sequence[Task]) -> Answer:
        try:
            ours.send(tasks)
            return ours.recv()  # type: ignore[no-any-return]  # what `work` returned
        except (EOFError, OSError):
            return work(tasks)

    try:
        yield ask
    finally:
        worker.kill()
        worker.join()


def _work_beside(work: Callable[[Sequence[Task]], Answer], pipe: Connection) -> None:
    attend()
    work(())
    while True:
        pipe.send(work(pipe.recv()))


class Processes(ProcessPoolExecutor):
    """Local worker processes that never outlive the work.

    Whatever ends the work early dismisses them at once; what kills the program ends them too.
    """

    def __init__(self, jobs: int) -> None:
        super().__init__(max_workers=jobs, initializer=attend)
        self.others = frozenset(active_children())

    def submit(
        self, fn: Callable[..., Answer], /, *args: object, **kwargs: object
    ) -> Future[Answer]:
        """Return the future of `fn`; workers are begun where no interruption can meet them half."""
        with undisturbed():
            return super().submit(attended, fn, *args, **kwargs)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        if kind is not None:
            for worker in set(active_children()) - self.others:
                worker.terminate()
            self.shutdown(cancel_futures=True)
        return super().__exit__(kind, error, traceback)
