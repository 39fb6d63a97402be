"""Where the time of one cold build goes, stage by stage, in one process.

    .venv/bin/python -m tests.benchmarks.breakdown CONTENT OUTPUT [--json]

The functions that stages begin with are replaced from outside by ones that look at the clock; the
program knows nothing of it. A stage is charged for its own time, not for that of stages within it.
Time is the processor's, user and system: other work on the machine hardly changes it, and waiting
for a disk is not in it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT, SITE = "generator.pipeline.project", "generator.pipeline.whole"
STAGE, DECLARE = "generator.pipeline.stages", "generator.pipeline.declare"
SHEETS, EXPORTS = "generator.pipeline.sheets", "generator.pipeline.exports"
INDEX, TIER, EDITIONS = (
    "generator.pipeline.index",
    "generator.pipeline.tier",
    "generator.pipeline.editions",
)
SPANS = (
    ("survey and frame", "generator.pipeline", ("prepare", "look")),
    ("survey and frame", SITE, ("read_content",)),
    ("theme and memory", STAGE, ("open_archive", "amend")),
    ("theme and memory", SITE, ("open_work",)),
    ("project: read", "generator.load.records", ("read_source", "parse_yaml")),
    ("project: read", "generator.load.project", ("read_source", "parse_narrative")),
    ("project: read", PROJECT, ("content_digest", "read_bytes")),
    ("project: load", PROJECT, ("load_project",)),
    ("project: score", PROJECT, ("score_project", "measures_of")),
    ("project: check", PROJECT, ("examine", "check_project", "fingerprints", "summarise")),
    ("project: privacy gate", PROJECT, ("leaks", "_leaks")),
    ("project: view", PROJECT, ("view_project", "tell")),
    ("project: render", PROJECT, ("draw",)),
    ("project: text shard", PROJECT, ("searchable",)),
    ("project: json", PROJECT, ("project_record", "dump")),
    ("project: other", SITE, ("build_projects",)),
    ("write", "generator.write", ("Stage.put",)),
    ("site: tabulate", SITE, ("tabulate",)),
    ("site: check across", SITE, ("look_across", "judge")),
    ("site: lists and other views", DECLARE, ("site_pages", "_page_sheets")),
    ("site: lists and other views", TIER, ("site_sheets",)),
    ("site: catalogue", DECLARE, ("view_shard", "as_file")),
    ("site: render", SHEETS, ("draw",)),
    ("site: render", EXPORTS, ("draw",)),
    ("site: privacy gate", SHEETS, ("leaks",)),
    ("site: plan", SITE, ("make_plan", "plan_site", "make_site")),
    ("site: plan", TIER, ("make_sheets",)),
    ("site: index", TIER, ("plan_index", "begin_index", "end_index")),
    ("site: index self-test", INDEX, ("prove",)),
    ("site: exports", TIER, ("plan_exports", "begin_editions", "end_editions")),
    ("site: exports", EDITIONS, ("lay_edition", "revise_edition")),
    ("site: exports", EXPORTS, ("data_package", "dataset")),
    ("publish", SITE, ("publish",)),
    ("remember", SITE, ("basis_of", "memory_of", "keep")),
    ("other", STAGE, ("build_site",)),
)
"""Stage, module where its functions are called, and their names there."""
STAGES = ("imports", *dict.fromkeys(stage for stage, _, _ in SPANS))
SEARCH = ("project: text shard", "site: index", "site: index self-test")
TAKEN_AWAY = ("project: json", "site: exports")


@dataclass(slots=True)
class Clock:
    """Processor seconds by stage: the stage on top of the stack is the one that runs."""

    seconds: dict[str, float] = field(default_factory=dict)
    stack: list[str] = field(default_factory=list)
    last: float = field(default_factory=time.process_time)

    def turn(self) -> None:
        """Charge the time since the last turn to the stage that runs."""
        now = time.process_time()
        if self.stack:
            self.seconds[self.stack[-1]] = self.seconds.get(self.stack[-1], 0) + now - self.last
        self.last = now

    def enter(self, stage: str) -> None:
        """Let a stage run."""
        self.turn()
        self.stack.append(stage)

    def leave(self) -> None:
        """Let the stage run that ran before."""
        self.turn()
        self.stack.pop()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is charged to a stage, with the pieces that it yields."""

        @wraps(function)
        def run(*args: object, **kwargs: object) -> object:
            self.enter(stage)
            try:
                found = function(*args, **kwargs)
            finally:
                self.leave()
            return self.pieces(stage, found) if isinstance(found, Iterator) else found

        return run

    def pieces(self, stage: str, found: Iterator[Any]) -> Iterator[Any]:
        """Yield the pieces of an iterator, each charged to a stage."""
        while True:
            self.enter(stage)
            try:
                piece = next(found)
            except StopIteration:
                return
            finally:
                self.leave()
            yield piece


def watch(clock: Clock) -> list[str]:
    """Put the clock at every stage and return the functions that are not there any more."""
    gone = []
    for stage, module, names in SPANS:
        for name in names:
            home: Any = import_module(module)
            *outer, last = name.split(".")
            for part in outer:
                home = getattr(home, part, None)
            if hasattr(home, last):
                setattr(home, last, clock.timed(stage, getattr(home, last)))
            else:
                gone.append(f"{module}.{name}")
    return gone


def break_down(content: Path, output: Path) -> tuple[dict[str, float], list[str]]:
    """Build once in this process; return seconds by stage, and what could not be watched.

    The process is of no use afterwards: its functions stay replaced.
    """
    clock = Clock()
    clock.enter("imports")
    import_module("generator.cli")
    pipeline: Any = import_module("generator.pipeline")
    theme: Any = import_module("generator.theme")
    clock.leave()
    gone = watch(clock)
    options = pipeline.Options(
        content=content,
        output=output,
        themes=(theme.theme_root(),),
        today=datetime.date(2026, 1, 1),
        jobs=1,
    )
    report = pipeline.build(options)
    if not report.published:
        raise SystemExit(
            "\n".join(str(problem.at) for problem in report.problems if problem.blocks)
        )
    return clock.seconds, gone


def main() -> None:
    """Build a content folder once and print where the time went."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("content", type=Path)
    reader.add_argument("output", type=Path)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    seconds, gone = break_down(asked.content, asked.output)
    if asked.json:
        told = json.dumps({"seconds": seconds, "gone": gone}, ensure_ascii=False)
    else:
        lines = [f"{stage:28} {seconds.get(stage, 0):8.3f} s" for stage in STAGES]
        told = "\n".join([*lines, *(f"not watched: {name}" for name in gone)])
    sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    main()
