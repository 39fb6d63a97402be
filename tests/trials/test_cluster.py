"""A cluster started from its own commands builds the very site that one machine builds.

Scheduler and workers run on the loopback address. Every trial compares whole sites, file by file,
or the whole of what is said where there can be none.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.pipeline.errand import LOADED, label
from tests.generator.pipeline.conftest import FIXTURES, Town
from tests.trials.conftest import leading

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.trial,
    pytest.mark.skipif(
        find_spec("distributed") is None,
        reason="NO CLUSTER: install the extra selfeval[cluster]; clusters have NOT been tried",
    ),
]

ROOT = Path(__file__).parents[2]
ROADS = "projects/2020/north-bureau/roads"
PROJECTS = 600
"""So many that every worker still has work after the first pages have come back."""
PATIENCE = 300.0
"""Seconds after which a build or a process that should be ready counts as stuck."""
UNCHANGED = "；已发布的网站没有改动\n"


@dataclass
class Cluster:
    """A scheduler and its workers, as processes of their own."""

    folder: Path
    stack: ExitStack
    address: str = ""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str, sign: str, **environment: str) -> str:
        """Start a process and return what its log says behind `sign`, as soon as it does."""
        path = self.folder / f"{name}.log"
        with path.open("wb") as log:
            running = subprocess.Popen(  # noqa: S603  our own commands
                command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                start_new_session=True,
            )
        self.processes[name] = running
        self.stack.enter_context(leading(running))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and running.poll() is None:
            found = re.search(rf"{sign}\s*(\S+)", path.read_text("utf-8", "replace"))
            if found:
                return found[1]
            time.sleep(0.05)
        raise AssertionError(path.read_text("utf-8", "replace"))

    def start_scheduler(self) -> None:
        """Start a scheduler on a free port."""
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        command = (sys.executable, "-m", "dask", "scheduler", *options)
        self.address = self.start("scheduler", *command, sign="Scheduler at:")

    def start_worker(
        self, name: str, *before: str, nanny: str = "--no-nanny", **environment: str
    ) -> None:
        """Start a worker that does one thing at a time, by a command put behind `before`."""
        options = ("--nthreads", "1", nanny, "--no-dashboard", "--local-directory")
        worker = (sys.executable, "-m", "dask", "worker", self.address, *options)
        command = (*before, *worker, str(self.folder))
        self.start(name, *command, sign="Registered to:", **environment)

    def build(self, town: Town, *more: str, at: str = "") -> subprocess.Popen[str]:
        """Start a build by the cluster, or by what listens at another address."""
        command = [sys.executable, "-m", "generator", "build", "--quiet", *more]
        command += ["--cluster", at or self.address]
        folders = ["--content", str(town.content), "--output", str(town.output)]
        running = subprocess.Popen(  # noqa: S603  our own command
            [*command, *folders],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "SELFEVAL_LANGUAGE": "zh-CN", "SOURCE_DATE_EPOCH": "1767225600"},
            start_new_session=True,
        )
        self.stack.enter_context(leading(running))
        return running

    def send(self, name: str, what: signal.Signals) -> None:
        """Send a signal to a process."""
        self.processes[name].send_signal(what)

    def kill(self, name: str) -> None:
        """Kill a process that may be gone, as a power cut would."""
        self.processes[name].kill()
        self.processes[name].wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Return a scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as stack:
        made = Cluster(folder, stack)
        made.start_scheduler()
        yield made


@pytest.fixture
def pair(cluster: Cluster) -> Cluster:
    """Return a scheduler with two workers."""
    cluster.start_worker("first")
    cluster.start_worker("second")
    return cluster


@pytest.fixture
def county(tmp_path: Path) -> Town:
    """Return content of some hundred projects; its pages are those of the shipped theme."""
    shutil.copytree(FIXTURES / "town/content", tmp_path / "content")
    for number in range(PROJECTS):
        shutil.copytree(tmp_path / "content" / ROADS, tmp_path / "content" / f"{ROADS}-{number}")
    return Town(tmp_path, ROOT / "theme")


def finish(running: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return the exit code of a build and what it said."""
    out, err = running.communicate(timeout=PATIENCE)
    return running.returncode, out, err


