"""Work that is done on other machines: the same bytes, and only by workers that are fit for it.

The cluster itself is tried in `tests/trials/`; here threads stand in for its workers.
"""

from __future__ import annotations

import contextlib
import pickle
import shutil
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.i18n import Catalogue, message
from generator.pipeline import cluster, errand
from generator.pipeline.cluster import UNDERWAY, Crew
from generator.pipeline.errand import ClusterError, label, make_sure, premises_of
from generator.pipeline.project import build_batch
from generator.pipeline.spread import AHEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.pipeline.errand import Premises
    from generator.pipeline.project import Batch, Done
    from tests.generator.pipeline.conftest import Town

NODE = "node-7"
ADDRESS = "10.0.0.5:8786"
ROADS = "projects/2020/north-bureau/roads"


class Abroad(Executor):
    """Does what it is handed as another machine would: what goes out and comes back is pickled."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(2)
        self.batches: list[int] = []

    def submit(  # type: ignore[override]  # only what `spread` hands over
        self, work: Callable[[Any], Any], batch: Batch, /
    ) -> Future[Any]:
        """Return the future of the work."""
        self.batches.append(len(batch.folders))
        return self.threads.submit(_carried, pickle.dumps((work, batch)))


def _carried(order: bytes) -> Any:  # noqa: ANN401  whatever the work answers
    work, task = pickle.loads(order)  # noqa: S301  made above
    return pickle.loads(pickle.dumps(work(task)))  # noqa: S301  made here


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Iterator[Abroad]:
    """Put two threads in the place of a cluster's workers."""
    executor = Abroad()

    @contextlib.contextmanager
    def open_crew(address: str, premises: Premises) -> Iterator[Crew]:
        assert address == ADDRESS
        make_sure(premises)
        yield Crew(executor=executor, workers=2, watch=lambda: None)

    monkeypatch.setattr(cluster, "open_crew", open_crew)
    monkeypatch.setattr("platform.node", lambda: NODE)
    with executor.threads:
        yield executor


def told(error: pytest.ExceptionInfo[ClusterError]) -> str:
    """Return what an error says."""
    return Catalogue().say(error.value.said)


def test_workers_elsewhere_give_the_same_bytes(town: Town, abroad: Abroad) -> None:
    """A build on a cluster and one on this machine give the same site and the same findings."""
    report, files = town.cold()
    made = town.build(cluster=ADDRESS)
    assert sum(abroad.batches) == 5
    assert (town.said(made), made.rendered) == (town.said(report), report.rendered)
    assert town.files() == files


def test_only_what_changed_goes_abroad(town: Town, abroad: Abroad) -> None:
    """Projects that are as they were are not sent; the one that is withheld is always read."""
    town.build()
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    town.build(cluster=ADDRESS)
    assert abroad.batches == [1, 1]
    assert town.files() == town.cold()[1]


def test_memory_is_bounded_whatever_the_number_of_workers(
    town: Town, monkeypatch: pytest.MonkeyPatch, abroad: Abroad
) -> None:
    """The more workers, the smaller the batches, so that no more projects are on their way."""
    for number in range(40):
        shutil.copytree(town.content / ROADS, town.content / f"{ROADS}-{number}")
    monkeypatch.setattr(cluster, "UNDERWAY", 12)
    town.build(cluster=ADDRESS)
    assert max(abroad.batches) == 12 // (2 * AHEAD)
    assert UNDERWAY >= 2 * AHEAD


def test_other_program_is_refused_with_both_versions(
    town: Town, monkeypatch: pytest.MonkeyPatch, abroad: Abroad
) -> None:
    """A worker with another program makes no page, and both versions are named."""
    assert abroad.batches == []
    premises = premises_of(town.options(cluster=ADDRESS))
    monkeypatch.setattr(errand, "LOADED", "f" * 64)
    with pytest.raises(ClusterError) as error:
        make_sure(premises)
    assert told(error) == (
        f"工作节点 node-7 上的程序是 {label('f' * 8)}，这里的是 {premises.version}；"
        "在每台机器上装同一版本的 selfeval（连同依赖），并重新启动工作节点；已发布的网站没有改动"
    )


def test_unseen_content_is_refused(town: Town, abroad: Abroad) -> None:
    """A worker that has no such content folder says which."""
    assert abroad.batches == []
    premises = premises_of(town.options(cluster=ADDRESS))
    with pytest.raises(ClusterError) as error:
        make_sure(replace(premises, root=town.folder / "nowhere"))
    assert told(error) == (
        f"工作节点 node-7 看不到 {town.folder}/nowhere；内容目录和主题目录要放在共享文件系统上，"
        "在每台机器上都是同一路径；已发布的网站没有改动"
    )


def test_theme_that_may_not_be_read_is_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch, abroad: Abroad
) -> None:
    """A worker whose user may not read a file of the theme names that file."""
    assert abroad.batches == []
    premises = premises_of(town.options(cluster=ADDRESS))

    def refuse(_: object) -> str:
        raise PermissionError(13, "Permission denied", "/srv/theme/pages/project.html")

    monkeypatch.setattr(errand, "theme_digest", refuse)
    with pytest.raises(ClusterError) as error:
        make_sure(premises)
    assert told(error).startswith("工作节点 node-7 看不到 /srv/theme/pages/project.html；")


def test_other_theme_is_refused(town: Town, abroad: Abroad) -> None:
    """A worker whose theme differs by a byte makes no page."""
    assert abroad.batches == []
    theme = town.folder / "theme"
    shutil.copytree(town.theme, theme)
    premises = premises_of(town.options(themes=(theme,)))
    make_sure(premises)
    (theme / "pages/project.html").write_text("other", "utf-8")
    with pytest.raises(ClusterError) as error:
        make_sure(premises)
    assert told(error) == (
        f"工作节点 node-7 看到的主题 {theme} 与这里的不同；"
        "主题目录要放在共享文件系统上，生成期间不要改动；已发布的网站没有改动"
    )


def _rewrite(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n又一句。\n", "utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    "changed": _rewrite,
    "gone": lambda path: path.unlink(missing_ok=True),
}


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize("case", CHANGES)
def test_other_content_is_refused(town: Town, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    """A worker that reads another state of a file ends the build, and the last site stands."""
    town.build()
    good = town.files()
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")

    def late(batch: Batch) -> tuple[Done, ...]:
        CHANGES[case](town.content / ROADS / "narrative.md")
        return build_batch(batch)

    monkeypatch.setattr(errand, "build_batch", late)
    with pytest.raises(ClusterError) as error:
        town.build(cluster=ADDRESS)
    assert told(error) == (
        f"工作节点 node-7 看到的 {town.content}/{ROADS}/narrative.md 与这里的不同；"
        "内容目录要放在共享文件系统上，生成期间不要改动；已发布的网站没有改动"
    )
    assert town.files() == good
    assert town.names() == [".site.cache", "content", "site"]


def test_errors_survive_the_way_back() -> None:
    """What a worker raises is the same error where the build runs."""
    error = pickle.loads(pickle.dumps(ClusterError(message("错在 {worker}", worker=NODE))))  # noqa: S301  made here
    assert (type(error), error.said) == (ClusterError, message("错在 {worker}", worker=NODE))
