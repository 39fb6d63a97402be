"""Projects stand side by side by real clicks and keys, wherever the site lies, never ranked."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.conftest import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests/fixtures/compare.yaml").read_text("utf-8"))
COMPARE = "compare/index.html"
MINHANG = "2020/minhang-safety-inspection/enforcement-and-inspection-equipment"
GUIDANCE = "2020/yanchi-emergency/expert-guidance"
FIELD = ".compare-picker input[name=q]"
FOUND = ".compare-picker__found > li"
SAID = ".compare__said p"
TABLE = """
Object.fromEntries(Array.from(document.querySelectorAll(".compare-table tr")).map((line) => {
  const [head, ...cells] = line.cells;
  return [head.innerText.split(/\\s/)[0], cells.map((cell) => cell.innerText.trim())];
}))
"""
"""What stands in the table, by fact, a text for every project."""
LIST = """
Object.fromEntries(Array.from(document.querySelectorAll(".project-table tbody tr")).map((line) => {
  const texts = Array.from(line.cells).slice(1).map((cell) => cell.innerText);
  const [, address] = line.querySelector("a").href.match(/projects\\/(.*)\\/index.html/);
  return [address, texts];
}))
"""
"""What the list of all projects says of each, by address."""
COLUMNS = ("年度", "单位", "预算", "执行", "执行率", "得分", "等级", "评分办法")
"""The facts of a list, in the order of its columns behind the name."""


def opened(page: Page, base: str, addresses: Sequence[str] = ()) -> list[str]:
    """Open the page with projects and return the list in which its faults will be noted."""
    faults = watched(page)
    page.goto(f"{base}/{COMPARE}?{'&'.join(f'p={address}' for address in addresses)}")
    settled(page)
    return faults


def settled(page: Page) -> None:
    """Wait until the page has said how many projects it shows."""
    expect(page.locator(SAID).first).not_to_have_text(re.compile("载入|Loading"))


def said(page: Page) -> list[str]:
    """Return what is said above the table, a kind and a sentence each."""
    lines = page.locator(SAID)
    return [
        f"{(line.get_attribute('class') or '').removeprefix('compare__')}: {line.inner_text()}"
        for line in lines.all()
    ]


def heads(page: Page) -> list[str]:
    """Return the names at the heads of the columns."""
    return page.locator(".compare-table__project a").all_inner_texts()


def focused(page: Page) -> str:
    """Return the accessible name of what the keyboard is at, as its labels spell it."""
    return str(
        page.evaluate(
            "(document.activeElement.getAttribute('aria-labelledby') || '').split(' ').map("
            "(id) => document.getElementById(id)?.textContent).join(' ')"
        )
    )


@pytest.mark.parametrize("width", [375, 1280])
def test_projects_are_found_added_and_removed(
    open_page: Callable[..., Page], base: str, width: int
) -> None:
    """From a project on, others are found by words, added and removed; the address keeps it all."""
    page = open_page(width)
    faults = opened(page, base)
    assert said(page) == ["count: 还没有选择项目。请在下面查找，选 2 至 4 个。"]
    page.goto(f"{base}/projects/{MINHANG}/index.html")
    page.click("main >> text=与其他项目对照")
    settled(page)
    assert said(page) == ["count: 已选 1 个项目。请在下面再选，至少 2 个才能对照。"]
    page.type(FIELD, "专家", delay=10)
    expect(page.locator(FOUND)).to_have_count(1)
    page.click(f"{FOUND} >> text=加入对照")
    assert heads(page) == ["生产安全专项执法经费及事前、事中检查装备", "专家指导费"]
    assert parse_qs(urlsplit(page.url).query) == {"p": [MINHANG, GUIDANCE]}
    before = (said(page), page.evaluate(TABLE))
    page.reload()
    settled(page)
    assert (said(page), page.evaluate(TABLE)) == before
    page.click("[data-action=drop] >> nth=0")
    assert heads(page) == ["专家指导费"]
    page.go_back()
    assert (said(page), page.evaluate(TABLE)) == before
    page.click(".compare-table__project a >> nth=1")
    page.wait_for_selector(".project-head")
    assert page.url.endswith(f"projects/{GUIDANCE}/index.html")
    assert faults == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_cannot_be_compared_is_said(
    open_page: Callable[..., Page], site: Path, case: dict[str, Any]
) -> None:
    """Whatever an address asks for, the page says what it shows, what not, and why to beware."""
    page = open_page(375)
    faults = opened(page, site.as_uri(), case["projects"])
    assert said(page) == case["said"]
    assert heads(page) == case["shown"]
    marked = 2 if any("相比" in line for line in case["said"]) else 0
    assert page.locator(".compare-table__apart").all_inner_texts() == ["不能相比"] * marked
    assert page.locator("main :is(img, script, b)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert faults == []


def test_figures_are_those_of_the_lists(open_page: Callable[..., Page], site: Path) -> None:
    """Every fact of every project is what the server printed in the list of all projects."""
    page = open_page()
    page.goto(f"{site.as_uri()}/projects/index.html")
    listed: dict[str, list[str]] = page.evaluate(LIST)
    assert len(listed) == 15
    seen = {}
    for start in range(0, len(listed), 4):
        four = sorted(listed)[start : start + 4]
        opened(page, site.as_uri(), four)
        table = page.evaluate(TABLE)
        for at, address in enumerate(four):
            texts = [re.sub(r"\s+", " ", table[fact][at]) for fact in COLUMNS]
            seen[address] = [text.replace(" 万元", "") for text in texts]
    assert seen == {
        address: [re.sub(r"\s+", " ", text) for text in texts] for address, texts in listed.items()
    }


def test_nothing_is_the_best(open_page: Callable[..., Page], site: Path) -> None:
    """Columns stand as chosen, and no cell of a figure looks other than its neighbours."""
    page = open_page()
    hongshan = "projects/2018/hongshan-work-safety"
    chosen = [f"2018/hongshan-work-safety/{p.name}" for p in sorted((site / hongshan).iterdir())]
    for four in (chosen[:4], chosen[3::-1]):
        opened(page, site.as_uri(), four)
        order = page.eval_on_selector_all(
            ".compare-table__project a", "all => all.map((link) => link.href)"
        )
        assert [href.split("projects/")[1] for href in order] == [
            f"{address}/index.html" for address in four
        ]
        looks = page.eval_on_selector_all(
            "[data-fact=score] .cell",
            "all => all.map((c) => [c.className, getComputedStyle(c).color, c.children.length])",
        )
        assert looks == [looks[0]] * 4


def test_keys_alone_suffice(open_page: Callable[..., Page], site: Path) -> None:
    """By keys a year is chosen, four projects are added, and removed until the field is left."""
    page = open_page()
    faults = opened(page, site.as_uri())
    page.focus(".compare-picker select")
    page.keyboard.type("2018")
    page.keyboard.press("Tab")
    page.keyboard.type("安全")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".compare-picker__status")).to_have_text(re.compile(r"找到 \d 项"))
    for _ in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        link = page.locator(FOUND).nth(page.locator(".compare-table__project").count())
        assert focused(page) == f"加入对照 {link.locator('a').inner_text()}"
        page.keyboard.press("Enter")
        assert focused(page) == f"移出对照 {link.locator('a').inner_text()}"
    assert said(page)[0] == "count: 正在对照 4 个项目，已满；要换别的，先移出一个。"
    more = page.locator(f"{FOUND} button:not([disabled])").all_inner_texts()
    assert more == ["移出对照"] * 4
    names = heads(page)
    page.focus("[data-action=drop] >> nth=1")
    for left in ([names[0], *names[2:]], [names[0], names[3]], [names[0]]):
        page.keyboard.press("Space")
        assert heads(page) == left
        assert focused(page) == f"移出对照 {left[min(1, len(left) - 1)]}"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "q"
    assert (heads(page), page.locator(".compare-table").count()) == ([], 0)
    assert "p=" not in page.url
    assert faults == []


def test_only_the_years_asked_for_are_fetched(open_page: Callable[..., Page], site: Path) -> None:
    """A file of the catalogue comes when a project of its year is shown or sought, and once."""
    page = open_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    opened(page, site.as_uri())
    page.wait_for_timeout(100)
    assert [name for name in fetched if name.startswith("20")] == []
    opened(page, site.as_uri(), [MINHANG, GUIDANCE])
    page.press(FIELD, "Enter")
    expect(page.locator(FOUND)).to_have_count(7)
    assert [name for name in fetched if name.startswith("20")] == ["2020-1.js"]
    page.select_option(".compare-picker select", "2018")
    expect(page.locator(".compare-picker__status")).to_have_text("找到 7 项")
    assert [name for name in fetched if name.startswith("20")] == ["2020-1.js", "2018-1.js"]


def test_a_missing_file_is_said(open_page: Callable[..., Page], site: Path, tmp_path: Path) -> None:
    """A file that cannot be had is said, nothing of it is called unknown, the next try may do."""
    shutil.copytree(site, tmp_path / "site")
    shard = tmp_path / "site/catalogue/2020-1.js"
    shard.rename(tmp_path / "elsewhere")
    page = open_page()
    page.goto(f"file://{tmp_path}/site/{COMPARE}?p={MINHANG}&p={GUIDANCE}")
    settled(page)
    assert said(page) == [
        "count: 还没有选择项目。请在下面查找，选 2 至 4 个。",
        "warning: 有 1 个文件未能载入，所列不完整",
    ]
    (tmp_path / "elsewhere").rename(shard)
    page.press(FIELD, "Enter")
    expect(page.locator(".compare-table__project")).to_have_count(2)
    assert said(page) == [
        "count: 正在对照 2 个项目。",
        "warning: 评分办法不同，得分和等级不能相比。",
        "note: 年度或单位不同：金额都按各自当年的原件，以万元列出，没有作任何调整。",
    ]


@pytest.mark.parametrize("large", [False, True], ids=["standard print", "large print"])
def test_heads_of_rows_stay_in_sight(
    open_page: Callable[..., Page],
    site: Path,
    large: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """On a phone four projects move sideways, the page and the names of facts do not."""
    page = open_page(375)
    opened(page, site.as_uri(), CASES[0]["projects"])
    if large:
        page.click('[data-reading="large"]')
    page.press(FIELD, "Enter")
    page.focus("[data-action=drop] >> nth=3")
    place = "document.querySelector('[data-fact=budget]').previousElementSibling"
    box = page.evaluate(f"{place}.getBoundingClientRect().toJSON()")
    assert page.evaluate("document.querySelector('.compare .table-region').scrollLeft") > 0
    assert 0 <= box["left"] < 30
    page.evaluate(f"{place}.scrollIntoView({{block: 'center'}})")
    box = page.evaluate(f"{place}.getBoundingClientRect().toJSON()")
    top = f"document.elementFromPoint({box['left'] + 5}, {box['top'] + 12}) === {place}"
    assert page.evaluate(top)
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    heights = page.eval_on_selector_all(
        ".compare :is(button, input, select)",
        "all => all.map((one) => one.getBoundingClientRect().height)",
    )
    assert min(heights) >= 44


def test_two_projects_fit_on_a_phone(open_page: Callable[..., Page], site: Path) -> None:
    """Two projects stand side by side on a phone without moving anything."""
    page = open_page(375)
    opened(page, site.as_uri(), [MINHANG, GUIDANCE])
    region = "document.querySelector('.compare .table-region')"
    assert page.evaluate(f"{region}.scrollWidth - {region}.clientWidth") == 0


def test_paper_has_the_table_alone(open_page: Callable[..., Page], site: Path) -> None:
    """Printed, the table and its warnings stand without buttons and without the search."""
    page = open_page(794)
    opened(page, site.as_uri(), CASES[0]["projects"])
    before = said(page)
    page.emulate_media(media="print")
    assert said(page) == before
    assert page.locator("main :is(button, input, select):visible").count() == 0
    assert page.locator(".compare-table td:visible").count() == 44


def test_without_scripts_it_says_where_to_look(open_page: Callable[..., Page], site: Path) -> None:
    """Without scripts the page offers no control, and leads to what stands side by side anyway."""
    page = open_page(375, java_script_enabled=False)
    page.goto(f"{site.as_uri()}/{COMPARE}?p={MINHANG}")
    assert "挑选项目对照需要启用 JavaScript" in page.inner_text("main")
    assert page.locator("main :is(button, input, select):visible").count() == 0
    links = page.locator("main .empty a")
    assert links.all_inner_texts() == ["全部项目", "按单位（各年度并列）", "历年项目", "数据下载"]
    links.nth(1).click()
    assert page.url.endswith("units/index.html")


def test_english_page_speaks_english(open_page: Callable[..., Page], english_site: Path) -> None:
    """The words that the script shows are those of the page, and content is marked as Chinese."""
    page = open_page()
    opened(page, english_site.as_uri(), [MINHANG, GUIDANCE])
    assert said(page) == [
        "count: 2 projects side by side.",
        "warning: The scoring schemes differ: scores and grades cannot be compared.",
        (
            "note: The years or units differ: amounts are those of the source of each year, "
            "shown in 10,000 yuan and not adjusted in any way."
        ),
    ]
    page.press(FIELD, "Enter")
    expect(page.locator(FOUND)).to_have_count(7)
    unmarked = page.evaluate("""() => {
      const walker = document.createTreeWalker(
        document.querySelector(".compare"), NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (/[\\u4e00-\\u9fff]/.test(text.data) && !text.parentElement.closest("[lang=zh-CN]")) {
          found.push(text.data);
        }
      }
      return found;
    }""")
    assert unmarked == []
