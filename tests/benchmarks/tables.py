"""What sorting and filtering lists costs a reader: bytes, and milliseconds on a slow phone.

    .venv/bin/python tests/benchmarks/tables.py 15 1000 20000 100000

The entries are made up, evenly spread over five years; the list of all projects, the one of the
newest year and the compare page are rendered by the shipped theme and opened from a folder in a
Chromium whose processor is slowed down four times. Compare the numbers of one run with each other.
"""

from __future__ import annotations

import datetime
import gzip
import json
import random
import shutil
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from generator import urls
from generator.catalogue import as_file, view_shard
from generator.load import arrange, load_frame
from generator.model.entry import Entry
from generator.model.identity import ProjectId
from generator.model.ledger import Outcome
from generator.read import survey
from generator.render import render_page
from generator.tabulate import tabulate
from generator.theme import assets, open_theme, style_path, style_sheet, theme_root
from generator.views.comparison import view_comparison
from generator.views.lists import list_pages, names_of, view_list
from generator.views.overview import Overview
from generator.views.plans import project_lists
from generator.views.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, Page

YEARS = ("2020", "2021", "2022", "2023", "2024")
SCHEMES = 5
PROJECTS_OF_A_UNIT = 60
SLOWDOWN = 4
GRADES = {"优": 90, "良": 80, "中": 60, "差": 0}
FOUND = """
new Promise((tell) => {
  const started = performance.now();
  document.querySelector(".compare-picker input").value = "消防 标段12";
  document.querySelector(".compare-picker form").requestSubmit();
  requestAnimationFrame(() => setTimeout(() => tell(performance.now() - started)));
})
"""
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
PLACES = [
    "城东",
    "城西",
    "城南",
    "城北",
    "高新",
    "开发",
    "滨江",
    "新区",
    "老城",
    "河西",
    "山南",
    "平原",
    "湖滨",
    "东山",
    "西岭",
    "南桥",
]
WORKS = [
    "道路",
    "桥梁",
    "河道",
    "照明",
    "绿化",
    "消防",
    "培训",
    "检测",
    "排水",
    "巡查",
    "监测",
    "修缮",
    "养护",
    "救助",
    "补贴",
    "普查",
    "信息化",
    "设备购置",
    "应急演练",
    "宣传教育",
    "环境整治",
    "危房改造",
    "人才引进",
    "疫病防控",
    "档案整理",
    "古树保护",
]
KINDS = ["经费", "专项资金", "补助", "项目", "工作经费", "配套资金", "以奖代补资金", "运行维护费"]
WORDS = [
    "road",
    "bridge",
    "river",
    "lamp",
    "green",
    "fire",
    "training",
    "test",
    "drain",
    "patrol",
    "monitor",
    "repair",
    "care",
    "relief",
    "subsidy",
    "census",
    "system",
    "equipment",
    "drill",
    "education",
    "renewal",
    "housing",
    "talent",
    "disease",
    "archive",
    "tree",
]
SITE = """\
站点名称: 绩效自评公开（测算）
站点性质: 演示
站点简介: 供测算速度用的内容，由程序生成。
主办单位: 测算组
栏目: {名称: 绩效自评}
"""
SCHEME = """\
办法名称: 测算用评分办法第NUMBER号
简称: 测算NUMBER号
适用地区: 测算
来源: [{名称: 测算}]
金额单位: 万元
计分: 是
总分: "100"
预算执行: {计分: 否}
等级:
  - {等级: 优, 下限: "90", 上限: "100", 含上限: 是}
  - {等级: 良, 下限: "80", 上限: "90"}
  - {等级: 中, 下限: "60", 上限: "80"}
  - {等级: 差, 下限: "0", 上限: "60"}
"""
TIMED = """
([act, argument]) => new Promise((done) => {
  const caption = document.querySelector("main .project-table caption");
  const before = caption.textContent;
  const start = performance.now();
  const seen = {};
  const look = () => {
    if (!("first" in seen) && caption.textContent !== before) {
      requestAnimationFrame(() => setTimeout(() => {
        seen.first = performance.now() - start;
        finish();
      }));
    }
    finish();
  };
  const finish = () => {
    const busy = document.querySelector(".table-tools__progress").textContent;
    if ("first" in seen && !busy) {
      watcher.disconnect();
      done([seen.first, performance.now() - start]);
    }
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.querySelector("main"), {
    childList: true, subtree: true, characterData: true });
  const part = (selector) => document.querySelector(selector);
  ({
    sort: () => document.querySelectorAll(".table-sort")[argument].click(),
    choose: () => {
      const select = part(`select[name="${argument}"]`);
      select.selectedIndex = 1;
      select.dispatchEvent(new Event("change"));
    },
    type: () => {
      part('.table-tools input[name="q"]').value = argument;
      part('.table-tools input[name="q"]').dispatchEvent(new Event("input"));
    },
    clear: () => part('[data-action="clear"]').click(),
  })[act]();
})
"""
"""Does something and says when the first rows stood there, and when all files had come."""


