"""Searching with real keys: from a folder and below a sub-path, wide and on a phone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.i18n import Catalogue
from generator.pipeline import build
from generator.search.query import open_shard, search
from tests.browser.conftest import watched

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

    from generator.pipeline import Options

pytestmark = pytest.mark.browser

FIELD, STATUS, RESULTS = "#search-field", "#search-status", "#search-list > li"
WAIT = 8_000
"""Milliseconds until something must show."""
SETTLED = "#search-list[aria-busy=false]"
LINKS = "Array.from(document.querySelectorAll('#search-list h3 a')).map((link) => link.href)"


def opened(page: Page, base: str, path: str = "search/index.html") -> list[str]:
    """Open a page of the site and return the list in which its faults will be noted."""
    faults = watched(page)
    page.goto(f"{base}/{path}")
    return faults


def ask(page: Page, query: str) -> str:
    """Type a query by keys, press Enter, and return what is announced."""
    page.fill(FIELD, "")
    page.type(FIELD, query)
    page.press(FIELD, "Enter")
    return answer(page)


def answer(page: Page) -> str:
    """Return what is announced as soon as the page has come to rest."""
    page.wait_for_selector(SETTLED, state="attached", timeout=WAIT)
    return page.inner_text(STATUS)


def found_by_script(page: Page, site: Path) -> list[str]:
    """Return the folders of all results, after asking for more as long as there is more."""
    while page.is_visible("#search-more"):
        page.click("#search-more")
        answer(page)
    root = f"{site.as_uri()}/"
    return [href.removeprefix(root).removesuffix("/index.html") for href in page.evaluate(LINKS)]


QUERIES = (
    "安全生产", "执法", "局", "经费 2020", "“安全生产”", "呈贡 应急", "安监局", "2018", "1", "PPP",
    "专家", "生产安全", "不存在的词语", "Ａ", "办公 设备 购置", "名词", "第三方", "98",
)  # fmt: skip


def test_script_finds_what_the_generator_finds(open_page: Callable[..., Page], site: Path) -> None:
    """For many queries the page lists the same results in the same order as the Python query."""

    def see(path: str) -> Any:  # noqa: ANN401  whatever a shard holds
        return open_shard((site / path).read_bytes())

    page = open_page()
    faults = opened(page, site.as_uri())
    for query in QUERIES:
        said = ask(page, query)
        expected = [hit.folder for hit in search(query, see)]
        assert found_by_script(page, site) == expected, query
        if expected:
            assert page.inner_text(STATUS) == f"找到 {len(expected)} 项", query
        else:
            assert said == "没有找到。"
    assert faults == []


@pytest.mark.parametrize("width", [375, 1280])
def test_typing_finds_and_narrows(open_page: Callable[..., Page], base: str, width: int) -> None:
    """Words are found as they are typed, marked, announced, narrowed down, and kept in the URL."""
    page = open_page(width)
    faults = opened(page, base)
    page.type(FIELD, "安全生产", delay=20)
    page.wait_for_selector("#search-list mark", timeout=WAIT)
    said = answer(page)
    assert page.get_attribute(STATUS, "role") == "status"
    assert page.locator(RESULTS).count() == 10
    assert set(page.locator("#search-list h3 mark").all_inner_texts()) == {"安全生产"}
    if page.get_attribute("#search-facets", "open") is None:
        page.click("#search-facets summary")
    page.click("[data-facet='year 2020']")
    narrowed = answer(page)
    assert "year=2020" in page.url
    assert narrowed != said
    assert page.evaluate("document.activeElement.dataset.facet") == "year 2020"
    page.reload()
    assert (answer(page), page.input_value(FIELD)) == (narrowed, "安全生产")
    page.go_back()
    page.wait_for_timeout(100)
    assert answer(page) == said
    page.locator("#search-list h3 a").first.press("Enter")
    page.wait_for_selector(".project-head, main h1", timeout=WAIT)
    assert "search" not in page.url
    assert faults == []


def test_excerpt_leads_to_its_section(open_page: Callable[..., Page], site: Path) -> None:
    """The excerpt names the section, shows the words marked, and leads to an anchor there."""
    page = open_page()
    opened(page, site.as_uri())
    ask(page, "专家 检查")
    for link in page.locator(".search-result__excerpt a").all():
        href = link.get_attribute("href") or ""
        path, _, anchor = href.removeprefix("../").partition("#")
        text = (site / path).read_text("utf-8")
        assert anchor == "" or f'id="{anchor}"' in text, href
    assert page.locator(".search-result__excerpt mark").count() > 0


def test_every_anchor_of_an_excerpt_exists(site: Path) -> None:
    """Whatever passage a result may show, the place that it names is on the page."""
    missing = []
    for shard in site.rglob("text.js"):
        page = (shard.parent / "index.html").read_text("utf-8")
        for _, anchor, label, _ in open_shard(shard.read_bytes())["passages"]:
            if anchor and f'id="{anchor}"' not in page:
                missing.append((shard.parent.name, anchor, label))
    assert missing == []


HOSTILE = (
    "[.*+?^${}()|\\", "\"'“”「", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "🙂",
    "   ", "　", "a" * 300, "安全" * 150, "__proto__ constructor", "%E5%AE%89 &q=1#x", "\\u003c",
    "0" * 50, "-1", "一 二 三 四 五 六 七 八 九 十", "\u202e安全\u200b生产",
)  # fmt: skip


def test_hostile_queries_do_no_harm(open_page: Callable[..., Page], site: Path) -> None:
    """Signs, quotes, markup, emoji, endless and blank queries give an answer and no fault."""
    page = open_page(375)
    faults = opened(page, site.as_uri())
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    for query in HOSTILE:
        page.fill(FIELD, query)
        page.press(FIELD, "Enter")
        answer(page)
        assert page.locator("#search-list img, #search-list script").count() == 0
        page.reload()
        answer(page)
        assert page.input_value(FIELD).strip() == query[:200].strip()
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_found_gives_advice(open_page: Callable[..., Page], site: Path) -> None:
    """Without a result the page says so, advises, and leads to the lists."""
    page = open_page()
    opened(page, site.as_uri())
    assert ask(page, "不存在的词语") == "没有找到。"
    advice = page.locator("#search-advice")
    assert advice.is_visible()
    assert advice.get_by_role("link").all_inner_texts() == [
        "全部项目", "按年度", "按单位", "公开文件", "网站地图",
    ]  # fmt: skip
    assert page.locator(RESULTS).count() == 0
    assert ask(page, "🙂") == "请输入要找的字、词或编号。"


@pytest.mark.parametrize("scripts", [True, False])
def test_header_form_leads_to_the_search_page(
    open_page: Callable[..., Page],
    site: Path,
    scripts: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """What is typed in the header of any page is sought; without scripts the page says more."""
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{site.as_uri()}/projects/index.html")
    page.type(".site-search input", "消防")
    page.press(".site-search input", "Enter")
    page.wait_for_url("**/search/index.html?q=*")
    if scripts:
        answer(page)
        assert page.input_value(FIELD) == "消防"
        assert page.locator(RESULTS).count() > 0
    else:
        assert "搜索需要启用 JavaScript" in page.inner_text("main")
        page.get_by_role("link", name="网站地图").first.click()
        assert page.url.endswith("sitemap/index.html")


def test_phone_has_a_link_in_place_of_the_form(open_page: Callable[..., Page], site: Path) -> None:
    """On a phone the header has a link that costs no height; wide screens have the form."""
    page = open_page(375)
    page.goto(f"{site.as_uri()}/index.html")
    assert page.evaluate("document.querySelector('.site-header').offsetHeight") <= 240
    assert not page.is_visible(".site-search")
    page.click(".site-search-link")
    assert page.url.endswith("search/index.html")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.go_back()
    assert (page.is_visible(".site-search"), page.is_visible(".site-search-link")) == (True, False)


def test_missing_shard_is_said(open_page: Callable[..., Page], site: Path, tmp_path: Path) -> None:
    """An index that cannot be read is said to be so, and the next try may succeed."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "search/2020/terms-0.js").rename(copy / "elsewhere")
    page = open_page()
    page.goto(f"{copy.as_uri()}/search/index.html")
    assert ask(page, "安全") == "索引没有读到，请检查网络后重试。"
    (copy / "elsewhere").rename(copy / "search/2020/terms-0.js")
    assert ask(page, "安全生产") == "约找到 20 项"


