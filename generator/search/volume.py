"""Volumes: the index of one year as shards, of which a query fetches only those of its terms.

Pages are numbered in the order of unit and address within their volume. Postings are distances,
so a new page changes one distance of a term besides its own. How many shards there are depends
on the number of pages alone, in powers of two, so an edit changes the shards of its terms only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntFlag
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.search.codes import code_of, encode, join_terms, steps_up_to
from generator.search.texts import Field, as_script, from_script, names_on, text_of
from generator.search.tokens import BAR, fold, name_terms_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.search.texts import PageText

FOLDER = "search"
ROOT = f"{FOLDER}/volumes.js"
"""The shard that names all volumes, units and schemes; every query begins with it."""
PAGES_A_SHARD = 40
"""Pages whose terms share one shard: some 40 KB where pages have two thousand characters."""
BLOCK = 256
"""Addresses in one shard."""
STORED = tuple(reversed(Field))
"""The order in which a posting lists its fields: the commonest first."""
NAMED = tuple(field for field in Field if field is not Field.TEXT)
"""The fields of names, in which single characters are terms as well."""


class PageKind(IntFlag):
    """What kinds a page is of; a project with both statements is of two."""

    EVALUATION = 1
    TARGETS = 2
    DOCUMENT = 4
    UNIT = 8
    SCHEME = 16
    PROSE = 32


class Item(NamedTuple):
    """One page in a volume; a tuple, since a cache holds very many of them."""

    unit: str
    """Slug of its unit; empty where it has none."""
    folder: str
    """Its address inside the site, without the name of the file."""
    kinds: PageKind
    scheme: str
    """Slug of its scheme; empty where it has none."""
    sha256: str
    """Of its text shard."""

    @property
    def text(self) -> str:
        """Where its text shard lies."""
        return f"{self.folder}/text.js"


@dataclass(frozen=True, slots=True)
class Volume:
    """The pages of one year, in the order of their numbers; or those that have no year."""

    name: str
    year: str
    """Empty for pages without a year."""
    items: tuple[Item, ...]
    digest: str
    """Of everything that its shards are made of."""

    @property
    def shards(self) -> int:
        """How many shards its terms are spread over: a power of two."""
        return 1 << (len(self.items) // PAGES_A_SHARD).bit_length()

    @property
    def columns_path(self) -> str:
        """Where its columns lie."""
        return f"{FOLDER}/{self.name}/columns.js"

    def terms_path(self, shard: int) -> str:
        """Return where a shard of its terms lies."""
        return terms_path(self.name, shard)

    def addresses_path(self, block: int) -> str:
        """Return where a block of its addresses lies."""
        return f"{FOLDER}/{self.name}/addresses-{block}.js"

    @property
    def paths(self) -> tuple[str, ...]:
        """Every shard that it has."""
        return (
            self.columns_path,
            *map(self.addresses_path, range(-(-len(self.items) // BLOCK))),
            *map(self.terms_path, range(self.shards)),
        )


def make_volume(name: str, year: str, items: Iterable[Item]) -> Volume:
    """Return the volume of `items`, numbered in the order of unit and address."""
    ordered = tuple(sorted(items))
    return Volume(name, year, ordered, sha256(repr((name, year, ordered)).encode()).hexdigest())


def terms_path(volume: str, shard: int) -> str:
    """Return where a shard of the terms of a volume lies."""
    return f"{FOLDER}/{volume}/terms-{shard}.js"


def shard_of(term: str, shards: int) -> int:
    """Return the shard of a term: by its first two characters, so that beginnings are found."""
    mixed = 0x811C9DC5
    for letter in term[:2]:
        mixed = (mixed ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return (mixed ^ mixed >> 15) & (shards - 1)


def root_shard(
    volumes: Sequence[Volume],
    units: Iterable[tuple[str, Sequence[str]]],
    schemes: Iterable[tuple[str, str]],
) -> bytes:
    """Return the shard that names all volumes, newest first; units by slug with all their names."""
    named = sorted(volumes, key=lambda volume: volume.year, reverse=True)
    listed = [_listed(volume) for volume in named]
    held = {"volumes": listed, "units": [[s, *n] for s, n in units], "schemes": list(schemes)}
    return as_script(ROOT, held)


def revised_root(last: bytes, volumes: Iterable[Volume]) -> bytes:
    """Return the shard that names all volumes, with some of them told anew."""
    held = from_script(last)
    own = {volume.name: _listed(volume) for volume in volumes}
    held["volumes"] = [own.get(row[0], row) for row in held["volumes"]]
    return as_script(ROOT, held)


def _listed(volume: Volume) -> list[object]:
    return [volume.name, volume.year, len(volume.items), volume.shards, volume.digest[:8]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the texts of a volume hold, by the numbers of its pages."""

    postings: Mapping[Field, Mapping[str, list[int]]]
    """By the best field that a term stands in on a page."""
    names: Mapping[int, str]
    """Everything that has a name on a page, for the proof."""


