"""The evaluation of a unit as a whole stands beside its projects and is never added to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.theme import theme_root
from tests.generator.pipeline.conftest import REVIEW, tree

if TYPE_CHECKING:
    from tests.generator.pipeline.conftest import Town

FACTS = Path(__file__).parents[2] / "fixtures/overall/north-bureau/overall.yaml"
PLACE = "overall/2020/north-bureau/overall.yaml"
PAGE = "overall/2020/north-bureau/index.html"
NAME = "示范镇北片管理所2020年部门整体支出"


def with_overall(town: Town, more: str = "") -> Town:
    """Return the town with an evaluation of its northern bureau as a whole."""
    (town.content / PLACE).parent.mkdir(parents=True)
    town.write(PLACE, FACTS.read_text("utf-8") + more)
    return town


def test_unit_as_a_whole_has_a_page_and_stands_in_no_list_of_projects(town: Town) -> None:
    """Its page, its own list and its unit lead to it; lists and sums of projects do not."""
    before = town.build()
    after = with_overall(town).build()
    assert (after.projects, after.pages - before.pages) == (before.projects, 2)
    pages = {path for path, page in tree(town.output).items() if NAME.encode() in page}
    assert {PAGE, "kinds/overall/index.html", "units/north-bureau/index.html"} <= pages
    assert not pages & {"index.html", "projects/index.html", "years/2020/index.html"}


def test_goals_are_weighed_on_the_page(town: Town) -> None:
    """The page shows the ratio of every goal and how the total comes about."""
    town = type(town)(town.folder, theme_root())
    with_overall(town).build()
    page = (town.output / PAGE).read_text("utf-8")
    assert "权重比例 60%，得分 50.4；指标第 1、2 行" in page
    assert "(44 + 40) × 60% = 50.4" in page
    assert "9.5 + 50.4 + 36 = 95.9" in page


def test_withheld_unit_as_a_whole_is_nowhere(town: Town) -> None:
    """One that must not be published leaves not a byte in the output."""
    report = with_overall(town, REVIEW).build()
    assert report.published
    assert not [path for path, page in tree(town.output).items() if NAME.encode() in page]
