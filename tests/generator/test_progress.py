"""What must be published against what is: standing, last day, and what is not named."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from generator.model.entry import Entry
from generator.model.identity import ProjectId
from generator.model.site import Expected, ExpectedProject
from generator.progress import Standing, Withheld, last_day, track

TODAY = datetime.date(2021, 9, 1)
ROADS = Entry(
    identity=ProjectId("2020", "north-bureau", "roads"),
    name="道路养护",
    has_targets=False,
    has_evaluation=True,
    scheme="points",
    named_scheme="points",
    document=None,
    position=0,
    ordinal="",
    budget=None,
    executed=None,
    executed_stated=False,
    rate=None,
    rate_stated="",
    score=None,
    score_stated=False,
    grade="",
    grade_printed="",
    outcomes=(),
    missing=(),
    index_number="",
    evaluation_published=datetime.date(2021, 8, 20),
    targets_published=None,
    corrections=0,
    series="",
    problems=(),
    measures=(),
    indicators=0,
    sentences=b"",
)


def item(**changes: str) -> dict[str, str]:
    """Return a line of a list."""
    return {"单位": "north-bureau", "项目名称": "道路养护", **changes}


def expected(*lines: dict[str, str], **more: str) -> Expected:
    """Return a list."""
    return Expected.model_validate({"清单": lines, **more})


def standing(entries: list[Any], **changes: str) -> Standing:
    """Return how the one project of a list stands."""
    lists = {"2020": expected(item(**changes))}
    (year,) = track(lists, entries, (), TODAY)
    return year.duties[0].standing


@pytest.mark.parametrize(
    ("changes", "published", "wanted"),
    [
        ({"应公开日期": "2021-08-20"}, True, Standing.IN_TIME),
        ({"应公开日期": "2021-08-19"}, True, Standing.LATE),
        ({}, True, Standing.PUBLISHED),
        ({"应公开日期": "2021-09-01"}, False, Standing.DUE),
        ({"应公开日期": "2021-08-31"}, False, Standing.MISSING),
        ({}, False, Standing.UNPUBLISHED),
        ({"批复日期": "2021-07-31"}, True, Standing.IN_TIME),
        ({"批复日期": "2021-07-30"}, True, Standing.LATE),
        ({"项目": "roads", "项目名称": "另一写法"}, True, Standing.PUBLISHED),
        ({"项目": "roads-2"}, True, Standing.UNPUBLISHED),
        ({"项目名称": "道路养护费"}, True, Standing.UNPUBLISHED),
        ({"单位": "south-bureau"}, True, Standing.UNPUBLISHED),
        ({"种类": "绩效目标"}, True, Standing.UNPUBLISHED),
    ],
)
def test_standing(changes: dict[str, str], published: bool, wanted: Standing) -> None:  # noqa: FBT001  a column of the table
    """How a project stands follows from the list, what is published, and the day."""
    assert standing([ROADS] if published else [], **changes) is wanted


def test_project_of_another_year_does_not_count() -> None:
    """A list asks for projects of its own year."""
    other = ROADS._replace(identity=ProjectId("2019", "north-bureau", "roads"))
    assert standing([other]) is Standing.UNPUBLISHED


def test_unknown_day_of_publication_is_not_late() -> None:
    """Whoever does not say when it was published is not said to be late."""
    undated = ROADS._replace(evaluation_published=None)
    assert standing([undated], 应公开日期="2021-08-01") is Standing.PUBLISHED


def test_targets_have_a_day_of_their_own() -> None:
    """A list that asks for targets looks at the targets and their day."""
    both = ROADS._replace(has_targets=True, targets_published=datetime.date(2020, 3, 1))
    assert standing([both], 种类="绩效目标", 应公开日期="2020-02-28") is Standing.LATE


def test_last_day_is_named_or_twenty_days_after_approval() -> None:
    """The list's own day wins; else approval and twenty days; else nobody knows."""
    lines = [
        item(批复日期="2021-07-31", 应公开日期="2021-08-05"),
        item(批复日期="2021-07-31"),
        item(),
    ]
    days = [last_day(ExpectedProject.model_validate(line)) for line in lines]
    assert days == [datetime.date(2021, 8, 5), datetime.date(2021, 8, 20), None]


@pytest.mark.parametrize("changes", [{}, {"项目": "roads", "项目名称": "另一写法"}])
def test_withheld_project_is_counted_and_not_named(changes: dict[str, str]) -> None:
    """A project that must not be published is found by name or identifier, and left out."""
    lists = {"2020": expected(item(**changes), item(项目名称="路灯"))}
    withheld = (Withheld(ProjectId("2020", "north-bureau", "roads"), "道路养护"),)
    (year,) = track(lists, [], withheld, TODAY)
    assert ([duty.name for duty in year.duties], year.withheld) == (["路灯"], 1)


def test_what_wants_attention_comes_first_and_years_go_back() -> None:
    """Newest year first; inside it missing, late, due, then the published."""
    lines = [
        item(),
        item(项目名称="甲", 应公开日期="2021-12-01"),
        item(项目名称="乙", 应公开日期="2021-08-01"),
    ]
    lists = {
        "2019": expected(),
        "2020": expected(*lines, 依据="批复文件"),
    }
    newest, oldest = track(lists, [ROADS], (), TODAY)
    assert [duty.name for duty in newest.duties] == ["乙", "甲", "道路养护"]
    assert (newest.basis, newest.published, newest.count(Standing.DUE)) == ("批复文件", 1, 1)
    assert (oldest.year, oldest.duties) == ("2019", ())
