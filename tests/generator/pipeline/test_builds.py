"""A build gives the same site however it comes about: cold or cached, alone or in parallel.

The content is `tests/fixtures/town`; its theme prints every field of every view, so that a page
changes whenever anything it depends on does.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from generator.cache import load_memory, program_digest, save_memory
from generator.i18n import Catalogue
from generator.pipeline import Options, Progress, Report, build, check
from generator.write import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIXTURES = Path(__file__).parents[2] / "fixtures"
THEME = FIXTURES / "theme"
TODAY = datetime.date(2026, 1, 1)
SAY = Catalogue().say

ROADS = "projects/2020/north-bureau/roads"
LAMPS = "projects/2020/north-bureau/lamps"
WATER = "projects/2021/south-bureau/water"
PARKS = "projects/2021/south-bureau/parks"
CLOSED = "projects/2021/south-bureau/closed"
REPORT = "documents/2020/north-bureau/report"


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {path: file.read_bytes() for path, file in sorted(found.items())}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the identity and time of every file and folder below `folder`."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in (folder, *folder.rglob("*"))
    }


def pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages among files."""
    return {path: content for path, content in files.items() if path.endswith(".html")}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Return the pages that are new, gone or different."""
    old, new = pages(before), pages(after)
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


@dataclass(frozen=True)
class Town:
    """A content folder of one's own with the output it is built into."""

    folder: Path

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    @property
    def output(self) -> Path:
        """The site."""
        return self.folder / "site"

    @property
    def memory(self) -> Path:
        """What the last build knew."""
        return self.folder / ".site.cache" / "memory"

    def options(self, **changes: Any) -> Options:  # noqa: ANN401  fields of the options
        """Return the options of a build."""
        given = {
            "content": self.content,
            "output": self.output,
            "themes": (THEME,),
            "today": TODAY,
            **changes,
        }
        return Options(**given)

    def build(self, **changes: Any) -> Report:  # noqa: ANN401  fields of the options
        """Build the site."""
        return build(self.options(**changes))

    def cold(self, **changes: Any) -> tuple[Report, dict[str, bytes]]:  # noqa: ANN401  as above
        """Return the report and the files of a build that knows nothing of earlier ones."""
        elsewhere = self.folder / "cold" / "site"
        shutil.rmtree(elsewhere.parent, ignore_errors=True)
        report = self.build(**{"output": elsewhere, **changes})
        return report, tree(elsewhere) if elsewhere.is_dir() else {}

    def replace(self, path: str, old: str, new: str) -> None:
        """Edit a content file: put `new` where `old` stands."""
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a content file."""
        (self.content / path).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).write_text(text, "utf-8")


Edit: TypeAlias = "Callable[[Town], object]"
"""What somebody does to the content; a mapping in return changes the options of the build."""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a fresh copy of the town."""
    shutil.copytree(FIXTURES / "town/content", tmp_path / "content")
    return Town(tmp_path)


def said(report: Report) -> list[str]:
    """Return the problems of a report, a line each."""
    return [f"{p.at} {p.kind.code} {SAY(p.message)}" for p in report.problems]


OVER = f"content/{WATER}/project.yaml:7:10 E101 支出超过预算 0.18 万元，没有说明"


def test_first_build_makes_everything(town: Town) -> None:
    """A first build renders every page and reports what it found."""
    report = town.build()
    files = tree(town.output)
    assert said(report) == [OVER]
    assert (report.projects, report.withheld, report.published, report.blocked) == (
        4,
        1,
        True,
        False,
    )
    assert report.pages == report.rendered == len(pages(files))
    assert (report.kept, report.removed) == (0, 0)
    assert f"{LAMPS}/attachments/form.csv" in files
    assert sorted(path.name for path in town.folder.iterdir()) == [".site.cache", "content", "site"]


def test_manifest_lists_what_is_there(town: Town) -> None:
    """The manifest names every file of the site but itself."""
    town.build()
    files = tree(town.output)
    listed = [file["path"] for file in json.loads(files.pop(MANIFEST))["files"]]
    assert listed == sorted(files)


def test_two_builds_give_the_same_bytes(town: Town) -> None:
    """The same content built twice, apart, is the same site to the byte."""
    assert town.cold() == town.cold()
    town.build()
    assert town.cold()[1] == tree(town.output)


@pytest.mark.parametrize("jobs", [1, 3])
def test_processes_do_not_show(town: Town, jobs: int) -> None:
    """One process and several give the same report and the same bytes."""
    assert town.cold(jobs=jobs) == town.cold()


