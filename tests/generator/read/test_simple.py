"""The quick reading of plain YAML and the strict reading of all of it never disagree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.source import Source
from generator.read import Places
from generator.read.simple import MOST_LEVELS, NotSimpleError, read_simple
from generator.read.strict import locate, parse_strictly, strict_marks

ROOT = Path(__file__).parents[3]
MODEST = settings(max_examples=300, deadline=None, derandomize=True)
FILES = sorted(
    path
    for top in ("content", "tests/fixtures")
    for path in (ROOT / top).rglob("*")
    if path.suffix in {".yaml", ".md"} and path.is_file()
)

WORDS = (
    "甲",
    "甲 乙",
    "甲　乙",
    "　甲",
    "≥98%",
    "012",
    "-5",
    "1,000",
    "8:00",
    "http://a.example/b?c=d",
    "http://a.example/b#c",
    "a::b",
    ":a",
    "甲：乙",
    "“甲”",
    "（甲）",
    "NO",
    "~",
    "null",
    "=",
    "<<",
    "a'b",
    'a"b',
    "a?b",
    "a]b",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "? a",
    "- a",
    "-",
    "--- a",
    "---",
    "...",
    "a #b",
    "a # b",
    "#a",
    "a\tb",
    "a\rb",
    "a\u0085b",
    "a\u2028b",
    "\ufeffa",
    "a\u200bb",
    "a\x00b",
    "\U0001f600",
    '""',
    "''",
    '"甲"',
    "'甲'",
    '" 甲, 乙: 丙 "',
    "'甲}'",
    '"#甲"',
    '"甲\\n"',
    "'甲''乙'",
    '"甲',
    "'甲",
    '"甲" 乙',
    '"甲": 乙',
    "{甲: 乙}",
    "{甲: 乙, 丙: 丁}",
    "{ 甲: 乙 }",
    "{ 甲: 乙 , 丙: 丁  }",
    "{甲: 乙,丙: 丁}",
    "{甲: 乙, 甲: 丁}",
    "{甲: 8:00, 丙: a:}",
    "{甲: '乙', 丙: \"丁, 戊: 己\"}",
    "{甲: }",
    "{甲:乙}",
    "{甲}",
    "{}",
    "[]",
    "{甲: 乙,}",
    "{甲: {乙: 丙}}",
    "[甲, '乙', \"丙, 丁\"]",
    "[甲, 甲]",
    "[甲: 乙]",
    "[甲 , 乙 ]",
    "[甲, [乙]]",
    "[{甲: 乙}]",
    "{甲: [乙]}",
    "{甲: 乙} 丙",
    "{甲: 乙",
    "[甲",
)
"""What may stand behind a key or a dash: much that is allowed, and more that is not."""
USUAL = ("甲", "≥98%", '"100"', "''", "甲 乙", "8:00", '{甲: 乙, 丙: "丁, 戊"}', "[甲, 乙]", "")
KEYS = ("甲", "乙", "a b", "a ", "012", "（甲）", "_", "<<", "'甲'", '"甲"', "?", "甲" * 101, "a:b")

values = st.integers(0, 11).flatmap(
    lambda odd: {
        0: st.sampled_from(WORDS),
        1: st.text("ab甲 :#,'\"{}[]-?&*!|>%@`~=\\", max_size=6),
    }.get(odd, st.sampled_from(USUAL))
)
keys = st.sampled_from(("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛") * 20 + KEYS)
starts = st.sampled_from(
    ("", "", "  ", "  ", "    ", "- ", "- ", "  - ", "    - ") * 4 + ("-", "- - ", " ", "\t")
)
ends = st.sampled_from(("",) * 40 + ("---", "...", "  # 甲", "甲", " #甲", "\t", " "))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Return one line of a file that may well be broken."""
    key = draw(st.sampled_from((": ", ":", ": ", ": ", "", ":  ", " : ")))
    return f"{draw(starts)}{draw(keys)}{key}{draw(values)}{draw(ends)}"


