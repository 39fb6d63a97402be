"""The kinds of values a content file may hold, each keeping what was printed.

Every value arrives as text. A kind either returns a finished value or raises a `ValueFault`
naming the problem kind, so that all faults of a file are found in one pass.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator import urls
from generator.money import Figure, parse_amount, parse_printed_rate, parse_rate

ROW = re.compile(r"[1-9][0-9]{0,3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")


class Record(BaseModel):
    """A frozen record of a content file: Chinese keys outside, English attributes inside."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        ignored_types=(),
        hide_input_in_errors=True,
    )


def key(alias: str, note: str, **options: Any) -> Any:  # noqa: ANN401  pydantic fields are untyped
    """Declare a field: its Chinese key, and one line saying what belongs there.

    The line is a Chinese source string; it becomes the hover text of the JSON Schema.
    """
    return Field(alias=alias, description=note, **options)


def optional(alias: str, note: str) -> Any:  # noqa: ANN401  pydantic fields are untyped
    """Declare a field that a form may lack; an empty value means printed and left blank."""
    return key(alias, note, default=None)


def several(alias: str, note: str) -> Any:  # noqa: ANN401  pydantic fields are untyped
    """Declare a list that may be absent."""
    return key(alias, note, default=())


def fault(slug: str, value: object) -> PydanticCustomError:
    """Return the fault named by the problem kind `slug`, with the value that was found."""
    return PydanticCustomError(slug, "{value}", {"value": str(value)})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text")
    if not value.strip():
        raise fault("empty-value", value)
    return value


def _amount(value: object) -> Figure:
    figure = parse_amount(_text(value))
    if figure is None:
        raise fault("not-an-amount", value)
    return figure


def _rate(value: object) -> Figure:
    figure = parse_rate(_text(value))
    if figure is None:
        raise fault("not-a-rate", value)
    return figure


def _printed_rate(value: object) -> Figure:
    figure = parse_printed_rate(_text(value))
    if figure is None:
        raise fault("not-a-rate", value)
    return figure


def _day(value: object) -> datetime.date:
    text = _text(value)
    try:
        return datetime.date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError:
        raise fault("not-a-date", value) from None


def _year(value: object) -> str:
    if not urls.is_year(_text(value)):
        raise fault("not-a-year", value)
    return str(value)


def _flag(value: object) -> bool:
    text = _text(value)
    if text not in {"是", "否"}:
        raise fault("not-yes-or-no", value)
    return text == "是"


def _address(value: object) -> str:
    text = _text(value)
    if not ADDRESS.fullmatch(text):
        raise fault("not-an-address", value)
    return text


def _row(value: object) -> int:
    text = _text(value)
    if not ROW.fullmatch(text):
        raise fault("not-a-row", value)
    return int(text)


def _slug(value: object) -> str:
    text = _text(value)
    if not urls.is_slug(text):
        raise fault("not-a-slug", value)
    return text


def _optional_text(value: object) -> str | None:
    """Read `Text` or a blank in one step, since most of what a form holds is this."""
    if isinstance(value, str):
        return value if value.strip() else None
    return None if value is None else _text(value)


def _optional_amount(value: object) -> Figure | None:
    """Read an `Amount`, a blank or the sign for having none, in one step as well."""
    figure = parse_amount(value) if isinstance(value, str) else None
    if figure is not None:
        return figure
    return None if _dash_to_none(value) is None else _amount(value)


def _blank_to_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


PRINTED_BLANKS = frozenset({"—", "——", "-", "--", "/", "／", "*"})
"""What forms print in a cell for a number that has none."""


def _dash_to_none(value: object) -> object:
    is_dash = isinstance(value, str) and value.strip() in PRINTED_BLANKS
    return None if is_dash else _blank_to_none(value)


def _string(pattern: str | None = None, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **({"pattern": pattern} if pattern else {}), **more})


def _or_null(pattern: str) -> WithJsonSchema:
    """Return the schema of a text that may be left out or left blank."""
    return WithJsonSchema({"anyOf": [{"type": "string", "pattern": pattern}, {"type": "null"}]})


def _or_dash(pattern: str) -> WithJsonSchema:
    """Return the schema of a number that may be blank, or the sign for having none."""
    number = {"type": "string", "pattern": pattern}
    return WithJsonSchema({"anyOf": [number, {"enum": sorted(PRINTED_BLANKS)}, {"type": "null"}]})


Blank = BeforeValidator(_blank_to_none)
"""Reads a field that is printed but left blank as None; the key stays in `model_fields_set`."""

Dash = BeforeValidator(_dash_to_none)
"""Reads the sign that a form prints for “no number” as None, as well as a blank."""

Text = Annotated[str, PlainValidator(_text), _string(r"\S")]
"""Text that must not be empty, kept to the letter."""
AMOUNT_PATTERN = r"^-?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]+)?$|^-?[0-9]+(\.[0-9]+)?$"
RATE_PATTERN = r"^-?[0-9]+(\.[0-9]+)?[%％]?$"
Amount = Annotated[Figure, PlainValidator(_amount), _string(AMOUNT_PATTERN)]
"""A number as printed: an amount of money in the form's unit, or points."""
Rate = Annotated[Figure, PlainValidator(_rate), _string(r"^-?[0-9]+(\.[0-9]+)?[%％]$")]
"""A percentage as printed, with its sign."""
PrintedRate = Annotated[Figure, PlainValidator(_printed_rate), _string(RATE_PATTERN)]
"""A rate of a form: with its sign, or bare as forms print it under a heading that has the sign."""
Day = Annotated[datetime.date, PlainValidator(_day), _string(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A calendar day, `2021-03-05`."""
Year = Annotated[str, PlainValidator(_year), _string(r"^(19|20)[0-9]{2}$")]
"""A budget year."""
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"enum": ["是", "否"]})]
"""是 or 否."""
Address = Annotated[str, PlainValidator(_address), _string(r"^https?://")]
"""A web address."""
Row = Annotated[int, PlainValidator(_row), _string(r"^[1-9][0-9]*$")]
"""The number of an indicator row, counted from 1 in the order of the form."""
Slug = Annotated[str, PlainValidator(_slug), _string(r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The name of a folder or file in `content/`, part of a permanent address."""

OptionalText = Annotated[str | None, PlainValidator(_optional_text), _or_null(r"\S")]
OptionalAmount = Annotated[
    Figure | None, PlainValidator(_optional_amount), _or_dash(AMOUNT_PATTERN)
]
OptionalRate = Annotated[PrintedRate | None, Dash, _or_dash(RATE_PATTERN)]
OptionalDay = Annotated[Day | None, Blank]
OptionalFlag = Annotated[Flag | None, Blank]
OptionalAddress = Annotated[Address | None, Blank]
OptionalSlug = Annotated[Slug | None, Blank]