def wait_for_pages(town: Town, running: subprocess.Popen[str]) -> None:
    """Return as soon as the first pages of a build have come back."""
    stage = town.folder / ".site.staging" / "projects"
    while not any(stage.glob("*/*/*/index.html")) and running.poll() is None:
        time.sleep(0.002)
    assert running.poll() is None


def test_cluster_gives_the_same_bytes(county: Town, pair: Cluster) -> None:
    """Two workers and one machine make the same files, and what follows costs what it touches."""
    assert finish(pair.build(county)) == (0, "", "")
    files = county.files()
    assert files == county.cold()[1]
    assert len(files) > PROJECTS
    county.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    assert finish(pair.build(county)) == (0, "", "")
    assert county.files() == county.cold()[1]


def test_killed_worker_costs_time_only(county: Town, pair: Cluster) -> None:
    """What a killed worker had in its hands is done by the other, and the bytes are the same."""
    running = pair.build(county)
    wait_for_pages(county, running)
    pair.send("second", signal.SIGSTOP)
    time.sleep(3)
    assert running.poll() is None, "the build waits for what the worker has in its hands"
    pair.kill("second")
    assert finish(running) == (0, "", "")
    assert county.files() == county.cold()[1]


def test_worker_that_comes_back_goes_on(county: Town, pair: Cluster) -> None:
    """When all workers are gone, the build waits a while; one that comes then finishes it."""
    running = pair.build(county)
    wait_for_pages(county, running)
    pair.kill("first")
    pair.kill("second")
    time.sleep(8)
    assert running.poll() is None
    pair.start_worker("third")
    assert finish(running) == (0, "", "")
    assert county.files() == county.cold()[1]


def test_all_workers_gone_leaves_the_last_good_site(county: Town, pair: Cluster) -> None:
    """When no worker comes back, the build says so and the last good site stands."""
    assert county.build(jobs=2).published
    good = county.files()
    running = pair.build(county, "--full")
    wait_for_pages(county, running)
    pair.kill("first")
    pair.kill("second")
    said = f"集群 {pair.address} 有 30 秒没有工作节点；用 dask worker {pair.address} 启动至少一个"
    assert finish(running) == (2, "", said + UNCHANGED)
    assert county.files() == good
    assert not (county.folder / ".site.staging").exists()


def test_lost_scheduler_leaves_the_last_good_site(county: Town, pair: Cluster) -> None:
    """When the scheduler goes, the build says so and the last good site stands."""
    assert county.build(jobs=2).published
    good = county.files()
    running = pair.build(county, "--full")
    wait_for_pages(county, running)
    pair.kill("scheduler")
    said = f"与集群 {pair.address} 的连接断了；重新运行一次"
    assert finish(running) == (2, "", said + UNCHANGED)
    assert county.files() == good


def test_scheduler_without_workers(county: Town, cluster: Cluster) -> None:
    """A scheduler that nobody works for is said after some seconds."""
    address = cluster.address
    said = f"集群 {address} 有 10 秒没有工作节点；用 dask worker {address} 启动至少一个"
    assert finish(cluster.build(county, at=address)) == (2, "", said + UNCHANGED)
    assert not county.output.exists()


def test_no_scheduler(county: Town, cluster: Cluster) -> None:
    """An address where nobody answers is said."""
    cluster.kill("scheduler")
    said = (
        f"集群 {cluster.address} 没有应答；"
        "检查地址（tls:// 还要有证书），并确认 dask scheduler 正在运行"
    )
    assert finish(cluster.build(county)) == (2, "", said + UNCHANGED)


def test_something_else_at_the_address(county: Town, cluster: Cluster) -> None:
    """A server that is no scheduler, and never says a word, is given up after some seconds."""
    listen = "import socket, sys, time; s = socket.create_server(('127.0.0.1', 0)); "
    say = "print('at', '127.0.0.1:' + str(s.getsockname()[1]), flush=True); time.sleep(600)"
    address = cluster.start("other", sys.executable, "-c", listen + say, sign="at")
    said = f"集群 {address} 没有应答；检查地址（tls:// 还要有证书），并确认 dask scheduler 正在运行"
    assert finish(cluster.build(county, at=address)) == (2, "", said + UNCHANGED)


