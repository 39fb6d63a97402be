"""The kinds of values a content file may hold, each keeping what was printed.

Every value arrives as text. A kind either returns a finished value or raises a `ValueFault`
naming the problem kind, so that all faults of a file are found in one pass.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError, core_schema

from generator import urls
from generator.money import Figure, parse_amount, parse_printed_rate, parse_rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

JsonSchema: TypeAlias = dict[str, Any]

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
    return None if _is_dash(value) else _amount(value)


PRINTED_BLANKS = frozenset({"—", "——", "-", "--", "/", "／", "*"})
"""What forms print in a cell for a number that has none."""


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_dash(value: object) -> bool:
    return _is_blank(value) or (isinstance(value, str) and value.strip() in PRINTED_BLANKS)


def _or_none(
    read: Callable[[object], object], is_none: Callable[[object], bool] = _is_blank
) -> Callable[[object], object]:
    """Return what reads a value that may be left out or blank; its key stays among those set."""
    return lambda value: None if is_none(value) else read(value)


@dataclass(frozen=True, slots=True, eq=False)
class ReadBy:
    """By which function a value is read, and the JSON Schema of what may be written for it.

    Pydantic's own annotations prepare for writing values back as well, which nobody does; that
    takes a fifth of the time until records can be used.
    """

    read: Callable[[object], object]
    schema: JsonSchema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return what pydantic validates by."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        """Return what editors check by."""
        return self.schema.copy()


def _string(pattern: str) -> JsonSchema:
    return {"type": "string", "pattern": pattern}


def _or_null(*schemas: JsonSchema) -> JsonSchema:
    """Return the schema of a value that may be left out or left blank."""
    return {"anyOf": [*schemas, {"type": "null"}]}


TEXT, FLAG, ADDRESS_PATTERN = _string(r"\S"), {"enum": ["是", "否"]}, r"^https?://"
DAY_PATTERN, SLUG_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"^[a-z0-9]+(-[a-z0-9]+)*$"
AMOUNT_PATTERN = r"^-?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]+)?$|^-?[0-9]+(\.[0-9]+)?$"
RATE_PATTERN = r"^-?[0-9]+(\.[0-9]+)?[%％]?$"
DASHES = {"enum": sorted(PRINTED_BLANKS)}

Text = Annotated[str, ReadBy(_text, TEXT)]
"""Text that must not be empty, kept to the letter."""
Amount = Annotated[Figure, ReadBy(_amount, _string(AMOUNT_PATTERN))]
"""A number as printed: an amount of money in the form's unit, or points."""
Rate = Annotated[Figure, ReadBy(_rate, _string(r"^-?[0-9]+(\.[0-9]+)?[%％]$"))]
"""A percentage as printed, with its sign."""
PrintedRate = Annotated[Figure, ReadBy(_printed_rate, _string(RATE_PATTERN))]
"""A rate of a form: with its sign, or bare as forms print it under a heading that has the sign."""
Day = Annotated[datetime.date, ReadBy(_day, _string(DAY_PATTERN))]
"""A calendar day, `2021-03-05`."""
Year = Annotated[str, ReadBy(_year, _string(r"^(19|20)[0-9]{2}$"))]
"""A budget year."""
Flag = Annotated[bool, ReadBy(_flag, FLAG)]
"""是 or 否."""
Address = Annotated[str, ReadBy(_address, _string(ADDRESS_PATTERN))]
"""A web address."""
Row = Annotated[int, ReadBy(_row, _string(r"^[1-9][0-9]*$"))]
"""The number of an indicator row, counted from 1 in the order of the form."""
Slug = Annotated[str, ReadBy(_slug, _string(SLUG_PATTERN))]
"""The name of a folder or file in `content/`, part of a permanent address."""

OptionalText = Annotated[str | None, ReadBy(_optional_text, _or_null(TEXT))]
OptionalAmount = Annotated[
    Figure | None, ReadBy(_optional_amount, _or_null(_string(AMOUNT_PATTERN), DASHES))
]
OptionalRate = Annotated[
    Figure | None,
    ReadBy(_or_none(_printed_rate, _is_dash), _or_null(_string(RATE_PATTERN), DASHES)),
]
OptionalDay = Annotated[
    datetime.date | None, ReadBy(_or_none(_day), _or_null(_string(DAY_PATTERN)))
]
OptionalFlag = Annotated[bool | None, ReadBy(_or_none(_flag), _or_null(FLAG))]
OptionalAddress = Annotated[
    str | None, ReadBy(_or_none(_address), _or_null(_string(ADDRESS_PATTERN)))
]
OptionalSlug = Annotated[str | None, ReadBy(_or_none(_slug), _or_null(_string(SLUG_PATTERN)))]
