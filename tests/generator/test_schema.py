"""Editors are told the same form that loading checks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.schema import RECORDS, json_schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SCHEMAS = json_schemas()
HEADER = "# yaml-language-server: $schema="
KINDS = {
    "site.yaml": "site",
    "exceptions.yaml": "exceptions",
    "schemes/*.yaml": "scheme",
    "units/*.yaml": "unit",
    "expected/*.yaml": "expected",
    "register/*.yaml": "register",
    "documents/*/*/*/document.yaml": "document",
    "projects/*/*/*/project.yaml": "project",
}
SHIPPED = [
    pytest.param(path, kind, id=path.relative_to(ROOT / "content").as_posix())
    for pattern, kind in KINDS.items()
    for path in sorted((ROOT / "content").glob(pattern))
]


def objects(node: object) -> Iterator[dict[str, Any]]:
    """Yield every mapping inside a schema."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_written_schemas_are_current() -> None:
    """`docs/schema/` holds exactly what `selfeval schema` gives, to the letter."""
    written = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs/schema").iterdir()}
    assert written == SCHEMAS


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_closed_and_explained(name: str) -> None:
    """A schema knows its draft and its name, allows no other keys, and explains each key."""
    schema = json.loads(SCHEMAS[name])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == name
    for found in objects(schema):
        if "properties" in found and "type" in found:
            assert found["additionalProperties"] is False
            assert all(field["description"] for field in found["properties"].values())


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_has_no_defaults_that_editors_would_write(name: str) -> None:
    """An editor must not complete a form with figures nobody printed."""
    schema = json.loads(SCHEMAS[name])
    assert [found for found in objects(schema) if "default" in found] == []


@pytest.mark.parametrize(("name", "record"), RECORDS, ids=[name for name, _ in RECORDS])
def test_schema_has_the_keys_of_its_record(name: str, record: Any) -> None:  # noqa: ANN401  any record
    """The keys of a schema are the Chinese keys of the record, and so are the required ones."""
    schema = json.loads(SCHEMAS[name])
    keys = {str(field.alias): field.is_required() for field in record.model_fields.values()}
    assert set(schema["properties"]) == set(keys)
    assert set(schema.get("required", [])) == {key for key, needed in keys.items() if needed}


def test_blank_stands_for_a_value_that_is_not_there() -> None:
    """A key that is printed and left blank is no fault for an editor either."""
    office = json.loads(SCHEMAS["project"])["properties"]["具体实施处（科室）"]
    assert office == {
        "anyOf": [{"pattern": r"\S", "type": ["string", "number"]}, {"enum": ["", None]}],
        "description": "具体实施处（科室）",
    }


@pytest.mark.parametrize(("path", "kind"), SHIPPED)
def test_shipped_file_names_its_schema(path: Path, kind: str) -> None:
    """The first line of a shipped content file leads an editor to the schema of its kind."""
    first = path.read_text("utf-8").splitlines()[0]
    schema = os.path.relpath(ROOT / f"docs/schema/{kind}.json", path.parent)
    assert first == f"{HEADER}{schema}"