def test_hash_seed_does_not_show(town: Town) -> None:
    """Two runs of the program whose sets are ordered otherwise give the same bytes."""
    sites = []
    for seed in ("0", "1"):
        output = town.folder / seed / "site"
        command = [sys.executable, "-m", "generator", "build", "--quiet", "--theme", str(THEME)]
        subprocess.run(  # noqa: S603  this very program
            [*command, "--content", str(town.content), "--output", str(output)],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "0"},
            cwd=FIXTURES.parents[1],
            check=True,
        )
        sites.append(tree(output))
    assert sites[0] == sites[1]


def test_progress_counts_every_project(town: Town) -> None:
    """What shows progress hears of every project, and at last of all."""
    heard: list[Progress] = []
    town.build(progress=heard.append)
    assert [progress.of for progress in heard] == [5] * len(heard)
    assert heard[-1].done == 5


def test_check_writes_nothing(town: Town) -> None:
    """A check reports like a build and leaves no file anywhere."""
    report = check(town.options())
    assert said(report) == [OVER]
    assert (report.projects, report.withheld, report.published) == (4, 1, False)
    assert report.outcomes == town.build().outcomes
    shutil.rmtree(town.output)
    shutil.rmtree(town.memory.parent)
    check(town.options())
    assert [path.name for path in town.folder.iterdir()] == ["content"]


def test_unchanged_content_renders_nothing(town: Town) -> None:
    """A build of unchanged content says so, and touches no file and no folder of the site."""
    first = town.build()
    before = stamps(town.output)
    report = town.build()
    assert (report.rendered, report.kept, report.removed) == (0, first.pages, 0)
    assert report.published is False
    assert (report.problems, report.outcomes) == (first.problems, first.outcomes)
    assert stamps(town.output) == before


def test_touching_without_a_change_renders_nothing(town: Town) -> None:
    """Files with new times and the same content are the same content."""
    first = town.build()
    before = stamps(town.output)
    for path in town.content.rglob("*"):
        os.utime(path)
    for _ in range(2):
        report = town.build()
        assert (report.rendered, report.kept, report.published) == (0, first.pages, False)
        assert stamps(town.output) == before


def test_editing_a_narrative_renders_its_page_only(town: Town) -> None:
    """One narrative is one page; every other file stays the very same file."""
    town.build()
    before, old = tree(town.output), stamps(town.output)
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    report = town.build()
    after = tree(town.output)
    page = f"{ROADS}/index.html"
    assert changed(before, after) == {page}
    assert report.rendered == 1
    assert report.kept == report.pages - 1
    kept = {path for path in pages(after) if path != page}
    assert {path: stamps(town.output)[path] for path in kept} == {path: old[path] for path in kept}


def test_editing_a_unit_name_renders_what_shows_it(town: Town) -> None:
    """Every page with the old name changes, and no other."""
    town.build()
    before = tree(town.output)
    old = "示范镇南片管理所"
    town.replace("units/south-bureau.yaml", old, "示范镇南区管理所")
    report = town.build()
    showing = {path for path, content in pages(before).items() if old.encode() in content}
    assert changed(before, tree(town.output)) == showing
    assert report.rendered == len(showing)
    assert len(showing) < report.pages


def test_deleting_a_project_removes_its_page_and_rows(town: Town) -> None:
    """A deleted project is gone with its attachment, and nothing links to it any more."""
    town.build()
    before = tree(town.output)
    shutil.rmtree(town.content / LAMPS)
    report = town.build()
    after = tree(town.output)
    gone = {f"{LAMPS}/index.html", f"{LAMPS}/attachments/form.csv"}
    assert before.keys() - after.keys() == gone
    assert (report.removed, report.projects) == (2, 3)
    assert [path for path, content in after.items() if b"lamps" in content] == []
    assert [path for path, content in after.items() if "路灯".encode() in content] == []


