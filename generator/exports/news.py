"""What there is to tell in the feed: what was published when, and what was corrected."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from generator.exports.feed import News
from generator.i18n import N_, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.exports.columns import Listed
    from generator.i18n import Catalogue
    from generator.model.document import Publication

EVALUATION = N_("公开绩效自评：{name}（{unit}，{year} 年度）")
TARGETS = N_("公开绩效目标：{name}（{unit}，{year} 年度）")
CORRECTED = N_("更正：{name}，{subject}")


def publications(listed: Listed, say: Catalogue) -> Iterator[News]:
    """Yield what of a project was published on a known day."""
    entry = listed.entry
    for mark, day, text in (
        ("evaluation", entry.evaluation_published, EVALUATION),
        ("targets", entry.targets_published, TARGETS),
    ):
        if day is not None:
            year, unit = entry.identity.year, listed.unit_name
            title = say.say(message(text, name=entry.name, unit=unit, year=year))
            yield News(day=day, page=entry.identity.page, mark=mark, title=title)


def corrections(listed: Listed, record: Mapping[str, Any], say: Catalogue) -> Iterator[News]:
    """Yield the corrections of a project; `record` is its JSON."""
    for item in record["corrections"]:
        said = message(CORRECTED, name=listed.entry.name, subject=item["subject"])
        yield News(
            day=datetime.date.fromisoformat(item["day"]),
            page=listed.entry.identity.page,
            mark=f"correction-{item['version']['printed']}",
            title=say.say(said),
            summary=item["reason"],
        )


def document_corrections(publication: Publication, say: Catalogue) -> Iterator[News]:
    """Yield the corrections of a document."""
    for item in publication.facts.corrections:
        said = message(CORRECTED, name=publication.facts.title, subject=item.subject)
        yield News(
            day=item.day,
            page=publication.identity.page,
            mark=f"correction-{item.version.text}",
            title=say.say(said),
            summary=item.reason,
        )