def gather(volume: Volume, read: Callable[[str], bytes]) -> Gathered:
    """Return what the texts of a volume hold; `read` gives them, and one is held at a time."""
    postings: dict[Field, dict[str, list[int]]] = {f: defaultdict(list) for f in Field}
    names: dict[int, str] = {}
    for number, item in enumerate(volume.items):
        page = text_of(read(item.text))
        names[number] = names_on(page)
        for field, terms in _terms_by_field(page):
            pages = postings[field]
            for term in terms:
                pages[term].append(number)
    return Gathered(postings, names)


def volume_shards(volume: Volume, gathered: Gathered) -> dict[str, bytes]:
    """Return every shard of a volume."""
    return {
        volume.columns_path: columns_shard(volume),
        **address_shards(volume),
        **_term_shards(volume, gathered.postings),
    }


def fields_of(page: PageText) -> dict[str, Field]:
    """Return every term of a page once, with the best field that it stands in."""
    return {term: field for field, terms in _terms_by_field(page) for term in terms}


def _terms_by_field(page: PageText) -> Iterator[tuple[Field, set[str]]]:
    """Yield the fields of a page, the best first, with the terms that stand in none before."""
    known: set[str] = set()
    for field in NAMED:
        terms = name_terms_of(_folded(page, field))
        terms -= known
        known |= terms
        yield field, terms
    yield Field.TEXT, terms_of(_folded(page, Field.TEXT)) - known


def _folded(page: PageText, field: Field) -> str:
    return BAR.join([fold(p.text) for p in page.passages if p.field is field])


def columns_shard(volume: Volume) -> bytes:
    """Return the shard with unit, kinds and scheme of every page."""
    return as_script(volume.columns_path, _columns(volume))


def _columns(volume: Volume) -> Mapping[str, object]:
    """Return unit, kinds and scheme of every page; units as runs, because pages are in order."""
    schemes = sorted({item.scheme for item in volume.items if item.scheme})
    places = {"": 0} | {slug: place for place, slug in enumerate(schemes, 1)}
    return {
        "units": [[unit, len(list(run))] for unit, run in groupby(i.unit for i in volume.items)],
        "kinds": "".join(code_of(item.kinds) for item in volume.items),
        "schemes": schemes,
        "scheme": "".join(code_of(places[item.scheme]) for item in volume.items),
    }


def address_shards(volume: Volume) -> dict[str, bytes]:
    """Return the shards with the addresses of all pages, which tell their numbers."""
    blocks = range(0, len(volume.items), BLOCK)
    return {
        path: as_script(path, [item.folder for item in volume.items[start : start + BLOCK]])
        for start in blocks
        for path in [volume.addresses_path(start // BLOCK)]
    }


def _term_shards(
    volume: Volume, postings: Mapping[Field, Mapping[str, list[int]]]
) -> dict[str, bytes]:
    steps, count = steps_up_to(len(volume.items)), volume.shards
    coded: dict[str, str] = {}
    for place, field in enumerate(STORED):
        for term, pages in postings[field].items():
            before = coded.get(term, "")
            coded[term] = f"{before}{' ' * (place - before.count(' '))}{encode(pages, steps)}"
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for term, codes in coded.items():
        shards[shard_of(term, count)][term] = codes
    paths = map(volume.terms_path, range(count))
    return {
        path: as_script(path, join_terms(held)) for path, held in zip(paths, shards, strict=True)
    }
