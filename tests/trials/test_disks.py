"""Disks that are full, read-only or taken away: one clear sentence, and the last good site."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.trials.conftest import Village, is_whole, names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.trial

STAGES = [".site.staging", ".site.staging/projects", ".site.staging/data"]
STANDS = "已发布的网站没有改动"


@contextmanager
def mounted(folder: Path, *how: str) -> Iterator[Path]:
    """Mount something over a folder while the test needs it; skip where nobody may mount."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a disk of its own: this trial has NOT been made")
    made = subprocess.run([mount, *how, str(folder)], capture_output=True, check=False, text=True)  # noqa: S603  fixed words
    if made.returncode:
        pytest.skip(f"mounting is refused ({made.stderr.strip()}): this trial has NOT been made")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607  fixed words


def failed(village: Village) -> str:
    """Run a build that must fail with code 2, silent but for one sentence, and return that."""
    with village.start() as process:
        out, err = process.communicate()
    assert (process.returncode, out) == (2, "")
    assert err.count("\n") == 1
    return err.strip()


def on_disk(village: Village, disk: Path) -> Village:
    """Return the village with its content on a disk of its own, built once."""
    shutil.copytree(village.town.content, disk / "content")
    moved = Village(type(village.town)(disk, village.town.theme))
    assert moved.build().published
    return moved


def test_full_disk_is_one_sentence(village: Village) -> None:
    """With however little room the build fails in one sentence, or is published whole."""
    disk, codes = village.town.folder / "disk", set()
    with mounted(disk, "-t", "tmpfs", "-o", "size=16m", "tmpfs"):
        small = on_disk(village, disk)
        for room in (0, 300, 900, 1500, 2100, 3000, 4500):
            good = small.town.files()
            small.edit(room)
            fill(disk, room)
            with small.start() as process:
                out, err = process.communicate()
            codes.add(process.returncode)
            assert is_whole(small.town.output), room
            if process.returncode:
                assert (process.returncode, out) == (2, ""), room
                place = err.removeprefix("写入 ").removesuffix(f" 失败：磁盘已满；{STANDS}\n")
                assert place.startswith(str(disk / ".site.")) or place == str(disk / "site"), err
                assert small.town.files() == good
            assert names(disk) == {".site.cache", "content", "site", "ballast"}
            (disk / "ballast").unlink()
        small.check_healed(small.wanted())
    assert codes == {0, 2}


def fill(disk: Path, room: int) -> None:
    """Fill a disk until only so many KB are left."""
    free = shutil.disk_usage(disk).free - room * 1024
    with (disk / "ballast").open("wb") as ballast:
        ballast.write(b"\0" * max(free, 0))


def test_read_only_disk_is_one_sentence(village: Village) -> None:
    """On a disk that is only read, nothing is written, and that is said with the place."""
    disk = village.town.folder / "disk"
    with mounted(disk, "-t", "tmpfs", "tmpfs"):
        small = on_disk(village, disk)
        good = small.town.files()
        small.edit(1)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S603, S607  fixed words
        assert failed(small) == f"写入 {disk / '.site.lock'} 失败：磁盘只读；{STANDS}"
        assert small.town.files() == good
        assert small.town.names() == [".site.cache", "content", "site"]


def test_site_that_is_a_disk_of_its_own_is_refused_clearly(village: Village) -> None:
    """A mounted folder cannot be exchanged; the sentence says what to do instead."""
    site = village.town.folder / "mounted"
    disk = Village(type(village.town)(village.town.folder, village.town.theme))
    with mounted(site, "-t", "tmpfs", "tmpfs"):
        command = [*disk.command[:-3], str(site), *disk.command[-2:]]
        assert "--output" in command
        made = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603  this very program
        reason = "它是挂载的磁盘，不能整个替换，请输出到它里面的一个文件夹"
        assert made.stderr == f"写入 {site} 失败：{reason}；{STANDS}\n"
        assert made.returncode == 2
        assert names(site) == set()


def test_site_taken_away_while_it_is_built(village: Village) -> None:
    """Whoever removes the last site meanwhile gets the new one whole, or one clear sentence."""
    hand = Random(20261121)  # noqa: S311  a seed that can be repeated
    for number in range(6):
        village.edit(number)
        wanted = village.wanted()
        with village.start() as process:
            village.appears(hand.choice((".site.lock", *STAGES)), process)
            shutil.rmtree(village.town.output, ignore_errors=True)
            out, err = process.communicate()
        assert (process.returncode, out) in ((0, ""), (2, ""))
        assert err.count("\n") == (process.returncode == 2)
        village.check_healed(wanted)


def test_stage_taken_away_while_it_is_filled(village: Village) -> None:
    """A stage that somebody cleans away is never published in part."""
    hand, told = Random(20261121), set()  # noqa: S311  a seed that can be repeated
    for number in range(6):
        village.edit(number)
        wanted = village.wanted()
        good = village.town.files()
        with village.start() as process:
            village.appears(hand.choice(STAGES[1:]), process)
            shutil.rmtree(village.town.folder / ".site.staging", ignore_errors=True)
            out, _ = process.communicate()
        assert (process.returncode, out) in ((0, ""), (2, ""))
        told.add(process.returncode)
        assert is_whole(village.town.output)
        assert village.town.files() in (good, wanted)
        village.check_healed(wanted)
    assert 2 in told
