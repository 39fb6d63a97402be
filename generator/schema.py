"""JSON Schema of every content file, from the same records that loading uses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic.json_schema import GenerateJsonSchema

from generator.model.document import Document
from generator.model.project import ProjectFacts
from generator.model.scheme import Scheme
from generator.model.site import Exemptions, Expected, Release, Site
from generator.model.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from generator.model.fields import Record

RECORDS: tuple[tuple[str, type[Record]], ...] = (
    ("site", Site),
    ("unit", Unit),
    ("scheme", Scheme),
    ("document", Document),
    ("project", ProjectFacts),
    ("expected", Expected),
    ("register", Release),
    ("exceptions", Exemptions),
)
"""Each kind of content file with its record."""


class _Schema(GenerateJsonSchema):
    """Leaves out defaults, which editors would otherwise write into files as if printed."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schemas() -> Mapping[str, str]:
    """Return the JSON Schema of every kind of content file, by name."""
    return {name: _text(name, record) for name, record in RECORDS}


def _text(name: str, record: type[Record]) -> str:
    schema = record.model_json_schema(by_alias=True, schema_generator=_Schema)
    body = _relaxed(schema)
    assert isinstance(body, dict)  # noqa: S101  a schema is a mapping
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **body}
    return json.dumps(whole | {"title": name}, ensure_ascii=False, indent=1) + "\n"


def _relaxed(node: object) -> object:
    """Return a schema without generated titles, in which blank stands for null."""
    if isinstance(node, list):
        return [_relaxed(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node == {"type": "null"}:
        return {"enum": ["", None]}
    if node.get("type") == "string" and "pattern" in node:
        node = {**node, "type": ["string", "number"]}
    return {
        key: _relaxed(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
    }
