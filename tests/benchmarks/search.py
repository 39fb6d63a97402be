"""How large the search index is, what it costs to build, and how soon a reader sees results.

    .venv/bin/python tests/benchmarks/search.py build 15 1000 20000

The first argument is a built site, whose search page is used. The texts are sentences of the
shipped narratives dealt out anew, so that they have the words of real ones; a project has a name,
30 indicators and some 1,500 characters of prose. Times are of one run on this machine: compare
them with each other.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from generator.search.proof import prove
from generator.search.query import see_all
from generator.search.texts import NAMES_APART, Field, PageText, Passage, text_shard
from generator.search.volume import (
    ROOT,
    Item,
    PageKind,
    gather,
    make_volume,
    root_shard,
    volume_shards,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page, Request

    from generator.search.volume import Volume

CONTENT = Path(__file__).parents[2] / "content"
YEARS = ("2021", "2022", "2023", "2024")
UNITS = 120
QUERIES = ("消防", "安全生产", "应急预案演练", "专家 指导 检查", "设备购置", "监督管理人员培训")
ROUNDS = 5
SLOWER = 4
"""How many times slower the processor is made."""
EXECUTABLE = shutil.which("chromium") or shutil.which("chromium-browser")


def sentences() -> list[str]:
    """Return the clauses of all shipped narratives."""
    texts = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("narrative.md"))]
    clauses = re.split(r"[，。；：、\n#\-*]+", "\n".join(texts))
    return sorted({clause.strip() for clause in clauses if len(clause.strip()) > 5})


def pages(count: int) -> Iterator[tuple[str, Item, PageText]]:
    """Yield year, item and text of so many projects."""
    chance, clauses = random.Random(count), sentences()  # noqa: S311  the same every time
    words = sorted({clause[:6] for clause in clauses})
    for number in range(count):
        year, unit = YEARS[number % len(YEARS)], f"bureau-{chance.randrange(UNITS)}"
        name = f"{chance.choice(words)}{chance.choice(words)}经费{number}"
        rows = NAMES_APART.join(chance.choice(clauses)[:12] for _ in range(30))
        prose = [Passage(Field.TEXT, some(clauses, chance), t, t) for t in ("a", "b", "c")]
        code = Passage(Field.NUMBER, f"4201{number:08d}", "identity", "项目编码")
        title = Passage(Field.TITLE, name)
        text = PageText(
            title=name,
            marks=("得分 96", "等级 优"),
            passages=(title, code, Passage(Field.INDICATOR, rows, "indicators", "指标"), *prose),
        )
        folder = f"projects/{year}/{unit}/project-{number}"
        yield year, Item(unit, folder, PageKind.EVALUATION, "plain", str(number)), text


def some(clauses: list[str], chance: random.Random) -> str:
    """Return a paragraph of some 500 characters."""
    return "，".join(chance.choices(clauses, k=35)) + "。"


def write(folder: Path, count: int) -> tuple[list[Volume], int]:
    """Write the text shards of so many projects; return their volumes and the bytes of all."""
    items: dict[str, list[Item]] = {}
    size = 0
    for year, item, text in pages(count):
        script = text_shard(text, item.text)
        (folder / item.folder).mkdir(parents=True)
        (folder / item.text).write_bytes(script)
        (folder / item.folder / "index.html").write_text("<!doctype html><title>-</title>")
        items.setdefault(year, []).append(item)
        size += len(script)
    return [make_volume(year, year, found) for year, found in items.items()], size


def lay(folder: Path, volumes: Iterable[Volume]) -> tuple[dict[str, bytes], float, float]:
    """Return all shards, and the seconds that laying down and proving took."""
    files: dict[str, bytes] = {}
    laying = proving = 0.0

    def read(path: str) -> bytes:
        return (folder / path).read_bytes()

    for volume in volumes:
        begun = time.perf_counter()
        gathered = gather(volume, read)
        shards = volume_shards(volume, gathered)
        laid = time.perf_counter()
        if problems := list(prove(volume, see_all(shards, read), gathered.names)):
            raise SystemExit(str(problems[0]))
        laying, proving = laying + laid - begun, proving + time.perf_counter() - laid
        files |= shards
    return files, laying, proving


def measure(count: int, search_page: Path) -> None:
    """Print size and costs for so many projects."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        volumes, texts = write(folder, count)
        files, laying, proving = lay(folder, volumes)
        units = [(f"bureau-{n}", [f"测算第{n}局"]) for n in range(UNITS)]
        files[ROOT] = root_shard(volumes, units, [("plain", "测算办法")])
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        packed = {path: len(gzip.compress(content, 6)) for path, content in files.items()}
        say(f"{count} projects: index {sum(map(len, files.values())) / 1e6:.2f} MB")
        say(f", gzip {sum(packed.values()) / 1e6:.2f} MB; texts {texts / 1e6:.1f} MB\n")
        sizes = sorted(len(files[path]) for path in files if "/terms-" in path)
        say(f"  {len(sizes)} shards of terms: median {statistics.median(sizes) / 1e3:.1f} KB")
        say(f", largest {sizes[-1] / 1e3:.1f} KB raw")
        terms = [packed[path] for path in packed if "/terms-" in path]
        say(f", gzip median {statistics.median(terms) / 1e3:.1f} KB\n")
        say(f"  laid down in {laying / count * 1e6:.0f} µs a project")
        say(f", proved in {proving / count * 1e6:.0f} µs\n")
        shutil.copytree(search_page / "assets", folder / "assets")
        shutil.copy(search_page / "search/index.html", folder / "search/index.html")
        look(folder)


