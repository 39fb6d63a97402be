"""Lists are sorted, filtered, paged and taken away by real clicks and keys, wherever they lie."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from generator.pipeline import build
from generator.views import lists

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from generator.pipeline import Options

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ALL = "projects/index.html"
HONGSHAN = "projects/2018/hongshan-work-safety"
NAMES = ".project-table tbody tr > th > a"
LISTS = (
    ALL, "years/2018/index.html", "years/2020/index.html", "kinds/evaluations/index.html",
    "kinds/targets/index.html", "grades/minhang-2020/1/index.html",
)  # fmt: skip
ROWS = """
(() => {
  const rows = Array.from(document.querySelectorAll("main > .table-region tbody tr"));
  return Object.fromEntries(rows.map((row) => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll("a").forEach((link) => link.setAttribute("href", link.href));
    const html = copy.outerHTML.replace(/\\s+/g, " ").replace(/> | </g, (edge) => edge.trim());
    return [copy.querySelector("a").href, html];
  }));
})()
"""
"""Every row of the list by the address of its project, its links in full."""
HOSTILE = ('=1+1，"引号"与<b>尖括号</b>', "@SUM(A1)", "-1+2|cmd")


def names(page: Page) -> list[str]:
    """Return the names of the projects that the list shows."""
    return page.locator(NAMES).all_inner_texts()


def caption(page: Page) -> str:
    """Return what the list says of itself."""
    return page.inner_text("main > .table-region caption")


def options(page: Page, facet: str) -> list[tuple[str, bool]]:
    """Return the choices of a facet with whether they can be chosen."""
    found = page.locator(f"select[name={facet}] option")
    return [
        (text, bool(found.nth(at).is_enabled())) for at, text in enumerate(found.all_inner_texts())
    ]


def ready(page: Page) -> None:
    """Wait until every file of the catalogue has come."""
    expect(page.locator(".table-tools__status")).not_to_be_empty()
    expect(page.locator(".table-tools__progress")).to_be_empty()


def open_panel(page: Page) -> None:
    """Open the panel of filters, by the keyboard, and wait for what fills it."""
    page.press(".table-tools summary", "Enter")
    ready(page)


@pytest.mark.parametrize("path", LISTS)
def test_rows_are_made_as_the_server_makes_them(
    open_page: Callable[..., Page], site: Path, path: str
) -> None:
    """Sorted rows are the very rows of the page as it came, only in another order."""
    page = open_page()
    page.goto(f"file://{site}/{path}")
    before = page.evaluate(ROWS)
    page.click("thead >> text=预算（万元）")
    ready(page)
    assert page.evaluate(ROWS) == before
    assert len(before) >= 1


@pytest.mark.parametrize("path", LISTS)
def test_rows_in_english_are_those_of_the_server(
    open_page: Callable[..., Page], english_site: Path, path: str
) -> None:
    """On an English page rows say the same, and names keep being marked as Chinese."""
    page = open_page()
    page.goto(f"file://{english_site}/{path}")
    before = [page.inner_text("main > .table-region"), names(page)]
    page.click("thead button >> nth=0")
    ready(page)
    page.click("thead button >> nth=0")
    page.click("thead button >> nth=0")
    assert [page.inner_text("main > .table-region"), names(page)] == before
    page.click("thead button >> nth=1")
    unmarked = (
        "a => a.every((x) => x.querySelector('[lang=zh-CN]') || !/[一-鿿]/.test(x.textContent))"
    )
    assert page.eval_on_selector_all(NAMES, unmarked)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_heading_sorts_up_down_and_not_at_all(
    open_page: Callable[..., Page], site: Path, key: str
) -> None:
    """Each press of a heading goes on to the next order; only the sorted column says so."""
    page = open_page()
    page.goto(f"file://{site}/years/2018/index.html")
    before = names(page)
    states = []
    for _ in range(3):
        page.press("thead >> text=执行率", key)
        ready(page)
        sorts = page.eval_on_selector_all(
            "main > .table-region thead th", "all => all.map((th) => th.getAttribute('aria-sort'))"
        )
        states.append(({s for s in sorts if s}, sorts.index(next(filter(None, sorts), None))))
        if states[-1][0]:
            rates = page.locator("tbody td:nth-of-type(5) .cell").all_inner_texts()
            numbers = [float(rate.rstrip("%")) for rate in rates]
            assert numbers == sorted(numbers, reverse=len(states) == 2)
    assert states == [({"ascending"}, 5), ({"descending"}, 5), (set(), 0)]
    assert names(page) == before
    assert caption(page) == "共 7 个项目"


@pytest.mark.parametrize("width", [375, 1280])
def test_filters_narrow_count_and_clear(
    open_page: Callable[..., Page], site: Path, width: int
) -> None:
    """Choices say how many rows they would leave, one without rows cannot be chosen."""
    page = open_page(width)
    page.goto(f"file://{site}/{ALL}")
    open_panel(page)
    assert options(page, "year") == [
        ("全部", True), ("2021（1）", True), ("2020（7）", True), ("2018（7）", True),
    ]  # fmt: skip
    assert options(page, "scheme")[-1] == ("未填（1）", True)
    assert ("闵行 2020：优秀（1）", True) in options(page, "grade")
    page.select_option("select[name=year]", "2018")
    assert caption(page) == "共 15 项，符合条件 7 项；年度：2018"
    assert ("闵行 2020：优秀（0）", False) in options(page, "grade")
    assert ("2020（7）", True) in options(page, "year")
    page.select_option("select[name=rate]", "over")
    assert names(page) == ["安全生产综合监管经费", "社区安全协管员补助经费"]
    page.fill(".table-tools input[name=q]", "社区")
    expect(page.locator(NAMES)).to_have_count(1)
    assert caption(page) == "共 15 项，符合条件 1 项；年度：2018；执行率：超过 100%；名称含“社区”"
    assert page.inner_text("[role=status]") == "共 15 项，符合条件 1 项"
    page.click("[data-action=clear]")
    assert (caption(page), len(names(page))) == ("共 15 个项目", 15)
    assert urlsplit(page.url).query == ""
    assert page.evaluate("document.activeElement.name") == "q"


def test_words_are_found_however_they_are_typed(open_page: Callable[..., Page], site: Path) -> None:
    """Words match names and units, in any order, full and half width alike; no match is said."""
    page = open_page()
    page.goto(f"file://{site}/{ALL}")
    found = {}
    for words in ("盐池 专家", "专家　盐池", "（街道）", "(街道)", "没有这种"):
        page.fill(".table-tools input[name=q]", words)
        expect(page.locator("main > .table-region caption")).to_contain_text(f"“{words}”")
        ready(page)
        found[words] = names(page)
    allowance = ["乡镇（街道）安监人员安全生产监管监察岗位津贴"]
    assert found == {
        "盐池 专家": ["专家指导费"], "专家　盐池": ["专家指导费"],
        "（街道）": allowance, "(街道)": allowance, "没有这种": [],
    }  # fmt: skip
    assert page.inner_text(".table-tools__none") == "没有符合条件的项目"


def test_scores_are_never_ranked_across_schemes(open_page: Callable[..., Page], site: Path) -> None:
    """Sorted by score, rows of several schemes are kept apart and a warning says why."""
    page = open_page()
    page.goto(f"file://{site}/{ALL}")
    open_panel(page)
    warning = page.locator(".table-tools__warning")
    page.select_option("select[name=sort]", "-score")
    schemes = page.locator(".project-table__scheme").all_inner_texts()
    groups = [scheme for at, scheme in enumerate(schemes) if at == 0 or schemes[at - 1] != scheme]
    assert warning.is_visible()
    assert len({*groups} & {"闵行 2020", "洪山 2018"}) == 2
    assert groups.count("洪山 2018") == 1
    page.select_option("select[name=scheme]", "hongshan-2018")
    assert not warning.is_visible()
    scores = [float(s) for s in page.locator(".project-table__score").all_inner_texts()]
    assert scores == sorted(scores, reverse=True)
    page.select_option("select[name=scheme]", "")
    page.select_option("select[name=sort]", "-budget")
    assert not warning.is_visible()


def test_address_keeps_what_was_asked(open_page: Callable[..., Page], base: str) -> None:
    """The address of a filtered list opens the same list; back and forward lead through it."""
    page = open_page()
    page.goto(f"{base}/{ALL}")
    open_panel(page)
    page.select_option("select[name=unit]", "yanchi-emergency")
    page.click("thead >> text=预算（万元）")
    page.click("thead >> text=预算（万元）")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"unit": ["yanchi-emergency"], "sort": ["-budget"]}
    wanted = (caption(page), names(page))
    other = open_page()
    other.goto(page.url)
    ready(other)
    assert (caption(other), names(other)) == wanted
    page.go_back()
    page.go_back()
    assert caption(page) == "共 15 项，符合条件 6 项；单位：盐池县应急管理局"
    page.go_back()
    assert caption(page) == "共 15 个项目"
    page.go_forward()
    assert page.input_value("select[name=unit]") == "yanchi-emergency"


def taken(page: Page) -> tuple[str, list[list[str]], bytes]:
    """Return name, lines and bytes of the file that the button gives."""
    with page.expect_download() as download:
        page.click("[data-action=csv]")
    content = Path(download.value.path()).read_bytes()
    lines = list(csv.reader(content.decode("utf-8-sig").split("\r\n")))
    return download.value.suggested_filename, lines, content


def test_csv_is_exactly_what_is_listed(open_page: Callable[..., Page], site: Path) -> None:
    """The file has the rows of the list in its order, with a mark for spreadsheets in front."""
    page = open_page()
    page.goto(f"file://{site}/{ALL}?unit=yanchi-emergency&sort=-budget")
    ready(page)
    name, lines, content = taken(page)
    assert name == "全部项目（6 项）.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 7
    assert lines[0] == [
        "项目", "年度", "单位", "预算（万元）", "执行（万元）", "执行率", "得分", "等级",
        "评分办法", "种类", "不符项数", "超预算", "本站推算", "公开文件", "页面",
    ]  # fmt: skip
    assert [line[0] for line in lines[1:] if line] == names(page)
    assert lines[1] == [
        "灭火救援装备购置费", "2020", "盐池县应急管理局", "60", "60", "100.00%", "未打分",
        "未评等级", "盐池 2020（未打分）", "绩效自评", "0", "", "执行（万元） 执行率",
        "盐池县应急管理局2020年度项目绩效自评报告",
        "projects/2020/yanchi-emergency/fire-rescue-equipment/index.html",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, make_options: Callable[..., Options]) -> Path:
    """Return a site with hostile titles, cut into pages of two projects."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "content", folder / "content")
    projects = sorted((folder / "content" / HONGSHAN).iterdir())
    for project, name in zip(projects, HOSTILE, strict=False):
        facts = project / "project.yaml"
        _, old, rest = re.split("(项目名称: .*)", facts.read_text("utf-8"), maxsplit=1)
        assert old
        facts.write_text(f"项目名称: '{name}'{rest}", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "PAGE_SIZE", 2)
        assert build(make_options(folder / "site", content=folder / "content")).published
    return folder / "site"


