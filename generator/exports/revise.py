"""Data files of the last build in which some rows are exchanged, byte for byte as if made anew."""

from __future__ import annotations

import io
import zipfile
from collections import deque
from dataclasses import dataclass
from itertools import groupby, islice
from typing import IO, TYPE_CHECKING, TypeAlias

from generator.exports.table import PIECE, pieces_of
from generator.exports.workbook import part_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.exports.columns import PartedRow, Row
    from generator.exports.table import Piece
    from generator.model.identity import ProjectId

ROW_END = b"</row>"
"""Ends every row of a sheet and stands nowhere else: in a text < is escaped."""
BLOCK = 1 << 20
"""Bytes of a sheet that are unpacked at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What comes next in a table: rows of the last one that stay, or others in their place."""

    kept: int = 0
    """Rows that stay."""
    dropped: int = 0
    """Rows of the last table that are left out."""
    added: int = 0
    """Rows that come in their place."""
    projects: tuple[Row, ...] = ()
    """The projects that these tell of, each by its row in the table of projects."""


Rows: TypeAlias = tuple[str, int]
"""The digest of a project's rows in a table, and how many these are."""


def runs_between(
    last: Mapping[ProjectId, Rows],
    now: Mapping[ProjectId, Rows],
    told: Callable[[ProjectId], Row],
) -> Iterator[Run]:
    """Yield what comes after what in a table of projects in the order of their addresses.

    `told` returns the row of a project in the table of projects.
    """
    every = sorted(last.keys() | now.keys())
    for stays, found in groupby(every, key=lambda name: last.get(name) == now.get(name)):
        names = list(found)
        gone = sum(last[name][1] for name in names if name in last)
        come = [name for name in names if name in now]
        rows = sum(now[name][1] for name in come)
        yield (
            Run(kept=rows)
            if stays
            else Run(dropped=gone, added=rows, projects=tuple(map(told, come)))
        )


@dataclass(frozen=True, slots=True)
class Change:
    """How a table differs from the last one."""

    runs: Sequence[Run]
    rows_about: Callable[[Iterable[Row]], Iterable[PartedRow]]
    """Returns the rows about some projects."""
    written: Callable[[Piece], bytes]
    """Returns rows as they stand in the file."""

    def apply(self, last: Iterator[bytes], heading: int) -> Iterator[bytes]:
        """Yield the changed file piece by piece.

        `last`: the parts of the last one, `heading` of them before its rows.
        """
        yield from _next(last, heading)
        start = 0
        for run in self.runs:
            yield from _next(last, run.kept)
            deque(islice(last, run.dropped), maxlen=0)
            start += run.kept
            for piece in pieces_of(self.rows_about(run.projects), start=start):
                yield self.written(piece)
            start += run.added
        yield from last


def _next(last: Iterator[bytes], count: int) -> Iterator[bytes]:
    for done in range(0, count, PIECE):
        yield b"".join(islice(last, min(PIECE, count - done)))


def changed_book(last: bytes, changes: Mapping[str, Change]) -> bytes:
    """Return a workbook in which some sheets are changed; `changes`: by their paths in it.

    No row may come to stand on another place than before: its number is part of each cell.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(last)) as before, zipfile.ZipFile(made, "w") as archive:
        for name in before.namelist():
            with before.open(name) as old, archive.open(part_at(name), "w") as part:
                change = changes.get(name)
                for piece in change.apply(_elements(old), 1) if change else (old.read(),):
                    part.write(piece)
    return made.getvalue()


def _elements(sheet: IO[bytes]) -> Iterator[bytes]:
    """Yield what a sheet is made of: all up to the end of its heading, its rows, its end."""
    rest = b""
    while block := sheet.read(BLOCK):
        *whole, rest = (rest + block).split(ROW_END)
        yield from (row + ROW_END for row in whole)
    yield rest
