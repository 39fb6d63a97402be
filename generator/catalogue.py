"""The catalogue: what lists show and are narrowed by, as script files for the browser.

A file holds a part of one budget year, column by column. It calls `selfevalCatalogue` with one
record, because scripts are all that a page may load from a folder. Figures stand in it as lists
show them, after a mark that says where they come from.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from generator.facets import LedgerMark, RateBand, ledger_marks, rate_band
from generator.model.ledger import Outcome
from generator.views.figures import (
    State,
    budget_cell,
    executed_cell,
    grade_cell,
    rate_cell,
    score_cell,
)
from generator.views.lists import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.i18n import Catalogue
    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.tabulate import Shard
    from generator.views.figures import Cell

T = TypeVar("T")

REGISTER = "selfevalCatalogue"
"""The function of the page that takes a file of the catalogue."""
MARKS = {State.STATED: "=", State.DERIVED: "~", State.ABSENT: "!"}
"""What stands before a figure: printed, computed by this site, or words for its absence."""
NONE = -1
"""Stands where a row has no scheme, grade or document."""
FIGURES = {
    "budget": budget_cell,
    "executed": executed_cell,
    "rate": rate_cell,
    "score": score_cell,
    "grade": grade_cell,
}
RATE_BANDS, LEDGER_MARKS = tuple(RateBand), tuple(LedgerMark)


def as_file(record: Mapping[str, object]) -> bytes:
    """Return one file of the catalogue: an ASCII call around a record in UTF-8.

    Angle brackets are escaped, so that no title can look like markup to whoever reads the file.
    """
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    for character in "<>\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return f"{REGISTER}({written});\n".encode()


def view_shard(shard: Shard, frame: Frame, say: Catalogue) -> Mapping[str, object]:
    """Return what one file of the catalogue says."""
    entries = shard.entries
    units, unit = _coded(entry.identity.unit for entry in entries)
    schemes, scheme = _coded(entry.scheme for entry in entries)
    documents, document = _coded(entry.carrier for entry in entries)
    grades, grade = _coded(entry.grade or None for entry in entries)
    return {
        "year": shard.year,
        "units": [_unit(slug, frame) for slug in units],
        "schemes": [_scheme(slug, frame) for slug in schemes],
        "documents": [frame.publications[name].facts.title for name in documents],
        "grades": grades,
        "unit": unit,
        "scheme": scheme,
        "document": document,
        "grade": grade,
        "slug": [entry.identity.slug for entry in entries],
        "name": [entry.name for entry in entries],
        "kind": [entry.has_evaluation + 2 * entry.has_targets for entry in entries],
        "rate": [RATE_BANDS.index(rate_band(entry.rate)) for entry in entries],
        "ledger": [_ledger(entry) for entry in entries],
        "differs": [entry.outcome(Outcome.DIFFERS) for entry in entries],
        "over": [int(entry.is_over_budget) for entry in entries],
        "shown": {
            name: _compact([_marked(cell(entry, say)) for entry in entries])
            for name, cell in FIGURES.items()
        },
    }


def _coded(values: Iterable[T | None]) -> tuple[list[T], list[int]]:
    """Return every value once, as the rows first have it, and the place of each row's value."""
    rows = list(values)
    known = [value for value in dict.fromkeys(rows) if value is not None]
    places = {value: place for place, value in enumerate(known)}
    return known, [NONE if value is None else places[value] for value in rows]


def _compact(texts: list[str]) -> tuple[list[str], list[int]]:
    """Return texts coded, or as they are and no places where that would not make them shorter."""
    known, places = _coded(texts)
    return (known, places) if len(known) * 2 <= len(texts) else (texts, [])


def _unit(slug: str, frame: Frame) -> tuple[str, str, str]:
    """Return a unit with its name and region."""
    unit = frame.units.get(slug)
    return (slug, unit.name, unit.region) if unit else (slug, slug, "")


def _scheme(slug: str, frame: Frame) -> tuple[str, str, list[str]]:
    """Return a scheme with its name in lists and its grades, the best first."""
    scheme = frame.schemes.get(slug)
    if scheme is None:
        return (slug, slug, [])
    bands = sorted(scheme.bands, key=lambda band: band.lower.value, reverse=True)
    return (slug, names_of(frame).schemes[slug], [band.word for band in bands])


def _ledger(entry: Entry) -> int:
    """Return what the ledger says, a bit for every mark, the first the lowest."""
    return sum(1 << LEDGER_MARKS.index(mark) for mark in ledger_marks(entry))


def _marked(cell: Cell) -> str:
    return f"{MARKS[cell.state]}{cell.text}"
