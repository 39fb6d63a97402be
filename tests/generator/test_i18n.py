"""Sentences are said in the reader's language, with their values in their places."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator
from generator.i18n import N_, PLACE, Catalogue, Message, fill, message

ENGLISH = Catalogue(
    "en",
    {
        "错误": ("Error",),
        "缺少必填的键“{key}”": ("The required key “{key}” is missing",),
        "找不到{what}“{name}”": ("There is no {what} “{name}”",),
        "评分办法": ("scheme",),
        "{n} 处": ("{n} place", "{n} places"),
        "共 {n} 个，{kept} 个沿用": ("{n} in all, {kept} kept", "{n} in all, {kept} kept"),
    },
)
CHINESE = Catalogue()
NESTED = re.compile(r"\{[a-z_]*\{")
"""A place within a place: what is put into the inner one could name the outer."""

FILLED: tuple[tuple[str, dict[str, str], str], ...] = (
    ("{name}", {"name": "甲"}, "甲"),
    ("{a}{b}{a}", {"a": "1", "b": "2"}, "121"),
    ("{}", {}, "{}"),
    ("{名称}", {}, "{名称}"),
    ("{Name} {1}", {}, "{Name} {1}"),
    ("公开审查: {结论, 依据}", {}, "公开审查: {结论, 依据}"),
    ("{a}", {"a": "{b}"}, "{b}"),
    ("100 %", {}, "100 %"),
)


@pytest.mark.parametrize(("text", "values", "expected"), FILLED)
def test_places_are_filled_once_and_other_braces_stay(
    text: str, values: dict[str, str], expected: str
) -> None:
    """Only `{name}` places are replaced, and what is put in is never looked at again."""
    assert fill(text, values) == expected


def test_marking_a_string_leaves_it_as_it_is() -> None:
    """The mark for extractors changes nothing."""
    assert N_("错误") == "错误"


def test_message_compares_and_travels() -> None:
    """Two messages of the same words and values are equal, also after a trip between processes."""
    said = message("找不到{what}“{name}”", what=message("评分办法"), name="points")
    assert said == message("找不到{what}“{name}”", what=message("评分办法"), name="points")
    assert said != message("找不到{what}“{name}”", what="评分办法", name="points")
    assert hash(said) == hash(pickle.loads(pickle.dumps(said)))  # noqa: S301  written one line above
    assert said.values == (("what", Message("评分办法")), ("name", "points"))


def test_a_message_inside_a_message_is_said_too() -> None:
    """Values that are messages are translated; values that are facts are not."""
    said = message("找不到{what}“{name}”", what=message("评分办法"), name="评分办法")
    assert CHINESE.say(said) == "找不到评分办法“评分办法”"
    assert ENGLISH.say(said) == "There is no scheme “评分办法”"


def test_text_is_translated_or_stays() -> None:
    """A string without a translation is said in the source language."""
    assert ENGLISH.translate("错误") == "Error"
    assert ENGLISH.translate("须说明") == "须说明"
    assert ENGLISH.say("错误") == "Error"
    assert CHINESE.translate("错误") == "错误"


def test_templates_translate_with_values() -> None:
    """The function that templates know translates first and fills in afterwards."""
    text = "缺少必填的键“{key}”"
    assert ENGLISH.translate_with(text, key=7) == "The required key “7” is missing"
    assert CHINESE.translate_with(text, key="资金") == "缺少必填的键“资金”"


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 places"), (1, "1 place"), (2, "2 places"), (21, "21 places")]
)
def test_counted_sentence_takes_the_form_of_its_number(number: int, expected: str) -> None:
    """English has a form for one and a form for all others; the number stands in both."""
    assert ENGLISH.count("{n} 处", "{n} 处", number) == expected
    assert CHINESE.count("{n} 处", "{n} 处", number) == f"{number} 处"


def test_counted_sentence_has_further_values() -> None:
    """A counted sentence may carry values besides its number."""
    assert ENGLISH.count("共 {n} 个，{kept} 个沿用", "", 3, kept=2) == "3 in all, 2 kept"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(), st.text())
def test_a_fact_is_never_changed_by_being_said(before: str, fact: str) -> None:
    """Whatever a fact contains, it stands in the sentence letter by letter."""
    text = before.replace("{", "").replace("}", "") + "“{fact}”"
    assert CHINESE.say(message(text, fact=fact)) == text.removesuffix("“{fact}”") + f"“{fact}”"


SAID = st.lists(
    st.sampled_from(("{a}", "{b_c}", "{}", "{名称}", "{1}", " ", "甲", "%")), max_size=6
).map("".join)
VALUES = st.text(alphabet="甲1{}ab", max_size=4)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SAID, VALUES, VALUES)
def test_plain_values_are_put_in_as_any_are(text: str, one: str, other: str) -> None:
    """The quick way of a message is the way of `fill`, whatever its values hold."""
    said = message(text, a=one, b_c=other)
    assert CHINESE.say(said) == fill(text, {"a": one, "b_c": other})


def test_places_of_messages_have_plain_names() -> None:
    """No message of the program has a name that is no place, or one place within another."""
    program = Path(generator.__file__).parent
    calls = [
        node
        for file in program.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    said = [call for call in calls if ast.unparse(call.func) == "message"]
    named = [keyword.arg for call in said for keyword in call.keywords if keyword.arg]
    texts = [a.value for call in calls for a in call.args if isinstance(a, ast.Constant)]
    assert len(named) > 100
    assert [name for name in named if not PLACE.fullmatch(f"{{{name}}}")] == []
    assert [t for t in texts if isinstance(t, str) and NESTED.search(t)] == []
