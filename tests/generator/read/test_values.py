"""YAML is read as plain values: every scalar as printed, every place known, nothing crashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.source import Source
from generator.read import Places, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.problem import Location
    from generator.read import KeyPath, Plain

MODEST = settings(max_examples=100, deadline=None, derandomize=True)

PRINTED = (
    "012",
    "12:30",
    "NO",
    "yes",
    "true",
    "null",
    "~",
    "97.80%",
    "211,820.00",
    "1_000",
    "0x1F",
    "0o17",
    "1e3",
    ".5",
    "+1",
    "-0",
    "2021-03-05",
    "=",
    "<<",
    ".inf",
    "≥98%",
    "40余次",
    "昆政发〔2013〕27号",
    "“双随机”检查",
    "http://a.example/b?c=d",
    "甲:乙",
    "甲#乙",
    "甲，乙：丙",
    "12  34",
    "😀",
)
QUOTED = (
    ('"  甲  "', "  甲  "),
    ("'甲''乙'", "甲'乙"),
    ('"甲\\n乙"', "甲\n乙"),
    ('"\\u4E13\\x41"', "专A"),
    ('""', ""),
    ("''", ""),
    ("", ""),
    ("|\n  甲\n   乙\n", "甲\n 乙\n"),
    ("|-\n  甲\n", "甲"),
    (">-\n  甲\n  乙\n", "甲 乙"),
    ('"12" # 说明', "12"),
    ("[甲, 乙]", ["甲", "乙"]),
    ("{甲: 1, 乙: }", {"甲": "1", "乙": ""}),
    ("\n  - 甲\n  -\n  - - 乙", ["甲", "", ["乙"]]),
)


def read(text: str) -> Plain:
    """Return the value of `text`, which must be without fault."""
    value, problems = parse_yaml(Source("a.yaml", text))
    assert problems == ()
    return value


@pytest.mark.parametrize("text", PRINTED)
def test_plain_scalar_survives_as_printed(text: str) -> None:
    """A scalar without quotes is the text that was printed, never a number, date or truth."""
    assert read(f"键: {text}\n") == {"键": text}
    assert read(f"- {text}\n") == [text]
    assert read(f"{{键: {text} }}\n") == {"键": text} or "," in text


@pytest.mark.parametrize(("text", "value"), QUOTED, ids=[text for text, _ in QUOTED])
def test_other_forms_are_read_as_yaml_says(text: str, value: Plain) -> None:
    """Quotes, blocks, comments, lists and tables mean what YAML means by them."""
    assert read(f"键: {text}\n") == {"键": value}


@pytest.mark.parametrize("key", ["012", "NO", "null", "=", "具体实施处（科室）", "<<"])
def test_key_survives_as_printed(key: str) -> None:
    """A key, too, is the text that was printed."""
    assert read(f"{key}: 1\n") == {key: "1"}


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=9,
)
NESTED = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@MODEST
@given(NESTED.filter(lambda value: not isinstance(value, str)), st.booleans(), st.integers(2, 5))
def test_what_is_written_is_read(value: Plain, flow: bool, indent: int) -> None:  # noqa: FBT001
    """Whatever structure of texts is written as YAML is read as the same structure."""
    text = yaml.safe_dump(
        value,
        allow_unicode=True,
        default_flow_style=flow,
        indent=indent,
        default_style='"',
        width=1_000_000,
    )
    assert read(text) == value


@MODEST
@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=40))
def test_any_text_in_single_quotes_survives(text: str) -> None:
    """Between single quotes every printable text survives to the letter."""
    quoted = text.replace("'", "''")
    assert read(f"键: '{quoted}'\n") == {"键": text}


FORM = """\
# 第一行是说明
项目名称: 专家指导费
资金: {单位: 万元, "全年预算数": '20.00'}
自评:
  指标:
    - 三级指标: 检查企业
      年度指标值: ≥40家
    - {三级指标: 整改率}
  总分:
附件: []
编者说明:
  - 甲 # 说明
  -   "乙"
