"""What the same cold build costs on a cluster and on this machine, side by side.

    .venv/bin/python -m tests.benchmarks.cluster 1000 --rounds 3 --workers 2

Scheduler and workers are processes of this machine, so the figures tell what the way over a cluster
costs, not what other machines would add. Needs Linux, whose `/proc` tells the use of processes.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.content import write_content

TICKS = os.sysconf("SC_CLK_TCK")
OWN = (sys.executable, "-m", "dask")
SCHEDULER = (*OWN, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = (*OWN, "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")


def used(process: int) -> float:
    """Return the CPU seconds that a process has used, itself alone."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak(process: int) -> float:
    """Return the most memory that a process has held, in MiB."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    found = re.search(r"VmHWM:\s*(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def looped() -> int:
    """Return the bytes that have gone over the loopback interface."""
    lines = Path("/proc/net/dev").read_text("ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.split()[0] == "lo:"), 0)


def start(stack: ExitStack, log: Path, command: tuple[str, ...], sign: str) -> tuple[int, str]:
    """Return the number of a process and what its log says behind `sign`, once it is ready."""
    with log.open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out)  # noqa: S603  our own commands
    stack.callback(running.wait)
    stack.callback(running.kill)
    while running.poll() is None:
        found = re.search(rf"{sign}\s*(\S+)", log.read_text("utf-8", "replace"))
        if found:
            return running.pid, found[1]
        time.sleep(0.05)
    raise SystemExit(log.read_text("utf-8", "replace"))


def build(content: Path, site: Path, *more: str) -> dict[str, float]:
    """Return what one cold build has used: wall time, and the CPU and memory of its processes."""
    command = [sys.executable, "-m", "generator", "build", "--full", "--quiet", *more]
    command += ["--content", str(content), "--output", str(site)]
    began = time.perf_counter()
    process = subprocess.Popen(command)  # noqa: S603  our own program
    _, status, use = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(os.waitstatus_to_exitcode(status))
    wall = time.perf_counter() - began
    return {"wall": wall, "cpu": use.ru_utime + use.ru_stime, "peak": use.ru_maxrss / 1024}


def main() -> None:
    """Build the same content here and on a cluster, in turn, and print one table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("projects", nargs="?", type=int, default=1000)
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        write_content(folder / "content", asked.projects)
        scheduler, address = start(stack, folder / "s.log", SCHEDULER, "Scheduler at:")
        workers = [
            start(stack, folder / f"{n}.log", (*WORKER, address), "Registered to:")[0]
            for n in range(asked.workers)
        ]
        here, abroad = [], []
        for _ in range(asked.rounds):
            here.append(build(folder / "content", folder / "a", "--jobs", str(asked.workers)))
            before = [used(scheduler), sum(map(used, workers)), looped()]
            made = build(folder / "content", folder / "b", "--cluster", address)
            after = [used(scheduler), sum(map(used, workers)), looped()]
            spent = [b - a for a, b in zip(before, after, strict=True)]
            abroad.append(made | dict(zip(("scheduler", "workers", "bytes"), spent, strict=True)))
        most = max(map(peak, workers))
        show(asked.projects, here, abroad, most)


def show(
    projects: int,
    here: list[dict[str, float]],
    abroad: list[dict[str, float]],
    most: float,
) -> None:
    """Print medians per project."""
    load = os.getloadavg()[0]
    say = sys.stdout.write
    say(f"{projects} projects, {len(here)} rounds, load {load:.1f}; medians, per project\n")
    for name, runs in (("this machine", here), ("cluster", abroad)):
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        each = {key: middle[key] / projects * 1000 for key in middle}
        line = f"{name:12}  wall {each['wall']:6.2f} ms  CPU of the build {each['cpu']:6.2f} ms"
        if "workers" in middle:
            line += f"  of workers {each['workers']:5.2f} ms  of the scheduler "
            line += f"{each['scheduler']:5.2f} ms  loopback {middle['bytes'] / projects:,.0f} bytes"
        say(f"{line}  largest process of the build {middle['peak']:.0f} MiB\n")
    say(f"largest worker after all rounds {most:.0f} MiB\n")


if __name__ == "__main__":
    main()
