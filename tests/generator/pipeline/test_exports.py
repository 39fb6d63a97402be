"""Data files of a built site: what is in them, what an edit changes, and what never gets in."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import urls
from generator.exports import feed
from generator.pipeline import exports as pipeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.generator.pipeline.conftest import Town

ROADS = "projects/2020/north-bureau/roads"
WATER = "projects/2021/south-bureau/water"
PARKS = "projects/2021/south-bureau/parks"
LAMPS = "projects/2020/north-bureau/lamps"
CLOSED = "projects/2021/south-bureau/closed"
BASE = "基址: https://www.example.gov.cn/jx/\n"
DUTIES = """\
站点域名: www.example.gov.cn
网站标识码: "1304000009"
ICP备案编号: 冀ICP备00000000号
公安机关备案号: 冀公网安备00000000000000号
党政机关网站标识: https://www.example.gov.cn/emblem
找错入口: https://www.example.gov.cn/fault
联系方式: {地址: 示范镇, 邮箱: office@example.gov.cn}
"""
"""What an official site must say of itself."""
GOLDEN = Path(__file__).parents[2] / "fixtures/exports/town"
KEPT = (
    f"{ROADS}/project.json",
    f"{LAMPS}/project.json",
    "data/projects.csv",
    "data/2020/projects-2020.jsonl",
    "data/2020/indicators-2020.csv",
    "data/2020/indicators-2020.jsonl",
    "data/dataset.jsonld",
    "feed.xml",
)


def exports(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the data files among the files of a site."""
    endings = (".json", ".jsonl", ".csv", ".xlsx", ".jsonld", ".xml")
    return {
        path: content
        for path, content in files.items()
        if path.endswith(endings) and path != "manifest.json" and "attachments" not in path
    }


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Return the data files that are new, gone or different."""
    old, new = exports(before), exports(after)
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def prepared(town: Town) -> Town:
    """Return the town with an address, days of publication and a correction."""
    town.add("site.yaml", BASE)
    town.replace(f"{ROADS}/project.yaml", "自评:\n", "自评:\n  公开信息: {发布日期: 2021-08-20}\n")
    town.add(
        f"{ROADS}/project.yaml",
        "更正:\n  - {日期: 2021-09-01, 版本: '2', 事项: 养护里程, 更正前: 41公里,"
        " 更正后: 42公里, 原因: 笔误}\n",
    )
    return town


@pytest.mark.parametrize("path", KEPT)
def test_file_is_as_it_was(town: Town, path: str) -> None:
    """The file of the small town is byte for byte the golden one."""
    prepared(town).build()
    golden = GOLDEN / path.replace("/", "-")
    made = (town.output / path).read_bytes()
    if os.environ.get("SELFEVAL_GOLDEN") == "write":
        golden.write_bytes(made)
        pytest.fail(f"wrote {golden.name}: read the difference before you commit it")
    assert made == golden.read_bytes()


def test_editing_a_score_changes_the_files_of_its_year(town: Town) -> None:
    """A score changes its project, the tables of its year and those of all years, nothing else."""
    town.build()
    before = town.files()
    town.replace(
        f"{ROADS}/project.yaml", '分值: "40", 得分: "38", 偏', '分值: "40", 得分: "37", 偏'
    )
    town.build()
    assert changed(before, town.files()) == {
        f"{ROADS}/project.json",
        "data/2020/indicators-2020.csv",
        "data/2020/indicators-2020.jsonl",
        "data/2020/selfeval-2020.xlsx",
        "data/2020/projects-2020.csv",
        "data/2020/projects-2020.jsonl",
        "data/projects.csv",
        "data/projects.jsonl",
        urls.DATA_PACKAGE,
        urls.DATASET,
    }


def test_editing_a_narrative_makes_no_table_anew(town: Town) -> None:
    """Tables hold no prose: those of an edited narrative stay the very same files."""
    town.build()
    before, old = town.files(), town.stamps()
    town.replace(f"{ROADS}/narrative.md", "42公里", "43公里")
    town.build()
    assert changed(before, town.files()) == {f"{ROADS}/project.json"}
    tables = {path for path in exports(before) if path.startswith("data/")}
    assert {path: town.stamps()[path] for path in tables} == {path: old[path] for path in tables}


def test_withheld_project_is_in_no_file(town: Town) -> None:
    """What must not be published is in no data file, not even inside a compressed one."""
    prepared(town).build()
    files = exports(town.files())
    name = town.text(f"{CLOSED}/project.yaml").split("\n", 1)[0].removeprefix("项目名称: ")
    for path, content in files.items():
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(part) for part in archive.namelist())  # noqa: PLW2901  unpacked
        assert name.encode() not in content, path
        assert b"closed" not in content, path


def test_project_withheld_later_leaves_every_file(town: Town) -> None:
    """A project that is closed after it was published is gone from every table."""
    town.build()
    town.withhold(f"{ROADS}/project.yaml")
    town.build()
    files = exports(town.files())
    assert [path for path, content in files.items() if "道路养护费".encode() in content] == []
    assert f"{ROADS}/project.json" not in files


def test_site_without_projects_has_no_tables(town: Town) -> None:
    """Without projects there are no empty tables; the pages and descriptions are still there."""
    town.delete("projects", "documents")
    report = town.build()
    assert (report.published, report.projects) == (True, 0)
    assert set(exports(town.files())) == {urls.DATA_PACKAGE, urls.DATASET}
    assert json.loads(town.files()[urls.DATA_PACKAGE])["resources"] == []
    assert {urls.DOWNLOADS, urls.DICTIONARY} <= set(town.files())


FOR_MACHINES = {"feed.xml", "sitemap.xml", "sitemap-1.xml"}


@pytest.mark.parametrize(
    ("add", "more", "expected"),
    [
        ("", {}, set()),
        (BASE, {}, {"feed.xml"}),
        (BASE, {"draft": True}, set()),
    ],
    ids=["no address", "demonstration", "draft"],
)
def test_feed_needs_an_address(
    town: Town, add: str, more: dict[str, bool], expected: set[str]
) -> None:
    """Without an address there is no feed; a demonstration has no site map for engines."""
    town.add("site.yaml", add)
    town.build(**more)
    assert FOR_MACHINES & set(town.files()) == expected


def test_feed_looks_at_no_more_news_than_it_holds(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed is the one of all news, also where several of one day are too many for it."""
    prepared(town)
    for day in ("2021-08-19", "2021-08-20", "2021-08-20", "2021-08-21"):
        folder = f"{ROADS}-{len(list((town.content / ROADS).parent.iterdir()))}"
        shutil.copytree(town.content / ROADS, town.content / folder)
        text = town.text(f"{folder}/project.yaml").replace("2021-08-20", day)
        town.write(f"{folder}/project.yaml", re.sub("(所属文件|文件内..): .*\n", "", text))
    feeds = []
    for held in (1, 2, 3, 4, 5):
        monkeypatch.setattr(feed, "NEWEST", held)
        for looked_at in (held, 99):
            monkeypatch.setattr(pipeline, "NEWEST", looked_at)
            feeds.append(town.cold()[1][urls.FEED])
    assert feeds[::2] == feeds[1::2]
    assert [made.count(b"<entry>") for made in feeds[::2]] == [1, 2, 3, 4, 5]


