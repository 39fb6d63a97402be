"""The text of a content file, as every later stage points into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from generator.problem import Location

LONGEST_EXCERPT = 200
"""How many characters of a line are kept for underlining."""
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    r"\ufeff\ufffe\uffff]"
)
"""Characters that nobody sees; some turn the text around them."""


@dataclass(frozen=True)
class Source:
    """The text of one content file."""

    path: str
    """As problems show it: the content folder's name and the path inside it."""
    text: str
    """Line ends are `\\n`; everything else is as it stands in the file."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text line by line."""
        return tuple(self.text.split("\n"))

    @cached_property
    def has_control(self) -> bool:
        """Whether it holds control characters.

        None of them is printable, and that is asked sooner than for each of them.
        """
        is_plain = self.text.replace("\n", "").isprintable()
        return not is_plain and CONTROL.search(self.text) is not None

    def at(self, line: int, column: int = 1, *, width: int = 1, field: str = "") -> Location:
        """Return the location of `width` characters at `line` and `column`, counted from 1."""
        number = min(max(line, 1), len(self.lines))
        excerpt = self.lines[number - 1]
        column = min(max(column, 1), len(excerpt) + 1)
        return Location(
            path=self.path,
            line=number,
            column=column,
            width=max(1, min(width, len(excerpt) - column + 1)),
            excerpt=excerpt[:LONGEST_EXCERPT],
            field=field,
        )
