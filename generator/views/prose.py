"""Narratives as a page shows them: in the order of the questions, a missing part said to be so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.i18n import N_
from generator.model.narrative import ANSWER, CORE, HEADINGS, Topic
from generator.views.shell import Setting, Shell, make_shell

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from generator.i18n import Catalogue
    from generator.model.narrative import Narrative, Prose, Section

BEFORE = (Topic.OVERVIEW, Topic.BASIS, Topic.ALLOCATION, Topic.WORK, Topic.PLAN, Topic.EXPECTED)
AFTER = (Topic.FUNDS, Topic.USE, Topic.OTHER, Topic.EDITOR)
WORDS = {topic: heading for heading, topic in HEADINGS}
NOTHING = Markup("")


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativePart:
    """One section of a narrative."""

    anchor: str
    heading: str
    html: Markup
    """Safe HTML; empty where the source lacks the section."""
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeView:
    """The sections of a narrative in the order of the page."""

    background: tuple[NarrativePart, ...]
    """What the project is, before its results."""
    core: tuple[NarrativePart, ...]
    """Achievements, problems, measures; of an evaluation all three, missing ones marked."""
    remarks: tuple[NarrativePart, ...]
    """What follows, the editor's notes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseView:
    """A free page."""

    shell: Shell
    title: str
    html: Markup
    headings: tuple[tuple[str, str], ...]
    """Anchor and text of the second-level headings."""


def arrange_narrative(narrative: Narrative, say: Catalogue, *, evaluated: bool) -> NarrativeView:
    """Return a narrative in page order; of an evaluation every core part, present or missing."""
    sections = {section.topic: section for section in reversed(narrative.sections)}

    def part(topic: Topic) -> NarrativePart:
        found = sections.get(topic)
        return NarrativePart(
            anchor=topic.value,
            heading=say.translate(WORDS[topic]),
            html=_answering(found, sections.get(Topic.PROBLEMS)) if found else NOTHING,
            is_missing=found is None,
        )

    def present(topics: tuple[Topic, ...]) -> tuple[NarrativePart, ...]:
        return tuple(part(topic) for topic in topics if topic in sections)

    core = (
        _joined((part(topic) for topic in CORE), say.translate(N_("、")))
        if evaluated
        else present(CORE)
    )
    before = BEFORE[1:] if is_all(narrative) else BEFORE
    return NarrativeView(background=present(before), core=core, remarks=present(AFTER))


def _answering(section: Section, problems: Section | None) -> Markup:
    """Return a section; measures that say which problem they answer lead to it."""
    if section.topic is not Topic.MEASURES or problems is None:
        return section.html
    known = len(problems.items)

    def linked(found: re.Match[str]) -> str:
        number = int(found[1])
        link = f'针对<a href="#problems-{number}">问题{number}</a>'
        return link if 0 < number <= known else found[0]

    return Markup(ANSWER.sub(linked, section.html))  # noqa: S704  safe HTML with links of our own


def lead_of(narrative: Narrative) -> str:
    """Return the first sentence of 项目概况: what the project is for; empty where none is said."""
    overview = narrative.section(Topic.OVERVIEW)
    if overview is None:
        return ""
    sentence, stop, _ = overview.text.partition("\n")[0].partition("。")
    return f"{sentence}{stop}" if stop and len(sentence) < LONGEST_LEAD else ""


def is_all(narrative: Narrative) -> bool:
    """Whether the lead is all that 项目概况 says, so that the section would only repeat it."""
    overview = narrative.section(Topic.OVERVIEW)
    return overview is not None and overview.text.strip() == lead_of(narrative)


LONGEST_LEAD = 120
"""Characters; a longer sentence is no summary and stands in its section only."""


def _joined(parts: Iterable[NarrativePart], comma: str) -> tuple[NarrativePart, ...]:
    """Return the parts, neighbours that are missing said in one."""
    joined: list[NarrativePart] = []
    for part in parts:
        if joined and joined[-1].is_missing and part.is_missing:
            heading = f"{joined[-1].heading}{comma}{part.heading}"
            joined[-1] = replace(joined[-1], heading=heading)
        else:
            joined.append(part)
    return tuple(joined)


def view_prose(page: Prose, setting: Setting, origin: str) -> ProseView:
    """Return the view of a free page."""
    return ProseView(
        shell=make_shell(setting, origin, page.title),
        title=page.title,
        html=page.html,
        headings=page.headings,
    )
