"""Each kind of value keeps what was printed, or names the fault that keeps it from being one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator, TypeAdapter, ValidationError

from generator.load.kinds import BY_SLUG
from generator.model import fields
from generator.model.fields import OptionalAmount, OptionalText, Record, key, optional, several
from generator.money import Figure

CASES: dict[str, dict[str, dict[str, str]]] = yaml.load(
    (Path(__file__).parents[2] / "fixtures/fields.yaml").read_text("utf-8"),
    yaml.CBaseLoader,  # noqa: S506  every scalar is text
)
ACCEPTED = [
    pytest.param(kind, written, value, id=f"{kind}-{written}")
    for kind, case in CASES.items()
    for written, value in case["accepts"].items()
]
REFUSED = [
    pytest.param(kind, written, slug, id=f"{kind}-{written or 'blank'}")
    for kind, case in CASES.items()
    for written, slug in case["refuses"].items()
]


def adapter(kind: str) -> TypeAdapter[Any]:
    """Return what validates one kind of value."""
    return TypeAdapter(getattr(fields, kind))


def faults(kind: str, value: object) -> list[str]:
    """Return the names of the faults that `value` has as a value of `kind`."""
    try:
        adapter(kind).validate_python(value)
    except ValidationError as error:
        return [fault["type"] for fault in error.errors()]
    return []


def allows(schema: dict[str, Any], written: str) -> bool:
    """Whether the JSON Schema of a value lets an editor write `written`."""
    if "enum" in schema:
        return written in schema["enum"]
    return re.search(schema["pattern"], written) is not None


@pytest.mark.parametrize(("kind", "written", "value"), ACCEPTED)
def test_accepted_value_is_finished(kind: str, written: str, value: str) -> None:
    """What a kind accepts becomes its finished value, with the print kept beside a number."""
    read = adapter(kind).validate_python(written)
    if isinstance(read, Figure):
        assert (read.text, str(read.value)) == (written, value)
    else:
        assert str(read) == value


@pytest.mark.parametrize(("kind", "written", "slug"), REFUSED)
def test_refused_value_names_its_fault(kind: str, written: str, slug: str) -> None:
    """What a kind refuses has exactly one fault, which is a known kind of problem."""
    assert faults(kind, written) == [slug]
    assert slug in BY_SLUG


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("value", [["甲"], {"甲": "乙"}, None], ids=["list", "mapping", "nothing"])
def test_a_value_is_text(kind: str, value: object) -> None:
    """A list or a mapping where a value belongs is a fault of shape."""
    assert faults(kind, value) == ["string_type"]


@pytest.mark.parametrize(("kind", "written", "value"), ACCEPTED)
def test_editors_allow_what_loading_accepts(kind: str, written: str, value: str) -> None:
    """The JSON Schema never marks a value that the program reads."""
    assert value
    assert allows(adapter(kind).json_schema(), written)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(CASES)),
    st.one_of(st.text(max_size=12), st.text("0123456789-.,%％", max_size=12)),
)
def test_any_text_is_accepted_or_refused_by_name(kind: str, written: str) -> None:
    """Whatever is written, a kind reads it as the schema allows, or refuses it with one fault."""
    found = faults(kind, written)
    assert len(found) <= 1
    assert all(slug in BY_SLUG for slug in found)
    assert found or allows(adapter(kind).json_schema(), written)


class Form(Record):
    """A form with one field of each sort."""

    name: fields.Text = key("名称", "按原件")
    score: OptionalAmount = optional("得分", "未打分就不写")
    note: OptionalText = optional("备注", "原件备注")
    rows: tuple[fields.Text, ...] = several("行", "按原件顺序")


def test_zero_blank_and_absent_are_three_facts() -> None:
    """A score of 0, a blank score and no score stay apart."""
    zero, blank, absent = (
        Form.model_validate({"名称": "甲", **more}, by_alias=True, by_name=False)
        for more in ({"得分": "0"}, {"得分": " "}, {})
    )
    assert zero.score is not None
    assert zero.score.value == 0
    assert (blank.score, absent.score) == (None, None)
    assert ("score" in blank.model_fields_set, "score" in absent.model_fields_set) == (True, False)


def blank_as_none(value: object) -> object:
    """Return None for a blank, all else as it is."""
    return None if isinstance(value, str) and not value.strip() else value


def dash_as_none(value: object) -> object:
    """Return None for a sign that stands for “no number” and for a blank, all else as it is."""
    is_dash = isinstance(value, str) and value.strip() in fields.PRINTED_BLANKS
    return None if is_dash else blank_as_none(value)


IN_TWO_STEPS: dict[str, Any] = {
    "OptionalText": Annotated[fields.Text | None, BeforeValidator(blank_as_none)],
    "OptionalAmount": Annotated[fields.Amount | None, BeforeValidator(dash_as_none)],
    "OptionalRate": Annotated[fields.PrintedRate | None, BeforeValidator(dash_as_none)],
    "OptionalDay": Annotated[fields.Day | None, BeforeValidator(blank_as_none)],
    "OptionalFlag": Annotated[fields.Flag | None, BeforeValidator(blank_as_none)],
    "OptionalAddress": Annotated[fields.Address | None, BeforeValidator(blank_as_none)],
    "OptionalSlug": Annotated[fields.Slug | None, BeforeValidator(blank_as_none)],
}
"""Every kind that may be left blank, in two steps: first the blank, then the value."""
WRITTEN: tuple[object, ...] = (
    None, "", " ", "\u3000", "\x1f", "甲", " 甲", "12", "1,000.5", "-3", "1e3", " 12", "—", " — ",
    "/", "１２", "12万", "97.8%", "0.978", "2021-03-05",
    "2021-02-30", "是", "yes", "https://example.cn/a", "a-b", "A B", ["甲"], [], {"甲": "乙"}, {},
)  # fmt: skip


def told(kind: TypeAdapter[Any], written: object) -> object:
    """Return what a kind makes of a value, or the names and messages of its faults."""
    try:
        read: object = kind.validate_python(written)
    except ValidationError as error:
        return [(fault["type"], fault["msg"], fault["loc"]) for fault in error.errors()]
    return read


@pytest.mark.parametrize("kind", IN_TWO_STEPS)
def test_one_step_reads_what_two_steps_read(kind: str) -> None:
    """A value that may be left blank is the same in one step as in two."""
    two: TypeAdapter[Any] = TypeAdapter(IN_TWO_STEPS[kind])
    for written in WRITTEN:
        assert told(adapter(kind), written) == told(two, written), written


@pytest.mark.parametrize("printed", sorted(fields.PRINTED_BLANKS))
def test_dash_in_a_number_cell_is_a_blank(printed: str) -> None:
    """The sign that a form prints for “no number” is a blank, and a text where text belongs."""
    given = {"名称": "甲", "得分": printed, "备注": printed}
    form = Form.model_validate(given, by_alias=True, by_name=False)
    assert (form.score, form.note) == (None, printed)
    assert "score" in form.model_fields_set


def test_record_takes_chinese_keys_only() -> None:
    """A record knows its printed keys and no others, not even its own English names."""
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({"名称": "甲", "name": "乙", "分数": "1"}, by_alias=True, by_name=False)
    assert [(e["type"], e["loc"]) for e in caught.value.errors()] == [
        ("extra_forbidden", ("name",)),
        ("extra_forbidden", ("分数",)),
    ]


def test_every_fault_of_a_record_is_found_at_once() -> None:
    """One pass names every missing and every faulty value with its path."""
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({"得分": "九", "行": ["甲", ""]}, by_alias=True, by_name=False)
    assert [(e["type"], e["loc"]) for e in caught.value.errors()] == [
        ("missing", ("名称",)),
        ("not-an-amount", ("得分",)),
        ("empty-value", ("行", 1)),
    ]


def test_record_is_frozen() -> None:
    """A finished record cannot be changed."""
    form = Form.model_validate({"名称": "甲"}, by_alias=True, by_name=False)
    with pytest.raises(ValidationError):
        form.name = "乙"  # type: ignore[misc]  # that it is refused is the point
    assert form.name == "甲"


def test_the_note_of_a_field_is_its_hover_text() -> None:
    """What belongs into a field is said in its JSON Schema, beside its Chinese key."""
    schema = json.loads(json.dumps(Form.model_json_schema(by_alias=True)))
    notes = {name: field["description"] for name, field in schema["properties"].items()}
    assert notes == {
        "名称": "按原件",
        "得分": "未打分就不写",
        "备注": "原件备注",
        "行": "按原件顺序",
    }
