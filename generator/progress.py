"""Progress of disclosure (公开进度): what must be published against what is.

The list of what must be published is the department's own (`expected/<year>.yaml`); nothing is
expected that no list names, and nothing is late without a date to be late by.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.identity import StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.model.site import Expected, ExpectedProject

DAYS_TO_PUBLISH = 20
"""Days after approval within which accounts are published: 预算法 art. 14, 实施条例 art. 6."""


class Standing(StrEnum):
    """How a project that must be published stands on a given day."""

    MISSING = "missing"
    """Not published though the last day has passed."""
    LATE = "late"
    """Published after the last day."""
    DUE = "due"
    """Not published; the last day has not passed."""
    UNPUBLISHED = "unpublished"
    """Not published; nobody says by when."""
    PUBLISHED = "published"
    """Published; whether in time cannot be said without both dates."""
    IN_TIME = "in-time"
    """Published by the last day."""


STANDING_WORDS = {
    Standing.MISSING: N_("逾期未公开"),
    Standing.LATE: N_("逾期公开"),
    Standing.DUE: N_("未到期"),
    Standing.UNPUBLISHED: N_("未公开，期限不详"),
    Standing.PUBLISHED: N_("已公开，是否按期不详"),
    Standing.IN_TIME: N_("按期公开"),
}
ARE_PUBLISHED = frozenset({Standing.LATE, Standing.PUBLISHED, Standing.IN_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One project that must be published, and how it stands."""

    unit: str
    name: str
    kind: StatementKind
    due: datetime.date | None
    is_derived: bool
    """Whether the last day was counted from the approval, not named by the list."""
    standing: Standing
    entry: Entry | None
    """The published project; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearProgress:
    """What one year's list calls for, as it stands on a day."""

    year: str
    basis: str
    duties: tuple[Duty, ...]
    """Those that want attention first, then by unit and name."""
    withheld: int
    """How many projects of the list must not be published, and are not named."""

    def count(self, standing: Standing) -> int:
        """Return how many stand so."""
        return sum(duty.standing is standing for duty in self.duties)

    @property
    def published(self) -> int:
        """How many of the list are published."""
        return sum(duty.standing in ARE_PUBLISHED for duty in self.duties)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A project that must not be published, as far as a list may name it."""

    identity: ProjectId
    name: str


def track(
    lists: Mapping[str, Expected],
    entries: Iterable[Entry],
    withheld: Sequence[Withheld],
    today: datetime.date,
) -> tuple[YearProgress, ...]:
    """Return how every list stands on `today`, the newest year first."""
    known = tuple(entries)
    return tuple(
        _year(year, lists[year], [e for e in known if e.identity.year == year], withheld, today)
        for year in sorted(lists, reverse=True)
    )


def _year(
    year: str,
    expected: Expected,
    entries: Sequence[Entry],
    withheld: Sequence[Withheld],
    today: datetime.date,
) -> YearProgress:
    hidden = {
        (w.identity.unit, mark)
        for w in withheld
        if w.identity.year == year
        for mark in (w.identity.slug, w.name)
    }
    shown = [item for item in expected.projects if not _is_hidden(item, hidden)]
    order = list(Standing)
    duties = sorted(
        (_duty(item, entries, today) for item in shown),
        key=lambda duty: (order.index(duty.standing), duty.unit, duty.name),
    )
    return YearProgress(
        year=year,
        basis=expected.basis or "",
        duties=tuple(duties),
        withheld=len(expected.projects) - len(shown),
    )


def _is_hidden(item: ExpectedProject, hidden: AbstractSet[tuple[str, str]]) -> bool:
    return bool({(item.unit, item.project or ""), (item.unit, item.name)} & hidden)


def _duty(item: ExpectedProject, entries: Sequence[Entry], today: datetime.date) -> Duty:
    entry = next((e for e in entries if _fulfils(e, item)), None)
    due = last_day(item)
    return Duty(
        unit=item.unit,
        name=item.name,
        kind=item.kind,
        due=due,
        is_derived=item.due is None and due is not None,
        standing=_standing(entry, item.kind, due, today),
        entry=entry,
    )


def _fulfils(entry: Entry, item: ExpectedProject) -> bool:
    """Whether an entry is what the list calls for: by identifier if it names one, else by name."""
    identity = entry.identity
    same = identity.slug == item.project if item.project else entry.name == item.name
    return identity.unit == item.unit and same and _carries(entry, item.kind)


def _carries(entry: Entry, kind: StatementKind) -> bool:
    return entry.has_targets if kind is StatementKind.TARGETS else entry.has_evaluation


def last_day(item: ExpectedProject) -> datetime.date | None:
    """Return the last day to publish: as the list names it, else counted from the approval."""
    if item.due is None and item.approved is not None:
        return item.approved + datetime.timedelta(days=DAYS_TO_PUBLISH)
    return item.due


def _standing(
    entry: Entry | None, kind: StatementKind, due: datetime.date | None, today: datetime.date
) -> Standing:
    if entry is None:
        if due is None:
            return Standing.UNPUBLISHED
        return Standing.MISSING if due < today else Standing.DUE
    published = entry.published_on(kind)
    if due is None or published is None:
        return Standing.PUBLISHED
    return Standing.IN_TIME if published <= due else Standing.LATE
