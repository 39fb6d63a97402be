"""What a built site weighs: pages by kind, requests of a visit, index, data files, building.

    .venv/bin/python -m tests.benchmarks.weights 15 1000

15 is the shipped content; any other number is generated. Prints tables in Markdown. Sizes are of
the content alone and the same everywhere; times are the processor's, of this machine.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.breakdown import SEARCH, TAKEN_AWAY
from tests.benchmarks.content import write_content
from tests.benchmarks.visits import chromium, visits

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SHIPPED = 15
"""Stands for the shipped content, whatever its number of projects is."""
KINDS = {
    "projects": "list of all",
    "years": "list of a year",
    "units": "list of units",
    "kinds": "other lists",
    "grades": "list of grades",
    "schemes": "list of schemes",
    "series": "list of series",
    "documents": "list of documents",
}
"""Kinds of pages by the first folder of their address, at the top."""
DEEPER = {
    "units": "unit",
    "schemes": "scheme",
    "series": "series",
    "documents": "document",
    "grades": "list of a grade",
}
"""Kinds of pages below such a folder."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one file."""

    path: str
    raw: int
    packed: int


def kind_of(path: str) -> str:
    """Return what kind of page lies at an address."""
    top, *rest = path.split("/")[:-1] or ["home" if path == "index.html" else path]
    if top == "projects" and len(rest) == 3:
        return "project"
    if top in DEEPER and rest and rest[0] != "page":
        return DEEPER[top] if "page" not in rest else f"{DEEPER[top]}, further pages"
    return KINDS.get(top, "/".join([top, *rest]))


@cache
def packed(file: Path) -> int:
    """Return how many bytes a file has on its way to a reader."""
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


def weigh(site: Path) -> list[Weight]:
    """Return the weight of every file of a site."""
    files = sorted(file for file in site.rglob("*") if file.is_file())
    return [Weight(f.relative_to(site).as_posix(), f.stat().st_size, packed(f)) for f in files]


def build(content: Path, site: Path) -> dict[str, float]:
    """Build in one process and return processor seconds by stage."""
    command = [sys.executable, "-m", "tests.benchmarks.breakdown", "--json"]
    command += [str(content), str(site)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603  our own program
    seconds: dict[str, float] = json.loads(told.stdout)["seconds"]
    return seconds


def page_table(weights: list[Weight]) -> tuple[list[str], dict[str, str]]:
    """Return the table of pages by kind, and the address of a middling page of each kind."""
    kinds: dict[str, list[Weight]] = defaultdict(list)
    for weight in weights:
        if weight.path.endswith(".html"):
            kinds[kind_of(weight.path)].append(weight)
    lines = [
        "| Kind of page | Pages | median KB | largest KB | median gzip | largest gzip |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    middling = {}
    for kind, own in sorted(kinds.items(), key=lambda found: (-len(found[1]), found[0])):
        raw, small = [weight.raw for weight in own], [weight.packed for weight in own]
        cells = (statistics.median(raw), max(raw), statistics.median(small), max(small))
        lines.append(f"| {kind} | {len(own):,} | {' | '.join(f'{b / 1e3:.1f}' for b in cells)} |")
        middling[kind] = statistics.median_low([(w.raw, w.path) for w in own])[1]
    return lines, middling | {"list of all": "projects/index.html"}


def part_table(weights: list[Weight], projects: int) -> list[str]:
    """Return the table of everything that is no page."""
    parts: dict[str, Callable[[str], bool]] = {
        "search: shards of terms, addresses, columns": lambda path: path.startswith("search/"),
        "search: texts of pages": lambda path: path.endswith("/text.js"),
        "catalogue": lambda path: path.startswith("catalogue/"),
        "JSON of projects": lambda path: path.endswith("/project.json"),
        "CSV": lambda path: path.endswith(".csv"),
        "JSON Lines": lambda path: path.endswith(".jsonl"),
        "XLSX": lambda path: path.endswith(".xlsx"),
        "feed": lambda path: path == "feed.xml",
        "styles, scripts, icon": lambda path: path.startswith("assets/"),
        "list of all files": lambda path: path == "manifest.json",
    }
    lines = [
        "| Part | Files | all KB | all gzip | largest gzip | gzip a project |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    others = [weight for weight in weights if not weight.path.endswith(".html")]
    for part, belongs in parts.items():
        own = [weight for weight in others if belongs(weight.path)]
        raw, small = sum(w.raw for w in own), sum(w.packed for w in own)
        largest = max((w.packed for w in own), default=0)
        sizes = (raw, small, largest, small / projects)
        lines.append(f"| {part} | {len(own):,} | {' | '.join(f'{b / 1e3:,.1f}' for b in sizes)} |")
    return lines


def visit_table(site: Path, pages: dict[str, str], query: str) -> list[str]:
    """Return the table of what first visits ask for."""
    if chromium() is None:
        return ["Requests were not counted: there is no Chromium here."]
    lines = ["| First visit | Requests | gzip KB |", "|---|--:|--:|"]
    found = visits(site, pages, query, packed)
    return lines + [f"| {v.doing} | {v.requests} | {v.size / 1e3:.1f} |" for v in found]


def cost_line(seconds: dict[str, float], projects: int) -> str:
    """Return a sentence about what search and exports cost to build."""
    told = []
    for name, stages in (("search", SEARCH), ("data files", TAKEN_AWAY)):
        spent = sum(seconds.get(stage, 0) for stage in stages) / projects * 1000
        told.append(f"{name} {spent:.2f} ms")
    whole = sum(seconds.values()) / projects * 1000
    return f"Processor time of a build, a project: {', '.join(told)}, everything {whole:.2f} ms."


def report(asked: int, folder: Path) -> list[str]:
    """Return all tables of one number of projects."""
    content, site = ROOT / "content", folder / "room" / "site"
    site.parent.mkdir()
    if asked != SHIPPED:
        content = folder / "content"
        write_content(content, asked)
    seconds = build(content, site)
    weights = weigh(site)
    pages, middling = page_table(weights)
    projects = sum(kind_of(w.path) == "project" for w in weights if w.path.endswith(".html"))
    whole = sum(weight.raw for weight in weights) / 1e6
    size = f"{len(weights):,} files, {whole:,.1f} MB; load {os.getloadavg()[0]:.1f}."
    return [
        f"### {projects:,} projects\n",
        f"{size} {cost_line(seconds, projects)}\n",
        *pages,
        "",
        *part_table(weights, projects),
        "",
        *visit_table(site, {k: middling[k] for k in VISITED if k in middling}, "应急"),
        "",
    ]


VISITED = ("home", "project", "unit", "list of all", "list of a year", "search", "data")
"""The kinds of pages that are opened in a browser."""


def main() -> None:
    """Print the tables of all numbers of projects asked for."""
    for asked in map(int, sys.argv[1:] or [str(SHIPPED), "1000"]):
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write("\n".join([*report(asked, Path(folder)), ""]))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
