"""The quick reading of plain narratives and that by the whole of Markdown never disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.narrative import HEADINGS
from generator.model.source import Source
from generator.narrative import Markdown
from generator.narrative.simple import NotSimpleError, simple_prose, simple_sections
from generator.narrative.strict import parse_strictly, prose_strictly

ROOT = Path(__file__).parents[3]
MODEST = settings(max_examples=500, deadline=None, derandomize=True)
FILES = sorted(path for top in ("content", "tests/fixtures") for path in (ROOT / top).rglob("*.md"))
PARSER = Markdown().parser

USUAL = (
    "甲",
    "甲，乙。",
    '甲"乙"',
    "2023年",
    "10.5万元",
    "甲 乙",
    "甲-乙",
    "甲:乙",
    "甲!乙",
    "甲{乙}",
)
WORDS = (
    "*甲*",
    "__甲__",
    "`甲`",
    "[甲](b.html)",
    "![甲](b.png)",
    "<p>甲</p>",
    "&amp;",
    "甲 & 乙",
    "http://a.example/b",
    "<http://a.example>",
    "甲\\*",
    "甲  ",
    " 甲",
    "　甲",
    "甲　",
    "\u00a0甲",
    "    甲",
    "\t甲",
    "甲\t乙",
    "# 甲",
    "#甲",
    "### 甲",
    "> 甲",
    "- 甲",
    "-甲",
    "* 甲",
    "+ 甲",
    "1. 甲",
    "1.",
    "1) 甲",
    "1.甲",
    "3. 甲",
    "1234567890. 甲",
    "１. 甲",
    "---",
    "- - -",
    "===",
    "***",
    "```",
    "~~~",
    "|甲|乙|",
    "|-|-|",
    ":-",
    "甲\\",
    "\x00",
    "甲\x0b乙",
    "甲\x0c",
    "甲\u2028乙",
    "\u0085甲",
    "甲\r乙",
    "\U0001f600",
    '"',
    "=甲",
    "[甲]: b",
    "$甲$",
    "%甲",
)
"""What a line may hold: little that is plain, and everything that is not."""
KNOWN = [f"## {heading}" for heading, _ in HEADINGS[6:10]]
HEADS = (
    *KNOWN * 8,
    "## 甲",
    "# 主要绩效",
    "##主要绩效",
    "##  主要绩效",
    "## 主要绩效 ##",
    "## 主要问题 ",
)

words = st.integers(0, 9).flatmap(lambda odd: st.sampled_from(USUAL if odd else WORDS))
marks = st.sampled_from(("", "", "1. ", "2. ", "3. ", "- ", "-  ", "1.  ", "1) ", "  ", "   - "))
lines = st.one_of(
    st.builds(str.__add__, marks, words), st.just(""), st.just(""), st.sampled_from(HEADS)
)
lists = st.lists(words, min_size=1, max_size=3).flatmap(
    lambda items: st.sampled_from(
        [
            "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)),
            "\n".join(f"- {item}" for item in items),
            "\n\n".join(items),
        ]
    )
)
parts = st.builds(
    lambda head, gap, blocks, apart: f"{head}{gap}{apart.join(blocks)}\n",
    st.sampled_from(HEADS),
    st.sampled_from(("\n\n", "\n\n", "\n", "\n\n\n")),
    st.lists(lists, min_size=1, max_size=3),
    st.sampled_from(("\n\n", "\n\n", "\n\n\n", "\n")),
)


def agree(text: str) -> bool:
    """Whether a text is simple; then both readings agree on it, and nothing is wrong."""
    try:
        sections = simple_sections(text)
    except NotSimpleError:
        return False
    narrative, problems = parse_strictly(Source("content/narrative.md", text), PARSER)
    assert (narrative.sections, problems) == (sections, ())
    return True


def agree_on_page(text: str) -> bool:
    """Whether a text is a simple page; then both readings agree on it, and nothing is wrong."""
    try:
        page = simple_prose("page", text)
    except NotSimpleError:
        return False
    assert prose_strictly("page", Source("content/pages/page.md", text), PARSER) == (page, ())
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_read_the_same(path: Path) -> None:
    """Both readings agree on every file at hand, good or hostile."""
    text = path.read_bytes().decode("utf-8", "replace")
    for read in (agree, agree_on_page):
        read(text)
        read(text.replace("\r\n", "\n").rstrip("\n"))


def test_shipped_narratives_are_simple() -> None:
    """The narratives that this site ships are of the plain kind."""
    paths = list((ROOT / "content").rglob("narrative.md"))
    assert [path.parent.name for path in paths if not agree(path.read_text("utf-8"))] == []


def test_shipped_pages_are_simple() -> None:
    """The free pages that this site ships are of the plain kind."""
    paths = list((ROOT / "content/pages").glob("*.md"))
    assert [path.name for path in paths if not agree_on_page(path.read_text("utf-8"))] == []


@MODEST
@given(st.lists(lines, max_size=8).map("\n".join))
@example("## 主要问题\n\n1. 甲\n\n2. 乙\n")
@example("## 主要问题\n\n- 甲\n\n1. 乙\n")
@example("## 主要问题\n甲\n===\n")
def test_soups_are_read_the_same(text: str) -> None:
    """Both readings agree on lines that seldom fit together."""
    agree(f"{KNOWN[0]}\n\n甲\n\n{text}")
    agree(text)
    agree_on_page(f"# 甲\n\n{text}")
    agree_on_page(text)


@MODEST
@given(st.lists(parts, min_size=1, max_size=3), st.sampled_from(("", "\n")))
def test_sections_are_read_the_same(sections: list[str], gap: str) -> None:
    """Both readings agree on sections that are well made and hold anything."""
    agree(gap.join(sections))
    agree_on_page(f"# 甲\n{gap}{gap.join(sections)}")


@pytest.mark.parametrize("word", [*USUAL, *WORDS])
@pytest.mark.parametrize("shape", ["{}", "1. {}", "- {}", "甲\n\n{}\n\n乙", "甲\n{}", "1. 甲\n{}"])
def test_every_word_is_read_the_same(word: str, shape: str) -> None:
    """Both readings agree on every word wherever one may stand."""
    agree(f"## 主要问题\n\n{shape.replace('{}', word)}")
    agree(f"## 主要问题\n{shape.replace('{}', word)}\n## 改进措施\n\n甲\n")
    agree_on_page(f"# {word}\n\n## {word}\n\n{shape.replace('{}', word)}")
    agree_on_page(f"# 甲\n{shape.replace('{}', word)}\n## {word}\n## 乙")


def test_plain_narratives_are_simple() -> None:
    """What narratives are made of is read by the quick reading."""
    text = '## 项目概况\n\n甲"乙"。\n丙。\n\n## 主要问题\n1. 甲\n2. 乙\n\n丙\n## 其他说明\n\n- 甲\n'
    text += "接着\n- 乙\n"
    assert agree(text)
    assert agree_on_page(f"# 标题\n\n甲。\n\n{text}## 空\n\n## 最后\n\n1. 甲\n接着\n")
