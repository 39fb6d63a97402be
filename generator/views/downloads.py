"""The data files of the site (数据下载) and the dictionary of what stands in them (数据字典)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import urls
from generator.exports.explain import ADDED, ADDED_TITLE, RECORDS, TYPE_WORDS, explain_record
from generator.exports.files import TABLE_WORDS, TABLES
from generator.exports.record import FORMAT
from generator.i18n import N_, message
from generator.model.ledger import OUTCOME_WORDS
from generator.views.records import readable_size
from generator.views.shell import Link, Related, Setting, Shell, make_shell

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from generator.exports.columns import Column
    from generator.exports.explain import Explained
    from generator.exports.files import Weighed
    from generator.i18n import Catalogue

JSON_LD = "application/ld+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One data file."""

    link: Link
    table: str
    """What it holds, in words."""
    format: str
    rows: int
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """The files of one year, or of all."""

    title: str
    anchor: str
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsView:
    """The page of data files."""

    shell: Shell
    title: str
    latest: str
    """The last day on which anything is known to have been published; empty where unknown."""
    groups: tuple[FileGroup, ...]
    """None on a site without projects."""
    dictionary: str
    package: str
    linked: str
    feed: str
    """Empty without a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field as the dictionary shows it."""

    title: str
    """The Chinese name."""
    name: str
    """The English name."""
    type: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTable:
    """The fields of one table or record."""

    title: str
    anchor: str
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryView:
    """The data dictionary."""

    shell: Shell
    title: str
    downloads: str
    format: str
    """What the JSON of a project says of its own form."""
    tables: tuple[FieldTable, ...]
    """Of CSV, JSON Lines and XLSX."""
    records: tuple[FieldTable, ...]
    """Of the JSON of a project."""
    outcomes: tuple[tuple[str, str], ...]
    """Code and word of every outcome of the ledger."""


def view_downloads(
    files: Sequence[Weighed], latest: datetime.date | None, setting: Setting
) -> DownloadsView:
    """Return the page of data files; `latest`: the last day that anything says it was published."""
    say, origin = setting.catalogue, urls.DOWNLOADS
    title = say.translate(N_("数据下载"))
    linked = Related("describedby", JSON_LD, urls.DATASET, say.translate(N_("数据集说明")))
    return DownloadsView(
        shell=make_shell(setting, origin, title, related=(linked,)),
        title=title,
        latest=latest.isoformat() if latest else "",
        groups=tuple(_groups(files, say)),
        dictionary=urls.relative(origin, urls.DICTIONARY),
        package=urls.relative(origin, urls.DATA_PACKAGE),
        linked=urls.relative(origin, urls.DATASET),
        feed=urls.relative(origin, urls.FEED) if setting.feeds else "",
    )


def _groups(files: Sequence[Weighed], say: Catalogue) -> Iterator[FileGroup]:
    for year in dict.fromkeys(weighed.file.year for weighed in files):
        named = message(N_("{year} 年度"), year=year) if year else message(N_("全部年度"))
        yield FileGroup(
            title=say.say(named),
            anchor=f"year-{year}" if year else "all-years",
            files=tuple(_file(weighed, say) for weighed in files if weighed.file.year == year),
        )


def _file(weighed: Weighed, say: Catalogue) -> FileRow:
    file = weighed.file
    name = file.path.rpartition("/")[2]
    return FileRow(
        link=Link(name, urls.relative(urls.DOWNLOADS, file.path)),
        table=say.translate(TABLE_WORDS[file.table]),
        format=FORMAT_WORDS[file.ending],
        rows=file.rows,
        size=readable_size(weighed.size),
    )


FORMAT_WORDS = {"csv": "CSV", "jsonl": "JSON Lines", "xlsx": "XLSX"}


def view_dictionary(setting: Setting) -> DictionaryView:
    """Return the data dictionary."""
    say, origin = setting.catalogue.translate, urls.DICTIONARY
    title = say(N_("数据字典"))
    return DictionaryView(
        shell=make_shell(
            setting,
            origin,
            title,
            crumbs=((say(N_("数据下载")), urls.DOWNLOADS, False),),
        ),
        title=title,
        downloads=urls.relative(origin, urls.DOWNLOADS),
        format=FORMAT,
        tables=tuple(
            FieldTable(
                title=say(TABLE_WORDS[table]),
                anchor=f"table-{table}",
                fields=tuple(_column(column, setting.catalogue) for column in columns),
            )
            for table, columns in TABLES.items()
        ),
        records=(
            _record(ADDED_TITLE, "added", ADDED, setting.catalogue),
            *(
                _record(word, f"record-{number}", explain_record(record), setting.catalogue)
                for number, (word, record) in enumerate(RECORDS, 1)
            ),
        ),
        outcomes=tuple((outcome.value, say(word)) for outcome, word in OUTCOME_WORDS.items()),
    )


def _record(title: str, anchor: str, fields: Iterable[Explained], say: Catalogue) -> FieldTable:
    return FieldTable(
        title=say.translate(title),
        anchor=anchor,
        fields=tuple(
            FieldRow(
                title=field.title,
                name=field.name,
                type=say.translate(field.type),
                unit="",
                note=say.translate(field.note),
            )
            for field in fields
        ),
    )


def _column(column: Column[Any], say: Catalogue) -> FieldRow:
    return FieldRow(
        title=column.title,
        name=column.name,
        type=say.translate(TYPE_WORDS[column.type]),
        unit=say.translate(column.unit),
        note=say.translate(column.note),
    )
