"""How soon an edit is on screen in a preview: from the end of the save to the words on the page.

    .venv/bin/python -m tests.benchmarks.preview 1000 --rounds 10

`selfeval serve` runs as its own process and Chromium has a project's page open. In turn a sentence
is added to the narrative and the total score is changed, written in place and by renaming a file
over the old one, as many editors do. Compare the numbers of one run with each other.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.benchmarks.content import Project, write_content
from tests.benchmarks.visits import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

OPEN = Project(number=0)
"""The project that is open and edited; it is scored."""
GOAL = 300
"""Milliseconds until an edit shall be on screen, at 1,000 projects."""
PATIENCE = 60
"""Seconds until something is lost that should have been seen."""
BREATH = 0.5
"""Seconds at most between the end of one build and the next save: at no time of any clock."""
KINDS = ("narrative", "narrative, renamed", "score", "score, renamed")
SEEK = "(sought) => { window.seen = null; sessionStorage.setItem('sought', sought); }"
WATCH = """
requestAnimationFrame(function look() {
  const sought = JSON.parse(sessionStorage.getItem("sought") || "null");
  const part = sought && document.querySelector(sought[0]);
  if (!part || !part.textContent.includes(sought[1])) {
    requestAnimationFrame(look);
    return;
  }
  sessionStorage.removeItem("sought");
  requestAnimationFrame(() => { window.seen = [performance.timeOrigin, Date.now()]; });
});
"""
"""Looks at every frame whether the page shows what is sought; tells when the page was asked for,
and when the frame with the words had been drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a save changes, and where the page shows it."""

    path: Path
    text: str
    """All that the file will say."""
    selector: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an edit took, in milliseconds since the end of its save."""

    asked: float
    """Until the browser asked for the page that shows it."""
    shown: float
    """Until it was on screen."""
    settled: float
    """Until the whole site was up to date, as the preview tells."""
    cpu: float
    """Of the processor, for the preview and all it started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview that runs."""

    process: subprocess.Popen[str]
    port: int
    told: queue.Queue[float]
    """When it said that it was up to date, in seconds since the epoch."""

    @property
    def cpu(self) -> float:
        """Milliseconds of the processor so far, of the process and of its children that ended."""
        status = Path(f"/proc/{self.process.pid}/stat").read_text("ascii")
        ticks = status.rpartition(") ")[2].split()[11:15]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") * 1000


@contextmanager
def previewed(content: Path, output: Path) -> Iterator[Preview]:
    """Run `selfeval serve` and yield it when it has built for the first time."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = int(asked.getsockname()[1])
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
    command += ["--content", str(content), "--output", str(output)]
    told: queue.Queue[float] = queue.Queue()
    with subprocess.Popen(  # noqa: S603  our own program
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        listener = threading.Thread(target=_listen, args=(process, f":{port}/", told))
        listener.start()
        try:
            told.get(timeout=PATIENCE * 20)
            if process.poll() is not None:
                sys.exit("the preview ended before it began")
            yield Preview(process=process, port=port, told=told)
        finally:
            process.terminate()
            listener.join()


def _listen(process: subprocess.Popen[str], mark: str, told: queue.Queue[float]) -> None:
    """Note the time of every line that ends what the preview says of a build, and of its end."""
    for line in process.stdout or ():
        if mark in line:
            told.put(time.time())
    told.put(time.time())


def edits(content: Path) -> Iterator[tuple[str, Edit]]:
    """Yield edits of the open project for ever: kind by kind, every one to something new."""
    folder = content / OPEN.folder
    narrative, facts = folder / "narrative.md", folder / "project.yaml"
    prose = narrative.read_text("utf-8")
    before, mark, after = facts.read_text("utf-8").rpartition(' 得分: "')
    rest = after.partition('"')[2]
    turn = 0
    while True:
        for kind in KINDS:
            turn += 1
            words, score = f"本轮补充第{turn}条说明。", f"{90 + turn % 9}.{turn % 89 + 11}"
            if kind.startswith("narrative"):
                text, path, selector, sought = f"{prose}\n{words}\n", narrative, "#main", words
            else:
                text, path = f'{before}{mark}{score}"{rest}', facts
                selector, sought = ".summary", score
            yield kind, Edit(path=path, text=text, selector=selector, words=sought)


def save(edit: Edit, *, renaming: bool) -> float:
    """Write a file, in place or by renaming a new one over it; return when that had ended."""
    content = edit.text.encode()
    if renaming:
        other = edit.path.with_name(f".{edit.path.name}.new")
        other.write_bytes(content)
        other.replace(edit.path)
    else:
        edit.path.write_bytes(content)
    return time.time()


def see(preview: Preview, page: Page, kind: str, edit: Edit) -> Seen:
    """Save an edit and return what it took to be seen."""
    sought = json.dumps([edit.selector, edit.words])
    page.evaluate(SEEK, sought)
    cpu = preview.cpu
    saved = save(edit, renaming=kind.endswith("renamed"))
    shown = page.wait_for_function("() => window.seen", timeout=PATIENCE * 1000)
    asked, drawn = shown.json_value()
    settled = preview.told.get(timeout=PATIENCE)
    time.sleep(random.uniform(0.5, 1) * BREATH)  # noqa: S311  not to keep time with the preview
    while not preview.told.empty():
        settled = preview.told.get()
    return Seen(
        asked=asked - saved * 1000,
        shown=drawn - saved * 1000,
        settled=(settled - saved) * 1000,
        cpu=preview.cpu - cpu,
    )


def measure(projects: int, rounds: int) -> dict[str, list[Seen]]:
    """Return what edits took at so many projects, the very first included."""
    found: dict[str, list[Seen]] = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        content = Path(folder) / "content"
        write_content(content, projects)
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        with previewed(content, Path(folder) / "preview") as preview:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.add_init_script(WATCH)
            page.goto(f"http://127.0.0.1:{preview.port}/{OPEN.folder}/index.html")
            time.sleep(BREATH)
            for kind, edit in islice(edits(content), rounds * len(KINDS)):
                found[kind].append(see(preview, page, kind, edit))
        browser.close()
    return found


def row(projects: int, kind: str, taken: list[Seen]) -> str:
    """Return the line of one kind of edit: medians, and the worst."""

    def middle(of: Callable[[Seen], float]) -> float:
        return statistics.median(map(of, taken))

    worst = max(seen.shown for seen in taken)
    return (
        f"{projects:8}  {kind:18} {middle(lambda s: s.shown):9.0f} {worst:6.0f}"
        f" {middle(lambda s: s.asked):7.0f} {middle(lambda s: s.shown - s.asked):6.0f}"
        f" {middle(lambda s: s.settled):8.0f} {middle(lambda s: s.cpu):6.0f}\n"
    )


def main() -> None:
    """Measure for all numbers of projects asked for and print a table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("projects", nargs="*", type=int, default=[1000])
    reader.add_argument("--rounds", type=int, default=10)
    asked = reader.parse_args()
    if chromium() is None:
        sys.exit("NO BROWSER: install chromium; nothing was measured")
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}  cores {os.cpu_count()}  goal {GOAL} ms\n")
    sys.stdout.write(f"{'':28} on screen        of that, until     whole\n")
    sys.stdout.write(f"projects  {'edit':18}    median  worst   asked  drawn     site    cpu\n")
    for projects in asked.projects:
        for kind, taken in measure(projects, asked.rounds).items():
            sys.stdout.write(row(projects, kind, taken))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
