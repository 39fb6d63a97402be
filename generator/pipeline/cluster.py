"""The project tier on other machines: a dask cluster in the place of local processes.

Workers read the content by its path and return bytes; whatever is written is written here.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import warnings
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.i18n import N_, message
from generator.pipeline.errand import (
    ClusterError,
    label,
    make_sure,
    premises_of,
    run_errand,
)
from generator.pipeline.spread import AHEAD, batches, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from generator.load import ProjectFolder
    from generator.pipeline.errand import Premises
    from generator.pipeline.options import Options
    from generator.pipeline.project import Batch, Done

PATIENCE = 10
"""Seconds to wait for an answer of the scheduler, and for the first worker."""
RETURN = 30
"""Seconds to wait for a worker to come back when none is left."""
UNDERWAY = 2000
"""Projects on their way at most, whatever the number of workers; bounds the memory here."""

LOUD = ("distributed", "distributed.client", "tornado.application", "asyncio")
"""Loggers that tell in their own words what is told here."""

NOBODY = N_(
    "集群 {address} 没有应答；检查地址（tls:// 还要有证书），并确认 dask scheduler 正在运行；"
    "已发布的网站没有改动"
)
NO_WORKERS = N_(
    "集群 {address} 有 {seconds} 秒没有工作节点；用 dask worker {address} 启动至少一个；"
    "已发布的网站没有改动"
)
NO_PROGRAM = N_(
    "{place} 上没有 selfeval {version}，或缺少它的依赖；在集群的每台机器上装同一版本的 selfeval；"
    "已发布的网站没有改动"
)
LOST = N_("与集群 {address} 的连接断了；重新运行一次；已发布的网站没有改动")
KILLED = N_(
    "同一批项目接连使 {address} 的几个工作节点退出，多半是内存不够；"
    "给工作节点更多内存，或减少每台机器上的工作节点；已发布的网站没有改动"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who does the work."""

    executor: Executor
    workers: int
    """How many tasks it works on at the same time."""
    watch: Callable[[], object]
    """Called when nothing has come for a while; raises `ClusterError` where nothing will."""


def build_on_cluster(
    options: Options,
    folders: Sequence[ProjectFolder],
    batch: Callable[[Sequence[ProjectFolder]], Batch],
) -> Iterator[tuple[Done, ...]]:
    """Yield what the workers of the cluster make of `folders`, as it comes.

    Raises `ClusterError` where the cluster cannot do it.
    """
    premises = premises_of(options)
    with open_crew(options.cluster, premises) as crew:
        largest = max(1, UNDERWAY // (crew.workers * AHEAD))
        tasks = map(batch, batches(folders, crew.workers, largest))
        work = partial(run_errand, premises)
        yield from spread(work, tasks, crew.executor, crew.workers, crew.watch)


@contextlib.contextmanager
def open_crew(address: str, premises: Premises) -> Iterator[Crew]:
    """Yield the workers of the cluster at `address`, all of them found fit for the work.

    Raises `ClusterError` where nobody answers, nobody works, or somebody cannot do the work.
    """
    from distributed.client import ClosedClientError  # noqa: PLC0415  an extra that few install
    from distributed.comm import CommClosedError  # noqa: PLC0415  as above
    from distributed.scheduler import KilledWorker  # noqa: PLC0415  as above

    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings(), contextlib.ExitStack() as stack:
        warnings.simplefilter("ignore")
        client = stack.enter_context(_connect(address))
        try:
            workers = _wait_for_workers(client, address, PATIENCE)
            _greet(client, premises)
            executor = client.get_executor(pure=False)
            stack.callback(executor.shutdown, wait=False)
            watch = partial(_wait_for_workers, client, address, RETURN)
            yield Crew(executor=executor, workers=workers, watch=watch)
        except ImportError as error:
            said = message(NO_PROGRAM, place=address, version=premises.version)
            raise ClusterError(said) from error
        except KilledWorker as error:
            raise ClusterError(message(KILLED, address=address)) from error
        except (CancelledError, ClosedClientError, CommClosedError) as error:
            raise ClusterError(message(LOST, address=address)) from error


def _connect(address: str) -> Any:  # noqa: ANN401  an extra, whose types are not always there
    """Return the client of the scheduler at `address`, which is known to answer."""
    from distributed import Client  # noqa: PLC0415  as above

    parts = urlsplit(address if "//" in address else f"tcp://{address}")
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 0), PATIENCE) as line:
            if parts.scheme == "tcp":
                line.recv(1)
        return Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        said = message(NOBODY, address=address)
        raise ClusterError(said) from error


def _wait_for_workers(client: Any, address: str, seconds: int) -> int:  # noqa: ANN401  as above
    """Return how many tasks the workers do at the same time, as soon as there are any."""
    try:
        client.wait_for_workers(1, timeout=seconds)
        tasks: int = sum(client.nthreads().values())
    except TimeoutError as error:
        said = message(NO_WORKERS, address=address, seconds=str(seconds))
        raise ClusterError(said) from error
    return max(1, tasks)


def _greet(client: Any, premises: Premises) -> None:  # noqa: ANN401  as above
    """Make sure that the scheduler knows the program, and that every worker is fit for the work.

    Workers that come later are asked by every errand.
    """
    client.run_on_scheduler(label, premises.program)
    for worker, outcome in sorted(client.run(make_sure, premises, on_error="return").items()):
        if isinstance(outcome, ClusterError | OSError):
            raise outcome
        if isinstance(outcome, Exception):
            said = message(NO_PROGRAM, place=worker, version=premises.version)
            raise ClusterError(said) from outcome
