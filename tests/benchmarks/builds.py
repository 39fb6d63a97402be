"""How long whole builds take, cold and after an edit, and how much memory they need.

    .venv/bin/python -m tests.benchmarks.builds 100 1000 --rounds 3 --json builds.json

Every build is a process of its own, imports included. Medians of wall time; compare the numbers
of one run with each other, not with another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.content import write_content

STEPS = ("cold", "nothing changed", "narrative edited", "score edited")
WATCHED = 0.02
"""Seconds between two looks at the memory of the processes."""


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


def build(content: Path, site: Path) -> tuple[float, int, int]:
    """Return the seconds of one build, and the peak kB of the main process and of a worker."""
    command = [sys.executable, "-m", "generator", "build", "--quiet"]
    command += ["--content", str(content), "--output", str(site)]
    start, main, worker = time.perf_counter(), 0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:  # noqa: S603  our own program
        while running.poll() is None:
            main = max(main, peak(running.pid))
            worker = max([worker, *map(peak, children(running.pid))])
            time.sleep(WATCHED)
    if running.returncode:
        raise SystemExit(running.returncode)
    return time.perf_counter() - start, main, worker


def edit(content: Path, step: str, turn: int) -> None:
    """Change what a step is named after, to something new at every turn."""
    if step == "narrative edited":
        place = min(content.rglob("narrative.md"))
        place.write_text(place.read_text("utf-8") + f"\n本轮补充第{turn + 1}条说明。\n", "utf-8")
    elif step == "score edited":
        place = min(content.rglob("project.yaml"))
        before, mark, after = place.read_text("utf-8").partition('得分: "')
        _, quote, rest = after.partition('"')
        place.write_text(f"{before}{mark}1.{turn + 1}{quote}{rest}", "utf-8")


def measure(projects: int, rounds: int, steps: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Return for every step the median seconds and the highest peaks in kB."""
    times: dict[str, list[tuple[float, int, int]]] = {step: [] for step in steps}
    with tempfile.TemporaryDirectory() as folder:
        content, room = Path(folder) / "content", Path(folder) / "room"
        write_content(content, projects)
        for turn in range(rounds):
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir()
            for step in steps:
                edit(content, step, turn)
                times[step].append(build(content, room / "site"))
    return {step: summary(taken) for step, taken in times.items()}


def summary(taken: list[tuple[float, int, int]]) -> dict[str, float]:
    """Return the median of the seconds and the highest peaks."""
    seconds, main, worker = zip(*taken, strict=True)
    return {"seconds": statistics.median(seconds), "main kB": max(main), "worker kB": max(worker)}


def main() -> None:
    """Measure for all numbers of projects asked for and print one table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("projects", nargs="*", type=int, default=[100, 1000])
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--cold", action="store_true", help="measure cold builds only")
    reader.add_argument("--json", type=Path)
    asked = reader.parse_args()
    steps = STEPS[:1] if asked.cold else STEPS
    load, found = os.getloadavg(), {}
    sys.stdout.write(f"load {load[0]:.1f}  rounds {asked.rounds}\n")
    sys.stdout.write("projects  step              seconds  ms each  ratio  main MiB  worker MiB\n")
    for projects in asked.projects:
        found[projects] = measure(projects, asked.rounds, steps)
        for step, told in found[projects].items():
            each = told["seconds"] / projects * 1000
            first = found[asked.projects[0]][step]["seconds"] / asked.projects[0] * 1000
            memory = f"{told['main kB'] / 1024:8.0f}  {told['worker kB'] / 1024:10.0f}"
            line = f"{projects:8}  {step:16}  {told['seconds']:7.2f}  {each:7.2f}"
            sys.stdout.write(f"{line}  {each / first:5.2f}  {memory}\n")
    if asked.json:
        asked.json.write_text(json.dumps({"load": load, "builds": found}, indent=2), "utf-8")


if __name__ == "__main__":
    main()