def test_hostile_titles_stay_text(open_page: Callable[..., Page], hostile: Path) -> None:
    """Quotes, markup and formulas are shown as they are, and no spreadsheet runs them."""
    page = open_page()
    page.goto(f"file://{hostile}/years/2018/index.html?sort=name")
    ready(page)
    _, lines, _ = taken(page)
    assert {line[0] for line in lines if line} >= {f"'{name}" for name in HOSTILE}
    page.fill(".table-tools input[name=q]", "<B>尖")
    expect(page.locator(NAMES)).to_have_count(1)
    assert names(page) == [HOSTILE[0]]
    assert page.locator("main b").count() == 0


def test_filtered_lists_have_pages(open_page: Callable[..., Page], hostile: Path) -> None:
    """A filtered list is paged by itself, and the pages of the server come back with the list."""
    page = open_page()
    page.goto(f"file://{hostile}/projects/page/2/index.html")
    before = names(page)
    pages: Any = lambda: page.locator("main .pagination:visible").all_inner_texts()  # noqa: E731  read again and again
    server = pages()
    page.click("thead >> text=年度")
    ready(page)
    assert len(pages()) == 1
    assert "第 1 / 8 页" in pages()[0]
    first = names(page)
    page.click("[data-action=next]")
    assert ("第 2 / 8 页" in pages()[0], "page=2" in page.url) == (True, True)
    assert not set(first) & set(names(page))
    assert page.evaluate("document.activeElement.className") == "table-region"
    page.reload()
    ready(page)
    assert "第 2 / 8 页" in pages()[0]
    page.click("[data-action=clear]")
    assert (names(page), pages()) == (before, server)


