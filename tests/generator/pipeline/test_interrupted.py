"""Whatever happens to a build, its cache or its site, the next site is right."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.cache import Loss, load_sealed, program_digest, save_sealed
from generator.write import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.generator.pipeline.conftest import Town

ROOT = Path(__file__).parents[3]
ROADS = "projects/2020/north-bureau/roads"
LAMPS = "projects/2020/north-bureau/lamps"


def _garble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)


def _put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "note").write_bytes(b"")


SPOILS: dict[str, tuple[Callable[[Path], object], Loss]] = {
    "deleted": (lambda path: shutil.rmtree(path.parent), Loss.MISSING),
    "emptied": (lambda path: path.write_bytes(b""), Loss.DAMAGED),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-100]), Loss.DAMAGED),
    "garbled": (_garble, Loss.DAMAGED),
    "another file": (lambda path: path.write_bytes(b"selfeval-cache-1\nno cache"), Loss.FOREIGN),
}


@pytest.mark.parametrize("name", SPOILS)
def test_spoilt_memory_costs_time_only(town: Town, name: str) -> None:
    """Whatever became of the cache is said; the next site is right, and the one after quick."""
    assert town.build().loss is None
    spoil, loss = SPOILS[name]
    spoil(town.memory)
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    report = town.build()
    assert (report.rendered, report.loss) == (report.pages, loss)
    assert town.files() == town.cold()[1]
    again = town.build()
    assert (again.rendered, again.loss) == (0, None)


def test_memory_that_nobody_misses_is_not_spoken_of(town: Town) -> None:
    """Without a site there is nothing to remember, and who asks for everything gets it."""
    assert town.build().loss is None
    town.memory.write_bytes(b"")
    assert town.build(full=True).loss is None
    shutil.rmtree(town.memory.parent)
    shutil.rmtree(town.output)
    assert town.build().loss is None


def test_memory_that_cannot_be_read_is_said_and_left(town: Town) -> None:
    """A folder in the place of the cache is neither read nor removed, and stops nothing."""
    town.build()
    _put_folder(town.memory)
    report = town.build()
    assert (report.loss, report.remembered, report.rendered) == (
        Loss.UNREADABLE,
        False,
        report.pages,
    )
    assert town.files() == town.cold()[1]


@pytest.mark.parametrize("place", [".site.cache", ".site.cache/memory/folder"])
def test_memory_that_cannot_be_kept_costs_time_only(town: Town, place: str) -> None:
    """Where something is in the way of the cache, the site is published all the same."""
    (town.folder / place).parent.mkdir(parents=True, exist_ok=True)
    (town.folder / place).write_bytes(b"in the way")
    for narrative in ("42公里", "43公里"):
        town.replace(f"{ROADS}/narrative.md", "42公里", narrative)
        assert town.build().published
        assert town.files() == town.cold()[1]


def test_other_programs_memory_is_not_used(town: Town) -> None:
    """After an update of the program everything is rendered again."""
    town.build()
    parts = load_sealed(town.memory, program_digest())
    assert isinstance(parts, dict)
    save_sealed(town.memory, "0" * 64, parts, time.time_ns())
    report = town.build()
    assert (report.rendered, report.loss) == (report.pages, Loss.FOREIGN)


def test_lost_site_is_made_again(town: Town) -> None:
    """A site that was deleted is built anew, whatever the cache says."""
    first = town.build()
    shutil.rmtree(town.output)
    again = town.build()
    assert (again.rendered, again.published) == (first.pages, True)
    assert town.files() == town.cold()[1]


TAMPERINGS: dict[str, Callable[[Path], object]] = {
    "page deleted": lambda site: (site / "index.html").unlink(),
    "page rewritten": lambda site: (site / f"{ROADS}/index.html").write_bytes(b"x"),
    "attachment deleted": lambda site: (site / f"{LAMPS}/attachments/form.csv").unlink(),
    "asset rewritten": lambda site: (site / "assets/mark.txt").write_bytes(b"other"),
    "manifest rewritten": lambda site: (site / MANIFEST).write_bytes(b"{}"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_mended(town: Town, name: str) -> None:
    """A published file that somebody changed or removed is as it should be after the next build."""
    town.build()
    TAMPERINGS[name](town.output)
    assert town.build().published
    assert town.files() == town.cold()[1]


KILLED = """
import datetime, sys
from pathlib import Path
from generator.pipeline import Options, build
folder, theme = Path(sys.argv[1]), Path(sys.argv[2])
options = Options(
    content=folder / "content", output=folder / "site", themes=(theme,),
    today=datetime.date(2026, 1, 1), full=True,
)
print("ready", flush=True)
build(options)
"""


def test_killed_build_leaves_the_last_good_site(town: Town) -> None:
    """Killed at any moment, a build leaves the old site or the new one; the next build heals."""
    for number in range(25):
        shutil.copytree(town.content / ROADS, town.content / f"{ROADS}-{number}")
    town.build()
    good = town.files()
    for moment in (0.0, 0.05, 0.15):
        town.replace(f"{ROADS}/narrative.md", "养护道路", "又养护道路")
        _, wanted = town.cold()
        _kill_a_build(town, moment)
        assert town.files() in (good, wanted)
        town.build()
        assert town.files() == wanted
        assert town.names() == [".site.cache", "content", "site"]
        good = wanted


def _kill_a_build(town: Town, moment: float) -> None:
    """Start a build of everything and kill it so many seconds after its stage appears."""
    stage = town.folder / ".site.staging"
    with subprocess.Popen(  # noqa: S603  this very program
        [sys.executable, "-c", KILLED, str(town.folder), str(town.theme)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        while not stage.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(moment)
        process.kill()
