"""Narratives on a page: what is missing is said once, and the lead is a sentence of its own."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from generator.i18n import Catalogue
from generator.model.narrative import Narrative, Section, Topic
from generator.views.prose import LONGEST_LEAD, arrange_narrative, lead_of


def narrative(*topics: Topic, text: str = "甲。") -> Narrative:
    """Return a narrative about `topics`."""
    return Narrative(
        tuple(
            Section(topic=t, heading=t.value, html=Markup("<p>甲。</p>"), text=text, line=1)
            for t in topics
        )
    )


@pytest.mark.parametrize(
    ("topics", "wanted"),
    [
        ((), ["-主要绩效、主要问题、改进措施"]),
        ((Topic.ACHIEVEMENTS,), ["主要绩效", "-主要问题、改进措施"]),
        ((Topic.PROBLEMS,), ["-主要绩效", "主要问题", "-改进措施"]),
        (
            (Topic.ACHIEVEMENTS, Topic.PROBLEMS, Topic.MEASURES),
            ["主要绩效", "主要问题", "改进措施"],
        ),
    ],
)
def test_missing_neighbours_are_said_in_one(topics: tuple[Topic, ...], wanted: list[str]) -> None:
    """Parts that an evaluation lacks are marked, those beside each other under one heading."""
    view = arrange_narrative(narrative(*topics), Catalogue(), evaluated=True)
    assert [f"{'-' * part.is_missing}{part.heading}" for part in view.core] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("聘请专家参加检查。另有说明。\n第二段。", "聘请专家参加检查。"),
        ("完成以下工作：\n一是检查。", ""),
        ("没有句号", ""),
        ("长" * LONGEST_LEAD + "。", ""),
    ],
)
def test_lead_is_the_first_sentence_or_nothing(text: str, wanted: str) -> None:
    """The lead is a whole sentence as written; what is no sentence, or too long, is no lead."""
    assert lead_of(narrative(Topic.OVERVIEW, text=text)) == wanted


def test_project_without_an_overview_has_no_lead() -> None:
    """Nothing is made up where the source does not say what a project is for."""
    assert lead_of(narrative(Topic.PROBLEMS)) == ""