def test_editing_a_template_renders_its_pages_only(town: Town, tmp_path: Path) -> None:
    """A changed component renders the pages that include it, and nothing else."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    town.build(themes=(theme,))
    before = tree(town.output)
    component = theme / "components/name/name.html"
    component.write_text(component.read_text("utf-8").replace("h1", "h2"), "utf-8")
    report = town.build(themes=(theme,))
    projects = {f"{folder}/index.html" for folder in (ROADS, LAMPS, WATER, PARKS)}
    assert changed(before, tree(town.output)) == projects
    assert report.rendered == 4


def test_everything_is_rendered_when_asked(town: Town) -> None:
    """A full build renders every page again, to the same bytes."""
    town.build()
    before = tree(town.output)
    report = town.build(full=True)
    assert (report.rendered, report.kept, report.published) == (report.pages, 0, True)
    assert tree(town.output) == before


def deleting(*folders: str) -> Edit:
    """Return the edit that deletes folders of the content."""

    def delete(town: Town) -> None:
        for folder in folders:
            shutil.rmtree(town.content / folder)

    return delete


def both(first: Edit, second: Edit) -> Edit:
    """Return the edit that makes one edit after another."""

    def make(town: Town) -> None:
        first(town)
        second(town)

    return make


def _close_roads(town: Town) -> None:
    review = "公开审查: {结论: 不予公开, 审查部门: 办公室, 日期: 2022-03-01, 依据: 条例第十六条}\n"
    town.write(f"{ROADS}/project.yaml", _text(town, f"{ROADS}/project.yaml") + review)


def _text(town: Town, path: str) -> str:
    return (town.content / path).read_text("utf-8")


def _own_theme(town: Town) -> dict[str, Any]:
    own = town.folder / "own" / "components/name"
    own.mkdir(parents=True)
    (own / "name.html").write_text("{% macro name(text) %}<b>{{ text }}</b>{% endmacro %}", "utf-8")
    (own / "name.css").write_text("b { color: #333; }", "utf-8")
    return {"themes": (town.folder / "own", THEME)}


def _english(town: Town) -> dict[str, Any]:
    assert town.content.is_dir()
    return {"language": "en"}


def _preview(town: Town) -> dict[str, Any]:
    assert town.content.is_dir()
    return {"preview": True}


def _elsewhere(town: Town) -> dict[str, Any]:
    town.content.rename(town.folder / "published")
    return {"content": town.folder / "published"}


def _later(town: Town) -> dict[str, Any]:
    assert town.content.is_dir()
    return {"today": datetime.date(2030, 1, 1)}


NEW_PROJECT = """\
项目名称: 垃圾清运费
实施单位: 示范镇北片管理所
评分办法: points
资金: {单位: 万元, 全年预算数: "8", 全年执行数: "8"}
自评:
  预算执行率: 100%
  一级指标: [{名称: 产出指标, 得分: "30"}, {名称: 效益指标, 得分: "20"}]
