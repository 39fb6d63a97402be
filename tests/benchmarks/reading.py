"""What the quick readings of plain files save: microseconds a file, and the ratio.

    .venv/bin/python -m tests.benchmarks.reading

Processor time, the best of many rounds; each text is read by both readings in turn, so that the
ratio holds on any machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.source import Source
from generator.narrative import Markdown
from generator.narrative.simple import simple_sections
from generator.narrative.strict import parse_strictly as parse_markdown
from generator.read.simple import read_simple
from generator.read.strict import parse_strictly as parse_all_yaml
from tests.benchmarks.content import write_content

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, TURNS = 40, 10
SHIPPED = (
    "2020/minhang-safety-inspection/enforcement-and-inspection-equipment",
    "2018/hongshan-work-safety/work-safety-responsibility",
)


def microseconds(read: Callable[[], object]) -> float:
    """Return how long one reading takes, the best of all rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(TURNS):
            read()
        best = min(best, time.process_time() - start)
    return best / TURNS * 1e6


def compare(folder: Path) -> None:
    """Print the times of both readings for the facts and the narrative in a folder."""
    parser = Markdown().parser
    for name in ("project.yaml", "narrative.md"):
        source = Source(name, (folder / name).read_text("utf-8"))
        if name.endswith(".yaml"):
            quick = microseconds(partial(read_simple, source))
            strict = microseconds(partial(parse_all_yaml, source))
        else:
            quick = microseconds(partial(simple_sections, source.text))
            strict = microseconds(partial(parse_markdown, source, parser))
        told = f"strict {strict:7.0f}  quick {quick:6.0f}  ratio {strict / quick:5.1f}"
        size = len(source.text.encode())
        sys.stdout.write(f"{folder.name[:32]:32} {name:13} {size:6} bytes, µs: {told}\n")


def main() -> None:
    """Compare on two projects of the shipped content and on one that was generated."""
    shipped = Path(__file__).parents[2] / "content/projects"
    with tempfile.TemporaryDirectory() as folder:
        write_content(Path(folder), 1)
        made = next(Path(folder).rglob("project.yaml")).parent
        for project in (*(shipped / name for name in SHIPPED), made):
            compare(project)


if __name__ == "__main__":
    main()