def test_nothing_is_fetched_before_it_is_needed(open_page: Callable[..., Page], site: Path) -> None:
    """A list page fetches no file of the catalogue by itself, and a year only its own."""
    page = open_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    page.goto(f"file://{site}/years/2020/index.html")
    page.wait_for_timeout(100)
    assert not [name for name in fetched if name.startswith("20")]
    page.focus(".table-tools input[name=q]")
    ready(page)
    assert [name for name in fetched if name.startswith("20")] == ["2020-1.js"]


@pytest.mark.parametrize(("missing", "left"), [(["2020-1.js"], 8), (None, 15)])
def test_a_missing_file_is_said(
    open_page: Callable[..., Page], site: Path, tmp_path: Path, missing: list[str] | None, left: int
) -> None:
    """Where files cannot be had, the list says so; without any, the list of the page stays."""
    shutil.copytree(site, tmp_path / "site")
    files = list((tmp_path / "site/catalogue").iterdir())
    gone = [file for file in files if missing is None or file.name in missing]
    for file in gone:
        file.unlink()
    page = open_page()
    page.goto(f"file://{tmp_path}/site/{ALL}?sort=year")
    said = f"有 {len(gone)} 个文件未能载入，所列不完整"
    expect(page.locator(".table-tools__progress")).to_have_text(said)
    expect(page.locator("[role=status]")).to_contain_text(said)
    assert len(names(page)) == left


