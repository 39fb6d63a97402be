"""A build gives the same site however it comes about: cold or cached, alone or in parallel."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from generator import urls
from generator.pipeline import Progress, check
from generator.write import MANIFEST
from tests.generator.pipeline.conftest import FIXTURES, outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.generator.pipeline.conftest import Town

ROOT = Path(__file__).parents[3]
ROADS = "projects/2020/north-bureau/roads"
LAMPS = "projects/2020/north-bureau/lamps"
WATER = "projects/2021/south-bureau/water"
PARKS = "projects/2021/south-bureau/parks"
CLOSED = "projects/2021/south-bureau/closed"
DOWNLOADS = urls.DOWNLOADS
REPORT = "documents/2020/north-bureau/report"
OVER = f"content/{WATER}/project.yaml:7:10 E101 支出超过预算 0.18 万元，没有说明"

Edit: TypeAlias = "Callable[[Town], object]"
"""What somebody does to the content; a mapping in return changes the options of the build."""


def pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages among files."""
    return {path: content for path, content in files.items() if path.endswith(".html")}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Return the pages that are new, gone or different."""
    old, new = pages(before), pages(after)
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def test_first_build_makes_everything(town: Town) -> None:
    """A first build renders every page and reports what it found."""
    report, files = town.build(), town.files()
    assert town.said(report) == [OVER]
    assert (report.projects, report.withheld) == (4, 1)
    assert (report.published, report.blocked) == (True, False)
    assert report.pages == report.rendered == len(pages(files))
    assert (report.kept, report.removed) == (0, 0)
    assert f"{LAMPS}/attachments/form.csv" in files
    assert town.names() == [".site.cache", "content", "site"]


def test_manifest_lists_what_is_there(town: Town) -> None:
    """The manifest names every file of the site but itself."""
    town.build()
    files = town.files()
    listed = [file["path"] for file in json.loads(files.pop(MANIFEST))["files"]]
    assert listed == sorted(files)


def test_two_builds_give_the_same_bytes(town: Town) -> None:
    """The same content built twice, apart, is the same site to the byte."""
    assert town.cold() == town.cold()
    town.build()
    assert town.cold()[1] == town.files()


@pytest.mark.parametrize("jobs", [1, 3])
def test_processes_do_not_show(town: Town, jobs: int) -> None:
    """One process and several give the same report and the same bytes."""
    assert town.cold(jobs=jobs) == town.cold()


def test_hash_seed_does_not_show(town: Town) -> None:
    """Two runs of the program whose sets are ordered otherwise give the same bytes."""
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--theme", str(town.theme)]
    sites = []
    for seed in ("0", "1"):
        subprocess.run(  # noqa: S603  this very program
            [*command, "--content", str(town.content), "--output", str(town.output)],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "0"},
            cwd=ROOT,
            check=True,
        )
        sites.append(town.files())
        shutil.rmtree(town.output)
    assert sites[0] == sites[1]


def test_progress_counts_every_project(town: Town) -> None:
    """What shows progress hears of every project, and at last of all."""
    heard: list[Progress] = []
    town.build(progress=heard.append)
    assert [progress.of for progress in heard] == [5] * len(heard)
    assert heard[-1].done == 5


def test_check_reports_like_a_build_and_writes_nothing(town: Town) -> None:
    """A check finds what a build finds and leaves no file anywhere."""
    report = check(town.options())
    assert town.names() == ["content"]
    assert town.said(report) == [OVER]
    assert (report.projects, report.withheld, report.published) == (4, 1, False)
    assert report.outcomes == town.build().outcomes


@pytest.mark.parametrize("jobs", [1, 3])
def test_check_reports_the_same_whatever_finishes_first(town: Town, jobs: int) -> None:
    """The report of a check is in one order, also what exceptions accepted."""
    town.replace(f"{LAMPS}/project.yaml", "更换路灯", "更换<p>路灯")
    town.accept("E101", "2027-12-31")
    assert check(town.options(jobs=jobs)) == check(town.options(jobs=1))


def test_unchanged_content_renders_nothing(town: Town) -> None:
    """A build of unchanged content says so, and touches no file and no folder of the site."""
    first, before = town.build(), town.stamps()
    report = town.build()
    assert (report.rendered, report.kept, report.removed) == (0, first.pages, 0)
    assert report.published is False
    assert (report.problems, report.outcomes) == (first.problems, first.outcomes)
    assert town.stamps() == before


def test_touching_without_a_change_renders_nothing(town: Town) -> None:
    """Files with new times and the same content are the same content."""
    first, before = town.build(), town.stamps()
    for path in town.content.rglob("*"):
        os.utime(path)
    for _ in range(2):
        report = town.build()
        assert (report.rendered, report.kept, report.published) == (0, first.pages, False)
        assert town.stamps() == before


def test_editing_a_narrative_renders_its_page_only(town: Town) -> None:
    """One narrative is one page; every other page stays the very same file."""
    town.build()
    before, old = town.files(), town.stamps()
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    report = town.build()
    after, new = town.files(), town.stamps()
    page = f"{ROADS}/index.html"
    assert changed(before, after) == {page}
    assert (report.rendered, report.kept) == (1, report.pages - 1)
    kept = pages(after).keys() - {page}
    assert {path: new[path] for path in kept} == {path: old[path] for path in kept}


def test_editing_a_unit_name_renders_what_shows_it(town: Town) -> None:
    """Every page with the old name changes; what tells the sizes of files is rendered as well."""
    town.build()
    before = town.files()
    name = "示范镇南片管理所"
    town.replace("units/south-bureau.yaml", name, "示范镇南区管理所")
    report = town.build()
    showing = {path for path, content in pages(before).items() if name.encode() in content}
    assert changed(before, town.files()) - {DOWNLOADS} == showing
    assert report.rendered == len(showing | {DOWNLOADS})
    assert len(showing) < report.pages


def test_deleting_a_project_removes_its_page_and_rows(town: Town) -> None:
    """A deleted project is gone with its attachment, and nothing links to it any more."""
    town.build()
    before = town.files()
    town.delete(LAMPS)
    report, after = town.build(), town.files()
    names = ("index.html", "project.json", "text.js", "attachments/form.csv")
    gone = {f"{LAMPS}/{name}" for name in names}
    assert before.keys() - after.keys() == gone
    assert (report.removed, report.projects) == (4, 3)
    assert [path for path, content in after.items() if b"lamps" in content] == []
    assert [path for path, content in after.items() if "路灯".encode() in content] == []


def test_editing_a_component_renders_its_pages_only(town: Town) -> None:
    """A changed component renders the pages that include it, and nothing else."""
    theme = town.folder / "theme"
    shutil.copytree(town.theme, theme)
    town.build(themes=(theme,))
    before = town.files()
    component = theme / "components/name/name.html"
    component.write_text(component.read_text("utf-8").replace("h1", "h2"), "utf-8")
    report = town.build(themes=(theme,))
    projects = {f"{folder}/index.html" for folder in (ROADS, LAMPS, WATER, PARKS)}
    assert changed(before, town.files()) == projects
    assert report.rendered == len(projects)


def test_everything_is_rendered_when_asked(town: Town) -> None:
    """A full build renders every page again, to the same bytes."""
    town.build()
    before = town.files()
    report = town.build(full=True)
    assert (report.rendered, report.kept, report.published) == (report.pages, 0, True)
    assert town.files() == before


def _own_theme(town: Town) -> dict[str, Any]:
    own = town.folder / "own" / "components/name"
    own.mkdir(parents=True)
    (own / "name.html").write_text("{% macro name(text) %}<b>{{ text }}</b>{% endmacro %}", "utf-8")
    (own / "name.css").write_text("b { color: #333; }", "utf-8")
    return {"themes": (town.folder / "own", town.theme)}


def _own_file(town: Town, path: str, text: str) -> dict[str, Any]:
    target = town.folder / "own" / path
    target.parent.mkdir(parents=True)
    target.write_text(text, "utf-8")
    return {"themes": (town.folder / "own", town.theme)}


def _without_exception(town: Town) -> None:
    town.accept("E101", "2027-12-31")
    town.build()
    town.delete("exceptions.yaml")


def _rename_content(town: Town) -> dict[str, Any]:
    town.content.rename(town.folder / "published")
    return {"content": town.folder / "published"}


NEW_PROJECT = """\
项目名称: 垃圾清运费
实施单位: 示范镇北片管理所
评分办法: points
资金: {单位: 万元, 全年预算数: "8", 全年执行数: "8"}
自评:
  预算执行率: 100%
  一级指标: [{名称: 产出指标, 得分: "30"}, {名称: 效益指标, 得分: "20"}]
