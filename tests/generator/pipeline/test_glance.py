"""A glance at edited projects makes the very files that the build makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model.identity import ProjectId
from generator.pipeline import lay_out
from generator.read import survey
from generator.theme import theme_root
from tests.generator.pipeline.conftest import Town
from tests.generator.pipeline.test_builds import LAMPS, ROADS, WATER

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.read import Inventory

PREVIEW = {"draft": True, "preview": True}


def inventory(town: Town) -> Inventory:
    """Return what lies in the content folder."""
    return survey(town.content)[0]


def project(folder: str) -> ProjectId:
    """Return the project that lies in a folder of the content."""
    return ProjectId(*folder.split("/")[1:])


EDITS: dict[str, tuple[str, Callable[[Town], object]]] = {
    "narrative": (ROADS, lambda t: t.add(f"{ROADS}/narrative.md", "\n再说一句。\n")),
    "score": (ROADS, lambda t: t.replace(f"{ROADS}/project.yaml", '"95.5"', '"93.5"')),
    "name": (WATER, lambda t: t.replace(f"{WATER}/project.yaml", "供水管网", "排水管网")),
    "problem": (WATER, lambda t: t.replace(f"{WATER}/project.yaml", '"26.33"', '"99"')),
    "attachment": (LAMPS, lambda t: t.add(f"{LAMPS}/attachments/form.csv", "1,2\n")),
}


@pytest.mark.parametrize("theme", ["shipped", "telling"])
@pytest.mark.parametrize("name", EDITS)
def test_glance_shows_what_the_build_makes(town: Town, name: str, theme: str) -> None:
    """Every file that comes of an edited project is, byte for byte, what is built afterwards."""
    if theme == "shipped":
        town = Town(town.folder, theme_root())
    folder, edit = EDITS[name]
    town.build(**PREVIEW)
    desk = lay_out(town.options(**PREVIEW), inventory(town))
    before = town.files()
    edit(town)
    edited = desk.edited(inventory(town))
    assert edited == [project(folder)]
    seen = desk.glance(inventory(town), edited)
    assert town.files() == before, "a glance writes nothing"
    town.build(**PREVIEW)
    after = town.files()
    assert seen == {path: content for path, content in after.items() if path.startswith(folder)}
    assert seen[f"{folder}/index.html"] != before[f"{folder}/index.html"] or name == "attachment"


def test_one_desk_serves_edit_after_edit(town: Town) -> None:
    """After a build of nothing but projects the same desk tells the next edits from the last."""
    desk = lay_out(town.options(**PREVIEW), inventory(town))
    assert desk.edited(inventory(town)) == []
    for folder in (WATER, ROADS):
        town.add(f"{folder}/narrative.md", "\n再说一句。\n")
        assert desk.edited(inventory(town)) == [project(folder)]
        desk = desk.after(inventory(town))
    assert desk.edited(inventory(town)) == []


@pytest.mark.parametrize(
    "more",
    [
        lambda t: t.add("units/north-bureau.yaml", "# 说明\n"),
        lambda t: t.add("documents/2020/north-bureau/report/document.yaml", "# 说明\n"),
        lambda t: t.write(f"{ROADS}/attachments/new.txt", "新"),
        lambda t: t.delete(f"{WATER}/narrative.md"),
    ],
)
def test_edit_of_more_than_projects_is_none_for_a_glance(
    town: Town, more: Callable[[Town], object]
) -> None:
    """What projects share, and files that come or go, want a build."""
    desk = lay_out(town.options(**PREVIEW), inventory(town))
    town.add(f"{ROADS}/narrative.md", "\n再说一句。\n")
    more(town)
    assert desk.edited(inventory(town)) is None


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.write(f"{WATER}/project.yaml", "资金: ["),
        lambda t: t.withhold(f"{WATER}/project.yaml"),
    ],
    ids=["broken", "withheld"],
)
def test_nothing_comes_of_what_cannot_be_shown(town: Town, edit: Callable[[Town], object]) -> None:
    """A project that cannot be read, or must not be, is left to the build."""
    desk = lay_out(town.options(**PREVIEW), inventory(town))
    edit(town)
    assert desk.glance(inventory(town), desk.edited(inventory(town)) or ()) == {}
