"""The pages of a list: which of them a page links to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator import urls
from generator.views.shell import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEAR = 2
"""How many pages on either side of the reader's own are linked to."""
GAP = Link("…", "")
"""Stands for pages that are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where a list page stands among its pages."""

    number: int
    count: int
    previous: str
    """Empty on the first page."""
    next: str
    """Empty on the last page."""
    links: tuple[Link, ...]
    """The first, the last and the nearest pages; those left out between them are `GAP`."""


def make_pages(parts: Sequence[str], number: int, count: int) -> Pages:
    """Return where page `number` of `count` of the list at `parts` stands, both counted from 1."""
    origin = urls.page_at(*parts, number=number)

    def link(other: int) -> str:
        return urls.relative(origin, urls.page_at(*parts, number=other))

    return Pages(
        number=number,
        count=count,
        previous=link(number - 1) if number > 1 else "",
        next=link(number + 1) if number < count else "",
        links=tuple(
            Link(str(other), link(other), current=other == number) if other else GAP
            for other in shown_numbers(number, count)
        ),
    )


def shown_numbers(number: int, count: int) -> Iterator[int]:
    """Yield the pages that page `number` links to, in order, and 0 where several are left out.

    A single page is never left out: its number takes no more room than the sign for a gap.
    """
    near = range(max(1, number - NEAR), min(count, number + NEAR) + 1)
    wanted = sorted({1, *near, count})
    yield wanted[0]
    for before, after in pairwise(wanted):
        if after - before == 2:  # noqa: PLR2004  one page lies between
            yield before + 1
        elif after - before > 2:  # noqa: PLR2004  several pages lie between
            yield 0
        yield after
