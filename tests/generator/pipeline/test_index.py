"""The index in a build: laid down where something changed, complete, and of public content only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.i18n import Catalogue
from generator.pipeline import index, project
from generator.search.query import open_shard, search
from generator.search.texts import Field, PageText, Passage, text_shard
from generator.search.volume import volume_shards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.pipeline.index import Laid, Task
    from tests.generator.pipeline.conftest import Town

ROADS = "projects/2020/north-bureau/roads"
WATER = "projects/2021/south-bureau/water"
CLOSED = "projects/2021/south-bureau/closed"
MOBILE = "13800138000"


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which the name of every volume that is laid down will stand."""
    names: list[str] = []

    def lay(task: Task) -> Laid:
        names.append(task.volume.name)
        return LAY(task)

    monkeypatch.setattr(index, "lay_volume", lay)
    return names


LAY = index.lay_volume


def found(files: Mapping[str, bytes], query: str) -> list[str]:
    """Return the pages that a query finds in a site."""

    def see(path: str) -> Any:  # noqa: ANN401  whatever a shard holds
        return open_shard(files[path])

    return [hit.folder for hit in search(query, see)]


def index_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the shards of the index and the texts of a site."""
    return {p: c for p, c in files.items() if p.endswith(".js") and not p.startswith("assets/")}


def test_only_what_changed_is_laid_down(town: Town, laid: list[str]) -> None:
    """A first build lays down every volume, the next none, an edit those of its year."""
    town.build(jobs=1)
    assert sorted(laid) == ["2020", "2021", "general"]
    laid.clear()
    assert not town.build(jobs=1).published
    assert laid == []
    town.replace(f"{ROADS}/narrative.md", "坑槽", "塌陷")
    town.build(jobs=1)
    assert laid == ["2020"]
    assert town.files() == town.cold(jobs=1)[1]


def test_edit_that_no_text_shows_lays_nothing_down(town: Town, laid: list[str]) -> None:
    """A figure that the search does not know leaves the index alone."""
    town.build(jobs=1)
    laid.clear()
    town.replace(f"{WATER}/project.yaml", '"26.33"', '"26.34"')
    town.build(jobs=1)
    assert laid == []


def test_small_edit_revises_the_shards_of_its_terms(town: Town, laid: list[str]) -> None:
    """In a year of many projects an edit lays nothing down, and gives the bytes of a cold build."""
    text, prose = town.text(f"{ROADS}/project.yaml"), town.text(f"{ROADS}/narrative.md")
    for number in range(45):
        copied = text.replace("道路养护费", f"第{number}号道路养护费")
        town.write(f"{ROADS}-{number}/project.yaml", copied)
        town.write(f"{ROADS}-{number}/narrative.md", prose)
    town.build(jobs=1)
    before = town.files()
    laid.clear()
    town.replace(f"{ROADS}-7/narrative.md", "坑槽", "塌陷")
    report = town.build(jobs=1)
    after = town.files()
    assert (report.published, laid) == (True, [])
    assert after == town.cold(jobs=1)[1]
    moved = {path for path in index_of(after) if before[path] != after[path]}
    terms = {path for path in moved if "/terms-" in path}
    assert moved - terms == {f"{ROADS}-7/text.js", "search/volumes.js"}
    assert {path.rpartition("/")[0] for path in terms} == {"search/2020"}
    assert found(after, "塌陷") == [f"{ROADS}-7"]
    laid.clear()
    assert not town.build(jobs=1).published
    assert laid == []


def test_text_that_was_altered_is_not_revised(town: Town, laid: list[str]) -> None:
    """Where the last text is not as it was written, the volume is laid down anew."""
    town.build(jobs=1)
    laid.clear()
    (town.output / "units/north-bureau/text.js").write_text("altered", "utf-8")
    town.add("units/north-bureau.yaml", "前身单位: [{名称: 示范镇城建办}]\n")
    town.build(jobs=1)
    assert laid == ["general"]
    assert town.files() == town.cold(jobs=1)[1]


def test_new_name_of_a_unit_changes_its_own_volume_only(town: Town, laid: list[str]) -> None:
    """Projects are found by the new name of their unit, though no shard of their year changed."""
    town.build(jobs=1)
    laid.clear()
    town.add("units/north-bureau.yaml", "前身单位: [{名称: 示范镇城建办}]\n")
    before = town.files()
    town.build(jobs=1)
    assert laid == []
    after = town.files()
    assert ROADS in found(after, "城建办")
    assert after == town.cold(jobs=1)[1]
    moved = {path for path in index_of(after) if before[path] != after[path]}
    assert moved == {
        "search/general/terms-0.js", "search/volumes.js", "units/north-bureau/text.js",
    }  # fmt: skip


def test_damaged_shard_is_laid_down_again(town: Town, laid: list[str]) -> None:
    """A shard that somebody altered in the output is not kept."""
    town.build(jobs=1)
    laid.clear()
    (town.output / "search/2020/terms-0.js").write_bytes(b"")
    town.build(jobs=1)
    assert laid == ["2020"]
    assert town.files() == town.cold(jobs=1)[1]


def test_withheld_project_leaves_no_trace_in_the_index(town: Town) -> None:
    """With a project that must not be published the index is byte for byte the one without it."""
    with_it = index_of(town.cold()[1])
    town.delete(CLOSED)
    assert with_it == index_of(town.cold()[1])
    assert with_it


def test_project_that_is_withheld_later_is_found_no_more(town: Town) -> None:
    """A decision not to publish takes a project out of the index as well."""
    town.build()
    assert found(town.files(), "坑槽") == [ROADS]
    town.withhold(f"{ROADS}/project.yaml")
    town.build()
    assert found(town.files(), "坑槽") == []
    assert index_of(town.files()) == index_of(town.cold()[1])


def test_gate_reads_the_texts_of_the_search(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Personal data in a text shard stops the build, should any come that far."""
    path = f"{ROADS}/text.js"
    text = PageText(title="甲", passages=(Passage(Field.TEXT, f"联系电话 {MOBILE}"),))
    monkeypatch.setattr(project, "searchable", lambda *_: (path, text_shard(text, path)))
    report = town.build(jobs=1)
    assert (report.blocked, report.published) == (True, False)
    assert f"{path}:1:1 P102" in {f"{p.at} {p.kind.code}" for p in report.problems}


