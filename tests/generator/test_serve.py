"""What a preview does about changes: when it shows, when it builds, and what it reloads."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from livereload.handlers import LiveReloadHandler

from generator.pipeline import build
from generator.serve import watch
from generator.serve.pages import file_of
from generator.serve.watch import Changes
from generator.theme import theme_root
from tests.generator.pipeline.conftest import FIXTURES, Town
from tests.generator.pipeline.test_builds import ROADS, WATER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.pipeline import Options

PAGE, LIST = f"{ROADS}/index.html", "projects/index.html"
SENTENCE = "\n再说一句。\n"


@dataclass(eq=False)
class Tab:
    """A page that a browser shows."""

    page: str
    loads: int = 0

    def reload(self) -> None:
        """Count how often it is told to reload."""
        self.loads += 1


@dataclass
class Preview:
    """A preview without a server: somebody else says when to look."""

    town: Town
    options: Options
    builds: int = 0
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    """What happens during the next builds, one by one."""
    obeys: bool = True
    changes: Changes = field(init=False)

    def __post_init__(self) -> None:
        """Build for the first time."""
        self.changes = Changes(self.options, self.rebuild)
        self.rebuild()
        self.look(3)

    def rebuild(self) -> bool:
        """Build, and let happen what happens meanwhile."""
        if not self.obeys:
            return False
        self.builds += 1
        build(self.options)
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return True

    def look(self, times: int) -> None:
        """Look so many times, as if enough time had gone by."""
        for _ in range(times):
            self.changes.rests_until = 0
            self.changes.look()

    def open(self, page: str) -> Tab:
        """Open a page in a browser; looks then know it."""
        tab = Tab(page)
        LiveReloadHandler.waiters.add(tab)
        self.arrive(tab)
        self.look(2)
        return tab

    def arrive(self, tab: Tab) -> bool:
        """Let a browser fetch a page and say so; tell whether it must do so again."""
        self.changes.fetched[tab.page] = time.monotonic()
        return self.changes.arrived(tab.page)

    def read(self, page: str) -> bytes:
        """Return a page as it was built last."""
        return (self.options.output / page).read_bytes()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Return a preview of the town that was built once; no page is open."""
    shutil.copytree(FIXTURES / "town/content", tmp_path / "content")
    (tmp_path / "theme").mkdir()
    town = Town(tmp_path, theme_root())
    themes = tmp_path / "theme", theme_root()
    begun = Preview(town, town.options(themes=themes, draft=True, preview=True))
    begun.builds = 0
    yield begun
    LiveReloadHandler.waiters.clear()


def test_burst_is_built_once_at_its_end(preview: Preview) -> None:
    """While files still change nothing is built; when they rest everything is, once."""
    for folder in (ROADS, WATER, ROADS):
        preview.town.add(f"{folder}/narrative.md", SENTENCE)
        preview.look(1)
    assert preview.builds == 0
    preview.look(3)
    assert preview.builds == 1


def test_open_page_is_shown_before_everything_is_built(preview: Preview) -> None:
    """An edit shows on the page of its project at once; the build waits until it does."""
    tab, other = preview.open(PAGE), preview.open(LIST)
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(5)
    assert (preview.builds, tab.loads, other.loads) == (0, 1, 0)
    ahead = preview.changes.ahead.files[PAGE]
    assert "再说一句。" in ahead.decode()
    assert ahead != preview.read(PAGE)
    assert not preview.arrive(tab), "it has the newest page"
    preview.look(3)
    assert preview.builds == 1
    assert preview.read(PAGE) == ahead
    assert preview.changes.ahead.files == {}
    assert (tab.loads, other.loads) == (1, 1), "what was shown is not reloaded again"


