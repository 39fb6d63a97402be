"""One project as JSON: everything that is published of it, under documented English names.

A key that the source does not print is absent; one that it prints and leaves blank is null. So
"not scored", "score 0" and "no weight" stay three different things.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import orjson

from generator.exports.columns import INDICATOR_COLUMNS, Field, Placed, digits, row_of
from generator.model.disclosure import Attachment, Correction
from generator.model.fields import Record
from generator.model.identity import StatementKind
from generator.model.ledger import Outcome
from generator.model.project import Allocation, Evaluation, FundPart, Funds, FundSource
from generator.money import Figure, in_yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.exports.columns import PartedRow
    from generator.load import Share
    from generator.model.document import Document
    from generator.model.ledger import Line, Result, SectionTotal, Told
    from generator.model.project import Project, Targets
    from generator.money import MoneyUnit

FORMAT = "selfeval-project/1"
SCORED, NOT_SCORED, NOT_APPLICABLE = "已打分", "未打分", "不适用"

WITHHELD: Mapping[type[Record], frozenset[str]] = {
    Attachment: frozenset({"approved"}),
    Correction: frozenset({"approved_by"}),
}
"""Fields that the page does not show either: who inside the unit let something pass."""
MONEY: Mapping[type[Record], frozenset[str]] = {
    Funds: frozenset(
        {"initial", "budget", "executed", "previous", "received"}
        | {"carried_in", "carried_over", "returned"}
    ),
    FundSource: frozenset({"initial", "budget", "executed"}),
    FundPart: frozenset({"amount"}),
    Allocation: frozenset({"amount"}),
}
"""Fields in the printed unit of money, which are given in 元 as well."""
NONE: frozenset[Any] = frozenset()
ELSEWHERE = frozenset(
    {"document", "ordinal", "position", "scheme", "funds", "targets", "evaluation", "attachments"}
)
"""Facts that stand in the JSON in a form of their own."""

ROW_SOURCES = ("year", "unit", "project", "name", "targets", "evaluation")
"""The parts of the JSON that rows of indicators are made of."""

OUTCOMES = {outcome: outcome.value for outcome in Outcome}
"""What outcomes are called in the JSON; a ledger has one for every line."""

Json = dict[str, Any]

PLACING = tuple(column for column in INDICATOR_COLUMNS if not isinstance(column.of, Field))
"""The first columns of an indicator: the same for every row of a statement."""
FIELDS = tuple(column.of for column in INDICATOR_COLUMNS if isinstance(column.of, Field))
"""The others, which differ from row to row."""
ABSENT: Mapping[str, Any] = dict.fromkeys(field.key for field in FIELDS)
"""What an indicator holds of which nothing is printed, in the order of the columns."""
FIGURES = tuple(field.key for field in FIELDS if field.is_figure)
AFTER_ROWS = b',"result":{'
"""What follows in the JSON upon all that rows are made of."""


def dump(value: object) -> bytes:
    """Return `value` as compact JSON in UTF-8, keys in the order they were given."""
    return orjson.dumps(value)


def project_record(project: Project, result: Result, share: Share, told: Sequence[Told]) -> Json:
    """Return everything that is published of a project, ready to be written as JSON.

    `told`: its ledger in the source language.
    """
    facts, identity = project.facts, project.identity
    base = share.site.base_address
    return {
        "format": FORMAT,
        "year": int(identity.year),
        "project": identity.slug,
        "page": identity.page,
        **({"address": f"{base}{identity.folder}/"} if base else {}),
        **encode_record(facts, leaving=ELSEWHERE),
        "unit": _unit(project, share),
        "document": _document(project, share),
        "scheme": _scheme(project, share),
        "funds": encode_record(facts.funds, unit=facts.funds.unit),
        "targets": _statement(facts.targets),
        "evaluation": _statement(facts.evaluation),
        "result": _result(result),
        "ledger": list(map(_line, result.ledger, told)),
        "narrative": [
            {"topic": part.topic.value, "heading": part.heading, "text": part.text}
            for part in project.narrative.sections
        ],
        "attachments": [
            {**encode_record(file.record), "path": file.path, "size": file.size}
            for file in project.attachments
        ],
        "versions": list(project.versions),
    }


def rows_record(content: bytes) -> Mapping[str, Any]:
    """Return the JSON of a project as far as rows of indicators are made of it.

    That comes first in it. A quote that ends a key is nowhere but in its place: those within a
    text are escaped.
    """
    end = content.find(AFTER_ROWS)
    record: Mapping[str, Any] = orjson.loads(content if end < 0 else content[:end] + b"}")
    return record


def indicator_rows(record: Mapping[str, Any]) -> Iterator[PartedRow]:
    """Yield the indicators in the JSON of a project as rows, targets before evaluation."""
    kinds = (("targets", StatementKind.TARGETS), ("evaluation", StatementKind.EVALUATION))
    for key, kind in kinds:
        first = row_of(PLACING, Placed(record, kind.value, {}))
        for row in (record[key] or {}).get("indicators", ()):
            held = {**ABSENT, **row}
            for figure in FIGURES:
                if held[figure]:
                    held[figure] = held[figure]["value"]
            yield first, tuple(held.values())[: len(ABSENT)]


def encode_record(
    record: Record, *, unit: MoneyUnit | None = None, leaving: Iterable[str] = ()
) -> Json:
    """Return a record of the content under its English names, without what it does not print."""
    kind, given, fields = type(record), record.model_fields_set, vars(record)
    hidden = WITHHELD.get(kind, NONE).union(leaving)
    if hidden:
        fields = {name: value for name, value in fields.items() if name not in hidden}
    found: Json = {}
    for name, value in fields.items():
        if type(value) is str:  # which most of a form is
            found[name] = value
        elif value is None:
            if name in given:
                found[name] = None
        elif value or value != () or name in given:
            found[name] = _figure(value) if type(value) is Figure else _encode(value, unit)
    if unit is not None:
        for name in MONEY.get(kind, NONE) & found.keys():
            if isinstance(fields[name], Figure):
                found[name]["yuan"] = digits(in_yuan(fields[name].value, unit))
    return found


def _figure(figure: Figure) -> Json:
    return {"printed": figure.text, "value": f"{figure.value:f}"}


def _encode(value: object, unit: MoneyUnit | None) -> Any:  # noqa: ANN401  JSON holds anything
    if value is None or type(value) is str or type(value) is bool:
        return value
    if type(value) is Figure:
        return _figure(value)
    if isinstance(value, Record):
        return encode_record(value, unit=unit)
    if isinstance(value, tuple):
        return [_encode(item, unit) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _unit(project: Project, share: Share) -> Json:
    unit = share.unit
    slug = project.identity.unit
    if unit is None:
        return {"id": slug, "name": slug}
    kept = {"name", "short_name", "region", "region_code", "level", "credit_code"}
    leaving = unit.__class__.model_fields.keys() - kept
    return {"id": slug, **encode_record(unit, leaving=leaving)}


def _document(project: Project, share: Share) -> Json | None:
    found = next(
        (doc for name, doc in share.documents.items() if name.slug == project.facts.document), None
    )
    if project.facts.document is None:
        return None
    return {
        "id": project.facts.document,
        **(_title(found) if found else {}),
        "ordinal": project.facts.ordinal,
        "position": project.facts.position,
    }


def _title(document: Document) -> Json:
    record = encode_record(document.disclosure)
    return {"title": document.title, "kind": document.kind.value, "disclosure": record}


def _scheme(project: Project, share: Share) -> Json | None:
    slug = project.facts.scheme
    if slug is None:
        return None
    scheme = share.schemes.get(slug)
    full = scheme.total.text if scheme and scheme.total else None
    return {"id": slug, "name": scheme.name if scheme else slug, "full_marks": full}


def _statement(statement: Targets | Evaluation | None) -> Json | None:
    if statement is None:
        return None
    found = encode_record(statement)
    if "indicators" in found:
        rows = found["indicators"]
        placed = enumerate(zip(rows, _sections(statement, rows), strict=True), 1)
        if isinstance(statement, Evaluation):
            reading = statement.reading
            uncertain = frozenset(reading.uncertain) if reading else NONE
            found["indicators"] = [
                {
                    "number": number,
                    **row,
                    "in_section": section,
                    "score_state": _state(row),
                    "is_uncertain": number in uncertain,
                }
                for number, (row, section) in placed
            ]
        else:
            found["indicators"] = [
                {"number": number, **row, "in_section": section}
                for number, (row, section) in placed
            ]
    return found


def _state(row: Json) -> str:
    """Return whether a row of an evaluation has points, and whether it should have any."""
    if row["not_applicable"]:
        return NOT_APPLICABLE
    return SCORED if row.get("score") is not None else NOT_SCORED


def _sections(statement: Targets | Evaluation, rows: Sequence[Json]) -> Sequence[str | None]:
    """Return the section of each row: as an editor reads it, else the last one printed."""
    reading = statement.reading if isinstance(statement, Evaluation) else None
    if reading is not None:
        return [
            next((s.name for s in reading.sections if s.first <= number <= s.last), None)
            for number in range(1, len(rows) + 1)
        ]
    names: list[str | None] = []
    name = None
    for row in rows:
        name = row.get("section") or name
        names.append(name)
    return names


def _result(result: Result) -> Json:
    return {
        "budget_yuan": digits(result.budget),
        "executed_yuan": digits(result.executed),
        "executed_stated": result.executed_stated,
        "rate_percent": digits(result.rate),
        "score": digits(result.score),
        "score_stated": result.score_stated,
        "grade": result.grade or None,
        "sections": [_section(section) for section in result.sections],
    }


def _section(section: SectionTotal) -> Json:
    return {
        "name": section.name,
        "weight": digits(section.weight),
        "score": digits(section.score),
        "first_row": section.first,
        "last_row": section.last,
        "read_by_editor": section.read_by_editor,
    }


def _line(line: Line, told: Told) -> Json:
    return {
        "anchor": f"check-{line.anchor}",
        "label": told.label,
        "stated": line.stated or None,
        "computed": line.computed or None,
        "outcome": OUTCOMES[line.outcome],
        "formula": told.formula,
        "notes": told.notes,
    }