def test_official_site_lists_every_page_for_engines(town: Town) -> None:
    """The site map of a 正式 site names every page but the one for wrong addresses."""
    town.add("site.yaml", BASE + DUTIES)
    town.replace("site.yaml", "演示", "正式")
    town.replace(
        "site.yaml", "{名称: 绩效自评}", "{名称: 绩效, 说明: 绩效, 关键词: 绩效, 类别: 公开}"
    )
    town.delete("documents", LAMPS, WATER, PARKS)
    town.withhold(f"{ROADS}/project.yaml")
    town.replace(f"{ROADS}/project.yaml", "不予公开", "公开")
    town.replace(f"{ROADS}/project.yaml", '所属文件: report\n文件内序号: 一\n文件内次序: "1"\n', "")
    town.replace(
        f"{ROADS}/project.yaml",
        "自评:\n",
        "自评:\n  公开信息: {发布日期: 2021-08-20, 发布机构: 示范镇财政所, 索引号: A1}\n",
    )
    report = town.build()
    assert report.published, town.said(report)
    base = "https://www.example.gov.cn/jx/"
    pages = {p for p in town.files() if p.endswith(".html")} - {urls.NOT_FOUND}
    listed = town.files()["sitemap-1.xml"].decode()
    for page in pages:
        assert f"<loc>{base}{page.removesuffix('index.html')}</loc>" in listed
    assert listed.count("<loc>") == len(pages)