"""
PLACES = (
    (("项目名称",), "2:1 项目名称", "2:7 专家指导费"),
    (("资金",), "3:1 资金", "3:5 {"),
    (("资金", "单位"), "3:6 单位", "3:10 万元"),
    (("资金", "全年预算数"), '3:14 "全年预算数"', "3:23 '20.00'"),
    (("自评", "指标"), "5:3 指标", "6:5 -"),
    (("自评", "指标", 0), "6:7 三", "6:7 三"),
    (("自评", "指标", 0, "三级指标"), "6:7 三级指标", "6:13 检查企业"),
    (("自评", "指标", 0, "年度指标值"), "7:7 年度指标值", "7:14 ≥40家"),
    (("自评", "指标", 1, "三级指标"), "8:8 三级指标", "8:14 整改率"),
    (("自评", "总分"), "9:3 总分", "9:6 "),
    (("附件",), "10:1 附件", "10:5 ["),
    (("编者说明", 0), "12:5 甲", "12:5 甲"),
    (("编者说明", 1), '13:7 "乙"', '13:7 "乙"'),
)
FIELDS = {
    ("项目名称",): "项目名称",
    ("自评", "指标", 1, "三级指标"): "自评 › 指标 › 2 › 三级指标",
    ("编者说明", 0): "编者说明 › 1",
}


def marked(place: Location) -> str:
    """Return a place with the text it underlines."""
    start = place.column - 1
    return f"{place.line}:{place.column} {place.excerpt[start : start + place.width]}"


@pytest.mark.parametrize(("path", "key", "value"), PLACES, ids=[str(path) for path, _, _ in PLACES])
def test_place(path: tuple[str | int, ...], key: str, value: str) -> None:
    """The place of a key and of its value is exact, and underlines exactly that."""
    places = Places(Source("a.yaml", FORM))
    assert (marked(places.of_key(*path)), marked(places.at(*path))) == (key, value)


@pytest.mark.parametrize(("path", "shown"), FIELDS.items())
def test_field(path: tuple[str | int, ...], shown: str) -> None:
    """A place says the keys that lead to it, list items counted from 1."""
    places = Places(Source("a.yaml", FORM))
    assert {places.at(*path).field, places.of_key(*path).field} == {shown}


def test_absent_value_is_placed_at_what_stands_above_it() -> None:
    """What is not there is shown at the key above it, or at the beginning of the file."""
    places = Places(Source("a.yaml", FORM))
    assert marked(places.at("资金", "全年执行数")) == "3:1 资金"
    assert marked(places.of_key("自评", "指标", 1, "分值")) == "8:7 {"
    assert marked(places.at("没有", "这个")) == "1:1 #"
    assert marked(places.at()) == "1:1 #"


def test_repeated_key_keeps_the_first_value_and_place() -> None:
    """Of two equal keys the first is read; the second is the problem."""
    source = Source("a.yaml", "甲: 1\n乙: 2\n甲: 3\n")
    value, problems = parse_yaml(source)
    assert value == {"甲": "1", "乙": "2"}
    assert [(problem.kind.slug, marked(problem.at)) for problem in problems] == [
        ("duplicate-key", "3:1 甲")
    ]
    assert marked(Places(source).at("甲")) == "1:4 1"


def test_every_fault_of_form_is_found_in_one_pass() -> None:
    """Repeated keys, anchors, tags and keys that are no text are all reported together."""
    text = "甲: &a 1\n乙: *a\n甲: 2\n丙: !x 3\n? [丁]\n: 4\n戊: 5\n---\n己: 6\n"
    value, problems = parse_yaml(Source("a.yaml", text))
    assert value == {"甲": "1", "乙": None, "丙": "3", "戊": "5"}
    assert [f"{p.at.line}:{p.at.column} {p.kind.slug}" for p in problems] == [
        "1:4 anchor-or-alias",
        "2:4 anchor-or-alias",
        "3:1 duplicate-key",
        "4:4 yaml-tag",
        "5:3 key-not-text",
        "8:1 several-yaml-documents",
    ]


@MODEST
@given(NESTED.filter(lambda value: not isinstance(value, str)), st.booleans())
def test_places_underline_what_they_name(value: Plain, flow: bool) -> None:  # noqa: FBT001
    """In every structure the place of a text underlines that text, wherever it stands."""
    text = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=flow, default_style='"', width=1_000_000
    )
    lines = text.split("\n")
    places = Places(Source("a.yaml", text))
    for path, found in texts(value):
        place = places.at(*path)
        start = place.column - 1
        underlined = lines[place.line - 1][start : start + place.width]
        assert yaml.safe_load(underlined) == found


def texts(value: Plain, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text in a value with the keys and indexes that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif value is not None:
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for part, below in inner:
            yield from texts(below, (*path, part))


SIGNS = st.sampled_from(
    (
        ": ", ":", "\n", "\n  ", "\n- ", "- ", "? ", "[", "]", "{", "}", ", ", ",", "#", " #",
        "&a ", "*a", "!", "!!int ", "|", ">", "'", '"', "%", "@", "`", "---\n", "...\n", "\t",
        "\\", "~", "甲", "：", "1", "😀", "\r", "\x00", "\x0b",
        "\x85", "\u2028", "\ufeff", "\u202e",
    )
)  # fmt: skip


@MODEST
@example("{" * 40)
@example("? " * 40)
@example("甲: [\n")
@example("&a [*a]")
@example("%YAML 9.9\n---\n甲: 1")
@example("\x85- 甲\n\u2028- *a\n")
@example(" #甲\n---")
@given(st.lists(SIGNS | st.text(max_size=2), max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    """No text breaks the reading, and every place lies in the text."""
    source = Source("a.yaml", text)
    value, problems = parse_yaml(source)
    for problem in problems:
        assert 1 <= problem.at.line <= len(source.lines)
        assert 1 <= problem.at.column <= len(source.lines[problem.at.line - 1]) + 1
    places = Places(source)
    assert all(places.at(*path).line <= len(source.lines) for path, _ in texts(value))


HOSTILE = {
    "brackets": ("[" * 1_000_000, ["too-deep"]),
    "braces": ("{" * 1_000_000, ["too-deep"]),
    "dashes": ("- " * 500_000, ["too-deep"]),
    "questions": ("? " * 500_000, ["too-deep"]),
    "quotes": ('"' * 1_000_001, ["yaml-syntax"]),
    "one long line": ("甲" * 600_000, []),
    "long key": ("甲" * 2000 + ": 1", ["yaml-syntax"]),
    "long value": ("甲: " + "乙" * 600_000, []),
    "many lines": ("- 甲\n" * 100_000, []),
    "many keys": ("".join(f"甲{number}: 1\n" for number in range(50_000)), []),
    "blank lines": ("甲: 1\n" + "\n" * 500_000 + "乙: 2\n", []),
    "comments": ("# 甲\n" * 100_000 + "甲: 1\n", []),
    "documents": ("---\n甲: 1\n" * 5_000, ["several-yaml-documents"]),
    "stairs": ("".join(" " * depth + "甲:\n" for depth in range(500)), ["too-deep"]),
}


@pytest.mark.parametrize(("text", "slugs"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read(text: str, slugs: list[str]) -> None:
    """Text made to exhaust the reader is read or refused with a single reason."""
    _, problems = parse_yaml(Source("a.yaml", text))
    assert [problem.kind.slug for problem in problems] == slugs


BILLION = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


def test_aliases_never_expand() -> None:
    """An alias stands for nothing, so that no text can unfold into more than it is."""
    value, problems = parse_yaml(Source("a.yaml", BILLION))
    assert value == {"a": ["x", "x"], "b": [None, None], "c": [None, None], "d": [None, None]}
    assert {problem.kind.slug for problem in problems} == {"anchor-or-alias"}
    assert len(problems) == 9
