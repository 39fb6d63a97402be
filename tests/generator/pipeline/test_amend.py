"""An edit that only its own project shows goes a short way, to the same site as the long one."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from generator.pipeline import whole
from generator.write import MANIFEST, SPARE
from tests.generator.pipeline.conftest import outcome
from tests.generator.pipeline.test_builds import LAMPS, ROADS, WATER, pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.pipeline import Report
    from tests.generator.pipeline.conftest import Town

COPIED = "全镇道路平整畅通，群众出行更加方便快捷，投诉比上年减少了三成。\n"


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return which builds went the whole way, in order; a short one leaves no mark."""
    went: list[str] = []
    make = whole.build_whole

    def build_whole(*given: Any) -> Report:  # noqa: ANN401  handed on as it comes
        went.append("whole")
        return make(*given)

    monkeypatch.setattr(whole, "build_whole", build_whole)
    return went


def _say(town: Town, sentence: str, *projects: str) -> None:
    for project in projects:
        town.add(f"{project}/narrative.md", sentence)


def _unit_as_well(town: Town) -> None:
    _say(town, "\n再说一句。\n", ROADS)
    town.add("units/north-bureau.yaml", "# 说明\n")


SHORT: dict[str, Callable[[Town], object]] = {
    "narrative": lambda t: t.replace(f"{ROADS}/narrative.md", "42公里", "43公里"),
    "narrative of several paragraphs": lambda t: t.add(f"{ROADS}/narrative.md", "\n再说一句。\n"),
    "comment among the facts": lambda t: t.add(f"{WATER}/project.yaml", "# 说明\n"),
    "two projects": lambda t: _say(t, "\n再说一句。\n", ROADS, LAMPS),
    "sentence copied": lambda t: _say(t, COPIED, ROADS, LAMPS),
}
"""Edits that no page shows but those of their own projects."""


def proved(town: Town, report: Report) -> None:
    """Make sure that a build left what a cold build makes, and said the same of it."""
    cold, expected = town.cold()
    assert town.files() == expected
    assert outcome(report) == outcome(cold)
    assert report.rendered + report.kept == report.pages == len(pages(expected))
    assert (report.removed, report.published, report.remembered) == (0, True, True)


@pytest.mark.parametrize("name", SHORT)
def test_edit_that_only_its_project_shows_goes_the_short_way(
    town: Town, ways: list[str], name: str
) -> None:
    """Nothing but the project is looked at, and the site is that of a cold build."""
    town.build()
    ways.clear()
    SHORT[name](town)
    report = town.build()
    assert ways == []
    proved(town, report)
    again = town.build()
    assert (again.rendered, again.published) == (0, False)


def test_many_edits_in_a_row_go_the_short_way(town: Town, ways: list[str]) -> None:
    """Each edit is built upon the one before, and a last one that is no short one upon them all."""
    town.build()
    ways.clear()
    reports = []
    for number in range(43, 49):
        town.replace(f"{ROADS}/narrative.md", f"{number - 1}公里", f"{number}公里")
        reports.append(town.build())
    assert ways == []
    proved(town, reports[-1])
    town.replace(f"{WATER}/project.yaml", "项目名称: ", "项目名称: 新")
    proved(town, town.build())


def test_sentence_no_longer_copied_is_no_longer_told(town: Town, ways: list[str]) -> None:
    """What two projects share is told when they begin to, and not once they have ceased."""
    town.build()
    ways.clear()
    SHORT["sentence copied"](town)
    told = town.build()
    town.replace(f"{LAMPS}/narrative.md", COPIED, "")
    silent = town.build()
    assert [problem.kind.code for problem in told.problems].count("R109") == 1
    assert [problem.kind.code for problem in silent.problems].count("R109") == 0
    assert ways == []
    proved(town, silent)


LONG: dict[str, Callable[[Town], object]] = {
    "name": lambda t: t.replace(f"{WATER}/project.yaml", "项目名称: ", "项目名称: 新"),
    "unit as well": _unit_as_well,
    "new file": lambda t: t.write(f"{ROADS}/attachments/more.csv", "a,b\n"),
    "project gone": lambda t: t.delete(WATER),
    "document": lambda t: t.add("documents/2020/north-bureau/report/narrative.md", "\n另说。\n"),
}
"""Edits that other pages show, or may show."""


@pytest.mark.parametrize("name", LONG)
def test_edit_that_others_show_goes_the_whole_way(town: Town, ways: list[str], name: str) -> None:
    """Whatever else an edit touches is looked at in full."""
    town.build()
    ways.clear()
    LONG[name](town)
    report = town.build()
    cold, expected = town.cold()
    assert ways[:1] == ["whole"]
    assert (town.files(), outcome(report)) == (expected, outcome(cold))


HARMS: dict[str, Callable[[Town], object]] = {
    "page changed in place": lambda t: (t.output / "about/index.html").write_text("x", "utf-8"),
    "page deleted": lambda t: (t.output / f"{WATER}/index.html").unlink(),
    "own page changed": lambda t: (t.output / f"{ROADS}/index.html").write_text("x", "utf-8"),
    "manifest changed": lambda t: (t.output / MANIFEST).write_text("{}", "utf-8"),
    "shard of the index changed": lambda t: next(
        (t.output / "search/2020").glob("terms-*")
    ).write_text("x", "utf-8"),
    "names of the index changed": lambda t: (t.output / "search/volumes.js").write_text("x"),
    "foreign file": lambda t: (t.output / "foreign.html").write_text("x", "utf-8"),
    "no spare": lambda t: shutil.rmtree(t.memory.parent / SPARE),
    "foreign file in the spare": lambda t: (t.memory.parent / SPARE / "foreign.html").write_text(
        "x", "utf-8"
    ),
    "whole site deleted": lambda t: shutil.rmtree(t.output),
    "memory cut short": lambda t: os.truncate(t.memory, 400),
}
"""What may have befallen site and cache since the last build."""


@pytest.mark.parametrize("edits", [1, 2], ids=["after a cold build", "after an edit"])
@pytest.mark.parametrize("harm", HARMS)
def test_nothing_is_trusted_that_somebody_touched(town: Town, harm: str, edits: int) -> None:
    """Whatever befell the site or its spare, an edit leaves what a cold build makes."""
    town.build()
    for _ in range(edits - 1):
        SHORT["narrative of several paragraphs"](town)
        town.build()
    HARMS[harm](town)
    SHORT["narrative"](town)
    report = town.build()
    assert (report.published, town.files()) == (True, town.cold()[1])


def test_edit_with_an_error_blocks_and_leaves_the_site(town: Town) -> None:
    """A narrative that must not be published blocks the build, as on the whole way."""
    town.build()
    before = town.files()
    town.replace(f"{ROADS}/narrative.md", "42公里", "42公里，联系人电话13812345678")
    report = town.build()
    assert (report.blocked, report.published) == (True, False)
    assert outcome(report) == outcome(town.cold()[0])
    assert town.files() == before


def test_draft_goes_the_short_way_where_its_findings_stay(town: Town, ways: list[str]) -> None:
    """A draft shows findings: an edit that brings or mends one is looked at in full."""
    town.build(draft=True)
    ways.clear()
    SHORT["narrative"](town)
    town.build(draft=True)
    assert ways == []
    assert town.files() == town.cold(draft=True)[1]
    ways.clear()
    SHORT["sentence copied"](town)
    town.build(draft=True)
    assert ways == ["whole"]
    assert town.files() == town.cold(draft=True)[1]
