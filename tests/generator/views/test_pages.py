"""However many pages a list has, a page links to its ends and neighbours, and to no more."""

from __future__ import annotations

import posixpath

import pytest

from generator import urls
from generator.views.pages import GAP, make_pages

CASES = {
    (1, 1): "[1]",
    (1, 2): "[1] 2 >",
    (2, 2): "< 1 [2]",
    (1, 5): "[1] 2 3 4 5 >",
    (5, 5): "< 1 2 3 4 [5]",
    (3, 5): "< 1 2 [3] 4 5 >",
    (1, 6): "[1] 2 3 … 6 >",
    (4, 7): "< 1 2 3 [4] 5 6 7 >",
    (1, 1000): "[1] 2 3 … 1000 >",
    (4, 1000): "< 1 2 3 [4] 5 6 … 1000 >",
    (5, 1000): "< 1 2 3 4 [5] 6 7 … 1000 >",
    (6, 1000): "< 1 … 4 5 [6] 7 8 … 1000 >",
    (500, 1000): "< 1 … 498 499 [500] 501 502 … 1000 >",
    (996, 1000): "< 1 … 994 995 [996] 997 998 999 1000 >",
    (1000, 1000): "< 1 … 998 999 [1000]",
}
"""By page and number of pages: what is linked to, the own page in brackets."""


@pytest.mark.parametrize(("number", "count"), CASES)
def test_ends_and_neighbours_are_linked(number: int, count: int) -> None:
    """The first, the last and two pages on either side have a link; a single page is no gap."""
    pages = make_pages(("projects",), number, count)
    texts = [f"[{link.text}]" if link.current else link.text for link in pages.links]
    shown = ["<"] * bool(pages.previous) + texts + [">"] * bool(pages.next)
    assert " ".join(shown) == CASES[number, count]


@pytest.mark.parametrize(("number", "count"), CASES)
def test_every_link_leads_to_its_page(number: int, count: int) -> None:
    """A number leads to the page of that number, the arrows to the pages before and after."""
    pages = make_pages(("years", "2020"), number, count)
    origin = posixpath.dirname(urls.page_at("years", "2020", number=number))
    led = {int(link.text): link.href for link in pages.links if link != GAP}
    led |= {number - 1: pages.previous} if pages.previous else {}
    led |= {number + 1: pages.next} if pages.next else {}
    followed = {n: posixpath.normpath(posixpath.join(origin, href)) for n, href in led.items()}
    assert followed == {n: urls.page_at("years", "2020", number=n) for n in led}
