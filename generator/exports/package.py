"""The Data Package (version 2): every table with its schema, for programs that read such."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any

from generator import urls
from generator.exports.columns import Type
from generator.exports.files import CSV, KEYS, MEDIA_TYPES, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.exports.columns import Column
    from generator.exports.files import DataFile, Weighed
    from generator.model.site import Site

SCHEMAS = "https://datapackage.org/profiles/2.0"
NAME = "selfeval"


def data_package(site: Site, files: Sequence[Weighed]) -> bytes:
    """Return `datapackage.json`: the tables of the site with their columns, sizes and digests.

    Only CSV is described. JSON Lines and workbooks hold the same rows, and need extra parts of
    the programs that read Data Packages.
    """
    tables = [weighed for weighed in files if weighed.file.ending == CSV]
    described: dict[str, Any] = {
        "$schema": f"{SCHEMAS}/datapackage.json",
        "name": NAME,
        "title": site.name,
        "description": site.summary,
        **({"homepage": site.base_address} if site.base_address else {}),
        "contributors": [{"title": site.publisher, "roles": ["publisher"]}],
        "resources": [_resource(weighed) for weighed in tables],
    }
    return pretty(described)


def pretty(value: object) -> bytes:
    """Return `value` as JSON that people can read, in UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(weighed: Weighed) -> dict[str, Any]:
    file = weighed.file
    return {
        "name": _name(file),
        "type": "table",
        "path": posixpath.relpath(file.path, posixpath.dirname(urls.DATA_PACKAGE)),
        "format": file.ending,
        "mediatype": MEDIA_TYPES[file.ending],
        "encoding": "utf-8",
        "bytes": weighed.size,
        "hash": f"sha256:{weighed.sha256}",
        "schema": _schema(file.table),
    }


def _name(file: DataFile) -> str:
    return "-".join(part for part in (file.table, file.year, file.ending) if part)


def _schema(table: str) -> dict[str, Any]:
    keys = KEYS[table]
    return {
        "$schema": f"{SCHEMAS}/tableschema.json",
        "fields": [_field(column, is_key=column.name in keys) for column in TABLES[table]],
        "missingValues": [""],
        "primaryKey": list(keys),
    }


def _field(column: Column[Any], *, is_key: bool) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type.value,
        "title": column.heading,
        "description": column.note,
        **({"unit": column.unit} if column.unit else {}),
        **({"trueValues": ["true"], "falseValues": ["false"]} if column.type is Type.FLAG else {}),
        **({"constraints": {"required": True}} if is_key else {}),
    }