def test_gate_reads_the_texts_of_other_pages(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of units, schemes, documents and free pages are read likewise."""
    text = PageText(title="甲", passages=(Passage(Field.TEXT, f"联系电话 {MOBILE}"),))
    monkeypatch.setattr(index, "prose_text", lambda _: text)
    report = town.build()
    assert report.blocked
    assert {str(p.at) for p in report.problems if p.kind.code == "P102"} == {
        "about/text.js:1:1", "glossary/text.js:1:1",
    }  # fmt: skip


def test_index_that_loses_a_page_is_not_published(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the proof fails, the last good site stays, and the build says what would be lost."""
    town.build()
    before = town.stamps()
    shards = volume_shards

    def lossy(volume: Any, gathered: Any) -> dict[str, bytes]:  # noqa: ANN401  as the original
        files = shards(volume, gathered)
        return {path: c.replace(";道路=".encode(), ";道口=".encode()) for path, c in files.items()}

    monkeypatch.setattr(index, "volume_shards", lossy)
    town.replace(f"{ROADS}/narrative.md", "坑槽", "塌陷")
    report = town.build(jobs=1)
    said = [(str(p.at), Catalogue().say(p.message)) for p in report.problems if p.blocks]
    assert (f"{ROADS}/index.html:1:1", "站内搜索按“道路养护费”找不到这一页") in said
    assert (report.published, town.stamps()) == (False, before)