@st.composite
def blocks(draw: st.DrawFn, level: int = 0) -> list[str]:
    """Return the lines of a mapping or list that nests properly, its values hostile."""
    is_list = draw(st.booleans()) and level > 0
    found: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        key = "" if is_list else f"{draw(keys)}:"
        if level < 4 and draw(st.integers(0, 2)) == 0:
            inner = draw(blocks(level=level + 1))
            if is_list:
                found += [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])]
            else:
                indent = " " * draw(st.sampled_from((0, 2, 2, 2, 4)))
                found += [key, *(indent + line for line in inner)]
        else:
            found.append(f"{key or '-'} {draw(values)}")
    return found


def agree(text: str) -> bool:
    """Whether a text is simple; then both readings agree on its value, and nothing is wrong."""
    try:
        value = read_simple(Source("content/a.yaml", text))
    except NotSimpleError:
        return False
    source = Source("content/a.yaml", text)
    assert parse_strictly(source) == (value, ())
    places = Places(source)
    for path, events in strict_marks(source).items():
        for place, event in zip((places.of_key(*path), places.at(*path)), events, strict=True):
            assert replace(place, field="") == locate(source, event)
        above = places.of_key(*path[:-1]) if path[1:] else source.at(1)
        assert {places.at(*path[:-1], "无"), places.of_key(*path[:-1], "无", 0)} == {above}
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_read_the_same(path: Path) -> None:
    """Both readings agree on every file at hand, be it good, hostile or no YAML at all."""
    text = path.read_bytes().decode("utf-8", "replace")
    agree(text)
    agree(text.replace("\r\n", "\n").replace("\n", "\r\n"))
    agree(f"\ufeff{text}")


def test_projects_are_simple() -> None:
    """The projects that this site ships are of the plain kind; none pays for the whole of YAML."""
    paths = list((ROOT / "content/projects").rglob("project.yaml"))
    assert [path.name for path in paths if not agree(path.read_text("utf-8"))] == []


@MODEST
@given(st.lists(lines(), max_size=7).map("\n".join))
@example("甲:\n- 乙\n丙: 丁\n")
@example("甲:\n  - 乙\n - 丙\n")
@example("甲: 乙\n  丙: 丁\n")
@example("- 甲: 乙\n  丙:\n  - 丁\n  - 戊: 己\n- 庚\n")
def test_soups_are_read_the_same(text: str) -> None:
    """Both readings agree on lines that seldom fit together."""
    agree(text)


@MODEST
@given(blocks().map("\n".join))
def test_blocks_are_read_the_same(text: str) -> None:
    """Both readings agree on lines that fit together and hold anything."""
    agree(text)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "shape", ["{}", "甲: {}", "- {}", "- 甲: {}", "甲:\n- 乙: 丙\n  丁: {}\n戊: 己"]
)
def test_every_word_is_read_the_same(word: str, shape: str) -> None:
    """Both readings agree on every word wherever one may stand."""
    agree(shape.replace("{}", word))


@pytest.mark.parametrize(
    "text",
    [
        "甲: 乙",
        '# 甲\n\n甲:\n  乙: {丙: 丁, 戊: "己, 庚"}\n',
        "甲:\n  - 乙: 丙\n    丁:\n    - 戊\n  - {己: ''}\n  - [庚, 辛]\n",
        "甲: ≥8:00次\n乙: ''\n丙:\n",
    ],
)
def test_plain_files_are_simple(text: str) -> None:
    """What content files are made of is read by the quick reading."""
    assert agree(text)


def test_depth_has_an_end() -> None:
    """A file that nests deeper than any form is left to the strict reading."""
    deep = "\n".join(f"{' ' * level}甲:" for level in range(MOST_LEVELS))
    assert agree(deep)
    assert not agree(f"{deep}\n{' ' * MOST_LEVELS}甲:")
