"""Plain values → one frozen record, with every fault of the file in our own words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.i18n import N_, Message, message
from generator.load import kinds
from generator.read import EMPTY_FILE, Places, parse_yaml, read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from generator.model.fields import Record
    from generator.problem import Problem
    from generator.read import KeyPath

RecordT = TypeVar("RecordT", bound="Record")

SUGGESTION = N_("是不是“{match}”？")
TABLE, LIST, TEXT = N_("若干“键: 值”"), N_("列表"), N_("一段文字")
NOTHING = N_("空的")
AS_TABLE = (TABLE, N_("在下面缩进写“键: 值”，冒号用半角，后面空一格"))
SHAPES = {
    "model_type": AS_TABLE,
    "model_attributes_type": AS_TABLE,
    "tuple_type": (LIST, N_("每一项另起一行，以“- ”开头")),
    "string_type": (TEXT, N_("直接写文字；如果以括号开头，请加引号")),
}


def read_record(
    root: Path, path: str, record: type[RecordT], declared: Collection[str] = ()
) -> tuple[RecordT | None, Places | None, tuple[Problem, ...]]:
    """Return the record in the file `path`, its places, and everything wrong with the file."""
    source, problems = read_source(root, path, declared)
    if source is None:
        return None, None, problems
    found = Places(source)
    value, faults = parse_yaml(source)
    problems += faults
    if value is None:
        nothing = () if faults else (EMPTY_FILE.at(source.at(1)),)
        return None, found, problems + nothing
    try:
        loaded = record.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, found, problems + tuple(_problems(record, error, found))
    return (None if any(p.blocks for p in problems) else loaded), found, problems


def _problems(record: type[Record], error: ValidationError, found: Places) -> Iterator[Problem]:
    """Yield a problem for every fault; an empty place left by a reported one is none."""
    for fault in error.errors():
        if fault["input"] is not None:
            yield _problem(record, fault, found)


def _problem(  # noqa: PLR0911  one return for each sort of fault
    record: type[Record], error: ErrorDetails, found: Places
) -> Problem:
    path, fault = error["loc"], error["type"]
    if fault == "missing":
        return _missing(record, path, found)
    if fault == "extra_forbidden":
        return _unknown_key(record, path, found)
    if fault == "enum":
        return _unknown_value(record, path, error["input"], found)
    if fault == "too_short":
        place = found.of_key(*path)
        return kinds.TOO_FEW.at(place, field=str(path[-1]), least=str(error["ctx"]["min_length"]))
    if fault == "empty-value":
        return kinds.EMPTY_VALUE.at(found.of_key(*path), field=_shown(path))
    if fault in kinds.BY_SLUG:
        return kinds.BY_SLUG[fault].at(found.at(*path), value=str(error["input"]))
    return _wrong_shape(path, fault, error["input"], found)


def _wrong_shape(path: KeyPath, fault: str, value: object, found: Places) -> Problem:
    wanted, mend = SHAPES[fault]
    return kinds.WRONG_SHAPE.at(
        found.at(*path),
        wanted=message(wanted),
        found=message(_shape(value)),
        mend=message(mend),
    )


def _missing(record: type[Record], path: KeyPath, found: Places) -> Problem:
    key = str(path[-1])
    field = _fields(record, path[:-1]).get(key)
    note = message(field.description or "") if field else ""
    return kinds.MISSING_KEY.at(found.of_key(*path[:-1]), key=key, note=note)


def _unknown_key(record: type[Record], path: KeyPath, found: Places) -> Problem:
    known = list(_fields(record, path[:-1]))
    return kinds.UNKNOWN_KEY.at(
        found.of_key(*path),
        key=str(path[-1]),
        suggestion=suggest(str(path[-1]), known),
        known="、".join(known),
    )


def _unknown_value(record: type[Record], path: KeyPath, value: object, found: Places) -> Problem:
    if not isinstance(value, str):
        return _wrong_shape(path, "string_type", value, found)
    if not value.strip():
        return kinds.EMPTY_VALUE.at(found.of_key(*path), field=_shown(path))
    field = _fields(record, path[:-1])[str(path[-1])]
    known = [str(word) for kind in _types(field.annotation) for word in _words(kind)]
    return kinds.UNKNOWN_VALUE.at(
        found.at(*path), value=value, suggestion=suggest(value, known), known="、".join(known)
    )


def suggest(written: str, known: Iterable[str]) -> Message | str:
    """Return “是不是…？” with the nearest known word, or nothing where none is near."""
    near = get_close_matches(written, list(known), n=1, cutoff=0.5)
    return message(SUGGESTION, match=near[0]) if near else ""


def _fields(record: type[Record], path: KeyPath) -> Mapping[str, FieldInfo]:
    """Return the fields, by key, of the record that stands at `path` inside `record`."""
    current: type[BaseModel] = record
    for part in path:
        if isinstance(part, str):
            current = next(_records(_by_key(current)[part].annotation))
    return _by_key(current)


def _by_key(record: type[BaseModel]) -> Mapping[str, FieldInfo]:
    return {str(field.alias): field for field in record.model_fields.values()}


def _types(annotation: object) -> Iterable[object]:
    inner = get_args(annotation)
    return [found for part in inner for found in _types(part)] if inner else [annotation]


def _records(annotation: object) -> Iterator[type[BaseModel]]:
    return iter(t for t in _types(annotation) if isinstance(t, type) and issubclass(t, BaseModel))


def _words(kind: object) -> Iterable[object]:
    return getattr(kind, "__members__", {}).values()


def _shown(path: KeyPath) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), ""))


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return TABLE
    if isinstance(value, str) and not value.strip():
        return NOTHING
    return LIST if isinstance(value, list) else TEXT