def made_up(count: int) -> Iterator[Entry]:
    """Yield so many entries, always the same ones."""
    chance = random.Random(count)  # noqa: S311  the same content every time
    units = max(4, count // len(YEARS) // PROJECTS_OF_A_UNIT)
    for number in range(count):
        year, unit = YEARS[number % len(YEARS)], f"bureau-{number // len(YEARS) % units + 1}"
        words = "-".join(chance.sample(WORDS, 3))
        yield _entry(ProjectId(year, unit, f"{words}-{number}"), chance)


def _entry(identity: ProjectId, chance: random.Random) -> Entry:
    budget = Decimal(chance.randint(10_000, 90_000_000)) / 100
    executed = budget * chance.choice((0, *range(200, 1000), *[1000] * 400, 1040)) / 1000
    score = Decimal(chance.randint(600, 1000)) / 10
    rate = executed / budget * 100
    has_evaluation = chance.random() < 0.9
    scheme = f"scheme-{chance.randint(1, SCHEMES)}" if has_evaluation else None
    grade = next(
        word for word, low in zip("优良中差", (90, 80, 60, 0), strict=True) if score >= low
    )
    outcomes = dict.fromkeys(Outcome, 0) | {
        Outcome.AGREES: 6,
        Outcome.DIFFERS: int(chance.random() < 0.1),
        Outcome.CUT: int(chance.random() < 0.05),
    }
    return Entry(
        identity=identity,
        name=f"{chance.choice(PLACES)}{chance.choice(WORKS)}{chance.choice(WORKS)}"
        f"{chance.choice(KINDS)}（{chance.choice(PLACES)}片区{chance.randint(1, 400)}标段）",
        has_targets=not has_evaluation or chance.random() < 0.2,
        has_evaluation=has_evaluation,
        scheme=scheme,
        named_scheme=scheme,
        document=None,
        position=0,
        ordinal="",
        budget=budget,
        executed=executed if has_evaluation else None,
        executed_stated=True,
        rate=rate if has_evaluation else None,
        rate_stated=f"{rate:.2f}%" if has_evaluation else "",
        score=score if has_evaluation else None,
        score_stated=True,
        grade=grade if has_evaluation else "",
        grade_printed=grade if has_evaluation else "",
        outcomes=tuple(outcomes.items()),
        missing=(),
        index_number="",
        evaluation_published=None,
        targets_published=None,
        corrections=0,
        series="",
        problems=(),
        measures=(),
        indicators=0,
        sentences=b"",
    )


def write_site(folder: Path, count: int) -> dict[str, int]:
    """Write the assets, the catalogue and two lists, and return packed bytes by name."""
    content, site = folder / "content", folder / "site"
    _put(content / "site.yaml", SITE.encode())
    for number in range(1, SCHEMES + 1):
        _put(
            content / f"schemes/scheme-{number}.yaml",
            SCHEME.replace("NUMBER", str(number)).encode(),
        )
    for number in range(1, max(4, count // len(YEARS) // PROJECTS_OF_A_UNIT) + 1):
        region = f"测算省第{number % 40 + 1}市"
        unit = f"单位名称: {region}测算第{number}局\n地区: {region}\n"
        _put(content / f"units/bureau-{number}.yaml", unit.encode())
    layout, _ = arrange(survey(content)[0])
    frame, _ = load_frame(content, layout)
    theme = open_theme([theme_root()], "zh-CN")
    style = style_path(style_sheet([theme_root()]))
    setting = Setting(site=frame.site, catalogue=theme.catalogue, stylesheet=style)
    tables = tabulate(made_up(count))
    overview = Overview(
        tables=tables, frame=frame, setting=setting, today=datetime.date(2026, 1, 1)
    )
    lists: dict[str, bytes] = {}
    for plan in project_lists(overview):
        if plan.parts in (("projects",), ("years", YEARS[-1])):
            first = next(list_pages(plan))
            path, view = first.path, view_list(first, names_of(frame), setting)
            lists[path] = render_page(theme, "pages/list.html", view)
    lists[urls.COMPARE] = render_page(theme, "pages/compare.html", view_comparison(overview))
    shards = {s.path: as_file(view_shard(s, frame, theme.catalogue)) for s in tables.shards}
    shared = dict(assets([theme_root()]))
    for path, written in (lists | shards | shared).items():
        _put(site / path, written)
    needed = [style, urls.SCRIPT, urls.ICON, *urls.TABLE_SCRIPTS]
    page = packed(lists["projects/index.html"]) + sum(packed(shared[path]) for path in needed)
    return {
        "list page with assets": page,
        "with its first shard": page + packed(next(iter(shards.values()))),
        "compare page with assets": packed(lists[urls.COMPARE])
        + sum(
            packed(shared[path]) for path in (style, urls.SCRIPT, urls.ICON, *urls.COMPARE_SCRIPTS)
        ),
        "largest shard": max(map(packed, shards.values())),
        "largest shard raw": max(map(len, shards.values())),
        "catalogue": sum(map(packed, shards.values())),
        "catalogue raw": sum(map(len, shards.values())),
        "shards": len(shards),
    }


def _put(path: Path, written: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)


def packed(content: bytes) -> int:
    """Return how many bytes a file has on its way to a reader."""
    return len(gzip.compress(content, 9))


def measure(page: Page, session: CDPSession, address: str) -> dict[str, str]:
    """Return the milliseconds of what a reader does on a list: to the first rows, and to all."""
    found = {}
    steps: tuple[tuple[str, str, Any], ...] = (
        ("sort by budget, nothing loaded yet", "sort", 3),
        ("choose a region", "choose", "region"),
        ("type two words", "type", "消防 标段12"),
        ("clear", "clear", ""),
        ("sort by name", "sort", 0),
        ("sort by score", "sort", 6),
    )
    page.goto(address)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    started = page.evaluate(
        "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    )
    found["page ready, not slowed down"] = f"{started:.0f}"
    for name, act, argument in steps:
        page.evaluate(f"document.querySelector('details').open = {str(act != 'sort').lower()}")
        page.wait_for_timeout(300)
        first, complete = page.evaluate(TIMED, [act, argument])
        found[name] = f"{first:.0f}" + (f" ({complete:.0f})" if complete > first + 5 else "")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return found


def measure_compare(page: Page, session: CDPSession, root: str) -> dict[str, str]:
    """Return the milliseconds to four projects of one year side by side, and to what is found."""
    page.goto(f"{root}/projects/index.html")
    pages = page.eval_on_selector_all(".project-table th a", "all => all.map((a) => a.href)")
    chosen = [href.split("/projects/")[1].removesuffix("/index.html") for href in pages[:4]]
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{root}/{urls.COMPARE}?p={'&p='.join(chosen)}")
    page.wait_for_selector(".compare-table")
    shown = page.evaluate("performance.now()")
    page.wait_for_timeout(500)
    found = page.evaluate(FOUND)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return {"four side by side, from the start": f"{shown:.0f}", "find": f"{found:.0f}"}


def report(count: int) -> None:
    """Print what a catalogue of so many projects weighs and how fast lists answer."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        told: dict[str, Any] = dict(write_site(Path(folder), count))
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in ("projects/index.html", f"years/{YEARS[-1]}/index.html"):
            context = browser.new_context(viewport={"width": 375, "height": 800})
            page = context.new_page()
            page.set_default_timeout(60_000)
            session = context.new_cdp_session(page)
            told[path] = measure(page, session, f"file://{folder}/site/{path}")
            context.close()
        context = browser.new_context(viewport={"width": 375, "height": 800})
        page = context.new_page()
        session = context.new_cdp_session(page)
        told[urls.COMPARE] = measure_compare(page, session, f"file://{folder}/site")
        context.close()
        browser.close()
    text = json.dumps({"projects": count, **told}, ensure_ascii=False, indent=1)
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["1000"]:
        report(int(wanted))
