"""The preview in a browser: edit, see; break, see; mend, see; and nothing that ends it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.theme import theme_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CONTENT = Path(__file__).parents[2] / "content"
PROJECT = "projects/2018/hongshan-work-safety/work-safety-support"
LATEST = 15_000
"""Milliseconds to wait for a change to show; most take less than one second."""


@dataclass(frozen=True)
class Preview:
    """A preview that runs, with the files it looks at."""

    folder: Path
    port: int
    process: subprocess.Popen[str]

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def edit(self, path: str, old: str, new: str) -> None:
        """Put `new` where `old` stands in a file."""
        text = (self.folder / path).read_text("utf-8")
        assert old in text
        (self.folder / path).write_text(text.replace(old, new, 1), "utf-8")


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    """Start a preview of the content and theme in `folder`."""
    command = [
        sys.executable, "-m", "generator", "serve", "--port", str(port), "--content", "content",
        "--theme", "theme", "--output", "preview",
    ]  # fmt: skip
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(  # noqa: S603  our own command
        command,
        cwd=folder,
        env={"PYTHONPATH": root, "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until_served(port: int, process: subprocess.Popen[str]) -> None:
    """Return as soon as somebody answers at the port."""
    for _ in range(600):
        assert process.poll() is None, process.stdout and process.stdout.read()
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nobody serves the preview")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Serve a copy of the shipped content, with a theme of its own that is empty."""
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "theme").mkdir()
    port = free_port()
    process = start(tmp_path, port)
    try:
        wait_until_served(port, process)
        yield Preview(tmp_path, port, process)
    finally:
        process.kill()
        process.communicate()


def test_edit_break_and_mend_are_seen(preview: Preview, open_page: Callable[..., Page]) -> None:
    """The open page follows every change by itself, and keeps its place."""
    page = open_page()
    page.goto(preview.address(f"{PROJECT}/index.html"))
    main, facts = page.locator("main"), f"content/{PROJECT}/project.yaml"
    title = page.locator("h1").inner_text()
    page.evaluate("window.scrollTo(0, 600)")

    preview.edit(facts, f"项目名称: {title}", "项目名称: 改过名的项目")
    page.get_by_role("heading", name="改过名的项目").wait_for(timeout=LATEST)
    page.wait_for_function("window.scrollY === 600", timeout=LATEST)

    preview.edit(facts, "资金:", "资金: [")
    main.get_by_text("暂不能显示").wait_for(timeout=LATEST)
    assert f"content/{PROJECT}/project.yaml:" in main.inner_text()
    assert "补上“]”或逗号，逗号用半角" in main.inner_text()
    page.goto(preview.address("projects/index.html"))
    assert "有 1 个项目因错误暂不能列出" in page.locator("main").inner_text()
    page.go_back()

    preview.edit(facts, "资金: [", "资金:")
    page.get_by_role("heading", name="改过名的项目").wait_for(timeout=LATEST)


def test_edit_reloads_its_page_once(preview: Preview, open_page: Callable[..., Page]) -> None:
    """What is shown before everything is built stays as it is when that is done."""
    page = open_page()
    page.goto(preview.address(f"{PROJECT}/index.html"))
    built = preview.folder / "preview" / PROJECT / "index.html"
    before = built.read_bytes()
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    narrative = preview.folder / f"content/{PROJECT}/narrative.md"
    narrative.write_text(narrative.read_text("utf-8") + "\n又写了一句。\n", "utf-8")
    page.get_by_text("又写了一句。").wait_for(timeout=LATEST)
    while built.read_bytes() == before:
        page.wait_for_timeout(50)
    page.wait_for_timeout(1000)
    assert len(loads) == 1


def test_problem_is_shown_in_its_place(preview: Preview, open_page: Callable[..., Page]) -> None:
    """A slip is counted in the badge, explained at the top, and marked in its row."""
    page = open_page(375)
    page.goto(preview.address(f"{PROJECT}/index.html"))
    badge = page.locator(".draft-badge")
    before = badge.inner_text()
    preview.edit(f"content/{PROJECT}/project.yaml", "全年执行数:", "全年执行数: 99999.0 #")
    page.locator(".draft-problem--explain").first.wait_for(timeout=LATEST)
    assert badge.inner_text() != before
    problem = page.locator(".draft-problems__list li").filter(has_text="超过预算").first
    assert f"content/{PROJECT}/project.yaml:" in problem.inner_text()
    problem.get_by_role("link").click()
    assert page.evaluate("document.querySelector(':target').id") == "money"
    assert page.locator("#money .draft-back").count() > 0


def test_broken_template_is_shown_and_mended(
    preview: Preview, open_page: Callable[..., Page]
) -> None:
    """A template of one's own that breaks takes only its pages with it, until it is mended."""
    page = open_page()
    page.goto(preview.address(f"{PROJECT}/index.html"))
    own = preview.folder / "theme/pages/project.html"
    own.parent.mkdir()
    shipped = (theme_root() / "pages/project.html").read_text("utf-8")
    own.write_text(shipped.replace("page.name", "page.nmae", 1), "utf-8")
    page.get_by_text("用到了没有的名字 nmae").wait_for(timeout=LATEST)
    page.goto(preview.address("index.html"))
    assert page.locator("main .counts").count() == 1
    page.go_back()
    own.write_text(shipped.replace("page.name", "page.name|upper", 1), "utf-8")
    page.locator("main .summary").wait_for(timeout=LATEST)


@pytest.mark.parametrize("gone", ["content/projects", "content/units", "content", "theme"])
def test_deleted_folder_is_survived(
    preview: Preview, open_page: Callable[..., Page], gone: str
) -> None:
    """Whatever folder goes away, the preview says so and comes back with the folder."""
    page = open_page()
    page.goto(preview.address(f"{PROJECT}/index.html"))
    marked = page.locator("html[data-marked]")
    page.evaluate("document.documentElement.dataset.marked = ''")
    (preview.folder / gone).rename(preview.folder / "elsewhere")
    if gone != "theme":
        page.locator("main .summary").wait_for(state="detached", timeout=LATEST)
    (preview.folder / "elsewhere").rename(preview.folder / gone)
    page.locator("main .summary").wait_for(timeout=LATEST)
    assert preview.process.poll() is None
    assert marked.count() == (gone == "theme")


def test_gallery_shows_every_component(preview: Preview, open_page: Callable[..., Page]) -> None:
    """The gallery has all components of the theme, each with its examples, and no fault."""
    faults: list[str] = []
    page = open_page()
    page.on("console", lambda said: faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(preview.address("draft/gallery/index.html"))
    shown = page.locator("main h2[id^='component-']").all_inner_texts()
    assert shown == sorted(path.name for path in (theme_root() / "components").iterdir())
    assert page.locator(".gallery__example").count() >= len(shown)
    assert faults == []


def test_interrupt_ends_it_cleanly(preview: Preview) -> None:
    """Ctrl-C ends the preview with exit code 0 and one sentence."""
    preview.process.send_signal(signal.SIGINT)
    said, _ = preview.process.communicate(timeout=20)
    assert (preview.process.returncode, said.splitlines()[-1]) == (0, "预览已结束")


def test_port_in_use_is_said(preview: Preview, tmp_path: Path) -> None:
    """A second preview at the same port says what to do, and the first one goes on."""
    second = start(tmp_path, preview.port)
    said, _ = second.communicate(timeout=60)
    sentence = f"端口 {preview.port} 已被占用；用 --port 换一个，或先停掉占用它的程序"
    assert (second.returncode, said.splitlines()[-1]) == (2, sentence)
    assert preview.process.poll() is None
