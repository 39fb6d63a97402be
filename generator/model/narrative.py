"""Prose as the site shows it: sections of safe HTML with the plain text beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import TYPE_CHECKING

from generator.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup


ITEM = re.compile(r'<li id="[a-z]+-[0-9]+">(.*?)(?:</li>|<[ou]l>)', re.DOTALL)
"""A numbered item of a section, up to what is listed below it."""


TAG = re.compile(r"<[^>]+>")
ANSWER = re.compile(r"针对问题([0-9]{1,2})")
"""How a measure names the problem that it answers."""


class Topic(StrEnum):
    """What a section of a narrative is about; the value is its ASCII anchor."""

    OVERVIEW = "overview"
    BASIS = "basis"
    ALLOCATION = "allocation"
    WORK = "work"
    PLAN = "plan"
    EXPECTED = "expected"
    FUNDS = "fund-management"
    ACHIEVEMENTS = "achievements"
    PROBLEMS = "problems"
    MEASURES = "measures"
    USE = "use-of-results"
    OTHER = "other-matters"
    EDITOR = "editor-notes"


HEADINGS: tuple[tuple[str, Topic], ...] = (
    (N_("项目概况"), Topic.OVERVIEW),
    (N_("立项依据"), Topic.BASIS),
    (N_("绩效目标下达"), Topic.ALLOCATION),
    (N_("实施内容"), Topic.WORK),
    (N_("实施计划"), Topic.PLAN),
    (N_("预期成效"), Topic.EXPECTED),
    (N_("资金管理"), Topic.FUNDS),
    (N_("主要绩效"), Topic.ACHIEVEMENTS),
    (N_("主要问题"), Topic.PROBLEMS),
    (N_("改进措施"), Topic.MEASURES),
    (N_("结果应用"), Topic.USE),
    (N_("其他说明"), Topic.OTHER),
    (N_("编者说明"), Topic.EDITOR),
)
"""The headings a narrative may use, each with its topic."""

CORE = (Topic.ACHIEVEMENTS, Topic.PROBLEMS, Topic.MEASURES)
"""The three parts that every self-evaluation is asked for; a missing one is said to be missing."""
NUMBERED = frozenset(CORE)
"""The sections whose ordered items can be linked to, as `problems-1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a narrative."""

    topic: Topic
    heading: str
    """The heading as written."""
    html: Markup
    """Safe HTML; ordered items carry anchors such as `problems-1`."""
    text: str
    """The same as plain text, one paragraph or item a line."""
    line: int
    """Where its heading stands."""

    @property
    def items(self) -> tuple[str, ...]:
        """The numbered problems or measures as plain text, in the order of their anchors."""
        found = ITEM.findall(self.html)
        return tuple(unescape(TAG.sub("", item)).strip() for item in found)


@dataclass(frozen=True, slots=True)
class Narrative:
    """The sections of one narrative, in the order they were written."""

    sections: Sequence[Section] = ()

    def section(self, topic: Topic) -> Section | None:
        """Return the section about `topic`, or None where the source has none."""
        return next((part for part in self.sections if part.topic is topic), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A free page such as the glossary: a title and its body."""

    slug: str
    title: str
    html: Markup
    headings: tuple[tuple[str, str], ...]
    """Anchor and text of each second-level heading."""