def test_only_the_shards_of_a_query_are_fetched(
    open_page: Callable[..., Page],
    served: Callable[[Path], AbstractContextManager[str]],
    many: Path,
) -> None:
    """A query of one pair loads one shard of terms a year, and texts of the results shown only."""
    page = open_page()
    loaded: list[str] = []
    with served(many) as address:
        page.goto(f"{address}/search/index.html")
        page.wait_for_load_state("networkidle")
        page.on("request", lambda request: loaded.append(request.url.partition("?")[0]))
        assert ask(page, "鼹鼠").startswith("找到 ")
    terms = [url for url in loaded if "/terms-" in url]
    texts = [url for url in loaded if url.endswith("text.js")]
    assert len({url.rsplit("/", 2)[1] for url in terms}) == len(terms)
    assert len(texts) == page.locator(RESULTS).count() == 10


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, make_options: Callable[..., Options]) -> Path:
    """Return a site in which one project stands a hundred times, so that there are many shards."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(Path(__file__).parents[2] / "content", folder / "content")
    home = folder / "content/projects/2021/chenggong-emergency"
    for number in range(100):
        shutil.copytree(home / "work-safety-coordination", home / f"copy-{number}")
        facts = home / f"copy-{number}/project.yaml"
        text = facts.read_text("utf-8")
        facts.write_text(
            re.sub("项目名称: .*", f"项目名称: 鼹鼠设备{number}", text, count=1), "utf-8"
        )
    report = build(make_options(folder / "site", content=folder / "content"))
    assert report.published, [Catalogue().say(p.message) for p in report.problems if p.blocks]
    return folder / "site"


def test_state_and_count_of_many_results(open_page: Callable[..., Page], many: Path) -> None:
    """A long query over many results is counted with 约 until all of it is verified."""
    page = open_page()
    opened(page, many.as_uri())
    assert ask(page, "鼹鼠设备") == "约找到 100 项"
    assert page.locator(RESULTS).count() == 10
    page.click("#search-more")
    answer(page)
    assert page.locator(RESULTS).count() == 20
    assert page.evaluate("document.activeElement.matches('#search-list h3 a')")
    assert ask(page, "鼹鼠设备77") == "找到 1 项"
    assert ask(page, "鼹鼠") == "找到 100 项"


def test_english_page_speaks_english(open_page: Callable[..., Page], english_site: Path) -> None:
    """The words that the script shows are those of the page; content is marked as Chinese."""
    page = open_page()
    opened(page, english_site.as_uri())
    assert re.fullmatch(r"About \d+ results", ask(page, "安全生产"))
    assert page.get_attribute("#search-list h3 a >> nth=0", "lang") == "zh-CN"
    assert ask(page, "不存在的词语") == "Nothing found."


@pytest.fixture
def searching(open_page: Callable[..., Page], site: Path) -> Page:
    """Return the search page with results."""
    page = open_page(375, bypass_csp=True)
    opened(page, site.as_uri())
    ask(page, "安全生产 执法")
    page.click("#search-facets summary")
    return page


def test_results_break_no_rule_of_accessibility(searching: Page) -> None:
    """Results, excerpts and facets pass the checker that every page passes."""
    from importlib.resources import files  # noqa: PLC0415  only this test needs the checker

    searching.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    broken = searching.evaluate(
        "axe.run({resultTypes: ['violations'], preload: false}).then((r) => r.violations.map("
        "(rule) => [rule.id, rule.nodes[0].html, rule.nodes[0].failureSummary]))"
    )
    assert broken == []
    assert searching.evaluate("document.documentElement.scrollWidth <= innerWidth")
