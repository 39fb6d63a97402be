"""The files that are given away: which there are, and what is known of each once it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import urls
from generator.exports.columns import INDICATOR_COLUMNS, PROJECT_COLUMNS
from generator.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.exports.columns import Column

PROJECTS, INDICATORS, WORKBOOK = "projects", "indicators", "selfeval"
CSV, JSON_LINES, XLSX = "csv", "jsonl", "xlsx"

TABLES: Mapping[str, tuple[Column[Any], ...]] = {
    PROJECTS: PROJECT_COLUMNS,
    INDICATORS: INDICATOR_COLUMNS,
}
TABLE_WORDS = {
    PROJECTS: N_("项目"),
    INDICATORS: N_("指标"),
    WORKBOOK: N_("项目、指标和字段说明"),
}
KEYS = {
    PROJECTS: ("year", "unit", "project"),
    INDICATORS: ("year", "unit", "project", "statement", "number"),
}
"""The columns that name a row."""
MEDIA_TYPES = {
    CSV: "text/csv",
    JSON_LINES: "application/jsonl",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of one table, or a workbook of all, for one year or for all."""

    table: str
    ending: str
    year: str = ""
    """Empty for all years."""
    rows: int
    """Without headings; of a workbook, those of all its tables."""

    @property
    def path(self) -> str:
        """Where it stands in the site."""
        return urls.table_file(self.table, self.ending, self.year)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A file that has been made."""

    file: DataFile
    size: int
    """Bytes."""
    sha256: str


def data_files(projects: Mapping[str, int], indicators: Mapping[str, int]) -> Sequence[DataFile]:
    """Return every data file of the site: of all years, then year by year.

    `projects`, `indicators`: how many rows each year has.
    """
    total = sum(projects.values())
    if not total:
        return ()
    found = [DataFile(table=PROJECTS, ending=ending, rows=total) for ending in (CSV, JSON_LINES)]
    for year, count in projects.items():
        rows = {PROJECTS: count, INDICATORS: indicators[year]}
        found += [
            DataFile(table=table, ending=ending, year=year, rows=rows[table])
            for table in (PROJECTS, INDICATORS)
            for ending in (CSV, JSON_LINES)
        ]
        found.append(DataFile(table=WORKBOOK, ending=XLSX, year=year, rows=sum(rows.values())))
    return tuple(found)
