"""Generated content is the same for every size, without errors, and its slips are those planted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import Options, Report, check
from generator.theme import theme_root
from tests.benchmarks.builds import STEPS, Place, edit, prepare
from tests.benchmarks.content import Planted, Project, planted, projects_of, write_content
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

MANY = 60
"""Enough for every kind of slip, few enough to be quick."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a content folder of so many projects."""
    folder = tmp_path_factory.mktemp("generated") / "content"
    write_content(folder, MANY)
    return folder


@pytest.fixture(scope="module")
def report(content: Path) -> Report:
    """Return what a check of it tells."""
    output = content.parent / "site"
    return check(
        Options(content=content, output=output, themes=(theme_root(),), today=TODAY, jobs=1)
    )


def test_a_check_finds_exactly_the_planted_slips(report: Report) -> None:
    """Every slip is found at its file by its rule, and nothing else is."""
    found = sorted(
        Planted(str(p.at).split(":")[0].removeprefix("content/"), p.kind.code)
        for p in report.problems
    )
    assert found == planted(MANY)


def test_every_kind_of_slip_is_planted() -> None:
    """Few as they are, the projects have each slip at least once."""
    assert {slip.rule for slip in planted(MANY)} == {"A102", "A103", "E101", "E103"}


def test_all_projects_are_there(report: Report) -> None:
    """No project is lost between the generator and the check."""
    assert report.projects == MANY


def test_the_same_project_whatever_the_number(content: Path, tmp_path: Path) -> None:
    """Fewer projects are the first of many, byte for byte."""
    few = tmp_path / "content"
    write_content(few, 7)
    for file in few.glob("projects/**/*.*"):
        assert file.read_bytes() == (content / file.relative_to(few)).read_bytes()


def test_addresses_are_never_shared() -> None:
    """Two thousand projects have as many folders, and names of their own in unit and year."""
    found = list(projects_of(2000))
    assert len({project.folder for project in found}) == 2000
    assert len({(p.year, p.unit.slug, p.name) for p in found}) == 2000


def _rows(project: Project) -> int:
    return project.facts.count("三级指标: ")


def test_forms_are_of_real_size() -> None:
    """Forms have 10 to 60 indicators, about 30 on average; narratives about a kilobyte."""
    plain = [p for p in projects_of(400) if "绩效目标:" not in p.facts]
    rows = [_rows(project) for project in plain]
    assert min(rows) >= 8
    assert max(rows) <= 62
    assert 27 <= sum(rows) / len(rows) <= 34
    sizes = [len(project.narrative.encode()) for project in plain]
    assert 900 <= sum(sizes) / len(sizes) <= 1500


def test_content_is_of_many_kinds() -> None:
    """There are targets without results, prose without points, series, documents and records."""
    facts = [project.facts for project in projects_of(400)]
    counted = {
        word: sum(bool(re.search(word, text, re.MULTILINE)) for text in facts)
        for word in ("^绩效目标:", "^自评:", "评分办法: prose", "^系列:", "^所属文件:", "公开信息:")
    }
    assert all(10 < amount < 380 for amount in counted.values()), counted
    assert len({project.unit.scheme.slug for project in projects_of(2000)}) == 6


@pytest.mark.parametrize("step", STEPS[2:])
def test_an_edit_changes_one_file_anew_every_turn(step: str, tmp_path: Path) -> None:
    """What a benchmark calls an edit is one, in one file, and leaves content that can be read."""
    place = Place(tmp_path)
    prepare(place, 1, None)
    seen = [_state(tmp_path)]
    for turn in range(3):
        edit(place, step, turn)
        seen.append(_state(tmp_path))
        changed = [path for path in seen[-1] if seen[-1][path] != seen[-2][path]]
        assert len(changed) == 1
    assert len({tuple(state.values()) for state in seen}) == 4
    options = Options(
        content=place.content, output=place.room, themes=(place.theme, theme_root()), today=TODAY
    )
    assert not check(options).blocked


def _state(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
