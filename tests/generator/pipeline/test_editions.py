"""Data files of a year in which few projects changed: revised, and the same as those made anew."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import editions, tier
from tests.generator.pipeline.edits import EDITS, KEPT, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from generator.pipeline.editions import Begun, Editions
    from generator.pipeline.work import Work
    from tests.generator.pipeline.conftest import Town

ROADS = "projects/2020/north-bureau/roads"
COPIES = 12
"""Projects beside each of the small town, so that an edit of one is small."""
OF_TABLES = (
    "copy a project", "move a project", "delete a project", "withhold or open", "come back",
    "a figure", "a figure", "a figure", "a name", "a name", "a narrative", "an error",
    "a unit's name", "a unit's region", "a scheme's name", "a document's title",
    "the language", "the processes", "tamper",
)  # fmt: skip
"""Edits that change tables, and some that change what they are made beside."""


@dataclass
class Watcher(Executor):
    """An executor that tells which data files it was asked to make, and how."""

    worker: Executor
    asked: list[tuple[str, str]]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401  as it comes
        """Let another do it."""
        self.asked += [(fn.__name__, Path(file.path).name) for file in args[0].files]
        return self.worker.submit(fn, *args, **kwargs)


@contextmanager
def watching(*, large: int = editions.LARGE_EDIT) -> Iterator[list[tuple[str, str]]]:
    """Tell which data files are made and how; `large`: from which part on an edit is large."""
    asked: list[tuple[str, str]] = []

    def begin(work: Work, planned: Editions, executor: Executor) -> Begun:
        return editions.begin_editions(work, planned, Watcher(executor, asked))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tier, "begin_editions", begin)
        patch.setattr(editions, "LARGE_EDIT", large)
        yield asked


def crowded(town: Town) -> Town:
    """Return the town with many projects more in one unit of one year."""
    for number in range(COPIES):
        folder = f"{ROADS}-{number:02}"
        shutil.copytree(town.content / ROADS, town.content / folder)
        text = town.text(f"{folder}/project.yaml")
        town.write(f"{folder}/project.yaml", re.sub("(所属文件|文件内..): .*\n", "", text))
    return town


FILE = f"{ROADS}-05/project.yaml"
PROJECTS = ["projects-2020.csv", "projects-2020.jsonl"]
INDICATORS = ["indicators-2020.csv", "indicators-2020.jsonl"]
BOOK = ["selfeval-2020.xlsx"]
ROW = "    - {一级指标: 效益指标, 三级指标: 另一项, 年度指标值: =1, 实际完成值: 1}\n"


def _score(town: Town) -> None:
    town.replace(FILE, '分值: "40", 得分: "38", 偏', '分值: "40", 得分: "37", 偏')


def _tampered(town: Town) -> None:
    _score(town)
    (town.output / "data/2020/indicators-2020.csv").write_text("other")


CASES: dict[str, tuple[Callable[[Town], object], list[str], list[str]]] = {
    "a score": (_score, [*PROJECTS, *INDICATORS, *BOOK], []),
    "a name": (
        lambda town: town.replace(FILE, "项目名称: 道路养护费", "项目名称: =道路,养护费<1>"),
        [*PROJECTS, *INDICATORS, *BOOK],
        [],
    ),
    "a narrative": (lambda town: town.replace(f"{ROADS}/narrative.md", "42公里", "43公里"), [], []),
    "a row more": (
        lambda town: town.replace(FILE, "  总分:", f"{ROW}  总分:"),
        [*PROJECTS, *INDICATORS],
        BOOK,
    ),
    "a project less": (
        lambda town: town.delete(f"{ROADS}-05"), [*PROJECTS, *INDICATORS], BOOK,
    ),
    "the last project less": (
        lambda town: town.delete(f"{ROADS}-11"), [*PROJECTS, *INDICATORS], BOOK,
    ),
    "a project more": (
        lambda town: shutil.copytree(town.content / f"{ROADS}-05", town.content / f"{ROADS}-05a"),
        [*PROJECTS, *INDICATORS],
        BOOK,
    ),
    "a project closed": (
        lambda town: town.withhold(FILE), [*PROJECTS, *INDICATORS], BOOK,
    ),
    "a file spoilt": (
        _tampered, [*PROJECTS, INDICATORS[1], *BOOK], INDICATORS[:1],
    ),
    "a document's title": (
        lambda town: town.replace(
            "documents/2020/north-bureau/report/document.yaml", "文件名称: ", "文件名称: 新"
        ),
        [],
        [*PROJECTS, *BOOK],
    ),
    "a unit's name": (
        lambda town: town.replace("units/north-bureau.yaml", "单位名称: ", "单位名称: 新"),
        [],
        [*PROJECTS, *INDICATORS, *BOOK],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_small_edit_revises_the_files_of_its_year(town: Town, name: str) -> None:
    """Files are revised where they are known to differ in some rows only, else made anew."""
    edit, revised, laid = CASES[name]
    crowded(town).build()
    edit(town)
    with watching() as done:
        town.build()
    assert sorted(done) == sorted(
        [*(("revise_edition", file) for file in revised), *(("lay_edition", file) for file in laid)]
    )
    assert town.files() == town.cold()[1]


def test_large_edit_makes_the_files_of_its_year_anew(town: Town) -> None:
    """Where more than a quarter of the projects changed, nothing is revised."""
    crowded(town).build()
    for number in range(4):
        town.replace(f"{ROADS}-{number:02}/project.yaml", "道路养护费", "公路养护费")
    with watching() as done:
        town.build()
    assert sorted(done) == sorted(("lay_edition", file) for file in [*PROJECTS, *INDICATORS, *BOOK])
    assert town.files() == town.cold()[1]


@pytest.mark.parametrize("seed", range(4))
def test_revised_files_never_drift(town: Town, seed: int) -> None:
    """However projects are edited, the data files are those of a cold build."""
    desk, hand = Desk(crowded(town)), Random(seed)  # noqa: S311  edits are no secret
    desk.own.mkdir()
    town.build(**desk.asked)
    done: list[tuple[str, str]] = []
    for step in range(20):
        desk.keep()
        EDITS[hand.choice(OF_TABLES)](desk, hand)
        with watching(large=1) as asked:
            blocked = town.build(**desk.asked).blocked
        if blocked:
            shutil.rmtree(town.content)
            shutil.copytree(town.folder / "past" / str(step % KEPT) / "content", town.content)
        else:
            assert town.files() == town.cold(**desk.asked)[1]
            done += asked
    revised = {name for way, name in done if way == "revise_edition"}
    assert revised >= {*PROJECTS, *INDICATORS, *BOOK}