"""
EXCEPTION = """\
例外:
  - 规则: E101
    范围: content/projects/2021/*
    理由: 已另行说明
    批准: 示范镇财政所
    有效期至: {until}
"""

EDITS: dict[str, Edit] = {
    "narrative": lambda t: t.replace(f"{ROADS}/narrative.md", "42公里", "43公里"),
    "narrative removed": lambda t: (t.content / ROADS / "narrative.md").unlink(),
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
    "site base address": lambda t: t.write(
        "site.yaml", _text(t, "site.yaml") + "基址: https://www.example.gov.cn/jx/\n"
    ),
    "site language": lambda t: t.write("site.yaml", _text(t, "site.yaml") + "语言: en\n"),
    "document title": lambda t: t.replace(f"{REPORT}/document.yaml", "2020年度", "二〇二〇年度"),
    "document narrative": lambda t: t.replace(f"{REPORT}/narrative.md", "两个", "2个"),
    "document count": lambda t: t.write(
        f"{REPORT}/document.yaml", _text(t, f"{REPORT}/document.yaml") + '项目个数: "3"\n'
    ),
    "page": lambda t: t.replace("pages/about.md", "公开示范镇", "集中公开示范镇"),
    "page added": lambda t: t.write("pages/help.md", "# 使用说明\n\n从首页开始。\n"),
    "page removed": lambda t: (t.content / "pages/glossary.md").unlink(),
    "attachment": lambda t: t.replace(f"{LAMPS}/attachments/form.csv", "33", "34"),
    "attachment unlisted": lambda t: t.replace(
        f"{LAMPS}/project.yaml", "附件:\n  - {文件: form.csv, 名称: 路灯清单}\n", ""
    ),
    "project added": lambda t: t.write(
        "projects/2022/north-bureau/waste/project.yaml", NEW_PROJECT
    ),
    "project renamed": lambda t: (t.content / ROADS).rename(t.content / f"{ROADS}-north"),
    "project moved to another year": lambda t: shutil.move(
        t.content / PARKS, t.content / "projects/2019/south-bureau/parks"
    ),
    "project deleted": lambda t: shutil.rmtree(t.content / LAMPS),
    "last project of a unit deleted": deleting(WATER, PARKS, CLOSED),
    "project withheld": _close_roads,
    "project opened": lambda t: t.replace(f"{CLOSED}/project.yaml", "不予公开", "部分公开"),
    "exception": lambda t: t.write("exceptions.yaml", EXCEPTION.format(until="2027-12-31")),
    "exception expired": lambda t: t.write("exceptions.yaml", EXCEPTION.format(until="2025-12-31")),
    "own theme": _own_theme,
    "English": _english,
    "preview": _preview,
    "content folder renamed": _elsewhere,
    "another day": _later,
    "nothing": lambda _: None,
}


def outcome(report: Report) -> tuple[object, ...]:
    """Return what a report says of the content, not of the work."""
    return (
        report.problems,
        report.accepted,
        report.projects,
        report.withheld,
        report.outcomes,
        report.pages,
        report.blocked,
    )


@pytest.mark.parametrize("name", EDITS)
def test_edited_site_is_that_of_a_cold_build(town: Town, name: str) -> None:
    """After any edit the kept and the new files together are what a first build makes."""
    town.build()
    before = tree(town.output)
    options = EDITS[name](town)
    more = options if isinstance(options, dict) else {}
    report = town.build(**more)
    cold, expected = town.cold(**more)
    after = tree(town.output)
    assert after == expected
    assert outcome(report) == outcome(cold)
    assert report.rendered + report.kept == report.pages == len(pages(after))
    assert report.rendered >= len(changed(before, after).intersection(after))
    assert report.removed == len(before.keys() - after.keys())
    again = town.build(**more)
    assert (again.rendered, again.published, outcome(again)) == (0, False, outcome(cold))


def test_edits_one_after_another_never_drift(town: Town) -> None:
    """A site that was edited again and again is at every step that of a cold build."""
    town.build()
    steps = (
        "narrative",
        "unit name",
        "project added",
        "score",
        "project renamed",
        "site name",
        "page added",
        "scheme bands",
        "project opened",
        "project deleted",
        "document title",
    )
    for step in steps:
        EDITS[step](town)
        report = town.build()
        cold, expected = town.cold()
        assert (step, tree(town.output)) == (step, expected)
        assert outcome(report) == outcome(cold)


def _scheme_of_targets(town: Town) -> None:
    town.replace(f"{PARKS}/project.yaml", "资金:", "评分办法: words\n资金:")


CLAIMED = "有不止一处内容要写到 projects/index.html："
BREAKS: dict[str, tuple[Edit, Edit, list[str]]] = {
    "wrong value": (
        lambda _: None,
        lambda t: t.replace(f"{WATER}/project.yaml", '"26.33"', "26.33万"),
        [f"content/{WATER}/project.yaml:7:10 F106 “26.33万”不是数"],
    ),
    "no site file": (
        lambda _: None,
        lambda t: (t.content / "site.yaml").unlink(),
        ["content:1:1 F122 缺少文件 site.yaml"],
    ),
    "two pages at one address": (
        lambda _: None,
        lambda t: t.write("pages/projects.md", "# 项目\n\n全部。\n"),
        [f"content/pages/projects.md:1:1 U107 {CLAIMED}content/pages/projects.md、全部项目"],
    ),
    "scheme of a target declaration deleted": (
        both(_scheme_of_targets, deleting(LAMPS, CLOSED)),
        lambda t: (t.content / "schemes/words.yaml").unlink(),
        [f"content/{PARKS}/project.yaml:3:7 F123 找不到评分办法“words”"],
    ),
    "unit deleted": (
        deleting(WATER, CLOSED),
        lambda t: (t.content / "units/south-bureau.yaml").unlink(),
        [f"content/{PARKS}/project.yaml:1:1 F123 找不到单位“south-bureau”"],
    ),
    "document deleted": (
        lambda t: shutil.rmtree(t.content / LAMPS),
        lambda t: shutil.rmtree(t.content / REPORT),
        [f"content/{ROADS}/project.yaml:3:7 F123 找不到文件“report”"],
    ),
    "error accepted by an exception": (
        lambda t: t.write("exceptions.yaml", EXCEPTION.format(until="2027-12-31")),
        both(
            lambda t: t.replace("exceptions.yaml", "E101", "F106"),
            lambda t: t.replace(f"{WATER}/project.yaml", '"26.33"', "26.33万"),
        ),
        [
            "content/exceptions.yaml:2:9 U106 “F106”是错误，不能作为例外接受",
            f"content/{WATER}/project.yaml:7:10 F106 “26.33万”不是数",
        ],
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_blocking_problem_leaves_site_and_memory_alone(town: Town, name: str) -> None:
    """An error is found with or without a cache, and not one byte or time of anything changes."""
    prepare, spoil, expected = BREAKS[name]
    prepare(town)
    assert town.build().published
    site, memory = stamps(town.output), town.memory.read_bytes()
    spoil(town)
    for report in (town.build(), town.cold()[0], town.build(full=True)):
        assert [line for line in said(report) if " E101 " not in line] == expected
        assert (report.blocked, report.published, report.pages) == (True, False, 0)
    assert stamps(town.output) == site
    assert town.memory.read_bytes() == memory
    assert sorted(path.name for path in town.folder.iterdir()) == [
        ".site.cache",
        "cold",
        "content",
        "site",
    ]


def test_mended_content_builds_on(town: Town) -> None:
    """After an error is mended the next build renders only what changed since the last good one."""
    town.build()
    town.replace(f"{WATER}/project.yaml", '"26.33"', "26.33万")
    assert town.build().blocked
    town.replace(f"{WATER}/project.yaml", "26.33万", '"26.33"')
    report = town.build()
    assert (report.rendered, report.published) == (0, False)


SECRETS = ("机密工程甲", "密室", "暗图纸", "777.77", "555.55", "7777700", "closed", "plan.txt")


def holding(files: Mapping[str, bytes], secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the files that hold a secret, in their name or anywhere in their bytes."""
    return [
        (path, secret)
        for path, content in files.items()
        for secret in secrets
        if secret in path or secret.encode() in content
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_withheld_project_is_in_no_file(town: Town, jobs: int) -> None:
    """What must not be published is in no page, list, attachment or manifest, not even by name."""
    report = town.build(jobs=jobs)
    assert report.withheld == 1
    assert holding(tree(town.output), SECRETS) == []


def test_project_that_is_withheld_later_disappears(town: Town) -> None:
    """A decision not to publish takes everything of a project off the next site."""
    town.build()
    before = tree(town.output)
    assert holding(before, ("道路养护费", "roads"))
    _close_roads(town)
    report = town.build()
    after = tree(town.output)
    assert (report.withheld, report.projects) == (2, 3)
    assert f"{ROADS}/index.html" in before.keys() - after.keys()
    assert report.removed == len(before.keys() - after.keys())
    assert holding(after, ("道路养护费", "roads", "坑槽")) == []
    assert (town.build().withheld, town.build().published) == (2, False)


def test_withheld_document_is_in_no_file(town: Town) -> None:
    """A document that must not be published has no page and stands in no list."""
    for project in (ROADS, LAMPS):
        shutil.rmtree(town.content / project)
    review = "公开审查: {结论: 不予公开, 审查部门: 办公室, 日期: 2022-03-01, 依据: 条例第十六条}\n"
    title = "示范镇北片管理所2020年度项目绩效自评报告"
    town.build()
    assert holding(tree(town.output), (title,))
    path = f"{REPORT}/document.yaml"
    town.write(path, _text(town, path) + review)
    town.build()
    assert holding(tree(town.output), (title, "年初下达两个项目", REPORT)) == []


def test_withheld_project_does_not_hide_a_wrong_count(town: Town) -> None:
    """A project that may not be published elsewhere does not keep a document from being counted."""
    path = f"{REPORT}/document.yaml"
    town.write(path, _text(town, path) + '项目个数: "3"\n')
    assert said(check(town.options())) == [
        f"content/{path}:4:7 I104 文件写明有 3 个项目，本站收录 2 个",
        OVER,
    ]


def test_attachment_of_a_document_is_published(town: Town) -> None:
    """A file that a document lists lies where the page of the document links to."""
    path = f"{REPORT}/document.yaml"
    listed = "附件:\n  - {文件: report.txt, 名称: 报告原文}\n"
    town.write(path, _text(town, path) + listed)
    town.write(f"{REPORT}/attachments/report.txt", "报告原文\n")
    town.build()
    assert tree(town.output)[f"{REPORT}/attachments/report.txt"] == "报告原文\n".encode()
    town.write(f"{REPORT}/attachments/report.txt", "报告原文，更正\n")
    town.build()
    assert tree(town.output) == town.cold()[1]
    town.replace(path, listed, "")
    report = town.build()
    assert f"{REPORT}/attachments/report.txt" not in tree(town.output)
    assert report.removed == 1


def test_attachment_that_cannot_be_read_is_a_problem_of_the_content(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An attachment that the system refuses to open is reported at its place, like any file."""
    town.build()
    before = stamps(town.output)
    path = f"{LAMPS}/attachments/form.csv"
    town.replace(path, "33", "34")
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == town.content / path:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    report = town.build()
    assert said(report) == [f"content/{path}:1:1 F002 文件无法读取", OVER]
    assert stamps(town.output) == before


def test_exception_accepts_a_finding(town: Town) -> None:
    """An accepted finding is told apart and no longer stands."""
    town.write("exceptions.yaml", EXCEPTION.format(until="2026-01-01"))
    report = town.build()
    assert said(report) == []
    assert [f"{p.at} {p.kind.code}" for p in report.accepted] == [OVER.partition(" 支出")[0]]
    assert not report.unexplained


def test_exception_expires(town: Town) -> None:
    """From the day after its end an exception accepts nothing, and is reported."""
    town.write("exceptions.yaml", EXCEPTION.format(until="2025-12-31"))
    report = town.build()
    assert said(report) == [
        "content/exceptions.yaml:2:9 U105 例外“E101”已于 2025-12-31 到期，不再起作用",
        OVER,
    ]
    assert report.accepted == ()


def test_exception_that_matches_nothing_is_reported(town: Town) -> None:
    """An exception for another place accepts nothing, and is reported."""
    elsewhere = "content/projects/2019/*"
    exception = EXCEPTION.format(until="2027-12-31")
    town.write("exceptions.yaml", exception.replace("content/projects/2021/*", elsewhere))
    report = town.build()
    assert said(report) == [
        f"content/exceptions.yaml:2:9 U104 例外“E101”在“{elsewhere}”没有对上任何检查结果",
        OVER,
    ]
    assert report.accepted == ()


def _garble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)


def _in_the_way(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILS: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: shutil.rmtree(path.parent),
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "garbled": _garble,
    "replaced by another file": lambda path: path.write_bytes(b"selfeval-cache-1\nnot a cache"),
    "replaced by a folder": _in_the_way,
}


@pytest.mark.parametrize("name", SPOILS)
def test_spoilt_memory_costs_time_only(town: Town, name: str) -> None:
    """Whatever became of the cache, the next site is right, and the one after is quick again."""
    town.build()
    SPOILS[name](town.memory)
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    report = town.build()
    assert report.rendered == report.pages
    assert tree(town.output) == town.cold()[1]
    assert (name == "replaced by a folder") or town.build().rendered == 0


def test_memory_that_cannot_be_kept_costs_time_only(town: Town) -> None:
    """Where the cache cannot be written, the site is published all the same."""
    (town.folder / ".site.cache").write_bytes(b"in the way")
    report = town.build()
    assert report.published
    assert tree(town.output) == town.cold()[1]


def test_lost_site_is_made_again(town: Town) -> None:
    """A site that was deleted is built anew, whatever the cache says."""
    report = town.build()
    shutil.rmtree(town.output)
    again = town.build()
    assert (again.rendered, again.published) == (report.pages, True)
    assert tree(town.output) == town.cold()[1]


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
    assert tree(town.output) == town.cold()[1]


def test_other_programs_memory_is_not_used(town: Town) -> None:
    """After an update of the program everything is rendered again."""
    town.build()
    memory = load_memory(town.memory, program_digest())
    assert memory is not None
    save_memory(town.memory, "0" * 64, memory)
    report = town.build()
    assert report.rendered == report.pages


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
    for number in range(40):
        shutil.copytree(town.content / ROADS, town.content / f"{ROADS}-{number}")
    town.build()
    good = tree(town.output)
    for moment in (0.0, 0.05, 0.1, 0.2):
        town.replace(f"{ROADS}/narrative.md", "养护道路", "又养护道路")
        _, wanted = town.cold()
        _kill_a_build(town, moment)
        assert tree(town.output) in (good, wanted)
        town.build()
        assert tree(town.output) == wanted
        assert {path.name for path in town.folder.iterdir()} == {
            ".site.cache",
            "cold",
            "content",
            "site",
        }
        good = wanted


def _kill_a_build(town: Town, moment: float) -> None:
    """Start a build of everything and kill it so many seconds after its stage appears."""
    stage = town.folder / ".site.staging"
    with subprocess.Popen(  # noqa: S603  this very program
        [sys.executable, "-c", KILLED, str(town.folder), str(THEME)],
        cwd=FIXTURES.parents[1],
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        while not stage.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(moment)
        process.kill()
