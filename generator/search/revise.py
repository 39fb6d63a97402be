"""A volume after an edit: only the shards whose terms moved are made anew, to the same bytes."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.search.codes import decode, encode, join_terms, split_terms, steps_up_to
from generator.search.texts import Field, as_script, from_script, text_of
from generator.search.volume import STORED, columns_shard, fields_of, shard_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.search.volume import Volume

    Move = tuple[int, Field | None, Field | None]
    """A page, and the field that a term stood in before and stands in now; None for none."""


def revise(
    volume: Volume,
    changes: Mapping[int, tuple[bytes, bytes]],
    last: Callable[[str], bytes],
) -> dict[str, bytes]:
    """Return the shards of a volume that an edit of some texts changes.

    `changes`: the text shards before and after, by number of the page; the pages are the same and
    in the same order. `last` gives the shards as they were.
    """
    files = {volume.columns_path: columns_shard(volume)}
    steps = steps_up_to(len(volume.items))
    for shard, moves in _moves(volume, changes).items():
        path = volume.terms_path(shard)
        postings = split_terms(from_script(last(path)))
        for term, moved in moves.items():
            posting = _moved(postings.pop(term, ""), moved, steps)
            if posting:
                postings[term] = posting
        files[path] = as_script(path, join_terms(postings))
    return files


def _moves(
    volume: Volume, changes: Mapping[int, tuple[bytes, bytes]]
) -> Mapping[int, Mapping[str, list[Move]]]:
    """Return what moves, by shard and term."""
    found: dict[int, dict[str, list[Move]]] = defaultdict(lambda: defaultdict(list))
    for number, (old, new) in changes.items():
        before, after = fields_of(text_of(old)), fields_of(text_of(new))
        for term in before.keys() | after.keys():
            move = number, before.get(term), after.get(term)
            if move[1] is not move[2]:
                found[shard_of(term, volume.shards)][term].append(move)
    return found


def _moved(posting: str, moves: Iterable[Move], steps: Sequence[str]) -> str:
    """Return the posting of a term after pages left or entered its fields."""
    lists = dict(zip(STORED, map(decode, posting.split(" ")), strict=False))
    for number, before, after in moves:
        if before is not None:
            lists[before] = [page for page in lists[before] if page != number]
        if after is not None:
            insort(lists.setdefault(after, []), number)
    return " ".join(encode(lists.get(field, ()), steps) for field in STORED).rstrip()
