"""Addresses are ASCII and permanent, and every link names the file it leads to."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import urls

SLUGS = ("a", "0", "expert-guidance", "minhang-2020", "a1-b2-c3", "x" * 80)
NO_SLUGS = (
    "",
    "-",
    "-a",
    "a-",
    "a--b",
    "A",
    "Expert",
    "a_b",
    "a b",
    "a.b",
    "..",
    "专家",
    "é",
    "a/b",
    "a\n",
    "x" * 81,
)
YEARS = ("1999", "2018", "2099")
NO_YEARS = ("", "18", "1899", "2100", "20180", "２０１８", "2018 ", "201a")
PAGES = (
    ((), 1, "index.html"),
    (("years",), 1, "years/index.html"),
    (("years", "2018"), 1, "years/2018/index.html"),
    (("years", "2018"), 2, "years/2018/page/2/index.html"),
    (("projects/2018/hongshan/roads",), 1, "projects/2018/hongshan/roads/index.html"),
    (("projects",), 12, "projects/page/12/index.html"),
)
LINKS = (
    ("index.html", "index.html", "index.html"),
    ("index.html", "years/2018/index.html", "years/2018/index.html"),
    ("years/2018/index.html", "index.html", "../../index.html"),
    ("years/2018/index.html", "years/2018/index.html", "index.html"),
    ("years/2018/index.html", "years/index.html", "../index.html"),
    ("years/2018/index.html", "units/a/index.html", "../../units/a/index.html"),
    ("404.html", "assets/theme.css", "assets/theme.css"),
    ("a/index.html", "a/index.html#top", "index.html#top"),
    ("a/index.html", "a", "../a"),
    ("a/index.html", "a.html", "../a.html"),
    ("a/index.html", "ab/index.html", "../ab/index.html"),
    ("a/index.html", "b/index.html#a/b", "../b/index.html#a/b"),
    ("index.html", "index.html/x", "index.html/x"),
    ("a/index.html", "b/index.html#check-execution-rate", "../b/index.html#check-execution-rate"),
)


@pytest.mark.parametrize("name", SLUGS)
def test_slug_may_be_part_of_an_address(name: str) -> None:
    """Small ASCII words with hyphens may name a folder of the site."""
    assert urls.is_slug(name)


@pytest.mark.parametrize("name", NO_SLUGS)
def test_other_names_may_not_be_part_of_an_address(name: str) -> None:
    """Whatever a file system, a server or a reader might write differently is no slug."""
    assert not urls.is_slug(name)


@pytest.mark.parametrize("name", YEARS)
def test_year_has_four_digits(name: str) -> None:
    """A budget year is one of the last or this century."""
    assert urls.is_year(name)


@pytest.mark.parametrize("name", NO_YEARS)
def test_other_numbers_are_no_year(name: str) -> None:
    """What only resembles a year is none."""
    assert not urls.is_year(name)


@pytest.mark.parametrize(("parts", "number", "expected"), PAGES)
def test_every_page_is_a_file(parts: tuple[str, ...], number: int, expected: str) -> None:
    """A page is a named file in a folder of its own; pages after the first have their number."""
    assert urls.page_at(*parts, number=number) == expected


@pytest.mark.parametrize(("origin", "target", "link"), LINKS)
def test_link_leads_from_page_to_file(origin: str, target: str, link: str) -> None:
    """A link is relative and names its file, with the fragment kept."""
    assert urls.relative(origin, target) == urls.links_from(origin)(target) == link


NAMES = st.text("ab0", min_size=1, max_size=3)
FILES = st.lists(NAMES, max_size=5).map(lambda parts: urls.page_at(*parts))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(FILES, FILES)
def test_following_a_link_arrives(origin: str, target: str) -> None:
    """A link followed from its page by the rules of addresses leads to its target."""
    followed = posixpath.join(posixpath.dirname(origin), urls.relative(origin, target))
    assert posixpath.normpath(followed) == target
