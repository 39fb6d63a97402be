"""The whole site as its pages see it: tables of entries, the frame, and the setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from generator.load import Frame
    from generator.model.identity import ProjectId
    from generator.progress import YearProgress
    from generator.tabulate import Group, Tables
    from generator.views.shell import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the pages of the site tier are made of."""

    tables: Tables
    frame: Frame
    setting: Setting
    today: datetime.date
    """The day that what is due or late is told for."""
    progress: tuple[YearProgress, ...] = ()
    """What must be published against what is, year by year; none where no list says."""
    unlisted: tuple[ProjectId, ...] = ()
    """The projects that a draft cannot list for their errors."""
    label: str = "content"
    """The name of the content folder, for problems."""

    @property
    def years(self) -> Mapping[str, Group]:
        """Every year that something stands in, newest first, with its entries, if any."""
        named = {*self.tables.by_year, *(identity.year for identity in self.frame.publications)}
        named |= {identity.year for identity in self.unlisted}
        return {year: self.tables.by_year.get(year, ()) for year in sorted(named, reverse=True)}