def test_paper_says_what_was_asked(open_page: Callable[..., Page], site: Path) -> None:
    """Printed, a filtered list has no controls, and its caption says the filter."""
    page = open_page()
    page.goto(f"file://{site}/{ALL}?year=2018&sort=-budget")
    ready(page)
    page.emulate_media(media="print")
    assert not page.locator(".table-tools").is_visible()
    assert caption(page) == "共 15 项，符合条件 7 项；年度：2018；排序：预算（万元），降序"


def test_without_scripts_nothing_is_offered(open_page: Callable[..., Page], site: Path) -> None:
    """Without scripts a list shows no control at all, even where the address asks for a filter."""
    page = open_page(java_script_enabled=False)
    page.goto(f"file://{site}/{ALL}?year=2018")
    assert page.locator("main :is(button, input, select, summary)").count() == 0
    assert len(names(page)) == 15


@pytest.mark.parametrize("large", [False, True], ids=["standard print", "large print"])
def test_targets_are_large_and_nothing_sticks_out(
    open_page: Callable[..., Page],
    site: Path,
    large: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """On a phone every control is 44 pixels high, and no page scrolls sideways."""
    page = open_page(375)
    page.goto(f"file://{site}/{ALL}?sort=-score")
    if large:
        page.click('[data-reading="large"]')
    open_panel(page)
    small = page.eval_on_selector_all(
        ".table-tools :is(button, input, select, summary)",
        "all => all.filter((one) => one.getClientRects().length"
        " && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)",
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") == 375
