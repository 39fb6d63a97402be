"""The lock: no two builds write one output."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.write.faults import BusyError, WriteError, failed
from generator.write.place import beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY = N_("另一个 selfeval（进程 {process}）正在生成 {path}；等它结束后再运行")


@contextlib.contextmanager
def reserved(output: Path) -> Iterator[int]:
    """Keep every other build away from `output`; yield when this began, by the disk's clock.

    The time is in nanoseconds since the epoch. The system lets go of the lock when the process
    ends, however it ends: what a killed build leaves behind is an empty claim.

    Raises `BusyError` where another build is at work, `WriteError` where the disk refuses.
    """
    path = beside(output, "lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(path, output)
    except OSError as error:
        raise WriteError(failed(path, error)) from error
    try:
        yield os.fstat(lock).st_mtime_ns
    finally:
        with contextlib.suppress(OSError):
            if _is_at(lock, path):
                path.unlink()
        os.close(lock)


def _lock(path: Path, output: Path) -> int:
    """Return the open file by which this process holds the lock."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(file, output)
            if _is_at(file, path):
                _sign(file, path)
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _sign(file: int, path: Path) -> None:
    """Write into the lock who holds it; where the disk has no room even for that, give it back."""
    try:
        os.ftruncate(file, 0)
        os.write(file, str(os.getpid()).encode())
    except OSError:
        path.unlink()
        raise


def _take(file: int, output: Path) -> None:
    """Lock an open file; a lock of the process, which the workers that it forks do not share."""
    try:
        import fcntl  # noqa: PLC0415  not every system has file locks
    except ImportError:
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        process = os.read(file, 20).decode("ascii", "replace") or "?"
        raise BusyError(message(BUSY, process=process, path=str(output))) from error
    except OSError:  # a file system without locks
        return


def _is_at(file: int, path: Path) -> bool:
    """Whether an open file is still the one at `path`: the last holder removes it."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