def test_worker_with_another_program(county: Town, cluster: Cluster, tmp_path: Path) -> None:
    """A worker that runs another state of the program is refused, with both versions."""
    shutil.copytree(ROOT / "generator", tmp_path / "other/generator")
    with (tmp_path / "other/generator/money.py").open("a", encoding="utf-8") as file:
        file.write("# another state of the program\n")
    cluster.start_worker("same")
    cluster.start_worker("other", PYTHONPATH=str(tmp_path / "other"))
    code, out, err = finish(cluster.build(county))
    found = re.fullmatch(
        r"工作节点 \S+ 上的程序是 (.+?)，这里的是 (.+?)；"
        "在每台机器上装同一版本的 selfeval（连同依赖），并重新启动工作节点" + UNCHANGED,
        err,
    )
    assert (code, out) == (2, "")
    assert found, err
    assert found[2] == label(LOADED) != found[1]


def test_worker_without_the_program(county: Town, cluster: Cluster, tmp_path: Path) -> None:
    """A worker on a machine where the program cannot be loaded is refused by its address."""
    (tmp_path / "none/generator").mkdir(parents=True)
    (tmp_path / "none/generator/__init__.py").write_text("", "utf-8")
    cluster.start_worker("bare", PYTHONPATH=str(tmp_path / "none"))
    code, out, err = finish(cluster.build(county))
    rest = " 上没有 selfeval " + label(LOADED) + "，或缺少它的依赖；"
    rest += "在集群的每台机器上装同一版本的 selfeval" + UNCHANGED
    assert (code, out) == (2, "")
    assert re.fullmatch(r"tcp://127\.0\.0\.1:\d+" + re.escape(rest), err), err


def test_worker_that_cannot_see_the_content(county: Town, cluster: Cluster) -> None:
    """A worker on a machine without the shared content is refused, with the folder it lacks."""
    alone = ("unshare", "--mount", "sh", "-c")
    hide = 'mount -t tmpfs none "$0" && mkdir "$0/cluster" && exec "$@"'
    before = (*alone, hide, str(county.folder))
    if os.geteuid() != 0 or subprocess.run([*before, "true"], check=False).returncode:  # noqa: S603  fixed words
        pytest.skip("only root may hide a folder from one process: this trial has NOT been made")
    cluster.start_worker("blind", *before)
    code, out, err = finish(cluster.build(county))
    assert (code, out) == (2, "")
    rest = f" 看不到 {county.content}；内容目录和主题目录要放在共享文件系统上，"
    rest += "在每台机器上都是同一路径" + UNCHANGED
    assert re.fullmatch(r"工作节点 \S+" + re.escape(rest), err), err


POISON = """
import os, sys
from datetime import date
from pathlib import Path
from generator.i18n import Catalogue
from generator.pipeline.cluster import open_crew
from generator.pipeline.errand import ClusterError, premises_of
from generator.pipeline.options import Options
from generator.pipeline.spread import spread
content, theme, address = sys.argv[1:]
options = Options(
    content=Path(content), output=Path("nowhere"), themes=(Path(theme),), today=date(2026, 1, 1)
)
try:
    with open_crew(address, premises_of(options)) as crew:
        list(spread(os._exit, [1], crew.executor, crew.workers, crew.watch))
except ClusterError as error:
    print(Catalogue().say(error.said))
"""


def test_work_that_kills_workers_is_given_up(county: Town, cluster: Cluster) -> None:
    """Work that ends every worker it is given to is not handed on for ever."""
    cluster.start_worker("first", nanny="--nanny")
    cluster.start_worker("second", nanny="--nanny")
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", POISON, county.content, county.theme, cluster.address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout == (
        f"同一批项目接连使 {cluster.address} 的几个工作节点退出，多半是内存不够；"
        "给工作节点更多内存，或减少每台机器上的工作节点" + UNCHANGED
    )
