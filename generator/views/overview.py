"""The whole site as its pages see it: tables of entries, the frame, and the setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.load import Frame
    from generator.tabulate import Tables
    from generator.views.shell import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the pages of the site tier are made of."""

    tables: Tables
    frame: Frame
    setting: Setting
    label: str = "content"
    """The name of the content folder, for problems."""
