"""The text of a content file, as every later stage points into it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one content file."""

    path: str
    """As problems show it: the content folder's name and the path inside it."""
    text: str
    """Line ends are `\\n`; everything else is as it stands in the file."""

    @property
    def lines(self) -> list[str]:
        """The text line by line."""
        return self.text.split("\n")
