"""Where a year fills several files of the catalogue, the compare page fetches what it needs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from generator import tabulate
from generator.pipeline import build
from tests.browser.test_compare import FIELD, FOUND, MINHANG, heads, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from generator.pipeline import Options

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, make_options: Callable[..., Options]) -> Path:
    """Return a site with five projects a file: two files for 2020, seven for 2021."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(ROOT / "content", folder / "content")
    home = folder / "content/projects/2021/chenggong-emergency"
    for number in range(30):
        shutil.copytree(home / "work-safety-coordination", home / f"copy-{number:02}")
        facts = home / f"copy-{number:02}/project.yaml"
        text, name = facts.read_text("utf-8"), f"项目名称: 设备{number:02}"
        facts.write_text(re.sub("项目名称: .*", name, text, count=1), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabulate, "SHARD_ROWS", 5)
        assert build(make_options(folder / "site", content=folder / "content")).published
    return folder / "site"


@pytest.mark.parametrize(
    ("project", "needed"),
    [
        (MINHANG, ["2020-1.js"]),
        ("2020/yanchi-emergency/supervision-post-allowance", ["2020-1.js", "2020-2.js"]),
        ("2021/chenggong-emergency/copy-29", [f"2021-{number}.js" for number in range(1, 8)]),
        ("2020/aaa/none", []),
    ],
)
def test_a_project_costs_the_files_of_its_unit(
    open_page: Callable[..., Page], many: Path, project: str, needed: list[str]
) -> None:
    """Of a year in several files only those come that may hold the unit of the project."""
    page = open_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    opened(page, many.as_uri(), [project])
    assert [name for name in fetched if name.startswith("20")] == needed
    assert len(heads(page)) == (1 if needed else 0)


def test_many_results_are_cut_and_said_to_be(open_page: Callable[..., Page], many: Path) -> None:
    """Of many projects in several files the first twenty are listed; more letters find the rest."""
    page = open_page(375)
    opened(page, many.as_uri())
    page.type(FIELD, "设备")
    status = page.locator(".compare-picker__status")
    expect(status).to_have_text("找到 30 项，只列前 20 项；名称再写全些，范围就小些。")
    assert page.locator(f"{FOUND} a").all_inner_texts() == [f"设备{at:02}" for at in range(20)]
    page.type(FIELD, "29")
    expect(status).to_have_text("找到 1 项")
    page.click(f"{FOUND} >> text=加入对照")
    assert heads(page) == ["设备29"]
    page.fill(FIELD, "没有这种")
    expect(status).to_have_text("没有符合条件的项目")
    assert page.locator(FOUND).count() == 0
