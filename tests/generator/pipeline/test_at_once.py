"""What happens at the same time as a build: another build, an edit, something that vanishes."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

import pytest

from generator.cli import USAGE, main
from generator.i18n import Catalogue
from generator.load import load_project
from generator.pipeline.content import read_content
from generator.write import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pipeline import Options
    from generator.pipeline.content import Content
    from generator.standing import Seen
    from tests.generator.pipeline.conftest import Town

ROOT = Path(__file__).parents[3]
ROADS = "projects/2020/north-bureau/roads"
NARRATIVE = f"{ROADS}/narrative.md"
LAMPS = "projects/2020/north-bureau/lamps"
REPORT = "documents/2020/north-bureau/report"

HOLDER = """
import os, sys
from pathlib import Path
from subprocess import PIPE
from generator.write import reserved
with reserved(Path(sys.argv[1])):
    if sys.argv[2] == "fork" and os.fork() == 0:
        sys.stdin.read()
        os._exit(0)
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(output: Path, how: str = "alone") -> Iterator[subprocess.Popen[bytes]]:
    """Yield another process that works on `output`, perhaps with a worker; end it afterwards."""
    with subprocess.Popen(  # noqa: S603  this very program
        [sys.executable, "-c", HOLDER, str(output), how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process


def busy(process: subprocess.Popen[bytes], town: Town) -> str:
    """Return what a build says while another process works on its output."""
    return f"另一个 selfeval（进程 {process.pid}）正在生成 {town.output}；等它结束后再运行\n"


def test_second_build_is_told_who_is_at_work(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """While one build works on an output, another ends at once with one line and code 2."""
    town.build()
    good = town.files()
    town.replace(NARRATIVE, "42公里", "43公里")
    arguments = ["build", "--content", str(town.content), "--output", str(town.output)]
    with holder(town.output) as process:
        assert main(arguments) == USAGE
        assert tuple(capsys.readouterr()) == ("", busy(process, town))
        assert town.files() == good
        assert town.cold()[0].published, "another output is free"
    assert town.build().published
    assert town.names() == [".site.cache", "content", "site"]


@pytest.mark.parametrize("how", ["alone", "fork"])
def test_killed_build_blocks_nobody(town: Town, how: str) -> None:
    """What a killed build leaves is no claim, even while a worker of it still lives."""
    town.build()
    with holder(town.output, how) as process:
        process.kill()
        process.wait()
        assert (town.folder / ".site.lock").read_text("ascii") == str(process.pid)
        town.replace(NARRATIVE, "42公里", "43公里")
        assert town.build().published
    assert town.names() == [".site.cache", "content", "site"]


def test_claim_is_taken_again_when_its_file_was_removed(town: Town) -> None:
    """A lock on a file that is no longer there is none: the last holder removed it."""
    opens = os.open
    removed: list[Path] = []

    def slow(path: Path, *how: int) -> int:
        file = opens(path, *how)
        if not removed and str(path).endswith(".lock"):
            removed.append(path)
            path.unlink()
        return file

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", slow)
        assert town.build().published
    assert removed
    assert town.names() == [".site.cache", "content", "site"]


@pytest.mark.parametrize("lack", ["module", "locks"])
def test_system_without_locks_builds_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch, lack: str
) -> None:
    """Where neither system nor disk knows locks, a build works without them."""

    def refuse(*_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    if lack == "module":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    else:
        monkeypatch.setattr("fcntl.lockf", refuse)
    with holder(town.output):
        assert town.build().published


def test_edit_within_the_tick_of_a_clock_is_seen(town: Town) -> None:
    """A file saved twice at once, the second time when it had been read, is not taken for known."""
    path = town.content / NARRATIVE
    town.replace(NARRATIVE, "42公里", "43公里")
    before = path.stat()

    def save_again(_: object) -> None:
        town.replace(NARRATIVE, "43公里", "44公里")
        os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns))

    town.build(progress=save_again)
    assert town.build().published
    assert town.files() == town.cold()[1]


def test_edit_while_a_project_is_made_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrative edited just after it was read is read again by the next build."""

    def load_and_edit(*given: object) -> object:
        loaded = load_project(*given)  # type: ignore[arg-type]  # passed on as given
        if "42公里" in town.text(NARRATIVE):
            town.replace(NARRATIVE, "42公里", "43公里")
        return loaded

    monkeypatch.setattr("generator.pipeline.project.load_project", load_and_edit)
    town.build()
    assert "42公里".encode() in town.files()[f"{ROADS}/index.html"]
    town.build()
    assert town.files() == town.cold()[1]


def test_preview_waits_for_another_build(town: Town) -> None:
    """A preview whose folder another build works on says so once, and shows the edit afterwards."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = str(asked.getsockname()[1])
    command = [sys.executable, "-m", "generator", "serve", "--port", port]
    command += ["--content", str(town.content), "--output", str(town.output)]
    page = town.output / f"{ROADS}/index.html"
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603  this very program
        command, cwd=ROOT, env=surroundings, stdout=PIPE, stderr=PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            while "预览：" not in process.stdout.readline():
                assert process.poll() is None
            with holder(town.output) as other:
                town.replace(NARRATIVE, "42公里", "43公里")
                said = (
                    f"另一个 selfeval（进程 {other.pid}）正在生成 {town.output}；等它结束后再运行\n"
                )
                assert process.stderr.readline() == said
                time.sleep(1)
                assert "42公里" in page.read_text("utf-8")
            end = time.monotonic() + 60
            while "43公里" not in page.read_text("utf-8"):
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            process.send_signal(signal.SIGINT)
        assert process.stderr.read() == ""


VANISHED = [
    f"{ROADS}/project.yaml",
    f"{ROADS}/narrative.md",
    f"{LAMPS}/attachments/form.csv",
    f"{REPORT}/attachments/plan.txt",
]


@pytest.mark.parametrize("path", VANISHED)
def test_file_that_vanishes_meanwhile_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """A content file that is gone when it is wanted is named and blocks; all heals afterwards."""
    town.add(f"{REPORT}/document.yaml", "附件: [{文件: plan.txt, 名称: 计划}]\n")
    town.write(f"{REPORT}/attachments/plan.txt", "计划\n")
    town.build()
    good = town.files()

    def read_and_remove(options: Options, seen: Seen) -> Content:
        content = read_content(options, seen)
        (options.content / path).rename(town.folder / "gone")
        return content

    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.whole.read_content", read_and_remove)
        report = town.build(full=True)
    said = [line for line in town.said(report) if path in line]
    assert said == [f"content/{path}:1:1 F002 文件无法读取"]
    assert report.blocked
    assert town.files() == good
    (town.folder / "gone").rename(town.content / path)
    assert town.build().blocked is False
    assert town.files() == town.cold()[1] == good


def test_theme_that_vanishes_meanwhile_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the theme that is gone when it is wanted is said to be unreadable, by its place."""
    own = town.folder / "own/assets/own.txt"
    own.parent.mkdir(parents=True)
    own.write_text("own", "utf-8")
    read = Path.read_bytes

    def vanish(self: Path) -> bytes:
        if self == own:
            own.unlink()
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    with pytest.raises(WriteError) as caught:
        town.build(themes=(town.folder / "own", town.theme))
    assert Catalogue().say(caught.value.said) == (
        f"读取 {own} 失败：文件在生成时不见了，请再运行一次；已发布的网站没有改动"
    )