def look(folder: Path) -> None:
    """Print for every query how soon results show, at best and in the middle of some rounds."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        for query in QUERIES:
            rounds = [one_round(browser, folder, query) for _ in range(ROUNDS)]
            whole, last = [took[0] for took in rounds], [took[1] for took in rounds]
            say(f"  {query}: last character {min(last):.0f} / {statistics.median(last):.0f} ms")
            say(f", all at once {min(whole):.0f} / {statistics.median(whole):.0f} ms")
            say(f"; {rounds[0][2]}\n")
        browser.close()


def one_round(browser: Browser, folder: Path, query: str) -> tuple[float, float, str]:
    """Return milliseconds to the results of a query, and of its last character; and a note.

    The first is of a query entered at once on a fresh page, the other of a character behind those
    already sought.
    """
    page = opened(browser, folder)
    requests: list[str] = []
    page.on("request", partial(note, requests))
    whole = key_to_results(page, "", query)
    terms = sum("/terms-" in url for url in requests)
    told = f"{terms} shards of terms, {len(requests)} requests; {page.inner_text('#search-status')}"
    page.close()
    page = opened(browser, folder)
    key_to_results(page, "", query[:-1])
    last = key_to_results(page, query[:-1], query[-1])
    page.close()
    return whole, last, told


def opened(browser: Browser, folder: Path) -> Page:
    """Return the search page on a slow phone, as it is after a second."""
    page = browser.new_page(viewport={"width": 375, "height": 800})
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{folder.as_uri()}/search/index.html")
    page.wait_for_timeout(1500)
    return page


def note(requests: list[str], request: Request) -> None:
    """Note what is asked for."""
    requests.append(request.url)


TIMED = """
new Promise((resolve) => {
  const list = document.getElementById("search-list");
  const field = document.getElementById("search-field");
  let begun = 0;
  new MutationObserver(() => {
    if (begun && list.getAttribute("aria-busy") === "false") {
      requestAnimationFrame(() => resolve(performance.now() - begun));
    }
  }).observe(list, { attributes: true });
  field.addEventListener("input", () => { begun = performance.now(); }, { once: true });
})
"""


def key_to_results(page: Page, before: str, typed: str) -> float:
    """Return milliseconds from the input of `typed` to the frame that shows the results."""
    page.evaluate(
        "(before) => { const field = document.getElementById('search-field');"
        f" field.value = before; field.focus(); window.timed = {TIMED}; }}",
        before,
    )
    page.keyboard.insert_text(typed)
    took: float = page.evaluate("window.timed")
    return took


def say(text: str) -> None:
    """Print a piece of a line at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    for wanted in sys.argv[2:] or ["1000"]:
        measure(int(wanted), Path(sys.argv[1]))