def test_edit_of_an_open_project_is_shown_before_anything_else_is_looked_at(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the files of an open project rest its page is shown, however many others there are."""
    tab = preview.open(PAGE)
    monkeypatch.setattr(watch, "take_sight", lambda _: pytest.fail("this takes long"))
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(1)
    assert tab.loads == 0, "it may still move"
    preview.look(1)
    assert tab.loads == 1


def test_edit_that_the_page_does_not_show_reloads_it_once(preview: Preview) -> None:
    """Saving the same again shows nothing new before the build."""
    tab = preview.open(PAGE)
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    preview.town.add(f"{ROADS}/project.yaml", "# 说明\n")
    preview.look(3)
    assert tab.loads == 1


def test_page_with_new_problems_is_reloaded_when_they_are_known(preview: Preview) -> None:
    """A problem that the edit makes shows after the build, which finds it."""
    tab = preview.open(PAGE)
    preview.town.replace(f"{ROADS}/project.yaml", '"95.5"', '"93.5"')
    preview.look(3)
    preview.arrive(tab)
    preview.look(3)
    assert (preview.builds, tab.loads) == (1, 2)


def test_several_edits_are_shown_before_one_build(preview: Preview) -> None:
    """Whoever saves again before the build has all edits shown, and built together."""
    roads, water = preview.open(PAGE), preview.open(f"{WATER}/index.html")
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(2)
    preview.town.add(f"{WATER}/narrative.md", SENTENCE)
    preview.look(3)
    assert set(preview.changes.ahead.told) == {roads.page, water.page}
    preview.arrive(roads)
    preview.look(2)
    assert preview.builds == 0, "the other page has not come back yet"
    preview.arrive(water)
    preview.look(3)
    assert preview.builds == 1


def test_page_that_is_being_loaded_is_as_good_as_open(preview: Preview) -> None:
    """Between two connections of a page neither its next edit is missed nor its last one lost."""
    roads, water = preview.open(PAGE), preview.open(f"{WATER}/index.html")
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(2)
    LiveReloadHandler.waiters.remove(roads)
    fetched = preview.changes.fetched[PAGE] = time.monotonic()
    preview.town.add(f"{WATER}/narrative.md", SENTENCE)
    preview.look(2)
    assert "再说一句。" in preview.changes.ahead.files[PAGE].decode()
    preview.town.add(f"{ROADS}/narrative.md", "\n又说一句。\n")
    preview.look(2)
    assert "又说一句。" in preview.changes.ahead.files[PAGE].decode()
    assert preview.changes.fetched[PAGE] == fetched
    assert preview.changes.arrived(PAGE), "it was fetched before that"
    assert water.loads == 1


def test_edit_taken_back_before_the_build_is_taken_back_on_screen(preview: Preview) -> None:
    """A page that was shown ahead and is no longer so is reloaded."""
    tab = preview.open(PAGE)
    text = preview.town.text(f"{ROADS}/narrative.md")
    status = (preview.town.content / ROADS / "narrative.md").stat()
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    preview.town.write(f"{ROADS}/narrative.md", text)
    preview.look(3)
    preview.arrive(tab)
    preview.look(3)
    assert status.st_size == len(text.encode())
    assert preview.changes.ahead.files == {}
    assert "再说一句。" not in preview.read(PAGE).decode()
    assert tab.loads == 2


def test_page_that_does_not_come_back_holds_nothing_up(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser that is closed, or asleep, is waited for only so long."""
    preview.open(PAGE)
    monkeypatch.setattr(watch, "PATIENCE", 0)
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    assert preview.builds == 1


WHOLE: dict[str, Callable[[Town], object]] = {
    "another project": lambda t: t.add(f"{WATER}/narrative.md", SENTENCE),
    "a new file": lambda t: t.write(f"{ROADS}/attachments/new.txt", "新"),
    "a unit": lambda t: t.add("units/north-bureau.yaml", "# 说明\n"),
    "a broken file": lambda t: t.write(f"{ROADS}/project.yaml", "资金: ["),
    "a theme": lambda t: (t.folder / "theme/own.css").write_text("", "utf-8"),
    "a deleted folder": lambda t: t.delete("projects"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_everything_else_is_built_at_once(preview: Preview, name: str) -> None:
    """What a glance cannot show waits for no page, and every open page is reloaded."""
    tab, other = preview.open(PAGE), preview.open(LIST)
    WHOLE[name](preview.town)
    preview.look(3)
    assert (preview.builds, tab.loads, other.loads) == (1, 1, 1)
    preview.look(3)
    assert preview.builds == 1


def test_edit_after_a_change_of_what_projects_share_is_shown_as_it_will_be(
    preview: Preview,
) -> None:
    """What pages are made with is laid out anew after a build that changed it."""
    tab = preview.open(PAGE)
    preview.town.replace("units/north-bureau.yaml", "北片", "北边片")
    preview.look(4)
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    ahead = preview.changes.ahead.files[PAGE]
    preview.arrive(tab)
    preview.look(3)
    assert preview.builds == 2
    assert preview.read(PAGE) == ahead


def test_save_during_a_build_is_built_as_well(preview: Preview) -> None:
    """Nothing is lost that is saved while everything is being built."""
    preview.meanwhile.append(lambda: preview.town.add(f"{WATER}/narrative.md", SENTENCE))
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(6)
    assert preview.builds == 2
    assert "再说一句。" in preview.read(f"{WATER}/index.html").decode()


def test_another_build_is_waited_for(preview: Preview) -> None:
    """Where somebody else builds the preview, what was shown stays until ours is built."""
    tab = preview.open(PAGE)
    preview.obeys = False
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    preview.arrive(tab)
    preview.look(3)
    assert (preview.builds, tab.loads, set(preview.changes.ahead.told)) == (0, 1, {PAGE})
    preview.obeys = True
    preview.look(1)
    assert (preview.builds, tab.loads) == (1, 1)


def test_what_a_failed_build_leaves_is_shown(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing could be built, the page goes back to what stands."""
    tab = preview.open(PAGE)
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    preview.arrive(tab)
    monkeypatch.setattr(preview.changes, "rebuild", lambda: True)
    preview.look(3)
    assert (preview.changes.ahead.files, tab.loads) == ({}, 2)


def test_files_of_tools_are_no_change(preview: Preview) -> None:
    """Names that begin with a dot are no content: an editor's own files build nothing."""
    tab = preview.open(PAGE)
    preview.town.write(f"{ROADS}/.narrative.md.swp", "x")
    preview.look(4)
    assert (preview.builds, tab.loads) == (0, 0)


@pytest.mark.parametrize("page", ["projects/../../index.html", "projects/nobody/index.html"])
def test_page_of_no_project_is_looked_for_nowhere(preview: Preview, page: str) -> None:
    """An address that leads out of the content folder, or to nothing, is no project to look at."""
    preview.open(page)
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    assert preview.builds == 1


def test_page_that_connects_late_is_reloaded(preview: Preview) -> None:
    """A page that was fetched before the last build, and says so after it, is out of date."""
    preview.changes.fetched[LIST] = time.monotonic()
    preview.town.add(f"{ROADS}/narrative.md", SENTENCE)
    preview.look(3)
    assert preview.changes.arrived(LIST)
    assert not preview.arrive(Tab(LIST))


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/projects/", "projects/index.html"),
        ("/projects/index.html", "projects/index.html"),
        ("/attachments/%E8%A1%A8.csv", "attachments/表.csv"),
    ],
)
def test_address_leads_to_its_file(path: str, file: str) -> None:
    """A folder stands for its page, and names may be escaped."""
    assert file_of(path) == file
