"""Local worker processes; a module of its own, since their tools take long to import."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children
from typing import TYPE_CHECKING, TypeVar

from generator.interrupt import attend, attended, undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

Answer = TypeVar("Answer")


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
