"""A query over finished shards: what `search.js` does in the browser, for tests and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.search.codes import decode, find_terms, split_terms
from generator.search.texts import Field, from_script, page_text
from generator.search.tokens import fold, parts_of
from generator.search.volume import BLOCK, FOLDER, ROOT, STORED, shard_of, terms_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.search.tokens import Lookup, Part

    Read = Callable[[str], Any]
    """Gives what the shard at a path holds, opened."""

WEIGHTS = {field: 9 - 2 * field for field in Field}
"""What a part of the query is worth by the field that it is found in."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that a query finds."""

    folder: str
    score: int
    year: str


@dataclass(frozen=True, slots=True)
class Row:
    """A volume as the root shard names it."""

    name: str
    year: str
    pages: int
    shards: int
    version: str


def search(query: str, read: Read) -> tuple[Hit, ...]:
    """Return every page that a query finds, verified: best first, then newest."""
    root = read(ROOT)
    parts = parts_of(query)
    names = {slug: names for slug, *names in root["units"]}
    hits = [hit for row in root["volumes"] for hit in search_volume(Row(*row), parts, names, read)]
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def search_volume(
    row: Row, parts: Sequence[Part], names: Mapping[str, Sequence[str]], read: Read
) -> Iterator[Hit]:
    """Yield what one volume has for a query, in the order of the pages."""
    if not parts:
        return
    units = _units_of(read(f"{FOLDER}/{row.name}/columns.js"))
    found = [_fields_of(part, row, units, names, read) for part in parts]
    for number in sorted(set(found[0]).intersection(*found[1:])):
        folder = address_of(row.name, number, read)
        if is_verified(row, parts, names.get(units[number], ()), folder, read):
            yield Hit(folder, sum(WEIGHTS[fields[number]] for fields in found), row.year)


def is_verified(
    row: Row, parts: Sequence[Part], names: Sequence[str], folder: str, read: Read
) -> bool:
    """Whether every part that the index alone does not prove stands on the page at `folder`."""
    open_parts = [p for p in parts if not p.is_exact and not _is_named(p, row, names)]
    passages = folded_passages(folder, read) if open_parts else ()
    return all(stands(part, passages) for part in open_parts)


def folded_passages(folder: str, read: Read) -> tuple[str, ...]:
    """Return the passages of the page at `folder`, folded."""
    return tuple(fold(passage.text) for passage in page_text(read(f"{folder}/text.js")).passages)


def stands(part: Part, passages: Iterable[str]) -> bool:
    """Whether a part stands in one of the folded passages of a page."""
    pattern = part.pattern
    return any(pattern.search(passage) for passage in passages)


def open_shard(script: bytes) -> Any:  # noqa: ANN401  whatever a shard holds
    """Return what a shard holds; the terms of one as a table."""
    held = from_script(script)
    return split_terms(held) if isinstance(held, str) else held


def see_all(files: Mapping[str, bytes], read: Callable[[str], bytes]) -> Read:
    """Return what gives every shard of `files` opened once, and opens others as they are asked."""
    held = {path: open_shard(content) for path, content in files.items()}
    return lambda path: held[path] if path in held else open_shard(read(path))


def address_of(volume: str, number: int, read: Read) -> str:
    """Return the address of a page of a volume."""
    block: list[str] = read(f"{FOLDER}/{volume}/addresses-{number // BLOCK}.js")
    return block[number % BLOCK]


def _units_of(columns: Mapping[str, Any]) -> list[str]:
    return [unit for unit, count in columns["units"] for _ in range(count)]


def _is_named(part: Part, row: Row, names: Sequence[str]) -> bool:
    """Whether the year or a name of the unit has the part."""
    return part.text == row.year or any(part.pattern.search(fold(name)) for name in names)


def _fields_of(
    part: Part,
    row: Row,
    units: Sequence[str],
    names: Mapping[str, Sequence[str]],
    read: Read,
) -> dict[int, Field]:
    """Return the pages that may have a part, each with the best field that all its terms are in."""
    wanted = (lookup_in(row.name, row.shards, lookup, read) for lookup in part.lookups)
    found = next(wanted)
    for more in wanted:
        found = {n: max(field, more[n]) for n, field in found.items() if n in more}
    named = {unit for unit in set(units) if _is_named(part, row, names.get(unit, ()))}
    for number, unit in enumerate(units if named else ()):
        if unit in named:
            found[number] = min(found.get(number, Field.UNIT), Field.UNIT)
    return found


def lookup_in(volume: str, shards: int, lookup: Lookup, read: Read) -> dict[int, Field]:
    """Return the pages that have a term, each with the best field that it stands in."""
    postings = read(terms_path(volume, shard_of(lookup.term, shards)))
    lists = [p.split(" ") for p in find_terms(postings, lookup.term, is_whole=lookup.is_whole)]
    found: dict[int, Field] = {}
    for place, field in enumerate(STORED):
        for codes in lists:
            if place < len(codes):
                found.update(dict.fromkeys(decode(codes[place]), field))
    return found