"""

EXPECTED = """\
清单:
  - {单位: south-bureau, 项目名称: 供水管网维修费, 应公开日期: 2022-09-30}
  - {单位: south-bureau, 项目名称: 河道清淤经费, 应公开日期: 2022-09-30}
"""
OVERALL = (FIXTURES / "overall/north-bureau/overall.yaml").read_text("utf-8")

EDITS: dict[str, Edit] = {
    "narrative": lambda t: t.replace(f"{ROADS}/narrative.md", "42公里", "43公里"),
    "narrative removed": lambda t: t.delete(f"{ROADS}/narrative.md"),
    "narrative added": lambda t: t.write(f"{PARKS}/narrative.md", "## 项目概况\n\n补种树木。\n"),
    "score": lambda t: t.replace(f"{WATER}/project.yaml", '得分: "40"', '得分: "30"'),
    "grade": lambda t: t.replace(f"{WATER}/project.yaml", "绩效等级: 良", "绩效等级: 优"),
    "budget": lambda t: t.replace(f"{LAMPS}/project.yaml", '"12"', '"24"'),
    "project name": lambda t: t.replace(f"{ROADS}/project.yaml", "道路养护费", "公路养护费"),
    "place in the document": lambda t: t.replace(
        f"{ROADS}/project.yaml", '文件内次序: "1"', '文件内次序: "9"'
    ),
    "scheme name": lambda t: t.replace("schemes/points.yaml", "示范镇项目支出", "示范镇各项支出"),
    "scheme bands": lambda t: t.replace("schemes/points.yaml", '"75"', '"89"'),
    "scheme denominator": lambda t: t.replace(
        "schemes/points.yaml", "封顶: 是", "封顶: 是, 分母: 年初预算数"
    ),
    "scheme example": lambda t: t.replace("schemes/points.yaml", '执行数: "60"', '执行数: "70"'),
    "unit name": lambda t: t.replace("units/south-bureau.yaml", "南片", "南区"),
    "unit region": lambda t: t.replace("units/south-bureau.yaml", "示范省", "样板省"),
    "unit added": lambda t: t.write(
        "units/east-bureau.yaml", "单位名称: 东片管理所\n地区: 示范镇\n"
    ),
    "site name": lambda t: t.replace("site.yaml", "示范镇绩效", "样板镇绩效"),
    "site base address": lambda t: t.add("site.yaml", "基址: https://www.example.gov.cn/jx/\n"),
    "site language": lambda t: t.add("site.yaml", "语言: en\n"),
    "document title": lambda t: t.replace(f"{REPORT}/document.yaml", "2020年度", "二〇二〇年度"),
    "document narrative": lambda t: t.replace(f"{REPORT}/narrative.md", "两个", "2个"),
    "document count": lambda t: t.add(f"{REPORT}/document.yaml", '项目个数: "3"\n'),
    "page": lambda t: t.replace("pages/about.md", "公开示范镇", "集中公开示范镇"),
    "page added": lambda t: t.write("pages/help.md", "# 使用说明\n\n从首页开始。\n"),
    "page removed": lambda t: t.delete("pages/glossary.md"),
    "attachment": lambda t: t.replace(f"{LAMPS}/attachments/form.csv", "33", "34"),
    "attachment unlisted": lambda t: t.replace(
        f"{LAMPS}/project.yaml", "附件:\n  - {文件: form.csv, 名称: 路灯清单}\n", ""
    ),
    "project added": lambda t: t.write(
        "projects/2022/north-bureau/waste/project.yaml", NEW_PROJECT
    ),
    "project renamed": lambda t: (t.content / ROADS).rename(t.content / f"{ROADS}-north"),
    "project of another year": lambda t: shutil.move(
        t.content / PARKS, t.content / "projects/2019/south-bureau/parks"
    ),
    "project deleted": lambda t: t.delete(LAMPS),
    "last project of a unit deleted": lambda t: t.delete(WATER, PARKS, CLOSED),
    "project withheld": lambda t: t.withhold(f"{ROADS}/project.yaml"),
    "project opened": lambda t: t.replace(f"{CLOSED}/project.yaml", "不予公开", "部分公开"),
    "exception": lambda t: t.accept("E101", "2027-12-31"),
    "exception expired": lambda t: t.accept("E101", "2025-12-31"),
    "exception removed": _without_exception,
    "expected list": lambda t: t.write("expected/2021.yaml", EXPECTED),
    "unit as a whole": lambda t: t.write("overall/2020/north-bureau/overall.yaml", OVERALL),
    "site telephone": lambda t: t.add("site.yaml", "联系方式: {电话: 010-62345678}\n"),
    "own theme": _own_theme,
    "own page": lambda t: _own_file(
        t, "pages/unit.html", (t.theme / "pages/unit.html").read_text("utf-8") + "<!-- own -->\n"
    ),
    "own asset": lambda t: _own_file(t, "assets/mark.txt", "own\n"),
    "own style": lambda t: _own_file(t, "assets/30-own.css", "p { color: #333; }\n"),
    "own translation": lambda t: _own_file(
        t, "locale/en/messages.po", 'msgid ""\nmsgstr ""\n\nmsgid "得分"\nmsgstr "Marks"\n'
    ),
    "English": lambda _: {"language": "en"},
    "preview": lambda _: {"preview": True},
    "content folder renamed": _rename_content,
    "another day": lambda _: {"today": datetime.date(2030, 1, 1)},
    "nothing": lambda _: None,
}


def same(*folders: str) -> set[str]:
    """Return the pages of projects."""
    return {f"{folder}/index.html" for folder in folders}


EVERY_PROJECT = same(ROADS, LAMPS, WATER, PARKS)
UNCHANGED = {
    "place in the document": same(ROADS),
    "scheme denominator": same(ROADS),
    "scheme example": same(ROADS, WATER),
    "document count": same(ROADS, LAMPS),
    "attachment": same(LAMPS),
    "page added": EVERY_PROJECT,
    "content folder renamed": EVERY_PROJECT,
    "own page": {f"units/{unit}/index.html" for unit in ("north-bureau", "south-bureau")},
}
"""Pages that depend on what was edited and yet turn out as they were."""


@pytest.mark.parametrize("name", EDITS)
def test_edit_renders_what_depends_on_it(town: Town, name: str) -> None:
    """Every page whose inputs an edit changed is made anew; every other stays the same file.

    The page of downloads tells the sizes of data files; it is made whenever one of them is.
    """
    town.build()
    before, old = town.files(), town.stamps()
    options = EDITS[name](town)
    report = town.build(**options if isinstance(options, dict) else {})
    after, new = town.files(), town.stamps()
    made = {path for path in pages(after) if new[path] != old.get(path)}
    assert made - changed(before, after) - {DOWNLOADS} == UNCHANGED.get(name, set())
    assert report.rendered == len(made)


@pytest.mark.parametrize("name", EDITS)
def test_edited_site_is_that_of_a_cold_build(town: Town, name: str) -> None:
    """After any edit the kept and the new files together are what a first build makes."""
    town.build()
    before = town.files()
    options = EDITS[name](town)
    more = options if isinstance(options, dict) else {}
    report, after = town.build(**more), town.files()
    cold, expected = town.cold(**more)
    assert after == expected
    assert outcome(report) == outcome(cold)
    assert report.rendered + report.kept == report.pages == len(pages(after))
    assert report.removed == len(before.keys() - after.keys())
    again = town.build(**more)
    assert (again.rendered, again.published, outcome(again)) == (0, False, outcome(cold))
