"""What may not be published is not: errors stop a build, decisions keep content out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from generator.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.generator.pipeline.conftest import Town

ROADS = "projects/2020/north-bureau/roads"
LAMPS = "projects/2020/north-bureau/lamps"
WATER = "projects/2021/south-bureau/water"
PARKS = "projects/2021/south-bureau/parks"
CLOSED = "projects/2021/south-bureau/closed"
REPORT = "documents/2020/north-bureau/report"
OVER = f"content/{WATER}/project.yaml:7:10 E101 支出超过预算 0.18 万元，没有说明"
UNLISTED = "attachments/ 里的这个文件没有列在“附件”下，不会公开"
CLAIMED = "有不止一处内容要写到 projects/index.html："

Edit: TypeAlias = "Callable[[Town], None]"


def _not_a_number(town: Town) -> None:
    town.replace(f"{WATER}/project.yaml", '"26.33"', "26.33万")


def _targets_name_a_scheme(town: Town) -> None:
    town.replace(f"{PARKS}/project.yaml", "资金:", "评分办法: words\n资金:")
    town.delete(LAMPS, CLOSED)


def _accept_an_error(town: Town) -> None:
    town.accept("F106", "2027-12-31")
    _not_a_number(town)


BREAKS: dict[str, tuple[Edit, Edit, list[str]]] = {
    "wrong value": (
        lambda _: None,
        _not_a_number,
        [f"content/{WATER}/project.yaml:7:10 F106 “26.33万”不是数"],
    ),
    "no site file": (
        lambda _: None,
        lambda t: t.delete("site.yaml"),
        ["content:1:1 F122 缺少文件 site.yaml", OVER],
    ),
    "two pages at one address": (
        lambda _: None,
        lambda t: t.write("pages/projects.md", "# 项目\n\n全部。\n"),
        [f"content/pages/projects.md:1:1 U107 {CLAIMED}content/pages/projects.md、全部项目", OVER],
    ),
    "scheme of a target declaration deleted": (
        _targets_name_a_scheme,
        lambda t: t.delete("schemes/words.yaml"),
        [f"content/{PARKS}/project.yaml:3:7 F123 找不到评分办法“words”", OVER],
    ),
    "unit deleted": (
        lambda t: t.delete(WATER, CLOSED),
        lambda t: t.delete("units/south-bureau.yaml"),
        [f"content/{PARKS}/project.yaml:1:1 F123 找不到单位“south-bureau”"],
    ),
    "document deleted": (
        lambda t: t.delete(LAMPS),
        lambda t: t.delete(REPORT),
        [f"content/{ROADS}/project.yaml:3:7 F123 找不到文件“report”", OVER],
    ),
    "error accepted by an exception": (
        lambda t: t.accept("E101", "2027-12-31"),
        _accept_an_error,
        [
            "content/exceptions.yaml:2:9 U106 “F106”是错误，不能作为例外接受",
            f"content/{WATER}/project.yaml:7:10 F106 “26.33万”不是数",
        ],
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_error_leaves_site_and_memory_alone(town: Town, name: str) -> None:
    """An error is found with or without a cache, and not one byte or time of anything changes."""
    prepare, spoil, expected = BREAKS[name]
    prepare(town)
    assert town.build().published
    site, memory, names = town.stamps(), town.memory.read_bytes(), town.names()
    spoil(town)
    for report in (town.build(), town.build(full=True), town.build(jobs=2)):
        assert town.said(report) == expected
        assert (report.blocked, report.published, report.pages) == (True, False, 0)
    assert (town.stamps(), town.memory.read_bytes(), town.names()) == (site, memory, names)


def test_mended_content_builds_on(town: Town) -> None:
    """After an error is mended the next build renders only what changed since the last good one."""
    town.build()
    _not_a_number(town)
    assert town.build().blocked
    town.replace(f"{WATER}/project.yaml", "26.33万", '"26.33"')
    report = town.build()
    assert (report.rendered, report.published) == (0, False)


def holding(files: Mapping[str, bytes], *secrets: str) -> list[tuple[str, str]]:
    """Return the files that hold a secret, in their name or anywhere in their bytes."""
    return [
        (path, secret)
        for path, content in files.items()
        for secret in secrets
        if secret in path or secret.encode() in content
    ]


SECRETS = ("机密工程甲", "密室", "暗图纸", "777.77", "555.55", "7777700", "closed", "plan.txt")


@pytest.mark.parametrize("jobs", [1, 2])
def test_withheld_project_is_in_no_file(town: Town, jobs: int) -> None:
    """What must not be published is in no page, list, attachment or manifest, not even by name."""
    report = town.build(jobs=jobs)
    assert report.withheld == 1
    assert holding(town.files(), *SECRETS) == []


def test_project_that_is_withheld_later_disappears(town: Town) -> None:
    """A decision not to publish takes everything of a project off the next site."""
    town.build()
    before = town.files()
    assert holding(before, "道路养护费", "roads", "坑槽")
    town.withhold(f"{ROADS}/project.yaml")
    report, after = town.build(), town.files()
    assert (report.withheld, report.projects) == (2, 3)
    assert f"{ROADS}/index.html" in before.keys() - after.keys()
    assert report.removed == len(before.keys() - after.keys())
    assert holding(after, "道路养护费", "roads", "坑槽") == []
    again = town.build()
    assert (again.withheld, again.rendered, again.published) == (2, 0, False)


def test_withheld_document_is_in_no_file(town: Town) -> None:
    """A document that must not be published has no page and stands in no list."""
    town.delete(ROADS, LAMPS)
    town.build()
    title = "示范镇北片管理所2020年度项目绩效自评报告"
    assert holding(town.files(), title)
    town.withhold(f"{REPORT}/document.yaml")
    town.build()
    assert holding(town.files(), title, "年初下达两个项目", REPORT) == []


def test_withheld_document_is_named_by_none_of_its_projects(town: Town) -> None:
    """Projects of a document that must not be published stand without it."""
    title = "示范镇北片管理所2020年度项目绩效自评报告"
    town.withhold(f"{REPORT}/document.yaml")
    report = town.build()
    assert report.published
    assert f"{ROADS}/index.html" in town.files()
    assert holding(town.files(), title, "年初下达两个项目", REPORT) == []


def test_withheld_project_does_not_hide_a_wrong_count(town: Town) -> None:
    """A project that may not be published elsewhere does not keep a document from being counted."""
    town.add(f"{REPORT}/document.yaml", '项目个数: "3"\n')
    assert town.said(check(town.options())) == [
        f"content/{REPORT}/document.yaml:4:7 I104 文件写明有 3 个项目，本站收录 2 个",
        OVER,
    ]


def test_attachment_of_a_document_is_published(town: Town) -> None:
    """A file that a document lists lies where the page of the document links to."""
    file, listed = f"{REPORT}/attachments/report.txt", "附件:\n  - {文件: report.txt, 名称: 报告}\n"
    town.add(f"{REPORT}/document.yaml", listed)
    town.write(file, "报告原文\n")
    town.build()
    assert town.files()[file] == "报告原文\n".encode()
    town.write(file, "报告原文，更正\n")
    town.build()
    assert town.files() == town.cold()[1]
    town.replace(f"{REPORT}/document.yaml", listed, "")
    report = town.build()
    assert file not in town.files()
    assert report.removed == 1


def test_only_listed_attachments_are_published(town: Town) -> None:
    """A file that nobody listed is reported and stays where it is."""
    town.write(f"{ROADS}/attachments/working-paper.txt", "底稿\n")
    report = town.build()
    assert town.said(report) == [
        f"content/{ROADS}/attachments/working-paper.txt:1:1 F125 {UNLISTED}",
        OVER,
    ]
    assert holding(town.files(), "底稿", "working-paper") == []


def test_attachment_that_cannot_be_read_is_a_problem_of_the_content(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An attachment that the system refuses to open is reported at its place, like any file."""
    town.build()
    before = town.stamps()
    file = f"{LAMPS}/attachments/form.csv"
    town.replace(file, "33", "34")
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == town.content / file:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    report = town.build()
    assert town.said(report) == [f"content/{file}:1:1 F002 文件无法读取", OVER]
    assert town.stamps() == before


def test_exception_accepts_a_finding(town: Town) -> None:
    """An accepted finding is told apart and no longer stands, until and on its last day."""
    town.accept("E101", "2026-01-01")
    report = town.build()
    assert town.said(report) == []
    assert [f"{p.at} {p.kind.code}" for p in report.accepted] == [OVER.partition(" 支出")[0]]
    assert not report.unexplained


def test_exception_expires(town: Town) -> None:
    """From the day after its end an exception accepts nothing, and is reported."""
    town.accept("E101", "2025-12-31")
    report = town.build()
    assert town.said(report) == [
        "content/exceptions.yaml:2:9 U105 例外“E101”已于 2025-12-31 到期，不再起作用",
        OVER,
    ]
    assert report.accepted == ()
    assert report.unexplained


def test_exception_that_matches_nothing_is_reported(town: Town) -> None:
    """An exception for another place accepts nothing, and is reported."""
    elsewhere = "content/projects/2019/*"
    town.accept("E101", "2027-12-31", elsewhere)
    report = town.build()
    assert town.said(report) == [
        f"content/exceptions.yaml:2:9 U104 例外“E101”在“{elsewhere}”没有对上任何检查结果",
        OVER,
    ]
    assert report.accepted == ()
