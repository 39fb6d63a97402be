"""One measured run of a program: wall time, processor time, and the most memory it held."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WATCHED = 0.02
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took, or several together."""

    seconds: float
    """Wall time, the start of the program included."""
    cpu: float
    """Processor seconds, user and system, of the process and all it started."""
    main: int
    """The most memory of the process itself, in kB."""
    worker: int
    """The most memory of any one process that it started, in kB; 0 without any."""


def run(command: Sequence[str], surroundings: Mapping[str, str] | None = None) -> Run:
    """Return what a run of a command took; a run that fails ends the program."""
    before, start = _cpu(), time.perf_counter()
    main, worker = 0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=surroundings) as running:  # noqa: S603  our own commands
        while running.poll() is None:
            main = max(main, peak(running.pid))
            worker = max([worker, *map(peak, children(running.pid))])
            time.sleep(WATCHED)
    seconds = time.perf_counter() - start
    if running.returncode:
        raise SystemExit(running.returncode)
    return Run(seconds=seconds, cpu=_cpu() - before, main=main, worker=worker)


def summary(taken: Sequence[Run]) -> Run:
    """Return the medians of the times and the highest peaks."""
    return Run(
        seconds=statistics.median(one.seconds for one in taken),
        cpu=statistics.median(one.cpu for one in taken),
        main=max(one.main for one in taken),
        worker=max(one.worker for one in taken),
    )


def peak(process: int) -> int:
    """Return the most memory a process has held, in kB as Linux tells; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) if lines else 0


def children(process: int) -> list[int]:
    """Return the processes that any thread of a process started and that still run."""
    found: list[int] = []
    for place in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(word) for word in place.read_text("ascii").split()]
        except OSError:
            continue
    return found


def _cpu() -> float:
    """Return the processor seconds of every run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
