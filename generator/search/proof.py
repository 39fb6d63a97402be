"""The proof of an index: whatever has a name is found by it, in the bytes that will be published.

Every name — titles, bodies, numbers, indicators — is looked up as a reader would type it, whole
and in parts, and a sample of pages is sought by whole queries. A page that is missed is a fault
of this program; better no new site than one whose search loses a project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.problem import Family, Kind, Location, Severity
from generator.search.codes import decode
from generator.search.query import Row, address_of, folded_passages, lookup_in, stands
from generator.search.texts import NAMES_APART
from generator.search.tokens import (
    BAR,
    WORD,
    Lookup,
    fold,
    letters_of,
    name_terms_of,
    part_of,
    parts_of,
)
from generator.search.volume import shard_of, terms_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.problem import Problem
    from generator.search.query import Read
    from generator.search.tokens import Part
    from generator.search.volume import Volume

SEARCH_INCOMPLETE = Kind(
    code="U109",
    slug="search-incomplete",
    family=Family.PUBLICATION,
    severity=Severity.ERROR,
    message=N_("站内搜索按“{text}”找不到这一页"),
    hint=N_("这是程序的错误，与内容无关；请把这条消息告诉维护者，网站暂时维持上一次的样子"),
    why=N_("搜索若会漏掉项目，读者就会以为它没有公开；所以每次生成都逐一核对。"),
    bad="“消防” → 0",
    good="“消防” → projects/2020/demo-emergency/fire/index.html",
)
KINDS = (SEARCH_INCOMPLETE,)

SAMPLE = 16
"""Pages of a volume that are sought by whole queries."""
NAMES = 4
"""Names of such a page that are sought."""
SHORTEST_BEGINNING = 2
"""Letters of a word that must be enough to find it."""
LETTER = re.compile(r"[^\W_]")
UNCUT = re.compile(r"(?<=[^a-z0-9])(?=[^a-z0-9])")
"""Where a folded name may be cut and no word with it."""


def prove(volume: Volume, see: Read, names: Mapping[int, str]) -> Iterator[Problem]:
    """Yield a problem for every name of a page by which the finished shards do not lead to it.

    `see` gives what the finished shards and texts hold; `names`: of the pages to prove.

    A page on which all terms of its names are found, each in the shard where it is sought, is
    found by whatever is looked up for a name, so that names are looked up one by one only where
    that is not so.
    """
    row = Row(volume.name, volume.year, len(volume.items), volume.shards, "")
    folders = {number: volume.items[number].folder for number in names}
    stride = max(1, len(names) // SAMPLE)
    sample = {n: _parted(names[n])[:NAMES] for n in islice(names, 0, None, stride)}
    yield from _sought(row, folders, sample, see)
    wanted: dict[str, list[int]] = defaultdict(list)
    for number, joined in names.items():
        for term in _terms(_parted(joined)):
            wanted[term].append(number)
    if not _has_all(row, wanted, see):
        yield from _missing(row, folders, names, see)


def _terms(names: Iterable[str]) -> set[str]:
    """Return all terms of names, each folded for itself as a query is."""
    return name_terms_of(BAR.join(map(fold, names)))


def _has_all(row: Row, wanted: Mapping[str, Sequence[int]], see: Read) -> bool:
    """Whether every term leads to all pages that have it in a name, each shard opened once."""
    by_shard: dict[int, list[str]] = defaultdict(list)
    for term in wanted:
        by_shard[shard_of(term, row.shards)].append(term)
    for shard, terms in by_shard.items():
        postings: Mapping[str, str] = see(terms_path(row.name, shard))
        if not all(_leads(postings.get(term, ""), wanted[term]) for term in terms):
            return False
    return True


def _leads(posting: str, numbers: Iterable[int]) -> bool:
    """Whether a posting has all these pages; the list of prose, the longest, is looked at last."""
    missing = set(numbers)
    for codes in reversed(posting.split(" ")):
        missing.difference_update(decode(codes))
        if not missing:
            return True
    return False


def _missing(
    row: Row, folders: Mapping[int, str], names: Mapping[int, str], see: Read
) -> Iterator[Problem]:
    """Yield a problem for every name that, looked up by itself, does not lead to its pages."""
    pages: dict[str, list[int]] = defaultdict(list)
    for number, joined in names.items():
        for name in _parted(joined):
            pages[name].append(number)
    for lookup, sought in _names_by_lookup(pages).items():
        found = lookup_in(row.name, row.shards, lookup, see)
        for name in sought:
            missed = (number for number in pages[name] if number not in found)
            yield from (_missed(folders[number], name) for number in missed)


def _names_by_lookup(names: Iterable[str]) -> Mapping[Lookup, list[str]]:
    """Return everything to look up, each with the names that it must lead to."""
    found: dict[Lookup, list[str]] = defaultdict(list)
    for name in names:
        for lookup in set(_asked(fold(name))):
            found[lookup].append(name)
    return found


def _parted(joined: str) -> list[str]:
    """Return the names on a page one by one; one without letter or digit is none."""
    return [name for name in joined.split(NAMES_APART) if LETTER.search(name)]


def _asked(folded: str) -> Iterator[Lookup]:
    """Yield what a reader looks up who types a name, a part of it or one character."""
    yield from part_of(folded).lookups
    yield from map(Lookup, letters_of(folded))
    for word in WORD.findall(folded):
        if len(word) > SHORTEST_BEGINNING:
            yield Lookup(word[:SHORTEST_BEGINNING], is_whole=False)


def _sought(
    row: Row, folders: Mapping[int, str], names: Mapping[int, Sequence[str]], see: Read
) -> Iterator[Problem]:
    """Yield a problem for every name, whole or halved, by which a query does not find its page."""
    queries = {n: [(typed, parts_of(f'"{typed}"')) for typed in _typed(names[n])] for n in names}
    lost = frozenset(_lost(row, queries, see))
    for number, own in queries.items():
        folder = folders[number]
        is_there = address_of(row.name, number, see) == folder
        passages = folded_passages(folder, see)
        for typed, parts in own:
            has_all = lost.isdisjoint((number, lookup) for part in parts for lookup in part.lookups)
            open_parts = (p for p in parts if not p.is_exact and p.text != row.year)
            if not (is_there and has_all and all(stands(p, passages) for p in open_parts)):
                yield _missed(folder, typed)


def _typed(names: Iterable[str]) -> Iterator[str]:
    """Yield what a reader types who looks for names: each of them, and its halves."""
    for name in names:
        yield from (name, *_halves(fold(name)))


def _lost(
    row: Row, queries: Mapping[int, Sequence[tuple[str, Sequence[Part]]]], see: Read
) -> Iterator[tuple[int, Lookup]]:
    """Yield every page with what is looked up in vain for it; nothing is looked up twice."""
    pages: dict[Lookup, set[int]] = defaultdict(set)
    for number, own in queries.items():
        for lookup in (lookup for _, parts in own for part in parts for lookup in part.lookups):
            pages[lookup].add(number)
    for lookup, numbers in pages.items():
        found = lookup_in(row.name, row.shards, lookup, see)
        yield from ((number, lookup) for number in numbers if number not in found)


def _halves(folded: str) -> tuple[str, ...]:
    """Return the halves of a name, cut where no word is cut."""
    cuts = [cut.start() for cut in UNCUT.finditer(folded)]
    middle = cuts[len(cuts) // 2] if cuts else 0
    return folded[:middle], folded[middle:]


def _missed(folder: str, name: str) -> Problem:
    return SEARCH_INCOMPLETE.at(Location(f"{folder}/index.html"), text=name)
