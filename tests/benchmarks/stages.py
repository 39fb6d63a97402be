"""How long reading with loading, scoring and checking take per project, on one core.

    .venv/bin/python -m tests.benchmarks.stages 1000 10000

Medians of three rounds; compare the numbers of one run with each other, not with another machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from generator.check import check_project, examine
from generator.load import arrange, load_frame, load_project
from generator.narrative import Markdown
from generator.read import survey
from generator.score import measures_of, score_project
from tests.benchmarks.content import write_content

ROUNDS = 3
STAGES = ("read and load", "score", "check")


def one_round(root: Path) -> tuple[float, ...]:
    """Return the seconds that every stage took over all projects."""
    inventory, _ = survey(root)
    layout, _ = arrange(inventory)
    frame, _ = load_frame(root, layout)
    parser, spent = Markdown(), [0.0] * len(STAGES)
    shares = frame.shares(layout.projects)
    for identity, folder in layout.projects.items():
        share = shares[identity.year, identity.unit]
        marks = [time.perf_counter()]
        project, places, problems = load_project(root, folder, share, parser)
        if project is None or places is None:
            raise SystemExit(str([str(problem.at) for problem in problems]))
        marks.append(time.perf_counter())
        measures = measures_of(project.facts)
        scheme = share.schemes.get(project.facts.scheme or "")
        result = score_project(project.facts, scheme, measures)
        marks.append(time.perf_counter())
        list(check_project(examine(project, result, share, places, measures)))
        marks.append(time.perf_counter())
        spent = [s + b - a for s, a, b in zip(spent, marks, marks[1:], strict=False)]
    return tuple(spent)


def measure(projects: int) -> None:
    """Print milliseconds per project for every stage and for all."""
    with tempfile.TemporaryDirectory() as folder:
        write_content(Path(folder) / "content", projects)
        rounds = [one_round(Path(folder) / "content") for _ in range(ROUNDS)]
    stages = [statistics.median(column) / projects * 1000 for column in zip(*rounds, strict=True)]
    told = "  ".join(f"{name} {ms:.2f}" for name, ms in zip(STAGES, stages, strict=True))
    sys.stdout.write(f"{projects} projects, ms each: {told}  all {sum(stages):.2f}\n")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["1000"]:
        measure(int(wanted))
