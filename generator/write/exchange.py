"""Two folders change places, so that a site is never half the last one."""

from __future__ import annotations

import ctypes
import os
import shutil
from typing import TYPE_CHECKING

from generator.write.place import last_aside

if TYPE_CHECKING:
    from pathlib import Path

RENAME_EXCHANGE = 2
AT_FDCWD = -100


def exchange(new: Path, output: Path) -> None:
    """Let the new site stand in the output; the last one, if any, then lies where the new one lay.

    Raises `OSError` where that cannot be; the last site stands then.
    """
    if not output.exists():
        new.rename(output)
    elif not at_once(new, output):
        _in_steps(new, output)


def at_once(new: Path, old: Path) -> bool:
    """Exchange two folders in one step where the system can; tell whether it could."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(old)
    return bool(rename(*paths, RENAME_EXCHANGE) == 0)


def _in_steps(new: Path, old: Path) -> None:
    """Exchange two folders in three steps; `restore` mends a crash between them."""
    waiting = last_aside(old)
    shutil.rmtree(waiting, ignore_errors=True)
    old.rename(waiting)
    try:
        new.rename(old)
    except OSError:
        waiting.rename(old)
        raise
    waiting.rename(new)


def restore(output: Path) -> None:
    """Put the last site back where a crash left it aside."""
    waiting = last_aside(output)
    if waiting.is_dir() and not output.exists():
        waiting.rename(output)
    shutil.rmtree(waiting, ignore_errors=True)
