"""One recurrent project over years: its own page, last year's measures, units that took over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.theme import theme_root

if TYPE_CHECKING:
    from tests.generator.pipeline.conftest import Town

ROADS = "projects/2020/north-bureau/roads"
LATER = "projects/2021/south-bureau/roads"
PAGE = "series/roads/index.html"


@pytest.fixture
def linked(town: Town) -> Town:
    """Return the town with its roads in 2020 and, under another unit and name, in 2021."""
    town = type(town)(town.folder, theme_root())
    facts = (town.content / ROADS / "project.yaml").read_text("utf-8")
    narrative = "## 主要绩效\n\n1. 修好道路。\n\n## 主要问题\n\n1. {}\n\n## 改进措施\n\n1. {}\n"
    later = facts.replace("道路养护费", "道路养护经费").replace("所属文件: report\n", "")
    later = later.replace("文件内序号: 一\n", "").replace('文件内次序: "1"\n', "")
    (town.content / LATER).mkdir(parents=True)
    town.write(f"{LATER}/project.yaml", f"{later}系列: roads\n")
    town.write(f"{LATER}/narrative.md", narrative.format("排水不畅。", "疏通排水（针对问题1）。"))
    town.write(f"{ROADS}/project.yaml", f"{facts}系列: roads\n")
    town.write(f"{ROADS}/narrative.md", narrative.format("路面返工。", "雨前完工。"))
    return town


def test_series_has_a_page_with_both_years(linked: Town) -> None:
    """Each year stands there under its own name and unit, and each project leads there."""
    linked.build()
    page = (linked.output / PAGE).read_text("utf-8")
    for said in ("道路养护费", "道路养护经费", "示范镇北片管理所", "示范镇南片管理所"):
        assert said in page
    for project in (ROADS, LATER):
        shown = (linked.output / project / "index.html").read_text("utf-8")
        assert 'href="../../../../series/roads/index.html"' in shown


def test_measures_of_last_year_stand_beside_this_year(linked: Town) -> None:
    """What the year before promised leads to its place there."""
    linked.build()
    page = (linked.output / PAGE).read_text("utf-8")
    assert "上年措施落实：2020 年度提出的改进措施" in page
    assert f'<a href="../../{ROADS}/index.html#measures-1">雨前完工。</a>' in page


def test_measure_leads_to_the_problem_that_it_answers(linked: Town) -> None:
    """A measure that names a problem is linked to it."""
    linked.build()
    page = (linked.output / LATER / "index.html").read_text("utf-8")
    assert '（针对<a href="#problems-1">问题1</a>）' in page


def test_schemes_that_differ_are_said(linked: Town) -> None:
    """A page whose years use different schemes warns against comparing scores."""
    linked.build()
    warning = "各年度所用的评分办法不同，得分和等级不能相互比较。"
    assert warning not in (linked.output / PAGE).read_text("utf-8")
    scheme = (linked.content / "schemes/points.yaml").read_text("utf-8")
    linked.write("schemes/other.yaml", scheme)
    linked.replace(f"{LATER}/project.yaml", "评分办法: points", "评分办法: other")
    linked.build()
    assert warning in (linked.output / PAGE).read_text("utf-8")


def test_predecessor_keeps_its_line_under_its_own_name(linked: Town) -> None:
    """The years of a body whose duties a unit took over stand beside those of the unit."""
    unit = (linked.content / "units/south-bureau.yaml").read_text("utf-8")
    body = "前身单位:\n  - {名称: 示范镇北片管理所, 单位: north-bureau}\n"
    linked.write("units/south-bureau.yaml", f"{unit}{body}")
    linked.build()
    page = (linked.output / "units/south-bureau/index.html").read_text("utf-8")
    assert "各年度并列，金额单位：万元" in page
    assert '2020<br><span lang="zh-CN">示范镇北片管理所</span>' in page
    before = (linked.output / "units/north-bureau/index.html").read_text("utf-8")
    assert "示范镇南片管理所" not in before


def test_unknown_predecessor_is_a_problem(linked: Town) -> None:
    """A predecessor's record that does not exist is said, with its place."""
    unit = (linked.content / "units/south-bureau.yaml").read_text("utf-8")
    linked.write(
        "units/south-bureau.yaml", f"{unit}前身单位:\n  - {{名称: 甲, 单位: nort-bureau}}\n"
    )
    report = linked.build()
    assert report.blocked
    assert [problem.kind.slug for problem in report.problems if problem.blocks] == [
        "unknown-reference"
    ]
