"""A village large enough that its builds can be met half way, and who builds it.

All trials want Linux, whose list of processes they read. Whatever else one needs it says itself:
it is skipped where that is missing, with a word on what to do. Nothing that one starts outlives it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, AnyStr

import pytest

from generator.theme import theme_root
from generator.write import MANIFEST
from tests.browser.conftest import browser, open_page  # noqa: F401  fixtures of these trials too
from tests.generator.pipeline.conftest import FIXTURES, THEME, Town, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline import Report

ROOT = Path(__file__).parents[2]
ROADS = "projects/2020/north-bureau/roads"
THEMES = (THEME, theme_root())
PROJECTS = 66
"""Enough for several processes, and for a build that can be met half way."""
PATIENCE = 30.0
"""Seconds after which a process that should have ended counts as stuck."""
ROUNDS = int(os.environ.get("SELFEVAL_ROUNDS", "24"))
"""How often each way of ending a build is tried; more for a longer trial."""
LIMIT = 1800 * max(1, ROUNDS // 24)
"""Seconds after which a whole trial counts as stuck."""


@dataclass(frozen=True)
class Village:
    """A town of many projects, built by processes of their own."""

    town: Town

    @property
    def command(self) -> list[str]:
        """The command that builds everything anew, over two processes."""
        return [
            *(sys.executable, "-m", "generator", "build", "--full", "--jobs", "2", "--quiet"),
            *("--content", str(self.town.content), "--output", str(self.town.output)),
            *("--theme", str(self.town.theme)),
        ]

    @contextmanager
    def start(self) -> Iterator[subprocess.Popen[str]]:
        """Start a build in a session of its own, as a terminal does."""
        process = subprocess.Popen(  # noqa: S603  this very program
            self.command,
            cwd=ROOT,
            env={**os.environ, "SELFEVAL_LANGUAGE": "zh-CN"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        with leading(process):
            yield process

    def build(self) -> Report:
        """Build in this process what the command builds, only what changed."""
        return self.town.build(jobs=2, themes=THEMES)

    def edit(self, number: int) -> None:
        """Change a narrative; every number gives another text.

        Every other time the project gets another name as well, which other pages show: such a
        build goes the whole way, while one with another narrative goes the short one.
        """
        narrative = f"## 主要绩效\n\n1. 养护道路{number}公里。\n"
        self.town.write(f"{ROADS}/narrative.md", narrative)
        if number % 2:
            facts = self.town.text(f"{ROADS}/project.yaml").splitlines(keepends=True)
            facts[0] = f"项目名称: 道路养护第{number}次\n"
            self.town.write(f"{ROADS}/project.yaml", "".join(facts))

    def wanted(self) -> dict[str, bytes]:
        """Return what a build of the content gives that knows nothing of earlier ones."""
        return self.town.cold(jobs=2, themes=THEMES)[1]

    def appears(self, name: str, process: subprocess.Popen[str]) -> None:
        """Return when a neighbour of the site is there, or the process is gone."""
        path = self.town.folder / name
        while not path.exists() and process.poll() is None:
            time.sleep(0.0005)

    def check_healed(self, wanted: dict[str, bytes]) -> None:
        """Make sure that the next build succeeds, gives what is wanted, and leaves nothing else."""
        assert not self.build().blocked
        assert self.town.files() == wanted
        assert self.town.names() == [".site.cache", "content", "site"]
        assert names(self.town.memory.parent) <= {"memory", "spare", "standing", "templates"}


def names(folder: Path) -> set[str]:
    """Return what lies in a folder."""
    return {path.name for path in folder.iterdir()}


def is_whole(site: Path) -> bool:
    """Whether a site holds exactly the files that its manifest names, byte for byte."""
    files = tree(site)
    said = json.loads(files.pop(MANIFEST))["files"]
    there = {path: (len(body), hashlib.sha256(body).hexdigest()) for path, body in files.items()}
    return {file["path"]: (file["size"], file["sha256"]) for file in said} == there


def session(leader: int) -> set[int]:
    """Return the living processes of a session, as the system lists them."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text("utf-8", "replace").rpartition(")")
        except OSError:
            continue
        state, _, _, owner = rest.split()[:4]
        if int(owner) == leader and state != "Z":
            found.add(int(name.split()[0]))
    return found


def kill_session(leader: int) -> set[int]:
    """Kill every process of a session, and return those that still lived."""
    left = session(leader)
    for process in left:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return left


def check_gone(leader: int) -> None:
    """Make sure that no process of a session outlives it for more than some seconds."""
    end = time.monotonic() + PATIENCE
    while session(leader) and time.monotonic() < end:
        time.sleep(0.02)
    assert kill_session(leader) == set()


@contextmanager
def leading(process: subprocess.Popen[AnyStr]) -> Iterator[None]:
    """Let a process lead its session as long as it is needed; however that ends, kill the rest."""
    with process:
        try:
            yield
        finally:
            kill_session(process.pid)


@pytest.fixture(autouse=True)
def limit() -> Iterator[None]:
    """Give up a trial that is stuck."""

    def give_up(*_: object) -> None:
        pytest.fail(f"stuck: after {LIMIT} seconds still not done")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def village(tmp_path: Path) -> Village:
    """Return a village that was built once."""
    shutil.copytree(FIXTURES / "town/content", tmp_path / "content")
    for number in range(PROJECTS):
        shutil.copytree(tmp_path / "content" / ROADS, tmp_path / "content" / f"{ROADS}-{number}")
    town = Town(tmp_path, THEME)
    village = Village(town)
    assert village.build().published
    return village
